"""Whether a user's own answers judge better than the rules: on labelled texts, a few as answers and the rest as test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import TYPE_CHECKING, Any, Final

from kithkin.validity.texts import read

if TYPE_CHECKING:
    from kithkin.validity import Question

#: How many answers are given, and how often answers are drawn; drawn plainly, as they come, not by their label.
ANSWERS: Final = (20, 50, 100)
DRAWS: Final = 10


def task(question: Question) -> Mapping[str, Any]:
    """Return AUC and F1 of the rules and of models of 20, 50 and 100 answers, on the texts not answered about."""
    return figures(read(question.file, "text,label"))


def figures(rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """Return the figures, means over draws in which both answers came; none where the table is too small."""
    import numpy as np

    from kithkin.annotators.commercial import commercial
    from kithkin.annotators.template import skeleton
    from kithkin.measures import _own_answers as own
    from kithkin.validity.merit import auc

    found = commercial.annotate([row["text"] for row in rows])
    judged = [
        (own.read(score, rules, skeleton(row["text"])), row["label"] == "1", score, bool(sells))
        for row, score, rules, sells in zip(rows, found["commercial"], found["rules"], found["sells"], strict=True)
        if score is not None
    ]
    said: dict[str, Any] = {"n": len(rows), "not_judged": len(rows) - len(judged)}
    for count in ANSWERS:
        seen = []
        for seed in range(DRAWS if len(judged) >= 2 * count else 0):
            drawn = Random(seed).sample(judged, len(judged))
            answers, test = drawn[:count], drawn[count:]
            if len({label for _, label, *_ in answers}) < 2:
                continue
            model = own.fitted([(text, label) for text, label, *_ in answers])
            scores = np.array([model.score(text) for text, *_ in test])
            labels = np.array([label for _, label, *_ in test], dtype=float)
            rules = auc(labels, np.array([score for *_, score, _ in test]))
            by_rules = np.array([sells for *_, sells in test])
            seen.append((rules, auc(labels, scores), _f1(labels, by_rules), _f1(labels, scores >= 0.5)))
        means = np.array(seen, dtype=float).mean(axis=0).tolist() if seen else [None] * 4
        said[f"{count}_answers"] = dict(zip(("auc_rules", "auc_own", "f1_rules", "f1_own"), means, strict=True))
    return said


def _f1(labels: Any, verdicts: Any) -> float:
    return float(2 * labels[verdicts].sum() / max(1.0, verdicts.sum() + labels.sum()))
