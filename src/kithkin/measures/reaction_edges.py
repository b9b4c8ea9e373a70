"""The measure `reaction_edges`: who reacted to whom, and how often."""

from __future__ import annotations

from kithkin.measures._acts import CONTACT
from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("account_id", "reactor_id"),
    columns=(
        Column("reaction_count", "integer", "acts of the one towards the other", "acts", bounds=(1, None)),
        Column("log_count", "double", "ln(1 + reaction_count), the weight in a ranking", bounds=(0, None)),
    ),
    source="Wasserman & Faust (1994), section 3.1 (valued, directed relations)",
)
def reaction_edges(egos: str, interactions: str) -> str:
    """Return who reacted to each ego, and how often: likes, reposts, quotes, replies, comments, mentions.

    A count over interactions; of a network of messages imported as a table, its messages are what counts.

    Parameters
    ----------
    egos : ego_id
    interactions : actor_id, target_id, kind

    Returns
    -------
    One row per ego (account_id) and reactor: reaction_count (1 or more), log_count.

    Notes
    -----
    Absent where no reaction is shown. Never null. It counts what the imports show, so it is a lower bound of what
    happened: an X archive names nobody who liked. Private messages of an export are not in it.

    References
    ----------
    Wasserman, S. & Faust, K. (1994). Social Network Analysis, section 3.1. The logarithm is ours: the hundredth
    like of one person says less than the first of another.

    Examples
    --------
    >>> answer(reaction_edges, show="account_id reactor_id reaction_count log_count", interactions='''
    ...     actor_id target_id kind
    ...     x:ann    x:bob     like
    ...     x:ann    x:bob     reply
    ...     x:bob    x:ann     like
    ... ''')
    [('x:ann', 'x:bob', 1, 0.6931), ('x:bob', 'x:ann', 2, 1.0986)]
    """
    return f"""
    with edges as (
        select i.target_id as account_id, i.actor_id as reactor_id, count(*) as reaction_count
        from {interactions} as i
        join {egos} as e on e.ego_id = i.target_id
        where i.actor_id is not null and i.kind in {CONTACT}
        group by i.target_id, i.actor_id
    )
    select account_id, reactor_id, reaction_count, ln(1 + reaction_count) as log_count from edges
    """
