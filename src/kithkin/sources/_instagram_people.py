"""Who the owner of an Instagram export is, and which account a name in a thread stands for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from kithkin.model.ids import handle_id, name_id
from kithkin.model.source import Archive
from kithkin.sources._instagram_items import handle_of
from kithkin.sources._meta import list_at, named_values, plain, text_at
from kithkin.sources._meta_export import Export, File
from kithkin.sources._meta_items import whole_of
from kithkin.sources._meta_threads import Thread, is_nobody

NETWORK: Final = "instagram"
TITLE: Final = re.compile(r"instagram-(?P<user>[a-z0-9._]{1,30})-(?P<date>\d{4}-\d{2}-\d{2}|\d{8})")


def profile_of(archive: Archive, files: Iterable[File]) -> dict[str, str]:
    """Return what the profile says: `username`, `name`, `bio`, `website`, `private`; nothing where it is unreadable."""
    for file in files:
        document = whole_of(archive, file.member)
        for item in list_at(document, "profile_user"):
            values = {meaning: entry.value for meaning, entry in named_values(item).items() if entry.value}
            if handle_of(values.get("username", "")) or values.get("name"):
                return values
        if handle_of(text_at(document, "username")):
            names = {"username": "username", "name": "name", "biography": "bio", "website": "website"}
            return {ours: text_at(document, theirs) for theirs, ours in names.items() if text_at(document, theirs)}
    return {}


def squashed(text: str) -> str:
    """Return a user name as the folder of a thread spells it: letters and digits only."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _folder_of(thread: Thread) -> str:
    """Return what the folder of a thread spells."""
    return squashed(thread.files[0].parent.rsplit("_", 1)[0]) if thread.files else ""


@dataclass(slots=True)
class Naming:
    """Finds the account of a display name in a thread.

    A thread names people as they call themselves. The folder of a thread between two bears the other's user
    name, without dots: where exactly one user name of the export is spelled so, it is that account; and the
    name then stands for it in groups too, unless two accounts call themselves so. Else a name is only a name.
    """

    export: Export
    threads: list[Thread]
    _folders: pa.Array = field(init=False)
    _spelled: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _learned: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        """Note which user names the threads' folders spell: of the others there may be millions."""
        self._folders = pa.array(sorted({_folder_of(thread) for thread in self.threads}), pa.string())

    def hear(self, handles: pa.Array) -> None:
        """Take in user names that the lists name."""
        if len(self._folders):
            spelled = pc.replace_substring_regex(handles, "[^a-z0-9]", "")
            is_folder = pc.is_in(spelled, self._folders)
            for spelling, handle in zip(spelled.filter(is_folder), handles.filter(is_folder), strict=True):
                self._spelled[spelling.as_py()].add(handle.as_py())

    def learn(self) -> None:
        """Take in the other user names met, and the threads between two that name one of them."""
        met = [
            columns["handle"] for _, columns in self.export.met() if "handle" in columns and "is_self" not in columns
        ]
        self.hear(pa.array(met, pa.string()))
        for thread in self.threads:
            handle, others = self._of_folder(thread), self._others(thread)
            if handle and len(others) == 1:
                self._learned[plain(others[0])].add(handle)

    def __call__(self, name: str, thread: Thread) -> str:
        """Return the account that a name in a thread stands for."""
        if plain(name) in self.export.owner_names:
            return self.export.owner
        if is_nobody(name):
            return self.export.meet(name_id(NETWORK, f"gone from thread {thread.key}"), name=name or None)
        handle = self._handle(name, thread)
        if handle:
            return self.export.meet(handle_id(NETWORK, handle), handle=handle, name=name)
        return self.export.meet(name_id(NETWORK, name), name=name)

    def _handle(self, name: str, thread: Thread) -> str:
        """Return the user name behind a display name; empty where none is certain."""
        others = self._others(thread)
        if len(others) == 1 and plain(others[0]) == plain(name) and (handle := self._of_folder(thread)):
            return handle
        itself = handle_of(name)
        if itself and self._is_met(itself):
            return itself
        learned = self._learned.get(plain(name), set())
        return next(iter(learned)) if len(learned) == 1 else ""

    def _of_folder(self, thread: Thread) -> str:
        """Return the one known user name that the thread's folder spells."""
        known = self._spelled.get(_folder_of(thread), set())
        return next(iter(known)) if len(known) == 1 else ""

    def _is_met(self, handle: str) -> bool:
        """Return whether a user name is that of another one whom the lists name."""
        ids = [handle_id(network, handle) for network in (NETWORK, "threads")]
        return any(self.export.is_known(one, "handle") and not self.export.is_known(one, "is_self") for one in ids)

    def _others(self, thread: Thread) -> list[str]:
        """Return the names in a thread but for the owner's."""
        names = dict.fromkeys(thread.spelled(name) for name in thread.names)
        return [name for name in names if plain(name) not in self.export.owner_names]


def conversations(document: Any) -> list[dict[str, Any]]:
    """Return the conversations of `messages.json` of before 2020; nothing where it is none."""
    found = document if isinstance(document, list) else []
    return [each for each in found if isinstance(each, dict) and isinstance(each.get("conversation"), list)]
