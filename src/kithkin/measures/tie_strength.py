"""The measure `tie_strength`: how likely an ego and a person are to talk in the next 30 days."""

from __future__ import annotations

from typing import Any

from kithkin.measures._strength import STRENGTH_COLUMNS, strength
from kithkin.measures._tie_model import EGO_SD
from kithkin.model.measure import measure


@measure(
    grain=("ego_id", "alter_id"),
    columns=STRENGTH_COLUMNS,
    source="ours: logistic regression on five features, after Gilbert & Karahalios (2009)",
    by=("ego_id",),
)
def tie_strength(
    tie_features: Any,
    finished_windows: Any,
    tie_level: Any,
    *,
    horizon_days: int = 30,
    ego_sd: float = EGO_SD,
) -> Any:
    """Return how likely an ego and each person it was in contact with are to talk both ways in the next 30 days.

    p = 1 / (1 + exp(-(b0 + b_own + sum of b_k x_k))), x_k the logarithm of 1 + a column of `tie_features` (of
    .001 + the share). b_k and b0 are fitted on other networks and the same for everybody; b_own is the ego's:
    the mode of a normal prior, with mean `tie_level` and standard deviation `ego_sd`, times the likelihood of
    what happened in its last two finished windows. The part of a feature is b_k (x_k - the ego's mean of x_k).

    Parameters
    ----------
    tie_features : ego_id, alter_id, the seven features, channels
    finished_windows : ego_id, window_number, outcome, logit_step, pair_count, positive_count
    tie_level : outcome, level_shift
    horizon_days : for how many days; the coefficients are those fitted for 30 or for 7, whichever is nearer
    ego_sd : how far an ego's level may lie from that of all egos here

    Returns
    -------
    One row per ego and alter: two probabilities (0 to 1), word, parts in logits, what the past held, channels.

    Notes
    -----
    Absent for people with whom nothing passed. Probabilities, word and parts are null where nothing passed on a
    channel of which both directions are shown. is_recalibrated is false where there is no finished window; with
    windows and no positive in them, the level still falls, for nothing happened. Where a network empties, the
    past promises too much. It measures contact to come, not affection, trust or closeness.

    References
    ----------
    Gilbert, E. & Karahalios, K. (2009). Predicting tie strength with social media. CHI; strength was judged by
    people there, here by what happens next. The coefficients and how they were found: see the kernel's module.

    Examples
    --------
    Without a past of the ego, its level is that of other networks; there is a word and no percentage:

    >>> answer(tie_strength, as_of="2024-12-31", identities='''
    ...     account_id  person_id
    ...     mail:me@a.b self
    ... ''', messages='''
    ...     sender_id   recipient_id sent_at
    ...     mail:an@a.b self         2024-12-24
    ...     self        mail:an@a.b  2024-12-31
    ...     self        mail:bo@a.b  2024-12-17
    ... ''', coverage='''
    ...     network ego_account_id table_name kind    direction covered_until completeness
    ...     mail    mail:me@a.b    messages   message out       2024-12-31    all
    ...     mail    mail:me@a.b    messages   message in        2024-12-31    all
    ... ''', show="alter_id two_way_probability word shows_percentage is_recalibrated")
    [('mail:an@a.b', 0.2595, 'possible', False, False), ('mail:bo@a.b', 0.0931, 'unlikely', False, False)]
    """
    return strength(tie_features, finished_windows, tie_level, horizon_days=horizon_days, ego_sd=ego_sd)
