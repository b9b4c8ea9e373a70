"""The measure `digest_threads`: everything the advisors wrote, thread by thread."""

from __future__ import annotations

from datetime import datetime

from kithkin.model.measure import measure
from kithkin.model.sql import instant
from kithkin.model.tables import Column


@measure(
    grain=("person_place", "place"),
    columns=(
        Column("alter_id", "text", "the advisor"),
        Column("judgement_id", "text", "what joins it to the advisor's entry"),
        Column("posted_at", "instant", "the first post of this thread", "UTC"),
        Column("text", "text", "all they wrote in it, in order"),
        Column("says", "text", "subject, and how many posts are folded"),
        Column("post_count", "integer", "posts that are folded", "posts", bounds=(1, None)),
        Column("url", "text", "address of the first post, where known"),
        Column("network", "text", "network"),
    ),
    source="ours: posts by person and thread; nothing is ranked",
)
def digest_threads(advisor_overview: str, posts: str, *, since: str = "") -> str:
    """Return all that the advisors wrote since an instant: quiet people first, each thread folded into one row.

    People in the order of how many posts they wrote since, fewest first; threads in the order of time.

    Parameters
    ----------
    advisor_overview : alter_id
    posts : post_id, author_id, kind, posted_at, posted_at_latest, thread_id, title, text, url, network
    since : an instant such as 2026-06-01T00:00:00+00:00; empty = all that is held

    Returns
    -------
    One row per advisor's place and thread's place: the words, the first instant, how many posts.

    Notes
    -----
    Absent for advisors of whom nothing is held since then, for reposts and posts without words. posted_at and url are
    null where not known. Never zero. Likes and sizes play no part in the order.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(digest_threads, show="alter_id post_count", decisions=[
    ...     {"person_id": p, "kind": "decision", "decision": "advisor", "is_current": True} for p in ("m:ann", "m:bob")],
    ...     posts=[{"post_id": f"m:{n}", "author_id": a, "thread_id": t, "text": f"Words {n}.", "posted_at": f"2024-01-0{n}"}
    ...            for n, (a, t) in enumerate([("m:ann", "1"), ("m:ann", "1"), ("m:bob", "2")], 1)])
    [('m:bob', 1), ('m:ann', 2)]
    """
    from_then = (
        f"and coalesce(p.posted_at, p.posted_at_latest) >= {instant(datetime.fromisoformat(since))}" if since else ""
    )
    return f"""
    with wrote as (
        select a.alter_id, p.post_id, coalesce(p.thread_id, p.post_id) as thread_id, p.posted_at, p.title, p.text, p.url,
               p.network
        from {advisor_overview} as a join {posts} as p on p.author_id = a.alter_id
        where p.text <> '' and coalesce(p.kind, 'post') <> 'repost' {from_then}
    ),
    people as (
        select alter_id, row_number() over (order by count(*), alter_id) as person_place from wrote group by alter_id
    ),
    threads as (
        select alter_id, thread_id, min(posted_at) as posted_at, count(*) as post_count, min(network) as network,
               string_agg(text, '\n\n' order by posted_at, post_id) as text, min(title) as title, min(url) as url
        from wrote group by alter_id, thread_id
    )
    select p.person_place, row_number() over (partition by t.alter_id order by t.posted_at, t.thread_id) as place,
           t.alter_id, 'advisor-' || cast(cast(round(p.person_place) as bigint) as varchar) as judgement_id, t.posted_at,
           t.text,
           coalesce(t.title, '') || case when t.post_count = 1 then ''
               else ' (' || cast(cast(round(t.post_count) as bigint) as varchar) || ' posts of this thread)' end as says,
           t.post_count, t.url, t.network
    from threads as t join people as p on p.alter_id = t.alter_id
    """
