"""Puts the moved application together, with two native routes beside it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, HTTPException
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from app import shop
from app.core.compat.errors import ErrorHandlers
from app.core.compat.hooks import Hooks
from app.core.compat.install import install_wire
from app.core.compat.native import Native
from app.core.compat.session import Sessions
from app.core.compat.static import StaticFiles
from app.core.compat.templating import add_to_context, extend_templates

started: list[str] = []


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    started.append("started")
    yield


class Order(BaseModel):
    """What the native route takes."""

    amount: int


app = FastAPI(lifespan=lifespan)
app.include_router(shop.admin)
app.include_router(shop.router)


@app.get("/native")
def native() -> dict[str, int]:
    return {"b": 1, "a": 2}


@app.post("/native")
async def native_order(order: Order) -> Order:
    return order


@app.get("/native/stream")
def native_stream() -> StreamingResponse:
    return StreamingResponse(iter(["a", "b"]), media_type="text/plain")


@app.get("/native/missing")
def native_missing() -> None:
    raise HTTPException(404)


@app.get("/native/pay")
def native_pay() -> None:
    raise HTTPException(406)


mounted = FastAPI()


@mounted.get("/x")
def mounted_page() -> dict[str, bool]:
    return {"mounted": True}


app.mount("/mounted", mounted)
extend_templates(
    names={"month": "May"},
    filters={"shout": shop.shout},
    tests={"even_number": shop.even},
)
add_to_context(shop.year)
install_wire(
    app,
    Sessions(),
    StaticFiles(),
    Hooks(before=[shop.first], after=[shop.late, shop.early], teardown=[shop.tear]),
    Hooks(before=[shop.admin_before], after=[shop.admin_after], blueprint="admin"),
    ErrorHandlers({shop.SoldError: shop.on_sold, 406: shop.on_payment}),
    ErrorHandlers({shop.SoldError: shop.admin_sold}, blueprint="admin"),
    inner=Native,
    rules={
        "/kind/{kind}": {"rule": "/kind/<any(red, blue):kind>"},
        "/loose/": {"strict_slashes": False},
        "/pages": {"defaults": {"page": 1}},
    },
)
