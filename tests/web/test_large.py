"""What is large or slow: a table of a hundred thousand rows, and an upload that comes in drops."""

from __future__ import annotations

import asyncio
import csv
import json
from collections.abc import MutableMapping
from typing import Any

import pytest
from starlette.testclient import TestClient

from kithkin.model.source import Options
from kithkin.web.app import application
from kithkin.web.guard import Guard
from kithkin.workspace import Workspace
from tests.web.conftest import Enter, token_in

MANY = 100_000


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace with a hundred thousand followers."""
    folder = tmp_path_factory.mktemp("crowd")
    table = folder / "follows.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("follower", "followed"))
        rows.writerows((f"person{number:06}", "me") for number in range(MANY))
    space = Workspace.open(folder / "space")
    space.take_in(table, options=Options(form="follows"))
    space.me("local:me")
    return space


def test_a_table_of_a_hundred_thousand_rows_is_paged(enter: Enter, crowd: Workspace) -> None:
    client = enter(crowd)
    first = client.get("/people").text
    assert f"1 to 50 of {MANY + 1:,}" in first
    assert first.count("data-row") == 50
    assert len(first) < 200_000
    last = client.get("/people?page=2001").text
    assert last.count("data-row") == 1
    assert "Page 2,001 of 2,001" in last
    ids = [row["person_id"]["id"] for row in _people(client, "/people.json?sort=-person_id&page=2")]
    assert ids == [f"local:person{number:06}" for number in range(MANY - 50, MANY - 100, -1)]
    found = _people(client, "/people.json?q=person099999")
    assert [row["person_id"]["name"] for row in found] == ["person099999"]


def _people(client: TestClient, path: str) -> list[dict[str, Any]]:
    blocks = client.get(path).json()["blocks"]
    return list(next(block["rows"] for block in blocks if block["kind"] == "table"))


class Exchange:
    """One request that is sent in drops, straight to the application."""

    def __init__(self, client: TestClient, path: str, headers: dict[str, str]) -> None:
        cookie = f"kithkin={client.cookies['kithkin']}"
        said = {"host": "127.0.0.1:8484", "origin": "http://127.0.0.1:8484", "cookie": cookie} | headers
        self.scope = {
            "type": "http", "method": "POST" if headers else "GET", "path": path, "raw_path": path.encode(), "query_string": b"",
            "headers": [(name.encode(), value.encode()) for name, value in said.items()], "http_version": "1.1",
            "scheme": "http", "server": ("127.0.0.1", 8484), "client": ("127.0.0.1", 1), "root_path": "",
        }  # fmt: skip
        self.drops: asyncio.Queue[MutableMapping[str, Any]] = asyncio.Queue()
        self.status = 0
        self.body = b""

    def drop(self, data: bytes, *, more: bool = True) -> None:
        self.drops.put_nowait({"type": "http.request", "body": data, "more_body": more})

    async def run(self, app: Guard) -> None:
        async def send(message: MutableMapping[str, Any]) -> None:
            self.status = message.get("status", self.status)
            self.body += message.get("body", b"")

        await app(self.scope, self.drops.get, send)


def files_in(workspace: Workspace) -> list[str]:
    """Return what a workspace holds, what can be counted again left out."""
    found = workspace.store.folder.rglob("*")
    return sorted(str(path) for path in found if path.is_file() and path.parent != workspace.store.cache_folder)


@pytest.mark.parametrize("ends", ["whole", "cut"])
def test_an_upload_in_drops_holds_up_nobody(enter: Enter, mine: Workspace, ends: str) -> None:
    client = enter(mine)
    token = token_in(client.get("/").text)
    before = files_in(mine)
    app = application(client.site)  # type: ignore[attr-defined]
    assert isinstance(app, Guard)
    asyncio.run(_drip(client, app, token, ends))
    job = client.site.job  # type: ignore[attr-defined]
    if ends == "whole":
        assert job.wait(60)
        assert job.state == "done"
        assert len(mine.imports()) == 1
    else:
        assert job is None
        assert files_in(mine) == before
    assert list((mine.store.folder / ".uploads").iterdir()) == []


async def _drip(client: TestClient, app: Guard, token: str, ends: str) -> None:
    upload = Exchange(client, "/import/files", {"content-type": "multipart/form-data; boundary=b"})
    upload.drop(b'--b\r\nContent-Disposition: form-data; name="form"\r\n\r\n' + token.encode())
    upload.drop(b'\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="follows.csv"\r\n\r\n')
    coming = asyncio.create_task(upload.run(app))
    for line in ("follower,followed\n", *(f"person{number},me\n" for number in range(20))):
        for letter in line:
            upload.drop(letter.encode())
        other = Exchange(client, "/problems.json", {})
        other.drop(b"", more=False)
        await other.run(app)  # another page answers while the upload waits for its next drop
        assert other.status == 200
        assert json.loads(other.body)["question"] == "What could not be read?"
        assert not coming.done()
    if ends == "whole":
        upload.drop(b"\r\n--b--\r\n", more=False)
    else:
        upload.drops.put_nowait({"type": "http.disconnect"})
    await asyncio.wait_for(coming, 60)
    assert upload.status == (303 if ends == "whole" else upload.status)
