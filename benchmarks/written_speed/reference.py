"""The yardstick: the least that one would write by hand for one table. Starlette, asyncpg, orjson, no features.

DATABASE_URL and SECRET_KEY come from the environment. REFERENCE_POOL=lean leaves out the reset that asyncpg's pool
sends each time a connection comes back, which makes the yardstick harder than what its documentation shows.
"""

import base64
import hashlib
import hmac
import os
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from typing import Any

import asyncpg
import orjson
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

SECRET = os.environ["SECRET_KEY"].encode()
COLUMNS = "id, title, notes, status, due, owner_id, created_at, updated_at"
TABLE = """
CREATE TABLE IF NOT EXISTS tasks (
    id uuid PRIMARY KEY, title text NOT NULL, notes text, status text NOT NULL, due date, owner_id uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX IF NOT EXISTS tasks_keyset ON tasks (created_at, id);
"""
ONE = f"SELECT {COLUMNS} FROM tasks WHERE id = $1"  # noqa: S608 - names of this file only
FIRST = f"SELECT {COLUMNS} FROM tasks ORDER BY created_at, id LIMIT $1"  # noqa: S608
AFTER = f"SELECT {COLUMNS} FROM tasks WHERE (created_at, id) > ($2, $3) ORDER BY created_at, id LIMIT $1"  # noqa: S608
INSERT = (
    f"INSERT INTO tasks (id, title, notes, status, due, owner_id) VALUES ($1, $2, $3, $4, $5, $6) RETURNING {COLUMNS}"  # noqa: S608
)


async def one(request: Request) -> Response:
    """GET one task."""
    subject(request)
    row = await request.app.state.pool.fetchrow(ONE, uuid.UUID(request.path_params["id"]))
    if row is None:
        raise HTTPException(404)
    return json(dict(row))


async def page(request: Request) -> Response:
    """GET a page of tasks by keyset."""
    subject(request)
    limit, pool = min(int(request.query_params.get("limit", 20)), 100), request.app.state.pool
    if cursor := request.query_params.get("cursor"):
        at, key = base64.urlsafe_b64decode(cursor).decode().split("|")
        rows = await pool.fetch(AFTER, limit + 1, datetime.fromisoformat(at), uuid.UUID(key))
    else:
        rows = await pool.fetch(FIRST, limit + 1)
    items = [dict(row) for row in rows[:limit]]
    after = None
    if len(rows) > limit:
        after = base64.urlsafe_b64encode(f"{items[-1]['created_at'].isoformat()}|{items[-1]['id']}".encode()).decode()
    return json({"items": items, "next_cursor": after})


async def create(request: Request) -> Response:
    """POST a task."""
    owner, body = subject(request), orjson.loads(await request.body())
    title, status = body["title"], body.get("status", "todo")
    if not isinstance(title, str) or not 1 <= len(title) <= 200 or status not in {"todo", "doing", "done"}:
        raise HTTPException(422)
    due = date.fromisoformat(body["due"]) if body.get("due") else None
    row = await request.app.state.pool.fetchrow(
        INSERT, uuid.uuid4(), title, body.get("notes"), status, due, uuid.UUID(owner)
    )
    return json(dict(row), 201)


def json(value: Any, status: int = 200) -> Response:
    """A JSON answer. orjson refuses the UUIDs of asyncpg, which are a class of their own."""
    return Response(orjson.dumps(value, default=str), status, media_type="application/json")


def subject(request: Request) -> str:
    """Whose token it is. HS256, checked by hand: nothing is quicker."""
    header, _, rest = request.headers.get("authorization", "")[7:].partition(".")
    payload, _, signature = rest.partition(".")
    expected = hmac.digest(SECRET, f"{header}.{payload}".encode(), hashlib.sha256)
    if not hmac.compare_digest(expected, unpadded(signature)) or orjson.loads(unpadded(header))["alg"] != "HS256":
        raise HTTPException(401)
    claims = orjson.loads(unpadded(payload))
    if claims["exp"] < time.time():
        raise HTTPException(401)
    return str(claims["sub"])


def unpadded(text: str) -> bytes:
    """Base64 as tokens write it."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


async def no_reset(_connection: asyncpg.Connection) -> None:
    """Leave the connection as it is."""


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    """A pool while the server runs."""
    lean = {"reset": no_reset} if os.environ.get("REFERENCE_POOL") == "lean" else {}
    async with asyncpg.create_pool(os.environ["DATABASE_URL"], min_size=10, max_size=10, **lean) as pool:
        await pool.execute(TABLE)
        app.state.pool = pool
        yield


app = Starlette(
    routes=[
        Route("/tasks/{id}", one),
        Route("/tasks", page),
        Route("/tasks", create, methods=["POST"]),
    ],
    lifespan=lifespan,
)
