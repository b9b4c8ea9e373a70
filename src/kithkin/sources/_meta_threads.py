"""The message threads of Facebook and Instagram: one folder each, in numbered files, newest message first."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Final

import msgspec

from kithkin.model.source import Archive
from kithkin.sources._meta import list_at, plain, repaired
from kithkin.sources._meta_export import File, in_order
from kithkin.sources._meta_items import whole_of

#: What the platforms' boxes are in our words.
FOLDERS: Final = {
    "inbox": "inbox",
    "archived_threads": "archive",
    "message_requests": "requests",
    "filtered_threads": "filtered",
    "e2ee_cutover": "inbox",
    "e2ee": "inbox",
}

_HEAD_BYTES: Final = 1 << 16
_PARTICIPANTS: Final = re.compile(rb'"participants"\s*:\s*')
_BYTES: Final = json.JSONDecoder()

#: The names that stand for people whose accounts are gone; two of them are not one person.
NOBODY: Final = frozenset({
    "", "facebook user", "facebook-nutzer", "facebook-nutzer/in", "utilisateur facebook", "utilisateur de facebook",
    "usuario de facebook", "usuário do facebook", "utilizador do facebook", "utente di facebook", "facebook-gebruiker",
    "instagram user", "instagram-nutzer", "instagrammer", "utilisateur instagram", "usuario de instagram",
    "usuário do instagram", "utente di instagram", "instagram-gebruiker",
})  # fmt: skip


class Message(msgspec.Struct, gc=False):
    """The parts of a message that are used; anything else it holds is left."""

    sender_name: str | None = None
    timestamp_ms: int | float | str | None = None
    content: str | None = None
    type: str | None = None
    share: Any = None
    reactions: Any = None
    users: Any = None
    call_duration: Any = None
    is_unsent: Any = None


class SealedMessage(msgspec.Struct, gc=False):
    """A message of the end-to-end-encrypted export, which writes other names and sound letters."""

    sender_name: str | None = msgspec.field(name="senderName", default=None)
    timestamp_ms: int | float | str | None = msgspec.field(name="timestamp", default=None)
    content: str | None = msgspec.field(name="text", default=None)
    type: str | None = None
    share: Any = None
    reactions: Any = None
    users: Any = None
    call_duration: Any = None
    is_unsent: Any = msgspec.field(name="isUnsent", default=None)


class Thread(msgspec.Struct):
    """One conversation: its stable key, our folder, its files and the names of those who take part.

    `misread` are the files that name somebody who cannot be read.
    """

    key: str
    folder: str
    files: list[File]
    is_sealed: bool = False
    names: list[str] = []
    misread: list[str] = []
    first_incoming: tuple[datetime, str] | None = None

    def spelled(self, text: str) -> str:
        """Return a text of this thread with its letters repaired, where they need it."""
        return text if self.is_sealed else repaired(text)


#: Gives the account of a person named in a thread.
Naming = Callable[[str, Thread], str]


def is_nobody(name: str) -> bool:
    """Return whether a name stands for a person whose account is gone."""
    return plain(name) in NOBODY


def threads_of(archive: Archive, files: Iterable[File]) -> list[Thread]:
    """Return the threads of an export: the files of one conversation together, whatever ZIP or box they lie in."""
    found: dict[str, Thread] = {}
    for file in in_order(files):
        if "messages" not in file.folders or file.stem not in ("message", "messages") or file.ending != "json":
            continue
        below = file.folders[len(file.folders) - file.folders[::-1].index("messages") :]
        if not below:
            continue
        box = next((part for part in below[:-1] if part in FOLDERS), "inbox")
        key = thread_key(below[-1])
        thread = found.setdefault(key, Thread(key, FOLDERS[box], []))
        thread.files.append(file)
        if not thread.names:
            thread.names, is_whole = participants(archive, file)
            thread.misread += [] if is_whole else [file.member.name]
    return list(found.values())


def thread_key(folder: str) -> str:
    """Return the part of a thread's folder that stays when the thread is renamed: `janeroe_12345` is `12345`."""
    tail = folder.rsplit("_", 1)[-1]
    return tail if len(tail) >= 6 and tail.isalnum() else folder


def participants(archive: Archive, file: File) -> tuple[list[str], bool]:
    """Return the names of those who take part, as the file spells them, and whether all of them could be read."""
    head = archive.head(file.member, _HEAD_BYTES)
    found = _PARTICIPANTS.search(head)
    if found:
        try:
            # A name may hold brackets: where the list ends is read, byte by byte, and not looked for.
            _, stop = _BYTES.raw_decode(head.decode("latin-1"), found.end())
            return _names(msgspec.json.decode(head[found.end() : stop]))
        except (ValueError, RecursionError):
            pass
    if file.member.size > _HEAD_BYTES:
        document = whole_of(archive, file.member)
        return _names(list_at(document, "participants"))
    return [], found is None


def _names(entries: Any) -> tuple[list[str], bool]:
    """Return the names of a list of participants: texts, or mappings with a name; a blank one stays."""
    if not isinstance(entries, list):
        return [], False
    named = [entry.get("name") if isinstance(entry, dict) else entry for entry in entries]
    names = [name.strip() for name in named if isinstance(name, str)]
    return names, len(names) == len(entries)


def name_in_most(threads: Sequence[Thread]) -> str:
    """Return the name that takes part in more threads than any other; empty where no name stands out."""
    counts: Counter[str] = Counter()
    for thread in threads:
        counts.update({thread.spelled(name) for name in thread.names if not is_nobody(thread.spelled(name))})
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]
