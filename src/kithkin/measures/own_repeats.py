"""The measure `own_repeats`: the same words that an ego sent to several people, or posted again and again."""

from __future__ import annotations

from datetime import datetime

from kithkin.measures._acts import OWN_MESSAGES
from kithkin.measures._own_year import own_year
from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "skeleton_id"),
    columns=(
        Column("time_count", "integer", "messages and posts with these words", "texts", bounds=(2, None)),
        Column("people_count", "integer", "people to whom they were sent one to one", "people", bounds=(0, None)),
        Column("first_at", "instant", "the first", "UTC"),
        Column("last_at", "instant", "the last", "UTC"),
        Column("text", "text", "the words, as one of them had it"),
    ),
    source="ours, after Broder (1997): texts of equal skeleton",
)
def own_repeats(egos: str, texts: str, template: str, messages: str, *, as_of: datetime, fewest_words: int = 5) -> str:
    """Return the words that an ego used over and over in a year: in messages to two people or more, or in three texts.

    Texts of one author whose skeletons (words alone, without names, links, numbers and greetings) are equal.

    Parameters
    ----------
    egos : ego_id
    texts : text_id, table_name, row_id, author_id, written_at, text
    template : text_id, skeleton_id, word_count
    messages : message_id, recipient_id, recipient_count, bulk_evidence
    fewest_words : shorter texts are pleasantries

    Returns
    -------
    One row per ego and skeleton: time_count (2 or more), people_count (0 or more), first and last instant, the words.

    Notes
    -----
    Absent for words used once in the last 365 days, for texts of unknown instant, and for skeletons shorter than
    `fewest_words`.
    people_count is zero for posts. It does not say that a machine sent them: people repeat themselves too.

    References
    ----------
    Broder, A. Z. (1997). On the resemblance and containment of documents. SEQUENCES 1997.

    Examples
    --------
    >>> answer(own_repeats, show="time_count people_count", as_of="2024-02-01",
    ...     identities=[{"account_id": "x:me", "person_id": "self"}], messages=[
    ...     {"sender_id": "self", "recipient_id": f"x:{who}", "sent_at": "2024-01-01",
    ...      "text": f"Hi {who}, my new course on binding begins soon!"} for who in ("Ann", "Bob")])
    [(2, 2)]
    """
    return f"""
    with own as (
        select o.ego_id, p.skeleton_id, o.table_name, o.row_id, o.written_at, o.text
        from ({own_year(egos, texts, as_of)}
        ) as o
        join {template} as p on p.text_id = o.text_id
        where p.word_count >= {fewest_words} and p.skeleton_id is not null
    ),
    sent as (select message_id, recipient_id from {messages} where {OWN_MESSAGES} and recipient_id is not null)
    select o.ego_id, o.skeleton_id, count(distinct o.row_id) as time_count,
           count(distinct s.recipient_id) as people_count, min(o.written_at) as first_at, max(o.written_at) as last_at,
           min(o.text) as text
    from own as o
    left join sent as s on o.table_name = 'messages' and s.message_id = o.row_id
    group by o.ego_id, o.skeleton_id
    having count(distinct s.recipient_id) >= 2 or count(distinct o.row_id) >= 3
    """
