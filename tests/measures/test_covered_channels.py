"""Covered channels, where an ego has more than one name for one account."""

from __future__ import annotations

from kithkin.measures import MEASURES
from tests.measures.by_hand import answer

MEASURE = next(measure for measure in MEASURES if measure.name == "covered_channels")

COVERAGE = """
network ego_account_id table_name kind    direction covered_from covered_until completeness
x       x:7            messages   message in        -            2024-12-31    all
"""


def covered(*accounts: str) -> bool:
    names = "\n".join(["account_id person_id", *(f"{account} self" for account in accounts)])
    rows = answer(
        MEASURE, show="kind direction is_covered_365", as_of="2024-12-31", identities=names, coverage=COVERAGE
    )
    return ("message", "in", True) in rows


def test_a_handle_beside_a_permanent_id_is_no_account_of_its_own() -> None:
    assert covered("x:7")
    assert covered("x:7", "x:@old_name", "x:@new_name")


def test_a_second_account_of_which_nothing_is_known_leaves_it_open() -> None:
    assert not covered("x:7", "x:8")
    assert not covered("x:@only_a_handle")
