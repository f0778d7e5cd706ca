"""The same application, moved by hand onto FastAPI and the compat package."""

import dataclasses
import datetime
import decimal
import functools
import io
import uuid

from fastapi import APIRouter
from werkzeug.exceptions import abort
from werkzeug.utils import redirect

from app.core.compat import json
from app.core.compat.answer import make_response
from app.core.compat.files import send_file, send_from_directory
from app.core.compat.flash import flash, get_flashed_messages
from app.core.compat.globals import g
from app.core.compat.hooks import after_this_request
from app.core.compat.json import jsonify
from app.core.compat.request import request
from app.core.compat.response import Response
from app.core.compat.session import session
from app.core.compat.streaming import stream_with_context
from app.core.compat.templating import render_template, render_template_string
from app.core.compat.urls import url_for
from app.core.compat.views import MethodView
from app.core.compat.wire import wire

router = APIRouter()


@dataclasses.dataclass
class Point:
    x: int
    y: int


class SoldError(Exception):
    pass


@router.api_route("/", methods=["GET"], name="index")
@wire
def index():
    return "hello ü"


@router.api_route("/bytes", methods=["GET"], name="as_bytes")
@wire
def as_bytes():
    return b"raw"


@router.api_route("/dict", methods=["GET"], name="as_dict")
@wire
def as_dict():
    return {"b": 1, "a": "ü"}


@router.api_route("/list", methods=["GET"], name="as_list")
@wire
def as_list():
    return [1, {"z": 1, "a": 2}]


@router.api_route("/status", methods=["GET"], name="with_status")
@wire
def with_status():
    return "made", 201


@router.api_route("/headers", methods=["GET"], name="with_headers")
@wire
def with_headers():
    return "x", {"X-One": "1"}


@router.api_route("/both", methods=["GET"], name="with_both")
@wire
def with_both():
    return {"ok": True}, 202, [("X-One", "1"), ("X-Two", "2")]


@router.api_route("/teapot", methods=["GET"], name="status_text")
@wire
def status_text():
    return "x", "418 TEA"


@router.api_route("/empty", methods=["GET"], name="empty")
@wire
def empty():
    return "", 204


@router.api_route("/none", methods=["GET"], name="nothing")
@wire
def nothing():
    return None


@router.api_route("/number", methods=["GET"], name="number")
@wire
def number():
    return 5


@router.api_route("/long-tuple", methods=["GET"], name="long_tuple")
@wire
def long_tuple():
    return 1, 2, 3, 4


@router.api_route("/generated", methods=["GET"], name="generated")
@wire
def generated():
    def pieces():
        yield "a"
        yield "b" + request.args.get("q", "")

    return stream_with_context(pieces())


@router.api_route("/yields", methods=["GET"], name="yields")
@wire
def yields():
    yield "a"
    yield "b"


@router.api_route("/response", methods=["GET"], name="response")
@wire
def response():
    answer = make_response("<b>x</b>", 203)
    answer.headers["X-Made"] = "yes"
    answer.set_cookie("plain", "v")
    answer.set_cookie("full", "v", max_age=60, secure=True, httponly=True, samesite="Lax", path="/x")
    answer.delete_cookie("old")
    return answer


@router.api_route("/typed", methods=["GET"], name="typed")
@wire
def typed():
    return Response("a,b\n", mimetype="text/csv")


@router.api_route("/jsonify", methods=["GET"], name="types")
@wire
def types():
    return jsonify(
        when=datetime.datetime(2024, 2, 29, 12, 30),
        day=datetime.date(2024, 2, 29),
        price=decimal.Decimal("1.50"),
        id=uuid.UUID(int=7),
        point=Point(1, 2),
        text="é<",
        none=None,
        nan=1.5,
    )


@router.api_route("/jsonify/args", methods=["GET"], name="args")
@wire
def args():
    return jsonify(1, "two")


@router.api_route("/jsonify/none", methods=["GET"], name="no_arguments")
@wire
def no_arguments():
    return jsonify()


@router.api_route("/dumps", methods=["GET"], name="dumps")
@wire
def dumps():
    return json.dumps({"b": decimal.Decimal("1"), "a": json.loads("[1]")})


@router.api_route("/item/{number:int}", methods=["GET"], name="item")
@wire
def item(number: int):
    return f"{number!r} {request.endpoint} {request.view_args} {request.url_rule.rule}"


@router.api_route("/price/{value:float}", methods=["GET"], name="price")
@wire
def price(value):
    return repr(value)


