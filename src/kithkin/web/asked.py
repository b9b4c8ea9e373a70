"""What an address asks for: a page's settings, and which rows of its tables, read from the query of the address."""

from __future__ import annotations

import math
import re
from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from kithkin.model.errors import KithkinError, Misuse
from kithkin.model.measure import AS_OF, Setting
from kithkin.model.page import PageSpec
from kithkin.workspace.drawing import View
from kithkin.workspace.instants import instant_of

#: Rows of a table on one page.
ROWS: Final = 50
_LONGEST: Final = 2000
_YES, _NO = ("true", "yes", "1", "on"), ("false", "no", "0", "off")


@dataclass(frozen=True)
class Asked:
    """One reading of an address; `settings` are the page's, `given` is what stood in the address."""

    path: str
    given: Mapping[str, str]
    settings: Mapping[str, Any] = field(default_factory=dict)
    measure_settings: Mapping[str, str] = field(default_factory=dict)
    as_of: datetime | None = None
    is_hidden: bool = False
    q: str = ""
    sort: str = ""
    number: int = 1
    table: int = 0

    @property
    def view(self) -> View:
        """Which rows of the tables are wanted."""
        return View(ROWS, (self.number - 1) * ROWS, self.sort, self.q, self.table)

    @property
    def key(self) -> Hashable:
        """What tells two askings apart."""
        chosen = (tuple(sorted(self.settings.items())), tuple(sorted(self.measure_settings.items())))
        return chosen, self.as_of, self.is_hidden, self.q, self.sort, self.number, self.table

    def address(self, **changes: Any) -> str:
        """Return this address with other values; None or nothing takes one out."""
        kept = {k: v for k, v in (dict(self.given) | {k: str(v or "") for k, v in changes.items()}).items() if v}
        return f"{self.path}?{urlencode(kept)}" if kept else self.path


def asked_of(spec: PageSpec, path: str, given: Mapping[str, str], *, is_hidden: bool) -> Asked:
    """Return what an address asks of a page; raise `Misuse` for a value that makes no sense."""
    said = {name: plain(value) for name, value in given.items() if name not in ("said", "undone")}
    settings = {}
    for setting in spec.settings:
        value = said.get(setting.name, "")
        if value and setting.name != AS_OF:
            settings[setting.name] = typed(setting, value)
    return Asked(
        path, said, settings, {name: value for name, value in said.items() if "." in name and value},
        instant_of(said[AS_OF]) if said.get(AS_OF) else None, is_hidden, said.get("q", ""), said.get("sort", ""),
        max(1, whole("page", said.get("page", ""), 1)), max(0, whole("t", said.get("t", ""), 0)),
    )  # fmt: skip


@contextmanager
def counted_with(settings: Mapping[str, Any]) -> Iterator[None]:
    """Tell whoever chose settings that nothing can be counted with them; without any, a failure is a failure."""
    try:
        yield
    except KithkinError:
        raise
    except Exception as error:
        if not settings:
            raise
        raise Misuse(
            f"Nothing can be counted with these settings ({type(error).__name__}).", "Change them, or leave them out."
        ) from error


def missing(spec: PageSpec, asked: Asked) -> list[Setting]:
    """Return the settings that a page needs and the address does not have."""
    return [s for s in spec.settings if s.required and s.name != AS_OF and s.name not in asked.settings]


def plain(value: str) -> str:
    """Return a parameter of a bearable length, otherwise as it is: ids of people may hold any character but nought."""
    return value.replace("\0", "").strip(" ")[:_LONGEST]


def typed(setting: Setting, value: str) -> Any:
    """Return a setting's value in its type."""
    if setting.type is bool:
        if value.lower() not in _YES + _NO:
            raise Misuse(f"{label(setting.name)} is yes or no, not {value}.", "Choose one of the two.")
        return value.lower() in _YES
    if setting.type is int:
        return whole(label(setting.name), value, 0)
    if setting.type is float:
        return _number(label(setting.name), value)
    if setting.type is datetime:
        return instant_of(value)
    return value


def label(name: str) -> str:
    """Return a setting's name as a label."""
    return name.replace("_", " ").capitalize()


def whole(name: str, value: str, default: int) -> int:
    """Return a whole number of at most nine digits."""
    if not value:
        return default
    if not re.fullmatch(r"-?[0-9]{1,9}", value):
        raise Misuse(f"{name} is a whole number, not {value}.", "Write it in digits.")
    return int(value)


def _number(name: str, value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not abs(number) <= 1e12:
        raise Misuse(f"{name} is a number, not {value}.", "Write it in digits.")
    return number
