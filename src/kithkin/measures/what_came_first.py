"""The measure `what_came_first`: whether those who react talked with an ego before they followed."""

from __future__ import annotations

from datetime import datetime

from kithkin.measures._acts import DIALOGUE, acts
from kithkin.model.measure import measure
from kithkin.model.sql import in_last_days
from kithkin.model.tables import Column


@measure(
    grain=("ego_id",),
    columns=(
        Column("reactor_count", "integer", "people of the audience who reacted in the last year", "people", bounds=(1, None)),
        Column("known_count", "integer", "of them with a known follow and, where they talked, a known first word",
               "people", bounds=(0, None)),
        Column("talked_first_count", "integer", "of these, who talked with the ego before they followed", "people",
               bounds=(0, None)),
        Column("talked_first_share", "double", "talked_first_count / known_count", "share", bounds=(0, 1)),
    ),
    source="ours",
)  # fmt: skip
def what_came_first(
    egos: str, audience: str, follower_arrivals: str, interactions: str, messages: str, *, as_of: datetime
) -> str:
    """Return, of the people of an audience who reacted in the last year, how many had talked with the ego first.

    talked_first_share = people whose first word either way is older than their follow / people whose follow is dated.

    Parameters
    ----------
    egos : ego_id
    audience : ego_id, alter_id
    follower_arrivals : ego_id, alter_id, arrived_at, basis
    interactions : actor_id, target_id, kind, happened_at
    messages : sender_id, recipient_id, sent_at

    Returns
    -------
    One row per ego to whom somebody reacted.

    Notes
    -----
    Absent where nobody of the audience is seen to react. The share is null where no follow is dated. Words from before the
    first import are not seen, so it is a lower bound. It does not say that the talk brought the follow.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(what_came_first, show="reactor_count known_count talked_first_count talked_first_share", as_of="2024-02-01",
    ... identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', follows='''
    ...     follower_id followed_id followed_at
    ...     x:ann       self        2024-01-05
    ...     x:bob       self        2024-01-05
    ... ''', interactions='''
    ...     actor_id target_id kind  happened_at
    ...     x:ann    self      reply 2024-01-04
    ...     x:bob    self      like  2024-01-06
    ... ''')
    [(2, 2, 1, 0.5)]
    """
    return f"""
    with reacted as (
        select distinct ego_id, alter_id
        from ({acts(interactions, messages, egos)}
        ) as act where direction = 'in' and {in_last_days("happened_at", as_of, 365)}
    ),
    came as (
        select ego_id, alter_id, min(arrived_at) as arrived_at from {follower_arrivals}
        where basis = 'read' group by ego_id, alter_id
    ),
    talked_first as (
        select distinct c.ego_id, c.alter_id
        from came as c
        join ({acts(interactions, messages, egos)}
        ) as act on act.ego_id = c.ego_id and act.alter_id = c.alter_id
        where act.kind in {DIALOGUE} and act.happened_at < c.arrived_at
    ),
    counted as (
        select r.ego_id, count(*) as reactor_count, count(c.arrived_at) as known_count, count(t.alter_id) as talked_first_count
        from reacted as r
        join {audience} as m on m.ego_id = r.ego_id and m.alter_id = r.alter_id
        left join came as c on c.ego_id = r.ego_id and c.alter_id = r.alter_id
        left join talked_first as t on t.ego_id = r.ego_id and t.alter_id = r.alter_id
        group by r.ego_id
    )
    select ego_id, reactor_count, known_count, talked_first_count,
           cast(talked_first_count as double) / nullif(known_count, 0) as talked_first_share
    from counted
    """
