"""Werkzeug's response with Flask's content type."""

from werkzeug.wrappers import Response as WerkzeugResponse

__provides__ = {
    "flask.Response": "Response",
    "flask.wrappers.Response": "Response",
    "flask.Markup": "markupsafe.Markup",
    "flask.abort": "werkzeug.exceptions.abort",
    "flask.typing.ResponseReturnValue": "typing.Any",
    "flask.typing.RouteCallable": "typing.Any",
    "flask.escape": "markupsafe.escape",
    "flask.helpers.abort": "werkzeug.exceptions.abort",
    "flask.helpers.redirect": "werkzeug.utils.redirect",
    "flask.redirect": "werkzeug.utils.redirect",
}


class Response(WerkzeugResponse):
    """A response that is HTML unless it says otherwise."""

    default_mimetype = "text/html"
