"""Friends, followers, requests and removed friends of a Facebook export as whole columns, a window of a list at a time.

An entry is plain where it has a name and a time; a window with any other goes the long way of `_facebook_ties`, which
takes every form and says what is wrong. Both ways give the same rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress, repeat
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kithkin.model.ids import name_id
from kithkin.model.source import Batch, Columns, NotUsed
from kithkin.sources._columns import exactly, instants, replaced, stripped
from kithkin.sources._facebook_activity import NETWORK
from kithkin.sources._facebook_ties import ONE_NAME
from kithkin.sources._marks import marks_of
from kithkin.sources._meta import digest, plain, repaired
from kithkin.sources._meta_export import Export
from kithkin.sources._meta_items import AtOnce
from kithkin.sources._meta_threads import NOBODY
from kithkin.sources._meta_times import are_true, moments


class _Alters(msgspec.Struct):
    """Whom the entries of a window name and when, in microseconds; those that were read before are left out."""

    ids: list[str]
    at: Any
    accounts: Columns
    again: int

    def read(self, member: str, table: str, columns: Columns, used: int) -> list[Batch | NotUsed]:
        """Return the rows, and how many entries are not used."""
        batch = Batch(member, used, {"accounts": self.accounts, table: columns})
        left = self.again + len(self.ids) - used
        return [batch, NotUsed(member, left)] if left else [batch]


class TieColumns(msgspec.Struct):
    """Reads windows of the lists of people of one export."""

    export: Export

    def tie(self, kind: str, *, is_in: bool) -> AtOnce:
        """Return what reads a list of standing ties of this kind, towards the owner (`is_in`) or from them."""
        direction = "in" if is_in else "out"
        topic = f"{kind} {direction}"

        def read(member: str, items: list[Any]) -> Sequence[Batch | NotUsed] | None:
            if (found := self._alters(items, topic)) is None:
                return None
            self.export.standing.add_all(marks_of(zip(repeat(topic), found.ids, strict=False)))
            columns = self._ends("follower_id", "followed_id", found.ids, is_in=is_in) | {
                "kind": pa.repeat(kind, len(found.ids)),
                "list_position": pa.array(self.export.spans["follows", kind, direction].add_all(found.at)),
            }
            return found.read(member, "follows", columns | exactly("followed_at", instants(found.at)), len(found.ids))

        return read

    def ended(self, kind: str, *, is_in: bool) -> AtOnce:
        """Return what reads a list of ties that ended; one that stands again is not used."""
        topic = f"{kind} {'in' if is_in else 'out'}"

        def read(member: str, items: list[Any]) -> Sequence[Batch | NotUsed] | None:
            if (found := self._alters(items, f"{topic} ended")) is None:
                return None
            is_gone = ~self.export.standing.met(marks_of(zip(repeat(topic), found.ids, strict=False)))
            at = instants(found.at[is_gone])
            ids = list(compress(found.ids, is_gone))
            columns = self._ends("follower_id", "followed_id", ids, is_in=is_in) | {
                "kind": pa.repeat(kind, len(ids)),
                "followed_at": (unknown := pa.nulls(len(ids), at.type)),
                "followed_at_earliest": unknown,
                "followed_at_latest": at,
                "followed_at_basis": pa.repeat("inferred", len(ids)),
            }
            return found.read(member, "follows", columns | exactly("ended_at", at), len(ids))

        return read

    def request(self, state: str, *, is_in: bool) -> AtOnce:
        """Return what reads a list of friend requests in this state."""
        direction = "in" if is_in else "out"
        front = f"{NETWORK}:request:{self.export.me}:{direction}:"

        def read(member: str, items: list[Any]) -> Sequence[Batch | NotUsed] | None:
            if (found := self._alters(items, f"request {direction}")) is None:
                return None
            seconds, count = (found.at // 1_000_000).tolist(), len(found.ids)
            columns = self._ends("from_id", "to_id", found.ids, is_in=is_in) | {
                "request_id": [f"{front}{digest(one)}:{at}" for one, at in zip(found.ids, seconds, strict=True)],
                "kind": pa.repeat("friend", count),
                "state": pa.repeat(state, count),
            }
            return found.read(member, "requests", columns | exactly("requested_at", instants(found.at)), count)

        return read

    def _ends(self, begin: str, end: str, ids: list[str], *, is_in: bool) -> dict[str, Any]:
        owner = pa.repeat(self.export.owner, len(ids))
        return {begin: ids if is_in else owner, end: owner if is_in else ids, "network": pa.repeat(NETWORK, len(ids))}

    def _alters(self, items: list[Any], topic: str) -> _Alters | None:
        """Return whom entries name, or None where one of them needs a closer look; names are told apart as there."""
        try:
            texts = pa.array([item["name"] for item in items], pa.string())
            stamps = [item["timestamp"] for item in items]
        except (KeyError, TypeError, pa.ArrowException, UnicodeEncodeError):
            return None
        if set(map(type, stamps)) != {int} or texts.null_count:
            return None
        at, is_time = moments(stamps)
        names = stripped(replaced(texts, pc.invert(pc.string_is_ascii(texts)), repaired))
        spelled = _plain_names(names)
        odd = pc.is_in(spelled, pa.array(sorted(NOBODY | self.export.owner_names)))
        if not are_true(at, is_time, self.export.seen) or pc.any(odd).as_py():
            return None
        ids = pc.binary_join_element_wise(f"{NETWORK}:name:", spelled, "#", "").to_pylist()
        if self.export.owner in ids:
            return None
        keys = pc.binary_join_element_wise(f"{topic}:", spelled, "").to_pylist()
        again = self.export.each_once(keys, pa.array(at // 1_000_000).cast(pa.string()).to_pylist())
        for place, key in again.items():
            if key is not None:
                self.export.doubts[ONE_NAME] += 1
                number = key.removeprefix(keys[place]).lstrip(":")
                ids[place] = name_id(NETWORK, f"{names[place].as_py()} {number}")
        is_new = np.ones(len(ids), bool)
        is_new[[place for place, key in again.items() if key is None]] = False
        ids, names = list(compress(ids, is_new)), names.filter(is_new)
        accounts = self.export.meet_all(NETWORK, ids, "name", names)
        return _Alters(ids, at[is_new], accounts, len(items) - len(ids))


def _plain_names(texts: pa.Array) -> pa.Array:
    """Return names as they are compared; all but printable ASCII with single blanks needs a closer look."""
    return pc.ascii_lower(replaced(texts, pc.match_substring_regex(texts, "[^!-~ ]|  "), plain))
