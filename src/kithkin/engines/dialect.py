"""The written subset of SQL: what a measure may use, why not more, and how it is said to Spark.

Measures are written in DuckDB's dialect. What is listed here was run on both engines and gave the same rows
(`tests/engines/test_dialect.py` runs it again); what is not listed is refused by `check`, with the reason
where one is known. `to_spark` translates with sqlglot and mends the `DIFFERENCES` that sqlglot leaves.
`docs/reference/sql.md` is `reference()`, written to a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import sqlglot
from sqlglot import exp
from sqlglot.errors import ErrorLevel, SqlglotError

from kithkin.model.errors import Misuse


class Difference(NamedTuple):
    """One thing that the two engines, or the translation, would answer differently, and what is done about it."""

    what: str
    duckdb: str
    spark: str
    mended: str


#: Every difference that is mended, here or by a setting of the Spark session, so that a measure need not know it.
DIFFERENCES: Final = (
    Difference("`date_diff('second', a, b)`", "counts boundaries", "counts whole seconds", "both ends cut to a second"),
    Difference("`date_trunc(unit, x)`", "a timestamp", "a timestamp with zone", "cast back"),
    Difference("order without `nulls`", "nulls last", "nulls first when ascending", "sqlglot writes it out"),
    Difference("`timestamp '…'`", "without zone", "with a zone", "TIMESTAMP_NTZ, in the session too"),
    Difference("an overflow, an impossible cast", "fails", "null, or wraps around", "the session is in ANSI mode"),
    Difference("`${name}` in a text", "is text", "is replaced by a setting", "substitution is switched off"),
    Difference("backslash in a text", "is a character", "escapes the next one", "sqlglot doubles it"),
    Difference("width of whole numbers", "32, 64 or 128 bits", "32 or 64 bits", "results have 64; `sum` has a rule"),
)  # fmt: skip

#: What a function is called in a measure, and what sqlglot parses it to.
FUNCTIONS: Final[Mapping[str, type[exp.Expr]]] = {
    "count": exp.Count, "sum": exp.Sum, "avg": exp.Avg, "min": exp.Min, "max": exp.Max, "median": exp.Median,
    "stddev_samp": exp.StddevSamp, "stddev_pop": exp.StddevPop, "var_samp": exp.Variance, "var_pop": exp.VariancePop,
    "bool_or": exp.LogicalOr, "bool_and": exp.LogicalAnd, "string_agg": exp.GroupConcat,
    "arg_max": exp.ArgMax, "arg_min": exp.ArgMin, "struct_pack": exp.Struct,
    "row_number": exp.RowNumber, "rank": exp.Rank, "dense_rank": exp.DenseRank, "lag": exp.Lag, "lead": exp.Lead,
    "first_value": exp.FirstValue, "last_value": exp.LastValue,
    "coalesce": exp.Coalesce, "nullif": exp.Nullif, "greatest": exp.Greatest, "least": exp.Least, "if": exp.If,
    "abs": exp.Abs, "round": exp.Round, "floor": exp.Floor, "ceil": exp.Ceil, "sqrt": exp.Sqrt, "exp": exp.Exp,
    "ln": exp.Ln, "pow": exp.Pow, "sin": exp.Sin, "cos": exp.Cos, "asin": exp.Asin, "radians": exp.Radians,
    "length": exp.Length, "substr": exp.Substring, "left": exp.Left, "right": exp.Right, "replace": exp.Replace,
    "split_part": exp.SplitPart, "starts_with": exp.StartsWith, "contains": exp.Contains, "concat": exp.Concat,
    "strpos": exp.StrPosition, "date_trunc": exp.TimestampTrunc, "date_diff": exp.DateDiff, "extract": exp.Extract,
    "cast": exp.Cast, "case": exp.Case, "exists": exp.Exists, "like": exp.Like, "and": exp.And, "or": exp.Or,
}  # fmt: skip

#: The rest of the grammar: how it is written, and what sqlglot parses it to.
CONSTRUCTS: Final[Mapping[str, tuple[type[exp.Expr], ...]]] = {
    "`select … from … where … group by … having …`, `distinct`": (
        exp.Select, exp.From, exp.Where, exp.Group, exp.Having, exp.Distinct,
    ),
    "`qualify`, not with `*`": (exp.Qualify,),
    "`order by`, `limit`, `nulls first`, `nulls last`": (exp.Order, exp.Ordered, exp.Limit),
    "`with name as (…)`, not recursive": (exp.With, exp.CTE),
    "`union`, `union all`, `except`, `intersect`, by position": (exp.Union, exp.Except, exp.Intersect),
    "subqueries: in `from`, scalar, `exists`, `in`": (exp.Subquery,),
    "`join`, `left join`, `full join`, `cross join`, `semi join`, `anti join`; `on`, `using`": (exp.Join,),
    "`(values (1, 'a')) as v(n, s)`": (exp.Values, exp.Tuple),
    "columns, aliases, tables; `*` inside a query": (
        exp.Column, exp.Alias, exp.Table, exp.TableAlias, exp.Identifier, exp.Star,
    ),
    "texts, whole numbers, doubles (`2e0`), `true`, `false`, `null`": (exp.Literal, exp.Boolean, exp.Null),
    "`+ - * / %`, `||`, parentheses": (exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Mod, exp.Neg, exp.DPipe, exp.Paren),
    "`= <> < <= > >=`, `between`, `in`, `is`, `is distinct from`, `not`": (
        exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.Between, exp.In, exp.Is, exp.NullSafeEQ,
        exp.NullSafeNEQ, exp.Not,
    ),
    "`filter (where …)`": (exp.Filter,),
    "windows: `partition by`, `order by`, `rows` and `range` frames, `ignore nulls`": (
        exp.Window, exp.WindowSpec, exp.IgnoreNulls,
    ),
    "`interval 3 day`": (exp.Interval, exp.Var),
    "names of a struct's fields, of types": (exp.PropertyEQ, exp.DataType),
}  # fmt: skip

#: What is refused by name, with the reason. Anything else that is not allowed is refused too.
REFUSED: Final[Mapping[str, str]] = {
    "quantile_cont": "its translation has other arguments; `median` is allowed",
    "epoch": "cut to whole seconds on Spark; use date_diff('second', a, b)",
    "to_days": "means an interval on DuckDB and a number on others; write `interval 3 day`",
    "date_sub": "means a difference on DuckDB and a subtraction on Spark",
    "lgamma": "Spark has none; use a kernel",
    "list": "the order of a list is lost in translation; use string_agg(… order by …) or a kernel",
    "any_value": "answers whatever comes first; use min or max",
    "first": "answers whatever comes first; use min, max or row_number",
    "last": "answers whatever comes last; use min, max or row_number",
    "mode": "answers any of several modes; use row_number",
    "hash": "another function on each engine",
    "log": "base 10 on DuckDB, base e on Spark; use ln",
    "sign": "a whole number on DuckDB, a double on Spark; use case",
    "lower": "56 letters differ, and a Greek sigma at a word's end; fold texts at the source",
    "upper": "157 letters differ (ß); fold texts at the source",
    "trim": "DuckDB trims 16 more kinds of space; clean texts at the source",
    "isodow": "the translation is one day off",
    "dayofweek": "Sunday is 0 on DuckDB and 1 on Spark",
    "isnan": "of null: null on DuckDB, false on Spark; guard the division instead",
    "regexp_matches": "two regular expression engines; use an annotator",
    "strftime": "two format languages; formatting belongs to pages",
    "current_timestamp": "a measure has no clock; as_of is a setting",
    "current_date": "a measure has no clock; as_of is a setting",
    "random": "a measure knows no chance",
    "unnest": "not needed so far, and written differently",
    "//": "not needed so far; cast(floor(a / nullif(b, 0)) as bigint)",
    "list slice": "passed through untranslated",
}  # fmt: skip

#: Words that DuckDB or Spark (in ANSI mode) reserves: no column, alias or relation is named by one.
RESERVED: Final = frozenset(
    re.findall(
        r"\w+",
        """
        all analyse analyze and anti any array as asc asof asymmetric at authorization binary both by call case cast
        check collate collation collations column columns concurrently constraint create cross current_date
        current_path current_schema current_time current_timestamp current_user default deferrable desc describe
        distinct do else end escape except execute false fetch filter for foreign freeze from full generated glob
        grant group having ilike in initially inner intersect into is isnull join lambda lateral leading left like
        limit localtime map natural not notnull null offset on only or order outer overlaps pivot pivot_longer
        pivot_wider placing positional primary qualify recursive references returning right select semi session_user
        show similar some sql struct summarize symmetric table tablesample then time to trailing true try_cast tuple
        union unique unknown unpack unpivot user using variadic verbose when where window with within
        """,
    )
)

UNITS: Final = ("SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR")
PARTS: Final = ("YEAR", "MONTH", "DAY", "HOUR")
STEPS: Final = ("SECOND", "MINUTE", "HOUR", "DAY")
TYPES: Final = ("text", "bigint", "double", "boolean", "timestamp", "date")

#: What gives a whole number, or a text that is cast alike; a sum is taken for one of whole numbers where it is cast.
WHOLE: Final = (
    exp.Floor, exp.Ceil, exp.Round, exp.Count, exp.Sum, exp.DateDiff, exp.Length, exp.Extract, exp.RowNumber,
    exp.SplitPart, exp.Substring, exp.Null, exp.Boolean,
)  # fmt: skip

Grain = tuple[str, ...]
Rule = Callable[[Any, Grain], str]


def check(sql: str, grain: Grain = ()) -> list[str]:
    """Return what in this query lies outside the subset, in words; nothing means that both engines answer alike.

    `grain` names columns, beside those that end in `_id`, that may end the order of a row number.
    """
    try:
        tree = sqlglot.parse_one(sql, read="duckdb")
    except SqlglotError as error:
        return [f"it cannot be parsed: {str(error).splitlines()[0]}"]
    found = [f"{shown(node)}: {why}" for node in tree.walk() for why in _violations(node, grain) if why]
    return list(dict.fromkeys([*found, *_top_star(tree)]))


def to_spark(sql: str) -> str:
    """Return a query, written in DuckDB's dialect, as Spark understands it."""
    try:
        tree = sqlglot.parse_one(sql, read="duckdb").transform(_mended)
        return tree.sql(dialect="spark", unsupported_level=ErrorLevel.RAISE)
    except SqlglotError as error:
        why = str(error).splitlines()[0]
        raise Misuse(f"This query cannot be said to Spark: {why}", "See docs/reference/sql.md.") from error


