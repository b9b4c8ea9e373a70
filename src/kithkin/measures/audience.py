"""The measure `audience`: who follows, befriended or connected with an ego."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "alter_id"),
    columns=(
        Column("is_standing", "boolean", "true = a tie stands; null = no tie is known to stand or to have ended"),
        Column(
            "network_count", "integer", "networks with a tie that stands or may stand", "networks", bounds=(1, None)
        ),
        Column("since_at", "instant", "earliest known beginning of such a tie", "UTC"),
    ),
    source="Wasserman & Faust (1994), section 4.3 (in-neighbourhood)",
)
def audience(egos: str, follows: str) -> str:
    """Return the people with an audience tie to an ego: followers, friends, connections.

    The in-neighbourhood of the ego over follows, united with its friendships and connections, which run both
    ways.

    Parameters
    ----------
    egos : ego_id
    follows : follower_id, followed_id, network, kind, followed_at, is_current

    Returns
    -------
    One row per ego and alter: is_standing, network_count (1 or more), since_at in UTC.

    Notes
    -----
    Absent for people whose ties are all known to have ended. is_standing is null where the newest list could
    not show whether the tie still stands; since_at is null where no beginning is known. It does not say that
    the person reads anything, nor that there is a person.

    References
    ----------
    Wasserman, S. & Faust, K. (1994). Social Network Analysis, section 4.3. We unite kinds of ties.

    Examples
    --------
    >>> answer(audience, show="alter_id is_standing network_count", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', follows='''
    ...     follower_id followed_id network  kind   is_current
    ...     x:ann       self        x        follow true
    ...     x:bob       self        x        follow -
    ...     x:cy        self        x        follow false
    ...     self        x:dan       x        follow true
    ...     self        facebook:e  facebook friend true
    ... ''')
    [('facebook:e', True, 1), ('x:ann', True, 1), ('x:bob', None, 1)]
    """
    return f"""
    with ties as (
        select followed_id as ego_id, follower_id as alter_id, network, followed_at, is_current from {follows}
        union all
        select follower_id, followed_id, network, followed_at, is_current
        from {follows}
        where kind in ('friend', 'connection')
    ),
    by_network as (
        select ego_id, alter_id, network, max(case when is_current then 1 else 0 end) as stands, min(followed_at) as since_at
        from ties
        where alter_id is not null and is_current is not false
        group by ego_id, alter_id, network
    )
    select n.ego_id, n.alter_id, case when max(n.stands) = 1 then true end as is_standing, count(*) as network_count,
           min(n.since_at) as since_at
    from by_network as n
    join {egos} as e on e.ego_id = n.ego_id
    group by n.ego_id, n.alter_id
    """
