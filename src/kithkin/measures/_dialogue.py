"""Fragments of SQL for ties: dialogue on channels of which both directions are shown."""

from __future__ import annotations

from datetime import datetime

from kithkin.measures._acts import OWN_MESSAGES
from kithkin.model.sql import instant, one_of
from kithkin.model.tables import REACTION_KINDS

#: Acts that speak of somebody to others; they address nobody.
VOUCHING_KINDS = ("endorse", "recommend")

SECONDS_A_DAY = 86400


def addressing(with_reactions: bool = False) -> str:
    """Return the condition that `kind` addresses a person; a kind that is none of ours, such as a call, does."""
    return f"kind not in {one_of(VOUCHING_KINDS if with_reactions else (*REACTION_KINDS, *VOUCHING_KINDS))}"


def dialogue(egos: str, interactions: str, messages: str, channels: str, as_of: datetime, of_channel: str = "") -> str:
    """Return the query of every act of dialogue between an ego and an alter on the ego's two-way channels.

    Columns: ego_id, alter_id, network, kind, is_out (from the ego), happened_at, age_days (before
    `as_of`), weight (1 over the number of recipients). An act of which only the day is known counts as its first instant.
    `of_channel` names more columns, of the channel c.
    """
    # That an act's kind is among the channels' is said where it is read, so that no other is carried further.
    at = "coalesce({0}, case when date_diff('second', {0}_earliest, {0}_latest) <= 86400 then {0}_earliest end)"
    spoken = f"""
            select actor_id as from_id, target_id as to_id, network, kind, {at.format("happened_at")} as happened_at,
                   1e0 as weight
            from {interactions}
            where actor_id is not null and target_id is not null and kind in (select kind from {channels})
            union all
            select sender_id, recipient_id, network, 'message', {at.format("sent_at")},
                   1e0 / nullif(greatest(coalesce(recipient_count, 1), 1), 0)
            from {messages} where sender_id is not null and recipient_id is not null and {OWN_MESSAGES}"""
    return f"""
        select d.ego_id, d.alter_id, d.network, d.kind, d.is_out, d.happened_at, d.weight,
               date_diff('second', d.happened_at, {instant(as_of)}) / {SECONDS_A_DAY}e0 as age_days{of_channel}
        from (
            select case when is_out then from_id else to_id end as ego_id,
                   case when is_out then to_id else from_id end as alter_id,
                   network, kind, is_out, happened_at, weight
            from ({spoken}
            ) as spoken
            cross join (values (true), (false)) as seen(is_out)
        ) as d
        join {egos} as e on e.ego_id = d.ego_id
        join {channels} as c on c.ego_id = d.ego_id and c.network = d.network and c.kind = d.kind
        where d.happened_at >= coalesce(c.covered_from, d.happened_at) and d.happened_at <= {instant(as_of)}"""
