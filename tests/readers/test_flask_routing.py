"""What the study says of routes is what Flask itself says of them."""

import importlib.util
import sys
from pathlib import Path

import pytest
from flask import Flask

from archwright import readers
from archwright.kit.discovery import plugins
from archwright.study import study

READERS = plugins(readers)

STACKED = """
from functools import wraps
from flask import Flask, Blueprint
from flask.views import MethodView, View
app = Flask(__name__)
BASE = '/api'
VERSION = 'v2'

def kept(f):
    @wraps(f)
    def inner(*a, **k): return f(*a, **k)
    return inner

def lost(f):
    def wrapper(*a, **k): return f(*a, **k)
    return wrapper

def renamed(f):
    def wrapper(*a, **k): return f(*a, **k)
    wrapper.__name__ = f.__name__
    return wrapper

@app.route('/a')
@app.route('/b/<int(max=9):n>', methods=['POST', 'get'], endpoint='bee')
@kept
def one(n=0): return ''

def for_role(role):
    def decorator(f):
        @wraps(f)
        def inner(*a, **k): return f(*a, **k)
        return inner
    return decorator

@app.route('/role')
@for_role('admin')
def by_role(): return ''

@app.get(BASE + '/c/<path:p>')
@lost
def two(p): return ''

@app.post(f'{BASE}/{VERSION}/d', strict_slashes=False)
@renamed
def three(): return ''

@app.route('/e/', defaults={'page': 1})
@app.route('/e/<any(x, y):page>')
def four(page): return ''

class Base(MethodView):
    def get(self): return ''
class Items(Base):
    decorators = [kept]
    def post(self): return ''
    def delete(self, i): return ''
app.add_url_rule('/items', view_func=Items.as_view('items'))
one_item = Items.as_view('one_item')
app.add_url_rule('/items/<i>', view_func=kept(one_item), methods=['DELETE'])
class Old(View):
    methods = ['GET', 'POST']
    def dispatch_request(self): return ''
app.add_url_rule('/old', view_func=Old.as_view('old'))
app.add_url_rule(rule='/named', endpoint='named', view_func=one, methods=('PUT',))
outer = Blueprint('outer', __name__, url_prefix='/outer/')
inner = Blueprint('inner', __name__, url_prefix='inner')
@inner.route('/x')
def x(): return ''
@inner.route('')
def bare(): return ''
@outer.route('/')
def top(): return ''
outer.register_blueprint(inner)
app.register_blueprint(outer)
app.register_blueprint(outer, url_prefix='/again', name='again')
application = app
"""

FACTORY = {
    "app.py": "from site_parts import create_app\napp = create_app()\n",
    "site_parts/__init__.py": """
from flask import Flask
def create_app(config=None):
    the_app = Flask(__name__)
    from . import auth
    from .shop import views as shop_views, admin
    the_app.register_blueprint(auth.bp)
    for blueprint in [shop_views.bp, admin]:
        the_app.register_blueprint(blueprint, url_prefix='/s/' + 'hop')
    from site_parts.late import attach
    attach(the_app)
    @the_app.route('/hello')
    def hello(): return ''
    the_app.add_url_rule('/', endpoint='index', view_func=hello)
    return the_app
""",
    "site_parts/auth.py": """
from flask import Blueprint
bp = Blueprint('auth', __name__, url_prefix='/auth')
@bp.route('/login', methods=('GET', 'POST'))
def login(): return ''
""",
    "site_parts/shop/__init__.py": "from .boss import admin\n",
    "site_parts/shop/boss.py": """
from flask import Blueprint
admin = Blueprint('admin', __name__)
@admin.delete('/boss')
def boss(): return ''
""",
    "site_parts/shop/views.py": """
from flask import Blueprint
bp = Blueprint('shop', __name__)
from .more import *
@bp.route('/list')
def listing(): return ''
""",
    "site_parts/shop/more.py": "EXTRA = 1\n",
    "site_parts/late.py": """
def attach(app):
    @app.route('/late/<float:when>')
    def late(when): return ''
""",
}

CIRCULAR = {
    "app.py": "from pack import app\n\nif __name__ == '__main__':\n    app.run()\n",
    "pack/__init__.py": "from flask import Flask\napp = Flask(__name__)\nfrom pack import views, api\n"
    "app.register_blueprint(api.rest, url_prefix=None)\n",
    "pack/views.py": "from pack import app\n@app.route('/')\ndef home(): return ''\n",
    "pack/api.py": "from flask import Blueprint\nrest = Blueprint('rest', 'pack', url_prefix='/r')\n"
    "@rest.patch('/<uuid:u>')\ndef change(u): return ''\n",
}

METHOD_APP = {
    "app.py": """
from flask import Flask
import views
class Server:
    def __init__(self):
        self.app = Flask(__name__)
        self.app.url_map.strict_slashes = False
        self.wire()
    def wire(self):
        self.app.add_url_rule('/m', 'm', self.m)
        self.app.add_url_rule('/n', view_func=views.n, methods=['PUT'])
    def m(self): return ''
server = Server()
app = server.app
""",
    "views.py": "def n(): return ''\n",
}


@pytest.mark.parametrize(
    "files", [{"app.py": STACKED}, FACTORY, CIRCULAR, METHOD_APP], ids=["stacked", "factory", "circular", "methods"]
)
def test_routes_are_those_of_the_url_map(
    files: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    facts = study(tmp_path / "app.py", READERS)

    found = {(r.rule, frozenset(r.methods), r.endpoint, r.strict_slashes) for r in facts.routes}
    assert found == _url_map(tmp_path, monkeypatch)
    assert len(found) == len(facts.routes)
    assert all(facts.views_of(route) for route in facts.routes)


def _url_map(folder: Path, monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, frozenset[str], str, bool]]:
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(folder))
    spec = importlib.util.spec_from_file_location("app_under_test", folder / "app.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    app = module.app
    assert isinstance(app, Flask)
    for name in set(sys.modules) - before:
        del sys.modules[name]
    return {
        (
            rule.rule,
            frozenset(rule.methods or ()) - {"HEAD", "OPTIONS"},
            rule.endpoint,
            rule.strict_slashes is not False,
        )
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
    }
