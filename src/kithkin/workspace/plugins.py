"""What is listed: the sources, measures and pages of the package, then those of installed packages."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from typing import Any

from kithkin.model.annotator import Annotator
from kithkin.model.measure import Measure
from kithkin.model.page import PageSpec
from kithkin.model.source import Source


@cache
def sources() -> tuple[Source, ...]:
    """Return every source, the package's own first."""
    from kithkin.sources import SOURCES

    return (*SOURCES, *_installed("kithkin.sources"))


@cache
def measures() -> tuple[Measure, ...]:
    """Return every measure, the package's own first."""
    from kithkin.measures import MEASURES

    return (*MEASURES, *_installed("kithkin.measures"))


def annotators() -> tuple[Annotator, ...]:
    """Return every annotator."""
    from kithkin.annotators import ANNOTATORS

    return ANNOTATORS


def pages() -> tuple[PageSpec, ...]:
    """Return every page."""
    from kithkin.pages import PAGES

    return PAGES


def _installed(group: str) -> tuple[Any, ...]:
    return tuple(entry.load() for entry in entry_points(group=group))
