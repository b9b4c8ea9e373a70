"""Charts: geometry that says what the rows say."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithkin.model.page import Chart, bounded
from kithkin.render import charts, rings, scales, svg
from tests.render.made import rows

KINDS = ("bars", "timeline", "mirrored", "scatter", "rings", "spans")


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_without_rows_is_nothing(kind: str) -> None:
    assert charts.draw(Chart(kind, "T", rows("m"), "x", ("y",))) == ""  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
@given(
    st.lists(
        st.tuples(
            st.dates(date(1990, 1, 1), date(2030, 1, 1)),
            st.one_of(st.none(), st.floats(0, 1e9), st.just(float("nan")), st.integers(0, 10)),
            st.one_of(st.none(), st.text(max_size=70)),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_no_row_breaks_a_chart(kind: str, items: list[tuple[date, float | None, str | None]]) -> None:
    x = {"scatter": "n", "rings": "who"}.get(kind, "on")
    y = ("on", "on") if kind == "spans" else ("n",)
    table = rows("m", *({"on": on, "n": n, "who": who} for on, n, who in items))
    drawn = charts.draw(Chart(kind, "T", table, x, y, "who"))  # type: ignore[arg-type]
    assert drawn.count("<svg") == 2
    assert not re.search(
        r'="[^"]*\b(nan|inf)\b', re.sub(r'aria-label="[^"]*"', "", re.sub(r"<text.*?</text>", "", drawn))
    )
    assert all(float(size) >= 0 for size in re.findall(r'(?:width|height|r)="(-?[\d.]+)"', drawn))


def test_bars_are_to_scale() -> None:
    table = rows(
        "m", {"x": "a", "n": 100}, {"x": "b", "n": 25}, {"x": "c", "n": bounded(25, 75)}, {"x": "d", "n": None}
    )
    wide = charts.draw(Chart("bars", "T", table, "x", ("n",))).split('class="narrow"')[0]
    assert re.findall(r'class="a"[^>]*width="([\d.]+)"', wide) == ["860", "215", "215"]
    assert re.findall(r'class="maybe"[^>]*width="([\d.]+)"', wide) == ["430"]
    assert wide.count('class="gap"') == 1
    assert "between 25 and 75" in wide
    assert "not shown" in wide


def test_a_gap_in_time_is_hatched_and_not_bridged() -> None:
    items = [{"on": date(2024, month, 1), "n": None if 4 <= month <= 6 else month} for month in range(1, 13)]
    wide = charts.draw(Chart("timeline", "T", rows("m", *items), "on", ("n",))).split('class="narrow"')[0]
    assert wide.count('class="unk"') == 1
    assert wide.count("<polyline") == 2


def test_marks_have_the_shape_of_their_verdict() -> None:
    assert [charts.shape(said) for said in ("explained", "unexplained", "looks bought")] == ["known", "odd", "ask"]


def test_rings_count_everyone_inside() -> None:
    table = rows("m", *({"ring": "near" if k < 3 else "far", "who": f"p{k}"} for k in range(10)))
    chart = Chart("rings", "T", table, "ring", (), "who")
    assert [(ring.name, len(ring.rows)) for ring in rings.rings_of(chart)] == [("near", 3), ("far", 7)]
    assert re.findall(r'class="lab">(\d+)<|class="lab"[^>]*>(\d+)<', charts.draw(chart)) != []
    assert ">10</text>" in charts.draw(chart)


@given(st.floats(0, 1e12))
def test_ticks_are_round_and_within(top: float) -> None:
    ticks = scales.ticks(top)
    assert ticks[0] == 0
    assert 1 <= len(ticks) <= 9
    assert max(ticks) <= top * 1.000001


@given(st.integers(1, 10**9), st.integers(2, 8))
def test_ticks_of_counts_are_whole(top: int, about: int) -> None:
    ticks = scales.ticks(top * 1.05, about, is_whole=True)
    assert all(tick == int(tick) for tick in ticks)
    assert 2 <= len(ticks) <= 2 * about + 1


@pytest.mark.parametrize("gap", [0, 1, 3, 40])
def test_names_of_points_do_not_lie_on_each_other(gap: int) -> None:
    points = [{"size": 500 + gap * k, "heard": 500, "who": f"account {k}"} for k in range(3)]
    table = rows("m", *points, {"size": 1000, "heard": 1000, "who": None})
    drawn = str(charts.draw(Chart("scatter", "T", table, "size", ("heard",), "who")))
    for picture in drawn.split("</svg>")[:2]:
        named = re.findall(r'<text x="([\d.]+)" y="([\d.]+)"( text-anchor="end")?[^>]*>(account \d)<', picture)
        assert len(named) == 3
        ends = [
            (float(x) - (svg.length(word) if left else 0), float(y), svg.length(word)) for x, y, left, word in named
        ]
        for n, (x, y, long) in enumerate(ends):
            assert not any(abs(y - b) < 14 and x < a + other and a < x + long for a, b, other in ends[:n])


@given(st.floats(0, 1e9), st.floats(0, 1e9), st.sampled_from(["", "people", "share"]))
def test_intervals_stay_on_their_axis(a: float, b: float, unit: str) -> None:
    low, high = sorted((min(a, 1), min(b, 1)) if unit == "share" else (a, b))
    drawn = svg.interval(bounded(low, high, unit))
    assert all(-1 <= float(x) <= 301 for x in re.findall(r'\bx="(-?[\d.]+)"', drawn))


def test_attributes_are_escaped() -> None:
    assert svg.tag("g", class_='"><script>') == '<g class="&#34;&gt;&lt;script&gt;"></g>'
    assert svg.text("<b>&", 1, 2) == '<text x="1" y="2" text-anchor="start">&lt;b&gt;&amp;</text>'
