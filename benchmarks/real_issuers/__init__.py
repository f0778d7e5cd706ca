"""Real servers that other people log in with, and a backend that takes their word."""
