"""Ladders as steps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kithkin.model.page import Ladder, Layer, Value, bounded, exact
from kithkin.render.steps import steps


def ladder(*values: Value) -> Ladder:
    return Ladder("L", tuple(Layer(str(k), str(k), value, remedy="read more") for k, value in enumerate(values)))


def test_known_layers() -> None:
    first, second, third = steps(ladder(exact(100), bounded(20, 60), exact(20)))
    assert (first.solid, round(first.hatched, 9), first.is_open) == (0.2, 0.4, False)
    assert (second.figure, second.beside, round(second.wedge or 0, 9)) == ("20", "at least 20, at most 60", 0.6)
    assert (third.figure, third.beside, third.is_last) == ("20", "exact", True)


def test_nothing_known_is_dashed_without_a_figure() -> None:
    for value in (Value(), bounded(0, None), bounded(0, 100)):
        first, second = steps(ladder(exact(100), value))
        assert first.is_open
        assert (second.state, second.figure, second.beside, second.wedge) == ("unknown", "", "not shown", None)


def test_nought_that_is_known_is_shown() -> None:
    _, second = steps(ladder(exact(100), exact(0)))
    assert (second.state, second.figure) == ("exact", "0")
    _, below_none = steps(ladder(exact(0), exact(0)))
    assert below_none.figure == "0"


def test_at_least_alone_leaves_the_rest_dashed() -> None:
    first, second = steps(ladder(exact(100), bounded(9, None)))
    assert (first.solid, first.hatched, first.is_open) == (0.09, 0.0, True)
    assert second.beside == "at least 9"


def test_the_same_remedy_is_said_once() -> None:
    assert [step.remedy for step in steps(ladder(Value(), Value()))] == ["read more", ""]


@given(
    st.lists(st.tuples(st.one_of(st.none(), st.integers(0, 50)), st.one_of(st.none(), st.integers(0, 50))), max_size=6)
)
def test_shares_are_shares(pairs: list[tuple[int | None, int | None]]) -> None:
    for step in steps(ladder(*(bounded(least, most) for least, most in pairs))):
        assert 0 <= step.solid <= 1
        assert 0 <= step.hatched <= 1 + 1e-9 - step.solid
        assert step.wedge is None or 0 <= step.wedge <= 1 + 1e-9
