"""A hand-made twin of shop.py, for the tests of replay: one route native, the rest mounted."""

from a2wsgi import WSGIMiddleware
from fastapi import FastAPI

from app import shop, tickets

shop.init_db()


def create_app() -> FastAPI:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.include_router(tickets.router)
    app.mount("/", WSGIMiddleware(shop.app, workers=1))
    return app


app = create_app()
