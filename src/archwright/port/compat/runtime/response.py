"""Werkzeug's response with Flask's content type."""

from werkzeug.wrappers import Response as WerkzeugResponse

__provides__ = {
    "flask.Markup": "markupsafe.Markup",
    "flask.Response": "Response",
    "flask.abort": "werkzeug.exceptions.abort",
    "flask.escape": "markupsafe.escape",
    "flask.helpers.abort": "werkzeug.exceptions.abort",
    "flask.helpers.redirect": "werkzeug.utils.redirect",
    "flask.redirect": "werkzeug.utils.redirect",
    "flask.typing.ResponseReturnValue": "typing.Any",
    "flask.typing.RouteCallable": "typing.Any",
    "flask.wrappers.Response": "Response",
    "jinja2.Markup": "markupsafe.Markup",
    "jinja2.escape": "markupsafe.escape",
    "werkzeug.FileStorage": "werkzeug.datastructures.FileStorage",
    "werkzeug.ImmutableMultiDict": "werkzeug.datastructures.ImmutableMultiDict",
    "werkzeug.MultiDict": "werkzeug.datastructures.MultiDict",
    "werkzeug.check_password_hash": "werkzeug.security.check_password_hash",
    "werkzeug.generate_password_hash": "werkzeug.security.generate_password_hash",
    "werkzeug.redirect": "werkzeug.utils.redirect",
    "werkzeug.secure_filename": "werkzeug.utils.secure_filename",
}


class Response(WerkzeugResponse):
    """A response that is HTML unless it says otherwise."""

    default_mimetype = "text/html"
