"""The measure `contact_network`: who was in contact with whom, of those whose contacts are all shown."""

from __future__ import annotations

from kithkin.measures._acts import CONTACT, acts
from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "alter_id"),
    columns=(
        Column("act_count", "integer", "acts between them, in either direction", "acts", bounds=(1, None)),
        Column("contact_share", "double", "their share of the ego's acts", "fraction of acts", bounds=(0, 1)),
        Column("ego_degree", "integer", "people with whom the ego was in contact", "people", bounds=(1, None)),
        Column("alter_degree", "integer", "people with whom they were in contact", "people", bounds=(1, None)),
    ),
    source="Wasserman & Faust (1994), section 3.1 (valued relations), 4.2 (degree)",
)
def contact_network(egos: str, interactions: str, messages: str) -> str:
    """Return who was in contact with whom, each pair once from each side, among those whose contacts are shown.

    Acts of dialogue and reaction in either direction between two egos.

    Parameters
    ----------
    egos : ego_id
    interactions : interaction_id, network, actor_id, target_id, kind, happened_at
    messages : message_id, network, sender_id, recipient_id, recipient_count, sent_at, bulk_evidence

    Returns
    -------
    One row per ego and alter, both egos: act_count, contact_share (0 to 1, all of an ego's together 1), degrees.

    Notes
    -----
    Absent for everybody in the export of one person: an alter's other contacts are not seen, so nothing can be
    said of the structure around that person. Never null.

    References
    ----------
    Wasserman, S. & Faust, K. (1994). Social Network Analysis, sections 3.1 and 4.2.

    Examples
    --------
    >>> answer(contact_network, show="ego_id alter_id act_count contact_share ego_degree alter_degree", interactions='''
    ...     actor_id target_id kind
    ...     x:ann    x:bob     reply
    ...     x:bob    x:ann     reply
    ... ''')
    [('x:ann', 'x:bob', 2, 1.0, 1, 1), ('x:bob', 'x:ann', 2, 1.0, 1, 1)]
    """
    return f"""
    with pairs as (
        select a.ego_id, a.alter_id, count(*) as act_count
        from ({acts(interactions, messages, egos)}
        ) as a
        join {egos} as e on e.ego_id = a.alter_id
        where a.kind in {CONTACT}
        group by a.ego_id, a.alter_id
    ),
    degrees as (
        select ego_id, count(*) as degree, cast(sum(act_count) as bigint) as acts_in_all from pairs group by ego_id
    )
    select p.ego_id, p.alter_id, p.act_count, p.act_count * 1e0 / nullif(e.acts_in_all, 0) as contact_share,
           e.degree as ego_degree, a.degree as alter_degree
    from pairs as p
    join degrees as e on e.ego_id = p.ego_id
    join degrees as a on a.ego_id = p.alter_id
    """
