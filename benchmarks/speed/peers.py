"""What an import is compared with: each reads the posts of the same archive."""

from __future__ import annotations

import importlib.util
import sys
import zipfile
from pathlib import Path

from benchmarks.speed.measuring import Task, python

#: Nothing but the parse: unpack, cut at the lines where a post begins, decode into typed structs, forget.
BARE = """
import gc, sys, zipfile
import msgspec
from kithkin.sources._x_posts import Tweet
wrapped = msgspec.defstruct("Wrapped", [("tweet", Tweet | None, None)], gc=False)
decoder, count, rest = msgspec.json.Decoder(list[wrapped], strict=False), 0, b""
gc.disable()
with zipfile.ZipFile(sys.argv[1]) as archive, archive.open("data/tweets.js") as file:
    file.read(len("window.YTD.tweets.part0 = ["))
    while chunk := file.read(1 << 20):
        rest += chunk
        cut = rest.rfind(b",\\n{")
        if cut > 0:
            count += len(decoder.decode(b"[%b]" % rest[:cut]))
            rest = rest[cut + 1 :]
count += len(decoder.decode(b"[" + rest))
assert count == int(sys.argv[2]), count
"""

WHOLE = """
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    text = archive.read("data/tweets.js")
count = len(json.loads(text[text.index(b"=") + 1 :]))
assert count == int(sys.argv[2]), count
"""

TO_SQLITE = """
import sqlite3, sys
from twitter_to_sqlite.cli import cli
cli(["import", sys.argv[3], sys.argv[1]], standalone_mode=False)
count = sqlite3.connect(sys.argv[3]).execute("select count(*) from archive_tweet").fetchone()[0]
assert count == int(sys.argv[2]), count
"""


def bare_parse(archive: Path, tweets: int) -> Task:
    """Return the bare windowed parse of the posts, from the ZIP."""
    return Task("(a) bare msgspec windows", python(BARE, archive, str(tweets)))


def whole_parse(archive: Path, tweets: int) -> Task:
    """Return the parse of the posts by the standard library, all at once."""
    return Task("(b) json.loads of the whole", python(WHOLE, archive, str(tweets)))


def to_sqlite(archive: Path, tweets: int, folder: Path) -> Task:
    """Return the import by twitter-to-sqlite 0.22.

    It knows the posts' file as `tweet.js`, as archives named it until 2022, and passes `tweets.js` over; so it is
    given the same posts under the old name.
    """
    old, database = folder / f"{archive.stem}-old-name.zip", folder / "twitter.db"
    if not old.exists():
        with (
            zipfile.ZipFile(archive) as source,
            zipfile.ZipFile(old, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
            source.open("data/tweets.js") as file,
            target.open("data/tweet.js", "w", force_zip64=True) as renamed,
        ):
            while chunk := file.read(1 << 20):
                renamed.write(chunk)
    command = python(TO_SQLITE, old, str(tweets), database)
    return Task("(c) twitter-to-sqlite 0.22", command, lambda: database.unlink(missing_ok=True))


def has_peer() -> bool:
    """Return whether twitter-to-sqlite is installed; say so where it is not."""
    if importlib.util.find_spec("twitter_to_sqlite") is None:
        print("Skipped: twitter-to-sqlite is not installed (make speed installs it).", file=sys.stderr)
        return False
    return True
