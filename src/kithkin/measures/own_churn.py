"""The measure `own_churn`: whom an ego stopped following, and who stopped following it."""

from __future__ import annotations

from datetime import datetime

from kithkin.measures._own_year import YEAR_DAYS
from kithkin.model.measure import measure
from kithkin.model.sql import days_before
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "direction"),
    columns=(
        Column("left_at_least", "integer", "ties that ended in the last 365 days", "ties", bounds=(0, None)),
        Column("left_at_most", "integer", "these, and those that may have ended then", "ties", bounds=(0, None)),
        Column("timed_count", "integer", "of the latter, those whose two ends are known", "ties", bounds=(0, None)),
        Column("quick_count", "integer", "of these, those that ended within 30 days", "ties", bounds=(0, None)),
        Column("followed_back_count", "integer", "those shown to have run the other way too", "ties", bounds=(0, None)),
    ),
    source="ours: counts of `churn`, after Kwak, Chun & Moon (2011)",
)
def own_churn(churn: str, follow_lists: str, *, as_of: datetime) -> str:
    """Return how many follow ties of an ego ended in the last 365 days, in each direction, how soon, how many both ways.

    Counts of the ties that `churn` calls left, at most of those also that it calls gone or renamed, or holds. Following
    to be followed, and leaving then, is a trick: this is its trace.

    Parameters
    ----------
    churn : ego_id, direction, verdict, left_after, left_before, is_quick, is_followed_back
    follow_lists : ego_id, direction, kind, listed_at, previous_at

    Returns
    -------
    One row per ego and direction (`out` = the ego left, `both` = a friendship or connection that either ended):
    left_at_least, left_at_most, timed_count, quick_count, followed_back_count (0 or more).

    Notes
    -----
    Absent where neither the end of any tie nor two complete lists are shown, of which the newer is of these days: then
    nothing can be said. Zero: the lists could show an end, and show none. The two bounds differ by ties that ended
    between two lists of which the older is from before, and by those of which it is not sure that they ended. quick_count
    is null where of no tie that ended both ends are known, followed_back_count where of none it is known whether the
    other side followed.

    References
    ----------
    Kwak, H., Chun, H. & Moon, S. (2011). Fragile online relationship: a first look at unfollow dynamics in Twitter.
    CHI 2011.

    Examples
    --------
    >>> answer(own_churn, show="direction left_at_least left_at_most quick_count", as_of="2024-06-01",
    ...     identities=[{"account_id": "x:me", "person_id": "self"}], follows=[
    ...     {"follower_id": "self", "followed_id": "x:ann", "followed_at": "2024-01-01", "ended_at": "2024-01-05",
    ...      "is_current": False}])
    [('out', 1, 1, 1)]
    """
    start = days_before(as_of, YEAR_DAYS)
    return f"""
    with ended as (
        select ego_id, direction, is_quick, case when verdict = 'left' then is_followed_back end as is_followed_back,
               verdict = 'left' and left_after >= {start} as is_sure
        from {churn}
        where coalesce(left_before >= {start}, true)
    ),
    counted as (
        select ego_id, direction, count(*) filter (where is_sure) as left_at_least, count(*) as left_at_most,
               count(is_quick) as timed_count,
               case when count(is_quick) > 0 then count(*) filter (where is_quick) end as quick_count,
               case when count(is_followed_back) > 0 then count(*) filter (where is_followed_back) end as followed_back_count
        from ended group by ego_id, direction
    ),
    shown as (
        select ego_id, case when kind = 'follow' then direction else 'both' end as direction
        from {follow_lists} where previous_at is not null and listed_at >= {start}
        union
        select ego_id, direction from {churn} where verdict = 'left'
    )
    select s.ego_id, s.direction, coalesce(c.left_at_least, 0) as left_at_least, coalesce(c.left_at_most, 0) as left_at_most,
           coalesce(c.timed_count, 0) as timed_count,
           case when c.ego_id is null then 0 else c.quick_count end as quick_count,
           case when c.ego_id is null then 0 else c.followed_back_count end as followed_back_count
    from shown as s left join counted as c on c.ego_id = s.ego_id and c.direction = s.direction
    """
