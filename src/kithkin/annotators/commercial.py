"""The annotator `commercial`: does a text sell, by rules whose words can be shown."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final, NamedTuple

from kithkin.annotators._commercial_weights import BASE, WEIGHTS
from kithkin.annotators._folding import folded, legible, span
from kithkin.annotators._offers import ANY, OFFERS, SAYS
from kithkin.annotators._patterns import Pattern
from kithkin.annotators.language import JUDGED, UNKNOWN, language_of
from kithkin.model.tables import Column

#: The part of a text that is judged, in characters.
MOST: Final = 5000
#: A text sells where the score passes this and two rules at least were met.
THRESHOLD: Final = 0.5
#: Rules that say how a text is written or what it holds, not what it offers: none of them sells by itself.
MANNERS: Final = frozenset(("price", "link", "number", "capitals", "exclaims", "emoji", "tags"))

_ANY: Final = {name: Pattern(partial(re.compile, pattern)) for name, pattern in ANY.items()}
_OFFERS: Final = {
    code: {name: Pattern(partial(re.compile, pattern)) for name, pattern in rules.items()}
    for code, rules in OFFERS.items()
}
_CAPITALS: Final = re.compile(r"\b[^\W\d_a-z]{3,}(?:\W{1,3}[^\W\d_a-z]{2,})+\b")
#: The part of a text that its language is told from, in characters, with room for those that nobody sees.
_TELLING: Final = 2000


class Found(NamedTuple):
    """A rule that was met, and the characters of the text that met it."""

    rule: str
    start: int
    end: int


class Commercial:
    """Whether texts sell, judged in seven languages.

    The score is 1 / (1 + exp(-s)), s being a base and the weights of the rules met, each once. It orders texts;
    it is no probability, for how much selling there is differs from place to place. Null, not judged: a text
    without words, or in a language without rules.
    """

    name = "commercial"
    version = "3"
    columns: tuple[Column, ...] = (
        Column("commercial", "double", "score of selling; null = not judged", bounds=(0, 1)),
        Column("sells", "boolean", "score of a half or more by two rules, one of them of what is offered; null = not judged"),
        Column("rules", "text", "rules met, weightiest first, separated by commas"),
        Column("says", "text", "what the weightiest rule says of the words it found"),
        Column("span_from", "integer", "first character of the words that met the weightiest rule", "characters"),
        Column("span_to", "integer", "end of these words", "characters"),
    )  # fmt: skip

    def annotate(self, texts: Sequence[str]) -> Mapping[str, Sequence[Any]]:
        """Return one list per column, each as long as `texts`."""
        rows = [_row(text) for text in texts]
        return {column.name: [row[place] for row in rows] for place, column in enumerate(self.columns)}


def offers(text: str, language: str | None = None) -> list[Found] | None:
    """Return the rules that a text meets, weightiest first; None where it cannot be judged."""
    text = text[:MOST]
    plain = folded(text)
    if not any(map(str.isalpha, plain)):
        return None
    code = language or language_of(legible(text[:_TELLING]))
    if code not in OFFERS and code != UNKNOWN:
        return None
    met = sorted(_met(text, plain, code), key=lambda found: -WEIGHTS[found.rule])
    if not met or text.isascii():
        return met
    return [f if f.rule == "capitals" else Found(f.rule, *span(text, f.start, f.end)) for f in met]


def score(rules: Sequence[str]) -> float:
    """Return the score of a text that met these rules."""
    return 1 / (1 + math.exp(-BASE - sum(WEIGHTS[rule] for rule in rules)))


def _met(text: str, plain: str, code: str) -> Iterator[Found]:
    """Yield each rule that is met once: those of any language, English ones and those of the text's own."""
    for name, pattern in _ANY.items():
        if found := pattern.search(plain):
            yield Found(name, *found.span())
    if found := next((part for part in _CAPITALS.finditer(text) if part.group().isupper()), None):
        yield Found("capitals", *found.span())
    seen = set()
    for one in JUDGED if code == UNKNOWN else dict.fromkeys((code, "en")):
        for name, pattern in _OFFERS[one].items():
            if name not in seen and (found := pattern.search(plain)):
                seen.add(name)
                yield Found(name, *found.span())


def _row(text: str) -> tuple[Any, ...]:
    """Return the values of the columns for one text."""
    met = offers(text)
    if met is None:
        return (None,) * 6
    rules = [found.rule for found in met]
    points = score(rules)
    sells = points >= THRESHOLD and len(rules) > 1 and any(rule not in MANNERS for rule in rules)
    shown = next((found for found in met if found.rule not in MANNERS), met[0] if met else None)
    if shown is None:
        return points, sells, None, None, None, None
    return points, sells, ", ".join(rules), SAYS[shown.rule], shown.start, shown.end


commercial: Final = Commercial()
