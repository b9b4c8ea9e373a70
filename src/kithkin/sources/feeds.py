"""Feeds as files: RSS, Atom and JSON Feed, and OPML lists of feeds.

Every entry is a post of its feed's author: the words of those one chose to hear from, where a network's export
holds none. Nothing is fetched here. A feed holds the latest entries only, so its posts are covered in part.

The account is the site (`web:example.org/blog`), since that is what lasts; an entry that names another author
by an address of theirs, or by name, is that author's. An OPML list names feeds; it becomes follows only where
the user has said which `web:` account is theirs, since a list does not say whose it is.
"""

from __future__ import annotations

import hashlib
import pickle
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from kithkin.model.errors import Refused
from kithkin.model.ids import name_id
from kithkin.model.source import Archive, Batch, Member, NotUsed, Options, Problem, Record, Row, Seen, Yielded, when
from kithkin.sources import _feed_documents as documents
from kithkin.sources._plain import link_count, plain

NETWORK: Final = "web"
MAX_TEXT: Final = 100_000

_SUFFIXES: Final = (".xml", ".rss", ".atom", ".rdf", ".opml", ".json")
_WEB: Final = re.compile(r"https?://([a-z0-9.-]+(?::\d{1,5})?)(/[^\s#]*)?", re.IGNORECASE)
_ANCHOR: Final = re.compile(r"<a\s[^<>]*href", re.IGNORECASE)
_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
_AGAIN: Final = "Download the feed again, then import the new file."


class Feeds:
    """Reads RSS, Atom and JSON Feed documents and OPML lists, one or many at once."""

    name = "feeds"
    title = "Feeds"
    how_to_get = "In your feed reader: export subscriptions (OPML). A feed itself: save the page its orange sign opens."
    holds = "What the authors you chose to read have posted lately, and which feeds you read."
    lacks = "Older entries than a feed still lists, comments, and whether you read anything."

    def recognises(self, archive: Archive, options: Options) -> float:
        """Return 0.9 where a document begins like a feed or a list of feeds."""
        if options.form == self.name:
            return 1.0
        return 0.9 if any(_kind(archive, member) for member in archive.members) else 0.0

    def knows(self, member: Member) -> bool:
        """Return whether a member is a style sheet or picture beside feeds."""
        return member.base.endswith((".xsl", ".css", ".png", ".ico", ".jpg"))

    def belongs(self, archive: Archive) -> str | None:  # noqa: ARG002  the protocol's
        """Return None: each document stands alone."""
        return None

    def read(self, archive: Archive, options: Options) -> Iterator[Yielded]:
        """Yield a record for each entry and each subscription."""
        until, members = _EARLIEST, list[Member]()
        # Many feeds are more than memory should hold, and to parse each twice would take twice as long.
        with tempfile.TemporaryFile() as aside:
            for member in archive.members:
                if kind := _kind(archive, member):
                    feed = documents.read(archive, member, kind)
                    until = max(until, _end(member, feed))
                    members.append(member)
                    pickle.dump(feed, aside)
            if until > _EARLIEST:
                yield Seen(until)
            aside.seek(0)
            for member in members:
                yield from _Reading(member, pickle.load(aside), until, options).read()


def _kind(archive: Archive, member: Member) -> str:
    if not member.base.endswith(_SUFFIXES) and "." in member.base:
        return ""
    try:
        return documents.kind_of(archive.head(member))
    except (Refused, OSError):
        return ""


def _is_true(at: datetime | None, member: Member) -> bool:
    """Return whether an entry can have been posted then: not before the web, nor after the file was made."""
    if at is None or at < _EARLIEST:
        return False
    return member.changed_at is None or at <= member.changed_at + timedelta(days=1)


def _end(member: Member, feed: documents.Feed) -> datetime:
    """Return the instant a document speaks for: its newest entry, else its own date."""
    times = [entry.when for entry in feed.entries if entry.when and _is_true(entry.when, member)]
    return max(times, default=member.changed_at or _EARLIEST)


def site_id(address: str) -> str | None:
    """Return the account id of a site, or None where this is no address of the web.

    >>> site_id("HTTPS://Example.org/Blog/")
    'web:example.org/Blog'
    """
    found = _WEB.fullmatch(address.strip()[:2000])
    if found is None:
        return None
    host = found[1].lower().removeprefix("www.")
    return f"{NETWORK}:{host}{(found[2] or '').rstrip('/')}"


