"""Effective following: its interval against another implementation, its counts by hand."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest
from scipy.stats import nbinom

from kithkin.measures._intervals import negative_binomial
from kithkin.measures.effective_following import effective_following
from kithkin.measures.tie_strength import tie_strength
from tests.measures.by_hand import answer

AS_OF = datetime(2024, 6, 1)
ME = "account_id person_id\nmail:me self"
BOTH = """
    network ego_account_id table_name kind    direction covered_until completeness
    mail    mail:me        messages   message out       2024-12-31    all
    mail    mail:me        messages   message in        2024-12-31    all
"""


@pytest.mark.parametrize("level", [0.025, 0.1, 0.9, 0.975])
def test_quantiles_are_those_of_the_distribution(level: float) -> None:
    mean = np.array([0.1, 1.0, 3.7, 20.0, 150.0, 299.0, 300.0, 1234.5, 100_000.0])
    mean, spread = (grid.ravel() for grid in np.meshgrid(mean, [0.01, 0.3, 0.6, 1.0]))
    variance = mean + (spread * mean) ** 2
    size = mean**2 / (variance - mean)
    (said,) = negative_binomial(mean, variance, (level,))
    assert said == pytest.approx(nbinom.ppf(level, size, mean / variance))


def test_large_and_empty_counts_have_intervals_too() -> None:
    low, high = negative_binomial(np.array([0.0, 1000.0, 5.0]), np.array([0.0, 91000.0, 1.0]), (0.025, 0.975))
    assert (low[0], high[0]) == (0, 0)
    assert (low[1], high[1]) == (498, 1672)  # a normal count would lie between 408 and 1592
    assert (low[2], high[2]) == (1, 10)  # no less than a Poisson count spreads


def test_counts_tell_known_people_from_newcomers() -> None:
    days = {"mail:ann": (100, 70, 40, 10), "mail:bob": (50,), "mail:cat": (3,), "mail:dan": (45, 2)}
    rows = [
        {"sender_id": who, "recipient_id": "self", "sent_at": AS_OF - timedelta(days=day)}
        for who, ages in days.items()
        for day in ages
    ]
    given: dict[str, Any] = {"as_of": AS_OF, "identities": ME, "messages": rows, "coverage": BOTH}
    (row,) = answer(effective_following, **given)
    assert (row["known_count"], row["last_count"], row["newcomer_count"]) == (4, 2, 1)
    expected = sum(tie["contact_probability"] for tie in answer(tie_strength, **given))
    assert row["estimate"] == pytest.approx(expected, abs=1e-6)
    assert row["low_95"] <= row["low_80"] <= row["estimate"] <= row["high_80"] <= row["high_95"]
    assert not row["is_averaged"]


def test_estimate_is_averaged_while_one_window_sets_the_level() -> None:
    rows = [
        {"sender_id": "mail:ann", "recipient_id": "self", "sent_at": AS_OF - timedelta(days=day)} for day in (40, 10)
    ]
    given: dict[str, Any] = {"as_of": AS_OF, "identities": ME, "messages": rows, "coverage": BOTH}
    (row,) = answer(effective_following, **given)
    (tie,) = answer(tie_strength, **given)
    assert row["is_averaged"]
    assert row["estimate"] == pytest.approx((tie["contact_probability"] + 1) / 2, abs=1e-6)


def test_audience_stands_beside_it() -> None:
    follows = "follower_id followed_id is_current\nmail:ann self true\nmail:bob self -"
    (row,) = answer(effective_following, as_of=AS_OF, identities=ME, follows=follows, coverage=BOTH)
    assert (row["audience_at_least"], row["audience_at_most"], row["estimate"]) == (1, 2, 0.0)
