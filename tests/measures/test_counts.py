"""Counts by hand: exchanges, reactions that a network counted, direct messages, coverage in words."""

from __future__ import annotations

from typing import Any

import pytest

from kithkin.measures.coverage_overview import coverage_overview
from kithkin.measures.direct_dialogue import direct_dialogue
from kithkin.measures.exchanges import exchanges
from kithkin.measures.monthly_exchanges import monthly_exchanges
from kithkin.measures.public_acts import public_acts
from kithkin.measures.reaction_counts import reaction_counts
from kithkin.measures.tie_overview import tie_overview
from kithkin.model.measure import Measure
from kithkin.model.tables import NETWORK_KINDS
from tests.measures.by_hand import answer

ME = "account_id person_id\nx:me self"


def test_exchanges_leave_out_announcements_and_strangers() -> None:
    letters = """
        sender_id recipient_id recipient_count sent_at    bulk_evidence
        x:ann     self         1               2024-01-01 -
        x:ann     self         5               2024-01-01 -
        x:ann     self         6               2024-01-01 -
        x:ann     self         1               2024-01-01 precedence
        x:ann     x:bob        1               2024-01-01 -
    """
    said = answer(exchanges, identities=ME, messages=letters, show="alter_id direction act_count active_days")
    assert said == [("x:ann", "in", 2, 1)]


def test_weeks_begin_on_monday() -> None:
    likes = "actor_id target_id kind happened_at\n" + "\n".join(
        f"x:a self like 2024-01-{d:02}" for d in (6, 7, 8, 14, 15)
    )
    assert answer(exchanges, identities=ME, interactions=likes, show="active_weeks active_days") == [(3, 5)]


@pytest.mark.parametrize("asked", [exchanges, monthly_exchanges, public_acts])
def test_with_one_person_alone_is_what_everybody_holds_of_them(asked: Measure) -> None:
    likes = "actor_id target_id kind happened_at\n" + "\n".join(
        f"{act} 2024-0{month}-01"
        for who in ("x:a", "x:it's")
        for act in (f"{who} self like", f"self {who} reply")
        for month in (1, 4)
    )
    every = answer(asked, identities=ME, interactions=likes)
    assert {row["alter_id"] for row in every} == {"x:a", "x:it's"}
    for person in ("x:a", "x:it's", "x:nobody"):
        said = answer(asked, identities=ME, interactions=likes, person=person)
        assert said == [row for row in every if row["alter_id"] == person]


def test_reactions_have_no_upper_bound_where_a_count_is_missing() -> None:
    posts = """
        author_id kind posted_at  like_count is_deleted
        self      post 2024-05-01 4          -
        self      post 2024-05-02 -          -
        self      post 2024-05-03 90         true
    """
    said = answer(reaction_counts, identities=ME, posts=posts, as_of="2024-12-31")
    assert [(row["kind"], row["people_at_least"], row["people_at_most"]) for row in said] == [
        ("like", 4, None),
        ("repost", None, None),
    ]


def test_direct_dialogue_needs_both_ways_one_to_one() -> None:
    letters = """
        sender_id recipient_id recipient_count sent_at
        x:ann     self         1               2024-05-01
        self      x:ann        2               2024-05-02
        x:bob     self         1               2023-05-01
        self      x:bob        1               2024-05-01
    """
    shown = "partner_count partner_365_at_least partner_365_at_most written_count"
    given: dict[str, Any] = {"identities": ME, "messages": letters, "as_of": "2024-12-31", "show": shown}
    assert answer(direct_dialogue, **given) == [(1, 0, 1, 1)]
    spans = [
        {"network": "x", "ego_account_id": "x:me", "table_name": "messages", "kind": "message", "direction": direction}
        | {"covered_until": "2024-12-31", "completeness": "all"}
        for direction in ("in", "out")
    ]
    assert answer(direct_dialogue, coverage=spans, **given) == [(1, 0, 0, 1)]
    assert answer(direct_dialogue, coverage=spans[:1], **given) == [(1, 0, 1, 1)]
    # Bob has mail too, and so has the user: there nothing is covered.
    mails = [{"account_id": "mail:bob", "person_id": "x:bob"}, {"account_id": "mail:me", "person_id": "self"}]
    given["identities"] = [
        {"account_id": "x:me", "person_id": "self"},
        {"account_id": "x:bob", "person_id": "x:bob"},
        *mails,
    ]
    assert answer(direct_dialogue, coverage=spans, **given) == [(1, 0, 1, 1)]


