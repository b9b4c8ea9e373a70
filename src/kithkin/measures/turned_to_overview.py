"""The measure `turned_to_overview`: how many people turned to the ego, and how many of them are in its audience."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id",),
    columns=(
        Column("time_count", "integer", "times somebody turned to the ego", "times", bounds=(1, None)),
        Column("people_count", "integer", "different people", "people", bounds=(1, None)),
        Column("answered_count", "integer", "times the ego wrote back within 30 days", "times", bounds=(0, None)),
        Column("in_audience_count", "integer", "people of them who are in the audience", "people", bounds=(0, None)),
        Column("audience_at_least", "integer", "people shown to be in the audience", "people", bounds=(0, None)),
        Column(
            "audience_at_most", "integer", "people not ruled out; null = no limit is known", "people", bounds=(0, None)
        ),
    ),
    source="ours: counts of `turned_to`",
)
def turned_to_overview(turned_to: str, audience: str, list_checks: str) -> str:
    """Return how many people turned to an ego unasked, and how many of its audience ever did.

    Counts over `turned_to`, joined to the audience.

    Parameters
    ----------
    turned_to : ego_id, alter_id, is_answered, is_doubtful (doubtful ones do not count)
    audience : ego_id, alter_id, is_standing
    list_checks : ego_id, direction, listed_at, part_at

    Returns
    -------
    One row per ego to whom somebody turned: time_count, people_count (1 or more), the rest 0 or more.

    Notes
    -----
    Absent where nobody is seen to have come. audience_at_most is null where some list holds a part only. Zero
    in_audience_count: none of them follows, as far as the lists show. It counts what is shown, so it is a lower bound;
    whoever may have left the audience is counted in it.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(turned_to_overview, show="people_count in_audience_count audience_at_most",
    ...     identities=[{"account_id": "x:me", "person_id": "self"}],
    ...     follows=[{"follower_id": "x:ann", "followed_id": "self"}, {"follower_id": "x:bob", "followed_id": "self"}],
    ...     messages=[{"sender_id": "x:ann", "recipient_id": "self", "sent_at": "2024-01-01", "text": "How so?"}])
    [(1, 1, 2)]
    """
    return f"""
    with people as (
        select ego_id, alter_id, count(*) as time_count, count(*) filter (where is_answered) as answered_count
        from {turned_to} where not is_doubtful group by ego_id, alter_id
    ),
    sizes as (
        select ego_id, count(*) filter (where is_standing) as audience_at_least, count(*) as audience_at_most
        from {audience} group by ego_id
    ),
    cut as (
        select distinct ego_id from {list_checks} where direction = 'in' and (listed_at is null or part_at is not null)
    )
    select p.ego_id, cast(sum(p.time_count) as bigint) as time_count, count(*) as people_count,
           cast(sum(p.answered_count) as bigint) as answered_count, count(a.alter_id) as in_audience_count,
           coalesce(max(s.audience_at_least), 0) as audience_at_least,
           case when max(o.ego_id) is null then coalesce(max(s.audience_at_most), 0) end as audience_at_most
    from people as p
    left join {audience} as a on a.ego_id = p.ego_id and a.alter_id = p.alter_id
    left join sizes as s on s.ego_id = p.ego_id
    left join cut as o on o.ego_id = p.ego_id
    group by p.ego_id
    """
