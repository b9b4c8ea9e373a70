"""The measure `influence_explained`: how much of each measure of influence is explained by size alone."""

from __future__ import annotations

from typing import Final

from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: Fewer accounts than this draw a line, not a relation.
LEAST_ACCOUNTS: Final = 3
MEASURED: Final = ("reactor_count", "reaction_count", "h_index", "hill_2")
BILLION: Final = "1e9"


@measure(
    grain=("influence",),
    columns=(
        Column("explained_by_followers", "double", "share of its variance", bounds=(0, 1)),
        Column("account_count", "integer", "accounts compared", "accounts", bounds=(LEAST_ACCOUNTS, None)),
    ),
    source="Cha et al. (2010), section 'Comparing user influence', as a coefficient of determination",
)
def influence_explained(reaction_influence: str, pagerank: str) -> str:
    """Return for each measure of influence the share of its variance that the number of followers explains.

    R2 of ln(1 + x) in a straight line on ln(1 + followers), over the accounts of which both are known.

    Parameters
    ----------
    reaction_influence : account_id, reactor_count, reaction_count, h_index, hill_2, follower_count
    pagerank : account_id, pagerank

    Returns
    -------
    One row per measure (influence: reactor_count, reaction_count, h_index, hill_2, pagerank times the number of
    accounts): explained_by_followers (0 to 1), account_count.

    Notes
    -----
    Absent where fewer than three accounts can be compared. Null where either is the same for all. Zero: size says
    nothing of it. Accounts without any reaction are not compared. Most of a high value may come from a tail of
    accounts that are tiny on both sides; it differs much from one population to the next (.16 and .71 seen).

    References
    ----------
    Cha, M. et al. (2010). Measuring user influence in Twitter: the million follower fallacy. ICWSM; rank
    correlations there.

    Examples
    --------
    Two accounts of equal size and one that is larger, and reacted to by more:

    >>> answer(influence_explained, show="influence explained_by_followers account_count", interactions='''
    ...     actor_id target_id kind
    ...     x:ann    x:bob     like
    ...     x:bob    x:ann     like
    ...     x:ann    x:cat     like
    ...     x:bob    x:cat     like
    ... ''', follows='''
    ...     follower_id followed_id
    ...     x:ann       x:cat
    ...     x:bob       x:cat
    ... ''', coverage='''
    ...     network ego_account_id table_name kind   direction covered_until completeness
    ...     x       -              follows    follow among     2024-12-31    all
    ... ''')
    [('hill_2', 1.0, 3), ('pagerank', 1.0, 3), ('reaction_count', 1.0, 3), ('reactor_count', 1.0, 3)]
    """
    parts = [
        f"select '{name}' as influence, {name} * 1e0 as x, follower_count from {reaction_influence}"
        for name in MEASURED
    ]
    parts.append(f"""
        select 'pagerank', p.pagerank * n.ranked_count, r.follower_count
        from {reaction_influence} as r
        join {pagerank} as p on p.account_id = r.account_id
        cross join (select count(*) as ranked_count from {pagerank}) as n""")
    union = "\n        union all ".join(parts)
    return f"""
    with logs as (
        select influence, ln(1 + x) as x, ln(1 + follower_count) as y
        from ({union}
        ) as measured
        where x is not null and follower_count is not null
    ),
    means as (
        select influence, count(*) as account_count,
               cast(sum(cast(round({BILLION} * x) as bigint)) as bigint) / nullif({BILLION} * count(*), 0) as mean_x,
               cast(sum(cast(round({BILLION} * y) as bigint)) as bigint) / nullif({BILLION} * count(*), 0) as mean_y
        from logs
        group by influence
        having count(*) >= {LEAST_ACCOUNTS}
    ),
    products as (
        select l.influence, max(m.account_count) as account_count,
               cast(sum(cast(round({BILLION} * (l.x - m.mean_x) * (l.x - m.mean_x)) as bigint)) as bigint) * 1e0 as xx,
               cast(sum(cast(round({BILLION} * (l.y - m.mean_y) * (l.y - m.mean_y)) as bigint)) as bigint) * 1e0 as yy,
               cast(sum(cast(round({BILLION} * (l.x - m.mean_x) * (l.y - m.mean_y)) as bigint)) as bigint) * 1e0 as xy
        from logs as l
        join means as m on m.influence = l.influence
        group by l.influence
    )
    select influence, case when xx * yy > 0 then least(xy * xy / nullif(xx * yy, 0), 1e0) end as explained_by_followers,
           account_count
    from products
    """
