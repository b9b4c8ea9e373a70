"""The measure `direct_dialogue`: with how many people direct messages went both ways."""

from __future__ import annotations

from datetime import datetime

from kithkin.measures._acts import within
from kithkin.model.measure import measure
from kithkin.model.sql import shown, some
from kithkin.model.tables import Column


@measure(
    grain=("ego_id",),
    columns=(
        Column("partner_count", "integer", "people with direct messages both ways, ever", "people", bounds=(0, None)),
        Column(
            "partner_365_at_least",
            "integer",
            "of them, those shown so in the last 365 days",
            "people",
            bounds=(0, None),
        ),
        Column("partner_365_at_most", "integer", "of them, those not shown otherwise", "people", bounds=(0, None)),
        Column("written_count", "integer", "people the ego ever wrote to directly", "people", bounds=(0, None)),
        Column("heard_count", "integer", "people who ever wrote to the ego directly", "people", bounds=(0, None)),
    ),
    source="Wasserman & Faust (1994), section 13.1 (mutual dyads)",
)
def direct_dialogue(
    egos: str, identities: str, messages: str, interactions: str, covered_channels: str, *, as_of: datetime
) -> str:
    """Return with how many people an ego has exchanged direct messages both ways.

    The number of mutual dyads over one-to-one messages.

    Parameters
    ----------
    egos : ego_id
    identities : account_id, person_id
    messages : sender_id, recipient_id, recipient_count, sent_at, bulk_evidence
    interactions : actor_id, target_id, kind, happened_at (a log of events may hold messages as acts)
    covered_channels : ego_id, network, kind, is_covered_365

    Returns
    -------
    One row per ego: partner_count, partner_365_at_least, partner_365_at_most, written_count, heard_count (0 or more).

    Notes
    -----
    Absent for an ego without any direct message. Never null. Exact for what the imports hold: a deleted
    conversation, or one in another app, is not there. Bulk mail and groups are left out. The two bounds of the last 365
    days differ by people of whom messages may lie in them: those of unknown time, and all where the messages of some
    network that the two share are not covered over these days.

    References
    ----------
    Wasserman, S. & Faust, K. (1994). Social Network Analysis, section 13.1.

    Examples
    --------
    >>> answer(direct_dialogue, show="partner_count partner_365_at_least partner_365_at_most heard_count",
    ...     as_of="2024-12-31", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', messages='''
    ...     sender_id recipient_id sent_at
    ...     x:ann     self         2020-01-01
    ...     self      x:ann        2020-01-02
    ...     x:bob     self         2024-11-01
    ... ''')
    [(1, 0, 1, 2)]
    """
    return f"""
    with direct as (
        select sender_id, recipient_id, {within("sent_at", as_of, 365)} as in_365
        from {messages}
        where coalesce(recipient_count, 1) = 1 and bulk_evidence is null
          and sender_id is not null and recipient_id is not null
        union all
        select actor_id, target_id, {within("happened_at", as_of, 365)}
        from {interactions}
        where kind = 'message' and actor_id is not null and target_id is not null
    ),
    seen as (
        select sender_id as ego_id, recipient_id as alter_id, 'out' as direction, in_365 from direct
        union all
        select recipient_id, sender_id, 'in', in_365 from direct
    ),
    dyads as (
        select ego_id, alter_id,
               max(case when direction = 'out' then 1 else 0 end) as wrote,
               max(case when direction = 'in' then 1 else 0 end) as heard,
               {some("direction = 'out' and in_365")} as wrote_365,
               {some("direction = 'in' and in_365")} as heard_365
        from seen
        group by ego_id, alter_id
    ),
    covered as (
        select ego_id, network, coalesce(bool_and(case when kind = 'message' then is_covered_365 end), true) as is_covered
        from {covered_channels} group by ego_id, network
    ),
    homes as (
        select distinct person_id, split_part(account_id, ':', 1) as network from {identities}
    ),
    half_seen as (
        select distinct d.ego_id, d.alter_id
        from dyads as d
        join homes as h on h.person_id = d.alter_id
        join homes as o on o.person_id = d.ego_id and o.network = h.network
        left join covered as c on c.ego_id = d.ego_id and c.network = h.network
        where c.is_covered is not true
    ),
    told as (
        select d.*, {shown("d.wrote_365 and d.heard_365", "o.alter_id is null")} as both_365
        from dyads as d
        left join half_seen as o on o.ego_id = d.ego_id and o.alter_id = d.alter_id
    )
    select d.ego_id, count(*) filter (where wrote = 1 and heard = 1) as partner_count,
           count(*) filter (where wrote = 1 and heard = 1 and both_365) as partner_365_at_least,
           count(*) filter (where wrote = 1 and heard = 1 and both_365 is not false) as partner_365_at_most,
           count(*) filter (where wrote = 1) as written_count, count(*) filter (where heard = 1) as heard_count
    from told as d
    join {egos} as e on e.ego_id = d.ego_id
    group by d.ego_id
    """
