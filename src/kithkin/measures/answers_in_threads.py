"""The measure `answers_in_threads`: who answers whom."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("helper_id", "asked_id", "community_id"),
    columns=(
        Column(
            "answer_count", "integer", "replies of the helper to questions of the other", "replies", bounds=(1, None)
        ),
        Column("question_count", "integer", "different questions that were answered", "questions", bounds=(1, None)),
        Column("last_at", "instant", "the last reply", "UTC"),
    ),
    source="Zhang, Ackerman & Adamic (2007), section 3 (community expertise network)",
)
def answers_in_threads(posts: str, texts: str, question: str, chosen_community: str) -> str:
    """Return who replied to whose questions in posts: the community expertise network.

    A reply counts where the post it answers asks something and is another person's, one of the chosen community.

    Parameters
    ----------
    posts : post_id, author_id, posted_at, reply_to_post_id, community_id, network
    texts : text_id, table_name, row_id, author_id
    question : text_id, is_question
    chosen_community : community_id, person_id (who asked belongs to it)

    Returns
    -------
    One row per helper, person who asked, and community: answer_count, question_count (1 or more), last_at in UTC.

    Notes
    -----
    Absent where the text of the post that was answered is not held, as in an archive of one's own posts. last_at is
    null where no instant is known. Never zero. Whether a reply helped is not known.

    References
    ----------
    Zhang, J., Ackerman, M. S. & Adamic, L. (2007). Expertise networks in online communities. WWW 2007, section 3.

    Examples
    --------
    >>> answer(answers_in_threads, show="helper_id asked_id answer_count", posts=[
    ...     {"post_id": "m:1", "author_id": "m:ann", "text": "Which glue holds?"},
    ...     {"post_id": "m:2", "author_id": "m:bob", "text": "Paste.", "reply_to_post_id": "m:1"},
    ... ])
    [('m:bob', 'm:ann', 1)]
    """
    return f"""
    select r.author_id as helper_id, q.author_id as asked_id, coalesce(r.community_id, r.network) as community_id,
           count(*) as answer_count, count(distinct q.post_id) as question_count, max(r.posted_at) as last_at
    from {posts} as r
    join {posts} as q on q.post_id = r.reply_to_post_id
    join {texts} as t on t.table_name = 'posts' and t.row_id = q.post_id
    join {question} as s on s.text_id = t.text_id
    join {chosen_community} as c on c.community_id = coalesce(q.community_id, q.network) and c.person_id = q.author_id
    where s.is_question and r.author_id <> q.author_id
    group by r.author_id, q.author_id, coalesce(r.community_id, r.network)
    """
