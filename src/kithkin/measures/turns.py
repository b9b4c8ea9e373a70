"""The measure `turns`: how often two people alternate."""

from __future__ import annotations

from kithkin.measures._acts import DIALOGUE, EXCHANGE_DAYS, acts
from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "alter_id"),
    columns=(
        Column("turn_count", "integer", "changes of direction within 7 days", "turns", bounds=(0, None)),
        Column("exchange_count", "integer", "exchanges with a change of direction", "exchanges", bounds=(0, None)),
        Column("longest_exchange", "integer", "alternating acts in the longest exchange", "acts", bounds=(1, None)),
    ),
    source="Sacks, Schegloff & Jefferson (1974), section 2 (turn-taking)",
)
def turns(egos: str, interactions: str, messages: str) -> str:
    """Return how often the dialogue of an ego and an alter changed direction, and the longest back-and-forth.

    A turn is an act that follows one of the other side within 7 days. An exchange is a run of acts with
    silences of at most 7 days; its length is 1 + its turns, so that several acts of one side in a row are one.

    Parameters
    ----------
    egos : ego_id
    interactions : interaction_id, actor_id, target_id, kind, happened_at
    messages : message_id, sender_id, recipient_id, recipient_count, sent_at, bulk_evidence

    Returns
    -------
    One row per ego and alter: turn_count, exchange_count (of two or more; both 0 or more), longest_exchange
    (1 or more).

    Notes
    -----
    Absent where no dialogue act (message, reply, comment, mention) has a known instant. Never null. Zero turns:
    nobody was seen to answer, which may be because only one side is shown (see `covered_channels`). It does not
    look at what is said, nor whether an act answers the one before it.

    References
    ----------
    Sacks, H., Schegloff, E. A. & Jefferson, G. (1974). A simplest systematics for the organization of
    turn-taking for conversation. Language 50(4), section 2. The 7 days are ours.

    Examples
    --------
    Two acts of Ann in a row are one side of the exchange; after ten days a new one begins:

    >>> answer(turns, show="turn_count exchange_count longest_exchange", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', messages='''
    ...     sender_id recipient_id sent_at
    ...     x:ann     self         2024-01-01
    ...     x:ann     self         2024-01-02
    ...     self      x:ann        2024-01-03
    ...     x:ann     self         2024-01-04
    ...     self      x:ann        2024-01-14
    ... ''')
    [(2, 1, 3)]
    """
    return f"""
    with dialogue as (
        select ego_id, alter_id, direction, happened_at,
               lag(direction) over (
                   partition by ego_id, alter_id order by happened_at, direction
               ) as previous,
               lag(happened_at) over (
                   partition by ego_id, alter_id order by happened_at, direction
               ) as previous_at
        from ({acts(interactions, messages, egos)}
        ) as acts
        where kind in {DIALOGUE} and happened_at is not null
    ),
    steps as (
        select ego_id, alter_id, direction, happened_at, is_new,
               case when is_new = 0 and direction <> previous then 1 else 0 end as is_turn
        from (
            select *, case when date_diff('second', previous_at, happened_at) <= {EXCHANGE_DAYS * 86400} then 0 else 1 end
                   as is_new
            from dialogue
        ) as step
    ),
    pairs as (
        select ego_id, alter_id, cast(sum(is_turn) as bigint) as turn_count from steps group by ego_id, alter_id
    ),
    numbered as (
        select s.ego_id, s.alter_id, s.is_turn, sum(s.is_new) over (
                   partition by s.ego_id, s.alter_id order by s.happened_at, s.direction, s.is_new, s.is_turn
                   rows between unbounded preceding and current row
               ) as exchange_number
        from steps as s
        join pairs as p on p.ego_id = s.ego_id and p.alter_id = s.alter_id and p.turn_count > 0
        where s.is_new = 1 or s.is_turn = 1
    ),
    exchange_turns as (
        select ego_id, alter_id, exchange_number, cast(sum(is_turn) as bigint) as turn_count
        from numbered
        group by ego_id, alter_id, exchange_number
    ),
    exchanges as (
        select ego_id, alter_id, count(*) filter (where turn_count > 0) as exchange_count, max(turn_count) as most_turns
        from exchange_turns
        group by ego_id, alter_id
    )
    select p.ego_id, p.alter_id, p.turn_count, coalesce(e.exchange_count, 0) as exchange_count,
           1 + coalesce(e.most_turns, 0) as longest_exchange
    from pairs as p
    left join exchanges as e on e.ego_id = p.ego_id and e.alter_id = p.alter_id
    """
