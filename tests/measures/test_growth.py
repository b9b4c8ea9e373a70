"""Growth by hand: order of lists, follow dating, bursts, churn, provenance; the papers' examples, and planted faults."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithkin.measures import MEASURES, _bursts, _follow_order, _tails
from kithkin.measures.list_checks import allowed_missing
from tests.measures.by_hand import NAMED, answer

ME = "account_id person_id\nx:me self"
#: The measures that the random worlds of the promises leave empty: bursts, ordered lists and churn are made here.
MADE_HERE = ("follow_order", "follow_dating", "follow_bursts", "burst_signs", "list_checks")


def followers(*days: date, prefix: str = "x") -> list[dict[str, Any]]:
    """Return one follow of the ego per day given."""
    return [{"follower_id": f"{prefix}:{n}", "followed_id": "self", "followed_at": str(d)} for n, d in enumerate(days)]


def every_day(first: date, count: int, **more: int) -> list[date]:
    """Return so many days, one follower each, and `more` on the days named as `d5`, counted from the first."""
    days = [first + timedelta(days=n) for n in range(count)]
    return sorted([*days, *(first + timedelta(days=int(d[1:])) for d, n in more.items() for _ in range(n))])


# Records: Renyi


def test_order_probability_is_that_of_stirling_numbers() -> None:
    # Unsigned Stirling numbers of the first kind count orders by records: for n = 5 they are 24, 50, 35, 10, 1.
    tails = [120, 96, 46, 11, 1]
    for records, orders in enumerate(tails, 1):
        assert _follow_order.order_probability(5, records) == pytest.approx(orders / 120, abs=1e-10)


def plain_tail(n: int, records: int) -> float:
    """The exact sum over the Poisson-binomial distribution, row by row."""
    masses = np.zeros(records + 1)
    masses[0] = 1
    for k in range(1, n + 1):
        new = masses * (1 - 1 / k)
        new[1:] += masses[:-1] / k
        new[records] += masses[records] / k
        masses = new
    return float(masses[records])


@pytest.mark.parametrize(("n", "records"), [(14, 1), (76, 10), (220, 14), (463, 14), (2562, 12), (5000, 20)])
def test_order_probability_agrees_with_the_plain_sum(n: int, records: int) -> None:
    assert _follow_order.order_probability(n, records) == pytest.approx(plain_tail(n, records), rel=1e-6, abs=2e-12)


def test_a_million_rows_are_tested_at_once() -> None:
    assert 0.1 < _follow_order.order_probability(1_000_000, 15) < 0.9
    assert _follow_order.order_probability(1_000_000, 90) == _follow_order.LEAST


@settings(max_examples=30)
@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=60))
def test_bounds_are_never_too_late_for_a_list_without_order(made: list[float]) -> None:
    found = _follow_order.bounds(np.array(made), 2e9)
    assert np.all(found.earliest[found.is_dated] <= 2e9)
    assert np.all(found.latest >= found.earliest)
    assert np.all((found.middle >= found.earliest) & (found.spread >= found.earliest))


# Meeder: the lower bound is the running maximum of creation


def test_the_bound_is_the_youngest_account_among_the_older_rows() -> None:
    day = _follow_order.DAY
    newest_first = np.array([9, 3, 7, 1, 5, 2]) * day
    found = _follow_order.bounds(newest_first, 10 * day)
    assert (found.earliest / day).tolist() == [9, 7, 7, 5, 5, 2]
    assert (found.latest / day).tolist() == [10, 10, 10, 10, 10, 9]


def test_a_spliced_list_is_cut_and_each_piece_dated_by_itself() -> None:
    day = _follow_order.DAY
    piece = np.arange(200, 0, -1) * 5 * day
    spliced = np.concatenate([piece, piece + 2000 * day])
    assert _follow_order.blocks(spliced) == [(0, 200), (200, 400)]
    assert np.allclose(_follow_order.bounds(spliced, 4000 * day).earliest, spliced)


def test_a_transplanted_account_does_not_date_its_neighbours() -> None:
    day = _follow_order.DAY
    oldest_first = np.arange(200) * day
    oldest_first[20] = 190 * day + 400 * day
    assert np.flatnonzero(_follow_order.transplanted(oldest_first)).tolist() == [20]


def ordered(count: int, **changed: str) -> dict[str, Any]:
    """Return tables of a list in which each account followed on the day on which it was made."""
    days = [datetime(2020, 1, 1) + timedelta(days=count - n) for n in range(count)]
    made = {f"x:{n:04}": str(day) for n, day in enumerate(days)} | changed
    listed = [{"follower_id": f"x:{n:04}", "followed_id": "self", "list_position": n} for n in range(count)]
    return {"follows": listed, "accounts": [{"account_id": a, "created_at": at} for a, at in made.items()]}


def test_an_ordered_list_is_dated_and_a_shuffled_one_refused() -> None:
    dated = answer(NAMED["follow_dating"], identities=ME, as_of="2020-03-01", **ordered(40))
    assert len(dated) == 40
    assert {row["told_as"] for row in dated[4:]} == {"day"} or dated[10]["width_days"] == 3.0
    shuffled = ordered(40)
    shuffled["follows"] = [row | {"list_position": (7 * n) % 40} for n, row in enumerate(shuffled["follows"])]
    assert answer(NAMED["follow_dating"], identities=ME, as_of="2020-03-01", **shuffled) == []
    (refused,) = answer(NAMED["follow_order"], identities=ME, as_of="2020-03-01", **shuffled)
    assert refused["is_ordered"] is False
    assert "dates nothing" in refused["says"]


def test_bare_ids_date_nothing_and_say_so() -> None:
    bare = {"follows": ordered(40)["follows"]}
    assert answer(NAMED["follow_dating"], identities=ME, **bare) == []
    (refused,) = answer(NAMED["follow_order"], identities=ME, **bare)
    assert refused["says"].startswith("Of only 0 accounts")


# Bursts


def test_negative_binomial_tail_is_that_of_the_sum() -> None:
    mean, phi = 4.0, 0.5
    size, p = 1 / phi, 1 / (1 + phi * mean)
    below = sum(
        math.exp(math.lgamma(k + size) - math.lgamma(size) - math.lgamma(k + 1)) * p**size * (1 - p) ** k
        for k in range(12)
    )
    assert math.exp(_tails.log_count_tail([12.0], [mean], phi)[0]) == pytest.approx(1 - below, rel=1e-9)


def test_a_tail_beyond_the_smallest_double_still_has_a_logarithm() -> None:
    tail = _tails.log_count_tail([5000.0, 9000.0], [1.0, 1.0], 0.3)
    assert tail[1] < tail[0] < -700


def test_a_burst_starts_when_it_starts() -> None:
    days = every_day(date(2024, 1, 1), 200, d100=80, d101=30)
    found = answer(NAMED["follow_bursts"], identities=ME, follows=followers(*days), as_of="2024-07-19")
    assert [(row["started_on"], row["arrived_count"]) for row in found] == [(date(2024, 4, 10), 112)]
    assert found[0]["excess_low"] <= found[0]["excess"] <= found[0]["excess_high"]


def hole() -> tuple[list[date], list[dict[str, Any]]]:
    """Return a record with a hole of half a year, after which all that came in it stands on one day."""
    days = [*every_day(date(2024, 1, 1), 100), *([date(2024, 10, 1)] * 90), *every_day(date(2024, 10, 2), 60)]
    span = {"network": "x", "ego_account_id": "x:me", "table_name": "follows", "kind": "follow", "direction": "in"}
    spans = [("2024-01-01", "2024-04-09"), ("2024-10-01", "2024-11-30")]
    return days, [{**span, "covered_from": a, "covered_until": b, "completeness": "all"} for a, b in spans]


def test_the_first_day_after_a_hole_is_no_burst() -> None:
    days, spans = hole()
    given_follows = followers(*days)
    kept = answer(NAMED["follow_bursts"], identities=ME, follows=given_follows, coverage=spans, as_of="2024-12-01")
    assert kept == []
    # Without the hole in the coverage the same day is one: the coverage is what tells them apart.
    assert answer(NAMED["follow_bursts"], identities=ME, follows=given_follows, as_of="2024-12-01")


def test_one_follower_and_nobody_have_no_rhythm() -> None:
    assert answer(NAMED["follow_bursts"], identities=ME, follows=followers(date(2024, 1, 1)), as_of="2024-12-01") == []
    assert answer(NAMED["follow_bursts"], identities=ME, as_of="2024-12-01") == []


def bought(*, acted: str = "", created: str = "2023-05-05") -> dict[str, Any]:
    """Return a year of one follower a day, all other of whom like, and a block of 60 whose accounts are of one day."""
    days = every_day(date(2024, 1, 1), 300, d100=60)
    rows = followers(*days)
    block = {f"x:{n}" for n, day in enumerate(days) if day == date(2024, 4, 10)}
    likes = [
        {
            "actor_id": row["follower_id"],
            "target_id": "self",
            "kind": "like",
            "happened_at": f"{row['followed_at']}T12:00",
        }
        for row in rows
        if row["follower_id"] not in block or acted
    ][:: 1 if acted else 2]
    made = [{"account_id": a, "created_at": created} for a in sorted(block)] if created else []
    return {"identities": ME, "follows": rows, "interactions": likes, "accounts": made, "as_of": "2024-12-31"}


def test_looks_bought_takes_two_signs_and_no_cause() -> None:
    def verdict(**world: Any) -> str:
        return str(answer(NAMED["burst_explanations"], **world)[0]["verdict"])

    (bought_row,) = answer(NAMED["burst_explanations"], **bought())
    assert str(bought_row["says"]).startswith(f"{bought_row['started_on']:%-d %B %Y}: ")
    assert verdict(**bought()) == "looks bought"
    assert verdict(**bought(created="")) == "unexplained"
    assert verdict(**bought(acted="yes")) == "explained"


@pytest.mark.parametrize(
    ("kind", "day", "followed", "cause", "verdict"),
    [
        ("recommended", "2023-01-01", 40, ("on a list to follow", True), "explained"),
        ("recommended", "2024-06-01", 0, ("on a list to follow", False), "looks bought"),
        ("recommended", "2023-01-01", 0, None, "looks bought"),
        ("list_member", "2024-06-01", 40, ("put on a list", False), "looks bought"),
    ],
)
def test_a_starter_pack_explains_those_who_followed_others_on_it_too(
    kind: str, day: str, followed: int, cause: tuple[str, bool] | None, verdict: str
) -> None:
    world = bought()
    (burst,) = answer(NAMED["follow_bursts"], **world)
    came = [row for row in world["follows"] if row["followed_at"] == burst["started_on"].isoformat()]
    marks = [{"marker_id": "x:maker", "marked_id": who, "kind": kind, "list_id": "x:pack", "list_name": "Potters",
              "network": "x", "marked_at": day if day != "2024-06-01" else burst["started_on"].isoformat()}
             for who in ("self", "x:bo", "x:cy")]  # fmt: skip
    world["follows"] += [row | {"followed_id": "x:bo"} for row in came[:followed]]
    found = answer(NAMED["burst_causes"], **world, marks=marks)
    assert [(row["cause"], row["is_strong"]) for row in found] == ([cause] if cause else [])
    assert answer(NAMED["burst_explanations"], **world, marks=marks)[0]["verdict"] == verdict


def test_new_user_waves_are_no_sign() -> None:
    signs = answer(NAMED["burst_signs"], **bought(created="2024-04-01"))
    assert {row["sign"]: row["is_sign"] for row in signs}["born together"] is None


# Churn


def two_lists(missing: int, standing: int, **more: Any) -> dict[str, Any]:
    """Return two complete lists a week apart, the newer without some of the names of the older."""
    rows = [
        {"follower_id": f"x:{n}", "followed_id": "self", "followed_account_id": "x:me", "is_current": n >= missing}
        for n in range(missing + standing)
    ]
    span = {"network": "x", "ego_account_id": "x:me", "table_name": "follows", "kind": "follow", "direction": "in"}
    spans = [{**span, "covered_until": d, "completeness": "all"} for d in ("2024-01-01", "2024-01-08")]
    return {"identities": ME, "follows": [row | more for row in rows], "coverage": spans, "as_of": "2024-02-01"}


def test_a_short_list_is_held_and_a_few_missing_left() -> None:
    assert {row["verdict"] for row in answer(NAMED["churn"], **two_lists(5, 995))} == {"left"}
    assert {row["verdict"] for row in answer(NAMED["churn"], **two_lists(50, 950))} == {"held"}
    (check,) = answer(NAMED["list_checks"], **two_lists(50, 950))
    assert (check["is_accepted"], check["allowed_count"]) == (False, 24)


def test_who_is_missing_from_a_refused_list_is_within_the_bounds() -> None:
    def audience_of(world: dict[str, Any]) -> tuple[int, int, int, int]:
        (said,) = (row for row in answer(NAMED["following_breakdown"], **world) if row["layer"] == "audience")
        (network,) = answer(NAMED["audience_by_network"], **world)
        return said["people_at_least"], said["people_at_most"], network["people_at_least"], network["people_at_most"]

    assert audience_of(two_lists(5, 995)) == (995, 995, 995, 995)
    assert audience_of(two_lists(50, 950)) == (950, 1000, 950, 1000)
    ended = two_lists(50, 950)
    ended["follows"][0] |= {"ended_at": "2024-01-05"}
    assert audience_of(ended) == (950, 999, 950, 999)


def test_nothing_is_taken_from_a_refused_list() -> None:
    stranger = {"sender_id": "x:new", "recipient_id": "self", "sent_at": "2024-01-02"}
    letters = [stranger, {"sender_id": "self", "recipient_id": "x:new", "sent_at": "2024-01-03"}]
    likes = [{"actor_id": "x:new", "target_id": "self", "kind": "like", "happened_at": "2024-01-02"}]

    def said(missing: int) -> tuple[Any, ...]:
        world = two_lists(missing, 1000 - missing) | {"messages": letters, "as_of": "2024-01-08"}
        world["coverage"][1] |= {"covered_until": "2024-01-07T23:59:59.999999"}
        (talker,) = answer(NAMED["talkers"], **world)
        ties = {row["alter_id"]: row["in_audience"] for row in answer(NAMED["tie_overview"], **world)}
        (drawn,) = answer(NAMED["reaction_influence"], interactions=likes, **world)
        arrived = {row["alter_id"]: row["is_standing"] for row in answer(NAMED["follower_arrivals"], **world)}
        return talker["is_outside"], ties["x:new"], ties.get("x:0"), drawn["outside_count"], arrived["x:0"]

    assert said(5) == (True, False, None, 1, False)
    assert said(50) == (None, None, None, None, None)


def test_who_is_missing_from_a_refused_list_is_treated_as_there() -> None:
    def said(missing: int) -> tuple[Any, ...]:
        world = two_lists(missing, 1000 - missing, kind="connection")
        world["coverage"] = [row | {"kind": "connection"} for row in world["coverage"]]
        world["contacts"] = [{"account_id": "x:0", "name": "Ann"}]
        decided = {"kind": "decision", "decision": "end", "is_current": True}
        world["decisions"] = [decided | {"person_id": f"x:{n}"} for n in (1, 999)]
        suggested = [row["alter_id"] for row in answer(NAMED["suggested_person"], **world)]
        done = [row["is_done"] for row in answer(NAMED["decision_follow_up"], **world)]
        near = {row["person_id"] for row in answer(NAMED["community_people"], **world)}
        return suggested, done, "x:0" in near

    assert said(5) == (["x:0"], [True, False], False)
    assert said(50) == ([], [False, False], True)


def test_ends_that_are_held_are_within_the_bounds_and_old_lists_say_nothing() -> None:
    shown = "direction left_at_least left_at_most followed_back_count"
    for missing, expected in ((5, ("in", 5, 5, None)), (50, ("in", 0, 50, None))):
        world = two_lists(missing, 1000 - missing)
        for row in world["follows"][:missing]:
            row |= {"observed_at": "2024-01-01"}
        assert answer(NAMED["own_churn"], show=shown, **world) == [expected]
    late = {"as_of": "2026-01-01"}
    assert answer(NAMED["own_churn"], **two_lists(0, 1000) | late) == []


def test_who_is_missing_from_two_lists_has_left() -> None:
    world = two_lists(50, 950)
    third = {**world["coverage"][0], "covered_until": "2024-01-15"}
    world["coverage"] = [*world["coverage"], third]
    seen = ("2024-01-01", "2024-01-15")
    world["follows"] = [row | {"observed_at": seen[row["is_current"]]} for row in world["follows"]]
    (check,) = answer(NAMED["list_checks"], **world)
    assert (check["missing_count"], check["is_accepted"]) == (0, True)
    # Of the list before, fifty more are missing at once: they are held, and those whom two lists lack are not.
    for row in world["follows"][50:100]:
        row |= {"observed_at": "2024-01-08", "is_current": False}
    (check,) = answer(NAMED["list_checks"], **world)
    assert (check["missing_count"], check["is_accepted"]) == (50, False)
    verdicts = [row["verdict"] for row in answer(NAMED["churn"], **world)]
    assert (verdicts.count("left"), verdicts.count("held")) == (50, 50)
    (network,) = answer(NAMED["audience_by_network"], **world)
    assert (network["people_at_least"], network["people_at_most"]) == (900, 950)


def test_a_newer_list_that_holds_a_part_ends_nobody_and_keeps_nobody() -> None:
    world = two_lists(50, 950)
    world["coverage"][1] |= {"completeness": "some"}
    world["follows"] = [row | {"is_current": row["is_current"] or None} for row in world["follows"]]
    (check,) = answer(NAMED["list_checks"], **world)
    assert (check["missing_count"], check["unsure_count"], check["is_accepted"]) == (0, 50, None)
    assert (str(check["listed_at"])[:10], str(check["part_at"])[:10]) == ("2024-01-01", "2024-01-08")
    assert check["says"].endswith("A newer list holds a part only.")
    assert answer(NAMED["churn"], **world) == []
    (network,) = answer(NAMED["audience_by_network"], **world)
    assert (network["people_at_least"], network["people_at_most"]) == (950, 1000)
    # A count of followers, such as a network gives it, is no list.
    world["coverage"][1] |= {"identity": "count"}
    (check,) = answer(NAMED["list_checks"], **world)
    assert check["part_at"] is None


def test_who_is_missing_from_a_refused_list_of_the_other_direction_may_follow_back() -> None:
    def back(missing: int) -> bool | None:
        world = two_lists(missing, 1000 - missing)
        left = {"follower_id": "self", "followed_id": "x:ex", "follower_account_id": "x:me", "ended_at": "2024-01-05"}
        world["follows"].append(left | {"is_current": False})
        (row,) = (row for row in answer(NAMED["churn"], **world) if row["direction"] == "out")
        said: bool | None = row["is_followed_back"]
        return said

    assert back(5) is False
    assert back(50) is None


def test_a_lost_page_is_refused() -> None:
    world = two_lists(20, 980)
    world["follows"] = [row | {"list_position": n} for n, row in enumerate(world["follows"])]
    (check,) = answer(NAMED["list_checks"], **world)
    assert check["is_accepted"] is False
    assert "one after another" in check["says"]


def test_a_handle_that_is_missing_is_gone_or_renamed() -> None:
    world = two_lists(1, 300)
    world["follows"][0] |= {"follower_id": "x:@ann"}
    assert [row["verdict"] for row in answer(NAMED["churn"], **world)] == ["gone or renamed"]


def test_a_list_of_one_kind_says_nothing_of_another() -> None:
    world = two_lists(1, 300, kind="connection")
    fan = {"follower_id": "x:fan", "followed_id": "self", "followed_account_id": "x:me", "observed_at": "2024-01-01"}
    world["follows"].append(fan)
    world["coverage"] = [row | {"kind": "connection"} for row in world["coverage"]]
    (gone,) = answer(NAMED["churn"], **world)
    assert (gone["alter_id"], gone["direction"], gone["verdict"]) == ("x:0", "both", "left")
    checks = answer(NAMED["list_checks"], **world)
    assert {row["kind"]: (row["missing_count"], row["is_accepted"]) for row in checks} == {
        "connection": (1, True),
        "follow": (0, None),
    }


def test_nobody_known_by_the_name_alone_is_missed() -> None:
    world = two_lists(2, 300)
    world["follows"][0] |= {"follower_id": "x:name:ann#1"}
    assert [row["alter_id"] for row in answer(NAMED["churn"], **world)] == ["x:1"]
    (check,) = answer(NAMED["list_checks"], **world)
    assert check["missing_count"] == 1
    world["follows"][0] |= {"ended_at": "2024-01-05"}
    assert [row["alter_id"] for row in answer(NAMED["churn"], **world)] == ["x:1", "x:name:ann#1"]


def test_who_ended_a_friendship_is_not_said() -> None:
    friend = {
        "follower_id": "x:ann",
        "followed_id": "self",
        "kind": "friend",
        "ended_at": "2024-01-05",
        "is_current": False,
    }
    (ended,) = answer(NAMED["churn"], identities=ME, follows=[friend], as_of="2024-02-01")
    assert (ended["direction"], ended["verdict"], ended["is_followed_back"]) == ("both", "left", None)
    (counted,) = answer(NAMED["own_churn"], identities=ME, follows=[friend], as_of="2024-02-01")
    assert (counted["direction"], counted["left_at_least"]) == ("both", 1)


def test_who_came_on_a_day_without_a_clock_is_dated_by_that_day() -> None:
    ties = [
        {"follower_id": "x:day", "followed_at_earliest": "2024-01-05", "followed_at_latest": "2024-01-05T23:59:59"},
        {"follower_id": "x:month", "followed_at_earliest": "2024-01-01", "followed_at_latest": "2024-01-31"},
    ]
    follows = [{"followed_id": "self", "kind": "connection", **tie} for tie in ties]
    came = answer(NAMED["follower_arrivals"], identities=ME, follows=follows, as_of="2024-03-01")
    shown = {row["alter_id"]: (row["basis"], row["arrived_at"] and f"{row['arrived_at']:%Y-%m-%d}") for row in came}
    assert shown == {"x:day": ("read", "2024-01-05"), "x:month": ("unknown", None)}


def test_a_new_friend_does_not_knock_any_more() -> None:
    ties = [
        {"follower_id": f"x:{kind}", "followed_id": "self", "kind": kind, "followed_at": "2024-01-05"}
        for kind in ("follow", "friend", "connection")
    ]
    knocks = answer(NAMED["knocking"], identities=ME, follows=ties, as_of="2024-02-01")
    assert [row["alter_id"] for row in knocks] == ["x:follow"]


def test_a_request_of_unknown_state_may_be_open_for_half_a_year_unless_a_tie_came_of_it() -> None:
    asked = [
        {"from_id": f"linkedin:{who}", "to_id": "self", "state": state, "requested_at": day}
        for who, state, day in (
            ("open", "pending", "2020-01-05"),
            ("late", "unknown", "2024-01-05"),
            ("tied", "unknown", "2024-01-05"),
            ("long-ago", "unknown", "2020-01-05"),
            ("turned-down", "rejected", "2024-01-05"),
        )
    ]
    ties = [{"follower_id": "linkedin:tied", "followed_id": "self", "kind": "connection"}]
    world: dict[str, Any] = {"identities": ME, "requests": asked, "follows": ties, "as_of": "2024-02-01"}
    knocks = {row["alter_id"]: row["asks"] for row in answer(NAMED["knocking"], **world)}
    assert knocks == {"linkedin:open": "request", "linkedin:late": "unsettled request"}
    said = {row["alter_id"]: row["says"] for row in answer(NAMED["common_ground_overview"], **world)}
    assert "Whether this request is still open" in said["linkedin:late"]
    assert "still open" not in said["linkedin:open"]


def test_allowed_missing_is_the_table_of_the_binomial() -> None:
    assert [allowed_missing(10_000, days) for days in (1, 7, 30, 90)] == [31, 154, 569, 1535]


# Provenance and what came first


def test_clocks_that_disagree_leave_the_word_after_the_follow_out() -> None:
    world: dict[str, Any] = {
        "identities": ME,
        "follows": followers(date(2024, 1, 5)),
        "interactions": "actor_id target_id kind happened_at\nself x:0 reply 2024-01-05T00:00:01",
    }
    assert [row["came_by"] for row in answer(NAMED["follow_provenance"], **world)] == ["unknown"]


def test_no_facts_at_all_is_cannot_say() -> None:
    (row,) = answer(NAMED["fake_follower"], identities=ME, follows=followers(date(2024, 1, 5)))
    assert (row["state"], row["fact_count"], row["band"]) == ("cannot_say", 0, "cannot_tell")


# Planted faults: each of these must break a finding above


@pytest.mark.parametrize(
    ("where", "name", "fault", "finding"),
    [
        (_bursts, "LEAST_EXCESS", 500, test_a_burst_starts_when_it_starts),
        (_bursts, "_BEGUN", 0.9, test_a_burst_starts_when_it_starts),
        (_follow_order, "GATE", 1.1, test_an_ordered_list_is_dated_and_a_shuffled_one_refused),
        (_follow_order, "_ROOTS", 8, test_order_probability_is_that_of_stirling_numbers),
    ],
)
def test_a_planted_fault_is_found(
    where: Any, name: str, fault: Any, finding: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding()
    monkeypatch.setattr(where, name, fault)
    with pytest.raises((AssertionError, ValueError, IndexError)):
        finding()


def test_kernels_of_growth_are_listed() -> None:
    assert set(MADE_HERE) <= {measure.name for measure in MEASURES if measure.form == "kernel"}


def test_counts_beyond_reason_are_judged_like_others() -> None:
    most = 2**63 - 1
    said = answer(
        NAMED["profile_points"],
        identities="account_id person_id\nx:me self",
        follows="follower_id followed_id\nx:big self\nx:odd self",
        accounts=f"account_id follower_count following_count\nx:big {most} 10\nx:odd 10 {most}",
        show="alter_account_id point_count",
    )
    assert said == [("x:big", 0), ("x:odd", 3)]
