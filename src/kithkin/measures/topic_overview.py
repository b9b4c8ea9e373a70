"""The measure `topic_overview`: how much a community speaks of each topic, asks about it, and the ego posts on it."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("community_id", "topic"),
    columns=(
        Column("terms", "text", "the words that set it apart"),
        Column("space", "text", "what the topics there are grouped by: meaning or words"),
        Column("text_count", "integer", "texts of others on it", "texts", bounds=(0, None)),
        Column("people_count", "integer", "other people who wrote on it", "people", bounds=(0, None)),
        Column("question_count", "integer", "texts of others that ask", "texts", bounds=(0, None)),
        Column("own_count", "integer", "texts of the ego on it", "texts", bounds=(0, None)),
        Column("community_share", "double", "share of what others write and ask there", bounds=(0, 1)),
        Column("own_share", "double", "share of what the ego writes there", bounds=(0, 1)),
        Column("share_difference", "double", "own share less the community's", bounds=(-1, 1)),
        Column("first_at", "instant", "the first text", "UTC"),
        Column("last_at", "instant", "the last text", "UTC"),
    ),
    source="ours: shares of texts by topic; a question counts twice",
)
def topic_overview(topics: str, texts: str, question: str) -> str:
    """Return the topics of each community: how many texts and people, how many questions, and the ego's own part.

    The community's share of a topic is (its texts + its questions) / the same over all topics; the ego's is a share of
    its own posts.

    Parameters
    ----------
    topics : table_name, row_id, topic, terms, space, community_id, author_id, written_at (posts only)
    texts : text_id, table_name, row_id
    question : text_id, is_question

    Returns
    -------
    One row per community and topic: counts (0 or more), shares (0 to 1), their difference, first and last instant.

    Notes
    -----
    Absent for topics without a post there. A share is null where that side wrote nothing on any topic. Zero: nothing
    on this topic. Private messages do not count. A text is on one topic at most, though it may speak of several.

    References
    ----------
    Ours.

    Examples
    --------
    >>> about = ["glue warps the cover", "glue on a cover", "cover and glue dry", "does glue hold a cover?",
    ...          "ink on paper bleeds", "paper takes ink", "which paper for ink?", "ink and thick paper"]
    >>> answer(topic_overview, show="topic text_count question_count own_share", topic_count=2,
    ...     identities=[{"account_id": "m:me", "person_id": "self"}], posts=[
    ...     {"post_id": f"m:{n}", "author_id": "self" if n < 2 else "m:ann", "network": "m", "text": text}
    ...     for n, text in enumerate(about)])
    [('cover, glue', 2, 1, 1.0), ('ink, paper', 4, 1, 0.0)]
    """
    return f"""
    with asked as (
        select t.table_name, t.row_id from {texts} as t join {question} as q on q.text_id = t.text_id where q.is_question
    ),
    counted as (
        select o.community_id, o.topic, min(o.terms) as terms, min(o.space) as space,
               count(*) filter (where o.author_id <> 'self') as text_count,
               count(distinct case when o.author_id <> 'self' then o.author_id end) as people_count,
               count(a.row_id) filter (where o.author_id <> 'self') as question_count,
               count(*) filter (where o.author_id = 'self') as own_count,
               min(o.written_at) as first_at, max(o.written_at) as last_at
        from {topics} as o
        left join asked as a on a.table_name = o.table_name and a.row_id = o.row_id
        where o.table_name = 'posts'
        group by o.community_id, o.topic
    ),
    totals as (
        select community_id, sum(text_count + question_count) as said_count, sum(own_count) as own_count
        from counted group by community_id
    )
    select c.community_id, c.topic, c.terms, c.space, c.text_count, c.people_count, c.question_count, c.own_count,
           (c.text_count + c.question_count) * 1e0 / nullif(t.said_count, 0) as community_share,
           c.own_count * 1e0 / nullif(t.own_count, 0) as own_share,
           c.own_count * 1e0 / nullif(t.own_count, 0)
           - (c.text_count + c.question_count) * 1e0 / nullif(t.said_count, 0) as share_difference,
           c.first_at, c.last_at
    from counted as c join totals as t on t.community_id = c.community_id
    """
