"""The one hardened way into an archive: a ZIP, a TAR, a folder or a single file, and several of them as one.

Nothing is ever extracted by name: a member is a stream. What must not be read is refused with a clear
sentence, either at once (in `refused`, from the directory alone) or, because a directory can lie, while
it is read (the stream raises `Refused`). Bytes that were given out before are good.
"""

from __future__ import annotations

import copy
import io
import os
import re
import stat
import struct
import tarfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final, Protocol, cast

import msgspec

from kithkin.model.errors import KithkinError, NotFound, Refused
from kithkin.model.source import Member, Problem
from kithkin.sources._streams import CHUNK, Gunzip, Meter, Slice, State, Unpacked

MAX_MEMBERS: Final = 500_000
MAX_NAME_DEPTH: Final = 64
MAX_HEADER_BYTES: Final = 1 << 20

#: So many bytes of a member are its head; of so many members they are kept, since every source looks at them.
HEAD: Final = 4096
_HEADS: Final = 8_192
#: Who asks for more than this asks once, to read a small file whole: nothing is kept of it.
_MOST: Final = 1 << 16
#: So many bytes are kept of each further member: most sources need no more to tell that it is nothing of theirs.
START: Final = 32

#: How X, Facebook and others name the folders whose contents are never opened, archives included.
_MEDIA: Final = re.compile(r"media|attachment|files/|photos|videos", re.IGNORECASE)
_PACKED: Final = re.compile(r"\.(zip|tar|tgz|gz|bz2|xz|7z|rar|zst)$", re.IGNORECASE)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_PACKINGS: Final = {zipfile.ZIP_STORED: "stored", zipfile.ZIP_DEFLATED: "deflate"}
#: An older date is what programs write that know none, as the first instants that Unix and a ZIP can name.
_OLDEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
_NESTED: Final = "It is an archive inside the archive, which is not opened."
_UNPACK: Final = "Unpack the outer archive, then import the folder that it makes."
_CUT_OFF: Final = "The file ends too early: the download was cut off."
_AGAIN: Final = "Download it again, then import the new file."


class Packed(msgspec.Struct, frozen=True):
    """A member's bytes as they lie in a ZIP, to be copied without packing them anew; sizes in bytes."""

    packing: str
    packed_size: int
    size: int
    crc32: int
    chunks: Iterator[bytes]


class Part(Protocol):
    """One file or folder that the user named; its entries by cleaned name."""

    members: list[Member]
    refused: list[Problem]

    def open(self, name: str, /) -> BinaryIO:
        """Return a member's bytes."""
        ...

    def packed(self, name: str, /) -> Packed | None:
        """Return a member's bytes as they are packed, or None where they are not packed one by one."""
        ...


class FileArchive:
    """The `Archive` over one or several files and folders, seen as one.

    A name that two parts share keeps its first bearer; the other one's gets its part's name as a folder
    in front, so that nothing is hidden and a source that looks for file names finds both.
    """

    def __init__(self, paths: Sequence[Path], parts: Sequence[Part]) -> None:
        self.title = ", ".join(path.name or path.resolve().name for path in paths)
        self.refused: Sequence[Problem] = [problem for part in parts for problem in part.refused]
        self._first = parts[0]
        self._where: dict[str, Part] = {}  # of the members of several parts; a single one may have very many
        self._renamed: dict[str, str] = {}
        self._heads: dict[str, bytes] = {}
        members: list[Member] = []
        for path, part in zip(paths, parts, strict=True) if len(parts) > 1 else ():
            for member in part.members:
                name, number = member.name, 1
                while name in self._where:
                    number += 1
                    name = f"{_plain(path.name)}{'' if number == 2 else f' {number}'}/{member.name}"
                self._where[name] = part
                if number > 1:
                    self._renamed[name] = member.name
                members.append(member if number == 1 else Member(name, member.size, member.changed_at))
        self.members: Sequence[Member] = members if len(parts) > 1 else self._first.members

    def portion(self, names: frozenset[str]) -> FileArchive:
        """Return the same archive with only the members, and what was refused, of these names."""
        part = copy.copy(self)
        part.members = [member for member in self.members if member.name in names]
        part.refused = [problem for problem in self.refused if problem.member in names]
        return part

    def open(self, member: Member) -> BinaryIO:
        """Return the member's bytes as a stream; reading it raises `Refused` where it must not be read on."""
        return self._where.get(member.name, self._first).open(self._renamed.get(member.name, member.name))

    def head(self, member: Member, size: int = HEAD) -> bytes:
        """Return the first bytes of a member; empty where it cannot be read."""
        known = self._heads.get(member.name)
        if known is None or (size > len(known) and len(known) in (START, HEAD)):  # a shorter one is all there is
            known = self._begun(member, max(size, HEAD))
            if size <= _MOST:
                self._heads[member.name] = known[: HEAD if len(self._heads) < _HEADS else START]
        return known[:size]

    def _begun(self, member: Member, size: int) -> bytes:
        try:
            with self.open(member) as stream:
                return stream.read(size)
        except (Refused, OSError):
            return b""

    def packed(self, member: Member) -> Packed | None:
        """Return the member's bytes as they are packed in a ZIP, or None: then read and pack them."""
        return self._where.get(member.name, self._first).packed(self._renamed.get(member.name, member.name))

    def close(self) -> None:
        """Let go of everything; streams that are still open stay readable."""
        self._where.clear()
        self._heads.clear()

    def __enter__(self) -> FileArchive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_archive(paths: Sequence[Path]) -> FileArchive:
    """Open files and folders as one archive; what each is shows in its bytes, not in its name.

    Raises
    ------
    NotFound
        Where there is no such file.
    Refused
        Where a file as a whole cannot be read: cut off, too many members, not allowed.
    """
    meter = Meter()
    return FileArchive(paths, [_part(path, meter) for path in paths])


