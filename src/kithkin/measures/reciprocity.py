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
    current = "is_current is not false and kind = 'follow'"
    return f"""
    with ties as (
        select follower_id, followed_id, follower_id < followed_id as is_forth, kind <> 'follow' as is_both
        from {follows}
        where is_current is not false
    ),
    pairs as (
        select case when is_forth then follower_id else followed_id end as one_id,
               case when is_forth then followed_id else follower_id end as other_id,
               bool_or(is_forth or is_both) and bool_or(not is_forth or is_both) as is_mutual
        from ties
        group by case when is_forth then follower_id else followed_id end,
                 case when is_forth then followed_id else follower_id end
    ),
    shares as (
        select ego_id, 2e0 * count(*) filter (where is_mutual)
                   / nullif(count(*) + count(*) filter (where is_mutual), 0) as reciprocity
        from (
            select case when is_one then one_id else other_id end as ego_id, is_mutual
            from pairs
            cross join (values (true), (false)) as seen(is_one)
        ) as ends
        group by ego_id
    ),
    lists as (
        select network, ego_account_id, count(distinct direction) as list_count
        from {covered_spans}
        where table_name = 'follows' and kind = 'follow' and direction in ('in', 'out')
        group by network, ego_account_id
    ),
    held as (
        select e.ego_id, i.account_id, split_part(i.account_id, ':', 1) as network
        from {egos} as e
        join {identities} as i on i.person_id = e.ego_id
    ),
    incomplete as (
        select distinct h.ego_id, h.network
        from held as h
        left join lists as w on w.network = h.network and w.ego_account_id = ''
        left join lists as o on o.network = h.network and o.ego_account_id = h.account_id
        where coalesce(w.list_count, 0) < 2 and coalesce(o.list_count, 0) < 2
    ),
    half_seen as (
        select f.followed_id as ego_id
        from {follows} as f
        semi join incomplete as i on i.ego_id = f.followed_id and i.network = f.network
        where {current}
        union
        select f.follower_id
        from {follows} as f
        semi join incomplete as i on i.ego_id = f.follower_id and i.network = f.network
        where {current}
    )
    select s.ego_id as account_id, case when h.ego_id is null then s.reciprocity end as reciprocity
    from shares as s
    join {egos} as e on e.ego_id = s.ego_id
    left join half_seen as h on h.ego_id = s.ego_id
    """
