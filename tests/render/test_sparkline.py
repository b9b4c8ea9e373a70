"""Sparklines: blocks and bars for numbers, nothing for anything else, and figures for who cannot see them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pytest
from rich.console import Console

from kithkin.model.page import Drawn, Listed, Show, Table
from kithkin.render import html, json, pictures, sparkline, text

LEVELS = pictures.ink(False).levels


@pytest.mark.parametrize(
    ("numbers", "drawn"),
    [
        ("0 1 2 4 8", "▁▂▃▅█"),
        ("1 1000000", "▂█"),
        ("0 0 0", "▁▁▁"),
        ("7", "█"),
        ("", ""),
        ("some words", ""),
        ("1 -2", ""),
        ("nan 1", ""),
        ("inf 1", ""),
    ],
)
def test_blocks(numbers: str, drawn: str) -> None:
    assert sparkline.blocks(numbers, LEVELS) == drawn


def test_picture_has_one_mark_for_each_number_and_says_them() -> None:
    drawn = sparkline.picture("0 3 1500")
    assert (drawn.count("<rect"), drawn.count("<line")) == (2, 1)
    assert 'aria-label="0, 3, 1,500"' in drawn
    assert 'role="img"' in drawn
    assert "nan" not in sparkline.picture("0 0")


def page(row: Mapping[str, Any]) -> Drawn:
    columns = (Show("who", "person"), Show("months", "last 12 months", "sparkline"))
    table = Table("Ties", Listed("tie_year", (row,), 1), columns)
    return Drawn("ties", "Who?", (table,), "made", None)


@pytest.mark.parametrize(
    ("width", "ascii_only", "shown"), [(100, False, "▁▅█"), (40, False, "▁▅█"), (100, True, "_=#")]
)
def test_in_a_terminal(width: int, ascii_only: bool, shown: str) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii" if ascii_only else "utf-8")
    text.draw(page({"who": "Ann", "months": "0 1 2"}), Console(file=out, width=width))
    out.seek(0)
    assert shown in out.read()


def test_in_html_and_as_data() -> None:
    drawn = page({"who": "Ann", "months": "0 1 2"})
    assert 'aria-label="0, 1, 2"' in html.fragment(drawn)
    assert json.as_data(drawn)["blocks"][0]["columns"][1]["kind"] == "sparkline"
    assert json.as_data(drawn)["blocks"][0]["rows"][0]["months"] == "0 1 2"


def test_an_unknown_year_is_an_empty_cell() -> None:
    assert "not known" in html.fragment(page({"who": "Ann", "months": None}))
