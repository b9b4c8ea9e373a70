"""The measure `community_people`: who belongs to each community that a user can choose."""

from __future__ import annotations

from kithkin.measures._acts import DIALOGUE, acts
from kithkin.measures._follow_lists import held
from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("kind", "name", "person_id"),
    columns=(
        Column("post_count", "integer", "posts of theirs that are held, there (forum) or anywhere", "posts", bounds=(0, None)),
        Column("last_at", "instant", "the last of these posts", "UTC"),
    ),
    source="ours",
)  # fmt: skip
def community_people(
    egos: str, texts: str, posts: str, follows: str, list_checks: str, interactions: str, messages: str, marks: str,
    accounts: str, contacts: str,
) -> str:  # fmt: skip
    """Return who belongs to each community: the ego's ties, the writers of a forum, the members of a list, a place.

    Ties: whom the ego talked with either way, follows, is friends or connected with. Forum: a mailing list or group, else
    the network as a whole; who wrote there. List: whom an account keeps on a list. Place: who states the place.

    Parameters
    ----------
    egos : ego_id
    texts : table_name, row_id, author_id, network
    posts : post_id, author_id, community_id, network, posted_at
    follows : follower_id, followed_id, kind, is_current
    list_checks : ego_id, direction, ego_account_id, kind, is_accepted, previous_at
    interactions : actor_id, target_id, kind
    messages : sender_id, recipient_id, recipient_count, bulk_evidence
    marks : marked_id, kind, list_id, list_name
    accounts : account_id, place
    contacts : account_id, place

    Returns
    -------
    One row per kind (ties, forum, list, place), name and person: post_count (0 or more), last_at in UTC.

    Notes
    -----
    Absent for whom nothing of this is shown, and for places that one person alone states. last_at is null where no instant
    is known. Zero: none of their posts is held. The ego belongs to forums alone.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(community_people, show="kind name person_id", identities=[{"account_id": "m:me", "person_id": "self"}],
    ...     posts=[{"post_id": "m:1", "author_id": "m:ann", "text": "Which glue?", "community_id": "m:list:paper"}],
    ...     follows=[{"follower_id": "self", "followed_id": "m:ann"}])
    [('forum', 'm:list:paper', 'm:ann'), ('ties', 'ties', 'm:ann')]
    """
    return f"""
    with wrote as (
        select coalesce(p.community_id, t.network) as name, t.author_id as person_id, p.post_id,
               coalesce(p.posted_at, t.written_at) as written_at
        from {texts} as t left join {posts} as p on t.table_name = 'posts' and p.post_id = t.row_id
        where t.table_name in ('posts', 'messages') and t.author_id is not null
    ),
    totals as (
        select person_id, count(post_id) as post_count, max(written_at) as last_at from wrote group by person_id
    ),
    chosen as (
        select alter_id as person_id from ({acts(interactions, messages, egos)}
        ) as act where kind in {DIALOGUE}
        union
        select f.follower_id from {follows} as f join {egos} as e on e.ego_id = f.followed_id
        where f.kind in ('friend', 'connection') and f.is_current is not false
        union
        select f.followed_id from {follows} as f join {egos} as e on e.ego_id = f.follower_id where f.is_current is not false
        union
        select follower_id from ({held(follows, list_checks)}) as h where kind in ('friend', 'connection')
        union
        select followed_id from ({held(follows, list_checks, "out")}) as h
    ),
    placed as (
        select place as name, account_id as person_id from {accounts} where place <> ''
        union
        select place, account_id from {contacts} where place <> '' and account_id <> ''
    ),
    settled as (
        select p.name, p.person_id from placed as p
        join (select name, count(*) as people_count from placed where person_id <> 'self' group by name) as n
          on n.name = p.name and n.people_count > 1
    ),
    grouped as (
        select 'ties' as kind, 'ties' as name, person_id from chosen where person_id is not null
        union
        select 'list', coalesce(nullif(list_name, ''), list_id), marked_id from {marks}
        where kind = 'list_member' and coalesce(nullif(list_name, ''), list_id, '') <> ''
        union
        select 'place', name, person_id from settled
    )
    select 'forum' as kind, name, person_id, count(post_id) as post_count, max(written_at) as last_at
    from wrote group by name, person_id
    union all
    select g.kind, g.name, g.person_id, coalesce(t.post_count, 0), t.last_at
    from grouped as g left join totals as t on t.person_id = g.person_id
    where g.person_id <> 'self'
    """
