"""The table form: CSV or Parquet files named like our tables, with our column names.

What any other program must write so that its data can be imported without code; `docs/how-to/table-form.md`.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import msgspec

from kithkin.model.source import Archive, Batch, Member, Options, Problem, Row, Seen, Yielded
from kithkin.model.tables import PROVENANCE, TABLES, Table
from kithkin.sources._cells import Typed, UnreadableError
from kithkin.sources._claims import Coverage, batch, ceiling, observed
from kithkin.sources._csv import DAMAGE, Line, Shape, key, look

if TYPE_CHECKING:
    from kithkin.sources._csv_blocks import Block

_FORM: Final = {name: table for name, table in TABLES.items() if name != "problems"}
#: The tables that say who and how much before the others are read.
_FIRST: Final = ("coverage", "accounts")
_IGNORED: Final = frozenset(column.name for column in PROVENANCE)
_MAGIC: Final = b"PAR1"
_ROWS: Final = 20_000
#: Rows of which one takes a closer look are read one by one when they are no more than these.
_FEW: Final = 64
_TIED: Final = frozenset({"follows", "interactions", "messages", "posts", "requests", "marks"})
_LARGEST: Final = 4 << 30


class _File(msgspec.Struct, frozen=True):
    """One file of the form: its table, and its columns as they are written, by our names."""

    member: Member
    table: Table
    columns: Mapping[str, str]
    unknown: tuple[str, ...]
    shape: Shape | None


class TableForm:
    """Files that are written as our own tables are; every column is documented in the reference of tables."""

    name = "table-form"
    title = "Tables in Kithkin's own form"
    how_to_get = (
        "Write CSV or Parquet files named like the tables of Kithkin (posts.csv, follows.parquet), with their columns."
    )
    holds = "Whatever you put in; with a coverage file, also what it shows completely."
    lacks = "Without a coverage file nothing counts as complete, so what is not there stays unknown."

    def recognises(self, archive: Archive, options: Options) -> float:
        """Return how sure it is: a header must hold the identity of one table and nothing of none."""
        if options.form == self.name:
            return 1.0
        found = [file for member in archive.members if (file := _file_of(archive, member))]
        named = [file for file in found if _stem(file.member) == file.table.name]
        return 0.97 if named else 0.9 if found and not any(file.unknown for file in found) else 0.0

    def knows(self, member: Member) -> bool:
        """Return whether a file that is not read may stand beside such tables."""
        return member.base in {"readme.md", "readme.txt", "problems.csv", "problems.parquet"}

    def belongs(self, archive: Archive) -> str | None:
        """Return None: the files are given together."""
        del archive
        return None

    def read(self, archive: Archive, options: Options) -> Iterator[Yielded]:
        """Yield every row of every table."""
        files = [file for member in archive.members if (file := _file_of(archive, member, is_lenient=True))]
        files.sort(key=lambda file: _FIRST.index(file.table.name) if file.table.name in _FIRST else len(_FIRST))
        reading = _Reading(archive, options)
        until = ceiling(archive)
        for said in observed(archive, *reading.dates(files, until)):
            until = said.observed_at if isinstance(said, Seen) else until
            yield said
        mine = [me for me in options.me if ":" in me]
        reading.selves.update(mine)
        selves = ({"account_id": me, "network": me.partition(":")[0], "is_self": True} for me in mine)
        yield from batch([Row("accounts", values) for values in selves])
        for file in files:
            yield from reading.rows(file)
        if not reading.selves:
            yield Problem(
                "", "", "No account is marked as yours.", "Set `is_self` in accounts, or say `kithkin me …`.", 0
            )
        if not any(file.table.name == "coverage" for file in files):
            yield from batch(reading.coverage(until))


def _stem(member: Member) -> str:
    """Return the table that a file's name speaks of, with or without an extension and a number."""
    return member.base.rsplit(".", 1)[0].rstrip("0123456789-_ ()")


def _file_of(archive: Archive, member: Member, *, is_lenient: bool = False) -> _File | None:
    """Return the table that a file is, by its columns; its name decides where several would do.

    `is_lenient` also takes a file named like a table whose columns are not enough, so that it can be said.
    """
    if archive.head(member, 4) == _MAGIC:
        names: tuple[str, ...] = tuple(_parquet_columns(archive, member))
        return _matched(member, names, None, is_lenient=is_lenient)
    if not member.base.endswith((".csv", ".tsv", ".txt")):
        return None
    tables = [_FORM[_stem(member)]] if _stem(member) in _FORM else list(_FORM.values())
    for table in tables:
        wanted = frozenset(map(key, table.identity))
        if shape := look(archive, member, lambda names, w=wanted: w <= names):  # type: ignore[misc]
            return _matched(member, shape.columns, shape)
    if is_lenient and _stem(member) in _FORM:
        return _File(member, tables[0], {}, (), None)
    return None


