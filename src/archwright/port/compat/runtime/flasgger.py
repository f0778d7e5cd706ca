"""Flasgger: the description of the interface, made of what stands beside the views, and its pages."""

import importlib.metadata
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import reduce
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader
from werkzeug.utils import redirect

from app.core.compat.context import current_app
from app.core.compat.feature import Feature
from app.core.compat.files import send_from_directory
from app.core.compat.flasgger_paths import describe
from app.core.compat.flasgger_texts import Described, describe_class, described, file_text, with_breaks
from app.core.compat.json import jsonify
from app.core.compat.request import Context, current_context, request
from app.core.compat.response import Response
from app.core.compat.routing import Routed
from app.core.compat.templating import environment, render_template
from app.core.compat.urls import url_for

__provides__ = {
    "flasgger.BR_SANITIZER": "with_breaks",
    "flasgger.Flasgger": "Swagger",
    "flasgger.LazyJSONEncoder": "LazyJSONEncoder",
    "flasgger.LazyString": "LazyString",
    "flasgger.NO_SANITIZER": "as_it_is",
    "flasgger.Swagger": "Swagger",
    "flasgger.base.Swagger": "Swagger",
    "flasgger.swag_from": "swag_from",
    "flasgger.utils.LazyString": "LazyString",
    "flasgger.utils.swag_from": "swag_from",
}
__extensions__ = ("flasgger.Flasgger", "flasgger.Swagger")
__pages__ = "flasgger"

View = Callable[..., Any]
INFO = {
    "version": "0.0.1",
    "title": "A swagger API",
    "description": "powered by Flasgger",
    "termsOfService": "/tos",
}
TOLD = ("host", "basePath", "schemes", "securityDefinitions")
DEFAULTS: dict[str, Any] = {
    "headers": [],
    "specs": [{"endpoint": "apispec_1", "route": "/apispec_1.json"}],
    "static_url_path": "/flasgger_static",
    "swagger_ui": True,
    "specs_route": "/apidocs/",
}


class LazyString:
    """A text that is made anew each time it is needed."""

    def __init__(self, make: Callable[[], str]) -> None:
        self._make = make

    def __str__(self) -> str:
        return str(self._make())

    def __html__(self) -> str:
        return str(self)


class LazyJSONEncoder:
    """What applications set as their encoder; lazy texts are written without it."""


def as_it_is(text: str) -> str:
    """Descriptions stay as they are."""
    return text


