"""Random worlds: every relation that a measure can read, filled by a seed.

Made to be awkward rather than likely: nulls wherever a column may be null, many acts at the same instant,
instants known exactly, to the day, as a span, open or not at all, several egos, people with several accounts,
every network and every kind, rows of coverage of every completeness.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import md5
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from kithkin.model.tables import NETWORK_KINDS, TABLES, Column
from kithkin.workspace.views import SHELL, columns_of

#: The instant for which the measures of a random world are asked.
AS_OF: Final = datetime(2024, 6, 30, tzinfo=UTC)

NETWORKS: Final = (*NETWORK_KINDS, "local")
ARROW: Final = {
    "text": pa.string(),
    "integer": pa.int64(),
    "double": pa.float64(),
    "boolean": pa.bool_(),
    "instant": pa.timestamp("us"),
    "date": pa.date32(),
}
#: Somebody who is followed and follows, and of whom nothing else is known.
QUIET: Final = ("local:quiet", "local:quiet")
#: The values of columns that hold one of a few words, by relation and column, else by column.
WORDS: Final[dict[str, tuple[str, ...]]] = {
    "interactions.kind": ("like", "repost", "quote", "reply", "mention", "comment", "reaction", "endorse", "recommend"),
    "posts.kind": ("post", "reply", "quote", "repost", "comment"),
    "follows.kind": ("follow", "friend", "connection"),
    "requests.kind": ("follow", "friend", "connection", "message"),
    "marks.kind": ("block", "mute", "close_friend", "list_member"),
    "decisions.kind": ("decision", "note"),
    "state": ("pending", "accepted", "rejected", "unknown"),
    "folder": ("inbox", "requests", "filtered", "sent", "spam"),
    "bulk_evidence": ("list-id", ""),
    "evidence": ("same-account", "verified-link", "claimed-link"),
    "text": (
        "",
        "why?",
        "x",
        "עברית 👍🏽",
        "it's ${so}\\n",
        "Thank you, the boards are straight again today.",
        "Our new collection is now on sale in the shop, 20% off: https://shop.example/a",
    ),
    "language": ("en", "de", "he"),
    "network": NETWORKS,
    "thread_id": tuple(f"thread:{n}" for n in range(25)),
}


class RandomWorld:
    """One world; `tables` holds every relation as Arrow, `paths` where `write` put them."""

    def __init__(self, seed: int, rows: int = 600, people: int = 24) -> None:
        self.random = np.random.default_rng(seed)
        self.identities = self._accounts(people)
        start = AS_OF - timedelta(days=420)
        moments = self.random.integers(0, 420 * 86400 - 1, size=rows // 3)
        recent = self.random.integers(390 * 86400, 420 * 86400 - 1, size=rows // 3)
        self.moments = [(start + timedelta(seconds=float(s), microseconds=700_000)) for s in (*moments, *recent)]
        sizes = {"accounts": people, "coverage": 250, "contacts": 20, "requests": 40, "marks": 30}
        self.tables = {name: self._table(name, sizes.get(name, rows)) for name in TABLES}
        self.tables |= {name: self._shell(name) for name in SHELL}
        self.tables["texts"] = self._texts()

    def write(self, folder: Path) -> dict[str, Path]:
        """Write every relation as one Parquet file and return the paths by name."""
        paths = {name: folder / f"{name}.parquet" for name in self.tables}
        for name, table in self.tables.items():
            pq.write_table(table, paths[name])
        return paths

    def _accounts(self, people: int) -> list[tuple[str, str]]:
        """Return accounts with their persons: one with accounts everywhere, some with two, the rest alone."""
        own = [(f"{network}:me", "self") for network in NETWORKS]
        alone = [(f"{NETWORKS[n % len(NETWORKS)]}:{n}", "") for n in range(people)]
        twice = [(f"{NETWORKS[(n + 3) % len(NETWORKS)]}:also{n}", alone[n][0]) for n in range(0, people, 4)]
        return [*own, *((account, person or account) for account, person in (*alone, *twice))]

    def _table(self, name: str, size: int) -> pa.Table:
        """Return a canonical table as measures see it: unique in its identity, no row between one person."""
        table, columns = TABLES[name], columns_of(name)
        rows = [self._row(name, columns, number) for number in range(size)]
        if table.ends:
            rows = [row for row in rows if row[table.ends[0]] is None or row[table.ends[0]] != row[table.ends[1]]]
        if name == "coverage":
            rows += [row | whole for row, whole in zip(rows, self._whole(), strict=False)]
        else:
            rows = list({tuple(row[c] for c in table.identity): row for row in rows}.values())
        return arrow(columns, rows)

    def _row(self, name: str, columns: Sequence[Column], number: int) -> dict[str, Any]:
        row: dict[str, Any] = {}
        for column in columns:
            row[column.name] = self._value(name, column, number)
        for instant in TABLES[name].instants:
            row |= self._instant(instant)
        for column in TABLES[name].columns:
            if column.person:
                account, person = self._account(name)
                null = column.name not in TABLES[name].identity and self.random.random() < 0.05
                beside = f"{column.name.removesuffix('_id')}_account_id"
                row |= {column.name: None if null else person, beside: None if null else account}
        return row | self._special(name, row)

    def _account(self, name: str) -> tuple[str, str]:
        """Return an account and its person: often one of a close few, in follows sometimes one who never acts."""
        chance = self.random.random()
        if name == "follows" and chance < 0.1:
            return QUIET
        alone = len(NETWORKS)
        close = [self.identities[n] for n in (0, 5, alone, alone + 1, alone + 5)]
        chosen: tuple[str, str] = self._pick(close if chance < 0.6 and name != "accounts" else self.identities)
        return chosen

    def _special(self, name: str, row: dict[str, Any]) -> dict[str, Any]:
        """Return what is not left to chance alone: coverage that holds together, ties that mostly stand."""
        chance = self.random.random()
        if name == "follows":
            ends = ("", "_earliest", "_latest", "_basis")
            standing = {f"ended_at{end}": None for end in ends}
            # A dated follow is a sign of life, which the quiet one does not give.
            undated = {f"followed_at{end}": None for end in ends} if row["follower_id"] == QUIET[1] else {}
            is_current = (True, True, True, False, None)[int(chance * 5)]
            return {"is_current": is_current} | (standing if chance < 0.8 else {}) | undated
        if name == "messages":
            bulk = row["bulk_evidence"] if chance > 0.8 else None
            return {"recipient_count": (1, 1, 1, 2, 5, 6, None)[int(chance * 70) % 7], "bulk_evidence": bulk}
        if name == "coverage":
            return self._coverage()
        return {}

    def _coverage(self) -> dict[str, Any]:
        network = self._pick(NETWORKS)
        kinds = NETWORK_KINDS.get(network, ("reply", "like", "message"))
        table, kind = self._pick([("follows", "follow"), ("posts", "post"), *(("interactions", k) for k in kinds)])
        table = "messages" if kind == "message" else table
        begun = AS_OF - timedelta(days=int(self.random.integers(1, 500)))
        ended = AS_OF if self.random.random() < 0.7 else begun + (AS_OF - begun) / 2
        return {
            "network": network,
            "ego_account_id": self._pick(
                [f"{network}:me", None, *(a for a, _ in self.identities if a.startswith(network))]
            ),
            "table_name": table,
            "kind": kind,
            "direction": self._pick(("in", "out", "among")),
            "covered_from": self._pick((None, begun)),
            "covered_until": ended,
            "completeness": self._pick(("all", "all", "some", "none")),
            "identity": self._pick(("id", "handle", "count", "none")),
            "timing": self._pick(("exact", "day", "span", "none")),
        }

    def _whole(self) -> list[dict[str, Any]]:
        """Return the coverage of some networks that are wholly shown, without which nothing could be ruled out."""
        span = {
            "covered_from": None,
            "covered_until": AS_OF,
            "completeness": "all",
            "identity": "id",
            "timing": "exact",
        }
        seen: list[tuple[str | None, ...]] = [
            ("interactions" if kind != "message" else "messages", network, kind, direction, f"{network}:me")
            for network in ("x", "mail", "instagram")
            for kind in NETWORK_KINDS[network]
            for direction in ("in", "out")
        ]
        local = [("interactions", "reply"), ("interactions", "like"), ("messages", "message"), ("posts", "post")]
        seen += [(table, "local", kind, "among", None) for table, kind in local]
        names = ("table_name", "network", "kind", "direction", "ego_account_id")
        return [span | dict(zip(names, row, strict=True)) for row in seen]

    def _value(self, name: str, column: Column, number: int) -> Any:
        if column.name in TABLES[name].identity and column.type == "text" and f"{name}.{column.name}" not in WORDS:
            return f"{name}:{number:05}"
        words = WORDS.get(f"{name}.{column.name}") or WORDS.get(column.name)
        if words and (column.name in ("kind", "network") or self.random.random() < 0.9):
            return self._pick(words)
        if self.random.random() < 0.15 and column.name not in ("network", "import_id", "observed_at"):
            return None
        return self._any(column)

    def _any(self, column: Column) -> Any:
        makers: dict[str, Callable[[], Any]] = {
            "text": lambda: f"{column.name}:{self.random.integers(0, 30)}",
            "integer": lambda: int(self.random.integers(0, 40)),
            "double": lambda: float(self.random.random()),
            "boolean": lambda: bool(self.random.random() < 0.5),
            "instant": lambda: self._pick(self.moments),
            "date": lambda: date(2024, 1, 1) + timedelta(days=int(self.random.integers(0, 180))),
        }
        return makers[column.type]()

    def _instant(self, name: str) -> dict[str, Any]:
        """Return an instant's four columns: exact, a day, a span, open on one side, or not known at all."""
        at = self._pick(self.moments)
        day = at.replace(hour=0, minute=0, second=0, microsecond=0)
        at_all, earliest, latest = self._pick(
            [(at, at, at)] * 6
            + [(None, day, day + timedelta(days=1, microseconds=-1))] * 2
            + [(None, at - timedelta(days=40), at), (None, None, at), (None, at, None), (None, None, None)]
        )
        basis = "read" if at_all else "inferred"
        return {name: at_all, f"{name}_earliest": earliest, f"{name}_latest": latest, f"{name}_basis": basis}

    def _shell(self, name: str) -> pa.Table:
        """Return one of the relations that the shell provides."""
        people = sorted({person for _, person in self.identities})
        kinds = [(network, kind) for network, kinds in NETWORK_KINDS.items() for kind in kinds]
        given: dict[str, list[tuple[Any, ...]]] = {
            "egos": [(person,) for person in ("self", *people[:6])],
            "identities": [*self.identities, QUIET],
            "network_kinds": kinds,
            "people": [(p, p.upper(), None, p.split(":", maxsplit=1)[0], 1) for p in people],
        }
        columns = SHELL[name]
        rows = [dict(zip((c.name for c in columns), row, strict=True)) for row in given.get(name, [])]
        if name not in given:
            rows = [{c.name: self._any(c) for c in columns} for _ in range(12)]
            for number, row in enumerate(rows):
                row |= {columns[0].name: f"{name}:{number}", "person_id": self._pick(people)}
        return arrow(columns, rows)

    def _texts(self) -> pa.Table:
        """Return the words of posts and messages, once for each, as the shell would."""
        rows = [
            (
                md5(row["text"].encode()).hexdigest(),
                table,
                row[key],
                row[author],
                row["network"],
                row[written],
                row["text"],
            )
            for table, key, author, written in (
                ("posts", "post_id", "author_id", "posted_at"),
                ("messages", "message_id", "sender_id", "sent_at"),
            )
            for row in {row[key]: row for row in self.tables[table].to_pylist()}.values()
            if row["text"] and row["kind" if table == "posts" else "network"] != "repost"
        ]
        return arrow(SHELL["texts"], [dict(zip((c.name for c in SHELL["texts"]), row, strict=True)) for row in rows])

    def _pick(self, values: Sequence[Any]) -> Any:
        return values[int(self.random.integers(0, len(values)))]


def arrow(columns: Sequence[Column], rows: Sequence[dict[str, Any]]) -> pa.Table:
    """Return rows as an Arrow table of the store's types; instants lose their zone, which is UTC."""
    data = {
        column.name: pa.array([_plain(row.get(column.name)) for row in rows], ARROW[column.type]) for column in columns
    }
    return pa.table(data)


def _plain(value: Any) -> Any:
    return value.astimezone(UTC).replace(tzinfo=None) if isinstance(value, datetime) and value.tzinfo else value
