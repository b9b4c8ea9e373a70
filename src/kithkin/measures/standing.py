"""The measure `standing`: which layers of the following each person of the audience belongs to."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final

from kithkin.measures._acts import CONTACT, DIALOGUE, acts, reaches, within
from kithkin.model.measure import Passing, measure
from kithkin.model.sql import days_before, shown, some
from kithkin.model.tables import Column

#: Contact on this many different days of the last 90 is about once a week.
INNER_DAYS: Final = 13


@measure(
    grain=("ego_id", "alter_id"),
    columns=(
        Column("audience", "boolean", "has a standing tie to the ego"),
        Column("alive", "boolean", "and was active in the last 365 days, in any way"),
        Column("reacted", "boolean", "and reacted to the ego, or addressed it, in the last 365 days"),
        Column("two_way", "boolean", "and the ego addressed them in the last 365 days"),
        Column("lately", "boolean", "and both in the last 30 days"),
        Column("inner_circle", "boolean", "and there was contact on at least 13 days of the last 90"),
    ),
    source="ours: nested conditions of rising contact, with Kleene's three-valued and",
)
def standing(
    audience: Annotated[str, Passing()],
    egos: str,
    identities: str,
    accounts: str,
    follows: str,
    interactions: str,
    messages: str,
    posts: str,
    coverage: str,
    covered_spans: str,
    covered_channels: str,
    network_kinds: str,
    *,
    as_of: datetime,
) -> str:
    """Return for each person of an audience which layers they are in: true, false, or null = cannot tell.

    Each layer is the one before *and* one more condition: audience, alive, reacted, two_way, lately,
    inner_circle. A condition is true where a row shows it, and false where no row does although every
    channel that the two share would have shown it.

    Parameters
    ----------
    audience : ego_id, alter_id, is_standing
    egos : ego_id
    identities : account_id, person_id
    accounts : account_id, created_at
    follows : follower_id, followed_at
    interactions : network, actor_id, target_id, kind, happened_at
    messages : network, sender_id, recipient_id, recipient_count, sent_at, bulk_evidence
    posts : author_id, posted_at
    coverage : network, table_name, kind
    covered_spans : network, ego_account_id, table_name, kind, direction, covered_from, covered_until
    covered_channels : ego_id, network, kind, direction, is_covered_30, is_covered_90, is_covered_365
    network_kinds : network, kind

    Returns
    -------
    One row per ego and person of its audience; six nullable booleans, none true (or null) after a false.

    Notes
    -----
    Absent for people outside the audience. Null where no row shows the condition and a shared channel is not
    covered over the window, or where the only rows may or may not lie in the window. Channels are those of
    every network on which both have an account. `reacted` needs all kinds towards the ego; `two_way` also the
    dialogue kinds from the ego; `inner_circle` all kinds both ways. `alive` is false only where all that
    happens on each of the person's networks is covered; an account made or a follow begun in the window is a sign
    of life, but those dates being unknown leaves nothing open. Messages to more than five people and bulk mail are
    no contact, though they are signs of life. It does not measure what happens off-line, nor reading.

    References
    ----------
    Ours. Kleene, S. C. (1952). Introduction to Metamathematics, section 64, for the three values.

    Examples
    --------
    An archive that shows messages both ways, and nothing of who liked or replied:

    >>> answer(standing, show="alter_id alive reacted two_way lately", as_of="2024-12-31", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', follows='''
    ...     follower_id followed_id
    ...     x:ann       self
    ...     x:bob       self
    ... ''', messages='''
    ...     sender_id recipient_id sent_at
    ...     x:ann     self         2024-12-20
    ...     self      x:ann        2024-12-21
    ... ''', coverage='''
    ...     network ego_account_id table_name kind    direction covered_from covered_until completeness
    ...     x       x:me           messages   message in        -            2024-12-31    all
    ...     x       x:me           messages   message out       -            2024-12-31    all
    ... ''')
    [('x:ann', True, True, True, True), ('x:bob', None, None, None, None)]
    """
    year = within("happened_at", as_of, 365)
    # Only what lacks something is looked up: people who may be alive unseen, networks that some ego's channels do not
    # show in full. What follows from the networks of a person is said once per set of networks, not per person.
    # A tie is made on a network that both have; so where `half_shown` says nothing, all that they share is shown.
    return f"""
    with acts as (
        select ego_id, alter_id, direction, kind in {DIALOGUE} as is_dialogue,
               {year} as in_365,
               {within("happened_at", as_of, 90)} as in_90,
               {within("happened_at", as_of, 30)} as in_30,
               case when cast(happened_at_earliest as date) = cast(happened_at_latest as date)
                    then cast(happened_at_earliest as date) end as happened_on
        from ({acts(interactions, messages, egos)}
        ) as act
        where kind in {CONTACT} and {year} is not false
    ),
    seen as (
        select ego_id, alter_id,
               {some("in_365 and direction = 'in'")} as came_365,
               {some("in_365 and direction = 'out' and is_dialogue")} as went_365,
               {some("in_30 and direction = 'in'")} as came_30,
               {some("in_30 and direction = 'out' and is_dialogue")} as went_30,
               count(*) filter (where in_90 is null or (in_90 and happened_on is null)) as open_days
        from acts
        group by ego_id, alter_id
    ),
    days as (
        select ego_id, alter_id, count(*) as sure_days
        from (select distinct ego_id, alter_id, happened_on from acts where in_90 and happened_on is not null) as day
        group by ego_id, alter_id
    ),
    evidence as (
        select s.ego_id, s.alter_id, s.came_365, s.went_365, s.came_30, s.went_30, s.open_days,
               coalesce(d.sure_days, 0) as sure_days
        from seen as s
        left join days as d on d.ego_id = s.ego_id and d.alter_id = s.alter_id
    ),
    signs as (
        select actor_id as person_id, happened_at_earliest, happened_at_latest from {interactions}
        union all
        select sender_id, sent_at_earliest, sent_at_latest from {messages}
        union all
        select author_id, posted_at_earliest, posted_at_latest from {posts}
        union all
        select account_id, created_at_earliest, created_at_latest from {accounts}
        where created_at_earliest is not null or created_at_latest is not null
        union all
        select follower_id, followed_at, followed_at from {follows} where followed_at is not null
    ),
    kinds as (
        select network, 'acts' as facet, kind from {network_kinds}
        union
        select c.network, case when c.table_name = 'posts' then 'posts' else 'acts' end, c.kind
        from {coverage} as c
        where c.table_name in ('interactions', 'messages', 'posts')
    ),
    whole_spans as (
        select distinct network, case when table_name = 'posts' then 'posts' else 'acts' end as facet, kind
        from {covered_spans}
        where ego_account_id = '' and direction = 'among' and covered_until >= {reaches(as_of)}
          and coalesce(covered_from <= {days_before(as_of, 365)}, true)
          and table_name in ('interactions', 'messages', 'posts')
    ),
    whole as (
        select k.network, bool_and(s.kind is not null) as is_covered
        from kinds as k
        left join whole_spans as s on s.network = k.network and s.facet = k.facet and s.kind = k.kind
        group by k.network
    ),
    located as (
        select person_id, split_part(account_id, ':', 1) as network from {identities}
    ),
    life as (
        select person_id, bool_or(in_365) as is_alive
        from (
            select person_id, {year} as in_365 from signs
            union all
            select l.person_id, null
            from located as l
            anti join (select network from whole where is_covered) as w on w.network = l.network
        ) as sign
        where in_365 is not false
        group by person_id
    ),
    lacking as (
        select ego_id, network,
               bool_and(is_covered_365 or direction = 'out') as in_365,
               bool_and(is_covered_365 or direction = 'in' or kind not in {DIALOGUE}) as out_365,
               bool_and(is_covered_30 or direction = 'out') as in_30,
               bool_and(is_covered_30 or direction = 'in' or kind not in {DIALOGUE}) as out_30,
               bool_and(is_covered_90) as both_90
        from {covered_channels}
        where not (is_covered_365 and is_covered_90 and is_covered_30)
        group by ego_id, network
        union all
        select l.person_id, l.network, false, false, false, false, false
        from located as l
        anti join (select distinct network from {covered_channels}) as c on c.network = l.network
        join {egos} as e on e.ego_id = l.person_id
    ),
    homes as (
        select l.person_id, l.network
        from located as l
        semi join (select distinct network from lacking) as k on k.network = l.network
    ),
    housed as (
        select person_id, min(network) as network, max(network) as last_network from homes group by person_id
    ),
    one_home as (
        select person_id, network from housed where network = last_network
    ),
    several_homes as (
        select distinct l.person_id, l.network
        from homes as l
        join housed as h on h.person_id = l.person_id
        where h.network <> h.last_network
    ),
    at_several as (
        select person_id, string_agg(network, ' ' order by network) as networks from several_homes group by person_id
    ),
    at_home as (
        select person_id, network as networks from one_home union all select person_id, networks from at_several
    ),
    members as (
        select distinct network as networks, network from one_home
        union all
        select distinct a.networks, h.network
        from at_several as a
        join several_homes as h on h.person_id = a.person_id
    ),
    half_shown as (
        select e.ego_id, m.networks, bool_and(e.in_365) as in_365, bool_and(e.out_365) as out_365,
               bool_and(e.in_30) as in_30, bool_and(e.out_30) as out_30, bool_and(e.both_90) as both_90
        from lacking as e
        join members as m on m.network = e.network
        group by e.ego_id, m.networks
    ),
    facts as (
        select a.ego_id, a.alter_id, a.is_standing, case when l.person_id is not null then l.is_alive else false end as is_alive,
               case when e.ego_id is not null then e.came_365 else false end as came_365,
               case when e.ego_id is not null then e.went_365 else false end as went_365,
               case when e.ego_id is not null then e.came_30 else false end as came_30,
               case when e.ego_id is not null then e.went_30 else false end as went_30,
               case when e.sure_days >= {INNER_DAYS} then true
                    when e.sure_days + e.open_days >= {INNER_DAYS} then null else false end as is_weekly,
               coalesce(h.in_365, true) as in_365, coalesce(h.out_365, true) as out_365,
               coalesce(h.in_30, true) as in_30, coalesce(h.out_30, true) as out_30, coalesce(h.both_90, true) as both_90
        from {audience} as a
        left join life as l on l.person_id = a.alter_id
        left join at_home as m on m.person_id = a.alter_id
        left join half_shown as h on h.ego_id = a.ego_id and h.networks = m.networks
        left join evidence as e on e.ego_id = a.ego_id and e.alter_id = a.alter_id
    ),
    conditions as (
        select ego_id, alter_id, is_standing, is_alive,
               {shown("came_365", "in_365")} as came_365,
               {shown("went_365", "out_365")} as went_365,
               {shown("came_30", "in_30")} as came_30,
               {shown("went_30", "out_30")} as went_30,
               {shown("is_weekly", "both_90")} as is_weekly
        from facts
    )
    select ego_id, alter_id, is_standing as audience,
           is_standing and is_alive as alive,
           is_standing and is_alive and came_365 as reacted,
           is_standing and is_alive and came_365 and went_365 as two_way,
           is_standing and is_alive and came_365 and went_365 and came_30 and went_30 as lately,
           is_standing and is_alive and came_365 and went_365 and came_30 and went_30 and is_weekly as inner_circle
    from conditions
    """
