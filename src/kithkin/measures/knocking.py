"""The measure `knocking`: who wants to connect with an ego: open requests and new followers."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from kithkin.model.measure import measure
from kithkin.model.sql import days_before
from kithkin.model.tables import Column

#: Who began to follow within so many days is new.
NEW_DAYS: Final = 90
#: A request of which nobody says what became of it is looked at for half a year.
OPEN_DAYS: Final = 180


@measure(
    grain=("ego_id", "alter_id"),
    columns=(
        Column("asks", "text", "request, unsettled request (whether it is open is not known) or new follower"),
        Column("network", "text", "network"),
        Column("asked_at", "instant", "when, where known", "UTC"),
        Column("text", "text", "the note that came with a request"),
    ),
    source="ours",
)
def knocking(egos: str, requests: str, follower_arrivals: str, follows: str, *, as_of: datetime) -> str:
    """Return the people whose request to an ego is open, or may be, and those who began to follow it in the last 90 days.

    Parameters
    ----------
    egos : ego_id
    requests : from_id, to_id, network, requested_at, state, text
    follower_arrivals : ego_id, alter_id, kind, network, arrived_at, basis, is_standing
    follows : follower_id, followed_id (a request that a tie came of is settled)

    Returns
    -------
    One row per ego and person; a request before a follow.

    Notes
    -----
    Absent for new followers whom the ego follows too, for new friends and connections, whom the ego said yes to, for
    requests that were answered or, if nothing is told of them, are older than half a year, and for follows of unknown
    time: of those nobody can say that they are new. asked_at is null for a request whose time is not known.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(knocking, show="alter_id asks asked_at", as_of="2024-02-01", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', requests='''
    ...     from_id to_id state   requested_at
    ...     x:ann   self  pending 2024-01-02
    ... ''', follows='''
    ...     follower_id followed_id followed_at
    ...     x:bob       self        2024-01-05
    ...     x:old       self        2020-01-05
    ... ''')
    [('x:ann', 'request', '2024-01-02'), ('x:bob', 'new follower', '2024-01-05')]
    """
    return f"""
    with open_or_not as (
        select r.to_id as ego_id, r.from_id as alter_id, r.network, r.requested_at, r.text, r.state = 'pending' as is_open,
               bool_or(r.state = 'pending') over (partition by r.to_id, r.from_id) as is_any_open
        from {requests} as r
        left join {follows} as f on f.follower_id = r.from_id and f.followed_id = r.to_id
        where r.state = 'pending'
           or r.state = 'unknown' and r.requested_at >= {days_before(as_of, OPEN_DAYS)} and f.follower_id is null
    ),
    asking as (
        select ego_id, alter_id, case when is_open then 'request' else 'unsettled request' end as asks,
               min(network) as network, max(requested_at) as asked_at, max(text) as text
        from open_or_not
        where is_open = is_any_open
        group by ego_id, alter_id, is_open
    ),
    back as (
        select distinct follower_id as ego_id, followed_id as alter_id from {follows}
    ),
    new as (
        select a.ego_id, a.alter_id, min(a.network) as network, max(a.arrived_at) as asked_at
        from {follower_arrivals} as a
        left join back as b on b.ego_id = a.ego_id and b.alter_id = a.alter_id
        where a.kind = 'follow' and a.basis = 'read' and a.arrived_at >= {days_before(as_of, NEW_DAYS)}
          and a.is_standing is not false and b.alter_id is null
        group by a.ego_id, a.alter_id
    ),
    both_kinds as (
        select ego_id, alter_id, asks, network, asked_at, text from asking
        union all
        select n.ego_id, n.alter_id, 'new follower', n.network, n.asked_at, null
        from new as n
        left join asking as a on a.ego_id = n.ego_id and a.alter_id = n.alter_id
        where a.alter_id is null
    )
    select k.ego_id, k.alter_id, k.asks, k.network, k.asked_at, k.text
    from both_kinds as k
    join {egos} as e on e.ego_id = k.ego_id
    where k.alter_id is not null
    """
