"""The measure `suggested_person`: with whom an ego might talk next."""

from __future__ import annotations

from kithkin.measures._meeting import companions, neighbours, shared_contacts
from kithkin.measures._ties import ties
from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("place_in_list", "ego_id"),
    columns=(
        Column("alter_id", "text", "who is suggested"),
        Column("judgement_id", "text", "what its reasons are joined by"),
        Column(
            "score", "double", "what the reasons weigh together; it orders, it means nothing more", bounds=(0, None)
        ),
        Column("shared_contact_count", "integer", "people both talk with", "people", bounds=(0, None)),
        Column("shared_thread_count", "integer", "threads both wrote in", "threads", bounds=(0, None)),
        Column("same_place", "boolean", "whether both state the same place"),
        Column("in_contacts_book", "boolean", "whether they stand in the ego's own contacts book"),
        Column("says", "text", "the reasons in words"),
    ),
    source="Zhou, Lu & Zhang (2009), equation 9 (resource allocation); weights ours",
)
def suggested_person(
    egos: str,
    interactions: str,
    messages: str,
    follows: str,
    list_checks: str,
    posts: str,
    accounts: str,
    contacts: str,
    decisions: str,
    *,
    largest: int = 500,
    at_most: int = 50,
) -> str:
    """Return the people whom an ego does not talk with yet, and with whom it shares most.

    Score = sum over shared contacts z of w(ego, z) / d(z), plus sum over shared threads of 1 / (who wrote there),
    plus .1 for the same place, plus .5 for standing in the contacts book. w = 1 + ln(acts of dialogue); d(z) is
    with how many people z talks: who talks with everybody introduces nobody.

    Parameters
    ----------
    egos : ego_id
    interactions : actor_id, target_id, kind, thread_id
    messages : sender_id, recipient_id, recipient_count, bulk_evidence
    follows : follower_id, followed_id, kind, is_current (friends and connections count as one act)
    list_checks : ego_id, direction, ego_account_id, kind, is_accepted, previous_at
    posts : author_id, thread_id
    accounts : account_id, place
    contacts : account_id, place
    decisions : person_id, kind, decision, is_current (dismissed, ended, paused and ignored people stay away)
    largest : a contact with more contacts, a thread or place with more people, joins nobody
    at_most : length of the list

    Returns
    -------
    One row per place in the list (from 1) and ego: who is suggested, score (0 or more), counts, reasons in words.

    Notes
    -----
    Absent where no reason is shown, where the two are in contact already, and for people whom the ego dismissed.
    Never null. Zero: no contact or no thread is shared. No size of any following enters it. It does not say that
    they would like to talk.

    References
    ----------
    Zhou, T., Lu, L. & Zhang, Y.-C. (2009). Predicting missing links via local information. European Physical
    Journal B 71(4), equation 9. We weigh the first step by dialogue.

    Examples
    --------
    Ann talks with one other person, Bob with two.

    >>> answer(suggested_person, show="alter_id shared_contact_count score", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', interactions='''
    ...     actor_id target_id kind
    ...     self     x:ann     reply
    ...     x:bob    self      reply
    ...     x:ann    x:cy      reply
    ...     x:bob    x:cy      reply
    ...     x:bob    x:dan     reply
    ... ''')
    [('x:cy', 2, 0.8333), ('x:dan', 1, 0.3333)]
    """
    return f"""
    with ties as ({ties(interactions, messages, follows, list_checks)}
    ),
    shared as ({shared_contacts("ties", egos, largest)}
    ),
    met as ({companions(posts, interactions, egos, largest)}
    ),
    near as ({neighbours(accounts, contacts, egos, largest)}
    ),
    booked as (
        select distinct e.ego_id, c.account_id as alter_id
        from {contacts} as c join {egos} as e on e.ego_id = 'self'
        where c.account_id <> '' and c.account_id <> 'self'
    ),
    found as (
        select ego_id, alter_id, weight, 1 as contact_count, 0 as thread_count, 0 as is_near, 0 as is_booked from shared
        union all
        select ego_id, alter_id, weight, 0, 1, 0, 0 from met
        union all
        select ego_id, alter_id, 1e-1, 0, 0, 1, 0 from near
        union all
        select ego_id, alter_id, 5e-1, 0, 0, 0, 1 from booked
    ),
    away as (
        select person_id from {decisions}
        where kind = 'dismissed' or (kind = 'decision' and is_current and decision in ('end', 'pause', 'ignore'))
    ),
    scored as (
        select f.ego_id, f.alter_id, round(sum(f.weight) * 1000000) / 1000000 as score,
               cast(sum(f.contact_count) as bigint) as shared_contact_count,
               cast(sum(f.thread_count) as bigint) as shared_thread_count,
               max(f.is_near) = 1 as same_place, max(f.is_booked) = 1 as in_contacts_book
        from found as f
        anti join ties as t on t.person_id = f.ego_id and t.contact_id = f.alter_id
        anti join away as a on a.person_id = f.alter_id
        group by f.ego_id, f.alter_id
    ),
    placed as (
        select *, row_number() over (partition by ego_id order by score desc, alter_id) as place_in_list from scored
    )
    select alter_id, ego_id, 'suggestion-' || cast(cast(round(place_in_list) as bigint) as varchar) as judgement_id,
           place_in_list, score,
           shared_contact_count, shared_thread_count, same_place, in_contacts_book,
           case when shared_contact_count = 0 then '' when shared_contact_count = 1
                then 'You both talk with one person. '
                else 'You both talk with ' || cast(cast(round(shared_contact_count) as bigint) as varchar) || ' people. ' end
           || case when shared_thread_count = 0 then '' when shared_thread_count = 1 then 'You both wrote in one thread. '
                else 'You both wrote in ' || cast(cast(round(shared_thread_count) as bigint) as varchar) || ' threads. ' end
           || case when same_place then 'You state the same place. ' else '' end
           || case when in_contacts_book then 'They stand in your contacts book.' else '' end as says
    from placed
    where place_in_list <= {at_most}
    """
