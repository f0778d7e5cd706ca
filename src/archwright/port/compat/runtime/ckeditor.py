"""Flask-CKEditor: the editor in templates, and the answers that it expects when it sends a file."""

import os
import uuid
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from markupsafe import Markup
from wtforms import Field, TextAreaField
from wtforms.widgets import TextArea

from app.core.compat.context import current_app
from app.core.compat.feature import Feature
from app.core.compat.files import send_from_directory
from app.core.compat.json import jsonify
from app.core.compat.request import request
from app.core.compat.response import Response
from app.core.compat.routing import Routed
from app.core.compat.templating import environment, extend_templates
from app.core.compat.urls import url_for

__provides__ = {
    "flask_ckeditor.CKEditor": "CKEditor",
    "flask_ckeditor.CKEditorField": "CKEditorField",
    "flask_ckeditor.fields.CKEditorField": "CKEditorField",
    "flask_ckeditor.random_filename": "random_filename",
    "flask_ckeditor.upload_fail": "upload_fail",
    "flask_ckeditor.upload_success": "upload_success",
    "flask_ckeditor.utils.random_filename": "random_filename",
}
__extensions__ = ("flask_ckeditor.CKEditor",)

CDN = "https://cdn.ckeditor.com"
PACKAGES = ("basic", "standard", "full")
DEFAULTS: dict[str, Any] = {
    "code_theme": "monokai_sublime",
    "enable_codesnippet": False,
    "enable_csrf": False,
    "extra_plugins": (),
    "file_browser": "",
    "file_uploader": "",
    "height": 0,
    "language": "",
    "pkg_type": "standard",
    "serve_local": False,
    "upload_error_message": "Upload failed.",
    "width": 0,
}
SCRIPT = """
<script type="text/javascript">
    document.getElementById("{name}").classList.remove("ckeditor");
    CKEDITOR.replace( "{name}", {{
        language: "{language}",
        height: {height},
        width: {width},
        codeSnippet_theme: "{code_theme}",
        imageUploadUrl: "{file_uploader}",
        filebrowserUploadUrl: "{file_uploader}",
        filebrowserBrowseUrl: "{file_browser}",
        extraPlugins: "{plugins}",
        versionCheck: false,
        {csrf_header} // CSRF token header for XHR request
        {custom_config}
    }});
</script>"""
CSRF_HEADER = """
                fileTools_requestHeaders: {{
                    'X-CSRFToken': '{token}',
                }},"""
HIGHLIGHTER = """<link href="{css}" rel="stylesheet">\n<script src="{js}"></script>\n
            <script>hljs.initHighlightingOnLoad();</script>"""


