"""A Flask application that shows every behaviour of Flask that a backend must keep."""

import dataclasses
import datetime
import decimal
import functools
import io
import uuid

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    after_this_request,
    flash,
    g,
    get_flashed_messages,
    json,
    jsonify,
    make_response,
    redirect,
    render_template,
    render_template_string,
    request,
    send_file,
    send_from_directory,
    session,
    stream_with_context,
    url_for,
)
from flask.views import MethodView

app = Flask(__name__)
app.secret_key = "dev"


@dataclasses.dataclass
class Point:
    x: int
    y: int


class SoldError(Exception):
    pass


@app.route("/")
def index():
    return "hello ü"


@app.route("/bytes")
def as_bytes():
    return b"raw"


@app.route("/dict")
def as_dict():
    return {"b": 1, "a": "ü"}


@app.route("/list")
def as_list():
    return [1, {"z": 1, "a": 2}]


@app.route("/status")
def with_status():
    return "made", 201


@app.route("/headers")
def with_headers():
    return "x", {"X-One": "1"}


@app.route("/both")
def with_both():
    return {"ok": True}, 202, [("X-One", "1"), ("X-Two", "2")]


@app.route("/teapot")
def status_text():
    return "x", "418 TEA"


@app.route("/empty")
def empty():
    return "", 204


@app.route("/none")
def nothing():
    return None


@app.route("/number")
def number():
    return 5


@app.route("/long-tuple")
def long_tuple():
    return 1, 2, 3, 4


@app.route("/generated")
def generated():
    def pieces():
        yield "a"
        yield "b" + request.args.get("q", "")

    return stream_with_context(pieces())


@app.route("/yields")
def yields():
    yield "a"
    yield "b"


@app.route("/response")
def response():
    answer = make_response("<b>x</b>", 203)
    answer.headers["X-Made"] = "yes"
    answer.set_cookie("plain", "v")
    answer.set_cookie("full", "v", max_age=60, secure=True, httponly=True, samesite="Lax", path="/x")
    answer.delete_cookie("old")
    return answer


@app.route("/typed")
def typed():
    return Response("a,b\n", mimetype="text/csv")


@app.route("/jsonify")
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


@app.route("/jsonify/args")
def args():
    return jsonify(1, "two")


@app.route("/jsonify/none")
def no_arguments():
    return jsonify()


@app.route("/dumps")
def dumps():
    return json.dumps({"b": decimal.Decimal("1"), "a": json.loads("[1]")})


@app.route("/item/<int:number>")
def item(number):
    return f"{number!r} {request.endpoint} {request.view_args} {request.url_rule.rule}"


@app.route("/price/<float:value>")
def price(value):
    return repr(value)


@app.route("/key/<uuid:key>")
def key(key):
    return repr(key)


@app.route("/file/<path:name>")
def file(name):
    return name


@app.route("/user/<name>")
def user(name):
    return f"user {name}"


@app.route("/user/new")
def new_user():
    return "new user"


@app.route("/kind/<any(red, blue):kind>")
def kind(kind):
    return kind


@app.route("/slash/", methods=["GET", "POST"])
def slash():
    return "slash"


@app.route("/loose/", strict_slashes=False)
def loose():
    return "loose"


@app.route("/pages", defaults={"page": 1})
@app.route("/pages/<int:page>")
def pages(page):
    return f"page {page}"


@app.route("/form", methods=["GET", "POST"])
def form():
    if request.method == "GET":
        return "form"
    return jsonify(title=request.form["title"], tags=request.form.getlist("tag"), n=request.form.get("n", 7, type=int))


@app.route("/upload", methods=["POST"])
def upload():
    sent = request.files["doc"]
    return jsonify(name=sent.filename, size=len(sent.read()), kind=sent.mimetype)


@app.route("/echo", methods=["POST", "PUT"])
def echo():
    return jsonify(got=request.json)


@app.route("/echo/silent", methods=["POST"])
def echo_silent():
    return jsonify(got=request.get_json(silent=True), forced=request.get_json(force=True, silent=True))


@app.route("/body", methods=["POST"])
def body():
    return jsonify(size=len(request.data), length=request.content_length, kind=request.content_type)


@app.route("/args")
def query():
    return jsonify(
        first=request.args.get("a"),
        all=request.args.getlist("a"),
        n=request.args.get("n", 5, type=int),
        flat=request.args.to_dict(),
        needed=request.args["needed"],
    )


