"""The measure `advisor_overview`: the people whom the user chose to hear from."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("alter_id",),
    columns=(
        Column("topic", "text", "what the user chose them for, in the user's words"),
        Column("because", "text", "the reason, in the user's words"),
        Column("decided_at", "instant", "when they were chosen", "UTC"),
        Column("post_count", "integer", "posts of theirs that are held", "posts", bounds=(0, None)),
        Column("last_post_at", "instant", "the last of them", "UTC"),
        Column("dialogue_in_count", "integer", "their words to the user", "acts", bounds=(0, None)),
        Column("dialogue_out_count", "integer", "the user's words to them", "acts", bounds=(0, None)),
        Column("last_at", "instant", "the last contact", "UTC"),
    ),
    source="ours: decisions of the user, joined to what is held",
)
def advisor_overview(decisions: str, posts: str, tie_overview: str) -> str:
    """Return the user's advisors, each with topic, reason, posts held, and dialogue with them.

    The people whose current decision is `advisor`.

    Parameters
    ----------
    decisions : person_id, kind, decision, topic, because, decided_at, is_current
    posts : author_id, kind, posted_at
    tie_overview : ego_id, alter_id, dialogue_in_count, dialogue_out_count, last_at

    Returns
    -------
    One row per advisor: topic, reason, decided_at and last instants in UTC, counts (0 or more).

    Notes
    -----
    Absent for everybody else. topic is null where none was given, last_post_at and last_at where nothing is held. Zero:
    nothing is held, which does not mean that they wrote nothing. No size enters it.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(advisor_overview, show="alter_id because post_count",
    ...     decisions=[{"person_id": "m:ann", "kind": "decision", "decision": "advisor", "because": "answers",
    ...                 "is_current": True}],
    ...     posts=[{"post_id": "m:1", "author_id": "m:ann", "text": "Paste."}])
    [('m:ann', 'answers', 1)]
    """
    return f"""
    with chosen as (
        select person_id as alter_id, max(topic) as topic, max(because) as because, max(decided_at) as decided_at
        from {decisions} where kind = 'decision' and is_current and decision = 'advisor' group by person_id
    ),
    wrote as (
        select author_id, count(*) as post_count, max(posted_at) as last_post_at
        from {posts} where coalesce(kind, 'post') <> 'repost' group by author_id
    )
    select c.alter_id, c.topic, c.because, c.decided_at, coalesce(w.post_count, 0) as post_count, w.last_post_at,
           coalesce(t.dialogue_in_count, 0) as dialogue_in_count, coalesce(t.dialogue_out_count, 0) as dialogue_out_count,
           t.last_at
    from chosen as c
    left join wrote as w on w.author_id = c.alter_id
    left join {tie_overview} as t on t.alter_id = c.alter_id and t.ego_id = 'self'
    """