class Swagger(Feature):
    """Describes the interface at its own URLs, and adds its headers to every answer."""

    def __init__(  # noqa: PLR0913, PLR0917 - the signature that applications know
        self,
        app: object = None,
        config: Mapping[str, Any] | None = None,
        sanitizer: Callable[[str], str] | None = None,
        template: Mapping[str, Any] | None = None,
        template_file: str | None = None,
        decorators: Iterable[Callable[[View], View]] | None = None,
        merge: bool = False,
    ) -> None:
        self._given: dict[str, Any] = {**DEFAULTS, **(config or {})} if merge or not config else dict(config)
        self._sanitizer = sanitizer or with_breaks
        self._template, self._template_file = template, template_file
        self._decorators = list(decorators or ())
        self._classes: dict[str, Any] = {}
        self.init_app(app)

    def init_app(self, app: object, decorators: Iterable[Callable[[View], View]] | None = None) -> None:  # noqa: ARG002
        """Takes decorators; the settings are read when they are needed."""
        self._decorators = list(decorators or self._decorators)

    @property
    def config(self) -> dict[str, Any]:
        """What was given, under what the settings say."""
        return {**self._given, **current_app.config.get("SWAGGER", {})}

    @property
    def name(self) -> str:
        """What its endpoints begin with."""
        return str(self.config.get("endpoint", "flasgger"))

    async def after(self, context: Context, response: Response) -> Response:  # noqa: ARG002
        """Adds the headers."""
        for header, value in self.config.get("headers", ()):
            response.headers[header] = value
        return response

    def definition(self, name: str, tags: Any = None) -> Callable[[Any], Any]:  # noqa: ARG002
        """Remembers a class that describes a kind of value."""

        def remember(cls: Any) -> Any:
            self._classes[name] = cls
            return cls

        return remember

    def rules(self) -> Iterable[Routed]:
        """The pages, their files, and the description itself."""
        config = self.config
        if config.get("swagger_ui", True):
            yield from self._pages(config)
        for spec in config["specs"]:
            yield self._rule(spec["route"], spec["endpoint"], self._guarded(lambda spec=spec: jsonify(self.told(spec))))

    def _pages(self, config: Mapping[str, Any]) -> Iterator[Routed]:
        first = config.get("specs_route", "/apidocs/")
        version = config.get("uiversion", 3)
        back = config.get("oauth_redirect", f"{first}/o2c.html" if version < 3 else "/oauth2-redirect.html")
        found = find_spec("flasgger")
        assert found is not None
        assert found.origin is not None
        folder = Path(found.origin).parent / f"ui{version}"
        loader = environment().loader
        assert isinstance(loader, FileSystemLoader)
        loader.searchpath.append(str(folder / "templates"))
        yield self._rule(first, "apidocs", self._guarded(self.page))
        yield self._rule(back, "oauth_redirect", self._guarded(_way_back))
        yield self._rule("/apidocs/index.html", "<lambda>", lambda: redirect(url_for(f"{self.name}.apidocs")))
        files = f"{config.get('static_url_path') or '/static'}/<path:filename>"
        yield self._rule(files, "static", lambda filename: send_from_directory(folder / "static", filename))

    def _rule(self, path: str, endpoint: str, view: View) -> Routed:
        prefix = str(self.config.get("url_prefix") or "").rstrip("/")
        path = f"{prefix}/{path.lstrip('/')}" if prefix else path
        return Routed(path, view, methods=["GET"], endpoint=f"{self.name}.{endpoint}")

    def _guarded(self, view: View) -> View:
        return reduce(lambda inner, decorator: decorator(inner), self._decorators, view)

    def page(self) -> Any:
        """The page that shows the description, or with `?json=1` what it shows."""
        config = self.config
        specs = [
            {
                "url": url_for(f"{self.name}.{spec['endpoint']}"),
                "title": spec.get("title", "API Spec 1"),
                "name": spec.get("name"),
                "version": spec.get("version", "0.0.1"),
                "endpoint": spec["endpoint"],
            }
            for spec in config["specs"]
        ]
        urls = [{"name": spec["name"], "url": spec["url"]} for spec in specs if spec["name"]]
        data = {"specs": specs, "urls": urls, "title": config.get("title", "Flasgger")}
        if request.args.get("json"):
            return jsonify(data)
        return render_template("flasgger/index.html", **data, **_surroundings(config))

    def told(self, spec: Mapping[str, Any]) -> dict[str, Any]:
        """The description: what is the same for all URLs, then the URLs."""
        config = self.config
        info = config.get("info") or {key: spec.get(key, config.get(key, value)) for key, value in INFO.items()}
        version = config.get("openapi")
        newer = str(version or "").startswith("3")
        data: dict[str, Any] = {"info": info, "paths": dict(config.get("paths") or {})}
        data["definitions"] = dict(config.get("definitions") or {})
        if newer:
            data["components"] = {"schemas": data["definitions"]}
        label = {"openapi": version} if version else {"swagger": config.get("swagger") or "2.0"}
        data.update(label if version else {"swagger": label["swagger"]})
        data.update({key: value for key, value in config.items() if key.startswith("x-")})
        told = [*TOLD, *((config.get("optional_oas3_fields") or ("components", "servers")) if newer else ())]
        data.update({key: config[key] for key in told if config.get(key)})
        data.update(self._from_template())
        rules = [rule for rule in current_context().adapter.map.iter_rules() if spec.get("rule_filter", bool)(rule)]
        describe(data, rules, config, self._sanitizer, self._defined())
        if newer:
            data.pop("definitions", None)
        return data

    def _from_template(self) -> dict[str, Any]:
        if self._template_file:
            return dict(file_text(self._template_file).parsed())
        return json.loads(json.dumps(self._template or {}, default=str))  # type: ignore[no-any-return]

    def _defined(self) -> dict[str, Described]:
        return {name: describe_class(cls, self._sanitizer) for name, cls in self._classes.items()}


def _way_back() -> str:
    return render_template(["flasgger/oauth2-redirect.html", "flasgger/o2c.html"])


def _surroundings(config: Mapping[str, Any]) -> dict[str, Any]:
    """What the page's templates use beside the data."""
    files = {
        "favicon": "favicon-32x32.png",
        "swagger_ui_bundle_js": "swagger-ui-bundle.js",
        "swagger_ui_standalone_preset_js": "swagger-ui-standalone-preset.js",
        "jquery_js": "lib/jquery.min.js",
        "swagger_ui_css": "swagger-ui.css",
    }
    urls = {name: config.get(name, url_for("flasgger.static", filename=path)) for name, path in files.items()}
    return {
        **urls,
        "config": current_app.config,
        "flasgger_config": config,
        "flasgger_version": importlib.metadata.version("flasgger"),
        "json": json,
        "url_for": url_for,
    }


def swag_from(
    specs: Any = None, filetype: str | None = None, endpoint: str | None = None, methods: Any = None
) -> Callable[[View], View]:
    """Remembers where a view is described: by a mapping, or in a file."""

    def decorate(view: View) -> View:
        known = described.setdefault((view.__module__, view.__qualname__), [])
        known.append((specs, filetype, endpoint, tuple(method.lower() for method in methods or ())))
        return view

    return decorate
