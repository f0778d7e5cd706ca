"""Facts for people, for programs and as pictures."""