@router.api_route("/key/{key:uuid}", methods=["GET"], name="key")
@wire
def key(key):
    return repr(key)


@router.api_route("/file/{name:path}", methods=["GET"], name="file")
@wire
def file(name):
    return name


@router.api_route("/user/{name}", methods=["GET"], name="user")
@wire
def user(name):
    return f"user {name}"


@router.api_route("/user/new", methods=["GET"], name="new_user")
@wire
def new_user():
    return "new user"


@router.api_route("/kind/{kind}", methods=["GET"], name="kind")
@wire
def kind(kind):
    return kind


@router.api_route("/slash/", methods=["GET", "POST"], name="slash")
@wire
def slash():
    return "slash"


@router.api_route("/loose/", methods=["GET"], name="loose")
@wire
def loose():
    return "loose"


@router.api_route("/pages", methods=["GET"], name="pages")
@router.api_route("/pages/{page:int}", methods=["GET"], name="pages")
@wire(hide=("page",))
def pages(page):
    return f"page {page}"


@router.api_route("/form", methods=["GET", "POST"], name="form")
@wire
def form():
    if request.method == "GET":
        return "form"
    return jsonify(title=request.form["title"], tags=request.form.getlist("tag"), n=request.form.get("n", 7, type=int))


@router.api_route("/upload", methods=["POST"], name="upload")
@wire
def upload():
    sent = request.files["doc"]
    return jsonify(name=sent.filename, size=len(sent.read()), kind=sent.mimetype)


@router.api_route("/echo", methods=["POST", "PUT"], name="echo")
@wire
def echo():
    return jsonify(got=request.json)


@router.api_route("/echo/silent", methods=["POST"], name="echo_silent")
@wire
def echo_silent():
    return jsonify(got=request.get_json(silent=True), forced=request.get_json(force=True, silent=True))


@router.api_route("/body", methods=["POST"], name="body")
@wire
def body():
    return jsonify(size=len(request.data), length=request.content_length, kind=request.content_type)


@router.api_route("/args", methods=["GET"], name="query")
@wire
def query():
    return jsonify(
        first=request.args.get("a"),
        all=request.args.getlist("a"),
        n=request.args.get("n", 5, type=int),
        flat=request.args.to_dict(),
        needed=request.args["needed"],
    )


@router.api_route("/about", methods=["GET"], name="about")
@wire
def about():
    return jsonify(
        base=request.base_url,
        full=request.full_path,
        host=request.host,
        root=request.url_root,
        url=request.url,
        path=request.path,
        ip=request.remote_addr,
        agent=request.headers.get("User-Agent"),
        x=request.headers.get("X-Thing"),
        cookie=request.cookies.get("c"),
        secure=request.is_secure,
        scheme=request.scheme,
    )


@router.api_route("/redirect", methods=["GET"], name="away")
@wire
def away():
    return redirect(url_for("item", number=4, q="x y"))


@router.api_route("/redirect/301", methods=["GET"], name="moved")
@wire
def moved():
    return redirect("/user/new?a=1&b=2", code=301)


@router.api_route("/urls", methods=["GET"], name="urls")
@wire
def urls():
    return jsonify(
        [
            url_for("index"),
            url_for("item", number=2, _external=True),
            url_for("item", number=2, _anchor="top x"),
            url_for("index", _external=True, _scheme="https"),
            url_for("index", _scheme="https"),
            url_for("static", filename="site.css"),
            url_for("pages"),
            url_for("pages", page=2),
            url_for("admin.panel"),
            url_for("user", name="a/b c"),
        ]
    )


@router.api_route("/urls/bad", methods=["GET"], name="bad_url")
@wire
def bad_url():
    return url_for("nowhere")


@router.api_route("/abort/{code:int}", methods=["GET"], name="stop")
@wire
def stop(code):
    abort(code)


@router.api_route("/abort/text", methods=["GET"], name="stop_with_text")
@wire
def stop_with_text():
    abort(403, description="not <you>")


@router.api_route("/abort/response", methods=["GET"], name="stop_with_response")
@wire
def stop_with_response():
    abort(make_response(jsonify(error="no"), 409))


@router.api_route("/crash", methods=["GET"], name="crash")
@wire
def crash():
    raise ValueError("secret")


@router.api_route("/sold", methods=["GET"], name="sold")
@wire
def sold():
    raise SoldError


@router.api_route("/session/set", methods=["GET"], name="session_set")
@wire
def session_set():
    session["who"] = request.args.get("who", "ann")
    session["t"] = (1, b"x", uuid.UUID(int=1), datetime.datetime(2024, 1, 1), {"a": [1]})
    return "set"


