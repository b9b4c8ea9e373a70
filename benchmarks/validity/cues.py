"""Do phrases of asking and thanking find what people mean, in texts that nobody made them from?

`cues.tsv` holds 252 made-up texts in seven languages: for each of six families 21 that mean it, and 21 that share its
words or its mood and do not. Whoever wrote them had seen the phrases before, though they were not looked up: the figures
flatter. They were run once and nothing was changed after them; the floors are what was seen, less one text.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from benchmarks.validity.lines import Grid, Line, Said
from kithkin.annotators.question import question
from kithkin.annotators.turning import turning

TEXTS: Final = Path(__file__).with_name("cues.tsv")
Row = dict[str, str]

#: Least precision and recall of each family; the last is whether anything of the four kinds of turning to somebody is seen.
ANY: Final = "anything wanted"
FLOORS: Final[dict[str, tuple[float, float]]] = {
    "question": (0.93, 0.66),
    "introduction": (0.88, 0.38),
    "recommendation": (0.83, 0.23),
    "enquiry": (0.80, 0.19),
    "request": (0.75, 0.14),
    ANY: (0.98, 0.65),
    "thanks": (0.63, 0.57),
}
WANTS: Final = ("introduction", "recommendation", "enquiry", "request")


def check() -> Iterator[Said]:
    """Yield precision and recall of each family of cues."""
    rows = []
    for family, (right, wrong, missed) in scores(texts()).items():
        precision = right / (right + wrong) if right + wrong else None
        recall = right / (right + missed)
        rows.append((family, right + missed, right, wrong, precision, recall))
        floors = FLOORS.get(family, (None, None))
        yield Line("made-up cues", f"precision of {family}", precision, floors[0])
        yield Line("made-up cues", f"recall of {family}", recall, floors[1])
    yield Grid("Cues in seven languages", ("family", "meant", "found", "wrong", "precision", "recall"), rows)


def texts() -> list[Row]:
    """Return the labelled texts."""
    with TEXTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def scores(rows: Sequence[Row]) -> dict[str, tuple[int, int, int]]:
    """Return, for each family over its own texts, how many were found rightly, found wrongly, and missed."""
    words = [row["text"] for row in rows]
    asks = question.annotate(words)["is_question"]
    found = turning.annotate(words)
    seen: dict[str, list[tuple[bool, bool]]] = {}
    for row, is_question, wants, thanks in zip(rows, asks, found["wants"], found["thanks_from"], strict=True):
        family, is_meant = row["family"], row["label"] == "1"
        is_found = {"question": bool(is_question), "thanks": thanks is not None}.get(family, wants == family)
        seen.setdefault(family, []).append((is_meant, is_found))
        if family in WANTS:
            seen.setdefault(ANY, []).append((is_meant, bool(is_question) or wants is not None))
    return {
        family: (sum(m and f for m, f in pairs), sum(f and not m for m, f in pairs), sum(m and not f for m, f in pairs))
        for family, pairs in seen.items()
    }