def shown(node: exp.Expr) -> str:
    """Return a piece of a query in one short line."""
    line = " ".join(node.sql(dialect="duckdb").split())
    return f"`{line[:77]}…`" if len(line) > 78 else f"`{line}`"


def _mended(node: exp.Expr) -> exp.Expr:
    """Return a node of the tree with what sqlglot does not mend."""
    if isinstance(node, exp.DateDiff):
        for side in ("this", "expression"):
            node.set(side, _cut(node.args[side], "SECOND"))
        return node
    if isinstance(node, exp.TimestampTrunc) and not isinstance(node.parent, exp.Cast):
        return exp.cast(node.copy(), exp.DataType.Type.TIMESTAMPNTZ)
    return node


def _cut(instant: exp.Expr, unit: str) -> exp.Expr:
    return exp.TimestampTrunc(this=instant.copy(), unit=exp.var(unit))


_ALLOWED: Final = tuple(FUNCTIONS.values()) + tuple(kind for kinds in CONSTRUCTS.values() for kind in kinds)


def _violations(node: exp.Expr, grain: Grain) -> Iterator[str]:
    """Yield what is wrong with one node by itself."""
    if type(node) not in _ALLOWED:
        yield _refusal(node)
    for kind, (_, rule) in RULES.items():
        if isinstance(node, kind):
            yield rule(node, grain)


