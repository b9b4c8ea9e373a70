"""The measure `response_latency_overall`: how fast an ego answers, and is answered, all in all."""

from __future__ import annotations

from kithkin.measures._acts import median
from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "direction"),
    columns=(
        Column("answer_count", "integer", "answers whose time is known", "acts", bounds=(1, None)),
        Column("median_seconds", "double", "median time to the answer", "seconds", bounds=(0, None)),
        Column("last_at", "instant", "the last answer", "UTC"),
    ),
    source="Eckmann, Moses & Sergi (2004), section 'Dialogues'",
)
def response_latency_overall(answers: str) -> str:
    """Return the median time in which an ego answers anybody, and anybody the ego.

    The median of latency_seconds over all answers, not over people: who is answered often weighs more.

    Parameters
    ----------
    answers : ego_id, alter_id, direction, act_id, answered_at, latency_seconds

    Returns
    -------
    One row per ego and direction (`out` = the ego answered): answer_count (1 or more), median_seconds (0 or
    more), last_at in UTC.

    Notes
    -----
    Absent without an answer of known time. Never null. Zero: most answers came within a second. It speaks of
    the answers given, not of what was left unanswered.

    References
    ----------
    As `response_latency`.

    Examples
    --------
    Answers to two people, after 1 and 3 minutes:

    >>> answer(response_latency_overall, show="direction answer_count median_seconds", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', interactions='''
    ...     actor_id target_id kind  happened_at      target_posted_at
    ...     self     x:ann     reply 2024-01-01T10:01 2024-01-01T10:00
    ...     self     x:bob     reply 2024-01-02T10:03 2024-01-02T10:00
    ... ''')
    [('out', 2, 120.0)]
    """
    return median(answers, ("ego_id", "direction"), "alter_id, act_id")
