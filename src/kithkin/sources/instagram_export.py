"""The download of one's own information from Instagram, as JSON, of every layout since `connections.json`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from kithkin.model.ids import handle_id, name_id
from kithkin.model.source import Archive, Member, NotUsed, Options, Problem, Record, Seen, Yielded
from kithkin.sources._instagram_activity import Items
from kithkin.sources._instagram_coverage import statements
from kithkin.sources._instagram_items import handle_of
from kithkin.sources._instagram_layout import FOLDERS, KEYS, LEGACY_KEYS, LISTS, TOPICS, is_html, is_profile, list_of
from kithkin.sources._instagram_legacy import LEGACY, read_legacy
from kithkin.sources._instagram_people import NETWORK, TITLE, Naming, profile_of
from kithkin.sources._instagram_tie_columns import Follows
from kithkin.sources._instagram_together import Acts, Comments
from kithkin.sources._json import Bad
from kithkin.sources._meta import BIRTH, folded, labelled, list_at, moment, named_values, plain
from kithkin.sources._meta_export import (
    DAY,
    Export,
    File,
    coverage,
    files_of,
    in_order,
    instant_of,
    missing_parts,
    range_start,
)
from kithkin.sources._meta_items import AtOnce, Reader, items_of, read_list, whole_of
from kithkin.sources._meta_messages import read_threads
from kithkin.sources._meta_threads import name_in_most, threads_of
from kithkin.sources._meta_windows import Plain, read_windows

#: Files that are looked into for one fact.
_FACTS: Final = frozenset(
    {"signup_details", "signup_information", "instagram_signup_details", "your_information_download_requests"}
)

HTML_WAY_ON: Final = (
    "Ask Instagram for the export again and choose the format JSON instead of HTML: Settings, Accounts Centre, "
    "Your information and permissions, Export your information; date range all time. Then import the new file."
)


class InstagramExport:
    """Instagram's download of your information (JSON).

    Followers and following bear exact times, both ways, for the ties that stand. People are user names;
    those in messages are display names, which are matched to user names where a thread's folder tells.
    """

    name = "instagram-export"
    title = "Instagram export"
    how_to_get = (
        "Instagram: Settings, Accounts Centre, Your information and permissions, Export your information; "
        "format JSON, date range all time."
    )
    holds = (
        "Followers and following with their times, requests, whom you unfollowed lately, blocked and restricted "
        "people, your posts, comments, likes and story interactions, messages."
    )
    lacks = (
        "Who liked, commented on or viewed your posts; followers who left; whatever lies outside a chosen date range."
    )

    def recognises(self, archive: Archive, options: Options) -> float:
        """Return how sure it is that this is an Instagram export, by folders and by keys in the files' heads."""
        if options.form == self.name:
            return 1.0
        files = files_of(archive)
        wanted = [file for file in files if file.ending == "json" and (list_of(file) or is_profile(file))]
        if any(KEYS.search(archive.head(file.member)) for file in wanted[:40]):
            return 0.95
        old = [file for file in files if file.stem in LEGACY and file.ending == "json"]
        if any(LEGACY_KEYS.search(archive.head(file.member, 1 << 16)) for file in old[:8]):
            return 0.9
        if any("your_instagram_activity" in file.folders for file in files if file.ending == "json"):
            return 0.9
        if any(file.stem == "message" and "messages" in file.folders for file in files):
            return 0.3
        return 0.8 if is_html(archive, files) else 0.0

    def knows(self, member: Member) -> bool:
        """Return whether a file lies where an Instagram export has files."""
        parts = folded(member.name)
        if any(part in FOLDERS for part in parts[:-1]):
            return True
        return bool(parts) and (
            parts[-1].startswith(("start_here", "index.htm", "no-data"))
            or parts[-1].endswith((".jpg", ".png", ".mp4", ".html", ".webp", ".heic", ".srt"))
            or parts[-1].rsplit(".", 1)[0] in LEGACY | {"account_history", "autofill", "checkout", "devices", "saved",
                                                        "information_about_you", "searches", "seen_content",
                                                        "settings", "stories_activities", "uploaded_contacts"}
        )  # fmt: skip

    def belongs(self, archive: Archive) -> str | None:
        """Return user and day, which the names of all ZIPs of one export share."""
        match = TITLE.match(archive.title.lower())
        return f"{self.name}:{match['user']}:{match['date']}" if match else None

    def read(self, archive: Archive, options: Options) -> Iterator[Yielded]:
        """Yield all the export holds; see the class for what that is."""
        files = files_of(archive)
        if not any(file.ending == "json" for file in files):
            yield Problem("", "", "This Instagram export is in HTML, which does not hold the data whole.", HTML_WAY_ON)
            return
        yield from _Read(archive, options, files).all()


