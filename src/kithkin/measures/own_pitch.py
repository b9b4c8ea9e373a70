"""The measure `own_pitch`: how soon an ego made somebody its first offer."""

from __future__ import annotations

from datetime import datetime

from kithkin.measures._acts import OWN_MESSAGES
from kithkin.measures._own_year import YEAR_DAYS
from kithkin.model.measure import measure
from kithkin.model.sql import days_before
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "alter_id"),
    columns=(
        Column("network", "text", "where it was made"),
        Column("offered_at", "instant", "when the first offer went out", "UTC"),
        Column("began_at", "instant", "the first message between the two", "UTC"),
        Column("pitch_lag_seconds", "integer", "from the beginning to the first offer", "seconds", bounds=(0, None)),
        Column("has_asked", "boolean", "whether they had asked the ego anything before"),
        Column("has_answered", "boolean", "whether they ever wrote after it"),
        Column("text", "text", "the words"),
    ),
    source="ours: `pitch_lag`, the other way round",
)
def own_pitch(egos: str, messages: str, texts: str, commercial: str, question: str, *, as_of: datetime) -> str:
    """Return to whom an ego made its first offer in the last 365 days, how long after the first word between the two.

    The instant of the ego's first message to them that sells, less that of the first message between the two.

    Parameters
    ----------
    egos : ego_id
    messages : message_id, network, sender_id, recipient_id, recipient_count, sent_at, bulk_evidence, folder
    texts : text_id, table_name, row_id, text
    commercial : text_id, sells
    question : text_id, is_question

    Returns
    -------
    One row per ego and person who got an offer: when, pitch_lag_seconds (0 or more), whether they had asked, the words.

    Notes
    -----
    Absent where no message to them at a known instant sells, and where the first that does is older than a year. Never
    null. Zero: the first message of all was the offer. has_asked looks for any question of theirs before.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(own_pitch, show="alter_id pitch_lag_seconds has_asked", as_of="2024-06-01", identities=[
    ...     {"account_id": "x:me", "person_id": "self"}], messages=[
    ...     {"sender_id": "x:ann", "recipient_id": "self", "sent_at": "2024-05-01", "text": "Your workshop looks lovely"},
    ...     {"sender_id": "self", "recipient_id": "x:ann", "sent_at": "2024-05-02",
    ...      "text": "Our agency gets you 500 new followers, the package is $90 a month. Book a call!"}])
    [('x:ann', 86400, False)]
    """
    return f"""
    with words as (
        select row_id, min(text_id) as text_id, min(text) as text from {texts} where table_name = 'messages' group by row_id
    ),
    direct as (
        select m.message_id, m.network, m.sender_id, m.recipient_id, m.sent_at, w.text, coalesce(c.sells, false) as sells,
               coalesce(q.is_question, false) as is_question
        from {messages} as m
        left join words as w on w.row_id = m.message_id
        left join {commercial} as c on c.text_id = w.text_id
        left join {question} as q on q.text_id = w.text_id
        where m.sent_at is not null and m.sender_id is not null and m.recipient_id is not null
          and coalesce(m.recipient_count, 1) = 1 and {OWN_MESSAGES}
    ),
    sided as (
        select e.ego_id, d.recipient_id as alter_id, d.*, true as is_own from direct as d
        join {egos} as e on e.ego_id = d.sender_id
        union all
        select e.ego_id, d.sender_id, d.*, false from direct as d join {egos} as e on e.ego_id = d.recipient_id
    ),
    offered as (
        select ego_id, alter_id, min(sent_at) as offered_at,
               arg_min(message_id, struct_pack(happened := sent_at, tie := message_id)) as message_id
        from sided where is_own and sells group by ego_id, alter_id
    ),
    around as (
        select s.ego_id, s.alter_id, min(s.sent_at) as began_at,
               bool_or(not s.is_own and s.is_question and s.sent_at < o.offered_at) as has_asked,
               bool_or(not s.is_own and s.sent_at > o.offered_at) as has_answered
        from sided as s join offered as o on o.ego_id = s.ego_id and o.alter_id = s.alter_id
        group by s.ego_id, s.alter_id
    )
    select o.ego_id, o.alter_id, d.network, o.offered_at, a.began_at,
           date_diff('second', a.began_at, o.offered_at) as pitch_lag_seconds, a.has_asked, a.has_answered, d.text
    from offered as o
    join around as a on a.ego_id = o.ego_id and a.alter_id = o.alter_id
    join sided as d on d.ego_id = o.ego_id and d.alter_id = o.alter_id and d.message_id = o.message_id and d.is_own
    where o.offered_at >= {days_before(as_of, YEAR_DAYS)}
    """
