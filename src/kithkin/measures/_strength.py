"""The kernel of tie strength: probabilities of rows of features, set to each ego's level by its finished windows."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import numpy as np
import pyarrow as pa

from kithkin.measures._arrays import Doubles, Numbers, numbered, sums
from kithkin.measures._tie_model import (
    CONTACT,
    STEPS_A_LOGIT,
    TWO_WAY,
    Model,
    chance,
    fitted_for,
    logarithms,
    shifts_of,
)
from kithkin.model.tables import Column

#: Below so many past positives the level of a probability is not the ego's own: a word is shown.
ENOUGH_POSITIVES: Final = 5

#: From which probability on which word is used.
LIKELY: Final = 0.5
POSSIBLE: Final = 0.15
WORDS: Final = ("unlikely", "possible", "likely")

#: Decimal places of a part.
PLACES: Final = 8

#: What is told of each row beside its ego and alter.
STRENGTH_COLUMNS: Final = (
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
)


def strength(features: Any, finished_windows: Any, tie_level: Any, *, horizon_days: int, ego_sd: float) -> Any:
    """Return `tie_strength` of rows of `dialogue_features`, or of `tie_features`, in which unknown rows are null."""
    fitted = fitted_for(horizon_days)
    levels = dict(zip(tie_level["outcome"].to_pylist(), tie_level["level_shift"].to_pylist(), strict=True))
    (egos, past_egos), names = numbered(features["ego_id"], finished_windows["ego_id"])
    size = len(names)
    outcome = finished_windows["outcome"].to_numpy(zero_copy_only=False)

    def past(name: str, column: str) -> Doubles:
        """Return a column of the finished windows, of one outcome."""
        return np.asarray(finished_windows[column].to_numpy()[outcome == name], dtype=np.float64)

    known = features["channels"].is_valid().to_numpy()
    x, own = logarithms(features.filter(pa.array(known))), egos[known]
    shifts, positives, probabilities = {}, {}, {}
    for name, model in (("two_way", TWO_WAY[fitted]), ("contact", CONTACT[fitted])):
        of, level, came = past_egos[outcome == name], levels.get(name, 0.0), past(name, "positive_count")
        logits = past(name, "logit_step") / STEPS_A_LOGIT + level
        shifts[name] = level + shifts_of(of, logits, came, size, ego_sd, past(name, "pair_count"))
        positives[name] = np.bincount(of, came, size).astype(np.int64)
        probabilities[name] = chance(model.logits(x) + shifts[name][own])
    # Each outcome tells of the same people: either says how many they were, and in which windows.
    of, numbers = past_egos[outcome == "contact"], past("contact", "window_number").astype(np.int64)
    pairs = np.bincount(of, past("contact", "pair_count"), size)
    windows = np.bincount(np.unique(of * 2 + numbers - 1) // 2, minlength=size)
    p = probabilities["two_way"]
    words = (p >= POSSIBLE).astype(np.int8) + (p >= LIKELY)
    spread = partial(_spread, known)
    return pa.table(
        {
            "ego_id": features["ego_id"],
            "alter_id": features["alter_id"],
            "two_way_probability": spread(p),
            "contact_probability": spread(probabilities["contact"]),
            "word": pa.array(WORDS).take(spread(words)),
            "shows_percentage": pa.array(positives["two_way"][egos] >= ENOUGH_POSITIVES),
            **{f"{name}_part": spread(part) for name, part in _parts(x, own, TWO_WAY[fitted], size).items()},
            "is_recalibrated": pa.array(pairs[egos] > 0),
            "past_window_count": pa.array(windows[egos].astype(np.int64)),
            "past_pair_count": pa.array(pairs[egos].astype(np.int64)),
            "past_positive_count": pa.array(positives["two_way"][egos]),
            "past_contact_count": pa.array(positives["contact"][egos]),
            "own_intercept": pa.array(shifts["two_way"][egos]),
            "own_contact_intercept": pa.array(shifts["contact"][egos]),
            "channels": features["channels"],
        }
    )


def _spread(known: Any, values: Any) -> Any:
    """Return values of the known rows as a column of all, null elsewhere."""
    column = np.zeros(len(known), values.dtype)
    column[known] = values
    return pa.array(column, mask=~known)


def _parts(x: dict[str, Doubles], egos: Numbers, model: Model, size: int) -> dict[str, Doubles]:
    """Return what each feature adds to a row's logit, against the ego's mean; the ego's own silence against none."""
    counts = np.maximum(np.bincount(egos, minlength=size), 1)
    means = {name: (sums(egos, x[name], size) / counts)[egos] for name in model.weights}
    means["ego_silent_days"] = np.zeros(len(egos))
    # A mean is exact to a billionth: what differs from it by less does not differ.
    return {name: np.round(b * (x[name] - means[name]), PLACES) + 0.0 for name, b in model.weights.items()}
