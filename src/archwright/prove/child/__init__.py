"""Runs inside the child under the user's own Python: the standard library only, nothing of the rest of the house but model.replay."""
