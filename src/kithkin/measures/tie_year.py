"""The measure `tie_year`: one line on each tie, with what passed in each of the last twelve months."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from kithkin.measures._acts import acts
from kithkin.model.measure import measure
from kithkin.model.sql import instant
from kithkin.model.tables import Column

MONTHS: Final = 12


@measure(
    grain=("ego_id", "alter_id"),
    columns=(
        Column("turn_count", "integer", "changes of direction within 7 days", "turns", bounds=(0, None)),
        Column(
            "dialogue_in_count", "integer", "messages, replies, comments, mentions from them", "acts", bounds=(0, None)
        ),
        Column("dialogue_out_count", "integer", "the same from the ego to them", "acts", bounds=(0, None)),
        Column("reaction_in_count", "integer", "likes, reposts, quotes, reactions from them", "acts", bounds=(0, None)),
        Column("reaction_out_count", "integer", "the same from the ego to them", "acts", bounds=(0, None)),
        Column("last_at", "instant", "the last act whose instant is known", "UTC"),
        Column("in_audience", "boolean", "has an audience tie; null = the lists cannot tell"),
        Column("monthly_counts", "text", "acts in each of the last 12 months, the oldest first, between spaces"),
    ),
    source="ours: `tie_overview` and twelve months side by side; small multiples after Tufte (2006)",
)
def tie_year(egos: str, interactions: str, messages: str, tie_overview: str, *, as_of: datetime) -> str:
    """Return one line on each person with whom an ego was ever in contact, with the last twelve months in small.

    `tie_overview`, and the acts of both directions in the calendar month of `as_of` and in each of the eleven before.

    Parameters
    ----------
    egos : ego_id
    interactions : interaction_id, network, actor_id, target_id, kind, happened_at
    messages : message_id, network, sender_id, recipient_id, recipient_count, sent_at, bulk_evidence
    tie_overview : ego_id, alter_id, turn_count, counts, last_at, in_audience

    Returns
    -------
    One row per ego and alter: counts (0 or more), last_at in UTC, monthly_counts (twelve whole numbers as a text).

    Notes
    -----
    Absent for people never met. monthly_counts is null where nothing is shown whose instant is known; twelve zeros where
    all of it is older. What is null in `tie_overview` is null here. The month of `as_of` has only begun.

    References
    ----------
    Tufte, E. R. (2006). Beautiful Evidence, chapter on sparklines.

    Examples
    --------
    >>> answer(tie_year, show="alter_id dialogue_in_count monthly_counts", as_of="2024-06-15", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', interactions='''
    ...     actor_id target_id kind  happened_at
    ...     x:ann    self      reply 2023-06-30
    ...     x:ann    self      reply 2023-07-01
    ...     x:ann    self      reply 2024-06-02
    ...     self     x:ann     reply 2024-06-03
    ... ''')
    [('x:ann', 3, '1 0 0 0 0 0 0 0 0 0 0 2')]
    """
    twelve = months(as_of)
    spaced = ", ' ',\n                      ".join(_acts_in(month) for month in twelve)
    return f"""
    with recent as (
        select ego_id, alter_id, date_trunc('month', happened_at) as month_at
        from ({acts(interactions, messages, egos)}
        ) as act
        where happened_at >= {_midnight(twelve[0])}
    ),
    years as (
        select ego_id, alter_id,
               concat({spaced}) as monthly_counts
        from recent
        group by ego_id, alter_id
    )
    select o.ego_id, o.alter_id, o.turn_count, o.dialogue_in_count, o.dialogue_out_count, o.reaction_in_count,
           o.reaction_out_count, o.last_at, o.in_audience,
           coalesce(y.monthly_counts, case when o.last_at is not null then '{" ".join("0" for _ in twelve)}' end)
               as monthly_counts
    from {tie_overview} as o
    left join years as y on y.ego_id = o.ego_id and y.alter_id = o.alter_id
    """


def months(as_of: datetime) -> list[date]:
    """Return the first days of the last twelve calendar months; an instant at midnight belongs to the day before."""
    last = as_of - timedelta(microseconds=1)
    numbers = range(12 * last.year + last.month - MONTHS, 12 * last.year + last.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def _acts_in(month: date) -> str:
    """Return the number of acts in one month, as a text."""
    return f"cast(count(case when month_at = {_midnight(month)} then 1 end) as text)"


def _midnight(day: date) -> str:
    return instant(datetime(day.year, day.month, day.day))
