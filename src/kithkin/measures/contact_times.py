"""The measure `contact_times`: the instants at which two people were in contact."""

from __future__ import annotations

from kithkin.measures._acts import acts
from kithkin.model.measure import measure
from kithkin.model.tables import Column

_EVENTS = 3


@measure(
    grain=("ego_id", "alter_id", "happened_at"),
    columns=(Column("act_count", "integer", "acts at this instant, in either direction", "acts", bounds=(1, None)),),
    source="Holme & Saramaki (2012), section 2.1 (contact sequences)",
)
def contact_times(egos: str, interactions: str, messages: str) -> str:
    """Return the different instants at which an ego and an alter were in contact, where there are three or more.

    The contact sequence of the dyad, both directions together.

    Parameters
    ----------
    egos : ego_id
    interactions : interaction_id, actor_id, target_id, happened_at
    messages : message_id, sender_id, recipient_id, recipient_count, sent_at, bulk_evidence

    Returns
    -------
    One row per ego, alter and instant (UTC): act_count (1 or more).

    Notes
    -----
    Absent for pairs with fewer than three different instants, whose rhythm has no meaning, and for acts whose
    instant is not known. Never null. It does not say who acted.

    References
    ----------
    Holme, P. & Saramaki, J. (2012). Temporal networks. Physics Reports 519(3), section 2.1.

    Examples
    --------
    >>> answer(contact_times, show="alter_id happened_at act_count", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', interactions='''
    ...     actor_id target_id kind    happened_at
    ...     x:ann    self      reply   2024-01-01
    ...     x:ann    self      mention 2024-01-01
    ...     self     x:ann     like    2024-01-02
    ...     self     x:ann     like    2024-01-04
    ...     x:bob    self      like    2024-01-04
    ... ''')
    [('x:ann', '2024-01-01', 2), ('x:ann', '2024-01-02', 1), ('x:ann', '2024-01-04', 1)]
    """
    return f"""
    with instants as (
        select ego_id, alter_id, happened_at, count(*) as act_count
        from ({acts(interactions, messages, egos)}
        ) as act
        where happened_at is not null
        group by ego_id, alter_id, happened_at
    ),
    sized as (
        select *, count(*) over (partition by ego_id, alter_id) as instant_count from instants
    )
    select ego_id, alter_id, happened_at, act_count from sized where instant_count >= {_EVENTS}
    """
