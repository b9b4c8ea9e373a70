"""The measure `follow_order`: whether a list keeps the order in which people followed."""

from __future__ import annotations

from typing import Any, Final

from kithkin.measures import _follow_lists
from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: Fewer accounts whose making is known cannot show an order.
FEWEST: Final = 20


@measure(
    grain=("ego_id", "direction", "ego_account_id"),
    columns=(
        Column("network", "text", "network of the list"),
        Column("row_count", "integer", "follows in the list", "follows", bounds=(1, None)),
        Column("known_count", "integer", "of them with a known making of the account", "follows", bounds=(0, None)),
        Column("record_count", "integer", "accounts younger than all that followed before", bounds=(0, None)),
        Column("expected_record_count", "double", "the same in a list without order", bounds=(0, None)),
        Column("chance", "double", "probability of as many records without order", "probability", bounds=(0, 1)),
        Column("block_count", "integer", "stretches that keep their order", bounds=(1, None)),
        Column("is_ordered", "boolean", "whether follows can be dated by the order of this list"),
        Column("says", "text", "the reason, in words"),
    ),
    source="Renyi (1962), on records; Meeder et al. (2011), section 3",
    by=("ego_id",),
)
def follow_order(follower_creation: Any) -> Any:
    """Return for each list whether its order tells when people followed: the gate of `follow_dating`.

    From the oldest follow to the newest, an account is a record if it is younger than all before. In random order
    the k-th is one with probability 1/k, independently; chance = P(as many records or more), exactly; a row whose
    account tells no time is none. A list is ordered if chance < .001.

    Parameters
    ----------
    follower_creation : ego_id, direction, ego_account_id, network, list_place, created_at, followed_at

    Returns
    -------
    One row per ego, direction and account of the ego.

    Notes
    -----
    Absent for lists whose follows all bear their times. is_ordered is false where fewer than 20 accounts tell when they
    were made, and where the order might be chance; an account under a year and a half old cannot show it. A
    probability below 10^-12 is given as that. It does not say that the list is complete.

    References
    ----------
    Renyi, A. (1962). Theorie des elements saillants d'une suite d'observations. Ann. Fac. Sci. Clermont 8, 7-13.
    Meeder, B. et al. (2011). We know who you followed last summer. WWW, section 3.

    Examples
    --------
    >>> answer(follow_order, show="row_count is_ordered says", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', follows='''
    ...     follower_id followed_id list_position
    ...     x:3         self        0
    ... ''')
    [(1, False, 'Of only 0 accounts of this list is it known when they were made; 20 are needed to see an order.')]
    """
    import numpy as np
    import pyarrow as pa

    from kithkin.measures._follow_order import GATE, blocks, order_probability, record_count

    rows = []
    for one in _follow_lists.lists(follower_creation):
        known = one.made[~np.isnan(one.made)]
        records = record_count(known)
        # Accounts whose making is not known count as rows that are no record: that can only make order harder to show.
        chance = order_probability(len(one.made), records)
        is_ordered = len(known) >= FEWEST and chance < GATE
        rows.append(
            {
                **one.key,
                "row_count": len(one.made),
                "known_count": len(known),
                "record_count": records,
                "expected_record_count": float((1 / np.arange(1, len(one.made) + 1)).sum()),
                "chance": chance,
                "block_count": len(blocks(known)) if is_ordered else 1,
                "is_ordered": is_ordered,
                "says": _says(len(known), records, chance, is_ordered),
            }
        )
    return pa.Table.from_pylist(rows, schema=_follow_lists.schema(follow_order))


def _says(known: int, records: int, chance: float, is_ordered: bool) -> str:
    """Return why the list is dated, or why not."""
    if known < FEWEST:
        return (
            f"Of only {known} accounts of this list is it known when they were made; "
            f"{FEWEST} are needed to see an order."
        )
    odds = "less than once in a thousand" if chance < 1e-3 else f"{chance:.0%} of the time" if chance >= 0.01 else (
        f"{chance:.1%} of the time")  # fmt: skip
    seen = f"{records} times an account younger than all before came; a list without order shows as many {odds}"
    return f"{seen}." if is_ordered else f"{seen}, so its order dates nothing."
