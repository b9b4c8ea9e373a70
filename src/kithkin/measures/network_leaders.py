"""The measure `network_leaders`: the first twenty accounts of a network by each measure, side by side."""

from __future__ import annotations

from typing import Final

from kithkin.model.measure import measure
from kithkin.model.tables import Column

PLACES: Final = 20
#: What accounts are ordered by: the column of `network_overview`, and what stands for it in the names of the lists.
LISTS: Final = {
    "reactors": "reactor_count",
    "reactions": "reaction_count",
    "even_reactors": "hill_2",
    "ranks": "pagerank",
    "followers": "follower_count",
    "contacts": "contact_count",
}


@measure(
    grain=("place",),
    columns=(
        Column("reactors_id", "text", "by different people who reacted", person=True),
        Column("reactions_id", "text", "by reactions", person=True),
        Column("even_reactors_id", "text", "by reactors as if all reacted alike", person=True),
        Column("ranks_id", "text", "by the share of a walk from reactors to whom they react", person=True),
        Column("followers_id", "text", "by followers", person=True),
        Column("contacts_id", "text", "by people in contact", person=True),
    ),
    source="Cha et al. (2010), section 'Top influentials across measures', as lists",
)
def network_leaders(network_overview: str) -> str:
    """Return who stands first by each measure of a network, so that the lists can be compared.

    For each measure the twenty accounts with the largest value above nought; equal values in the order of their ids.

    Parameters
    ----------
    network_overview : account_id, reactor_count, reaction_count, hill_2, pagerank, follower_count, contact_count

    Returns
    -------
    At most twenty rows (place = 1 on): for each measure the account at that place.

    Notes
    -----
    Absent where no list is so long. Null in the lists that are shorter, and in those of what is not known.

    References
    ----------
    Cha, M. et al. (2010). Measuring user influence in Twitter: the million follower fallacy. ICWSM.

    Examples
    --------
    >>> answer(network_leaders, show="place reactors_id followers_id contacts_id", interactions='''
    ...     actor_id target_id kind
    ...     x:ann    x:bob     like
    ...     x:cat    x:bob     like
    ... ''')
    [(1, 'x:bob', None, 'x:bob'), (2, None, None, 'x:ann'), (3, None, None, 'x:cat')]
    """
    ranked = "\n        union all\n        ".join(
        f"select '{name}' as list, account_id, row_number() over (order by {column} desc, account_id) as place "
        f"from {network_overview} where {column} > 0"
        for name, column in LISTS.items()
    )
    lists = ",\n           ".join(f"max(case when list = '{name}' then account_id end) as {name}_id" for name in LISTS)
    return f"""
    with ranked as (
        {ranked}
    )
    select place,
           {lists}
    from ranked
    where place <= {PLACES}
    group by place
    """
