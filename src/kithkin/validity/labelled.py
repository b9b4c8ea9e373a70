"""Tables of labelled examples as people have them: with commas, semicolons or tabs, and labels in many words."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from kithkin.model.errors import Misuse

TRUE: Final = frozenset((
    "1", "1.0", "true", "yes", "y", "t", "spam", "scam", "fake", "bought", "commercial", "automated", "machine", "bot",
    "robot", "promo", "promotional", "promotion", "ad", "ads", "sells", "selling", "pitch", "positive", "pos",
))  # fmt: skip
FALSE: Final = frozenset((
    "0", "0.0", "-1", "false", "no", "n", "f", "ham", "real", "genuine", "human", "person", "organic", "normal", "legit",
    "other", "conversation", "dialogue", "personal", "private", "negative", "neg", "manual",
))  # fmt: skip
#: What turns a word into its opposite, as in `not spam`, `non-commercial`, `does not sell`.
_NOT: Final = re.compile(r"(?:not an?|not|non|no|does not|doesn t) (.+)")
#: Labels of those who could not tell: their rows are left out.
UNSURE: Final = frozenset(("", "maybe", "unknown", "unsure", "?", "na", "n/a", "nan", "null", "none"))
#: The key under which a row keeps the number of its line in the file.
LINE: Final = "line"
#: Characters of a label that an error shows.
SHOWN: Final = 40
_LONGEST: Final = 10_000_000


def table(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """Return the names of a table's columns, in lower case, and its rows, each with the number of its last line.

    A cell that is not there is empty.
    """
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig" if not data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-16")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    head = text.lstrip().partition("\n")[0]
    csv.field_size_limit(_LONGEST)
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=max(",;\t", key=head.count))
    try:
        lines = [(reader.line_num, line) for line in reader if any(cell.strip() for cell in line)]
    except csv.Error as error:
        raise Misuse(f"{path.name} cannot be read as a table: {error}.", "Save it as CSV again.") from error
    if not lines:
        raise Misuse(f"{path.name} is empty.", "Name a CSV file whose first line names its columns.")
    names = [name.strip().lower() for name in lines[0][1]]
    return names, [
        dict(zip(names, line + [""] * (len(names) - len(line)), strict=False)) | {LINE: str(number)}
        for number, line in lines[1:]
    ]


def meant(label: str) -> bool | None:
    """Return whether a label says yes or no; None where it says neither."""
    said = label.strip().lower()
    if said in TRUE or said in FALSE:
        return said in TRUE
    other = _NOT.fullmatch(re.sub(r"[\s_'’-]+", " ", said))
    word = other[1] if other else ""
    return False if word in TRUE or word == "sell" else True if word in FALSE and word.isalpha() else None


def labelled(rows: Sequence[Mapping[str, str]], name: str) -> list[dict[str, str]]:
    """Return the rows that have a label, the label as `1` or `0`; raise at the first that says neither yes nor no."""
    kept = [dict(row) for row in rows if row["label"].strip().lower() not in UNSURE]
    for row in kept:
        is_yes = meant(row["label"])
        if is_yes is None:
            raise Misuse(
                f"{name}, line {row.get(LINE, '?')}: the label {row['label'].strip()[:SHOWN]} says neither yes nor no.",
                f"Yes is one of: {', '.join(sorted(TRUE))}. No is one of: {', '.join(sorted(FALSE))}; or not, before a word for "
                "yes. A row without a label is left out.",
            )
        row["label"] = str(int(is_yes))
    return kept
