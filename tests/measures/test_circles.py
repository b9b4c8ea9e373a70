"""Who stands on the line between two circles, and how likely chance alone put them there."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import comb

import pytest

from kithkin.measures.circles import BORDERLINE, circles
from tests.measures.by_hand import answer

AS_OF = datetime(2024, 12, 31)
COVERAGE = """
    network ego_account_id table_name kind    direction covered_until completeness
    mail    mail:me@a.b    messages   message out       2024-12-31    all
    mail    mail:me@a.b    messages   message in        2024-12-31    all
"""


def standing(days: int) -> tuple[str, str, float | None]:
    """Return where somebody stands who wrote on so many of the last 90 days."""
    sent = [AS_OF - timedelta(days=3 * (k % 30) + k // 30, hours=1) for k in range(days)]
    (row,) = answer(
        circles,
        as_of=AS_OF,
        identities="account_id person_id\nmail:me@a.b self",
        messages=[{"sender_id": "mail:an@a.b", "recipient_id": "self", "sent_at": at} for at in sent],
        coverage=COVERAGE,
    )
    return row["layer"], row["borderline"], row["borderline_probability"]


def below(line: int, days: int, of: int = 90) -> float:
    return sum(comb(of, k) * (days / of) ** k * (1 - days / of) ** (of - k) for k in range(line))


@pytest.mark.parametrize(
    ("days", "layer", "borderline", "chance"),
    [
        (13, "about weekly", "may be further out", below(13, 13)),
        (12, "about monthly", "may be further in", 1 - below(13, 12)),
        (8, "about monthly", "", None),
        (25, "about weekly", "may be further in", 1 - below(26, 25)),
        (1, "rarer", "", None),
    ],
)
def test_the_chance_is_the_binomials(days: int, layer: str, borderline: str, chance: float | None) -> None:
    assert standing(days) == (layer, borderline, chance if chance is None else pytest.approx(chance))
    assert chance is None or chance >= BORDERLINE
