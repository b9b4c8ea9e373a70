"""What each source takes against the bare parse of the same file.

Each export is made up, written to a temporary folder and read twice: by `kithkin import` into a new workspace, and
by the fastest plain parse there is, which forgets what it read. Whole processes are compared, with their start.
One twice as large is then imported once, to see whether memory grows with the file.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.speed import bare, exports, exports_files
from benchmarks.speed import exports_chats as chats
from benchmarks.speed import exports_lists as listed
from benchmarks.speed.bench import Bench, Measured
from benchmarks.speed.measuring import Cost, Task, kithkin, medians, python, run

BEGIN: Final = datetime(2025, 1, 1, tzinfo=UTC)
_FACEBOOK: Final = "your_facebook_activity"
_INSTAGRAM: Final = "your_instagram_activity"
_YOUTUBE: Final = "Takeout/YouTube and YouTube Music"
_TIES: Final = "connections/followers_and_following"

Pieces = Callable[[int], Iterator[str]]


def linkedin(records: int) -> Iterator[str]:
    """Yield the messages of a LinkedIn export."""
    yield (
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
    )
    for number in range(records):
        person, at = number % 997, BEGIN + timedelta(minutes=number)
        ends = [
            f"Person {person},https://www.linkedin.com/in/person-{person}",
            "Ada Quill,https://www.linkedin.com/in/ada",
        ]
        sender, other = ends if number % 2 else ends[::-1]
        text = f"The paper of number {number} came; thank you"
        yield f"c{person},,{sender},{other},{at:%Y-%m-%d %H:%M:%S} UTC,,{text},INBOX\n"


def thread(records: int) -> Iterator[str]:
    """Yield one long thread of a Facebook or Instagram export."""
    yield '{"participants":[{"name":"Ada Quill"},{"name":"Bo Loom"}],"messages":['
    for number in range(records):
        at = round((BEGIN + timedelta(minutes=records - number)).timestamp() * 1000)
        name = "Ada Quill" if number % 2 else "Bo Loom"
        message = {"sender_name": name, "timestamp_ms": at, "content": f"Number {number} came", "type": "Generic"}
        yield f"{',' if number else ''}{json.dumps(message)}"
    yield '],"title":"Bo Loom","thread_path":"inbox/boloom_12345678"}'


def acts(records: int) -> Iterator[str]:
    """Yield an edge list of timed acts."""
    yield "actor_id,target_id,kind,at\n"
    begin = round(BEGIN.timestamp())
    kinds = ("like", "reply", "repost", "mention", "like")
    for number in range(records):
        yield f"p{number * 7919 % 20_011},p{number * 104_729 % 30_011},{kinds[number % 5]},{begin + number * 20}\n"


@dataclass(frozen=True)
class Export:
    """One kind of export: its name, what writes it, the bare parse, and its entries for each record asked for.

    Without `written`, it is a ZIP of `files`; `beside` are small files that it must hold too. `counted` is how many
    entries one of `files` has for each that it is asked for: a mailbox has a fifth as many mails.
    """

    name: str
    bare: str
    files: Mapping[str, Pieces]
    share: float = 1.0
    counted: float = 1.0
    beside: Mapping[str, Pieces] | None = None
    written: Callable[[Path, int], None] | None = None

    def made(self, folder: Path, entries: int) -> tuple[Path, list[str]]:
        """Write the export; return its path and the files that are to be parsed in it."""
        base = next(iter(self.files)).rpartition("/")[2]
        if self.written is None:
            path = folder / f"{base}.zip"
            zipped(path, {**(self.beside or {}), **self.files}, entries // len(self.files))
            return path, [*self.files]
        path = folder / base
        self.written(path, entries)
        return path, []


def zipped(path: Path, files: Mapping[str, Pieces], entries: int) -> None:
    """Write a ZIP of files of so many entries each."""
    with zipfile.ZipFile(path, "w") as archive:
        for member, written in files.items():
            info = zipfile.ZipInfo(member, date_time=(2030, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w", force_zip64=True) as file:
                for piece in written(entries):
                    file.write(piece.encode())


def feeds(path: Path, entries: int) -> None:
    """Write feeds of four hundred entries each."""
    zipped(path, {f"feed{n}.xml": partial(listed.feed, seed=n) for n in range(max(entries // 400, 1))}, 400)


EXPORTS: Final = (
    Export("linkedin messages", bare.CSV, {"messages.csv": linkedin}),
    Export("activity streams", bare.JSON, {"outbox.json": exports.outbox}),
    Export("facebook thread", bare.JSON, {f"{_FACEBOOK}/messages/inbox/boloom_12345678/message_1.json": thread}),
    Export("bluesky recording", bare.LINES, {"events.jsonl": exports.recording}),
    Export("mbox", bare.MBOX, {"mail.mbox": exports.mailbox}, counted=0.2),
    Export("maildir", bare.MAILDIR, {"Maildir": exports.mailbox}, 0.5, counted=0.2, written=exports_files.maildir),
    Export("edge list", bare.ROWS, {"interactions.csv": acts}),
    Export("contacts, vCard", bare.CARDS, {"contacts.vcf": listed.cards}),
    Export("contacts, Google", bare.CSV, {"google.csv": listed.google}),
    Export("contacts, Outlook", bare.CSV, {"outlook.csv": listed.outlook}),
    Export("bluesky repository", bare.CAR, {"repo.car": exports.recording}, written=exports_files.repository),
    Export("mastodon outbox", bare.JSON, {"outbox.json": exports.outbox}, beside={"actor.json": listed.actor}),
    Export("mastodon likes", bare.JSON, {"likes.json": listed.likes}, beside={"actor.json": listed.actor}),
    Export("mastodon lists", bare.CSV, {"following_accounts.csv": listed.following, "lists.csv": listed.lists}),
    Export("feeds", bare.FEEDS, {"feeds.zip": listed.feed}, share=0.05, written=feeds),
    Export("instagram thread", bare.JSON, {f"{_INSTAGRAM}/messages/inbox/boloom_12345678/message_1.json": thread}),
    Export(
        "instagram ties",
        bare.JSON,
        {
            f"{_TIES}/followers_1.json": listed.instagram_followers,
            f"{_TIES}/following.json": listed.instagram_following,
        },
        beside={"personal_information/personal_information.json": listed.profile},
    ),
    Export("instagram likes", bare.JSON, {f"{_INSTAGRAM}/likes/liked_posts.json": listed.instagram_likes}),
    Export("instagram comments", bare.JSON, {f"{_INSTAGRAM}/comments/post_comments_1.json": listed.instagram_comments}),
    Export(
        "facebook friends",
        bare.JSON,
        {f"{_FACEBOOK}/connections/friends/your_friends.json": listed.facebook_friends},
        beside={"profile_information/profile_information.json": listed.facebook_profile},
    ),
    Export(
        "facebook reactions",
        bare.JSON,
        {f"{_FACEBOOK}/comments_and_reactions/likes_and_reactions_1.json": listed.facebook_reactions},
        beside={"profile_information/profile_information.json": listed.facebook_profile},
    ),
    Export(
        "facebook comments",
        bare.JSON,
        {f"{_FACEBOOK}/comments_and_reactions/comments.json": listed.facebook_comments},
        beside={"profile_information/profile_information.json": listed.facebook_profile},
    ),
    Export("telegram", bare.JSON, {"result.json": chats.telegram}),
    Export("whatsapp", bare.CHAT, {"_chat.txt": chats.whatsapp}),
    Export(
        "reddit",
        bare.CSV,
        {
            "comments.csv": chats.reddit_comments,
            "posts.csv": chats.reddit_posts,
            "messages.csv": chats.reddit_messages,
            "chat_history.csv": chats.reddit_chats,
        },
        beside={"statistics.csv": chats.reddit_statistics},
    ),
    Export(
        "youtube",
        bare.CSV,
        {
            f"{_YOUTUBE}/comments/comments.csv": chats.youtube_comments,
            f"{_YOUTUBE}/subscriptions/subscriptions.csv": chats.youtube_subscriptions,
        },
    ),
    Export("follower counts", bare.CSV, {"followers.csv": listed.counts}),
    Export("tables, CSV", bare.ROWS, {"messages.csv": listed.table}),
    Export("tables, Parquet", bare.PARQUET, {"messages.parquet": listed.table}, written=exports_files.parquet),
)


@dataclass(frozen=True)
class Compared:
    """What an import costs, the bare parse of the same file, and the import of one twice as large."""

    export: Export
    entries: int
    own: Cost
    bare: Cost
    twice: Cost


def compare(folder: Path, export: Export, records: int, rounds: int) -> Compared:
    """Measure one kind of export."""
    entries = round(records * export.share)
    for size in (entries, 2 * entries):
        place = folder / f"{size}"
        place.mkdir()
        path, files = export.made(place, size)
        task = imported(path, place / "space")
        if size == entries:
            costs = medians([task, Task("bare", python(export.bare, path, *files))], rounds)
        else:
            twice = run(task)
        shutil.rmtree(place)
    return Compared(export, round(entries * export.counted), costs["import"], costs["bare"], twice)


def imported(path: Path, space: Path) -> Task:
    """Return the import of an export into a new workspace."""
    return Task("import", kithkin("import", "-w", space, path), lambda: shutil.rmtree(space, True))


def start(folder: Path, rounds: int) -> float:
    """Return the CPU seconds of an import that has next to nothing to read."""
    path = folder / "start.zip"
    zipped(path, {"messages.csv": linkedin}, 1)
    return medians([imported(path, folder / "space")], rounds)["import"].cpu_seconds


def sources(bench: Bench) -> None:
    """Compare the import of each source with the bare parse of the same file."""
    bench.title("Other sources")
    started = start(bench.folder, bench.rounds)
    bench.table(
        "source", "entries", "import, CPU seconds", "bare parse, CPU seconds", "times as much", "but for the start",
        "peak memory, MB", "of twice as much, MB",
    )  # fmt: skip
    for export in EXPORTS:
        found = compare(bench.folder, export, round(100 * bench.size), bench.rounds)
        own, other = found.own.cpu_seconds, found.bare.cpu_seconds
        peaks = round(found.own.peak_megabytes), round(found.twice.peak_megabytes)
        times = own / other, max(own - started, 0.0) / other
        bench.row(export.name, f"{found.entries:,}", own, other, *times, *peaks)
    bench.say(
        f"\nAn import that has next to nothing to read takes {started:.2f} s: whole processes are compared, and of a small "
        "export the start is the most. The mails of a Maildir are a tenth, those of an mbox a fifth, the entries of feeds "
        "a twentieth of what the others have."
    )


TASKS: Final[dict[str, Measured]] = {"sources": sources}
