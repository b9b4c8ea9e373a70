"""The measure `shared_threads`: conversations in which two people both wrote."""

from __future__ import annotations

from typing import Final

from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: A thread in which more people wrote is a crowd, and says nothing of any two of them.
MOST_PEOPLE: Final = 200


@measure(
    grain=("ego_id", "alter_id", "thread_id"),
    columns=(
        Column("network", "text", "where"),
        Column("title", "text", "its first subject or headline; null = it has none"),
        Column("theirs_count", "integer", "what they wrote in it", "texts", bounds=(1, None)),
        Column("yours_count", "integer", "what the ego wrote in it", "texts", bounds=(1, None)),
        Column("people_count", "integer", "people who wrote in it", "people", bounds=(2, MOST_PEOPLE)),
        Column("first_at", "instant", "the first text of either whose instant is known", "UTC"),
        Column("last_at", "instant", "the last of them", "UTC"),
    ),
    source="Feld (1981), section 'Focus theory': people are tied through what they take part in",
)
def shared_threads(egos: str, posts: str, interactions: str, messages: str) -> str:
    """Return the threads in which an ego and an alter both wrote.

    Over posts and messages that name their thread, and replies and comments of which the post is not held.

    Parameters
    ----------
    egos : ego_id
    posts : post_id, author_id, posted_at, thread_id, title, network, kind
    interactions : interaction_id, actor_id, kind, happened_at, post_id, thread_id, network
    messages : message_id, sender_id, sent_at, thread_id, subject, network

    Returns
    -------
    One row per ego, alter and thread: what each wrote in it (1 or more), how many people did, first_at and last_at.

    Notes
    -----
    Absent where threads are not named, and for threads in which more than 200 people wrote. title is null where no
    text has one; instants are null where none is known. Never zero. That both wrote does not say that they talked.

    References
    ----------
    Feld, S. L. (1981). The focused organization of social ties. American Journal of Sociology 86(5).

    Examples
    --------
    >>> answer(shared_threads, show="alter_id thread_id title theirs_count yours_count people_count",
    ...     identities=[{"account_id": "m:me", "person_id": "self"}], posts=[
    ...     {"post_id": "m:1", "author_id": "m:ann", "title": "Glue", "thread_id": "m:1"},
    ...     {"post_id": "m:2", "author_id": "self", "thread_id": "m:1"},
    ...     {"post_id": "m:3", "author_id": "m:ann", "thread_id": "m:1"},
    ... ])
    [('m:ann', 'm:1', 'Glue', 2, 1, 2)]
    """
    return f"""
    with written as (
        select thread_id, author_id as person_id, post_id as text_id, network, posted_at as written_at, title from {posts}
        where thread_id is not null and author_id is not null and kind is distinct from 'repost'
        union
        select thread_id, actor_id, coalesce(post_id, interaction_id), network, happened_at, null from {interactions}
        where thread_id is not null and actor_id is not null and kind in ('reply', 'comment')
        union
        select thread_id, sender_id, message_id, network, sent_at, subject from {messages}
        where thread_id is not null and sender_id is not null
    ),
    shares as (
        select thread_id, person_id, count(distinct text_id) as text_count, max(network) as network,
               min(written_at) as first_at, max(written_at) as last_at
        from written
        group by thread_id, person_id
    ),
    threads as (
        select thread_id, count(*) as people_count from shares group by thread_id
        having count(*) between 2 and {MOST_PEOPLE}
    ),
    titles as (
        select thread_id, title, row_number() over (partition by thread_id order by written_at, text_id) as place
        from written
        where title is not null and title <> ''
    )
    select e.ego_id, a.person_id as alter_id, t.thread_id, a.network, h.title, a.text_count as theirs_count,
           m.text_count as yours_count, t.people_count, least(m.first_at, a.first_at) as first_at,
           greatest(m.last_at, a.last_at) as last_at
    from {egos} as e
    join shares as m on m.person_id = e.ego_id
    join threads as t on t.thread_id = m.thread_id
    join shares as a on a.thread_id = t.thread_id and a.person_id <> e.ego_id
    left join titles as h on h.thread_id = t.thread_id and h.place = 1
    """