def test_coverage_in_words() -> None:
    head = "network ego_account_id table_name kind direction covered_until completeness identity\n"
    lines = [f"mastodon - interactions {kind} among 2024-12-31 all id" for kind in NETWORK_KINDS["mastodon"]]
    lines += ["x x:me interactions like in 2024-12-31 none count", "x x:me interactions like out 2024-12-31 all id"]
    lines += ["mail mail:me messages message in 2024-12-31 none none"]
    said = answer(coverage_overview, coverage=head + "\n".join(lines), show="network state shown_out counted_in")
    assert said == [
        ("mail", "none", "", ""),
        ("mastodon", "full", "replies, mentions, likes, reposts", ""),
        ("x", "half", "likes", "likes"),
    ]
    (says,) = answer(coverage_overview, coverage=head + lines[-1], show="says")[0]
    assert says == "not shown towards you: messages; not shown from you: messages"


def test_tie_names_the_side_that_is_shown() -> None:
    head = "network ego_account_id table_name kind direction covered_until completeness\n"
    kinds = ("reply", "mention", "message")
    ways = {d: "".join(f"x x:me messages {k} {d} 2024-12-31 all\n" for k in kinds) for d in ("in", "out")}
    tables = {
        "identities": ME,
        "follows": "follower_id followed_id\nx:ann self",
        "as_of": "2024-12-31",
        "show": "shown",
    }
    assert answer(tie_overview, coverage=head + ways["out"], **tables) == [("only yours",)]
    assert answer(tie_overview, coverage=head + ways["in"], **tables) == [("only theirs",)]
    assert answer(tie_overview, coverage=head + ways["in"] + ways["out"], **tables) == [("both",)]
    assert answer(tie_overview, **tables) == [("neither",)]


def test_a_recording_of_some_days_does_not_show_a_kind_beside_what_is_shown_from_the_beginning() -> None:
    table = """
        network ego_account_id table_name   kind  direction covered_from covered_until completeness identity
        bluesky bluesky:me     interactions reply out       -            2024-06-30    all          id
        bluesky bluesky:me     interactions reply in        -            2024-06-30    none         none
        bluesky -              interactions reply among     2024-06-01   2024-06-03    all          id
    """
    shown = "state covered_from shown_in shown_out missing_in"
    every = "messages, replies, mentions, likes, reposts, quotes"
    assert answer(coverage_overview, coverage=table, show=shown) == [("half", None, "", "replies", every)]
    (says,) = answer(coverage_overview, coverage=table, show="says")[0]
    assert "only some towards you: replies" in says
    alone = table.splitlines()[1] + "\n" + table.splitlines()[4]
    assert answer(coverage_overview, coverage=alone, show="covered_from shown_in") == [("2024-06-01", "replies")]


def test_what_closes_a_gap_is_told_of_each_direction() -> None:
    table = """
        network  ego_account_id table_name   kind    direction covered_until completeness identity remedy
        facebook facebook:me    interactions comment out       2024-12-31    some         name     words
        facebook facebook:me    interactions comment in        2024-12-31    none         none     -
        facebook facebook:me    interactions mention in        2024-12-31    none         none     -
    """
    assert answer(coverage_overview, coverage=table, show="remedy remedy_in") == [("words", None)]
    table = table.replace("none     -", "none     more")
    assert answer(coverage_overview, coverage=table, show="remedy remedy_in") == [("words", "more")]


def test_where_a_list_reaches_a_month_further_than_what_happened_its_end_is_said_too() -> None:
    table = """
    network ego_account_id table_name   kind    direction covered_until completeness identity
    local   -              interactions message among     2004-10-04    all          id
    local   -              follows      follow  among     {0}           all          id
    """
    shown = "covered_until acts_until"
    assert answer(coverage_overview, coverage=table.format("2026-11-23"), show=shown) == [("2026-11-23", "2004-10-04")]
    assert answer(coverage_overview, coverage=table.format("2004-10-20"), show=shown) == [("2004-10-20", None)]
