"""Readers of what Flask programs declare: applications, routes, views, hooks, extensions."""
