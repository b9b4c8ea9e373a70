"""Do phrases of asking and thanking find what people mean, in texts that nobody made them from?

`cues.tsv` holds 252 made-up texts in seven languages: for each of six families 21 that mean it, and 21 that share its
words or its mood and do not. The phrases were mended on them, so they show only that what was mended stays so.
`cues_unseen.tsv` holds 308 more, with harder ones that do not mean it: questions that ask nobody (rhetorical, quoted, of
an advertisement; all with a question mark), thanks in advance, refusals, thanks to the weather. They were written before the
phrases were looked at and read by nothing but this count; of the phrases that came of it two were taken back, wrong in
mail of real lists, which changed no figure. The floors are what was seen, less one text. One hand wrote texts and phrases:
the figures flatter all the same.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from benchmarks.validity.lines import Grid, Line, Said
from kithkin.annotators.question import question
from kithkin.annotators.turning import turning

FOLDER: Final = Path(__file__).parent
MENDED_ON: Final = "cues.tsv"
UNSEEN: Final = "cues_unseen.tsv"
Row = dict[str, str]

#: Least precision and recall of each family; the last is whether anything of the four kinds of turning to somebody is seen.
ANY: Final = "anything wanted"
FLOORS: Final[dict[str, dict[str, tuple[float, float]]]] = {
    MENDED_ON: dict.fromkeys(
        ("question", "introduction", "recommendation", "enquiry", "request", ANY, "thanks"), (0.95, 0.95)
    ),
    UNSEEN: {
        "question": (0.56, 0.96),
        "introduction": (0.92, 0.57),
        "recommendation": (0.93, 0.46),
        "enquiry": (0.95, 0.78),
        "request": (0.95, 0.71),
        ANY: (0.98, 0.84),
        "thanks": (0.92, 0.68),
    },
}
WANTS: Final = ("introduction", "recommendation", "enquiry", "request")


def check() -> Iterator[Said]:
    """Yield precision and recall of each family of cues, on the texts they were mended on and on unseen ones."""
    for name, title in ((MENDED_ON, "cues mended on"), (UNSEEN, "cues unseen")):
        rows = []
        for family, (right, wrong, missed) in scores(texts(name)).items():
            precision = right / (right + wrong) if right + wrong else None
            recall = right / (right + missed)
            rows.append((family, right + missed, right, wrong, precision, recall))
            floors = FLOORS[name].get(family, (None, None))
            yield Line(title, f"precision of {family}", precision, floors[0])
            yield Line(title, f"recall of {family}", recall, floors[1])
        columns = ("family", "meant", "found", "wrong", "precision", "recall")
        yield Grid(f"Cues in seven languages: {title}", columns, rows)


def texts(name: str = MENDED_ON) -> list[Row]:
    """Return the labelled texts of a file."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
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
