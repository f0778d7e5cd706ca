"""Readers: one file for each thing that can be found in code. A new file here is a new reader; nothing else to do."""
