"""Reads the lists of a Facebook or Instagram export item by item, each counted once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from kithkin.model.errors import Refused
from kithkin.model.source import Archive, Batch, Member, NotUsed, Problem, Record, Row, Yielded
from kithkin.sources._json import MAX_WHOLE, Bad, items, whole
from kithkin.sources._meta import UnreadableError
from kithkin.sources._meta_export import Export, File

#: What turns an item and its number in the list into rows; None for one that is known and not used.
Reader = Callable[[Any, int], Sequence[Row] | None]

_FIRST_LIST: Final = re.compile(rb'\s*\{\s*"((?:[^"\\]|\\.){1,200})"\s*:\s*\[')

#: Keys that hold parts of one item, never a list of items.
_PARTS_OF_ONE: Final = frozenset(
    {"string_list_data", "string_map_data", "label_values", "media_list_data", "media", "data", "attachments"}
)

#: Keys that an item has and a document around a list has not.
_ITEM_KEYS: Final = _PARTS_OF_ONE | {"timestamp", "fbid", "creation_timestamp"}


def items_of(archive: Archive, member: Member, key: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the items of a file with their places, as from `batches_of`."""
    yield from _numbered(batches_of(archive, member, key))


def batches_of(archive: Archive, member: Member, key: str = "", kind: Any = Any) -> Iterator[list[Any] | Bad]:
    """Yield the items of a file, many at a time: a bare list, a list under one key, or one item alone.

    With `key` the list is looked for under that key. What cannot be read comes as a `Bad`.
    """
    head = archive.head(member).removeprefix(b"\xef\xbb\xbf")
    first = _FIRST_LIST.match(head)
    if not key and first and first[1].decode("utf-8", "replace") not in _PARTS_OF_ONE:
        key = first[1].decode("utf-8", "replace")
    if key or head.lstrip()[:1] == b"[":
        yield from streamed(archive, member, kind, key)
    else:
        yield _listed(whole_of(archive, member))


def streamed(archive: Archive, member: Member, kind: Any = Any, key: str = "") -> Iterator[list[Any] | Bad]:
    """Yield a long list in batches; a member that cannot be opened or read on ends with a `Bad`."""
    try:
        with archive.open(member) as stream:
            yield from items(stream, kind, under=key)
    except Refused as error:
        yield Bad("", error.what, error.way_on)
    except OSError as error:
        yield Bad("", f"It cannot be read: {error}.")


def whole_of(archive: Archive, member: Member, limit: int = MAX_WHOLE) -> Any | Bad:
    """Return a small document whole, or a `Bad`."""
    try:
        with archive.open(member) as stream:
            return whole(stream, limit=limit)
    except Refused as error:
        return Bad("", error.what, error.way_on)
    except OSError as error:
        return Bad("", f"It cannot be read: {error}.")


def _numbered(batches: Iterable[list[Any] | Bad]) -> Iterator[tuple[str, Any]]:
    """Yield each item with its place, counted from 1."""
    number = 0
    for batch in batches:
        if isinstance(batch, Bad):
            number += batch.records
            yield batch.place or f"item {number}", batch
            continue
        for item in batch:
            number += 1
            yield f"item {number}", item


def _listed(document: Any, depth: int = 3) -> list[Any] | Bad:
    """Return the list of items in a document: itself, the first list inside it, or the document as one item."""
    if isinstance(document, Bad | list):
        return document
    if isinstance(document, dict):
        if _ITEM_KEYS & document.keys():
            return [document]
        values = list(document.values())
        inner: list[Any] = [value for value in values if isinstance(value, list)]
        if inner or not document:
            return inner[0] if inner else []
        if depth and (nested := [value for value in values if isinstance(value, dict)]):
            return _listed(nested[0], depth - 1)
    return Bad("", "It holds no list.")


#: Turns a member's name and a window of its items into columns; None where an item of it needs a closer look.
AtOnce = Callable[[str, list[Any]], Sequence[Batch | NotUsed] | None]


def read_list(
    export: Export,
    archive: Archive,
    file: File,
    read: Reader,
    topics: Sequence[str],
    key: str = "",
    at_once: AtOnce | None = None,
) -> Iterator[Yielded]:
    """Yield each item of a file as a record, a problem or not used.

    `topics` are the statements of coverage (`table/kind`) that a damaged item makes incomplete. With `at_once`, a
    window of items that are all plain is read by it.
    """
    member, number = file.member.name, 0
    for batch in batches_of(archive, file.member, key):
        if isinstance(batch, Bad):
            number += batch.records
            yield read_bad(export, member, number, batch, topics)
            continue
        if at_once and batch and (found := at_once(member, batch)) is not None:
            number += len(batch)
            yield from found
            continue
        for item in batch:
            number += 1
            yield read_item(export, member, number, item, read, topics)
    yield from export.doubts_of(member)


def read_item(export: Export, member: str, number: int, item: Any, read: Reader, topics: Sequence[str]) -> Yielded:
    """Return what one item is: a record, a problem, or not used."""
    try:
        rows = read(item, number - 1)
    except UnreadableError as error:
        export.damaged.update(topics)
        return Problem(member, f"item {number}", str(error))
    return NotUsed(member) if rows is None else Record(member, f"item {number}", tuple(rows))


def read_bad(export: Export, member: str, number: int, bad: Bad, topics: Sequence[str]) -> Problem:
    """Return what is wrong with an item, or with the rest of a list."""
    if bad.records:
        export.damaged.update(topics)
    return Problem(member, bad.place or f"item {number}", bad.what, bad.way_on, bad.records)
