"""The blueprint language: a YAML page in, a completed blueprint out, and back."""
