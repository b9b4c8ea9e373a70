"""The measure `exchange_history`: the months of a tie, from its first to its last, quiet ones included."""

from __future__ import annotations

from typing import Any

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "alter_id", "month_on"),
    columns=(
        Column("theirs_count", "integer", "acts towards the ego", "acts", bounds=(0, None)),
        Column("yours_count", "integer", "acts of the ego", "acts", bounds=(0, None)),
    ),
    source="ours: `monthly_exchanges` without gaps",
    by=("ego_id",),
)
def exchange_history(monthly_exchanges: Any) -> Any:
    """Return each month from the first act between two people to the last, with what passed in it.

    `monthly_exchanges`, and a row of noughts for every month between two of its rows that has none.

    Parameters
    ----------
    monthly_exchanges : ego_id, alter_id, month_on, theirs_count, yours_count

    Returns
    -------
    One row per ego, alter and month (month_on = its first day): theirs_count, yours_count (0 or more).

    Notes
    -----
    Absent for people with whom no act is shown whose day is known, and for months before the first act and after
    the last. Never null. Zero: nothing was seen in that month, which is silence only where it would have been shown.

    References
    ----------
    Ours.

    Examples
    --------
    December, a quiet January, and February:

    >>> answer(exchange_history, show="alter_id theirs_count yours_count", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', interactions='''
    ...     actor_id target_id kind  happened_at
    ...     x:ann    self      reply 2023-12-07
    ...     self     x:ann     like  2024-02-29
    ... ''')
    [('x:ann', 1, 0), ('x:ann', 0, 0), ('x:ann', 0, 1)]
    """
    import numpy as np
    import pyarrow as pa

    rows = monthly_exchanges.sort_by([(name, "ascending") for name in ("ego_id", "alter_id", "month_on")])
    month = rows["month_on"].to_numpy().astype("datetime64[M]").astype(np.int64)
    egos, alters = (
        rows[name].combine_chunks().dictionary_encode().indices.to_numpy() for name in ("ego_id", "alter_id")
    )
    # A row stands for itself and for the quiet months until the next row of the same two people.
    goes_on = (egos[1:] == egos[:-1]) & (alters[1:] == alters[:-1])
    length = np.ones(len(month), dtype=np.int64)
    length[:-1] = np.where(goes_on, month[1:] - month[:-1], 1)
    place = np.repeat(np.arange(len(month)), length)
    since = np.arange(len(place)) - np.repeat(np.cumsum(length) - length, length)
    columns = {name: rows[name].take(pa.array(place)) for name in ("ego_id", "alter_id")}
    columns["month_on"] = pa.array((month[place] + since).astype("datetime64[M]").astype("datetime64[D]"), pa.date32())
    for name in ("theirs_count", "yours_count"):
        columns[name] = pa.array(np.where(since == 0, rows[name].to_numpy()[place], 0), pa.int64())
    return pa.table(columns)