class CKEditor(Feature):
    """What templates know as `ckeditor`. Its own files are expected in the static folder, below `ckeditor`."""

    def __init__(self, app: object = None) -> None:  # noqa: ARG002
        extend_templates(names={"ckeditor": self})

    def init_app(self, app: object) -> None:
        """Nothing: the settings are read when they are needed."""

    def rules(self) -> Iterable[Routed]:
        """The place of the editor's own files."""
        path = f"/ckeditor{current_app.static_url_path}/<path:filename>"
        return (Routed(path, self.send, methods=["GET"], endpoint="ckeditor.static"),)

    def send(self, filename: str) -> Response:
        """One of the editor's own files."""
        return send_from_directory(os.path.join(current_app.static_folder, "ckeditor"), filename)

    def load(
        self, custom_url: str | None = None, pkg_type: str | None = None, serve_local: bool | None = None,
        version: str = "4.22.1",
    ) -> Markup:  # fmt: skip
        """The script element of the editor."""
        package = pkg_type or _setting("pkg_type")
        if custom_url:
            url = custom_url
        elif serve_local or _setting("serve_local"):
            package = package if package in PACKAGES else "standard"
            url = url_for("ckeditor.static", filename=f"{package}/ckeditor.js")
        else:
            package = package if package.removesuffix("-all") in PACKAGES[1:] or package == "basic" else "standard"
            needs_all = _setting("enable_codesnippet") and not package.endswith("all")
            url = f"{CDN}/{version}/{'standard-all' if needs_all else package}/ckeditor.js"
        return Markup(f'<script src="{url}"></script>')  # noqa: S704

    def config(self, name: str = "ckeditor", custom_config: str = "", **kwargs: Any) -> Markup:
        """The script element that starts the editor in a field."""
        wanted = {option: kwargs.get(option, _setting(option)) for option in DEFAULTS}
        wanted["file_uploader"], wanted["file_browser"] = (
            _url(wanted[key]) for key in ("file_uploader", "file_browser")
        )
        plugins = list(wanted["extra_plugins"])
        if wanted["file_uploader"] or (wanted["file_browser"] and "filebrowser" not in plugins):
            plugins.append("filebrowser")
        if wanted["enable_codesnippet"] and "codesnippet" not in plugins:
            plugins.append("codesnippet")
        header = CSRF_HEADER.format(token=_csrf_token()) if wanted["enable_csrf"] else ""
        text = SCRIPT.format(
            name=name, plugins=",".join(plugins), csrf_header=header, custom_config=custom_config, **wanted
        )
        return Markup(text)  # noqa: S704

    def create(self, name: str = "ckeditor", value: str = "") -> Markup:
        """The field itself."""
        return Markup(f'<textarea class="ckeditor" name="{name}" id="{name}">{value}</textarea>')  # noqa: S704

    def load_code_theme(self) -> Markup:
        """What highlights code in a page."""
        folder = f"{_setting('pkg_type')}/plugins/codesnippet/lib/highlight"
        script = url_for("ckeditor.static", filename=f"{folder}/highlight.pack.js")
        styles = url_for("ckeditor.static", filename=f"{folder}/styles/{_setting('code_theme')}.css")
        return Markup(HIGHLIGHTER.format(css=styles, js=script))  # noqa: S704

    def uploader(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Answers an old editor with the URL that the view returns."""

        @wraps(func)
        def wrapper(*args: Any, **kwargs: Any) -> Markup:
            number, message = request.args.get("CKEditorFuncNum"), _setting("upload_error_message")
            call = f'callFunction({number}, "{func(*args, **kwargs)}", "{message}")'
            return Markup(  # noqa: S704
                f'<script type="text/javascript">\n        window.parent.CKEDITOR.tools.{call};</script>'
            )

        return wrapper


class EditorArea(TextArea):
    """A text area that becomes an editor."""

    def __call__(self, field: Field, **kwargs: Any) -> Any:
        given = kwargs.pop("class", "") or kwargs.pop("class_", "")
        return super().__call__(field, **kwargs, **{"class": f"ckeditor {given}"})


class CKEditorField(TextAreaField):
    """A field for the editor."""

    widget = EditorArea()


def upload_success(url: str, filename: str = "", message: str | None = None) -> Response:
    """Tells the editor where its file is."""
    error = {} if message is None else {"error": {"message": message}}
    return jsonify({"uploaded": 1, "url": url, "filename": filename, **error})


def upload_fail(message: str | None = None) -> Response:
    """Tells the editor why its file was refused."""
    return jsonify(uploaded=0, error={"message": _setting("upload_error_message") if message is None else message})


def random_filename(old_filename: str) -> str:
    """A new name with the old extension."""
    return uuid.uuid4().hex + os.path.splitext(old_filename)[1]


def _setting(name: str) -> Any:
    return current_app.config.get(f"CKEDITOR_{name.upper()}", DEFAULTS[name])


def _url(endpoint_or_url: str) -> str:
    is_url = not endpoint_or_url or endpoint_or_url.startswith(("https://", "http://", "/"))
    return endpoint_or_url if is_url else url_for(endpoint_or_url)


def _csrf_token() -> str:
    """The token of the protection whose function templates have."""
    make: Any = environment().globals.get("csrf_token")
    if make is None:
        raise RuntimeError("CSRFProtect is not initialized. It's required to enable CSRF protect.")
    return str(make())
