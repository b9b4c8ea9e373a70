"""The measure `correspondence`: every message between two people, once, however many it went to."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "alter_id", "message_id"),
    columns=(
        Column("sent_at", "instant", "when it was sent; null = not known to within a day", "UTC"),
        Column("direction", "text", "in (towards the ego) or out"),
        Column("network", "text", "where"),
        Column("recipient_count", "integer", "how many it was addressed to", "accounts", bounds=(0, None)),
        Column("text", "text", "the words; null = not held"),
        Column("subject", "text", "subject line"),
    ),
    source="ours: a list without duplicates",
)
def correspondence(egos: str, messages: str) -> str:
    """Return each message between an ego and an alter once, to whomever else it went too.

    One row for each message of the one that names the other as a recipient; of the user also those of a group whose
    members are not known.

    Parameters
    ----------
    egos : ego_id
    messages : message_id, sender_id, recipient_id, recipient_count, sent_at, network, text, subject

    Returns
    -------
    One row per ego, alter and message: sent_at in UTC, direction, network, recipient_count, text, subject.

    Notes
    -----
    Absent where no message is held. sent_at, text and subject are null where they are not known. Bulk mail and spam
    are in it: it is a list of what there is, and no measure of dialogue.

    References
    ----------
    Ours.

    Examples
    --------
    A message to the ego and to Bob is one message:

    >>> answer(correspondence, show="alter_id message_id direction recipient_count",
    ...     identities=[{"account_id": "x:me", "person_id": "self"}], messages='''
    ...     message_id sender_id recipient_id recipient_count sent_at
    ...     x:1        x:ann     self         2               2024-01-01
    ...     x:1        x:ann     x:bob        2               2024-01-01
    ...     x:2        self      x:ann        1               2024-01-02
    ... ''')
    [('x:ann', 'x:1', 'in', 2), ('x:ann', 'x:2', 'out', 1)]
    """
    columns = "message_id, sent_at, network, recipient_count, text, subject"
    return f"""
    with sided as (
        select recipient_id as ego_id, sender_id as alter_id, 'in' as direction, {columns} from {messages}
        union all
        select 'self', sender_id, 'in', {columns} from {messages}
        where recipient_id is null and sender_id <> 'self'
        union all
        select sender_id, recipient_id, 'out', {columns} from {messages}
    )
    select s.ego_id, s.alter_id, s.message_id, max(s.sent_at) as sent_at, max(s.direction) as direction,
           max(s.network) as network, max(s.recipient_count) as recipient_count, max(s.text) as text,
           max(s.subject) as subject
    from sided as s
    join {egos} as e on e.ego_id = s.ego_id
    where s.alter_id is not null
    group by s.ego_id, s.alter_id, s.message_id
    """
