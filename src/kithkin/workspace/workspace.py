"""The workspace: the shell around the functional core. It alone knows files, the clock, the engine and the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kithkin.engines import open_engine
from kithkin.model.errors import KithkinError, Misuse, NotFound
from kithkin.model.measure import AS_OF, Measure
from kithkin.model.names import closest
from kithkin.model.page import Drawn, PageSpec
from kithkin.model.source import Options
from kithkin.model.tables import SCHEMA_VERSION, TABLES
from kithkin.workspace import plugins
from kithkin.workspace.cache import Cache
from kithkin.workspace.drawing import Names, View, draw
from kithkin.workspace.identities import SELF
from kithkin.workspace.journal import Entry, Journal, Kind
from kithkin.workspace.places import folder_of
from kithkin.workspace.plan import Plan
from kithkin.workspace.rows import LazyRows
from kithkin.workspace.said import parted
from kithkin.workspace.store import Manifest, Store
from kithkin.workspace.views import SHELL

if TYPE_CHECKING:
    from kithkin.workspace.take_in import Taken

DECISIONS = ("advisor", "keep", "pause", "end", "ignore")
#: The setting that names a community, in the user's words.
COMMUNITY = "chosen_community.of"
#: Statements of coverage among which networks are looked for.
MOST_COVERED = 10_000

Progress = Callable[[str, int, int], None]


class Workspace:
    """A folder of the user's own: what was imported, and all that the user said.

    Open one with `Workspace.open(path)`; the Python door, the terminal and the web all go through it.
    """

    def __init__(self, folder: Path, *, engine: str = "duckdb", master: str | None = None) -> None:
        self.store = Store(folder)
        self.journal = Journal(folder / "journal.jsonl")
        self.name = folder.name
        self._engine_name, self._master = engine, master

    @classmethod
    def open(
        cls, path: str | Path | None = None, *, engine: str = "duckdb", master: str | None = None, create: bool = True
    ) -> Workspace:
        """Open a workspace, by folder or by name; make it where it is missing.

        A workspace whose rows were written by an older Kithkin is rebuilt by the first `take_in`, `rows` or `page`.

        Raises
        ------
        NotFound
            With `create=False`, where there is none.
        Refused
            Where the folder holds other files, or was written by a newer Kithkin.
        """
        workspace = cls(folder_of(path), engine=engine, master=master)
        if not workspace.store.exists:
            if not create:
                raise NotFound(f"There is no workspace at {workspace.store.folder}.", "See: kithkin workspaces")
            workspace.store.create()
        return workspace

    # What was imported

    def take_in(
        self,
        *paths: str | Path,
        options: Options | None = None,
        keep_all: bool = False,
        progress: Progress | None = None,
        made_up: bool = False,
        unread: list[KithkinError] | None = None,
    ) -> list[Taken]:
        """Import exports; return a `Taken` per import, in the order read.

        An export that is already there changes nothing. Paths that no source reads stop no other: their errors
        go to `unread` where it is given; else the first is raised, after the rest was imported.
        """
        from kithkin.workspace.choosing import PassedOver
        from kithkin.workspace.take_in import take_in

        self.rebuild_if_old(progress)
        where = [Path(path) for path in paths]
        taken, refused = take_in(
            self.store, where, options or Options(), keep_all=keep_all, progress=progress, made_up=made_up
        )
        if unread is not None:
            unread += refused
        elif failed := [error for error in refused if not isinstance(error, PassedOver)]:
            raise failed[0]
        return taken

    def unowned(self, taken: Sequence[Taken]) -> dict[str, tuple[str, ...]]:
        """Return which of these imports do not tell who the user is, each with the accounts that are likeliest."""
        from kithkin.workspace.owning import unowned

        return unowned(self.store, [one.manifest for one in taken], self.journal.standing())

    def imports(self) -> list[Manifest]:
        """Return the imports, oldest first."""
        return self.store.manifests()

    def forget(self, import_id: str) -> None:
        """Take an import away, as if it had never been made."""
        with self.store.writing():
            self.store.remove(import_id)
            Cache(self.store.cache_folder).clear()

    def forget_person(self, words: str) -> dict[str, int]:
        """Delete a person's rows and what the user said of them; return how many of each went."""
        from kithkin.workspace.forgetting import forget_accounts

        accounts = self.accounts_of(self.person(words))
        with self.store.writing():
            gone = forget_accounts(self.store, accounts)
            gone["journal"] = self.journal.forget(accounts)
            Cache(self.store.cache_folder).clear()
        return gone

    def rebuild(self, progress: Progress | None = None) -> int:
        """Read every import again from what was kept of it; return how many could be."""
        from kithkin.workspace.take_in import rebuild

        count = rebuild(self.store, progress)
        with self.store.writing():
            Cache(self.store.cache_folder).clear()
        return count

    def rebuild_if_old(self, progress: Progress | None = None) -> None:
        """Rebuild where some import was written with an older schema."""
        if any(manifest.schema < SCHEMA_VERSION for manifest in self.store.manifests()):
            self.rebuild(progress)

    # What can be asked

    @contextmanager
    def plan(self, as_of: datetime | None = None, settings: Mapping[str, Any] | None = None) -> Iterator[Plan]:
        """Open one consistent view of the workspace: every answer given inside agrees with every other."""
        self.rebuild_if_old()
        manifests = self.store.manifests()
        engine = open_engine(self._engine_name, self._master)
        cache = Cache(self.store.cache_folder)
        measures = {measure.name: measure for measure in plugins.measures()}
        plan = None
        try:
            plan = Plan(
                self.store,
                manifests,
                self.journal.standing(),
                engine,
                cache,
                measures,
                as_of or end_of(manifests),
                checked(settings or {}, measures),
            )
            plan.settings = resolved(plan)
            yield plan
        finally:
            plan.close() if plan else engine.close()
            cache.close()

    def rows(self, name: str, as_of: datetime | None = None, **settings: Any) -> Any:
        """Return a table or measure as a `pyarrow.Table`.

        A table is given as stored, on account ids; a measure on persons. Without `as_of`, a table has every row.
        """
        with self.plan(as_of, settings) as plan:
            return plan.engine.arrow(self.rows_query(plan, name, as_of))

    @staticmethod
    def rows_query(plan: Plan, name: str, as_of: datetime | None) -> str:
        """Return the query behind `rows`."""
        if name in TABLES:
            return f"select * from {plan.stored(name, every=as_of is None)}"
        if name not in {*plan.measures, *plan.annotators, *SHELL, "persons"}:
            raise _missing("table or measure", name, plan)
        return f"select * from {plan.relation(name)}"

    def page(
        self,
        name: str,
        *,
        as_of: datetime | None = None,
        hide_names: bool = False,
        view: View | None = None,
        measure_settings: Mapping[str, Any] | None = None,
        **settings: Any,
    ) -> Drawn:
        """Return the answer to one question, ready to draw.

        A setting of the page that a measure behind it has too is the measure's as well, for all that follows from it.
        """
        with self.plan(as_of, {**handed_on(page_spec(name), settings), **(measure_settings or {})}) as plan:
            return self.page_of(plan, name, hide_names=hide_names, view=view, **settings)

    def page_of(
        self, plan: Plan, name: str, *, hide_names: bool = False, view: View | None = None, **settings: Any
    ) -> Drawn:
        """Return a page drawn from an open plan."""
        spec = page_spec(name)
        chosen = self._chosen(plan, spec, settings)
        inputs = [LazyRows(i.name, plan, i.days) for i in spec.inputs]
        page = spec.function(*inputs, **chosen)
        made_up = any(manifest.is_made_up for manifest in plan.manifests)
        return draw(page, name, plan, Names(plan, hide_names), view or View(), self.name, made_up=made_up)

    def _chosen(self, plan: Plan, spec: PageSpec, settings: Mapping[str, Any]) -> dict[str, Any]:
        known = {setting.name: setting for setting in spec.settings}
        for given in settings:
            if given not in known:
                raise Misuse(f"The page {spec.name} has no setting {given}.", f"See: kithkin {spec.name} --help")
        chosen = {name: value for name, value in settings.items() if value is not None}
        for name, setting in known.items():
            if name == AS_OF:
                chosen[AS_OF] = plan.as_of
            elif name == "person" and chosen.get("person"):
                chosen["person"] = person_in(plan, chosen["person"])
            elif setting.required and chosen.get(name) in (None, ""):
                raise Misuse(f"The page {spec.name} needs {name}.", f"See: kithkin {spec.name} --help")
        return chosen

    def query(self, name: str) -> str:
        """Return what is behind a number: the SQL of a query, the source of a kernel."""
        with self.plan() as plan:
            if name in TABLES:
                return f"select * from {name}"
            if name not in plan.measures:
                raise _missing("measure", name, plan)
            measure = plan.measures[name]
            return plan.query(name) if measure.form == "query" else measure.source_code()

    # People, and what the user says of them

    def person(self, words: str) -> str:
        """Return the id of the one person whom these words mean; raise `NotFound` where none or several are."""
        with self.plan() as plan:
            return person_in(plan, words)

    def accounts_of(self, person: str) -> list[str]:
        """Return the accounts of a person."""
        with self.plan() as plan:
            rows = LazyRows("identities", plan).where(person_id=person).top(10_000)
            return sorted(row["account_id"] for row in rows) or [person]

    def names(self, account: str) -> bool:
        """Return whether anything that was imported names this account."""
        with self.plan() as plan:
            return LazyRows("identities", plan).where(account_id=account).one() is not None

    def say(
        self,
        kind: Kind,
        *,
        accounts: Sequence[str] = (),
        body: dict[str, Any] | None = None,
        because: str = "",
    ) -> Entry:
        """Append to the journal."""
        with self.store.writing():
            return self.journal.append(kind, datetime.now(UTC), accounts=accounts, body=body, because=because)

    def decide(
        self,
        words: str,
        decision: str,
        *,
        because: str = "",
        topic: str = "",
        review_on: date | None = None,
        feeds: Sequence[str] = (),
    ) -> Entry:
        """Record a decision about a person; nothing is done on any network.

        `feeds` are the addresses of an advisor's feeds, which are read only when a digest is asked to fetch.
        """
        if decision not in DECISIONS:
            raise Misuse(f"{decision} is not a decision.", f"Use one of: {', '.join(DECISIONS)}.")
        if decision == "end" and not because:
            raise Misuse("An end needs its reason.", 'Add --because "…".')
        if feeds and decision != "advisor":
            raise Misuse("Only an advisor's feed is read.", "Leave out --feed, or decide: advisor.")
        accounts = self.accounts_of(self.person(words))
        body: dict[str, Any] = {"decision": decision} | ({"topic": topic} if topic else {})
        if feeds:
            from kithkin.workspace.fetching import checked_feeds

            body["feeds"] = checked_feeds(feeds)
        if decision == "pause" and review_on is None:
            review_on = datetime.now(UTC).date() + timedelta(days=90)
        if review_on:
            body["review_on"] = review_on.isoformat()
        return self.say("decision", accounts=accounts, body=body, because=because)

    def undo(self, entry_id: str = "") -> Entry:
        """Undo an entry of the journal, by default the last that stands."""
        with self.store.writing():
            return self.journal.undo(datetime.now(UTC), entry_id)

    def merge(self, left: str, right: str, *, because: str = "") -> Entry:
        """Say that two are one person."""
        one, other = self.person(left), self.person(right)
        if one == other:
            raise Misuse(f"{left} and {right} are one person already.", "See: kithkin people")
        held, others = self.accounts_of(one), self.accounts_of(other)
        # What was said to part them is taken back, whichever of their accounts it named.
        apart = [
            account
            for pair in ((row["one_id"], row["other_id"]) for row in parted(self.journal.standing()))
            if {*pair} & {*held} and {*pair} & {*others}
            for account in pair
        ]
        accounts = dict.fromkeys((min(held), min(others), *apart))
        return self.say("merge", accounts=list(accounts), because=because)

    def unmerge(self, left: str, right: str, *, because: str = "") -> Entry:
        """Say that two accounts are not one person; of two people who are called by name, any account will do."""
        with self.plan() as plan:
            ends = [(account_in(plan, words), words) for words in (left, right)]
            people = [person_in(plan, account or words) for account, words in ends]
        if people[0] == people[1] and not all(account for account, _ in ends):
            some = ", ".join(self.accounts_of(people[0])[:5])
            raise Misuse(f"{left} and {right} are one person here.", f"Name two accounts of theirs: {some}")
        accounts = [account or min(self.accounts_of(person)) for (account, _), person in zip(ends, people, strict=True)]
        return self.say("unmerge", accounts=accounts, because=because)

    def me(self, account: str, *, mine: bool = True) -> Entry:
        """Say that an account is, or is not, the user's own."""
        if ":" not in account:
            raise Misuse(
                f"{account} is not an account.", "Write it as network:key, such as x:@name or mail:jane@example.org."
            )
        return self.say("me" if mine else "not_me", accounts=[account])


