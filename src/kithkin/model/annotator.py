"""What an annotator is: a reader of texts that adds columns SQL can use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from kithkin.model.tables import Column


class Annotator(Protocol):
    """Reads texts in batches and returns columns of the same length.

    The same text gets the same answer, whatever the batch; null is "not judged". `version` changes with every
    change of the answers. One that has `reads` reads the texts of that relation (`text_id`, `text`) instead of every
    text; see `read_by`. The shell offers a relation of the annotator's name, with `text_id` and these columns,
    to every measure that asks for it; join it with `texts`, which says who wrote the text, where and when.
    """

    name: str
    version: str
    columns: tuple[Column, ...]

    def annotate(self, texts: Sequence[str]) -> Mapping[str, Sequence[Any]]:
        """Return one list per column, each as long as `texts`; a text is never empty."""
        ...


def read_by(annotator: Annotator) -> str:
    """Return the relation whose texts an annotator reads: `texts`, unless it names another."""
    return str(getattr(annotator, "reads", "texts"))
