"""The measure `incoming_dialogue`: each message or reply to an ego, and whether the ego came back."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from kithkin.measures._acts import DIALOGUE, acts
from kithkin.model.measure import measure
from kithkin.model.sql import days_before, in_last_days, one_of
from kithkin.model.tables import Column

#: What asks for an answer: a mention alone does not.
ASKING: Final = one_of(("message", "reply", "comment"))

#: After this many days an answer is no longer expected.
PATIENCE_DAYS: Final = 30


@measure(
    grain=("ego_id", "alter_id", "act_id"),
    columns=(
        Column("network", "text", "where it came"),
        Column("kind", "text", "message, reply or comment"),
        Column("happened_at", "instant", "when it came", "UTC"),
        Column("answered_at", "instant", "the ego's next dialogue act to them within 30 days", "UTC"),
        Column("is_answered", "boolean", "whether there was one; null = too early to say, or not shown"),
    ),
    source="ours, after Kooti et al. (2015), section 2 (replying in e-mail)",
)
def incoming_dialogue(
    egos: str, identities: str, interactions: str, messages: str, covered_channels: str, *, as_of: datetime
) -> str:
    """Return each message, reply and comment to an ego in the last 365 days, and whether the ego came back.

    Answered: the ego addressed that person (message, reply, comment or mention) later, within 30 days.

    Parameters
    ----------
    egos : ego_id
    identities : account_id, person_id
    interactions : interaction_id, network, actor_id, target_id, kind, happened_at
    messages : message_id, network, sender_id, recipient_id, recipient_count, sent_at, bulk_evidence
    covered_channels : ego_id, network, kind, direction, is_covered_365

    Returns
    -------
    One row per ego, alter and act: network, kind, happened_at, answered_at (UTC or null), is_answered (nullable).

    Notes
    -----
    Absent where the instant is not known. is_answered is null for acts of the last 30 days without an answer
    yet, and where some dialogue kind from the ego is not covered on a network that the two share. That the
    later act answers the earlier is not checked; a greeting needs no answer, and is counted all the same.

    References
    ----------
    Ours. Kooti, F. et al. (2015). Evolution of conversations in the age of email overload. WWW '15, section 2.

    Examples
    --------
    >>> answer(incoming_dialogue, show="alter_id answered_at is_answered", as_of="2024-12-31", identities='''
    ...     account_id  person_id
    ...     mail:me@a.b self
    ... ''', messages='''
    ...     sender_id   recipient_id sent_at
    ...     mail:an@a.b self         2024-06-01
    ...     self        mail:an@a.b  2024-06-02
    ...     mail:bo@a.b self         2024-06-02
    ...     mail:cy@a.b self         2024-12-30
    ... ''', coverage='''
    ...     network ego_account_id table_name kind    direction covered_until completeness
    ...     mail    mail:me@a.b    messages   message out       2024-12-31    all
    ... ''')
    [('mail:an@a.b', '2024-06-02', True), ('mail:bo@a.b', None, False), ('mail:cy@a.b', None, None)]
    """
    return f"""
    with dialogue as (
        select ego_id, alter_id, act_id, network, kind, direction, happened_at,
               min(case when direction = 'out' then happened_at end) over (
                   partition by ego_id, alter_id order by happened_at, act_id, direction
                   rows between 1 following and unbounded following
               ) as next_at
        from ({acts(interactions, messages, egos)}
        ) as act
        where kind in {DIALOGUE} and happened_at is not null and {in_last_days("happened_at", as_of, 365)}
    ),
    incoming as (
        select ego_id, alter_id, act_id, network, kind, happened_at,
               case when date_diff('second', happened_at, next_at) <= {PATIENCE_DAYS * 86400} then next_at end
               as answered_at
        from dialogue
        where direction = 'in' and kind in {ASKING}
    ),
    homes as (
        select person_id, split_part(account_id, ':', 1) as network from {identities}
    ),
    by_network as (
        select e.ego_id, h.network, coalesce(bool_and(c.is_covered_365), false) as is_covered
        from {egos} as e
        join homes as h on h.person_id = e.ego_id
        left join {covered_channels} as c on c.ego_id = e.ego_id and c.network = h.network
            and c.direction = 'out' and c.kind in {DIALOGUE}
        group by e.ego_id, h.network
    ),
    shared as (
        select p.ego_id, p.alter_id, bool_and(n.is_covered) as is_covered
        from (select distinct ego_id, alter_id from incoming) as p
        join homes as h on h.person_id = p.alter_id
        join by_network as n on n.ego_id = p.ego_id and n.network = h.network
        group by p.ego_id, p.alter_id
    )
    select i.ego_id, i.alter_id, i.act_id, i.network, i.kind, i.happened_at, i.answered_at,
           case when i.answered_at is not null then true
                when i.happened_at < {days_before(as_of, PATIENCE_DAYS)} and s.is_covered then false end as is_answered
    from incoming as i
    left join shared as s on s.ego_id = i.ego_id and s.alter_id = i.alter_id
    """
