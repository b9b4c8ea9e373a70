"""The measure `topic_examples`: three posts that show what a topic is about."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("community_id", "topic", "place_in_list"),
    columns=(
        Column("row_id", "text", "the post"),
        Column("author_id", "text", "who wrote it"),
        Column("written_at", "instant", "when", "UTC"),
        Column("title", "text", "subject, where there is one"),
        Column("text", "text", "the words"),
        Column("nearness", "double", "cosine of its conversation with the topic", bounds=(0, 1)),
    ),
    source="ours: the conversations nearest to a topic",
)
def topic_examples(topics: str, posts: str, texts: str, template: str, *, shown: int = 3) -> str:
    """Return the posts that show a topic: the first post of each of the conversations nearest to it.

    Order: nearness, then the post's id; one post a conversation, and one of each wording.

    Parameters
    ----------
    topics : table_name, row_id, topic, community_id, author_id, written_at, title, text, nearness
    posts : post_id, thread_id
    texts : text_id, table_name, row_id
    template : text_id, skeleton_id
    shown : how many

    Returns
    -------
    One row per community, topic and place in the list (from 1): the post, who, when, the words, nearness (0 to 1).

    Notes
    -----
    Absent for topics of private messages alone: those are no examples to show. Fewer than `shown` where a topic has fewer
    conversations in posts. written_at and title are null where not known. Never zero.

    References
    ----------
    Ours.

    Examples
    --------
    >>> about = ["glue warps the cover", "glue on a cover", "cover and glue dry", "the glue for covers, cover it",
    ...          "ink on paper bleeds", "paper takes ink", "which paper for ink", "ink and thick paper"]
    >>> answer(topic_examples, show="topic place_in_list", topic_count=2, shown=1, posts=[
    ...     {"post_id": f"m:{n}", "author_id": "m:ann", "text": text} for n, text in enumerate(about)])
    [('cover, glue', 1), ('ink, paper', 1)]
    """
    return f"""
    with opening as (
        select o.*, row_number() over (
            partition by o.community_id, o.topic, coalesce(p.thread_id, p.post_id)
            order by o.written_at nulls last, o.row_id
        ) as place_in_thread
        from {topics} as o join {posts} as p on p.post_id = o.row_id
        where o.table_name = 'posts'
    ),
    worded as (
        select o.*, row_number() over (
            partition by o.community_id, o.topic, coalesce(k.skeleton_id, o.row_id) order by o.nearness desc, o.row_id
        ) as place_in_wording
        from opening as o
        join {texts} as t on t.table_name = 'posts' and t.row_id = o.row_id
        left join {template} as k on k.text_id = t.text_id
        where o.place_in_thread = 1
    ),
    placed as (
        select community_id, topic, row_id, author_id, written_at, title, text, nearness,
               row_number() over (partition by community_id, topic order by nearness desc, row_id) as place_in_list
        from worded where place_in_wording = 1
    )
    select community_id, topic, place_in_list, row_id, author_id, written_at, title, text, nearness
    from placed where place_in_list <= {shown}
    """
