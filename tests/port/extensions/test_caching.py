"""Flask-Caching: what is kept, for whom, and until when."""

from typing import Any

import pytest
from moving import written

ORIGINAL = """
from itertools import count
from flask import Flask, abort, jsonify, make_response, request, url_for
from flask_caching import Cache

app = Flask(__name__)
cache = Cache(config={"CACHE_TYPE": "SimpleCache", "CACHE_DEFAULT_TIMEOUT": 60})
cache.init_app(app)
calls = count()

@app.route("/view")
@cache.cached(timeout=50)
def view():
    return f"call {next(calls)}"

@app.route("/query")
@cache.cached(query_string=True)
def query():
    return jsonify(call=next(calls), page=request.args.get("page"))

@app.route("/unless")
@cache.cached(unless=lambda: bool(request.args.get("new")), forced_update=lambda: bool(request.args.get("force")))
def unless():
    return make_response(f"call {next(calls)}", 202, {"X-Call": "1"})

@app.route("/stale")
@cache.cached(is_stale=lambda kept: kept == "call 0")
def stale():
    return f"call {next(calls)}"

@app.route("/filtered")
@cache.cached(response_filter=lambda kept: kept[1] == 200, key_prefix=lambda: "own")
def filtered():
    return f"call {next(calls)}", 500 if request.args.get("bad") else 200

@app.route("/gone")
@cache.cached()
def gone():
    abort(404 + next(calls))

@app.route("/stream")
@cache.cached(response_hit_indication=True)
def stream():
    return (part for part in ("call ", str(next(calls))))

@cache.cached(timeout=5, key_prefix="number")
def number():
    return next(calls)

@cache.cached(key_prefix="nothing", cache_none=True)
def nothing():
    next(calls)

@cache.memoize(30)
def added(first, second=1, *others, **named):
    return [next(calls), first, second, others, named]

@cache.memoize(args_to_ignore=["second"], make_name=lambda name: "short")
def ignoring(first, second):
    return next(calls)

class Thing:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name

    @cache.memoize()
    def size(self, factor):
        return [next(calls), self.name, factor]

@app.route("/functions")
def functions():
    nothing()
    a, b = Thing("a"), Thing("b")
    return jsonify(
        number=[number(), number()], nothing=[nothing(), next(calls)],
        added=[added(1), added(1, 1), added(first=1, second=1), added(1, 2), added(1, x=1), added(1, 1, 3)],
        ignoring=[ignoring(1, 2), ignoring(1, 3), ignoring(2, 2)],
        sizes=[a.size(1), a.size(1), b.size(1), Thing("a").size(1), a.size(factor=1)],
    )

@app.route("/forget")
def forget():
    cache.delete("view/%s" % url_for("view"))
    cache.delete_cached(query, query_args="page=1")
    cache.delete_memoized(added, 1, 2)
    cache.delete_memoized(Thing.size)
    return jsonify(added=[added(1), added(1, 2)], size=Thing("a").size(1))

@app.route("/forget-all")
def forget_all():
    cache.delete_memoized(added)
    return jsonify(added=[added(1), added(1, 2)])

@app.route("/own")
def own():
    cache.set("a", [1], timeout=9)
    return jsonify([
        cache.get("a"), cache.add("a", 2), cache.has("b"), cache.set_many({"b": 2}), cache.get_many("a", "b"),
        cache.get_dict("a", "c"), cache.delete("a"), cache.delete_many("b"), cache.clear(), cache.get("b"),
    ])
"""


@pytest.mark.parametrize(
    "paths",
    [
        ["/view", "/view", "/view?page=1", "/forget", "/view"],
        ["/query?page=1&x=2", "/query?x=2&page=1", "/query?page=1", "/query?page=2", "/forget", "/query?page=1"],
        ["/unless", "/unless", "/unless?new=1", "/unless?force=1", "/unless"],
        ["/stale", "/stale", "/stale"],
        ["/filtered?bad=1", "/filtered", "/filtered?bad=1"],
        ["/gone", "/gone"],
        ["/stream", "/stream"],
        ["/functions", "/functions", "/forget", "/functions", "/forget-all", "/functions", "/own", "/functions"],
        ["/own", "/own"],
    ],
)
def test_the_same_is_kept(twins: Any, paths: list[str]) -> None:
    both = twins(ORIGINAL, written(ORIGINAL))

    for path in paths:
        both.same(path)


def test_without_a_type_nothing_is_kept(twins: Any) -> None:
    original = ORIGINAL.replace('"SimpleCache"', '"NullCache", "CACHE_NO_NULL_WARNING": True')
    both = twins(original, written(original))

    assert [both.same(path).body for path in ("/view", "/view")] == ["call 0", "call 1"]


def test_the_old_name_of_a_store_is_known(twins: Any) -> None:
    both = twins(ORIGINAL, written(ORIGINAL.replace('"SimpleCache"', '"simple"')))

    assert [both.same(path).body for path in ("/view", "/view")] == ["call 0", "call 0"]
