from flask import Flask

from .config import Config
from .extensions import db, login_manager


def create_app(config=Config):
    app = Flask(__name__)
    app.config.from_object(config)
    db.init_app(app)
    login_manager.init_app(app)
    from .auth import auth_bp
    from .items.views import bp as items_bp

    app.register_blueprint(auth_bp, url_prefix="/auth")
    app.register_blueprint(items_bp)

    @app.context_processor
    def inject():
        return {"shop_name": "My shop"}

    @app.errorhandler(404)
    def nf(e):
        return "nothing here", 404

    @app.template_filter("money")
    def money(v):
        return "%.2f" % v

    with app.app_context():
        db.create_all()
    return app
