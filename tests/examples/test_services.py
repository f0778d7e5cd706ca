"""Services of a contract that is no CRUD: asked about what they say, and attacked."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from example_backends import assemble, serving
from httpx2 import Client, Response

pytestmark = pytest.mark.slow
NAMES = ("vault", "wallets")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {name: assemble(f"services/{name}", tmp_path_factory.mktemp(name)) for name in NAMES}


@contextmanager
def served(folder: Path) -> Iterator[Client]:
    with serving(folder) as address, Client(base_url=address, timeout=30) as client:
        yield client


@pytest.fixture(scope="module")
def vault(folders: dict[str, Path]) -> Iterator[Client]:
    with served(folders["vault"]) as client:
        yield client


@pytest.fixture(scope="module")
def wallets(folders: dict[str, Path]) -> Iterator[Client]:
    with served(folders["wallets"]) as client:
        yield client


@pytest.mark.parametrize("name", NAMES)
def test_a_service_passes_its_own_tests(folders: dict[str, Path], name: str) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]

    done = subprocess.run(command, cwd=folders[name], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout[-2000:]


def test_a_file_is_stored_read_and_removed_under_its_path(vault: Client) -> None:
    assert (
        vault.put("/files/a/b.txt", content=b'{"x":', headers={"content-type": "application/json"}).status_code == 201
    )
    assert vault.put("/files/a/b.txt", content=b"new").status_code == 204
    found = vault.get("/files/a/b.txt")
    assert (found.content, found.headers["content-disposition"]) == (b"new", 'attachment; filename="b.txt"')
    assert vault.get("/files", params={"prefix": "a/"}).json() == [{"path": "a/b.txt", "size": 3}]
    assert vault.get("/files", params={"prefix": "%"}).json() == []
    assert [vault.delete("/files/a/b.txt").status_code for _ in range(2)] == [204, 404]


@pytest.mark.parametrize(
    "path", ["..%2f..%2fetc/passwd", "%2fetc%2fpasswd", "a/..%2f..%2fx", "a%00b", "a%5c..", "a//b"]
)
def test_no_path_leads_elsewhere(vault: Client, path: str) -> None:
    for method in ("GET", "PUT", "DELETE"):
        assert vault.request(method, f"/files/{path}").status_code in (400, 404)


def test_what_never_ends_is_cut_off(vault: Client) -> None:
    assert vault.put("/files/big", content=(b"x" * 65536 for _ in range(100))).status_code == 413
    assert vault.get("/files/big").status_code == 404


def test_a_file_that_many_store_at_once_is_one_and_leaves_no_other(vault: Client, folders: dict[str, Path]) -> None:
    with ThreadPoolExecutor(8) as pool:
        codes = Counter(pool.map(lambda each: vault.put("/files/race", content=b"%d" % each).status_code, range(24)))

    assert codes == {201: 1, 204: 23}
    assert len(list((folders["vault"] / "files").iterdir())) == len(vault.get("/files").json())


def pair(wallets: Client) -> tuple[str, str]:
    """Two wallets; the first holds a hundred."""
    given = ({"owner": "ann", "balance": 100}, {"owner": "bob"})
    ann, bob = (str(wallets.post("/wallets", json=each).json()["id"]) for each in given)
    return ann, bob


def moved(wallets: Client, *moves: tuple[str, str, Any], **headers: str) -> Response:
    return wallets.post("/transfers", json=[{"from": a, "to": b, "amount": n} for a, b, n in moves], headers=headers)


def balances(wallets: Client, *ids: str) -> list[int]:
    return [wallets.get(f"/wallets/{each}").json()["balance"] for each in ids]


def test_no_transfer_is_lost_and_none_is_made_of_nothing(wallets: Client) -> None:
    ann, bob = pair(wallets)
    with ThreadPoolExecutor(8) as pool:
        codes = Counter(pool.map(lambda _: moved(wallets, (ann, bob, 3)).status_code, range(50)))

    assert codes == {200: 33, 409: 17}
    assert balances(wallets, ann, bob) == [1, 99]


def test_a_transfer_is_made_once_and_wholly(wallets: Client) -> None:
    ann, bob = pair(wallets)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: moved(wallets, (ann, bob, 1), **{"Idempotency-Key": "one"}), range(8)))
    assert balances(wallets, ann, bob) == [99, 1]

    assert moved(wallets, (ann, bob, 50), (ann, bob, 60)).status_code == 409
    assert balances(wallets, ann, bob) == [99, 1]


@pytest.mark.parametrize("amount", [-1, 0, 1.5, None, "x", 10**30, True])
def test_what_is_no_amount_is_refused(wallets: Client, amount: object) -> None:
    ann, bob = pair(wallets)

    assert moved(wallets, (ann, bob, amount)).status_code == 400
    assert balances(wallets, ann, bob) == [100, 0]
