"""What is not known stays null beside a bound: `least` and `greatest` pass over a null and give the bound instead."""

from __future__ import annotations

import pytest

from kithkin.measures.influence_by_reach import influence_by_reach
from kithkin.measures.influence_by_size import influence_by_size
from kithkin.measures.influence_explained import influence_explained
from kithkin.measures.message_signs import message_signs
from kithkin.measures.tie_level import tie_level
from tests.measures.by_hand import Row, answer

LISTED = """
    network ego_account_id table_name kind   direction covered_until completeness
    x       -              follows    follow among     2024-12-31    all
"""
BOTH = """
    network ego_account_id table_name kind    direction covered_until completeness
    mail    mail:me@a.b    messages   message out       2024-12-31    all
    mail    mail:me@a.b    messages   message in        2024-12-31    all
"""
ME: list[Row] = [{"account_id": "mail:me@a.b", "person_id": "self"}]


def ring(size: int, reach: int) -> list[tuple[str, str]]:
    """Return who turns to whom where all are alike: each to the next few of a ring."""
    return [(f"x:p{n}", f"x:p{(n + k) % size}") for n in range(size) for k in range(1, reach + 1)]


@pytest.mark.parametrize("has_equal_sizes", [True, False])
def test_size_explains_nothing_where_all_are_alike(has_equal_sizes: bool) -> None:
    acts = [{"actor_id": one, "target_id": other, "kind": "like"} for one, other in ring(7, 3)]
    ties = ring(7, 2) if has_equal_sizes else [("x:p1", f"x:p{n}") for n in range(2, 7)]
    follows = [{"follower_id": one, "followed_id": other} for one, other in ties]
    found = answer(influence_explained, interactions=acts, follows=follows, coverage=LISTED)
    assert {row["account_count"] for row in found} == {7}
    assert [row["explained_by_followers"] for row in found] == [None] * 4


@pytest.mark.parametrize("by_reach", [True, False])
def test_no_number_is_expected_where_all_are_of_one_size(by_reach: bool) -> None:
    acts = [{"actor_id": one, "target_id": other, "kind": "like"} for one, other in ring(24, 3)]
    follows = [] if by_reach else [{"follower_id": one, "followed_id": other} for one, other in ring(24, 2)]
    measure = influence_by_reach if by_reach else influence_by_size
    found = answer(measure, interactions=acts, follows=follows, coverage=LISTED)
    assert len(found) == 24
    assert {row["expected_count"] for row in found} == {None}


def test_a_message_without_a_tie_came_after_nothing() -> None:
    messages = [
        {"sender_id": "mail:an@a.b", "recipient_id": "self", "sent_at": f"2024-05-0{day}", "text": "How are you?"}
        for day in (1, 3)
    ]
    follows = [{"follower_id": "mail:an@a.b", "followed_id": "self", "followed_at": "2024-05-02"}]
    found = answer(message_signs, identities=ME, follows=follows, messages=messages, show="seconds_after is_soon")
    assert found == [(None, None), (86400, True)]


def test_one_window_has_no_drift() -> None:
    messages = "sender_id recipient_id sent_at\nmail:an@a.b self 2024-11-24\nself mail:an@a.b 2024-12-24"
    given = {"identities": ME, "messages": messages, "coverage": BOTH}
    found = answer(tie_level, as_of="2024-12-31", show="pair_count level_drift", **given)
    assert found == [(1, None), (1, None)]
