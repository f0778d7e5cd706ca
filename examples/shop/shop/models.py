from datetime import datetime

from flask_login import UserMixin
from werkzeug.security import check_password_hash, generate_password_hash

from .extensions import db, login_manager

tags = db.Table(
    "tags",
    db.Column("item_id", db.Integer, db.ForeignKey("item.id")),
    db.Column("tag_id", db.Integer, db.ForeignKey("tag.id")),
)


class User(UserMixin, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(50), unique=True, nullable=False)
    password_hash = db.Column(db.String(200))
    items = db.relationship("Item", backref="owner", lazy="dynamic")

    def set_password(self, p):
        self.password_hash = generate_password_hash(p)

    def check_password(self, p):
        return check_password_hash(self.password_hash, p)


class Tag(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    label = db.Column(db.String(20))


class Item(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(80), nullable=False)
    price = db.Column(db.Float, default=0)
    created = db.Column(db.DateTime, default=datetime.utcnow)
    owner_id = db.Column(db.Integer, db.ForeignKey("user.id"))
    tags = db.relationship("Tag", secondary=tags, backref="items")

    def to_dict(self):
        return {"id": self.id, "title": self.title, "price": self.price, "created": self.created}


@login_manager.user_loader
def load_user(uid):
    return User.query.get(int(uid))
