"""The measure `waiting_threads`: what people wrote whom the user did not choose to hear from."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("place",),
    columns=(
        Column("alter_id", "text", "who wrote"),
        Column("posted_at", "instant", "the last of their posts in this thread", "UTC"),
        Column("text", "text", "the words of that post"),
        Column("says", "text", "subject, and how many posts there are"),
        Column("post_count", "integer", "posts of theirs in this thread", "posts", bounds=(1, None)),
        Column("url", "text", "address of that post, where known"),
        Column("network", "text", "network"),
    ),
    source="ours: posts by person and thread; nothing is ranked",
)
def waiting_threads(posts: str, decisions: str) -> str:
    """Return what everybody else wrote that is held: one row per person and thread, the newest first.

    The folder beside the digest: everybody but the user, the advisors, and people whom the user paused, ended or
    chose to ignore.

    Parameters
    ----------
    posts : post_id, author_id, kind, posted_at, posted_at_latest, thread_id, title, text, url, network
    decisions : person_id, kind, decision, is_current

    Returns
    -------
    One row per place in the folder (from 1): who, when in UTC, the words, post_count (1 or more).

    Notes
    -----
    Absent for advisors (the digest has them), for reposts, and for what has neither words nor a title. posted_at and url
    are null where not known; such posts come last. Never zero. Likes and sizes play no part in the order.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(waiting_threads, show="alter_id text",
    ...     decisions=[{"person_id": "m:ann", "kind": "decision", "decision": "advisor", "is_current": True}],
    ...     posts=[{"post_id": "m:1", "author_id": "m:ann", "text": "Paste."},
    ...            {"post_id": "m:2", "author_id": "m:bob", "text": "Glue."}])
    [('m:bob', 'Glue.')]
    """
    return f"""
    with away as (
        select distinct person_id from {decisions}
        where kind = 'decision' and is_current and decision in ('advisor', 'pause', 'end', 'ignore')
    ),
    wrote as (
        select p.author_id as alter_id, p.post_id, coalesce(p.thread_id, p.post_id) as thread_id, p.posted_at, p.title,
               coalesce(nullif(p.text, ''), p.title) as text, p.url, p.network,
               coalesce(p.posted_at, p.posted_at_latest) as dated_at
        from {posts} as p
        anti join away as a on a.person_id = p.author_id
        where p.author_id <> 'self' and coalesce(p.kind, 'post') <> 'repost'
          and coalesce(nullif(p.text, ''), p.title, '') <> ''
    ),
    counted as (
        select alter_id, thread_id, post_id, posted_at, text, title, url, network, dated_at,
               count(*) over (partition by alter_id, thread_id) as post_count,
               row_number() over (partition by alter_id, thread_id order by dated_at desc nulls last, post_id) as newest
        from wrote
    )
    select row_number() over (order by dated_at desc nulls last, post_id) as place, alter_id, posted_at, text,
           coalesce(title, '') || case when post_count = 1 then ''
               else ' (' || cast(cast(round(post_count) as bigint) as varchar) || ' posts of theirs in this thread)' end as says,
           post_count, url, network
    from counted where newest = 1
    """
