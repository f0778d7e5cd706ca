"""Pages and rows-or-404 as Flask-SQLAlchemy gives them."""

import itertools
from typing import Any

import pytest
from fastapi import FastAPI
from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from wire_probes import Probe, ask_asgi, ask_flask

ROWS = 95


def shown(page: Any) -> dict[str, Any]:
    """Everything a template may ask of a page."""
    names = ("page", "pages", "per_page", "total", "has_next", "has_prev", "next_num", "prev_num", "first", "last")
    turned = {"next": page.next().page} if page.has_next else {}
    return {
        **{name: getattr(page, name) for name in names},
        "links": list(page.iter_pages()),
        "short": list(page.iter_pages(left_edge=1, left_current=1, right_current=1, right_edge=1)),
        "items": [row.id for row in page],
        **turned,
    }


@pytest.fixture(scope="module")
def flask_app() -> Flask:
    """The original."""
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
    db = SQLAlchemy(app)

    class Row(db.Model):  # type: ignore[name-defined,misc]
        id = db.Column(db.Integer, primary_key=True)

    with app.app_context():
        db.create_all()
        db.session.add_all(Row(id=number) for number in range(1, ROWS + 1))
        db.session.commit()
    rows = db.select(Row).order_by(Row.id)
    app.add_url_rule("/select", "select", lambda: jsonify(shown(db.paginate(rows))))
    app.add_url_rule("/soft", "soft", lambda: jsonify(shown(db.paginate(rows, error_out=False, max_per_page=10))))
    app.add_url_rule("/query", "query", lambda: jsonify(shown(Row.query.order_by(Row.id).paginate())))
    app.add_url_rule("/get/<int:number>", "get", lambda number: jsonify(db.get_or_404(Row, number).id))
    app.add_url_rule(
        "/first/<int:number>", "first", lambda number: jsonify(Row.query.filter_by(id=number).first_or_404().id)
    )
    one = db.select(Row)
    app.add_url_rule(
        "/one/<int:number>",
        "one",
        lambda number: jsonify(db.one_or_404(one.where(Row.id < number), description="no").id),
    )
    return app


@pytest.fixture(scope="module")
def moved(twin: Any) -> FastAPI:
    """The same, moved."""
    from app.core.compat.database import PageQuery, get_or_404, one_or_404, paginate
    from app.core.compat.install import install_wire
    from app.core.compat.json import jsonify as moved_jsonify
    from app.core.compat.wire import wire
    from app.core.database import current_session

    class Base(DeclarativeBase):
        pass

    class Row(Base):
        __tablename__ = "row"
        id: Mapped[int] = mapped_column(primary_key=True)

    session = current_session()
    Base.metadata.create_all(session.get_bind())
    session.add_all(Row(id=number) for number in range(1, ROWS + 1))
    session.commit()

    def query() -> PageQuery:
        return PageQuery(Row, session).order_by(Row.id)  # type: ignore[no-untyped-call,no-any-return]

    rows = select(Row).order_by(Row.id)
    app = FastAPI()
    app.get("/select")(wire(lambda: moved_jsonify(shown(paginate(rows)))))
    app.get("/soft")(wire(lambda: moved_jsonify(shown(paginate(rows, error_out=False, max_per_page=10)))))
    app.get("/query")(wire(lambda: moved_jsonify(shown(query().paginate()))))
    app.get("/get/{number:int}")(wire(lambda number: moved_jsonify(get_or_404(Row, number).id)))
    app.get("/first/{number:int}")(wire(lambda number: moved_jsonify(query().filter_by(id=number).first_or_404().id)))
    app.get("/one/{number:int}")(
        wire(lambda number: moved_jsonify(one_or_404(select(Row).where(Row.id < number), description="no").id))
    )
    install_wire(app)
    return app


PAGES = [
    "",
    "?page=2",
    "?page=5",
    "?page=6",
    "?page=0",
    "?page=x",
    "?per_page=10&page=4",
    "?per_page=500",
    "?per_page=0",
]
PATHS = [f"/{kind}{page}" for kind, page in itertools.product(("select", "soft", "query"), PAGES)]


@pytest.mark.parametrize("path", [*PATHS, "/get/3", "/get/300", "/first/3", "/first/300", "/one/2", "/one/1", "/one/9"])
def test_the_answer_is_flask_sqlalchemys(flask_app: Flask, moved: FastAPI, path: str) -> None:
    assert ask_asgi(moved, Probe(path)) == ask_flask(flask_app, Probe(path))
