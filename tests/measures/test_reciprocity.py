"""Reciprocity by hand."""

from __future__ import annotations

from kithkin.measures.reciprocity import reciprocity
from tests.measures.by_hand import answer

AMONG = "network table_name kind direction covered_until completeness\nlocal follows follow among 2024-12-31 all"
TIES = "follower_id followed_id\nlocal:a local:b\nlocal:b local:a\nlocal:c local:a\nlocal:a local:d"


def test_every_account_of_a_whole_network() -> None:
    said = answer(reciprocity, follows=TIES, coverage=AMONG, show="account_id reciprocity")
    assert said == [("local:a", 0.5), ("local:b", 1.0), ("local:c", 0.0), ("local:d", 0.0)]


def test_missing_half_is_null_not_zero() -> None:
    half = AMONG.replace("among", "in")
    said = answer(reciprocity, follows=TIES, coverage=half, show="reciprocity")
    assert said == [(None,)] * 4


def test_friends_are_mutual_without_coverage_and_ended_ties_do_not_count() -> None:
    ties = "follower_id followed_id kind is_current\nlocal:a local:b friend true\nlocal:c local:a friend false"
    said = answer(reciprocity, follows=ties, show="account_id reciprocity")
    assert said == [("local:a", 1.0), ("local:b", 1.0)]
