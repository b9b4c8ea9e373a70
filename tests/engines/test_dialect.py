"""The subset of SQL: what the lint refuses, and that everything it allows is the same on both engines."""

from __future__ import annotations

import math
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from kithkin.engines import dialect
from kithkin.engines.dialect import CONSTRUCTS, FUNCTIONS, REFUSED, RESERVED, RULES, check, reference, to_spark
from kithkin.engines.duckdb import DuckEngine
from kithkin.model.errors import Misuse

#: Rows with nulls, ties in time, fractions of seconds, other scripts, instants before 1970 and beyond 2262.
WORLD: Final = """
select * from (values
 (1, 'x:1', 'alpha', 1, 15e-1, true, timestamp '2024-01-01 00:00:00.9', timestamp '2024-01-01 00:00:01.1', 'g'),
 (2, 'x:2', 'Ärger', -3, -25e-1, false, timestamp '2024-12-30 23:59:59.999999', timestamp '2025-01-01', 'g'),
 (3, 'mail:a@b', '', 0, 0e0, null, timestamp '2025-06-01 12:00:00', timestamp '2025-05-01 12:00:00', 'g'),
 (4, null, null, null, null, true, null, timestamp '1969-12-31 23:59:58.5', 'h'),
 (5, 'x:2', 'עברית 👍🏽 ẞ İ', 7, 25e-1, false, timestamp '1965-03-28 01:30:00', null, 'h'),
 (6, 'x::z', 'Zebra', 7, 123456e7, true, timestamp '2024-03-31 02:30:00', timestamp '2024-03-31 02:30:00.5', null),
 (7, 'x', 'zebra', 9007199254740993, 5e-1, null, timestamp '2262-01-01', timestamp '2024-03-31 02:30:00.5', null)
) as v(row_id, account_id, name, n, d, b, from_at, to_at, g)
"""

#: Expressions over the world, one line of the answer each.
EXPRESSIONS: Final = (
    "date_diff('second', from_at, to_at)",
    "date_diff('second', to_at, from_at)",
    "date_trunc('week', from_at)",
    "date_trunc('day', from_at)",
    "date_trunc('month', from_at)",
    "date_trunc('hour', to_at)",
    "date_trunc('year', to_at)",
    "date_trunc('quarter', to_at)",
    "cast(from_at as date)",
    "cast(cast(to_at as date) as timestamp)",
    "from_at - interval 3 day",
    "to_at + interval 36 hour",
    "to_at + interval 90 second",
    "from_at < to_at",
    "to_at between from_at and from_at + interval 1 day",
    "from_at >= timestamp '2024-01-01 00:00:00.900000'",
    "extract(hour from from_at)",
    "extract(year from to_at)",
    "extract(month from to_at)",
    "extract(day from from_at)",
    "cast(floor(d / 3) as bigint)",
    "cast(ceil(n / 2) as bigint)",
    "round(d)",
    "cast(round(n / 2) as bigint)",
    "n / 2",
    "n / nullif(n, 0)",
    "d / nullif(d, 0)",
    "n % 3",
    "n % nullif(n, 0)",
    "-7 % 3",
    "1 / 3",
    "7 / 2 * 2",
    "abs(d)",
    "abs(n)",
    "exp(-abs(d) / 10)",
    "exp(1000e0)",
    "sqrt(abs(d))",
    "ln(1 + abs(d))",
    "ln(greatest(d, 1e-9))",
    "ln(1 + abs(n))",
    "pow(2e0, -abs(d) / 10)",
    "pow(n, 2)",
    "pow(0e0, -1)",
    "sin(d)",
    "cos(d)",
    "asin(5e-1)",
    "radians(d)",
    "d * d * d",
    "d + n",
    "-d",
    "least(n, 3)",
    "greatest(n, d)",
    "greatest(name, account_id)",
    "greatest(from_at, to_at)",
    "coalesce(d, 0)",
    "coalesce(name, account_id, 'none')",
    "nullif(name, '')",
    "coalesce(from_at, timestamp '2020-01-01')",
    "length(name)",
    "substr(name, 2, 3)",
    "substr(name, 3)",
    "left(name, 2)",
    "right(name, 2)",
    "split_part(account_id, ':', 1)",
    "split_part(account_id, ':', 2)",
    "starts_with(name, 'a')",
    "contains(name, 'eb')",
    "strpos(name, 'e')",
    "replace(name, 'e', 'E')",
    "name || account_id",
    "concat(name, account_id)",
    "name like 'z%'",
    "name like '%e_ra'",
    "name < 'zebra'",
    "name > 'a'",
    "name = 'zebra '",
    "name in ('zebra', 'alpha')",
    "name not in ('zebra', 'alpha')",
    "'it''s a\\n ${name} \\'",
    "b is true",
    "b is not true",
    "b is not false",
    "b is null",
    "not b",
    "b and null",
    "b or d > 0",
    "b = true",
    "d is distinct from n",
    "(n + 1) * 2 <= 16",
    "account_id is not distinct from name",
    "n between 0 and 7",
    "true > false",
    "case when b then 1 when not b then 0 end",
    "case n when 1 then 'one' when 7 then 'seven' else 'other' end",
    "if(b, 1, 2)",
    "cast(null as double)",
    "cast(n as double)",
    "cast('15e-1' as double)",
    "cast(split_part('7:8', ':', 2) as bigint)",
    "cast(cast(from_at as date) as text)",
)

