"""The measure `topic_texts`: the posts and messages that topics are made of, by conversation."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("table_name", "row_id"),
    columns=(
        Column("community_id", "text", "list or group, else the network"),
        Column("conversation_id", "text", "the thread, else the text itself"),
        Column("author_id", "text", "who wrote it"),
        Column("network", "text", "network"),
        Column("written_at", "instant", "when", "UTC"),
        Column("title", "text", "subject, where there is one"),
        Column("text", "text", "the words"),
    ),
    source="ours",
)
def topic_texts(texts: str, posts: str, chosen_community: str, *, at_most: int = 20_000) -> str:
    """Return the posts and messages of the chosen community, each with its conversation, the latest conversations first.

    A conversation is the texts of one thread in one community, or a text alone.

    Parameters
    ----------
    texts : table_name, row_id, author_id, network, written_at, text
    posts : post_id, thread_id, community_id, title
    chosen_community : community_id, person_id (whose texts are read)
    at_most : conversations that are read, the latest

    Returns
    -------
    One row per text: where and in which conversation it stands, who wrote it when, the words.

    Notes
    -----
    Absent for texts of people who are not of the community, for reposts, requests and profiles, and for conversations beyond
    the latest `at_most`. written_at and title are null where not known.

    References
    ----------
    Ours.

    Examples
    --------
    >>> said = [{"post_id": f"m:{n}", "author_id": "m:ann", "network": "m", "thread_id": thread, "text": "Which glue?"}
    ...     for n, thread in ((1, "m:1"), (2, "m:1"), (3, None))]
    >>> answer(topic_texts, show="row_id community_id conversation_id", posts=said)
    [('m:1', 'm', 'm:1'), ('m:2', 'm', 'm:1'), ('m:3', 'm', 'posts m:3')]
    """
    return f"""
    with placed as (
        select t.table_name, t.row_id, coalesce(nullif(p.community_id, ''), t.network) as community_id,
               coalesce(nullif(p.thread_id, ''), t.table_name || ' ' || t.row_id) as conversation_id,
               t.author_id, t.network, t.written_at, p.title, t.text
        from {texts} as t left join {posts} as p on t.table_name = 'posts' and p.post_id = t.row_id
        where t.table_name in ('posts', 'messages')
    ),
    theirs as (
        select p.* from placed as p
        join {chosen_community} as c on c.community_id = p.community_id and c.person_id = p.author_id
    ),
    latest as (
        select community_id, conversation_id,
               row_number() over (
                   order by max(written_at) desc nulls last, conversation_id desc, community_id desc
               ) as place
        from theirs group by community_id, conversation_id
    )
    select t.table_name, t.row_id, t.community_id, t.conversation_id, t.author_id, t.network, t.written_at, t.title, t.text
    from theirs as t join latest as l on l.community_id = t.community_id and l.conversation_id = t.conversation_id
    where l.place <= {at_most}
    """
