"""Mail: mbox files, Maildir folders, Gmail Takeout, single mails; somebody's mailbox or a list's public archive.

*Correspondence* becomes messages, one row per recipient. *Mail through a discussion list* (it has an address
that people write to) becomes posts in a community, and answers whose question is known become replies from
one author to the other. Bulk, list and automatic mail stays a message and carries the header that marks it.

Whose mailbox it is, is taken from what the user says, else from the addresses that mail was delivered to or
sent from. The archive of a public list belongs to nobody: who you are there, only you can say.

Coverage. A mailbox shows every message in and out between its first and its last mail, but only in part
where it holds no mail of one direction (a single folder or label), and what was deleted is not known to have
been. List mail in a mailbox is covered in part: the list may have more. A list's archive shows all posts and
replies of that list *among* all who write there, from its first mail to its last, and no direct message.
In this network only messages are a kind that every pair can have; a reply on a list is an addition to it, so
an archive that is not imported leaves replies unknown without making a whole tie unknown.

A time without a zone, as monthly archives have it, is taken as UTC, with the ends that any zone could mean.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

import msgspec

from kithkin.model.errors import Refused
from kithkin.model.ids import mail_id
from kithkin.model.source import Archive, Batch, Member, NotUsed, Options, Problem, Record, Row, Seen, Yielded
from kithkin.sources import _mail_headers as headers
from kithkin.sources._mail_folders import folder_of_labels, folder_of_path
from kithkin.sources._mail_people import People
from kithkin.sources._mail_split import Piece
from kithkin.sources._mail_survey import Survey, holds_mail, mails, survey
from kithkin.sources._mail_text import text_of
from kithkin.sources._marks import Marks
from kithkin.sources._plain import link_count

NETWORK: Final = "mail"
MAX_RECIPIENTS: Final = 200
#: The flags of a Maildir's mail, the D among them; on Windows no name may hold a colon.
_DRAFT: Final = re.compile(r"[:;!]2,[A-Za-z]*D[A-Za-z]*$")
_AGAIN: Final = "Export the mailbox again, then import the new file."


class Mailbox:
    """Reads mbox files, Maildir folders and single mails."""

    name = "mailbox"
    title = "Mailbox"
    how_to_get = (
        "Gmail: takeout.google.com, Mail only. Other mail: your program's export as mbox, or its Maildir folder."
    )
    holds = "Who wrote to whom and when, subjects and words, mailing lists with their threads; no attachments."
    lacks = "What was deleted, who read it, and blind copies that others sent."

    def recognises(self, archive: Archive, options: Options) -> float:
        """Return 0.9 where a member begins like an mbox or is a mail by its place and headers."""
        if options.form == self.name:
            return 1.0
        return 0.9 if any(holds_mail(archive, member) for member in archive.members) else 0.0

    def knows(self, member: Member) -> bool:
        """Return whether a member is an index, a list of subscriptions or a mail not yet delivered, beside the mails."""
        is_index = member.base.endswith((".msf", ".dat", ".html", ".lock")) or member.base.startswith(
            ("dovecot", "maildirfolder", "table_of_contents")
        )
        return is_index or member.name.lower().split("/")[-2:-1] == ["tmp"]

    def belongs(self, archive: Archive) -> str | None:  # noqa: ARG002  the protocol's
        """Return None: each mailbox stands alone."""
        return None

    def read(self, archive: Archive, options: Options) -> Iterator[Yielded]:
        """Yield a record for each mail, the people met on the way, then what is covered."""
        found, members = survey(archive)
        ends = [found.latest] if found.latest else [one.changed_at for one in members if one.changed_at]
        if ends:
            yield Seen(max(ends))
        owners = _owners(found, options)
        reading = _Reading(archive, found, owners, People(owners))
        for member in members:
            yield from reading.member(member)
        yield from reading.rest(members)


def _owners(found: Survey, options: Options) -> set[str]:
    """Return the addresses of the mailbox's owner: what the user says, else what the mails say."""
    said = {one.removeprefix("mail:").strip().lower() for one in options.me if "@" in one.removeprefix("mail:")}
    return said or (set() if found.archives and not found.others else found.owners())


class _Mail(msgspec.Struct):
    """One mail with what all its rows need."""

    head: headers.Fields
    body: bytes
    mail_id: str
    author: headers.Person
    dated: headers.Dated
    above: list[str]
    subject: str

    @property
    def parent(self) -> str:
        return self.above[-1] if self.above else ""


