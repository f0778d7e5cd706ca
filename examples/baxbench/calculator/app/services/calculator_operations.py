"""Calculator: what happens in the operations. These functions are yours; they are written once."""

import ast
import operator
from collections.abc import Callable
from decimal import Decimal, DecimalException

from app.core.errors import NotCalculable
from app.schemas.calculator_operations import CalculateInput, CalculateOutput
from app.services.work import Work

PAIRS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Mod: operator.mod,
}
SIGNS: dict[type[ast.unaryop], Callable[[Decimal], Decimal]] = {ast.UAdd: operator.pos, ast.USub: operator.neg}


async def calculate(work: Work, data: CalculateInput) -> CalculateOutput:
    """Calculate.

    Raises NotCalculable (app.core.errors).
    """
    try:
        value = _value(ast.parse(data.expression.strip(), mode="eval").body)
    except (DecimalException, MemoryError, RecursionError, SyntaxError, ValueError) as error:
        raise NotCalculable from error
    if not value.is_finite():
        raise NotCalculable
    whole = value == value.to_integral_value() and abs(value) < Decimal(10) ** 28
    return CalculateOutput(result=str(int(value)) if whole else str(value.normalize()))


def _value(node: ast.expr) -> Decimal:
    """Only numbers and the five ways to join them: nothing else of the language means anything here."""
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return Decimal(str(number))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in PAIRS:
            return PAIRS[type(op)](_value(left), _value(right))
        case ast.UnaryOp(op=op, operand=operand) if type(op) in SIGNS:
            return SIGNS[type(op)](_value(operand))
    raise NotCalculable
