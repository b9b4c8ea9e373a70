"""The members of an X archive as lists of typed items, whatever the era wraps them in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from kithkin.model.errors import Refused
from kithkin.model.source import Archive, Member, Problem
from kithkin.sources._json import Bad, items


class Files:
    """Reads lists; remembers how many items each held and which were damaged."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.counts: Counter[str] = Counter()
        self.damaged: set[str] = set()

    def lists(self, member: Member, key: str, kind: Any) -> Iterator[list[Any] | Problem]:
        """Yield the items of a member in batches, taken out of their wrapper, and what is wrong in between."""
        self.counts[member.name] += 0
        for batch in self.peek(member, key, kind):
            self.counts[member.name] += batch.records if isinstance(batch, Problem) else len(batch)
            if isinstance(batch, Problem):
                self.damaged.add(member.name)
            yield batch

    def singles(self, member: Member, key: str, kind: Any) -> Iterator[tuple[str, Any]]:
        """Yield the items of a member one by one, each with its place."""
        number = 0
        for batch in self.lists(member, key, kind):
            if isinstance(batch, Problem):
                number += batch.records
                yield batch.place, batch
                continue
            for item in batch:
                number += 1
                yield f"item {number}", item

    def peek(self, member: Member, key: str, kind: Any) -> Iterator[list[Any] | Problem]:
        """Yield as `lists` does, and remember nothing."""
        wrapped = is_wrapped(self.archive.head(member, 1 << 16), key)
        item_type = msgspec.defstruct("Wrapped", [(key, kind | None, None)], gc=False) if wrapped else kind
        try:
            with self.archive.open(member) as stream:
                for batch in items(stream, item_type):
                    if isinstance(batch, Bad):
                        yield Problem(member.name, batch.place, batch.what, batch.way_on, batch.records)
                    elif wrapped:
                        yield from _unwrapped(member, [getattr(item, key) for item in batch])
                    else:
                        yield batch
        except (Refused, OSError) as error:
            yield Problem(member.name, "", str(error))


def is_wrapped(head: bytes, key: str) -> bool:
    """Return whether the items of a list each stand in an object of this one key, as since 2020."""
    return re.search(rb'\{\s*"%s"\s*:\s*\{' % key.encode(), head) is not None


def _unwrapped(member: Member, found: list[Any]) -> Iterator[list[Any] | Problem]:
    there = [item for item in found if item is not None]
    if there:
        yield there
    for _ in range(len(found) - len(there)):
        yield Problem(member.name, "", "An item is not of the expected form.")
