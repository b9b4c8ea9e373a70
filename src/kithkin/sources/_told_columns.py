"""Columns of texts that people wrote, as exports tell them line by line: ids, times, and what is usual.

Each gives what `Line.first` and the readers of single lines give; what they take for unusual is left to those.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kithkin.sources._columns import EPOCH, instants, micros, utc_times
from kithkin.sources._csv_blocks import Block

_ISO: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|\+00:00)$"
_INSTANT: Final = pa.timestamp("us", "UTC")


def within(start: str, texts: pa.Array, end: str = "") -> pa.Array:
    """Return texts with something in front and behind; null where a text is."""
    return pc.binary_join_element_wise(start, texts, end, "")


def found(texts: pa.Array, pattern: str) -> pa.Array:
    """Return what the group `found` of a pattern matches in each text, null where it matches nothing."""
    return pc.struct_field(pc.extract_regex(texts, pattern), "found")


def times(texts: pa.Array) -> tuple[Any, Any]:
    """Return microseconds since 1970, and which texts are in the two forms that nearly all exports write."""
    at, fits = utc_times(texts)
    if len(fits) and not fits.any():
        is_iso = pc.match_substring_regex(texts, _ISO)
        try:
            read = pc.if_else(is_iso, texts, pa.scalar(None, pa.string())).cast(_INSTANT)
        except pa.ArrowInvalid:  # no such day: each line says so for itself
            return at, fits
        fits = is_iso.to_numpy(zero_copy_only=False)
        at = pc.fill_null(read.cast(pa.int64()), 0).to_numpy()
    return at, fits


def newest(at: Any, fits: Any, limit: datetime) -> datetime | None:
    """Return the newest of the times that fit and are not past a limit."""
    chosen = at[fits & (at <= micros(limit))]
    return EPOCH + timedelta(microseconds=int(chosen.max())) if len(chosen) else None


def later(one: datetime | None, other: datetime | None) -> datetime | None:
    """Return the later of two instants of which one may not be known."""
    return max((at for at in (one, other) if at), default=None)


class Usual:
    """The records of a block that have what all of them should; the others are told apart by their numbers."""

    def __init__(self, block: Block, at: Any, fits: Any) -> None:
        self.block, self.unusual = block, np.flatnonzero(~fits).tolist()
        self._chosen = pa.array(np.flatnonzero(fits)) if self.unusual else None
        self.at = instants(at[fits])

    def __len__(self) -> int:
        return len(self.at)

    def first(self, *names: str) -> pa.Array:
        """Return of each of these records the first of these cells that is not empty."""
        texts = self.block.first(*names)
        return texts if self._chosen is None else texts.take(self._chosen)
