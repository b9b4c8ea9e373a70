"""From rows of an edge list to columns of the canonical tables."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final
from zlib import crc32

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kithkin.model.ids import account_id
from kithkin.model.source import Batch, Member
from kithkin.sources._edge_layout import Form
from kithkin.sources._edge_rows import Chunk

Numbers = np.ndarray[Any, np.dtype[np.int64]]
Hashes = np.ndarray[Any, np.dtype[np.uint64]]

#: How exports call the kinds; any other word is kept as it is, in lower case.
KINDS: Final[Mapping[str, str]] = {
    "rt": "repost", "retweet": "repost", "boost": "repost", "reblog": "repost", "announce": "repost", "share": "repost",
    "re": "reply", "replied": "reply", "answer": "reply", "mt": "mention", "at": "mention",
    "favourite": "like", "favorite": "like", "fav": "like", "heart": "like", "qt": "quote", "react": "reaction",
    "msg": "message", "dm": "message", "mail": "message", "email": "message", "e-mail": "message",
}  # fmt: skip

#: A column with more words than this does not hold kinds.
MOST_KINDS: Final = 100


class End(msgspec.Struct, frozen=True):
    """One end of each row: the distinct accounts with their ids and numbers, and which of them it is."""

    ids: pa.Array
    numbers: Numbers
    places: Any

    def chosen(self, mask: Any) -> End:
        """Return the end of some rows."""
        return End(self.ids, self.numbers, self.places[mask])

    def column(self, ids: pa.Array | None = None) -> pa.Array:
        """Return the id of each row, or what `ids` holds in its stead."""
        return (self.ids if ids is None else ids).take(pa.array(self.places))


class Accounts:
    """The accounts met so far: the number of each, by the key that the table gives it."""

    def __init__(self, network: str, me: tuple[str, ...] = ()) -> None:
        self.network = network
        self.me = frozenset(name if name.startswith(f"{network}:") else account_id(network, name) for name in me)
        self._numbers: dict[str, int] = {}

    def met(self, keys: pa.Array) -> tuple[End, list[str]]:
        """Return the accounts that a column of keys names, and the ids that are new."""
        coded = keys.dictionary_encode()
        prefix, distinct = f"{self.network}:", coded.dictionary
        ids = pc.if_else(pc.starts_with(distinct, prefix), distinct, pc.binary_join_element_wise(prefix, distinct, ""))
        names, known, before = ids.to_numpy(zero_copy_only=False), self._numbers, len(self._numbers)
        numbers = np.array([known.setdefault(name, len(known)) for name in names], np.int64)
        new = list(dict.fromkeys(names[numbers >= before]))
        return End(ids, numbers, coded.indices.to_numpy()), new

    def columns(self, new: list[str]) -> dict[str, Any]:
        """Return the columns of `accounts` for new ids."""
        columns: dict[str, Any] = {"account_id": new, "network": [self.network] * len(new)}
        if self.me:
            columns["is_self"] = [True if key in self.me else None for key in new]
        return columns


class Repeats:
    """Counts equal rows across chunks, to tell apart events that the table cannot.

    Of each row a 64-bit hash is kept (8 bytes), in order. Two different rows of one hash would only count each
    other, never share an id.
    """

    def __init__(self) -> None:
        self._hashes: Hashes = np.zeros(0, dtype=np.uint64)

    def ordinals(self, hashes: Hashes) -> Numbers:
        """Return how many equal rows came before each."""
        ordered = np.sort(hashes)
        # What is put before the first differs from it, so the first begins a run of equals too.
        starts = np.flatnonzero(np.diff(ordered, prepend=~ordered[:1]))
        distinct, sizes = ordered[starts], np.diff(starts, append=len(ordered))
        places = np.searchsorted(self._hashes, distinct)
        known = np.zeros(len(distinct), dtype=bool)
        inside = places < len(self._hashes)
        known[inside] = self._hashes[places[inside]] == distinct[inside]
        before = np.zeros(len(distinct), dtype=np.int64)
        before[known] = np.searchsorted(self._hashes, distinct[known], side="right") - places[known]
        self._hashes = np.insert(self._hashes, np.repeat(places, sizes), ordered)
        result = np.zeros(len(hashes), dtype=np.int64)
        again = known | (sizes > 1)
        if again.any():
            rows = np.flatnonzero(np.isin(hashes, distinct[again]))
            order, sizes = rows[np.argsort(hashes[rows], kind="stable")], sizes[again]
            result[order] = np.arange(len(order)) - np.repeat(np.cumsum(sizes) - sizes - before[again], sizes)
        return result


def hashes_of(*columns: Numbers) -> Hashes:
    """Return one well-mixed 64-bit number per row of whole numbers (the finaliser of splitmix64)."""
    mixed = np.zeros(len(columns[0]), dtype=np.uint64)
    for column in columns:
        mixed = (mixed + np.uint64(0x9E3779B97F4A7C15)) ^ column.astype(np.uint64)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mixed ^= mixed >> np.uint64(31)
    return mixed


class Columns:
    """Makes the batches of one member."""

    def __init__(
        self, member: Member, form: Form, network: str, me: tuple[str, ...], observed_at: datetime | None
    ) -> None:
        self.member = member
        self.form = form
        self.accounts = Accounts(network, me)
        self.repeats = Repeats()
        self.kinds: set[str] = set()
        self.observed_at = observed_at

    def batch(self, chunk: Chunk) -> tuple[Batch, int, int]:
        """Return the batch, how many rows led from an account to itself, and how many were of one kind too many."""
        actors, new = self.accounts.met(chunk.actors)
        targets, newer = self.accounts.met(chunk.targets)
        kinds, fits = self._kinds(chunk)
        other = actors.numbers[actors.places] != targets.numbers[targets.places]
        chosen = other & fits
        times = self._times(chunk, chosen)
        ends = actors.chosen(chosen), targets.chosen(chosen)
        kinds = kinds.filter(pa.array(chosen))
        table = (
            self._follows(*ends, kinds, times) if self.form == "follows" else self._interactions(*ends, kinds, times)
        )
        tables: dict[str, Any] = {"accounts": self.accounts.columns(new + newer), self.form: table}
        used = int(chosen.sum())
        return Batch(self.member.name, used, tables), int((~other).sum()), int((other & ~fits).sum())

    def _kinds(self, chunk: Chunk) -> tuple[pa.Array, Any]:
        """Return the kind of each row in our words, and whether it is one of the first hundred."""
        if self.form == "follows" or chunk.kinds is None:
            kind = "follow" if self.form == "follows" else "message"
            self.kinds.add(kind)
            return pa.repeat(pa.scalar(kind), len(chunk.actors)), np.ones(len(chunk.actors), dtype=bool)
        coded = chunk.kinds.dictionary_encode()
        words = [KINDS.get(word.casefold(), word.casefold()) for word in coded.dictionary.to_pylist()]
        for word in words:
            if len(self.kinds) < MOST_KINDS:
                self.kinds.add(word)
        fits = np.array([word in self.kinds for word in words], dtype=bool)
        places = coded.indices
        return pa.array(words, pa.string()).take(places), fits[places.to_numpy()]

    def _times(self, chunk: Chunk, chosen: Any) -> tuple[pa.Array, pa.Array, pa.Array, str]:
        """Return the columns of the instant: exact, a whole day, or some time before the file was written."""
        if chunk.times is None:
            size = int(chosen.sum())
            until = pa.scalar(
                at.astimezone(UTC).replace(tzinfo=None) if (at := self.observed_at) else None, pa.timestamp("us")
            )
            nothing = pa.nulls(size, pa.timestamp("us"))
            return nothing, nothing, pa.repeat(until, size), "observed"
        micros, is_day = chunk.times.micros[chosen], chunk.times.is_day[chosen]
        exact = pa.array(micros, mask=is_day if is_day.any() else None)
        return exact, pa.array(micros), pa.array(chunk.times.latest[chosen]), "read"

    def _follows(self, actors: End, targets: End, kinds: pa.Array, times: tuple[Any, ...]) -> dict[str, Any]:
        network = pa.repeat(pa.scalar(self.accounts.network), len(kinds))
        return {
            "follower_id": actors.column(),
            "followed_id": targets.column(),
            "network": network,
            "kind": kinds,
            **_instant("followed_at", times),
        }

    def _interactions(self, actors: End, targets: End, kinds: pa.Array, times: tuple[Any, ...]) -> dict[str, Any]:
        earliest, size = times[1], len(kinds)
        is_timed = pa.types.is_integer(earliest.type)
        micros = earliest.to_numpy() if is_timed else np.zeros(size, dtype=np.int64)
        kind_numbers = pc.index_in(kinds, pa.array(sorted(self.kinds), pa.string())).to_numpy(zero_copy_only=False)
        # The number of a kind may shift as kinds are met; its word's own hash does not.
        words = np.array([crc32(word.encode()) for word in sorted(self.kinds)], dtype=np.int64)
        numbers = (end.numbers[end.places] for end in (actors, targets))
        ordinals = self.repeats.ordinals(hashes_of(*numbers, words[kind_numbers], micros))
        keys = targets.column(pc.utf8_slice_codeunits(targets.ids, len(self.accounts.network) + 1))
        stamps = earliest.cast(pa.string()) if is_timed else ""
        repeats = pa.array(ordinals).cast(pa.string()) if ordinals.any() else "0"
        actor_ids = actors.column()
        ids = pc.binary_join_element_wise(actor_ids, ">", keys, ":", kinds, ":", stamps, ":", repeats, "")
        return {
            "interaction_id": ids, "network": pa.repeat(pa.scalar(self.accounts.network), size),
            "actor_id": actor_ids, "target_id": targets.column(), "kind": kinds, **_instant("happened_at", times),
        }  # fmt: skip


def _instant(name: str, times: tuple[Any, ...]) -> dict[str, Any]:
    exact, earliest, latest, basis = times
    basis_column = pa.repeat(pa.scalar(basis), len(latest))
    return {name: exact, f"{name}_earliest": earliest, f"{name}_latest": latest, f"{name}_basis": basis_column}
