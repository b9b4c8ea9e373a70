"""The coefficients of tie strength, where they come from, and how a probability is made of them.

Logistic regressions on logarithms of the columns of `dialogue_features`, with one intercept per network, fitted on
CollegeMsg (Panzarasa, Opsahl & Carley 2009; cuts at days 15, 30, 45) and e-mail EU (Paranjape, Benson & Leskovec
2017; cuts at days 30, 45, 60), both with equal weight; for 7 days also on the calls and texts of the Copenhagen
Networks Study (Sapiezynski et al. 2019). Only rows before any day that is reported in `benchmarks/validity`.
The intercept is the mean of the networks': they lie far apart, hence each ego's own is learnt from its past.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from kithkin.measures._arrays import Doubles, Numbers, sums

#: Added to a share before its logarithm, so that none is infinite.
LEAST_SHARE: Final = 0.001
STEPS: Final = 60

#: Logits of the past are grouped in steps of one fiftieth.
STEPS_A_LOGIT: Final = 50

#: Standard deviations of the priors: of a network's level about the fitted networks', of an ego's about its
#: network's. The second was chosen on cuts before those reported, of 0.2 to 1.5: with 1.5, each ego alone, pairs of
#: different egos were ranked worse than without any recalibration.
NETWORK_SD: Final = 1.5
EGO_SD: Final = 0.2


@dataclass(frozen=True)
class Model:
    """One logistic regression: its intercept and, for each feature, what a unit of its logarithm adds."""

    intercept: float
    weights: Mapping[str, float]

    def logits(self, features: Mapping[str, Doubles]) -> Doubles:
        """Return the logit of each row for an ego with an intercept like the fitted networks'."""
        logits = np.full(len(features["decayed_7"]), self.intercept)
        for name, b in self.weights.items():
            logits += b * features[name]
        return logits

    def sql(self) -> str:
        """Return the same as an SQL expression over the columns of `dialogue_features`."""
        terms = [f"{b}e0 * ln({_added(name)}e0 + {name})" for name, b in self.weights.items()]
        return " + ".join([f"{self.intercept}e0", *terms])


TWO_WAY: Final = {
    30: Model(
        -1.834,
        {
            "decayed_7": 0.5658,  # standard error .046
            "contact_days": 0.6965,  # .023
            "ego_silent_days": -0.4605,  # .034
            "contact_share": 0.1371,  # .021
            "alter_silent_days": -0.2228,  # .031
        },
    ),
    7: Model(
        -2.585,
        {
            "decayed_7": 0.528,
            "contact_days": 0.828,
            "ego_silent_days": -0.323,
            "contact_share": 0.169,
            "alter_silent_days": -0.117,
        },
    ),
}

CONTACT: Final = {
    30: Model(
        -1.694,
        {
            "decayed_7": 0.7494,  # standard error .057
            "alter_silent_days": -0.3397,  # .031
            "contact_days": 1.1474,  # .050
            "sent_count": -0.4206,  # .038
            "alter_count": -0.1324,  # .026
        },
    ),
    7: Model(
        -2.231,
        {
            "decayed_7": 0.851,
            "alter_silent_days": -0.167,
            "contact_days": 1.102,
            "sent_count": -0.351,
            "alter_count": -0.275,
        },
    ),
}

FEATURES: Final = (
    "decayed_7", "contact_days", "ego_silent_days", "contact_share", "alter_silent_days", "sent_count", "alter_count",
)  # fmt: skip


def fitted_for(days: int) -> int:
    """Return which of the fitted horizons is nearest to this one, by their ratio."""
    return min(TWO_WAY, key=lambda fitted: abs(np.log(fitted / max(days, 1))))


def logarithms(table: Any) -> dict[str, Doubles]:
    """Return the model's features of rows of `dialogue_features`."""
    columns = {name: np.asarray(table[name].to_numpy(), dtype=np.float64) for name in FEATURES}
    return {name: np.log(x + _added(name)) for name, x in columns.items()}


def _added(name: str) -> float:
    return LEAST_SHARE if name == "contact_share" else 1.0


def chance(logits: Doubles) -> Doubles:
    """Return the probability of a logit."""
    return 1.0 / (1.0 + np.exp(-logits))


def shifts_of(
    groups: Numbers, logits: Doubles, happened: Doubles, size: int, prior_sd: float, counts: Doubles | float = 1.0
) -> Doubles:
    """Return what to add to the logits of each group: the most likely shift, given what happened in its past.

    Each logit is that of `counts` pairs, of which it came true for `happened`. The mode of a normal prior with mean 0
    times the likelihood of the past, by Newton's steps of at most 1.
    """
    shift = np.zeros(size)
    for _ in range(STEPS):
        p = chance(logits + shift[groups])
        slope = sums(groups, happened - counts * p, size) - shift / prior_sd**2
        step = np.clip(slope / (sums(groups, counts * p * (1 - p), size) + prior_sd**-2), -1.0, 1.0)
        shift = shift + step
        if np.abs(step).max(initial=0.0) < 1e-7:
            break
    return shift
