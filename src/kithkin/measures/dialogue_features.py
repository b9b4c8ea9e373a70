"""The measure `dialogue_features`: what tie strength is judged by, on channels of which both directions are shown."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from kithkin.measures._dialogue import dialogue
from kithkin.measures._features import FEATURE_COLUMNS, FEATURES, TRILLION, WINDOW_DAYS, features, features_from
from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: The columns of one person's dialogue with an ego.
DIALOGUE_COLUMNS: Final = (
    *FEATURE_COLUMNS,
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
    of_pair = """, count(*) as contact_count, min(a.age_days) as silent_days, min(a.network) as network,
               max(a.network) as last_network, min(a.kind) as kind, max(a.kind) as last_kind"""
    of_days = f", count(*) filter (where days_ago < {WINDOW_DAYS}) as contact_days_90"
    known = features("acts", two_way_channels, as_of, of_pair=of_pair, of_days=of_days)
    # What `having` says is true of all by then: it tells an engine that they are few, so that it looks for them among the
    # pairs without putting the pairs, which are many, into a table in memory.
    return f"""
    with acts as (
        select ego_id, alter_id, is_out, age_days, weight, network, kind
        from ({dialogue(egos, interactions, messages, two_way_channels, as_of)}
        ) as act
    ),{known},
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
        having count(*) > 1
    ),
    many as (
        select s.ego_id, s.alter_id, string_agg(s.channel, ', ' order by s.channel) as channels
        from several as s
        join two as t on t.ego_id = s.ego_id and t.alter_id = s.alter_id and t.channel_count > 2
        group by s.ego_id, s.alter_id
        having count(*) > 2
    )
    select p.ego_id, p.alter_id, {FEATURES},
           d.contact_days_90, least(greatest(cast(ceil(e.shown_days) as bigint), 1), {WINDOW_DAYS}) as window_days,
           p.at_last_14 / {TRILLION} * pow(2e0, -e.last_days / 14e0) as decayed_14, p.contact_count, p.silent_days,
           coalesce(m.channels, t.channels, concat(p.network, ' ', p.kind)) as channels
    {features_from()}
    left join two as t on t.ego_id = p.ego_id and t.alter_id = p.alter_id
    left join many as m on m.ego_id = p.ego_id and m.alter_id = p.alter_id
    """
