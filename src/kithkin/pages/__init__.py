"""The pages: a table of contents. A page is here or it does not exist."""

from typing import Final

from kithkin.model.page import PageSpec
from kithkin.pages.coverage import coverage
from kithkin.pages.decisions import decisions
from kithkin.pages.following import following
from kithkin.pages.imports import imports
from kithkin.pages.people import people
from kithkin.pages.problems import problems

PAGES: Final[tuple[PageSpec, ...]] = (
    following,
    imports,
    problems,
    coverage,
    people,
    decisions,
)
