"""`__name__ == "__main__"` inside of functions: decided the way the original was started."""

import libcst as cst

from archwright.port.code import code_of
from archwright.port.example import Example
from archwright.port.rewrite import Answer, Scope

_START = "from flask import Flask\napp = Flask(__name__)\n"
EXAMPLES = (
    Example(
        "what only the tests did is gone",
        _START + "def greeting():\n    if __name__ != '__main__':\n        return 'test'\n    return 'hello'\n"
        "@app.route('/')\ndef index():\n    return greeting()\n",
        {"app/services/logic.py": "def greeting():\n    return 'hello'\n"},
    ),
    Example(
        "what only the program does is done",
        _START
        + "def greeting():\n    if __name__ == '__main__':\n        return 'hello'\n    else:\n        return 'test'\n"
        "@app.route('/')\ndef index():\n    return greeting()\n",
        {"app/services/logic.py": "def greeting():\n    return 'hello'\n"},
    ),
)


def rewrite(node: cst.CSTNode, original: cst.CSTNode, scope: Scope) -> Answer | None:
    """A test becomes what it gives; an `if` of nothing else becomes one of its branches."""
    if isinstance(original, cst.Comparison):
        given = _given(original, scope)
        return None if given is None else cst.Name(str(given))
    if not isinstance(node, cst.If) or not isinstance(original, cst.If):
        return None
    given = _given(original.test, scope)
    if given is None or isinstance(node.orelse, cst.If):
        return None
    branch = node.body if given else node.orelse.body if node.orelse else None
    if branch is None:
        return cst.RemoveFromParent()
    return cst.FlattenSentinel(branch.body) if isinstance(branch, cst.IndentedBlock) else None


def _given(test: cst.BaseExpression, scope: Scope) -> bool | None:
    """What the test gives; None when it asks something else."""
    if scope.module != scope.source.main or not isinstance(test, cst.Comparison):
        return None
    sides = (test.left, *(target.comparator for target in test.comparisons))
    texts = sorted(code_of(side).replace("'", '"') for side in sides)
    if texts != ['"__main__"', "__name__"]:
        return None
    is_equal = isinstance(test.comparisons[0].operator, cst.Equal)
    return is_equal == scope.as_program
