"""The measure `answerers`: who answers questions, and how many people."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("helper_id", "community_id"),
    columns=(
        Column("answer_count", "integer", "replies to questions", "replies", bounds=(1, None)),
        Column("people_count", "integer", "different people who had asked", "people", bounds=(1, None)),
        Column(
            "asked_count", "integer", "people who replied to this person's own questions", "people", bounds=(0, None)
        ),
        Column("last_at", "instant", "the last reply", "UTC"),
    ),
    source="Zhang, Ackerman & Adamic (2007), section 4.1 (simple counts of people helped)",
)
def answerers(answers_in_threads: str) -> str:
    """Return who answers questions in a community: how often, and how many different people.

    Sums over `answers_in_threads`. The paper found counts as good as any ranking by the network.

    Parameters
    ----------
    answers_in_threads : helper_id, asked_id, community_id, answer_count, last_at

    Returns
    -------
    One row per helper and community: answer_count, people_count (1 or more), asked_count (0 or more), last_at in UTC.

    Notes
    -----
    Absent for who answered nobody. last_at is null where no instant is known. asked_count is zero where nobody replied
    to a question of theirs. It does not say whether the answers were right.

    References
    ----------
    Zhang, J., Ackerman, M. S. & Adamic, L. (2007). Expertise networks in online communities. WWW 2007, section 4.1.

    Examples
    --------
    >>> answer(answerers, show="helper_id answer_count people_count asked_count", posts=[
    ...     {"post_id": "m:1", "author_id": "m:ann", "text": "Which glue holds?"},
    ...     {"post_id": "m:2", "author_id": "m:bob", "text": "Paste.", "reply_to_post_id": "m:1"},
    ...     {"post_id": "m:3", "author_id": "m:bob", "text": "Wheat.", "reply_to_post_id": "m:1"},
    ... ])
    [('m:bob', 2, 1, 0)]
    """
    return f"""
    with given as (
        select helper_id, community_id, cast(sum(answer_count) as bigint) as answer_count,
               count(distinct asked_id) as people_count, max(last_at) as last_at
        from {answers_in_threads} group by helper_id, community_id
    ),
    got as (
        select asked_id, community_id, count(distinct helper_id) as asked_count
        from {answers_in_threads} group by asked_id, community_id
    )
    select g.helper_id, g.community_id, g.answer_count, g.people_count, coalesce(a.asked_count, 0) as asked_count, g.last_at
    from given as g left join got as a on a.asked_id = g.helper_id and a.community_id = g.community_id
    """