def _clean(text: str, limit: int = 1000) -> str:
    return _UNSEEN.sub("", plain(text))[:limit].strip()


def site_of(archive: Archive) -> str | None:
    """Return the account whose feed an archive holds; None where it holds no feed, or one that names no site."""
    for member in archive.members:
        kind = _kind(archive, member)
        if kind and kind != "opml":
            site = _Reading(member, documents.read(archive, member, kind), _EARLIEST, Options()).site
            return None if site.endswith("#") else site
    return None


def feed_address(network: str, url: str) -> str | None:
    """Return the address of the feed that goes with an account's own address; None where that is not known.

    >>> feed_address("mastodon", "https://example.social/@ann")
    'https://example.social/@ann.rss'
    """
    if not _WEB.fullmatch(url):
        return None
    if network == "mastodon" and re.fullmatch(r"https://[^/]+/@[^/@]+", url):
        return f"{url}.rss"
    return url if re.search(r"(?:\.(?:xml|rss|atom|rdf)|/(?:feed|rss|atom))/?$", url, re.IGNORECASE) else None


@dataclass(slots=True)
class _Reading:
    """Reads one document."""

    member: Member
    feed: documents.Feed
    until: datetime
    options: Options
    only_author: str | None = field(init=False)

    def __post_init__(self) -> None:
        """Note the author of a feed that names nobody itself, and whose entries name one and the same person."""
        named = set() if self.feed.author else {entry.author for entry in self.feed.entries}
        self.only_author = named.pop() if len(named) == 1 else None

    @property
    def site(self) -> str:
        """The account of the whole feed: its home, else its own address, else only its name."""
        feed = self.feed
        return site_id(feed.home) or site_id(feed.own) or name_id(NETWORK, feed.title or self.member.base)

    def read(self) -> Iterator[Yielded]:
        """Yield each entry or subscription, then the faults, the people and what is covered."""
        name, feed = self.member.name, self.feed
        accounts = {self.site: _account(self.site, feed.author or feed.title, feed.home, feed.about)}
        for number, entry in enumerate(feed.entries, 1):
            author = self._author(entry)
            accounts.setdefault(author, _account(author, entry.author, entry.author_link))
            row = self._post(entry, author)
            yield Record(name, f"entry {number}", (row,))
            if row.values["posted_at"] is None:
                yield Problem(name, f"entry {number}", "It has no time that can be true.", records=0)
        for number, outline in enumerate(feed.subscriptions, 1):
            yield self._subscription(number, outline)
        if feed.folders:
            yield NotUsed(name, feed.folders)
        for fault in feed.faults:
            yield Problem(name, fault.place, fault.what, _AGAIN, records=fault.records)
        if feed.entries:
            yield Batch(
                name, 0, {"accounts": _columns(list(accounts.values())), "coverage": _columns([self._coverage()])}
            )
            yield from self._same()
        elif feed.subscriptions and self._own():
            yield Batch(name, 0, {"coverage": _columns(list(self._list_coverage()))})

    def _own(self) -> str | None:
        return next((me for me in self.options.me if me.startswith(f"{NETWORK}:")), None)

    def _author(self, entry: documents.Entry) -> str:
        """Return whose entry it is: the site's, unless it names somebody else."""
        if entry.author in ("", self.feed.author, self.only_author):
            return self.site
        by_link = site_id(entry.author_link)
        words = "-".join(re.findall(r"\w+", entry.author.casefold()))[:100]
        return by_link or (f"{self.site}#{words}" if words and not self.site.endswith("#") else self.site)

    def _post(self, entry: documents.Entry, author: str) -> Row:
        text = _clean(entry.html, MAX_TEXT)
        title = _clean(entry.title)
        own = f"{NETWORK}:{self._key(entry, title, text)}"
        at = entry.when if _is_true(entry.when, self.member) else None
        return Row(
            "posts",
            {
                "post_id": own,
                "network": NETWORK,
                "author_id": author,
                "kind": "post",
                **(when("posted_at", at) if at else when("posted_at", None, latest=self.until, basis="inferred")),
                "text": text,
                "title": title or None,
                "language": self.feed.language or None,
                "url": entry.link if _WEB.fullmatch(entry.link) else None,
                "thread_id": own,
                "link_count": max(len(_ANCHOR.findall(entry.html)), link_count(text) or 0),
            },
        )

    def _key(self, entry: documents.Entry, title: str, text: str) -> str:
        """Return what tells an entry from all others: its id where that is an address, else with the site's."""
        if ":" in entry.id:
            return entry.id[:1000]
        if entry.id or entry.link:
            return f"{self.site.removeprefix('web:')}#{entry.id}"[:1000] if entry.id else entry.link[:1000]
        return f"sha256-{hashlib.sha256((self.site + title + text).encode('utf-8', 'replace')).hexdigest()[:32]}"

    def _subscription(self, number: int, outline: Mapping[str, str]) -> Record | Problem:
        """Return one feed of a list: an account, and a follow where the user said who they are."""
        place = f"outline {number}"
        feed = site_id(outline["xmlurl"])
        site = site_id(outline.get("htmlurl", "")) or feed
        if feed is None or site is None:
            return Problem(self.member.name, place, "The subscription has no address of the web.")
        name = outline.get("title") or outline.get("text") or ""
        rows = [Row("accounts", _account(site, name, outline.get("htmlurl") or outline["xmlurl"]))]
        if feed != site:
            rows += [Row("accounts", _account(feed, name, outline["xmlurl"])), _link(feed, site)]
        if own := self._own():
            follow = {
                "follower_id": own,
                "followed_id": site,
                "network": NETWORK,
                "kind": "follow",
                "list_position": number,
            }
            span = when("followed_at", None, latest=self.until if self.until > _EARLIEST else None, basis="inferred")
            rows.append(Row("follows", {**follow, "list_position": number, **span}))
        return Record(self.member.name, place, tuple(rows))

    def _same(self) -> Iterator[Yielded]:
        """Say that the feed's own address and its home are one account, so that lists of feeds meet it."""
        own = site_id(self.feed.own)
        if own and own != self.site and not self.site.endswith("#"):
            feed = _account(own, self.feed.author or self.feed.title, self.feed.own)
            link = dict(_link(own, self.site).values)
            yield Batch(self.member.name, 0, {"accounts": _columns([feed]), "account_links": _columns([link])})

    def _coverage(self) -> dict[str, Any]:
        times = [e.when for e in self.feed.entries if e.when and _is_true(e.when, self.member)]
        return _statement(self.site, "posts", "post", "out", "some") | {
            "covered_from": min(times, default=None),
            "covered_until": max(times, default=self.until),
        }

    def _list_coverage(self) -> Iterator[dict[str, Any]]:
        damaged = bool(self.feed.faults)
        for direction, completeness in (("out", "some" if damaged else "all"), ("in", "none")):
            stated = _statement(self._own(), "follows", "follow", direction, completeness)
            yield stated | {"covered_from": None, "covered_until": self.until}


