"""The measure `follow_provenance`: how each follower most likely came."""

from __future__ import annotations

from typing import Final

from kithkin.measures._acts import DIALOGUE, acts, followed
from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: What lies so many days before a follow may have brought it.
DAYS: Final = 7


@measure(
    grain=("ego_id", "alter_id"),
    columns=(
        Column("came_by", "text", "conversation, my follow first, my post, a mention, a burst, unknown or undated"),
        Column("arrived_at", "instant", "when they came, where known to the instant", "UTC"),
        Column("evidence_at", "instant", "when what may have brought them happened", "UTC"),
        Column("by_id", "text", "who named the ego, where it was a mention"),
        Column("says", "text", "the evidence in words"),
    ),
    source="ours: the nearest of several possible causes in a fixed order",
)
def follow_provenance(
    egos: str, audience: str, interactions: str, messages: str, follows: str, burst_members: str
) -> str:
    """Return for each person of an audience how they most likely came, with the evidence.

    The first that holds of the 7 days before the follow: conversation (words either way); my follow first (within
    30 days); my post (they reacted to it); a mention (somebody they follow named the ego); a burst; else unknown.

    Parameters
    ----------
    egos : ego_id
    audience : ego_id, alter_id
    interactions : actor_id, target_id, kind, happened_at
    messages : sender_id, recipient_id, sent_at
    follows : follower_id, followed_id, followed_at
    burst_members : ego_id, alter_id, arrived_at, basis, burst_number

    Returns
    -------
    One row per ego and person of its audience.

    Notes
    -----
    Absent for people outside the audience. `undated` where no export says when they came (an inferred date is too wide for
    this); `unknown` where it is said, and nothing imported lies before it. Clocks that disagree by minutes may put
    an answer before the follow or after it. That it came first does not prove that it brought them.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(follow_provenance, show="alter_id came_by evidence_at", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', follows='''
    ...     follower_id followed_id followed_at
    ...     x:ann       self        2024-01-05
    ...     x:bob       self        2024-01-05
    ...     x:cat       self        -
    ... ''', interactions='''
    ...     actor_id target_id kind  happened_at
    ...     self     x:ann     reply 2024-01-04
    ...     x:bob    self      like  2023-01-04
    ... ''')
    [('x:ann', 'conversation', '2024-01-04'), ('x:bob', 'unknown', None), ('x:cat', 'undated', None)]
    """
    return f"""
    with came as (
        select ego_id, alter_id, min(arrived_at) as arrived_at, min(burst_number) as burst_number from {burst_members}
        where basis = 'read' group by ego_id, alter_id
    ),
    passed as (
        select c.ego_id, c.alter_id, max(case when a.kind in {DIALOGUE} then a.happened_at end) as talked_at,
               max(case when a.kind in {DIALOGUE} and a.direction = 'out' then a.happened_at end) as wrote_at,
               max(case when a.direction = 'in' then a.happened_at end) as reacted_at
        from came as c
        join ({acts(interactions, messages, egos)}
        ) as a on a.ego_id = c.ego_id and a.alter_id = c.alter_id
        where a.happened_at < c.arrived_at and a.happened_at >= c.arrived_at - interval {DAYS} day
        group by c.ego_id, c.alter_id
    ),
    followed as ({followed(follows, egos)}
    ),
    mentions as (
        select c.ego_id, c.alter_id, max(i.happened_at) as named_at,
               arg_max(i.actor_id, struct_pack(happened := i.happened_at, who := i.actor_id)) as by_id
        from came as c
        join {interactions} as i on i.target_id = c.ego_id and i.kind in ('mention', 'quote', 'repost')
            and i.happened_at < c.arrived_at and i.happened_at >= c.arrived_at - interval {DAYS} day
        join {follows} as f on f.follower_id = c.alter_id and f.followed_id = i.actor_id
        where i.actor_id <> c.alter_id
        group by c.ego_id, c.alter_id
    ),
    facts as (
        select p.ego_id, p.alter_id, c.arrived_at, a.talked_at, a.wrote_at, a.reacted_at, f.followed_at, m.named_at, m.by_id,
               c.burst_number,
               case when c.arrived_at is null then 'undated'
                    when a.talked_at is not null then 'conversation'
                    when f.followed_at < c.arrived_at and f.followed_at >= c.arrived_at - interval 30 day then 'my follow first'
                    when a.reacted_at is not null then 'my post'
                    when m.named_at is not null then 'a mention'
                    when c.burst_number is not null then 'a burst' else 'unknown' end as came_by
        from {audience} as p
        left join came as c on c.ego_id = p.ego_id and c.alter_id = p.alter_id
        left join passed as a on a.ego_id = p.ego_id and a.alter_id = p.alter_id
        left join followed as f on f.ego_id = p.ego_id and f.alter_id = p.alter_id
        left join mentions as m on m.ego_id = p.ego_id and m.alter_id = p.alter_id
    )
    select ego_id, alter_id, came_by, arrived_at,
           case when came_by = 'conversation' then talked_at when came_by = 'my follow first' then followed_at
                when came_by = 'my post' then reacted_at when came_by = 'a mention' then named_at end as evidence_at,
           case when came_by = 'a mention' then by_id end as by_id,
           case when came_by = 'conversation' and wrote_at is not null then 'You wrote to them before they followed.'
                when came_by = 'conversation' then 'They wrote to you before they followed.'
                when came_by = 'my follow first' then 'You followed them first.'
                when came_by = 'my post' then 'They reacted to a post of yours before they followed.'
                when came_by = 'a mention' then 'Somebody they follow named you before.'
                when came_by = 'a burst' then 'They came in a burst.'
                when came_by = 'unknown' then 'Nothing that was imported lies before it.'
                else 'No export says when they came.' end as says
    from facts
    """
