"""How figures are written."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithkin.model import dates
from kithkin.model.page import Value, bounded, estimated, exact
from kithkin.render import figures

ANY = st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True), st.integers(0, 10**9))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (exact(111), "111"),
        (exact(0), "0"),
        (exact(12400), "12,400"),
        (exact(None), "not shown"),
        (exact(math.nan), "not shown"),
        (bounded(9, None), "at least 9"),
        (bounded(0, None), "not shown"),
        (bounded(None, 110), "at most 110"),
        (bounded(0, 110), "at most 110"),
        (bounded(10, 110), "between 10 and 110"),
        (bounded(0.304, 0.412, "share"), "between 30 and 41 %"),
        (estimated(430.2, 512, 599.5), "between 430 and 600"),
        (estimated(None, 512, None), "an estimated 512"),
        (Value(), "not shown"),
    ],
)
def test_figure(value: Value, said: str) -> None:
    assert figures.figure(value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (exact(1, "people"), "1 person"),
        (exact(2, "people"), "2 people"),
        (bounded(9, None, "people"), "at least 9 people"),
        (bounded(0, 1, "replies"), "at most 1 reply"),
        (exact(1, "follow ties"), "1 follow tie"),
        (exact(0.34, "share"), "34 %"),
        (exact(7, "days"), "7 days"),
        (Value("people"), "not shown"),
    ],
)
def test_with_unit(value: Value, said: str) -> None:
    assert figures.with_unit(value) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 seconds"), (0.2, "under 1 second"), (1, "1 second"), (59.7, "1 minute"), (725, "12 minutes"),
        (3599, "1 hour"), (12000, "3 hours 20 minutes"), (86399, "1 day"), (100_000, "1 day 4 hours"),
        (59 * 86400, "59 days"), (400 * 86400, "13 months"), (1000 * 86400, "2 years 9 months"),
    ],
)  # fmt: skip
def test_span(seconds: float, said: str) -> None:
    assert figures.span(seconds) == said


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (0, "0 %"),
        (1, "100 %"),
        (0.34, "34 %"),
        (0.004, "0.4 %"),
        (0.0001, "under 0.1 %"),
        (0.9999, "over 99.9 %"),
        (0.994, "99.4 %"),
    ],
)
def test_share(amount: float, said: str) -> None:
    assert figures.share(amount) == said


def test_large_figure_is_what_the_data_shows() -> None:
    assert figures.main(bounded(9, 110)) == "9"
    assert figures.beside(bounded(9, 110)) == "at least 9, at most 110"
    assert figures.main(exact(111)) == "111"
    assert figures.beside(exact(111)) == ""
    assert figures.main(estimated(430, 512.4, 600)) == "512"
    assert figures.beside(estimated(430, 512.4, 600)) == "between 430 and 600"


def test_dates() -> None:
    assert dates.day(date(2026, 6, 11)) == "11 June 2026"
    assert figures.instant(datetime(2026, 6, 11, 4, 5, tzinfo=UTC)) == "11 June 2026, 04:05"
    east = timezone(timedelta(hours=2))
    assert figures.iso(datetime(2026, 6, 11, 1, 0, tzinfo=east)) == "2026-06-10T23:00:00Z"


@given(ANY, ANY, st.sampled_from(["", "people", "share", "seconds", "days"]))
def test_no_bounds_are_ever_written_as_nonsense(least: float | None, most: float | None, unit: str) -> None:
    for value in (bounded(least, most, unit), estimated(least, least, most, unit)):
        said = " ".join((figures.figure(value), figures.with_unit(value), figures.main(value), figures.beside(value)))
        assert "nan" not in said.replace("not shown", "").lower()
        assert "inf" not in said.lower()
        assert "None" not in said
        assert "0 to all" not in said


def test_as_of_a_date_is_before_that_day() -> None:
    at = datetime(2026, 6, 11, tzinfo=UTC)
    assert figures.as_of(at) == "As of the beginning of 11 June 2026."
    assert figures.as_of(at.replace(microsecond=1)) == "As of 11 June 2026."
    assert figures.as_of(at.replace(hour=14)) == "As of 11 June 2026."
