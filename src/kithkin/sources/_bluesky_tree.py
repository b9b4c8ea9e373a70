"""The tree of a Bluesky repository, kept small: which keys, `collection/rkey`, name which block.

Some forty bytes are kept for each record, in plain arrays: the number of its collection, its key in there, and eight
bytes of the content id of its block.
The nodes may come in any order; when all were seen, the tree is followed from its root, level by level.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final

import msgspec
import numpy as np

_KEY: Final = re.compile(rb"[A-Za-z0-9.-]{1,317}/[A-Za-z0-9._:~-]{1,512}")

#: Keys that are put together from their parts at once.
_TOGETHER: Final = 8_192


def short(cid: bytes) -> int:
    """Return eight bytes of the digest in a content id as a number: enough to tell the blocks of a file apart."""
    return int.from_bytes(cid[4:12])


class Names(msgspec.Struct):
    """The keys as they come: of each the number of its collection, and where in `text` the rest of it ends."""

    collections: dict[bytes, int] = {}
    numbers: array[int] = msgspec.field(default_factory=lambda: array("I"))
    text: bytearray = msgspec.field(default_factory=bytearray)
    ends: array[int] = msgspec.field(default_factory=lambda: array("Q"))

    def add(self, key: bytes) -> None:
        """Take in one key."""
        collection, _, rest = key.partition(b"/")
        self.numbers.append(self.collections.setdefault(collection, len(self.collections)))
        self.text += rest
        self.ends.append(len(self.text))


class Keys:
    """The keys of all records, by the blocks that hold them; what was taken once is gone."""

    def __init__(self, names: Names, records: Any, is_there: Any) -> None:
        places = np.flatnonzero(is_there)
        places = places[np.argsort(records[places], kind="stable")]
        self._records = records[places]
        self._is_taken = np.zeros(len(places), bool)
        # Numbers take the fewest bytes that hold the largest: mostly half of what they came with.
        self._places = places.astype(np.min_scalar_type(len(names.ends)))
        self._ends = np.array(names.ends, np.min_scalar_type(len(names.text)))
        self._text, self._numbers = names.text, names.numbers
        self._collections = [collection.decode() for collection in names.collections]

    def take(self, cids: Sequence[bytes]) -> list[list[str]]:
        """Return the keys of each of these blocks that were not taken yet, and take them."""
        wanted = np.array([short(cid) for cid in cids], np.uint64)
        first, last = (np.searchsorted(self._records, wanted, side) for side in ("left", "right"))
        sizes = last - first
        of_block = np.repeat(np.arange(len(sizes)), sizes)
        rows = np.arange(len(of_block)) + (first - np.cumsum(sizes) + sizes)[of_block]
        is_fresh = np.zeros(len(rows), bool)
        is_fresh[np.unique(rows, return_index=True)[1]] = True  # a block may come twice
        is_fresh &= ~self._is_taken[rows]
        self._is_taken[rows] = True
        keys = self._keys(self._places[rows[is_fresh]])
        counts = np.bincount(of_block[is_fresh], minlength=len(sizes))
        return [list(islice(keys, count)) for count in counts.tolist()]

    def _keys(self, places: Any) -> Iterator[str]:
        """Yield the keys at these places."""
        stops = self._ends[places].tolist()
        starts = np.where(places > 0, self._ends[np.maximum(places, 1) - 1], 0).tolist()
        for place, start, stop in zip(places.tolist(), starts, stops, strict=True):
            yield f"{self._collections[self._numbers[place]]}/{self._text[start:stop].decode()}"

    def left(self) -> int:
        """Return how many keys were not taken."""
        return len(self._is_taken) - int(self._is_taken.sum())

    def __iter__(self) -> Iterator[str]:
        for start in range(0, len(self._places), _TOGETHER):
            yield from self._keys(self._places[start : start + _TOGETHER])


NONE: Final = Keys(Names(), np.zeros(0, np.uint64), np.zeros(0, bool))


class Tree:
    """Collects the nodes of a tree as they come."""

    def __init__(self) -> None:
        self._names = Names()
        self._records, self._branches = array("Q"), array("Q")
        # Of each node: its id, how many records and branches it names, and whether it is damaged.
        self._nodes, self._named, self._branching, self._damaged = array("Q"), array("Q"), array("Q"), bytearray()

    def add(self, cid: bytes, node: Any) -> None:
        """Take in a node."""
        named, branching = len(self._records), len(self._branches)
        self._nodes.append(short(cid))
        self._damaged.append(not self._is_read(node))
        self._named.append(len(self._records) - named)
        self._branching.append(len(self._branches) - branching)

    def _is_read(self, node: Any) -> bool:
        """Note what a node names; return whether all of it could be read."""
        if not isinstance(node, dict) or not isinstance(node.get("e"), list):
            return False
        if isinstance(node.get("l"), bytes):
            self._branches.append(short(node["l"]))
        key = b""
        for entry in node["e"]:
            found = _key_of(entry, key)
            if found is None:
                return False
            key = found
            self._names.add(key)
            self._records.append(short(entry["v"]))
            if isinstance(entry.get("t"), bytes):
                self._branches.append(short(entry["t"]))
        return True

    def keys(self, root: bytes) -> tuple[Keys, int]:
        """Return the keys that can be reached from the root, and how many branches are missing or damaged."""
        is_met, lost = self._met(short(root))
        lost += int(np.frombuffer(self._damaged, np.uint8)[is_met].sum())
        is_there = np.repeat(is_met, np.frombuffer(self._named, np.uint64).astype(np.int64))
        return Keys(self._names, np.frombuffer(self._records, np.uint64), is_there), lost

    def _met(self, root: int) -> tuple[Any, int]:
        """Return which nodes can be reached, and how many branches lead to none or to one that was met before."""
        nodes, branches = np.frombuffer(self._nodes, np.uint64), np.frombuffer(self._branches, np.uint64)
        order = np.argsort(nodes, kind="stable")
        ends = np.cumsum(np.frombuffer(self._branching, np.uint64).astype(np.int64))
        is_met, lost, level = np.zeros(len(nodes), bool), 0, np.array([root], np.uint64)
        while len(level):
            places = np.searchsorted(nodes, level, sorter=order)
            found = order[places[places < len(nodes)]]
            found = found[nodes[found] == level[places < len(nodes)]]
            new = np.unique(found[~is_met[found]])
            lost += len(level) - len(new)
            is_met[new] = True
            level = np.concatenate([branches[ends[n - 1] if n else 0 : ends[n]] for n in new.tolist()] or [level[:0]])
        return is_met, lost


def _key_of(entry: Any, before: bytes) -> bytes | None:
    """Return the key that an entry of a node names, or None where it is none: a shared start of the key before, the rest."""
    if not isinstance(entry, dict) or not isinstance(entry.get("v"), bytes):
        return None
    shared, rest = entry.get("p"), entry.get("k")
    if not isinstance(shared, int) or not 0 <= shared <= len(before) or not isinstance(rest, bytes):
        return None
    key = before[:shared] + rest
    return key if _KEY.fullmatch(key) else None
