"""Whether the verdicts on texts hold: what sells, and what a machine sent, on tables of labelled texts.

The verdicts are those of the annotators and measures themselves: their own code is run on the table's rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kithkin.model.errors import Misuse
from kithkin.validity.labelled import labelled, meant, table

if TYPE_CHECKING:
    from kithkin.validity import Question

Rows = Sequence[Mapping[str, str]]

#: The texts' names in labelled tables.
_TEXT: Final = ("text", "message", "msg", "content", "comment", "tweet", "body")
_LABEL: Final = ("label", "class", "spam", "scam", "is_spam", "is_commercial", "is_automated", "target")


def commercial_task(question: Question) -> Mapping[str, Any]:
    """Return how well `commercial` ranks and names the texts of the table that was given."""
    return commercial(read(question.file, "text,label"))


def automated_task(question: Question) -> Mapping[str, Any]:
    """Return how often `automated_message` is right, by band, on the messages of the table that was given."""
    return automated_message(read(question.file, "text,sender,recipient,sent_at,followed_at,label"))


def commercial(rows: Rows) -> dict[str, Any]:
    """Return n, AUC of the score and F1 of the verdict over the texts that were judged, and how many were not."""
    import numpy as np

    from kithkin.annotators.commercial import commercial as annotator
    from kithkin.validity.merit import auc

    found = annotator.annotate([row["text"] for row in rows])
    is_judged = [score is not None for score in found["commercial"]]
    labels = np.array([_is(row["label"]) for row, known in zip(rows, is_judged, strict=True) if known], dtype=float)
    scores = np.array([score for score in found["commercial"] if score is not None], dtype=float)
    verdicts = np.array([sells for sells in found["sells"] if sells is not None], dtype=bool)
    right = float((labels[verdicts] > 0).sum()) if len(labels) else 0.0
    either = float(verdicts.sum() + labels.sum())
    return {
        "n": len(rows),
        "auc": auc(labels, scores),
        "f1": 2 * right / either if either else None,
        "not_judged": len(rows) - len(labels),
    }


def automated_message(rows: Rows) -> dict[str, Any]:
    """Return per band how many verdicts were given, how many were right, and the share of all that machines sent."""
    bands = verdicts(rows)
    labels = [_is(row["label"]) for row in rows]
    machines = sum(labels)
    found: dict[str, Any] = {"n": len(rows), "automated": machines}
    for band in ("likely", "possible", "none", "cannot_tell"):
        told = [label for label, given in zip(labels, bands, strict=True) if given == band]
        right = sum(told)
        found[band] = {
            "count": len(told),
            "automated": right,
            "precision": right / len(told) if told and band in ("likely", "possible") else None,
            "recall": right / machines if machines else None,
        }
    found["people_called_likely"] = found["likely"]["count"] - found["likely"]["automated"]
    return found


def verdicts(rows: Rows) -> list[str]:
    """Return the band of each message, judged with all the others: by the measures' own SQL."""
    import duckdb
    import pyarrow as pa

    from kithkin.annotators.commercial import commercial as sells
    from kithkin.annotators.courtesy import courtesy
    from kithkin.annotators.template import template
    from kithkin.measures.automated_message import automated_message as judgement
    from kithkin.measures.message_signs import message_signs
    from kithkin.measures.near_duplicates import near_duplicates

    base = duckdb.connect(":memory:", config={"threads": 2})
    texts = sorted({row["text"] for row in rows if row["text"].strip()})
    ids = {text: f"{place:08}" for place, text in enumerate(texts)}
    messages = [_message(place, row) for place, row in enumerate(rows)]
    base.register("messages", pa.Table.from_pylist(messages, schema=_schema(pa, _MESSAGE)))
    base.register("follows", pa.Table.from_pylist(_follows(rows), schema=_schema(pa, _FOLLOW)))
    held = [
        {"text_id": ids[m["text"]], "table_name": "messages", "row_id": m["message_id"], "text": m["text"]}
        for m in messages
        if m["text"] in ids
    ]
    base.register("texts", pa.Table.from_pylist(held, schema=_schema(pa, ("text_id", "table_name", "row_id", "text"))))
    kinds = {"text": pa.string(), "integer": pa.int64(), "double": pa.float64(), "boolean": pa.bool_()}
    for annotator in (sells, courtesy, template):
        found = annotator.annotate(texts)
        columns = {c.name: pa.array(found[c.name], kinds[c.type]) for c in annotator.columns}
        base.register(annotator.name, pa.table({"text_id": pa.array([ids[t] for t in texts], pa.string()), **columns}))
    base.register("near_duplicates", near_duplicates.function(base.table("template").to_arrow_table()))
    # Nobody said anything of these messages yet.
    base.execute("create temp table labels (entry_id text, number bigint, text_id text, judgement text, label text)")
    for measure in (message_signs, judgement):
        sql = measure.text({i.parameter: i.name for i in measure.inputs}, {})
        base.execute(f"create temp table {measure.name} as {sql}")
    cursor = base.execute("select band from automated_message order by message_id")
    return [band for (band,) in cursor.fetchall()]


