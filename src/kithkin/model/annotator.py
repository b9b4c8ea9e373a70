"""What an annotator is: a reader of texts that adds columns SQL can use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol


class Annotator(Protocol):
    """Reads texts in batches and returns columns of the same length.

    The same text gets the same answer, whatever the batch; `None` is not judged.
    """

    name: str
    version: str
    columns: Mapping[str, str]

    def annotate(self, texts: Sequence[str | None]) -> Mapping[str, Sequence[Any]]:
        """Return one list per column, each as long as `texts`."""
        ...
