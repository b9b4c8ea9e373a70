"""The measure `follow_dating`: between which instants each follow of an ordered list began."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from kithkin.measures import _follow_lists
from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: The widest span, in days, that is still told as a day, as a month, as a quarter; anything wider is a year.
WIDTHS: Final = ((3.0, "day"), (45.0, "month"), (200.0, "quarter"))


@measure(
    grain=("ego_id", "direction", "ego_account_id", "alter_account_id"),
    columns=(
        Column("alter_id", "text", "the person on the other side"),
        Column("network", "text", "network of the list"),
        Column("not_before_at", "instant", "the follow began after this: sure within the list's order", "UTC"),
        Column("about_until_at", "instant", "and very likely before this; there is no sure end", "UTC"),
        Column("middle_at", "instant", "the best single guess", "UTC"),
        Column("spread_at", "instant", "follows between two records, spread evenly: for counting by day only", "UTC"),
        Column("width_days", "double", "from not_before_at to about_until_at", "days", bounds=(0, None)),
        Column("told_as", "text", "how exactly it may be told: day, month, quarter or year"),
    ),
    source="Meeder, Karrer, Sayedi, Ravi, Borgs & Chayes (2011), section 3.2; repaired as in Notes",
    by=("ego_id",),
)
def follow_dating(follower_creation: Any, follow_order: Any, *, as_of: datetime) -> Any:
    """Return between which instants each follow of a list began, from when the accounts around it were made.

    Nobody follows before the account exists, so a follow is no older than the youngest account among it and those
    that followed before: L = max(created_at). r1 < r2 < r3 are the next records above L: the follow lies between
    L and about r3; the middle is (L + r1) / 2.

    Parameters
    ----------
    follower_creation : ego_id, direction, ego_account_id, alter_account_id, list_place, created_at, listed_at
    follow_order : ego_id, direction, ego_account_id, is_ordered

    Returns
    -------
    One row per ego, direction and pair of accounts, in UTC.

    Notes
    -----
    Absent for lists that do not pass the order test (`follow_order` says why), and for follows older than the first
    account whose making is known. Lists are repaired first: cut where pieces were spliced, accounts that are far
    too young for their place left out; a false repair only loosens. L is sure, the end is not: in
    simulation 95 of 100 follows and more lie before r3. Nothing is told more exactly than `told_as`; never an hour.
    The newest rows end when the list was made.

    References
    ----------
    Meeder, B. et al. (2011). We know who you followed last summer: inferring social link creation times in
    Twitter. WWW, section 3.2. The repair and the upper end are ours.

    Examples
    --------
    Twenty-five accounts, each made as it followed, on 1 to 25 January, but the third newest is an old one. It followed
    between the 22nd and about the 25th:

    >>> days = [25, 24, 2, *range(22, 0, -1)]
    >>> answer(follow_dating, show="alter_account_id not_before_at about_until_at told_as", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', follows=[{"follower_id": f"x:{n:02}", "followed_id": "self", "list_position": n} for n in range(25)],
    ... accounts=[{"account_id": f"x:{n:02}", "created_at": f"2024-01-{day:02}"} for n, day in enumerate(days)],
    ... as_of="2024-01-26")[2]
    ('x:02', '2024-01-22', '2024-01-26', 'month')
    """
    import numpy as np
    import pyarrow as pa

    from kithkin.measures._follow_order import DAY, bounds

    ordered = {
        (row["ego_id"], row["direction"], row["ego_account_id"])
        for row in follow_order.to_pylist()
        if row["is_ordered"]
    }
    tables = []
    for one in _follow_lists.lists(follower_creation):
        if (one.key["ego_id"], one.key["direction"], one.key["ego_account_id"]) not in ordered:
            continue
        now = (as_of - datetime(1970, 1, 1, tzinfo=as_of.tzinfo)).total_seconds()
        found = bounds(one.made, now if one.listed is None else one.listed)
        dated = np.flatnonzero(found.is_dated)
        width = (found.latest - found.earliest)[dated] / DAY
        told = np.select([width <= limit for limit, _ in WIDTHS], [name for _, name in WIDTHS], "year")
        part = one.rows.take(pa.array(dated))
        named = {name: part[name].combine_chunks() for name in (*follow_dating.grain, "alter_id", "network")}
        times = zip(("not_before_at", "about_until_at", "middle_at", "spread_at"), found, strict=False)
        timed = {name: _follow_lists.instants(values[dated]) for name, values in times}
        tables.append(pa.table({**named, **timed, "width_days": width, "told_as": pa.array(told.tolist())}))
    empty = _follow_lists.schema(follow_dating).empty_table()
    return pa.concat_tables([empty, *(table.cast(empty.schema) for table in tables)]).combine_chunks()
