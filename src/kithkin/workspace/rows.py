"""Lazy rows: a table or measure that is computed only when some of it is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from kithkin.model.sql import instant, text
from kithkin.model.tables import TABLES
from kithkin.workspace.plan import Plan
from kithkin.workspace.views import account_column

#: Columns that hold a person wherever they stand in the grain of a measure.
PERSON_COLUMNS = frozenset({"ego_id", "alter_id", "person_id", "account_id", "actor_id", "target_id", "author_id",
                            "sender_id", "recipient_id", "follower_id", "followed_id", "from_id", "to_id"})  # fmt: skip


@dataclass(frozen=True)
class LazyRows:
    """Rows of one relation of a plan, with the conditions asked of them so far."""

    name: str
    plan: Plan
    days: int = 0
    conditions: tuple[str, ...] = ()

    def one(self) -> Mapping[str, Any] | None:
        """Return the first row, or None where there is none."""
        found = self.top(1)
        return found[0] if found else None

    def count(self) -> int:
        """Return how many rows there are."""
        return int(self.plan.engine.rows(f"select count(*) as n from ({self.sql()})")[0]["n"])

    def top(self, n: int, by: str = "") -> Sequence[Mapping[str, Any]]:
        """Return at most `n` rows in the order of `by`; rows without a value come last."""
        return self.page(n, 0, by)

    def page(self, limit: int, offset: int, by: str = "") -> Sequence[Mapping[str, Any]]:
        """Return `limit` rows from `offset` on; the grain ends every order, so pages never overlap."""
        order = [self._order(part.strip()) for part in by.split(",") if part.strip()]
        order += [f'"{column}"' for column in self._grain()]
        ordered = f" order by {', '.join(order)}" if order else ""
        return self.plan.engine.rows(f"{self.sql()}{ordered} limit {int(limit)} offset {int(offset)}")

    def where(self, **equals: Any) -> LazyRows:
        """Return the rows whose columns have these values."""
        conditions = [_condition(column, value) for column, value in equals.items()]
        # The accounts of a person are stored as they stand: with them only the few rows meant are read from the files.
        conditions += [
            _condition(account_column(column.name), self.plan.accounts_of(equals[column.name]))
            for column in (TABLES[self.name].columns if self.name in TABLES else ())
            if column.person and isinstance(equals.get(column.name), str)
        ]
        return replace(self, conditions=(*self.conditions, *conditions))

    def search(self, words: str, *, notes: bool = True) -> LazyRows:
        """Return the rows about people whose name, handle or id holds these words, or a note on them, or whose own texts do."""
        people = self.plan.relation("people", self.days)
        needle = text(words.lower())
        hits = (
            f"(select person_id from {people} where contains(lower(coalesce(name, '')), {needle}) "
            f"or contains(lower(coalesce(handle, '')), {needle}) or contains(lower(person_id), {needle})"
        )
        if notes:
            said = self.plan.relation("decisions", self.days)
            hits += f" union select person_id from {said} where contains(lower(because), {needle})"
        hits += ")"
        columns = self.columns()
        parts = [f'"{c}" in {hits}' for c in columns if c in PERSON_COLUMNS and c != "ego_id"]
        parts += [
            f'contains(lower("{c}"), {needle})' for c in columns if c in ("text", "title", "name", "what", "because")
        ]
        return replace(self, conditions=(*self.conditions, f"({' or '.join(parts)})" if parts else "false"))

    def sql(self) -> str:
        """Return the query for these rows."""
        where = f" where {' and '.join(self.conditions)}" if self.conditions else ""
        return f"select * from {self.plan.relation(self.name, self.days)}{where}"

    def _grain(self) -> tuple[str, ...]:
        """Return the columns that tell one row from another: a relation of the shell begins with its own."""
        if self.name in self.plan.measures:
            return self.plan.measures[self.name].grain
        return TABLES[self.name].identity if self.name in TABLES else tuple(self.columns()[:1])

    def columns(self) -> list[str]:
        """Return the names of the columns, grain first."""
        return [column.name for column in self.plan.columns(self.name)]

    def _order(self, part: str) -> str:
        column = part.lstrip("-")
        if column not in self.columns():
            from kithkin.model.errors import Misuse

            raise Misuse(f"{self.name} has no column {column}.", f"Sort by one of: {', '.join(self.columns())}.")
        return f'"{column}" {"desc" if part.startswith("-") else "asc"} nulls last'


def _condition(column: str, value: Any) -> str:
    """Return the SQL of one condition: equal, null, one of (a tuple) or none of (a set, where None is null too)."""
    name = f'"{column}"'
    if value is None:
        return f"{name} is null"
    if isinstance(value, tuple):
        return f"{name} in ({', '.join(map(literal, value))})" if value else "false"
    if isinstance(value, set | frozenset):
        others = ", ".join(map(literal, sorted(value - {None})))
        if None in value:
            return f"{name} is not null and {name} not in ({others})" if others else f"{name} is not null"
        return f"({name} is null or {name} not in ({others}))" if others else "true"
    return f"{name} = {literal(value)}"


def literal(value: Any) -> str:
    """Return a Python value as an SQL literal."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return f"date '{value.isoformat()}'"
    return text(str(value))
