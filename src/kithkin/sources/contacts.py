"""Address books: vCard 2.1, 3.0 and 4.0, the CSV of Google Contacts and of Outlook."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import Final

import msgspec

from kithkin.model.ids import account_id, handle_id
from kithkin.model.source import Archive, Batch, Member, Options, Problem, Seen, Yielded
from kithkin.sources._beginning import beginning
from kithkin.sources._claims import Coverage, batch, ceiling, observed
from kithkin.sources._contact_ways import mails, phones, profiles
from kithkin.sources._contact_words import in_english
from kithkin.sources._csv import DAMAGE, Shape, look
from kithkin.sources._moments import moment
from kithkin.sources._profiles import address_id
from kithkin.sources._vcard import Card, Property, cards, revisions

_BEGIN: Final = re.compile(rb"BEGIN:VCARD", re.IGNORECASE)
#: Cards that become columns at once.
_TOGETHER: Final = 5_000
#: Bytes of a table that are read at once: an entry has many columns, and becomes several rows.
_BLOCK: Final = 1 << 20
#: Services whose name in a card tells the network, and where a bare name is a handle.
_SERVICES: Final = {
    "twitter": "x", "x": "x", "facebook": "facebook", "instagram": "instagram", "linkedin": "linkedin",
    "mastodon": "mastodon", "bluesky": "bluesky", "threads": "threads", "tiktok": "tiktok", "youtube": "youtube",
}  # fmt: skip


class _Entry(msgspec.Struct):
    """One card of an address book, before it becomes rows."""

    key: str = ""
    name: str = ""
    place: str = ""
    organisation: str = ""
    note: str = ""
    accounts: list[str] = []
    phones: list[str] = []

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to know a person by."""
        return not (self.name or self.accounts or self.phones)


def _batch(member: str, entries: Sequence[_Entry]) -> Batch:
    """Return cards as columns."""
    import numpy as np

    from kithkin.sources._columns import texts
    from kithkin.sources._contact_columns import Entries, Ways, rows_of

    def ways(found: Sequence[Sequence[str]], are_phones: bool) -> Ways:
        """Return the ways of one kind."""
        of_entry = np.repeat(np.arange(len(found)), [len(several) for several in found])
        return Ways(of_entry, texts(list(chain.from_iterable(found))), are_phones)

    said = {
        name: texts([getattr(entry, name) for entry in entries])
        for name in ("name", "place", "organisation", "note", "key")
    }
    found = [ways([entry.accounts for entry in entries], False), ways([entry.phones for entry in entries], True)]
    used, tables, _ = rows_of(Entries(**said, ways=found))
    return Batch(member, used, tables)


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
    start = beginning(archive, member)
    # In UTF-16, every other byte of it is zero.
    if _BEGIN.match(start) or _BEGIN.match(start.lstrip(b"\xff\xfe").replace(b"\0", b"").lstrip()):
        return "vcard"
    return "csv" if member.base.endswith((".csv", ".txt", ".tsv")) and _shape(archive, member) else ""


def _shape(archive: Archive, member: Member) -> Shape | None:
    shape = look(archive, member, lambda columns: _is_address_book(frozenset(in_english(columns))))
    return msgspec.structs.replace(shape, columns=in_english(shape.columns)) if shape else None


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
    entries = list[_Entry]()
    for card in _open_cards(archive, member):
        if card.fault:
            yield Problem(member.name, f"line {card.line}", card.fault, "Export the address book again.")
            continue
        entry = _entry(card)
        if entry.is_empty:
            yield Problem(member.name, f"line {card.line}", "The card has neither a name nor an address.")
            continue
        entries.append(entry)
        if len(entries) >= _TOGETHER:
            yield _batch(member.name, entries)
            entries = []
    if entries:
        yield _batch(member.name, entries)


def _entry(card: Card) -> _Entry:
    entry = _Entry(key=card.first("UID").removeprefix("urn:uuid:"), name=card.first("FN") or _name(card))
    entry.organisation = next((", ".join(filter(None, p.parts())) for p in card.all("ORG")), "")
    entry.place = next((place for p in card.all("ADR") if (place := ", ".join(filter(None, p.parts())))), "")
    entry.note = "\n".join(p.text() for p in card.all("NOTE"))
    for p in card.all("EMAIL"):
        entry.accounts += mails(p.text())
    for p in card.all("TEL"):
        entry.phones += phones(p.text())
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
    text = p.text()
    if found := profiles(text):
        entry.accounts += found
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
        entry.accounts += profiles(user)
    elif network == "mastodon":
        if found := address_id(user):
            entry.accounts.append(found)
    elif network and re.fullmatch(r"@?[\w.\-]{1,100}", user):
        one = account_id(network, user.lower()) if network == "linkedin" else handle_id(network, user)
        entry.accounts.append(one)


def _table(archive: Archive, member: Member) -> Iterator[Batch | Problem]:
    """Yield the lines of a CSV."""
    from kithkin.sources._contact_columns import entries_of, rows_of
    from kithkin.sources._csv_blocks import read_columns

    shape = _shape(archive, member)
    for found in read_columns(archive, member, shape, size=_BLOCK) if shape else ():
        if isinstance(found, Problem):
            yield found
            continue
        used, tables, is_empty = rows_of(entries_of(found))
        if used:
            yield Batch(member.name, used, tables)
        for line in found.lines(is_empty.nonzero()[0].tolist()):
            yield Problem(member.name, line.place, "The line has neither a name nor an address.")
