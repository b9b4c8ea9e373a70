"""The measure `suggestion_reasons`: why a person is suggested, reason by reason."""

from __future__ import annotations

from kithkin.measures._meeting import companions, neighbours, shared_contacts
from kithkin.measures._ties import ties
from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("alter_id", "ego_id", "reason", "about"),
    columns=(
        Column("judgement_id", "text", "the suggestion it belongs to"),
        Column("weight", "double", "what it adds to the score", bounds=(0, None)),
        Column("says", "text", "the reason in words"),
    ),
    source="ours: the terms of `suggested_person`, one by one",
)
def suggestion_reasons(
    suggested_person: str,
    egos: str,
    interactions: str,
    messages: str,
    follows: str,
    list_checks: str,
    posts: str,
    accounts: str,
    contacts: str,
    people: str,
    *,
    largest: int = 500,
    shown: int = 8,
) -> str:
    """Return the reasons for which people are suggested, the weightiest of each suggestion.

    Each shared contact, shared thread, shared place and entry of the contacts book, as in `suggested_person`.

    Parameters
    ----------
    suggested_person : alter_id, ego_id, judgement_id
    egos : ego_id
    interactions : actor_id, target_id, kind, thread_id
    messages : sender_id, recipient_id, recipient_count, bulk_evidence
    follows : follower_id, followed_id, kind, is_current
    list_checks : ego_id, direction, ego_account_id, kind, is_accepted, previous_at
    posts : post_id, author_id, thread_id, title
    accounts : account_id, place
    contacts : account_id, place
    people : person_id, name
    largest : as in `suggested_person`
    shown : reasons per suggestion, the weightiest

    Returns
    -------
    One row per alter, ego, reason (contact, thread, place, book) and what it is about: weight, words.

    Notes
    -----
    Absent for people who are not suggested and for reasons beyond the first `shown`. Never null. Never zero.

    References
    ----------
    As `suggested_person`.

    Examples
    --------
    >>> answer(suggestion_reasons, show="alter_id reason about says", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', interactions='''
    ...     actor_id target_id kind
    ...     self     x:ann     reply
    ...     x:ann    x:cy      reply
    ... ''')
    [('x:cy', 'contact', 'x:ann', 'You both talk with ann (you: 1 time).')]
    """
    return f"""
    with ties as ({ties(interactions, messages, follows, list_checks)}
    ),
    titles as (
        select thread_id, arg_min(title, struct_pack(size := length(title), tie := title)) as title
        from {posts} where title <> '' and thread_id is not null group by thread_id
    ),
    reasons as (
        select c.ego_id, c.alter_id, 'contact' as reason, c.via_id as about, c.weight,
               'You both talk with ' || coalesce(p.name, p.handle, split_part(c.via_id, ':', 2)) || ' (you: '
               || cast(cast(round(c.act_count) as bigint) as varchar)
               || case when c.act_count = 1 then ' time).' else ' times).' end as says
        from ({shared_contacts("ties", egos, largest)}
        ) as c left join {people} as p on p.person_id = c.via_id
        union all
        select m.ego_id, m.alter_id, 'thread', m.thread_id, m.weight,
               'You both wrote in the thread ' || coalesce('“' || t.title || '”', m.thread_id) || '.'
        from ({companions(posts, interactions, egos, largest)}
        ) as m left join titles as t on t.thread_id = m.thread_id
        union all
        select ego_id, alter_id, 'place', place, 1e-1, 'You both state the place ' || place || '.'
        from ({neighbours(accounts, contacts, egos, largest)}
        ) as near
        union all
        select distinct 'self', account_id, 'book', contact_id, 5e-1,
               'Your contacts book has them as ' || coalesce(name, 'an entry without a name') || '.'
        from {contacts} where account_id <> ''
    ),
    ranked as (
        select s.alter_id, s.ego_id, r.reason, r.about, s.judgement_id, r.weight, r.says,
               row_number() over (
                   partition by s.ego_id, s.alter_id order by round(r.weight * 1000000) desc, r.reason, r.about
               ) as place_in_list
        from {suggested_person} as s
        join reasons as r on r.ego_id = s.ego_id and r.alter_id = s.alter_id
    )
    select alter_id, ego_id, reason, about, judgement_id, weight, says from ranked where place_in_list <= {shown}
    """
