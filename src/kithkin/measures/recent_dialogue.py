"""The measure `recent_dialogue`: with whom an ego was in dialogue in the last days."""

from __future__ import annotations

from datetime import datetime

from kithkin.measures._dialogue import dialogue
from kithkin.model.measure import measure
from kithkin.model.sql import days_before
from kithkin.model.tables import Column


@measure(
    grain=("ego_id", "alter_id"),
    columns=(
        Column("in_count", "integer", "acts of dialogue towards the ego", "acts", bounds=(0, None)),
        Column("out_count", "integer", "acts of dialogue of the ego towards them", "acts", bounds=(0, None)),
        Column("is_two_way", "boolean", "whether there were both"),
    ),
    source="Wasserman & Faust (1994), section 13.1 (mutual dyads)",
)
def recent_dialogue(
    egos: str, interactions: str, messages: str, two_way_channels: str, *, as_of: datetime, days: int = 30
) -> str:
    """Return the people with whom an ego was in dialogue in the last `days` days, on its two-way channels.

    Counts of acts of dialogue in the window that ends now. It is what `tie_strength` foretells.

    Parameters
    ----------
    egos : ego_id
    interactions : actor_id, target_id, network, kind, happened_at
    messages : sender_id, recipient_id, network, recipient_count, sent_at, bulk_evidence
    two_way_channels : ego_id, network, kind, covered_from
    days : length of the window

    Returns
    -------
    One row per ego and alter: in_count, out_count (0 or more, not both 0), is_two_way.

    Notes
    -----
    Absent where nothing passed on a two-way channel. Never null. Zero: nothing came that way, and it would have
    been shown. Reactions are not dialogue.

    References
    ----------
    Wasserman, S. & Faust, K. (1994). Social Network Analysis, section 13.1.

    Examples
    --------
    >>> answer(recent_dialogue, show="alter_id in_count out_count is_two_way", as_of="2024-12-31", identities='''
    ...     account_id  person_id
    ...     mail:me@a.b self
    ... ''', messages='''
    ...     sender_id   recipient_id sent_at
    ...     mail:an@a.b self         2024-12-20
    ...     self        mail:an@a.b  2024-12-21
    ...     mail:bo@a.b self         2024-12-22
    ...     mail:cy@a.b self         2024-11-22
    ... ''', coverage='''
    ...     network ego_account_id table_name kind    direction covered_until completeness
    ...     mail    mail:me@a.b    messages   message out       2024-12-31    all
    ...     mail    mail:me@a.b    messages   message in        2024-12-31    all
    ... ''')
    [('mail:an@a.b', 1, 1, True), ('mail:bo@a.b', 1, 0, False)]
    """
    return f"""
    with recent as (
        select ego_id, alter_id, count(*) filter (where not is_out) as in_count,
               count(*) filter (where is_out) as out_count
        from ({dialogue(egos, interactions, messages, two_way_channels, as_of)}
        ) as act
        where happened_at >= {days_before(as_of, days)}
        group by ego_id, alter_id
    )
    select ego_id, alter_id, in_count, out_count, in_count > 0 and out_count > 0 as is_two_way from recent
    """