def _refusal(node: exp.Expr) -> str:
    """Return why a node is refused: by its name, or because nobody has shown it to be the same."""
    kinds = {exp.ArrayAgg: "list", exp.PercentileCont: "quantile_cont", exp.TimeToUnix: "epoch", exp.IntDiv: "//",
             exp.Bracket: "list slice", exp.Slice: "list slice", exp.DayOfWeekIso: "isodow", exp.TimeToStr: "strftime",
             exp.RegexpLike: "regexp_matches", exp.Rand: "random", exp.Explode: "unnest"}  # fmt: skip
    name = kinds.get(type(node)) or str(node.name if isinstance(node, exp.Anonymous) else node.key).lower()
    spelled = {"anyvalue": "any_value", "todays": "to_days", "currenttimestamp": "current_timestamp",
               "currentdate": "current_date"}  # fmt: skip
    name = {**spelled, "now": "current_timestamp"}.get(name, name)
    return REFUSED.get(name, "is not in the subset")


def _date_diff(node: exp.DateDiff, _: Grain) -> str:
    return "" if node.text("unit").upper() == "SECOND" else "date_diff counts seconds only"


def _division(node: exp.Div | exp.Mod, _: Grain) -> str:
    by = node.expression.unnest()
    by = by.this if isinstance(by, exp.Neg) else by
    zero_safe = isinstance(by, exp.Nullif) and by.expression.name in ("0", "0e0")
    literal = isinstance(by, exp.Literal) and not by.is_string and float(by.name) != 0
    return "" if zero_safe or literal else "divide by nullif(x, 0) or by a number that is not zero"


