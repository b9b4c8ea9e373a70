"""Fragments of SQL that several measures share: acts seen from the ego, and what makes them count."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from kithkin.model.sql import days_before, in_window, instant, one_of
from kithkin.model.tables import DIALOGUE_KINDS, REACTION_KINDS

#: A message to more people than this is an announcement, not dialogue.
GROUP_LIMIT: Final = 5

#: The longest silence after which an act still continues an exchange.
EXCHANGE_DAYS: Final = 7

DIALOGUE: Final = one_of(DIALOGUE_KINDS)
CONTACT: Final = one_of((*DIALOGUE_KINDS, *REACTION_KINDS))
#: A draft was never sent, and what lies in the spam folder is no dialogue.
OWN_MESSAGES: Final = (
    f"coalesce(recipient_count, 1) <= {GROUP_LIMIT} and bulk_evidence is null "
    "and coalesce(folder, '') not in ('draft', 'spam')"
)


def acts(interactions: str, messages: str, egos: str) -> str:
    """Return the query of every act between an ego and an alter, once for each ego at either end.

    Columns: ego_id, alter_id, network, kind, direction ('in' towards the ego, 'out' from the ego), act_id,
    and happened_at with its earliest and latest. Messages to more than five people, bulk mail, drafts and spam are left out.
    """
    # Each act is read once and seen from both its ends: reading it twice would cost twice.
    return f"""
        select act.* from (
            select case when direction = 'out' then from_id else to_id end as ego_id,
                   case when direction = 'out' then to_id else from_id end as alter_id,
                   network, kind, direction, act_id, happened_at, happened_at_earliest, happened_at_latest
            from (
                select actor_id as from_id, target_id as to_id, network, kind, interaction_id as act_id,
                       happened_at, happened_at_earliest, happened_at_latest
                from {interactions} where actor_id is not null and target_id is not null
                union all
                select sender_id, recipient_id, network, 'message', message_id, sent_at, sent_at_earliest, sent_at_latest
                from {messages} where sender_id is not null and recipient_id is not null and {OWN_MESSAGES}
            ) as done
            cross join (values ('out'), ('in')) as seen(direction)
        ) as act
        join {egos} as ego on ego.ego_id = act.ego_id"""


def followed(follows: str, egos: str) -> str:
    """Return the query for whom each ego follows and since when, where that is known: ego_id, alter_id, followed_at."""
    return f"""
        select f.follower_id as ego_id, f.followed_id as alter_id, min(f.followed_at) as followed_at
        from {follows} as f
        join {egos} as e on e.ego_id = f.follower_id
        where f.followed_at is not null
        group by f.follower_id, f.followed_id"""


def within(name: str, as_of: datetime, days: int) -> str:
    """Return the condition that instant `name` lies in the `days` days that end with `as_of`.

    The instant `as_of` itself counts: what was seen last often has it as the end of its span, and rows
    from after it are never read.
    """
    return in_window(name, days_before(as_of, days), instant(as_of + timedelta(microseconds=1)))


def reaches(as_of: datetime) -> str:
    """Return the last instant that coverage must include to be up to date at `as_of`."""
    return instant(as_of - timedelta(microseconds=1))


def median(answers: str, grain: tuple[str, ...], ties: str) -> str:
    """Return the query of the median latency of `answers` per grain; equal latencies are ordered by `ties`."""
    key = ", ".join(grain)
    return f"""
    with ranked as (
        select {key}, answered_at, cast(latency_seconds as double) as latency_seconds,
               row_number() over (partition by {key} order by latency_seconds, {ties}) as place,
               count(*) over (partition by {key}) as answer_count
        from {answers}
    )
    select {key}, max(answer_count) as answer_count,
           avg(case when 2 * place between answer_count and answer_count + 2 then latency_seconds end)
           as median_seconds,
           max(answered_at) as last_at
    from ranked
    group by {key}
    """
