"""Followers and those followed of an Instagram export as whole columns, a window of a list at a time.

An item is plain where it names one person by user name and has one time; a window with any other goes the long way of
`_instagram_activity`, which takes every form and says what is wrong. Both ways give the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import compress, repeat
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from kithkin.model.source import Batch, NotUsed
from kithkin.sources._columns import exactly, instants
from kithkin.sources._marks import marks_of
from kithkin.sources._meta_export import Export
from kithkin.sources._meta_times import are_true, moments


class Follows(msgspec.Struct, frozen=True):
    """Plain followers (`is_in`) or those followed by `ego`, of Instagram or of Threads; `heard` is told the user names."""

    export: Export
    network: str
    ego: str
    is_in: bool
    heard: Callable[[pa.Array], None]

    def __call__(self, member: str, items: list[Any]) -> Sequence[Batch | NotUsed] | None:
        """Return the rows of a window, or None where an item of it needs a closer look."""
        if (found := _plain(items)) is None:
            return None
        handles, (at, is_time) = found[0], moments(found[1])
        if not are_true(at, is_time, self.export.seen):
            return None
        direction = "in" if self.is_in else "out"
        ids = pc.binary_join_element_wise(f"{self.network}:@", handles, "").to_pylist()
        marks = marks_of(zip(repeat(f"{self.network}{direction}"), ids, strict=False))
        new = self.export.standing.unmet(marks)
        if self.ego in ids:
            new &= [one != self.ego for one in ids]
        self.export.standing.add_all(marks[new])
        ids, handles, at = list(compress(ids, new)), handles.filter(new), at[new]
        self.heard(handles)
        count, span = len(ids), self.export.spans["follows", self.network, direction]
        own = pa.repeat(self.ego, count)
        follows = {
            "follower_id": ids if self.is_in else own,
            "followed_id": own if self.is_in else ids,
            "network": pa.repeat(self.network, count),
            "kind": pa.repeat("follow", count),
            "list_position": pa.array(span.add_all(at)),
        } | exactly("followed_at", instants(at))
        accounts = self.export.meet_all(self.network, ids, "handle", handles)
        left = len(items) - count
        batch = Batch(member, count, {"accounts": accounts, "follows": follows})
        return [batch, NotUsed(member, left)] if left else [batch]


def _plain(items: list[Any]) -> tuple[pa.Array, list[int]] | None:
    """Return the user names and the times of plain items; None where one is not plain."""
    try:
        lists = [item["string_list_data"] for item in items]
        if set(map(len, lists)) != {1}:
            return None
        parts = [entries[0] for entries in lists]
        texts = [part.get("value") or item.get("title") for part, item in zip(parts, items, strict=True)]
        stamps = [part["timestamp"] for part in parts]
        names = pa.array(texts, pa.string())
    except (KeyError, TypeError, AttributeError, pa.ArrowException, UnicodeEncodeError):
        return None
    is_named = pc.match_substring_regex(names, r"^@?[A-Za-z0-9._]{1,30}$")
    if set(map(type, stamps)) != {int} or names.null_count or not pc.all(is_named).as_py():
        return None
    return pc.ascii_lower(pc.utf8_ltrim(names, "@")), stamps
