"""The measure `covered_channels`: which channels of an ego are completely shown, over which windows."""

from __future__ import annotations

from datetime import datetime

from kithkin.measures._acts import reaches
from kithkin.model.measure import measure
from kithkin.model.sql import days_before
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "network", "kind", "direction"),
    columns=(
        Column("is_covered_30", "boolean", "completely shown over the last 30 days"),
        Column("is_covered_90", "boolean", "completely shown over the last 90 days"),
        Column("is_covered_365", "boolean", "completely shown over the last 365 days"),
    ),
    source="ours: a channel is a network and a kind of act",
)
def covered_channels(
    egos: str, identities: str, coverage: str, covered_spans: str, network_kinds: str, *, as_of: datetime
) -> str:
    """Return, for each channel of an ego and each direction, over which windows it is completely shown.

    A channel is covered over a window if, for every account that the ego has on the network, one span of
    completeness `all` contains the window.

    Parameters
    ----------
    egos : ego_id
    identities : account_id, person_id
    coverage : network, table_name, kind
    covered_spans : network, ego_account_id, table_name, kind, direction, covered_from, covered_until
    network_kinds : network, kind

    Returns
    -------
    One row per ego, network, kind and direction (`in`, `out`), with one boolean per window.

    Notes
    -----
    A handle of the ego beside an account with a permanent id is that account's other name, not an account.
    The kinds are those that the network has; for a network without a fixed list, those that its own coverage
    names. Absent where an ego has no account on a network, or nothing says which kinds the network has.
    Never null. It does not say that the channel is used.

    References
    ----------
    Ours.

    Examples
    --------
    Mail has one kind, message; the mailbox shows what was sent, and only half a year of what came in:

    >>> answer(covered_channels, show="direction is_covered_90 is_covered_365", as_of="2024-12-31", identities='''
    ...     account_id  person_id
    ...     mail:me@a.b self
    ... ''', coverage='''
    ...     network ego_account_id table_name kind    direction covered_from covered_until completeness
    ...     mail    mail:me@a.b    messages   message out       -            2024-12-31    all
    ...     mail    mail:me@a.b    messages   message in        2024-07-01   2024-12-31    all
    ... ''')
    [('in', True, False), ('out', True, True)]
    """
    return f"""
    with listed as (
        select distinct network from {network_kinds}
    ),
    kinds as (
        select network, kind from {network_kinds}
        union
        select c.network, c.kind
        from {coverage} as c
        left join listed as l on l.network = c.network
        where l.network is null and c.table_name in ('interactions', 'messages')
    ),
    names as (
        select e.ego_id, i.account_id, split_part(i.account_id, ':', 1) as network,
               substr(split_part(i.account_id, ':', 2), 1, 1) = '@' as is_handle
        from {egos} as e
        join {identities} as i on i.person_id = e.ego_id
    ),
    ranked as (
        select *, bool_and(is_handle) over (partition by ego_id, network) as has_only_handles from names
    ),
    own as (
        select distinct ego_id, account_id, network from ranked where has_only_handles or not is_handle
    ),
    directions as (
        select 'in' as direction union all select 'out'
    ),
    spans as (
        select network, ego_account_id, kind, direction,
               coalesce(covered_from <= {days_before(as_of, 30)}, true) as has_30,
               coalesce(covered_from <= {days_before(as_of, 90)}, true) as has_90,
               coalesce(covered_from <= {days_before(as_of, 365)}, true) as has_365
        from {covered_spans}
        where table_name in ('interactions', 'messages') and covered_until >= {reaches(as_of)}
    ),
    by_account as (
        select o.ego_id, o.network, k.kind, d.direction, o.account_id,
               coalesce(bool_or(s.has_30), false) as has_30,
               coalesce(bool_or(s.has_90), false) as has_90,
               coalesce(bool_or(s.has_365), false) as has_365
        from own as o
        join kinds as k on k.network = o.network
        cross join directions as d
        left join spans as s on s.network = o.network and s.kind = k.kind and s.direction = d.direction
            and (s.ego_account_id = '' or s.ego_account_id = o.account_id)
        group by o.ego_id, o.network, k.kind, d.direction, o.account_id
    )
    select ego_id, network, kind, direction, bool_and(has_30) as is_covered_30,
           bool_and(has_90) as is_covered_90, bool_and(has_365) as is_covered_365
    from by_account
    group by ego_id, network, kind, direction
    """
