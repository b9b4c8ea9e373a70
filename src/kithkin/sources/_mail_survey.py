"""The first pass over a mailbox: whose it is, which lists it holds, who wrote which mail and when.

An answer may stand before what it answers, and a mailbox does not say whose it is, so this must be known
before the first row. What is kept of a mail is its id, its author, its time and its parent, for a bounded
number of mails; beyond that number answers are only linked to mails that were kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any, Final, TypeVar

import msgspec

from kithkin.model.errors import Refused
from kithkin.model.source import Archive, Member
from kithkin.sources import _mail_headers as headers
from kithkin.sources._archive import HEAD
from kithkin.sources._beginning import beginning
from kithkin.sources._mail_folders import folder_of_labels, folder_of_path
from kithkin.sources._mail_known import KnownMails
from kithkin.sources._mail_split import KEPT, Piece, is_mbox, pieces

MAX_KNOWN: Final = 250_000
_MAIL_FIELD: Final = re.compile(rb"^(from|date|subject|message-id|received|to)[ \t]*:", re.MULTILINE | re.IGNORECASE)
_NOT_MAIL: Final = (
    ".jpg",
    ".jpeg",
    ".png",
    ".gif",
    ".mp4",
    ".pdf",
    ".zip",
    ".html",
    ".csv",
    ".json",
    ".js",
    ".vcf",
    ".xml",
)
_MAX_COUNTED: Final = 20_000
_MAX_CLIMB: Final = 200
_Key = TypeVar("_Key")
_OWNERS: Final = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to")


class Shape(msgspec.Struct):
    """What kind of file one member is, by counts of its mails."""

    mails: int = 0
    personal: int = 0
    addressed: int = 0
    counted: dict[str, Counter[Any]] | None = None
    oldest: datetime | None = None
    latest: datetime | None = None

    def count(self, what: str, key: Any) -> None:
        """Count a list, a technical sender or a tag; most mails have none, and each mail of a Maildir is a file."""
        self.counted = {} if self.counted is None else self.counted
        _count(self.counted.setdefault(what, Counter()), key)

    def list_archive(self, name: str) -> str | None:
        """Return the id of the list whose public archive this is, or None for somebody's mailbox.

        A public archive has no mail that was delivered to one person. Its list is what nearly all mails name,
        by list headers, as their technical sender, or in brackets before the subject; else the file's name.
        """
        if not self.mails or self.personal:
            return None
        for what, share in (("lists", 0.8), ("senders", 0.8), ("tags", 0.3)):
            top = (self.counted or {}).get(what, Counter[Any]()).most_common(1)
            if top and top[0][1] >= share * self.mails and (what == "lists" or self.addressed < 0.2 * self.mails):
                named = top[0][0]
                return str(named[0]) if isinstance(named, tuple) else str(named).replace("@", ".")
        return name.rpartition("/")[2].rpartition(".")[0].lower() or name if not self.addressed else None


class Survey(msgspec.Struct):
    """What the first pass learnt of all members together."""

    archives: dict[str, Shape] = {}
    others: int = 0
    known: KnownMails = msgspec.field(default_factory=lambda: KnownMails(MAX_KNOWN))
    delivered: Counter[str] = msgspec.field(default_factory=Counter)
    sent_from: Counter[str] = msgspec.field(default_factory=Counter)
    list_addresses: dict[str, str] = {}
    oldest: datetime | None = None
    newest: datetime | None = None
    latest: datetime | None = None

    def root_of(self, mail_id: str, above: list[str]) -> str:
        """Return the id of the mail that began the thread, as far up as it can be followed."""
        root = above[0] if above else mail_id
        for _ in range(_MAX_CLIMB):
            known = self.known.get(root)
            if known is None or not known.parent or known.parent == mail_id:
                break
            root = known.parent
        return root

    def owners(self) -> set[str]:
        """Return the address that most mail was delivered to, and those that sent mail came from."""
        own = {address for address, count in self.sent_from.items() if count >= max(1, 0.02 * self.sent_from.total())}
        top = [one for one in self.delivered.most_common(3) if one[0] not in self.list_addresses]
        if top and top[0][1] >= 0.5 * self.delivered.total():
            own.add(top[0][0])
        return own

    def end(self, member: Member, shape: Shape) -> None:
        """Take note of a member that was looked through: only of public archives more is kept than their number."""
        if shape.list_archive(member.name):
            self.archives[member.name] = shape
        else:
            self.others += bool(shape.mails)

    def meet(self, member: Member, piece: Piece, shape: Shape) -> None:
        """Take note of one mail."""
        envelope, block, _ = headers.split(piece.data)
        head = headers.fields(block)
        shape.mails += 1
        author = headers.author(head)
        self._meet_lists(head, shape)
        self._meet_owner(head, member, shape, author)
        dated = headers.dated(head, envelope, member.changed_at)
        if dated.at:
            self.oldest = min(self.oldest or dated.at, dated.at)
            self.newest = max(self.newest or dated.at, dated.at)
            latest = dated.latest or dated.at
            self.latest = max(self.latest or latest, latest)
            shape.oldest = min(shape.oldest or dated.at, dated.at)
            shape.latest = max(shape.latest or latest, latest)
        own = headers.ids(headers.first(head, "message-id"))[:1]
        if author and own:
            self.known.add(own[0], author.address, dated.at, next(reversed(headers.parents(head)), ""))

    def _meet_lists(self, head: headers.Fields, shape: Shape) -> None:
        through = headers.discussion_list(head)
        if through:
            shape.count("lists", through)
            if len(self.list_addresses) < _MAX_COUNTED:
                self.list_addresses.setdefault(through[1], through[0])
        for person in headers.people(head.get("sender", [])[:1]):
            shape.count("senders", person.address)
        if found := headers.tag(head):
            shape.count("tags", found)

    def _meet_owner(self, head: headers.Fields, member: Member, shape: Shape, author: headers.Person | None) -> None:
        labels = headers.words(headers.first(head, "x-gmail-labels"))
        shape.addressed += "to" in head
        delivered = headers.people(value for name in _OWNERS for value in head.get(name, [])[:1])[:1]
        for person in delivered:
            _count(self.delivered, person.address)
        is_for_one = any(person.address not in self.list_addresses for person in delivered)
        shape.personal += bool(labels) or "x-gm-thrid" in head or is_for_one
        if author and (folder_of_labels(labels) or folder_of_path(member.name)) == "sent":
            shape.personal += 1
            _count(self.sent_from, author.address)


def _count(counter: Counter[_Key], key: _Key) -> None:
    if key in counter or len(counter) < _MAX_COUNTED:
        counter[key] += 1


def is_placed(member: Member) -> bool:
    """Return whether a member lies where single mails do."""
    steps = member.name.lower().split("/")
    return steps[-1].endswith(".eml") or steps[-2:-1] in (["cur"], ["new"])


def holds_mail(archive: Archive, member: Member, head: bytes = b"") -> bool:
    """Return whether a member is an mbox by its first line, or one mail by its place and headers.

    `head` is how it begins, where that is known already.
    """
    if member.base.endswith(_NOT_MAIL):
        return False
    if not is_placed(member):
        return beginning(archive, member).startswith(b"From ") and is_mbox(archive.head(member))
    head = (head or archive.head(member))[:HEAD]
    return is_mbox(head) or len({name.lower() for name in _MAIL_FIELD.findall(headers.split(head)[1])}) >= 2


def mails(archive: Archive, member: Member) -> Iterator[Piece]:
    """Yield the mails of a member: those of an mbox, or the one that it is. Raises `Refused` and `OSError`."""
    with archive.open(member) as stream:
        data = bytearray(stream.read(HEAD))  # not asked of the archive: it would open each of very many files anew
        if is_mbox(data):
            yield from pieces(stream, bytes(data))
            return
        while len(data) < KEPT and (chunk := stream.read(KEPT - len(data))):
            data += chunk
        yield Piece(0, bytes(data), len(data), is_ended=True)


def survey(archive: Archive) -> tuple[Survey, list[Member]]:
    """Return what a first pass over the mails of an archive shows, and the members that hold them."""
    found, members = Survey(), []
    for member in archive.members:
        # Each mail of a Maildir is a file, to be opened once here: how it begins is all of it.
        begun = archive.head(member, KEPT) if is_placed(member) else b""
        if not holds_mail(archive, member, begun):
            continue
        members.append(member)
        shape = Shape()
        with suppress(Refused, OSError, EOFError):
            is_one = begun and not is_mbox(begun[:HEAD])
            for piece in [Piece(0, begun, len(begun), is_ended=True)] if is_one else mails(archive, member):
                found.meet(member, piece, shape)
        found.end(member, shape)
    return found, members
