"""Transfers: what happens in the operations. These functions are yours; they are written once."""

from collections.abc import Sequence

from app.core.database import Row
from app.core.errors import NotEnough
from app.schemas.shapes import Move
from app.schemas.wallet import WalletRead
from app.services.work import Work


async def transfer(work: Work, data: list[Move]) -> Sequence[WalletRead | Row]:
    """Transfer.

    Raises NotEnough (app.core.errors).
    """
    # In one order for everybody: two that wait for each other would wait for ever.
    ids = sorted({each.source for each in data} | {each.to for each in data})
    balances = {each: int((await work.wallets.held(each, "update"))["balance"]) for each in ids}
    for move in data:
        balances[move.source] -= move.amount
        balances[move.to] += move.amount
        if balances[move.source] < 0:
            raise NotEnough
    return [await work.wallets.change(each, {"balance": balances[each]}) for each in ids]
