"""The measure `own_churn`: whom an ego stopped following, and who stopped following it."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "direction"),
    columns=(
        Column("left_count", "integer", "ties that are shown to have ended", "ties", bounds=(1, None)),
        Column("quick_count", "integer", "of them, those that ended within 30 days", "ties", bounds=(0, None)),
        Column(
            "followed_back_count", "integer", "of them, those where the other side ran too", "ties", bounds=(0, None)
        ),
    ),
    source="ours: counts of `churn`, after Kwak, Chun & Moon (2011)",
)
def own_churn(churn: str) -> str:
    """Return how many follow ties of an ego ended, in each direction, how soon, and how many were followed back.

    Counts of the ties that `churn` calls left. Following to be followed, and leaving then, is a trick: this is its trace.

    Parameters
    ----------
    churn : ego_id, direction, verdict, is_quick, is_followed_back

    Returns
    -------
    One row per ego and direction (`out` = the ego left): left_count (1 or more), quick_count, followed_back_count (0 or
    more).

    Notes
    -----
    Absent where no tie is shown to have ended, and where a list is too short to tell. Never null. quick_count is zero
    too where the beginnings are not known.

    References
    ----------
    Kwak, H., Chun, H. & Moon, S. (2011). Fragile online relationship: a first look at unfollow dynamics in Twitter.
    CHI 2011.

    Examples
    --------
    >>> answer(own_churn, show="direction left_count", as_of="2024-06-01",
    ...     identities=[{"account_id": "x:me", "person_id": "self"}], follows=[
    ...     {"follower_id": "self", "followed_id": "x:ann", "followed_at": "2024-01-01", "ended_at": "2024-01-05",
    ...      "is_current": False}])
    [('out', 1)]
    """
    return f"""
    select ego_id, direction, count(*) as left_count, count(*) filter (where is_quick) as quick_count,
           count(*) filter (where is_followed_back) as followed_back_count
    from {churn}
    where verdict = 'left'
    group by ego_id, direction
    """
