"""YouTube in Google Takeout: the channels subscribed to, and one's own comments."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final

import msgspec

from kithkin.model.ids import account_id
from kithkin.model.source import Archive, Batch, Member, Options, Problem, Record, Row, Seen, Yielded, when
from kithkin.sources._claims import Coverage, batch, ceiling, observed
from kithkin.sources._csv import Line, Shape, encoding_of, look, needs
from kithkin.sources._moments import moment
from kithkin.sources._plain import link_count
from kithkin.sources._youtube_words import words

NETWORK: Final = "youtube"
_CHANNEL: Final = re.compile(r"UC[\w-]{22}")
_ADDRESS: Final = re.compile(r"https?://(?:www\.)?youtube\.com/channel/(UC[\w-]{22})/?")
_TITLE: Final = re.compile(r"takeout-(20\d{6}T\d{6})Z", re.IGNORECASE)
_COMMENTS: Final = needs("commentid", "channelid", "commentcreatetimestamp", "videoid", "commenttext")
_CHATS: Final = needs("livechatid", "channelid", "livechatcreatetimestamp", "videoid", "livechattext")
_SUBSCRIPTIONS: Final = needs("channelid", "channelurl", "channeltitle")
#: Comments begin like this in every language.
_SEGMENTS: Final = re.compile(rb'"\{""(?:text|takeoutSegments)""')
_HINT: Final = re.compile(rb"\bUC[\w-]{22}\b|channel (?:id|url)", re.IGNORECASE)
_HEAD: Final = 1 << 16
_TIMES: Final = ("commentcreatetimestamp", "livechatcreatetimestamp")

ENGLISH: Final = "Set your Google account to English, ask for the export again, and import the new one."


class YouTubeTakeout:
    """YouTube's part of Google Takeout.

    Whom a comment was written to is not said: it names the video and the comment that it answers.
    """

    name = "youtube-takeout"
    title = "YouTube (Google Takeout)"
    how_to_get = "takeout.google.com: deselect all, choose YouTube, of it comments, live chats and subscriptions."
    holds = "The channels you subscribe to, your comments and messages in live chats with their times."
    lacks = (
        "Who subscribes to you, who commented on your videos, whom your comments were for, since when you subscribe."
    )

    def recognises(self, archive: Archive, options: Options) -> float:
        """Return how sure it is: a list of channels, or the columns of comments."""
        if options.form == self.name:
            return 1.0
        return 0.95 if any(kind != "strange" for kind, _, _ in _files(archive)) else 0.0

    def knows(self, member: Member) -> bool:
        """Return whether a file lies where Takeout has YouTube's, in whatever language."""
        return any("youtube" in part.lower() for part in member.name.split("/")[:-1])

    def belongs(self, archive: Archive) -> str | None:
        """Return None: other parts of a Takeout are other sources'."""
        del archive
        return None

    def read(self, archive: Archive, options: Options) -> Iterator[Yielded]:
        """Yield the rows; the files are gone through twice, first for whose they are."""
        yield from _Reading(archive, options, _files(archive)).all()


def _files(archive: Archive) -> list[tuple[str, Member, Shape | None]]:
    """Return the files that are read, with what they hold; `strange` are comments in a language not known."""
    found = []
    for member in sorted((one for one in archive.members if _may_be(archive, one)), key=lambda one: one.name):
        shapes = {
            "comments": look(archive, member, _COMMENTS),
            "chats": look(archive, member, _CHATS),
            "subscriptions": look(archive, member, _SUBSCRIPTIONS) or _by_content(archive, member),
        }
        kind = next((kind for kind, shape in shapes.items() if shape), "")
        if not kind and _is_strange(archive, member):
            kind = "strange"
        if kind:
            found.append((kind, member, shapes.get(kind)))
    return found


def _may_be(archive: Archive, member: Member) -> bool:
    """Return whether a closer look is worth it, of which a table of another export needs none."""
    return member.base.endswith(".csv") and _HINT.search(archive.head(member)) is not None


def _by_content(archive: Archive, member: Member) -> Shape | None:
    """Return the shape of a list of channels whose columns are named in any language."""
    head = archive.head(member, _HEAD)
    encoding = encoding_of(head)
    try:
        rows = list(islice(csv.reader(io.StringIO(head.decode(encoding, "replace"))), 2))
    except csv.Error:
        return None
    if len(rows) != 2 or len(rows[1]) != 3:
        return None
    columns = [
        "channelid" if _CHANNEL.fullmatch(cell) else "channelurl" if _ADDRESS.fullmatch(cell) else "channeltitle"
        for cell in map(str.strip, rows[1])
    ]
    return Shape(encoding, ",", tuple(columns), 1) if len(set(columns)) == 3 else None


def _is_strange(archive: Archive, member: Member) -> bool:
    head = archive.head(member)
    return bool(_SEGMENTS.search(head) and re.search(rb"\bUC[\w-]{22}\b", head))


