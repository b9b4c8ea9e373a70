"""Keeping what a source used of an archive, compressed, and reading it again from there.

A member of a ZIP is copied as it is packed; any other is packed on the way. All stand one after another in one file,
since they may be very many. Members that no source opened are listed by name and size only.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import zlib
from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from kithkin.model.errors import KithkinError, Refused
from kithkin.model.source import Archive, Member, Problem
from kithkin.sources._archive import FileArchive
from kithkin.sources._streams import CHUNK, Inflate, Meter, Slice
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
    packed = archive.packed(member) if isinstance(archive, FileArchive) and _has_directory(archive, member) else None
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


def _has_directory(archive: FileArchive, member: Member) -> bool:
    try:
        return archive.packed(member) is not None
    except KithkinError:
        return False


def keep(archive: Archive, opened: Container[str], folder: Path) -> None:
    """Copy the members of these names into `folder`, compressed, and list them with the hash of their packed bytes."""
    folder.mkdir(exist_ok=True)
    with (folder / PACK).open("wb") as pack:
        write_members(folder, (_kept(archive, member, opened, pack) for member in archive.members))


def _kept(archive: Archive, member: Member, opened: Container[str], pack: BinaryIO) -> Kept | Listed:
    """Add a member to the pack if it was opened; return what is to be known of it."""
    if member.name not in opened:
        return Listed(member.name, member.size)
    packing, chunks = _packed(archive, member)
    digest, start = hashlib.sha256(), pack.tell()
    with contextlib.suppress(Refused):  # a damaged member is kept as far as it can be read
        for chunk in chunks:
            digest.update(chunk)
            pack.write(chunk)
    length = pack.tell() - start
    return Kept(member.name, member.size, PACK, packing, digest.hexdigest(), member.changed_at, start, length)


def _packed(archive: Archive, member: Member) -> tuple[str, Iterator[bytes]]:
    if isinstance(archive, FileArchive) and _has_directory(archive, member):
        packed = archive.packed(member)
        if packed is not None:
            return packed.packing, packed.chunks
    return "deflate", _deflated(archive, member)


def _deflated(archive: Archive, member: Member) -> Iterator[bytes]:
    packer = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(CHUNK):
                yield packer.compress(chunk)
    except (Refused, OSError):
        pass  # the reader met the same damage and said so
    yield packer.flush()


class _Place(NamedTuple):
    """Where a member lies in `used/`: see `Kept`."""

    file: str
    packing: str
    start: int
    length: int | None


class UsedArchive:
    """What was kept of an import, as an archive: rebuilding reads this."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.title = manifest.title
        self._folder = folder / "used"
        self._places: dict[str, _Place] = {}
        members: list[Member] = []
        before: Iterator[Kept | Listed] = iter((*manifest.used, *manifest.unused))
        for one in read_members(self._folder) if manifest.is_packed else before:
            members.append(Member(one.name, one.size, one.changed_at))
            if isinstance(one, Kept):
                self._places[one.name] = _Place(one.file, one.packing, one.start, one.length)
        self.members: Sequence[Member] = members
        self.refused: Sequence[Problem] = []

    def open(self, member: Member) -> BinaryIO:
        """Return a kept member's bytes; raise `Refused` for one that was only listed."""
        place = self._places.get(member.name)
        if place is None:
            raise Refused(f"{member.name} was listed and not kept.", "Import the export itself again.")
        path = self._folder / place.file
        length = path.stat().st_size if place.length is None else place.length
        data = Slice(path.open("rb"), place.start, length)
        deflated = place.packing == "deflate"
        return io.BufferedReader(Inflate(data, member.size, None, Meter(), is_deflated=deflated), CHUNK)

    def head(self, member: Member, size: int = 4096) -> bytes:
        """Return the first bytes of a kept member; empty for one that was only listed."""
        try:
            with self.open(member) as stream:
                return stream.read(size)
        except (KithkinError, OSError):
            return b""
