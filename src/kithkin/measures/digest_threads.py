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
def digest_threads(
    advisor_overview: str,
    posts: str,
    messages: str,
    arrivals: str,
    decisions: str,
    *,
    since: str = "",
    read_at: str = "",
) -> str:
    """Return all that the advisors wrote since an instant: quiet people first, each thread folded into one row.

    People in the order of how much they wrote since, least first; threads in the order of time. With `read_at`
    also what was written before, but came into the workspace later, and all of people chosen later: it is unread.

    Parameters
    ----------
    advisor_overview : alter_id
    posts : post_id, author_id, kind, posted_at, posted_at_latest, thread_id, title, text, url, network
    messages : message_id, sender_id, sent_at, sent_at_latest, thread_id, subject, text, network
    arrivals : row_id, table_name, arrived_at
    decisions : person_id, kind, decision, decided_at
    since : an instant such as 2026-06-01T00:00:00+00:00; empty = all that is held
    read_at : the instant of the last reading; only with `since`

    Returns
    -------
    One row per advisor's place and thread's place: the words, the first instant, how many posts.

    Notes
    -----
    Absent for advisors of whom nothing is held since then, for reposts, and for what has neither words nor a title.
    posted_at and url are null where not known. Never zero. Likes and sizes play no part in the order.

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
    unread = _unread(since, read_at)
    return f"""
    with held as (
        select 'posts' as table_name, post_id as row_id, author_id as alter_id, coalesce(thread_id, post_id) as thread_id,
               posted_at as written_at, coalesce(posted_at, posted_at_latest) as dated_at, title, text, url, network
        from {posts} where coalesce(kind, 'post') <> 'repost'
        union all
        select 'messages', message_id, sender_id, coalesce(thread_id, message_id), min(sent_at),
               min(coalesce(sent_at, sent_at_latest)), min(subject), min(text), null, min(network)
        from {messages} group by message_id, sender_id, coalesce(thread_id, message_id)
    ),
    chosen as (
        select person_id, min(decided_at) as chosen_at from {decisions}
        where kind = 'decision' and decision = 'advisor' group by person_id
    ),
    wrote as (
        select h.alter_id, h.row_id, h.thread_id, h.written_at, h.title, coalesce(nullif(h.text, ''), h.title) as text, h.url,
               h.network
        from {advisor_overview} as a
        join held as h on h.alter_id = a.alter_id
        left join chosen as c on c.person_id = a.alter_id
        left join {arrivals} as i on i.row_id = h.row_id and i.table_name = h.table_name
        where coalesce(nullif(h.text, ''), h.title, '') <> '' and ({unread})
    ),
    people as (
        select alter_id, row_number() over (order by count(*), alter_id) as person_place from wrote group by alter_id
    ),
    threads as (
        select alter_id, thread_id, min(written_at) as posted_at, count(*) as post_count, min(network) as network,
               string_agg(text, '\n\n' order by written_at, row_id) as text, min(title) as title, min(url) as url
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


def _unread(since: str, read_at: str) -> str:
    """Return the condition under which something was not read yet."""
    if not since:
        return "true"
    parts = [f"h.dated_at >= {instant(datetime.fromisoformat(since))}"]
    if read_at:
        then = instant(datetime.fromisoformat(read_at))
        parts += [f"i.arrived_at >= {then}", f"c.chosen_at >= {then}"]
    return " or ".join(parts)
