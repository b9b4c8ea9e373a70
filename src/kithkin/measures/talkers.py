"""The measure `talkers`: who talked with an ego both ways, and whether they are outside its audience."""

from __future__ import annotations

from datetime import datetime

from kithkin.measures._acts import DIALOGUE, acts, reaches, within
from kithkin.measures._follow_lists import whole
from kithkin.model.measure import measure
from kithkin.model.sql import some
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "alter_id"),
    columns=(
        Column("has_talked", "boolean", "dialogue both ways in the last 365 days; null = it may lie before"),
        Column("is_outside", "boolean", "has no audience tie to the ego; null = the lists cannot tell"),
        Column("in_count", "integer", "dialogue acts towards the ego in the window", "acts", bounds=(0, None)),
        Column("out_count", "integer", "dialogue acts from the ego in the window", "acts", bounds=(0, None)),
        Column("last_at", "instant", "the last of them whose instant is known", "UTC"),
    ),
    source="Wasserman & Faust (1994), section 13.1 (mutual dyads)",
)
def talkers(
    egos: str,
    identities: str,
    interactions: str,
    messages: str,
    audience: str,
    coverage: str,
    covered_spans: str,
    list_checks: str,
    *,
    as_of: datetime,
) -> str:
    """Return the people with whom an ego talked both ways in the last 365 days, in its audience or outside.

    Talked: a message, reply, comment or mention in each direction. Outside: no audience tie, where every
    list that the ego's exports have for the networks they share is complete and up to date.

    Parameters
    ----------
    egos : ego_id
    identities : account_id, person_id
    interactions : interaction_id, network, actor_id, target_id, kind, happened_at
    messages : message_id, network, sender_id, recipient_id, recipient_count, sent_at, bulk_evidence
    audience : ego_id, alter_id, is_standing
    coverage : network, table_name, kind, direction
    covered_spans : network, ego_account_id, table_name, kind, direction, covered_until
    list_checks : ego_id, direction, ego_account_id, kind, is_accepted, part_at

    Returns
    -------
    One row per ego and alter: has_talked, is_outside (nullable), in_count, out_count (0 or more), last_at in UTC.

    Notes
    -----
    Absent where not both directions may have been seen in the window. has_talked is null where the only acts
    of a direction may lie before it; is_outside where a follower list may lack the person, such
    as one that `list_checks` refuses. Counts are of acts
    that surely lie in the window. A network without audience lists (mail) has no audience.

    References
    ----------
    Wasserman, S. & Faust, K. (1994). Social Network Analysis, section 13.1.

    Examples
    --------
    >>> answer(talkers, show="alter_id has_talked is_outside in_count", as_of="2024-12-31", identities='''
    ...     account_id  person_id
    ...     mail:me@a.b self
    ... ''', messages='''
    ...     sender_id   recipient_id sent_at
    ...     mail:an@a.b self         2024-12-01
    ...     self        mail:an@a.b  2024-12-02
    ...     mail:bo@a.b self         2024-12-02
    ... ''')
    [('mail:an@a.b', True, True, 1)]
    """
    return f"""
    with dialogue as (
        select ego_id, alter_id, direction, happened_at, {within("happened_at", as_of, 365)} as in_365
        from ({acts(interactions, messages, egos)}
        ) as act
        where kind in {DIALOGUE}
    ),
    dyads as (
        select ego_id, alter_id, {some("direction = 'in' and in_365")} as came,
               {some("direction = 'out' and in_365")} as went,
               count(*) filter (where direction = 'in' and in_365) as in_count,
               count(*) filter (where direction = 'out' and in_365) as out_count,
               max(case when in_365 then happened_at end) as last_at
        from dialogue
        where in_365 is not false
        group by ego_id, alter_id
    ),
    pairs as (
        select ego_id, alter_id, came and went as has_talked, in_count, out_count, last_at
        from dyads
        where (came and went) is not false
    ),
    homes as (
        select distinct person_id, split_part(account_id, ':', 1) as network from {identities}
    ),
    by_network as ({whole(egos, identities, coverage, covered_spans, list_checks, until=reaches(as_of))}
    ),
    listed as (
        select p.ego_id, p.alter_id, bool_and(coalesce(n.is_whole, true)) as is_complete
        from pairs as p
        join homes as h on h.person_id = p.alter_id
        left join by_network as n on n.ego_id = p.ego_id and n.network = h.network
        group by p.ego_id, p.alter_id
    )
    select p.ego_id, p.alter_id, p.has_talked,
           case when a.is_standing then false when a.ego_id is not null then null when l.is_complete then true end
           as is_outside,
           p.in_count, p.out_count, p.last_at
    from pairs as p
    left join {audience} as a on a.ego_id = p.ego_id and a.alter_id = p.alter_id
    left join listed as l on l.ego_id = p.ego_id and l.alter_id = p.alter_id
    """
