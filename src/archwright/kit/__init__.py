"""Small tools every room may use: errors, paths, text, processes, console."""
