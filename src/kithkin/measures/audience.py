"""The measure `audience`: who follows, befriended or connected with an ego."""

from __future__ import annotations

from kithkin.measures._follow_lists import held
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
def audience(egos: str, identities: str, follows: str, list_checks: str) -> str:
    """Return the people with an audience tie to an ego: followers, friends, connections.

    The in-neighbourhood of the ego over follows, united with its friendships and connections, which run both
    ways.

    Parameters
    ----------
    egos : ego_id
    identities : account_id, person_id
    follows : follower_id, followed_id, network, kind, followed_at, ended_at, is_current, observed_at
    list_checks : ego_id, direction, ego_account_id, kind, is_accepted, previous_at

    Returns
    -------
    One row per ego and alter: is_standing, network_count (1 or more), since_at in UTC.

    Notes
    -----
    Absent for people whose ties are all known to have ended. is_standing is null where the newest list could
    not show whether the tie still stands, such as one that `list_checks` refuses as too short.
    since_at is null where no beginning is known. It does not say that the person reads anything, nor that there is a person.

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
    # Between two people with one account each a follow stands once: only the ties of others have to be put together.
    return f"""
    with several as (
        select person_id from {identities} group by person_id having count(*) > 1
        union
        select follower_id from {follows} where kind <> 'follow' and follower_id is not null
        union
        select followed_id from {follows} where kind <> 'follow' and followed_id is not null
    ),
    repeated as (
        select f.followed_id as ego_id, f.follower_id as alter_id, f.network, f.followed_at, f.is_current
        from several as s
        join {follows} as f on f.followed_id = s.person_id
        union all
        select f.followed_id, f.follower_id, f.network, f.followed_at, f.is_current
        from several as s
        join {follows} as f on f.follower_id = s.person_id
        anti join several as o on o.person_id = f.followed_id
        union all
        select follower_id, followed_id, network, followed_at, is_current
        from {follows}
        where kind in ('friend', 'connection')
        union all
        select followed_id, follower_id, network, followed_at, null from ({held(follows, list_checks)}) as h
    ),
    by_network as (
        select ego_id, alter_id, network, max(case when is_current then 1 else 0 end) as stands, min(followed_at) as since_at
        from repeated
        where alter_id is not null and is_current is not false
        group by ego_id, alter_id, network
    ),
    people as (
        select f.followed_id as ego_id, f.follower_id as alter_id, case when f.is_current then true end as is_standing,
               cast(1 as bigint) as network_count, f.followed_at as since_at
        from {follows} as f
        where f.follower_id not in (select person_id from several) and f.followed_id not in (select person_id from several)
          and f.follower_id is not null and f.is_current is not false
        union all
        select ego_id, alter_id, case when max(stands) = 1 then true end, count(*), min(since_at)
        from by_network
        group by ego_id, alter_id
    )
    select p.ego_id, p.alter_id, p.is_standing, p.network_count, p.since_at
    from people as p
    join {egos} as e on e.ego_id = p.ego_id
    """
