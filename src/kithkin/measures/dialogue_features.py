"""The measure `dialogue_features`: what tie strength is judged by, on channels of which both directions are shown."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from kithkin.measures._dialogue import SECONDS_A_DAY, dialogue
from kithkin.model.measure import measure
from kithkin.model.sql import instant
from kithkin.model.tables import Column

#: Days after the first contact that stand for the silence of somebody who never wrote.
NEVER_DAYS: Final = 30

#: The window over which the rate of contact is taken.
WINDOW_DAYS: Final = 90

#: Sums of fractions are made over whole trillionths: so they do not depend on the order of rows, nor on the engine.
TRILLION: Final = "1e12"

#: The columns of one person's dialogue with an ego.
DIALOGUE_COLUMNS: Final = (
    Column("decayed_7", "double", "acts in both directions, halved for every 7 days", "acts", bounds=(0, None)),
    Column("contact_days", "integer", "different days, counted back from now, with any", "days", bounds=(1, None)),
    Column("ego_silent_days", "double", "since the ego last wrote to anybody", "days", bounds=(0, None)),
    Column("contact_share", "double", "their share of the ego's acts, halved for every 14 days", bounds=(0, 1)),
    Column("alter_silent_days", "double", "since they last wrote to the ego", "days", bounds=(0, None)),
    Column("sent_count", "double", "acts of the ego towards them", "acts", bounds=(0, None)),
    Column("alter_count", "integer", "people with whom the ego was ever in contact", "people", bounds=(1, None)),
    Column("contact_days_90", "integer", "different days of the last 90 with contact", "days", bounds=(0, 90)),
    Column("window_days", "integer", "days of these 90 that are shown, at least 1", "days", bounds=(1, 90)),
    Column("decayed_14", "double", "acts in both directions, halved for every 14 days", "acts", bounds=(0, None)),
    Column("contact_count", "integer", "acts in both directions", "acts", bounds=(1, None)),
    Column("silent_days", "double", "since the last act in either direction", "days", bounds=(0, None)),
    Column("channels", "text", "the channels with any of this contact; null where none shows both directions"),
)


@measure(
    grain=("ego_id", "alter_id"),
    columns=DIALOGUE_COLUMNS,
    source="ours, after Gilbert & Karahalios (2009), section 'Predictive variables'; chosen on two networks",
)
def dialogue_features(egos: str, interactions: str, messages: str, two_way_channels: str, *, as_of: datetime) -> str:
    """Return what is known of each person with whom an ego was ever in dialogue, as `tie_strength` reads it.

    Over acts of dialogue on the ego's two-way channels, with age the days before now: decayed_7 = sum of
    2^(-age / 7); contact_days = number of different floor(age); contact_share = d / sum of d over the ego's
    people, with d = sum of 2^(-age / 14); alter_silent_days = their least age, or where they never wrote the
    days since the first contact + 30.

    Parameters
    ----------
    egos : ego_id
    interactions : interaction_id, network, actor_id, target_id, kind, happened_at
    messages : message_id, network, sender_id, recipient_id, recipient_count, sent_at, bulk_evidence
    two_way_channels : ego_id, network, kind, covered_from

    Returns
    -------
    One row per ego and alter: seven features, the days with contact of the last 90 and how many of these are
    shown, three plain scores to compare with (decayed_14, contact_count, silent_days), channels.

    Notes
    -----
    Absent for people with whom nothing passed on a two-way channel: an archive that shows one side cannot tell
    silence from blindness. Never null. Decayed sums are made to a trillionth of an act on the day of the ego's
    last act: what is 40 halvings older counts as nothing. A message to n people counts 1/n; acts of which not
    even the day is known are left out. ego_silent_days of an ego that never wrote is the time since the channels
    are shown (where that has no beginning, 90 days or since the first contact), plus a day. It says nothing of what was said.

    References
    ----------
    Gilbert, E. & Karahalios, K. (2009). Predicting tie strength with social media. CHI. Of 52 candidates these
    lost least on a network on which they were not chosen.

    Examples
    --------
    Ann wrote 7 days ago and was answered today; to Bob the ego wrote 14 days ago and heard nothing:

    >>> answer(dialogue_features, as_of="2024-12-31", identities='''
    ...     account_id  person_id
    ...     mail:me@a.b self
    ... ''', messages='''
    ...     sender_id   recipient_id sent_at
    ...     mail:an@a.b self         2024-12-24
    ...     self        mail:an@a.b  2024-12-31
    ...     self        mail:bo@a.b  2024-12-17
    ... ''', coverage='''
    ...     network ego_account_id table_name kind    direction covered_until completeness
    ...     mail    mail:me@a.b    messages   message out       2024-12-31    all
    ...     mail    mail:me@a.b    messages   message in        2024-12-31    all
    ... ''', show="alter_id decayed_7 contact_days contact_share alter_silent_days sent_count channels")
    [('mail:an@a.b', 1.5, 2, 0.7735, 7.0, 1.0, 'mail message'), ('mail:bo@a.b', 0.25, 1, 0.2265, 44.0, 1.0, 'mail message')]
    """
    fresh = "{} * a.weight * pow(2e0, (l.last_days - a.age_days) / {}e0)"
    return f"""
    with acts as (
        select ego_id, alter_id, network, kind, is_out, age_days, weight
        from ({dialogue(egos, interactions, messages, two_way_channels, as_of)}
        ) as act
    ),
    last_acts as (
        select ego_id, min(age_days) as last_days, min(case when is_out then age_days end) as wrote_days,
               max(age_days) as known_days
        from acts
        group by ego_id
    ),
    pairs as (
        select a.ego_id, a.alter_id, count(*) as contact_count,
               cast(sum(cast(round({fresh.format(TRILLION, 7)}) as bigint)) as bigint) as at_last_7,
               cast(sum(cast(round({fresh.format(TRILLION, 14)}) as bigint)) as bigint) as at_last_14,
               cast(sum(cast(round(case when a.is_out then {TRILLION} * a.weight else 0e0 end) as bigint)) as bigint)
                   / {TRILLION} as sent_count,
               min(case when not a.is_out then a.age_days end) as heard_days, min(a.age_days) as silent_days,
               max(a.age_days) as known_days, min(a.network) as network, max(a.network) as last_network,
               min(a.kind) as kind, max(a.kind) as last_kind
        from acts as a
        join last_acts as l on l.ego_id = a.ego_id
        group by a.ego_id, a.alter_id
    ),
    days as (
        select ego_id, alter_id, count(*) as contact_days,
               count(*) filter (where days_ago < {WINDOW_DAYS}) as contact_days_90
        from (select distinct ego_id, alter_id, cast(floor(age_days) as bigint) as days_ago from acts) as day
        group by ego_id, alter_id
    ),
    several as (
        select distinct a.ego_id, a.alter_id, concat(a.network, ' ', a.kind) as channel
        from acts as a
        join pairs as p on p.ego_id = a.ego_id and p.alter_id = a.alter_id
        where p.network <> p.last_network or p.kind <> p.last_kind
    ),
    two as (
        select ego_id, alter_id, count(*) as channel_count, concat(min(channel), ', ', max(channel)) as channels
        from several
        group by ego_id, alter_id
    ),
    many as (
        select s.ego_id, s.alter_id, string_agg(s.channel, ', ' order by s.channel) as channels
        from several as s
        join two as t on t.ego_id = s.ego_id and t.alter_id = s.alter_id and t.channel_count > 2
        group by s.ego_id, s.alter_id
    ),
    by_ego as (
        select ego_id, count(*) as alter_count, cast(sum(at_last_14) as double) as at_last_14 from pairs group by ego_id
    ),
    shown_since as (
        select ego_id, min(covered_from) as covered_from from {two_way_channels} group by ego_id
    ),
    shown as (
        select l.ego_id, l.last_days, l.wrote_days, e.alter_count, e.at_last_14, greatest(coalesce(
                   date_diff('second', s.covered_from, {instant(as_of)}) / {SECONDS_A_DAY}e0,
                   greatest(l.known_days, {WINDOW_DAYS})
               ), 0e0) as shown_days
        from last_acts as l
        join by_ego as e on e.ego_id = l.ego_id
        left join shown_since as s on s.ego_id = l.ego_id
    )
    select p.ego_id, p.alter_id, p.at_last_7 / {TRILLION} * pow(2e0, -e.last_days / 7e0) as decayed_7, d.contact_days,
           coalesce(e.wrote_days, e.shown_days + 1) as ego_silent_days,
           coalesce(p.at_last_14 / nullif(e.at_last_14, 0), 0e0) as contact_share,
           coalesce(p.heard_days, p.known_days + {NEVER_DAYS}) as alter_silent_days, p.sent_count, e.alter_count,
           d.contact_days_90, least(greatest(cast(ceil(e.shown_days) as bigint), 1), {WINDOW_DAYS}) as window_days,
           p.at_last_14 / {TRILLION} * pow(2e0, -e.last_days / 14e0) as decayed_14, p.contact_count, p.silent_days,
           coalesce(m.channels, t.channels, concat(p.network, ' ', p.kind)) as channels
    from pairs as p
    join shown as e on e.ego_id = p.ego_id
    join days as d on d.ego_id = p.ego_id and d.alter_id = p.alter_id
    left join two as t on t.ego_id = p.ego_id and t.alter_id = p.alter_id
    left join many as m on m.ego_id = p.ego_id and m.alter_id = p.alter_id
    """
