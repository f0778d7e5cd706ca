"""Readers of what is stored: mapped classes, tables, queries, in-memory stores."""
