"""The measure `follower_creation`: lists of followers and following in their order, with when each account was made."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "direction", "ego_account_id", "alter_account_id"),
    columns=(
        Column("alter_id", "text", "the person on the other side"),
        Column("network", "text", "network of the list"),
        Column("list_place", "integer", "place in the list, 1 = first, which is the newest follow", bounds=(1, None)),
        Column("created_at", "instant", "when the account was made, where that is known", "UTC"),
        Column("followed_at", "instant", "when the follow began, where the export says so", "UTC"),
        Column("listed_at", "instant", "the instant for which the list speaks, where known", "UTC"),
    ),
    source="Meeder, Karrer, Sayedi, Ravi, Borgs & Chayes (2011), section 3",
)
def follower_creation(egos: str, follows: str, accounts: str) -> str:
    """Return the standing follows of an ego's lists in the order of the list, with when each account was made.

    Direction `in` is the list of followers, `out` the list of accounts followed.

    Parameters
    ----------
    egos : ego_id
    follows : follower_id, followed_id, kind, network, followed_at, list_position, is_current
    accounts : account_id, created_at

    Returns
    -------
    One row per ego, direction and pair of accounts: alter_id, network, list_place (1 or more), created_at,
    followed_at, listed_at.

    Notes
    -----
    Absent for follows without a place in a list, and for those known to have ended. created_at is null where
    neither a profile nor the account's id tells it. It dates nothing; `follow_dating` does.

    References
    ----------
    Meeder, B. et al. (2011). We know who you followed last summer. WWW, section 3.

    Examples
    --------
    >>> answer(follower_creation, show="alter_account_id list_place created_at", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', follows='''
    ...     follower_id followed_id list_position
    ...     x:3         self        0
    ...     x:1         self        1
    ... ''', accounts='''
    ...     account_id created_at
    ...     x:3        2019-01-01
    ... ''')
    [('x:1', 2, None), ('x:3', 1, '2019-01-01')]
    """
    return f"""
    with made as (
        select account_account_id, min(created_at) as created_at from {accounts} group by account_account_id
    ),
    listed as (
        select f.followed_id as ego_id, 'in' as direction, f.followed_account_id as ego_account_id,
               f.follower_account_id as alter_account_id, f.follower_id as alter_id, f.network, f.list_position,
               f.followed_at, f.followed_at_latest as listed_at
        from {follows} as f
        where f.kind = 'follow' and f.list_position is not null and f.is_current is not false
        union all
        select f.follower_id, 'out', f.follower_account_id, f.followed_account_id, f.followed_id, f.network,
               f.list_position, f.followed_at, f.followed_at_latest
        from {follows} as f
        where f.kind = 'follow' and f.list_position is not null and f.is_current is not false
    )
    select l.ego_id, l.direction, l.ego_account_id, l.alter_account_id, l.alter_id, l.network,
           row_number() over (
               partition by l.ego_id, l.direction, l.ego_account_id order by l.list_position, l.alter_account_id
           ) as list_place,
           m.created_at, l.followed_at, l.listed_at
    from listed as l
    join {egos} as e on e.ego_id = l.ego_id
    left join made as m on m.account_account_id = l.alter_account_id
    """
