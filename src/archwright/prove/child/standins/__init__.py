"""Stand-ins for what is not there offline or has gone from newer releases."""
