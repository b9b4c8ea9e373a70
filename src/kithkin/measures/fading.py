"""The measure `fading`: strong ties that have been silent for longer than their own rhythm explains."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from kithkin.measures._dialogue import dialogue
from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: A tie is strong with contact on so many days, on so many of them in both directions.
STRONG_DAYS: Final = 5
STRONG_TWO_WAY_DAYS: Final = 3


@measure(
    grain=("ego_id", "alter_id"),
    columns=(
        Column("silent_days", "double", "since the last act in either direction", "days", bounds=(0, None)),
        Column("median_gap_days", "double", "median time between days with contact", "days", bounds=(1, None)),
        Column("silence_ratio", "double", "silence over (median gap + 1)", "gaps", bounds=(0, None)),
        Column("contact_days", "integer", "different days with contact", "days", bounds=(STRONG_DAYS, None)),
        Column("two_way_days", "integer", "those on which both wrote", "days", bounds=(STRONG_TWO_WAY_DAYS, None)),
        Column("last_at", "instant", "the last act", "UTC"),
        Column("was_yours", "boolean", "whether the last act was the ego's"),
        Column("last_network", "text", "where it was"),
        Column("last_kind", "text", "of what kind it was"),
    ),
    source="ours; after Navarro et al. (2017), section 'Tie decay', the pair's own rhythm as the yardstick",
)
def fading(
    egos: str,
    interactions: str,
    messages: str,
    two_way_channels: str,
    dialogue_features: str,
    *,
    as_of: datetime,
    least_days: int = 14,
    least_ratio: float = 6.0,
) -> str:
    """Return the strong ties that have been quiet for longer than usual.

    Strong: contact on at least 5 different days, on at least 3 of them in both directions. Quiet for longer than
    usual: silent for at least `least_days` days and for at least `least_ratio` times (median gap + 1), where gaps
    lie between different days with contact, counted back from now.

    Parameters
    ----------
    egos : ego_id
    interactions : actor_id, target_id, network, kind, happened_at
    messages : sender_id, recipient_id, network, recipient_count, sent_at, bulk_evidence
    two_way_channels : ego_id, network, kind, covered_from
    dialogue_features : ego_id, alter_id, contact_days, silent_days
    least_days, least_ratio : from which silence on

    Returns
    -------
    One row per ego and alter: silence and rhythm in days, their ratio, the last act.

    Notes
    -----
    Absent for every other tie, and for those on channels of which one side is not shown. Never null. It does not
    say that a tie is lost: on a living network, of five that are named here about three came back.

    References
    ----------
    Navarro, H., Miritello, G., Canales, A. & Moro, E. (2017). Temporal patterns behind the strength of persistent
    ties. EPJ Data Science 6:31. The thresholds are ours, chosen on two networks.

    Examples
    --------
    Contact every second day, then nothing for 40 days: 40 / (2 + 1) = 13.3 gaps.

    >>> answer(fading, show="alter_id silent_days median_gap_days silence_ratio two_way_days was_yours",
    ...     as_of="2024-12-31", identities='''
    ...     account_id  person_id
    ...     mail:me@a.b self
    ... ''', messages='''
    ...     sender_id   recipient_id sent_at
    ...     mail:an@a.b self         2024-11-13T10:00
    ...     self        mail:an@a.b  2024-11-13T12:00
    ...     mail:an@a.b self         2024-11-15T10:00
    ...     self        mail:an@a.b  2024-11-15T12:00
    ...     mail:an@a.b self         2024-11-17T10:00
    ...     self        mail:an@a.b  2024-11-17T12:00
    ...     mail:an@a.b self         2024-11-19T10:00
    ...     mail:an@a.b self         2024-11-21T00:00
    ... ''', coverage='''
    ...     network ego_account_id table_name kind    direction covered_until completeness
    ...     mail    mail:me@a.b    messages   message out       2024-12-31    all
    ...     mail    mail:me@a.b    messages   message in        2024-12-31    all
    ... ''')
    [('mail:an@a.b', 40.0, 2.0, 13.3333, 3, False)]
    """
    # Of most people no act need be looked at again: their days and their silence are known.
    return f"""
    with quiet as (
        select ego_id, alter_id from {dialogue_features}
        where contact_days >= {STRONG_DAYS} and silent_days >= {least_days}
    ),
    acts as (
        select a.ego_id, a.alter_id, a.network, a.kind, a.is_out, a.happened_at, a.age_days,
               cast(floor(a.age_days) as bigint) as days_ago
        from ({dialogue(egos, interactions, messages, two_way_channels, as_of)}
        ) as a
        join quiet as q on q.ego_id = a.ego_id and q.alter_id = a.alter_id
    ),
    days as (
        select ego_id, alter_id, days_ago, bool_or(is_out) and bool_or(not is_out) as is_two_way
        from acts
        group by ego_id, alter_id, days_ago
    ),
    strong as (
        select ego_id, alter_id, count(*) as contact_days, count(*) filter (where is_two_way) as two_way_days
        from days
        group by ego_id, alter_id
        having count(*) filter (where is_two_way) >= {STRONG_TWO_WAY_DAYS}
    ),
    gaps as (
        select d.ego_id, d.alter_id, min(d.days_ago) over (
                   partition by d.ego_id, d.alter_id order by d.days_ago rows between 1 following and 1 following
               ) - d.days_ago as gap_days
        from days as d
        join strong as s on s.ego_id = d.ego_id and s.alter_id = d.alter_id
    ),
    medians as (
        select ego_id, alter_id, median(gap_days) as median_gap_days from gaps group by ego_id, alter_id
    ),
    rhythms as (
        select s.*, m.median_gap_days
        from strong as s
        join medians as m on m.ego_id = s.ego_id and m.alter_id = s.alter_id
    ),
    last_acts as (
        select a.ego_id, a.alter_id, a.network, a.kind, a.is_out, a.happened_at, a.age_days,
               row_number() over (
                   partition by a.ego_id, a.alter_id order by a.happened_at desc, a.is_out, a.network, a.kind, a.age_days
               ) as place
        from acts as a
        join strong as s on s.ego_id = a.ego_id and s.alter_id = a.alter_id
    )
    select r.ego_id, r.alter_id, a.age_days as silent_days, r.median_gap_days,
           a.age_days / nullif(r.median_gap_days + 1, 0) as silence_ratio, r.contact_days, r.two_way_days,
           a.happened_at as last_at, a.is_out as was_yours, a.network as last_network, a.kind as last_kind
    from rhythms as r
    join last_acts as a on a.ego_id = r.ego_id and a.alter_id = r.alter_id and a.place = 1
    where a.age_days >= {least_ratio}e0 * (r.median_gap_days + 1)
    """
