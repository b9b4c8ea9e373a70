"""The measure `first_contact`: after which post of an ego each person began to follow, react or talk."""

from __future__ import annotations

from typing import Final

from kithkin.measures._acts import OWN_MESSAGES
from kithkin.model.measure import measure
from kithkin.model.sql import one_of
from kithkin.model.tables import DIALOGUE_KINDS, REACTION_KINDS, Column

#: A follow is lined up with the last post before it, if that is not older than this.
FOLLOW_DAYS: Final = 3
#: The kinds of acts, and which way each is.
_ACT: Final = one_of((*REACTION_KINDS, *DIALOGUE_KINDS))
_WAY: Final = f"case when i.kind in {one_of(REACTION_KINDS)} then 'reaction' else 'talk' end"


@measure(
    grain=("ego_id", "alter_id", "way"),
    columns=(
        Column("network", "text", "where"),
        Column("began_at", "instant", "the first such act; null = not known to within a day", "UTC"),
        Column("post_id", "text", "the ego's post that it answers, or that came before it; null = cannot be told"),
        Column("says", "text", "how the post is known, or why it is not"),
    ),
    source="ours",
)
def first_contact(egos: str, interactions: str, messages: str, follows: str, posts: str) -> str:
    """Return how each person began with an ego, each way on its own (follow, reaction, talk), and after which post.

    Reaction and talk: the first act towards the ego, and the ego's post that it names. Follow: the ego's last post on that
    network in the 3 days before.

    Parameters
    ----------
    egos : ego_id
    interactions : interaction_id, network, actor_id, target_id, kind, happened_at, target_post_id
    messages : message_id, network, sender_id, recipient_id, recipient_count, sent_at, bulk_evidence
    follows : follower_id, followed_id, network, kind, followed_at
    posts : post_id, author_id, network, posted_at

    Returns
    -------
    One row per ego, person and way: when, and the post where it can be told.

    Notes
    -----
    Absent for who never began that way, as far as is shown. post_id is null where the act names no post (a message), where
    the person's first act cannot be told because the time of one of them is not known, where a follow has no known time,
    and where no post came shortly before it. Never zero. That a follow came after a post does not say that it came of it.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(first_contact, show="alter_id way post_id", identities=[{"account_id": "m:me", "person_id": "self"}],
    ...     posts=[{"post_id": "m:1", "author_id": "self", "text": "Glue.", "posted_at": "2024-01-01", "network": "m"}],
    ...     follows=[{"follower_id": "m:ann", "followed_id": "self", "followed_at": "2024-01-02"},
    ...              {"follower_id": "m:bob", "followed_id": "self"}],
    ...     interactions=[{"actor_id": "m:ann", "target_id": "self", "kind": "like", "happened_at": "2024-01-03",
    ...                    "target_post_id": "m:1"}])
    [('m:ann', 'follow', 'm:1'), ('m:ann', 'reaction', 'm:1'), ('m:bob', 'follow', None)]
    """
    return f"""
    with own as (
        select author_id as ego_id, post_id, network, posted_at from {posts} as p join {egos} as e on e.ego_id = p.author_id
        where coalesce(p.kind, 'post') <> 'repost'
    ),
    acts as (
        select e.ego_id, i.actor_id as alter_id, {_WAY} as way, i.network, i.happened_at
        from {interactions} as i join {egos} as e on e.ego_id = i.target_id
        where i.actor_id is not null and i.kind in {_ACT}
        union all
        select e.ego_id, m.sender_id, 'talk', m.network, m.sent_at
        from {messages} as m join {egos} as e on e.ego_id = m.recipient_id
        where m.sender_id is not null and {OWN_MESSAGES}
    ),
    summed as (
        select ego_id, alter_id, way, min(network) as network, min(happened_at) as began_at, count(*) as act_count,
               count(happened_at) as timed_count
        from acts group by ego_id, alter_id, way
    ),
    named as (
        select o.ego_id, i.actor_id as alter_id, {_WAY} as way, count(*) as named_count, min(o.post_id) as only_id,
               min(o.post_id) = max(o.post_id) as is_one, min(i.happened_at) as named_at,
               arg_min(o.post_id, struct_pack(happened := i.happened_at, tie := i.interaction_id))
                   filter (where i.happened_at is not null) as first_id
        from {interactions} as i join own as o on o.ego_id = i.target_id and o.post_id = i.target_post_id
        where i.actor_id is not null and i.kind in {_ACT} and i.target_post_id is not null
        group by o.ego_id, i.actor_id, {_WAY}
    ),
    begun as (
        select s.ego_id, s.alter_id, s.way, s.network, case when timed_count = act_count then began_at end as began_at,
               case when is_one and named_count = act_count then only_id
                    when timed_count = act_count and named_at = began_at then first_id end as post_id,
               case when is_one and named_count = act_count then 'the post that it is about'
                    when timed_count < act_count then 'which came first is not known'
                    when named_at = began_at then 'the post that it is about'
                    else 'it names no post of yours that is held' end as says
        from summed as s left join named as n on n.ego_id = s.ego_id and n.alter_id = s.alter_id and n.way = s.way
    ),
    followed as (
        select e.ego_id, f.follower_id as alter_id, min(f.network) as network,
               case when count(f.followed_at) = count(*) then min(f.followed_at) end as began_at
        from {follows} as f join {egos} as e on e.ego_id = f.followed_id
        where f.kind = 'follow' and f.follower_id is not null
        group by e.ego_id, f.follower_id
    ),
    moments as (
        select ego_id, network, posted_at, max(post_id) as post_id from own where posted_at is not null
        group by ego_id, network, posted_at
    ),
    line as (
        select ego_id, network, alter_id, began_at as moment, null as posted_at from followed where began_at is not null
        union all
        select ego_id, network, null, posted_at, posted_at from moments
    ),
    lined as (
        select ego_id, network, alter_id, moment,
               max(posted_at) over (
                   partition by ego_id, network order by moment range between unbounded preceding and current row
               ) as posted_at
        from line
    ),
    before as (
        select l.ego_id, l.alter_id, m.post_id from lined as l
        join moments as m on m.ego_id = l.ego_id and m.network = l.network and m.posted_at = l.posted_at
        where l.alter_id is not null and date_diff('second', l.posted_at, l.moment) <= {FOLLOW_DAYS * 86400}
    )
    select ego_id, alter_id, way, network, began_at, post_id, says from begun
    union all
    select f.ego_id, f.alter_id, 'follow', f.network, f.began_at, b.post_id,
           case when f.began_at is null then 'when they followed is not known'
                when b.post_id is null then 'no post of yours came in the {FOLLOW_DAYS} days before'
                else 'your last post before they followed' end
    from followed as f left join before as b on b.ego_id = f.ego_id and b.alter_id = f.alter_id
    """
