"""The measure `answerable`: open questions on which the ego has written before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import pyarrow as pa

from kithkin.measures._words import stem, subject, words
from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: Of what a question's words tell, an own text must hold at least this share, in at least two words.
LEAST_SHARE: Final = 0.4
SHOWN: Final = 3
#: A longer text is shown in part, in characters.
EXCERPT: Final = 320

_WORD: Final = re.compile(r"[^\W\d_]+")


@measure(
    grain=("row_id", "own_row_id"),
    columns=(
        Column("author_id", "text", "who asks"),
        Column("asked_at", "instant", "when it was asked", "UTC"),
        Column("cue", "text", "the question"),
        Column("title", "text", "subject of the question, where there is one"),
        Column("community_id", "text", "where it was asked"),
        Column("own_text", "text", "what the ego wrote, of a long text the part that meets the question"),
        Column("own_written_at", "instant", "when the ego wrote it", "UTC"),
        Column("shared_words", "text", "the words in which the two meet"),
        Column("shared_share", "double", "of what the question's words tell, the part that the own text holds", bounds=(0, 1)),
    ),
    source="Ponte & Croft (1998) in spirit: words in common, weighed by inverse document frequency",
)  # fmt: skip
def answerable(open_questions: Any, texts: Any) -> Any:
    """Return the open questions that meet something the ego wrote in public, side by side.

    Share = sum of idf over the words in common / sum of idf over the question's words; idf over the ego's own posts
    and the questions; words without their endings. At least .4 and two words; the best three per question.

    Parameters
    ----------
    open_questions : row_id, author_id, asked_at, cue, title, community_id
    texts : table_name, row_id, author_id, written_at, text (posts of the ego)

    Returns
    -------
    One row per open question and own post: both texts and times, the words in which they meet, shared_share (.4 to 1).

    Notes
    -----
    Absent where fewer than two telling words are shared, also when the two say the same in other words or languages.
    asked_at, title and own_written_at are null where not known. Never zero. That the post answers it is not known.

    References
    ----------
    Ponte, J. M. & Croft, W. B. (1998). A language modeling approach to information retrieval. SIGIR 1998.

    Examples
    --------
    >>> answer(answerable, show="author_id own_row_id shared_words",
    ...     identities=[{"account_id": "m:me", "person_id": "self"}], posts=[
    ...     {"post_id": "m:1", "author_id": "m:ann", "text": "How do you stop a cover from warping?"},
    ...     {"post_id": "m:2", "author_id": "self", "text": "I press a cover overnight, so nothing is warped."},
    ...     {"post_id": "m:3", "author_id": "self", "text": "Tea is ready."},
    ... ])
    [('m:ann', 'm:2', 'cover, warping')]
    """
    asked = sorted(open_questions.to_pylist(), key=lambda row: str(row["row_id"]))
    own = _own(texts.to_pylist())
    bags = [_bag([row["cue"], subject(row["title"] or "")]) for row in asked]
    held = [frozenset(_bag([row["text"]])) for row in own]
    weight = _weights([*bags, *held])
    rows = [
        _row(question, own[place], bag, shared, share)
        for question, bag in zip(asked, bags, strict=True)
        for share, place, shared in _best(bag, held, weight)
    ]
    return pa.table({name: [row[name] for row in rows] for name in SCHEMA.names}, schema=SCHEMA)


SCHEMA: Final = pa.schema(
    [(name, pa.string()) for name in ("row_id", "own_row_id", "author_id", "cue", "title", "community_id", "own_text")]
    + [(name, pa.timestamp("us")) for name in ("asked_at", "own_written_at")]
    + [("shared_words", pa.string()), ("shared_share", pa.float64())]
)


def _own(texts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the ego's posts, the newest of those with the same telling words, in a fixed order."""
    mine = [t for t in texts if t["table_name"] == "posts" and t["author_id"] == "self"]
    newest = {
        frozenset(_bag([t["text"]])): t
        for t in sorted(mine, key=lambda t: (str(t["written_at"] or ""), str(t["row_id"])))
    }
    return sorted(newest.values(), key=lambda t: str(t["row_id"]))


def _bag(parts: Iterable[str]) -> dict[str, str]:
    """Return the stems of telling words, each with the first word it stood in."""
    found: dict[str, str] = {}
    for part in parts:
        for word in words(part):
            found.setdefault(stem(word), word)
    return found


def _weights(bags: list[Any]) -> dict[str, float]:
    holding = Counter(stem_ for bag in bags for stem_ in bag)
    return {stem_: float(np.log(1 + len(bags) / n)) for stem_, n in holding.items()}


def _best(
    bag: dict[str, str], held: list[frozenset[str]], weight: dict[str, float]
) -> list[tuple[float, int, list[str]]]:
    """Return the own posts that meet a question best: share, which, the stems in common."""
    total = sum(weight[s] for s in bag)
    found = []
    for place, stems in enumerate(held):
        shared = [s for s in bag if s in stems]
        share = round(sum(weight[s] for s in shared) / total, 6) if len(shared) > 1 else 0.0
        if share >= LEAST_SHARE:
            found.append((share, place, shared))
    return sorted(found, key=lambda f: (-f[0], f[1]))[:SHOWN]


def excerpt(text: str, shared: list[str]) -> str:
    """Return the part of a text in which most of the shared stems stand."""
    places = [found.start() for found in _WORD.finditer(text) if stem(found.group().casefold()) in shared]
    if len(text) <= EXCERPT or not places:
        return text
    start = max(places, key=lambda p: (sum(p <= other < p + EXCERPT * 2 // 3 for other in places), -p))
    start = max(0, min(start - EXCERPT // 4, len(text) - EXCERPT))
    part = " ".join(text[start : start + EXCERPT].split())
    return f"{'… ' if start else ''}{part}{' …' if start + EXCERPT < len(text) else ''}"


def _row(
    question: dict[str, Any], own: dict[str, Any], bag: dict[str, str], shared: list[str], share: float
) -> dict[str, Any]:
    kept = {name: question[name] for name in ("row_id", "author_id", "asked_at", "cue", "title", "community_id")}
    return kept | {
        "own_row_id": own["row_id"],
        "own_text": excerpt(own["text"], shared),
        "own_written_at": own["written_at"],
        "shared_words": ", ".join(bag[s] for s in shared),
        "shared_share": min(share, 1.0),
    }
