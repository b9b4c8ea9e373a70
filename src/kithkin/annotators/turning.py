"""The annotator `turning`: does somebody ask for something, or thank for something, and in which words?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from kithkin.annotators import _thanks, _wants
from kithkin.annotators._cues import compiled, first, own_words
from kithkin.model.tables import Column

#: What people come with, the rarest first; English, German, French, Spanish, Italian, Portuguese, Dutch.
_KINDS: Final = (
    ("introduction", compiled(*_wants.INTRODUCTION)),
    ("recommendation", compiled(*_wants.RECOMMENDATION)),
    ("enquiry", compiled(*_wants.ENQUIRY)),
    ("request", compiled(*_wants.REQUEST)),
)

_THANKS: Final = compiled(*_thanks.THANKS)
_NOT_FOR_A_GIFT: Final = compiled(*_thanks.NOT_FOR_A_GIFT)


class Turning:
    """What somebody comes with (introduction, recommendation, enquiry, request), and whether they thank.

    Phrases in seven languages; lines that quote others, links and signatures are not read. Thanks in advance, for a follow,
    to the weather or in a refusal do not count. Measured on 308 made-up texts written before the phrases were mended
    (`benchmarks/validity/cues_unseen.tsv`): what it says somebody wants is right, and it sees 8 in 10 enquiries, 7 in 10
    requests, 6 in 10 introductions, half of what asks for a recommendation; nearly 9 in 10 of all where questions count too.
    It finds 7 in 10 thanks, and one in 26 of what it takes for thanks is none. Shown with its words, to be checked.
    """

    name = "turning"
    version = "4"
    columns: tuple[Column, ...] = (
        Column("wants", "text", "introduction, recommendation, enquiry or request; null = none of them"),
        Column("wants_from", "integer", "where the words begin", "characters", bounds=(0, None)),
        Column("wants_to", "integer", "where they end", "characters", bounds=(0, None)),
        Column("thanks_from", "integer", "where words of thanks begin; null = none", "characters", bounds=(0, None)),
        Column("thanks_to", "integer", "where they end", "characters", bounds=(0, None)),
    )

    def annotate(self, texts: Sequence[str]) -> Mapping[str, Sequence[Any]]:
        """Return one list per column, each as long as `texts`."""
        judged = [_judged(text) for text in texts]
        return {column.name: [row[place] for row in judged] for place, column in enumerate(self.columns)}


def _judged(text: str) -> tuple[str | None, int | None, int | None, int | None, int | None]:
    plain = own_words(text)
    wants = first(plain, _KINDS)
    thanks = _thanked(plain)
    return (
        wants[0] if wants else None,
        wants[1].start if wants else None,
        wants[1].end if wants else None,
        thanks.start() if thanks else None,
        thanks.end() if thanks else None,
    )


def _thanked(plain: str) -> re.Match[str] | None:
    """Return the first words of thanks that are for something."""
    idle: list[re.Match[str]] | None = None
    for found in _THANKS.finditer(plain):
        idle = list(_NOT_FOR_A_GIFT.finditer(plain)) if idle is None else idle
        if not any(one.start() < found.end() and found.start() < one.end() for one in idle):
            return found
    return None


turning: Final = Turning()
