"""Fragments of SQL: who lies far off the line that two counts of all accounts draw together."""

from __future__ import annotations

from typing import Final

#: How many accounts are named on either side, and from how many accounts on.
NAMED: Final = 5
LEAST_ACCOUNTS: Final = 20
#: How far off the line counts as far, in millionths of a logarithm: half as many, or twice as many.
FAR: Final = 693_147
#: Sums of fractions are made over whole billionths: so they do not depend on the order of rows, nor on the engine.
BILLION: Final = "1e9"


def off_line(sized: str, size: str) -> str:
    """Return the query of who stands apart: least squares of ln(1 + reactors) on ln(1 + size), and the residuals.

    `sized` is a query of account_id, reactor_count and a count called `size`; the answer has both, place,
    expected_count, standing_apart and person_id, the farthest first. Nothing below twenty accounts of known size.
    """
    return f"""
    with logs as (
        select account_id, {size}, reactor_count, ln(1 + {size}) as x, ln(1 + reactor_count) as y
        from ({sized}
        ) as sized
        where {size} is not null
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
        select l.account_id, l.{size}, l.reactor_count, l.x > m.mean_x as is_large, l.y > m.mean_y as is_lively,
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
        select *, case when is_large and off_line <= -{FAR} and below <= {NAMED} then 'big hat'
                       when is_lively and off_line >= {FAR} and above <= {NAMED} then 'quiet cattle'
                       else '' end as standing_apart
        from ordered
    )
    select row_number() over (
               order by case when standing_apart = '' then 1 else 0 end, standing_apart,
                        case when standing_apart = '' then 0 else -abs(off_line) end, reactor_count desc, account_id
           ) as place,
           account_id, {size}, reactor_count,
           case when expected is not null then greatest(exp(expected) - 1, 0e0) end as expected_count,
           standing_apart, case when standing_apart <> '' then account_id end as person_id
    from judged
    """
