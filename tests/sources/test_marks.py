"""What was met before is known again, one by one and in columns alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithkin.sources import _marks
from kithkin.sources._marks import Marks, marks_of

WORDS = st.lists(st.text("abc", max_size=3), max_size=40)


@given(st.lists(st.tuples(st.booleans(), WORDS), max_size=12))
def test_marks_are_a_set(steps: list[tuple[bool, list[str]]]) -> None:
    marks, met = Marks(), set[str]()
    for is_column, words in steps:
        column = marks_of(words)
        assert marks.met(column).tolist() == [word in met for word in words]
        firsts = [word not in met and words.index(word) == place for place, word in enumerate(words)]
        assert marks.unmet(column).tolist() == firsts
        if is_column:
            marks.add_all(column)
        for word in () if is_column else words:
            marks.add(word)
        met.update(words)
        assert all(word in marks for word in met)
        assert ("a", "b") not in marks
        assert "z" not in marks


def test_few_runs_are_kept() -> None:
    marks = Marks()
    for number in range(300):
        marks.add_all(marks_of([f"{number}", f"{number} again"]))
    assert len(marks._runs) < 12
    assert all(f"{number}" in marks for number in range(300))


def test_very_many_single_ones_become_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_marks, "SINGLE", 10)
    marks = Marks()
    for number in range(95):
        assert f"{number}" not in marks
        marks.add(f"{number}")
    assert len(marks._single) < 10
    assert all(f"{number}" in marks for number in range(95))
    assert marks.met(marks_of(["3", "94", "95"])).tolist() == [True, True, False]
