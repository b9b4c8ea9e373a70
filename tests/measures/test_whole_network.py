"""The measures of a whole network by hand: lists, bins, what runs both ways, who stands apart."""

from __future__ import annotations

import pytest

from kithkin.measures.influence_by_reach import influence_by_reach
from kithkin.measures.influence_by_size import influence_by_size
from kithkin.measures.network_distribution import network_distribution
from kithkin.measures.network_leaders import PLACES, network_leaders
from kithkin.measures.network_reciprocity import network_reciprocity
from tests.measures.by_hand import Row, answer

LISTED = """
    network ego_account_id table_name kind   direction covered_until completeness
    x       -              follows    follow among     2024-12-31    all
"""


def acts(*pairs: tuple[str, str]) -> list[Row]:
    return [{"actor_id": f"x:{one}", "target_id": f"x:{other}", "kind": "like"} for one, other in pairs]


def test_bins_hold_every_account_once() -> None:
    star = acts(*((f"p{n}", "hub") for n in range(9)), ("hub", "p0"))
    found = answer(network_distribution, interactions=star, show="people accounts_by_reactors accounts_by_contacts")
    assert found == [("0", 8, 0), ("1", 1, 9), ("2 to 3", 0, 0), ("4 to 7", 0, 0), ("8 to 15", 1, 1)]


def test_followers_are_counted_where_they_are_known() -> None:
    follows = "follower_id followed_id\nx:p0 x:hub\nx:p1 x:hub"
    rows = answer(network_distribution, interactions=acts(("p0", "hub")), follows=follows, coverage=LISTED)
    assert [row["accounts_by_followers"] for row in rows] == [0, 0, 1]


def test_lists_stop_at_twenty_and_leave_out_nought() -> None:
    rows = answer(network_leaders, interactions=acts(*((f"p{n:02}", f"q{n:02}") for n in range(PLACES + 5))))
    assert [row["place"] for row in rows] == list(range(1, PLACES + 1))
    assert (rows[0]["reactors_id"], rows[-1]["reactors_id"], rows[0]["followers_id"]) == ("x:q00", "x:q19", None)


def test_follows_that_run_both_ways() -> None:
    follows = "follower_id followed_id kind\nx:a x:b follow\nx:b x:a follow\nx:a x:c follow\nx:d x:a friend"
    found = answer(network_reciprocity, follows=follows, show="tie tie_count mutual_count reciprocity beyond_chance")
    assert found == [("follows", 5, 4, 0.8, round((0.8 - 5 / 12) / (1 - 5 / 12), 4))]


def test_where_all_are_tied_nothing_is_beyond_chance() -> None:
    found = answer(network_reciprocity, interactions=acts(("a", "b"), ("b", "a")), show="reciprocity beyond_chance")
    assert found == [(1.0, None)]


@pytest.mark.parametrize("by_reach", [True, False])
def test_who_calls_to_many_and_is_heard_by_none_is_a_big_hat(by_reach: bool) -> None:
    pairs = [(f"p{(n + k) % 40}", f"p{n}") for n in range(40) for k in range(1, 2 + n % 20)]
    loud = [("loud", f"p{n}") for n in range(40)] if by_reach else []
    pairs += [(other, one) for one, other in pairs]
    follows = [{"follower_id": f"x:p{n}", "followed_id": "x:loud"} for n in range(40)]
    follows += [{"follower_id": f"x:{one}", "followed_id": f"x:{other}"} for one, other in pairs]
    measure = influence_by_reach if by_reach else influence_by_size
    rows = answer(measure, interactions=acts(*pairs, *loud), follows=[] if by_reach else follows, coverage=LISTED)
    apart = {row["account_id"]: row["standing_apart"] for row in rows if row["standing_apart"]}
    assert apart["x:loud"] == "big hat"
    assert all((row["person_id"] is not None) == (row["account_id"] in apart) for row in rows)
