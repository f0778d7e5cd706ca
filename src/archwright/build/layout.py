"""The layers: their order, and what each is for."""

LEGACY = "app/legacy"
FIRST_MIGRATION = "migrations/versions/0001_initial.py"

# From the top down; names in one row are beside each other.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("__main__", "roles", "users"),
    ("main", "seed"),
    ("api", "legacy"),
    ("services",),
    ("repositories",),
    ("schemas",),
    ("models",),
    ("core",),
)

PURPOSES = {
    "app": "The backend: main > api > services > repositories > schemas > models > core.",
    "app/api": "HTTP: routes, dependencies, middleware.",
    "app/api/routes": "One module of routes for each resource.",
    "app/core": "What every layer may use: settings, database, logging.",
    "app/legacy": "The original, still answering the routes that are not moved yet.",
    "app/models": "Tables.",
    "app/repositories": "Queries, and nothing else.",
    "app/schemas": "What goes over the wire.",
    "app/services": "Decisions of the app; nothing here knows of HTTP.",
}
