"""Exports come in by path and by upload, stop without a trace, and are refused where they must be."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from starlette.testclient import TestClient

from kithkin.model.source import Options
from kithkin.web.jobs import Job
from kithkin.web.uploads import free_path
from kithkin.workspace import Workspace
from tests.web.conftest import Enter, token_in

Files = list[tuple[str, tuple[str, Any]]]


def finished(client: TestClient) -> Job:
    job: Job = client.site.job  # type: ignore[attr-defined]
    assert job.wait(60)
    return job


def archive(example: Path) -> Path:
    return next(example.glob("twitter-*.zip"))


def test_by_path(enter: Enter, mine: Workspace, example: Path) -> None:
    client = enter(mine)
    token = token_in(client.get("/").text)
    answer = client.post("/import/paths", data={"form": token, "path": f'"{archive(example)}"'})
    assert answer.url.path == "/import"
    assert finished(client).state == "done"
    text = client.get("/import").text
    assert "records" in text
    assert "How to get your exports" in text
    assert "What can the imports show?" in text
    assert len(mine.imports()) == 1
    assert client.get("/").url.path == "/following"


def test_a_folder_and_the_same_twice(enter: Enter, mine: Workspace, example: Path) -> None:
    client = enter(mine)
    token = token_in(client.get("/").text)
    for _ in range(2):
        client.post("/import/paths", data={"form": token, "path": f"{archive(example)}\n{archive(example)}"})
        finished(client)
    assert len(mine.imports()) == 1
    assert "is here already; nothing was changed" in client.get("/import").text


@pytest.mark.parametrize("path", ["/nowhere/at/all", "a\0b", "~nobody-of-that-name/x", "x" * 5000])
def test_a_path_that_is_not_there(enter: Enter, mine: Workspace, path: str) -> None:
    client = enter(mine)
    token = token_in(client.get("/").text)
    answer = client.post("/import/paths", data={"form": token, "path": path})
    assert answer.status_code in (400, 404)
    assert mine.imports() == []


def test_a_path_that_never_ends_is_not_read(enter: Enter, mine: Workspace, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    client = enter(mine)
    token = token_in(client.get("/").text)
    for path in (pipe, "/dev/zero", "/dev/null"):
        answer = client.post("/import/paths", data={"form": token, "path": str(path)})
        assert answer.status_code == 404
        assert "no file and no folder" in answer.text
    assert client.site.job is None  # type: ignore[attr-defined]


def test_by_upload_as_a_folder(enter: Enter, mine: Workspace, example: Path) -> None:
    client = enter(mine)
    token = token_in(client.get("/").text)
    files: Files = [("file", ("downloads/" + archive(example).name, archive(example).open("rb")))]
    answer = client.post("/import/files", data={"form": token}, files=files)
    assert answer.status_code == 200
    assert finished(client).state == "done"
    assert len(mine.imports()) == 1
    assert list((mine.store.folder / ".uploads").iterdir()) == []


def test_a_file_that_no_source_reads(enter: Enter, mine: Workspace) -> None:
    client = enter(mine)
    token = token_in(client.get("/").text)
    files: Files = [("file", ("cat<b>.bin", b"\x00\x01 nothing of ours"))]
    client.post("/import/files", data={"form": token}, files=files)
    assert finished(client).state == "failed"
    text = client.get("/import").text
    assert "No source reads" in text
    assert "<b>.bin" not in text


def test_an_upload_without_the_token_writes_nothing(enter: Enter, mine: Workspace, example: Path) -> None:
    client = enter(mine)
    for data in ({}, {"form": "0" * 64}):
        files: Files = [("file", ("a.zip", archive(example).open("rb")))]
        assert client.post("/import/files", data=data, files=files).status_code == 403
    assert list((mine.store.folder / ".uploads").iterdir()) == []
    assert client.site.job is None  # type: ignore[attr-defined]


def test_an_upload_that_is_too_large_is_refused(enter: Enter, mine: Workspace) -> None:
    client = enter(mine, upload_limit=100_000)
    token = token_in(client.get("/").text)
    files: Files = [("file", ("a.zip", b"0" * 200_000))]
    answer = client.post("/import/files", data={"form": token}, files=files)
    assert answer.status_code == 413
    assert "Give the path of the file instead" in answer.text

    def unstated() -> Iterator[bytes]:  # no length is stated, so it shows only as it comes
        yield b'--b\r\nContent-Disposition: form-data; name="form"\r\n\r\n' + token.encode()
        yield b'\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
        for _ in range(40):
            yield b"0" * 65536

    kind = {"content-type": "multipart/form-data; boundary=b"}
    assert client.post("/import/files", content=unstated(), headers=kind).status_code == 413
    assert list((mine.store.folder / ".uploads").iterdir()) == []


@pytest.mark.parametrize(
    "body", [b"", b"--b", b"nonsense", b"--b\r\n\r\n", b"--b\r\nContent-Disposition: x\r\n\r\n\r\n--b--"]
)
def test_a_broken_form_is_refused(enter: Enter, mine: Workspace, body: bytes) -> None:
    client = enter(mine)
    for kind in ("multipart/form-data; boundary=b", "multipart/form-data", "text/plain", ""):
        answer = client.post("/import/files", content=body, headers={"content-type": kind})
        assert 400 <= answer.status_code < 500
    assert list((mine.store.folder / ".uploads").iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        "../../../evil",
        "/etc/passwd",
        "..\\..\\evil",
        "a/../../../b",
        "",
        ".",
        "..",
        "a\0b",
        "x" * 900,
        "é" * 300,
        "a\nb",
        "C:\\x",
    ],
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    path = free_path(tmp_path, name)
    assert path.resolve().is_relative_to(tmp_path.resolve())
    assert path != tmp_path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    assert free_path(tmp_path, name) != path


class Held:
    """Stops a job at its first file until it may go on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.there, self.go = Event(), Event()
        progress = Job._progress

        def held(job: Job, file: str, done: int, total: int) -> None:
            progress(job, file, done, total)
            self.there.set()
            self.go.wait(30)

        monkeypatch.setattr(Job, "_progress", held)


