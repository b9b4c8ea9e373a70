"""The measure `message_sign_coverage`: which signs of a machine can be seen at all, network by network."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column

_COUNT = (0, None)


@measure(
    grain=("network",),
    columns=(
        Column("message_count", "integer", "messages whose sender is known", "messages", bounds=(1, None)),
        Column("worded_count", "integer", "of these, messages whose words are there", "messages", bounds=_COUNT),
        Column("timed_count", "integer", "of these, messages after a follow or accept of known time", "messages", bounds=_COUNT),
        Column("header_count", "integer", "of these, messages whose header says bulk or automatic", "messages", bounds=_COUNT),
        Column("follow_times", "text", "exact, to the day, or not seen"),
        Column("says", "text", "the signs that can be seen there"),
        Column("lacks", "text", "the signs that cannot; null = none of the kinds that are looked for"),
    ),
    source="ours; the signs of message_signs",
)  # fmt: skip
def message_sign_coverage(message_signs: str) -> str:
    """Return for each network which signs of an automated message its messages can show.

    Wording, links, copies from several senders and whether anybody went on after an answer show wherever words do.
    Timing shows where a follow or accept before some message has a time, exact or to the day. Headers show in mail.

    Parameters
    ----------
    message_signs : message_id, network, text_id, tied_at, is_too_fast, header

    Returns
    -------
    One row per network with messages: counts (0 or more), follow_times, says, lacks.

    Notes
    -----
    Absent for a network without messages. Copies that a sender sent to others are in nobody's export but their own:
    lacks always names them. A header that no message bears may still be one that the network does not have.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(message_sign_coverage, show="follow_times says", identities=[{"account_id": "x:me", "person_id": "self"}],
    ...     messages=[{"sender_id": "x:ann", "recipient_id": "self", "text": "Hello there!", "network": "x"}])
    [('not seen', 'wording, links, the same words from several people, silence after your answer')]
    """
    return f"""
    with counted as (
        select network, count(*) as message_count, count(text_id) as worded_count, count(tied_at) as timed_count,
               count(header) as header_count, count(is_too_fast) as exact_count
        from {message_signs} where network is not null group by network
    )
    select network, message_count, worded_count, timed_count, header_count,
           case when exact_count > 0 then 'exact' when timed_count > 0 then 'to the day' else 'not seen' end as follow_times,
           case when worded_count = 0 then 'silence after your answer' else concat(
               'wording, links, the same words from several people, silence after your answer',
               case when exact_count > 0 then ', how fast it came after the follow'
                    when timed_count > 0 then ', the day of the connection' else '' end,
               case when header_count > 0 then ', headers of bulk mail' else '' end) end as says,
           concat('what they sent to others',
               case when timed_count = 0 then ', when they followed or connected'
                    when exact_count = 0 then ', the minute of the connection' else '' end,
               case when worded_count = 0 then ', wording' else '' end) as lacks
    from counted
    """
