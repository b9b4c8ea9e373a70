"""Answers measures from tables written by hand, as the shell would hand them over.

A table is a list of rows or a text of columns separated by spaces, `-` for null. What is left out is filled
in the plainest way: ids of acts are numbered, an instant alone is exact, an account stands for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, Final

import duckdb
import pyarrow as pa

from kithkin.annotators import ANNOTATORS
from kithkin.measures import MEASURES
from kithkin.model.annotator import Annotator, read_by
from kithkin.model.measure import Measure
from kithkin.model.tables import NETWORK_KINDS, TABLES, Column
from kithkin.workspace.views import SHELL as SHELL_RELATIONS

Row = Mapping[str, Any]
Table = str | Iterable[Row]

#: Later than everything; instants are UTC without zone, as the engine gives them.
END: Final = datetime(2100, 1, 1)
NAMED: Final = {measure.name: measure for measure in MEASURES}
#: Annotators that read the texts of a measure.
READERS: Final = {annotator.name: annotator for annotator in ANNOTATORS if read_by(annotator) in NAMED}
ARROW: Final = {
    "text": pa.string(),
    "integer": pa.int64(),
    "double": pa.float64(),
    "boolean": pa.bool_(),
    "instant": pa.timestamp("us"),
    "date": pa.date32(),
}
SHELL: Final = {
    "egos": (Column("ego_id", "text", ""),),
    "identities": (Column("account_id", "text", ""), Column("person_id", "text", "")),
    "network_kinds": (Column("network", "text", ""), Column("kind", "text", "")),
    "people": tuple(Column(name, "text", "") for name in ("person_id", "name", "handle", "network")),
    "arrivals": SHELL_RELATIONS["arrivals"],
    "parted": SHELL_RELATIONS["parted"],
    "decisions": SHELL_RELATIONS["decisions"],
    "topic_names": SHELL_RELATIONS["topic_names"],
    "labels": SHELL_RELATIONS["labels"],
    "texts": SHELL_RELATIONS["texts"],
}
#: Where texts stand: table, row, author, instant, words.
TEXTS: Final = (
    ("posts", "post_id", "author_id", "posted_at", "text"),
    ("messages", "message_id", "sender_id", "sent_at", "text"),
    ("requests", "request_id", "from_id", "requested_at", "text"),
    ("accounts", "account_account_id", "account_id", "", "bio"),
)
FILLED: Final[Mapping[str, Row]] = {
    "messages": {"recipient_count": 1},
    "follows": {"is_current": True, "kind": "follow"},
}


def answer(measure: Measure, *, as_of: str | datetime = END, show: str = "", **given: Any) -> list[Any]:
    """Return a measure's rows in the order of its grain: as dicts, or as tuples of the columns in `show`.

    `given` holds tables by name and settings by name.
    """
    settings = {s.name for m in MEASURES for s in m.settings} & given.keys()
    tables = {name: table for name, table in given.items() if name not in settings}
    with World(tables, as_of=_instant(as_of)) as world:
        rows = world.rows(measure, {name: given[name] for name in settings})
    return [tuple(_short(row[name]) for name in show.split()) for row in rows] if show else rows


class World:
    """Tables in an in-memory database, and the measures that were asked of them."""

    def __init__(self, tables: Mapping[str, Table], as_of: datetime = END, days: int = 0) -> None:
        self.tables = tables
        self.as_of = as_of
        self.days = days
        self.connection = _database()
        self.base = relations(tables, as_of)
        self.known: set[str] = set()
        self.worlds: dict[int, World] = {}

    def __enter__(self) -> World:
        return self

    def __exit__(self, *_: object) -> None:
        for world in self.worlds.values():
            world.__exit__()
        for name in self.known:
            self.connection.unregister(name)
            self.connection.execute(f"drop table if exists {name}")

    def _named(self, name: str) -> str:
        return f"{name}_{-self.days}_days_before" if self.days else name

    def earlier(self, days: int) -> World:
        """Return the same world as it was known so many days (negative) from now."""
        if days == 0:
            return self
        if days not in self.worlds:
            self.worlds[days] = World(self.tables, self.as_of + timedelta(days=days), self.days + days)
        return self.worlds[days]

    def given(self, name: str, settings: Row) -> str:
        """Return the name of the relation that holds a table, a measure's rows, or what an annotator found in them."""
        if name in READERS:
            return self.annotation(READERS[name], settings)
        return self.relation(NAMED[name], settings) if name in NAMED else self.table(name)

    def table(self, name: str) -> str:
        """Return the name of the relation that holds a table, handed over when it is first read: most never are."""
        relation = self._named(name)
        if relation not in self.known:
            self.known.add(relation)
            self.connection.register(relation, _arrow(*self.base[name]))
        return relation

    def annotation(self, annotator: Annotator, settings: Row) -> str:
        """Return the name of the relation that holds what an annotator found in the texts of a measure."""
        name = self._named(f"annotator_{annotator.name}")
        if name not in self.known:
            self.known.add(name)
            texts = self.connection.table(self.given(read_by(annotator), settings)).to_arrow_table().to_pylist()
            words = {row["text_id"]: row["text"] for row in texts}
            found = annotator.annotate(list(words.values())) if words else {}
            rows = [{"text_id": key} | {k: v[n] for k, v in found.items()} for n, key in enumerate(words)]
            self.connection.register(name, _arrow([Column("text_id", "text", ""), *annotator.columns], rows))
        return name

    def relation(self, measure: Measure, settings: Row) -> str:
        """Return the name of the relation that holds a measure's rows, after making it and what it reads."""
        name = self._named(f"measure_{measure.name}")
        if name not in self.known:
            self.known.add(name)
            inputs = {i.parameter: self.earlier(i.days).given(i.name, settings) for i in measure.inputs}
            used = {s.name: settings[s.name] for s in measure.settings if s.name in settings}
            if any(s.name == "as_of" for s in measure.settings):
                used["as_of"] = self.as_of
            if measure.form == "query":
                self.connection.execute(f"create temp table {name} as {measure.text(inputs, used)}")
            else:
                read = [self.connection.table(inputs[i.parameter]).to_arrow_table() for i in measure.inputs]
                self.connection.register(name, measure.function(*read, **used))
        return name

    def rows(self, measure: Measure, settings: Row | None = None) -> list[dict[str, Any]]:
        """Return a measure's rows in the order of its grain."""
        relation = self.relation(measure, settings or {})
        cursor = self.connection.execute(f"select * from {relation} order by {', '.join(measure.grain)}")
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@cache
def _database() -> Any:
    """Return the one database of a test run: opening it takes longer than most answers."""
    return duckdb.connect(":memory:", config={"threads": 1})


