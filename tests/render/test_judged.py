"""Cases put together: what is shown of the words that count."""

from __future__ import annotations

from datetime import datetime

import pytest

from kithkin.model.page import Cases, Kind, Listed
from kithkin.render import cells, judged
from kithkin.render.judged import AROUND, Quote


def quote_of(**row: object) -> Quote:
    cases = Cases(
        "Sold", Listed("cases", ({"judgement_id": "j"},), 1), evidence=Listed("e", ({"judgement_id": "j", **row},), 1)
    )
    return judged.judged(cases)[0].evidence[0].quote


def test_a_quote_is_split_where_the_words_that_counted_begin_and_end() -> None:
    assert quote_of(quote="buy it now", span_from=4, span_to=6) == Quote("buy ", "it", " now")


def test_of_endless_words_those_around_what_counted_are_shown() -> None:
    text = "a" * 5000 + "HERE" + "b" * 5000
    shown = quote_of(quote=text, span_from=5000, span_to=5004)
    assert shown == Quote(f"…{'a' * AROUND}", "HERE", f"{'b' * AROUND}…")
    assert quote_of(quote=text).whole == f"{'a' * AROUND}…"


@pytest.mark.parametrize("kind", ["quote", "text"])
def test_a_cell_ends_where_a_text_would_bury_the_page(kind: Kind) -> None:
    assert cells.written("a" * 10_000, kind) == "a" * cells.LONGEST + "…"
    assert cells.written("a" * cells.LONGEST, kind) == "a" * cells.LONGEST


def test_the_coverage_line_says_where_what_happened_ends_and_how_to_look_at_then() -> None:
    row = {"network": "local", "state": "full", "says": "towards you: follows", "covered_until": datetime(2026, 11, 23)}
    rows = (row, row | {"acts_until": datetime(2004, 10, 4)})
    plain, short = judged.based(Listed("coverage_overview", rows, 2))
    assert plain.where == "Local to 23 November 2026"
    assert short.where == (
        "Local to 23 November 2026, but what was said and done there to 4 October 2004 only (to look at then: --as-of 2004-10-04)"
    )
