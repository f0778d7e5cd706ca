"""Pages to begin with."""

import re
from importlib.resources import files

from archwright.kit.errors import ArchwrightError
from archwright.language.problems import nearest
from archwright.language.publish import SCHEMA_FILE
from archwright.language.words import snake

_STARTER = "starter"


def examples() -> tuple[str, ...]:
    """The names of the pages there are."""
    folder = files("archwright.language") / "examples"
    return tuple(sorted(each.name.removesuffix(".yaml") for each in folder.iterdir() if each.name.endswith(".yaml")))


def starting_page(name: str, example: str = _STARTER) -> str:
    """A commented page that already loads. Raises ArchwrightError."""
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,47}", name):
        better = snake(name)
        hint = "Use small letters, digits, - and _, beginning with a letter" + (f": {better}." if better else ".")
        raise ArchwrightError(f"`{name}` cannot be the name of a backend.", hint=hint)
    if example not in examples():
        meant = nearest(example, examples())
        hint = f"There is {', '.join(examples())}." + (f" Did you mean {meant}?" if meant else "")
        raise ArchwrightError(f"There is no example `{example}`.", hint=hint)
    text = (files("archwright.language") / "examples" / f"{example}.yaml").read_text(encoding="utf-8")
    return text.replace("SCHEMA", f"./{SCHEMA_FILE}").replace("NAME", name)
