"""Fragments of SQL for the features of the model of tie strength: what passed between an ego and each alter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from kithkin.measures._dialogue import SECONDS_A_DAY
from kithkin.model.sql import instant
from kithkin.model.tables import Column

#: Days after the first contact that stand for the silence of somebody who never wrote.
NEVER_DAYS: Final = 30

#: The window over which the rate of contact is taken.
WINDOW_DAYS: Final = 90

#: Sums of fractions are made over whole trillionths: so they do not depend on the order of rows, nor on the engine.
TRILLION: Final = "1e12"

#: What the model reads of one person's dialogue with an ego.
FEATURE_COLUMNS: Final = (
    Column("decayed_7", "double", "acts in both directions, halved for every 7 days", "acts", bounds=(0, None)),
    Column("contact_days", "integer", "different days, counted back from now, with any", "days", bounds=(1, None)),
    Column("ego_silent_days", "double", "since the ego last wrote to anybody", "days", bounds=(0, None)),
    Column("contact_share", "double", "their share of the ego's acts, halved for every 14 days", bounds=(0, 1)),
    Column("alter_silent_days", "double", "since they last wrote to the ego", "days", bounds=(0, None)),
    Column("sent_count", "double", "acts of the ego towards them", "acts", bounds=(0, None)),
    Column("alter_count", "integer", "people with whom the ego was ever in contact", "people", bounds=(1, None)),
)

#: The same as expressions over what `features` names: p the pair, d its days, e the ego.
FEATURES: Final = f"""
           p.at_last_7 / {TRILLION} * pow(2e0, -e.last_days / 7e0) as decayed_7, d.contact_days,
           coalesce(e.wrote_days, e.shown_days + 1) as ego_silent_days,
           coalesce(p.at_last_14 / nullif(e.at_last_14, 0), 0e0) as contact_share,
           coalesce(p.heard_days, p.known_days + {NEVER_DAYS}) as alter_silent_days, p.sent_count, e.alter_count"""


def features(
    acts: str,
    channels: str,
    as_of: datetime,
    *,
    keys: Sequence[str] = ("ego_id",),
    days_ago: str = "0",
    of_pair: str = "",
    of_days: str = "",
) -> str:
    """Return the subqueries `pairs`, `days` and `shown` that `features_from` joins.

    `acts` are the acts to read, a name or a query in brackets: the `keys` of an ego, alter_id, is_out, age_days, weight,
    and whatever `of_pair` sums over acts. One yet to come has an age below 0, no weight, and null for is_out: it is in no
    feature. `of_days` names more that is summed over days; `days_ago` says, as an expression over l, how many days before
    `as_of` ages are counted from.
    """
    key, of_act = ", ".join(keys), ", ".join(f"a.{key}" for key in keys)
    fresh = "{} * a.weight * pow(2e0, (l.last_days - a.age_days) / {}e0)"
    return f"""
    last_acts as (
        select {key}, min(age_days) as last_days, min(case when is_out then age_days end) as wrote_days,
               max(age_days) as known_days
        from {acts} as act
        where age_days >= 0
        group by {key}
    ),
    pairs as (
        select {of_act}, a.alter_id,
               cast(sum(cast(round({fresh.format(TRILLION, 7)}) as bigint)) as bigint) as at_last_7,
               cast(sum(cast(round({fresh.format(TRILLION, 14)}) as bigint)) as bigint) as at_last_14,
               cast(sum(cast(round(case when a.is_out then {TRILLION} * a.weight else 0e0 end) as bigint)) as bigint)
                   / {TRILLION} as sent_count,
               min(case when not a.is_out then a.age_days end) as heard_days, max(a.age_days) as known_days{of_pair}
        from {acts} as a
        join last_acts as l on {same("a", "l", keys)}
        group by {of_act}, a.alter_id
        having max(a.age_days) >= 0
    ),
    days as (
        select {key}, alter_id, count(*) as contact_days{of_days}
        from (
            select distinct {key}, alter_id, cast(floor(age_days) as bigint) as days_ago
            from {acts} as act
            where age_days >= 0
        ) as day
        group by {key}, alter_id
    ),
    by_ego as (
        select {key}, count(*) as alter_count, cast(sum(at_last_14) as double) as at_last_14 from pairs group by {key}
    ),
    shown_since as (
        select ego_id, min(covered_from) as covered_from from {channels} group by ego_id
    ),
    shown as (
        select {of_act.replace("a.", "l.")}, l.last_days, l.wrote_days, e.alter_count, e.at_last_14, greatest(coalesce(
                   date_diff('second', s.covered_from, {instant(as_of)}) / {SECONDS_A_DAY}e0 - {days_ago},
                   greatest(l.known_days, {WINDOW_DAYS})
               ), 0e0) as shown_days
        from last_acts as l
        join by_ego as e on {same("e", "l", keys)}
        left join shown_since as s on s.ego_id = l.ego_id
    )"""


def features_from(keys: Sequence[str] = ("ego_id",)) -> str:
    """Return the joins over which `FEATURES` are read."""
    return f"""
    from pairs as p
    join shown as e on {same("e", "p", keys)}
    join days as d on {same("d", "p", (*keys, "alter_id"))}"""


def same(one: str, other: str, columns: Sequence[str]) -> str:
    """Return the condition that two rows agree in these columns."""
    return " and ".join(f"{one}.{column} = {other}.{column}" for column in columns)
