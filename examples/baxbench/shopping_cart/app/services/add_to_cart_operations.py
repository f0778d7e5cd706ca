"""Add to cart: what happens in the operations. These functions are yours; they are written once."""

from sqlalchemy import select

from app.core.errors import NotSoMany
from app.models import Line
from app.schemas.add_to_cart_operations import AddToCartInput
from app.schemas.shapes import CartLine
from app.services.work import Work

MOST = 1_000_000


async def add_to_cart(work: Work, data: AddToCartInput) -> CartLine:
    """Add to cart.

    Raises NotFound, NotSoMany (app.core.errors).
    """
    cart = await work.carts.held(data.cart_id, "update")
    wanted = select(Line.__table__).where(Line.cart_id == cart["id"], Line.item == data.item_id)
    line = await work.connection.one(wanted)
    quantity = data.amount + (line["quantity"] if line else 0)
    if not 0 <= quantity <= MOST:
        raise NotSoMany
    if line and quantity:
        await work.lines.change(line["id"], {"quantity": quantity})
    elif line:
        await work.lines.remove(line["id"])
    elif quantity:
        await work.lines.add({"cart_id": cart["id"], "item": data.item_id, "quantity": quantity})
    return CartLine(item_id=data.item_id, count=quantity)
