"""The measure `embeddedness`: how much the circles of two people in contact overlap."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "alter_id"),
    columns=(
        Column("neighbourhood_overlap", "double", "shared contacts, of all contacts of the two", bounds=(0, 1)),
        Column("shared_count", "integer", "people in contact with both", "people", bounds=(0, None)),
    ),
    source="Onnela et al. (2007), section 'Results'; Granovetter (1973)",
)
def embeddedness(contact_network: str, triangles: str) -> str:
    """Return how far the circles of two people in contact overlap.

    n / ((k_ego - 1) + (k_alter - 1) - n), with n the people in contact with both and k the number of contacts.

    Parameters
    ----------
    contact_network : ego_id, alter_id, ego_degree, alter_degree
    triangles : ego_id, alter_id, third_id

    Returns
    -------
    One row per ego and alter: neighbourhood_overlap (0 to 1), shared_count.

    Notes
    -----
    Absent in the export of one person, where the contacts of others are not seen. neighbourhood_overlap is null
    where neither has any other contact. Zero: no contact in common, a bridge. Popular people share contacts by
    chance alone.

    References
    ----------
    Onnela, J.-P. et al. (2007). Structure and tie strengths in mobile communication networks. PNAS 104(18).
    Granovetter, M. S. (1973). The strength of weak ties. American Journal of Sociology 78(6).

    Examples
    --------
    Ann, Bob and Cat know each other, Dan knows Cat only:

    >>> answer(embeddedness, show="ego_id alter_id neighbourhood_overlap", interactions='''
    ...     actor_id target_id kind
    ...     x:ann    x:bob     reply
    ...     x:bob    x:cat     reply
    ...     x:cat    x:ann     reply
    ...     x:cat    x:dan     reply
    ... ''')[:4]
    [('x:ann', 'x:bob', 1.0), ('x:ann', 'x:cat', 0.5), ('x:bob', 'x:ann', 1.0), ('x:bob', 'x:cat', 0.5)]
    """
    return f"""
    with shared as (
        select ego_id, alter_id, count(*) as shared_count from {triangles} group by ego_id, alter_id
    )
    select c.ego_id, c.alter_id,
           coalesce(s.shared_count, 0) * 1e0
               / nullif(c.ego_degree + c.alter_degree - 2 - coalesce(s.shared_count, 0), 0) as neighbourhood_overlap,
           coalesce(s.shared_count, 0) as shared_count
    from {contact_network} as c
    left join shared as s on s.ego_id = c.ego_id and s.alter_id = c.alter_id
    """
