"""Fragments of SQL for the features of the model of tie strength: what passed between an ego and each alter."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from kithkin.measures._dialogue import SECONDS_A_DAY, dialogue
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
FEATURES_FROM: Final = """
    from pairs as p
    join shown as e on e.ego_id = p.ego_id
    join days as d on d.ego_id = p.ego_id and d.alter_id = p.alter_id"""


def features(
    egos: str, interactions: str, messages: str, channels: str, as_of: datetime, *, of_act: str = "", of_pair: str = "",
    of_days: str = "",
) -> str:  # fmt: skip
    """Return the subqueries from which `FEATURES` are read: acts, pairs, days, shown.

    `of_act`, `of_pair` and `of_days` name more columns of an act, and of what is summed over acts and over days.
    """
    fresh = "{} * a.weight * pow(2e0, (l.last_days - a.age_days) / {}e0)"
    return f"""
    acts as (
        select ego_id, alter_id, is_out, age_days, weight{of_act}
        from ({dialogue(egos, interactions, messages, channels, as_of)}
        ) as act
    ),
    last_acts as (
        select ego_id, min(age_days) as last_days, min(case when is_out then age_days end) as wrote_days,
               max(age_days) as known_days
        from acts
        group by ego_id
    ),
    pairs as (
        select a.ego_id, a.alter_id,
               cast(sum(cast(round({fresh.format(TRILLION, 7)}) as bigint)) as bigint) as at_last_7,
               cast(sum(cast(round({fresh.format(TRILLION, 14)}) as bigint)) as bigint) as at_last_14,
               cast(sum(cast(round(case when a.is_out then {TRILLION} * a.weight else 0e0 end) as bigint)) as bigint)
                   / {TRILLION} as sent_count,
               min(case when not a.is_out then a.age_days end) as heard_days, max(a.age_days) as known_days{of_pair}
        from acts as a
        join last_acts as l on l.ego_id = a.ego_id
        group by a.ego_id, a.alter_id
    ),
    days as (
        select ego_id, alter_id, count(*) as contact_days{of_days}
        from (select distinct ego_id, alter_id, cast(floor(age_days) as bigint) as days_ago from acts) as day
        group by ego_id, alter_id
    ),
    by_ego as (
        select ego_id, count(*) as alter_count, cast(sum(at_last_14) as double) as at_last_14 from pairs group by ego_id
    ),
    shown_since as (
        select ego_id, min(covered_from) as covered_from from {channels} group by ego_id
    ),
    shown as (
        select l.ego_id, l.last_days, l.wrote_days, e.alter_count, e.at_last_14, greatest(coalesce(
                   date_diff('second', s.covered_from, {instant(as_of)}) / {SECONDS_A_DAY}e0,
                   greatest(l.known_days, {WINDOW_DAYS})
               ), 0e0) as shown_days
        from last_acts as l
        join by_ego as e on e.ego_id = l.ego_id
        left join shown_since as s on s.ego_id = l.ego_id
    )"""
