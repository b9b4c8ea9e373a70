"""The measure `communities`: the lists, groups and networks in which others' words are held."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("community_id",),
    columns=(
        Column("network", "text", "network"),
        Column("people_count", "integer", "people who wrote there", "people", bounds=(1, None)),
        Column("post_count", "integer", "posts", "posts", bounds=(1, None)),
        Column("own_count", "integer", "posts of the user's own", "posts", bounds=(0, None)),
        Column("question_count", "integer", "posts that ask", "posts", bounds=(0, None)),
        Column("open_count", "integer", "questions of others still open", "questions", bounds=(0, None)),
        Column("last_at", "instant", "the last post", "UTC"),
    ),
    source="ours: posts by mailing list, group or network",
)
def communities(posts: str, texts: str, question: str, open_questions: str) -> str:
    """Return the communities of which posts are held: mailing lists, groups, else the network as a whole.

    Counts of people, posts, questions and open questions.

    Parameters
    ----------
    posts : post_id, author_id, community_id, network, kind, posted_at
    texts : text_id, table_name, row_id
    question : text_id, is_question
    open_questions : row_id, table_name, community_id

    Returns
    -------
    One row per community: people_count, post_count (1 or more), own_count, question_count, open_count (0 or more).

    Notes
    -----
    Absent where no post is held. last_at is null where no instant is known. Zero: none among the posts that are held.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(communities, show="community_id people_count open_count", posts=[
    ...     {"post_id": "m:1", "author_id": "m:ann", "text": "Which glue holds?", "community_id": "m:list:paper"},
    ... ])
    [('m:list:paper', 1, 1)]
    """
    return f"""
    with asking as (
        select t.row_id from {texts} as t join {question} as q on q.text_id = t.text_id
        where t.table_name = 'posts' and q.is_question
    ),
    waiting as (
        select community_id, count(*) as open_count from {open_questions} where table_name = 'posts' group by community_id
    ),
    counted as (
        select coalesce(p.community_id, p.network) as community_id, min(p.network) as network,
               count(distinct p.author_id) as people_count, count(*) as post_count,
               count(*) filter (where p.author_id = 'self') as own_count, count(a.row_id) as question_count,
               max(p.posted_at) as last_at
        from {posts} as p left join asking as a on a.row_id = p.post_id
        where coalesce(p.kind, 'post') <> 'repost' and p.author_id is not null
        group by coalesce(p.community_id, p.network)
    )
    select c.community_id, c.network, c.people_count, c.post_count, c.own_count, c.question_count,
           coalesce(w.open_count, 0) as open_count, c.last_at
    from counted as c left join waiting as w on w.community_id = c.community_id
    """
