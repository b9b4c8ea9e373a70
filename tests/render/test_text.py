"""Pages in the terminal."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from kithkin.model.page import Answer, Drawn, Listed, Page, Show, Table
from kithkin.render import words
from kithkin.render.text import QUOTED, draw
from tests.render.golden import check
from tests.render.samples import SAMPLES


def drawn_text(name: str, width: int, *, terminal: bool = False, rows: int | None = None) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=terminal, color_system="standard" if terminal else None)
    draw(SAMPLES[name], console, rows)
    return out.getvalue()


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("width", [44, 100])
def test_golden(name: str, width: int) -> None:
    check(f"{name}.{width}.txt", drawn_text(name, width, rows=6))


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("width", [20, 44, 60, 80, 200])
def test_no_line_is_too_long_and_nothing_steers(name: str, width: int) -> None:
    text = drawn_text(name, width)
    assert "\x1b" not in text
    assert not set(text) & set("\u202e\u202d\u2066\u2067\u0007\u0008\u0000")
    if name != "hostile":
        first = SAMPLES[name].blocks[0]
        sentence = words.sentence(first) if isinstance(first, Answer) else ""
        lines = [line for line in text.splitlines() if line.strip() != sentence.strip()]
        assert max(map(len, lines)) <= width
        assert not sentence or sentence in text, "a pipe gets the answer in one piece"


def test_a_name_sends_nothing_to_the_terminal() -> None:
    text = drawn_text("hostile", 100, terminal=True)
    assert "\x1b[31m" not in text
    assert "\x1b]" not in text
    assert "\x07" not in text
    assert "[bold red]markup[/bold red] :boom:" in text


def test_a_pipe_without_unicode_gets_plain_characters() -> None:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding="ascii", errors="strict")
    page = SAMPLES["following_exact"]
    draw(page, Console(file=file, width=80))
    file.flush()
    assert b"####" in raw.getvalue()


def test_rows_stop_and_say_so() -> None:
    assert "The first 20 of 640." in drawn_text("ties", 120)
    assert "The first 3 of 640." in drawn_text("ties", 120, rows=3)


def test_made_up_and_hidden_are_said() -> None:
    assert "Made up" in drawn_text("hidden", 80)
    assert "hidden" in drawn_text("hidden", 80)
    assert "Made up" not in drawn_text("empty", 80)


@pytest.mark.parametrize("width", [44, 100])
def test_long_words_are_cut_and_the_way_to_the_whole_is_named(width: int) -> None:
    def said(length: int) -> str:
        rows = Listed("talks", ({"who": "Ann", "words": "w " * (length // 2)},), 1)
        page = Page("Q?", Table("Talks", rows, (Show("who", "who"), Show("words", "words", "quote"))))
        out = io.StringIO()
        draw(Drawn("p", "Q?", page.blocks, "w", None), Console(file=out, width=width))
        return out.getvalue()

    assert "…" not in said(QUOTED)
    long = " ".join(said(4000).split())
    assert "--json gives them whole" in long
    assert 200 < long.count("w") < 300