def _logarithm(node: exp.Ln, _: Grain) -> str:
    inner = node.this.unnest()
    sides = (inner.left, inner.right) if isinstance(inner, exp.Add) else ()
    if isinstance(inner, exp.Greatest):
        sides = (inner.this, *inner.expressions)
    return "" if any(map(_positive, (inner, *sides))) else "ln of 1 + x or of greatest(x, 1e-9), never of zero"


def _positive(node: exp.Expr) -> bool:
    return isinstance(node, exp.Literal) and not node.is_string and float(node.name) > 0


def _literal(node: exp.Literal, _: Grain) -> str:
    decimal = not node.is_string and "." in node.name and "e" not in node.name.lower()
    return f"a decimal; write {node.name}e0 for a double" if decimal else ""


def _cast(node: exp.Cast, _: Grain) -> str:
    target = node.to.sql(dialect="duckdb").lower()
    inner = node.this.unnest()
    if target not in TYPES:
        return f"cast to one of {', '.join(TYPES)}"
    if target == "bigint" and not _whole(inner):
        return "DuckDB rounds and Spark cuts; cast(floor(x) as bigint) or cast(round(x) as bigint)"
    if target == "text" and not isinstance(inner, exp.Null | exp.Cast | exp.Count):
        return "doubles are written differently; cast to bigint or date first"
    return ""


def _whole(node: exp.Expr) -> bool:
    """Whether a value is whole whatever its type, so that rounding and cutting agree."""
    if isinstance(node, exp.Coalesce | exp.Case | exp.If):
        parts = [branch.args.get("true") for branch in node.args.get("ifs") or []]
        parts += [node.args.get(part) for part in ("true", "false", "default")]
        parts += [node.this, *node.expressions] if isinstance(node, exp.Coalesce) else []
        return all(part is None or _whole(part.unnest()) for part in parts)
    if isinstance(node, exp.Filter | exp.Window):
        return _whole(node.this)
    literal = isinstance(node, exp.Literal) and not {".", "e"} & set(node.name.lower())
    return literal or isinstance(node, WHOLE)


def _rounded(node: exp.Floor | exp.Ceil, _: Grain) -> str:
    parent = node.parent
    whole = isinstance(parent, exp.Cast) and parent.to.sql(dialect="duckdb").lower() == "bigint"
    return "" if whole else "a double on DuckDB, a whole number on Spark; cast it to bigint"


def _round(node: exp.Round, _: Grain) -> str:
    return "round to whole numbers only; formatting belongs to pages" if node.args.get("decimals") else ""


def _sum(node: exp.Sum, _: Grain) -> str:
    inner = node.this.unnest()
    counting = isinstance(inner, exp.Case) and all(_whole(i.args["true"].unnest()) for i in inner.args["ifs"])
    cast = node.find_ancestor(exp.Cast, exp.Select)
    return "a sum of whole numbers has 128 bits on DuckDB and is a double in its file; count(*) filter (where …)" if (
        counting and not isinstance(cast, exp.Cast)
    ) else ""  # fmt: skip


def _window(node: exp.Window, grain: Grain) -> str:
    function = node.this.this if isinstance(node.this, exp.IgnoreNulls | exp.Filter) else node.this
    order, spec = node.args.get("order"), node.args.get("spec")
    rows = spec is not None and spec.text("kind").upper() == "ROWS"
    ranks = isinstance(function, exp.RowNumber | exp.Lag | exp.Lead | exp.FirstValue | exp.LastValue)
    keys = [key.this for key in order.expressions] if order else []
    # A running min or max over the very column that ends the order gives tied rows the same set of values.
    same = isinstance(function, exp.Min | exp.Max) and keys[-1:] == [function.this]
    parts = node.args.get("partition_by") or []
    named = any(_is_id(key, grain) and key not in parts for key in keys)
    if (ranks or rows) and not (same or named or _alike(node, [*keys, *parts])):
        return "ties fall either way; end the order in the id of the rows, or in all that is selected beside it"
    return ""


def _alike(node: exp.Window, keys: Sequence[exp.Expr]) -> bool:
    """Return whether rows that tie are alike in all that is selected: then it is the same which of them comes first."""
    select = node.find_ancestor(exp.Select)
    chosen = [part for one in (select.expressions if select else ()) for part in one.find_all(exp.Column, exp.Star)]
    return bool(chosen) and all(part in keys for part in chosen)


