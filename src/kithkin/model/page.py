"""What a page is: the answer to one question, as blocks of data without markup.

Eight blocks and no more. The terminal, the report, the web and JSON draw the same blocks; a page holds no
meaning of its own: every number in it comes from a measure that it names.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

import msgspec

from kithkin.model.measure import Input, Setting, signature_of, summary_of

Kind = Literal[
    "person", "account", "text", "quote", "word", "code", "count", "number", "share", "seconds", "days",
    "instant", "date", "bounds", "yes_no", "band", "sparkline",
]  # fmt: skip


class Rows(Protocol):
    """The rows of a table or measure, read only when asked for; never a whole list.

    `name` is the table's or measure's name, so that doors can offer its query and all its rows.
    """

    @property
    def name(self) -> str:
        """The name of the table or measure."""
        ...

    def one(self) -> Mapping[str, Any] | None:
        """Return the first row, or None where there is none."""
        ...

    def count(self) -> int:
        """Return how many rows there are."""
        ...

    def top(self, n: int, by: str = "") -> Sequence[Mapping[str, Any]]:
        """Return at most `n` rows, ordered by `by` (`-name` = descending, several separated by commas)."""
        ...

    def where(self, **equals: Any) -> Rows:
        """Return the rows whose columns have these values; None means null, a tuple one of, a set none of (None too)."""
        ...

    def search(self, words: str) -> Rows:
        """Return the rows in which some name, handle or text contains these words."""
        ...


class Value(msgspec.Struct, frozen=True):
    """A figure with what is known about it.

    Exact (`at_least == at_most`), bounded (what the data shows and cannot rule out; None = no limit known),
    estimated (`low <= estimate <= high`), or not shown at all (everything None). Never both bounds and interval.
    """

    unit: str = ""
    at_least: float | None = None
    at_most: float | None = None
    low: float | None = None
    estimate: float | None = None
    high: float | None = None

    @property
    def is_known(self) -> bool:
        """Whether there is any figure to show."""
        return self.at_least is not None or self.at_most is not None or self.estimate is not None

    @property
    def is_exact(self) -> bool:
        """Whether the figure is one number, shown by the data."""
        return self.at_least is not None and self.at_least == self.at_most


def exact(number: float | None, unit: str = "") -> Value:
    """Return a figure that the data shows; None gives a figure that is not shown."""
    return Value(unit, number, number)


def bounded(at_least: float | None, at_most: float | None, unit: str = "") -> Value:
    """Return a figure between two bounds."""
    return Value(unit, at_least, at_most)


def estimated(low: float | None, estimate: float | None, high: float | None, unit: str = "") -> Value:
    """Return an estimate with its interval."""
    return Value(unit, low=low, estimate=estimate, high=high)


class Person(msgspec.Struct, frozen=True):
    """A person as doors show one; a page gives the id, the shell fills in the rest."""

    id: str
    name: str = ""
    handle: str = ""
    network: str = ""


Part = Value | Person | str


class Answer(msgspec.Struct, frozen=True):
    """The answer in a sentence; `{name}` in the text stands for one of the typed `parts`."""

    text: str
    parts: Mapping[str, Part] = {}
    measures: tuple[str, ...] = ()


class Coverage(msgspec.Struct, frozen=True):
    """What the answer is based on, a line per network: full, half or none."""

    rows: Rows


class Figure(msgspec.Struct, frozen=True):
    """One big figure with its label and what it says in words."""

    label: str
    value: Value
    says: str = ""
    measure: str = ""


class Layer(msgspec.Struct, frozen=True):
    """One layer of a ladder; each lies inside the one before. `people` opens it; `falls` says why the rest fell away."""

    name: str
    label: str
    value: Value
    meaning: str = ""
    people: Rows | None = None
    falls: str = ""
    remedy: str = ""


class Ladder(msgspec.Struct, frozen=True):
    """Nested layers, each at least and at most."""

    title: str
    layers: tuple[Layer, ...]
    beside: str = ""
    measure: str = ""


class Chart(msgspec.Struct, frozen=True):
    """A picture of a table: the table is its text alternative. `x`, `y` and `series` name columns."""

    kind: Literal["bars", "timeline", "mirrored", "scatter", "rings", "spans"]
    title: str
    rows: Rows
    x: str
    y: tuple[str, ...]
    label: str = ""
    subtitle: str = ""


class Show(msgspec.Struct, frozen=True):
    """How one column of a table is shown: its name in the rows, its heading, its kind.

    A `sparkline` is a text of numbers between spaces, drawn as one small row of bars.
    """

    column: str
    heading: str
    kind: Kind = "text"


class Table(msgspec.Struct, frozen=True):
    """Rows with the columns to show; doors add search, sort and paging."""

    title: str
    rows: Rows
    columns: tuple[Show, ...]
    sort: str = ""
    empty: str = "Nothing here."
    says: str = ""


class Cases(msgspec.Struct, frozen=True):
    """Judgements: each a person, a band, evidence, what speaks against it, and what the user may decide.

    `answers` are what the user may say of the quoted words where the judgement is wrong; evidence names whose as `judged_id`.
    """

    title: str
    rows: Rows
    evidence: Rows | None = None
    decisions: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    empty: str = "Nothing here."
    says: str = ""


class Notes(msgspec.Struct, frozen=True):
    """What the page cannot tell, the definitions it uses, and the measures behind it."""

    limits: tuple[str, ...] = ()
    definitions: Mapping[str, str] = {}
    measures: tuple[str, ...] = ()


Block = Answer | Coverage | Figure | Ladder | Chart | Table | Cases | Notes


@dataclass(frozen=True, slots=True)
class Page:
    """The answer to one question."""

    question: str
    blocks: tuple[Block, ...]

    def __init__(self, question: str, *blocks: Block | None) -> None:
        object.__setattr__(self, "question", question)
        object.__setattr__(self, "blocks", tuple(block for block in blocks if block is not None))


class Listed(msgspec.Struct, frozen=True):
    """Rows that have been read: at most a limit of them, with how many there are in all.

    What renderers get in place of lazy `Rows`. Ids of persons have become `Person`; with hidden names,
    the words of others have gone too.
    """

    name: str
    items: tuple[Mapping[str, Any], ...]
    total: int

    def one(self) -> Mapping[str, Any] | None:
        """Return the first row, or None where there is none."""
        return self.items[0] if self.items else None

    def count(self) -> int:
        """Return how many rows there are in all, listed or not."""
        return self.total

    def top(self, n: int, by: str = "") -> Sequence[Mapping[str, Any]]:  # noqa: ARG002
        """Return the first `n` rows, in the order in which they were read."""
        return self.items[:n]

    def where(self, **equals: Any) -> Listed:
        """Return the listed rows whose columns have these values."""
        kept = tuple(row for row in self.items if all(row.get(k) == v for k, v in equals.items()))
        return Listed(self.name, kept, len(kept))

    def search(self, words: str) -> Listed:  # noqa: ARG002
        """Return the rows as they are: a list that has been read is searched where it was read."""
        return self


class Drawn(msgspec.Struct, frozen=True):
    """A page ready to be drawn: every `Rows` is `Listed`, every person has a name.

    `is_made_up` marks the example person; `is_hidden` says that names and words of others were taken out.
    """

    name: str
    question: str
    blocks: tuple[Block, ...]
    workspace: str
    as_of: datetime | None
    is_made_up: bool = False
    is_hidden: bool = False


class PageSpec(msgspec.Struct, frozen=True):
    """A page as listed: its name, the function that makes it, and what its signature says."""

    name: str
    function: Callable[..., Page]
    section: str
    example: str
    inputs: tuple[Input, ...]
    settings: tuple[Setting, ...]

    @property
    def summary(self) -> str:
        """The first line of the docstring: what the command's help says."""
        return summary_of(self.function)

    @property
    def description(self) -> str:
        """The whole docstring."""
        return inspect.getdoc(self.function) or ""


def page(*, section: str, example: str = "") -> Callable[[Callable[..., Page]], PageSpec]:
    """Turn a function into a page: a command, a web page, its JSON and a section of the report.

    `section` is the heading it stands under in lists; `example` is a command line that shows its settings.
    """

    def declare(function: Callable[..., Page]) -> PageSpec:
        inputs, settings = signature_of(function)
        name = function.__name__.strip("_")
        return PageSpec(name, function, section, example or f"kithkin {name}", inputs, settings)

    return declare
