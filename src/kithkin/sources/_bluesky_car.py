"""A Bluesky repository file (CAR 1): its blocks as a stream, and the tree that names them.

The file is read twice. The first pass keeps the nodes of the tree (a Merkle search tree) and learns which
key, `collection/rkey`, names which block; the second gives each named block as it comes. Blocks may stand in
any order, twice, or belong to nothing: only what the signed commit reaches is a record. Every block is
checked against its own hash. Memory grows with the number of records (some 20 bytes each), not with their size.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from itertools import chain
from typing import Any, BinaryIO, Final, TypeGuard

import msgspec

from kithkin.model.errors import Refused
from kithkin.sources._bluesky_tree import NONE, Keys, Tree

#: A record may be 1 MB by the protocol; what is larger is passed over.
MAX_BLOCK: Final = 4 << 20
CHUNK: Final = 1 << 20

# DAG-CBOR's first bytes of a map of two whose first key is "e": nothing but a node of the tree begins so.
_NODE: Final = b"\xa2\x61e"
_DIGEST: Final = 32
#: How a content id says that a SHA-256 digest follows.
_SHA: Final = b"\x12\x20"
#: How the content id of a record, a node or a commit begins: version 1, DAG-CBOR.
_RECORD: Final = b"\x01\x71" + _SHA


class CutError(Exception):
    """The file ends, or stops making sense, before its end."""


#: One block: its content id and its bytes; None where they are too many to be a record's.
Block = tuple[bytes, bytes | None]


class Repository(msgspec.Struct):
    """What the first pass learnt.

    `keys` tells which block holds which records; `lost` counts branches of the tree that are not there; `cut`
    says where the file breaks off.
    """

    did: str = ""
    rev: str = ""
    keys: Keys = NONE
    lost: int = 0
    cut: str = ""


class _Reader:
    """Takes exact numbers of bytes from a stream that gives what it likes."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._buffer, self._at, self.offset = stream, b"", 0, 0

    def _fill(self, size: int) -> bool:
        """Have `size` bytes ready; False where the stream ends first."""
        while len(self._buffer) - self._at < size:
            try:
                chunk = self._stream.read(CHUNK)
            except (Refused, OSError, EOFError) as error:
                raise CutError(str(error)) from None
            if not chunk:
                return False
            self._buffer, self._at = self._buffer[self._at :] + chunk, 0
        return True

    def take(self, size: int) -> bytes:
        if not self._fill(size):
            raise CutError("The file ends in the middle of a block.")
        data = self._buffer[self._at : self._at + size]
        self._at, self.offset = self._at + size, self.offset + size
        return data

    def skip(self, size: int) -> None:
        while size:
            size -= len(self.take(min(size, CHUNK)))

    def whole_blocks(self) -> list[Block]:
        """Take the blocks that lie ready as a whole and are plainly such; what comes next takes a closer look."""
        data, at, end, found = self._buffer, self._at, len(self._buffer), list[Block]()
        while at + 2 < end:
            size, start = data[at], at + 1
            if size > 127:
                size, start = size & 127 | data[start] << 7, at + 2
                if data[at + 1] > 127:
                    break
            stop, body = start + size, start + 4 + _DIGEST
            if stop > end or body > stop or data[start : start + 4] != _RECORD:
                break
            found.append((data[start:body], data[body:stop]))
            at = stop
        self.offset, self._at = self.offset + at - self._at, at
        return found

    def is_at_end(self) -> bool:
        return not self._fill(1)

    def number(self) -> int:
        """Return the next unsigned LEB128 number."""
        value = 0
        for shift in range(0, 63, 7):
            byte = self.take(1)[0]
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
        raise CutError("A block's length is no number.")


def header(stream: BinaryIO) -> bytes | None:
    """Return the content id of the first root, or None where this is not the head of a CAR 1 file."""
    try:
        return _header(_Reader(stream))
    except CutError:
        return None


def _header(reader: _Reader) -> bytes:
    size = reader.number()
    if not 0 < size <= 4096:
        raise CutError("It does not begin like a repository file.")
    value = decoded(reader.take(size))
    roots = value.get("roots") if isinstance(value, dict) and value.get("version") == 1 else None
    if not isinstance(roots, list) or not roots or not isinstance(roots[0], bytes):
        raise CutError("It does not begin like a repository file.")
    return roots[0]


def decoded(data: bytes) -> Any:
    """Return a DAG-CBOR value, or None where it is damaged; deep nesting counts as damage."""
    import libipld

    try:
        return libipld.decode_dag_cbor(data)
    except (ValueError, RecursionError):
        return None


def blocks(stream: BinaryIO) -> Iterator[list[Block]]:
    """Yield the blocks in the order of the file, many at once; raise `CutError` where it breaks off."""
    reader = _Reader(stream)
    _header(reader)
    yield from _blocks(reader)


def _blocks(reader: _Reader) -> Iterator[list[Block]]:
    while not reader.is_at_end():
        if found := reader.whole_blocks():
            yield found
            continue
        size = reader.number()
        start = reader.offset
        cid = _content_id(reader, size)
        rest = size - (reader.offset - start)
        if rest > MAX_BLOCK:
            reader.skip(rest)
            yield [(cid, None)]
        else:
            yield [(cid, reader.take(rest))]


def _content_id(reader: _Reader, size: int) -> bytes:
    """Return the content id a block begins with: version, codec and a SHA-256 digest."""
    if size < 4 + _DIGEST:
        raise CutError("A block is too short to have a name.")
    cid = reader.take(4 + _DIGEST)
    if cid[0] != 1 or cid[2:4] != _SHA:
        raise CutError("A block's name is none.")
    return cid


def is_intact(block: Block) -> bool:
    """Return whether the bytes of a block are those its name was made from."""
    cid, data = block
    return data is not None and sha256(data).digest() == cid[-_DIGEST:]


def index(stream: BinaryIO) -> Repository:
    """Return whose repository this is and which block holds which records."""
    found = Repository()
    tree, commit = Tree(), None
    try:
        reader = _Reader(stream)
        root = _header(reader)
        for cid, data in chain.from_iterable(_blocks(reader)):
            if data is None:
                continue
            if cid == root and is_intact((cid, data)):
                commit = decoded(data)
            elif data.startswith(_NODE) and is_intact((cid, data)):
                tree.add(cid, decoded(data))
    except CutError as cut:
        found.cut = str(cut)
    if _is_commit(commit):
        found.did, found.rev = commit["did"], str(commit.get("rev", ""))
        found.keys, found.lost = tree.keys(commit["data"])
    else:
        found.cut = found.cut or "The signed commit that names the owner is missing."
    return found


def _is_commit(value: Any) -> TypeGuard[dict[str, Any]]:
    return (
        isinstance(value, dict)
        and isinstance(value.get("did"), str)
        and value["did"].startswith("did:")
        and isinstance(value.get("data"), bytes)
    )
