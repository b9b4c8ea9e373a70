"""The measure `churn`: follows that were undone, both ways."""

from __future__ import annotations

from typing import Final

from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: Who came and left within so many days came for something else.
QUICK_DAYS: Final = 30


@measure(
    grain=("ego_id", "direction", "ego_account_id", "alter_account_id", "kind"),
    columns=(
        Column("alter_id", "text", "the other side"),
        Column("network", "text", "network"),
        Column("verdict", "text", "left, gone or renamed, or held (the list is refused)"),
        Column("came_at", "instant", "when the tie began, where known", "UTC"),
        Column("left_at", "instant", "when it ended, where an export says so", "UTC"),
        Column("left_after", "instant", "not before this, where known", "UTC"),
        Column("left_before", "instant", "not after this", "UTC"),
        Column("stayed_days", "double", "from came_at to left_at", "days", bounds=(0, None)),
        Column("is_quick", "boolean", "whether it ended within 30 days; null = not known"),
        Column("is_followed_back", "boolean", "whether the other side follows, or did; null = not known"),
        Column("says", "text", "what shows it"),
    ),
    source="ours; Kwak, Chun & Moon (2011), section 4, on unfollowing",
)
def churn(egos: str, follows: str, follow_lists: str, list_checks: str) -> str:
    """Return the ties that were undone: followers who left (`in`), whom the ego left (`out`), and friendships (`both`).

    From ends that an export tells; and from complete lists, where a newer one no longer has a name that an older one had.

    Parameters
    ----------
    egos : ego_id
    follows : follower_id, followed_id, kind, network, followed_at, ended_at, is_current, observed_at
    follow_lists : ego_id, direction, ego_account_id, kind, listed_at, previous_at
    list_checks : ego_id, direction, ego_account_id, kind, is_accepted

    Returns
    -------
    One row per ego, direction, pair of accounts and kind of tie. The direction is `both` for a friendship or a connection:
    no export says which of the two ended it.

    Notes
    -----
    Absent for ties that stand, and for those who came and left between two lists. `gone or renamed` where accounts are
    known by their handles only: of the lines that a three-year log showed as removed, 42 % were renames. `held` where
    `list_checks` refuses the list and the one before still had the name. A name missing from a short or partial list is not
    here, nor is somebody of whom nothing but the name is known: a newer list has them under another id. Why somebody left
    it does not say; accounts that were blocked or closed look alike.

    References
    ----------
    Kwak, H., Chun, H. & Moon, S. (2011). Fragile online relationship: a first look at unfollow dynamics in Twitter.
    CHI, section 4.

    Examples
    --------
    >>> answer(churn, show="alter_id direction verdict stayed_days is_quick", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', follows='''
    ...     follower_id followed_id followed_at ended_at   is_current
    ...     x:ann       self        2024-01-01  2024-01-11 false
    ...     self        x:bob       2024-01-01  -          true
    ... ''')
    [('x:ann', 'in', 'left', 10.0, True)]
    """
    return f"""
    with ties as (
        select followed_id as ego_id, 'in' as direction, followed_account_id as ego_account_id,
               follower_account_id as alter_account_id, kind, follower_id as alter_id, network, followed_at, followed_at_earliest,
               ended_at, ended_at_earliest, ended_at_latest, is_current, observed_at
        from {follows} semi join {egos} as e on e.ego_id = followed_id
        union all
        select follower_id, 'out', follower_account_id, followed_account_id, kind, followed_id, network, followed_at,
               followed_at_earliest, ended_at, ended_at_earliest, ended_at_latest, is_current, observed_at
        from {follows} semi join {egos} as e on e.ego_id = follower_id where kind = 'follow'
    ),
    ended as (
        select t.*, t.ended_at_latest is not null as is_told, l.listed_at,
               coalesce(c.is_accepted, false) or coalesce(t.observed_at < l.previous_at, false) as is_accepted,
               split_part(t.alter_account_id, ':', 2) like '@%' as is_handle
        from ties as t
        left join {follow_lists} as l on l.ego_id = t.ego_id and l.direction = t.direction
            and l.ego_account_id = t.ego_account_id and l.kind = t.kind
        left join {list_checks} as c on c.ego_id = t.ego_id and c.direction = t.direction
            and c.ego_account_id = t.ego_account_id and c.kind = t.kind
        where (t.is_current is false or coalesce(t.observed_at < l.listed_at, false))
            and (t.ended_at_latest is not null or split_part(t.alter_account_id, ':', 2) <> 'name')
    ),
    back as (
        select distinct t.ego_id, t.alter_id, t.direction from ties as t
        semi join ended as d on d.ego_id = t.ego_id and d.alter_id = t.alter_id
    )
    select d.ego_id, case when d.kind = 'follow' then d.direction else 'both' end as direction,
           d.ego_account_id, d.alter_account_id, d.kind, d.alter_id, d.network,
           case when d.is_told then 'left' when not d.is_accepted then 'held'
                when d.is_handle then 'gone or renamed' else 'left' end as verdict,
           d.followed_at as came_at, d.ended_at as left_at,
           coalesce(d.ended_at_earliest, coalesce(d.observed_at, d.followed_at_earliest)) as left_after,
           coalesce(d.ended_at_latest, d.listed_at) as left_before,
           case when d.ended_at >= d.followed_at then date_diff('second', d.followed_at, d.ended_at) / 86400e0 end as stayed_days,
           case when d.ended_at >= d.followed_at then date_diff('second', d.followed_at, d.ended_at) <= {QUICK_DAYS * 86400} end
           as is_quick,
           case when d.kind <> 'follow' then null when b.alter_id is not null then true
                when o.listed_at is not null and s.is_accepted is not false then false end as is_followed_back,
           case when d.is_told then 'The export says so.' else 'A newer complete list no longer has the name.' end as says
    from ended as d
    left join back as b on b.ego_id = d.ego_id and b.alter_id = d.alter_id and b.direction <> d.direction
    left join {follow_lists} as o on o.ego_id = d.ego_id and o.ego_account_id = d.ego_account_id
        and o.direction <> d.direction and o.kind = d.kind
    left join {list_checks} as s on s.ego_id = d.ego_id and s.ego_account_id = d.ego_account_id
        and s.direction <> d.direction and s.kind = d.kind
    """
