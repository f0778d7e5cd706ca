"""Form classes have a module of their own, beside the routes that show them."""

import libcst as cst

from archwright.port.example import Example
from archwright.port.recipe import Original
from archwright.port.rewrite import Scope
from archwright.port.roles import Claim, Home
from archwright.port.source import Own, Statement

BASES = ("flask_wtf.", "wtforms.", "wtforms_alchemy.")


EXAMPLES = (
    Example(
        "a form and a form made on it stand together beside the routes",
        "from flask import Flask\nfrom flask_wtf import FlaskForm\nfrom wtforms import StringField\n"
        "app = Flask(__name__)\napp.secret_key = 'x'\n"
        "class NoteForm(FlaskForm):\n    title = StringField('Title')\nclass LongForm(NoteForm):\n    pass\n"
        "@app.route('/', methods=['POST'])\ndef index():\n    return str(LongForm().validate())\n",
        {
            "app/api/forms.py": "class NoteForm(FlaskForm):\n    title = StringField('Title')\n"
            "class LongForm(NoteForm):\n    pass\n"
        },
    ),
)


def claim(statement: Statement, original: Original) -> Claim | None:
    """A class made on a form, directly or through another form of the app."""
    node = statement.node
    is_one = isinstance(node, cst.ClassDef) and is_form(node, statement.module, original)
    return Claim(Home("api", "forms"), 10) if is_one else None


def is_form(node: cst.ClassDef, module: str, original: Original) -> bool:
    """Whether one of the bases is a form."""
    scope = Scope(original.source, module, original.objects)
    for base in node.bases:
        meaning = scope.meaning(base.value)
        if meaning.startswith(BASES) and meaning.endswith("Form"):
            return True
        owner = original.source.origin(module, base.value.value) if isinstance(base.value, cst.Name) else None
        if isinstance(owner, Own) and owner.name and owner.module in original.source.modules:
            found = original.source.modules[owner.module].binder(owner.name)
            if found and isinstance(found.node, cst.ClassDef) and found.node is not node:
                return is_form(found.node, owner.module, original)
    return False
