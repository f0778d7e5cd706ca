"""The driver: which requests to send to an application, and what to learn from its answers."""
