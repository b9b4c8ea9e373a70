"""The measure `conversations`: with whom an ego talks in private, and of what sort it is."""

from __future__ import annotations

from datetime import datetime

from kithkin.model.measure import measure
from kithkin.model.sql import days_before
from kithkin.model.tables import Column

#: What came longer ago no longer waits for an answer.
WAITING_DAYS = 365


@measure(
    grain=("ego_id", "alter_id"),
    columns=(
        Column("sort", "text", "waiting, talking, pitch, robot, or one_sided"),
        Column("network", "text", "where the last message was"),
        Column("in_count", "integer", "messages to the ego", "messages", bounds=(0, None)),
        Column("out_count", "integer", "messages from the ego", "messages", bounds=(0, None)),
        Column("last_at", "instant", "the last message", "UTC"),
        Column("last_in_at", "instant", "the last message to the ego; null = none", "UTC"),
        Column("last_text", "text", "words of the last message to the ego"),
        Column("asks", "boolean", "whether that message asks something; null = no words"),
        Column("judgement_id", "text", "the verdict behind the sort; null where there is none"),
    ),
    source="ours",
)
def conversations(
    egos: str, messages: str, texts: str, question: str, automated_message: str, pitch_lag: str, *, as_of: datetime
) -> str:
    """Return each private conversation of an ego and its sort.

    Robot: every message of theirs is most likely a machine's (`automated_message`), and the ego never wrote. Pitch:
    their first offer is a likely pitch (`pitch_lag`). Waiting: the last message is theirs, within 365 days, and the
    person is neither. Talking: both wrote, and nobody waits. One-sided: the rest.

    Parameters
    ----------
    egos : ego_id
    messages : message_id, network, sender_id, recipient_id, recipient_count, sent_at, bulk_evidence
    texts : text_id, table_name, row_id, text
    question : text_id, is_question
    automated_message : message_id, band
    pitch_lag : ego_id, alter_id, judgement_id, band

    Returns
    -------
    One row per ego and alter with a message to one person alone at a known instant.

    Notes
    -----
    Absent where only groups or bulk mail passed. Not every last message wants an answer: `asks` tells which asks.
    A robot that was answered stands among the pitches or the waiting, with its verdict.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(conversations, show="alter_id sort asks", as_of="2024-06-01", identities=[
    ...     {"account_id": "x:me", "person_id": "self"}], messages=[
    ...     {"sender_id": "x:ann", "recipient_id": "self", "sent_at": "2024-05-01", "text": "Are you at the market?"},
    ...     {"sender_id": "x:bo", "recipient_id": "self", "sent_at": "2024-05-01", "text": "The book has arrived."},
    ...     {"sender_id": "self", "recipient_id": "x:bo", "sent_at": "2024-05-02", "text": "Good."}])
    [('x:ann', 'waiting', True), ('x:bo', 'talking', False)]
    """
    return f"""
    with words as (
        select row_id, min(text_id) as text_id, min(text) as text from {texts} where table_name = 'messages' group by row_id
    ),
    direct as (
        select message_id, network, sender_id, recipient_id, sent_at
        from {messages}
        where coalesce(recipient_count, 1) = 1 and sent_at is not null and sender_id is not null
          and recipient_id is not null and coalesce(folder, '') <> 'draft'
    ),
    sided as (
        select e.ego_id, d.sender_id as alter_id, 'in' as direction, d.* from direct as d
        join {egos} as e on e.ego_id = d.recipient_id
        union all
        select e.ego_id, d.recipient_id as alter_id, 'out' as direction, d.* from direct as d
        join {egos} as e on e.ego_id = d.sender_id
    ),
    judged as (
        select s.*, a.band from sided as s left join {automated_message} as a on a.message_id = s.message_id
    ),
    summed as (
        select ego_id, alter_id, count(*) filter (where direction = 'in') as in_count,
               count(*) filter (where direction = 'out') as out_count, max(sent_at) as last_at,
               max(sent_at) filter (where direction = 'in') as last_in_at,
               arg_max(network, struct_pack(happened := sent_at, tie := message_id)) as network,
               arg_max(message_id, struct_pack(happened := sent_at, tie := message_id)) filter (where direction = 'in')
               as last_in_id,
               arg_max(direction, struct_pack(happened := sent_at, tie := message_id)) as last_direction,
               count(*) filter (where direction = 'in' and band = 'likely') as robot_count,
               min(message_id) filter (where direction = 'in' and band = 'likely') as robot_id
        from judged
        group by ego_id, alter_id
    )
    select s.ego_id, s.alter_id,
           case when s.in_count > 0 and s.robot_count = s.in_count and s.out_count = 0 then 'robot'
                when p.band = 'likely' then 'pitch'
                when s.last_direction = 'in' and s.last_at >= {days_before(as_of, WAITING_DAYS)} then 'waiting'
                when s.in_count > 0 and s.out_count > 0 then 'talking'
                else 'one_sided' end as sort,
           s.network, s.in_count, s.out_count, s.last_at, s.last_in_at, w.text as last_text, q.is_question as asks,
           coalesce(s.robot_id, p.judgement_id) as judgement_id
    from summed as s
    left join words as w on w.row_id = s.last_in_id
    left join {question} as q on q.text_id = w.text_id
    left join {pitch_lag} as p on p.ego_id = s.ego_id and p.alter_id = s.alter_id
    """
