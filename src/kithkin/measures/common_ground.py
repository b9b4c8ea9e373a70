"""The measure `common_ground`: what an ego and somebody who wants to connect have in common, each thing named."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "alter_id", "ground", "shared_key"),
    columns=(
        Column("shared_id", "text", "the person in common, where it is one"),
        Column("says", "text", "what is in common, in words"),
        Column(
            "weight", "integer", "3 = they know each other, 2 = a person or place between, 1 = a fact", bounds=(1, 3)
        ),
    ),
    source="ours; Wasserman & Faust (1994), section 8.1, for shared affiliations",
)
def common_ground(
    knocking: str,
    follows: str,
    talkers: str,
    interactions: str,
    messages: str,
    marks: str,
    accounts: str,
    contacts: str,
) -> str:
    """Return each thing that an ego has in common with each person who wants to connect.

    The contacts book; a contact the ego really talks with who is tied to them; accounts both follow; threads both were
    in; lists both are on; the same place; the same employer or school.

    Parameters
    ----------
    knocking : ego_id, alter_id
    follows : follower_id, followed_id
    talkers : ego_id, alter_id, has_talked
    interactions : actor_id, target_id, thread_id
    messages : sender_id, thread_id, recipient_count
    marks : marked_id, kind, list_id, list_name
    accounts : account_id, place, organisation
    contacts : contact_id, account_id, name

    Returns
    -------
    One row per ego, person, ground and thing shared; shared_key names the thing.

    Notes
    -----
    Absent where nothing is found; `common_ground_overview` tells that apart from not enough data. Places and employers are
    compared as they are written. A thread counts where both wrote in it, not the conversation between the two.

    References
    ----------
    Wasserman, S. & Faust, K. (1994). Social Network Analysis, section 8.1.

    Examples
    --------
    >>> answer(common_ground, show="alter_id ground shared_id says", as_of="2024-02-01", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', requests='''
    ...     from_id to_id state
    ...     x:ann   self  pending
    ... ''', follows='''
    ...     follower_id followed_id
    ...     x:ann       x:cat
    ...     self        x:cat
    ... ''', accounts='''
    ...     account_id place
    ...     x:me       Lindrup
    ...     x:ann      Lindrup
    ... ''')
    [('x:ann', 'both follow', 'x:cat', 'Both of you follow them.')]
    """
    return f"""
    with asked as (
        select distinct ego_id, alter_id from {knocking}
    ),
    neighbours as (
        select distinct follower_id as person_id, followed_id as other_id from {follows}
        union
        select distinct followed_id, follower_id from {follows} where kind <> 'follow'
    ),
    tied as (
        select person_id, other_id from neighbours
        union
        select other_id, person_id from neighbours
        union
        select actor_id, target_id from {interactions} where actor_id is not null and target_id is not null
        union
        select target_id, actor_id from {interactions} where actor_id is not null and target_id is not null
    ),
    wrote as (
        select distinct actor_id as person_id, thread_id from {interactions} where thread_id is not null and actor_id is not null
        union
        select distinct sender_id, thread_id from {messages}
        where thread_id is not null and sender_id is not null and coalesce(recipient_count, 1) > 1
    ),
    listed as (
        select marked_id as person_id, list_id, max(list_name) as list_name from {marks}
        where kind = 'list_member' and list_id <> '' group by marked_id, list_id
    ),
    facts as (
        select distinct account_id as person_id, 'place' as fact, place as said from {accounts} where place <> ''
        union
        select distinct account_id, 'employer or school', organisation from {accounts} where organisation <> ''
    ),
    found as (
        select a.ego_id, a.alter_id, 'contacts book' as ground, c.contact_id as shared_key, cast(null as text) as shared_id,
               'They are in your contacts book.' as says, 3 as weight
        from asked as a
        join {contacts} as c on c.account_id = a.alter_id
        union all
        select a.ego_id, a.alter_id, 'talks with', t.alter_id, t.alter_id,
               'You talk with them, and they are tied to who asks.', 2
        from asked as a
        join {talkers} as t on t.ego_id = a.ego_id and t.has_talked and t.alter_id <> a.alter_id
        join tied as n on n.person_id = a.alter_id and n.other_id = t.alter_id
        union all
        select a.ego_id, a.alter_id, 'both follow', n.other_id, n.other_id, 'Both of you follow them.', 2
        from asked as a
        join neighbours as n on n.person_id = a.alter_id
        join neighbours as m on m.person_id = a.ego_id and m.other_id = n.other_id
        where n.other_id <> a.ego_id and n.other_id <> a.alter_id
        union all
        select a.ego_id, a.alter_id, 'same thread', w.thread_id, null, 'Both of you wrote in this thread.', 2
        from asked as a
        join wrote as w on w.person_id = a.alter_id
        join wrote as v on v.person_id = a.ego_id and v.thread_id = w.thread_id
        union all
        select a.ego_id, a.alter_id, 'same list', l.list_id, null, concat('Both of you are on the list ', l.list_name, '.'), 1
        from asked as a
        join listed as l on l.person_id = a.alter_id
        join listed as m on m.person_id = a.ego_id and m.list_id = l.list_id
        union all
        select a.ego_id, a.alter_id, concat('same ', f.fact), f.said, null, concat('Both of you say: ', f.said, '.'), 1
        from asked as a
        join facts as f on f.person_id = a.alter_id
        join facts as g on g.person_id = a.ego_id and g.fact = f.fact and g.said = f.said
    )
    select ego_id, alter_id, ground, shared_key, max(shared_id) as shared_id, max(says) as says,
           cast(round(max(weight)) as bigint) as weight
    from found group by ego_id, alter_id, ground, shared_key
    """
