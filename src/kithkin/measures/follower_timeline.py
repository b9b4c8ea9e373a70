"""The measure `follower_timeline`: known followers month by month, with the verdict of the bursts that began."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "month_on"),
    columns=(
        Column("arrived_count", "integer", "followers who came in this month", "people", bounds=(0, None)),
        Column("follower_count", "integer", "followers who had come by its end", "people", bounds=(0, None)),
        Column("verdict", "text", "verdict of the largest burst that started in it; null = none"),
    ),
    source="ours",
)
def follower_timeline(daily_followers: str, burst_explanations: str) -> str:
    """Return how many of the dated followers had come by the end of each month, all networks together.

    Parameters
    ----------
    daily_followers : ego_id, arrived_on, arrived_count
    burst_explanations : ego_id, started_on, excess, verdict

    Returns
    -------
    One row per ego and month (UTC) in which somebody came.

    Notes
    -----
    Absent for months without arrivals. It counts those who are known, most of whom still follow: not how many there were.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(follower_timeline, show="month_on arrived_count follower_count verdict", as_of="2024-03-01", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', follows='''
    ...     follower_id followed_id followed_at
    ...     x:ann       self        2024-01-01
    ...     x:bob       self        2024-02-01
    ... ''')
    [(datetime.date(2024, 1, 1), 1, 1, None), (datetime.date(2024, 2, 1), 1, 2, None)]
    """
    return f"""
    with months as (
        select ego_id, cast(date_trunc('month', arrived_on) as date) as month_on,
               cast(sum(arrived_count) as bigint) as arrived_count
        from {daily_followers} group by ego_id, cast(date_trunc('month', arrived_on) as date)
    ),
    marks as (
        select ego_id, cast(date_trunc('month', started_on) as date) as month_on,
               arg_max(verdict, struct_pack(excess := excess, id := judgement_id)) as verdict
        from {burst_explanations} group by ego_id, cast(date_trunc('month', started_on) as date)
    )
    select m.ego_id, m.month_on, m.arrived_count,
           cast(sum(m.arrived_count) over (partition by m.ego_id order by m.month_on) as bigint) as follower_count,
           b.verdict
    from months as m
    left join marks as b on b.ego_id = m.ego_id and b.month_on = m.month_on
    """
