"""The measure `digest_people`: which advisors wrote, the quiet ones first."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("person_place",),
    columns=(
        Column("alter_id", "text", "the advisor"),
        Column("judgement_id", "text", "what joins their threads to them"),
        Column("post_count", "integer", "posts since then", "posts", bounds=(1, None)),
        Column("thread_count", "integer", "threads they stand in", "threads", bounds=(1, None)),
        Column("says", "text", "how much, and what they were chosen for"),
    ),
    source="ours: counts of `digest_threads`",
)
def digest_people(digest_threads: str, advisor_overview: str) -> str:
    """Return the advisors who wrote since the digest's beginning, quiet people first.

    Counts of posts and threads in `digest_threads`.

    Parameters
    ----------
    digest_threads : person_place, alter_id, judgement_id, post_count
    advisor_overview : alter_id, topic

    Returns
    -------
    One row per place in the digest: who, post_count and thread_count (1 or more), a sentence.

    Notes
    -----
    Absent for advisors who wrote nothing that is held. Never null. Never zero.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(digest_people, show="alter_id says",
    ...     decisions=[{"person_id": "m:ann", "kind": "decision", "decision": "advisor", "topic": "glue", "is_current": True}],
    ...     posts=[{"post_id": "m:1", "author_id": "m:ann", "text": "Paste."}])
    [('m:ann', 'On glue: 1 post.')]
    """
    return f"""
    with counted as (
        select person_place, max(alter_id) as alter_id, max(judgement_id) as judgement_id,
               cast(sum(post_count) as bigint) as post_count, count(*) as thread_count
        from {digest_threads} group by person_place
    )
    select c.person_place, c.alter_id, c.judgement_id, c.post_count, c.thread_count,
           case when a.topic <> '' then 'On ' || a.topic || ': ' else '' end
           || case when c.post_count = 1 then '1 post.'
              else cast(cast(round(c.post_count) as bigint) as varchar) || ' posts.' end as says
    from counted as c left join {advisor_overview} as a on a.alter_id = c.alter_id
    """