#: Whole queries over the world.
QUERIES: Final = (
    "select count(*) as a, count(n) as b, count(distinct n) as c, count(distinct name) as d from world",
    "select g, count(*) filter (where b) as x, count(*) filter (where b is not false) as y from world group by g",
    "select g, sum(d) filter (where d < 100) as x, cast(sum(n) as bigint) as y, avg(d) as z from world group by g",
    "select g, min(name) as m, max(name) as n, min(from_at) as o, max(b) as p, min(b) as q from world group by g",
    "select g, bool_or(b) as x, bool_and(b) as y from world group by g",
    "select g, median(d) as x, median(n) as y from world where row_id < 7 group by g",
    "select g, stddev_samp(d) as w, stddev_pop(d) as x, var_samp(d) as y, var_pop(d) as z "
    "from world where d < 9 group by g",
    "select stddev_samp(d) as x, sum(d) as y, max(n) as z, bool_or(b) as w, count(*) as v from world where row_id = 1",
    "select sum(d) as y, max(n) as z, bool_or(b) as w, count(*) as v, avg(d) as u from world where row_id > 100",
    "select sum(x) as total from (values (1e-1), (2e-1), (7e-1), (1e6), (-3e0)) as v(x)",
    "select string_agg(name, ',' order by name) as x, string_agg(distinct g, ', ' order by g) as y from world",
    "select g, arg_max(name, struct_pack(a := n, b := row_id)) filter (where n is not null) as x from world group by g",
    "select g, arg_min(name, struct_pack(a := n, b := row_id)) filter (where n is not null) as x from world group by g",
    "select row_id, row_number() over (partition by g order by d desc, row_id) as x from world",
    "select row_id, row_number() over (partition by g order by d, row_id desc) as x from world",
    "select row_id, rank() over (order by b) as x, dense_rank() over (order by n desc) as y from world",
    "select row_id, lag(row_id) over (partition by g order by from_at, row_id) as x from world",
    "select g, b, lag(b) over (partition by g order by n, b) as x, n from world",
    "select row_id, lead(name, 2) over (order by n nulls first, row_id) as x from world",
    "select row_id, first_value(name) over (partition by g order by row_id) as x from world",
    "select row_id, last_value(name) over (partition by g order by row_id) as x from world",
    "select row_id, first_value(name ignore nulls) over (partition by g order by row_id desc) as x from world",
    "select row_id, cast(sum(row_id) over (order by b) as bigint) as x, count(*) over () as y from world",
    "select row_id, sum(d) over (order by row_id rows between 2 preceding and current row) as x from world where d < 9",
    "select row_id, max(n) over (order by row_id rows between unbounded preceding and 1 preceding) as x from world",
    "select row_id, count(*) filter (where b) over (partition by g) as x from world",
    ""
    "select row_id, count(*) over (order by to_at range between interval 7 day preceding and current row) as x "
    "from world",
    "select g, sum(d) / nullif(sum(sum(d)) over (), 0) as x from world where d < 9 group by g",
    "select row_id from world order by b desc, name, row_id limit 3",
    "select row_id from world order by d desc nulls first, row_id limit 2",
    "select distinct g from world",
    "select g from world union select name from world",
    "select g from world union all select g from world",
    "select g from world intersect select g from world",
    "select g from world except select name from world",
    "select a.row_id as x, b.row_id as y from world as a join world as b on a.n = b.n where a.row_id < b.row_id",
    "select a.row_id as x, b.row_id as y from world as a left join world as b on a.account_id = b.account_id",
    "select g, a.row_id as x, b.row_id as y from world as a join world as b using (g)",
    "select g, x.row_id from (select row_id, g "
    "from world where row_id < 5) as x full join (select 'z' as g) as y using (g)",
    "select row_id, m from world cross join (select max(to_at) as m from world) as u",
    "select row_id from world semi join (select 'g' as g) as u using (g)",
    "select row_id from world anti join (select 'g' as g) as u using (g)",
    "select row_id from world where g in (select name from world)",
    "select row_id from world where g not in (select name from world)",
    "select row_id from world as a where exists (select 1 from world as b where b.n = a.n and b.row_id <> a.row_id)",
    "select row_id, (select max(b.d) from world as b where b.g = a.g) as x from world as a",
    "with u as (select row_id, d from world), v as (select u.*, d * 2 as e from u) select row_id, e from v where e > 0",
    "select case when row_id > 3 then 1 else 0 end as big, count(*) as x from world group by big having count(*) > 1",
    "select row_id from world qualify row_number() over (partition by g order by row_id) = 1",
    "select v.n, v.s from (values (1, 'a'), (2, null)) as v(n, s)",
    "select row_id + 1 as x, x + 1 as y, abs(-1) as z from world",
)

