"""Making a page ready to draw: lazy rows are read, ids of persons get names, and names are hidden where asked.

The one place where names of others are put in, and so the one place where they can be left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from msgspec.structs import replace

from kithkin.model.errors import Misuse
from kithkin.model.page import (
    Answer,
    Block,
    Cases,
    Chart,
    Coverage,
    Drawn,
    Figure,
    Kind,
    Ladder,
    Layer,
    Listed,
    Notes,
    Page,
    Part,
    Person,
    Rows,
    Table,
)
from kithkin.workspace.plan import Plan
from kithkin.workspace.rows import PERSON_COLUMNS, LazyRows

#: Kinds of cells that hold others' words or addresses.
PRIVATE: Final[frozenset[Kind]] = frozenset({"text", "quote", "account"})

#: Columns that hold Kithkin's own words, or a network's for what there is on it. With hidden names any other text is
#: left out, of whatever measure: what nobody thought of may be somebody's words, address or name.
OPEN: Final = frozenset({
    "asks", "band", "basis", "borderline", "came_by", "cause", "channels", "completeness", "contribution", "counted_in",
    "courtesy", "data_set", "decision", "direction", "ego_id", "entry_id", "evidence", "finding", "follow_times", "ground",
    "identity", "import_id", "influence", "judgement", "kind", "known_from", "label", "lacks", "language", "last_kind",
    "last_network", "layer", "measured_on", "missing", "missing_in", "missing_out", "model_version", "monthly_counts",
    "network", "outcome", "people", "remedy", "remedy_in", "shown", "shown_in", "shown_out", "sign", "signs", "sort",
    "source", "space", "standing_apart", "state", "table_name", "tie", "timing", "told_as", "trend", "verdict", "way",
    "way_on", "what", "word",
})  # fmt: skip


@dataclass
class View:
    """What a door wants to see of tables: how many rows, from where, sorted by what, holding which words.

    With `only`, `offset` and `sort` are for that table or list of cases of the page, the first being 0.
    """

    limit: int = 100
    offset: int = 0
    sort: str = ""
    q: str = ""
    only: int | None = None


@dataclass
class Names:
    """Names of persons, read in batches; with `hide`, running numbers in their place."""

    plan: Plan
    hide: bool = False
    _known: dict[str, Person] = field(default_factory=dict)

    def learn(self, ids: Iterable[str]) -> None:
        """Read the names of these persons."""
        new = sorted({i for i in ids if i and i not in self._known})
        if not new:
            return
        if self.hide:
            for person in new:
                self._known[person] = Person(*self._hidden(person))
            return
        for start in range(0, len(new), 1000):
            rows = LazyRows("people", self.plan).where(person_id=tuple(new[start : start + 1000])).top(1000)
            for row in rows:
                name = row["name"] or row["handle"] or fallback(row["person_id"])
                self._known[row["person_id"]] = Person(
                    row["person_id"], name, row["handle"] or "", row["network"] or ""
                )

    def _hidden(self, person: str) -> tuple[str, str]:
        if person == "self":
            return ("self", "You")
        number = 1 + sum(1 for known in self._known.values() if known.id != "self")
        return (f"person-{number}", f"Person {number}")

    def person(self, id_: str) -> Person:
        """Return the person of that id, with a name that can be shown."""
        self.learn([id_])
        return self._known.get(id_) or Person(id_, fallback(id_))


def fallback(person: str) -> str:
    """Return what to call a person of whom only an id is known."""
    network, _, key = person.partition(":")
    return key.removeprefix("name:").split("#")[0] if key else network


def draw(page: Page, name: str, plan: Plan, names: Names, view: View, workspace: str, *, made_up: bool) -> Drawn:
    """Return the page with every row read and every person named."""
    drawer = Drawer(names, view)
    blocks = tuple(drawer.block(block) for block in page.blocks)
    drawer.refuse_an_order_that_no_table_has()
    shown = None if not plan.manifests else plan.as_of
    return Drawn(name, page.question, blocks, workspace, shown, made_up, names.hide)


@dataclass
class Drawer:
    """Draws the blocks of one page."""

    names: Names
    view: View
    lists: int = 0
    _judged: dict[str, str] = field(default_factory=dict)
    _orders: list[tuple[str, ...] | None] = field(default_factory=list)

    def block(self, block: Block) -> Block:
        """Return a block with its rows read."""
        makers: dict[type, Callable[[Any], Block]] = {
            Answer: lambda b: replace(b, parts={key: self._part(part) for key, part in b.parts.items()}),
            Coverage: lambda b: replace(b, rows=self.listed(b.rows, 100)),
            Ladder: lambda b: replace(b, layers=tuple(self._layer(layer) for layer in b.layers)),
            Chart: lambda b: replace(b, rows=self.listed(b.rows, 2000)),
            Table: self._table,
            Cases: self._cases,
            Figure: lambda b: b,
            Notes: lambda b: b,
        }
        return makers[type(block)](block)

    def _part(self, part: Part) -> Part:
        return self.names.person(part.id) if isinstance(part, Person) else part

    def _layer(self, layer: Layer) -> Layer:
        if layer.people is None:
            return layer
        found = self.listed(layer.people, 12)
        alters = tuple({"alter_id": row["alter_id"]} for row in found.items)
        return replace(layer, people=Listed(found.name, alters, found.total))

    def _table(self, table: Table) -> Table:
        private = {show.column for show in table.columns if show.kind in PRIVATE}
        people = {show.column for show in table.columns if show.kind == "person"}
        rows = table.rows.search(self.view.q) if self.view.q else table.rows
        offset, sort = self._place()
        sort = self._order(rows, sort) or table.sort
        return replace(table, rows=self.listed(rows, self.view.limit, offset, sort, people, private), sort=sort)

    def _place(self) -> tuple[int, str]:
        """Return from where on, and in what order, the next table or list of cases is wanted."""
        number, self.lists = self.lists, self.lists + 1
        return (self.view.offset, self.view.sort) if self.view.only in (None, number) else (0, "")

    def _order(self, rows: Rows, sort: str) -> str:
        """Return the order wanted of a table; nothing where it has not all of these columns, as another may have."""
        if not sort or not isinstance(rows, LazyRows):
            return sort
        wanted, columns = {part.strip().lstrip("-") for part in sort.split(",") if part.strip()}, tuple(rows.columns())
        is_had = wanted <= set(columns)
        self._orders.append(None if is_had else columns)
        return sort if is_had else ""

    def refuse_an_order_that_no_table_has(self) -> None:
        """Raise `Misuse` where an order was asked for that no table of the page could follow."""
        others = [columns for columns in self._orders if columns is not None]
        if others and len(others) == len(self._orders):
            known = ", ".join(dict.fromkeys(column for columns in others for column in columns))
            raise Misuse(f"There is no column {self.view.sort} in any table here.", f"Sort by one of: {known}.")

    def _cases(self, cases: Cases) -> Cases:
        rows = cases.rows.search(self.view.q) if self.view.q else cases.rows
        listed = self.listed(rows, self.view.limit, self._place()[0])
        if cases.evidence is None:
            return replace(cases, rows=listed)
        ids = {number: judged for judged, number in self._judged.items()}
        shown = tuple(
            ids.get(row["judgement_id"], row["judgement_id"]) for row in listed.items if "judgement_id" in row
        )
        evidence = self.listed(cases.evidence.where(judgement_id=shown), 20 * self.view.limit)
        return replace(cases, rows=listed, evidence=evidence)

    def listed(
        self,
        rows: Rows,
        limit: int,
        offset: int = 0,
        sort: str = "",
        people: Iterable[str] = (),
        private: Iterable[str] = (),
    ) -> Listed:
        """Return rows as a list, with persons for their ids and words hidden where asked."""
        found = rows.page(limit, offset, sort) if isinstance(rows, LazyRows) else rows.top(limit, sort)
        total = len(found) if len(found) < limit and not offset else rows.count()
        columns = set(people) | (PERSON_COLUMNS & set(found[0]) if found else set())
        self.names.learn(row[column] for row in found for column in columns if row.get(column))
        hidden = set(private)
        return Listed(rows.name, tuple(self._row(row, columns, hidden) for row in found), total)

    def _row(self, row: Mapping[str, Any], people: set[str], hidden: set[str]) -> dict[str, Any]:
        cells: dict[str, Any] = {}
        for column, value in row.items():
            if column in people and isinstance(value, str):
                cells[column] = self.names.person(value)
            elif self.names.hide and column == "judgement_id" and value is not None:
                # It ties evidence to its case, and may be the id of a message or of a person.
                cells[column] = self._judged.setdefault(str(value), f"judgement-{len(self._judged) + 1}")
            elif self.names.hide and isinstance(value, str | list) and (column in hidden or not _is_open(column)):
                cells[column] = None
            else:
                cells[column] = value
        return cells


def _is_open(column: str) -> bool:
    """Whether a column's words name nobody and quote nobody."""
    return column in OPEN or column.endswith("_basis")


def tables_of(blocks: Sequence[Block]) -> list[Table]:
    """Return the tables among blocks."""
    return [block for block in blocks if isinstance(block, Table)]
