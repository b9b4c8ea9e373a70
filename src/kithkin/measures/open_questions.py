"""The measure `open_questions`: what was asked and not answered within the data."""

from __future__ import annotations

from typing import Final

from kithkin.measures._acts import OWN_MESSAGES
from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: A post under the same subject, of so many characters or more, is taken to answer within so many days.
LEAST_SUBJECT: Final = 10
SUBJECT_DAYS: Final = 14


@measure(
    grain=("row_id",),
    columns=(
        Column("table_name", "text", "posts, or messages where it was put to the ego alone"),
        Column("author_id", "text", "who asked"),
        Column("network", "text", "network"),
        Column("community_id", "text", "list or group it was asked in, else the network"),
        Column("thread_id", "text", "thread, where known"),
        Column("title", "text", "subject, where there is one"),
        Column("asked_at", "instant", "when", "UTC"),
        Column("text", "text", "the words"),
        Column("is_doubtful", "boolean", "whether other signs say that a robot may have written it"),
        Column("cue", "text", "the sentence that asks"),
        Column("span_from", "integer", "where it begins", "characters", bounds=(0, None)),
        Column("span_to", "integer", "where it ends", "characters", bounds=(0, None)),
    ),
    source="ours, after Cong et al. (2008), section 3 (questions in forums)",
)
def open_questions(
    egos: str, texts: str, question: str, posts: str, messages: str, interactions: str, pitch_lag: str,
    automated_message: str, chosen_community: str,
) -> str:  # fmt: skip
    """Return the questions of others that nobody else answered, as far as the data show.

    A post that asks, with no later post of anybody else in reply to it or in its thread, and none of another's that comes
    next under the same subject within 14 days (mails lose their threads); and a message to the ego that asks, after
    which the ego wrote nothing to that person.

    Parameters
    ----------
    egos : ego_id
    texts : text_id, table_name, row_id, author_id, network, written_at, text
    question : text_id, is_question, cue, span_from, span_to
    posts : post_id, author_id, posted_at, thread_id, reply_to_post_id, community_id, title, is_deleted
    messages : message_id, sender_id, recipient_id, recipient_count, sent_at, bulk_evidence
    interactions : actor_id, kind, target_post_id
    pitch_lag : alter_id (who made the ego an offer is left out)
    automated_message : message_id, band (likely: left out; possible: doubtful)
    chosen_community : community_id, person_id (who asked belongs to it)

    Returns
    -------
    One row per question (post or message): who, where, when, the words and which of them ask.

    Notes
    -----
    Absent for questions that got any reply, whatever it said, and for the ego's own. Null asked_at: not known to
    within a day. A reply outside the data is not seen. Whether it was meant as a question is not known: see the words.

    References
    ----------
    Cong, G. et al. (2008). Finding question-answer pairs from online forums. SIGIR 2008, section 3.

    Examples
    --------
    >>> answer(open_questions, show="author_id cue", posts=[
    ...     {"post_id": "m:1", "author_id": "m:ann", "text": "Which glue holds?", "thread_id": "m:1", "posted_at": "2024-01-01"},
    ...     {"post_id": "m:2", "author_id": "m:bob", "text": "Paste.", "thread_id": "m:1", "posted_at": "2024-01-02",
    ...      "reply_to_post_id": "m:1"},
    ...     {"post_id": "m:3", "author_id": "m:cy", "text": "Which thread? Mine breaks.", "posted_at": "2024-01-03"},
    ... ])
    [('m:cy', 'Which thread?')]
    """
    return f"""
    with asked as (
        select t.row_id, t.author_id, t.network, coalesce(p.community_id, t.network) as community_id, p.thread_id,
               p.title, t.written_at as asked_at, t.text, q.cue, q.span_from, q.span_to,
               coalesce(p.posted_at, p.posted_at_earliest) as since_at
        from {texts} as t
        join {question} as q on q.text_id = t.text_id
        join {posts} as p on p.post_id = t.row_id
        where t.table_name = 'posts' and q.is_question and t.author_id <> 'self' and p.is_deleted is not true
    ),
    subjects as (
        select post_id, author_id, since_at,
               lead(author_id) over (partition by community_id, subject order by since_at, post_id) as next_author_id,
               lead(since_at) over (partition by community_id, subject order by since_at, post_id) as next_at
        from (
            select post_id, author_id, community_id, coalesce(posted_at, posted_at_earliest) as since_at,
                   {_subject("title")} as subject
            from {posts} where community_id is not null and title is not null
        ) as titled
        where length(subject) >= {LEAST_SUBJECT} and since_at is not null
    ),
    answered as (
        select a.row_id from asked as a
        join {posts} as r on r.reply_to_post_id = a.row_id where r.author_id is distinct from a.author_id
        union
        select a.row_id from asked as a
        join {posts} as r on r.thread_id = a.thread_id
        where r.author_id is distinct from a.author_id and coalesce(r.posted_at, r.posted_at_latest) > a.since_at
        union
        select a.row_id from asked as a
        join {interactions} as i on i.target_post_id = a.row_id
        where i.kind in ('reply', 'comment') and i.actor_id is distinct from a.author_id
        union
        select post_id from subjects
        where next_author_id <> author_id and date_diff('second', since_at, next_at) <= {SUBJECT_DAYS * 86400}
    ),
    letters as (
        select m.message_id, m.sender_id, m.recipient_id, m.sent_at
        from {messages} as m join {egos} as e on e.ego_id = m.recipient_id
        where {OWN_MESSAGES}
    ),
    robots as (select message_id, band from {automated_message} where band in ('likely', 'possible')),
    written_back as (
        select distinct l.message_id from letters as l
        join {messages} as b on b.sender_id = l.recipient_id and b.recipient_id = l.sender_id
        where b.sent_at > l.sent_at
    )
    select a.row_id, 'posts' as table_name, a.author_id, a.network, a.community_id, a.thread_id, a.title, a.asked_at,
           a.text, false as is_doubtful, a.cue, a.span_from, a.span_to
    from asked as a
    join {chosen_community} as c on c.community_id = a.community_id and c.person_id = a.author_id
    anti join answered as d on d.row_id = a.row_id
    union all
    select t.row_id, 'messages', t.author_id, t.network, t.network, null, null, t.written_at, t.text,
           x.band is not null, q.cue, q.span_from, q.span_to
    from {texts} as t
    join {question} as q on q.text_id = t.text_id
    join (select distinct message_id from letters) as l on l.message_id = t.row_id
    join {chosen_community} as c on c.community_id = t.network and c.person_id = t.author_id
    anti join written_back as b on b.message_id = t.row_id
    anti join {pitch_lag} as o on o.alter_id = t.author_id
    left join robots as x on x.message_id = t.row_id
    where t.table_name = 'messages' and q.is_question and t.author_id <> 'self' and coalesce(x.band, '') <> 'likely'
    """


def _subject(title: str) -> str:
    """Return the subject without the marks of an answer that mail programs write."""
    for mark in ("Re: ", "RE: ", "re: ", "Fwd: ", "FW: ", "AW: ", "SV: "):
        title = f"replace({title}, '{mark}', '')"
    return title
