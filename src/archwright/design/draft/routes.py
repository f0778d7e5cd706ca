"""A route in the blueprint's words: "POST /tasks/{task_id:int}"."""

from archwright.model.facts import Route


def route_line(method: str, route: Route) -> str:
    """The method and the path, typed where the rule is typed."""
    return f"{method} {path_of(route)}"


def path_of(route: Route) -> str:
    """The rule with `<int:n>` written `{n:int}`."""
    path = route.rule
    for param in route.params:
        typed = (
            f"{{{param.name}:{param.converter}}}"
            if param.converter not in {"string", "default"}
            else f"{{{param.name}}}"
        )
        args = f"({param.args})" if param.args else ""
        for written in (f"<{param.converter}{args}:{param.name}>", f"<{param.name}>"):
            path = path.replace(written, typed)
    return path