_MESSAGE: Final = (
    "message_id", "network", "sender_id", "recipient_id", "recipient_count", "sent_at", "community_id", "bulk_evidence",
    "text",
)  # fmt: skip
_FOLLOW: Final = (
    "follower_id", "followed_id", "followed_at", "followed_at_earliest", "followed_at_latest", "followed_at_basis",
)  # fmt: skip


def _message(place: int, row: Mapping[str, str]) -> dict[str, Any]:
    return {
        "message_id": f"{place:09}",
        "network": "local",
        "sender_id": row.get("sender") or f"unknown sender {place}",
        "recipient_id": row.get("recipient") or "self",
        "recipient_count": 1,
        "sent_at": _instant(row.get("sent_at")),
        "bulk_evidence": row.get("header") or None,
        "text": row["text"],
    }


def _follows(rows: Rows) -> list[dict[str, Any]]:
    """Return each follow that is named beside a message, once."""
    seen = {}
    for row in rows:
        at = _instant(row.get("followed_at"))
        if at is not None:
            pair = (row.get("sender", ""), row.get("recipient") or "self", at)
            seen[pair] = dict(zip(_FOLLOW, (*pair, at, at, "read"), strict=True))
    return list(seen.values())


def _schema(pa: Any, names: Sequence[str]) -> Any:
    kinds = {"recipient_count": pa.int64()}
    return pa.schema(
        [(n, pa.timestamp("us") if "_at" in n and "basis" not in n else kinds.get(n, pa.string())) for n in names]
    )


def _instant(value: str | None) -> datetime | None:
    """Return an instant in UTC, without zone; None where there is none to read."""
    try:
        at = datetime.fromisoformat((value or "").strip())
        return at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at
    except (ValueError, OverflowError):  # the second where the zone leads out of the years 1 to 9999
        return None


def _is(label: str) -> bool:
    return bool(meant(label))


def read(path: Path | None, columns: str) -> list[dict[str, str]]:
    """Return the labelled rows of a table; its columns of text and label may bear the names usual for them."""
    if path is None:
        raise Misuse("Which labelled texts?", f"Name a CSV file with the columns {columns}.")
    names, rows = table(path)
    chosen = {
        role: next((name for name in usual if name in names), None)
        for role, usual in (("text", _TEXT), ("label", _LABEL))
    }
    missing = [role for role, name in chosen.items() if name is None]
    if missing:
        raise Misuse(f"{path.name} has no column {missing[0]}.", f"Name a CSV file with the columns {columns}.")
    renamed = {name: role for role, name in chosen.items()}
    return labelled([{renamed.get(name, name): value for name, value in row.items()} for row in rows], path.name)
