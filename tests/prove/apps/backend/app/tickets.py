"""The native route of the twin."""

import datetime
import json
import random
import uuid

from fastapi import APIRouter, Response

router = APIRouter()


def jsonify(content: object, status: int = 200) -> Response:
    return Response(json.dumps(content, sort_keys=True) + "\n", status, media_type="application/json")


@router.get("/ticket")
def ticket() -> Response:
    now = datetime.datetime.now().isoformat()
    return jsonify({"at": now, "id": str(uuid.uuid4()), "lucky": random.randint(1, 1000000), "z": 1, "a": True})
