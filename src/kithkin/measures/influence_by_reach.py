"""The measure `influence_by_reach`: to how many an account turns and how many react, and who stands apart."""

from __future__ import annotations

from kithkin.measures._off_line import off_line
from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("place",),
    columns=(
        Column("account_id", "text", "the account", person=True),
        Column("addressed_count", "integer", "different people it turned to", "people", bounds=(0, None)),
        Column("reactor_count", "integer", "different people who turned to it", "people", bounds=(0, None)),
        Column(
            "expected_count", "double", "of those, what accounts that turn to so many have", "people", bounds=(0, None)
        ),
        Column("standing_apart", "text", "big hat (far fewer react), quiet cattle (far more), or empty"),
        Column("person_id", "text", "the account again where it stands apart", person=True),
    ),
    source="ours: residuals of a straight line in logarithms, as in `influence_by_size`",
)
def influence_by_reach(egos: str, reaction_edges: str) -> str:
    """Return for each account to how many it turns and how many turn to it, and who stands farthest from the line.

    The line is least squares of ln(1 + reactors) on ln(1 + people addressed). Of those who turn to more than most, big
    hats are the five accounts farthest below it; of more than the mean reaction, quiet cattle the five farthest above;
    both by a factor of two at least.

    Parameters
    ----------
    egos : ego_id
    reaction_edges : account_id, reactor_id

    Returns
    -------
    One row per account with any act, in order: those that stand apart, the farthest first, then by reactors (place = 1 on).

    Notes
    -----
    Absent for accounts without any act, and altogether with fewer than twenty accounts. A count is zero where none is
    shown. expected_count is null where all turn to equally many. For networks whose followers are not known: what an
    account does stands in the place of its size. It says nothing of who reads.

    References
    ----------
    Ours; as `influence_by_size`, after Cha, M. et al. (2010). Measuring user influence in Twitter. ICWSM.

    Examples
    --------
    Too few accounts draw no line:

    >>> answer(influence_by_reach, interactions='''
    ...     actor_id target_id kind
    ...     x:ann    x:bob     like
    ... ''')
    []
    """
    sized = f"""
        select e.ego_id as account_id, coalesce(o.people_count, 0) as addressed_count,
               coalesce(i.people_count, 0) as reactor_count
        from {egos} as e
        left join (select reactor_id, count(*) as people_count from {reaction_edges} group by reactor_id) as o
          on o.reactor_id = e.ego_id
        left join (select account_id, count(*) as people_count from {reaction_edges} group by account_id) as i
          on i.account_id = e.ego_id
        where o.reactor_id is not null or i.account_id is not null"""
    return off_line(sized, "addressed_count")
