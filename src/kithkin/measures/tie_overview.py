"""The measure `tie_overview`: one line on each person an ego was ever in contact with."""

from __future__ import annotations

from kithkin.measures._acts import CONTACT, DIALOGUE, acts
from kithkin.measures._follow_lists import whole
from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "alter_id"),
    columns=(
        Column(
            "dialogue_in_count", "integer", "messages, replies, comments, mentions from them", "acts", bounds=(0, None)
        ),
        Column("dialogue_out_count", "integer", "the same from the ego to them", "acts", bounds=(0, None)),
        Column("reaction_in_count", "integer", "likes, reposts, quotes, reactions from them", "acts", bounds=(0, None)),
        Column("reaction_out_count", "integer", "the same from the ego to them", "acts", bounds=(0, None)),
        Column("first_at", "instant", "the first act whose instant is known", "UTC"),
        Column("last_at", "instant", "the last act whose instant is known", "UTC"),
        Column("last_in_at", "instant", "their last act whose instant is known", "UTC"),
        Column("last_out_at", "instant", "the ego's last act whose instant is known", "UTC"),
        Column("turn_count", "integer", "changes of direction within 7 days", "turns", bounds=(0, None)),
        Column("in_audience", "boolean", "has an audience tie; null = the lists cannot tell"),
        Column("shown", "text", "dialogue in the last 90 days: both, only yours, only theirs or neither"),
    ),
    source="Wasserman & Faust (1994), section 2.3 (ego networks)",
)
def tie_overview(
    egos: str,
    identities: str,
    interactions: str,
    messages: str,
    audience: str,
    turns: str,
    covered_channels: str,
    coverage: str,
    covered_spans: str,
    list_checks: str,
) -> str:
    """Return one line on each person with whom an ego was ever in contact, or who is in its audience.

    Counts of dialogue and reaction in both directions, when, turns, and which side the imports show.

    Parameters
    ----------
    egos : ego_id
    identities : account_id, person_id
    interactions : interaction_id, network, actor_id, target_id, kind, happened_at
    messages : message_id, network, sender_id, recipient_id, recipient_count, sent_at, bulk_evidence
    audience : ego_id, alter_id, is_standing
    turns : ego_id, alter_id, turn_count
    covered_channels : ego_id, network, kind, direction, is_covered_90
    coverage : network, table_name, kind, direction
    covered_spans : network, ego_account_id, table_name, kind, direction
    list_checks : ego_id, direction, ego_account_id, kind, is_accepted, part_at

    Returns
    -------
    One row per ego and alter: counts (0 or more), instants in UTC, in_audience (nullable), shown.

    Notes
    -----
    Absent for people never met. Instants are null where none is known; in_audience is null where the tie may have ended,
    and where no complete list shows who is not in the audience, such as one that `list_checks` refuses. Zero is what was
    seen, not what happened: `shown` says whose side is complete (all dialogue kinds of all networks that the two share,
    over the last 90 days). It is no measure of strength.

    References
    ----------
    Wasserman, S. & Faust, K. (1994). Social Network Analysis, section 2.3.

    Examples
    --------
    >>> answer(tie_overview, show="alter_id dialogue_in_count reaction_out_count turn_count in_audience shown",
    ...     as_of="2024-12-31", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', interactions='''
    ...     actor_id target_id kind  happened_at
    ...     x:ann    self      reply 2024-12-01
    ...     self     x:ann     like  2024-12-02
    ...     self     x:ann     reply 2024-12-02
    ... ''', follows='''
    ...     follower_id followed_id
    ...     x:bob       self
    ... ''')
    [('x:ann', 1, 1, 1, False, 'neither'), ('x:bob', 0, 0, 0, True, 'neither')]
    """
    return f"""
    with acts as (
        select ego_id, alter_id, happened_at, direction = 'in' as is_in, kind in {DIALOGUE} as is_dialogue
        from ({acts(interactions, messages, egos)}
        ) as act
        where kind in {CONTACT}
    ),
    contact as (
        select ego_id, alter_id,
               count(case when is_dialogue and is_in then 1 end) as dialogue_in_count,
               count(case when is_dialogue and not is_in then 1 end) as dialogue_out_count,
               count(case when not is_dialogue and is_in then 1 end) as reaction_in_count,
               count(case when not is_dialogue and not is_in then 1 end) as reaction_out_count,
               min(happened_at) as first_at, max(happened_at) as last_at,
               max(case when is_in then happened_at end) as last_in_at,
               max(case when not is_in then happened_at end) as last_out_at
        from acts
        group by ego_id, alter_id
    ),
    alters as (
        select ego_id, alter_id from contact
        union
        select ego_id, alter_id from {audience}
    ),
    homes as (
        select distinct person_id, split_part(account_id, ':', 1) as network from {identities}
    ),
    by_network as (
        select ego_id, network, bool_and(is_covered_90 or direction = 'in') as has_yours,
               bool_and(is_covered_90 or direction = 'out') as has_theirs
        from {covered_channels}
        where kind in {DIALOGUE}
        group by ego_id, network
    ),
    lists as ({whole(egos, identities, coverage, covered_spans, list_checks)}
    ),
    sides as (
        select a.ego_id, a.alter_id, bool_and(coalesce(l.is_whole, true)) as has_lists,
               bool_and(coalesce(n.has_yours, false)) as has_yours,
               bool_and(coalesce(n.has_theirs, false)) as has_theirs
        from alters as a
        join homes as h on h.person_id = a.alter_id
        join homes as o on o.person_id = a.ego_id and o.network = h.network
        left join by_network as n on n.ego_id = a.ego_id and n.network = h.network
        left join lists as l on l.ego_id = a.ego_id and l.network = h.network
        group by a.ego_id, a.alter_id
    )
    select a.ego_id, a.alter_id,
           coalesce(c.dialogue_in_count, 0) as dialogue_in_count,
           coalesce(c.dialogue_out_count, 0) as dialogue_out_count,
           coalesce(c.reaction_in_count, 0) as reaction_in_count,
           coalesce(c.reaction_out_count, 0) as reaction_out_count,
           c.first_at, c.last_at, c.last_in_at, c.last_out_at,
           coalesce(t.turn_count, 0) as turn_count,
           case when m.is_standing then true when m.ego_id is null and coalesce(s.has_lists, true) then false end
               as in_audience,
           case when s.has_yours and s.has_theirs then 'both' when s.has_yours then 'only yours'
                when s.has_theirs then 'only theirs' else 'neither' end as shown
    from alters as a
    left join contact as c on c.ego_id = a.ego_id and c.alter_id = a.alter_id
    left join {audience} as m on m.ego_id = a.ego_id and m.alter_id = a.alter_id
    left join {turns} as t on t.ego_id = a.ego_id and t.alter_id = a.alter_id
    left join sides as s on s.ego_id = a.ego_id and s.alter_id = a.alter_id
    """
