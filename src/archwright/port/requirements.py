"""Which distributions the moved code imports."""

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from archwright.port.modules import ModuleText

DISTRIBUTIONS = {
    "bs4": "beautifulsoup4", "cv2": "opencv-python-headless", "dateutil": "python-dateutil",
    "dotenv": "python-dotenv", "flask_wtf": "wtforms", "jwt": "pyjwt", "MySQLdb": "mysqlclient",
    "mysql": "mysql-connector-python", "PIL": "pillow", "psycopg2": "psycopg2-binary", "serial": "pyserial",
    "skimage": "scikit-image", "sklearn": "scikit-learn", "yaml": "pyyaml", "bson": "pymongo",
    "linebot": "line-bot-sdk", "google": "google-api-python-client", "Crypto": "pycryptodome",
    "attr": "attrs", "flask_caching": "cachelib",
}  # fmt: skip
PLATFORM = {"app", "fastapi", "starlette", "pydantic", "sqlalchemy"}


def requirements(modules: Iterable[ModuleText], root: Path) -> list[str]:
    """Requirement lines, with the bounds the original states for them."""
    tops = {need.module.partition(".")[0] for module in modules for need in module.imports}
    outside = sorted(tops - PLATFORM - sys.stdlib_module_names)
    stated = _stated(root)
    names = [DISTRIBUTIONS.get(top, top.replace("_", "-")) for top in outside]
    return sorted({stated.get(name.lower(), name) for name in names})


def _stated(root: Path) -> dict[str, str]:
    """Lower bounds only: an exact pin of years ago need not exist for today's Python."""
    path = root / "requirements.txt"
    lines = path.read_text("utf-8", errors="replace").splitlines() if path.is_file() else []
    found = (re.match(r"([A-Za-z0-9_.-]+)\s*(?:[=~>]=)\s*([\w.]+)", line) for line in lines)
    return {match[1].lower().replace("_", "-"): f"{match[1].lower()}>={match[2]}" for match in found if match}
