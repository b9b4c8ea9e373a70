"""The journal: everything the user says, appended line by line and never rewritten.

One JSON object a line. Said on account ids as they were then, so that merging and unmerging people
loses nothing. The order is the order of the lines, not of the clock, which may be set back.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

from kithkin.model.errors import Damaged, NotFound, Refused

VERSION: Final = 1

Kind = Literal[
    "decision", "note", "merge", "unmerge", "not_same", "me", "not_me", "label", "dismissed",
    "topic_name", "read_until", "setting", "undo",
]  # fmt: skip

#: The kinds that change who is who; results that read identities depend on these alone.
IDENTITY_KINDS: Final = frozenset({"merge", "unmerge", "not_same", "me", "not_me"})


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing said: about which accounts, what (`body`), why, and which entry it undoes."""

    id: str
    said_at: datetime
    kind: str
    accounts: tuple[str, ...] = ()
    body: dict[str, Any] = {}
    because: str = ""
    undoes: str = ""


class Journal:
    """The journal of one workspace; reading needs no lock, appending does."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def entries(self) -> list[Entry]:
        """Return all that was said, oldest first; a last line cut off by a crash is not part of it."""
        if not self.path.exists():
            return []
        lines = self.path.read_bytes().split(b"\n")[:-1]
        if not lines:
            return []
        self._check_version(lines[0])
        entries = []
        for number, line in enumerate(lines[1:], 2):
            try:
                entries.append(msgspec.json.decode(line, type=Entry))
            except msgspec.MsgspecError as error:
                raise Damaged(
                    f"Line {number} of {self.path} cannot be read: {error}.",
                    "Restore a backup, or mend that line by hand.",
                ) from error
        return entries

    def _check_version(self, line: bytes) -> None:
        try:
            version = msgspec.json.decode(line).get("kithkin_journal")
        except (msgspec.MsgspecError, AttributeError) as error:
            raise Damaged(f"The first line of {self.path} is not a journal's.", "Restore a backup.") from error
        if not isinstance(version, int) or version > VERSION:
            raise Refused(
                "The journal was written by a newer Kithkin; nothing was changed.",
                "Update Kithkin to read this workspace.",
            )

    def standing(self) -> list[Entry]:
        """Return what was said and not undone, oldest first."""
        return standing(self.entries())

    def append(
        self,
        kind: Kind,
        said_at: datetime,
        *,
        accounts: Sequence[str] = (),
        body: dict[str, Any] | None = None,
        because: str = "",
        undoes: str = "",
    ) -> Entry:
        """Write one entry and wait until it is on the disk; the caller holds the workspace's lock."""
        last = max((int(e.id.lstrip("j")) for e in self.entries() if e.id.lstrip("j").isdigit()), default=0)
        entry = Entry(f"j{last + 1}", said_at, kind, tuple(accounts), body or {}, because, undoes)
        line = msgspec.json.encode(entry) + b"\n"
        header = b"" if self.path.exists() else msgspec.json.encode({"kithkin_journal": VERSION}) + b"\n"
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "r+b") as file:
            data = file.read()
            file.seek(data.rfind(b"\n") + 1)  # over a line that a crash cut off
            file.truncate()
            file.write((header if not file.tell() else b"") + line)
            file.flush()
            os.fsync(file.fileno())
        return entry

    def undo(self, said_at: datetime, entry_id: str = "") -> Entry:
        """Undo an entry, by default the last one that stands; return the entry undone."""
        stand = self.standing()
        found = next((e for e in reversed(stand) if entry_id in ("", e.id)), None)
        if found is None:
            what = f"There is no entry {entry_id} that stands." if entry_id else "There is nothing to undo."
            raise NotFound(what, "See: kithkin decisions")
        self.append("undo", said_at, accounts=found.accounts, undoes=found.id)
        return found

    def forget(self, accounts: Iterable[str]) -> int:
        """Rewrite the journal without the entries about these accounts alone; return how many went.

        An entry about others too loses these accounts. This is the only rewriting there is.
        """
        from kithkin.workspace.store import write_whole

        gone = set(accounts)
        kept: list[Entry] = []
        before = self.entries()
        for entry in before:
            left = tuple(account for account in entry.accounts if account not in gone)
            if left or not entry.accounts:
                kept.append(msgspec.structs.replace(entry, accounts=left))
        lines = [msgspec.json.encode({"kithkin_journal": VERSION}), *map(msgspec.json.encode, kept), b""]
        if before:
            write_whole(self.path, b"\n".join(lines))
        return len(before) - len(kept)


def standing(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries that no later entry undoes; undoing an undo makes the first one stand again."""
    undone: set[str] = set()
    for entry in reversed(entries):
        if entry.undoes and entry.id not in undone:
            undone.add(entry.undoes)
    return [entry for entry in entries if entry.kind != "undo" and entry.id not in undone]
