"""Patterns are compiled when a text is first searched, once."""

from __future__ import annotations

import re

from kithkin.annotators._patterns import Pattern


def test_a_pattern_is_compiled_on_first_use_and_once() -> None:
    made: list[str] = []

    def compiled() -> re.Pattern[str]:
        made.append("compiled")
        return re.compile("glue")

    pattern = Pattern(compiled)
    assert not made
    found = pattern.search("Which glue?")
    assert found
    assert found.span() == (6, 10)
    assert [one.start() for one in pattern.finditer("glue, glue")] == [0, 6]
    assert made == ["compiled"]
