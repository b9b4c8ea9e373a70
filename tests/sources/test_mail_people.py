"""Each person of a mailbox is given out once, with the first name that a mail gave them, however many they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from kithkin.model.source import Batch
from kithkin.sources import _mail_people
from kithkin.sources._mail_headers import Person
from kithkin.sources._mail_people import People


def rows(batches: Iterable[Batch]) -> list[tuple[Any, ...]]:
    """Return the accounts of some batches as (id, name, whether the mailbox is theirs)."""
    return [
        row
        for batch in batches
        for accounts in [batch.tables["accounts"]]
        for row in zip(accounts["account_id"], accounts["name"], accounts["is_self"], strict=True)
    ]


def test_the_first_name_stays_and_an_address_is_no_name() -> None:
    people = People({"me@mill.example"})
    for name in ("", "bo@loom.example", "Bo Loom", "Bo"):
        people.meet(Person(name, "bo@loom.example"))
    people.meet(Person("", "cy@loom.example"))
    assert rows(people.rest()) == [
        ("mail:bo@loom.example", "Bo Loom", None),
        ("mail:cy@loom.example", None, None),
        ("mail:me@mill.example", None, True),
    ]


def test_very_many_are_given_out_on_the_way_and_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_mail_people, "_TOGETHER", 3)
    people, batches = People({"p1@loom.example"}), list[Batch]()
    for number in [*range(10), *range(10)]:
        people.meet(Person(f"P {number}" if number % 4 else "", f"p{number}@loom.example"))
        batches += people.named()
    assert len(batches) > 1
    found = rows([*batches, *people.rest()])
    assert sorted(account for account, _, _ in found) == [f"mail:p{number}@loom.example" for number in range(10)]
    assert [account for account, _, is_self in found if is_self] == ["mail:p1@loom.example"]
    assert [account for account, name, _ in found if not name] == [f"mail:p{n}@loom.example" for n in (0, 4, 8)]


def test_no_more_than_so_many_are_taken_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_mail_people, "_MAX_ACCOUNTS", 2)
    people = People({"me@mill.example"})
    for number in range(5):
        people.meet(Person("", f"p{number}@loom.example"))
    found = [account for account, _, _ in rows(people.rest())]
    assert found == ["mail:p0@loom.example", "mail:p1@loom.example", "mail:me@mill.example"]
