"""What a source told of some files, checked against the tables and gathered for tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from kithkin.model.source import Archive, Batch, NotUsed, Options, Problem, Record, Row, Seen, Source
from kithkin.model.tables import TABLES
from tests.worlds.memory import MemoryArchive

_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "text": str, "integer": int, "double": float, "boolean": bool, "instant": datetime, "date": date,
}  # fmt: skip


@dataclass
class Told:
    """Everything that a source yielded, by kind."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    used: Counter[str] = field(default_factory=Counter)
    not_used: Counter[str] = field(default_factory=Counter)
    seen: list[datetime] = field(default_factory=list)

    def table(self, name: str, *columns: str) -> list[tuple[Any, ...]]:
        """Return these columns of a table, in the order told."""
        return [tuple(row.get(column) for column in columns) for row in self.rows.get(name, [])]

    def failed(self, member: str) -> int:
        """Return how many records of a member could not be read."""
        return sum(problem.records for problem in self.problems if problem.member == member)

    def accounted(self, member: str) -> int:
        """Return how many records of a member were counted."""
        return self.used[member] + self.not_used[member] + self.failed(member)

    def coverage(self, table: str, kind: str, direction: str) -> tuple[Any, ...]:
        """Return completeness, identity and timing of the one statement of this kind."""
        (row,) = [
            row
            for row in self.rows["coverage"]
            if (row["table_name"], row["kind"], row["direction"]) == (table, kind, direction)
        ]
        return row["completeness"], row["identity"], row["timing"]


def told(
    source: Source,
    files: Mapping[str, bytes | str] | Archive,
    *me: str,
    network: str | None = None,
    title: str = "memory",
) -> Told:
    """Read files and check each row against its table."""
    archive = files if isinstance(files, Archive) else MemoryArchive(files, title)
    found = Told()
    for each in source.read(archive, Options(me=me, network=network)):
        match each:
            case Seen(observed_at):
                assert not found.rows
                assert observed_at.tzinfo is not None
                found.seen.append(observed_at)
            case Record(member, _, rows):
                found.records.append(each)
                found.used[member] += 1
                for row in rows:
                    _take(found, row)
            case Batch(member, used, tables):
                found.used[member] += used
                for table, columns in tables.items():
                    for values in zip(*map(_listed, columns.values()), strict=True):
                        _take(found, Row(table, dict(zip(columns, values, strict=True))))
            case NotUsed(member, count):
                found.not_used[member] += count
            case Problem():
                found.problems.append(each)
    assert len(found.seen) == 1
    return found


def _take(found: Told, row: Row) -> None:
    table = TABLES[row.table]
    for name, value in row.values.items():
        column = table.column(name)
        assert value is None or type(value) is _TYPES[column.type], (row.table, name, value)
        if isinstance(value, datetime):
            assert value.tzinfo is UTC or value.utcoffset() == UTC.utcoffset(None)
        if isinstance(value, str):
            value.encode()
    for name in table.identity:
        assert name in row.values, (row.table, name)
    for name in table.instants:
        ends = [row.values.get(f"{name}{end}") for end in ("_earliest", "", "_latest")]
        known = [end for end in ends if end is not None]
        assert known == sorted(known), (row.table, name, known)
    found.rows.setdefault(row.table, []).append(dict(row.values))


@st.composite
def damaged(draw: st.DrawFn, files: Mapping[str, bytes | str]) -> dict[str, bytes]:
    """Return the files with something wrong: one cut off, gone, or with bytes changed or put in."""
    found = {name: data.encode() if isinstance(data, str) else data for name, data in files.items()}
    name = draw(st.sampled_from(sorted(found)))
    data = found[name]
    place = draw(st.integers(0, max(len(data) - 1, 0)))
    noise = draw(
        st.sampled_from(
            [b'"', b"\0", b"\xff\xfe", b"\n", b",", b"{", b"]", b"\\", b"9" * 400, b"null", b"=1+1", b"<" * 50]
        )
    )
    match draw(st.sampled_from(["cut", "gone", "put in", "changed"])):
        case "cut":
            found[name] = data[:place]
        case "gone":
            del found[name]
        case "put in":
            found[name] = data[:place] + noise + data[place:]
        case _:
            found[name] = data[:place] + noise + data[place + len(noise) :]
    return found


def _listed(column: Any) -> Any:
    """Return the values of an Arrow array as plain values; any other column as it is."""
    return column.to_pylist() if hasattr(column, "to_pylist") else column
