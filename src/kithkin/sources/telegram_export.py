"""Telegram Desktop's export as JSON: of the whole account, or of one chat."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

import msgspec

from kithkin.model.ids import account_id, handle_id
from kithkin.model.source import Archive, Batch, Member, NotUsed, Options, Problem, Record, Row, Seen, Yielded
from kithkin.sources._claims import Coverage, batch, ceiling, observed
from kithkin.sources._json import Bad
from kithkin.sources._telegram_file import (
    COMMUNITIES,
    GROUPS,
    NETWORK,
    PERSONAL,
    Chat,
    Document,
    Message,
    account_of,
    chats_of,
    learn,
    misread,
    moment_of,
    sender_of,
    words,
)
from kithkin.sources._telegram_rows import Owner, Rows

_KINDS: Final = rb"saved_messages|replies|verification_codes|personal_chat|bot_chat|(?:private|public)_[a-z]{5,10}"
_ONE_CHAT: Final = re.compile(
    rb'\s*\{\s*(?:"name"\s*:\s*(?:null|"(?:[^"\\]|\\.){0,2000}")\s*,\s*)?"type"\s*:\s*"(?:%s)"\s*,\s*"id"\s*:\s*-?\d+\s*,'
    rb'\s*"messages"\s*:\s*\[' % _KINDS
)
_WHOLE: Final = re.compile(
    rb'"personal_information"\s*:\s*\{\s*"user_id"|"frequent_contacts"\s*:\s*\{\s*"about"|'
    rb'"(?:contacts|chats|left_chats)"\s*:\s*\{\s*"about"\s*:\s*"(?:[^"\\]|\\.){0,4000}"\s*,\s*"list"\s*:\s*\['
)
_HTML: Final = re.compile(rb'<title>Exported Data</title>.{0,1000}<div class="page_wrap', re.DOTALL)
_MEDIA: Final = (
    ".jpg",
    ".png",
    ".mp4",
    ".webp",
    ".webm",
    ".ogg",
    ".mp3",
    ".tgs",
    ".vcf",
    ".mov",
    ".gif",
    ".pdf",
    ".m4a",
)
_FOLDERS: Final = frozenset({
    "photos", "files", "video_files", "voice_messages", "round_video_messages", "stickers", "profile_pictures",
    "contacts", "chats", "stories", "css", "js", "images", "lists",
})  # fmt: skip
_HEAD: Final = 1 << 16
#: Of an archive with more documents than this not every one is looked into.
_FEW_FILES: Final = 40
#: The names of so many accounts are remembered.
_MOST_NAMES: Final = 1 << 20

HTML_WAY_ON: Final = (
    "Export again in Telegram Desktop: Settings, Advanced, Export Telegram data, and choose "
    "machine-readable JSON instead of HTML. Then import the new folder."
)


class TelegramExport:
    """Telegram Desktop's export as JSON, of the whole account or of single chats.

    Chats of two and private groups are messages; what is open to many, public groups and channels, is posts
    of a community, as with mailing lists. A private group's members are those who were seen writing in it.
    """

    name = "telegram-export"
    title = "Telegram export"
    how_to_get = (
        "Telegram Desktop: Settings, Advanced, Export Telegram data; format JSON, with all messages of private groups."
    )
    holds = "Your chats and groups with exact times, channels and public groups if chosen, reactions, your contacts."
    lacks = "Secret chats, deleted messages, who is in a group but never wrote, who read what, who follows a channel."

    def recognises(self, archive: Archive, options: Options) -> float:
        """Return how sure it is: the first keys of a chat or of a whole export, or the look of the HTML one."""
        if options.form == self.name:
            return 1.0
        if _files(archive):
            return 0.95
        return 0.8 if any(_is_html(archive, member) for member in archive.members) else 0.0

    def knows(self, member: Member) -> bool:
        """Return whether a file is one that comes with the messages: media, and pages for the eye."""
        folders = {part.lower() for part in member.name.split("/")[:-1]}
        return bool(folders & _FOLDERS) or member.base.endswith((*_MEDIA, ".html"))

    def belongs(self, archive: Archive) -> str | None:
        """Return None: an export is one folder."""
        del archive
        return None

    def read(self, archive: Archive, options: Options) -> Iterator[Yielded]:
        """Yield everything; the files are gone through twice, first for who is who."""
        files = _files(archive)
        if files:
            yield from _Reading(archive, options, files).all()
            return
        yield from observed(archive, None)
        is_html = any(_is_html(archive, member) for member in archive.members)
        what = (
            "This Telegram export is in HTML, which is made for the eye."
            if is_html
            else "No file begins like an export."
        )
        yield Problem("", "", what, HTML_WAY_ON)


def _files(archive: Archive) -> list[Member]:
    """Return the files that begin like an export: those of its name, or of any where there are few."""
    found = [member for member in archive.members if member.base.endswith(".json")]
    if len(found) > _FEW_FILES:
        found = [member for member in found if member.base.startswith("result")]
    return sorted((member for member in found if _is_export(archive, member)), key=lambda member: member.name)


def _is_export(archive: Archive, member: Member) -> bool:
    head = archive.head(member, _HEAD).removeprefix(b"\xef\xbb\xbf")
    return bool(_ONE_CHAT.match(head) or (head.lstrip()[:1] == b"{" and _WHOLE.search(head)))


def _is_html(archive: Archive, member: Member) -> bool:
    return member.base.endswith(".html") and bool(_HTML.search(archive.head(member)))


class _Reading(msgspec.Struct):
    """One export while it is read."""

    archive: Archive
    options: Options
    files: Sequence[Member]
    documents: dict[str, Document] = {}
    names: dict[str, str] = {}
    owner: Owner = msgspec.field(default_factory=Owner)
    kinds: set[str] = msgspec.field(default_factory=set)
    is_damaged: bool = False
    newest: datetime | None = None

    def all(self) -> Iterator[Yielded]:
        """Yield everything."""
        horizon = ceiling(self.archive)
        for member in self.files:
            self._survey(member, horizon)
        self.owner = self._owner()
        until = horizon
        for said in observed(self.archive, self.newest):
            until = said.observed_at if isinstance(said, Seen) else until
            yield said
        if self.owner.account is None:
            way_on = "Say it with `kithkin me telegram:YOUR-NUMBER`; the pages then speak of you."
            yield Problem("", "", "The export does not tell which account is yours.", way_on, 0)
        for member in self.files:
            yield from self._sections(member.name, self.documents[member.name])
            yield from self._messages(member, until)
        yield from batch(self._accounts())
        yield from batch(self._coverage(until))

    def _survey(self, member: Member, horizon: datetime) -> None:
        """Go through a file once: its chats, who writes in them, their names, the newest time."""
        found = Document()
        known: list[Chat | None] = []
        for number, messages in chats_of(self.archive, member, found):
            known = found.chats
            if isinstance(messages, Bad) or not messages or (chat := known[number]) is None:
                continue
            learn(chat, messages)
            times = (moment_of(one.unixtime, one.date) for one in (messages[0], messages[-1]))
            newest = max((at.earliest for at in times if at and at.earliest <= horizon), default=self.newest)
            self.newest = newest if self.newest is None or (newest and newest > self.newest) else self.newest
            self._name(chat, messages)
        self.documents[member.name] = found

    def _name(self, chat: Chat, messages: list[Message]) -> None:
        """Note how those who write are called."""
        if chat.kind in COMMUNITIES | PERSONAL and chat.name:
            self.names[chat.key] = chat.name
        for message in messages:
            if message.type == "message" and len(self.names) < _MOST_NAMES and (sender := sender_of(chat, message)):
                self.names[sender] = words(message.name) or self.names.get(sender, "")

    def _owner(self) -> Owner:
        """Return whose export it is: as said, as it states, or as the chats of two show."""
        said = (one.removeprefix(f"{NETWORK}:") for one in self.options.me)
        account = next((found for one in said if (found := account_of(one))), None)
        handle = ""
        for document in self.documents.values():
            told = document.values.get("personal_information")
            if isinstance(told, dict):
                account = account or account_of(str(told.get("user_id")))
                handle = handle or words(told.get("username")).lstrip("@")
        chats = (chat for document in self.documents.values() for chat in document.chats if chat)
        others = {one for chat in chats if chat.kind in PERSONAL for one in chat.writers - {chat.key}}
        return Owner(account or (others.pop() if len(others) == 1 else None), handle)

    def _sections(self, member: str, document: Document) -> Iterator[Yielded]:
        """Yield what stands beside the chats."""
        for key, section in document.values.items():
            if key == "personal_information" and isinstance(section, dict):
                yield Record(member, key, (self._self(section),))
            elif key == "contacts":
                for number, entry in enumerate(document.list_at(key), start=1):
                    rows = _contact(entry)
                    yield Record(member, f"contact {number}", rows) if rows else NotUsed(member)
            elif isinstance(section, list | dict) and key not in ("chats", "left_chats", "messages"):
                yield NotUsed(member, len(document.list_at(key)) or 1)

    def _self(self, told: dict[str, Any]) -> Row:
        name = " ".join(filter(None, (words(told.get("first_name")), words(told.get("last_name")))))
        account = account_of(str(told.get("user_id"))) or self.owner.account or f"{NETWORK}:name:owner#"
        known = {"handle": words(told.get("username")).lstrip("@"), "name": name, "bio": words(told.get("bio"))}
        self.names.pop(account, None)
        values = {column: text for column, text in known.items() if text}
        return Row("accounts", {"account_id": account, "network": NETWORK, **values, "is_self": True})

    def _messages(self, member: Member, until: datetime) -> Iterator[Yielded]:
        """Yield the messages of a file."""
        document, is_told, undated_count = self.documents[member.name], False, 0
        chats, count = document.chats, 0
        makers: dict[int, Rows] = {}
        for number, messages in chats_of(self.archive, member, Document()):
            if isinstance(messages, Bad):
                is_told = is_told or messages.records > 0
                place = f"chat {number + 1}, {messages.place}" if messages.place else f"chat {number + 1}"
                yield Problem(member.name, place, messages.what, messages.way_on, messages.records)
                continue
            chat = chats[number] if number < len(chats) else None
            if chat is None:
                is_told = True
                yield Problem(
                    member.name, f"chat {number + 1}", "It is not said which chat this is.", "", len(messages)
                )
                continue
            if number not in makers:
                makers = {number: Rows(chat, self.owner, until)}
                count = 0
            yield from self._window(makers[number], member.name, messages, number, count)
            count += len(messages)
            undated_count, makers[number].undated_count = undated_count + makers[number].undated_count, 0
        if not document.is_whole and not is_told:
            is_told = True
            what = "What stands around its chats is damaged or cut off; some of its messages may not have been read."
            yield Problem(member.name, "", what, "Export it again.")
        for place in sorted(misread(document.values)):
            is_told = True
            yield Problem(member.name, place, "There is no list here that can be read.", "Export it again.")
        if undated_count:
            counted = "one message" if undated_count == 1 else f"{undated_count} messages"
            yield Problem(
                member.name,
                counted,
                "The time cannot be read, or cannot be true; what else shows it was taken.",
                records=0,
            )
        self.is_damaged |= is_told

    def _window(self, rows: Rows, member: str, messages: list[Message], number: int, before: int) -> Iterator[Yielded]:
        """Yield some messages of one chat as one Batch."""
        is_used = rows.chat.kind in PERSONAL | GROUPS | COMMUNITIES
        tables: dict[str, list[dict[str, Any]]] = {}
        used = 0
        for place, message in enumerate(messages, start=before + 1):
            if not is_used or message.type != "message":
                continue
            made = rows.of(message)
            if made is None:
                self.is_damaged = True
                what = "This message has no number or no sender."
                yield Problem(member, f"chat {number + 1}, message {place}", what)
                used -= 1
            for row in made or ():
                tables.setdefault(row.table, []).append(dict(row.values))
            used += 1
        self.kinds |= rows.kinds
        columns = {table: {name: [row[name] for row in found] for name in found[0]} for table, found in tables.items()}
        if columns:
            yield Batch(member, used, columns)
        rest = sum(1 for message in messages if not is_used or message.type != "message")
        if rest:
            yield NotUsed(member, rest)

    def _accounts(self) -> list[Row]:
        """Return the accounts met, and that the owner's handle and number are one account."""
        own = self.owner.account
        chats = [chat for document in self.documents.values() for chat in document.chats if chat]
        no_people = {chat.key for chat in chats if chat.kind == "bot_chat" or chat.kind in COMMUNITIES}
        is_described = any("personal_information" in document.values for document in self.documents.values())
        names = self.names | ({own: self.names.get(own, "")} if own and not is_described else {})
        rows = [
            Row(
                "accounts",
                {
                    "account_id": one,
                    "network": NETWORK,
                    "name": name or None,
                    "is_self": True if one == own else None,
                    "is_organisation": True if one in no_people or one.startswith(f"{NETWORK}:c") else None,
                },
            )
            for one, name in names.items()
        ]
        if own and self.owner.handle:
            says = "the export gives its owner's number and user name"
            link = {"from_id": handle_id(NETWORK, self.owner.handle), "to_id": own, "evidence": "same-account"}
            rows.append(Row("account_links", {**link, "says": says}))
        return rows

    def _coverage(self, until: datetime) -> list[Row]:
        """Return what the export shows; a group of which only one's own messages are there hides what others wrote."""
        documents = self.documents.values()
        chats = [chat for document in documents for chat in document.chats if chat]
        own = self.owner.account
        claims = Coverage(NETWORK, own, until)
        if own is None:
            claims.say("messages", "message", "among", "some", identity="id", timing="exact")
            return claims.stated()
        is_whole = any(not document.is_one_chat for document in documents) and not self.is_damaged
        is_whole &= any(chat.kind == "personal_chat" for chat in chats)
        is_hidden = any(chat.kind in GROUPS and not chat.writers - {own} for chat in chats)
        remedy = "your whole Telegram export, with all messages of private groups"
        for direction in ("in", "out"):
            completeness = "all" if is_whole and not (is_hidden and direction == "in") else "some"
            gap = None if completeness == "all" else remedy
            claims.say("messages", "message", direction, completeness, identity="id", timing="exact", remedy=gap)
            for kind in ("reaction", "reply", "mention"):
                if kind in self.kinds:
                    claims.say("interactions", kind, direction, "some", identity="id", timing="exact")
                else:
                    claims.say("interactions", kind, direction, "none")
            if any(chat.kind in COMMUNITIES for chat in chats):
                claims.say("posts", "post", direction, "some", identity="id", timing="exact")
        if any(document.list_at("contacts") for document in documents):
            claims.say("contacts", "contact", "out", "all", identity="id")
        return claims.stated()


def _contact(entry: Any) -> tuple[Row, ...]:
    """Return an entry of the contacts: one row for the account, one for the telephone number."""
    if not isinstance(entry, dict):
        return ()
    name = " ".join(filter(None, (words(entry.get("first_name")), words(entry.get("last_name")))))
    account, phone = account_of(str(entry.get("user_id"))), words(entry.get("phone_number"))
    ways = [(account or "", "")] if account else []
    ways += [("", phone)] if phone else []
    mark = account or hashlib.sha256(f"{name}\x1f{phone}".encode("utf-8", "replace")).hexdigest()[:24]
    common = {"contact_id": account_id("contacts", mark), "name": name or None}
    return tuple(Row("contacts", {**common, "account_id": one, "phone": number}) for one, number in ways)
