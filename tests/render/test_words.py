"""Words of others and the answer's sentence."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from kithkin.model.page import Answer, Person, exact
from kithkin.render import words
from tests.render.made import HOSTILE


@given(st.text())
def test_clean_leaves_nothing_that_steers(text: str) -> None:
    kept = words.clean(text)
    assert not [c for c in kept if c != "\n" and unicodedata.category(c) in ("Cc", "Cs")]
    assert not set(kept) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
    assert words.clean(kept) == kept
    kept.encode()


def test_clean_takes_whole_escape_sequences() -> None:
    assert words.line(HOSTILE[3]) == "red bell"
    assert words.line("a\x1b[2Jb\x9b31mc") == "abc"


def test_ordinary_names_stay_as_they_are() -> None:
    for name in ("Inês Caldeira", "李 明", "شاهين", "🧑‍🌾🏽", "O'Brien & Söhne <3"):
        assert words.line(name) == name


def test_nobody_is_without_a_name() -> None:
    assert words.name_of(Person("x:77")) == "77"
    assert words.name_of(Person("x:77", "", "@oona")) == "oona"
    assert words.name_of(Person("x:77", "\u202e\u0000", "@")) == "77"
    assert words.name_of(Person("x:77", "", "\u200b@oona")) == "oona"


def test_a_name_beyond_all_measure_does_not_fill_the_page() -> None:
    giant = Person("x:77", "W" * 10_000, "@" + "w" * 10_000)
    assert words.name_of(giant) == "W" * 200 + "…"
    assert len(words.handle_of(giant)) == 201
    assert words.name_of(Person("x:77", "W" * 200)) == "W" * 200
    assert words.initials(Person("x:77")) == "·"
    assert words.initials(Person("x:77", "Amara Nwosu-Bell")) == "AN"


def test_sentence() -> None:
    answer = Answer(
        "{n} people and {who}; {n:unit}. {m} people, {gone}.",
        {"n": exact(1, "people"), "m": exact(2, "people"), "who": Person("x:1", "Jun")},
    )
    assert words.sentence(answer) == "1 person and Jun; 1 person. 2 people, {gone}."


def test_a_part_is_not_expanded_again() -> None:
    answer = Answer("{who} wrote.", {"who": Person("x:1", "{n}"), "n": exact(3)})
    assert words.sentence(answer) == "{n} wrote."
