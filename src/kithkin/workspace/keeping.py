"""Keeping what a source used of an archive, compressed, and reading it again from there.

A member of a ZIP is copied as it is packed; any other is packed on the way. Members that no source opened are
listed by name and size only.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from kithkin.model.errors import KithkinError, Refused
from kithkin.model.source import Archive, Member, Problem
from kithkin.sources._archive import FileArchive
from kithkin.sources._streams import CHUNK, Inflate, Meter
from kithkin.workspace.store import Kept, Listed, Manifest


class Watched:
    """An archive that notes which members a source opened, and how far it has read."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.title = archive.title
        self.members: Sequence[Member] = archive.members
        self.refused: Sequence[Problem] = archive.refused
        self.opened: dict[str, Member] = {}

    def open(self, member: Member) -> BinaryIO:
        """Return the member's bytes as a stream, and note that it was opened."""
        self.opened[member.name] = member
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


def keep(archive: Archive, opened: Sequence[Member], folder: Path) -> tuple[Kept, ...]:
    """Copy members into `folder`, compressed; return what was kept, with the hash of each packed file."""
    folder.mkdir(exist_ok=True)
    kept = []
    for number, member in enumerate(sorted(opened, key=lambda m: m.name), 1):
        packing, chunks = _packed(archive, member)
        digest, name = hashlib.sha256(), f"{number:05d}.{packing}"
        with (folder / name).open("wb") as file:
            try:
                for chunk in chunks:
                    digest.update(chunk)
                    file.write(chunk)
            except Refused:
                file.flush()  # a damaged member is kept as far as it can be read
        kept.append(Kept(member.name, member.size, name, packing, digest.hexdigest(), member.changed_at))
    return tuple(kept)


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


class UsedArchive:
    """What was kept of an import, as an archive: rebuilding reads this."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.title = manifest.title
        self._folder = folder / "used"
        self._kept = {kept.name: kept for kept in manifest.used}
        self.members: Sequence[Member] = [
            *(Member(kept.name, kept.size, kept.changed_at) for kept in manifest.used),
            *(Member(listed.name, listed.size) for listed in manifest.unused),
        ]
        self.refused: Sequence[Problem] = []

    def open(self, member: Member) -> BinaryIO:
        """Return a kept member's bytes; raise `Refused` for one that was only listed."""
        kept = self._kept.get(member.name)
        if kept is None:
            raise Refused(f"{member.name} was listed and not kept.", "Import the export itself again.")
        file = (self._folder / kept.file).open("rb")
        deflated = kept.packing == "deflate"
        return io.BufferedReader(Inflate(file, kept.size, None, Meter(), is_deflated=deflated), CHUNK)

    def head(self, member: Member, size: int = 4096) -> bytes:
        """Return the first bytes of a kept member; empty for one that was only listed."""
        try:
            with self.open(member) as stream:
                return stream.read(size)
        except (KithkinError, OSError):
            return b""


def unused(archive: Archive, opened: Sequence[Member]) -> tuple[Listed, ...]:
    """Return the members that were not opened, by name and size."""
    names = {member.name for member in opened}
    return tuple(Listed(member.name, member.size) for member in archive.members if member.name not in names)
