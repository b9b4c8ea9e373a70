"""The one way into archives: same members whatever the container; what must not be read is refused."""

from __future__ import annotations

import io
import os
import random
import struct
import tarfile
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithkin.model.errors import KithkinError, NotFound, Refused
from kithkin.model.source import Member, Options, Seen
from kithkin.sources import _archive, _streams
from kithkin.sources._archive import FileArchive, open_archive
from kithkin.sources.follower_counts import FollowerCounts

FILES = {"data/one.js": b"one" * 5000, "data/two.js": b"2", "empty": b""}


def zipped(path: Path, files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as target:
        for name, data in files.items():
            target.writestr(name, data)
    return path


def tarred(path: Path, files: dict[str, bytes], mode: str = "w") -> Path:
    with tarfile.open(path, mode) as target:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            target.addfile(info, io.BytesIO(data))
    return path


def contents(archive: FileArchive) -> dict[str, bytes]:
    return {member.name: archive.open(member).read() for member in archive.members}


def test_the_first_instant_that_a_container_can_name_is_no_date(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as target:
        target.writestr(zipfile.ZipInfo("none", (1980, 1, 1, 0, 0, 0)), b"1")
        target.writestr(zipfile.ZipInfo("zone", (1980, 1, 1, 10, 0, 0)), b"2")
        target.writestr(zipfile.ZipInfo("true", (2026, 2, 3, 4, 5, 6)), b"3")
    dates = [member.changed_at for member in open_archive([tmp_path / "a.zip"]).members]
    assert dates == [None, None, datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)]
    assert [member.changed_at for member in open_archive([tarred(tmp_path / "a.tar", FILES)]).members] == [None] * 3
    (tmp_path / "folder").mkdir()
    for number, seconds in enumerate([0, 1.5, 315_536_400]):
        path = tmp_path / "folder" / str(number)
        path.write_bytes(b"4")
        os.utime(path, (seconds, seconds))
    assert [member.changed_at for member in open_archive([tmp_path / "folder"]).members] == [None] * 3
    assert [member.changed_at for member in open_archive([tmp_path / "folder" / "0"]).members] == [None]


def test_an_export_without_dates_keeps_its_records(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as target:
        target.writestr(zipfile.ZipInfo("followers.csv"), b"date,followers\n2026-02-03,7\n")
    with open_archive([tmp_path / "a.zip"]) as archive:
        found = [item for item in FollowerCounts().read(archive, Options()) if isinstance(item, Seen)]
    assert found == [Seen(datetime(2026, 2, 3, 23, 59, 59, 999_999, tzinfo=UTC))]


def test_same_members_whatever_the_container(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    for name, data in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    paths = [
        folder, zipped(tmp_path / "a.zip", FILES), zipped(tmp_path / "stored.zip", FILES, zipfile.ZIP_STORED),
        tarred(tmp_path / "a.tar", FILES), tarred(tmp_path / "a.tgz", FILES, "w:gz"),
    ]  # fmt: skip
    for path in paths:
        archive = open_archive([path])
        assert contents(archive) == FILES, path
        assert archive.refused == []
        assert archive.head(archive.members[0], 3) == FILES[archive.members[0].name][:3]


def test_several_parts_hide_nothing(tmp_path: Path) -> None:
    one = zipped(tmp_path / "one.zip", {"data/x.js": b"1", "data/y.js": b"2"})
    two = zipped(tmp_path / "two.zip", {"data/x.js": b"3"})
    assert contents(open_archive([one, two])) == {"data/x.js": b"1", "data/y.js": b"2", "two.zip/data/x.js": b"3"}


@pytest.mark.parametrize("kept", [0, 1, 8])
def test_heads_are_the_same_however_many_are_kept(kept: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_archive, "_HEADS", kept)
    files = {str(size): bytes(range(256)) * (size // 256) + b"x" * (size % 256) for size in (0, 7, 32, 33, 4096, 9000)}
    archive = open_archive([zipped(tmp_path / "a.zip", files)])
    for size in (4, 32, 4096, 32, 9000, 100, 4096, 8):
        assert [archive.head(member, size) for member in archive.members] == [data[:size] for data in files.values()]


def test_how_very_many_files_begin_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_archive, "_HEADS", 2)
    archive = open_archive([zipped(tmp_path / "a.zip", {f"{n}.txt": b"text" * 500 for n in range(9)})])
    opened: list[str] = []
    open_one = archive.open

    def noted(member: Member) -> BinaryIO:
        opened.append(member.name)
        return open_one(member)

    monkeypatch.setattr(archive, "open", noted)
    for _ in range(3):
        assert {archive.head(member, _archive.START) for member in archive.members} == {b"text" * 8}
    assert opened == [f"{n}.txt" for n in range(9)]


def test_packed_bytes_are_the_member(tmp_path: Path) -> None:
    archive = open_archive([zipped(tmp_path / "a.zip", FILES)])
    packed = archive.packed(archive.members[0])
    assert packed is not None
    assert zlib.decompress(b"".join(packed.chunks), -15) == FILES["data/one.js"]
    assert packed.packing == "deflate"


def test_junk_is_ignored_and_names_are_cleaned(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"__MACOSX/._x": b"1", ".DS_Store": b"", "d\\Thumbs.db": b"", "./d\\e.js": b"2"})
    assert contents(open_archive([path])) == {"d/e.js": b"2"}


@pytest.mark.parametrize(
    "name", ["../up", "a/../../up", "/etc/x", "C:\\x", "c:x", "\\\\host\\x", "a/" * 70 + "b", "in.zip"]
)
@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_names_that_lead_elsewhere_are_refused(tmp_path: Path, name: str, kind: str) -> None:
    files = {name: b"bad", "good": b"good"}
    archive = open_archive([zipped(tmp_path / "a", files) if kind == "zip" else tarred(tmp_path / "a", files)])
    assert contents(archive) == {"good": b"good"}
    assert len(archive.refused) == 1
    assert archive.refused[0].what


def test_media_archives_are_listed(tmp_path: Path) -> None:
    archive = open_archive([zipped(tmp_path / "a.zip", {"tweet_media/tweet-media.zip": b"PK"})])
    assert [m.name for m in archive.members] == ["tweet_media/tweet-media.zip"]


def test_links_and_devices_are_refused(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as target:
        for name, kind in (
            ("s", tarfile.SYMTYPE),
            ("h", tarfile.LNKTYPE),
            ("f", tarfile.FIFOTYPE),
            ("d", tarfile.CHRTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            target.addfile(info)
    assert len(open_archive([tmp_path / "a.tar"]).refused) == 4
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as zipped_file:
        entry = zipfile.ZipInfo("link")
        entry.external_attr = 0o120777 << 16
        zipped_file.writestr(entry, "/etc/passwd")
    assert [p.what for p in open_archive([tmp_path / "a.zip"]).refused] == ["It is a link."]
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link").symlink_to("/etc/passwd")
    (folder / "up").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe")
    archive = open_archive([folder])
    assert (list(archive.members), len(archive.refused)) == ([], 3)


def test_encrypted_duplicate_and_odd_packing_are_refused(tmp_path: Path) -> None:
    data = bytearray(zipped(tmp_path / "a.zip", {"x": b"1"}).read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "e.zip").write_bytes(data)
    assert [p.what for p in open_archive([tmp_path / "e.zip"]).refused] == ["It is encrypted."]
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as target:
        target.writestr("x", "1")
        with pytest.warns(UserWarning, match="Duplicate"):
            target.writestr("x", "2")
    archive = open_archive([tmp_path / "d.zip"])
    assert (contents(archive), len(archive.refused)) == ({"x": b"1"}, 1)
    assert len(open_archive([zipped(tmp_path / "b.zip", {"x": b"1"}, zipfile.ZIP_BZIP2)]).refused) == 1


def test_overlapping_entries_are_refused(tmp_path: Path) -> None:
    data = bytearray(zipped(tmp_path / "a.zip", {"a": b"1" * 99, "b": b"1" * 99}).read_bytes())
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    data[second + 42 : second + 46] = struct.pack("<L", 0)
    (tmp_path / "o.zip").write_bytes(data)
    archive = open_archive([tmp_path / "o.zip"])
    assert list(archive.members) == []
    assert all("overlaps" in problem.what for problem in archive.refused)


def test_lies_and_damage_are_met_while_reading(tmp_path: Path) -> None:
    whole = bytearray(zipped(tmp_path / "a.zip", {"a": bytes(range(256)) * 40}).read_bytes())
    place = whole.index(b"PK\x01\x02")
    for offset, value in ((16, 7), (24, 5), (24, 99_999)):
        data = bytearray(whole)
        data[place + offset : place + offset + 4] = struct.pack("<L", value)
        (tmp_path / "l.zip").write_bytes(data)
        archive = open_archive([tmp_path / "l.zip"])
        with pytest.raises(Refused):
            archive.open(archive.members[0]).read()


def test_a_bomb_is_met_before_it_bursts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_streams, "RATIO_COUNTS_FROM", 1 << 20)
    for path in (
        zipped(tmp_path / "b.zip", {"b": b"\0" * (20 << 20)}),
        tarred(tmp_path / "b.tgz", {"b": b"\0" * (20 << 20)}, "w:gz"),
    ):
        with pytest.raises(Refused):
            contents(open_archive([path]))


def test_more_bytes_than_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_streams.Meter.__init__, "__defaults__", (1000,))
    with pytest.raises(Refused, match="unpacks to more"):
        contents(open_archive([zipped(tmp_path / "b.zip", {"b": b"\0" * 5000})]))


@pytest.mark.parametrize("kind", ["zip", "tar", "tgz"])
def test_a_cut_download_is_one_clear_refusal(tmp_path: Path, kind: str) -> None:
    noise = {f"f{i}": random.Random(i).randbytes(3000) for i in range(5)}
    path = tmp_path / "a"
    data = (
        zipped(path, noise) if kind == "zip" else tarred(path, noise, "w:gz" if kind == "tgz" else "w")
    ).read_bytes()
    for part in (0.3, 0.6, 0.9):
        path.write_bytes(data[: int(15_000 * part)])
        with pytest.raises(Refused, match="cut off"):
            open_archive([path])


def test_there_and_back_in_a_gzipped_tar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_streams.Gunzip, "EVERY", 4096)
    files = {f"f{i}": random.Random(i).randbytes(300_000) for i in range(6)}
    archive = open_archive([tarred(tmp_path / "a.tgz", files, "w:gz")])
    for member in reversed(archive.members):
        assert archive.open(member).read() == files[member.name]


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        open_archive([tmp_path / "none.zip"])


@settings(max_examples=60, deadline=None)
@given(
    changes=st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), min_size=1, max_size=6),
    kind=st.integers(0, 2),
)
def test_mutated_archives_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]], kind: int
) -> None:
    path = tmp_path_factory.mktemp("mutated") / "a"
    data = bytearray(
        (zipped(path, FILES) if kind == 0 else tarred(path, FILES, "w:gz" if kind == 1 else "w")).read_bytes()
    )
    for place, value in changes:
        data[place % len(data)] = value
    path.write_bytes(data)
    try:
        archive = open_archive([path])
        for member in archive.members:
            try:
                archive.open(member).read()
            except Refused:
                continue
    except KithkinError:
        return


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(Refused, match="neither a file nor a folder"):
        open_archive([pipe])