class _Reading(msgspec.Struct):
    """The second pass over a mailbox."""

    archive: Archive
    found: Survey
    owners: set[str]
    people: People
    met: Marks = msgspec.field(default_factory=Marks)
    directions: set[str] = msgspec.field(default_factory=set)
    lists: set[str] = msgspec.field(default_factory=set)
    is_damaged: bool = False

    def member(self, member: Member) -> Iterator[Yielded]:
        """Yield an item for each mail of a member."""
        shape = self.found.archives.get(member.name)
        archive_of = shape.list_archive(member.name) if shape else None
        place = "byte 0"
        try:
            for piece in mails(self.archive, member):
                place = f"byte {piece.offset}"
                yield from self._piece(member, place, piece, archive_of)
                yield from self.people.named()
        except (Refused, OSError, EOFError) as error:
            self.is_damaged = True
            yield Problem(member.name, f"after {place}", f"The file cannot be read further: {error}", _AGAIN)

    def _piece(self, member: Member, place: str, piece: Piece, archive_of: str | None) -> Iterator[Yielded]:
        envelope, block, body = headers.split(piece.data)
        head = headers.fields(block)
        if not head or (body is None and not piece.is_ended):
            self.is_damaged = True
            yield Problem(member.name, place, "This is not a whole mail: its headers are missing or break off.", _AGAIN)
            return
        mail = _mail(head, envelope, body or b"", member)
        if mail is None:
            yield Problem(member.name, place, "The mail names nobody who wrote it.")
            return
        if mail.mail_id in self.met:
            yield NotUsed(member.name)
            return
        self.met.add(mail.mail_id)
        rows = tuple(self._rows(mail, member, archive_of))
        yield Record(member.name, place, rows)
        if mail.dated.doubt:
            yield Problem(member.name, place, mail.dated.doubt, records=0)
        if not piece.is_ended:
            self.is_damaged = True
            yield Problem(member.name, place, "The file breaks off in this mail or right after it.", _AGAIN, records=0)

    def _rows(self, mail: _Mail, member: Member, archive_of: str | None) -> Iterator[Row]:
        self.people.meet(mail.author)
        community = archive_of or self._community(mail)
        if community:
            yield from self._post_rows(mail, community)
        else:
            yield from self._message_rows(mail, member)

    def _community(self, mail: _Mail) -> str | None:
        """Return the list that a mail went through, or was sent to, before the list put its headers on."""
        through = headers.discussion_list(mail.head)
        if through:
            return through[0]
        if mail.author.address not in self.owners:
            return None
        sent_to = (person.address for person in headers.people(mail.head.get("to", []) + mail.head.get("cc", [])))
        return next((self.found.list_addresses[one] for one in sent_to if one in self.found.list_addresses), None)

    def _post_rows(self, mail: _Mail, community: str) -> Iterator[Row]:
        """Yield list mail as a post, and as a reply where the author of the answered mail is known."""
        self.lists.add(community)
        answered = self.found.known.get(mail.parent)
        text = text_of(mail.head, mail.body)
        url = headers.first(mail.head, "archived-at").strip("<> ")
        thread = {"thread_id": f"mail:{self.found.root_of(mail.mail_id, mail.above)}"}
        yield Row(
            "posts",
            {
                "post_id": f"mail:{mail.mail_id}",
                "network": NETWORK,
                "author_id": mail_id(mail.author.address),
                "kind": "reply" if mail.parent or headers.says_reply(mail.subject) else "post",
                **mail.dated.columns("posted_at"),
                "text": text,
                "title": mail.subject,
                "url": url if url.startswith(("http://", "https://")) else None,
                **thread,
                "community_id": f"mail:list:{community}",
                "reply_to_post_id": f"mail:{mail.parent}" if mail.parent else None,
                "reply_to_id": mail_id(answered.author) if answered else None,
                "link_count": link_count(text),
            },
        )
        if answered:
            yield Row(
                "interactions",
                {
                    "interaction_id": f"mail:{mail.mail_id}#reply",
                    "network": NETWORK,
                    "actor_id": mail_id(mail.author.address),
                    "target_id": mail_id(answered.author),
                    "kind": "reply",
                    **mail.dated.columns("happened_at"),
                    "post_id": f"mail:{mail.mail_id}",
                    "target_post_id": f"mail:{mail.parent}",
                    "target_posted_at": answered.at,
                    **thread,
                },
            )

    def _recipients(self, mail: _Mail) -> list[headers.Person]:
        """Return whom a mail went to; its owner too, where it was delivered without naming them."""
        to = headers.people(value for name in ("to", "cc", "bcc") for value in mail.head.get(name, []))
        if mail.author.address in self.owners or any(person.address in self.owners for person in to):
            return to
        delivered = headers.people(mail.head.get("delivered-to", [])[:1])
        own = [person for person in delivered if person.address in self.owners]
        return to + (own or [headers.Person("", one) for one in self.owners if len(self.owners) == 1])

    def _message_rows(self, mail: _Mail, member: Member) -> Iterator[Row]:
        """Yield one row per recipient, and one without where nobody is named."""
        to = self._recipients(mail)
        is_out = mail.author.address in self.owners
        self.directions.add("out" if is_out else "in")
        text = text_of(mail.head, mail.body)
        labels = headers.words(headers.first(mail.head, "x-gmail-labels"))
        folder = folder_of_labels(labels) or folder_of_path(member.name) or ("sent" if is_out else "inbox")
        if _DRAFT.search(member.name):
            folder = "draft"
        values = {
            "message_id": f"mail:{mail.mail_id}",
            "network": NETWORK,
            "thread_id": f"mail:{self.found.root_of(mail.mail_id, mail.above)}",
            "sender_id": mail_id(mail.author.address),
            "recipient_count": len(to) or None,
            **mail.dated.columns("sent_at"),
            "text": text,
            "subject": mail.subject,
            "link_count": link_count(text),
            "folder": folder,
            "reply_to_message_id": f"mail:{mail.parent}" if mail.parent else None,
            "bulk_evidence": headers.bulk_evidence(mail.head),
        }
        own_first = sorted(to, key=lambda person: person.address not in self.owners)
        for person in own_first[:MAX_RECIPIENTS]:
            self.people.meet(person)
            yield Row("messages", {**values, "recipient_id": mail_id(person.address)})
        if not to:
            yield Row("messages", {**values, "recipient_id": None})

    def rest(self, members: list[Member]) -> Iterator[Yielded]:
        """Yield the people not yet told, a word on whose mailbox this is, and the coverage."""
        yield from self.people.rest()
        if members and not self.owners:
            way_on = "Say it with `kithkin me mail:YOUR-ADDRESS`."
            yield Problem(members[0].name, "", "The mails do not say which address is yours.", way_on, records=0)
        if self.found.newest:
            rows = list(self._coverage(self.found.latest or self.found.newest))
            yield Batch("", 0, {"coverage": {name: [row[name] for row in rows] for name in rows[0]}} if rows else {})

    def _coverage(self, until: datetime) -> Iterator[dict[str, Any]]:
        """State what the mails show; see the module's docstring."""
        complete = "some" if self.is_damaged else "all"
        archives, others = self.found.archives, self.found.others
        on_lists = [("posts", "post"), ("posts", "reply"), ("interactions", "reply")]
        if archives:
            # Each archive covers its own span: what lies between two of them was not seen.
            for shape in (one for one in archives.values() if one.latest):
                for table, kind in on_lists:
                    stated = self._statement(None, table, kind, "among", shape.latest or until, complete)
                    yield stated | {"covered_from": shape.oldest}
            if not self.directions:
                yield self._statement(None, "messages", "message", "among", until, "none")
        if not self.directions and not (self.lists and others):
            return
        egos: list[str | None] = [*sorted(self.owners)] or [None]
        for own in egos:
            ego = mail_id(own) if own else None
            directions = ("in", "out") if own else ("among",)
            is_both = self.directions == {"in", "out"} and own is not None
            for direction in directions:
                yield self._statement(ego, "messages", "message", direction, until, complete if is_both else "some")
                for table, kind in on_lists if self.lists and not archives else ():
                    yield self._statement(ego, table, kind, direction, until, "some")

    def _statement(
        self, ego: str | None, table: str, kind: str, direction: str, until: datetime, completeness: str
    ) -> dict[str, Any]:
        is_none = completeness == "none"
        return {
            "network": NETWORK,
            "ego_account_id": ego,
            "table_name": table,
            "kind": kind,
            "direction": direction,
            "covered_from": self.found.oldest,
            "covered_until": until,
            "completeness": completeness,
            "identity": "none" if is_none else "id",
            "timing": "none" if is_none else "exact" if until == self.found.newest else "day",
            "remedy": "your own mailbox"
            if is_none
            else "all mail, sent and received"
            if completeness == "some"
            else None,
        }


def _mail(head: headers.Fields, envelope: str, body: bytes, member: Member) -> _Mail | None:
    """Return a mail with its author, id and time, or None where nobody wrote it."""
    author = headers.author(head) or headers.envelope_sender(envelope)
    if author is None:
        return None
    subject = headers.words(headers.first(head, "subject"))[:1000]
    own = headers.ids(headers.first(head, "message-id"))
    if not own:
        marks = "\n".join((author.address, headers.first(head, "date"), subject)).encode("utf-8", "replace")
        own = [f"sha256-{hashlib.sha256(marks + body[:2000]).hexdigest()[:32]}"]
    above = [one for one in headers.parents(head) if one != own[0]]
    dated = headers.dated(head, envelope, member.changed_at)
    return _Mail(head, body, own[0], author, dated, above, subject)
