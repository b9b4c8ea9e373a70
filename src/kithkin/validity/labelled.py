"""Tables of labelled examples as people have them: with commas, semicolons or tabs, and labels in many words."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from kithkin.model.errors import Misuse

TRUE: Final = frozenset((
    "1", "1.0", "true", "yes", "y", "t", "spam", "scam", "fake", "bought", "commercial", "automated", "machine", "bot",
    "robot", "promo", "promotional", "ad", "ads", "sells",
))  # fmt: skip
FALSE: Final = frozenset((
    "0", "0.0", "-1", "false", "no", "n", "f", "ham", "real", "genuine", "human", "person", "organic", "normal", "legit",
    "other", "not commercial", "not spam", "not automated", "does not sell",
))  # fmt: skip
#: Labels of those who could not tell: their rows are left out.
UNSURE: Final = frozenset(("", "maybe", "unknown", "unsure", "?", "na", "n/a", "nan", "null", "none"))
#: Labels that an error names.
NAMED: Final = 5
_LONGEST: Final = 10_000_000


def table(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """Return the names of a table's columns, in lower case, and its rows; a cell that is not there is empty."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig" if not data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-16")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    head = text.lstrip().partition("\n")[0]
    csv.field_size_limit(_LONGEST)
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=max(",;\t", key=head.count))
    try:
        lines = [line for line in reader if any(cell.strip() for cell in line)]
    except csv.Error as error:
        raise Misuse(f"{path.name} cannot be read as a table: {error}.", "Save it as CSV again.") from error
    if not lines:
        raise Misuse(f"{path.name} is empty.", "Name a CSV file whose first line names its columns.")
    names = [name.strip().lower() for name in lines[0]]
    return names, [dict(zip(names, line + [""] * (len(names) - len(line)), strict=False)) for line in lines[1:]]


def meant(label: str) -> bool | None:
    """Return whether a label says yes or no; None where it says neither."""
    said = label.strip().lower()
    return True if said in TRUE else False if said in FALSE else None


def labelled(rows: Sequence[Mapping[str, str]], name: str) -> list[dict[str, str]]:
    """Return the rows that have a label, the label as `1` or `0`; raise where labels say neither yes nor no.

    A second word that nobody knows is no, where the first one known is yes, and the other way round.
    """
    kept = [dict(row) for row in rows if row["label"].strip().lower() not in UNSURE]
    known = {meant(row["label"]) for row in kept} - {None}
    unknown = sorted({row["label"].strip().lower() for row in kept if meant(row["label"]) is None})
    if len(unknown) > 1 or (unknown and len(known) != 1):
        said = ", ".join(unknown[:NAMED])
        raise Misuse(f"{name} has labels that say neither yes nor no: {said}.", "Write 1 or 0, yes or no, spam or ham.")
    other = not next(iter(known), False)
    for row in kept:
        is_yes = meant(row["label"])
        row["label"] = "1" if (other if is_yes is None else is_yes) else "0"
    return kept
