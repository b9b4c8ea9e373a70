"""Fragments of SQL: who talks with whom, without direction."""

from __future__ import annotations

from kithkin.measures._acts import DIALOGUE, OWN_MESSAGES
from kithkin.measures._follow_lists import held


def ties(interactions: str, messages: str, follows: str, list_checks: str, people: str = "") -> str:
    """Return the query of all pairs in dialogue, once from each end: person_id, contact_id, act_count, weight.

    A friendship or connection counts as one act, also where it may have ended; weight is 1 + ln(acts). With `people`, a
    relation of persons (person_id), as seen from these alone.
    """
    # Each act is read once and seen from both its ends: reading it twice would cost twice.
    return f"""
        select person_id, contact_id, count(*) as act_count, 1e0 + ln(greatest(count(*), 1)) as weight
        from (
            select case when is_forth then from_id else to_id end as person_id,
                   case when is_forth then to_id else from_id end as contact_id
            from (
                select actor_id as from_id, target_id as to_id from {interactions} where kind in {DIALOGUE}
                union all
                select sender_id, recipient_id from {messages} where {OWN_MESSAGES}
                union all
                select follower_id, followed_id from {follows}
                where kind in ('friend', 'connection') and is_current is not false
                union all
                select follower_id, followed_id from ({held(follows, list_checks)}) as h
                where kind in ('friend', 'connection')
            ) as spoken
            cross join (values (true), (false)) as seen(is_forth)
        ) as met
        {f"semi join {people} as those using (person_id)" if people else ""}
        where person_id <> contact_id
        group by person_id, contact_id"""
