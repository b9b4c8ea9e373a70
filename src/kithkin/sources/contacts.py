"""Address books: vCard 2.1, 3.0 and 4.0, the CSV of Google Contacts and of Outlook."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Final

from kithkin.model.ids import account_id, handle_id, mail_id
from kithkin.model.source import Archive, Batch, Member, Options, Problem, Seen, Yielded
from kithkin.sources._claims import Coverage, batch, ceiling, observed
from kithkin.sources._csv import DAMAGE, Line, Shape, look
from kithkin.sources._csv_lines import read_filled
from kithkin.sources._moments import moment
from kithkin.sources._profiles import account_of, address_id
from kithkin.sources._vcard import Card, Property, cards, revisions

_MAIL: Final = re.compile(r"[^@\s<>,;]{1,64}@[^@\s<>,;]{1,255}")
_DIGITS: Final = re.compile(r"[+\d][\d\s().\-/]{2,30}(?:(?:ext|x|,|;|#)[\d\s.]{1,10})?")
_SEVERAL: Final = re.compile(r"\s*:::\s*")
_VALUE: Final = re.compile(r"(email|phone|website|im|address|organization)(\d+)(value|formatted|name)")
_BEGIN: Final = re.compile(rb"BEGIN:VCARD", re.IGNORECASE)
#: Entries that become columns at once.
_TOGETHER: Final = 5_000
_COLUMNS: Final = ("contact_id", "name", "place", "organisation", "note", "account_id", "phone")
_LINKED: Final = ("from_id", "to_id", "evidence", "says")
#: Services whose name in a card tells the network, and where a bare name is a handle.
_SERVICES: Final = {
    "twitter": "x", "x": "x", "facebook": "facebook", "instagram": "instagram", "linkedin": "linkedin",
    "mastodon": "mastodon", "bluesky": "bluesky", "threads": "threads", "tiktok": "tiktok", "youtube": "youtube",
}  # fmt: skip


@dataclass(slots=True)
class _Entry:
    """One person of an address book, before it becomes rows."""

    key: str = ""
    name: str = ""
    place: str = ""
    organisation: str = ""
    note: str = ""
    accounts: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)

    def mail(self, text: str) -> None:
        """Add the mail addresses in a text."""
        self.accounts += [mail_id(found) for found in _MAIL.findall(text.removeprefix("mailto:"))]

    def phone(self, text: str) -> None:
        """Add a telephone number as it is written."""
        text = text.removeprefix("tel:").strip()
        if text:
            self.phones.append(text)

    def web(self, text: str) -> None:
        """Add the account that a web address or a fediverse address is."""
        text = text.strip()
        if found := account_of(text) or (address_id(text) if text.startswith("@") else None):
            self.accounts.append(found)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to know a person by."""
        return not (self.name or self.accounts or self.phones)


class _Together:
    """Entries of one file on their way to columns, some thousands at once."""

    def __init__(self, member: str) -> None:
        self._member = member
        self._begin()

    def _begin(self) -> None:
        self._used = 0
        self._contacts: list[tuple[str | None, ...]] = []
        self._links: list[tuple[str, ...]] = []

    def take(self, entry: _Entry) -> Iterator[Batch]:
        """Take in an entry: one row per address, one for an entry without any, and that its accounts are one person's."""
        accounts, phones = list(dict.fromkeys(entry.accounts)), list(dict.fromkeys(entry.phones))
        key = entry.key or _digest(entry.name, *sorted(accounts), *sorted(phones))
        said = (entry.name or None, entry.place or None, entry.organisation or None, entry.note or None)
        ways: Sequence[tuple[str, str]] = [*((one, "") for one in accounts), *(("", p) for p in phones)] or [("", "")]
        self._contacts += [(account_id("contacts", key), *said, *way) for way in ways]
        says = f"one entry of the address book: {entry.name[:100]}"
        self._links += [(one, accounts[0], "contacts-book", says) for one in accounts[1:]]
        self._used += 1
        if self._used >= _TOGETHER:
            yield from self.batches()

    def batches(self) -> Iterator[Batch]:
        """Yield what was gathered, and begin anew."""
        written = (("contacts", _COLUMNS, self._contacts), ("account_links", _LINKED, self._links))
        tables = {
            table: dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
            for table, names, rows in written
            if rows
        }
        if self._used:
            yield Batch(self._member, self._used, tables)
        self._begin()