def _argument(node: exp.ArgMax | exp.ArgMin, grain: Grain) -> str:
    by = node.expression
    last = by.expressions[-1].expression if isinstance(by, exp.Struct) and by.expressions else None
    if last is not None and (last == node.this or _is_id(last, grain)):
        return ""
    return "ties fall either way; by struct_pack(a := x, b := some_id), whose last field is an id and none of them null"


def _is_id(node: exp.Expr, grain: Grain) -> bool:
    return isinstance(node, exp.Column) and (node.name.endswith("_id") or node.name in grain)


def _limit(node: exp.Limit, grain: Grain) -> str:
    order = node.parent.args.get("order") if node.parent else None
    safe = order is not None and _is_id(order.expressions[-1].this, grain)
    return "" if safe else "limit needs an order that ends in an id"


def _string_agg(node: exp.GroupConcat, _: Grain) -> str:
    return "" if isinstance(node.this, exp.Order) else "order the parts: string_agg(x, ', ' order by x)"


def _trunc(node: exp.TimestampTrunc, _: Grain) -> str:
    return "" if node.text("unit").upper() in UNITS else f"cut to one of {', '.join(UNITS).lower()}"


def _extract(node: exp.Extract, _: Grain) -> str:
    return "" if node.this.name.upper() in PARTS else f"extract one of {', '.join(PARTS).lower()}"


def _interval(node: exp.Interval, _: Grain) -> str:
    plain = isinstance(node.this, exp.Literal) and node.text("unit").upper().removesuffix("S") in STEPS
    return "" if plain else f"a number of one of {', '.join(STEPS).lower()}"


def _difference(node: exp.Add | exp.Sub, _: Grain) -> str:
    if isinstance(node, exp.Sub) and _timed(node.left) and _timed(node.right):
        return "a difference of times is a different type on each; use date_diff('second', a, b)"
    dated = node.left.name.endswith("_on") or (
        isinstance(node.left, exp.Cast) and node.left.to.this == exp.DataType.Type.DATE
    )
    if dated and isinstance(node.right, exp.Interval):
        return "a date plus an interval is a timestamp on DuckDB and a date on Spark; cast the date first"
    return ""


def _timed(node: exp.Expr) -> bool:
    named = isinstance(node, exp.Column) and node.name.endswith(("_at", "_on", "_earliest", "_latest"))
    return named or (
        isinstance(node, exp.Cast) and node.to.this in (exp.DataType.Type.DATE, exp.DataType.Type.TIMESTAMPNTZ)
    )


def _like(node: exp.Like, _: Grain) -> str:
    pattern = node.expression
    plain = isinstance(pattern, exp.Literal) and "\\" not in pattern.name
    return "" if plain else "a written pattern without backslash, which escapes on Spark alone"


def _name(node: exp.Identifier, _: Grain) -> str:
    return "a reserved word; choose another name" if node.name.lower() in RESERVED else ""


def _join(node: exp.Join, _: Grain) -> str:
    return f"no {node.method.lower()} join" if node.method else ""


def _with(node: exp.With, _: Grain) -> str:
    return "not recursive; use a kernel" if node.recursive else ""


def _set_operation(node: exp.Union, _: Grain) -> str:
    return "by position, not by name" if node.args.get("by_name") else ""


def _distinct(node: exp.Distinct, _: Grain) -> str:
    if node.args.get("on"):
        return "distinct on: use row_number"
    several = isinstance(node.parent, exp.Count) and (
        len(node.expressions) > 1 or isinstance(node.expressions[0], exp.Tuple)
    )
    return "nulls count on one engine only; count one column" if several else ""


def _star(node: exp.Star, _: Grain) -> str:
    changed = any(node.args.get(part) for part in ("except_", "except", "replace", "rename"))
    select = node.find_ancestor(exp.Select)
    qualified = select is not None and select.args.get("qualify") and not isinstance(node.parent, exp.Count)
    if qualified:
        return "no * with qualify: the translation adds a column"
    return "name the columns; Spark has no * with changes" if changed else ""