def _part(path: Path, meter: Meter) -> Part:
    try:
        if path.is_dir():
            return _Folder(path)
        if path.exists() and not path.is_file():
            raise Refused(
                f"{path} is neither a file nor a folder.", "A pipe or a device is not read; save it as a file."
            )
        with path.open("rb") as file:
            head = file.read(2)
            file.seek(0)
            if head == b"PK":
                return _Zip(path, file, meter)
            if head == b"\x1f\x8b":
                return _zipped_file(path, meter)
            file.seek(257)
            if file.read(5) == b"ustar":
                return _Tar(path, meter, is_zipped=False)
        return _PlainFile(path)
    except FileNotFoundError:
        raise NotFound(f"There is no file {path}.", "Check the name.") from None
    except OSError as error:
        raise KithkinError(f"Cannot read {path}: {error.strerror or error}.") from error


class _Entries:
    """Collects entries: cleans their names, and refuses what must not be read."""

    def __init__(self) -> None:
        self.members: list[Member] = []
        self.refused: list[Problem] = []
        self._names: set[str] = set()

    def refuse(self, name: str, what: str, way_on: str = "") -> None:
        """Note that a member is not read, and why."""
        self.refused.append(Problem(_plain(name), "", what, way_on))

    def add(self, raw_name: str, size: int, changed_at: datetime | None, fault: str | None = None) -> str | None:
        """Take in an entry; return its cleaned name, or None where it is left out."""
        name = raw_name.replace("\\", "/")
        steps = [step for step in name.split("/") if step not in {"", "."}]
        if not steps or _is_junk(steps):
            return None
        cleaned = _plain("/".join(steps))
        fault = fault or _fault_of(name, steps) or ("Its name appears twice." if cleaned in self._names else None)
        if fault:
            self.refuse(raw_name, fault, _UNPACK if fault == _NESTED else "")
            return None
        if len(self.members) >= MAX_MEMBERS:
            raise Refused(f"The archive holds more than {MAX_MEMBERS:,} files.", _AGAIN)
        self._names.add(cleaned)
        self.members.append(Member(cleaned, size, changed_at))
        return cleaned


def _fault_of(name: str, steps: Sequence[str]) -> str | None:
    """Return why an entry of this name must not be read."""
    if name.startswith("/") or re.match(r"[A-Za-z]:", name):
        return "Its name is an absolute path."
    if ".." in steps:
        return "Its name leads out of the archive."
    if len(steps) > MAX_NAME_DEPTH:
        return f"It lies more than {MAX_NAME_DEPTH} folders deep."
    return _NESTED if _PACKED.search(name) and not _MEDIA.search(name) else None


def _is_junk(steps: Sequence[str]) -> bool:
    """Return whether an entry is what a computer left behind."""
    base = steps[-1]
    return "__MACOSX" in steps or base.startswith("._") or base.lower() in {".ds_store", "thumbs.db", "desktop.ini"}


def _plain(name: str) -> str:
    """Return a name that can be shown and stored."""
    return _CONTROL.sub("\ufffd", name)


