"""The measure `unanswered`: the messages and replies to which an ego did not come back."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "alter_id", "act_id"),
    columns=(
        Column("network", "text", "where it came"),
        Column("kind", "text", "message, reply or comment"),
        Column("happened_at", "instant", "when it came", "UTC"),
    ),
    source="ours, after Kooti et al. (2015), section 2 (replying in e-mail)",
)
def unanswered(incoming_dialogue: str) -> str:
    """Return the messages, replies and comments of the last 365 days that an ego left unanswered.

    Those for which incoming_dialogue.is_answered is false: no dialogue act to that person within 30 days.

    Parameters
    ----------
    incoming_dialogue : ego_id, alter_id, act_id, network, kind, happened_at, is_answered

    Returns
    -------
    One row per ego, alter and act: network, kind, happened_at in UTC.

    Notes
    -----
    Absent where an answer was given, is not yet due, or might not be shown. Never null. Not everything that
    is left unanswered asked for an answer.

    References
    ----------
    As `incoming_dialogue`.

    Examples
    --------
    >>> answer(unanswered, show="alter_id happened_at", as_of="2024-12-31", identities='''
    ...     account_id  person_id
    ...     mail:me@a.b self
    ... ''', messages='''
    ...     sender_id   recipient_id sent_at
    ...     mail:an@a.b self         2024-06-01
    ...     self        mail:an@a.b  2024-06-02
    ...     mail:bo@a.b self         2024-06-02
    ... ''', coverage='''
    ...     network ego_account_id table_name kind    direction covered_until completeness
    ...     mail    mail:me@a.b    messages   message out       2024-12-31    all
    ... ''')
    [('mail:bo@a.b', '2024-06-02')]
    """
    return f"""
    select ego_id, alter_id, act_id, network, kind, happened_at
    from {incoming_dialogue}
    where is_answered is false
    """
