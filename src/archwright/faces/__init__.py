"""The ways to the workbench: thin, no decisions."""
