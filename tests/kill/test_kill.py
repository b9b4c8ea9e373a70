"""Imports killed at random instants: the workspace is as before or as after, never between."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kithkin.model.source import Options
from kithkin.workspace import Workspace

pytestmark = pytest.mark.kill

KILLS = 50
EVENTS = 40_000
SAY = """
import sys
from kithkin.workspace import Workspace
space = Workspace.open(sys.argv[1])
while True:
    space.say("note", accounts=["local:a0"], because="x" * 500)
"""


def table(folder: Path, name: str, seed: int) -> Path:
    path = folder / name
    rows = (f"a{n % 997},b{n * seed % 991},message,{1_700_000_000 + n * 60}" for n in range(EVENTS))
    path.write_text("actor_id,target_id,kind,at\n" + "\n".join(rows) + "\n")
    return path


def importing(folder: Path, path: Path) -> subprocess.Popen[bytes]:
    code = "import sys; from kithkin.cli import main; main(sys.argv[1:])"
    arguments = ["import", "--json", "--as", "interactions", "--workspace", str(folder), str(path)]
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def seconds_of_an_import(folder: Path, path: Path) -> float:
    started = time.monotonic()
    assert importing(folder / "timing", path).wait() == 0
    return time.monotonic() - started


def test_an_import_killed_anywhere_leaves_the_workspace_whole(tmp_path: Path) -> None:
    """Kill until fifty imports died half way; each time the workspace must answer as before or as after."""
    folder = tmp_path / "workspace"
    space = Workspace.open(folder)
    space.take_in(table(tmp_path, "first.csv", 3), options=Options(form="interactions"))
    second = table(tmp_path, "second.csv", 7)
    length = seconds_of_an_import(tmp_path, second)
    random_ = random.Random(20260611)
    before = {EVENTS}
    killed, published, half_done = 0, 0, 0
    while killed < KILLS:
        process = importing(folder, second)
        try:
            process.wait(timeout=random_.uniform(0.2, 1.05) * length)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            killed += 1
        half_done += any(space.store.temporary.iterdir()) if space.store.temporary.is_dir() else 0
        imports = space.imports()
        assert len(imports) in (1, 2)
        rows = space.rows("interactions").num_rows
        assert rows in before or len(imports) == 2
        assert rows > EVENTS if len(imports) == 2 else rows == EVENTS
        if len(imports) == 2:
            published += 1
            space.forget(imports[1].import_id)
    print(f"{killed} imports killed, {half_done} of them half done, {published} published before or in spite of it")
    assert half_done >= 5, "the kills came too early or too late to prove anything"
    assert importing(folder, second).wait() == 0
    assert len(space.imports()) == 2
    assert not any(space.store.temporary.iterdir()) if space.store.temporary.is_dir() else True


def test_a_journal_killed_while_it_is_written_loses_no_line(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    space = Workspace.open(folder)
    random_ = random.Random(7)
    said = 0
    for _ in range(8):
        process = subprocess.Popen([sys.executable, "-c", SAY, str(folder)])
        time.sleep(random_.uniform(0.6, 1.2))
        process.kill()
        process.wait()
        now = len(space.journal.entries())
        assert now >= said
        said = now
        space.say("note", accounts=["local:a1"], because="after the kill")
        said += 1
        assert len(space.journal.entries()) == said
        assert len({entry.id for entry in space.journal.entries()}) == said
    assert said > 8


def test_a_reader_never_waits_and_never_sees_half_an_import(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    space = Workspace.open(folder)
    space.take_in(table(tmp_path, "first.csv", 3), options=Options(form="interactions"))
    process = importing(folder, table(tmp_path, "second.csv", 7))
    seen = []
    while process.poll() is None:
        count = len(space.imports())
        seen.append((count, space.rows("interactions").num_rows))
    assert process.returncode == 0
    assert len(seen) >= 2
    assert all(rows == EVENTS for count, rows in seen if count == 1 and rows <= EVENTS)
    assert {rows for _, rows in seen} <= {EVENTS, space.rows("interactions").num_rows}
