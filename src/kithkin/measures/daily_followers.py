"""The measure `daily_followers`: how many followers came on each day, and which days were observed."""

from __future__ import annotations

from datetime import datetime

from kithkin.model.measure import measure
from kithkin.model.sql import days_before
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "network", "basis", "arrived_on"),
    columns=(
        Column("arrived_count", "integer", "followers who came on this day", "people", bounds=(1, None)),
        Column("observed_from", "date", "first day of the stretch of record that this day lies in"),
        Column("observed_until", "date", "last day of that stretch"),
    ),
    source="ours",
)
def daily_followers(egos: str, identities: str, follower_arrivals: str, covered_spans: str, *, as_of: datetime) -> str:
    """Return the followers who came on each day, with the stretch of unbroken record around the day.

    Parameters
    ----------
    egos : ego_id
    identities : account_id, person_id
    follower_arrivals : ego_id, ego_account_id, alter_account_id, network, arrived_at, basis
    covered_spans : network, ego_account_id, table_name, direction, covered_from, covered_until

    Returns
    -------
    One row per ego, network, basis (`read` or `inferred`) and day (UTC) with an arrival.

    Notes
    -----
    Absent for days without arrivals; within the stretch such a day is zero, outside it is not known. A hole
    in the record parts two stretches, and what came in it stands on the first day after. Without coverage the stretch runs
    from the first arrival to the last day. Who left before the export is missing, unless another import has them.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(daily_followers, show="arrived_on arrived_count observed_from observed_until", as_of="2024-01-10",
    ... identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', follows='''
    ...     follower_id followed_id followed_at
    ...     x:ann       self        2024-01-01
    ...     x:bob       self        2024-01-01
    ... ''')
    [(datetime.date(2024, 1, 1), 2, datetime.date(2024, 1, 1), datetime.date(2024, 1, 9))]
    """
    last = days_before(as_of, 1)
    return f"""
    with days as (
        select ego_id, network, basis, cast(arrived_at as date) as arrived_on, count(*) as arrived_count
        from (
            select distinct ego_id, network, basis, arrived_at, ego_account_id, alter_account_id
            from {follower_arrivals} where arrived_at is not null
        ) as arrival
        group by ego_id, network, basis, cast(arrived_at as date)
    ),
    series as (
        select ego_id, network, basis, min(arrived_on) as first_on,
               greatest(max(arrived_on), cast({last} as date)) as last_on
        from days group by ego_id, network, basis
    ),
    spans as (
        select distinct e.ego_id, s.network, cast(s.covered_from as date) as from_on,
               least(cast(s.covered_until as date), cast({last} as date)) as until_on
        from {covered_spans} as s
        join {identities} as i on i.account_id = s.ego_account_id
        join {egos} as e on e.ego_id = i.person_id
        where s.table_name = 'follows' and s.direction = 'in'
    ),
    stretched as (
        select d.ego_id, d.network, d.basis, d.arrived_on, max(d.arrived_count) as arrived_count, min(r.last_on) as last_on,
               min(greatest(coalesce(s.from_on, r.first_on), r.first_on)) as observed_from, max(s.until_on) as until_on
        from days as d
        join series as r on r.ego_id = d.ego_id and r.network = d.network and r.basis = d.basis
        left join spans as s on s.ego_id = d.ego_id and s.network = d.network and s.until_on >= d.arrived_on
            and (s.from_on is null or s.from_on <= d.arrived_on) and d.basis = 'read'
        group by d.ego_id, d.network, d.basis, d.arrived_on
    )
    select ego_id, network, basis, arrived_on, arrived_count, observed_from, coalesce(until_on, last_on) as observed_until
    from stretched
    """
