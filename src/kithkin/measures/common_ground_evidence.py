"""The measure `common_ground_evidence`: the things in common as evidence rows, each with the person's name in it."""

from __future__ import annotations

from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("judgement_id", "ground", "shared_key"),
    columns=(
        Column("ego_id", "text", "the ego"),
        Column("alter_id", "text", "who wants to connect"),
        Column("says", "text", "what is in common, with the name"),
        Column("weight", "integer", "how much it says, 3 most", bounds=(1, 3)),
    ),
    source="ours",
)
def common_ground_evidence(common_ground: str, common_ground_overview: str, people: str) -> str:
    """Return each thing in common as a row of evidence that names it.

    Parameters
    ----------
    common_ground : ego_id, alter_id, ground, shared_key, shared_id, says, weight
    common_ground_overview : ego_id, alter_id, judgement_id
    people : person_id, name, handle

    Returns
    -------
    One row per judgement, ground and thing.

    Notes
    -----
    Absent where nothing is in common.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(common_ground_evidence, show="alter_id says", as_of="2024-02-01", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', requests='''
    ...     from_id to_id state
    ...     x:ann   self  pending
    ... ''', follows='''
    ...     follower_id followed_id
    ...     x:ann       x:cat
    ...     self        x:cat
    ... ''', people='''
    ...     person_id name handle
    ...     x:cat     Cat  cat
    ... ''')
    [('x:ann', 'Cat: Both of you follow them.')]
    """
    return f"""
    select o.judgement_id, g.ground, g.shared_key, g.ego_id, g.alter_id,
           case when g.shared_id is null then g.says
                else concat(coalesce(p.name, coalesce(p.handle, g.shared_id)), ': ', g.says) end as says,
           g.weight
    from {common_ground} as g
    join {common_ground_overview} as o on o.ego_id = g.ego_id and o.alter_id = g.alter_id
    left join {people} as p on p.person_id = g.shared_id
    """
