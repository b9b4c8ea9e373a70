"""The measure `own_offers`: what an ego wrote in the last year that sells."""

from __future__ import annotations

from datetime import datetime

from kithkin.measures._own_year import own_year
from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "table_name", "row_id"),
    columns=(
        Column("network", "text", "where"),
        Column("written_at", "instant", "when", "UTC"),
        Column("text", "text", "the words"),
        Column("cue", "text", "the words that sell most"),
        Column("says", "text", "what is read in them"),
        Column("span_from", "integer", "where they begin", "characters", bounds=(0, None)),
        Column("span_to", "integer", "where they end", "characters", bounds=(0, None)),
    ),
    source="ours",
)
def own_offers(egos: str, texts: str, commercial: str, *, as_of: datetime) -> str:
    """Return the posts and messages of an ego's last 365 days that sell, with the words that do.

    The same signs that are looked for in others' texts (`commercial`).

    Parameters
    ----------
    egos : ego_id
    texts : text_id, table_name, row_id, author_id, network, written_at, text
    commercial : text_id, sells, says, span_from, span_to

    Returns
    -------
    One row per ego and post or message that sells: when, the words, which of them count.

    Notes
    -----
    Absent for texts that do not sell, that were not judged, or whose instant is not known. Never null. To sell is no fault.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(own_offers, show="row_id cue", as_of="2024-02-01",
    ...     identities=[{"account_id": "x:me", "person_id": "self"}], posts=[
    ...     {"post_id": "x:1", "author_id": "self", "posted_at": "2024-01-01", "text": "The river was high today, and cold."},
    ...     {"post_id": "x:2", "author_id": "self", "posted_at": "2024-01-02",
    ...      "text": "Our new collection is now on sale in the shop, 20% off: https://shop.example/a"}])
    [('x:2', 'on sale')]
    """
    return f"""
    select o.ego_id, o.table_name, o.row_id, o.network, o.written_at, o.text,
           substr(o.text, c.span_from + 1, c.span_to - c.span_from) as cue, c.says, c.span_from, c.span_to
    from ({own_year(egos, texts, as_of)}
    ) as o
    join {commercial} as c on c.text_id = o.text_id
    where c.sells
    """
