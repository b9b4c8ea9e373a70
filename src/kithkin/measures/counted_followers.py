"""The measure `counted_followers`: how many followers a network counted, month by month, without their names."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "ego_account_id", "month_on"),
    columns=(
        Column("network", "text", "network of the account"),
        Column("counted_on", "date", "last day of the month with a total; null = only gains were counted"),
        Column("follower_count", "integer", "followers on that day", "accounts", bounds=(0, None)),
        Column("gained_count", "integer", "followers gained on the days that say so", "accounts", bounds=(0, None)),
        Column("lost_count", "integer", "followers lost on the days that say so", "accounts", bounds=(0, None)),
        Column("is_first", "boolean", "whether it is the account's first month with a total"),
        Column("is_last", "boolean", "whether it is the account's last month with a total"),
    ),
    source="ours",
)
def counted_followers(egos: str, follower_counts: str) -> str:
    """Return the last count of followers in each month, and what was gained and lost in it, per account of the ego.

    Parameters
    ----------
    egos : ego_id
    follower_counts : account_id, account_account_id, network, counted_on, follower_count, gained_count, lost_count

    Returns
    -------
    One row per ego, account and month with a count: the last total (0 or more), gains and losses (0 or more), and
    whether it is the first or last month with a total.

    Notes
    -----
    Absent for months without a count. Null: totals where the network gave only gains, gains and losses where it gave
    only totals. Gains are never summed up to a total: nobody knows where they began. It says nothing of who they are.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(counted_followers, show="month_on counted_on follower_count is_last", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', follower_counts='''
    ...     account_id account_account_id network counted_on follower_count
    ...     self       x:me               x       2024-01-05 100
    ...     self       x:me               x       2024-01-20 130
    ...     self       x:me               x       2024-02-01 131
    ... ''')
    [(datetime.date(2024, 1, 1), datetime.date(2024, 1, 20), 130, False), (datetime.date(2024, 2, 1), datetime.date(2024, 2, 1), 131, True)]
    """  # noqa: E501
    return f"""
    with own as (
        select e.ego_id, c.account_account_id as ego_account_id, c.network,
               cast(date_trunc('month', c.counted_on) as date) as month_on,
               c.counted_on, c.follower_count, c.gained_count, c.lost_count
        from {follower_counts} as c join {egos} as e on e.ego_id = c.account_id
    ),
    totals as (
        select ego_id, ego_account_id, month_on, max(counted_on) as counted_on
        from own where follower_count is not null group by ego_id, ego_account_id, month_on
    ),
    ends as (
        select ego_id, ego_account_id, min(month_on) as first_on, max(month_on) as last_on
        from totals group by ego_id, ego_account_id
    )
    select o.ego_id, o.ego_account_id, o.month_on, max(o.network) as network, max(t.counted_on) as counted_on,
           max(case when o.counted_on = t.counted_on then o.follower_count end) as follower_count,
           cast(sum(o.gained_count) as bigint) as gained_count, cast(sum(o.lost_count) as bigint) as lost_count,
           coalesce(o.month_on = max(n.first_on), false) as is_first,
           coalesce(o.month_on = max(n.last_on), false) as is_last
    from own as o
    left join totals as t on t.ego_id = o.ego_id and t.ego_account_id = o.ego_account_id and t.month_on = o.month_on
    left join ends as n on n.ego_id = o.ego_id and n.ego_account_id = o.ego_account_id
    group by o.ego_id, o.ego_account_id, o.month_on
    """
