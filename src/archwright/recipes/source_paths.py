"""`__file__`: paths beside the source file are paths in the backend's own folder."""

import libcst as cst

from archwright.port.rewrite import Scope


def rewrite(_node: cst.CSTNode, original: cst.CSTNode, scope: Scope) -> cst.CSTNode | None:
    """`__file__` becomes a path in the folder that the carried files are in."""
    if not isinstance(original, cst.Name) or original.value != "__file__":
        return None
    scope.need("app.core.paths", "SOURCE_FILE")
    return cst.Name("SOURCE_FILE")
