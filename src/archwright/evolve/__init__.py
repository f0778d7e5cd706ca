"""Change: the schema a blueprint needs, how it differs from the last one, and the migration between them."""
