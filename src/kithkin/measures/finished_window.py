"""The measure `finished_window`: whom an ego knew 30 days ago, and with whom of them it has talked since."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Final

from kithkin.measures._features import FEATURE_COLUMNS, FEATURES, FEATURES_FROM, features
from kithkin.model.measure import At, measure
from kithkin.model.tables import Column

#: How long a window lasts: as long as what `tie_strength` foretells.
DAYS: Final = 30


@measure(
    grain=("ego_id", "alter_id"),
    columns=(
        *FEATURE_COLUMNS,
        Column("was_two_way", "boolean", "whether both wrote in the window"),
        Column("was_contact", "boolean", "whether they wrote to the ego in the window"),
    ),
    source="ours: `dialogue_features` of an earlier instant, and what came of it",
)
def finished_window(
    egos: Annotated[str, At("egos", days=-DAYS)],
    interactions: Annotated[str, At("interactions", days=-DAYS)],
    messages: Annotated[str, At("messages", days=-DAYS)],
    two_way_channels: Annotated[str, At("two_way_channels", days=-DAYS)],
    recent_dialogue: str,
    *,
    as_of: datetime,
) -> str:
    """Return each person with whom an ego had been in dialogue 30 days ago, and whether they have talked since.

    The seven columns of `dialogue_features` that the model of `tie_strength` reads, from what was known then, beside
    `recent_dialogue` of the window that began then. It is by such windows that the model is set to an ego's level.

    Parameters
    ----------
    egos, interactions, messages, two_way_channels : as of 30 days ago, as `dialogue_features` reads them
    recent_dialogue : ego_id, alter_id, in_count, is_two_way of the last 30 days

    Returns
    -------
    One row per ego and alter known at the beginning of the window: seven features, was_two_way, was_contact.

    Notes
    -----
    Absent for people with whom nothing had passed on a channel that was two-way then. Never null. False: nothing came
    that way on a channel of which both directions are shown.

    References
    ----------
    As `dialogue_features`.

    Examples
    --------
    Ann wrote again in December, Bob did not, and Cy was not known before:

    >>> answer(finished_window, as_of="2024-12-31", identities='''
    ...     account_id  person_id
    ...     mail:me@a.b self
    ... ''', messages='''
    ...     sender_id   recipient_id sent_at
    ...     mail:an@a.b self         2024-11-24
    ...     mail:an@a.b self         2024-12-24
    ...     mail:bo@a.b self         2024-11-17
    ...     mail:cy@a.b self         2024-12-24
    ... ''', coverage='''
    ...     network ego_account_id table_name kind    direction covered_until completeness
    ...     mail    mail:me@a.b    messages   message out       2024-12-31    all
    ...     mail    mail:me@a.b    messages   message in        2024-12-31    all
    ... ''', show="alter_id decayed_7 was_two_way was_contact")
    [('mail:an@a.b', 0.5, False, True), ('mail:bo@a.b', 0.25, False, False)]
    """
    then = as_of - timedelta(days=DAYS)
    return f"""
    with {features(egos, interactions, messages, two_way_channels, then)}
    select p.ego_id, p.alter_id, {FEATURES},
           coalesce(r.is_two_way, false) as was_two_way, coalesce(r.in_count > 0, false) as was_contact
    {FEATURES_FROM}
    left join {recent_dialogue} as r on r.ego_id = p.ego_id and r.alter_id = p.alter_id
    """
