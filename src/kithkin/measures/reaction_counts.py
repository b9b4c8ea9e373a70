"""The measure `reaction_counts`: how many people at least and at most reacted to an ego's posts."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from kithkin.measures._acts import within
from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: The window in days before the answer's instant.
WINDOW_DAYS: Final = 365


@measure(
    grain=("ego_id", "network", "kind"),
    columns=(
        Column("post_count", "integer", "own posts of the last 365 days, without reposts", "posts", bounds=(1, None)),
        Column("reaction_count", "integer", "reactions that the network counted on them", "acts", bounds=(0, None)),
        Column("people_at_least", "integer", "the largest count of one post", "people", bounds=(0, None)),
        Column("people_at_most", "integer", "the sum of the counts", "people", bounds=(0, None)),
    ),
    source="ours: bounds of a union by its largest part and by Boole's inequality",
)
def reaction_counts(egos: str, posts: str, *, as_of: datetime) -> str:
    """Return between which bounds the number of different people lies who liked or reposted an ego's posts.

    A person likes a post once, so at least max(count) and at most sum(count) different people did.

    Parameters
    ----------
    egos : ego_id
    posts : network, author_id, kind, posted_at, like_count, repost_count, is_deleted

    Returns
    -------
    One row per ego, network and kind (`like`, `repost`): post_count (1 or more), reaction_count,
    people_at_least, people_at_most (0 or more).

    Notes
    -----
    Absent without own posts in the last 365 days; reposts and deleted posts are left out. Counts are null
    where the network gave none; people_at_most also where some of these posts has no count. Zero: counted as
    zero. The people may or may not be followers; replies and quotes are not counted; it speaks of the posts
    that are there.

    References
    ----------
    Ours. Boole, G. (1854). An Investigation of the Laws of Thought, chapter 19, for the upper bound.

    Examples
    --------
    Three posts with 2, 5 and 0 likes: at least 5, at most 7 people.

    >>> answer(reaction_counts, show="kind post_count people_at_least people_at_most", as_of="2024-12-31",
    ...     posts='''
    ...     author_id kind   posted_at  like_count repost_count
    ...     x:me      post   2024-05-01 2          -
    ...     x:me      reply  2024-06-01 5          -
    ...     x:me      post   2024-07-01 0          -
    ...     x:me      repost 2024-07-02 900        900
    ...     x:me      post   2023-05-01 80         1
    ... ''')
    [('like', 3, 5, 7), ('repost', 3, None, None)]
    """
    return f"""
    with own as (
        select p.author_id as ego_id, p.network, p.like_count, p.repost_count
        from {posts} as p
        join {egos} as e on e.ego_id = p.author_id
        where coalesce(p.kind, 'post') <> 'repost' and not coalesce(p.is_deleted, false)
          and {within("posted_at", as_of, WINDOW_DAYS)}
    ),
    counts as (
        select ego_id, network, 'like' as kind, like_count as reactions from own
        union all
        select ego_id, network, 'repost', repost_count from own
    )
    select ego_id, network, kind, count(*) as post_count, cast(sum(reactions) as bigint) as reaction_count,
           max(reactions) as people_at_least,
           case when count(reactions) = count(*) then cast(sum(reactions) as bigint) end as people_at_most
    from counts
    group by ego_id, network, kind
    """