@app.route("/about")
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


@app.route("/redirect")
def away():
    return redirect(url_for("item", number=4, q="x y"))


@app.route("/redirect/301")
def moved():
    return redirect("/user/new?a=1&b=2", code=301)


@app.route("/urls")
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


@app.route("/urls/bad")
def bad_url():
    return url_for("nowhere")


@app.route("/abort/<int:code>")
def stop(code):
    abort(code)


@app.route("/abort/text")
def stop_with_text():
    abort(403, description="not <you>")


@app.route("/abort/response")
def stop_with_response():
    abort(make_response(jsonify(error="no"), 409))


@app.route("/crash")
def crash():
    raise ValueError("secret")


@app.route("/sold")
def sold():
    raise SoldError


@app.route("/session/set")
def session_set():
    session["who"] = request.args.get("who", "ann")
    session["t"] = (1, b"x", uuid.UUID(int=1), datetime.datetime(2024, 1, 1), {"a": [1]})
    return "set"


@app.route("/session/get")
def session_get():
    return f"{session.get('who')} {session.get('t')!r}"


@app.route("/session/clear")
def session_clear():
    session.clear()
    return "cleared"


@app.route("/session/permanent")
def session_permanent():
    session.permanent = True
    session["who"] = "bob"
    return "permanent"


@app.route("/session/crash")
def session_crash():
    session["who"] = "eve"
    raise RuntimeError


@app.route("/flash")
def say():
    flash("Saved <b>")
    flash("Careful", "warning")
    return redirect("/flashed")


@app.route("/flashed")
def said():
    return jsonify(get_flashed_messages(with_categories=True), get_flashed_messages(category_filter=["warning"]))


@app.route("/page")
def page():
    g.seen = "seen"
    return render_template("page.html", title="<x>", data={"b": "</", "a": decimal.Decimal("1.5")})


@app.route("/page/string")
def page_string():
    return render_template_string("{{ x }} {{ x|safe }} {{ request.method }}", x="<i>")


@app.route("/page/missing")
def page_missing():
    return render_template("missing.html")


@app.route("/send")
def send():
    return send_file(io.BytesIO(b"data"), download_name="a b ü.txt", as_attachment=True, mimetype="text/plain")


@app.route("/send/<path:name>")
def send_from(name):
    return send_from_directory("static", name)


@app.route("/after")
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


@app.route("/guarded/<int:number>")
@needs_token
def guarded(user, number):
    return f"{user} {number}"


@app.route("/unwrapped/<int:number>")
@unwrapped
def hidden(number):
    return f"{number!r}"


class Things(MethodView):
    def get(self, number):
        return f"get {number}"

    def post(self, number):
        return f"post {number}"


app.add_url_rule("/things/<int:number>", view_func=Things.as_view("things"))

admin = Blueprint("admin", __name__, url_prefix="/admin")


@admin.route("/")
def panel():
    return f"{request.blueprint} {url_for('.crash')} {g.order}"


@admin.route("/crash")
def admin_crash():
    raise SoldError


admin.add_url_rule("/boom", "crash", admin_crash)


@admin.before_request
def admin_before():
    g.order += ["admin"]
    if "stop" in request.args:
        return "stopped", 403
    return None


@admin.after_request
def admin_after(response):
    response.headers["X-After"] = response.headers.get("X-After", "") + "admin,"
    return response


@admin.errorhandler(SoldError)
def admin_sold(error):
    return "admin sold", 410


app.register_blueprint(admin)
torn = []


@app.before_request
def first():
    g.order = ["first"]


@app.after_request
def late(response):
    response.headers["X-After"] = response.headers.get("X-After", "") + "late,"
    return response


@app.after_request
def early(response):
    response.headers["X-After"] = response.headers.get("X-After", "") + "early,"
    return response


@app.teardown_request
def tear(error):
    torn.append(type(error).__name__)


@app.route("/torn")
def show_torn():
    shown = jsonify(torn)
    torn.clear()
    return shown


@app.errorhandler(SoldError)
def on_sold(error):
    return jsonify(error="sold"), 410


@app.errorhandler(406)
def on_payment(error):
    return f"pay: {error.code} {error.name}", 406


@app.context_processor
def year():
    return {"year": 2024}


@app.template_filter("shout")
def shout(text):
    return text.upper()


@app.template_test("even_number")
def even(number):
    return number % 2 == 0
