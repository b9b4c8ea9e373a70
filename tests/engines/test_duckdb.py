"""Engines of one process share a DuckDB, and nothing else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from kithkin.engines import duckdb as ours
from kithkin.engines.duckdb import DuckEngine
from kithkin.model.tables import Column

COLUMNS = [Column("n", "integer", "")]


def test_engines_do_not_see_each_other() -> None:
    one, other = DuckEngine(), DuckEngine()
    one.load("numbers", COLUMNS, [{"n": 1}])
    with pytest.raises(duckdb.CatalogException):
        other.rows("select * from numbers")
    other.load("numbers", COLUMNS, [{"n": 2}])
    assert one.rows("select * from numbers") == [{"n": 1}]
    one.close()
    assert other.rows("select * from numbers") == [{"n": 2}]
    other.close()


def test_a_closed_engine_leaves_nothing_even_after_an_error() -> None:
    engine = DuckEngine()
    engine.load("numbers", COLUMNS, [{"n": 1}])
    with pytest.raises(duckdb.Error):
        engine.rows("select error('broken') from numbers")
    engine.close()
    other = DuckEngine()
    assert engine._database not in {row["database_name"] for row in other.rows("from duckdb_databases()")}
    other.close()


def test_a_file_that_was_replaced_is_read_anew(tmp_path: Path) -> None:
    for n in (1, 2):
        engine = DuckEngine()
        engine.write(f"select {n} as n", tmp_path / "numbers.parquet")
        engine.scan("numbers", COLUMNS, [tmp_path / "numbers.parquet"])
        assert engine.rows("select n from numbers") == [{"n": n}]
        engine.close()


def test_many_at_once() -> None:
    def counted(n: int) -> int:
        engine = DuckEngine()
        engine.define("numbers", f"select unnest(range({n})) as n")
        count: int = engine.rows("select count(*) as n from numbers")[0]["n"]
        engine.close()
        return count

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(counted, range(40))) == list(range(40))


def test_a_duckdb_that_failed_is_replaced() -> None:
    ours._started().close()
    engine = DuckEngine()
    assert engine.rows("select 1 as n") == [{"n": 1}]
    engine.close()
