"""The measure `exchanges`: how often each kind of act passed between two people, and when."""

from __future__ import annotations

from kithkin.measures._acts import acts
from kithkin.model.measure import measure
from kithkin.model.sql import text
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "alter_id", "network", "kind", "direction"),
    columns=(
        Column("act_count", "integer", "acts of this kind", "acts", bounds=(1, None)),
        Column("first_at", "instant", "the first whose instant is known", "UTC"),
        Column("last_at", "instant", "the last whose instant is known", "UTC"),
        Column("active_weeks", "integer", "different weeks, from Monday, with a known act", "weeks", bounds=(0, None)),
        Column("active_days", "integer", "different days (UTC) with a known act", "days", bounds=(0, None)),
    ),
    source="Wasserman & Faust (1994), section 3.1 (valued, directed relations)",
)
def exchanges(egos: str, interactions: str, messages: str, *, person: str = "") -> str:
    """Return how many acts of each kind passed between an ego and an alter in each direction, and when.

    A count over interactions and over messages to at most five people, seen from the ego.

    Parameters
    ----------
    egos : ego_id
    interactions : interaction_id, network, actor_id, target_id, kind, happened_at
    messages : message_id, network, sender_id, recipient_id, recipient_count, sent_at, bulk_evidence
    person : with whom alone; not chosen, with everybody

    Returns
    -------
    One row per ego, alter, network, kind and direction (`in` = towards the ego): act_count (1 or more), first_at
    and last_at in UTC, active_weeks and active_days (0 or more, at most act_count).

    Notes
    -----
    Absent where no act is known. first_at and last_at are null, active_weeks and active_days zero, where no
    instant is known to within a day. It counts what the imports show, so it is a lower bound of what
    happened, and says nothing of acts whose other side is not named.

    References
    ----------
    Wasserman, S. & Faust, K. (1994). Social Network Analysis, section 3.1.

    Examples
    --------
    >>> answer(exchanges, show="alter_id kind direction act_count first_at active_weeks", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', interactions='''
    ...     actor_id target_id kind  happened_at
    ...     x:ann    self      reply 2024-01-07
    ...     x:ann    self      reply 2024-01-08
    ...     self     x:ann     like  -
    ... ''')
    [('x:ann', 'like', 'out', 1, None, 0), ('x:ann', 'reply', 'in', 2, '2024-01-07', 2)]
    """
    return f"""
    with days as (
        select ego_id, alter_id, network, kind, direction, cast(happened_at as date) as happened_on,
               count(*) as act_count, min(happened_at) as first_at, max(happened_at) as last_at
        from ({acts(interactions, messages, egos)}
        ) as act
        where {f"alter_id = {text(person)}" if person else "true"}
        group by ego_id, alter_id, network, kind, direction, cast(happened_at as date)
    ),
    weeks as (
        select ego_id, alter_id, network, kind, direction, date_trunc('week', happened_on) as week_on,
               sum(act_count) as act_count, min(first_at) as first_at, max(last_at) as last_at,
               count(happened_on) as day_count
        from days
        group by ego_id, alter_id, network, kind, direction, date_trunc('week', happened_on)
    )
    select ego_id, alter_id, network, kind, direction, cast(sum(act_count) as bigint) as act_count,
           min(first_at) as first_at, max(last_at) as last_at, count(week_on) as active_weeks,
           cast(sum(day_count) as bigint) as active_days
    from weeks
    group by ego_id, alter_id, network, kind, direction
    """
