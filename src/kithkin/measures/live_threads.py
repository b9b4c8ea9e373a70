"""The measure `live_threads`: conversations that go on now among people an ego talks with."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from kithkin.model.measure import measure
from kithkin.model.sql import days_before, in_window, instant, some
from kithkin.model.tables import Column

#: A thread of more people is a crowd: that both wrote in it makes nobody a person one talks with.
MOST_PEOPLE: Final = 30


@measure(
    grain=("thread_id",),
    columns=(
        Column("community_id", "text", "list or group, else the network"),
        Column("title", "text", "subject, where there is one"),
        Column("is_alive", "boolean", "whether somebody wrote there in the window; null = that may lie before it"),
        Column("last_at", "instant", "the last post whose instant is known", "UTC"),
        Column("post_count", "integer", "posts that are held", "posts", bounds=(1, None)),
        Column("people_count", "integer", "people who wrote there", "people", bounds=(1, None)),
        Column("known_count", "integer", "of them, people with whom the ego talks", "people", bounds=(1, None)),
        Column("known_id", "text", "the one of these with whom it talks most"),
        Column("known_from", "text", "dialogue (both wrote to each other), or thread (both wrote in the same one)"),
        Column("opening_id", "text", "the first post that is held"),
        Column("asking_id", "text", "the last post that asks; null = none asks"),
        Column("asked_by_id", "text", "who asks there"),
        Column("cue", "text", "the words that ask"),
    ),
    source="ours",
)
def live_threads(
    posts: str, texts: str, question: str, talkers: str, shared_threads: str, *, as_of: datetime, days: int = 14
) -> str:
    """Return the threads that are alive, in which somebody writes with whom the user talks, and the user does not.

    Alive: a post in the last `days` days. Talks: dialogue both ways in the last 365 days (`talkers`), or both wrote in one
    thread of 30 people or fewer in that time: on a list, a word is for all who are in the thread.

    Parameters
    ----------
    posts : post_id, author_id, kind, thread_id, community_id, network, posted_at, title, is_deleted
    texts : text_id, table_name, row_id
    question : text_id, is_question, cue
    talkers : ego_id, alter_id, has_talked, in_count, out_count
    shared_threads : ego_id, alter_id, theirs_count, yours_count, people_count, last_at
    days : how long ago the last post may lie

    Returns
    -------
    One row per thread: who is in it, what was asked last, and whether it is alive (null where the times cannot tell).

    Notes
    -----
    Absent for threads that are known to be silent, in which the user wrote, or nobody whom the user talks with; and where
    no thread is known, as in an archive of one's own posts. last_at is null where no instant is known; title, asking_id,
    asked_by_id and cue where there is none. Never zero. How many read along or react plays no part.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(live_threads, show="thread_id known_id cue is_alive", as_of="2024-02-01",
    ...     identities=[{"account_id": "m:me", "person_id": "self"}],
    ...     interactions=[
    ...     {"actor_id": "self", "target_id": "m:ann", "kind": "reply", "happened_at": "2024-01-02"},
    ...     {"actor_id": "m:ann", "target_id": "self", "kind": "reply", "happened_at": "2024-01-03"}], posts=[
    ...     {"post_id": "m:1", "thread_id": "m:1", "author_id": "m:bob", "posted_at": "2024-01-30", "text": "Which glue?"},
    ...     {"post_id": "m:2", "thread_id": "m:1", "author_id": "m:ann", "posted_at": "2024-01-31", "text": "I wonder too."}])
    [('m:1', 'm:ann', 'Which glue?', True)]
    """
    recent = in_window("posted_at", days_before(as_of, days), instant(as_of + timedelta(microseconds=1)))
    return f"""
    with wrote as (
        select thread_id, post_id, author_id, posted_at, title, coalesce(community_id, network) as community_id,
               coalesce(posted_at, posted_at_earliest, timestamp '1970-01-01') as since_at, {recent} as is_recent
        from {posts}
        where thread_id is not null and author_id is not null and is_deleted is not true
          and coalesce(kind, 'post') <> 'repost'
    ),
    contacts as (
        select alter_id, 1 as is_dialogue, in_count + out_count as act_count from {talkers}
        where ego_id = 'self' and has_talked
        union all
        select alter_id, 0, theirs_count + yours_count from {shared_threads}
        where ego_id = 'self' and people_count <= {MOST_PEOPLE} and last_at >= {days_before(as_of, 365)}
    ),
    known as (
        select alter_id, max(is_dialogue) as is_dialogue, sum(act_count) as act_count from contacts group by alter_id
    ),
    met as (
        select w.thread_id, count(distinct w.author_id) as known_count,
               case when max(k.is_dialogue) = 1 then 'dialogue' else 'thread' end as known_from,
               arg_max(w.author_id, struct_pack(kind := k.is_dialogue, acts := k.act_count, tie := w.author_id)) as known_id
        from wrote as w join known as k on k.alter_id = w.author_id
        group by w.thread_id
    ),
    asking as (
        select w.thread_id, arg_max(w.post_id, struct_pack(since := w.since_at, tie := w.post_id)) as asking_id
        from wrote as w
        join {texts} as t on t.table_name = 'posts' and t.row_id = w.post_id
        join {question} as q on q.text_id = t.text_id
        where q.is_question
        group by w.thread_id
    ),
    threads as (
        select thread_id, min(community_id) as community_id,
               arg_min(title, struct_pack(since := since_at, tie := post_id)) filter (where title is not null) as title,
               {some("is_recent")} as is_alive, max(posted_at) as last_at, count(*) as post_count,
               count(distinct author_id) as people_count,
               arg_min(post_id, struct_pack(since := since_at, tie := post_id)) as opening_id
        from wrote
        group by thread_id
        having count(*) filter (where author_id = 'self') = 0
    )
    select h.thread_id, h.community_id, h.title, h.is_alive, h.last_at, h.post_count, h.people_count, m.known_count,
           m.known_id, m.known_from, h.opening_id, a.asking_id, w.author_id as asked_by_id, q.cue
    from threads as h
    join met as m on m.thread_id = h.thread_id
    left join asking as a on a.thread_id = h.thread_id
    left join wrote as w on w.post_id = a.asking_id
    left join {texts} as t on t.table_name = 'posts' and t.row_id = a.asking_id
    left join {question} as q on q.text_id = t.text_id
    where h.is_alive is not false
    """
