"""The measure `answers`: each answer, and how long it took."""

from __future__ import annotations

from kithkin.measures._acts import EXCHANGE_DAYS, acts
from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "alter_id", "direction", "act_id"),
    columns=(
        Column("network", "text", "where it was given"),
        Column("kind", "text", "reply, comment or message"),
        Column("answered_at", "instant", "when it was given", "UTC"),
        Column("latency_seconds", "integer", "from what it answers to the answer", "seconds", bounds=(0, None)),
    ),
    source="Eckmann, Moses & Sergi (2004), section 'Dialogues'",
)
def answers(egos: str, interactions: str, messages: str, posts: str) -> str:
    """Return each answer between an ego and an alter, with the time it took.

    For a reply or comment: its instant less that of the post it answers. For a message: its instant less that
    of the message before it, where that came from the other side within 7 days.

    Parameters
    ----------
    egos : ego_id
    interactions : interaction_id, network, actor_id, target_id, kind, happened_at, target_post_id, target_posted_at
    messages : message_id, network, sender_id, recipient_id, recipient_count, sent_at, bulk_evidence
    posts : post_id, posted_at

    Returns
    -------
    One row per ego, alter, direction (`out` = the ego answered) and act: network, kind, answered_at in UTC,
    latency_seconds (0 or more).

    Notes
    -----
    Absent where either instant is not known, and where a reply is dated before its parent. Never null. Zero:
    within the same second. A message is taken to answer the one before it; that it does is not checked.

    References
    ----------
    Eckmann, J.-P., Moses, E. & Sergi, D. (2004). Entropy of dialogues creates coherent structures in e-mail
    traffic. PNAS 101(40). The limit of 7 days is ours.

    Examples
    --------
    >>> answer(answers, show="alter_id direction kind latency_seconds", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', interactions='''
    ...     actor_id target_id kind  happened_at      target_posted_at
    ...     self     x:ann     reply 2024-01-01T10:30 2024-01-01T10:00
    ... ''', messages='''
    ...     sender_id recipient_id sent_at
    ...     self      x:bob        2024-01-01T08:00
    ...     x:bob     self         2024-01-01T08:01
    ... ''')
    [('x:ann', 'out', 'reply', 1800), ('x:bob', 'in', 'message', 60)]
    """
    return f"""
    with parents as (
        select i.interaction_id as act_id, coalesce(i.target_posted_at, p.posted_at) as parent_at
        from {interactions} as i
        left join {posts} as p on p.post_id = i.target_post_id
        where i.kind in ('reply', 'comment') and coalesce(i.target_posted_at, p.posted_at) is not null
    ),
    replies as (
        select a.ego_id, a.alter_id, a.direction, a.act_id, a.network, a.kind, a.happened_at, p.parent_at
        from ({acts(interactions, messages, egos)}
        ) as a
        join parents as p on p.act_id = a.act_id
        where a.kind in ('reply', 'comment')
    ),
    letters as (
        select ego_id, alter_id, direction, act_id, network, kind, happened_at,
               lag(direction) over (
                   partition by ego_id, alter_id order by happened_at, act_id, direction
               ) as previous,
               lag(happened_at) over (
                   partition by ego_id, alter_id order by happened_at, act_id, direction
               ) as parent_at
        from ({acts(interactions, messages, egos)}
        ) as act
        where kind = 'message' and happened_at is not null
    ),
    together as (
        select ego_id, alter_id, direction, act_id, network, kind, happened_at, parent_at from replies
        union all
        select ego_id, alter_id, direction, act_id, network, kind, happened_at, parent_at
        from letters
        where direction <> previous and date_diff('second', parent_at, happened_at) <= {EXCHANGE_DAYS * 86400}
    )
    select ego_id, alter_id, direction, act_id, network, kind, happened_at as answered_at,
           date_diff('second', parent_at, happened_at) as latency_seconds
    from together
    where happened_at >= parent_at
    """