def checked(settings: Mapping[str, Any], measures: Mapping[str, Measure]) -> dict[str, Any]:
    """Return settings of measures (`measure.setting`) in their types; raise `Misuse` for one that is not there."""
    chosen: dict[str, Any] = {}
    for name, value in settings.items():
        owner, _, own = name.partition(".")
        known = {s.name: s for s in measures[owner].settings} if owner in measures else {}
        if own not in known or own == AS_OF:
            raise Misuse(
                f"There is no setting {name}.", "A setting is written measure.setting; see: kithkin query MEASURE"
            )
        try:
            chosen[name] = known[own].type(value)
        except (TypeError, ValueError) as error:
            raise Misuse(f"{name} cannot be {value}: {error}.", f"It is of type {known[own].type.__name__}.") from error
    return chosen


def _missing(what: str, name: str, plan: Plan) -> NotFound:
    """Return the error for a name that nothing bears, with the nearest that something does."""
    near = closest(name, {*plan.measures, *TABLES})
    said = f"Close to it: {', '.join(near)}. " if near else ""
    return NotFound(f"There is no {what} named {name}.", f"{said}Every page names its measures at its end.")


def resolved(plan: Plan) -> Mapping[str, Any]:
    """Return the settings of a plan with what the user's words mean: which people and community, since when a digest goes."""
    from kithkin.workspace.naming import community_meant
    from kithkin.workspace.reading import SINCE, beginning

    settings = dict(plan.settings)
    asked = [name for name, value in settings.items() if name.endswith(".person") and value]
    meant = {words: person_in(plan, words) for words in {settings[name] for name in asked}}
    settings |= {name: meant[settings[name]] for name in asked}
    if said := settings.get(COMMUNITY):
        settings[COMMUNITY] = community_meant(plan, said)
    return settings | beginning(plan.entries, settings.pop(SINCE)) if settings.get(SINCE) else settings


