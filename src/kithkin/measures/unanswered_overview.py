"""The measure `unanswered_overview`: how much of what came to an ego it left unanswered."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id",),
    columns=(
        Column("received_count", "integer", "messages, replies and comments to the ego", "acts", bounds=(1, None)),
        Column("unanswered_at_least", "integer", "of them, those that it left unanswered", "acts", bounds=(0, None)),
        Column(
            "unanswered_at_most", "integer", "these, and those of which that cannot be told", "acts", bounds=(0, None)
        ),
        Column("unanswered_share_at_least", "double", "unanswered_at_least / received_count", "share", bounds=(0, 1)),
        Column("unanswered_share_at_most", "double", "unanswered_at_most / received_count", "share", bounds=(0, 1)),
    ),
    source="ours: counts of `incoming_dialogue`",
)
def unanswered_overview(incoming_dialogue: str) -> str:
    """Return how many messages, replies and comments of the last 365 days an ego left unanswered.

    Counts over `incoming_dialogue`. Both shares are of all that came: an answer is seen more easily than that there was
    none, so that a share of those of which it can be told would be too low.

    Parameters
    ----------
    incoming_dialogue : ego_id, is_answered

    Returns
    -------
    One row per ego to whom anything came: counts, and shares (0 to 1).

    Notes
    -----
    Absent where nothing is shown to have come. Zero: everything was answered. What came within the last 30 days and has
    no answer yet is in at_most alone. Not everything that is left unanswered asked for an answer.

    References
    ----------
    As `incoming_dialogue`.

    Examples
    --------
    >>> answer(unanswered_overview, show="received_count unanswered_at_least unanswered_at_most", as_of="2024-12-31",
    ...     identities='''
    ...     account_id  person_id
    ...     mail:me@a.b self
    ... ''', messages='''
    ...     sender_id   recipient_id sent_at
    ...     mail:an@a.b self         2024-06-01
    ...     self        mail:an@a.b  2024-06-02
    ...     mail:bo@a.b self         2024-06-02
    ...     mail:cy@a.b self         2024-12-30
    ... ''', coverage='''
    ...     network ego_account_id table_name kind    direction covered_until completeness
    ...     mail    mail:me@a.b    messages   message out       2024-12-31    all
    ... ''')
    [(3, 1, 2)]
    """
    return f"""
    with counted as (
        select ego_id, count(*) as received_count, count(*) filter (where is_answered is false) as unanswered_at_least,
               count(*) filter (where is_answered is distinct from true) as unanswered_at_most
        from {incoming_dialogue}
        group by ego_id
    )
    select ego_id, received_count, unanswered_at_least, unanswered_at_most,
           unanswered_at_least / nullif(cast(received_count as double), 0) as unanswered_share_at_least,
           unanswered_at_most / nullif(cast(received_count as double), 0) as unanswered_share_at_most
    from counted
    """
