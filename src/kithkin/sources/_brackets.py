"""Where the items of a JSON list end, found by counting brackets outside of strings, whatever the layout."""

from __future__ import annotations

from typing import Any

#: Bytes looked at together: enough for speed, few enough that a long item needs little memory.
_PIECE = 4 << 20
#: Longer runs of backslashes than this are rare and counted one by one.
_SHORT_RUN = 64
_OPEN, _CLOSE, _QUOTE, _COMMA, _BACKSLASH = b"[{", b"]}", ord('"'), ord(","), ord("\\")


def boundaries(data: bytes) -> tuple[list[int], int | None]:
    """Return the commas between the items of a list whose opening bracket lies before `data`, and its end.

    The end is None where it does not lie in `data`. Only strings and brackets are looked at.
    """
    import numpy as np

    is_mark, step = np.zeros(256, bool), np.zeros(256, np.int64)
    is_mark[list(_OPEN + _CLOSE + b'",')] = True
    step[list(_OPEN)], step[list(_CLOSE)] = 1, -1
    octets = np.frombuffer(data, np.uint8)
    commas: list[int] = []
    quote_count = depth = 0
    for start in range(0, len(octets), _PIECE):
        places = np.flatnonzero(is_mark[octets[start : start + _PIECE]]) + start
        is_quote = octets[places] == _QUOTE
        is_quote[is_quote] = ~_escaped(octets, places[is_quote])
        quotes = quote_count + np.cumsum(is_quote)
        quote_count = int(quotes[-1]) if quotes.size else quote_count
        places = places[(quotes & 1 == 0) & (octets[places] != _QUOTE)]
        marks = octets[places]
        depths = depth + np.cumsum(step[marks])
        depth = int(depths[-1]) if depths.size else depth
        ends = np.flatnonzero(depths < 0)
        last = int(ends[0]) if ends.size else len(places)
        commas += places[:last][(marks[:last] == _COMMA) & (depths[:last] == 0)].tolist()
        if ends.size:
            return commas, int(places[last])
    return commas, None


def _escaped(octets: Any, quotes: Any) -> Any:
    """Return for each quote whether an odd number of backslashes stands before it."""
    import numpy as np

    is_escaped = np.zeros(len(quotes), bool)
    if not len(quotes):
        return is_escaped
    left = np.arange(len(quotes))
    for reach in range(1, _SHORT_RUN):
        left = left[(quotes[left] >= reach) & (octets[quotes[left] - reach] == _BACKSLASH)]
        is_escaped[left] ^= True
        if not left.size:
            return is_escaped
    data = octets[: int(quotes[left[-1]])].tobytes()
    for place in left.tolist():
        end = int(quotes[place])
        is_escaped[place] = (end - len(data[:end].rstrip(b"\\"))) % 2 == 1
    return is_escaped