def _matched(member: Member, names: Sequence[str], shape: Shape | None, *, is_lenient: bool = False) -> _File | None:
    """Return the table whose identity is among these columns and that knows most of them."""
    best: _File | None = None
    for table in [_FORM[_stem(member)]] if _stem(member) in _FORM else _FORM.values():
        ours = {key(column.name): column.name for column in table.columns}
        columns = {ours[key(name)]: name for name in names if key(name) in ours}
        unknown = tuple(n for n in names if key(n) not in ours and key(n) not in {key(i) for i in _IGNORED} and n)
        if set(table.identity) <= columns.keys() and (best is None or len(unknown) < len(best.unknown)):
            best = _File(member, table, columns, unknown, shape)
    if best is None and is_lenient and _stem(member) in _FORM:
        return _File(member, _FORM[_stem(member)], {}, (), None)
    return best


def _parquet(archive: Archive, member: Member) -> Any:
    """Return a Parquet file, copied aside since its directory stands at its end."""
    import pyarrow.parquet as pq

    aside = tempfile.TemporaryFile()  # noqa: SIM115  # closed with the ParquetFile's last reference
    with archive.open(member) as stream:
        shutil.copyfileobj(stream, aside, 1 << 20)
        if aside.tell() > _LARGEST:
            raise ValueError("it is larger than 4 GiB")
    aside.seek(0)
    return pq.ParquetFile(aside)


def _parquet_columns(archive: Archive, member: Member) -> list[str]:
    import pyarrow as pa

    try:
        return [str(name) for name in _parquet(archive, member).schema_arrow.names]
    except (*DAMAGE, pa.ArrowException):
        return []


class _Piece(msgspec.Struct, frozen=True):
    """Many rows of a file: as columns by our names, and one by one, each with its place."""

    columns: Mapping[str, Any]
    rows: Callable[[int, int], Iterable[tuple[str, dict[str, Any]]]]

    def read(self, whole: Callable[[Mapping[str, Any]], Any]) -> Iterator[tuple[int, int, Any]]:
        """Yield what `whole` makes of the columns of rows; of rows that it makes nothing of, few at a time, None."""
        waiting = [(0, len(next(iter(self.columns.values()))))]
        while waiting:
            start, stop = waiting.pop()
            found = whole({name: cells.slice(start, stop - start) for name, cells in self.columns.items()})
            if found is None and stop - start > _FEW:
                middle = (start + stop) // 2
                waiting += [(middle, stop), (start, middle)]
            else:
                yield start, stop, found


