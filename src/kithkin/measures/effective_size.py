"""The measure `effective_size`: how many of an ego's contacts are not there already through the others."""

from __future__ import annotations

from kithkin.model.measure import measure


@measure(
    grain=("ego_id",),
    unit="people",
    bounds=(1, None),
    source="Burt (1992), section 2.1; Borgatti (1997), in his simpler form",
)
def effective_size(contact_network: str, triangles: str) -> str:
    """Return the number of an ego's contacts, less how many of the others each of them knows on average.

    n - 2 t / n, with n the number of contacts and t the number of ties among them.

    Parameters
    ----------
    contact_network : ego_id, ego_degree
    triangles : ego_id, alter_id, third_id

    Returns
    -------
    One row per ego with contact: effective_size, from 1 to the number of contacts.

    Notes
    -----
    Absent in the export of one person, where ties among others are not seen, and for egos without contact. Never
    null. Equal to the number of contacts where none of them know each other. It does not weigh how much passes.

    References
    ----------
    Burt, R. S. (1992). Structural Holes, section 2.1. Borgatti, S. P. (1997). Structural holes: unpacking Burt's
    redundancy measures. Connections 20(1), whose form for ties without weight is used.

    Examples
    --------
    Cat knows three, of whom two know each other: 3 - 2 x 1 / 3.

    >>> answer(effective_size, show="ego_id effective_size", interactions='''
    ...     actor_id target_id kind
    ...     x:ann    x:bob     reply
    ...     x:bob    x:cat     reply
    ...     x:cat    x:ann     reply
    ...     x:cat    x:dan     reply
    ... ''')
    [('x:ann', 1.0), ('x:bob', 1.0), ('x:cat', 2.3333), ('x:dan', 1.0)]
    """
    return f"""
    with tied as (
        select ego_id, count(*) as twice_ties from {triangles} group by ego_id
    ),
    degrees as (
        select ego_id, max(ego_degree) as degree from {contact_network} group by ego_id
    )
    select d.ego_id, d.degree - coalesce(t.twice_ties, 0) * 1e0 / nullif(d.degree, 0) as effective_size
    from degrees as d
    left join tied as t on t.ego_id = d.ego_id
    """
