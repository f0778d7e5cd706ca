"""Runs in the child under the user's own Python: standard library only, and model.replay of the rest of the house."""