class _Zip:
    """A ZIP; each member opens the file anew, so that several can be read at once."""

    def __init__(self, path: Path, file: BinaryIO, meter: Meter) -> None:
        self._path, self._meter = path, meter
        self._infos: dict[str, zipfile.ZipInfo] = {}
        self._limits: dict[int, int] = {}
        entries = _Entries()
        self.members, self.refused = entries.members, entries.refused
        _check_entry_count(file)
        try:
            with zipfile.ZipFile(file) as directory:
                infos, start = directory.infolist(), directory.start_dir
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OverflowError, EOFError):
            raise Refused(f"{path.name}: {_CUT_OFF}", _AGAIN) from None
        overlapping = self._overlapping(infos, start)
        for info in infos:
            if not info.filename:
                entries.refuse("(no name)", "It has no name.")
                continue
            if info.is_dir():
                continue
            fault = "It overlaps another file of the archive, as a bomb does." if id(info) in overlapping else None
            name = entries.add(info.filename, info.file_size, _zip_time(info), fault or _zip_fault(info))
            if name is not None:
                self._infos[name] = info

    def _overlapping(self, infos: Iterable[zipfile.ZipInfo], end: int) -> set[int]:
        """Return the entries that share bytes with the next, and note where each must end at the latest."""
        order = sorted(infos, key=lambda info: info.header_offset)
        found: set[int] = set()
        for info, following in zip(order, [*order[1:], None], strict=True):
            limit = end if following is None else following.header_offset
            self._limits[info.header_offset] = limit
            if info.header_offset + 30 + info.compress_size > limit:
                found.update(id(each) for each in (info, following) if each is not None)
        return found

    def _data(self, name: str) -> tuple[zipfile.ZipInfo, Slice]:
        """Return a member's entry and its packed bytes; the local header must agree with the directory."""
        info = self._infos[name]
        if info.header_offset < 0:  # a damaged directory may point before the file's beginning
            raise Refused("The archive is damaged here.", _AGAIN)
        file = self._path.open("rb")
        file.seek(info.header_offset)
        header = file.read(30)
        if len(header) < 30 or header[:4] != b"PK\x03\x04":
            file.close()
            raise Refused("The archive is damaged here.", _AGAIN)
        start = info.header_offset + 30 + sum(struct.unpack("<HH", header[26:30]))
        if start + info.compress_size > self._limits[info.header_offset]:
            file.close()
            raise Refused("It overlaps another file of the archive, as a bomb does.")
        return info, Slice(file, start, info.compress_size)

    def open(self, name: str, /) -> BinaryIO:
        info, data = self._data(name)
        unpacked = Unpacked(data, info.file_size, info.CRC, self._meter, _PACKINGS[info.compress_type])
        return io.BufferedReader(unpacked, CHUNK)

    def packed(self, name: str, /) -> Packed | None:
        info, data = self._data(name)
        return Packed(_PACKINGS[info.compress_type], info.compress_size, info.file_size, info.CRC, _chunks(data))


def _chunks(data: BinaryIO) -> Iterator[bytes]:
    with data:
        while chunk := data.read(CHUNK):
            yield chunk


def _check_entry_count(file: BinaryIO) -> None:
    """Refuse a directory of too many entries before it is read into memory."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 65_557))
    tail = file.read()
    place = tail.rfind(b"PK\x05\x06")
    if 0 <= place <= len(tail) - 22 and struct.unpack_from("<L", tail, place + 12)[0] > MAX_MEMBERS * 400:
        raise Refused(f"The archive's list of files is larger than {MAX_MEMBERS:,} files need.", _AGAIN)
    locator = tail.rfind(b"PK\x06\x07", 0, max(place, 0))
    if locator >= 0 and locator + 16 <= len(tail):
        file.seek(min(struct.unpack_from("<Q", tail, locator + 8)[0], size))
        record = file.read(56)
        if len(record) == 56 and struct.unpack_from("<Q", record, 32)[0] > MAX_MEMBERS:
            raise Refused(f"The archive holds more than {MAX_MEMBERS:,} files.", _AGAIN)
    file.seek(0)


def _zip_fault(info: zipfile.ZipInfo) -> str | None:
    """Return why an entry of a ZIP must not be read."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if info.flag_bits & 0x1:
        return "It is encrypted."
    if kind == stat.S_IFLNK:
        return "It is a link."
    if kind not in {0, stat.S_IFREG}:
        return "It is not a plain file."
    if info.compress_type not in _PACKINGS:
        return (
            f"It is packed in a way that is not read here (method {info.compress_type}); pack it anew as a plain ZIP."
        )
    return None


def _zip_time(info: zipfile.ZipInfo) -> datetime | None:
    """Return an entry's date, None where it has none."""
    try:
        return _file_time(datetime(*info.date_time, tzinfo=UTC).timestamp())
    except ValueError:
        return None


def _zipped_file(path: Path, meter: Meter) -> Part:
    """Return what a gzip file holds: a TAR or one plain file."""
    try:
        with path.open("rb") as file:
            is_tar = Gunzip(file, meter).read(262)[257:] == b"ustar"
    except Refused as error:
        raise Refused(f"{path.name}: {error.what}", _AGAIN) from None
    return _Tar(path, meter, is_zipped=True) if is_tar else _PlainFile(path, meter)


