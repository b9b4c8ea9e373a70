"""Posts of an X archive from tables and headers: `tweets.csv` of the classic archive, header files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

import msgspec

from kithkin.model.errors import Refused
from kithkin.model.source import Member, Problem
from kithkin.sources._x_files import Files
from kithkin.sources._x_posts import Entities, Id, Link, Named, Original, Tweet

_TOGETHER: Final = 5_000


class Header(msgspec.Struct, gc=False):
    """A post of which only its number and time are kept."""

    tweet_id: Id
    created_at: str | None = None

    def as_tweet(self) -> Tweet:
        """Return it as a post without words."""
        return Tweet(id=self.tweet_id, created_at=self.created_at)


def tweets(files: Files, member: Member, *, is_peek: bool = False) -> Iterator[list[Tweet] | Problem]:
    """Yield the posts of `tweets.csv` in batches, its columns found by name."""
    count, batch = 0, list[Tweet]()
    try:
        with files.archive.open(member) as stream:
            rows = csv.reader(io.TextIOWrapper(stream, "utf-8-sig", errors="replace", newline=""))
            names = [name.strip().lower() for name in next(rows, [])]
            for row in rows:
                if not row:
                    continue
                count += 1
                if len(row) != len(names):
                    files.damaged.add(member.name)
                    yield Problem(member.name, f"line {rows.line_num}", "It has not as many fields as the first line.")
                    continue
                batch.append(_tweet(dict(zip(names, row, strict=True))))
                if len(batch) >= _TOGETHER:
                    yield batch
                    batch = []
    except (Refused, OSError, csv.Error) as error:
        files.damaged.add(member.name)
        if batch:
            yield batch
        yield Problem(member.name, f"after row {count}", f"It cannot be read on: {error}")
        batch = []
    if batch:
        yield batch
    if not is_peek:
        files.counts[member.name] += count


def _tweet(row: dict[str, str]) -> Tweet:
    original = _number(row.get("retweeted_status_id"))
    author = _number(row.get("retweeted_status_user_id"))
    links = [Link(None, url) for url in (row.get("expanded_urls") or "").split(",") if url]
    return Tweet(
        id=_number(row.get("tweet_id")),
        created_at=row.get("timestamp"),
        text=row.get("text"),
        in_reply_to_status_id=_number(row.get("in_reply_to_status_id")),
        in_reply_to_user_id=_number(row.get("in_reply_to_user_id")),
        entities=Entities(urls=links),
        retweeted_status=Original(id=original, user=Named(id=author)) if original or author else None,
    )


def _number(text: str | None) -> int | None:
    """Return an id, or None where there is none."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 19 and int(text) < 1 << 63 else None
