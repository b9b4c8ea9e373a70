"""The measure `triangles`: three people of whom each was in contact with the other two."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "alter_id", "third_id"),
    columns=(
        Column(
            "through_share", "double", "share of ego's acts with the third, times third's with alter", bounds=(0, 1)
        ),
    ),
    source="Schank & Wagner (2005), section 3 (the forward algorithm)",
)
def triangles(contact_network: str) -> str:
    """Return every triangle of contact, once for each order of its corners.

    Each triangle is found once, from the corner with the fewest contacts, so that one account with very many does
    not multiply them; through_share = p(ego, third) x p(third, alter), with p = contact_share.

    Parameters
    ----------
    contact_network : ego_id, alter_id, contact_share, ego_degree, alter_degree

    Returns
    -------
    One row per ordered triangle (ego, alter, third): through_share (0 to 1).

    Notes
    -----
    Absent where no three people are all in contact. Never null. Six rows per triangle: on a dense network there
    are many more than ties.

    References
    ----------
    Schank, T. & Wagner, D. (2005). Finding, counting and listing all triangles in large graphs. WEA, section 3.

    Examples
    --------
    >>> answer(triangles, show="ego_id alter_id third_id through_share", interactions='''
    ...     actor_id target_id kind
    ...     x:ann    x:bob     reply
    ...     x:bob    x:cat     reply
    ...     x:cat    x:ann     reply
    ...     x:cat    x:dan     reply
    ... ''')[:2]
    [('x:ann', 'x:bob', 'x:cat', 0.1667), ('x:ann', 'x:cat', 'x:bob', 0.25)]
    """
    return f"""
    with upwards as (
        select ego_id as low_id, alter_id as high_id
        from {contact_network}
        where ego_degree < alter_degree or (ego_degree = alter_degree and ego_id < alter_id)
    ),
    found as (
        select a.low_id as one_id, a.high_id as two_id, b.high_id as three_id
        from upwards as a
        join upwards as b on b.low_id = a.low_id
        join upwards as c on c.low_id = a.high_id and c.high_id = b.high_id
    ),
    ordered as (
        select one_id as ego_id, two_id as alter_id, three_id as third_id from found
        union all select one_id, three_id, two_id from found
        union all select two_id, one_id, three_id from found
        union all select two_id, three_id, one_id from found
        union all select three_id, one_id, two_id from found
        union all select three_id, two_id, one_id from found
    )
    select o.ego_id, o.alter_id, o.third_id, p.contact_share * q.contact_share as through_share
    from ordered as o
    join {contact_network} as p on p.ego_id = o.ego_id and p.alter_id = o.third_id
    join {contact_network} as q on q.ego_id = o.third_id and q.alter_id = o.alter_id
    """
