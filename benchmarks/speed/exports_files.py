"""Large made-up exports that are not one text: a repository of Bluesky, a Parquet file, a folder of mails."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from tests.sources.car import framed, varint

from benchmarks.speed import exports, exports_lists
from benchmarks.speed.exports import BEGIN, Chance, tid

_MICROS: Final = round(BEGIN.timestamp() * 1_000_000)
_ID: Final = b"\x01\x71\x12\x20"
#: The mark of a link in DAG-CBOR.
_LINK: Final = b"\xd8\x2a\x58\x25\x00"
_KINDS: Final = ("feed.like", "feed.repost", "graph.follow", "feed.post")
_SEPARATOR: Final = re.compile(r"^From \d+@xxx .*\n")


def repository(path: Path, records: int) -> None:
    """Write a repository of Bluesky as servers do: a commit, then records and the nodes of the tree as it is walked."""
    import libipld

    encoded, chance = libipld.encode_dag_cbor, Chance(15)
    people = [f"did:plc:{chance.key(24)}" for _ in range(30_000)]
    keys: list[tuple[bytes, bytes, int]] = []
    with path.with_suffix(".blocks").open("wb") as blocks:
        for number in range(records):
            at = _MICROS + number * 60_000_000
            name = f"app.bsky.{chance.choices(_KINDS, (60, 10, 3, 27))[0]}"
            body = exports.record(chance, people, name, at)
            data = encoded({"$type": name, **body, "createdAt": exports.iso(at)})
            cid, key = _written(blocks, data), f"{name}/{tid(at, 9)}".encode()
            keys.append((key, cid, _layer(key)))
        keys.sort()
        root = _node(blocks, keys, max(layer for _, _, layer in keys))
    commit = b"".join((
        b"\xa6", encoded("did"), encoded(f"did:plc:{'m' * 24}"), encoded("rev"),
        encoded(tid(_MICROS + records * 60_000_000)), encoded("sig"), encoded(bytes(64)), encoded("data"), _LINK, root,
        encoded("prev"), b"\xf6", encoded("version"), b"\x03",
    ))  # fmt: skip
    head = _ID + hashlib.sha256(commit).digest()
    header = b"\xa2" + encoded("roots") + b"\x81" + _LINK + head + encoded("version") + b"\x01"
    with path.open("wb") as file, path.with_suffix(".blocks").open("rb") as rest:
        file.write(varint(len(header)) + header + framed(head, commit))
        while piece := rest.read(1 << 20):
            file.write(piece)
    path.with_suffix(".blocks").unlink()


def _layer(key: bytes) -> int:
    """Return how high in the tree a key stands: half of the zero bits that its hash begins with."""
    return (256 - int.from_bytes(hashlib.sha256(key).digest()).bit_length()) // 2


def _node(blocks: Any, keys: list[tuple[bytes, bytes, int]], layer: int) -> bytes:
    """Write the node of a stretch of keys, and all below it; return its content id."""
    import libipld

    encoded, entries, before, left = libipld.encode_dag_cbor, list[list[bytes]](), b"", b"\xf6"
    tops = [place for place, key in enumerate(keys) if key[2] == layer]
    for place, end in zip([-1, *tops], [*tops, len(keys)], strict=True):
        below = keys[place + 1 : end]
        branch = _LINK + _node(blocks, below, layer - 1) if below else b"\xf6"
        if place < 0:
            left = branch
            continue
        key, cid, _ = keys[place]
        shared = next((n for n, (a, b) in enumerate(zip(before, key, strict=False)) if a != b), 0)
        entries.append([b"\xa4", encoded("k"), encoded(key[shared:]), encoded("p"), encoded(shared), encoded("t"), branch,
                        encoded("v"), _LINK, cid])  # fmt: skip
        before = key
    size = len(entries)
    head = bytes([0x80 + size]) if size < 24 else b"\x99" + size.to_bytes(2)
    return _written(blocks, b"\xa2\x61e" + head + b"".join(map(b"".join, entries)) + b"\x61l" + left)


def _written(blocks: Any, data: bytes) -> bytes:
    """Write a block; return its content id."""
    cid = _ID + hashlib.sha256(data).digest()
    blocks.write(framed(cid, data))
    return cid


def parquet(path: Path, records: int) -> None:
    """Write the messages of the table form as Parquet, in row groups as other programs write them."""
    import io

    from pyarrow import csv
    from pyarrow import parquet as pq

    lines = exports_lists.table(records)
    header = next(lines)
    file: Any = None
    while piece := [line for line, _ in zip(lines, range(50_000), strict=False)]:
        found = csv.read_csv(io.BytesIO((header + "".join(piece)).encode()))
        file = file or pq.ParquetWriter(path, found.schema)
        file.write_table(found.cast(file.schema))
    file.close()


def maildir(path: Path, records: int) -> None:
    """Write the mails of the mailbox as one file each."""
    folders = path / "cur", path / "new", path / "tmp"
    for folder in folders:
        folder.mkdir(parents=True)
    mail, number = list[str](), 0
    for piece in _each(exports.mailbox(records)):
        if _SEPARATOR.match(piece) and mail:
            _kept(folders[0], number, mail)
            mail, number = [], number + 1
        mail.append(_SEPARATOR.sub("", piece))
    _kept(folders[0], number, mail)


def _each(pieces: Iterator[str]) -> Iterator[str]:
    return (piece for piece in pieces if piece)


def _kept(folder: Path, number: int, mail: list[str]) -> None:
    (folder / f"{1_735_689_600 + number}.M{number}P7.mill:2,S").write_text("".join(mail), encoding="utf-8")
