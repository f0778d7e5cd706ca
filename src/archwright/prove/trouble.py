"""Why an original does not load, as an error for people."""

from pathlib import Path
from typing import Any

from archwright.kit.errors import ArchwrightError

_PACKAGES = {
    "cv2": "opencv-python",
    "PIL": "pillow",
    "sklearn": "scikit-learn",
    "yaml": "pyyaml",
    "jwt": "pyjwt",
    "dotenv": "python-dotenv",
    "bs4": "beautifulsoup4",
    "MySQLdb": "mysqlclient",
    "mysql": "mysql-connector-python",
    "psycopg2": "psycopg2-binary",
    "dateutil": "python-dateutil",
    "google": "google-cloud",
    "serial": "pyserial",
    "docx": "python-docx",
    "fitz": "pymupdf",
    "jose": "python-jose",
    "telegram": "python-telegram-bot",
    "linebot": "line-bot-sdk",
    "socketio": "python-socketio",
}


def trouble_with(result: dict[str, Any], entry: str, root: Path) -> ArchwrightError:
    """What the child told about a load that failed."""
    if result.get("timeout"):
        message = f"{entry} does not come back from loading: it was stopped when its time was over"
        return ArchwrightError(
            message, hint="put endless work under `if __name__ == '__main__':` or in a thread", where=entry
        )
    if "failed" not in result:
        hint = result.get("crash") or "run it once by itself: it has to start before it can be moved"
        return ArchwrightError(f"{entry} ended the interpreter while it was loaded", hint=hint, where=entry)
    failed = result["failed"]
    where = failed["where"] or entry
    return ArchwrightError(_message(failed, entry), hint=_hint(failed, root), where=where)


def _message(failed: dict[str, str], entry: str) -> str:
    match failed["kind"]:
        case "missing module":
            return f"the application imports {failed['message']}, which is not installed"
        case "no application":
            return f"there is no Flask application in {entry}"
        case "server":
            return f"the application needs {failed['message']} while it is loaded: {failed['last']}"
        case "exit":
            return f"the application stops by itself while it is loaded: {failed['last']}"
        case "syntax":
            return f"Python cannot read the application: {failed['last']}"
        case _:
            return f"the application raises while it is loaded: {failed['last']}"


def _hint(failed: dict[str, str], root: Path) -> str:
    match failed["kind"]:
        case "missing module":
            top, _, inner = failed["message"].partition(".")
            above = next((each for each in list(root.parents)[:2] if _has_module(each, top)), None)
            if above is not None:
                return f"{top} lies in {above}: give that folder, or a file in it that makes the application"
            if inner and top not in _PACKAGES:  # Python looks into a package only after it has found it
                return f"{top} is there and has no {inner}: add that file, or install the version of {top} that has it"
            return f"install it beside the application: pip install {_PACKAGES.get(top, top.replace('_', '-').lower())}"
        case "no application":
            return "give the file that makes it: `app = Flask(__name__)`, or a function create_app() without arguments"
        case "server":
            return (
                "recording runs offline; let the application start without it, or read its address from the environment"
            )
        case "exit":
            return "it may miss a setting: run it once by itself and see what it asks for"
        case _:
            return "run it once by itself: it has to start before it can be moved"


def _has_module(folder: Path, name: str) -> bool:
    return (folder / f"{name}.py").is_file() or (folder / name / "__init__.py").is_file()
