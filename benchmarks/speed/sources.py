"""What each source takes against the bare parse of the same file.

Each export is made up, written to a temporary folder and read twice: by `kithkin import` into a new workspace, and
by the fastest plain parse there is, which forgets what it read. Whole processes are compared, with their start.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from benchmarks.speed import exports
from benchmarks.speed.bench import Bench, Measured
from benchmarks.speed.measuring import Cost, Task, kithkin, medians, python

BEGIN: Final = datetime(2025, 1, 1, tzinfo=UTC)

CSV: Final = """
import csv, io, sys, zipfile
csv.field_size_limit(1 << 24)
with zipfile.ZipFile(sys.argv[1]) as archive, archive.open(sys.argv[2]) as file:
    print(sum(1 for _ in csv.reader(io.TextIOWrapper(file, "utf-8", newline=""))))
"""
JSON: Final = """
import sys, zipfile, msgspec
with zipfile.ZipFile(sys.argv[1]) as archive:
    msgspec.json.decode(archive.read(sys.argv[2]))
"""
LINES: Final = """
import sys, zipfile, msgspec
decode = msgspec.json.Decoder().decode
with zipfile.ZipFile(sys.argv[1]) as archive, archive.open(sys.argv[2]) as file:
    for line in file:
        decode(line)
"""
#: The standard library: every mail parsed, its headers looked at, its first plain text decoded.
MBOX: Final = """
import mailbox, sys, tempfile, zipfile
with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(sys.argv[1]) as archive:
    for mail in mailbox.mbox(archive.extract(sys.argv[2], folder), create=False):
        for name in ("from", "to", "cc", "date", "message-id", "in-reply-to", "references", "subject"):
            mail[name]
        for part in mail.walk():
            if part.get_content_type() == "text/plain":
                part.get_payload(decode=True).decode(part.get_content_charset() or "utf-8", "replace")
                break
"""
ROWS: Final = """
import sys, zipfile
from pyarrow import csv
with zipfile.ZipFile(sys.argv[1]) as archive, archive.open(sys.argv[2]) as file:
    for batch in csv.open_csv(file):
        pass
"""


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


def facebook(records: int) -> Iterator[str]:
    """Yield one long thread of a Facebook export."""
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


#: Source, the file inside the export, what writes it, and the bare parse.
EXPORTS: Final[tuple[tuple[str, str, Callable[[int], Iterator[str]], str], ...]] = (
    ("linkedin messages", "messages.csv", linkedin, CSV),
    ("activity streams", "outbox.json", exports.outbox, JSON),
    ("facebook thread", "your_facebook_activity/messages/inbox/boloom_12345678/message_1.json", facebook, JSON),
    ("bluesky recording", "events.jsonl", exports.recording, LINES),
    ("mbox", "mail.mbox", exports.mailbox, MBOX),
    ("edge list", "interactions.csv", acts, ROWS),
)


def made(folder: Path, member: str, pieces: Iterator[str]) -> Path:
    """Write a ZIP of one file and return its path."""
    path = folder / f"{member.rpartition('/')[2]}.zip"
    # Without a date of its own the file is of 1980, and every record in it would be later than its export.
    info = zipfile.ZipInfo(member, date_time=(2030, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(path, "w") as archive, archive.open(info, "w", force_zip64=True) as file:
        for piece in pieces:
            file.write(piece.encode())
    return path


def compare(folder: Path, records: int, rounds: int) -> Iterator[tuple[str, Cost, Cost]]:
    """Yield per source: what the import costs, and the bare parse of the same file."""
    for name, member, written, bare in EXPORTS:
        path, space = made(folder, member, written(records)), folder / "space"
        tasks = [
            Task("import", kithkin("import", "-w", space, path), lambda at=space: shutil.rmtree(at, True)),  # type: ignore[misc]
            Task("bare", python(bare, path, member)),
        ]
        costs = medians(tasks, rounds)
        yield name, costs["import"], costs["bare"]


def sources(bench: Bench) -> None:
    """Compare the import of each source with the bare parse of the same file."""
    records = round(200 * bench.size)
    bench.title(f"Other sources, {records:,} records each")
    bench.table("source", "import, CPU seconds", "bare parse, CPU seconds", "times as much", "peak memory, MB")
    for name, own, bare in compare(bench.folder, records, bench.rounds):
        times = own.cpu_seconds / bare.cpu_seconds
        bench.row(name, own.cpu_seconds, bare.cpu_seconds, times, round(own.peak_megabytes))


TASKS: Final[dict[str, Measured]] = {"sources": sources}
