"""Fragments of SQL: who talks with whom, without direction."""

from __future__ import annotations

from kithkin.measures._acts import DIALOGUE, OWN_MESSAGES


def ties(interactions: str, messages: str, follows: str) -> str:
    """Return the query of all pairs in dialogue, once from each end: person_id, contact_id, act_count, weight.

    A friendship or connection counts as one act; weight is 1 + ln(acts).
    """
    return f"""
        select person_id, contact_id, count(*) as act_count, 1e0 + ln(greatest(count(*), 1)) as weight
        from (
            select actor_id as person_id, target_id as contact_id from {interactions} where kind in {DIALOGUE}
            union all
            select target_id, actor_id from {interactions} where kind in {DIALOGUE}
            union all
            select sender_id, recipient_id from {messages} where {OWN_MESSAGES}
            union all
            select recipient_id, sender_id from {messages} where {OWN_MESSAGES}
            union all
            select follower_id, followed_id from {follows}
            where kind in ('friend', 'connection') and is_current is not false
            union all
            select followed_id, follower_id from {follows}
            where kind in ('friend', 'connection') and is_current is not false
        ) as spoken
        where person_id <> contact_id
        group by person_id, contact_id"""
