"""A model of one user's own answers: what moves the shipped weights of rules, and the words, towards what they said.

A ridge logistic regression that starts from the rules' own score and is fitted in its dual form, which takes as
many unknowns as there are answers. Everything is decided by the answers alone: no chance, no order.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

#: How strongly the base, a rule's weight and a word's weight are held where they were; chosen on halves of labelled
#: sets that the figures of `kithkin validity` do not use.
HELD: Final = {"base": 0.1, "rule": 1.0, "word": 0.3}
STEPS: Final = 30


@dataclass(frozen=True, slots=True)
class Read:
    """What the model reads of a text: the log-odds of the rules' score, the rules met, and the words."""

    start: float
    rules: frozenset[str]
    words: frozenset[str]


def read(score: float, rules: str | None, skeleton: str | None) -> Read:
    """Return what the model reads of a text of which the rules and the skeleton are known."""
    words = (skeleton or "").split()
    pairs = (f"{one} {other}" for one, other in pairwise(words))
    met = frozenset(filter(None, (rules or "").split(", ")))
    near = min(max(score, 1e-6), 1 - 1e-6)
    return Read(math.log(near / (1 - near)), met, frozenset((*words, *pairs)))


@dataclass(slots=True)
class Model:
    """What the answers added: to the base, to the weight of each rule, and to that of each word."""

    base: float = 0.0
    rules: dict[str, float] = field(default_factory=dict)
    words: dict[str, float] = field(default_factory=dict)

    def score(self, text: Read) -> float:
        """Return the score of a text, 0 to 1."""
        found = text.start + self.base + sum(weight for _, weight in self.weighed(text))
        return 1 / (1 + math.exp(-min(max(found, -500.0), 500.0)))

    def weighed(self, text: Read) -> list[tuple[str, float]]:
        """Return what counted in a text beside the rules' own score, heaviest first."""
        share = 1 / math.sqrt(len(text.words) or 1)
        found = [(rule, self.rules[rule]) for rule in text.rules & self.rules.keys()]
        found += [(word, self.words[word] * share) for word in text.words & self.words.keys()]
        return sorted(found, key=lambda each: (-abs(each[1]), each[0]))


def fitted(answers: Sequence[tuple[Read, bool]]) -> Model:
    """Return the model of these answers, of which some say that a text sells and some that it does not."""
    import numpy as np

    texts = [text for text, _ in answers]
    said = np.array([sells for _, sells in answers], dtype=float)
    start = np.array([text.start for text in texts])
    alike = np.array([[_alike(one, other) for other in texts] for one in texts])
    shares = np.zeros(len(texts))
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(start + alike @ shares, -500, 500)))
        spread = np.maximum(chance * (1 - chance), 1e-6)
        wanted = alike @ shares + (said - chance) / spread
        shares, before = np.linalg.solve(alike + np.diag(1 / spread), wanted), shares
        if np.abs(shares - before).max() < 1e-9:
            break
    return _unfolded(texts, shares.tolist())


def _alike(one: Read, other: Read) -> float:
    """Return the inner product of two texts, each coordinate scaled by how freely it may move."""
    size = math.sqrt((len(one.words) or 1) * (len(other.words) or 1))
    rules, words = len(one.rules & other.rules), len(one.words & other.words) / size
    return 1 / HELD["base"] + rules / HELD["rule"] + words / HELD["word"]


def _unfolded(texts: Iterable[Read], shares: Iterable[float]) -> Model:
    """Return the weights that the shares of the answers stand for, to nine places."""
    model = Model()
    for text, share in zip(texts, shares, strict=True):
        model.base += share / HELD["base"]
        for rule in sorted(text.rules):
            model.rules[rule] = model.rules.get(rule, 0.0) + share / HELD["rule"]
        for word in sorted(text.words):
            model.words[word] = model.words.get(word, 0.0) + share / HELD["word"] / math.sqrt(len(text.words))
    model.base = round(model.base, 9)
    model.rules, model.words = _rounded(model.rules), _rounded(model.words)
    return model


def _rounded(weights: Mapping[str, float]) -> dict[str, float]:
    return {name: round(weight, 9) for name, weight in weights.items()}
