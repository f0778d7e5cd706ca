"""Loading an application the way its author starts it."""
