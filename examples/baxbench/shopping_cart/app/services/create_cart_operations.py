"""Create cart: what happens in the operations. These functions are yours; they are written once."""

import secrets

from app.schemas.create_cart_operations import CreateCartOutput
from app.services.work import Work


async def create_cart(work: Work) -> CreateCartOutput:
    """Create cart."""
    cart = await work.carts.add({"code": secrets.token_urlsafe(32)})
    return CreateCartOutput(cart_id=cart["code"])