class _Reading:
    """One reading of one set of tables."""

    def __init__(self, archive: Archive, options: Options) -> None:
        self.archive, self.network = archive, options.network
        self.selves: set[str] = set()
        self.seen: dict[tuple[str, str, str], bool] = {}

    def dates(self, files: Sequence[_File], horizon: datetime) -> tuple[datetime | None, datetime | None]:
        """Return the newest instant of any row, and the end of what a coverage file covers."""
        newest: dict[str, datetime] = {}
        for file in files:
            for name in {*file.table.instants, "covered_until"} & file.columns.keys():
                own = [one for one in (name, f"{name}_earliest") if one in file.columns]
                for at in self._instants(file, own, horizon):
                    newest[name] = max(at, newest.get(name, at))
        return max(newest.values(), default=None), newest.get("covered_until")

    def _instants(self, file: _File, names: Sequence[str], horizon: datetime) -> Iterator[datetime]:
        """Yield the newest instants of rows up to the horizon: of an instant, or else its earliest."""
        from kithkin.sources._cell_columns import newest_instant

        typed = Typed(file.table, self.network)
        for piece in self._pieces(file, names):
            if isinstance(piece, Problem):
                continue
            for start, stop, found in piece.read(lambda columns: newest_instant([*columns.values()], horizon)):
                for _, cells in piece.rows(start, stop) if found is None else ():
                    moments = [m for name in names if (m := typed.value(typed.columns[name], cells[name]))]
                    at = next((m.at for m in moments[:1] if m.at), None) or moments[-1].earliest if moments else None
                    if at and at <= horizon:
                        yield at
                yield from found or ()
                typed.doubts.clear()

    def rows(self, file: _File) -> Iterator[Yielded]:
        """Yield the rows of one file, many at once."""
        from kithkin.sources._cell_columns import typed as typed_columns

        member, table = file.member.name, file.table
        for column in file.unknown:
            what = f"There is no column {column[:60]!r} in {table.name}; it was left out."
            yield Problem(member, "line 1", what, "", 0)
        if not file.columns:
            needed = ", ".join(table.identity)
            yield Problem(member, "line 1", f"The file is named like {table.name} but lacks its columns {needed}.")
            return
        for piece in self._pieces(file, [*file.columns]):
            if isinstance(piece, Problem):
                yield piece
                continue
            for start, stop, found in piece.read(partial(typed_columns, table, self.network)):
                if found is None:
                    yield from self._one_by_one(file, piece.rows(start, stop))
                else:
                    self._note_all(table, found)
                    yield Batch(member, stop - start, {table.name: found})

    def _one_by_one(self, file: _File, rows: Iterable[tuple[str, dict[str, Any]]]) -> Iterator[Yielded]:
        """Yield rows that take a closer look, and what is wrong with them."""
        typed, together = Typed(file.table, self.network), list[Row]()
        for place, cells in rows:
            try:
                together.append(Row(file.table.name, typed.row(cells)))
                self._note(file.table, together[-1].values)
            except UnreadableError as error:
                typed.doubts.clear()
                yield Problem(file.member.name, place, str(error))
            for doubt in typed.doubts:
                yield Problem(file.member.name, place, doubt, "", 0)
            typed.doubts.clear()
        yield from _counted(together, file.member.name)

    def _pieces(self, file: _File, names: Sequence[str]) -> Iterator[_Piece | Problem]:
        """Yield the rows of a file, with these of our columns."""
        if not names:
            return
        if file.shape is None:
            yield from self._parquet_pieces(file, names)
            return
        from kithkin.sources._csv_blocks import read_blocks

        for found in read_blocks(self.archive, file.member, file.shape):
            if isinstance(found, Problem):
                yield found
            elif isinstance(found, Line):
                yield _line_piece(found, {name: file.columns[name] for name in names})
            else:
                yield _block_piece(found, {name: file.columns[name] for name in names})

    def _parquet_pieces(self, file: _File, names: Sequence[str]) -> Iterator[_Piece | Problem]:
        import pyarrow as pa

        number, theirs = 0, [file.columns[name] for name in names]
        try:
            for part in _parquet(self.archive, file.member).iter_batches(_ROWS, columns=theirs):
                cells = part.select(theirs).rename_columns(list(names))
                yield _Piece(dict(zip(names, cells.columns, strict=True)), partial(_listed_rows, cells, number))
                number += len(cells)
        except (*DAMAGE, pa.ArrowException) as error:
            yield Problem(file.member.name, f"row {number + 1}", f"The file cannot be read further: {error}.")

    def _note(self, table: Table, values: Mapping[str, Any]) -> None:
        """Remember what there is of each network, and whose it is."""
        if table.name == "accounts" and values.get("is_self"):
            self.selves.add(values["account_id"])
        if table.name in _TIED:
            kind = values.get("kind") or _kind_of(table)
            is_exact = any(values.get(name) is not None for name in table.instants)
            self.seen.setdefault((values["network"], table.name, kind), is_exact)

    def _note_all(self, table: Table, columns: Mapping[str, Any]) -> None:
        """Remember the same of many rows: of each network and kind the first decides."""
        from kithkin.sources._columns import combinations

        if table.name == "accounts" and "is_self" in columns:
            self.selves.update(columns["account_id"].filter(columns["is_self"]).to_pylist())
        if table.name in _TIED:
            first, _ = combinations([columns[name] for name in ("network", "kind") if name in columns])
            names = {"network", "kind", *table.instants} & columns.keys()
            for place in first.tolist():
                self._note(table, {name: columns[name][place].as_py() for name in names})

    def coverage(self, until: datetime) -> list[Row]:
        """Return that each kind that is there is shown in part: without a coverage file nobody says more."""
        claims: dict[str, Coverage] = {}
        for (network, table, kind), is_exact in self.seen.items():
            ego = next((me for me in sorted(self.selves) if me.startswith(f"{network}:")), None)
            said = claims.setdefault(network, Coverage(network, ego, until))
            timing = "exact" if is_exact else "none"
            for direction in ("in", "out") if ego else ("among",):
                remedy = "a coverage file that says what is complete"
                said.say(table, kind, direction, "some", identity="id", timing=timing, remedy=remedy)
        return [row for said in claims.values() for row in (said.rows() if said.ego else said.stated())]


def _kind_of(table: Table) -> str:
    """Return the kind of rows that name none."""
    return "message" if table.name == "messages" else "post"


def _block_piece(block: Block, columns: Mapping[str, str]) -> _Piece:
    """Return the records of a block; `columns` are theirs by our names."""

    def rows(start: int, stop: int) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield records one by one."""
        for line in block.lines(range(start, stop)):
            yield line.place, {ours: line.cells[theirs] for ours, theirs in columns.items()}

    return _Piece({ours: block.column(theirs) for ours, theirs in columns.items()}, rows)


def _line_piece(line: Line, columns: Mapping[str, str]) -> _Piece:
    """Return a single record."""
    import pyarrow as pa

    cells: dict[str, Any] = {ours: line.cells[theirs] for ours, theirs in columns.items()}
    return _Piece({name: pa.array([cell]) for name, cell in cells.items()}, lambda _start, _stop: [(line.place, cells)])


def _listed_rows(cells: Any, before: int, start: int, stop: int) -> list[tuple[str, dict[str, Any]]]:
    """Return rows of a Parquet file one by one; so many stand before these columns."""
    rows = cells.slice(start, stop - start).to_pylist()
    return [(f"row {before + start + number}", row) for number, row in enumerate(rows, 1)]


def _counted(rows: list[Row], member: str) -> Iterator[Batch]:
    """Yield rows, each of one record, as one Batch."""
    for found in batch(rows, member):
        yield Batch(member, len(rows), found.tables)
