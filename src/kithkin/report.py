"""The report: pages in one HTML file that needs nothing else, to keep, to print, to show to others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from kithkin import __version__
from kithkin.model import dates
from kithkin.model.page import Drawn
from kithkin.render import words
from kithkin.render.html import ROWS, Door, document, environment, fragment, style_sheet

_NUMBERS: Final = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


def report(pages: Sequence[Drawn]) -> str:
    """Return pages as one self-contained HTML document.

    Style sheet and fonts are inside, the style sheet allowed by its hash and nothing else allowed at all;
    there is no script. Each page is a numbered section; tables stop at 100 rows and say so.
    """
    workspace = words.line(pages[0].workspace) if pages else ""
    door = Door(is_open=True)
    sections = [
        {"name": drawn.name.replace("_", " ").capitalize(), "body": fragment(drawn, door, level=2, prefix=f"q{k}")}
        for k, drawn in enumerate(pages, 1)
    ]
    latest = max((drawn.as_of for drawn in pages if drawn.as_of), default=None)
    body = environment().get_template("report.html").render(
        as_of=dates.day(latest) if latest else "", owner="your",
        heading="Your following", lede=_lede(len(pages), workspace),
        is_made_up=_extent([drawn.is_made_up for drawn in pages]),
        is_hidden=_extent([drawn.is_hidden for drawn in pages]),
        sections=sections, rows=ROWS, version=__version__,
    )  # fmt: skip
    return document("Your following – Kithkin report", Markup(body), style=style_sheet())


def _lede(count: int, workspace: str) -> str:
    """Return the first sentence: how many questions were answered, and from what."""
    number = _NUMBERS[count] if count < len(_NUMBERS) else str(count)
    where = f" in the workspace {workspace}" if workspace else ""
    return f"{number} {'question' if count == 1 else 'questions'}, answered from your own data{where}."


def _extent(marks: Sequence[bool]) -> str:
    """Return of how much of the report something holds: all of it, some of it, nothing."""
    return "all" if marks and all(marks) else "some" if any(marks) else ""