def relations(
    tables: Mapping[str, Table], as_of: datetime = END
) -> dict[str, tuple[list[Column], list[dict[str, Any]]]]:
    """Return every base relation, with its columns and rows, as the shell would hand it over at `as_of`."""
    unknown = tables.keys() - TABLES.keys() - SHELL.keys()
    assert not unknown, f"no such table: {unknown}"
    made = {}
    for name, table in TABLES.items():
        columns = _handed(name)
        rows = [_completed(name, columns, number, row) for number, row in enumerate(_rows(tables.get(name, ())))]
        ends = table.ends
        kept = [
            row
            for row in rows
            if not (ends and row[ends[0]] is not None and row[ends[0]] == row[ends[1]])
            and all((row[f"{i}_latest"] or row[i] or as_of) <= as_of for i in table.instants)
        ]
        made[name] = (columns, kept)
    shell = {name: _rows(tables.get(name, ())) for name in SHELL}
    shell["network_kinds"] = [{"network": n, "kind": k} for n, kinds in NETWORK_KINDS.items() for k in kinds]
    shell["identities"] = _identities(made, shell["identities"])
    persons = {row["person_id"] for row in shell["identities"]}
    if "egos" not in tables:
        shell["egos"] = [{"ego_id": "self"}] if "self" in persons else [{"ego_id": p} for p in sorted(persons)]
    shell["texts"] = list(_texts(made))
    made |= {name: (list(SHELL[name]), [dict(row) for row in rows]) for name, rows in shell.items()}
    return made | _annotations([str(row["text"]) for row in shell["texts"]])


def _texts(made: Mapping[str, tuple[list[Column], list[dict[str, Any]]]]) -> Iterable[Row]:
    """Yield every text with what holds it, as the shell would; a text is its own id."""
    for table, row_id, author, written, words in TEXTS:
        for row in made[table][1]:
            if row[words] and str(row[words]).strip() and row.get("kind") != "repost":
                at = row[written] if written else None
                facts = (row[words], table, row[row_id], row[author], row["network"], at, row[words])
                yield dict(zip((c.name for c in SHELL["texts"]), facts, strict=True))


