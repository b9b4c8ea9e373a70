"""The measure `personal_rank`: who is near to one person, over everybody's contact."""

from __future__ import annotations

from typing import Any

from kithkin.model.measure import measure


@measure(
    grain=("account_id",),
    unit="share of the walk's time",
    bounds=(0, 1),
    source="Haveliwala (2002), section 3 (biased PageRank)",
)
def personal_rank(reaction_edges: Any, *, around: str = "self") -> Any:
    """Return the share of its time that a walk which always starts at one person spends at each other.

    As `pagerank`, with two differences: reactions are walked in both directions, and the walk starts anew at
    `around` only.

    Parameters
    ----------
    reaction_edges : account_id, reactor_id, log_count
    around : the person from whom it starts

    Returns
    -------
    One row per account that can be reached: personal_rank, 0 to 1.

    Notes
    -----
    Absent for accounts without any path of reactions to that person, and for everybody where that person has no
    reaction. Never null. It needs all rows at once, on one machine: every edge may change every
    rank, so there is no key to split it on, and Spark refuses it by name. It knows nothing of size or fame as such.

    References
    ----------
    Haveliwala, T. H. (2002). Topic-sensitive PageRank. WWW, section 3, with one person as the topic.

    Examples
    --------
    >>> answer(personal_rank, show="account_id personal_rank", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', interactions='''
    ...     actor_id target_id kind
    ...     x:ann    self      like
    ... ''')
    [('self', 0.5405), ('x:ann', 0.4595)]
    """
    import numpy as np
    import pyarrow as pa

    from kithkin.measures._arrays import numbered
    from kithkin.measures._ranking import ranked

    (reactors, accounts), names = numbered(reaction_edges["reactor_id"], reaction_edges["account_id"])
    weights = reaction_edges["log_count"].to_numpy()
    start = np.array([name == around for name in names.to_pylist()], dtype=float)
    if start.any():
        ends = np.concatenate([reactors, accounts]), np.concatenate([accounts, reactors])
        rank = ranked(*ends, np.concatenate([weights, weights]), len(names), start)
    else:
        rank = np.zeros(len(names))
    reached = pa.array(rank > 0)
    return pa.table(
        {"account_id": names.cast(pa.string()).filter(reached), "personal_rank": pa.array(rank).filter(reached)}
    )
