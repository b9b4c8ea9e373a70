"""The measure `covered_spans`: when each kind of act is completely shown."""

from __future__ import annotations

from typing import Final

from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: Stands for "from the account's birth" while spans are compared.
ALWAYS: Final = "timestamp '1900-01-01 00:00:00'"


@measure(
    grain=("network", "ego_account_id", "table_name", "kind", "direction", "span_number"),
    columns=(
        Column("covered_from", "instant", "start of the closed span; null = from the account's birth", "UTC"),
        Column("covered_until", "instant", "end of the closed span", "UTC"),
    ),
    source="ours: the union of closed intervals",
)
def covered_spans(coverage: str, *, despite_losses: bool = False) -> str:
    """Return the longest spans over which the absence of a row means that nothing happened.

    The union of the spans with completeness `all`, per network, view, table, kind and direction. A whole
    network seen from outside (`among`) shows both directions, so it also extends `in` and `out`; a view of
    the whole network also extends the view of each ego account that has coverage of its own.

    Parameters
    ----------
    coverage : network, ego_account_id, table_name, kind, direction, covered_from, covered_until, completeness
    despite_losses : whether a table of a whole network (`among`) of which some lines were lost counts as complete:
        for whoever has seen that they are few

    Returns
    -------
    One row per network, ego_account_id (empty = whole network), table_name, kind, direction (`in`, `out`,
    `among`) and span_number (1 = earliest); covered_from and covered_until in UTC.

    Notes
    -----
    Absent where nothing is completely shown. covered_from is null where the span has no beginning.
    Spans are joined where they overlap or touch; a gap of one microsecond keeps them apart. It does not say
    that anything happened in a span.

    References
    ----------
    Ours; the islands-and-gaps query over a running maximum.

    Examples
    --------
    Two archives, of January to March and of March to May, cover January to May:

    >>> answer(covered_spans, show="covered_from covered_until", coverage='''
    ...     network ego_account_id table_name   kind  direction covered_from covered_until completeness
    ...     x       x:me           interactions reply out       2024-01-01   2024-03-15    all
    ...     x       x:me           interactions reply out       2024-03-01   2024-05-31    all
    ...     x       x:me           interactions reply in        2024-01-01   2024-05-31    none
    ... ''')
    [('2024-01-01', '2024-05-31')]
    """
    enough = "completeness = 'all'" + (" or completeness = 'some' and direction = 'among'" if despite_losses else "")
    return f"""
    with shown as (
        select network, coalesce(ego_account_id, '') as ego_account_id, table_name, kind, direction,
               coalesce(covered_from, {ALWAYS}) as starts_at, covered_until as ends_at
        from {coverage}
        where {enough}
    ),
    directed as (
        select * from shown
        union all
        select s.network, s.ego_account_id, s.table_name, s.kind, d.direction, s.starts_at, s.ends_at
        from shown as s
        cross join (select 'in' as direction union all select 'out') as d
        where s.direction = 'among'
    ),
    views as (
        select distinct network, ego_account_id from {coverage} where ego_account_id is not null
    ),
    viewed as (
        select * from directed
        union all
        select d.network, v.ego_account_id, d.table_name, d.kind, d.direction, d.starts_at, d.ends_at
        from directed as d
        join views as v on v.network = d.network
        where d.ego_account_id = ''
    ),
    reached as (
        select *, max(ends_at) over (
            partition by network, ego_account_id, table_name, kind, direction
            order by starts_at, ends_at rows between unbounded preceding and 1 preceding
        ) as reached_at
        from viewed
    ),
    numbered as (
        select *, cast(sum(case when reached_at >= starts_at then 0 else 1 end) over (
            partition by network, ego_account_id, table_name, kind, direction
            order by starts_at, ends_at
        ) as bigint) as span_number
        from reached
    )
    select network, ego_account_id, table_name, kind, direction, span_number,
           nullif(min(starts_at), {ALWAYS}) as covered_from, max(ends_at) as covered_until
    from numbered
    group by network, ego_account_id, table_name, kind, direction, span_number
    """
