"""The measure `own_matters`: texts that show what an ego knows of, or cares about."""

from __future__ import annotations

from typing import Final

from kithkin.measures._acts import CONTACT
from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: What a row rests on, the surest first: only from what the ego wrote can it answer.
GROUNDS: Final = ("wrote", "asked", "reacted", "advisor")


@measure(
    grain=("ground", "row_id"),
    columns=(
        Column("author_id", "text", "who wrote it; of a topic, the advisor"),
        Column("written_at", "instant", "when it was written; of a topic, when it was given", "UTC"),
        Column("text", "text", "the words"),
    ),
    source="ours",
)
def own_matters(texts: str, posts: str, question: str, interactions: str, decisions: str) -> str:
    """Return what shows on which matters the user knows or cares: own words, what it reacted to, topics of its advisors.

    ground: wrote (an own post), asked (one that is no reply, and asks in its second half: after a question in the first
    comes an answer), reacted (another's post that the user liked, shared, replied to or quoted), advisor (the topic for
    which the user chose one).

    Parameters
    ----------
    texts : text_id, table_name, row_id, author_id, written_at, text
    posts : post_id, reply_to_post_id, reply_to_id, kind
    question : text_id, is_question, span_to
    interactions : actor_id, kind, target_post_id
    decisions : entry_id, person_id, kind, decision, topic, decided_at, is_current

    Returns
    -------
    One row per text and ground.

    Notes
    -----
    Absent where the words are not held: a like of a post that was not imported says nothing of its matter. written_at is
    null where not known. Never zero. That somebody reacted does not say that they agree.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(own_matters, show="ground row_id",
    ...     identities=[{"account_id": "m:me", "person_id": "self"}],
    ...     interactions=[{"actor_id": "self", "target_id": "m:ann", "kind": "like", "target_post_id": "m:3"}], posts=[
    ...     {"post_id": "m:1", "author_id": "self", "text": "Paste holds."},
    ...     {"post_id": "m:2", "author_id": "self", "text": "Which glue holds?"},
    ...     {"post_id": "m:3", "author_id": "m:ann", "text": "Boards warp."},
    ...     {"post_id": "m:4", "author_id": "m:ann", "text": "Tea."}])
    [('asked', 'm:2'), ('reacted', 'm:3'), ('wrote', 'm:1')]
    """
    return f"""
    with own as (
        select t.row_id, t.author_id, t.written_at, t.text,
               case when q.is_question and 2 * q.span_to > length(t.text) and p.reply_to_post_id is null and p.reply_to_id is null
                         and coalesce(p.kind, 'post') = 'post' then 'asked' else 'wrote' end as ground
        from {texts} as t
        join {posts} as p on p.post_id = t.row_id
        left join {question} as q on q.text_id = t.text_id
        where t.table_name = 'posts' and t.author_id = 'self'
    ),
    reacted as (
        select distinct target_post_id as row_id from {interactions}
        where actor_id = 'self' and target_post_id is not null and kind in {CONTACT}
    ),
    topics as (
        select entry_id as row_id, min(person_id) as author_id, max(decided_at) as written_at, max(topic) as text
        from {decisions}
        where kind = 'decision' and is_current and decision = 'advisor' and topic <> ''
        group by entry_id
    )
    select ground, row_id, author_id, written_at, text from own
    union all
    select 'reacted', t.row_id, t.author_id, t.written_at, t.text
    from {texts} as t join reacted as r on r.row_id = t.row_id
    where t.table_name = 'posts' and t.author_id is distinct from 'self'
    union all
    select 'advisor', row_id, author_id, written_at, text from topics
    """