def _annotations(words: Sequence[str]) -> dict[str, tuple[list[Column], list[dict[str, Any]]]]:
    """Return what each annotator finds in the texts."""
    different = sorted(set(words))
    made = {}
    for annotator in (a for a in ANNOTATORS if a.name not in READERS):
        found = annotator.annotate(different) if different else {}
        rows = [{"text_id": w} | {k: v[n] for k, v in found.items()} for n, w in enumerate(different)]
        made[annotator.name] = ([Column("text_id", "text", ""), *annotator.columns], rows)
    return made


def _handed(name: str) -> list[Column]:
    """Return the columns of a table as the engine hands it over: persons with their accounts beside them."""
    columns = list(TABLES[name].columns)
    columns += [Column(f"{c.name.removesuffix('_id')}_account_id", "text", "") for c in columns if c.person]
    beside = [Column("is_current", "boolean", ""), Column("observed_at", "instant", "")]
    return [*columns, *beside] if name == "follows" else columns


def _completed(name: str, columns: Sequence[Column], number: int, given: Row) -> dict[str, Any]:
    """Return a row with what was left out: its id, its network, the ends of its instants, its accounts."""
    row: dict[str, Any] = {c.name: None for c in columns} | dict(FILLED.get(name, {}))
    identity = TABLES[name].identity[0]
    if identity not in ("account_id", "follower_id", "marker_id", "network"):
        row[identity] = f"{name}:{number:06}"
    row |= {c.name: _typed(c, given[c.name]) for c in columns if c.name in given}
    for i in TABLES[name].instants:
        row[f"{i}_earliest"] = row[f"{i}_earliest"] or row[i]
        row[f"{i}_latest"] = row[f"{i}_latest"] or row[i]
    for c in columns:
        account = f"{c.name.removesuffix('_id')}_account_id"
        if c.person and row[account] is None:
            row[account] = row[c.name]
    if "network" in row and row["network"] is None:
        ends = [row[c.name] for c in columns if c.person and row[c.name] not in (None, "self")]
        row["network"] = str(ends[0]).split(":", 1)[0] if ends else "x"
    return row


def _identities(made: Mapping[str, tuple[list[Column], list[dict[str, Any]]]], given: Sequence[Row]) -> list[Row]:
    """Return the given identities and, for every other account that is met, itself as its own person."""
    known = {row["account_id"]: row["person_id"] for row in given}
    for columns, rows in made.values():
        for column in (c.name for c in columns if c.person):
            for row in rows:
                account = row[f"{column.removesuffix('_id')}_account_id"]
                if account and account != "self":
                    known.setdefault(account, row[column])
    return [{"account_id": account, "person_id": person} for account, person in known.items()]


def _rows(table: Table) -> list[Row]:
    """Return the rows of a table given as text or as rows."""
    if not isinstance(table, str):
        return list(table)
    lines = [line.split() for line in table.strip().splitlines() if line.strip()]
    return [dict(zip(lines[0], values, strict=True)) for values in lines[1:]]


def _typed(column: Column, value: Any) -> Any:
    """Return a value written as text in the column's type; `-` is null."""
    if not isinstance(value, str):
        return value
    if value == "-":
        return None
    if column.type == "instant":
        return _instant(value)
    if column.type == "date":
        return date.fromisoformat(value)
    if column.type == "boolean":
        return value == "true"
    return int(value) if column.type == "integer" else value


def _instant(value: str | datetime) -> datetime:
    """Return an instant in UTC, without zone."""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at


def _short(value: Any) -> Any:
    """Return an instant as a short text, and any other value as it is, numbers to four places."""
    if isinstance(value, datetime):
        return value.isoformat(sep="T").removesuffix("T00:00:00").removesuffix(":00")
    return round(value, 4) if isinstance(value, float) else value


def _arrow(columns: Sequence[Column], rows: Sequence[Row]) -> Any:
    """Return rows as an Arrow table with the columns' types."""
    schema = pa.schema([(c.name, ARROW[c.type]) for c in columns])
    return pa.Table.from_pylist([dict(row) for row in rows], schema=schema)
