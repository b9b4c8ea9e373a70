"""The measure `network_constraint`: how far an ego's contact comes back to the same few people."""

from __future__ import annotations

from typing import Final

from kithkin.model.measure import measure

BILLION: Final = "1e9"


@measure(
    grain=("ego_id",),
    unit="sum of squared shares",
    bounds=(0, 2),
    source="Burt (1992), section 2.2, equation 2.4",
)
def network_constraint(contact_network: str, triangles: str) -> str:
    """Return how far an ego's contact comes back to the same few people, directly or through others it knows.

    sum over alters j of (p_ij + sum over thirds q of p_iq p_qj)^2, with p_ij the share of i's acts that pass
    between i and j, and q in contact with both.

    Parameters
    ----------
    contact_network : ego_id, alter_id, contact_share
    triangles : ego_id, alter_id, through_share

    Returns
    -------
    One row per ego with contact: network_constraint, above 0 and below 2.

    Notes
    -----
    Absent in the export of one person, where the contacts of others are not seen, and for egos without contact.
    Never null. 1 with one contact; near 0 with many who do not know each other; above 1.125, its most where all ties are
    equally strong, with two contacts who are far more in contact with each other. It counts acts, not what is said.

    References
    ----------
    Burt, R. S. (1992). Structural Holes, section 2.2, equation 2.4, over contacts within the network only.

    Examples
    --------
    >>> answer(network_constraint, show="ego_id network_constraint", interactions='''
    ...     actor_id target_id kind
    ...     x:ann    x:bob     reply
    ...     x:bob    x:cat     reply
    ...     x:cat    x:ann     reply
    ...     x:cat    x:dan     reply
    ... ''')
    [('x:ann', 1.0069), ('x:bob', 1.0069), ('x:cat', 0.6111), ('x:dan', 1.0)]
    """
    return f"""
    with through as (
        select ego_id, alter_id,
               cast(sum(cast(round({BILLION} * through_share) as bigint)) as bigint) / {BILLION} as through_share
        from {triangles}
        group by ego_id, alter_id
    ),
    local_shares as (
        select c.ego_id, c.contact_share + coalesce(t.through_share, 0e0) as invested
        from {contact_network} as c
        left join through as t on t.ego_id = c.ego_id and t.alter_id = c.alter_id
    )
    select ego_id, cast(sum(cast(round({BILLION} * invested * invested) as bigint)) as bigint) / {BILLION} as network_constraint
    from local_shares
    group by ego_id
    """
