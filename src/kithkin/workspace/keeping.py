"""Keeping what a source used of an archive, compressed, and reading it again from there.

A member of a ZIP is copied as it is packed; any other is packed on the way, by Zstandard. All stand one after another
in one file, since they may be very many. Members that no source opened are listed by name and size only.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import zlib
from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from kithkin.model.errors import KithkinError, Refused
from kithkin.model.source import Archive, Member, Problem
from kithkin.sources._archive import FileArchive, Packed
from kithkin.sources._streams import CHUNK, Meter, Slice, Unpacked
from kithkin.workspace.listing import Kept, Listed, read_members, write_members
from kithkin.workspace.store import Manifest

#: The file in `used/` that holds what was kept.
PACK: Final = "members.pack"


class Watched:
    """An archive that notes which members a source opened, the latest of them, and how many bytes they are."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.title = archive.title
        self.members: Sequence[Member] = archive.members
        self.refused: Sequence[Problem] = archive.refused
        self.opened: set[str] = set()
        self.latest = ""
        self.done = 0

    def open(self, member: Member) -> BinaryIO:
        """Return the member's bytes as a stream, and note that it was opened."""
        if member.name not in self.opened:
            self.opened.add(member.name)
            self.latest = member.name
            self.done += member.size
        return self._archive.open(member)

    def head(self, member: Member, size: int = 4096) -> bytes:
        """Return the first bytes of a member; looking is not opening."""
        return self._archive.head(member, size)


def fingerprint(archive: Archive, source: str, options: str) -> str:
    """Return a hash of what an archive holds: names below the common top folder, sizes, checksums.

    The same export as ZIP, TAR or folder has the same fingerprint.
    """
    names = [member.name for member in archive.members]
    top = _shared_top(names)
    parts = sorted(
        f"{member.name.removeprefix(top)}\0{size}\0{crc:08x}"
        for member in archive.members
        for size, crc in [_checksum(archive, member)]
    )
    refused = sorted(problem.member for problem in archive.refused)
    return hashlib.sha256("\n".join([source, options, *parts, "", *refused]).encode("utf-8", "replace")).hexdigest()


def _shared_top(names: Sequence[str]) -> str:
    tops = {name.split("/", 1)[0] for name in names}
    inside = all("/" in name for name in names)
    return f"{tops.pop()}/" if len(tops) == 1 and inside else ""


def _checksum(archive: Archive, member: Member) -> tuple[int, int]:
    """Return size and CRC-32; a ZIP's directory says both, anything else is read once."""
    packed = _as_in_zip(archive, member)
    if packed is not None:
        return packed.size, packed.crc32
    crc, size = 0, 0
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(CHUNK):
                crc, size = zlib.crc32(chunk, crc), size + len(chunk)
    except (KithkinError, OSError):
        return size, crc ^ 1
    return size, crc


def _as_in_zip(archive: Archive, member: Member) -> Packed | None:
    """Return a member's bytes as they are packed in a ZIP; None where they lie elsewhere or the ZIP is damaged."""
    try:
        return archive.packed(member) if isinstance(archive, FileArchive) else None
    except KithkinError:
        return None


def keep(archive: Archive, opened: Container[str], folder: Path) -> None:
    """Copy the members of these names into `folder`, compressed, and list them with the hash of their packed bytes."""
    folder.mkdir(exist_ok=True)
    with (folder / PACK).open("wb") as pack:
        write_members(folder, (_kept(archive, member, opened, pack) for member in archive.members))


def _kept(archive: Archive, member: Member, opened: Container[str], pack: BinaryIO) -> Kept | Listed:
    """Add a member to the pack if it was opened; return what is to be known of it."""
    if member.name not in opened:
        return Listed(member.name, member.size)
    packed = _as_in_zip(archive, member) or _Frames(archive, member)
    digest, start = hashlib.sha256(), pack.tell()
    with contextlib.suppress(Refused):  # a damaged member is kept as far as it can be read
        for chunk in packed.chunks:
            digest.update(chunk)
            pack.write(chunk)
    length = pack.tell() - start
    return Kept(member.name, packed.size, PACK, packed.packing, digest.hexdigest(), member.changed_at, start, length)


class _Frames:
    """A member's bytes packed by Zstandard, each chunk by itself; `size` counts those that were packed so far."""

    packing = "zstd"

    def __init__(self, archive: Archive, member: Member) -> None:
        self.size, self.chunks = 0, self._packed(archive, member)

    def _packed(self, archive: Archive, member: Member) -> Iterator[bytes]:
        import pyarrow as pa

        packer = pa.Codec("zstd", compression_level=1)
        try:
            with archive.open(member) as stream:
                while chunk := stream.read(CHUNK):
                    self.size += len(chunk)
                    yield packer.compress(chunk, asbytes=True)
        except (Refused, OSError):
            self.size += 1  # something more was there: whoever reads what was kept meets the damage as well


class _Sealed(Slice):
    """The packed bytes of a kept member, which are compared with their hash where they end."""

    def __init__(self, file: BinaryIO, start: int, size: int, sha256: str) -> None:
        super().__init__(file, start, size)
        self._size, self._sha256, self._digest = size, sha256, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = super().read(size)
        self._digest.update(data)
        if self.taken == self._size and self._digest.hexdigest() != self._sha256:
            raise Refused("It was damaged since it was kept.", "Import the export itself again.")
        return data


class UsedArchive:
    """What was kept of an import, as an archive: rebuilding reads this."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.title = manifest.title
        self._folder = folder / "used"
        self._kept: dict[str, Kept] = {}
        members: list[Member] = []
        before: Iterator[Kept | Listed] = iter((*manifest.used, *manifest.unused))
        for one in read_members(self._folder) if manifest.is_packed else before:
            members.append(Member(one.name, one.size, one.changed_at))
            if isinstance(one, Kept):
                self._kept[one.name] = one
        self.members: Sequence[Member] = members
        self.refused: Sequence[Problem] = []

    def open(self, member: Member) -> BinaryIO:
        """Return a kept member's bytes; raise `Refused` for one that was only listed."""
        kept = self._kept.get(member.name)
        if kept is None:
            raise Refused(f"{member.name} was listed and not kept.", "Import the export itself again.")
        path = self._folder / kept.file
        length = path.stat().st_size if kept.length is None else kept.length
        data = _Sealed(path.open("rb"), kept.start, length, kept.sha256)
        return io.BufferedReader(Unpacked(data, kept.size, None, Meter(), kept.packing), CHUNK)

    def head(self, member: Member, size: int = 4096) -> bytes:
        """Return the first bytes of a kept member; empty for one that was only listed."""
        try:
            with self.open(member) as stream:
                return stream.read(size)
        except (KithkinError, OSError):
            return b""
