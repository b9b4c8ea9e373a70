"""Reading the advisors' feeds: only when the user asks for it, and only theirs.

What is read goes through the ordinary import, so that it can be looked at, and forgotten, like any other. A feed
is believed about whose it is only as far as that can be seen: on the host it came from, or by the user's word.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from kithkin.model.errors import KithkinError, Refused
from kithkin.model.source import Options
from kithkin.model.sql import text
from kithkin.sources._archive import open_archive
from kithkin.sources.feeds import NETWORK, Feeds, feed_address, site_id, site_of
from kithkin.workspace.keeping import UsedArchive
from kithkin.workspace.visiting import Visitor, checked_url

if TYPE_CHECKING:
    from kithkin.workspace.workspace import Workspace

Outcome = Literal["read", "unchanged", "refused"]

#: Feeds that are visited at the same time.
AT_ONCE: Final = 8


@dataclass(frozen=True)
class Feed:
    """One feed of one advisor; `is_said` where the user named it as theirs."""

    url: str
    person: str
    accounts: tuple[str, ...]
    is_said: bool = False

    @property
    def file(self) -> str:
        """The name under which it is imported: the same every time."""
        plain = re.sub(r"[^a-z0-9.]+", "-", self.url.split("://")[-1].lower()).strip("-.")[:60]
        return f"{plain}-{hashlib.sha256(self.url.encode()).hexdigest()[:8]}.xml"


@dataclass(frozen=True)
class Fetched:
    """What became of one feed, in a sentence."""

    url: str
    person: str
    outcome: Outcome
    says: str


def feeds_of_advisors(workspace: Workspace) -> list[Feed]:
    """Return the feeds of the user's advisors, as the user named them and as imports name them."""
    with workspace.plan() as plan:
        decided, known, accounts = (plan.relation(name) for name in ("decisions", "identities", "accounts"))
        chosen = (
            f"select distinct person_id from {decided} where kind = 'decision' and is_current and decision = 'advisor'"
        )
        people = plan.engine.rows(f"select account_id, person_id from {known} where person_id in ({chosen})")
        held = plan.engine.rows(
            f"select account_account_id as account_id, network, url from {accounts} where url <> '' order by 1, 2, 3"
        )
        links = plan.engine.rows(
            f"select distinct from_id, to_id from {plan.relation('account_links')} where from_id like '{NETWORK}:%'"
        )
        chosen_people = sorted(row["person_id"] for row in plan.engine.rows(chosen))
    own: dict[str, list[str]] = {person: [] for person in chosen_people}
    for row in people:
        own[row["person_id"]].append(row["account_id"])
    belongs = {row["from_id"]: row["to_id"] for row in links}
    said = _said(workspace)
    found: dict[str, Feed] = {}
    for person, ids in own.items():
        named = next((said[one] for one in [person, *ids] if one in said), ())
        for url in named or _held(set(ids), held, belongs):
            found.setdefault(url, Feed(url, person, tuple(sorted(ids)) or (person,), url in named))
    return list(found.values())


