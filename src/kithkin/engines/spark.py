"""The second engine: Spark, for whole networks, with the same queries translated and the same kernels split by key.

An extra, imported only when it is asked for. What an answer must not depend on is set once, in `SETTINGS`;
what differs in the language is in `dialect.py`. Paths are those of the driver: on a cluster the workspace
lies on a file system that every worker sees.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import reduce
from pathlib import Path
from typing import Any, Final

from kithkin.engines.dialect import to_spark
from kithkin.model.errors import KithkinError, Misuse
from kithkin.model.measure import Measure
from kithkin.model.sql import in_utc, zoneless
from kithkin.model.tables import Column

TYPES: Final = {
    "text": "string",
    "integer": "bigint",
    "double": "double",
    "boolean": "boolean",
    "instant": "timestamp_ntz",
    "date": "date",
}

#: What must be the same on every machine, set on every session.
SETTINGS: Final = {
    "spark.sql.session.timeZone": "UTC",
    # An instant has no zone in the store: DuckDB's TIMESTAMP, UTC by agreement.
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
    # DuckDB fails on an overflow and on a cast that cannot be done; without ANSI mode Spark would answer null or wrap.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "false",
    # `${x}` in somebody's text is text, not the name of a setting.
    "spark.sql.variable.substitute": "false",
    "spark.sql.parquet.compression.codec": "zstd",
}

#: Set when the virtual machine starts; a cluster's own configuration holds what is not named here.
START: Final = {
    "spark.app.name": "kithkin",
    "spark.driver.memory": "2g",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}

#: Set for a local master only: two hundred partitions, the default, cost more than a small query.
LOCAL: Final = {
    "spark.sql.shuffle.partitions": "4",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
}

#: Columns that `apply` adds to tell its inputs apart, and which no table has.
INPUT: Final = "_input"
FIELDS: Final = "_fields_"

#: What Spark gives where the store has one wider type.
WIDER: Final = {
    "tinyint": "bigint",
    "smallint": "bigint",
    "int": "bigint",
    "float": "double",
    "timestamp": "timestamp_ntz",
    "void": "string",
}

WAY_ON: Final = "Install kithkin[spark] and Java 17 or newer; set JAVA_HOME if Java is not on the path."


class SparkEngine:
    """A Spark session of our own; relations are its temporary views.

    Parameters
    ----------
    master : where Spark runs: `local[2]` is two threads here, `spark://host:7077` or `yarn` a cluster.
    memory : what the driver may take.
    session : a session to borrow, which is then not stopped on `close`; the engine's views stay its own.
    """

    name = "spark"

    def __init__(self, master: str = "local[2]", *, memory: str = "2g", session: Any = None) -> None:
        self._owned: Any = None if session else started(master, memory)
        base: Any = session or self._owned
        self._session = base.newSession()
        for setting, value in SETTINGS.items():
            self._session.conf.set(setting, value)
        self.version: str = self._session.version

    def scan(self, relation: str, columns: Sequence[Column], paths: Sequence[Path]) -> None:
        """Make `relation` stand for the rows of these Parquet files."""
        if not paths:
            self.load(relation, columns, [])
            return
        reader = self._session.read
        reader = reader.schema(schema_of(columns)) if columns else reader.option("mergeSchema", "true")
        self._name(relation, reader.parquet(*map(escaped, paths)))

    def load(self, relation: str, columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]) -> None:
        """Make `relation` stand for a few rows given in memory."""
        values = [tuple(zoneless(row.get(column.name)) for column in columns) for row in rows]
        self._name(relation, self._session.createDataFrame(values, schema_of(columns)))

    def define(self, relation: str, sql: str) -> None:
        """Make `relation` stand for a query."""
        self._name(relation, self._frame(sql))

    def write(self, sql: str, path: Path) -> None:
        """Run a query and write its rows to one Parquet file, whole or not at all."""
        self._save(canonical(self._frame(sql)), path)

    def apply(self, kernel: Measure, relations: Mapping[str, str], settings: Mapping[str, Any], path: Path) -> None:
        """Run a kernel once for each value of its key, where the rows are, and write what it returns.

        An input that has all of the key's columns is split; one that lacks any is given whole to every call.
        """
        if not kernel.by:
            raise Misuse(
                f"The measure {kernel.name} needs all rows at once, on one machine; Spark cannot split it.",
                "Leave out --engine spark for this measure.",
            )
        frames = [canonical(self._table(relations[i.parameter])) for i in kernel.inputs]
        split = [all(key in frame.columns for key in kernel.by) for frame in frames]
        if not any(split):
            raise Misuse(f"No input of {kernel.name} has its key {', '.join(kernel.by)}.", "Name another key in `by`.")
        whole = [None if divided else frame.toArrow() for frame, divided in zip(frames, split, strict=True)]
        empty = [frame.limit(0).toArrow() for frame in frames]
        returns = kernel.function(*empty, **settings).schema
        call = on_group(kernel.function, dict(settings), whole, [table.schema for table in empty], returns)
        groups = tagged(frames, split, kernel.by).groupBy(*map(backquoted, kernel.by))
        self._save(groups.applyInArrow(call, spark_schema(returns)).orderBy(*map(backquoted, kernel.grain)), path)

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """Run a query and return its rows as plain Python values."""
        return [{name: in_utc(value) for name, value in row.items()} for row in self.arrow(sql).to_pylist()]

    def arrow(self, sql: str) -> Any:
        """Run a query and return a `pyarrow.Table`."""
        return canonical(self._frame(sql)).toArrow()

    def close(self) -> None:
        """Forget the views, and stop Spark where this engine started it."""
        for table in self._session.catalog.listTables():
            if table.isTemporary:
                self._session.catalog.dropTempView(table.name)
        if self._owned:
            self._owned.stop()

    def _frame(self, sql: str) -> Any:
        return self._session.sql(to_spark(sql))

    def _table(self, relation: str) -> Any:
        return self._session.table(backquoted(relation))

    def _name(self, relation: str, frame: Any) -> None:
        frame.createOrReplaceTempView(backquoted(relation))

    def _save(self, frame: Any, path: Path) -> None:
        """Write to a folder of Spark's own beside `path`, then move its one file into place."""
        with tempfile.TemporaryDirectory(prefix=".part-", dir=path.parent) as folder:
            target = Path(folder) / "rows"
            frame.coalesce(1).write.parquet(located(target))
            next(target.glob("part-*.parquet")).replace(path)