#: What the lint must refuse, and a word of the reason.
WRONG: Final = (
    ("select date_trunc('week', cast(a as date)) as x from t", "not in the subset"),
    ("select date_diff('day', a, b) as x from t", "seconds only"),
    ("select a / b as x from t", "nullif"),
    ("select a % b as x from t", "nullif"),
    ("select a / 0 as x from t", "nullif"),
    ("select a / nullif(b, 1) as x from t", "nullif"),
    ("select ln(a) as x from t", "1 + x"),
    ("select ln(0 + a) as x from t", "1 + x"),
    ("select 2.0 * a as x from t", "decimal"),
    ("select quantile_cont(a, 0.5) as x from t", "median"),
    ("select epoch(a) as x from t", "date_diff"),
    ("select to_days(3) as x", "interval"),
    ("select date_sub('day', a, b) as x from t", "subtraction"),
    ("select lgamma(a) as x from t", "kernel"),
    ("select list(a order by b) as x from t", "order of a list"),
    ("select hash(a) as x from t", "another function"),
    ("select a[1:2] as x from t", "untranslated"),
    ("select * from t qualify row_number() over (order by a_id) = 1", "qualify"),
    ("select * from t", "name the columns"),
    ("select a from t union all select * from u", "name the columns"),
    ("select * exclude (a) from t", "name the columns"),
    ("select a from (select * replace (1 as a) from t) as u", "name the columns"),
    ("select a from t asof join u on t.b >= u.b", "asof"),
    ("select a from t natural join u", "natural"),
    ("select b, row_number() over (order by a) as x from t", "id of the rows"),
    ("select *, lag(a) over (order by a) as x from (select a, b from t) as u", "id of the rows"),
    ("select lag(a) over () as x from t", "id of"),
    ("select lag(a) over (partition by b_id order by c, b_id) as x from t", "id of"),
    ("select sum(a) over (order by b rows between 1 preceding and current row) as x from t", "id of the rows"),
    ("select arg_max(a, b) as x from t", "struct_pack"),
    ("select arg_min(a, struct_pack(b := b, c := c)) as x from t", "id"),
    ("select a from t limit 3", "order"),
    ("select a from t order by a limit 3", "order"),
    ('select a as "order" from t', "reserved"),
    ("select a as user from t", "reserved"),
    ("select a at from t", "reserved"),
    ("select cast(a as bigint) as x from t", "rounds"),
    ("select floor(a) as x from t", "cast it"),
    ("select cast(a as text) as x from t", "written differently"),
    ("select cast(a as decimal(9, 2)) as x from t", "cast to"),
    ("select round(a, 2) as x from t", "whole"),
    ("select a // b as x from t", "floor"),
    ("select now() as x", "clock"),
    ("select current_date as x", "clock"),
    ("select random() as x", "chance"),
    ("select log(a) as x from t", "base 10"),
    ("select any_value(a) as x from t", "min or max"),
    ("select first(a) as x from t", "comes first"),
    ("select sum(case when a then 1 else 0 end) as x from t", "count(*)"),
    ("select lower(a) as x from t", "fold"),
    ("select string_agg(a, ',') as x from t", "order the parts"),
    ("select b_at - a_at as x from t", "date_diff"),
    ("select day_on + interval 1 day as x from t", "cast the date"),
    ("select date_trunc('century', a) as x from t", "cut"),
    ("select extract(dow from a) as x from t", "extract"),
    ("select a + interval 1 month as x from t", "number of"),
    ("select a from t where b like '%\\_'", "backslash"),
    ("select count(distinct (a, b)) as x from t", "one column"),
    ("select distinct on (a) a, b from t", "distinct on"),
    ("with recursive r as (select 1 as a) select a from r", "recursive"),
    ("select a from t union by name select a from u", "by position"),
    ("select frobnicate(a) as x from t", "not in the subset"),
    ("select {'a': 1}['a'] as x", "untranslated"),
    ("select a from read_parquet('x')", "not in the subset"),
    ("select a from", "parsed"),
    ("delete from t", "not in the subset"),
    ("select unnest([1, 2]) as x", "not needed"),
)


