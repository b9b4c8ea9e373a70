"""The measure `provenance_overview`: how many of an audience came which way."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "came_by"),
    columns=(
        Column("people_count", "integer", "people who most likely came that way", "people", bounds=(1, None)),
        Column("people_at_most", "integer", "with those of whom it is not known", "people", bounds=(1, None)),
        Column("share", "double", "of all whose coming is dated; null for `undated`", "share", bounds=(0, 1)),
        Column("dated_count", "integer", "people whose coming is dated", "people", bounds=(0, None)),
    ),
    source="ours: shares of `follow_provenance`",
)
def provenance_overview(follow_provenance: str) -> str:
    """Return how many people of an audience came by conversation, a post, a mention, a burst, or nobody knows how.

    Parameters
    ----------
    follow_provenance : ego_id, alter_id, came_by

    Returns
    -------
    One row per ego and way.

    Notes
    -----
    Absent for ways by which nobody came. The shares are of those whose coming is dated, the unknown among them: so that of
    conversation is at least what it says.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(provenance_overview, show="came_by people_count people_at_most share", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', follows='''
    ...     follower_id followed_id followed_at
    ...     x:ann       self        2024-01-05
    ...     x:bob       self        2024-01-05
    ... ''', interactions='''
    ...     actor_id target_id kind  happened_at
    ...     self     x:ann     reply 2024-01-04
    ... ''')
    [('conversation', 1, 2, 0.5), ('unknown', 1, 1, 0.5)]
    """
    return f"""
    with ways as (
        select ego_id, came_by, count(*) as people_count from {follow_provenance} group by ego_id, came_by
    ),
    totals as (
        select ego_id, count(*) filter (where came_by <> 'undated') as dated_count,
               count(*) filter (where came_by in ('undated', 'unknown', 'a burst')) as open_count
        from {follow_provenance} group by ego_id
    )
    select w.ego_id, w.came_by, w.people_count,
           case when w.came_by in ('undated', 'unknown', 'a burst') then w.people_count else w.people_count + t.open_count end
           as people_at_most,
           case when w.came_by <> 'undated' then cast(w.people_count as double) / nullif(t.dated_count, 0) end as share,
           t.dated_count
    from ways as w
    join totals as t on t.ego_id = w.ego_id
    """