class _Read:
    """One reading of one export."""

    def __init__(self, archive: Archive, options: Options, files: list[File]) -> None:
        self.archive, self.files = archive, files
        self.lists: dict[str, list[File]] = {name: [] for name in LISTS}
        for file in files:
            if (name := list_of(file)) is not None:
                self.lists[name].append(file)
        self.profiles = [file for file in files if is_profile(file)]
        self.profile = profile_of(archive, self.profiles)
        self.threads = threads_of(archive, files)
        self.thread_name = name_in_most(self.threads)
        named = TITLE.match(archive.title.lower())
        self.handle = next((handle for handle in map(handle_of, options.me) if handle), "")
        self.handle = self.handle or handle_of(self.profile.get("username", "")) or (named["user"] if named else "")
        self.me = options.me

    def all(self) -> Iterator[Yielded]:
        """Yield everything."""
        dated = [file for files in self.lists.values() for file in files]
        dated += [file for thread in self.threads for file in thread.files]
        dated += [file for file in self.files if file.ending == "json" and file.stem in _FACTS | LEGACY]
        instant = instant_of(self.archive, dated)
        yield Seen(instant.at)
        called = self.profile.get("name", "") or self.thread_name
        owner = handle_id(NETWORK, self.handle) if self.handle else name_id(NETWORK, called or "owner of this export")
        self.export = Export(NETWORK, owner, instant.at, owner_names=self._owner_names())
        self.export.meet(owner, handle=self.handle, name=called, is_self=True)
        if instant.basis != "the date in its file name":
            what = f"The export does not say when it was made: {instant.at:%Y-%m-%d} is taken from {instant.basis}."
            yield Problem("", "", what, "Keep the file name that Instagram gave it.", records=0)
        if not self.handle and self.threads and not called:
            yield Problem("", "", "It cannot be told who the owner is.", "Say it with --me USERNAME.", records=0)
        self.naming = Naming(self.export, self.threads)
        yield from self._read_profile()
        yield from self._read_lists()
        yield from read_legacy(self.export, self.archive, self.files)
        self.naming.learn()
        yield from read_threads(self.export, self.archive, self.threads, self.naming, "like")
        yield from self.export.people()
        yield from self._coverage()
        for file in self.files:
            if file.ending == "json" and file.stem in _FACTS:
                yield NotUsed(file.member.name)

    def _owner_names(self) -> frozenset[str]:
        """Return the names that are the owner's in threads."""
        names = {plain(name) for name in (self.profile.get("name", ""), self.handle, *self.me)} - {""}
        everybody = {plain(thread.spelled(name)) for thread in self.threads for name in thread.names}
        if self.thread_name and not names & everybody:
            names.add(plain(self.thread_name))
        return frozenset(names)

    def _read_profile(self) -> Iterator[Yielded]:
        """Yield the owner's account with what the profile says."""
        for file in self.profiles:
            document = whole_of(self.archive, file.member)
            if isinstance(document, Bad) or not self.profile:
                what = document.what if isinstance(document, Bad) else "This profile bears no name."
                yield Problem(file.member.name, "", what, "Say who you are with --me USERNAME.")
                continue
            private = plain(self.profile.get("private", ""))
            self.export.meet(
                self.export.owner,
                bio=self.profile.get("bio"),
                url=self.profile.get("website"),
                is_private={"true": True, "false": False}.get(private),
            )
            yield Record(file.member.name, "")

    def _readers(self) -> dict[str, Reader]:
        """Return the reader of each list."""
        items, threads = Items(self.export), Items(self.export, "threads")
        return {
            "followers": items.follow(is_in=True),
            "following": items.follow(is_in=False),
            "unfollowed": items.unfollowed,
            "pending": items.request(is_in=False, state="pending"),
            "recent": items.request(is_in=False, state="unknown"),
            "received": items.request(is_in=True, state="pending"),
            "removed": items.mark("dismissed"),
            "blocked": items.mark("block"),
            "restricted": items.mark("restrict"),
            "close": items.mark("close_friend"),
            "hidden": items.mark("hide"),
            "favourites": items.mark("favourite"),
            "threads followers": threads.follow(is_in=True),
            "threads following": threads.follow(is_in=False),
            "threads likes": threads.act("like", "like"),
            "threads posts": threads.post,
            "likes": items.act("like", "like"),
            "comments": items.comment,
            "story likes": items.act("like", "story-like", ("title",)),
            "story answers": items.act("comment", "story-answer", ("title",)),
            "story reactions": items.act("reaction", "story-reaction", ("title",)),
            "posts": items.post,
            "contacts": items.contact,
        }

    def _plain(self, name: str) -> Plain | None:
        """Return what makes columns of the plain items of a list of acts, for the lists that can be long."""
        if name == "comments":
            return Comments(self.export)
        return Acts(self.export, "like", "like") if name == "likes" else None

    def _at_once(self, name: str) -> AtOnce | None:
        """Return what reads windows of a list of follows."""
        network = "threads" if name.startswith("threads ") else NETWORK
        kind = name.removeprefix("threads ")
        if kind not in ("followers", "following"):
            return None
        return Follows(self.export, network, Items(self.export, network).ego, kind == "followers", self.naming.hear)

    def _read_lists(self) -> Iterator[Yielded]:
        """Yield the items of all lists, follows first: what is read later depends on who is followed."""
        readers = self._readers()
        if any(files for name, files in self.lists.items() if name.startswith("threads ")):
            self.export.meet(Items(self.export, "threads").ego, handle=self.handle, is_self=True)
        for name, files in self.lists.items():
            topics = TOPICS.get(name, ())
            for file in in_order(files):
                if plain_items := self._plain(name):
                    yield from read_windows(self.export, self.archive, file, plain_items, readers[name], topics)
                else:
                    found = self._at_once(name)
                    yield from read_list(self.export, self.archive, file, readers[name], topics, at_once=found)
            if missing := missing_parts(files) if name in ("followers", "following", "comments", "posts") else []:
                self.export.damaged.update(topics)
                said = ", ".join(str(number) for number in missing[:10])
                what = f"Of this list part {said} is missing, so it is not complete."
                yield Problem(files[0].member.name, "", what, "Import all ZIPs of the export together.", records=0)

    def _coverage(self) -> Iterator[Yielded]:
        """Yield what the export shows and what it does not."""
        since = self._start()
        if since is not None:
            what = (
                f"The export seems to be limited to a span of time, from about {since:%Y-%m-%d}: a list of followers "
                "or following holds only what happened in it, and a name that is missing may be there still."
            )
            yield Problem("", "", what, "Ask for the export again with the date range all time.", records=0)
        yield coverage(self.export, statements(self.export, self.lists, bool(self.threads), since))

    def _start(self) -> datetime | None:
        """Return since when the export speaks if it was limited to a span of time: as asked for, or as it looks."""
        born, declared, seen = self._born(), self._declared_start(), self.export.seen
        spans = list(self.export.spans.values())
        if declared is not None and any(span.first is not None and span.first >= declared - DAY for span in spans):
            return declared
        return range_start(spans, seen, born)

    def _born(self) -> datetime | None:
        """Return when the account was made, where the export says so."""
        for file in self.files:
            if file.stem in ("signup_details", "signup_information", "instagram_signup_details"):
                for item in list_at(whole_of(self.archive, file.member), "account_history_registration_info"):
                    times = (moment(entry.at) for entry in named_values(item).values())
                    return next((at for at in times if at is not None and BIRTH <= at <= self.export.seen + DAY), None)
        return None

    def _declared_start(self) -> datetime | None:
        """Return since when the newest request for an export asked for data; None where it asked for all."""
        newest: tuple[datetime, datetime | None] | None = None
        for file in self.files:
            if file.stem != "your_information_download_requests" or file.ending != "json":
                continue
            for _, item in items_of(self.archive, file.member):
                asked = moment(item.get("timestamp")) if isinstance(item, dict) else None
                if asked is not None and (newest is None or asked > newest[0]):
                    starts = (moment(label.at) for label in labelled(item) if label.meaning == "start")
                    newest = asked, next((at for at in starts if at is not None), None)
        start = newest[1] if newest else None
        return start if start is not None and self.export.seen - start < timedelta(days=1100) else None