class _Tar:
    """A TAR or tar.gz: one pass finds where each member lies, a second reads from there."""

    def __init__(self, path: Path, meter: Meter, *, is_zipped: bool) -> None:
        self._path, self._meter, self._is_zipped = path, meter, is_zipped
        self._places: dict[str, tuple[int, int]] = {}
        entries = _Entries()
        self.members, self.refused = entries.members, entries.refused
        self._states: list[State] = []
        try:
            self._index(entries)
        except Refused as error:
            raise Refused(f"{path.name}: {error.what}", error.way_on) from None
        except (tarfile.TarError, ValueError, OverflowError, EOFError, struct.error, RecursionError, LookupError):
            raise Refused(f"{path.name}: {_CUT_OFF}", _AGAIN) from None

    def _index(self, entries: _Entries) -> None:
        with self._path.open("rb") as file:
            headers = _SmallReads(Gunzip(file, Meter(), self._states) if self._is_zipped else file)
            end = 0
            with tarfile.open(fileobj=cast(BinaryIO, headers), mode="r:") as tar:
                while (info := tar.next()) is not None:
                    vars(tar)["members"].clear()  # they would pile up in memory
                    end = info.offset_data + info.size
                    if info.isdir():
                        continue
                    name = entries.add(info.name, info.size, _file_time(info.mtime), _tar_fault(info))
                    if name is not None:
                        self._places[name] = info.offset_data, info.size
            headers.seek(max(end - 1, 0))
            if end and not headers.read(1):
                raise EOFError

    def open(self, name: str, /) -> BinaryIO:
        start, size = self._places[name]
        file = self._path.open("rb")
        data: BinaryIO = Gunzip(file, self._meter, self._states) if self._is_zipped else file
        return io.BufferedReader(Unpacked(Slice(data, start, size), size, None, self._meter, "stored"), CHUNK)

    def packed(self, _name: str, /) -> Packed | None:
        return None


class _SmallReads(io.RawIOBase):
    """Lets `tarfile` read headers only: a header that claims to be huge is not read into memory."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= MAX_HEADER_BYTES:
            raise Refused("The archive has a header of more than a megabyte.")
        return self._file.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()


def _tar_fault(info: tarfile.TarInfo) -> str | None:
    """Return why an entry of a TAR must not be read."""
    if info.issym() or info.islnk():
        return "It is a link."
    if not info.isreg() or info.issparse() or info.size < 0:
        return "It is not a plain file."
    return None


def _file_time(seconds: float) -> datetime | None:
    """Return the date of a file or of a TAR's entry, None where it has none."""
    try:
        at = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return at if at >= _OLDEST else None


class _Folder:
    """A folder on the disk; links in it are not followed."""

    def __init__(self, path: Path) -> None:
        self._path = os.fspath(path)
        self._paths: dict[str, str] = {}  # of the members that lie elsewhere than their cleaned names say
        entries = _Entries()
        self.members, self.refused = entries.members, entries.refused
        self._walk(self._path, "", entries)

    def _walk(self, folder: str, prefix: str, entries: _Entries) -> None:
        # Names alone are kept: an entry that was asked for its facts takes a kilobyte.
        for base in sorted(entry.name for entry in os.scandir(folder)):
            path, name = f"{folder}/{base}", prefix + base
            facts = os.lstat(path)
            if stat.S_ISDIR(facts.st_mode):
                if name.count("/") < MAX_NAME_DEPTH:
                    self._walk(path, name + "/", entries)
                else:
                    entries.refuse(name, f"It lies more than {MAX_NAME_DEPTH} folders deep.")
                continue
            cleaned = entries.add(name, facts.st_size, _file_time(facts.st_mtime), _file_fault(facts))
            if cleaned is not None and cleaned != name:
                self._paths[cleaned] = path

    def open(self, name: str, /) -> BinaryIO:
        """Open a plain file; where a link has taken its place since, refuse."""
        path = self._paths.get(name) or f"{self._path}/{name}"
        try:
            descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0))
        except OSError as error:
            raise Refused(f"It cannot be opened: {error.strerror}.") from error
        return os.fdopen(descriptor, "rb")

    def packed(self, _name: str, /) -> Packed | None:
        return None


def _file_fault(facts: os.stat_result) -> str | None:
    if stat.S_ISLNK(facts.st_mode):
        return "It is a link."
    return None if stat.S_ISREG(facts.st_mode) else "It is not a plain file."


class _PlainFile:
    """A single file as an archive of one member; a gzip file shows what is in it."""

    def __init__(self, path: Path, meter: Meter | None = None) -> None:
        self._path, self._meter = path, meter
        facts = path.stat()
        name = path.name.removesuffix(".gz") if meter else path.name
        self.members = [Member(_plain(name), facts.st_size, _file_time(facts.st_mtime))]
        self.refused: list[Problem] = []

    def open(self, _name: str, /) -> BinaryIO:
        file = self._path.open("rb")
        return io.BufferedReader(Gunzip(file, self._meter), CHUNK) if self._meter else file

    def packed(self, _name: str, /) -> Packed | None:
        return None
