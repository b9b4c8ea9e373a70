"""The measure `communities`: the communities that a user can choose, and how much of their words is held."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("choice",),
    columns=(
        Column("kind", "text", "ties, forum (a mailing list, a group, a network), list or place"),
        Column("name", "text", "its name"),
        Column("people_count", "integer", "other people who belong to it", "people", bounds=(0, None)),
        Column("heard_count", "integer", "of them, those of whom posts are held", "people", bounds=(0, None)),
        Column("post_count", "integer", "posts of theirs that are held", "posts", bounds=(0, None)),
        Column("own_count", "integer", "posts of the user's own there (forums)", "posts", bounds=(0, None)),
        Column("last_at", "instant", "the last post", "UTC"),
    ),
    source="ours: counts of `community_people`",
)
def communities(community_people: str) -> str:
    """Return the communities that can be chosen: the ties, each forum, each list, each place that several people state.

    Counts of people and of posts. `choice` is what `kithkin community --of` takes.

    Parameters
    ----------
    community_people : kind, name, person_id, post_count, last_at

    Returns
    -------
    One row per choice: people_count, heard_count, post_count, own_count (0 or more), last_at in UTC.

    Notes
    -----
    Absent where nobody belongs to it. last_at is null where no instant is known. own_count is zero but for forums. Zero:
    none among what is held.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(communities, show="choice people_count post_count", posts=[
    ...     {"post_id": "m:1", "author_id": "m:ann", "text": "Which glue holds?", "community_id": "m:list:paper"},
    ... ])
    [('m:list:paper', 1, 1)]
    """
    return f"""
    select case when kind in ('forum', 'ties') then name else kind || ':' || name end as choice, kind, name,
           count(*) filter (where person_id <> 'self') as people_count,
           count(*) filter (where person_id <> 'self' and post_count > 0) as heard_count,
           cast(coalesce(sum(case when person_id <> 'self' then post_count end), 0) as bigint) as post_count,
           cast(coalesce(sum(case when person_id = 'self' then post_count end), 0) as bigint) as own_count,
           max(last_at) as last_at
    from {community_people}
    group by kind, name
    """
