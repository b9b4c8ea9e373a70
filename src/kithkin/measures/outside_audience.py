"""The measure `outside_audience`: how many people outside an ego's audience talk with it."""

from __future__ import annotations

from kithkin.measures._acts import DIALOGUE
from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id",),
    columns=(
        Column("people_at_least", "integer", "people shown to talk and to be outside", "people", bounds=(0, None)),
        Column("people_at_most", "integer", "people not ruled out; null = no limit", "people", bounds=(0, None)),
    ),
    source="ours: counts of a three-valued condition, with both bounds",
)
def outside_audience(egos: str, identities: str, talkers: str, covered_channels: str) -> str:
    """Return how many people outside an ego's audience talked with it both ways in the last 365 days.

    people_at_least = talkers shown to be outside; people_at_most = talkers not shown to be inside, where every
    dialogue channel of the ego is covered over the window.

    Parameters
    ----------
    egos : ego_id
    identities : account_id, person_id
    talkers : ego_id, alter_id, has_talked, is_outside
    covered_channels : ego_id, network, kind, direction, is_covered_365

    Returns
    -------
    One row per ego: people_at_least (0 or more), people_at_most (0 or more, or null).

    Notes
    -----
    Absent for an ego without an account. people_at_most is null where some dialogue channel is not covered:
    anybody may have talked there. Zero at most: measured as nobody. Off-line life is not in it.

    References
    ----------
    Ours; see `following_breakdown`.

    Examples
    --------
    >>> answer(outside_audience, as_of="2024-12-31", identities='''
    ...     account_id  person_id
    ...     mail:me@a.b self
    ... ''', messages='''
    ...     sender_id   recipient_id sent_at
    ...     mail:an@a.b self         2024-12-01
    ...     self        mail:an@a.b  2024-12-02
    ... ''')
    [{'ego_id': 'self', 'people_at_least': 1, 'people_at_most': None}]
    """
    return f"""
    with homes as (
        select distinct e.ego_id, split_part(i.account_id, ':', 1) as network
        from {egos} as e
        join {identities} as i on i.person_id = e.ego_id
    ),
    by_network as (
        select h.ego_id, h.network, coalesce(bool_and(c.is_covered_365), false) as is_covered
        from homes as h
        left join {covered_channels} as c on c.ego_id = h.ego_id and c.network = h.network and c.kind in {DIALOGUE}
        group by h.ego_id, h.network
    ),
    closed as (
        select ego_id, bool_and(is_covered) as is_closed from by_network group by ego_id
    ),
    counts as (
        select ego_id, count(*) filter (where has_talked and is_outside) as people_at_least,
               count(*) filter (where is_outside is not false) as people_at_most
        from {talkers}
        group by ego_id
    )
    select c.ego_id, coalesce(n.people_at_least, 0) as people_at_least,
           case when c.is_closed then coalesce(n.people_at_most, 0) end as people_at_most
    from closed as c
    left join counts as n on n.ego_id = c.ego_id
    """
