"""The measure `reciprocity`: how many ties run both ways."""

from __future__ import annotations

from kithkin.model.measure import measure


@measure(
    grain=("account_id",),
    unit="fraction of follow ties",
    bounds=(0, 1),
    source="Wasserman & Faust (1994), section 13.6",
)
def reciprocity(egos: str, identities: str, follows: str, covered_spans: str) -> str:
    """Return the share of an ego's follow ties that run both ways.

    2 x mutual / (followers + following), over different people.

    Parameters
    ----------
    egos : ego_id
    identities : account_id, person_id
    follows : follower_id, followed_id, network, kind, is_current
    covered_spans : network, ego_account_id, table_name, kind, direction

    Returns
    -------
    One row per ego (account_id): reciprocity, 0 to 1.

    Notes
    -----
    Absent for an ego without ties. Null where, on some network where the ego follows or is followed, not both
    lists are complete: the missing half could be anything. Zero: no tie is mutual. Friendships and connections
    run both ways by definition. A tie that may have ended counts as standing. Alters have no row in an
    ego's archive, since their other ties are not seen.

    References
    ----------
    Wasserman, S. & Faust, K. (1994). Social Network Analysis, section 13.6, of one actor's ties instead of
    the whole network's.

    Examples
    --------
    Ann and the ego follow each other, Bob only follows: 2 of 3 ties are part of a mutual pair.

    >>> answer(reciprocity, show="account_id reciprocity", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', follows='''
    ...     follower_id followed_id
    ...     x:ann       self
    ...     self        x:ann
    ...     x:bob       self
    ... ''', coverage='''
    ...     network ego_account_id table_name kind   direction covered_until completeness
    ...     x       x:me           follows    follow in        2024-12-31    all
    ...     x       x:me           follows    follow out       2024-12-31    all
    ... ''')
    [('self', 0.6667)]
    """
    return f"""
    with standing_ties as (
        select follower_id, followed_id, network, kind from {follows} where is_current is not false
    ),
    pairs as (
        select least(follower_id, followed_id) as one_id, greatest(follower_id, followed_id) as other_id,
               bool_or(follower_id < followed_id or kind in ('friend', 'connection'))
                   and bool_or(follower_id > followed_id or kind in ('friend', 'connection')) as is_mutual
        from standing_ties
        group by least(follower_id, followed_id), greatest(follower_id, followed_id)
    ),
    shares as (
        select ego_id, 2e0 * count(*) filter (where is_mutual)
                   / nullif(count(*) + count(*) filter (where is_mutual), 0) as reciprocity
        from (
            select one_id as ego_id, is_mutual from pairs
            union all
            select other_id, is_mutual from pairs
        ) as ends
        group by ego_id
    ),
    followed as (
        select followed_id as ego_id, network from standing_ties where kind = 'follow'
        union
        select follower_id, network from standing_ties where kind = 'follow'
    ),
    lists as (
        select distinct s.ego_id, i.account_id, s.network, d.direction
        from followed as s
        join {egos} as e on e.ego_id = s.ego_id
        join {identities} as i on i.person_id = s.ego_id and split_part(i.account_id, ':', 1) = s.network
        cross join (select 'in' as direction union all select 'out') as d
    ),
    complete as (
        select l.ego_id, l.account_id, l.direction, l.network, bool_or(s.network is not null) as is_complete
        from lists as l
        left join {covered_spans} as s on s.network = l.network and s.direction = l.direction
            and s.table_name = 'follows' and s.kind = 'follow'
            and (s.ego_account_id = '' or s.ego_account_id = l.account_id)
        group by l.ego_id, l.account_id, l.direction, l.network
    ),
    known as (
        select ego_id, bool_and(is_complete) as is_known from complete group by ego_id
    )
    select s.ego_id as account_id, case when coalesce(k.is_known, true) then s.reciprocity end as reciprocity
    from shares as s
    join {egos} as e on e.ego_id = s.ego_id
    left join known as k on k.ego_id = s.ego_id
    """
