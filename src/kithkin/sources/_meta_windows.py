"""The long lists of a Facebook or Instagram export in windows: plain items become columns, thousands at once.

An item is plain where it has the one form that nearly all have and names one person at a time that can be. What is
not plain goes the long way of a `Reader`, which takes every form and says what is wrong. Both ways give the same rows,
and items are taken in as they stand in the file, one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Annotated, Any, Final

import msgspec
import pyarrow as pa

from kithkin.model.source import Archive, Batch, Columns, NotUsed, Yielded
from kithkin.sources._json import UNREADABLE, Bad, uncollected, value_of
from kithkin.sources._meta import BIRTH, HORIZON, seconds_of
from kithkin.sources._meta_export import DAY, Export, File
from kithkin.sources._meta_items import Reader, batches_of, read_bad, read_item

#: A whole second that can be the time of something; any other count needs a closer look.
Second = Annotated[int, msgspec.Meta(ge=seconds_of(BIRTH), lt=seconds_of(HORIZON))]

#: So many items are made columns at once.
_TOGETHER: Final = 10_000


class Plain:
    """What makes columns of the plain items of one list, whose ids begin with `front`.

    What an item says is a tuple: its key, its content (see `Export.once`), its second, and what else its rows take.
    """

    form: Any

    def __init__(self, export: Export, front: str) -> None:
        self.export, self.front = export, front
        self.latest = seconds_of(export.seen + DAY)
        self._ids: list[str] = []
        self._told: list[tuple[Any, ...]] = []

    def told(self, item: Any) -> tuple[Any, ...] | None:
        """Return what an item of the plain form says, None where it needs a closer look; nothing is noted yet."""
        raise NotImplementedError

    def meet(self, told: Sequence[tuple[Any, ...]]) -> None:
        """Note the accounts that items name."""
        raise NotImplementedError

    def columns(self, ids: pa.Array, seconds: list[int], *parts: Any) -> dict[str, Columns]:
        """Return the rows: of `parts` each is what all items say of one thing."""
        raise NotImplementedError

    def take(self, told: Sequence[tuple[Any, ...]]) -> int:
        """Take in what items say, in their order; return how many of them were not read before."""
        keys = [one[0] for one in told]
        ids: list[str | None] = [*keys]
        for place, key in self.export.each_once(keys, [one[1] for one in told]).items():
            ids[place] = key
        new = [one for one, key in zip(told, ids, strict=True) if key is not None]
        self.meet(new)
        self._told += new
        self._ids += [key for key in ids if key is not None]
        return len(new)

    def tables(self) -> dict[str, Columns]:
        """Return what was taken in as columns, and begin anew."""
        _, _, *parts = map(list, zip(*self._told, strict=True))
        ids = pa.array(self._ids)
        self._ids, self._told = [], []
        return self.columns(ids, *parts)


def same(count: int, **cells: str) -> dict[str, Any]:
    """Return columns of one cell each, again and again."""
    return {name: pa.repeat(cell, count) for name, cell in cells.items()}


def read_windows(
    export: Export, archive: Archive, file: File, plain: Plain, read: Reader, topics: Sequence[str]
) -> Iterator[Yielded]:
    """Yield what `read_list` yields, plain items many at once."""
    member, decode = file.member.name, msgspec.json.Decoder(plain.form).decode

    def told(raw: Any) -> Any:
        """Return what a plain item says; None for any other."""
        try:
            return plain.told(decode(raw)) if isinstance(raw, msgspec.Raw) else None
        except UNREADABLE:
            return None

    number = 0
    for batch in batches_of(archive, file.member, kind=msgspec.Raw):
        if isinstance(batch, Bad):
            number += batch.records
            yield read_bad(export, member, number, batch, topics)
            continue
        for start in range(0, len(batch), _TOGETHER):
            window = batch[start : start + _TOGETHER]
            with uncollected():
                found = list(map(told, window))
            done = used = 0
            others = [place for place, said in enumerate(found) if said is None]
            for place in chain(others, [len(window)]):
                used += plain.take(found[done:place]) if done < place else 0
                if place < len(window):
                    yield _closely(export, member, number + place + 1, window[place], read, topics)
                done = place + 1
            if used:
                yield Batch(member, used, plain.tables())
            if repeated := len(window) - len(others) - used:
                yield NotUsed(member, repeated)
            number += len(window)
    yield from export.doubts_of(member)


def _closely(export: Export, member: str, number: int, item: Any, read: Reader, topics: Sequence[str]) -> Yielded:
    """Return what an item is that is not plain."""
    value = value_of(item, f"item {number}") if isinstance(item, msgspec.Raw) else item
    if isinstance(value, Bad):
        return read_bad(export, member, number, value, topics)
    return read_item(export, member, number, value, read, topics)