def handed_on(spec: PageSpec, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of a page that measures behind it have too, as `measure.setting`."""
    measures = {measure.name: measure for measure in plugins.measures()}
    behind: dict[str, Measure] = {}
    ahead = [input_.name for input_ in spec.inputs]
    while ahead:
        name = ahead.pop()
        if name in measures and name not in behind:
            behind[name] = measures[name]
            ahead += [input_.name for input_ in measures[name].inputs]
    return {
        f"{name}.{setting.name}": settings[setting.name]
        for name, measure in behind.items()
        for setting in measure.settings
        if setting.name != AS_OF and settings.get(setting.name) is not None
    }


def end_of(manifests: Sequence[Manifest]) -> datetime:
    """Return the default `as_of`: just after the last instant that any import covers."""
    seen = [manifest.seen_until for manifest in manifests]
    return max(seen) + timedelta(microseconds=1) if seen else datetime(1970, 1, 1, tzinfo=UTC)


def page_spec(name: str) -> PageSpec:
    """Return the page of that name."""
    pages = {spec.name: spec for spec in plugins.pages()}
    if name not in pages:
        raise NotFound(f"There is no page named {name}.", f"Pages: {', '.join(pages)}.")
    return pages[name]


def person_in(plan: Plan, words: str) -> str:
    """Return the one person whom these words mean: an id, an account, a handle, a name, or a part of a name."""
    plain = words.strip()
    if not plain:
        raise Misuse("Nobody was named.", "Give a name, a handle or an account. See: kithkin people")
    if plain.casefold() in (SELF, "me", "you"):
        return SELF
    identities = LazyRows("identities", plan)
    account = identities.where(account_id=plain).one() or identities.where(person_id=plain).one()
    if account:
        return str(account["person_id"])
    found = LazyRows("people", plan).search(plain.lstrip("@"), notes=False).top(200)
    wanted = plain.lstrip("@").casefold()
    same = [r for r in found if wanted in ((r["name"] or "").casefold(), (r["handle"] or "").casefold())]
    best = same or _whole_keys(plan, plain) or list(found)
    if not best and _is_linked(plan, plain):
        return plain
    if not best:
        raise NotFound(f"Nobody here is called {words}.", "See: kithkin people --q PART-OF-A-NAME")
    if len(best) > 1:
        called = [(row["person_id"], row["handle"] or row["name"]) for row in best[:5]]
        some = ", ".join(f"{person} ({name})" if name else person for person, name in called)
        raise KithkinError(
            f"{words} may be any of {len(best)} people.", f"Say which: {some}{' …' if len(best) > 5 else ''}"
        )
    return str(best[0]["person_id"])


def account_in(plan: Plan, words: str) -> str | None:
    """Return the account that these words are the id of, None where they are not."""
    plain = words.strip()
    is_known = LazyRows("identities", plan).where(account_id=plain).one() or _is_linked(plan, plain)
    return plain if is_known else None


def _whole_keys(plan: Plan, key: str) -> list[Mapping[str, Any]]:
    """Return the people who have an account of which this is all but the network: of many numbers, the one that is meant."""
    networks = sorted({str(row["network"]) for row in LazyRows("coverage", plan).top(MOST_COVERED)})
    accounts = tuple(f"{network}:{key}" for network in networks)
    homes = LazyRows("identities", plan).where(account_id=accounts).top(len(accounts))
    people = tuple(sorted({str(row["person_id"]) for row in homes}))
    return list(LazyRows("people", plan).where(person_id=people).top(len(people)))


def _is_linked(plan: Plan, account: str) -> bool:
    """Return whether an account of which nothing else is known is named beside another one, as an address is."""
    links = LazyRows("account_links", plan)
    return bool(links.where(to_id=account).one() or links.where(from_id=account).one())
