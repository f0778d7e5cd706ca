from flask import Blueprint, abort, current_app, jsonify, render_template, request
from flask.views import MethodView
from flask_login import current_user, login_required

from ..extensions import db
from ..models import Item

bp = Blueprint("items", __name__)


@bp.route("/")
def index():
    page = request.args.get("page", 1, type=int)
    items = Item.query.order_by(Item.id.desc()).paginate(
        page=page, per_page=current_app.config["ITEMS_PER_PAGE"], error_out=False
    )
    return render_template("index.html", items=items.items, pager=items)


class ItemAPI(MethodView):
    decorators = [login_required]

    def get(self, item_id):
        if item_id is None:
            return jsonify([i.to_dict() for i in Item.query.all()])
        return jsonify(Item.query.get_or_404(item_id).to_dict())

    def post(self):
        data = request.get_json(force=True)
        if not data or "title" not in data:
            return jsonify(error="title needed"), 400
        item = Item(title=data["title"], price=data.get("price", 0), owner=current_user)
        db.session.add(item)
        db.session.commit()
        return jsonify(item.to_dict()), 201

    def delete(self, item_id):
        item = Item.query.filter_by(id=item_id).first_or_404()
        if item.owner_id != current_user.id:
            abort(403)
        db.session.delete(item)
        db.session.commit()
        return "", 204


view = ItemAPI.as_view("item_api")
bp.add_url_rule("/api/items/", defaults={"item_id": None}, view_func=view, methods=["GET"])
bp.add_url_rule("/api/items/", view_func=view, methods=["POST"])
bp.add_url_rule("/api/items/<int:item_id>", view_func=view, methods=["GET", "DELETE"])
