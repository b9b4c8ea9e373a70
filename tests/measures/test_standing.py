"""Who is in which layer, by hand: what rows show, what coverage rules out, what stays open."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from kithkin.measures.following_breakdown import LAYERS
from kithkin.measures.standing import standing
from tests.measures.by_hand import answer

Row = dict[str, Any]

AS_OF = datetime(2024, 12, 31)
ME: list[Row] = [{"account_id": "mail:me", "person_id": "self"}]
TIES: list[Row] = [{"follower_id": "mail:ann", "followed_id": "self", "network": "mail", "kind": "connection"}]


def mail(days_ago: float, sender: str = "mail:ann", recipient: str = "self", **more: object) -> Row:
    return {"sender_id": sender, "recipient_id": recipient, "sent_at": AS_OF - timedelta(days=days_ago)} | more


def shown(direction: str = "in", days: int = 4000, **more: object) -> Row:
    view = None if direction == "among" else "mail:me"
    return {
        "network": "mail",
        "ego_account_id": view,
        "table_name": "messages",
        "kind": "message",
        "direction": direction,
        "covered_from": AS_OF - timedelta(days=days),
        "covered_until": AS_OF,
        "completeness": "all",
    } | more


def layers(messages: list[Row], coverage: list[Row], ties: list[Row] = TIES) -> dict[str, bool | None]:
    tables: Row = {"identities": ME, "follows": ties, "messages": messages, "coverage": coverage}
    (row,) = answer(standing, as_of=AS_OF, **tables)
    return {layer: row[layer] for layer in LAYERS}


def test_nothing_seen_and_nothing_covered_leaves_all_open() -> None:
    assert layers([], []) == dict.fromkeys(LAYERS) | {"audience": True}


def test_whole_network_without_acts_is_no_everywhere() -> None:
    assert layers([], [shown("among")]) == dict.fromkeys(LAYERS, False) | {"audience": True}


def test_covered_inbox_rules_out_reaction_and_all_below() -> None:
    said = layers([], [shown("in")])
    assert said == {"audience": True, "alive": None} | dict.fromkeys(LAYERS[2:], False)


@pytest.mark.parametrize(
    ("days", "coverage_days", "reacted"),
    [(365, 4000, True), (365.1, 4000, False), (365.1, 364, None), (365.1, 365, False)],
)
def test_window_is_365_days_and_coverage_must_span_it(days: float, coverage_days: int, reacted: bool | None) -> None:
    assert layers([mail(days)], [shown("in", coverage_days), shown("among", 10)])["reacted"] is reacted


def test_act_that_may_lie_before_the_window_leaves_it_open() -> None:
    vague = {"sent_at": None, "sent_at_earliest": AS_OF - timedelta(days=400), "sent_at_latest": AS_OF}
    assert layers([mail(0) | vague], [shown("among")])["reacted"] is None


def test_act_whose_span_ends_with_the_answer_counts() -> None:
    span = {"sent_at": None, "sent_at_earliest": AS_OF - timedelta(days=20), "sent_at_latest": AS_OF}
    assert layers([mail(0) | span], [])["reacted"] is True


@pytest.mark.parametrize("more", [{"recipient_count": 6}, {"bulk_evidence": "list-unsubscribe"}])
def test_announcements_are_life_but_no_reaction(more: Row) -> None:
    said = layers([mail(3, **more)], [shown("among")])
    assert (said["alive"], said["reacted"]) == (True, False)


def test_every_shared_network_must_be_covered() -> None:
    both = [*ME, {"account_id": "x:me", "person_id": "self"}, {"account_id": "x:ann", "person_id": "mail:ann"}]
    tables = {"follows": TIES, "coverage": [shown("in")]}
    assert answer(standing, as_of=AS_OF, identities=ME, show="reacted", **tables) == [(False,)]
    assert answer(standing, as_of=AS_OF, identities=both, show="reacted", **tables) == [(None,)]


def test_every_own_account_must_be_covered() -> None:
    two = [*ME, {"account_id": "mail:me2", "person_id": "self"}]
    tables = {"identities": two, "follows": TIES}
    one_box, second = [shown("in")], shown("in", ego_account_id="mail:me2")
    assert answer(standing, as_of=AS_OF, coverage=one_box, show="reacted", **tables) == [(None,)]
    assert answer(standing, as_of=AS_OF, coverage=[*one_box, second], show="reacted", **tables) == [(False,)]


def test_two_way_needs_an_address_of_the_ego_and_lately_both_in_30_days() -> None:
    old_answer = [mail(3), mail(40, "self", "mail:ann")]
    said = layers(old_answer, [shown("in"), shown("out")])
    assert (said["two_way"], said["lately"], said["inner_circle"]) == (True, False, False)
    assert layers(old_answer, [shown("in")])["lately"] is None


@pytest.mark.parametrize(("days", "inner"), [(12, False), (13, True)])
def test_inner_circle_is_contact_on_13_days_of_90(days: int, inner: bool) -> None:
    letters = [mail(6 * n + 1) for n in range(days)] + [mail(1, "self", "mail:ann")]
    assert layers(letters, [shown("in"), shown("out")])["inner_circle"] is inner


def test_days_of_unknown_date_may_make_up_the_13() -> None:
    vague = {"sent_at": None, "sent_at_earliest": AS_OF - timedelta(days=80), "sent_at_latest": AS_OF}
    letters = [mail(6 * n + 1) for n in range(12)] + [mail(1, "self", "mail:ann"), mail(0) | vague]
    assert layers(letters, [shown("in"), shown("out")])["inner_circle"] is None


def test_tie_that_may_have_ended_is_never_sure() -> None:
    ties: list[Row] = [TIES[0] | {"is_current": None}]
    said = layers([mail(1), mail(2, "self", "mail:ann")], [shown("in"), shown("out")], ties)
    assert (said["audience"], said["lately"], said["inner_circle"]) == (None, None, False)


def test_account_made_in_the_window_is_a_sign_of_life() -> None:
    tables = {"identities": ME, "follows": TIES, "coverage": [shown("among")]}
    made = [{"account_id": "mail:ann", "created_at": AS_OF - timedelta(days=100)}]
    assert answer(standing, as_of=AS_OF, show="alive", accounts=made, **tables) == [(True,)]
    assert answer(standing, as_of=AS_OF, show="alive", **tables) == [(False,)]


def test_whoever_began_to_follow_in_the_window_is_alive() -> None:
    tables = {"identities": ME, "coverage": [shown("among")]}
    for days, alive in ((100, True), (400, False)):
        ties = [TIES[0] | {"kind": "follow", "followed_at": AS_OF - timedelta(days=days)}]
        assert answer(standing, as_of=AS_OF, show="alive", follows=ties, **tables) == [(alive,)]
