"""Disks that refuse: full, read-only. A clear sentence, nothing lost, nothing half published."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from kithkin.model.source import Options
from kithkin.workspace import Workspace
from tests.kill.test_kill import EVENTS, table

pytestmark = pytest.mark.kill

NOBODY = 65534

#: Loaded before becoming somebody else, who may not be allowed to read where Python lives.
IMPORTS = """
import signal, sys, tempfile, encodings.idna, filelock, duckdb, numpy
import pyarrow.parquet, pyarrow.compute, pyarrow.csv, rich.console, rich.table, rich.text
import kithkin.workspace.take_in, kithkin.workspace.writing, kithkin.workspace.backup, kithkin.cli.formats
import kithkin.engines.duckdb, kithkin.measures, kithkin.sources
from kithkin.cli import main
"""


def run(*arguments: str, limit: int | None = None, as_nobody: bool = False) -> subprocess.CompletedProcess[str]:
    def prepare() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    become = f"import os; os.setgid({NOBODY}); os.setuid({NOBODY})" if as_nobody else ""
    code = "\n".join([IMPORTS, "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)", become, "main(sys.argv[1:])"])
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, preexec_fn=prepare, check=False
    )


@pytest.mark.parametrize("limit", [0, 1000, 10_000, 60_000, 200_000])
def test_a_full_disk_stops_an_import_with_a_sentence(tmp_path: Path, limit: int) -> None:
    folder = tmp_path / "workspace"
    space = Workspace.open(folder)
    path = table(tmp_path, "events.csv", 3)
    before = sorted(p.name for p in space.store.imports_folder.iterdir())
    done = run("import", "--as", "interactions", "--workspace", str(folder), str(path), limit=limit)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Nothing was changed" in done.stderr
    assert sorted(p.name for p in space.store.imports_folder.iterdir()) == before
    assert not any(space.store.temporary.iterdir()) if space.store.temporary.is_dir() else True
    space.take_in(path, options=Options(form="interactions"))
    assert space.rows("interactions").num_rows == EVENTS


def test_a_full_disk_leaves_the_journal_whole(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    space = Workspace.open(folder)
    space.take_in(table(tmp_path, "events.csv", 3), options=Options(form="interactions"))
    space.say("note", accounts=["local:a0"], because="kept")
    size = space.journal.path.stat().st_size
    done = run("note", "--workspace", str(folder), "local:a0", "never written", limit=size)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert [entry.because for entry in space.journal.entries()] == ["kept"]
    space.say("note", accounts=["local:a0"], because="after")
    assert [entry.because for entry in space.journal.entries()] == ["kept", "after"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody who may not write")
def test_a_read_only_workspace_answers_and_refuses_to_write(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    space = Workspace.open(folder)
    space.take_in(table(tmp_path, "events.csv", 3), options=Options(form="interactions"))
    for path in (tmp_path, *tmp_path.parents[:3], folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    read = run("rows", "exchanges", "--limit", "1", "--json", "--workspace", str(folder), as_nobody=True)
    assert read.returncode == 0, read.stderr
    assert "ego_id" in read.stdout
    for words in (["me", "local:a1"], ["import", "--as", "follows", str(tmp_path / "events.csv")], ["undo"]):
        done = run(words[0], "--workspace", str(folder), *words[1:], as_nobody=True)
        assert done.returncode == 1
        assert "Cannot write" in done.stderr, done.stderr
