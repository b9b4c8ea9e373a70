"""The plan: which relations an answer needs, in which order, and which of them are remembered.

A node is (name, days before `as_of`). It becomes a relation in the engine when it is first asked for: a base
relation as a view over the imports' rows, a measure as a Parquet file of the cache.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any, Final

from kithkin.engines import open_engine
from kithkin.engines.publishing import published
from kithkin.model.annotator import Annotator, read_by
from kithkin.model.engine import Engine
from kithkin.model.errors import KithkinError, NotFound
from kithkin.model.measure import AS_OF, Input, Measure
from kithkin.model.tables import NETWORK_KINDS, PROVENANCE, TABLES, Column
from kithkin.workspace import plugins, views
from kithkin.workspace.cache import Cache, key_of
from kithkin.workspace.identities import links_of, persons, same_names, shared_accounts
from kithkin.workspace.journal import IDENTITY_KINDS, Entry
from kithkin.workspace.said import decisions, labels, parted, topic_names
from kithkin.workspace.store import Manifest, Store

#: An instant behind all others.
EVER: Final = datetime(9999, 1, 1, tzinfo=UTC)

PERSONS = (Column("account_id", "text", "account"), Column("person_id", "text", "person"))


@dataclass
class Plan:
    """One consistent view of a workspace: these imports, this journal, this instant, these settings."""

    store: Store
    manifests: Sequence[Manifest]
    entries: Sequence[Entry]
    engine: Engine
    cache: Cache
    measures: Mapping[str, Measure]
    as_of: datetime
    settings: Mapping[str, Any] = field(default_factory=dict)
    base: Engine = field(init=False)
    _made: dict[str, str] = field(default_factory=dict)
    _keys: dict[tuple[str, int], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Let DuckDB prepare the base relations, whichever engine runs the measures."""
        self.base = self.engine if self.engine.name == "duckdb" else open_engine("duckdb")

    @cached_property
    def annotators(self) -> Mapping[str, Annotator]:
        """The annotators by name; their patterns take longer to load than a page from the cache, and few pages ask."""
        return {annotator.name: annotator for annotator in plugins.annotators()}

    def relation(self, name: str, days: int = 0) -> str:
        """Return the engine's relation for a table or measure, made on first use."""
        days = asked(name, days)
        key = self.key(name, days)
        if key not in self._made:
            self._made[key] = self._make(name, days, key)
            if self.base is not self.engine and name not in self.measures:
                self._hand_over(self._made[key])
        return self._made[key]

    def _hand_over(self, relation: str) -> None:
        """Give a base relation that DuckDB prepared to the other engine, as a Parquet file."""
        path = self.cache.path(key_of("handed over", relation))
        self.base.write(f"select * from {relation}", path)
        self.engine.scan(relation, (), [path])

    def close(self) -> None:
        """Close the engines."""
        for engine in {self.engine, self.base}:
            engine.close()

    def key(self, name: str, days: int = 0) -> str:
        """Return the key of a table or measure: equal keys, equal rows."""
        days = asked(name, days)
        if (name, days) not in self._keys:
            self._keys[name, days] = self._key(name, days)
        return self._keys[name, days]

    def _key(self, name: str, days: int) -> str:
        as_of = self.at(days)
        if name in self.measures:
            measure = self.measures[name]
            text = self.query(name, days) if measure.form == "query" else measure.module_code()
            inputs = [self.key(i.name, days + i.days) for i in measure.inputs]
            return key_of(self.engine.name, self.engine.version, text, self._settings(measure, days), inputs)
        if name in views.SHELL or name == "persons":
            return key_of(name, self._imports_key(), self._said_key(name), as_of if name != "persons" else "")
        if name in TABLES:
            holding = sorted(m.import_id for m in self.manifests if m.rows.get(name))
            lists = sorted(m.import_id for m in self.manifests) if name == "follows" else ()
            return key_of(name, holding, lists, self.key("persons"), as_of)
        if name in self.annotators:
            annotator = self.annotators[name]
            return key_of(name, annotator.version, self.key(read_by(annotator), days))
        raise NotFound(f"There is no table or measure named {name}.", "Every page names its measures at its end.")

    def at(self, days: int = 0) -> datetime:
        """Return the instant that lies `days` from the answer's."""
        return self.as_of + timedelta(days=days)

    def query(self, name: str, days: int = 0) -> str:
        """Return the SQL of a measure with its inputs under their plain names."""
        measure = self.measures[name]
        return measure.text({i.parameter: plain(i, days) for i in measure.inputs}, self._settings(measure, days))

    def columns(self, name: str) -> tuple[Column, ...]:
        """Return the columns of a table or measure, grain first."""
        if name in self.measures:
            measure = self.measures[name]
            return (*(Column(column, "text", "grain") for column in measure.grain), *measure.columns)
        if name in views.SHELL or name in TABLES:
            return views.columns_of(name)
        return (Column("text_id", "text", "hash of the words"), *self.annotators[name].columns)

    def _settings(self, measure: Measure, days: int) -> dict[str, Any]:
        chosen = {}
        for setting in measure.settings:
            if setting.name == AS_OF:
                chosen[AS_OF] = self.at(days)
            else:
                chosen[setting.name] = self.settings.get(f"{measure.name}.{setting.name}", setting.default)
        return chosen

    def _make(self, name: str, days: int, key: str) -> str:
        relation = f"{name}_{key[:12]}"
        if name in self.measures:
            self._compute(self.measures[name], days, key, relation)
        elif name in TABLES:
            self._table(name, days, relation)
        elif name in views.SHELL or name == "persons":
            self._shell(name, days, key, relation)
        else:
            self._annotate(self.annotators[name], days, key, relation)
        return relation

    def _compute(self, measure: Measure, days: int, key: str, relation: str) -> None:
        """Answer from the cache, or run the query or kernel and remember what it gave."""
        if not self.cache.has(key):
            inputs, settings = self._inputs(measure, days), self._settings(measure, days)
            path = self.cache.path(key)
            if measure.form == "kernel":
                self.engine.apply(measure, inputs, settings, path)
            else:
                order = ", ".join(measure.grain)
                self.engine.write(f"select * from ({measure.text(inputs, settings)}) answer order by {order}", path)
            self.cache.prune()
        self.engine.scan(relation, (), [self.cache.path(key)])

    def _inputs(self, measure: Measure, days: int) -> dict[str, str]:
        """Return the relations that a measure reads, by parameter."""
        return {
            i.parameter: self._passing(i.name, days + i.days) if i.is_passing else self.relation(i.name, days + i.days)
            for i in measure.inputs
        }

    def _passing(self, name: str, days: int) -> str:
        """Return a measure that is read once: of a whole network a view, since its rows take longer to keep than to find."""
        key, measure = self.key(name, days), self.measures[name]
        if "self" in self._persons.values() or key in self._made or self.cache.has(key) or measure.form == "kernel":
            return self.relation(name, days)
        relation = f"{name}_{key[:12]}_passing"
        self.engine.define(relation, measure.text(self._inputs(measure, days), self._settings(measure, days)))
        return relation

    def _annotate(self, annotator: Annotator, days: int, key: str, relation: str) -> None:
        """Have every different text read once, and remember what was found."""
        if not self.cache.has(key):
            from kithkin.workspace.annotating import annotate

            reads = read_by(annotator)
            words = f"select distinct text_id, text from {self.relation(reads, days)} order by text_id"
            engine = self.engine if reads in self.measures else self.base
            last = self.cache.path(key_of("read last", annotator.name, annotator.version))
            annotate(annotator, engine.arrow(words), self.cache.path(key), last)
        self.base.scan(relation, (), [self.cache.path(key)])

    def _table(self, name: str, days: int, relation: str) -> None:
        """Define a canonical table as measures see it: merged, known by then, by person."""
        table, at = TABLES[name], self.at(days)
        rows = self._known(name, days)
        extra: tuple[str, ...] = ()
        is_in_several = len(self.store.files_of(name, list(self.manifests))) > 1
        if name == "follows":
            coverage = self._known("coverage", days)
            gone = self.base.rows(views.gone(rows, coverage, at))[0]
            rows = f"({views.tied_once(rows)})" if is_in_several else rows
            sql = views.standing(rows, coverage, at, **gone)
            rows, extra = f"{relation}_standing", ("is_current",)
            self.base.define(rows, sql)
        if name == "messages":
            rows = self._once(rows, is_in_several=is_in_several)
        if name == "account_links":
            rows = self._with_same_names(rows)
        self.base.define(relation, views.by_person(table, rows, self.relation("persons"), self._persons, extra))

    def _once(self, messages: str, *, is_in_several: bool) -> str:
        """Return the messages with one row per person they went to, whatever accounts of that person they name."""
        several = shared_accounts(self._persons)
        if not several and not is_in_several:
            return messages
        key = key_of("sent again", self.base.version, messages, self._imports_key(), several)
        again = f"again_{key[:12]}"
        if not self.cache.has(key):
            self.base.write(views.sent_again(messages, several), self.cache.path(key))
        self.base.scan(again, (), [self.cache.path(key)])
        if not self.base.rows(f"select 1 from {again} limit 1"):
            return messages
        self.base.define(f"{messages}_once", views.sent_once(messages, again))
        return f"{messages}_once"

    def _known(self, name: str, days: int) -> str:
        """Define the stored rows of a table, merged over the imports, that were known by then."""
        table, at = TABLES[name], self.at(days)
        relation = f"{name}_known_{key_of(at)[:8]}"
        if relation in self._made:
            return relation
        raw = self.raw(name)
        if len(self.store.files_of(name, list(self.manifests))) > 1 and name not in ("coverage", "problems"):
            raw = self._merged(name, at)
        self.base.define(relation, views.known(table, raw, at))
        self._made[relation] = relation
        return relation

    def _merged(self, name: str, at: datetime) -> str:
        """Merge the rows of a table over the imports, as they were known by then; return the relation."""
        seen = self.base.rows(views.seen(self.raw(name), at))[0]
        # Of rows that were all observed before then, or all after it, the newest values are the same at any instant.
        when = at if seen["before"] and seen["after"] else EVER
        holding = sorted(m.import_id for m in self.manifests if m.rows.get(name))
        key = key_of("merged", self.base.version, name, holding, when)
        relation = f"{name}_merged_{key[:8]}"
        if relation not in self._made:
            if not self.cache.has(key):
                self.base.write(self._merging(name, when), self.cache.path(key))
            self.base.scan(relation, (), [self.cache.path(key)])
            self._made[relation] = relation
        return relation

    def _merging(self, name: str, at: datetime) -> str:
        """Return the query that merges the rows of a table over the imports."""
        table, raw = TABLES[name], self.raw(name)
        return views.merged(table, raw, at, self.base.rows(views.held(table, raw, at))[0])

    def stored(self, name: str, *, every: bool) -> str:
        """Return the relation of a table's rows on account ids, merged over the imports; with `every`, of all instants."""
        merged = self._known(name, 0) if not every else f"{name}_stored"
        if merged not in self._made:
            several = len(self.store.files_of(name, list(self.manifests))) > 1 and name not in ("coverage", "problems")
            self.base.define(merged, self._merging(name, EVER) if several else f"select * from {self.raw(name)}")
            self._made[merged] = merged
        if name == "account_links":
            merged = self._with_same_names(merged)
        if self.base is not self.engine:
            self._hand_over(merged)
        return merged

    def raw(self, name: str) -> str:
        """Return the relation of a table's stored rows, as the imports hold them."""
        relation = f"{name}_raw"
        if relation not in self._made:
            columns = (*TABLES[name].columns, *PROVENANCE)
            self.base.scan(relation, columns, self.store.files_of(name, list(self.manifests)))
            self._made[relation] = relation
        return relation

    @cached_property
    def _persons(self) -> dict[str, str]:
        """The person of each account that is not one by itself."""
        if not self.manifests and not self.entries:
            return {}
        links = self.base.rows(links_of(self.raw("account_links"), self.raw("contacts")))
        if self._same_names:
            links += self.base.rows(f"select from_id, to_id, evidence from {self._same_names} order by from_id, to_id")
        own = self.base.rows(f"select distinct account_id from {self.raw('accounts')} where is_self")
        pairs = ((row["from_id"], row["to_id"], row["evidence"]) for row in links)
        return persons(self.entries, pairs, [row["account_id"] for row in own])

    @cached_property
    def _same_names(self) -> str | None:
        """The relation of the names that two exports of one kind share, with the same act in both; None of one export each."""
        if len({manifest.source for manifest in self.manifests}) == len(self.manifests):
            return None
        key = key_of("same names", self.base.version, self._imports_key())
        relation = f"same_names_{key[:12]}"
        names = f"select 1 from {self.raw('accounts')} where account_id like '%:name:%' limit 1"
        if not self.cache.has(key) and self.base.rows(names):
            tables = (self.raw(name) for name in ("messages", "interactions", "follows"))
            self.base.write(same_names(*tables), self.cache.path(key))
        # Where nobody is known by nothing but the name, that is remembered as no rows.
        self._remember(key, relation, TABLES["account_links"].columns, [])
        return relation

    def _with_same_names(self, links: str) -> str:
        """Return the relation of these links and of what two exports prove by an act that both hold, which neither says."""
        if not self._same_names:
            return links
        self.base.define(f"{links}_all", f"select * from {links} union all by name select * from {self._same_names}")
        return f"{links}_all"

    def accounts_of(self, person: str) -> tuple[str, ...]:
        """Return the accounts behind a person; of most people the one that bears the person's id."""
        held = {account for account, owner in self._persons.items() if owner == person}
        return tuple(sorted(held if person in self._persons else held | {person}))

    def _shell(self, name: str, days: int, key: str, relation: str) -> None:
        """Make one of the relations that the shell provides."""
        if name == "persons":
            rows = [{"account_id": account, "person_id": person} for account, person in sorted(self._persons.items())]
            self._remember(key, relation, PERSONS, rows)
        elif name == "network_kinds":
            pairs = [{"network": network, "kind": kind} for network, kinds in NETWORK_KINDS.items() for kind in kinds]
            self.base.load(relation, views.SHELL[name], pairs)
        elif name == "imports":
            self.base.load(relation, views.SHELL[name], [as_row(m) for m in self.manifests])
        elif name == "parted":
            self.base.load(relation, views.SHELL[name], parted(self.entries))
        elif name == "topic_names":
            self.base.load(relation, views.SHELL[name], topic_names(self.entries))
        elif name in ("decisions", "labels"):
            told = decisions(self.entries, self._persons) if name == "decisions" else labels(self.entries)
            self.base.load(relation, views.SHELL[name], told)
        else:
            if not self.cache.has(key):
                self.base.write(self._shell_query(name, days), self.cache.path(key))
            self.base.scan(relation, (), [self.cache.path(key)])

    def _shell_query(self, name: str, days: int) -> str:
        if name == "identities":
            # Merging the rows of an account takes none away and adds none: for their ids alone they need not be merged.
            relations = {name: self.raw(name) if name == "accounts" else self._known(name, days) for name in TABLES}
            return views.everybody(relations | {"persons": self.relation("persons")})
        if name == "arrivals":
            return views.arrivals(self.raw("posts"), self.raw("messages"), self.relation("imports", days))
        if name == "people":
            return views.people(*(self.relation(r, days) for r in ("accounts", "identities", "contacts")))
        if name == "texts":
            return views.texts(*(self.relation(r, days) for r in ("posts", "messages", "requests", "accounts")))
        if name == "egos":
            if "self" in self._persons.values():
                return "select 'self' as ego_id"
            whole = f"select network from {self._known('coverage', days)} where ego_account_id is null and direction = 'among'"
            return (
                f"select distinct person_id as ego_id from {self.relation('identities', days)} "
                f"where split_part(account_id, ':', 1) in ({whole}) order by ego_id"
            )
        raise KithkinError(f"The shell does not provide {name}.")

    def _remember(self, key: str, relation: str, columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]) -> None:
        """Write rows made in Python to the cache and read them from there."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        if not self.cache.has(key):
            data = {column.name: pa.array([row[column.name] for row in rows], pa.string()) for column in columns}
            with published(self.cache.path(key)) as part:
                pq.write_table(pa.table(data), part)
        self.base.scan(relation, columns, [self.cache.path(key)])

    def _imports_key(self) -> list[str]:
        return sorted(m.import_id for m in self.manifests)

    def _said_key(self, name: str) -> list[tuple[object, ...]]:
        """Return the entries of the journal on which a shell relation depends."""
        if name in ("network_kinds", "imports"):
            return []
        more = {"decisions": {"decision", "note", "label", "dismissed"}, "topic_names": {"topic_name"}}
        kinds = IDENTITY_KINDS | more.get("decisions" if name == "labels" else name, set())
        return [(e.id, e.kind, e.accounts, e.because, sorted(e.body.items())) for e in self.entries if e.kind in kinds]


def asked(name: str, days: int) -> int:
    """Return for which instant a relation is made: who is who is no matter of time, also where a measure looks back."""
    return 0 if name == "identities" else days


def plain(input_: Input, days: int) -> str:
    """Return the name under which an input stands in a query shown to the user: `ties`, `ties_30_days_before`."""
    back = -asked(input_.name, days + input_.days)
    return input_.name if back == 0 else f"{input_.name}_{back}_days_before"


def as_row(manifest: Manifest) -> dict[str, Any]:
    """Return an import as a row of the relation `imports`."""
    counts = {outcome: manifest.total(outcome) for outcome in ("records", "used", "not_used", "problems")}
    return counts | {
        "import_id": manifest.import_id,
        "source": manifest.source,
        "title": manifest.title,
        "imported_at": manifest.imported_at,
        "observed_at": manifest.observed_at,
        "is_made_up": manifest.is_made_up,
    }
