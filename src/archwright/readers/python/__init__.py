"""Readers of what any Python program does: settings, outside calls, state, threads, dynamic code."""
