"""The measure `follower_arrivals`: when each follower came, and whether they left again."""

from __future__ import annotations

from typing import Final

from kithkin.measures._follow_lists import held
from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: Dates whose spans are wider than this on average, in days, are not counted by day: they would make bursts of their own.
WIDEST: Final = 45


@measure(
    grain=("ego_id", "ego_account_id", "alter_account_id", "kind"),
    columns=(
        Column("alter_id", "text", "who came"),
        Column("network", "text", "network"),
        Column("arrived_at", "instant", "when they followed, or that day's beginning; null when not known", "UTC"),
        Column("basis", "text", "read, inferred (from the order of the list) or unknown"),
        Column("is_standing", "boolean", "whether they still follow; null where the lists cannot tell"),
        Column("left_at", "instant", "when they left, where that is known", "UTC"),
    ),
    source="ours",
)
def follower_arrivals(egos: str, follows: str, list_checks: str, follow_dating: str) -> str:
    """Return for everybody who follows or followed an ego when they came, and how that is known.

    The time that an export gives, or the beginning of the day where it gives the day alone; else, where the list keeps its
    order and dates follows to 45 days or better on average, the time spread between two records.

    Parameters
    ----------
    egos : ego_id
    follows : follower_id, followed_id, kind, network, followed_at, followed_at_earliest, followed_at_latest, ended_at, is_current
    list_checks : ego_id, direction, ego_account_id, kind, is_accepted, previous_at
    follow_dating : ego_id, direction, ego_account_id, alter_account_id, spread_at, width_days

    Returns
    -------
    One row per ego, its account, the other account and the kind of tie.

    Notes
    -----
    What happened on the day itself counts as after the follow where only the day is known.
    Absent for people who never followed, and for those who followed and left before the first export: exports list
    survivors. arrived_at is null with basis `unknown`. An inferred time serves counting by day over years; it is no
    date of one person's follow, for which see `follow_dating`.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(follower_arrivals, show="alter_id arrived_at basis is_standing", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', follows='''
    ...     follower_id followed_id followed_at
    ...     x:ann       self        2024-01-01
    ...     x:bob       self        -
    ... ''')
    [('x:ann', '2024-01-01', 'read', True), ('x:bob', None, 'unknown', True)]
    """
    return f"""
    with sharp as (
        select ego_id, direction, ego_account_id from {follow_dating} where direction = 'in'
        group by ego_id, direction, ego_account_id having avg(width_days) <= {WIDEST}
    ),
    said as (
        select *, case when followed_at is not null then followed_at
                       when date_diff('second', followed_at_earliest, followed_at_latest) < 86400 then followed_at_earliest
                  end as said_at
        from {follows}
    ),
    dated as (
        select d.* from {follow_dating} as d
        join sharp as s on s.ego_id = d.ego_id and s.direction = d.direction and s.ego_account_id = d.ego_account_id
    )
    select f.followed_id as ego_id, f.followed_account_id as ego_account_id, f.follower_account_id as alter_account_id,
           f.kind, f.follower_id as alter_id, f.network,
           coalesce(f.said_at, d.spread_at) as arrived_at,
           case when f.said_at is not null then 'read' when d.spread_at is not null then 'inferred' else 'unknown' end
           as basis,
           case when h.followed_account_id is null then f.is_current end as is_standing, f.ended_at as left_at
    from said as f
    join {egos} as e on e.ego_id = f.followed_id
    left join ({held(follows, list_checks)}
    ) as h on h.followed_account_id = f.followed_account_id and h.follower_account_id = f.follower_account_id and h.kind = f.kind
    left join dated as d on d.ego_id = f.followed_id and f.kind = 'follow'
        and d.ego_account_id = f.followed_account_id and d.alter_account_id = f.follower_account_id
    """
