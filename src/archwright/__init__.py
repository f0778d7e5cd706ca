"""Archwright: the backend architect as software."""
