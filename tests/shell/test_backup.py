"""Backups: whole, safe to restore, never over something."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from kithkin.model.errors import Refused
from kithkin.workspace import Workspace
from kithkin.workspace.backup import back_up, restore_to
from tests.shell.worlds import EVENTS, workspace


def test_a_backup_brings_everything_back(tmp_path: Path) -> None:
    space = workspace(tmp_path, ("interactions", EVENTS))
    space.decide("local:ann", "keep", because="a friend")
    back_up(space.store, tmp_path / "backup.zip")
    assert restore_to(tmp_path / "again", tmp_path / "backup.zip") == 1
    again = Workspace.open(tmp_path / "again")
    assert again.rows("interactions").equals(space.rows("interactions"))
    assert again.journal.entries() == space.journal.entries()
    again.rebuild()
    assert again.rows("interactions").equals(space.rows("interactions"))


def test_a_backup_is_as_private_as_the_workspace(tmp_path: Path) -> None:
    back_up(workspace(tmp_path, ("interactions", EVENTS)).store, tmp_path / "backup.zip")
    assert (tmp_path / "backup.zip").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_a_workspace_that_holds_something_is_not_overwritten(tmp_path: Path) -> None:
    space = workspace(tmp_path, ("interactions", EVENTS))
    back_up(space.store, tmp_path / "backup.zip")
    with pytest.raises(Refused, match="holds something"):
        restore_to(space.store.folder, tmp_path / "backup.zip")


@pytest.mark.parametrize(
    "name", ["../outside", "imports/1-aaaaaaaaaaaa/rows/../../../x", "lock", "imports/evil/manifest.json"]
)
def test_a_backup_with_anything_else_in_it_is_refused(tmp_path: Path, name: str) -> None:
    space = workspace(tmp_path, ("interactions", EVENTS))
    back_up(space.store, tmp_path / "backup.zip")
    with zipfile.ZipFile(tmp_path / "backup.zip", "a") as archive:
        archive.writestr(name, "x")
    with pytest.raises(Refused):
        restore_to(tmp_path / "again", tmp_path / "backup.zip")
    assert not (tmp_path / "again").exists()
    assert not (tmp_path / "outside").exists()


def test_a_damaged_backup_leaves_nothing(tmp_path: Path) -> None:
    space = workspace(tmp_path, ("interactions", EVENTS))
    back_up(space.store, tmp_path / "backup.zip")
    data = bytearray((tmp_path / "backup.zip").read_bytes())
    place = data.find(b"PAR1")
    data[place + 10] ^= 0xFF
    (tmp_path / "backup.zip").write_bytes(bytes(data))
    with pytest.raises(Refused, match="damaged"):
        restore_to(tmp_path / "again", tmp_path / "backup.zip")
    assert not (tmp_path / "again").exists()
