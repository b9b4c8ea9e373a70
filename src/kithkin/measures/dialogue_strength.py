"""The measure `dialogue_strength`: `tie_strength` of those alone who have one."""

from __future__ import annotations

from typing import Any

from kithkin.measures._strength import STRENGTH_COLUMNS, strength
from kithkin.measures._tie_model import EGO_SD
from kithkin.model.measure import measure


@measure(
    grain=("ego_id", "alter_id"),
    columns=STRENGTH_COLUMNS,
    source="ours: `tie_strength` without the rows of which it says nothing",
    by=("ego_id",),
)
def dialogue_strength(
    dialogue_features: Any,
    finished_windows: Any,
    tie_level: Any,
    *,
    horizon_days: int = 30,
    ego_sd: float = EGO_SD,
) -> Any:
    """Return `tie_strength` of each person with whom an ego was ever in dialogue, which is all that pages read of it.

    The same formula on the same numbers; whoever is known by reactions alone need not be looked for.

    Parameters
    ----------
    dialogue_features : ego_id, alter_id, the seven features, channels
    finished_windows : ego_id, window_number, outcome, logit_step, pair_count, positive_count
    tie_level : outcome, level_shift
    horizon_days : for how many days; the coefficients are those fitted for 30 or for 7, whichever is nearer
    ego_sd : how far an ego's level may lie from that of all egos here

    Returns
    -------
    One row per ego and alter: two probabilities (0 to 1), word, parts in logits, what the past held, channels.

    Notes
    -----
    Absent for people with whom nothing passed on a channel of which both directions are shown. Never null. The rest is
    as in `tie_strength`.

    References
    ----------
    As `tie_strength`.

    Examples
    --------
    Bob only liked something:

    >>> answer(dialogue_strength, as_of="2024-12-31", identities='''
    ...     account_id  person_id
    ...     mail:me@a.b self
    ... ''', messages='''
    ...     sender_id   recipient_id sent_at
    ...     mail:an@a.b self         2024-12-24
    ...     self        mail:an@a.b  2024-12-31
    ... ''', interactions='''
    ...     actor_id target_id kind happened_at
    ...     x:bob    self      like 2024-12-24
    ... ''', coverage='''
    ...     network ego_account_id table_name kind    direction covered_until completeness
    ...     mail    mail:me@a.b    messages   message out       2024-12-31    all
    ...     mail    mail:me@a.b    messages   message in        2024-12-31    all
    ... ''', show="alter_id word shows_percentage")
    [('mail:an@a.b', 'possible', False)]
    """
    return strength(dialogue_features, finished_windows, tie_level, horizon_days=horizon_days, ego_sd=ego_sd)
