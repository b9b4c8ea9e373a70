"""The measure `common_ground_overview`: for everybody who wants to connect, how much is in common, or why nobody can tell."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "alter_id"),
    columns=(
        Column("judgement_id", "text", "what evidence rows refer to"),
        Column("asks", "text", "request, unsettled request or new follower"),
        Column("network", "text", "network"),
        Column("asked_at", "instant", "when, where known", "UTC"),
        Column("finding", "text", "found, nothing found or not enough data"),
        Column("band", "text", "likely (a person or the contacts book between you), possible, none or cannot_tell"),
        Column("ground_count", "integer", "things in common", bounds=(0, None)),
        Column("person_count", "integer", "of them people", "people", bounds=(0, None)),
        Column("known_count", "integer", "facts known of them that could have shown one", "facts", bounds=(0, None)),
        Column("says", "text", "the finding in words"),
        Column("missing", "text", "what would have to be known"),
    ),
    source="ours",
)
def common_ground_overview(
    knocking: str, common_ground: str, follows: str, interactions: str, accounts: str, contacts: str
) -> str:
    """Return how much an ego has in common with each person who wants to connect.

    found; nothing found (something is known of them beyond their step towards the ego); not enough data (nothing is).

    Parameters
    ----------
    knocking : ego_id, alter_id, asks, network, asked_at
    common_ground : ego_id, alter_id, ground, shared_id, weight
    follows : follower_id, followed_id
    interactions : actor_id, target_id, thread_id
    accounts : account_id, place, organisation
    contacts : contact_id

    Returns
    -------
    One row per ego and person who wants to connect.

    Notes
    -----
    Absent for everybody else. known_count counts whom they follow, whom they acted towards beside the ego, threads, and the
    facts of their profile. Nothing in common is no reason against anybody.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(common_ground_overview, show="alter_id finding known_count", as_of="2024-02-01", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', requests='''
    ...     from_id to_id state
    ...     x:ann   self  pending
    ...     x:bob   self  pending
    ... ''', follows='''
    ...     follower_id followed_id
    ...     x:bob       x:cat
    ... ''')
    [('x:ann', 'not enough data', 0), ('x:bob', 'nothing found', 1)]
    """
    return f"""
    with grounds as (
        select ego_id, alter_id, count(*) as ground_count, count(distinct shared_id) as person_count, max(weight) as weight
        from {common_ground} group by ego_id, alter_id
    ),
    facts as (
        select k.ego_id, k.alter_id, concat('follows ', f.followed_id) as fact
        from {knocking} as k join {follows} as f on f.follower_id = k.alter_id and f.followed_id <> k.ego_id
        union
        select k.ego_id, k.alter_id, concat('acts ', i.target_id)
        from {knocking} as k join {interactions} as i on i.actor_id = k.alter_id and i.target_id <> k.ego_id
        union
        select k.ego_id, k.alter_id, concat('thread ', i.thread_id)
        from {knocking} as k join {interactions} as i on i.actor_id = k.alter_id and i.thread_id is not null
        union
        select k.ego_id, k.alter_id, concat('place ', a.place)
        from {knocking} as k join {accounts} as a on a.account_id = k.alter_id and a.place <> ''
        union
        select k.ego_id, k.alter_id, concat('work ', a.organisation)
        from {knocking} as k join {accounts} as a on a.account_id = k.alter_id and a.organisation <> ''
    ),
    known as (
        select ego_id, alter_id, count(*) as known_count from facts group by ego_id, alter_id
    ),
    books as (
        select count(*) as entries from {contacts}
    ),
    put_together as (
        select k.*, coalesce(g.ground_count, 0) as ground_count, coalesce(g.person_count, 0) as person_count, g.weight,
               coalesce(n.known_count, 0) as known_count,
               case when g.ground_count > 0 then 'found' when n.known_count > 0 then 'nothing found' else 'not enough data' end
               as finding, b.entries
        from {knocking} as k
        cross join books as b
        left join grounds as g on g.ego_id = k.ego_id and g.alter_id = k.alter_id
        left join known as n on n.ego_id = k.ego_id and n.alter_id = k.alter_id
    )
    select alter_id, ego_id, concat('ground:', ego_id, ':', alter_id) as judgement_id, asks, network, asked_at, finding,
           case when weight >= 2 then 'likely' when weight = 1 then 'possible' when finding = 'nothing found' then 'none'
                else 'cannot_tell' end as band,
           ground_count, person_count, known_count,
           case when asks = 'unsettled request' then 'Whether this request is still open, the export does not say. ' else '' end
           || case when finding = 'found' and person_count > 0 then 'People stand between you.'
                when finding = 'found' then 'Something is in common.'
                when finding = 'nothing found' then 'Nothing in common was found in what is known of them.'
                else 'Nothing is known of them but this step.' end as says,
           case when finding = 'not enough data' and entries = 0 then 'whom they follow, and your contacts book'
                when finding = 'not enough data' then 'whom they follow' end as missing
    from put_together
    """