def _said(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """Return the feeds that the user named with a decision, per account; the newest word holds."""
    named: dict[str, tuple[str, ...]] = {}
    for entry in workspace.journal.standing():
        if entry.kind == "decision" and entry.body.get("feeds"):
            named |= dict.fromkeys(entry.accounts, tuple(entry.body["feeds"]))
    return named


def _held(accounts: set[str], held: Sequence[dict[str, Any]], belongs: dict[str, str]) -> Iterable[str]:
    """Return the addresses of feeds that imports give for these accounts, else of pages that may be feeds."""
    feeds = {feed for feed, site in belongs.items() if feed in accounts or site in accounts}
    sure = [row["url"] for row in held if row["account_id"] in feeds]
    own = [row for row in held if row["account_id"] in accounts]
    sure += [url for row in own if row["network"] != NETWORK and (url := feed_address(row["network"], row["url"]))]
    return sure or [row["url"] for row in own if row["network"] == NETWORK]


def fetch(workspace: Workspace, visitor: Visitor | None = None) -> list[Fetched]:
    """Read the advisors' feeds and import what is new; return what became of each.

    One import holds all that was new. Where a feed's site was not known to be its advisor's, and lies on the
    feed's own host or was named by the user, a merge in the journal says so; it can be undone.
    """
    feeds = feeds_of_advisors(workspace)
    visitor = visitor or Visitor()
    with tempfile.TemporaryDirectory(prefix="kithkin-feeds-") as temporary:
        folder = Path(temporary) / "feeds"
        folder.mkdir()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            documents = list(pool.map(lambda feed: _visited(visitor, feed.url), feeds))
        done = [_taken(workspace, feed, document, folder) for feed, document in zip(feeds, documents, strict=True)]
        taken = workspace.take_in(folder, options=Options(form=Feeds.name)) if any(folder.iterdir()) else []
    for feed, (fetched, site) in zip(feeds, done, strict=True):
        if fetched.outcome == "read" and site and site not in feed.accounts:
            workspace.say("merge", accounts=[feed.accounts[0], site], because=f"their feed: {feed.url}")
    entries = {
        tally.file.split("/")[-1]: tally.used for one in taken for tally in workspace.store.tallies(one.manifest)
    }
    return [_counted(fetched, entries.get(feed.file, 0)) for feed, (fetched, _) in zip(feeds, done, strict=True)]


def _counted(fetched: Fetched, entries: int) -> Fetched:
    if fetched.outcome != "read":
        return fetched
    return replace(fetched, says=f"Read: {entries} {'entry' if entries == 1 else 'entries'}.")


def _visited(visitor: Visitor, url: str) -> bytes | Refused:
    try:
        return visitor.read(url)
    except Refused as error:
        return error


def _taken(workspace: Workspace, feed: Feed, document: bytes | Refused, folder: Path) -> tuple[Fetched, str | None]:
    """Put a document where it is imported from, unless there is a reason not to; return what became of it, and its site."""

    def ended(outcome: Outcome, says: str) -> tuple[Fetched, str | None]:
        return Fetched(feed.url, feed.person, outcome, says), site

    site = None
    if isinstance(document, Refused):
        return ended("refused", str(document))
    if _is_held(workspace, feed.file, document):
        return ended("unchanged", "Nothing new since it was last read.")
    file = folder / feed.file
    file.write_bytes(document)
    try:
        with open_archive([file]) as archive:
            is_plain = [member.name for member in archive.members] == [file.name]
            site = site_of(archive) if is_plain else None
        why = _refusal(workspace, feed, site)
    except KithkinError as error:
        why = str(error)
    if why:
        file.unlink()
        return ended("refused", why)
    return ended("read", "Read.")


def _is_held(workspace: Workspace, name: str, document: bytes) -> bool:
    """Return whether the newest import of a feed holds just this document."""
    for manifest in reversed(workspace.imports()):
        if manifest.source == Feeds.name and manifest.is_kept:
            archive = UsedArchive(workspace.store.path_of(manifest.import_id), manifest)
            for member in archive.members:
                if member.name.endswith(name):
                    with archive.open(member) as stream:
                        return stream.read() == document
    return False


def _refusal(workspace: Workspace, feed: Feed, site: str | None) -> str:
    """Return why a document is not imported as this advisor's feed; empty where it may be."""
    if site is None:
        return "It is no feed, or one that does not say whose it is. Name another: kithkin decide PERSON advisor --feed ADDRESS."
    if site in feed.accounts or _host(site) == _host(site_id(feed.url) or ""):
        return ""
    where = site.removeprefix(f"{NETWORK}:")
    with workspace.plan() as plan:
        is_known = plan.engine.rows(
            f"select person_id from {plan.relation('identities')} where account_id = {text(site)}"
        )
    if is_known:
        return (
            f"It says that it belongs to {where}, who is somebody else here. If not: kithkin merge {feed.person} {site}"
        )
    if not feed.is_said:
        return f"It says that it belongs to {where}. If that is them: kithkin decide {feed.person} advisor --feed {feed.url}"
    return ""


def _host(site: str) -> str:
    return site.removeprefix(f"{NETWORK}:").split("/")[0].split(":")[0]


def checked_feeds(urls: Sequence[str]) -> list[str]:
    """Return addresses that the user names as feeds; raise `Refused` for one that would never be visited."""
    for url in urls:
        checked_url(url)
    return list(dict.fromkeys(urls))
