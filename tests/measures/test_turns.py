"""Turns by hand."""

from __future__ import annotations

import pytest

from kithkin.measures.turns import turns
from tests.measures.by_hand import answer

ME = "account_id person_id\nx:me self"
SHOW = "turn_count exchange_count longest_exchange"


def letters(*lines: str) -> str:
    sides = {"in": "x:ann self", "out": "self x:ann"}
    written = (f"{sides[line.split()[0]]} {line.split()[1]}" for line in lines)
    return "\n".join(["sender_id recipient_id sent_at", *written])


@pytest.mark.parametrize(
    ("acts", "said"),
    [
        (("in 2024-01-01",), (0, 0, 1)),
        (("in 2024-01-01", "in 2024-01-02"), (0, 0, 1)),
        (("in 2024-01-01", "out 2024-01-08"), (1, 1, 2)),
        (("in 2024-01-01", "out 2024-01-08T00:00:01"), (0, 0, 1)),
        (("in 2024-01-01", "out 2024-01-02", "in 2024-01-03", "out 2024-02-01", "in 2024-02-02"), (3, 2, 3)),
    ],
)
def test_turns_within_seven_days(acts: tuple[str, ...], said: tuple[int, ...]) -> None:
    assert answer(turns, identities=ME, messages=letters(*acts), show=SHOW) == [said]


def test_both_sides_count_the_same_turns() -> None:
    everyone = "ego_id\nx:ann\nx:bob"
    acts = "actor_id target_id kind happened_at\nx:ann x:bob reply 2024-01-01\nx:bob x:ann mention 2024-01-02"
    said = answer(turns, egos=everyone, interactions=acts, show="ego_id turn_count")
    assert said == [("x:ann", 1), ("x:bob", 1)]


def test_likes_and_undated_acts_are_no_turns() -> None:
    acts = """
        actor_id target_id kind  happened_at
        x:ann    self      reply 2024-01-01
        self     x:ann     like  2024-01-02
        self     x:ann     reply -
    """
    assert answer(turns, identities=ME, interactions=acts, show=SHOW) == [(0, 0, 1)]
