"""The measure `two_way_channels`: on which channels both directions between an ego and others are shown."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from kithkin.measures._acts import reaches
from kithkin.measures._dialogue import addressing
from kithkin.measures.covered_spans import ALWAYS
from kithkin.model.measure import measure
from kithkin.model.sql import instant
from kithkin.model.tables import Column

#: For so many days the export of one person must show both directions before anything is judged by them.
LEAST_DAYS: Final = 90


@measure(
    grain=("ego_id", "network", "kind"),
    columns=(
        Column("covered_from", "instant", "both directions are shown since; null = since the beginning", "UTC"),
        Column("judged_from", "instant", "from when on it was two-way; null = since the beginning", "UTC"),
    ),
    source="ours: a channel is a network and a kind of act",
)
def two_way_channels(
    egos: str,
    identities: str,
    account_links: str,
    covered_spans: str,
    *,
    as_of: datetime,
    with_reactions: bool = False,
) -> str:
    """Return the channels of dialogue on which an ego's acts, and those of others towards it, are all shown.

    A channel is two-way if, for every account that the ego has on the network, both directions are completely
    shown until now: in the export of one person for at least the last 90 days, in the table of a whole network
    since its first row.

    Parameters
    ----------
    egos : ego_id
    identities : account_id, person_id
    account_links : from_id, to_id, evidence; the handle of an account is no account of its own
    covered_spans : network, ego_account_id, table_name, kind, direction, covered_from, covered_until
    with_reactions : whether likes, reposts, quotes and reactions count as dialogue too; for a network that has
        nothing else

    Returns
    -------
    One row per ego, network and kind: covered_from and judged_from in UTC.

    Notes
    -----
    Absent where one side is missing: an archive that shows only what its owner wrote has no such channel. A kind
    that is none of ours, such as a call, is taken for dialogue. covered_from is null where both directions have
    been shown since the accounts were made; judged_from lies 90 days after it, but for a whole network. It does not
    say that the channel is used.

    References
    ----------
    Ours. The table of a whole network counts from its first row, for before that there was no network that it
    could have shown.

    Examples
    --------
    Mail that came in is shown since July, what was sent since always; of X, only one side:

    >>> answer(two_way_channels, show="network kind covered_from", as_of="2024-12-31", identities='''
    ...     account_id  person_id
    ...     mail:me@a.b self
    ...     x:me        self
    ... ''', coverage='''
    ...     network ego_account_id table_name   kind    direction covered_from covered_until completeness
    ...     mail    mail:me@a.b    messages     message out       -            2024-12-31    all
    ...     mail    mail:me@a.b    messages     message in        2024-07-01   2024-12-31    all
    ...     x       x:me           interactions reply   out       -            2024-12-31    all
    ... ''')
    [('mail', 'message', '2024-07-01')]
    """
    return f"""
    with handles as (
        select from_id as account_id from {account_links}
        where evidence in ('same-account', 'handle-change') and contains(from_id, ':@')
        union
        select to_id from {account_links}
        where evidence in ('same-account', 'handle-change') and contains(to_id, ':@')
    ),
    own as (
        select distinct e.ego_id, i.account_id, split_part(i.account_id, ':', 1) as network
        from {egos} as e
        join {identities} as i on i.person_id = e.ego_id
        left join handles as h on h.account_id = i.account_id
        where h.account_id is null
    ),
    held as (
        select ego_id, network, count(*) as account_count from own group by ego_id, network
    ),
    spans as (
        select network, ego_account_id, kind, direction, coalesce(covered_from, {ALWAYS}) as starts_at,
               case when ego_account_id = '' or covered_from is null then coalesce(covered_from, {ALWAYS})
                    else covered_from + interval {LEAST_DAYS} day end as judged_at
        from {covered_spans}
        where table_name in ('interactions', 'messages') and direction in ('in', 'out') and {addressing(with_reactions)}
          and covered_until >= {reaches(as_of)}
    ),
    shown as (
        select o.ego_id, o.network, o.account_id, s.kind, s.direction, s.starts_at, s.judged_at
        from own as o
        join spans as s on s.network = o.network and s.ego_account_id = o.account_id
        union all
        select o.ego_id, o.network, o.account_id, s.kind, s.direction, s.starts_at, s.judged_at
        from own as o
        join spans as s on s.network = o.network and s.ego_account_id = ''
    ),
    by_account as (
        select ego_id, network, account_id, kind, direction, min(starts_at) as starts_at, min(judged_at) as judged_at
        from shown
        where judged_at <= {instant(as_of)}
        group by ego_id, network, account_id, kind, direction
    )
    select b.ego_id, b.network, b.kind, nullif(max(b.starts_at), {ALWAYS}) as covered_from,
           nullif(max(b.judged_at), {ALWAYS}) as judged_from
    from by_account as b
    join held as h on h.ego_id = b.ego_id and h.network = b.network
    group by b.ego_id, b.network, b.kind
    having count(*) = 2 * max(h.account_count)
    """
