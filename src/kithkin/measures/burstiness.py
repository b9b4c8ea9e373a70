"""The measure `burstiness`: whether contact comes in bursts, at random or like a clock."""

from __future__ import annotations

from typing import Any

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "alter_id"),
    columns=(
        Column("event_count", "integer", "different instants of contact", "instants", bounds=(3, None)),
        Column("burstiness", "double", "-1 = like a clock, 0 = at random, towards 1 = in bursts", bounds=(-1, 1)),
        Column("burstiness_corrected", "double", "the same, corrected for few events", bounds=(-1, 1)),
    ),
    source="Goh & Barabasi (2008), equation 1; Kim & Jo (2016), equation 22",
    by=("ego_id",),
)
def burstiness(contact_times: Any) -> Any:
    """Return how unevenly contact between an ego and an alter is spread over time.

    With r = standard deviation / mean of the n times between contacts: burstiness = (r - 1) / (r + 1), and
    corrected for few events (sqrt(n + 1) r - sqrt(n - 1)) / ((sqrt(n + 1) - 2) r + sqrt(n - 1)).

    Parameters
    ----------
    contact_times : ego_id, alter_id, happened_at

    Returns
    -------
    One row per ego and alter: event_count (3 or more), burstiness and burstiness_corrected (-1 to 1).

    Notes
    -----
    Absent for pairs with fewer than three different instants of contact. Never null. Zero: as uneven as chance.
    It does not say how much contact there is, nor who began it; daily rhythm alone makes it rise.

    References
    ----------
    Goh, K.-I. & Barabasi, A.-L. (2008). Burstiness and memory in complex systems. EPL 81, 48002, equation 1.
    Kim, E.-K. & Jo, H.-H. (2016). Measuring burstiness for finite event sequences. Physical Review E 94,
    032311, equation 22; its n is taken as the number of times between events, so that the greatest value is 1.

    Examples
    --------
    Every second day with Ann, like a clock; with Bob a burst after a silence:

    >>> answer(burstiness, show="alter_id event_count burstiness burstiness_corrected", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', interactions='''
    ...     actor_id target_id kind happened_at
    ...     x:ann    self      like 2024-01-01
    ...     x:ann    self      like 2024-01-03
    ...     self     x:ann     like 2024-01-05
    ...     x:bob    self      like 2024-01-01
    ...     x:bob    self      like 2024-01-04
    ...     x:bob    self      like 2024-01-05
    ... ''')
    [('x:ann', 3, -1.0, -1.0), ('x:bob', 3, -0.3333, -0.1547)]
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    # Sorting numbers that stand for names is several times faster than sorting the names.
    names = [contact_times[name].combine_chunks().dictionary_encode() for name in ("ego_id", "alter_id")]
    egos, alters = (name.indices.to_numpy(zero_copy_only=False).astype("int64") for name in names)
    pairs = egos * (len(names[1].dictionary) + 1) + alters
    instants = pc.cast(contact_times["happened_at"], pa.timestamp("us")).to_numpy().astype("int64")
    order = np.lexsort((instants, pairs))
    pairs, instants = pairs[order], instants[order]
    is_first = np.ones(len(instants), dtype=bool)
    is_first[1:] = pairs[1:] != pairs[:-1]
    starts = np.flatnonzero(is_first)
    events = np.diff(np.append(starts, len(instants)))
    n = np.maximum(events - 1, 1).astype(float)
    gaps = np.diff(instants, prepend=instants[:1]).astype(float)
    gaps[is_first] = 0.0
    pair = np.cumsum(is_first) - 1
    mean = np.bincount(pair, gaps, len(starts)) / n
    spread = np.where(is_first, 0.0, gaps - mean[pair]) ** 2
    kept = events >= 3
    n, mean, variance = n[kept], mean[kept], (np.bincount(pair, spread, len(starts)) / n)[kept]
    r = np.sqrt(variance) / mean
    corrected = (np.sqrt(n + 1) * r - np.sqrt(n - 1)) / ((np.sqrt(n + 1) - 2) * r + np.sqrt(n - 1))
    rows = pa.array(order[starts[kept]])
    return pa.table(
        {
            "ego_id": contact_times["ego_id"].take(rows),
            "alter_id": contact_times["alter_id"].take(rows),
            "event_count": pa.array(events[kept].astype("int64")),
            "burstiness": pa.array((r - 1) / (r + 1)),
            "burstiness_corrected": pa.array(np.clip(corrected, -1.0, 1.0)),
        }
    )
