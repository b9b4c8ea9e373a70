"""The measure `follow_lists`: each list of follows, what is missing from its newest copy, and what was said of it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from kithkin.model.measure import measure
from kithkin.model.sql import days_before, instant
from kithkin.model.tables import Column

#: A list that was made so many days ago is named by its day.
OLD_DAYS: Final = 30


@measure(
    grain=("ego_id", "direction", "ego_account_id", "kind"),
    columns=(
        Column("network", "text", "network"),
        Column("standing_count", "integer", "ties that the newest list shows", "ties", bounds=(0, None)),
        Column("missing_count", "integer", "ties of the list before that it no longer shows", "ties", bounds=(0, None)),
        Column("ended_count", "integer", "ties whose end is told by an export", "ties", bounds=(0, None)),
        Column("longest_run", "integer", "most of the missing that stood one after another", "ties", bounds=(0, None)),
        Column("declared_count", "integer", "how many the network said there are, where it did", "ties"),
        Column("listed_at", "instant", "when the newest complete list was made", "UTC"),
        Column("previous_at", "instant", "when the complete list before was made", "UTC"),
        Column("part_at", "instant", "when the newest list was made, where it holds a part only", "UTC"),
        Column("is_old", "boolean", "whether the newest list is older than 30 days; null = none is complete"),
        Column("unsure_count", "integer", "ties that this part does not show", "ties", bounds=(0, None)),
        Column("is_partial", "boolean", "whether some list is known to hold a part only"),
    ),
    source="ours",
)
def follow_lists(egos: str, follows: str, accounts: str, coverage: str, *, as_of: datetime) -> str:
    """Return for each list of an ego's followers, following, friends or connections what the newest copy no longer shows.

    Parameters
    ----------
    egos : ego_id
    follows : follower_id, followed_id, kind, network, ended_at, list_position, is_current, observed_at
    accounts : account_id, follower_count, following_count
    coverage : ego_account_id, table_name, kind, direction, covered_from, covered_until, completeness, identity, timing

    Returns
    -------
    One row per ego, direction (`in` = followers), account of the ego and kind of tie: an export may hold one list, such as
    the connections, and not another.

    Notes
    -----
    Absent for accounts without any tie, and for those of whose lists no import says anything, such as all of an edge list.
    part_at is null where no list is newer than the newest complete one, or none is complete; a tie that such a part does not
    show is not missing, for it may stand. previous_at is null where only one complete list was imported: then nobody can be
    missing. longest_run is zero where lists have no places. Who was missing from the list before already is not counted
    again, nor is a tie whose end is known. Nobody of whom only the name is known is missing: a newer list has them
    under another id.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(follow_lists, show="direction standing_count missing_count listed_at previous_at", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', follows='''
    ...     follower_id followed_id followed_account_id kind   is_current
    ...     x:ann       self        x:me                follow true
    ...     x:bob       self        x:me                follow false
    ... ''', coverage='''
    ...     network ego_account_id table_name kind   direction covered_until completeness
    ...     x       x:me           follows    follow in        2024-01-01    all
    ...     x       x:me           follows    follow in        2024-02-01    all
    ... ''')
    [('in', 1, 1, '2024-02-01', '2024-01-01')]
    """
    # Of a whole network nobody's own list was imported: then not a tie is looked at.
    return f"""
    with partial as (
        select ego_account_id, direction, kind, bool_or(completeness = 'some') as is_partial
        from {coverage} where table_name = 'follows' and ego_account_id is not null group by ego_account_id, direction, kind
    ),
    ties as (
        select followed_id as ego_id, 'in' as direction, followed_account_id as ego_account_id, kind, network, list_position,
               follower_account_id as alter_account_id, is_current, ended_at_latest, observed_at
        from {follows}
        union all
        select follower_id, 'out', follower_account_id, kind, network, list_position, followed_account_id, is_current,
               ended_at_latest, observed_at
        from {follows} where kind = 'follow'
    ),
    made as (
        select distinct c.ego_account_id, c.direction, c.kind, c.covered_until, c.completeness = 'all' as is_whole
        from {coverage} as c where c.table_name = 'follows' and c.ego_account_id is not null
          and (c.completeness = 'all' or c.completeness = 'some' and coalesce(c.identity, '') <> 'count')
          and (c.covered_from is null or c.timing <> 'exact') and c.covered_until < {instant(as_of)}
    ),
    newest as (
        select ego_account_id, direction, kind, max(covered_until) as listed_at from made where is_whole
        group by ego_account_id, direction, kind
    ),
    told as (
        select n.ego_account_id, n.direction, n.kind, n.listed_at,
               max(case when c.is_whole and c.covered_until < n.listed_at then c.covered_until end) as previous_at,
               max(case when c.covered_until > n.listed_at then c.covered_until end) as part_at
        from newest as n
        join made as c on c.ego_account_id = n.ego_account_id and c.direction = n.direction and c.kind = n.kind
        group by n.ego_account_id, n.direction, n.kind, n.listed_at
    ),
    own as (
        select t.*, t.ended_at_latest is null and (t.is_current is false or coalesce(t.observed_at < n.listed_at, false))
               and coalesce(t.observed_at >= n.previous_at, true) and split_part(t.alter_account_id, ':', 2) <> 'name'
               as is_missing
        from ties as t
        join {egos} as e on e.ego_id = t.ego_id
        semi join partial as l on l.ego_account_id = t.ego_account_id
        left join told as n on n.ego_account_id = t.ego_account_id and n.direction = t.direction and n.kind = t.kind
    ),
    runs as (
        select ego_id, direction, ego_account_id, kind, max(run) as longest_run
        from (
            select ego_id, direction, ego_account_id, kind, island, count(*) as run
            from (
                select ego_id, direction, ego_account_id, kind, list_position - row_number() over (
                    partition by ego_id, direction, ego_account_id, kind order by list_position, alter_account_id
                ) as island
                from own where is_missing and list_position is not null
            ) as placed
            group by ego_id, direction, ego_account_id, kind, island
        ) as islands
        group by ego_id, direction, ego_account_id, kind
    ),
    sizes as (
        select ego_id, direction, ego_account_id, kind, min(network) as network,
               count(*) filter (where is_current is not false and not is_missing) as standing_count,
               count(*) filter (where is_current is null and not is_missing) as unsure_count,
               count(*) filter (where is_missing) as missing_count,
               count(*) filter (where ended_at_latest is not null) as ended_count
        from own group by ego_id, direction, ego_account_id, kind
    )
    select s.ego_id, s.direction, s.ego_account_id, s.kind, s.network, s.standing_count, s.missing_count, s.ended_count,
           coalesce(r.longest_run, 0) as longest_run,
           case when s.kind <> 'follow' then null when s.direction = 'in' then d.follower_count else d.following_count end
           as declared_count,
           t.listed_at, t.previous_at, t.part_at,
           coalesce(t.part_at, t.listed_at) < {days_before(as_of, OLD_DAYS)} as is_old, s.unsure_count,
           coalesce(p.is_partial, false) as is_partial
    from sizes as s
    left join runs as r on r.ego_id = s.ego_id and r.direction = s.direction and r.ego_account_id = s.ego_account_id
        and r.kind = s.kind
    left join {accounts} as d on d.account_account_id = s.ego_account_id
    left join told as t on t.ego_account_id = s.ego_account_id and t.direction = s.direction and t.kind = s.kind
    left join partial as p on p.ego_account_id = s.ego_account_id and p.direction = s.direction and p.kind = s.kind
    """
