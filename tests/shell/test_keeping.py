"""What is kept of an import: one file with all that was used, and the form of before, a file for each member."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kithkin.model.errors import Refused
from kithkin.workspace import Workspace
from kithkin.workspace.backup import back_up, restore_to
from kithkin.workspace.keeping import PACK, UsedArchive
from kithkin.workspace.listing import MEMBERS, TALLIES, Kept, Listed, read_members
from tests.contracts.exports import EXPORTS, as_zip

EXPORT = EXPORTS["mastodon-archive"]


def imported(folder: Path) -> Workspace:
    space = Workspace.open(folder / "w")
    space.take_in(as_zip(EXPORT.files, folder / EXPORT.title), options=EXPORT.options)
    return space


def unpacked(space: Workspace) -> Workspace:
    """Give an import the form of before: lists in the manifest, and a file for each member that was used."""
    (manifest,) = space.imports()
    folder = space.store.path_of(manifest.import_id)
    used, listed, data = folder / "used", list(read_members(folder / "used")), (folder / "used" / PACK).read_bytes()
    kept = []
    for number, one in enumerate((one for one in listed if isinstance(one, Kept)), 1):
        file = f"{number:05d}.{one.packing}"
        (used / file).write_bytes(data[one.start : one.start + (one.length or 0)])
        kept.append(msgspec.structs.replace(one, file=file, start=0, length=None))
    raw = msgspec.to_builtins(manifest) | {
        "files": list(space.store.tallies(manifest)),
        "used": kept,
        "unused": [one for one in listed if isinstance(one, Listed)],
    }
    del raw["totals"], raw["is_packed"]
    for path in (used / PACK, used / MEMBERS, folder / "rows" / TALLIES):
        path.unlink()
    (folder / "manifest.json").write_bytes(msgspec.json.encode(raw))
    return space


def held(space: Workspace) -> tuple[Any, Any, dict[str, bytes], Any]:
    """Return all that an import of either form tells: counts, files, what was kept of them, rows."""
    (manifest,) = space.imports()
    archive = UsedArchive(space.store.path_of(manifest.import_id), manifest)
    files = {}
    for member in archive.members:
        try:
            with archive.open(member) as stream:
                files[member.name] = stream.read()
        except Refused:
            files[member.name] = b"not kept"
    counts = [manifest.total(outcome) for outcome in ("records", "used", "not_used", "problems")]
    rows = [space.rows(table).to_pylist() for table in manifest.rows]
    return counts, list(space.store.tallies(manifest)), files, rows


def test_all_that_was_used_is_in_one_file_with_its_hash(tmp_path: Path) -> None:
    space = imported(tmp_path)
    (manifest,) = space.imports()
    used = space.store.path_of(manifest.import_id) / "used"
    assert sorted(path.name for path in used.iterdir()) == [PACK, MEMBERS]
    data, end = (used / PACK).read_bytes(), 0
    for one in read_members(used):
        if isinstance(one, Kept):
            assert one.length is not None
            assert one.start == end
            end += one.length
            assert hashlib.sha256(data[one.start : end]).hexdigest() == one.sha256
    assert end == len(data) > 0
    _, _, files, _ = held(space)
    kept = {name: data for name, data in files.items() if data != b"not kept"}
    whole = dict(EXPORT.files)
    assert kept
    assert kept.items() <= whole.items()


def test_a_workspace_of_before_tells_the_same(tmp_path: Path) -> None:
    space = imported(tmp_path)
    before = held(space)
    assert held(unpacked(space)) == before


def test_a_workspace_of_before_is_rebuilt_to_the_same_rows(tmp_path: Path) -> None:
    space = imported(tmp_path)
    before = held(space)
    unpacked(space)
    for _ in range(2):
        assert space.rebuild() == 1
        assert held(space) == before


@pytest.mark.parametrize("is_old", [False, True])
def test_either_form_is_backed_up_whole(tmp_path: Path, is_old: bool) -> None:
    space = imported(tmp_path)
    if is_old:
        unpacked(space)
    back_up(space.store, tmp_path / "backup.zip")
    restore_to(tmp_path / "again", tmp_path / "backup.zip")
    again = Workspace.open(tmp_path / "again")
    assert held(again) == held(space)
    again.rebuild()
    assert held(again) == held(space)


@pytest.mark.parametrize("is_old", [False, True])
def test_of_either_form_nothing_is_kept_once_a_person_is_forgotten(tmp_path: Path, is_old: bool) -> None:
    space = imported(tmp_path)
    if is_old:
        unpacked(space)
    (manifest,) = space.imports()
    someone = space.rows("follows")["followed_id"].to_pylist() + space.rows("follows")["follower_id"].to_pylist()
    before = [manifest.total(outcome) for outcome in ("records", "used", "problems")]
    assert space.forget_person(next(name for name in someone if name != "self"))["follows"]
    (manifest,) = space.imports()
    assert not manifest.is_kept
    assert not (space.store.path_of(manifest.import_id) / "used").exists()
    assert [manifest.total(outcome) for outcome in ("records", "used", "problems")] == before
    follows = space.rows("follows")
    assert space.rebuild() == 0
    assert space.rows("follows").equals(follows)
    assert sum(tally.records for tally in space.store.tallies(manifest)) == before[0]
