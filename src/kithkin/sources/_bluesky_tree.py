"""The tree of a Bluesky repository, kept small: which keys, `collection/rkey`, name which block.

Some twenty bytes are kept for each record, in plain arrays: eight of the content id of its block, the number of its
collection, and its key in there. Nearly all of those are TIDs, whose thirteen characters are a number of 64 bits.
The nodes may come in any order; when all were seen, the tree is followed from its root, level by level.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec
import numpy as np

from kithkin.sources._bluesky_times import tid_numbers, tid_texts

_KEY: Final = re.compile(rb"[A-Za-z0-9.-]{1,317}/[A-Za-z0-9._:~-]{1,512}")

#: Keys that are packed, or made texts again, at once.
_TOGETHER: Final = 8_192


def short(cid: bytes) -> int:
    """Return eight bytes of the digest in a content id as a number: enough to tell the blocks of a file apart."""
    return int.from_bytes(cid[4:12])


def _shorts(cids: Sequence[bytes]) -> Any:
    """Return the same of many content ids."""
    return np.frombuffer(b"".join([cid[4:12].rjust(8, b"\0") for cid in cids]), ">u8").astype(np.uint64)


class Names(msgspec.Struct):
    """The keys as they come: of each twice the number of its collection, and the number that its rest is as a TID.

    Where the rest is no TID, the first is one more, and the second tells which of `others` it is; those stand one after
    another, each up to one of `ends`.
    """

    collections: dict[bytes, int] = {}
    kinds: array[int] = msgspec.field(default_factory=lambda: array("I"))
    numbers: array[int] = msgspec.field(default_factory=lambda: array("Q"))
    others: bytearray = msgspec.field(default_factory=bytearray)
    ends: array[int] = msgspec.field(default_factory=lambda: array("Q"))

    def add(self, keys: Sequence[bytes]) -> None:
        """Take in some keys."""
        import pyarrow as pa

        parts, known = [key.partition(b"/") for key in keys], self.collections
        kinds = np.array([known.setdefault(name, 2 * len(known)) for name, _, _ in parts], np.uint32)
        numbers, is_tid = tid_numbers(pa.array([rest for _, _, rest in parts], pa.binary()))
        for place in np.flatnonzero(~is_tid).tolist():
            numbers[place] = len(self.ends)
            self.others += parts[place][2]
            self.ends.append(len(self.others))
        self.kinds.frombytes((kinds + ~is_tid).astype(np.uint32).tobytes())
        self.numbers.frombytes(numbers.tobytes())


class Keys:
    """The keys of all records, by the blocks that hold them; what was taken once is gone."""

    def __init__(self, names: Names, records: Any, is_there: Any) -> None:
        order = np.argsort(records, kind="stable")
        order = order[is_there[order]].astype(np.min_scalar_type(len(records)))
        self._records = records[order]
        self._is_taken = np.zeros(len(order), bool)
        kinds = np.frombuffer(names.kinds, np.uint32)
        self._kinds = kinds.astype(np.min_scalar_type(2 * len(names.collections)))[order]
        self._numbers = np.frombuffer(names.numbers, np.uint64)[order]
        self._collections = [collection.decode() for collection in names.collections]
        self._others, self._ends = names.others, names.ends

    def take(self, cids: Sequence[bytes]) -> Iterator[tuple[int, str, str]]:
        """Yield the place of each of these blocks that holds a record that was not taken yet, with the record's key.

        A key is a collection and what tells the record apart in it.
        """
        wanted = _shorts(cids)
        first, last = (np.searchsorted(self._records, wanted, side) for side in ("left", "right"))
        sizes = last - first
        of_block = np.repeat(np.arange(len(sizes)), sizes)
        rows = np.arange(len(of_block)) + (first - np.cumsum(sizes) + sizes)[of_block]
        is_fresh = np.zeros(len(rows), bool)
        is_fresh[np.unique(rows, return_index=True)[1]] = True  # a block may come twice
        is_fresh &= ~self._is_taken[rows]
        self._is_taken[rows] = True
        collections, keys = self._named(rows[is_fresh])
        return zip(of_block[is_fresh].tolist(), collections, keys, strict=True)

    def _named(self, rows: Any) -> tuple[list[str], list[str]]:
        """Return the collections of these rows, and their keys in there."""
        kinds, numbers = self._kinds[rows], self._numbers[rows]
        keys = tid_texts(numbers)
        for place in np.flatnonzero(kinds & 1).tolist():
            number = int(numbers[place])
            start = self._ends[number - 1] if number else 0
            keys[place] = self._others[start : self._ends[number]].decode()
        return [self._collections[kind] for kind in (kinds >> 1).tolist()], keys

    def left(self) -> int:
        """Return how many keys were not taken."""
        return len(self._is_taken) - int(self._is_taken.sum())

    def __iter__(self) -> Iterator[str]:
        for start in range(0, len(self._records), _TOGETHER):
            for collection, key in zip(*self._named(np.s_[start : start + _TOGETHER]), strict=True):
                yield f"{collection}/{key}"


NONE: Final = Keys(Names(), np.zeros(0, np.uint64), np.zeros(0, bool))


class Tree:
    """Collects the nodes of a tree as they come."""

    def __init__(self) -> None:
        self._names = Names()
        self._records, self._branches = array("Q"), array("Q")
        # Of each node: its id, how many records and branches it names, and whether it is damaged.
        self._nodes, self._named, self._branching, self._damaged = array("Q"), array("Q"), array("Q"), bytearray()
        # Keys and the content ids of their blocks that wait to be packed.
        self._keys, self._cids = list[bytes](), list[bytes]()

    def add(self, cid: bytes, node: Any) -> None:
        """Take in a node."""
        named, branching = len(self._keys), len(self._branches)
        self._nodes.append(short(cid))
        self._damaged.append(not self._is_read(node))
        self._named.append(len(self._keys) - named)
        self._branching.append(len(self._branches) - branching)
        if len(self._keys) >= _TOGETHER:
            self._pack()

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
            self._keys.append(key)
            self._cids.append(entry["v"])
            if isinstance(entry.get("t"), bytes):
                self._branches.append(short(entry["t"]))
        return True

    def _pack(self) -> None:
        self._names.add(self._keys)
        self._records.frombytes(_shorts(self._cids).tobytes())
        self._keys.clear()
        self._cids.clear()

    def keys(self, root: bytes) -> tuple[Keys, int]:
        """Return the keys that can be reached from the root, and how many branches are missing or damaged."""
        self._pack()
        is_met, lost = self._met(short(root))
        lost += int(np.frombuffer(self._damaged, np.uint8)[is_met].sum())
        is_there = np.repeat(is_met, np.frombuffer(self._named, np.uint64).astype(np.int64))
        return Keys(self._names, np.frombuffer(self._records, np.uint64), is_there), lost

    def _met(self, root: int) -> tuple[Any, int]:
        """Return which nodes can be reached, and how many branches lead to none or to one that was met before."""
        nodes, branches = np.frombuffer(self._nodes, np.uint64), np.frombuffer(self._branches, np.uint64)
        order = np.argsort(nodes, kind="stable")
        branching = np.frombuffer(self._branching, np.uint64).astype(np.int64)
        ends = np.cumsum(branching)
        is_met, lost, level = np.zeros(len(nodes), bool), 0, np.array([root], np.uint64)
        while len(level):
            places = np.searchsorted(nodes, level, sorter=order)
            found = order[places[places < len(nodes)]]
            found = found[nodes[found] == level[places < len(nodes)]]
            new = np.unique(found[~is_met[found]])
            lost += len(level) - len(new)
            is_met[new] = True
            sizes = branching[new]
            level = branches[np.repeat(ends[new] - np.cumsum(sizes), sizes) + np.arange(sizes.sum())]
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
