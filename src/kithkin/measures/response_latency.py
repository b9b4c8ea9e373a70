"""The measure `response_latency`: how fast two people answer each other."""

from __future__ import annotations

from kithkin.measures._acts import median
from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "alter_id", "direction"),
    columns=(
        Column("answer_count", "integer", "answers whose time is known", "acts", bounds=(1, None)),
        Column("median_seconds", "double", "median time to the answer", "seconds", bounds=(0, None)),
        Column("last_at", "instant", "the last answer", "UTC"),
    ),
    source="Eckmann, Moses & Sergi (2004), section 'Dialogues'",
)
def response_latency(answers: str) -> str:
    """Return the median time in which an ego answers an alter, and an alter the ego.

    The median of latency_seconds; with an even number, the mean of the middle two.

    Parameters
    ----------
    answers : ego_id, alter_id, direction, act_id, answered_at, latency_seconds

    Returns
    -------
    One row per ego, alter and direction (`out` = the ego answered): answer_count (1 or more), median_seconds
    (0 or more), last_at in UTC.

    Notes
    -----
    Absent without an answer of known time. Never null. Zero: most answers came within a second. What was never
    answered is not in it, so it speaks of the answers given, not of the attention paid.

    References
    ----------
    Eckmann, J.-P., Moses, E. & Sergi, D. (2004). Entropy of dialogues creates coherent structures in e-mail
    traffic. PNAS 101(40). We give the median, as waiting times are heavy-tailed (Barabasi 2005).

    Examples
    --------
    Answers after 1, 2 and 60 minutes:

    >>> answer(response_latency, show="direction answer_count median_seconds", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', interactions='''
    ...     actor_id target_id kind  happened_at      target_posted_at
    ...     self     x:ann     reply 2024-01-01T10:01 2024-01-01T10:00
    ...     self     x:ann     reply 2024-01-02T10:02 2024-01-02T10:00
    ...     self     x:ann     reply 2024-01-03T11:00 2024-01-03T10:00
    ... ''')
    [('out', 3, 120.0)]
    """
    return median(answers, ("ego_id", "alter_id", "direction"), "act_id")
