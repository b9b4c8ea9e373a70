"""The measure `own_promotion`: how much of what an ego posts sells."""

from __future__ import annotations

from datetime import datetime

from kithkin.measures._own_year import own_year
from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id",),
    columns=(
        Column("post_count", "integer", "own posts that were judged", "posts", bounds=(1, None)),
        Column("promotion_count", "integer", "of them, those that sell", "posts", bounds=(0, None)),
        Column("promotion_share", "double", "promotion_count / post_count", "share", bounds=(0, 1)),
        Column("not_judged_count", "integer", "own posts in other languages, or without words", "posts", bounds=(0, None)),
    ),
    source="ours",
)  # fmt: skip
def own_promotion(egos: str, texts: str, commercial: str, *, as_of: datetime) -> str:
    """Return which share of an ego's posts of the last 365 days sells.

    Posts that sell (`own_offers` lists them) / posts that were judged.

    Parameters
    ----------
    egos : ego_id
    texts : text_id, table_name, row_id, author_id, network, written_at, text
    commercial : text_id, sells

    Returns
    -------
    One row per ego with a judged post in that year: counts, promotion_share (0 to 1).

    Notes
    -----
    Absent for an ego none of whose posts of that year was judged. Never null. Zero: no judged post sells. It counts posts,
    not how many people they reached.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(own_promotion, show="post_count promotion_share", as_of="2024-02-01",
    ...     identities=[{"account_id": "x:me", "person_id": "self"}], posts=[
    ...     {"post_id": "x:1", "author_id": "self", "posted_at": "2024-01-01", "text": "The river was high today, and cold."},
    ...     {"post_id": "x:2", "author_id": "self", "posted_at": "2024-01-02",
    ...      "text": "Our new collection is now on sale in the shop, 20% off: https://shop.example/a"}])
    [(2, 0.5)]
    """
    return f"""
    with counted as (
        select o.ego_id, count(c.sells) as post_count, count(*) filter (where c.sells) as promotion_count,
               count(*) filter (where c.sells is null) as not_judged_count
        from ({own_year(egos, texts, as_of)}
        ) as o
        left join {commercial} as c on c.text_id = o.text_id
        where o.table_name = 'posts'
        group by o.ego_id
    )
    select ego_id, post_count, promotion_count, promotion_count / nullif(cast(post_count as double), 0) as promotion_share,
           not_judged_count
    from counted where post_count > 0
    """
