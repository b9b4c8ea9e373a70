"""Talkers, and how many of them stand outside the audience, by hand."""

from __future__ import annotations

from kithkin.measures.outside_audience import outside_audience
from kithkin.measures.talkers import talkers
from tests.measures.by_hand import answer

ME = "account_id person_id\nx:me self"
LETTERS = """
    sender_id recipient_id sent_at
    x:ann     self         2024-05-01
    self      x:ann        2024-05-02
    x:bob     self         2024-05-01
    self      x:bob        2024-05-02
    x:cy      self         2024-05-02
    x:dan     self         2022-05-02
    self      x:dan        2024-05-02
"""
HEAD = "network ego_account_id table_name kind direction covered_until completeness\n"
LIST = "x x:me follows follow in 2024-12-31 all\n"
FOLLOWS = "follower_id followed_id\nx:bob self"


def test_follower_list_tells_who_is_outside() -> None:
    tables = {"identities": ME, "messages": LETTERS, "follows": FOLLOWS, "coverage": HEAD + LIST}
    said = answer(talkers, as_of="2024-12-31", show="alter_id has_talked is_outside", **tables)
    assert said == [("x:ann", True, True), ("x:bob", True, False)]
    counted = answer(outside_audience, as_of="2024-12-31", show="people_at_least people_at_most", **tables)
    assert counted == [(1, None)]


def test_partial_follower_list_cannot_tell() -> None:
    partial = HEAD + LIST.replace("all", "some")
    tables = {"identities": ME, "messages": LETTERS, "follows": FOLLOWS, "coverage": partial}
    said = answer(talkers, as_of="2024-12-31", show="alter_id is_outside", **tables)
    assert said == [("x:ann", None), ("x:bob", False)]


def test_everything_covered_closes_the_upper_bound() -> None:
    ways = "".join(
        f"x x:me messages {k} {d} 2024-12-31 all\n" for k in ("reply", "mention", "message") for d in ("in", "out")
    )
    tables = {"identities": ME, "messages": LETTERS, "follows": FOLLOWS, "coverage": HEAD + LIST + ways}
    counted = answer(outside_audience, as_of="2024-12-31", show="people_at_least people_at_most", **tables)
    assert counted == [(1, 1)]


def test_nobody_seen_and_nothing_covered_has_no_upper_bound() -> None:
    assert answer(outside_audience, identities=ME, show="people_at_least people_at_most") == [(0, None)]