@pytest.mark.parametrize(("sql", "reason"), WRONG)
def test_what_the_lint_refuses(sql: str, reason: str) -> None:
    found = check(sql)
    assert any(reason in line for line in found), found


def test_the_lint_accepts_every_probe() -> None:
    probes = [f"select {e} as x from world" for e in EXPRESSIONS] + list(QUERIES)
    assert {sql: found for sql in probes if (found := check(sql))} == {}


def test_the_grain_may_end_an_order() -> None:
    sql = "select b, row_number() over (order by a, network) as x from t"
    assert check(sql)
    assert not check(sql, ("network",))


def test_every_allowed_function_and_construct_has_a_probe() -> None:
    import sqlglot

    trees = [sqlglot.parse_one(f"select {e} as x from world", read="duckdb") for e in EXPRESSIONS]
    trees += [sqlglot.parse_one(sql, read="duckdb") for sql in QUERIES]
    seen = {type(node) for tree in trees for node in tree.walk()}
    kinds = set(FUNCTIONS.values()) | {kind for parts in CONSTRUCTS.values() for kind in parts}
    assert {kind.__name__ for kind in kinds - seen} == set()


def test_reserved_words_hold_what_duckdb_reserves() -> None:
    sql = "select keyword_name from duckdb_keywords() where keyword_category in ('reserved', 'type_function')"
    assert {row["keyword_name"] for row in DuckEngine().rows(sql)} - RESERVED == set()


def test_the_reference_is_current() -> None:
    page = Path(__file__).parents[2] / "docs" / "reference" / "sql.md"
    assert page.read_text(encoding="utf-8") == reference(), "write kithkin.engines.dialect.reference() to it"
    assert all(says in reference() for says, _ in RULES.values())
    assert all(why in reference() for why in REFUSED.values())


def test_what_cannot_be_said_is_refused_and_not_dropped() -> None:
    with pytest.raises(Misuse, match="cannot be said to Spark"):
        to_spark("select max(a, 2) from t")
    with pytest.raises(Misuse, match="cannot be said to Spark"):
        to_spark("select from where")


def test_differences_are_mended() -> None:
    assert "DATE_TRUNC('SECOND', a)" in to_spark("select date_diff('second', a, b) as x from t")
    assert "AS TIMESTAMP_NTZ" in to_spark("select date_trunc('week', a) as x from t")
    assert len(dialect.DIFFERENCES) == len({d.what for d in dialect.DIFFERENCES})


def plain(value: Any) -> Any:
    """Return a value for comparison: whole sums as int, doubles to 12 digits."""
    if isinstance(value, Decimal):
        return int(value)
    if isinstance(value, float):
        return "nan" if math.isnan(value) else float(f"{value:.12g}")
    return value


def rows(engine: Any, sql: str) -> list[str]:
    """Return an answer as sorted lines, since row order is no part of it."""
    return sorted(repr({name: plain(value) for name, value in row.items()}) for row in engine.rows(sql))


@pytest.mark.spark
def test_both_engines_answer_every_probe_alike() -> None:
    from tests.worlds.spark_session import engine

    duck, spark = DuckEngine(), engine()
    duck.define("world", WORLD)
    spark.define("world", WORLD)
    together = (
        "select row_id, " + ", ".join(f"{e} as e{n}" for n, e in enumerate(EXPRESSIONS)) + " from world order by row_id"
    )
    wrong = []
    for one, other in zip(duck.rows(together), spark.rows(together), strict=True):
        pairs = zip(EXPRESSIONS, list(one.values())[1:], list(other.values())[1:], strict=True)
        wrong += [(e, one["row_id"], a, b) for e, a, b in pairs if plain(a) != plain(b) or type(a) is not type(b)]
    assert wrong == []
    assert [(sql, a, b) for sql in QUERIES if (a := rows(duck, sql)) != (b := rows(spark, sql))] == []


@pytest.mark.spark
def test_reserved_words_hold_what_spark_reserves() -> None:
    from tests.worlds.spark_session import session

    one = session().newSession()
    one.conf.set("spark.sql.ansi.enabled", "true")
    one.conf.set("spark.sql.ansi.enforceReservedKeywords", "true")
    words = {row[0].lower() for row in one.sql("select keyword from sql_keywords() where reserved").collect()}
    assert words
    assert words - RESERVED == set()
