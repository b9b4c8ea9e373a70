"""The measure `burst_causes`: what happened when a burst of followers began."""

from __future__ import annotations

from typing import Final

from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: Words by which a post offers something to be won, as people write them.
GIVEAWAY: Final = (
    "giveaway", "Giveaway", "GIVEAWAY", "Gewinnspiel", "Verlosung", "sorteo", "Sorteo", "sorteio", "Sorteio", "concours",
    "Concours", "winactie", "Winactie",
)  # fmt: skip
#: The share of a block that must be seen to have come that way, for a cause that is tied to the people themselves.
STRONG: Final = 0.3
FOLLOWS_THE_MENTIONER: Final = 0.2


@measure(
    grain=("ego_id", "network", "basis", "burst_number", "cause", "cause_id"),
    columns=(
        Column("is_strong", "boolean", "whether it is tied to the people who came, not only to the days"),
        Column("happened_at", "instant", "when", "UTC"),
        Column("alter_id", "text", "who, where it is somebody's act"),
        Column("share", "double", "the share of the block that it is tied to", "share", bounds=(0, 1)),
        Column("says", "text", "the cause in words"),
    ),
    source="ours",
)
def burst_causes(
    egos: str,
    follow_bursts: str,
    burst_members: str,
    posts: str,
    interactions: str,
    follows: str,
    accounts: str,
    audience: str,
    marks: str,
) -> str:
    """Return what happened from two days before a burst to its end that may have brought it.

    Strong, tied to the people: 30 % of them reacted to the ego in those days; the ego had followed 30 % of them first; 20 %
    of them follow somebody who named the ego; 30 % of them followed others in those days who stand with the ego on a list
    that is made to be followed as a whole. Weak, tied to the days: a post of the ego among the tenth with most
    reactions, a giveaway, a mention by an account larger than the ego's audience, the ego put on a list by somebody.

    Parameters
    ----------
    egos : ego_id
    follow_bursts : ego_id, network, basis, burst_number, first_on, last_on
    burst_members : ego_id, network, basis, burst_number, alter_id, acted_around, was_followed_first
    posts : post_id, author_id, kind, posted_at, text, like_count, repost_count
    interactions : interaction_id, actor_id, target_id, kind, happened_at
    follows : follower_id, followed_id, followed_at
    accounts : account_id, follower_count
    audience : ego_id, alter_id
    marks : marker_id, marked_id, kind, list_id, list_name, marked_at

    Returns
    -------
    One row per burst, cause and what shows it.

    Notes
    -----
    Absent where nothing that was imported happened in those days, which proves nothing: press, search and other networks are
    not seen. A post counts as popular only where the network's counts are there and the ego has 20 posts with them.

    References
    ----------
    Ours.

    Examples
    --------
    One a day from January to March, and 60 on 10 February, the day after a giveaway:

    >>> from datetime import date, timedelta
    >>> days = [date(2024, 1, 1) + timedelta(days=n) for n in range(90)]
    >>> people = [day for day in days for n in range(60 if day == date(2024, 2, 10) else 1)]
    >>> answer(burst_causes, show="cause is_strong says", as_of="2024-03-31", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', follows=[{"follower_id": f"x:{n}", "followed_id": "self", "followed_at": day.isoformat()}
    ...               for n, day in enumerate(people)],
    ... posts=[{"author_id": "self", "kind": "post", "posted_at": "2024-02-09", "text": "A giveaway!", "network": "x"}])
    [('own giveaway', False, 'You offered something to be won.')]
    """
    has_word = " or ".join(f"contains(p.text, '{word}')" for word in GIVEAWAY)
    return f"""
    with edges as (
        select ego_id, network, basis, burst_number, cast(first_on as timestamp) as first_at,
               cast(last_on as timestamp) as last_at
        from {follow_bursts}
    ),
    windows as (
        select ego_id, network, basis, burst_number, first_at - interval 2 day as from_at, last_at + interval 1 day as until_at
        from edges
    ),
    blocks as (
        select ego_id, network, basis, burst_number, count(*) as people, min(arrived_at) as first_at,
               count(*) filter (where acted_around) as around, count(*) filter (where was_followed_first) as after_ego
        from {burst_members} where burst_number is not null
        group by ego_id, network, basis, burst_number
    ),
    sizes as (
        select ego_id, count(*) as size from {audience} group by ego_id
    ),
    larger as (
        select account_id, max(follower_count) as follower_count from {accounts} group by account_id
    ),
    mentions as (
        select w.ego_id, w.network, w.basis, w.burst_number, i.actor_id, min(i.happened_at) as happened_at
        from windows as w
        join {interactions} as i on i.target_id = w.ego_id and i.kind in ('mention', 'quote', 'repost')
            and i.happened_at >= w.from_at and i.happened_at < w.until_at and i.network = w.network
        where i.actor_id is not null
        group by w.ego_id, w.network, w.basis, w.burst_number, i.actor_id
    ),
    readers as (
        select n.ego_id, n.network, n.basis, n.burst_number, n.actor_id, count(distinct b.alter_id) as readers
        from mentions as n
        join {burst_members} as b on b.ego_id = n.ego_id and b.network = n.network and b.basis = n.basis
            and b.burst_number = n.burst_number
        join {follows} as f on f.follower_id = b.alter_id and f.followed_id = n.actor_id
        group by n.ego_id, n.network, n.basis, n.burst_number, n.actor_id
    ),
    named as (
        select n.*, coalesce(r.readers, 0) as readers, b.people, l.follower_count, s.size
        from mentions as n
        join blocks as b on b.ego_id = n.ego_id and b.network = n.network and b.basis = n.basis
            and b.burst_number = n.burst_number
        left join readers as r on r.ego_id = n.ego_id and r.network = n.network and r.basis = n.basis
            and r.burst_number = n.burst_number and r.actor_id = n.actor_id
        left join larger as l on l.account_id = n.actor_id
        left join sizes as s on s.ego_id = n.ego_id
    ),
    packs as (
        select marked_id as ego_id, list_id, max(list_name) as list_name, min(marker_id) as maker_id, min(marked_at) as marked_at
        from {marks} where kind = 'recommended' and list_id <> '' group by marked_id, list_id
    ),
    together as (
        select p.ego_id, p.list_id, m.marked_id as member_id
        from packs as p
        join {marks} as m on m.list_id = p.list_id and m.kind = 'recommended' and m.marked_id <> p.ego_id
    ),
    reached as (
        select follower_id, followed_id, followed_at from {follows} as f semi join together as t on t.member_id = f.followed_id
    ),
    comers as (
        select w.ego_id, w.network, w.basis, w.burst_number, t.list_id, count(distinct b.alter_id) as comers
        from windows as w
        join {burst_members} as b on b.ego_id = w.ego_id and b.network = w.network and b.basis = w.basis
            and b.burst_number = w.burst_number
        join together as t on t.ego_id = w.ego_id
        join reached as f on f.follower_id = b.alter_id and f.followed_id = t.member_id
            and f.followed_at >= w.from_at and f.followed_at < w.until_at
        group by w.ego_id, w.network, w.basis, w.burst_number, t.list_id
    ),
    recommended as (
        select w.ego_id, w.network, w.basis, w.burst_number, p.list_id, p.list_name, p.maker_id, p.marked_at, b.people,
               coalesce(c.comers, 0) as comers, p.marked_at >= w.from_at and p.marked_at < w.until_at as is_new
        from windows as w
        join packs as p on p.ego_id = w.ego_id and (p.marked_at is null or p.marked_at < w.until_at)
        join blocks as b on b.ego_id = w.ego_id and b.network = w.network and b.basis = w.basis
            and b.burst_number = w.burst_number
        left join comers as c on c.ego_id = w.ego_id and c.network = w.network and c.basis = w.basis
            and c.burst_number = w.burst_number and c.list_id = p.list_id
    ),
    counted as (
        select author_id, post_id, posted_at, coalesce(like_count, 0) + coalesce(repost_count, 0) as reactions,
               rank() over (partition by author_id order by coalesce(like_count, 0) + coalesce(repost_count, 0) desc) as place,
               count(*) over (partition by author_id) as post_count
        from {posts}
        where coalesce(kind, 'post') not in ('repost', 'reply') and (like_count is not null or repost_count is not null)
    ),
    causes as (
        select ego_id, network, basis, burst_number, 'they reacted to you' as cause, '' as cause_id, true as is_strong,
               first_at as happened_at, cast(null as text) as alter_id, cast(around as double) / nullif(people, 0) as share,
               concat(cast(cast(round(around) as bigint) as text), ' of ', cast(cast(round(people) as bigint) as text),
                      ' reacted to you or wrote to you in those days.') as says
        from blocks where around >= {STRONG}e0 * people
        union all
        select ego_id, network, basis, burst_number, 'you followed them first', '', true, first_at, null,
               cast(after_ego as double) / nullif(people, 0),
               concat('You had followed ', cast(cast(round(after_ego) as bigint) as text), ' of ',
                      cast(cast(round(people) as bigint) as text), ' in the 30 days before.')
        from blocks where after_ego >= {STRONG}e0 * people
        union all
        select ego_id, network, basis, burst_number, 'somebody named you', actor_id,
               readers >= {FOLLOWS_THE_MENTIONER}e0 * people,
               happened_at, actor_id, cast(readers as double) / nullif(people, 0),
               concat('Named you in those days; ', cast(cast(round(readers) as bigint) as text), ' of ',
                      cast(cast(round(people) as bigint) as text), ' who came follow them too.')
        from named where readers >= {FOLLOWS_THE_MENTIONER}e0 * people or follower_count > size
        union all
        select w.ego_id, w.network, w.basis, w.burst_number, 'own post', c.post_id, false, c.posted_at, null, null,
               concat('Your post had ', cast(cast(round(c.reactions) as bigint) as text),
                      ' reactions, as one in ten of yours has.')
        from windows as w
        join counted as c on c.author_id = w.ego_id and c.posted_at >= w.from_at and c.posted_at < w.until_at
        where c.post_count >= 20 and 10 * c.place <= c.post_count and c.reactions >= 5
        union all
        select w.ego_id, w.network, w.basis, w.burst_number, 'own giveaway', p.post_id, false, p.posted_at, null, null,
               'You offered something to be won.'
        from windows as w
        join {posts} as p on p.author_id = w.ego_id and p.posted_at >= w.from_at and p.posted_at < w.until_at
        where coalesce(p.kind, 'post') <> 'repost' and ({has_word})
        union all
        select w.ego_id, w.network, w.basis, w.burst_number, 'put on a list', m.list_id, false, min(m.marked_at),
               min(m.marker_id), null, 'You were put on a list.'
        from windows as w
        join {marks} as m on m.marked_id = w.ego_id and m.kind = 'list_member' and m.marked_at >= w.from_at
            and m.marked_at < w.until_at
        left join packs as p on p.ego_id = m.marked_id and p.list_id = m.list_id
        where p.list_id is null
        group by w.ego_id, w.network, w.basis, w.burst_number, m.list_id
        union all
        select ego_id, network, basis, burst_number, 'on a list to follow', list_id, comers >= {STRONG}e0 * people, marked_at,
               maker_id, cast(comers as double) / nullif(people, 0),
               concat('You stand on ', coalesce(list_name, 'a list'), ', made to be followed as a whole (a starter pack); ',
                      cast(cast(round(comers) as bigint) as text), ' of ', cast(cast(round(people) as bigint) as text),
                      ' who came followed others on it in those days.')
        from recommended where comers >= {STRONG}e0 * people or is_new
    )
    select c.ego_id, c.network, c.basis, c.burst_number, c.cause, c.cause_id, c.is_strong, c.happened_at, c.alter_id, c.share,
           c.says
    from causes as c
    join {egos} as e on e.ego_id = c.ego_id
    """