#: Rules about nodes that are allowed in some forms only, with the line that the reference shows.
RULES: Final[Mapping[type[exp.Expr] | tuple[type[exp.Expr], ...], tuple[str, Rule]]] = {
    exp.DateDiff: ("`date_diff` in `'second'` only: `'day'` counts midnights on DuckDB, whole days on Spark",
                   _date_diff),
    (exp.Div, exp.Mod): ("divide by `nullif(x, 0)` or a number: by zero, DuckDB is infinite, Spark fails", _division),
    exp.Ln: ("`ln(1 + x)` or `ln(greatest(x, 1e-9))`: of zero, DuckDB answers minus infinity, Spark null", _logarithm),
    exp.Literal: ("`2e0` for a double: `2.0` is a decimal, with other digits on each engine", _literal),
    exp.Cast: ("`cast(floor(x) as bigint)`: DuckDB rounds `cast(2.7e0 as bigint)`, Spark cuts it; "
               "to text only from whole numbers and dates: `1e+300`, `1.0E300`", _cast),
    (exp.Floor, exp.Ceil): ("`floor` and `ceil` inside a cast to `bigint`: a double or a whole number", _rounded),
    exp.Round: ("`round(x)` without digits: formatting belongs to pages", _round),
    exp.Sum: ("`count(*) filter (where …)`, or `cast(sum(…) as bigint)`, for whole numbers: DuckDB's sum has "
              "128 bits, which its Parquet files hold as a double", _sum),
    exp.Window: ("the order of `row_number`, `lag`, `lead`, `first_value`, `last_value` and of a `rows` frame ends "
                 "in the id of the rows, or in all that is selected beside it: ties fall either way", _window),
    (exp.ArgMax, exp.ArgMin): ("`arg_max(x, struct_pack(a := y, b := some_id))`: ties as above; no field is null, "
                               "for nulls sort last on DuckDB and first on Spark", _argument),
    exp.Limit: ("`limit` after an order that ends in an id", _limit),
    exp.GroupConcat: ("`string_agg` with its order", _string_agg),
    exp.TimestampTrunc: ("`date_trunc` to a written unit; weeks start on Monday on both", _trunc),
    exp.Extract: ("`extract` of year, month, day, hour: days of the week are numbered differently", _extract),
    exp.Interval: ("`interval` of a written number of seconds, minutes, hours, days", _interval),
    (exp.Add, exp.Sub): ("no difference of two times, no date plus interval: their types differ", _difference),
    exp.Like: ("`like` with a written pattern, without backslash, which escapes on Spark", _like),
    exp.Identifier: ("no name is a word that DuckDB or Spark reserves, not even quoted", _name),
    exp.Join: ("no `natural`, `asof`, `positional` joins: passed through untranslated", _join),
    exp.With: ("no recursive queries", _with),
    exp.Union: ("no `union by name`", _set_operation),
    exp.Distinct: ("no `distinct on`, no `count(distinct (a, b))`", _distinct),
    exp.Star: ("no `*` at the top of a query (its columns are its contract), none with `qualify`, `exclude`, "
               "`replace`", _star),
}  # fmt: skip


def _top_star(tree: exp.Expr) -> list[str]:
    """Return the complaint about a query whose own columns are not named."""
    heads = [tree]
    while any(isinstance(head, exp.SetOperation | exp.Subquery) for head in heads):
        heads = [part for head in heads for part in _branches(head)]
    starred = any(isinstance(head, exp.Select) and head.is_star for head in heads)
    return ["`*`: name the columns of the answer"] if starred else []


def _branches(head: exp.Expr) -> list[exp.Expr]:
    if isinstance(head, exp.SetOperation):
        return [head.left, head.right]
    return [head.this] if isinstance(head, exp.Subquery) else [head]


def reference() -> str:
    """Return the page `docs/reference/sql.md`."""
    functions = ", ".join(f"`{name}`" for name in sorted(FUNCTIONS))
    lines = [
        "# The subset of SQL", "",
        "A measure is written in DuckDB's dialect, and the same text gives the same rows on Spark. So it keeps to what",
        "was run on both; a test refuses the rest. The page is written by `kithkin.engines.dialect.reference`.", "",
        "## Functions", "", functions + ".", "",
        "## Grammar", "", *(f"- {how}" for how in CONSTRUCTS), "",
        "## Rules, with their reasons", "", *(f"- {says}" for says, _ in RULES.values()), "",
        "## Refused by name", "", *(f"- `{name}`: {why}" for name, why in REFUSED.items()), "",
        "## Differences that are mended", "",
        "| what | DuckDB | Spark, left alone | how they agree |", "|---|---|---|---|",
        *(f"| {d.what} | {d.duckdb} | {d.spark} | {d.mended} |" for d in DIFFERENCES), "",
        "## Reserved words", "", ", ".join(f"`{word}`" for word in sorted(RESERVED)) + ".",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"
