"""What every measure promises about its own words: it is documented, and its example is true."""

from __future__ import annotations

import doctest
import sys

import pytest

from kithkin.measures import MEASURES
from kithkin.model.measure import Measure
from tests.measures.by_hand import World, answer

SECTIONS = ("Parameters", "Returns", "Notes", "References", "Examples")


@pytest.mark.parametrize("measure", MEASURES, ids=lambda m: m.name)
def test_example_is_true(measure: Measure) -> None:
    module = sys.modules[measure.function.__module__]
    names = vars(module) | {"answer": answer, measure.name: measure}
    tests = doctest.DocTestFinder(recurse=False).find(measure.function, measure.name, globs=names)
    examples = [test for test in tests if test.examples]
    assert examples, "the docstring has no example"
    said: list[str] = []
    for test in examples:
        doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test, out=said.append)
    assert not said, "".join(said)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda m: m.name)
def test_article_is_complete(measure: Measure) -> None:
    article = measure.function.__doc__ or ""
    assert all(f"\n    {section}\n    {'-' * len(section)}\n" in article for section in SECTIONS)
    assert "Absent " in article
    assert measure.grain
    assert measure.source
    assert all(column.meaning for column in measure.columns)
    assert measure.function.__module__ == f"kithkin.measures.{measure.name}"


def test_empty_tables_give_no_rows() -> None:
    with World({}) as world:
        assert [measure.name for measure in MEASURES if world.rows(measure)] == []


def test_names_are_listed_once_in_order() -> None:
    names = [measure.name for measure in MEASURES]
    assert names == sorted(set(names))
