"""Written backends against schemathesis."""
