"""The measure `influence_by_size`: how many follow an account and how many react, and who stands apart."""

from __future__ import annotations

from typing import Final

from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: How many accounts are named on either side, and from how many accounts on.
NAMED: Final = 5
LEAST_ACCOUNTS: Final = 20
BILLION: Final = "1e9"


@measure(
    grain=("place",),
    columns=(
        Column("account_id", "text", "the account", person=True),
        Column("follower_count", "integer", "followers", "people", bounds=(0, None)),
        Column("reactor_count", "integer", "different people who reacted", "people", bounds=(0, None)),
        Column("expected_count", "double", "reactors that accounts of this size have", "people", bounds=(0, None)),
        Column("standing_apart", "text", "big hat (far fewer react), quiet cattle (far more), or empty"),
        Column("person_id", "text", "the account again where it stands apart", person=True),
    ),
    source="ours: residuals of a straight line in logarithms; the question is that of Cha et al. (2010)",
)
def influence_by_size(egos: str, follows: str, reaction_influence: str) -> str:
    """Return for each account how many follow and how many react, and who stands farthest from the line.

    The line is least squares of ln(1 + reactors) on ln(1 + followers). Big hats are the five accounts of more
    than mean size that lie farthest below it, quiet cattle the five of more than mean reaction farthest above.

    Parameters
    ----------
    egos : ego_id
    follows : follower_id, followed_id, is_current
    reaction_influence : account_id, reactor_count, follower_count

    Returns
    -------
    One row per account with a known size, in order: those that stand apart, then by reactors (place = 1 on).

    Notes
    -----
    Absent for accounts of unknown size, and altogether with fewer than twenty accounts. An account nobody is
    shown to react to has reactor_count zero. expected_count is null where all are of one size. A big hat is no
    fraud: people may read without reacting.

    References
    ----------
    Cha, M. et al. (2010). Measuring user influence in Twitter: the million follower fallacy. ICWSM.

    Examples
    --------
    Too few accounts draw no line:

    >>> answer(influence_by_size, interactions='''
    ...     actor_id target_id kind
    ...     x:ann    x:bob     like
    ... ''')
    []
    """
    return f"""
    with followers as (
        select f.followed_id as account_id, count(distinct f.follower_id) as follower_count
        from {follows} as f
        join {egos} as e on e.ego_id = f.followed_id
        where f.is_current is not false
        group by f.followed_id
    ),
    sized as (
        select coalesce(r.account_id, f.account_id) as account_id,
               coalesce(r.follower_count, f.follower_count) as follower_count,
               coalesce(r.reactor_count, 0) as reactor_count
        from followers as f
        full join {reaction_influence} as r on r.account_id = f.account_id
    ),
    logs as (
        select account_id, follower_count, reactor_count, ln(1 + follower_count) as x, ln(1 + reactor_count) as y
        from sized
        where follower_count is not null
    ),
    means as (
        select cast(sum(cast(round({BILLION} * x) as bigint)) as bigint) / nullif({BILLION} * count(*), 0) as mean_x,
               cast(sum(cast(round({BILLION} * y) as bigint)) as bigint) / nullif({BILLION} * count(*), 0) as mean_y
        from logs
        having count(*) >= {LEAST_ACCOUNTS}
    ),
    products as (
        select cast(sum(cast(round({BILLION} * (l.x - m.mean_x) * (l.x - m.mean_x)) as bigint)) as bigint) * 1e0 as xx,
               cast(sum(cast(round({BILLION} * (l.x - m.mean_x) * (l.y - m.mean_y)) as bigint)) as bigint) * 1e0 as xy
        from logs as l
        cross join means as m
    ),
    lined as (
        select l.account_id, l.follower_count, l.reactor_count, l.x > m.mean_x as is_large, l.y > m.mean_y as is_lively,
               m.mean_y + p.xy / nullif(p.xx, 0) * (l.x - m.mean_x) as expected,
               cast(round(1e6 * (l.y - m.mean_y - p.xy / nullif(p.xx, 0) * (l.x - m.mean_x))) as bigint) as off_line
        from logs as l
        cross join means as m
        cross join products as p
    ),
    ordered as (
        select *, row_number() over (partition by is_large order by off_line, account_id) as below,
               row_number() over (partition by is_lively order by off_line desc, account_id) as above
        from lined
    ),
    judged as (
        select *, case when is_large and off_line < 0 and below <= {NAMED} then 'big hat'
                       when is_lively and off_line > 0 and above <= {NAMED} then 'quiet cattle'
                       else '' end as standing_apart
        from ordered
    )
    select row_number() over (
               order by case when standing_apart = '' then 1 else 0 end, standing_apart, reactor_count desc, account_id
           ) as place,
           account_id, follower_count, reactor_count, greatest(exp(expected) - 1, 0e0) as expected_count,
           standing_apart, case when standing_apart <> '' then account_id end as person_id
    from judged
    """
