"""Patterns that are compiled when a text is first searched: to name an annotator and its version needs none of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property


class Pattern:
    """A regular expression that is compiled on first use; its methods are those of the compiled one."""

    def __init__(self, compiled: Callable[[], re.Pattern[str]]) -> None:
        self._compiled = compiled

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return self._compiled()

    @cached_property
    def search(self) -> Callable[[str], re.Match[str] | None]:
        """Return where the pattern is first met in a text."""
        return self._pattern.search

    @cached_property
    def finditer(self) -> Callable[[str], Iterator[re.Match[str]]]:
        """Yield wherever it is met."""
        return self._pattern.finditer
