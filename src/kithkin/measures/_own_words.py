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
#: A longer text is shown in part, in characters.
EXCERPT: Final = 320
#: A word that one text in so many holds tells nothing, where there are so many texts; the newest of them are read.
COMMON: Final = 4
LEAST_TEXTS: Final = 20
MOST_READ: Final = 2_000

_WORD: Final = re.compile(r"[^\W\d_]+")
#: What a program says when it fails is said of every matter alike.
_TRACE: Final = re.compile(r'Traceback \(most recent call last\):|File "[^"\n]{0,200}", line \d+(?:, in \S+)?')


def own_posts(texts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the ego's posts, the newest of those with the same telling words, in a fixed order."""
    return newest([t for t in texts if t["table_name"] == "posts" and t["author_id"] == "self"])


def newest(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows of texts, the newest of those with the same telling words, in a fixed order."""
    found = {(t.get("ground"), frozenset(bag([t["text"]]))): t for t in sorted(rows, key=_age)}
    return sorted(found.values(), key=lambda t: str(t["row_id"]))


def corpus(texts: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Return the telling words of the newest posts of everybody: what tells little here is what many of them say."""
    posts = sorted((t for t in texts if t["table_name"] == "posts"), key=_age)
    return [bag([t["text"]]) for t in posts[-MOST_READ:]]


def _age(row: dict[str, Any]) -> tuple[str, str]:
    return str(row["written_at"] or ""), str(row["row_id"])


def bag(parts: Iterable[str]) -> dict[str, str]:
    """Return the stems of telling words, each with the first word it stood in."""
    found: dict[str, str] = {}
    for part in parts:
        for word in words(_TRACE.sub(" ", part)):
            found.setdefault(stem(word), word)
    return found


def weights(bags: Sequence[Collection[str]]) -> dict[str, float]:
    """Return how much each stem tells: ln(1 + texts / texts that hold it).

    Nothing where a quarter of twenty or more texts hold it: the matter of the whole list, a greeting, a foot line.
    """
    holding = Counter(stem_ for bag in bags for stem_ in bag)
    most = len(bags) / COMMON if len(bags) >= LEAST_TEXTS else len(bags) + 1
    return {stem_: float(np.log(1 + len(bags) / n)) if n < most else 0.0 for stem_, n in holding.items()}


def index(held: Iterable[Collection[str]]) -> dict[str, list[int]]:
    """Return the places of the texts that hold each stem."""
    places: dict[str, list[int]] = {}
    for place, stems in enumerate(held):
        for stem_ in stems:
            places.setdefault(stem_, []).append(place)
    return places


def meeting(
    asked: dict[str, str], places: dict[str, list[int]], weight: dict[str, float], least: float = LEAST_SHARE
) -> list[tuple[float, int, list[str]]]:
    """Return the texts that meet a question, the nearest first: share, which, the stems in common."""
    shared: dict[int, list[str]] = {}
    for stem_ in asked:
        for place in places.get(stem_, ()) if weight[stem_] else ():
            shared.setdefault(place, []).append(stem_)
    total = sum(weight[s] for s in asked)
    found = [(round(sum(weight[s] for s in stems) / total, 6), place, stems)
             for place, stems in shared.items() if len(stems) > 1]  # fmt: skip
    return sorted((f for f in found if f[0] >= least), key=lambda f: (-f[0], f[1]))


def excerpt(text: str, shared: list[str]) -> str:
    """Return the part of a text in which most of the shared stems stand."""
    places = [found.start() for found in _WORD.finditer(text) if stem(found.group().casefold()) in shared]
    if len(text) <= EXCERPT or not places:
        return text
    start = max(places, key=lambda p: (bisect_left(places, p + EXCERPT * 2 // 3) - bisect_left(places, p), -p))
    start = max(0, min(start - EXCERPT // 4, len(text) - EXCERPT))
    part = " ".join(text[start : start + EXCERPT].split())
    return f"{'… ' if start else ''}{part}{' …' if start + EXCERPT < len(text) else ''}"
