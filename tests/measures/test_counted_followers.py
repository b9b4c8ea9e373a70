"""Counts of followers by hand: two accounts, months of which only gains are known, and months without any count."""

from __future__ import annotations

from datetime import date

from kithkin.measures.counted_followers import counted_followers
from tests.measures.by_hand import answer

ME = "account_id person_id\nx:me self\nx:shop self"


def test_each_account_has_its_own_months_and_ends() -> None:
    rows = answer(
        counted_followers,
        show="ego_account_id month_on follower_count is_first is_last",
        identities=ME,
        follower_counts="""
        account_id account_account_id network counted_on follower_count
        self x:me x       2024-01-31 10
        self x:me x       2024-01-30 90
        self x:me x       2024-03-01 12
        self x:shop x       2024-02-10 7
        x:other x:other x       2024-02-10 99
        """,
    )
    assert rows == [
        ("x:me", date(2024, 1, 1), 10, True, False),
        ("x:me", date(2024, 3, 1), 12, False, True),
        ("x:shop", date(2024, 2, 1), 7, True, True),
    ]


def test_gains_are_summed_and_never_become_a_total() -> None:
    rows = answer(
        counted_followers,
        show="month_on counted_on follower_count gained_count lost_count is_last",
        identities=ME,
        follower_counts="""
        account_id account_account_id network counted_on follower_count gained_count lost_count
        self x:me x       2024-01-05 -              3            1
        self x:me x       2024-01-06 -              4            -
        self x:me x       2024-02-01 50             -            -
        """,
    )
    assert rows == [
        (date(2024, 1, 1), None, None, 7, 1, False),
        (date(2024, 2, 1), date(2024, 2, 1), 50, None, None, True),
    ]


def test_no_counts_give_no_rows() -> None:
    assert answer(counted_followers, identities=ME) == []
