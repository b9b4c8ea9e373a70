"""The measure `reaction_influence`: how many different people react to an account, how evenly, to how many posts."""

from __future__ import annotations

from typing import Final

from kithkin.measures._acts import CONTACT
from kithkin.measures._follow_lists import unsure
from kithkin.model.measure import measure
from kithkin.model.tables import Column

MILLION: Final = "1e6"


@measure(
    grain=("account_id",),
    columns=(
        Column("reactor_count", "integer", "different people who reacted", "people", bounds=(1, None)),
        Column("reaction_count", "integer", "their reactions", "acts", bounds=(1, None)),
        Column("h_index", "integer", "h posts drew reactions of h or more different people", "posts", bounds=(1, None)),
        Column("hill_1", "double", "reactors as if all reacted alike, by entropy", "people", bounds=(1, None)),
        Column("hill_2", "double", "the same, by the chance that two reactions are of one", "people", bounds=(1, None)),
        Column("outside_count", "integer", "reactors who do not follow", "people", bounds=(0, None)),
        Column(
            "follower_count", "integer", "followers that are shown, or that were counted", "people", bounds=(0, None)
        ),
    ),
    source="Hirsch (2005); Hill (1973); distinct reactors after Cha et al. (2010), section 'Measuring influence'",
)
def reaction_influence(
    egos: str,
    identities: str,
    interactions: str,
    follows: str,
    accounts: str,
    covered_spans: str,
    list_checks: str,
    reaction_edges: str,
) -> str:
    """Return how many different people react to an account, how evenly, to how many posts, and from where.

    reactor_count = different people; h_index = the greatest h such that h posts each drew reactions of at least h
    different people; with p the share of each reactor, hill_1 = exp(-sum of p ln p) and hill_2 = 1 / sum of p^2.

    Parameters
    ----------
    egos : ego_id
    identities : account_id, person_id
    interactions : actor_id, target_id, kind, target_post_id
    follows : follower_id, followed_id, is_current
    accounts : account_id, follower_count
    covered_spans : network, ego_account_id, table_name, direction
    list_checks : ego_id, direction, ego_account_id, kind, is_accepted, part_at
    reaction_edges : account_id, reactor_id, reaction_count

    Returns
    -------
    One row per ego that was reacted to (account_id): counts of people, reactions and posts.

    Notes
    -----
    Absent for an account without a reaction that is shown. h_index is null where no post is named, as in a plain edge
    list: the acts may all be about one post, or each about another. follower_count
    is null where neither a list nor a count is known, outside_count where no list is; neither is taken from a list that
    `list_checks` refuses, nor from one of which a newer one holds a part. Zero: all reactors follow.
    What an export does not name is not in it. Reactions per follower are **not** influence: against human
    judgement that ratio was no better than chance, so it is not here. That influence is independent of size is
    not claimed either: `influence_explained` says how much of it size explains.

    References
    ----------
    Hirsch, J. E. (2005). An index to quantify an individual's scientific research output. PNAS 102(46); reactors
    for citations. Hill, M. O. (1973). Diversity and evenness. Ecology 54(2), numbers of order 1 and 2.
    Cha, M. et al. (2010). Measuring user influence in Twitter: the million follower fallacy. ICWSM.

    Examples
    --------
    Three reactions by two people on two posts; one of the two follows:

    >>> answer(reaction_influence, show="account_id reactor_count h_index hill_1 hill_2 outside_count follower_count",
    ...     identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', interactions='''
    ...     actor_id target_id kind target_post_id
    ...     x:ann    self      like x:1
    ...     x:bob    self      like x:1
    ...     x:bob    self      like x:2
    ... ''', follows='''
    ...     follower_id followed_id
    ...     x:ann       self
    ... ''', coverage='''
    ...     network ego_account_id table_name kind   direction covered_until completeness
    ...     x       x:me           follows    follow in        2024-12-31    all
    ... ''')
    [('self', 2, 1, 1.8899, 1.8, 1, 1)]
    """
    return f"""
    with sums as (
        select account_id, count(*) as reactor_count, cast(sum(reaction_count) as bigint) as reaction_count,
               cast(sum(cast(round({MILLION} * reaction_count * ln(greatest(reaction_count, 1))) as bigint)) as bigint)
                   / {MILLION} as information,
               cast(sum(reaction_count * reaction_count) as bigint) as squares
        from {reaction_edges}
        group by account_id
    ),
    by_post as (
        select i.target_id as account_id, i.target_post_id, count(distinct i.actor_id) as reactor_count
        from {interactions} as i
        join {egos} as e on e.ego_id = i.target_id
        where i.target_post_id is not null and i.actor_id is not null and i.kind in {CONTACT}
        group by i.target_id, i.target_post_id
    ),
    ranked as (
        select account_id, reactor_count, row_number() over (
            partition by account_id order by reactor_count desc, target_post_id
        ) as place
        from by_post
    ),
    posts_drawn as (
        select account_id, count(*) filter (where reactor_count >= place) as h_index from ranked group by account_id
    ),
    followers as (
        select distinct followed_id as account_id, follower_id from {follows} where is_current is not false
    ),
    listed as (
        select distinct i.person_id as account_id
        from {identities} as i
        join (
            select distinct network, ego_account_id from {covered_spans}
            where table_name = 'follows' and direction = 'in'
        ) as s on s.network = split_part(i.account_id, ':', 1)
            and (s.ego_account_id = '' or s.ego_account_id = i.account_id)
        anti join (
            select i.person_id
            from ({unsure(list_checks)}) as u join {identities} as i on i.account_id = u.ego_account_id
            where u.direction = 'in' and u.kind = 'follow'
        ) as d on d.person_id = i.person_id
    ),
    sizes as (
        select account_id, count(*) as follower_count from followers group by account_id
    ),
    counted as (
        select account_id, max(follower_count) as follower_count from {accounts} group by account_id
    ),
    outside as (
        select r.account_id, count(*) filter (where f.follower_id is null) as outside_count
        from {reaction_edges} as r
        left join followers as f on f.account_id = r.account_id and f.follower_id = r.reactor_id
        group by r.account_id
    )
    select s.account_id, s.reactor_count, s.reaction_count, p.h_index,
           greatest(s.reaction_count / nullif(exp(s.information / nullif(s.reaction_count, 0)), 0), 1e0) as hill_1,
           s.reaction_count * 1e0 * s.reaction_count / nullif(s.squares, 0) as hill_2,
           case when l.account_id is not null then o.outside_count end as outside_count,
           case when l.account_id is not null then coalesce(z.follower_count, 0) else c.follower_count end
               as follower_count
    from sums as s
    left join posts_drawn as p on p.account_id = s.account_id
    left join listed as l on l.account_id = s.account_id
    left join sizes as z on z.account_id = s.account_id
    left join counted as c on c.account_id = s.account_id
    left join outside as o on o.account_id = s.account_id
    """
