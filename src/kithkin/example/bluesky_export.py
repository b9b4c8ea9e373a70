"""The example person's Bluesky repository: a CAR file with her own posts, likes, follows and profile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import libipld

from kithkin.example import elsewhere, texts
from kithkin.example.elsewhere import bluesky_handle, did, draw
from kithkin.example.person import EGO, LAST, Person, World, ago
from kithkin.example.x_export import iso

NAME: Final = "quillstad.example-repo.car"
_LETTERS: Final = "234567abcdefghijklmnopqrstuvwxyz"
Block = tuple[bytes, bytes]


def write(world: World, folder: Path) -> Path:
    """Write the repository into a folder and return its path."""
    return elsewhere.dated(folder / NAME, repository(did(EGO), key(LAST), dict(records(world))))


def key(at: datetime, number: int = 0) -> str:
    """Return the key of a record made at an instant: thirteen letters that tell the microsecond."""
    value, found = round(at.timestamp() * 1_000_000) << 10 | number, ""
    for _ in range(13):
        value, place = value >> 5, value & 31
        found = _LETTERS[place] + found
    return found


def records(world: World) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each record under its collection and key."""
    people = elsewhere.on(world, "bluesky")
    about = {"displayName": world.ego.name, "description": world.ego.bio, "createdAt": iso(ago(700))}
    yield "app.bsky.actor.profile/self", {"$type": "app.bsky.actor.profile", **about}
    for number, person in enumerate(people):
        followed = ago(40.0 + 6 * draw(world, "followed there", person.key))
        yield f"app.bsky.graph.follow/{key(followed, number)}", _act("graph.follow", followed, did(person.key))
        if person.role in ("inner", "lately", "two_way", "outsider"):
            yield from _dialogue(world, person, number)
    for number, (language, text) in enumerate(texts.POSTS if people else ()):
        at = ago(9.0 + 17 * number)
        words = text.format(tag="#bookbinding", link="https://quillstad.example").strip()
        yield f"app.bsky.feed.post/{key(at)}", _post(at, words, language)


def _act(kind: str, at: datetime, subject: Any) -> dict[str, Any]:
    return {"$type": f"app.bsky.{kind}", "subject": subject, "createdAt": iso(at)}


def _post(at: datetime, text: str, language: str = "en", **more: Any) -> dict[str, Any]:
    return {"$type": "app.bsky.feed.post", "text": text, "langs": [language], "createdAt": iso(at), **more}


def _dialogue(world: World, person: Person, number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what she said to a person: answers to their posts, a mention, likes."""
    for turn in range(1 + draw(world, "answers", person.key) % 4):
        at = ago(3.0 + 41 * turn + draw(world, "day", person.key) / 4)
        theirs = f"at://{did(person.key)}/app.bsky.feed.post/{key(ago(3.1 + 41 * turn + draw(world, 'day', person.key) / 4))}"
        parent = {"uri": theirs, "cid": "bafyreib"}
        text = texts.REPLIES[(turn + number) % len(texts.REPLIES)]
        yield f"app.bsky.feed.post/{key(at, number)}", _post(at, text, reply={"root": parent, "parent": parent})
        yield f"app.bsky.feed.like/{key(ago(3.05 + 41 * turn), number)}", _act("feed.like", at, parent)
    name = bluesky_handle(person.key)
    index = {"byteStart": 0, "byteEnd": len(name) + 1}
    feature = {"$type": "app.bsky.richtext.facet#mention", "did": did(person.key)}
    at = ago(15.0 + draw(world, "mention", person.key))
    facets = [{"index": index, "features": [feature]}]
    yield f"app.bsky.feed.post/{key(at, number)}", _post(at, f"@{name} see you at the market", facets=facets)


def repository(owner: str, revision: str, kept: Mapping[str, dict[str, Any]]) -> bytes:
    """Return records as a CAR file: a header, the commit, a tree of one node, and every record."""
    blocks = {name: _block(libipld.encode_dag_cbor(record)) for name, record in sorted(kept.items())}
    tree = _block(_tree({name: cid for name, (cid, _) in blocks.items()}))
    said = {"did": owner, "rev": revision, "sig": "made up"}
    body = b"\xa6" + b"".join(_text(name) + _text(value) for name, value in said.items())
    commit = _block(body + _text("data") + _link(tree[0]) + _text("prev") + b"\xf6" + _text("version") + b"\x03")
    header = b"\xa2" + _text("roots") + b"\x81" + _link(commit[0]) + _text("version") + b"\x01"
    return _sized(header) + b"".join(_sized(cid + data) for cid, data in (commit, tree, *blocks.values()))


def _block(data: bytes) -> Block:
    """Return bytes with the id of their content."""
    return b"\x01\x71\x12\x20" + sha256(data).digest(), data


def _link(cid: bytes) -> bytes:
    return b"\xd8\x2a\x58\x25\x00" + cid


def _text(value: str) -> bytes:
    return libipld.encode_dag_cbor(value)


def _tree(records: Mapping[str, bytes]) -> bytes:
    """Return the one node of the tree: each key as what it shares with the one before, and the rest."""
    entries, before = [], ""
    for name, cid in records.items():
        shared = next(
            (n for n, (a, b) in enumerate(zip(before, name, strict=False)) if a != b), min(len(before), len(name))
        )
        rest = libipld.encode_dag_cbor(name[shared:].encode()) + _text("p") + libipld.encode_dag_cbor(shared)
        entries.append(b"\xa4" + _text("k") + rest + _text("t") + b"\xf6" + _text("v") + _link(cid))
        before = name
    return b"\xa2" + _text("e") + b"\x99" + len(entries).to_bytes(2) + b"".join(entries) + _text("l") + b"\xf6"


def _sized(data: bytes) -> bytes:
    """Return bytes with their number in front, seven bits at a time."""
    size, head = len(data), bytearray()
    while size > 127:
        head.append(size & 127 | 128)
        size >>= 7
    return bytes([*head, size]) + data
