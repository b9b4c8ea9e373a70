"""Where the items of a JSON list end, found by counting brackets outside of strings, whatever the layout."""

from __future__ import annotations

from typing import Any

_OPEN, _CLOSE, _QUOTE, _COMMA, _BACKSLASH = b"[{", b"]}", ord('"'), ord(","), ord("\\")


def boundaries(data: bytes) -> tuple[list[int], int | None]:
    """Return the commas between the items of a list whose opening bracket lies before `data`, and its end.

    The end is None where it does not lie in `data`. Only strings and brackets are looked at.
    """
    import numpy as np

    octets = np.frombuffer(data, np.uint8)
    is_mark = np.zeros(256, bool)
    is_mark[list(_OPEN + _CLOSE + b'",')] = True
    places = np.flatnonzero(is_mark[octets])
    marks = octets[places]
    is_quote = marks == _QUOTE
    is_quote[is_quote] = ~_escaped(octets, places[is_quote])
    is_outside = (np.cumsum(is_quote) & 1 == 0) & (marks != _QUOTE)
    places, marks = places[is_outside], marks[is_outside]
    step = np.zeros(256, np.int64)
    step[list(_OPEN)], step[list(_CLOSE)] = 1, -1
    depth = np.cumsum(step[marks])
    ends = np.flatnonzero(depth < 0)
    last = int(ends[0]) if ends.size else len(places)
    commas = places[:last][(marks[:last] == _COMMA) & (depth[:last] == 0)]
    return commas.tolist(), int(places[last]) if ends.size else None


def _escaped(octets: Any, quotes: Any) -> Any:
    """Return for each quote whether an odd number of backslashes stands before it."""
    import numpy as np

    is_escaped = np.zeros(len(quotes), bool)
    if not len(quotes):
        return is_escaped
    # a run of backslashes is as long as the way from its last one back to the last other character
    others = np.flatnonzero(octets != _BACKSLASH) if _has_long_run(octets, quotes) else None
    if others is not None:
        before = np.searchsorted(others, quotes) - 1
        run = quotes - 1 - np.where(before >= 0, others[before], -1)
        return run % 2 == 1
    left = np.arange(len(quotes))
    reach = 1
    while left.size:
        left = left[(quotes[left] >= reach) & (octets[quotes[left] - reach] == _BACKSLASH)]
        is_escaped[left] ^= True
        reach += 1
    return is_escaped


def _has_long_run(octets: Any, quotes: Any) -> bool:
    """Return whether more than a few backslashes stand before some quote, which one step each would be slow for."""
    import numpy as np

    left = quotes
    for reach in range(1, 65):
        left = left[(left >= reach) & (octets[np.maximum(left - reach, 0)] == _BACKSLASH)]
        if not left.size:
            return False
    return True
