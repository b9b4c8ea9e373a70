"""The measure `pitch_lag`: how soon somebody who came made their first offer."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.sql import one_of
from kithkin.model.tables import Column

#: An offer that came within so many days of the beginning came early.
EARLY_DAYS = 14

_BEGAN = one_of(("follow", "friend", "connection"))


@measure(
    grain=("alter_id", "ego_id"),  # who made the offer comes first: that is whom a case is about
    columns=(
        Column("judgement_id", "text", "the message with the first offer: what evidence belongs to"),
        Column("network", "text", "where it was made"),
        Column("offered_at", "instant", "when the first offer came", "UTC"),
        Column("began_at", "instant", "the follow, the accept, or the first message between the two, the first of them", "UTC"),
        Column("pitch_lag_seconds", "integer", "from the beginning to the first offer", "seconds", bounds=(0, None)),
        Column("offer_count", "integer", "messages of theirs that sell", "messages", bounds=(1, None)),
        Column("message_count", "integer", "messages of theirs", "messages", bounds=(1, None)),
        Column("has_ego_asked", "boolean", "whether the ego had asked them anything before"),
        Column("is_automated", "boolean", "whether a machine most likely sent the offer"),
        Column("band", "text", "a pitch: likely (an offer, early and unasked) or possible"),
        Column("says", "text", "what was read in the offer"),
        Column("against", "text", "what speaks against it; null = nothing"),
    ),
    source="ours",
)  # fmt: skip
def pitch_lag(
    egos: str, messages: str, follows: str, texts: str, commercial_verdict: str, question: str, automated_message: str
) -> str:
    """Return how long after the beginning somebody made an ego their first offer, and whether the ego had asked.

    The time of their first message that sells, less that of the follow or accept, or of the first message between
    the two, whichever was first.

    Parameters
    ----------
    egos : ego_id
    messages : message_id, network, sender_id, recipient_id, recipient_count, sent_at, bulk_evidence
    follows : follower_id, followed_id, followed_at_latest, followed_at_basis
    texts : text_id, table_name, row_id
    commercial_verdict : text_id, sells, says
    question : text_id, is_question
    automated_message : message_id, band

    Returns
    -------
    One row per ego and alter who made an offer: offered_at, began_at, pitch_lag_seconds (0 or more), counts, band.

    Notes
    -----
    Absent where no message to the ego alone, at a known instant, sells. Zero where the first message of all was the
    offer and no follow is known before it. Likely takes two kinds of sign: the wording, and that it came within
    14 days and unasked. has_ego_asked looks for any question of the ego to them before, not for one about the offer.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(pitch_lag, show="pitch_lag_seconds has_ego_asked band", identities=[
    ...     {"account_id": "x:me", "person_id": "self"}], messages=[
    ...     {"sender_id": "x:ann", "recipient_id": "self", "sent_at": "2024-05-01", "text": "Your workshop looks lovely"},
    ...     {"sender_id": "x:ann", "recipient_id": "self", "sent_at": "2024-05-02",
    ...      "text": "Our agency gets you 500 new followers, the package is $90 a month. Book a call!"}])
    [(86400, False, 'likely')]
    """
    return f"""
    with words as (
        select row_id, min(text_id) as text_id from {texts} where table_name = 'messages' group by row_id
    ),
    direct as (
        select m.message_id, m.network, m.sender_id, m.recipient_id, m.sent_at, coalesce(c.sells, false) as sells, c.says,
               coalesce(q.is_question, false) as is_question
        from {messages} as m
        left join words as w on w.row_id = m.message_id
        left join {commercial_verdict} as c on c.text_id = w.text_id
        left join {question} as q on q.text_id = w.text_id
        where coalesce(m.recipient_count, 1) = 1 and m.bulk_evidence is null and m.sent_at is not null
          and m.sender_id is not null and m.recipient_id is not null
    ),
    offered as (
        select e.ego_id, d.sender_id as alter_id, count(*) as message_count, count(*) filter (where d.sells) as offer_count,
               arg_min(d.message_id, struct_pack(happened := d.sent_at, tie := d.message_id)) filter (where d.sells)
               as judgement_id,
               min(d.sent_at) filter (where d.sells) as offered_at, min(d.sent_at) as first_at
        from direct as d
        join {egos} as e on e.ego_id = d.recipient_id
        group by e.ego_id, d.sender_id
        having count(*) filter (where d.sells) > 0
    ),
    written as (
        select o.ego_id, o.alter_id, min(d.sent_at) as first_at,
               bool_or(d.is_question and d.sent_at < o.offered_at) as has_ego_asked
        from offered as o
        join direct as d on d.sender_id = o.ego_id and d.recipient_id = o.alter_id
        group by o.ego_id, o.alter_id
    ),
    tied as (
        select o.ego_id, o.alter_id, min(f.followed_at_latest) as tied_at
        from offered as o
        join {follows} as f on ((f.follower_id = o.ego_id and f.followed_id = o.alter_id)
                             or (f.follower_id = o.alter_id and f.followed_id = o.ego_id))
        where f.kind in {_BEGAN} and coalesce(f.followed_at_basis, 'read') = 'read' and f.followed_at_latest <= o.offered_at
        group by o.ego_id, o.alter_id
    ),
    begun as (
        select o.*, least(o.first_at, coalesce(t.tied_at, o.first_at), coalesce(w.first_at, o.first_at)) as began_at,
               coalesce(w.has_ego_asked, false) as has_ego_asked
        from offered as o
        left join written as w on w.ego_id = o.ego_id and w.alter_id = o.alter_id
        left join tied as t on t.ego_id = o.ego_id and t.alter_id = o.alter_id
    )
    select b.alter_id, b.ego_id, b.judgement_id, d.network, b.offered_at, b.began_at,
           date_diff('second', b.began_at, b.offered_at) as pitch_lag_seconds, b.offer_count, b.message_count,
           b.has_ego_asked, coalesce(a.band = 'likely', false) as is_automated,
           case when not b.has_ego_asked and date_diff('second', b.began_at, b.offered_at) <= {EARLY_DAYS * 86400}
                then 'likely' else 'possible' end as band,
           d.says, case when b.has_ego_asked then 'you had asked them something before'
                        when b.message_count >= 3 * b.offer_count then 'most of what they wrote does not sell' end as against
    from begun as b
    join direct as d on d.message_id = b.judgement_id and d.sender_id = b.alter_id and d.recipient_id = b.ego_id
    left join {automated_message} as a on a.message_id = b.judgement_id
    """
