"""A page in the terminal.

Everything is put out as `rich.text.Text`, never as markup, and every word of others is cleaned first: a
display name can neither colour the screen nor send it a command. Without a terminal rich leaves colour out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from kithkin.model.page import Answer, Block, Cases, Chart, Coverage, Drawn, Figure, Ladder, Notes, Person, Show, Table
from kithkin.render import cells, figures, judged, pictures, sparkline, words
from kithkin.render.steps import Step, steps

#: Below this many characters, in all or for each column, a table's rows are stacked.
NARROW: Final = 60
_COLUMN: Final = 12
#: How many rows of a table, and people of a layer, are listed when nothing else was asked for.
ROWS: Final = 20

#: Characters of the words of others that a cell shows: as many as the longest of most networks' posts.
QUOTED: Final = 500

_QUIET: Final = "dim"
_NOTHING: Final = "Based on nothing yet: nothing that was imported shows what passed between people."
_MIN_WIDTH: Final[Mapping[str, int]] = {"person": 18, "quote": 24}


def draw(drawn: Drawn, console: Console, rows: int | None = None) -> None:
    """Write a page to a terminal or a pipe; tables, charts and cases stop at `rows` (20) and say so."""
    _Writer(console, rows or ROWS).page(drawn)


class _Writer:
    """Writes the blocks of one page to one console."""

    def __init__(self, console: Console, rows: int) -> None:
        self.console = console
        self.rows = rows
        self.ink = pictures.ink(console.options.ascii_only)

    def page(self, drawn: Drawn) -> None:
        """Write a page's question, its notices and its blocks."""
        self.say(words.line(drawn.question), "bold")
        blocks = drawn.blocks
        if blocks and isinstance(blocks[0], Answer):
            self.answer(blocks[0])
            blocks = blocks[1:]
        notices = [figures.as_of(drawn.as_of)] if drawn.as_of else []
        notices += [f"Workspace: {words.line(drawn.workspace)}."]
        notices += ["Made up: these people and figures do not exist."] if drawn.is_made_up else []
        notices += ["Names and words of others are hidden."] if drawn.is_hidden else []
        if notices:
            self.say(" ".join(notices), _QUIET)
        for block in blocks:
            self.console.print()
            _WRITERS[type(block)](self, block)

    def say(self, text: str | Text, style: str = "", indent: int = 0) -> None:
        """Write a paragraph, broken at the console's width."""
        whole = text if isinstance(text, Text) else Text(text, style)
        for line in whole.wrap(self.console, max(10, self.width - indent)):
            line.rstrip()
            self.console.print(Text(" " * indent) + line, highlight=False, soft_wrap=True)

    def title(self, text: str) -> None:
        """Write the title of a block."""
        self.say(words.line(text), "bold")

    def answer(self, block: Answer) -> None:
        """Write the answer, its figures and people bold."""
        line = Text()
        for piece in words.pieces(block):
            line.append(piece.text, None if piece.kind == "words" else "bold")
        # A pipe gets the sentence whole, for whoever searches it; a terminal gets it broken at its width.
        self.say(line) if self.console.is_terminal else self.console.print(line, highlight=False, soft_wrap=True)

    def coverage(self, block: Coverage) -> None:
        """Write what the answer is based on, one network a line."""
        lines = judged.based(cells.listed(block.rows))
        self.say(
            "Based on"
            if lines
            else "Based on nothing yet: nothing that was imported shows what passed between people.",
            _QUIET,
        )
        for line in lines:
            doubt = "" if line.mark == "full" else f" ({judged.MARK_WORDS[line.mark]})"
            self.say(f"{self.ink.marks[line.mark]} {line.says}{doubt}", _QUIET, 2)

    def figure(self, block: Figure) -> None:
        """Write one figure with its bounds and its words."""
        self.title(block.label)
        line = Text(figures.main(block.value), "bold" if figures.is_shown(block.value) else _QUIET)
        if beside := figures.beside(block.value):
            line.append(f"  {beside}", _QUIET)
        self.say(line, indent=2)
        if block.says:
            self.say(words.line(block.says), indent=2)

    def ladder(self, block: Ladder) -> None:
        """Write nested layers, the bar under each showing what the next takes of it."""
        self.title(block.title)
        ink = self.ink
        self.say(f"{ink.solid * 2} at least  {ink.hatched * 2} at most  {ink.dashed * 2} not known", _QUIET)
        self.say("Each bar stands for one row; its solid part is the row below.", _QUIET)
        for step in steps(block):
            self.step(step)
        if block.beside:
            self.say(words.line(block.beside), indent=2)

    def step(self, step: Step) -> None:
        """Write one layer."""
        line = Text(f"{step.figure or self.ink.none:>8}  ", "bold")
        line.append(words.line(step.layer.label), "bold" if step.figure else _QUIET)
        line.append(f"  {step.beside}", _QUIET)
        self.console.print()
        self.say(line)
        for text in (step.layer.meaning, step.layer.falls, step.remedy):
            if text:
                self.say(words.line(text), _QUIET, 10)
        if not step.is_last:
            self.say(pictures.bar(step.solid, step.hatched, self.width - 10, self.ink, is_open=step.is_open), indent=10)
        elif step.layer.people is not None:
            self.people(step)

    def people(self, step: Step) -> None:
        """Write the names of the people in the last layer."""
        rows = cells.listed(step.layer.people) if step.layer.people is not None else None
        people = [p for row in rows.items for p in row.values() if isinstance(p, Person)] if rows else []
        shown = people[: self.rows]
        names = ", ".join(words.name_of(person) for person in shown)
        rest = (rows.total if rows else 0) - len(shown)
        if names:
            self.say(f"{names} and {rest:,} more" if rest > 0 else names, indent=10)

    def chart(self, block: Chart) -> None:
        """Write a chart as a small picture in characters."""
        self.title(block.title)
        if block.subtitle:
            self.say(words.line(block.subtitle), _QUIET)
        rows = cells.listed(block.rows)
        if not rows.items:
            self.say("Nothing to draw.", _QUIET, 2)
        for line in pictures.picture(block, self.width - 2, self.rows, self.ink):
            self.say(line, indent=2)
        self.stop(cells.stops(rows, self.rows if block.kind in pictures.BY_ROW else None))

    def table(self, block: Table) -> None:
        """Write a table, or on a narrow terminal its rows stacked."""
        self.title(block.title)
        if block.says:
            self.say(words.line(block.says), _QUIET)
        rows = cells.listed(block.rows)
        if not rows.items:
            self.say(words.line(block.empty), _QUIET, 2)
        elif self.console.width < max(NARROW, _COLUMN * len(block.columns)):
            for row in rows.items[: self.rows]:
                self.stack(row, block.columns)
        else:
            self.console.print(_grid(block, rows.items[: self.rows], self.ink), highlight=False)
        self.stop(cells.stops(rows, self.rows))
        if any(_is_cut(row, show) for row in rows.items[: self.rows] for show in block.columns):
            self.stop("Words that end in … go on: --json gives them whole.")

    def stack(self, row: Mapping[str, Any], columns: tuple[Show, ...]) -> None:
        """Write one row as lines, the first cell as its heading."""
        first, *others = columns
        self.say(_cell(row, first, self.ink), "bold", 2)
        for show in others:
            if text := _cell(row, show, self.ink):
                self.say(f"{words.line(show.heading)}: {text}", indent=4)

    def stop(self, text: str) -> None:
        """Write that a list was cut short."""
        if text:
            self.say(text, _QUIET, 2)

    def cases(self, block: Cases) -> None:
        """Write judgements with their evidence."""
        self.title(block.title)
        if block.says:
            self.say(words.line(block.says), _QUIET)
        found = judged.judged(block)
        if not found:
            self.say(words.line(block.empty), _QUIET, 2)
        for case in found[: self.rows]:
            self.case(case)
        self.stop(cells.stops(cells.listed(block.rows), self.rows))

    def case(self, case: judged.Case) -> None:
        """Write one judgement: who, how sure, why, and what speaks against it."""
        self.console.print()
        head = Text(_person(case.person) if case.person else "Somebody", "bold")
        head.append(f"  {self.ink.boxes.get(case.band, '')} {case.band_words}", _QUIET)
        self.say(head, indent=2)
        if case.says:
            self.say(case.says, indent=2)
        for item in case.evidence:
            self.evidence(item)
        for against in case.against:
            self.say(f"Against it: {against}", _QUIET, 4)

    def evidence(self, item: judged.Evidence) -> None:
        """Write one piece of evidence, words of others in quotation marks."""
        if item.moment:
            self.say(item.moment, _QUIET, 4)
        if item.quote.whole:
            line = Text("“")
            line.append(item.quote.before)
            line.append(item.quote.counted, "underline")
            line.append(f"{item.quote.behind}”")
            self.say(line, indent=6)
        if item.says:
            self.say(item.says, _QUIET, 6)

    def notes(self, block: Notes) -> None:
        """Write what the page cannot tell and how it was counted."""
        if block.limits:
            self.title("What this cannot tell you")
        for limit in block.limits:
            self.say(f"- {words.line(limit)}", indent=2)
        if block.definitions:
            self.title("How it was counted")
        for name, meaning in block.definitions.items():
            line = Text(words.line(name), "bold")
            line.append(f": {words.line(meaning)}")
            self.say(line, indent=2)
        if block.measures:
            self.say(f"Measures: {', '.join(block.measures)}.", _QUIET, 2)

    @property
    def width(self) -> int:
        """How many characters a line has; long lines are hard to read, so at most a hundred."""
        return max(20, min(self.console.width, 100))


