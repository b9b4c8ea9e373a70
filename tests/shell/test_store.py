"""The store: whole or not at all, closed to others, one writer at a time."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kithkin.model.errors import Busy, Damaged, KithkinError, NotFound, Refused
from kithkin.model.source import Options
from kithkin.model.tables import SCHEMA_VERSION
from kithkin.workspace import Workspace
from kithkin.workspace.store import Store
from tests.shell.worlds import EVENTS, events, workspace

TIMED = ("interactions", EVENTS)


def test_a_workspace_is_closed_to_other_users(tmp_path: Path) -> None:
    space = workspace(tmp_path, TIMED)
    assert stat.S_IMODE(space.store.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((space.store.folder / "imports").stat().st_mode) == 0o700


def test_a_folder_with_other_files_is_not_taken_over(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(Refused, match="other files"):
        Workspace.open(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_importing_the_same_export_twice_changes_nothing(tmp_path: Path) -> None:
    space = workspace(tmp_path, TIMED)
    before = sorted(path.name for path in space.store.imports_folder.iterdir())
    again = space.take_in(events(tmp_path, EVENTS, "another-name.csv"), options=Options(form="interactions"))
    assert again[0].was_there or len(space.imports()) == 2
    same = space.take_in(tmp_path / "table0.csv", options=Options(form="interactions"))
    assert same[0].was_there
    assert before[0] in sorted(path.name for path in space.store.imports_folder.iterdir())


def test_two_writers_are_told_of_each_other(tmp_path: Path) -> None:
    space = workspace(tmp_path, TIMED)
    with space.store.writing(), pytest.raises(Busy, match=f"Process {os.getpid()}"):
        Workspace.open(space.store.folder).say("note", accounts=["local:ann"])
    space.say("note", accounts=["local:ann"])


def test_a_lock_left_by_a_dead_process_stops_nobody(tmp_path: Path) -> None:
    space = workspace(tmp_path, TIMED)
    code = """
import os, sys
from pathlib import Path
from kithkin.workspace.store import Store
Store(Path(sys.argv[1])).writing().__enter__()
os._exit(9)
"""
    assert subprocess.run([sys.executable, "-c", code, str(space.store.folder)], check=False).returncode == 9
    space.say("note", accounts=["local:ann"])
    assert len(space.journal.entries()) == 1


def test_what_a_killed_writer_left_is_swept_by_the_next(tmp_path: Path) -> None:
    space = workspace(tmp_path, TIMED)
    left = space.store.temporary / "123-0"
    (left / "rows").mkdir(parents=True)
    (left / "rows" / "posts.parquet").write_bytes(b"half")
    assert len(space.imports()) == 1
    space.say("note", accounts=["local:ann"])
    assert not left.exists()


def test_forgetting_is_as_if_it_had_never_been(tmp_path: Path) -> None:
    space = workspace(tmp_path, TIMED)
    space.forget(space.imports()[0].import_id)
    assert space.imports() == []
    assert space.rows("interactions").num_rows == 0
    with pytest.raises(NotFound):
        space.forget("1-000000000000")
    with pytest.raises(NotFound):
        space.forget("../..")


def test_an_older_schema_is_rebuilt_and_a_newer_refused(tmp_path: Path) -> None:
    space = workspace(tmp_path, TIMED)
    path = space.store.imports_folder / space.imports()[0].import_id / "manifest.json"
    text = path.read_text()
    path.write_text(text.replace(f'"schema":{SCHEMA_VERSION}', '"schema":0'))
    assert space.rows("interactions").num_rows == 5
    assert space.imports()[0].schema == SCHEMA_VERSION
    path.write_text(text.replace(f'"schema":{SCHEMA_VERSION}', '"schema":99'))
    with pytest.raises(Refused, match="newer"):
        space.imports()
    path.write_text("{")
    with pytest.raises(Damaged, match="forget"):
        space.imports()


def test_rebuilding_gives_the_same_rows(tmp_path: Path) -> None:
    space = workspace(tmp_path, TIMED)
    before = space.rows("interactions")
    for _ in range(3):
        assert space.rebuild() == 1
        assert space.rows("interactions").equals(before)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_workspace_can_be_read_and_says_so_when_written(tmp_path: Path) -> None:
    space = workspace(tmp_path, TIMED)
    folders = [space.store.folder, *(p for p in space.store.folder.rglob("*") if p.is_dir())]
    for folder in folders:
        folder.chmod(0o500)
    try:
        assert space.rows("exchanges").num_rows > 0
        with pytest.raises(KithkinError, match="Cannot write"):
            space.say("note", accounts=["local:ann"])
    finally:
        for folder in folders:
            folder.chmod(0o700)


def test_reading_needs_no_lock(tmp_path: Path) -> None:
    space = workspace(tmp_path, TIMED)
    with space.store.writing():
        assert Workspace.open(space.store.folder).rows("interactions").num_rows == 5


def test_import_ids_count_up_and_name_the_contents(tmp_path: Path) -> None:
    space = workspace(tmp_path, TIMED, ("interactions", EVENTS.replace("ann", "amy")))
    first, second = space.imports()
    assert first.import_id == f"1-{first.fingerprint[:12]}"
    assert second.import_id.startswith("2-")
    assert Store(space.store.folder).next_import_id("f" * 64) == "3-ffffffffffff"


def test_a_folder_that_another_process_makes_a_workspace_of_is_one(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    folder.mkdir()
    (folder / ".workspace.json.4711.part").write_text("{")  # half done elsewhere, or left by a process that was killed
    Store(folder).create()
    assert Store(folder).exists
