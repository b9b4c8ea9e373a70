"""The measure `public_acts`: each thing that one person did towards another in public."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.sql import text
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "alter_id", "act_id"),
    columns=(
        Column("happened_at", "instant", "when; null = not known to within a day", "UTC"),
        Column("kind", "text", "reply, comment, mention, like, …"),
        Column("network", "text", "where"),
        Column("post_id", "text", "the ego's post that it was done with; null = none, or not known"),
        Column("target_post_id", "text", "the post of the other that it was done to; null = none, or not known"),
    ),
    source="Wasserman & Faust (1994), section 3.1 (directed relations), act by act",
)
def public_acts(egos: str, interactions: str, *, person: str = "") -> str:
    """Return each public act of an ego towards an alter: replies, comments, mentions, reactions.

    A list of what there is; `exchanges` counts it.

    Parameters
    ----------
    egos : ego_id
    interactions : interaction_id, network, actor_id, target_id, kind, happened_at, post_id, target_post_id
    person : towards whom alone; not chosen, towards everybody

    Returns
    -------
    One row per ego, alter and act: happened_at in UTC, kind, network, post_id, target_post_id.

    Notes
    -----
    Absent for acts that name nobody. happened_at is null where not even the day is known, a post's id where the act has no
    post, or none that is named.

    References
    ----------
    Wasserman, S. & Faust, K. (1994). Social Network Analysis, section 3.1.

    Examples
    --------
    >>> answer(public_acts, show="alter_id kind happened_at", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', interactions='''
    ...     actor_id target_id kind  happened_at
    ...     self     x:ann     reply 2024-01-07
    ...     self     x:ann     like  -
    ...     x:ann    self      reply 2024-01-08
    ... ''')
    [('x:ann', 'reply', '2024-01-07'), ('x:ann', 'like', None)]
    """
    return f"""
    select i.actor_id as ego_id, i.target_id as alter_id, i.interaction_id as act_id, i.happened_at, i.kind, i.network,
           i.post_id, i.target_post_id
    from {interactions} as i
    join {egos} as e on e.ego_id = i.actor_id
    where {f"i.target_id = {text(person)}" if person else "i.target_id is not null"}
    """