class Contacts:
    """Address books; every address of an entry is a row, and the entry's accounts are linked by it."""

    name = "contacts"
    title = "Address book"
    how_to_get = (
        "From your phone or mail program: export all contacts as vCard (.vcf), or as CSV from Google or Outlook."
    )
    holds = "The people you noted yourself, with their mail addresses, telephone numbers, profiles, places and firms."
    lacks = "Whether you are in touch with anyone, and since when you know them."

    def recognises(self, archive: Archive, options: Options) -> float:
        """Return how sure it is: a card, or the columns of Google's or Outlook's CSV."""
        if options.form == self.name:
            return 1.0
        found = [_kind(archive, member) for member in archive.members]
        return 0.97 if "vcard" in found else 0.93 if any(found) else 0.0

    def knows(self, member: Member) -> bool:
        """Return whether a file is one that comes with address books: their pictures, and a Takeout's page for the eye."""
        return member.base.endswith((".jpg", ".jpeg", ".png")) or member.base == "archive_browser.html"

    def belongs(self, archive: Archive) -> str | None:
        """Return None: an address book is one file."""
        del archive
        return None

    def read(self, archive: Archive, options: Options) -> Iterator[Yielded]:
        """Yield every entry."""
        del options
        files = [(member, kind) for member in archive.members if (kind := _kind(archive, member))]
        until, is_damaged = ceiling(archive), False
        for said in observed(archive, _revised(archive, files, until)):
            until = said.observed_at if isinstance(said, Seen) else until
            yield said
        for member, kind in files:
            for found in _cards(archive, member) if kind == "vcard" else _table(archive, member):
                is_damaged |= isinstance(found, Problem) and found.records > 0
                yield found
        claims = Coverage("contacts", None, until)
        claims.say("contacts", "contact", "out", "some" if is_damaged else "all", identity="id")
        yield from batch(claims.stated())


def _kind(archive: Archive, member: Member) -> str:
    """Return `vcard`, `csv` or nothing."""
    head = archive.head(member)
    if _BEGIN.match(head.removeprefix(b"\xef\xbb\xbf").lstrip()):
        return "vcard"
    return "csv" if member.base.endswith((".csv", ".txt", ".tsv")) and _shape(archive, member) else ""


def _shape(archive: Archive, member: Member) -> Shape | None:
    return look(archive, member, _is_address_book)


def _is_address_book(columns: frozenset[str]) -> bool:
    """Return whether a header is Google's or Outlook's, in any of their generations."""
    named = bool(columns & {"firstname", "givenname", "name", "lastname"})
    google = any(c in columns for c in ("email1value", "phone1value", "groupmembership", "labels"))
    outlook = bool(columns & {"emailaddress", "email2address"}) and bool(
        columns & {"mobilephone", "businessphone", "homephone", "middlename", "businessstreet", "jobtitle"}
    )
    return named and (google or outlook) and "connectedon" not in columns


def _revised(archive: Archive, files: list[tuple[Member, str]], horizon: datetime) -> datetime | None:
    """Return when the newest card was revised."""
    newest = None
    for member, kind in files:
        for text in _revisions(archive, member) if kind == "vcard" else ():
            found = moment(text)
            at = found and (found.at or found.earliest)
            if at and at <= horizon and (newest is None or at > newest):
                newest = at
    return newest


def _revisions(archive: Archive, member: Member) -> Iterator[str]:
    try:
        stream = archive.open(member)
    except DAMAGE:
        return
    with stream:
        yield from revisions(stream)


def _open_cards(archive: Archive, member: Member) -> Iterator[Card]:
    try:
        stream = archive.open(member)
    except DAMAGE as error:
        yield Card(1, fault=f"The file cannot be opened: {error}.")
        return
    with stream:
        yield from cards(stream)


def _cards(archive: Archive, member: Member) -> Iterator[Batch | Problem]:
    """Yield the cards of a file."""
    together = _Together(member.name)
    for card in _open_cards(archive, member):
        if card.fault:
            yield Problem(member.name, f"line {card.line}", card.fault, "Export the address book again.")
            continue
        entry = _entry(card)
        if entry.is_empty:
            yield Problem(member.name, f"line {card.line}", "The card has neither a name nor an address.")
        else:
            yield from together.take(entry)
    yield from together.batches()


