"""The measure `own_repetition`: how much of what an ego writes are words it used over and over."""

from __future__ import annotations

from datetime import datetime

from kithkin.measures._own_year import own_year
from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id",),
    columns=(
        Column("text_count", "integer", "own posts and messages of five words or more", "texts", bounds=(1, None)),
        Column("repeated_count", "integer", "of them, those in words used over and over", "texts", bounds=(0, None)),
        Column("repeated_share", "double", "repeated_count / text_count", "share", bounds=(0, 1)),
    ),
    source="ours: counts of `own_repeats`",
)
def own_repetition(
    egos: str, texts: str, template: str, own_repeats: str, *, as_of: datetime, fewest_words: int = 5
) -> str:
    """Return which share of an ego's posts and messages of the last 365 days are words that it used over and over.

    Texts whose skeleton is one of `own_repeats` / texts of `fewest_words` words or more.

    Parameters
    ----------
    egos : ego_id
    texts : text_id, table_name, row_id, author_id, network, written_at, text
    template : text_id, skeleton_id, word_count
    own_repeats : ego_id, skeleton_id
    fewest_words : shorter texts are pleasantries

    Returns
    -------
    One row per ego with such a text in that year: counts, repeated_share (0 to 1).

    Notes
    -----
    Absent for an ego without such a text. Never null. Zero: no words were used over and over. It does not say that a
    machine wrote them.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(own_repetition, show="text_count repeated_share", as_of="2024-02-01",
    ...     identities=[{"account_id": "x:me", "person_id": "self"}], messages=[
    ...     {"sender_id": "self", "recipient_id": f"x:{who}", "sent_at": "2024-01-01", "text": text} for who, text in (
    ...     ("Ann", "Hi Ann, my new course on binding begins soon!"), ("Bob", "Hi Bob, my new course on binding begins soon!"),
    ...     ("Cy", "The boards you asked for are here, come any day."), ("Dan", "Did the paste keep over the holidays?"))])
    [(4, 0.5)]
    """
    return f"""
    with counted as (
        select o.ego_id, count(*) as text_count, count(r.skeleton_id) as repeated_count
        from ({own_year(egos, texts, as_of)}
        ) as o
        join {template} as p on p.text_id = o.text_id
        left join {own_repeats} as r on r.ego_id = o.ego_id and r.skeleton_id = p.skeleton_id
        where p.word_count >= {fewest_words} and p.skeleton_id is not null
        group by o.ego_id
    )
    select ego_id, text_count, repeated_count, repeated_count / nullif(cast(text_count as double), 0) as repeated_share
    from counted
    """