@router.api_route("/session/get", methods=["GET"], name="session_get")
@wire
def session_get():
    return f"{session.get('who')} {session.get('t')!r}"


@router.api_route("/session/clear", methods=["GET"], name="session_clear")
@wire
def session_clear():
    session.clear()
    return "cleared"


@router.api_route("/session/permanent", methods=["GET"], name="session_permanent")
@wire
def session_permanent():
    session.permanent = True
    session["who"] = "bob"
    return "permanent"


@router.api_route("/session/crash", methods=["GET"], name="session_crash")
@wire
def session_crash():
    session["who"] = "eve"
    raise RuntimeError


@router.api_route("/flash", methods=["GET"], name="say")
@wire
def say():
    flash("Saved <b>")
    flash("Careful", "warning")
    return redirect("/flashed")


@router.api_route("/flashed", methods=["GET"], name="said")
@wire
def said():
    return jsonify(get_flashed_messages(with_categories=True), get_flashed_messages(category_filter=["warning"]))


@router.api_route("/page", methods=["GET"], name="page")
@wire
def page():
    g.seen = "seen"
    return render_template("page.html", title="<x>", data={"b": "</", "a": decimal.Decimal("1.5")})


@router.api_route("/page/string", methods=["GET"], name="page_string")
@wire
def page_string():
    return render_template_string("{{ x }} {{ x|safe }} {{ request.method }}", x="<i>")


@router.api_route("/page/missing", methods=["GET"], name="page_missing")
@wire
def page_missing():
    return render_template("missing.html")


@router.api_route("/send", methods=["GET"], name="send")
@wire
def send():
    return send_file(io.BytesIO(b"data"), download_name="a b ü.txt", as_attachment=True, mimetype="text/plain")


@router.api_route("/send/{name:path}", methods=["GET"], name="send_from")
@wire
def send_from(name):
    return send_from_directory("static", name)


@router.api_route("/after", methods=["GET"], name="after")
@wire
def after():
    @after_this_request
    def add(response):
        response.headers["X-This"] = "1"
        return response

    return "after"


def needs_token(view):
    @functools.wraps(view)
    def guarded(*args, **kwargs):
        if request.headers.get("X-Token") != "t":
            return jsonify(error="token"), 401
        return view("ann", *args, **kwargs)

    return guarded


def unwrapped(view):
    def guarded(*args, **kwargs):
        return view(*args, **kwargs)

    guarded.__name__ = view.__name__
    return guarded


@router.api_route("/guarded/{number:int}", methods=["GET"], name="guarded")
@wire(hide=("user",))
@needs_token
def guarded(user, number):
    return f"{user} {number}"


@router.api_route("/unwrapped/{number:int}", methods=["GET"], name="hidden")
@wire(decorators=(unwrapped,))
def hidden(number):
    return f"{number!r}"


class Things(MethodView):
    def get(self, number):
        return f"get {number}"

    def post(self, number):
        return f"post {number}"


things = wire(Things.as_view("things"))
router.get("/things/{number:int}", name="things")(things)
router.post("/things/{number:int}", name="things")(things)

admin = APIRouter(prefix="/admin")


@admin.api_route("/", methods=["GET"], name="admin.panel")
@wire
def panel():
    return f"{request.blueprint} {url_for('.crash')} {g.order}"


@admin.api_route("/crash", methods=["GET"], name="admin.admin_crash")
@wire
def admin_crash():
    raise SoldError


admin.get("/boom", name="admin.crash")(admin_crash)


def admin_before():
    g.order += ["admin"]
    if "stop" in request.args:
        return "stopped", 403
    return None


def admin_after(response):
    response.headers["X-After"] = response.headers.get("X-After", "") + "admin,"
    return response


def admin_sold(error):
    return "admin sold", 410


torn = []


def first():
    g.order = ["first"]


def late(response):
    response.headers["X-After"] = response.headers.get("X-After", "") + "late,"
    return response


def early(response):
    response.headers["X-After"] = response.headers.get("X-After", "") + "early,"
    return response


def tear(error):
    torn.append(type(error).__name__)


@router.get("/torn", name="show_torn")
@wire
def show_torn():
    shown = jsonify(torn)
    torn.clear()
    return shown


def on_sold(error):
    return jsonify(error="sold"), 410


def on_payment(error):
    return f"pay: {error.code} {error.name}", 406


def year():
    return {"year": 2024}


def shout(text):
    return text.upper()


def even(number):
    return number % 2 == 0