def _statement(ego: str | None, table: str, kind: str, direction: str, completeness: str) -> dict[str, Any]:
    return {
        "network": NETWORK,
        "ego_account_id": ego,
        "table_name": table,
        "kind": kind,
        "direction": direction,
        "completeness": completeness,
        "identity": "none" if completeness == "none" else "id",
        "timing": "exact" if table == "posts" else "none" if completeness == "none" else "span",
        "remedy": None
        if completeness == "all"
        else "nothing that is known"
        if completeness == "none"
        else "the feed again",
    }


def _account(own: str, name: str, url: str, about: str = "") -> dict[str, Any]:
    return {
        "account_id": own,
        "network": NETWORK,
        "name": _clean(name, 200) or None,
        "bio": _clean(about) or None,
        "url": url if _WEB.fullmatch(url) else None,
    }


def _link(feed: str, site: str) -> Row:
    says = f"the feed {feed.removeprefix('web:')} belongs to {site.removeprefix('web:')}"
    # A feed can name any home; it is believed where both lie on one host.
    hosts = [one.removeprefix("web:").split("://")[-1].split("/")[0] for one in (feed, site)]
    evidence = "same-account" if hosts[0] == hosts[1] else "claimed-link"
    return Row("account_links", {"from_id": feed, "to_id": site, "evidence": evidence, "says": says})


def _columns(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """Return rows of equal keys as columns."""
    return {name: [row[name] for row in rows] for name in rows[0]}
