"""The measure `tie_strength`: how likely an ego and a person are to talk in the next 30 days."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, Final

from kithkin.measures._tie_model import EGO_SD, Model
from kithkin.model.measure import At, measure
from kithkin.model.tables import Column

#: Below so many past positives the level of a probability is not the ego's own: a word is shown.
ENOUGH_POSITIVES: Final = 5

#: From which probability on which word is used.
LIKELY: Final = 0.5
POSSIBLE: Final = 0.15


@measure(
    grain=("ego_id", "alter_id"),
    columns=(
        Column("two_way_probability", "double", "that each writes to the other within 30 days", bounds=(0, 1)),
        Column("contact_probability", "double", "that they write to the ego within 30 days", bounds=(0, 1)),
        Column("word", "text", "likely (.5 or more), possible (.15 or more) or unlikely, of two-way dialogue"),
        Column("shows_percentage", "boolean", "the ego's past holds 5 or more positives; else only the word is shown"),
        Column("decayed_7_part", "double", "what recent contact adds, against the ego's mean", "logits"),
        Column("contact_days_part", "double", "what days with contact add, against the ego's mean", "logits"),
        Column("contact_share_part", "double", "what the share of contact adds, against the ego's mean", "logits"),
        Column("alter_silent_days_part", "double", "what their silence adds, against the ego's mean", "logits"),
        Column("ego_silent_days_part", "double", "what the ego's own silence adds to each of its ties", "logits"),
        Column("is_recalibrated", "boolean", "whether the ego's own past set the level"),
        Column("past_window_count", "integer", "finished windows that began with somebody known", bounds=(0, 2)),
        Column("past_pair_count", "integer", "people in the past windows", "rows", bounds=(0, None)),
        Column("past_positive_count", "integer", "two-way dialogues in them", "rows", bounds=(0, None)),
        Column("past_contact_count", "integer", "people who wrote in them", "rows", bounds=(0, None)),
        Column("own_intercept", "double", "what the ego's past adds to two-way logits", "logits"),
        Column("own_contact_intercept", "double", "what the ego's past adds to contact logits", "logits"),
        Column("channels", "text", "the channels it speaks of; null where none shows both directions"),
    ),
    source="ours: logistic regression on five features, after Gilbert & Karahalios (2009)",
    by=("ego_id",),
)
def tie_strength(
    tie_features: Any,
    dialogue_features_30: Annotated[Any, At("dialogue_features", days=-30)],
    dialogue_features_60: Annotated[Any, At("dialogue_features", days=-60)],
    recent_dialogue: Any,
    recent_dialogue_30: Annotated[Any, At("recent_dialogue", days=-30)],
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
    dialogue_features_30, dialogue_features_60 : the same 30 and 60 days ago
    recent_dialogue : ego_id, alter_id, in_count, is_two_way of the last 30 days
    recent_dialogue_30 : the same of the 30 days before
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
    import numpy as np
    import pyarrow as pa

    from kithkin.measures._arrays import numbered
    from kithkin.measures._tie_model import CONTACT, TWO_WAY, chance, fitted_for, logarithms, shifts_of

    fitted = fitted_for(horizon_days)
    levels = dict(zip(tie_level["outcome"].to_pylist(), tie_level["level_shift"].to_pylist(), strict=True))
    past = [finished(dialogue_features_30, recent_dialogue), finished(dialogue_features_60, recent_dialogue_30)]
    (egos, *past_egos), names = numbered(tie_features["ego_id"], *(rows["ego_id"] for rows, _ in past))
    size, past_of = len(names), np.concatenate(past_egos)
    past_logs = [logarithms(rows) for rows, _ in past]
    counts = np.stack([np.bincount(of, minlength=size) for of in past_egos])
    pairs, windows = counts.sum(axis=0), (counts > 0).sum(axis=0)

    known = tie_features["channels"].is_valid().to_numpy()
    x, own = logarithms(tie_features.filter(pa.array(known))), egos[known]
    shifts, positives, probabilities = {}, {}, {}
    for name, model in (("two_way", TWO_WAY[fitted]), ("contact", CONTACT[fitted])):
        happened = np.concatenate([outcome[name] for _, outcome in past]).astype(float)
        level = levels.get(name, 0.0)
        logits = np.concatenate([model.logits(logs) for logs in past_logs]) + level
        shifts[name] = level + shifts_of(past_of, logits, happened, size, ego_sd)
        positives[name] = np.bincount(past_of, happened, size).astype(np.int64)
        probabilities[name] = chance(model.logits(x) + shifts[name][own])
    p = probabilities["two_way"]
    words = np.where(p >= LIKELY, "likely", np.where(p >= POSSIBLE, "possible", "unlikely"))
    spread = partial(_spread, known)
    return pa.table(
        {
            "ego_id": tie_features["ego_id"],
            "alter_id": tie_features["alter_id"],
            "two_way_probability": spread(p),
            "contact_probability": spread(probabilities["contact"]),
            "word": spread(words),
            "shows_percentage": pa.array(positives["two_way"][egos] >= ENOUGH_POSITIVES),
            **{f"{name}_part": spread(part) for name, part in _parts(x, own, TWO_WAY[fitted], size).items()},
            "is_recalibrated": pa.array(pairs[egos] > 0),
            "past_window_count": pa.array(windows[egos].astype(np.int64)),
            "past_pair_count": pa.array(pairs[egos].astype(np.int64)),
            "past_positive_count": pa.array(positives["two_way"][egos]),
            "past_contact_count": pa.array(positives["contact"][egos]),
            "own_intercept": pa.array(shifts["two_way"][egos]),
            "own_contact_intercept": pa.array(shifts["contact"][egos]),
            "channels": tie_features["channels"],
        }
    )


def _spread(known: Any, values: Any) -> Any:
    """Return values of the known rows as a column of all, null elsewhere."""
    import numpy as np
    import pyarrow as pa

    column = np.zeros(len(known), values.dtype)
    column[known] = values
    return pa.array(column, mask=~known)


def _parts(x: dict[str, Any], egos: Any, model: Model, size: int) -> dict[str, Any]:
    """Return what each feature adds to a row's logit, against the ego's mean; the ego's own silence against none."""
    import numpy as np

    from kithkin.measures._arrays import sums

    counts = np.maximum(np.bincount(egos, minlength=size), 1)
    means = {name: (sums(egos, x[name], size) / counts)[egos] for name in model.weights}
    means["ego_silent_days"] = np.zeros(len(egos))
    return {name: b * (x[name] - means[name]) for name, b in model.weights.items()}


def finished(features: Any, dialogue: Any) -> tuple[Any, dict[str, Any]]:
    """Return the rows of a finished window that were known at its beginning, and what happened to each in it."""
    import numpy as np

    from kithkin.measures._arrays import matched, numbered

    (egos, met_egos), _ = numbered(features["ego_id"], dialogue["ego_id"])
    (alters, met_alters), names = numbered(features["alter_id"], dialogue["alter_id"])
    wanted, met = egos * len(names) + alters, met_egos * len(names) + met_alters
    wrote = np.asarray(dialogue["in_count"].to_numpy()) > 0
    both = dialogue["is_two_way"].to_numpy()
    return features, {"two_way": matched(wanted, met, both), "contact": matched(wanted, met, wrote)}
