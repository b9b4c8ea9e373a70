"""Arrays behind `follow_order` and `follow_dating`: does a list keep the order of following, and what it dates.

Times are doubles (seconds since 1970). A list runs from the newest follow to the oldest, as exports have it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final, NamedTuple

DAY: Final = 86_400.0
#: Rows on either side of a place that are compared when a list is searched for splices.
WINDOW: Final = 60
SPLICE_SECONDS: Final = 365 * DAY
TRANSPLANT_SECONDS: Final = 90 * DAY
#: A list is dated only if a random order would show as many records less often than this.
GATE: Final = 1e-3
#: The smallest probability that is told apart from nought.
LEAST: Final = 1e-12
_ROOTS: Final = 1024
_EXACT: Final = 2000
_CHUNK: Final = 20_000


class Bounds(NamedTuple):
    """Of each row of a list, newest first: not before, about until, the middle, and spread evenly between records."""

    earliest: Any
    latest: Any
    middle: Any
    spread: Any
    is_dated: Any


def record_count(made: Any) -> int:
    """Return how many rows, from the oldest on, are of an account younger than all before.

    Examples
    --------
    >>> record_count([30.0, 40.0, 20.0, 10.0])
    3
    """
    import numpy as np

    oldest_first = np.asarray(made, dtype=float)[::-1]
    return len(np.unique(np.maximum.accumulate(oldest_first))) if len(oldest_first) else 0


def order_probability(n: int, records: int) -> float:
    """Return P(at least so many records) if the n rows stood in random order: Renyi's theorem, exact.

    The k-th row is a record with probability 1/k, independently of the others. The distribution is read off its
    generating function prod(1 + (z - 1) / k) on the unit circle; what is below 10^-12 is given as that.

    Examples
    --------
    Of three rows the six orders have 3, 2, 2, 2, 1 and 1 records:

    >>> round(order_probability(3, 2), 9), round(order_probability(3, 3), 9), order_probability(3, 1)
    (0.666666667, 0.166666667, 1.0)
    """
    import numpy as np

    if records <= 1:
        return 1.0
    if records > n or records >= _ROOTS // 2:
        return LEAST
    z = np.exp(2j * np.pi * np.arange(_ROOTS) / _ROOTS) - 1
    # The first row is always a record; leaving it out keeps every factor away from nought.
    logs = np.log1p(z[:, None] / np.arange(2, min(n, _EXACT) + 1)).sum(axis=1)
    if n > _EXACT:
        k = np.arange(_EXACT + 1, n + 1, dtype=float)
        logs += sum((-1) ** (j + 1) * z**j / j * (k**-j).sum() for j in range(1, 7))
    masses = np.fft.fft(np.exp(logs)).real / _ROOTS
    return float(min(1.0, max(LEAST, masses[records - 1 : _ROOTS // 2].sum())))


def blocks(made: Any, *, window: int = WINDOW, slack: float = SPLICE_SECONDS) -> list[tuple[int, int]]:
    """Return the stretches [from, until) within which a list, newest first, keeps its order.

    Platforms splice long lists of pieces in the wrong order. A list is cut where the fifth youngest of the next
    rows was made a year or more after the second youngest of the rows before. A false cut only loosens dates.
    """
    import numpy as np

    made = np.asarray(made, dtype=float)
    n = len(made)
    if n < 4 * window:
        return [(0, n)]
    fifth, second = _largest(made, window, 5), _largest(made, window, 2)
    places = np.arange(window, n - window)
    jumps = np.full(n, -np.inf)
    jumps[places] = fifth[places] - second[places - window]
    cuts = []
    while jumps[at := int(np.argmax(jumps))] >= slack:
        fresh = made > (second[at - window] + fifth[at]) / 2
        near = range(at - window, min(n, at + window))
        cuts.append(next((q for q in near if fresh[q] and fresh[q : q + window].sum() >= 3), at))
        jumps[max(0, at - 2 * window) : at + 2 * window] = -np.inf
    ends = [0, *sorted(set(cuts)), n]
    return [(a, b) for a, b in pairwise(ends) if b > a]


def _largest(made: Any, window: int, place: int) -> Any:
    """Return for each row the place-th largest of the window of rows that begins with it."""
    import numpy as np

    views = np.lib.stride_tricks.sliding_window_view(made, window)
    parts = [views[i : i + _CHUNK] for i in range(0, len(views), _CHUNK)]
    return np.concatenate([np.partition(part, window - place, axis=1)[:, window - place] for part in parts])


def transplanted(made: Any, slack: float = TRANSPLANT_SECONDS) -> Any:
    """Return which rows of one block, oldest first, are far too young for their place.

    An account that was made again under its old name keeps its old place. A row is left out of the running
    maximum if its account is 90 days younger than each of the next rows; in a sparse list that may cost a true
    record, which only loosens dates.
    """
    import numpy as np

    made = np.asarray(made, dtype=float)
    n = len(made)
    bad = np.zeros(n, bool)
    reach = int(max(30, min(n // 4, 3 * n / max(1, record_count(made[::-1])))))
    while (place := _too_young(np.where(bad, -np.inf, made), reach, slack)) is not None:
        bad[place] = True
    return bad


def _too_young(made: Any, reach: int, slack: float) -> int | None:
    """Return the youngest record that is too young for its place, or None."""
    import numpy as np

    highest = np.maximum.accumulate(made)
    for place in np.append(0, 1 + np.flatnonzero(highest[1:] > highest[:-1]))[::-1]:
        following = made[place + 1 : place + 1 + reach]
        known = following > -np.inf
        if known.sum() >= reach // 2 and made[place] - following.max() > slack:
            return int(place)
    return None


def bounds(made: Any, end: float) -> Bounds:
    """Return between which instants each row's follow lies, newest first; `end` is when the list was made.

    L = the youngest account among the rows that are at least as old; the next records above it are r1 < r2 < r3.
    The follow lies between L (sure) and r3 (for nineteen rows in twenty; a list has no sure upper bound).
    """
    import numpy as np

    made = np.asarray(made, dtype=float)
    n = len(made)
    columns = [np.full(n, np.nan) for _ in range(4)]
    for start, stop in _known_blocks(made):
        found = _block(made[start:stop][::-1], end)
        for column, values in zip(columns, found, strict=True):
            column[start:stop] = values[::-1]
    earliest, latest, middle, spread = columns
    return Bounds(earliest, latest, middle, spread, ~np.isnan(earliest))


def _known_blocks(made: Any) -> list[tuple[int, int]]:
    """Return the blocks of a list of which some rows' accounts bear no time: found on those that do."""
    import numpy as np

    known = np.flatnonzero(~np.isnan(made))
    if not len(known):
        return [(0, len(made))]
    starts = [0 if a == 0 else int(known[a]) for a, _ in blocks(made[known])]
    return list(zip(starts, [*starts[1:], len(made)], strict=True))


def _block(made: Any, end: float) -> tuple[Any, Any, Any, Any]:
    """Return L, r3, the middle of L and r1, and L + (r1 - L) j/n, for one block, oldest first."""
    import numpy as np

    known = np.flatnonzero(~np.isnan(made))
    usable = np.full(len(made), -np.inf)
    usable[known] = np.where(transplanted(made[known]), -np.inf, made[known]) if len(known) else []
    lower = np.minimum(np.maximum.accumulate(usable), end)
    records = np.unique(lower[lower > -np.inf])
    ahead = np.append(records, [end, end, end])
    place = np.searchsorted(records, lower)
    is_dated = lower > -np.inf
    place = np.where(is_dated, place, 0)
    first, third = ahead[np.minimum(place + 1, len(ahead) - 1)], ahead[np.minimum(place + 3, len(ahead) - 1)]
    group_start = np.searchsorted(lower, lower, side="left")
    size = np.searchsorted(lower, lower, side="right") - group_start
    rank = np.arange(len(lower)) - group_start
    low = np.where(is_dated, lower, np.nan)
    return low, np.where(is_dated, third, np.nan), (low + first) / 2, low + (first - low) * rank / size
