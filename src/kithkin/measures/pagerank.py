"""The measure `pagerank`: who is reacted to by those who are reacted to."""

from __future__ import annotations

from typing import Any

from kithkin.model.measure import measure


@measure(
    grain=("account_id",),
    unit="share of the walk's time",
    bounds=(0, 1),
    source="Brin & Page (1998), section 2.1",
)
def pagerank(reaction_edges: Any) -> Any:
    """Return the share of its time that a walk from reactors to whom they react spends at each account.

    The walk follows a reaction with a chance in proportion to ln(1 + number of reactions), with probability .85;
    else, and from accounts that react to nobody, it starts anew anywhere.

    Parameters
    ----------
    reaction_edges : account_id, reactor_id, log_count

    Returns
    -------
    One row per account that reacted or was reacted to: pagerank, 0 to 1; all together 1.

    Notes
    -----
    Absent for accounts without any reaction. Never null. Zero does not occur. It needs all rows at once, on one
    machine: every edge may change every rank, so there is no key to split it on, and Spark refuses it by name.
    In the export of one person it ranks that person's own circle only, and says little.

    References
    ----------
    Brin, S. & Page, L. (1998). The anatomy of a large-scale hypertextual Web search engine. Computer Networks 30,
    section 2.1, with weights, and normalised to 1.

    Examples
    --------
    Two who react to a third:

    >>> answer(pagerank, show="account_id pagerank", interactions='''
    ...     actor_id target_id kind
    ...     x:ann    x:cat     like
    ...     x:bob    x:cat     like
    ... ''')
    [('x:ann', 0.2128), ('x:bob', 0.2128), ('x:cat', 0.5745)]
    """
    import pyarrow as pa

    from kithkin.measures._arrays import numbered
    from kithkin.measures._ranking import ranked

    (reactors, accounts), names = numbered(reaction_edges["reactor_id"], reaction_edges["account_id"])
    rank = ranked(reactors, accounts, reaction_edges["log_count"].to_numpy(), len(names))
    return pa.table({"account_id": names.cast(pa.string()), "pagerank": pa.array(rank, pa.float64())})
