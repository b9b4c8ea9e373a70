"""How what is kept is packed: by Zstandard what was no ZIP, sealed by its hash, and as it was before too."""

from __future__ import annotations

import gzip
import hashlib
import io
import shutil
import zlib
from pathlib import Path
from typing import BinaryIO

import msgspec
import pytest

from kithkin.model.errors import Refused
from kithkin.model.source import Member
from kithkin.sources import _streams
from kithkin.sources._archive import open_archive
from kithkin.sources._streams import Meter, Slice, Unpacked
from kithkin.workspace import Workspace
from kithkin.workspace.backup import back_up, restore_to
from kithkin.workspace.keeping import PACK, UsedArchive, keep
from kithkin.workspace.listing import Kept, read_members, write_members
from kithkin.workspace.store import Manifest
from tests.worlds.memory import MemoryArchive

ACTS = "actor_id,target_id,kind,at\n" + "".join(
    f"p{n % 50},p{n % 70 + 100},like,{1_735_689_600 + n * 20}\n" for n in range(3_000)
)
#: More than one frame, and not all the same.
LONG = b"".join(hashlib.sha256(b"%d" % n).digest() + b" and so on" for n in range(60_000))


def kept(folder: Path) -> Kept:
    """Keep a file that is no ZIP; return what the list says of it."""
    (folder / "a.txt").write_bytes(LONG)
    with open_archive([folder / "a.txt"]) as archive:
        keep(archive, {"a.txt"}, folder / "used")
    (one,) = read_members(folder / "used")
    assert isinstance(one, Kept)
    return one


def again(folder: Path) -> BinaryIO:
    manifest = msgspec.convert(
        dict.fromkeys(("import_id", "source", "title", "fingerprint"), "x")
        | dict.fromkeys(("imported_at", "observed_at", "seen_until"), "2030-01-01T00:00:00Z")
        | {"schema": 1, "rows": {}, "archives": {}, "is_packed": True},
        Manifest,
    )
    archive = UsedArchive(folder, manifest)
    return archive.open(archive.members[0])


def acts(folder: Path, name: str = "acts.csv") -> Workspace:
    path = folder / name
    path.write_bytes(gzip.compress(ACTS.encode(), mtime=0) if name.endswith(".gz") else ACTS.encode())
    space = Workspace.open(folder / "w")
    space.take_in(path)
    return space


def as_before(space: Workspace, size: int) -> None:
    """Pack what was kept as it was packed once: deflated, with the size that the file itself had."""
    (manifest,) = space.imports()
    used = space.store.path_of(manifest.import_id) / "used"
    packer = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = packer.compress(ACTS.encode()) + packer.flush()
    (one,) = read_members(used)
    assert isinstance(one, Kept)
    (used / PACK).write_bytes(data)
    seal = hashlib.sha256(data).hexdigest()
    write_members(used, [msgspec.structs.replace(one, packing="deflate", size=size, sha256=seal, length=len(data))])


def test_what_is_no_zip_is_packed_in_frames_and_comes_back(tmp_path: Path) -> None:
    one = kept(tmp_path)
    assert (one.packing, one.size) == ("zstd", len(LONG))
    assert one.length == (tmp_path / "used" / PACK).stat().st_size < len(LONG)
    with again(tmp_path) as stream:
        assert stream.read(7) == LONG[:7]
        assert stream.read() == LONG[7:]


@pytest.mark.parametrize("place", [0.0, 0.1, 0.5, 0.999])
@pytest.mark.parametrize("bit", [1, 128])
def test_every_damage_to_what_was_kept_is_told(tmp_path: Path, place: float, bit: int) -> None:
    kept(tmp_path)
    data = bytearray((tmp_path / "used" / PACK).read_bytes())
    data[int(place * len(data))] ^= bit
    (tmp_path / "used" / PACK).write_bytes(data)
    with again(tmp_path) as stream, pytest.raises(Refused, match="damaged"):
        stream.read()


def test_what_was_cut_off_is_told_wherever_that_is(tmp_path: Path) -> None:
    kept(tmp_path)
    data = (tmp_path / "used" / PACK).read_bytes()
    second = data.index(b"\x28\xb5\x2f\xfd", 4)  # where a frame ends, nothing of it is missing
    for end in (0, 3, second, second + 5, len(data) - 1):
        (tmp_path / "used" / PACK).write_bytes(data[:end])
        with again(tmp_path) as stream, pytest.raises(Refused, match="damaged"):
            stream.read()


def test_a_bomb_in_what_was_kept_is_met(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_streams, "RATIO_COUNTS_FROM", 1 << 20)
    archive = MemoryArchive({"a.txt": b"\0" * (20 << 20)})
    keep(archive, {"a.txt"}, tmp_path / "used")
    with again(tmp_path) as stream, pytest.raises(Refused, match="bomb"):
        shutil.copyfileobj(stream, io.BytesIO())


def test_a_packing_of_a_later_day_is_refused(tmp_path: Path) -> None:
    write_members(tmp_path / "used", [msgspec.structs.replace(kept(tmp_path), packing="brotli")])
    with pytest.raises(Refused, match="brotli"):
        again(tmp_path)


class Cut(MemoryArchive):
    """An archive whose files cannot be read beyond their first megabyte."""

    def open(self, member: Member) -> BinaryIO:
        """Return a stream that breaks off."""
        data = Slice(super().open(member), 0, 1 << 20)
        return io.BufferedReader(Unpacked(data, member.size, None, Meter(), "stored"), 1 << 20)


def test_what_could_not_be_read_to_its_end_never_can_be(tmp_path: Path) -> None:
    keep(Cut({"a.txt": LONG}), {"a.txt"}, tmp_path / "used")
    with again(tmp_path) as stream:
        assert stream.read(1 << 20) == LONG[: 1 << 20]
        with pytest.raises(Refused, match="damaged"):
            stream.read(1)


@pytest.mark.parametrize("name", ["acts.csv", "acts.csv.gz"])
@pytest.mark.parametrize("is_old", [False, True])
def test_either_packing_is_rebuilt_and_restored_to_the_same_rows(tmp_path: Path, name: str, is_old: bool) -> None:
    space = acts(tmp_path, name)
    before = space.rows("interactions")
    assert len(before) == 3_000
    if is_old:
        as_before(space, (tmp_path / name).stat().st_size)
    back_up(space.store, tmp_path / "backup.zip")
    restore_to(tmp_path / "again", tmp_path / "backup.zip")
    for one in (space, Workspace.open(tmp_path / "again")):
        assert one.rebuild() == 1
        assert one.rows("interactions").equals(before)
        assert one.imports()[0].total("problems") == 0
    assert space.take_in(tmp_path / name)[0].was_there