def test_progress_is_shown_and_stopping_keeps_nothing(
    enter: Enter, mine: Workspace, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch)
    client = enter(mine)
    token = token_in(client.get("/").text)
    mine.me("x:@me")
    before = sorted(str(path) for path in mine.store.imports_folder.rglob("*"))
    client.post("/import/paths", data={"form": token, "path": str(archive(example))})
    assert held.there.wait(30)
    page = client.get("/import").text
    assert "<progress" in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert 'aria-live="polite"' in page
    assert "<progress" in client.get("/import/progress").text
    assert "percent" in client.get("/import/spoken").text
    assert client.get("/following").status_code == 200
    client.site.job.stop()  # type: ignore[attr-defined]
    held.go.set()
    assert finished(client).state == "stopped"
    assert "the workspace is as it was" in client.post("/import/stop", data={"form": token}).text
    assert sorted(str(path) for path in mine.store.imports_folder.rglob("*")) == before
    assert client.get("/import/progress").headers["hx-redirect"] == "/import"


def test_stopping_takes_back_what_the_same_import_brought(
    mine: Workspace, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = example / "open-network" / "follows.csv"
    job = Job(mine, [table, archive(example)], Options(form="follows"))
    take_in = mine.take_in

    def stopping(*paths: Path, **rest: Any) -> Any:
        taken = take_in(*paths, **rest)
        job.stop()
        return taken

    monkeypatch.setattr(mine, "take_in", stopping)
    job.start()
    assert job.wait(60)
    assert job.state == "stopped"
    assert mine.imports() == []


def test_a_second_import_waits_for_the_first(
    enter: Enter, mine: Workspace, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch)
    client = enter(mine)
    token = token_in(client.get("/").text)
    client.post("/import/paths", data={"form": token, "path": str(archive(example))})
    assert held.there.wait(30)
    files: Files = [("file", ("b.csv", b"a,b"))]
    answer = client.post("/import/files", data={"form": token}, files=files)
    assert answer.status_code == 403
    assert "Another import is running" in answer.text
    held.go.set()
    assert finished(client).state == "done"


def test_one_record_is_one(enter: Enter, mine: Workspace, tmp_path: Path) -> None:
    table = tmp_path / "one.csv"
    table.write_text("actor_id,target_id,kind,at\na,b,reply,2026-01-01\n")
    client = enter(mine)
    client.post("/import/paths", data={"form": token_in(client.get("/").text), "path": str(table)})
    assert finished(client).state == "done"
    assert '<b class="num">1</b> record,' in client.get("/import").text
