"""Which of a person's own texts meet a question: words in common, weighed by how much they tell."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

import numpy as np

from kithkin.measures._words import stem, words

#: Of what a question's words tell, an own text must hold at least this share, in at least two words.
LEAST_SHARE: Final = 0.4
SHOWN: Final = 3
#: A longer text is shown in part, in characters.
EXCERPT: Final = 320

_WORD: Final = re.compile(r"[^\W\d_]+")


def own_posts(texts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the ego's posts, the newest of those with the same telling words, in a fixed order."""
    mine = [t for t in texts if t["table_name"] == "posts" and t["author_id"] == "self"]
    newest = {
        frozenset(bag([t["text"]])): t
        for t in sorted(mine, key=lambda t: (str(t["written_at"] or ""), str(t["row_id"])))
    }
    return sorted(newest.values(), key=lambda t: str(t["row_id"]))


def bag(parts: Iterable[str]) -> dict[str, str]:
    """Return the stems of telling words, each with the first word it stood in."""
    found: dict[str, str] = {}
    for part in parts:
        for word in words(part):
            found.setdefault(stem(word), word)
    return found


def weights(bags: Sequence[Collection[str]]) -> dict[str, float]:
    """Return how much each stem tells: ln(1 + texts / texts that hold it)."""
    holding = Counter(stem_ for bag in bags for stem_ in bag)
    return {stem_: float(np.log(1 + len(bags) / n)) for stem_, n in holding.items()}


def best(
    asked: dict[str, str], held: list[frozenset[str]], weight: dict[str, float]
) -> list[tuple[float, int, list[str]]]:
    """Return the own posts that meet a question best: share, which, the stems in common."""
    total = sum(weight[s] for s in asked)
    found = []
    for place, stems in enumerate(held):
        shared = [s for s in asked if s in stems]
        share = round(sum(weight[s] for s in shared) / total, 6) if len(shared) > 1 else 0.0
        if share >= LEAST_SHARE:
            found.append((share, place, shared))
    return sorted(found, key=lambda f: (-f[0], f[1]))[:SHOWN]


def excerpt(text: str, shared: list[str]) -> str:
    """Return the part of a text in which most of the shared stems stand."""
    places = [found.start() for found in _WORD.finditer(text) if stem(found.group().casefold()) in shared]
    if len(text) <= EXCERPT or not places:
        return text
    start = max(places, key=lambda p: (bisect_left(places, p + EXCERPT * 2 // 3) - bisect_left(places, p), -p))
    start = max(0, min(start - EXCERPT // 4, len(text) - EXCERPT))
    part = " ".join(text[start : start + EXCERPT].split())
    return f"{'… ' if start else ''}{part}{' …' if start + EXCERPT < len(text) else ''}"
