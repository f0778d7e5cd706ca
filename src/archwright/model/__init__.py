"""The nouns of the house: frozen data that rooms hand to each other. No I/O here."""
