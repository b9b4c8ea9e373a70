"""The Spark engine: scan, load, define, write, kernels split by key, and what it says when it cannot start."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from kithkin.engines.duckdb import DuckEngine
from kithkin.engines.spark import SparkEngine, escaped, schema_of, started
from kithkin.model.errors import KithkinError, Misuse
from kithkin.model.measure import Measure, measure
from kithkin.model.tables import Column

COLUMNS = (
    Column("alter_id", "text", ""),
    Column("n", "integer", ""),
    Column("x", "double", ""),
    Column("is_b", "boolean", ""),
    Column("seen_at", "instant", ""),
    Column("seen_on", "date", ""),
)
AT = datetime(2024, 3, 31, 2, 30, 0, 500_000, tzinfo=UTC)
ROWS: list[dict[str, Any]] = [
    {"alter_id": "a", "n": 1, "x": 0.5, "is_b": True, "seen_at": AT, "seen_on": date(2024, 3, 31)},
    {"alter_id": "a", "n": 2, "x": None, "is_b": False, "seen_at": None, "seen_on": None},
    {"alter_id": "b", "n": 2**53 + 1, "x": 1e300, "is_b": None, "seen_at": AT.replace(year=1965), "seen_on": None},
    {"alter_id": None, "n": None, "x": None, "is_b": None, "seen_at": None, "seen_on": None},
]


@pytest.fixture
def spark() -> Iterator[SparkEngine]:
    from tests.worlds.spark_session import engine

    made = engine()
    yield made
    made.close()


def test_without_spark_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(KithkinError, match=r"not installed.*kithkin\[spark\] and Java 17"):
        SparkEngine()


def test_without_java_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark", reason="needs the extra spark")
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(KithkinError, match=r"Java, and none was found.*Java 17"):
        started("local[1]")


def test_a_schema_is_written_with_the_types_of_the_store() -> None:
    assert schema_of(COLUMNS[:2]) == "`alter_id` string, `n` bigint"
    assert escaped(Path("/a [1]/b*")) == "file:/a \\[1\\]/b\\*"


@pytest.mark.spark
def test_rows_come_back_as_they_went_in(spark: SparkEngine) -> None:
    spark.load("some rows", COLUMNS, ROWS)
    back = spark.rows('select * from "some rows"')
    assert sorted(back, key=str) == sorted(ROWS, key=str)
    assert all(row["seen_at"] is None or row["seen_at"].tzinfo is UTC for row in back)
    spark.load("some rows", COLUMNS, [])
    assert spark.rows('select * from "some rows"') == []


@pytest.mark.spark
def test_scan_reads_by_name_and_fills_what_is_missing(spark: SparkEngine, tmp_path: Path) -> None:
    folder = tmp_path / "it's [1] {a}*"
    folder.mkdir()
    pq.write_table(pa.table({"n": [1], "alter_id": ["a"]}), folder / "one.parquet")
    pq.write_table(pa.table({"alter_id": ["b"], "x": [0.5]}), folder / "two.parquet")
    paths = [folder / "one.parquet", folder / "two.parquet"]
    spark.scan("t", COLUMNS[:4], paths)
    assert spark.rows("select alter_id, n, x, is_b from t order by alter_id") == [
        {"alter_id": "a", "n": 1, "x": None, "is_b": None},
        {"alter_id": "b", "n": None, "x": 0.5, "is_b": None},
    ]
    spark.scan("t", (), paths)
    assert {tuple(sorted(row)) for row in spark.rows("select * from t")} == {("alter_id", "n", "x")}
    spark.scan("t", COLUMNS, [])
    assert spark.arrow("select * from t").num_rows == 0


@pytest.mark.spark
def test_write_gives_one_file_with_the_schema_that_duckdb_gives(spark: SparkEngine, tmp_path: Path) -> None:
    sql = """
        select alter_id, count(*) as row_count, max(n) as n, avg(x) as x, bool_or(is_b) as is_b,
               min(seen_at) as seen_at, min(date_trunc('week', seen_at)) as week_at, max(seen_on) as seen_on
        from t group by alter_id order by alter_id
    """
    duck = DuckEngine()
    for engine in (duck, spark):
        engine.load("t", COLUMNS, ROWS)
        engine.write(sql, tmp_path / f"{engine.name}.parquet")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["duckdb.parquet", "spark.parquet"]
    one, other = (pq.read_table(tmp_path / f"{name}.parquet") for name in ("duckdb", "spark"))
    assert [(f.name, f.type) for f in other.schema] == [(f.name, f.type) for f in one.schema]
    assert other.to_pylist() == one.to_pylist()
    duck.scan("back", COLUMNS[:1], [tmp_path / "spark.parquet"])
    assert len(duck.rows("select alter_id from back")) == 3


@pytest.mark.spark
def test_a_query_that_fails_leaves_nothing_behind(spark: SparkEngine, tmp_path: Path) -> None:
    spark.load("t", COLUMNS, ROWS)
    with pytest.raises(Exception, match="CAST_INVALID_INPUT"):
        spark.write("select cast(alter_id as double) as x from t", tmp_path / "out.parquet")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.spark
def test_a_relation_can_be_defined_anew_from_itself(spark: SparkEngine) -> None:
    spark.load("t", COLUMNS, ROWS)
    spark.define("t", "select alter_id, n from t where n = 1")
    assert spark.rows("select * from t") == [{"alter_id": "a", "n": 1}]


@pytest.mark.spark
def test_engines_on_one_session_do_not_see_each_other(spark: SparkEngine) -> None:
    from tests.worlds.spark_session import engine

    spark.load("mine", COLUMNS, ROWS)
    with pytest.raises(Exception, match="TABLE_OR_VIEW_NOT_FOUND"):
        engine().rows("select * from mine")


def kernel(by: tuple[str, ...]) -> Measure:
    """Return a kernel that reads two tables: weights by alter, and one that has no key and is read whole."""

    @measure(grain=("alter_id",), source="ours", by=by)
    def weight(acts: pa.Table, marks: pa.Table, scales: pa.Table, *, factor: float = 2.0) -> pa.Table:
        """Return the number of acts times a scale, plus the marks."""
        alters = sorted(set(acts["alter_id"].to_pylist()) | set(marks["alter_id"].to_pylist()), key=str)
        scale = pc.sum(scales["scale"]).as_py() or 0.0

        def rows_of(table: pa.Table, alter: str | None) -> int:
            match = pc.is_null(table["alter_id"]) if alter is None else pc.equal(table["alter_id"], alter)
            return int(table.filter(match).num_rows)

        values = [factor * scale * rows_of(acts, alter) + rows_of(marks, alter) for alter in alters]
        last = [pc.max(acts["seen_at"]).as_py() for _ in alters] if len(alters) == 1 else [None] * len(alters)
        return pa.table(
            {
                "alter_id": pa.array(alters, pa.string()),
                "weight": pa.array(values, pa.float64()),
                "last_at": pa.array(last, pa.timestamp("us")),
            }
        )

    return weight


@pytest.mark.spark
def test_a_kernel_is_split_by_its_key_over_several_inputs(spark: SparkEngine, tmp_path: Path) -> None:
    duck = DuckEngine()
    for engine in (duck, spark):
        engine.load("acts_now", COLUMNS, ROWS)
        engine.load("marks_now", COLUMNS[:1], [{"alter_id": "b"}, {"alter_id": "c"}])
        engine.load("scales_now", (Column("scale", "double", ""),), [{"scale": 3.0}])
        relations = {"acts": "acts_now", "marks": "marks_now", "scales": "scales_now"}
        engine.apply(kernel(("alter_id",)), relations, {"factor": 10.0}, tmp_path / f"{engine.name}.parquet")
    one, other = (pq.read_table(tmp_path / f"{name}.parquet") for name in ("duckdb", "spark"))
    assert other.schema.names == one.schema.names
    assert sorted(other.select(["alter_id", "weight"]).to_pylist(), key=str) == sorted(
        one.select(["alter_id", "weight"]).to_pylist(), key=str
    )
    assert {row["alter_id"]: row["weight"] for row in other.to_pylist()} == {"a": 60.0, "b": 31.0, "c": 1.0, None: 30.0}
    assert {row["alter_id"]: row["last_at"] for row in other.to_pylist()}["a"] == AT.replace(tzinfo=None)


@pytest.mark.spark
def test_a_kernel_without_rows_writes_its_columns(spark: SparkEngine, tmp_path: Path) -> None:
    for name, columns in (("acts", COLUMNS), ("marks", COLUMNS[:1]), ("scales", (Column("scale", "double", ""),))):
        spark.load(name, columns, [])
    relations = {name: name for name in ("acts", "marks", "scales")}
    spark.apply(kernel(("alter_id",)), relations, {}, tmp_path / "none.parquet")
    table = pq.read_table(tmp_path / "none.parquet")
    assert table.num_rows == 0
    assert table.schema.names == ["alter_id", "weight", "last_at"]


@pytest.mark.spark
def test_a_kernel_that_cannot_be_split_is_refused_by_name(spark: SparkEngine, tmp_path: Path) -> None:
    spark.load("acts", COLUMNS, ROWS)
    with pytest.raises(Misuse, match="weight needs all rows at once"):
        spark.apply(kernel(()), dict.fromkeys(("acts", "marks", "scales"), "acts"), {}, tmp_path / "x.parquet")
    with pytest.raises(Misuse, match="has its key ego_id"):
        spark.apply(kernel(("ego_id",)), dict.fromkeys(("acts", "marks", "scales"), "acts"), {}, tmp_path / "x.parquet")


@pytest.mark.spark
def test_the_same_session_serves_the_named_engine(spark: SparkEngine) -> None:
    assert (spark.name, spark.version[0]) == ("spark", "4")
