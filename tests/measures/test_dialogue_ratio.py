"""The dialogue ratio by hand, where everything is covered and where not."""

from __future__ import annotations

from kithkin.measures.dialogue_ratio import dialogue_ratio
from kithkin.measures.incoming_dialogue import incoming_dialogue
from kithkin.measures.unanswered import unanswered
from tests.measures.by_hand import answer

ME = "account_id person_id\nlocal:me self"
POSTS = """
    post_id network author_id kind    posted_at  reply_to_id
    local:1 local   self      post    2024-05-01 -
    local:2 local   self      post    2024-05-02 -
    local:3 local   self      comment 2024-05-04 local:ann
    local:4 local   self      post    2022-01-01 -
"""
ACTS = """
    actor_id  target_id kind    happened_at target_post_id
    local:ann self      comment 2024-05-03  local:1
    self      local:ann comment 2024-05-04  local:9
    local:bob self      comment 2024-06-01  local:2
    local:cy  self      comment 2024-12-30  local:2
"""
COVERED = """
    network ego_account_id table_name   kind    direction covered_until completeness
    local   -              interactions comment among     2024-12-31    all
"""
TABLES = {"identities": ME, "posts": POSTS, "interactions": ACTS}


def test_all_three_shares_where_all_is_covered() -> None:
    (row,) = answer(dialogue_ratio, as_of="2024-12-31", coverage=COVERED, **TABLES)
    assert (row["post_count"], row["reply_count"], row["reply_share"]) == (3, 1, 1 / 3)
    assert (row["received_count"], row["answered_count"], row["answered_share"]) == (2, 1, 0.5)
    assert (row["opening_count"], row["began_count"], row["began_share"]) == (2, 1, 0.5)


def test_what_was_received_is_null_where_it_is_not_covered() -> None:
    (row,) = answer(dialogue_ratio, as_of="2024-12-31", **TABLES)
    assert row["reply_share"] == 1 / 3
    assert {row[name] for name in ("received_count", "answered_count", "answered_share", "began_count")} == {None}


def test_answers_are_due_for_thirty_days() -> None:
    said = answer(incoming_dialogue, as_of="2024-12-31", coverage=COVERED, show="alter_id is_answered", **TABLES)
    assert said == [("local:ann", True), ("local:bob", False), ("local:cy", None)]
    left = answer(unanswered, as_of="2024-12-31", coverage=COVERED, show="alter_id", **TABLES)
    assert left == [("local:bob",)]
    assert answer(unanswered, as_of="2024-12-31", **TABLES) == []