def _entry(card: Card) -> _Entry:
    entry = _Entry(key=card.first("UID").removeprefix("urn:uuid:"), name=card.first("FN") or _name(card))
    entry.organisation = next((", ".join(filter(None, p.parts())) for p in card.all("ORG")), "")
    entry.place = next((place for p in card.all("ADR") if (place := ", ".join(filter(None, p.parts())))), "")
    entry.note = "\n".join(p.text() for p in card.all("NOTE"))
    for p in card.all("EMAIL"):
        entry.mail(p.text())
    for p in card.all("TEL"):
        entry.phone(p.text())
    for p in card.all("URL", "IMPP", "SOCIALPROFILE", "X-SOCIALPROFILE"):
        _profile(entry, p)
    for p in card.all(*(f"X-{service.upper()}" for service in _SERVICES)):
        _service(entry, p.name.removeprefix("X-").lower(), p.text())
    return entry


def _name(card: Card) -> str:
    """Return the structured name in speaking order, else the nickname, else the firm."""
    for p in card.all("N"):
        family, given, middle, prefix, suffix = (*p.parts(), "", "", "", "", "")[:5]
        if name := " ".join(filter(None, (prefix, given, middle, family, suffix))):
            return name
    return card.first("NICKNAME", "ORG").strip(";")


def _profile(entry: _Entry, p: Property) -> None:
    """Add the account of a profile: by its address, else by its service and the user's name there."""
    before = len(entry.accounts)
    text = p.text()
    entry.web(text)
    if len(entry.accounts) > before:
        return
    named = [
        *p.parameters.get("type", ()),
        *p.parameters.get("x-service-type", ()),
        *p.parameters.get("service-type", ()),
    ]
    service = next((name for name in named if name in _SERVICES), text.partition(":")[0].lower())
    users = [*p.parameters.get("x-user", ()), *p.parameters.get("username", ())]
    _service(entry, service, users[0] if users else re.split(r"[:/]", text)[-1])


def _service(entry: _Entry, service: str, user: str) -> None:
    """Add the account that a service and a name there are."""
    network = _SERVICES.get(service)
    if "://" in user:
        entry.web(user)
    elif network == "mastodon":
        if found := address_id(user):
            entry.accounts.append(found)
    elif network and re.fullmatch(r"@?[\w.\-]{1,100}", user):
        one = account_id(network, user.lower()) if network == "linkedin" else handle_id(network, user)
        entry.accounts.append(one)


def _table(archive: Archive, member: Member) -> Iterator[Batch | Problem]:
    """Yield the lines of a CSV."""
    shape = _shape(archive, member)
    together = _Together(member.name)
    for line in read_filled(archive, member, shape) if shape else ():
        if isinstance(line, Problem):
            yield line
            continue
        entry = _line(line)
        if entry.is_empty:
            yield Problem(member.name, line.place, "The line has neither a name nor an address.")
        else:
            yield from together.take(entry)
    yield from together.batches()


def _line(line: Line) -> _Entry:
    """Return the entry of one line of Google's or Outlook's CSV, whatever its generation."""
    names = [("nameprefix", "title"), ("firstname", "givenname"), ("middlename", "additionalname")]
    parts = [line.first(*several) for several in (*names, ("lastname", "familyname"), ("namesuffix", "suffix"))]
    spoken = " ".join(filter(None, parts))
    entry = _Entry(name=line.first("name") or spoken or line.first("fileas", "nickname"))
    entry.organisation = line.first("organizationname", "organization1name", "company")
    towns = ("homecity", "businesscity", "othercity", "homecountryregion", "businesscountryregion")
    entry.place = line.first("address1formatted", "location") or ", ".join(filter(None, map(line.first, towns)))
    entry.note = line.first("notes")
    for column, cell in line.cells.items():
        kind = _kind_of(column)
        for value in _SEVERAL.split(cell) if kind else ():
            if kind == "email":
                entry.mail(value)
            elif kind == "phone" and _DIGITS.fullmatch(value.strip()):
                entry.phone(value)
            elif kind in {"website", "im"}:
                entry.web(value)
    return entry


@lru_cache(1 << 10)
def _kind_of(column: str) -> str:
    """Return what a column holds, as Google and Outlook name it."""
    found = _VALUE.fullmatch(column)
    return found[1] if found else _outlook(column)


def _outlook(column: str) -> str:
    """Return what an Outlook column holds."""
    if re.fullmatch(r"email\d?address", column):
        return "email"
    if column.endswith(("phone", "phone2")) or column in {"pager", "telex", "mobile"}:
        return "phone"
    return "website" if column in {"webpage", "personalwebpage", "website"} else ""


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:24]