_WRITERS: Final[dict[type[Block], Callable[[_Writer, Any], None]]] = {
    Answer: _Writer.answer, Coverage: _Writer.coverage, Figure: _Writer.figure, Ladder: _Writer.ladder,
    Chart: _Writer.chart, Table: _Writer.table, Cases: _Writer.cases, Notes: _Writer.notes,
}  # fmt: skip


def _person(person: Person) -> str:
    """Return a person's name with handle and network."""
    where = " on ".join(part for part in (words.handle_of(person), words.network_name(person.network)) if part)
    return f"{words.name_of(person)} ({where})" if where else words.name_of(person)


def _cell(row: Mapping[str, Any], show: Show, ink: pictures.Ink) -> str:
    """Return a cell; a person with handle and network."""
    value = row.get(show.column)
    return _person(value) if isinstance(value, Person) else _short(row, show, ink)


def _short(row: Mapping[str, Any], show: Show, ink: pictures.Ink) -> str:
    """Return a cell of a grid; a sparkline in the characters that the terminal has."""
    if show.kind == "sparkline":
        return sparkline.blocks(row.get(show.column) or "", ink.levels)
    text = cells.text(row, show)
    return words.cut(text, QUOTED) if show.kind == "quote" else text


def _is_cut(row: Mapping[str, Any], show: Show) -> bool:
    """Return whether a cell holds more words of somebody's than it shows."""
    return show.kind == "quote" and len(cells.text(row, show)) > QUOTED


def _grid(block: Table, items: tuple[Mapping[str, Any], ...], ink: pictures.Ink) -> Grid:
    """Return a table of rich, its cells plain text."""
    grid = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for show in block.columns:
        justify: Any = "right" if cells.is_number(show) else "left"
        grid.add_column(
            Text(words.line(show.heading)), justify=justify, overflow="fold", min_width=_MIN_WIDTH.get(show.kind)
        )
    for row in items:
        grid.add_row(*(Text(_short(row, show, ink)) for show in block.columns))
    return grid
