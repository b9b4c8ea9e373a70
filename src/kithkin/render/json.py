"""A page as data: each block with its `kind` and the measures behind it, for programs.

Figures are objects that hold only what is known of them; instants are ISO 8601 in UTC; a person is an object
with id, name, handle and network. The words of others are clean but not cut.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

from kithkin.model.page import (
    Answer,
    Block,
    Cases,
    Chart,
    Coverage,
    Drawn,
    Figure,
    Ladder,
    Layer,
    Notes,
    Person,
    Rows,
    Show,
    Table,
    Value,
)
from kithkin.render import cells, figures, words

Data = dict[str, Any]

_VALUE_KEYS: Final = ("at_least", "at_most", "low", "estimate", "high")


def as_data(drawn: Drawn) -> Data:
    """Return a page as data that `json.dumps` can write."""
    return {
        "page": drawn.name,
        "question": words.line(drawn.question),
        "workspace": words.line(drawn.workspace),
        "as_of": plain(drawn.as_of),
        "is_made_up": drawn.is_made_up,
        "is_hidden": drawn.is_hidden,
        "blocks": [_BLOCKS[type(block)](block) for block in drawn.blocks],
    }


def plain(value: Any) -> Any:
    """Return any value of a row or an answer as JSON knows it; what is no number becomes null."""
    if value is None or isinstance(value, bool | int):
        return value
    for form, write in _FORMS:
        if isinstance(value, form):
            return write(value)
    return words.clean(str(value))


def _person(person: Person) -> Data:
    """Return a person."""
    return {key: words.line(getattr(person, key)) for key in ("id", "name", "handle", "network")}


def _value(value: Value) -> Data:
    """Return a figure with the keys that are known; none of them where it is not shown."""
    known = {key: figures.known(getattr(value, key)) for key in _VALUE_KEYS}
    unit = {"unit": value.unit} if value.unit else {}
    return unit | {key: _whole(number) for key, number in known.items() if number is not None}


#: How each form of value is written; `datetime` stands before the `date` that it also is.
_FORMS: Final[tuple[tuple[Any, Callable[[Any], Any]], ...]] = (
    (float, figures.known),
    (Value, _value),
    (Person, _person),
    (datetime, figures.iso),
    (date, date.isoformat),
    (Mapping, lambda value: {words.line(str(key)): plain(item) for key, item in value.items()}),
    ((list, tuple, set, frozenset), lambda value: [plain(item) for item in value]),
)


def _whole(number: float) -> float:
    """Return a whole number as an integer, so that JSON has 111 and not 111.0."""
    return int(number) if float(number).is_integer() else number


def _rows(rows: Rows) -> Data:
    """Return rows with their measure's name and how many there are in all."""
    read = cells.listed(rows)
    items = [{key: plain(value) for key, value in row.items()} for row in read.items]
    return {"measure": read.name, "total": read.total, "rows": items}


def _answer(block: Answer) -> Data:
    parts = {name: plain(part) for name, part in block.parts.items()}
    return {
        "kind": "answer", "text": words.line(block.text), "sentence": words.sentence(block),
        "parts": parts, "measures": list(block.measures),
    }  # fmt: skip


def _coverage(block: Coverage) -> Data:
    return {"kind": "coverage"} | _rows(block.rows)


def _figure(block: Figure) -> Data:
    return {
        "kind": "figure", "label": words.line(block.label), "value": _value(block.value),
        "says": words.line(block.says), "measure": block.measure,
    }  # fmt: skip


def _ladder(block: Ladder) -> Data:
    return {
        "kind": "ladder", "title": words.line(block.title), "layers": [_layer(layer) for layer in block.layers],
        "beside": words.line(block.beside), "measure": block.measure,
    }  # fmt: skip


def _layer(layer: Layer) -> Data:
    said = {key: words.line(getattr(layer, key)) for key in ("name", "label", "meaning", "falls", "remedy")}
    return said | {"value": _value(layer.value), "people": None if layer.people is None else _rows(layer.people)}


def _chart(block: Chart) -> Data:
    own = {
        "kind": "chart", "chart": block.kind, "title": words.line(block.title), "subtitle": words.line(block.subtitle),
        "x": block.x, "y": list(block.y), "label": block.label,
    }  # fmt: skip
    return own | _rows(block.rows)


def _table(block: Table) -> Data:
    own = {
        "kind": "table", "title": words.line(block.title), "says": words.line(block.says), "sort": block.sort,
        "columns": [_show(show) for show in block.columns],
    }  # fmt: skip
    return own | _rows(block.rows)


def _show(show: Show) -> Data:
    return {"column": show.column, "heading": words.line(show.heading), "kind": show.kind}


def _cases(block: Cases) -> Data:
    own = {
        "kind": "cases", "title": words.line(block.title), "says": words.line(block.says),
        "decisions": list(block.decisions), "answers": list(block.answers),
        "evidence": None if block.evidence is None else _rows(block.evidence),
    }  # fmt: skip
    return own | _rows(block.rows)


def _notes(block: Notes) -> Data:
    definitions = {words.line(name): words.line(meaning) for name, meaning in block.definitions.items()}
    limits = [words.line(limit) for limit in block.limits]
    return {"kind": "notes", "limits": limits, "definitions": definitions, "measures": list(block.measures)}


_BLOCKS: Final[dict[type[Block], Callable[[Any], Data]]] = {
    Answer: _answer, Coverage: _coverage, Figure: _figure, Ladder: _ladder,
    Chart: _chart, Table: _table, Cases: _cases, Notes: _notes,
}  # fmt: skip


def schema() -> Data:
    """Return the JSON Schema of a page: one definition for each kind of block."""
    from kithkin.render.schema import PAGE_SCHEMA

    return PAGE_SCHEMA
