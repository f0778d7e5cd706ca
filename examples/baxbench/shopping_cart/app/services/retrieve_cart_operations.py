"""Retrieve cart: what happens in the operations. These functions are yours; they are written once."""

from sqlalchemy import select

from app.models import Line
from app.schemas.retrieve_cart_operations import RetrieveCartInput, RetrieveCartOutput
from app.schemas.shapes import CartLine
from app.services.work import Work


async def retrieve_cart(work: Work, data: RetrieveCartInput) -> RetrieveCartOutput:
    """Retrieve cart.

    Raises NotFound (app.core.errors).
    """
    cart = await work.carts.get(data.cart_id)
    lines = await work.connection.all(select(Line.__table__).where(Line.cart_id == cart["id"]).order_by(Line.item))
    return RetrieveCartOutput(items=[CartLine(item_id=line["item"], count=line["quantity"]) for line in lines])
