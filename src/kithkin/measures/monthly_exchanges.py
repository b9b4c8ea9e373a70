"""The measure `monthly_exchanges`: how much passed between two people in each month."""

from __future__ import annotations

from kithkin.measures._acts import acts
from kithkin.model.measure import measure
from kithkin.model.sql import text
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "alter_id", "month_on"),
    columns=(
        Column("theirs_count", "integer", "acts towards the ego", "acts", bounds=(0, None)),
        Column("yours_count", "integer", "acts of the ego", "acts", bounds=(0, None)),
    ),
    source="Wasserman & Faust (1994), section 3.1 (valued, directed relations), month by month",
)
def monthly_exchanges(egos: str, interactions: str, messages: str, *, person: str = "") -> str:
    """Return how many acts passed between an ego and an alter in each month, in either direction.

    A count over interactions and over messages to at most five people, by calendar month (UTC).

    Parameters
    ----------
    egos : ego_id
    interactions : interaction_id, network, actor_id, target_id, kind, happened_at
    messages : message_id, network, sender_id, recipient_id, recipient_count, sent_at, bulk_evidence
    person : with whom alone; not chosen, with everybody

    Returns
    -------
    One row per ego, alter and month with an act (month_on = its first day): theirs_count, yours_count (0 or more).

    Notes
    -----
    Absent for months without an act that is shown, and for acts of which not even the day is known. Never null.
    Zero: nothing was seen in that direction, which on an archive of one side says little.

    References
    ----------
    Wasserman, S. & Faust, K. (1994). Social Network Analysis, section 3.1.

    Examples
    --------
    January and March:

    >>> answer(monthly_exchanges, show="alter_id theirs_count yours_count", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', interactions='''
    ...     actor_id target_id kind  happened_at
    ...     x:ann    self      reply 2024-01-07
    ...     self     x:ann     like  2024-01-31
    ...     x:ann    self      reply 2024-03-01
    ... ''')
    [('x:ann', 1, 1), ('x:ann', 1, 0)]
    """
    return f"""
    select ego_id, alter_id, cast(date_trunc('month', happened_at) as date) as month_on,
           count(*) filter (where direction = 'in') as theirs_count,
           count(*) filter (where direction = 'out') as yours_count
    from ({acts(interactions, messages, egos)}
    ) as act
    where happened_at is not null {f"and alter_id = {text(person)}" if person else ""}
    group by ego_id, alter_id, cast(date_trunc('month', happened_at) as date)
    """
