"""Writes Bluesky repositories for tests: a CAR 1 file with a signed-looking commit, a tree of nodes, and records."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import libipld

_ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"


def tid(microseconds: int) -> str:
    """Return the record key for an instant."""
    value, letters = microseconds << 10, []
    for _ in range(13):
        letters.append(_ALPHABET[value & 31])
        value >>= 5
    return "".join(reversed(letters))


def block(value: Any) -> tuple[bytes, bytes]:
    """Return a value as (content id, bytes)."""
    data = libipld.encode_dag_cbor(value)
    return b"\x01\x71\x12\x20" + hashlib.sha256(data).digest(), data


def _link(cid: bytes) -> bytes:
    """Return a content id as the tagged bytes that a link is in DAG-CBOR."""
    return b"\xd8\x2a\x58\x25\x00" + cid


def _text(value: str) -> bytes:
    return libipld.encode_dag_cbor(value)


def _node(left: bytes | None, entries: Sequence[tuple[int, bytes, bytes | None, bytes]]) -> tuple[bytes, bytes]:
    """Return a node of the tree: entries of (shared prefix, rest of the key, right branch, record)."""
    null = b"\xf6"
    written = [
        b"\xa4"
        + _text("k") + libipld.encode_dag_cbor(rest)
        + _text("p") + libipld.encode_dag_cbor(shared)
        + _text("t") + (_link(right) if right else null)
        + _text("v") + _link(record)
        for shared, rest, right, record in entries
    ]  # fmt: skip
    size = len(written)
    head = bytes([0x80 + size]) if size < 24 else b"\x98" + bytes([size])
    data = b"\xa2" + _text("e") + head + b"".join(written) + _text("l") + (_link(left) if left else null)
    return b"\x01\x71\x12\x20" + hashlib.sha256(data).digest(), data


def _shared(one: str, two: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))


def varint(value: int) -> bytes:
    """Return an unsigned LEB128 number."""
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def framed(cid: bytes, data: bytes) -> bytes:
    """Return one block as it stands in the file."""
    return varint(len(cid) + len(data)) + cid + data


def _tree(keys: Sequence[str], ids: Mapping[str, bytes], fan: int) -> list[tuple[bytes, bytes]]:
    """Return the nodes of a tree of two levels, its root last: every `fan`-th key on top, the others below."""
    nodes: list[tuple[bytes, bytes]] = []

    def leaf(some: Sequence[str]) -> bytes | None:
        if not some:
            return None
        entries, before = [], ""
        for key in some:
            shared = _shared(before, key)
            entries.append((shared, key[shared:].encode(), None, ids[key]))
            before = key
        nodes.append(_node(None, entries))
        return nodes[-1][0]

    tops = list(range(fan - 1, len(keys), fan))
    left = leaf(keys[: tops[0]] if tops else keys)
    entries, before = [], ""
    for number, top in enumerate(tops):
        end = tops[number + 1] if number + 1 < len(tops) else len(keys)
        shared = _shared(before, keys[top])
        entries.append((shared, keys[top][shared:].encode(), leaf(keys[top + 1 : end]), ids[keys[top]]))
        before = keys[top]
    nodes.append(_node(left, entries))
    return nodes


def car(did: str, rev: str, records: Mapping[str, Any], *, fan: int = 4, is_shuffled: bool = False) -> bytes:
    """Return a repository file: `records` maps `collection/rkey` to the record, or to raw bytes of a damaged one."""
    made = {}
    for key, value in records.items():
        data = value if isinstance(value, bytes) else libipld.encode_dag_cbor(value)
        made[key] = (b"\x01\x71\x12\x20" + hashlib.sha256(data).digest(), data)
    nodes = _tree(sorted(made), {key: cid for key, (cid, _) in made.items()}, fan)
    root = nodes[-1][0]
    body = (
        b"\xa6" + _text("did") + _text(did) + _text("rev") + _text(rev) + _text("sig") + _text("x")
        + _text("data") + _link(root) + _text("prev") + b"\xf6" + _text("version") + b"\x03"
    )  # fmt: skip
    commit = b"\x01\x71\x12\x20" + hashlib.sha256(body).digest()
    header = b"\xa2" + _text("roots") + b"\x81" + _link(commit) + _text("version") + b"\x01"
    rest = [*nodes, *made.values()]
    if is_shuffled:
        rest = rest[::2] + rest[1::2][::-1]
    blocks = [*rest, (commit, body)] if is_shuffled else [(commit, body), *rest]
    return varint(len(header)) + header + b"".join(framed(cid, data) for cid, data in blocks)
