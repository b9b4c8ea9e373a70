"""The measure `burst_evidence`: causes and signs of each burst as rows that a person can open."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("judgement_id", "what", "cause_id"),
    columns=(
        Column("ego_id", "text", "the ego"),
        Column("happened_at", "instant", "when, where it is an event", "UTC"),
        Column("says", "text", "the cause or sign in words"),
        Column("is_against", "boolean", "true where it speaks against a bought block"),
    ),
    source="ours",
)
def burst_evidence(burst_explanations: str, burst_causes: str, burst_signs: str) -> str:
    """Return what may have brought each burst, and which signs of buying it has or has not.

    Parameters
    ----------
    burst_explanations : judgement_id, ego_id, network, basis, burst_number
    burst_causes : ego_id, network, basis, burst_number, cause, cause_id, happened_at, says
    burst_signs : ego_id, network, basis, burst_number, sign, is_sign, says

    Returns
    -------
    One row per burst and cause or sign. What speaks for an ordinary cause, or is looked for and not found, is against.

    Notes
    -----
    Absent for signs of which the data says nothing.

    References
    ----------
    Ours.

    Examples
    --------
    >>> from datetime import date, timedelta
    >>> days = [date(2024, 1, 1) + timedelta(days=n) for n in range(90)]
    >>> people = [day for day in days for n in range(60 if day == date(2024, 2, 10) else 1)]
    >>> answer(burst_evidence, show="what is_against says", as_of="2024-03-31", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', follows=[{"follower_id": f"x:{n}", "followed_id": "self", "followed_at": day.isoformat()}
    ...               for n, day in enumerate(people)],
    ... posts=[{"author_id": "self", "kind": "post", "posted_at": "2024-02-09", "text": "A giveaway!", "network": "x"}])
    [('own giveaway', True, 'You offered something to be won.')]
    """
    on = "{0}.ego_id = b.ego_id and {0}.network = b.network and {0}.basis = b.basis and {0}.burst_number = b.burst_number"
    return f"""
    select b.judgement_id, c.cause as what, c.cause_id, b.ego_id, c.happened_at, c.says, true as is_against
    from {burst_explanations} as b
    join {burst_causes} as c on {on.format("c")}
    union all
    select b.judgement_id, s.sign, '', b.ego_id, cast(null as timestamp), s.says, not s.is_sign
    from {burst_explanations} as b
    join {burst_signs} as s on {on.format("s")}
    where s.is_sign is not null
    """
