"""The measure `network_overview`: the measures of every account of a whole network, side by side."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("account_id",),
    columns=(
        Column("follower_count", "integer", "followers", "people", bounds=(0, None)),
        Column("reactor_count", "integer", "different people who reacted", "people", bounds=(0, None)),
        Column("reaction_count", "integer", "their reactions", "acts", bounds=(0, None)),
        Column("hill_2", "double", "reactors as if all reacted alike", "people", bounds=(1, None)),
        Column("pagerank", "double", "reacted to by those who are reacted to", bounds=(0, 1)),
        Column("contact_count", "integer", "people in contact", "people", bounds=(0, None)),
        Column("effective_size", "double", "contacts not there already through others", "people", bounds=(1, None)),
        Column("network_constraint", "double", "contact that comes back to the same few", bounds=(0, 9 / 8)),
        Column("reciprocity", "double", "share of follow ties that run both ways", bounds=(0, 1)),
    ),
    source="Wasserman & Faust (1994), chapter 5 (prominence), side by side",
)
def network_overview(
    egos: str,
    reaction_influence: str,
    pagerank: str,
    contact_network: str,
    effective_size: str,
    network_constraint: str,
    reciprocity: str,
) -> str:
    """Return what is measured of every account: size, reaction, rank, and the structure around it.

    A join of measures; each says itself how it is made.

    Parameters
    ----------
    egos : ego_id
    reaction_influence : account_id, reactor_count, reaction_count, hill_2, follower_count
    pagerank : account_id, pagerank
    contact_network : ego_id, ego_degree
    effective_size : ego_id, effective_size
    network_constraint : ego_id, network_constraint
    reciprocity : account_id, reciprocity

    Returns
    -------
    One row per ego (account_id) that has any of these.

    Notes
    -----
    Absent for accounts without any. Null where a measure has no row, or is null itself; reactor_count,
    reaction_count and contact_count are zero where nobody is shown to have reacted, or to be in contact.

    References
    ----------
    Wasserman, S. & Faust, K. (1994). Social Network Analysis, chapter 5.

    Examples
    --------
    >>> answer(network_overview, show="account_id reactor_count contact_count network_constraint", interactions='''
    ...     actor_id target_id kind
    ...     x:ann    x:bob     like
    ... ''')
    [('x:ann', 0, 1, 1.0), ('x:bob', 1, 1, 1.0)]
    """
    return f"""
    with degrees as (
        select ego_id, max(ego_degree) as contact_count from {contact_network} group by ego_id
    )
    select e.ego_id as account_id, i.follower_count, coalesce(i.reactor_count, 0) as reactor_count,
           coalesce(i.reaction_count, 0) as reaction_count, i.hill_2, p.pagerank,
           coalesce(d.contact_count, 0) as contact_count, s.effective_size, c.network_constraint, r.reciprocity
    from {egos} as e
    left join {reaction_influence} as i on i.account_id = e.ego_id
    left join {pagerank} as p on p.account_id = e.ego_id
    left join degrees as d on d.ego_id = e.ego_id
    left join {effective_size} as s on s.ego_id = e.ego_id
    left join {network_constraint} as c on c.ego_id = e.ego_id
    left join {reciprocity} as r on r.account_id = e.ego_id
    where i.account_id is not null or p.account_id is not null or d.ego_id is not null or r.account_id is not null
    """
