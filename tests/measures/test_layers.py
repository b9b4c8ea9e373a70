"""Layers and fading: the lines, and what lies on either side of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from scipy.stats import binom

from kithkin.measures.fading import fading
from kithkin.measures.layers import layers
from tests.measures.by_hand import answer

AS_OF = datetime(2024, 6, 1)
ME = "account_id person_id\nmail:me self"
BOTH = """
    network ego_account_id table_name kind    direction covered_until completeness
    mail    mail:me        messages   message out       2024-12-31    all
    mail    mail:me        messages   message in        2024-12-31    all
"""


def on_days(days: list[float], *, both: bool = True) -> list[dict[str, Any]]:
    ends = (("self", "mail:ann"), ("mail:ann", "self")) if both else (("mail:ann", "self"),)
    return [
        {"sender_id": a, "recipient_id": b, "sent_at": AS_OF - timedelta(days=day)} for day in days for a, b in ends
    ]


def layer_of(days: int) -> dict[str, Any]:
    rows = on_days([day + 0.5 for day in range(days)])
    (row,) = answer(layers, as_of=AS_OF, identities=ME, messages=rows, coverage=BOTH)
    return dict(row)


@pytest.mark.parametrize(
    ("days", "layer"),
    [(1, "rarer"), (4, "rarer"), (5, "about monthly"), (12, "about monthly"), (13, "about weekly"),
     (25, "about weekly"), (26, "more than weekly"), (90, "more than weekly")],
)  # fmt: skip
def test_lines_lie_where_the_rates_put_them(days: int, layer: str) -> None:
    assert layer_of(days)["layer"] == layer


@pytest.mark.parametrize(("days", "inner", "outer"), [(5, 13, 5), (13, 26, 13), (14, 26, 13), (26, 91, 26), (4, 5, 0)])
def test_chances_are_binomial(days: int, inner: int, outer: int) -> None:
    row = layer_of(days)
    assert row["inner_probability"] == pytest.approx(binom.sf(inner - 1, 90, days / 90), abs=1e-9)
    assert row["outer_probability"] == pytest.approx(binom.cdf(outer - 1, 90, days / 90), abs=1e-9)


def test_silence_counts_against_the_pairs_own_rhythm() -> None:
    weekly = [20.5 + 7 * n for n in range(6)]
    daily = [20.5 + n for n in range(6)]
    given: dict[str, Any] = {"as_of": AS_OF, "identities": ME, "coverage": BOTH}
    assert answer(fading, **given, messages=on_days(weekly)) == []
    said = answer(fading, **given, messages=on_days(daily), show="silent_days median_gap_days silence_ratio")
    assert said == [(20.5, 1.0, 10.25)]
    assert answer(fading, **given, messages=on_days([day - 8 for day in daily])) == []


def test_weak_ties_do_not_fade() -> None:
    given: dict[str, Any] = {"as_of": AS_OF, "identities": ME, "coverage": BOTH}
    assert answer(fading, **given, messages=on_days([40.5, 41.5, 42.5, 43.5])) == []
    assert answer(fading, **given, messages=on_days([40.5, 41.5, 42.5, 43.5, 44.5], both=False)) == []
    assert len(answer(fading, **given, messages=on_days([40.5, 41.5, 42.5, 43.5, 44.5]))) == 1
