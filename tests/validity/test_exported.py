"""Messages written as exports: every export is read whole, and no person is called a machine by what it shows."""

from __future__ import annotations

import pytest
from benchmarks.validity import exported

from kithkin.example.private_messages import SOURCES


@pytest.fixture(scope="module")
def made() -> exported.Told:
    return exported.told(exported.UNTOUCHED)


@pytest.mark.parametrize("source", SOURCES)
def test_no_person_is_likely_a_machine_in_any_export(made: exported.Told, source: str) -> None:
    rows = exported.verdicts(source, made)
    assert len(rows) == sum(message.sender != "maren" for message in made.world.messages)
    found = exported.figures(rows)
    assert found["people called likely"] == 0
    assert found["likely"] >= 300
    if source in ("instagram", "linkedin"):
        assert found["recall within a day, copies seen"] >= 0.95


def test_the_same_seed_writes_the_same_messages(made: exported.Told) -> None:
    assert exported.told(exported.UNTOUCHED).world.messages == made.world.messages


@pytest.mark.parametrize("name", exported.SETS)
def test_people_say_enough_in_their_own_words(name: str) -> None:
    words, _ = exported.SETS[name]
    own = [*words.THANKS, *words.WISHES, *words.INVITATIONS, *words.HELLOS]
    assert len(set(own)) >= 60
    assert len(words.TEMPLATES) >= 8
