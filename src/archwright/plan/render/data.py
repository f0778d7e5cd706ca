"""A plan as JSON: what happens to each file, and both sides of every conflict."""

import json

from archwright.model.plan import OP_KINDS, Op, Plan


def as_data(plan: Plan) -> dict[str, object]:
    """Plain lists and dicts; the contents of files are left out."""
    return {
        "counts": {kind: plan.count(kind) for kind in OP_KINDS},
        "ops": [_op(op) for op in plan.ops],
        "database": [vars(change) for change in plan.database],
        "notes": list(plan.notes),
    }


def as_json(plan: Plan) -> str:
    """The same as text."""
    return json.dumps(as_data(plan), indent=2, ensure_ascii=False) + "\n"


def _op(op: Op) -> dict[str, object]:
    sides = [vars(conflict) for conflict in op.conflicts]
    known = {"op": op.kind, "path": op.path, "reason": op.reason, "risk": op.risk}
    return known | ({"conflicts": sides} if sides else {})
