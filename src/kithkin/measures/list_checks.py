"""The measure `list_checks`: whether what a newer list no longer shows may be read as people having left."""

from __future__ import annotations

from typing import Any, Final

from kithkin.measures import _follow_lists
from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: How many leave in a month at most, of large lists and of small ones.
MONTHLY: Final = 0.05
MONTHLY_OF_FEW: Final = 0.10
FEW: Final = 200
#: A list shorter than this share of what the network declared is not whole.
WHOLE: Final = 0.95
RARE: Final = 0.001


@measure(
    grain=("ego_id", "direction", "ego_account_id", "kind"),
    columns=(
        Column("network", "text", "network"),
        Column("standing_count", "integer", "ties that the newest list shows", "ties", bounds=(0, None)),
        Column("missing_count", "integer", "ties of the list before that it no longer shows", "ties", bounds=(0, None)),
        Column("ended_count", "integer", "ties whose end an export tells", "ties", bounds=(0, None)),
        Column("allowed_count", "integer", "as many may be missing by leaving alone", "ties", bounds=(0, None)),
        Column("listed_at", "instant", "when the newest complete list was made; null = none is there", "UTC"),
        Column("previous_at", "instant", "when the complete list before was made", "UTC"),
        Column("is_old", "boolean", "whether the newest list is older than 30 days; null = none is complete"),
        Column("part_at", "instant", "when the newest list was made, where it holds a part only", "UTC"),
        Column("unsure_count", "integer", "ties that this part does not show", "ties", bounds=(0, None)),
        Column("is_accepted", "boolean", "whether the missing may be read as gone; null = no two lists to compare"),
        Column("says", "text", "the reason"),
    ),
    source="ours: a binomial bound on leaving, and runs after Feller (1968), section II.5",
    by=("ego_id",),
)
def list_checks(follow_lists: Any) -> Any:
    """Return for each list whether who is missing from it may be said to have left, or the list is short.

    With n ties before, k missing and g days between: refused if listed < .95 declared; if k is beyond the 99.9 % point of
    Binomial(n, 1 - (1 - h)^(g / 30)), h = 5 % (10 % below 200 ties); if a run of L missing has n (k / n)^L < .001.

    Parameters
    ----------
    follow_lists : ego_id, direction, ego_account_id, kind, standing_count, missing_count, longest_run, declared_count,
        listed_at, previous_at, part_at, is_old, unsure_count

    Returns
    -------
    One row per ego, direction, account of the ego and kind of tie.

    Notes
    -----
    Absent for accounts without ties, and for those of whose lists no import says anything. is_accepted is null
    where fewer than two complete lists were imported. A newer list that is known to hold a part only (part_at) is not
    checked: nobody is said to have left by it, and nobody to be there still whom it does not show. A refusal is a hold:
    a third list lifts it.
    A true purge of bought followers by the platform is refused as well.

    References
    ----------
    Feller, W. (1968). An Introduction to Probability Theory and Its Applications, volume 1, section II.5. The rates
    are ours: of one log of three years 8.8 % a month left among 80, and fewer of larger lists.

    Examples
    --------
    >>> answer(list_checks, show="missing_count is_accepted says", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', follows='''
    ...     follower_id followed_id followed_account_id is_current
    ...     x:ann       self        x:me                true
    ... ''', coverage='''
    ...     network ego_account_id table_name kind   direction covered_until completeness
    ...     x       x:me           follows    follow in        2024-01-01    all
    ... ''')
    [(0, None, 'Only one complete list was imported: who left before it is not shown.')]
    """
    import pyarrow as pa

    rows = []
    for row in sorted(follow_lists.to_pylist(), key=lambda row: tuple(row[name] for name in list_checks.grain)):
        allowed, is_accepted, says = _check(row)
        if row["part_at"] is not None:
            says += " A newer list holds a part only."
        kept = {column.name: row[column.name] for column in list_checks.columns if column.name in row}
        key = {name: row[name] for name in list_checks.grain}
        rows.append({**key, **kept, "allowed_count": allowed, "is_accepted": is_accepted, "says": says})
    return pa.Table.from_pylist(rows, schema=_follow_lists.schema(list_checks))


def _check(row: dict[str, Any]) -> tuple[int | None, bool | None, str]:
    """Return how many may be missing, whether the list is accepted, and why."""
    if row["listed_at"] is None or row["previous_at"] is None:
        if row["is_partial"]:
            return None, None, "The lists hold a part only: a missing name may be there still."
        return None, None, "Only one complete list was imported: who left before it is not shown."
    k, n = row["missing_count"], row["standing_count"] + row["missing_count"]
    declared = row["declared_count"]
    days = (row["listed_at"] - row["previous_at"]).total_seconds() / 86_400
    allowed = allowed_missing(n, days)
    if declared and row["standing_count"] < WHOLE * declared:
        return allowed, False, f"The list has {row['standing_count']:,} rows and the network counted {declared:,}."
    if k > allowed:
        return allowed, False, f"{k:,} of {n:,} are missing after {days:.0f} days; more than {allowed:,} is no leaving."
    run = row["longest_run"]
    if 0 < k < n and run > 1 and n * (k / n) ** run < RARE:
        return allowed, False, f"A block of {run:,} that stood one after another is gone: a lost page, or a purge."
    return allowed, True, f"{k:,} of {n:,} are gone after {days:.0f} days."


def allowed_missing(n: int, days: float) -> int:
    """Return how many of n may be missing after so many days: the 99.9 % point of the binomial.

    Examples
    --------
    >>> [allowed_missing(1000, days) for days in (1, 7, 30)]
    [7, 24, 73]
    """
    from math import log

    from kithkin.measures._tails import log_binomial_tail

    rate = 1 - (1 - (MONTHLY if n >= FEW else MONTHLY_OF_FEW)) ** (max(days, 0) / 30)
    low, high = 0, n
    while low < high:
        middle = (low + high) // 2
        if log_binomial_tail(middle + 1, n, rate) <= log(RARE):
            high = middle
        else:
            low = middle + 1
    return low
