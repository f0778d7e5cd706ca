"""Flask-Marshmallow: schemas show and load the same."""

from typing import Any

import pytest
from moving import written

ORIGINAL = """
from datetime import datetime
from flask import Flask, jsonify, request
from flask_marshmallow import Marshmallow
from marshmallow import ValidationError
from sqlalchemy import Column, ForeignKey, Integer, String, create_engine
from sqlalchemy.orm import DeclarativeBase, Session, relationship

app = Flask(__name__)
app.config["TITLE"] = "Shop"
ma = Marshmallow()
ma.init_app(app)

class Base(DeclarativeBase):
    pass

class Author(Base):
    __tablename__ = "author"
    id = Column(Integer, primary_key=True)
    name = Column(String(9), nullable=False)

class Book(Base):
    __tablename__ = "book"
    id = Column(Integer, primary_key=True)
    title = Column(String(9), nullable=False)
    author_id = Column(ForeignKey("author.id"))
    author = relationship(Author)

class BookSchema(ma.SQLAlchemyAutoSchema):
    class Meta:
        model = Book
        include_fk = True

class NameSchema(ma.SQLAlchemySchema):
    class Meta:
        model = Author
    name = ma.auto_field()
    link = ma.URLFor("one", values={"key": "<id>"})

class LinkSchema(ma.Schema):
    title = ma.String(required=True)
    at = ma.DateTime()
    shop = ma.Config("TITLE")
    writer = ma.AbsoluteURLFor("one", values=dict(key="<author.id>"))
    _links = ma.Hyperlinks({"self": ma.URLFor("one", values=dict(key="<id>", q=1)),
                            "all": [ma.URLFor("everything")], "t": "x"})
    picture = ma.File(load_only=True)

    class Meta:
        ordered = True

BOOKS = [Book(id=1, title="a", author_id=2, author=Author(id=2, name="ann")), Book(id=3, title="b")]

@app.route("/")
def everything():
    return BookSchema(many=True).jsonify(BOOKS)

@app.route("/one/<key>")
def one(key):
    return jsonify(book=BookSchema().dump(BOOKS[int(key)]), author=NameSchema().dump(BOOKS[int(key)].author))

@app.route("/links")
def links():
    return LinkSchema().jsonify(BOOKS, many=True)

@app.route("/bad")
def bad():
    return LinkSchema(only=["writer"]).jsonify({"author": {}})

@app.route("/load", methods=["POST"])
def load():
    try:
        found = LinkSchema().load({**request.form, **request.files})
    except ValidationError as error:
        return jsonify(error.messages), 422
    return jsonify({key: getattr(value, "filename", None) or str(value) for key, value in found.items()})

@app.route("/row", methods=["POST"])
def row():
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    class Loading(ma.SQLAlchemyAutoSchema):
        class Meta:
            model = Author
            load_instance = True
    with Session(engine) as session:
        made = Loading().load(request.json, session=session)
        session.add(made)
        session.commit()
        return Loading().jsonify(made)
"""


@pytest.mark.parametrize("path", ["/", "/one/0", "/one/1", "/links", "/bad"])
def test_a_schema_shows_the_same(twins: Any, path: str) -> None:
    twins(ORIGINAL, written(ORIGINAL)).same(path)


def test_a_schema_loads_the_same(twins: Any) -> None:
    both = twins(ORIGINAL, written(ORIGINAL))

    assert both.same("/load", "POST", data={"title": "x", "at": "2024-01-02T03:04:05"}).status == 200
    assert both.same("/load", "POST", data={"at": "then", "picture": "x"}).status == 422
    assert both.same("/row", "POST", json={"name": "ann"}).body == '{"id":1,"name":"ann"}\n'
