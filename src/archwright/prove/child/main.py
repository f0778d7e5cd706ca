"""The child's entry: reads an order (JSON), does it, writes the result (JSON), and leaves without waiting."""

from __future__ import annotations

import json
import os
import sys
import traceback
from typing import Any

from archwright.prove.child import jobs


def main() -> None:
    """`main.py ORDER RESULT`."""
    order_file, result_file = sys.argv[1:3]
    with open(order_file, encoding="utf-8") as file:
        order = json.load(file)
    write = open  # the user's code may replace the built-in
    try:
        result = jobs.do(order)
    except BaseException as error:  # noqa: BLE001 - the parent tells the user
        result = _broken(error)
    with write(result_file + ".part", "w", encoding="utf-8") as file:
        json.dump(result, file)
    os.replace(result_file + ".part", result_file)
    sys.stdout.flush()
    os._exit(0)


def _broken(error: BaseException) -> dict[str, Any]:
    return {"broken": f"{type(error).__name__}: {error}", "traceback": traceback.format_exc()[-3000:]}


if __name__ == "__main__":
    main()