def started(master: str, memory: str = "2g") -> Any:
    """Return a new Spark session, or say in one sentence why there is none."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise KithkinError("Spark is not installed.", WAY_ON) from error
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise KithkinError("Spark needs Java, and none was found.", WAY_ON)
    local = master.startswith("local")
    if local:  # else the workers would take whatever `python3` is on the path
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master)
    for setting, value in {**START, "spark.driver.memory": memory, **(LOCAL if local else {}), **SETTINGS}.items():
        builder = builder.config(setting, value)
    with stderr_kept() as said:
        try:
            return builder.getOrCreate()
        except Exception as error:
            raise KithkinError(f"Spark did not start on {master}: {last_words(said, error)}", WAY_ON) from error


@contextmanager
def stderr_kept() -> Iterator[Callable[[], str]]:
    """Send what this process and its children write to standard error into a file, and offer to read it.

    The virtual machine writes to the standard error it was born with, before any logging can be configured;
    it keeps the file, so that its later chatter does not reach the user's terminal either.
    """
    with tempfile.TemporaryFile() as kept:
        before = os.dup(2)
        os.dup2(kept.fileno(), 2)
        try:
            yield lambda: os.pread(kept.fileno(), 100_000, 0).decode(errors="replace")
        finally:
            os.dup2(before, 2)
            os.close(before)


def last_words(said: Callable[[], str], error: Exception) -> str:
    """Return the line that tells most about why Spark did not start."""
    lines = [line.strip() for line in said().splitlines() if "rror" in line or "xception" in line]
    return (lines or str(error).strip().splitlines() or [type(error).__name__])[0]


def schema_of(columns: Sequence[Column]) -> str:
    """Return columns as Spark writes a schema."""
    return ", ".join(f"{backquoted(column.name)} {TYPES[column.type]}" for column in columns)


def spark_schema(schema: Any) -> Any:
    """Return an Arrow schema as Spark's, for what a kernel returns."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema, prefer_timestamp_ntz=True)


def canonical(frame: Any) -> Any:
    """Return the frame with the six types of the store: Spark counts some things in 32 bits, or in decimals."""
    changed = {name: canonical_type(kind) for name, kind in frame.dtypes if canonical_type(kind) != kind}
    if not changed:
        return frame
    return frame.withColumns({name: frame[backquoted(name)].cast(kind) for name, kind in changed.items()})


def canonical_type(kind: str) -> str:
    """Return the store's type for one of Spark's; `void` is the type of a bare null."""
    if kind.startswith("decimal"):
        return "double"
    return WIDER.get(kind, kind)


def tagged(frames: Sequence[Any], split: Sequence[bool], by: tuple[str, ...]) -> Any:
    """Return all inputs that are split as one frame: the key, which input, and that input's columns as one struct."""
    from pyspark.sql import functions as f

    chosen = [number for number, divided in enumerate(split) if divided]
    owns = {number: f.struct(*map(backquoted, frames[number].columns)) for number in chosen}
    kinds = {number: frames[number].select(own.alias("own")).schema["own"].dataType for number, own in owns.items()}
    parts = []
    for number in chosen:
        keys = [backquoted(key) for key in by]
        structs = [
            (owns[n] if n == number else f.lit(None).cast(kind)).alias(f"{FIELDS}{n}") for n, kind in kinds.items()
        ]
        parts.append(frames[number].select(*keys, f.lit(number).alias(INPUT), *structs))
    return reduce(lambda left, right: left.unionByName(right), parts)


def on_group(
    function: Callable[..., Any],
    settings: dict[str, Any],
    whole: Sequence[Any],
    schemas: Sequence[Any],
    returns: Any,
) -> Callable[[Any], Any]:
    """Return what a worker runs on the rows of one group: sort them by input, call the kernel, keep its schema."""

    def call(rows: Any) -> Any:
        import pyarrow as pa
        import pyarrow.compute as pc

        tables = []
        for number, (ready, schema) in enumerate(zip(whole, schemas, strict=True)):
            if ready is not None:
                tables.append(ready)
                continue
            mine = rows.filter(pc.equal(rows[INPUT], number))
            structs = mine[f"{FIELDS}{number}"].combine_chunks()
            columns = structs.flatten() if len(structs) else [pa.array([], field.type) for field in schema]
            tables.append(pa.Table.from_arrays(columns, names=schema.names).cast(schema))
        return function(*tables, **settings).select(returns.names).cast(returns)

    return call


def located(path: Path) -> str:
    """Return a path as Spark takes one: on this file system, whatever the cluster's own is."""
    return f"file:{path.absolute()}"


def escaped(path: Path) -> str:
    """Return a path to read, with nothing in it taken for a pattern."""
    return "".join(f"\\{letter}" if letter in "\\*?[]{}" else letter for letter in located(path))


def backquoted(identifier: str) -> str:
    """Return an identifier quoted for Spark."""
    return "`" + identifier.replace("`", "``") + "`"
