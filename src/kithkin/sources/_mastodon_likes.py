"""The likes of a Mastodon archive as whole columns: addresses of posts, most of which tell whose they are and when.

An address of the form that nearly all servers write is cut at its slashes; any other is read by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kithkin.model.source import Batch, Columns
from kithkin.sources._activity import SNOWFLAKES, Fediverse, key_of, post_time
from kithkin.sources._activity_columns import TOGETHER
from kithkin.sources._columns import each, replaced
from kithkin.sources._json import UNREADABLE

_ADDRESSES: Final = msgspec.json.Decoder(list[str])
_INSTANT: Final = pa.timestamp("us", "UTC")
#: How many parts `https://host/users/name/statuses/number` and `https://host/@name/number` have.
_LONG, _SHORT = 7, 5
_HOST: Final = re.compile(r"(?!www\.)[a-z0-9][a-z0-9.-]{0,200}[a-z0-9]")
_LONGEST_NAME: Final = 100
#: The digits of a number that tells the time; with fewer it is a counter, with more no number of Mastodon's.
_LEAST_DIGITS, _MOST_DIGITS = 15, 19


class Likes:
    """Likes that are nothing but the address of a post, on their way to columns."""

    def __init__(self, fediverse: Fediverse, member: str, owner: str) -> None:
        self.fediverse, self.member, self.owner = fediverse, member, owner
        self._posts: list[str] = []

    @property
    def is_full(self) -> bool:
        """Whether there is enough for a batch."""
        return len(self._posts) >= TOGETHER

    def take(self, items: Sequence[msgspec.Raw]) -> list[bool]:
        """Take in the items that are addresses; return which of them are."""
        try:
            posts = _ADDRESSES.decode(b"[%s]" % b",".join(items))
        except UNREADABLE:
            return [len(items) > 1 and self.take([item])[0] for item in items]
        self._posts += filter(None, posts)
        return list(map(bool, posts))

    def batches(self) -> list[Batch]:
        """Return what was gathered as columns, and begin anew."""
        posts, self._posts = self._posts, []
        return [Batch(self.member, len(posts), {"interactions": self._columns(posts)})] if posts else []

    def _columns(self, posts: list[str]) -> Columns:
        """Return the likes: each lies between its post and the export."""
        network, until, count = self.fediverse.network, pa.scalar(self.fediverse.until, _INSTANT), len(posts)
        addresses = pa.array(posts)
        people, written = authors_and_times(addresses, self.fediverse)
        self.fediverse.lost += people.null_count
        written = pc.if_else(pc.less_equal(written, until), written, pa.scalar(None, _INSTANT))
        like = f"{network}:{key_of(self.owner).lstrip()}#like:"
        return {
            "interaction_id": pc.binary_join_element_wise(like, pc.utf8_rtrim_whitespace(addresses), ""),
            "network": pa.repeat(network, count),
            "actor_id": pa.repeat(self.owner, count),
            "target_id": people,
            "kind": pa.repeat("like", count),
            "happened_at": pa.nulls(count, _INSTANT),
            "happened_at_earliest": written,
            "happened_at_latest": pa.repeat(until, count),
            "happened_at_basis": pa.repeat("decoded", count),
            "target_post_id": pc.binary_join_element_wise(f"{network}:", pc.utf8_trim_whitespace(addresses), ""),
            "target_posted_at": written,
        }


def authors_and_times(addresses: pa.Array, fediverse: Fediverse) -> tuple[pa.Array, pa.Array]:
    """Return whose post each address names, and when it was written, as `author` and `post_time` tell."""
    is_usual, hosts, names, numbers = _cut(addresses)
    users = pc.binary_join_element_wise(f"{fediverse.network}:", pc.ascii_lower(names), "")
    users = pc.binary_join_element_wise(users, hosts, "@")
    others = pc.invert(is_usual)
    people = pc.if_else(is_usual, users, replaced(addresses, others, fediverse.author))
    digits = pc.binary_length(numbers)
    is_time = pc.and_(is_usual, pc.and_(pc.greater_equal(digits, _LEAST_DIGITS), pc.less_equal(digits, _MOST_DIGITS)))
    counts = pc.if_else(is_time, numbers, pa.scalar(None, pa.string())).cast(pa.uint64())
    milliseconds = pc.shift_right(counts, pa.scalar(16, pa.uint64())).cast(pa.int64())
    times = milliseconds.cast(pa.timestamp("ms", "UTC")).cast(_INSTANT)
    times = pc.if_else(pc.greater_equal(times, pa.scalar(SNOWFLAKES, _INSTANT)), times, pa.scalar(None, _INSTANT))
    found = [post_time(address) for address in addresses.filter(others).to_pylist()]
    return people, pc.replace_with_mask(times, others, pa.array(found, _INSTANT))


def _cut(addresses: pa.Array) -> tuple[pa.Array, pa.Array, pa.Array, pa.Array]:
    """Return which addresses are of the usual form, and of those the host, the name and the number."""
    parts = pc.split_pattern(addresses, "/")
    begins, counts = parts.offsets.to_numpy()[:-1], pc.list_value_length(parts).to_numpy()
    is_long = counts == _LONG
    can_be = (is_long | (counts == _SHORT)) & pc.starts_with(addresses, "https://").to_numpy(zero_copy_only=False)

    def part(place: Any) -> pa.Array:
        """Return the part at this place of each address that can be usual, null for the others."""
        return parts.values.take(pa.array(begins + place, pa.int64(), mask=~can_be))

    hosts, names, numbers = part(2), part(np.where(is_long, 4, 3)), part(counts - 1)
    is_whole = pc.and_(pc.equal(part(3), "users"), pc.equal(part(np.where(is_long, 5, 0)), "statuses"))
    is_short = pa.array(~is_long)
    fits = pc.if_else(is_short, pc.starts_with(names, "@"), is_whole)
    names = replaced(names, pc.and_(is_short, pa.array(can_be)), lambda name: name[1:])
    for test in (
        pc.match_substring_regex(names, r"^[A-Za-z0-9_.\-]+$"),
        pc.less_equal(pc.binary_length(names), _LONGEST_NAME),
        pc.match_substring_regex(numbers, "^[0-9]{1,30}$"),
        each(hosts, lambda host: _HOST.fullmatch(host) is not None, pa.bool_()),
    ):
        fits = pc.and_(fits, test)
    return pc.fill_null(fits, False), hosts, names, numbers