class _Reading(msgspec.Struct):
    """One Takeout while it is read."""

    archive: Archive
    options: Options
    files: list[tuple[str, Member, Shape | None]]
    me: str = f"{NETWORK}:name:owner of this export#"
    is_known: bool = False
    until: datetime | None = None
    damaged: set[str] = msgspec.field(default_factory=set)

    def all(self) -> Iterator[Yielded]:
        """Yield everything."""
        newest = self._look()
        for one in observed(self.archive, newest, _stated(self.archive.title)):
            self.until = one.observed_at if isinstance(one, Seen) else self.until
            yield one
        if not self.is_known:
            way_on = "Import the comments too, or say `kithkin me youtube:` and the id of your channel."
            yield Problem("", "", "The export does not tell which channel is yours.", way_on, 0)
        for kind, member, shape in self.files:
            yield from self._member(kind, member, shape)
        yield from batch(
            [Row("accounts", {"account_id": self.me, "network": NETWORK, "is_self": True}), *self._coverage()]
        )

    def _look(self) -> datetime | None:
        """Learn whose comments they are; return the newest time."""
        from kithkin.sources import _told_columns as told
        from kithkin.sources._csv_blocks import Block, read_blocks

        limit, newest = ceiling(self.archive), None
        authors = Counter[str]()
        for kind, member, shape in self.files:
            for found in read_blocks(self.archive, member, shape) if shape and kind != "subscriptions" else ():
                lines = [found] if isinstance(found, Line) else []
                if isinstance(found, Block):
                    counted = found.column("channelid").value_counts().to_pylist()
                    authors.update({each["values"]: each["counts"] for each in counted})
                    at, fits = told.times(found.first(*_TIMES))
                    newest = told.later(newest, told.newest(at, fits, limit))
                    lines = list(found.lines((~fits).nonzero()[0].tolist()))
                elif lines:
                    authors[lines[0].first("channelid")] += 1
                newest = told.later(
                    newest, max((at for one in lines if (at := _at(one)) and at <= limit), default=None)
                )
        said = next((one for one in self.options.me if _CHANNEL.fullmatch(one.removeprefix(f"{NETWORK}:"))), "")
        own = said.removeprefix(f"{NETWORK}:") or next(
            (one for one, _ in authors.most_common() if _CHANNEL.fullmatch(one)), ""
        )
        if own:
            self.me, self.is_known = account_id(NETWORK, own), True
        return newest

    def _member(self, kind: str, member: Member, shape: Shape | None) -> Iterator[Yielded]:
        """Yield one file's records."""
        if shape is None:
            self.damaged.add("comments")
            what = "These look like comments, but their columns are named in a language that is not read."
            yield Problem(member.name, "line 1", what, ENGLISH)
            return
        from kithkin.sources import _youtube_columns as columns
        from kithkin.sources._csv_blocks import Block, read_blocks

        together = columns.subscriptions if kind == "subscriptions" else columns.comments
        for found in read_blocks(self.archive, member, shape):
            if isinstance(found, Block):
                used, tables, unusual = together(found, NETWORK, self.me, self.until)
                yield Batch(member.name, used, tables)
                for line in found.lines(unusual):
                    yield self._line(kind, member, line)
            elif isinstance(found, Line):
                yield self._line(kind, member, found)
            else:
                if found.records:
                    self.damaged.add(kind)
                yield found

    def _line(self, kind: str, member: Member, line: Line) -> Record | Problem:
        """Return what one line says."""
        rows = self._subscription(line) if kind == "subscriptions" else self._comment(line)
        if rows:
            return Record(member.name, line.place, tuple(rows))
        self.damaged.add(kind)
        return Problem(member.name, line.place, "The line does not say which channel or which comment it is.")

    def _subscription(self, line: Line) -> list[Row]:
        """Return the subscription to a channel; its time is not said."""
        found = _CHANNEL.fullmatch(line.first("channelid"))
        if not found:
            return []
        channel = account_id(NETWORK, found[0])
        tie = {"follower_id": self.me, "followed_id": channel, "network": NETWORK, "kind": "follow"}
        account = {"account_id": channel, "network": NETWORK, "name": line.first("channeltitle") or None}
        times = when("followed_at", None, latest=self.until, basis="observed")
        return [Row("follows", {**tie, **times}), Row("accounts", {**account, "url": line.first("channelurl") or None})]

    def _comment(self, line: Line) -> list[Row]:
        """Return a comment, or a message in a live chat, as a text and as an act towards somebody unnamed."""
        key, text = line.first("commentid", "livechatid"), words(line.first("commenttext", "livechattext"))
        if not key:
            return []
        author = line.first("channelid")
        sender = account_id(NETWORK, author) if _CHANNEL.fullmatch(author) else self.me
        parent, place = line.first("parentcommentid"), line.first("videoid", "postid")
        kind, thread = "reply" if parent else "comment", account_id(NETWORK, place) if place else None
        answered = account_id(NETWORK, parent) if parent else thread
        post = account_id(NETWORK, key)
        common = {"network": NETWORK, "thread_id": thread, "kind": kind}
        values = {
            "post_id": post,
            "author_id": sender,
            **self._when("posted_at", line),
            "text": text,
            "reply_to_post_id": answered,
            "link_count": link_count(text),
        }
        act = {"interaction_id": f"{post}#{kind}", "actor_id": sender, "target_id": None, "post_id": post}
        act |= {"target_post_id": answered, **self._when("happened_at", line)}
        return [Row("posts", common | values), Row("interactions", common | act)]

    def _when(self, name: str, line: Line) -> dict[str, Any]:
        """Return the four columns of a line's time."""
        at = _at(line)
        return when(name, at) if at else when(name, None, latest=self.until, basis="observed")

    def _coverage(self) -> list[Row]:
        """Return what the export shows."""
        if self.until is None:
            return []
        claims = Coverage(NETWORK, self.me, self.until)
        kinds = {kind for kind, _, _ in self.files}
        if "subscriptions" in kinds:
            how = "some" if "subscriptions" in self.damaged else "all"
            claims.say("follows", "follow", "out", how, identity="id")
        for kind in ("comment", "reply") if "comments" in kinds else ():
            claims.say("interactions", kind, "out", "some", timing="exact")
        return claims.rows()


def _at(line: Line) -> datetime | None:
    """Return the time of a line."""
    found = moment(line.first(*_TIMES))
    return found.at if found else None


def _stated(title: str) -> datetime | None:
    """Return the instant in a ZIP's name."""
    found = _TITLE.search(title)
    try:
        return datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC) if found else None
    except ValueError:
        return None
