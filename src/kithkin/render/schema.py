"""The JSON Schema (2020-12) of a page as data."""

from __future__ import annotations

from typing import Any, Final, get_args

from kithkin.model.page import Chart, Kind

Schema = dict[str, Any]

_TEXT: Final[Schema] = {"type": "string"}
_NUMBER: Final[Schema] = {"type": "number"}
_TEXTS: Final[Schema] = {"type": "array", "items": _TEXT}
_CHARTS: Final = get_args(Chart.__annotations__["kind"]) or (
    "bars", "timeline", "mirrored", "scatter", "rings", "spans",
)  # fmt: skip


def _object(properties: Schema, optional: tuple[str, ...] = ()) -> Schema:
    """Return the schema of an object that has these properties and no others."""
    needed = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}


def _block(kind: str, **properties: Schema) -> Schema:
    """Return the schema of one kind of block."""
    return _object({"kind": {"const": kind}, **properties})


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


_ROWS: Final[Schema] = {
    "measure": _TEXT,
    "total": {"type": "integer", "minimum": 0},
    "rows": {"type": "array", "items": {"type": "object"}},
}
_VALUE: Final = _object(
    {"unit": _TEXT} | dict.fromkeys(("at_least", "at_most", "low", "estimate", "high"), _NUMBER),
    ("unit", "at_least", "at_most", "low", "estimate", "high"),
) | {"not": {"anyOf": [{"required": ["estimate", bound]} for bound in ("at_least", "at_most")]}}
_OPTIONAL_ROWS: Final[Schema] = {"anyOf": [{"type": "null"}, _object(_ROWS)]}
_LAYER: Final = _object(
    dict.fromkeys(("name", "label", "meaning", "falls", "remedy"), _TEXT)
    | {"value": _ref("value"), "people": _OPTIONAL_ROWS}
)
_COLUMN: Final = _object({"column": _TEXT, "heading": _TEXT, "kind": {"enum": list(get_args(Kind))}})

BLOCK_SCHEMAS: Final[dict[str, Schema]] = {
    "answer": _block(
        "answer", text=_TEXT, sentence=_TEXT, measures=_TEXTS,
        parts={"type": "object", "additionalProperties": {"anyOf": [_ref("value"), _ref("person"), _TEXT]}},
    ),
    "coverage": _block("coverage", **_ROWS),
    "figure": _block("figure", label=_TEXT, value=_ref("value"), says=_TEXT, measure=_TEXT),
    "ladder": _block(
        "ladder", title=_TEXT, layers={"type": "array", "items": _LAYER}, beside=_TEXT, measure=_TEXT
    ),
    "chart": _block(
        "chart", chart={"enum": list(_CHARTS)}, title=_TEXT, subtitle=_TEXT, x=_TEXT, y=_TEXTS, label=_TEXT, **_ROWS
    ),
    "table": _block(
        "table", title=_TEXT, says=_TEXT, sort=_TEXT, columns={"type": "array", "items": _COLUMN}, **_ROWS
    ),
    "cases": _block(
        "cases", title=_TEXT, says=_TEXT, decisions=_TEXTS, answers=_TEXTS, evidence=_OPTIONAL_ROWS, **_ROWS
    ),
    "notes": _block(
        "notes", limits=_TEXTS, definitions={"type": "object", "additionalProperties": _TEXT}, measures=_TEXTS
    ),
}  # fmt: skip

PAGE_SCHEMA: Final[Schema] = _object(
    {
        "page": _TEXT,
        "question": _TEXT,
        "workspace": _TEXT,
        "as_of": {"type": ["string", "null"], "pattern": "Z$"},
        "is_made_up": {"type": "boolean"},
        "is_hidden": {"type": "boolean"},
        "blocks": {"type": "array", "items": {"oneOf": [_ref(kind) for kind in BLOCK_SCHEMAS]}},
    }
) | {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A page of Kithkin",
    "$defs": BLOCK_SCHEMAS
    | {
        "value": _VALUE,
        "person": _object(dict.fromkeys(("id", "name", "handle", "network"), _TEXT)),
    },
}
