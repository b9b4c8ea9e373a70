"""The measure `own_pitch_overview`: to how many people an ego made an offer, and how soon."""

from __future__ import annotations

from datetime import datetime

from kithkin.measures._own_year import own_year
from kithkin.model.measure import measure
from kithkin.model.tables import Column


@measure(
    grain=("ego_id",),
    columns=(
        Column("people_count", "integer", "people who got a first offer", "people", bounds=(0, None)),
        Column("unasked_count", "integer", "of them, those who had asked nothing before", "people", bounds=(0, None)),
        Column("answered_count", "integer", "of them, those who wrote after it", "people", bounds=(0, None)),
        Column("median_seconds", "double", "median time from the first word to the offer", "seconds", bounds=(0, None)),
    ),
    source="ours: counts of `own_pitch`",
)
def own_pitch_overview(egos: str, texts: str, own_pitch: str, *, as_of: datetime) -> str:
    """Return to how many people an ego made its first offer in the last 365 days, and the median time to it.

    Counts and median over `own_pitch`.

    Parameters
    ----------
    egos : ego_id
    texts : text_id, table_name, row_id, author_id, network, written_at, text
    own_pitch : ego_id, alter_id, pitch_lag_seconds, has_asked, has_answered

    Returns
    -------
    One row per ego with a message of its own in that year: counts (0 or more), median_seconds (0 or more).

    Notes
    -----
    Absent for an ego whose messages of that year are not held. Zero people_count: it wrote, and made nobody an offer;
    median_seconds is null then. Zero median_seconds: most offers were the first word.

    References
    ----------
    Ours.

    Examples
    --------
    >>> answer(own_pitch_overview, show="people_count unasked_count median_seconds", as_of="2024-06-01", identities=[
    ...     {"account_id": "x:me", "person_id": "self"}], messages=[
    ...     {"sender_id": "self", "recipient_id": "x:ann", "sent_at": "2024-05-01",
    ...      "text": "Our agency gets you 500 new followers, the package is $90 a month. Book a call!"}])
    [(1, 1, 0.0)]
    """
    return f"""
    with wrote as (
        select distinct ego_id from ({own_year(egos, texts, as_of)}
        ) as o where table_name = 'messages'
    ),
    counted as (
        select ego_id, count(*) as people_count, count(*) filter (where not has_asked) as unasked_count,
               count(*) filter (where has_answered) as answered_count,
               median(cast(pitch_lag_seconds as double)) as median_seconds
        from {own_pitch} group by ego_id
    )
    select w.ego_id, coalesce(c.people_count, 0) as people_count, coalesce(c.unasked_count, 0) as unasked_count,
           coalesce(c.answered_count, 0) as answered_count, c.median_seconds
    from wrote as w left join counted as c on c.ego_id = w.ego_id
    """
