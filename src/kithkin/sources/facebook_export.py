"""The download of one's own information from Facebook, as JSON, of 2018 and later.

Three layouts follow each other (folders and keys were renamed), and the end-to-end-encrypted chats come as
a separate download in a form of its own. People are bare names: an account here is a name within one import.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from kithkin.model.ids import name_id
from kithkin.model.source import Archive, Member, Options, Problem, Record, Seen, Yielded
from kithkin.sources._facebook_activity import NETWORK, Activity, person
from kithkin.sources._facebook_layout import (
    FOLDERS,
    KEYS,
    LISTS,
    THREAD,
    TITLE,
    TOPICS,
    is_html,
    is_profile,
    list_of,
    sealed_files,
)
from kithkin.sources._facebook_tie_columns import TieColumns
from kithkin.sources._facebook_ties import Ties
from kithkin.sources._facebook_together import Comments, Reactions
from kithkin.sources._json import Bad
from kithkin.sources._meta import digest, folded, plain, text_at
from kithkin.sources._meta_export import (
    Export,
    File,
    Statement,
    coverage,
    files_of,
    in_order,
    instant_of,
    nothing,
    range_start,
)
from kithkin.sources._meta_items import AtOnce, Reader, read_list, whole_of
from kithkin.sources._meta_messages import read_threads
from kithkin.sources._meta_threads import (
    Thread,
    is_nobody,
    name_in_most,
    participants,
    threads_of,
)
from kithkin.sources._meta_windows import Plain, read_windows

#: Since then chats between two are encrypted end to end by default, and are in the other download.
_SEALED_SINCE: Final = datetime(2023, 12, 6, tzinfo=UTC)
_SEALED_REMEDY: Final = "the end-to-end-encrypted chats too, which Messenger hands over as a download of their own"
_FULL_REMEDY: Final = "a Facebook export as JSON of all categories and all time"

HTML_WAY_ON: Final = (
    "Ask Facebook for the export again and choose the format JSON instead of HTML: Settings, Accounts Centre, "
    "Your information and permissions, Download your information; date range all time. Then import the new file."
)


class FacebookExport:
    """Facebook's download of your information (JSON), and Messenger's download of encrypted chats.

    The owner is the profile's name, or else who takes part in most threads. People are named by their
    display names alone, so two people of one name cannot be told apart, and whom a comment or reaction was
    for stands only in a sentence in the export's language.
    """

    name = "facebook-export"
    title = "Facebook export"
    how_to_get = (
        "Facebook: Settings, Accounts Centre, Your information and permissions, Download your information; "
        "format JSON, date range all time."
    )
    holds = (
        "Friends with dates, requests, removed friends, followers and following, your posts, comments and reactions, "
        "messages, blocked people, your address book."
    )
    lacks = "Who reacted to or commented on your posts, ids or profiles of anybody, who followed you when."

    def recognises(self, archive: Archive, options: Options) -> float:
        """Return how sure it is that this is a Facebook export, by folders and by keys in the files' heads."""
        if options.form == self.name:
            return 1.0
        files = files_of(archive)
        if any({"your_instagram_activity", "followers_and_following"} & set(file.folders) for file in files):
            return 0.0
        wanted = [file for file in files if file.ending == "json" and (list_of(file) or is_profile(file))]
        if any(KEYS.search(archive.head(file.member)) for file in wanted[:40]):
            return 0.95
        threads = [file for file in files if file.stem == "message" and "messages" in file.folders]
        if any(THREAD.search(archive.head(file.member)) for file in threads[:5]):
            return 0.9 if "your_facebook_activity" in threads[0].folders else 0.6
        if sealed_files(archive, files, limit=5):
            return 0.9
        return 0.8 if is_html(archive, files) else 0.0

    def knows(self, member: Member) -> bool:
        """Return whether a file lies where a Facebook export has files."""
        parts = folded(member.name)
        if any(part in FOLDERS for part in parts[:-1]):
            return True
        return bool(parts) and (
            parts[-1].startswith(("start_here", "index.htm", "no-data", "autofill_information"))
            or parts[-1].endswith((".jpg", ".png", ".mp4", ".html", ".gif", ".webp", ".aac", ".pdf"))
        )

    def belongs(self, archive: Archive) -> str | None:
        """Return user and day, which the names of all ZIPs of one export share."""
        match = TITLE.match(archive.title.lower())
        return f"{self.name}:{match['user']}:{match['date']}" if match else None

    def read(self, archive: Archive, options: Options) -> Iterator[Yielded]:
        """Yield all the export holds; see the class for what that is."""
        files = files_of(archive)
        sealed = sealed_files(archive, files)
        if not sealed and not any(file.ending == "json" for file in files):
            yield Problem("", "", "This Facebook export is in HTML, which does not hold the data whole.", HTML_WAY_ON)
            return
        yield from _Read(archive, options, files, sealed).all()


