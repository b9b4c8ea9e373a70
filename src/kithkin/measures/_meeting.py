"""Fragments of SQL: what two people share who do not talk with each other: contacts, threads, a place."""

from __future__ import annotations


def shared_contacts(ties: str, egos: str, largest: int) -> str:
    """Return the query of shared contacts: ego_id, alter_id, via_id, act_count (ego with them), weight.

    `ties` is a relation as `_ties.ties` makes it; who has more than `largest` contacts joins nobody.
    """
    # The semi join keeps the egos' own ties first: joined as equals, an engine may pair all contacts of all before.
    return f"""
        select mine.person_id as ego_id, o.contact_id as alter_id, mine.contact_id as via_id, mine.act_count,
               mine.weight / nullif(s.contact_count, 0) as weight
        from (select t.* from {ties} as t semi join {egos} as e on e.ego_id = t.person_id) as mine
        join (select person_id, count(*) as contact_count from {ties} group by person_id) as s
          on s.person_id = mine.contact_id and s.contact_count <= {largest}
        join {ties} as o on o.person_id = mine.contact_id
        where o.contact_id <> mine.person_id"""


def companions(posts: str, interactions: str, egos: str, largest: int) -> str:
    """Return the query of shared threads: ego_id, alter_id, thread_id, weight (1 over who wrote there)."""
    wrote = f"""
            select thread_id, author_id as person_id from {posts} where thread_id is not null and author_id is not null
            union
            select thread_id, actor_id from {interactions}
            where thread_id is not null and actor_id is not null and kind in ('reply', 'comment')"""
    return f"""
        select mine.person_id as ego_id, o.person_id as alter_id, o.thread_id, 1e0 / nullif(s.people_count, 0) as weight
        from (select w.* from ({wrote}) as w semi join {egos} as e on e.ego_id = w.person_id) as mine
        join (select thread_id, count(*) as people_count from ({wrote}) as w group by thread_id) as s
          on s.thread_id = mine.thread_id and s.people_count <= {largest}
        join ({wrote}) as o on o.thread_id = mine.thread_id
        where o.person_id <> mine.person_id"""


def neighbours(accounts: str, contacts: str, egos: str, largest: int) -> str:
    """Return the query of people who state the ego's place, word for word: ego_id, alter_id, place."""
    places = f"""
            select account_id as person_id, place from {accounts} where place <> ''
            union
            select account_id, place from {contacts} where place <> '' and account_id <> ''"""
    return f"""
        select distinct e.ego_id, o.person_id as alter_id, o.place
        from {egos} as e
        join ({places}) as mine on mine.person_id = e.ego_id
        join (select place, count(*) as people_count from ({places}) as p group by place) as s
          on s.place = mine.place and s.people_count <= {largest}
        join ({places}) as o on o.place = mine.place
        where o.person_id <> e.ego_id"""
