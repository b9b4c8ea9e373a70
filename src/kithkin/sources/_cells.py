"""Turns the cells of a table that bears our column names into typed values of our tables."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final, Literal

from kithkin.model.tables import Column, Table
from kithkin.sources._moments import Moment, exactly, moment

YES: Final = frozenset({"true", "yes", "1", "t", "y"})
NO: Final = frozenset({"false", "no", "0", "f", "n"})
#: Whole numbers that a stored column can hold.
_WIDEST: Final = 1 << 63
#: The tables whose rows bear no network of their own, and what their ids then start with.
_ID_NETWORKS: Final = {"contacts": "contacts"}


class UnreadableError(Exception):
    """A line that cannot become a row; the message says why, in one sentence."""


class Typed:
    """Turns lines of one table into rows; `doubts` collects the cells that were left out."""

    def __init__(self, table: Table, network: str | None) -> None:
        self.table, self.network = table, network
        self.columns = {column.name: column for column in table.columns}
        self.accounts, self.keys = ids_of(table)
        self.doubts: list[str] = []

    def row(self, cells: Mapping[str, Any]) -> dict[str, Any]:
        """Return the columns of one row.

        Raises
        ------
        UnreadableError
            Where a column of the row's identity is missing or is not of its type.
        """
        values = {name: self.value(self.columns[name], cell) for name, cell in cells.items()}
        for name in self.table.instants:
            self._instant(name, values)
        values = {
            name: value.at or value.earliest if isinstance(value, Moment) else value for name, value in values.items()
        }
        network = values.get("network") or self.network or self._network(values)
        if "network" in self.columns:
            if not network:
                raise UnreadableError("The line names no network, neither in `network` nor in an id.")
            values["network"] = network
        for name in (self.accounts | self.keys) & values.keys():
            values[name] = self._id(name, values[name], network)
        for name in self.table.identity:
            if values.get(name) is None:
                self._fill(name, values)
        return values

    def _fill(self, name: str, values: dict[str, Any]) -> None:
        """Put in what an empty cell of the identity means, where it means something."""
        meant = empty_means(self.table, name)
        if meant is None:
            raise UnreadableError(f"`{name}` is empty or not a {self.columns[name].type}.")
        values.update({name: ""} if meant == "" else {})

    def value(self, column: Column, cell: Any) -> Any:
        """Return a cell as its column's type; a Moment for an instant; None, with a doubt, where it is not one."""
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            return None
        try:
            return _READERS[column.type](cell)
        except (ValueError, TypeError, OverflowError):
            self.doubts.append(f"`{column.name}`: {str(cell)[:40]!r} is not a {column.type}.")
            return None

    def _instant(self, name: str, values: dict[str, Any]) -> None:
        """Complete the four columns of an instant from those that are there."""
        found = values.get(name)
        if isinstance(found, Moment):
            values[name] = found.at
            values.setdefault(f"{name}_earliest", None)
            values.setdefault(f"{name}_latest", None)
            values[f"{name}_earliest"] = values[f"{name}_earliest"] or found.earliest
            values[f"{name}_latest"] = values[f"{name}_latest"] or found.latest
            values[f"{name}_basis"] = values.get(f"{name}_basis") or found.basis
        latest = values.get(f"{name}_latest")
        if isinstance(latest, Moment):
            values[f"{name}_latest"] = latest.latest

    def _network(self, values: Mapping[str, Any]) -> str:
        """Return the network that the row's accounts name."""
        texts = (values.get(name) for name in sorted(self.accounts))
        return next((text.partition(":")[0].lower() for text in texts if isinstance(text, str) and ":" in text), "")

    def _id(self, name: str, value: Any, network: str | None) -> Any:
        """Return an id with its network in front."""
        if not isinstance(value, str) or not value:
            return value
        if name in self.accounts:
            front, mark, key = value.partition(":")
            if mark and key:
                return f"{front.lower()}:{key}"
            if not network:
                raise UnreadableError(f"`{name}`: {value[:40]!r} names no network; write it as network:key.")
            return f"{network}:{value}"
        network = id_network(self.table) or network
        return value if not network or value.startswith(f"{network}:") else f"{network}:{value}"


def ids_of(table: Table) -> tuple[set[str], set[str]]:
    """Return the columns of a table that hold accounts, and those that hold other ids."""
    names = {column.name for column in table.columns}
    accounts = {column.name for column in table.columns if column.person}
    accounts |= {"ego_account_id", "from_id", "to_id"} & names
    return accounts, {name for name in names if name.endswith("_id")} - accounts


def id_network(table: Table) -> str:
    """Return what the ids of a table start with whose rows bear no network of their own; else nothing."""
    return _ID_NETWORKS.get(table.name, "")


def empty_means(table: Table, name: str) -> Literal["", "unknown"] | None:
    """Return what an empty cell of the identity stands for: none, or one not known; None where there must be one."""
    if name in {"list_id", "phone"} or (table.name == "contacts" and name == "account_id"):
        return ""
    return "unknown" if table.name == "coverage" or name == "recipient_id" else None


def _text(cell: Any) -> str:
    if isinstance(cell, bytes):
        cell = cell.decode("utf-8", "replace")
    if isinstance(cell, (dict, list)):
        raise ValueError
    return str(cell).replace("\0", "").strip()


def _integer(cell: Any) -> int:
    if isinstance(cell, bool):
        raise ValueError
    number = float(cell) if not isinstance(cell, (int, str)) else cell
    found = int(number) if not isinstance(number, float) or number.is_integer() else None
    if found is None or not -_WIDEST <= found < _WIDEST:
        raise ValueError
    return found


def _double(cell: Any) -> float:
    number = float(cell)
    if not math.isfinite(number):
        raise ValueError
    return number


def _boolean(cell: Any) -> bool:
    word = str(cell).strip().lower()
    if word not in YES | NO:
        raise ValueError
    return word in YES


def _instant(cell: Any) -> Moment:
    if isinstance(cell, datetime):
        return exactly(cell.astimezone(UTC) if cell.tzinfo else cell.replace(tzinfo=UTC))
    found = moment(str(cell), assume_utc=True)
    if found is None:
        raise ValueError
    return found


def _date(cell: Any) -> date:
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return cell
    return _instant(cell).earliest.date()


_READERS: Final = {
    "text": _text,
    "integer": _integer,
    "double": _double,
    "boolean": _boolean,
    "instant": _instant,
    "date": _date,
}