class _Read:
    """One reading of one export."""

    def __init__(self, archive: Archive, options: Options, files: list[File], sealed: list[File]) -> None:
        self.archive, self.files, self.sealed = archive, files, sealed
        self.lists: dict[str, list[File]] = {name: [] for name in LISTS}
        for file in files:
            if (name := list_of(file)) is not None:
                self.lists[name].append(file)
        self.profiles = [file for file in files if is_profile(file)]
        self.threads = threads_of(archive, files) + [_sealed_thread(archive, file) for file in sealed]
        self.profile = _profile(archive, self.profiles)
        self.owner_name = (options.me[0] if options.me else "") or self.profile.get("name", "")
        self.thread_name = name_in_most(self.threads)
        self.owner_name = self.owner_name or self.thread_name

    def all(self) -> Iterator[Yielded]:
        """Yield everything."""
        dated = [file for files in self.lists.values() for file in files]
        dated += [file for thread in self.threads for file in thread.files]
        instant = instant_of(self.archive, dated)
        yield Seen(instant.at)
        owner = name_id(NETWORK, self.owner_name or "owner of this export")
        self.export = Export(NETWORK, owner, instant.at, owner_names=self._owner_names())
        self.export.meet(owner, name=self.owner_name, is_self=True)
        if instant.basis != "the date in its file name":
            what = f"The export does not say when it was made: {instant.at:%Y-%m-%d} is taken from {instant.basis}."
            yield Problem("", "", what, "Keep the file name that Facebook gave it.", records=0)
        if self.threads and not self.owner_name:
            yield Problem("", "", "It cannot be told who the owner is.", "Say it with --me NAME.", records=0)
        yield from self._read_profile()
        yield from self._read_lists()
        yield from read_threads(self.export, self.archive, self.threads, self._named, "reaction")
        yield from self.export.people()
        yield from self._coverage()

    def _owner_names(self) -> frozenset[str]:
        """Return the names that are the owner's; a name in most threads counts if the profile's is in none."""
        names = {plain(self.owner_name)} if self.owner_name else set()
        everybody = {plain(thread.spelled(name)) for thread in self.threads for name in thread.names}
        if self.thread_name and not names & everybody and len(self.threads) > 2:
            names.add(plain(self.thread_name))
        return frozenset(names - {""})

    def _named(self, name: str, thread: Thread) -> str:
        """Return the account of a person in a thread."""
        return person(self.export, name, f"thread {thread.key}")

    def _read_profile(self) -> Iterator[Yielded]:
        """Yield the owner's account with what the profile says."""
        for file in self.profiles:
            document = whole_of(self.archive, file.member)
            if isinstance(document, Bad):
                yield Problem(file.member.name, document.place, document.what, document.way_on)
                continue
            if not self.profile:
                yield Problem(file.member.name, "", "This profile bears no name.", "Say who you are with --me NAME.")
                continue
            born = self.export.time(self.profile.get("registered"))
            self.export.started_at = born
            known = {
                "handle": self.profile.get("username") or None,
                "place": self.profile.get("place") or None,
                "url": self.profile.get("url") or None,
                **(self.export.when("created_at", born) if born else {}),
            }
            self.export.meet(self.export.owner, **known)
            yield Record(file.member.name, "")
            yield from self.export.doubts_of(file.member.name)

    def _read_lists(self) -> Iterator[Yielded]:
        """Yield the items of all lists, ties first: what is read later looks names up in them."""
        ties = Ties(self.export)
        activity = Activity(self.export, self.owner_name, _Names(self.export))
        readers: dict[str, Reader] = {
            "friends": ties.tie("friend", is_in=True),
            "followers": ties.tie("follow", is_in=True),
            "following": ties.tie("follow", is_in=False),
            "pages": ties.tie("follow", is_in=False, is_page=True),
            "removed": ties.ended("friend", is_in=True),
            "left pages": ties.ended("follow", is_in=False, is_page=True),
            "liked pages": ties.page_like,
            "received": ties.request("pending", is_in=True),
            "sent": ties.request("pending", is_in=False),
            "rejected": ties.request("rejected", is_in=True),
            "blocked": ties.block,
            "contacts": ties.contact,
            "posts": activity.post,
            "comments": activity.comment,
            "timeline": activity.wall_post,
            "reactions": activity.reaction,
            "photos": activity.photo,
        }
        columns = TieColumns(self.export)
        at_once: dict[str, AtOnce] = {
            "friends": columns.tie("friend", is_in=True),
            "followers": columns.tie("follow", is_in=True),
            "following": columns.tie("follow", is_in=False),
            "removed": columns.ended("friend", is_in=True),
            "received": columns.request("pending", is_in=True),
            "sent": columns.request("pending", is_in=False),
            "rejected": columns.request("rejected", is_in=True),
        }
        plain_items: dict[str, Plain] = {"comments": Comments(activity), "reactions": Reactions(activity)}
        for name, files in self.lists.items():
            ordered, topics = in_order(files), TOPICS.get(name, ())
            if name == "reactions":
                ordered.sort(key=lambda file: b'"label_values"' not in self.archive.head(file.member))
            for file in ordered:
                if name in plain_items:
                    yield from read_windows(self.export, self.archive, file, plain_items[name], readers[name], topics)
                else:
                    found = at_once.get(name)
                    yield from read_list(self.export, self.archive, file, readers[name], topics, at_once=found)

    def _coverage(self) -> Iterator[Yielded]:
        """Yield what the export shows and what it does not."""
        since = range_start(self.export.spans.values(), self.export.seen, self.export.started_at)
        if since is not None:
            what = (
                f"The export seems to be limited to a span of time, from about {since:%Y-%m-%d}: it holds not all ties."
            )
            yield Problem("", "", what, "Ask for the export again with the date range all time.", records=0)
        says = [*self._ties(since), *self._acts(since), *self._messages(since)]
        yield coverage(self.export, says)

    def _has(self, *lists: str) -> bool:
        return any(self.lists[name] for name in lists)

    def _ties(self, since: datetime | None) -> Iterator[Statement]:
        """Yield the statements on ties, requests and marks."""
        for kind, direction, names, timing in (
            ("friend", "in", ("friends",), "exact"),
            ("friend", "out", ("friends",), "exact"),
            ("follow", "in", ("followers",), "none"),
            ("follow", "out", ("following", "pages"), "exact"),
        ):
            if not self._has(*names):
                yield from nothing("follows", (kind,), (direction,), _FULL_REMEDY)
                continue
            # Whom the owner follows stands in two lists, people and pages: one of them alone is a part.
            is_part = since is not None or not all(self.lists[name] for name in names)
            remedy = _FULL_REMEDY if is_part else None
            yield Statement("follows", kind, direction, "some" if is_part else "all", "name", timing, remedy)
        for direction, names in (("in", ("received",)), ("out", ("sent",))):
            if self._has(*names):
                yield Statement("requests", "friend", direction, "some", "name", "exact")
            else:
                yield from nothing("requests", ("friend",), (direction,), _FULL_REMEDY)
        if self._has("blocked"):
            yield Statement("marks", "block", "out", "all", "name", "exact")
        else:
            yield from nothing("marks", ("block",), ("out",), _FULL_REMEDY)
        yield from nothing("marks", ("block",), ("in",))

    def _acts(self, since: datetime | None) -> Iterator[Statement]:
        """Yield the statements on posts and interactions."""
        counted = self.export.counted
        unnamed = "some" if counted["titles without a name"] else "all"
        is_foreign = counted["titles in another language"] > 0
        english = "a Facebook export in English, whose sentences name more people" if is_foreign else None
        for table, kind, names, completeness, remedy in (
            ("posts", "post", ("posts",), "all", None),
            ("posts", "comment", ("comments",), "all", None),
            ("interactions", "comment", ("comments",), unnamed, english),
            ("interactions", "reply", ("comments",), unnamed, english),
            ("interactions", "reaction", ("reactions",), unnamed, english),
            ("interactions", "mention", ("posts",), "some", None),
        ):
            if self._has(*names):
                yield Statement(table, kind, "out", completeness, "name", "exact", remedy, covered_from=since)
            else:
                yield from nothing(table, (kind,), ("out",), _FULL_REMEDY)
        yield from nothing("interactions", ("reply", "reaction"), ("in",))
        for kind, count in (("comment", counted["photo comments"]), ("mention", counted["timeline posts"])):
            if count:
                yield Statement("interactions", kind, "in", "some", "name", "exact")
            else:
                yield from nothing("interactions", (kind,), ("in",))
        yield from nothing("posts", ("post", "comment"), ("in",))

    def _messages(self, since: datetime | None) -> Iterator[Statement]:
        """Yield the statements on messages: encrypted chats and the others come in two downloads."""
        seen, plain_threads = self.export.seen, len(self.threads) > len(self.sealed)
        for direction in ("in", "out"):
            if not self.threads:
                yield from nothing("messages", ("message",), (direction,), _FULL_REMEDY)
            elif not plain_threads:
                yield Statement("messages", "message", direction, "some", "name", "exact", _FULL_REMEDY)
            elif seen <= _SEALED_SINCE or self.sealed:
                yield Statement("messages", "message", direction, "all", "name", "exact", covered_from=since)
            else:
                if since is None or since < _SEALED_SINCE:
                    until = _SEALED_SINCE - timedelta(microseconds=1)
                    yield Statement(
                        "messages", "message", direction, "all", "name", "exact",
                        covered_from=since, covered_until=until,
                    )  # fmt: skip
                start = max(since or _SEALED_SINCE, _SEALED_SINCE)
                yield Statement(
                    "messages", "message", direction, "some", "name", "exact", _SEALED_REMEDY, covered_from=start
                )
        if any(thread.folder in ("requests", "filtered") for thread in self.threads):
            yield Statement("requests", "message", "in", "some", "name", "exact")
        else:
            yield from nothing("requests", ("message",), ("in",))


class _Names:
    """The names met so far, as `plain` spells them."""

    def __init__(self, export: Export) -> None:
        self._export = export

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._export.is_known(name_id(NETWORK, name), "name")


def _profile(archive: Archive, files: Sequence[File]) -> dict[str, Any]:
    """Return what the profile says of the owner; nothing where it cannot be read."""
    for file in files:
        document = whole_of(archive, file.member)
        if not isinstance(document, dict):
            continue
        profile = next((part for part in document.values() if isinstance(part, dict) and "name" in part), document)
        stated = profile.get("name")
        name = text_at(stated, "full_name") or text_at(profile, "name")
        if name and not is_nobody(name):
            return {
                "name": name,
                "username": text_at(profile, "username"),
                "place": text_at(profile.get("current_city"), "name"),
                "url": text_at(profile, "profile_uri"),
                "registered": profile.get("registration_timestamp"),
            }
    return {}


def _sealed_thread(archive: Archive, file: File) -> Thread:
    """Return a chat of the encrypted download; its key is who takes part, since its file name is only a number."""
    names, _ = participants(archive, file)
    return Thread(
        f"sealed-{digest(*sorted(map(plain, names)), file.stem)}", "inbox", [file], is_sealed=True, names=names
    )
