"""The measure `dialogue_ratio`: how much of what an ego posts is dialogue."""

from __future__ import annotations

from datetime import datetime

from kithkin.measures._acts import EXCHANGE_DAYS, within
from kithkin.model.measure import measure
from kithkin.model.sql import days_before
from kithkin.model.tables import Column


@measure(
    grain=("ego_id",),
    columns=(
        Column("post_count", "integer", "own posts, without reposts", "posts", bounds=(1, None)),
        Column("reply_count", "integer", "those that answer somebody else", "posts", bounds=(0, None)),
        Column("reply_share", "double", "reply_count / post_count", "fraction of own posts", bounds=(0, 1)),
        Column("received_count", "integer", "replies received at least 30 days ago", "acts", bounds=(0, None)),
        Column("answered_count", "integer", "those after which the ego came back", "acts", bounds=(0, None)),
        Column("answered_share", "double", "answered / received", "fraction of replies received", bounds=(0, 1)),
        Column("opening_count", "integer", "own posts that answer nobody", "posts", bounds=(0, None)),
        Column("began_count", "integer", "those that began an exchange of two turns", "posts", bounds=(0, None)),
        Column("began_share", "double", "began_count / opening_count", "fraction of own openings", bounds=(0, 1)),
    ),
    source="Boyd, Golder & Lotan (2010), section 3; ours in the last two shares",
)
def dialogue_ratio(
    egos: str, posts: str, interactions: str, incoming_dialogue: str, covered_channels: str, *, as_of: datetime
) -> str:
    """Return how much of what an ego posted in the last 365 days is dialogue, by three shares.

    Replies to others / own posts; replies received that the ego answered / replies received; own openings
    that somebody answered and the ego came back to within 7 days / own openings.

    Parameters
    ----------
    egos : ego_id
    posts : post_id, network, author_id, kind, posted_at, reply_to_id
    interactions : interaction_id, target_post_id
    incoming_dialogue : ego_id, act_id, kind, happened_at, answered_at, is_answered
    covered_channels : ego_id, network, kind, direction, is_covered_365

    Returns
    -------
    One row per ego: counts (post_count 1 or more, others 0 or more) and the three shares (0 to 1).

    Notes
    -----
    Absent for an ego without own posts in the last 365 days; reposts are no own posts. received_count,
    answered_count, began_count and their shares are null where replies and comments to the ego and from it
    are not covered on every network where it posted; answered_count and its share also where some answer could
    have gone unseen; a share where its denominator is zero. Zero: no dialogue seen. An answer to oneself (a
    thread) is no reply. It does not weigh how long or how kind an answer is.

    References
    ----------
    Boyd, D., Golder, S. & Lotan, G. (2010). Tweet, tweet, retweet. HICSS-43, section 3, for the share of replies.

    Examples
    --------
    Of three posts one is a reply to Ann, one is a thread with oneself; an archive names no reply received:

    >>> answer(dialogue_ratio, show="post_count reply_share received_count began_share", as_of="2024-12-31",
    ...     identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', posts='''
    ...     author_id kind   posted_at  reply_to_id
    ...     self      post   2024-05-01 -
    ...     self      reply  2024-05-02 x:ann
    ...     self      reply  2024-05-03 self
    ...     self      repost 2024-05-04 -
    ... ''')
    [(3, 0.3333, None, None)]
    """
    return f"""
    with own as (
        select p.author_id as ego_id, p.post_id, p.network,
               coalesce(p.kind, 'post') in ('reply', 'comment') and coalesce(p.reply_to_id, '') <> p.author_id as is_reply,
               coalesce(p.kind, 'post') in ('reply', 'comment') as is_answer
        from {posts} as p
        join {egos} as e on e.ego_id = p.author_id
        where coalesce(p.kind, 'post') <> 'repost' and {within("posted_at", as_of, 365)}
    ),
    begun as (
        select distinct o.post_id
        from own as o
        join {interactions} as i on i.target_post_id = o.post_id
        join {incoming_dialogue} as r on r.ego_id = o.ego_id and r.act_id = i.interaction_id
        where not o.is_answer and r.kind in ('reply', 'comment')
          and date_diff('second', r.happened_at, r.answered_at) <= {EXCHANGE_DAYS * 86400}
    ),
    written as (
        select o.ego_id, count(*) as post_count, count(*) filter (where o.is_reply) as reply_count,
               count(*) filter (where not o.is_answer) as opening_count, count(b.post_id) as begun_count
        from own as o
        left join begun as b on b.post_id = o.post_id
        group by o.ego_id
    ),
    heard as (
        select ego_id, count(*) as received_count,
               case when count(is_answered) = count(*) then count(*) filter (where is_answered) end as answered_count
        from {incoming_dialogue}
        where kind in ('reply', 'comment') and happened_at < {days_before(as_of, 30)}
        group by ego_id
    ),
    known as (
        select o.ego_id, bool_and(coalesce(c.is_covered_365, false)) as is_known
        from (select distinct ego_id, network from own) as o
        left join {covered_channels} as c on c.ego_id = o.ego_id and c.network = o.network
            and c.kind in ('reply', 'comment')
        group by o.ego_id
    ),
    counts as (
        select w.ego_id, w.post_count, w.reply_count, w.opening_count,
               case when k.is_known then coalesce(h.received_count, 0) end as received_count,
               case when k.is_known and h.ego_id is null then 0 when k.is_known then h.answered_count end
               as answered_count,
               case when k.is_known then w.begun_count end as began_count
        from written as w
        left join heard as h on h.ego_id = w.ego_id
        left join known as k on k.ego_id = w.ego_id
    )
    select ego_id, post_count, reply_count, reply_count / nullif(cast(post_count as double), 0) as reply_share,
           received_count, answered_count, answered_count / nullif(cast(received_count as double), 0) as answered_share,
           opening_count, began_count, began_count / nullif(cast(opening_count as double), 0) as began_share
    from counts
    """
