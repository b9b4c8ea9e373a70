"""Reddit's data request: CSV files, read by their column names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import msgspec

from kithkin.model.ids import account_id, handle_id
from kithkin.model.source import Archive, Batch, Member, NotUsed, Options, Problem, Record, Row, Seen, Yielded, when
from kithkin.sources._claims import Coverage, batch, ceiling, observed
from kithkin.sources._csv import Line, Shape, Wanted, look, needs
from kithkin.sources._moments import moment
from kithkin.sources._plain import link_count

if TYPE_CHECKING:
    from kithkin.sources._csv_blocks import Block

NETWORK: Final = "reddit"
#: Of the members of a larger chat only the owner is told as a recipient.
MAX_RECIPIENTS: Final = 20
#: So many people of one chat are told apart.
_MOST_PEOPLE: Final = 500
_TITLE: Final = re.compile(r"export_([\w-]{3,20})_(20\d{2})(\d{2})(\d{2})")
_PART: Final = re.compile(r"_\d{1,4}$")
_THREAD: Final = re.compile(r"/comments/([0-9a-z]{3,12})(?:/|$)", re.IGNORECASE)
_PARENT: Final = re.compile(r"(t[13]_[0-9a-z]{3,12})$", re.IGNORECASE)
_COMMUNITY: Final = re.compile(r"(?:#|/?r/)([\w:.-]{2,50})", re.IGNORECASE)
_PERSON: Final = re.compile(r"(?:/?u/)?([\w-]{3,30})", re.IGNORECASE)

#: Each kind of file that is read, with the columns it must have.
_FILES: Final[Mapping[str, Wanted]] = {
    "statistics": needs("statistic", "value"),
    "posts": needs("id", "permalink", "date", "subreddit", "title", "url"),
    "comments": needs("id", "permalink", "date", "subreddit", "link", "parent", "body"),
    "messages": needs("id", "permalink", "threadid", "date", "from", "to", "body"),
    "messages_archive": needs("id", "permalink", "threadid", "date", "from", "to", "body"),
    "chat_history": needs("messageid", "createdat", "username", "message", "channelurl"),
    "friends": needs("username", "note"),
    "subscribed_subreddits": needs("subreddit"),
    "post_votes": needs("id", "permalink", "direction"),
    "comment_votes": needs("id", "permalink", "direction"),
}
#: Files whose columns no other export has.
_TELLING: Final = frozenset({"posts", "comments", "messages", "messages_archive", "chat_history"})
_KNOWN: Final = frozenset({
    "account_gender", "announcements", "approved_submitter_subreddits", "birthdate", "checkfile", "comment_headers",
    "drafts", "gilded_comments", "gilded_content", "gilded_posts", "gold_received", "hidden_posts", "ip_logs",
    "linked_identities", "linked_phone_number", "live_stream_posts", "message_headers", "messages_archive_headers",
    "moderated_subreddits", "multireddits", "payouts", "persona", "poll_votes", "post_headers", "purchases",
    "reddit_gold_information", "saved_comments", "saved_posts", "scheduled_posts", "sensitive_ads_preferences",
    "stripe", "subscriptions", "twitter", "user_preferences",
})  # fmt: skip


class RedditExport:
    """Reddit's own export.

    Private messages and chats name both sides. A comment names the thread and what it answers, not whom.
    """

    name = "reddit-export"
    title = "Reddit export"
    how_to_get = "Reddit: reddit.com/settings/data-request, all data; a ZIP comes by message within a month."
    holds = "Your posts, comments and votes, private messages and chats both ways, friends, the communities you joined."
    lacks = "Whom your comments answer and whose posts you voted on, who answered you, who follows you."

    def recognises(self, archive: Archive, options: Options) -> float:
        """Return how sure it is: one file that only Reddit writes suffices, two files leave no doubt."""
        if options.form == self.name:
            return 1.0
        found = {stem for stem, _, shape in _files(archive) if shape}
        return 0.0 if not found & _TELLING else 0.97 if len(found) > 1 else 0.93

    def knows(self, member: Member) -> bool:
        """Return whether a file is one that the export is known to hold."""
        return _stem(member) in _KNOWN or _stem(member) in _FILES

    def belongs(self, archive: Archive) -> str | None:
        """Return None: an export is one ZIP."""
        del archive
        return None

    def read(self, archive: Archive, options: Options) -> Iterator[Yielded]:
        """Yield the export's rows; the files are gone through twice, first for whose it is and who is in which chat."""
        yield from _Reading(archive, options, _files(archive)).all()


def _stem(member: Member) -> str:
    """Return a file's name without the number that the parts of a large one bear."""
    return _PART.sub("", member.base.removesuffix(".csv"))


def _files(archive: Archive) -> list[tuple[str, Member, Shape | None]]:
    order = list(_FILES)
    found = [(_stem(one), one) for one in archive.members if one.base.endswith(".csv") and _stem(one) in _FILES]
    found.sort(key=lambda pair: (order.index(pair[0]), pair[1].name))
    return [(stem, member, look(archive, member, _FILES[stem])) for stem, member in found]


def person(name: str) -> str | None:
    """Return the account of a user or of a community; None for one that is gone.

    Examples
    --------
    >>> person("u/Bo_Tamsin"), person("#dyeing"), person("[deleted]")
    ('reddit:@bo_tamsin', 'reddit:r/dyeing', None)
    """
    if found := _COMMUNITY.fullmatch(name.strip()):
        return community(found[1])
    found = _PERSON.fullmatch(name.strip())
    return handle_id(NETWORK, found[1]) if found else None


def community(name: str) -> str:
    """Return the account of a community."""
    return account_id(NETWORK, f"r/{name.strip().lower()}")


class _Reading(msgspec.Struct):
    """One export while it is read."""

    archive: Archive
    options: Options
    files: list[tuple[str, Member, Shape | None]]
    owner: str = ""
    born: datetime | None = None
    until: datetime | None = None
    met: dict[str, str] = {}
    chats: dict[str, set[str]] = {}
    damaged: set[str] = msgspec.field(default_factory=set)

    def all(self) -> Iterator[Yielded]:
        """Yield everything."""
        title = _TITLE.search(self.archive.title)
        self.owner = title[1] if title else ""
        newest, stated = self._look()
        said = next((found[1] for one in self.options.me if (found := _PERSON.fullmatch(_bare(one)))), "")
        self.owner = said or self.owner
        for one in observed(self.archive, newest, stated or _day(title)):
            self.until = one.observed_at if isinstance(one, Seen) else self.until
            yield one
        if not self.owner:
            yield Problem("", "", "The export does not tell whose it is.", "Say `kithkin me reddit:@YOUR-NAME`.", 0)
        for stem, member, shape in self.files:
            yield from self._member(stem, member, shape)
        yield from batch([*self._accounts(), *self._coverage()])

    def _look(self) -> tuple[datetime | None, datetime | None]:
        """Learn whose export it is and who writes in which chat; return the newest time and the stated one."""
        from kithkin.sources import _told_columns as told
        from kithkin.sources._csv_blocks import Block, read_blocks

        limit, newest, stated = ceiling(self.archive), None, None
        for stem, member, shape in self.files:
            is_timed = shape is not None and (stem == "statistics" or {"date", "createdat"} & {*shape.columns})
            for found in read_blocks(self.archive, member, shape) if shape and is_timed else ():
                lines: Iterable[Line] = [found] if isinstance(found, Line) else []
                if isinstance(found, Block):
                    at, fits = told.times(found.first("date", "createdat"))
                    newest = told.later(newest, told.newest(at, fits, limit))
                    lines = found.lines(None if stem == "statistics" else (~fits).nonzero()[0].tolist())
                    if stem == "chat_history":
                        self._rooms(found)
                for line in lines:
                    stated = (self._statistic(line) if stem == "statistics" else None) or stated
                    if stem == "chat_history":
                        self._write_in(line.first("channelurl"), line.first("username"))
                    at = _at(line)
                    newest = told.later(newest, at if at and at <= limit else None)
        return newest, stated

    def _rooms(self, block: Block) -> None:
        """Learn who writes in which chat."""
        from kithkin.sources._columns import combinations

        columns = [block.column(name) for name in ("channelurl", "username")]
        chosen = combinations(columns)[0]
        for room, name in zip(*(column.take(chosen).to_pylist() for column in columns), strict=True):
            self._write_in(room, name)

    def _write_in(self, room: str, name: str) -> None:
        """Note that somebody writes in a chat."""
        people = self.chats.setdefault(room, set())
        if (one := person(name)) and len(people) < _MOST_PEOPLE:
            people.add(one)

    def _statistic(self, line: Line) -> datetime | None:
        """Take in one fact of the account; return the instant of the export where this is it."""
        name, value = line.first("statistic").lower(), line.first("value")
        found = moment(value)
        if name == "account name" and _PERSON.fullmatch(value):
            self.owner = value
        elif name == "registration date" and found:
            self.born = found.at
        return found.at if name == "export time" and found else None

    def _member(self, stem: str, member: Member, shape: Shape | None) -> Iterator[Yielded]:
        """Yield one file's records."""
        if shape is None:
            if self.archive.head(member, 64).strip():
                self.damaged.add(stem)
                yield Problem(member.name, "line 1", "The file has none of the columns that Reddit writes here.")
            else:
                yield NotUsed(member.name)
            return
        from kithkin.sources._csv_blocks import Block, read_blocks
        from kithkin.sources._reddit_columns import Readers

        together = Readers(self.me, self.until, self._meet, self._recipients).of(stem)
        read = self._readers().get(stem)
        for found in read_blocks(self.archive, member, shape):
            if isinstance(found, Problem):
                if found.records:
                    self.damaged.add(stem)
                yield found
                continue
            lines: Iterable[Line] = [found] if isinstance(found, Line) else ()
            if isinstance(found, Block):
                used, tables, unusual = together(found) if together else (0, {}, None)
                yield Batch(member.name, used, tables)
                lines = found.lines(unusual)
            for line in lines:
                yield self._line(stem, member, line, read(line) if read else [])

    def _line(self, stem: str, member: Member, line: Line, rows: list[Row] | None) -> Yielded:
        """Return what one line says."""
        if rows is None:
            self.damaged.add(stem)
            return Problem(member.name, line.place, "The line does not say what it is about.")
        return Record(member.name, line.place, tuple(rows)) if rows else NotUsed(member.name)

    def _readers(self) -> dict[str, Callable[[Line], list[Row] | None]]:
        """Return what turns a line into rows: none of them for one that is not used, None for one that says nothing."""
        return {
            "posts": lambda line: self._post(line, "t3", "post"),
            "comments": lambda line: self._post(line, "t1", "reply" if "t1_" in line.first("parent") else "comment"),
            "messages": self._message,
            "messages_archive": self._message,
            "chat_history": self._chat,
            "friends": lambda line: self._follow(person(line.first("username"))),
            "subscribed_subreddits": lambda line: self._follow(person("r/" + line.first("subreddit"))),
            "post_votes": lambda line: self._vote(line, "t3"),
            "comment_votes": lambda line: self._vote(line, "t1"),
        }

    @property
    def me(self) -> str:
        """The owner's account."""
        return handle_id(NETWORK, self.owner) if self.owner else f"{NETWORK}:name:owner of this export#"

    def _meet(self, name: str) -> str | None:
        """Return the account of a name; how it is written is kept."""
        found = person(name)
        if found:
            self.met.setdefault(found, name.strip().removeprefix("/").removeprefix("u/"))
        return found

    def _when(self, name: str, line: Line) -> dict[str, Any]:
        """Return the four columns of a line's time."""
        at = _at(line)
        return when(name, at) if at else when(name, None, latest=self.until, basis="observed")

    def _post(self, line: Line, prefix: str, kind: str) -> list[Row] | None:
        """Return a text of the owner; a comment is an act too, towards somebody who is not named."""
        key, text = line.first("id"), line.first("body") or None
        if not key:
            return None
        post, thread = account_id(NETWORK, f"{prefix}_{key}"), _THREAD.search(line.first("link", "permalink"))
        parent = _PARENT.search(line.first("parent"))
        answered = account_id(NETWORK, parent[1].lower()) if parent else None
        values = {
            "post_id": post,
            "network": NETWORK,
            "author_id": self.me,
            "kind": kind,
            **self._when("posted_at", line),
            "text": text,
            "title": line.first("title") or None,
            "url": line.first("permalink") or None,
            "thread_id": account_id(NETWORK, f"t3_{thread[1].lower()}") if thread else None,
            "community_id": community(line.first("subreddit")) if line.first("subreddit") else None,
            "reply_to_post_id": answered,
            "link_count": link_count(text),
        }
        rows = [Row("posts", values)]
        if kind != "post":
            act = {"post_id": post, "target_post_id": answered, "thread_id": values["thread_id"]}
            rows.append(self._act(f"{prefix}_{key}#{kind}", kind, act | self._when("happened_at", line)))
        return rows

    def _act(self, key: str, kind: str, more: Mapping[str, Any]) -> Row:
        known = {"interaction_id": account_id(NETWORK, key), "network": NETWORK, "actor_id": self.me, "kind": kind}
        return Row("interactions", {**known, "target_id": None, **more})

    def _vote(self, line: Line, prefix: str) -> list[Row] | None:
        """Return an upvote; its time is not said."""
        key = line.first("id")
        if not key:
            return None
        if line.first("direction").lower() != "up":
            return []
        times = when("happened_at", None, latest=self.until, basis="observed")
        return [self._act(f"{prefix}_{key}#like", "like", {"target_post_id": f"{NETWORK}:{prefix}_{key}", **times})]

    def _message(self, line: Line) -> list[Row] | None:
        """Return a private message."""
        sender, to = self._meet(line.first("from")), self._meet(line.first("to"))
        key, text = line.first("id"), line.first("body") or None
        if not key or (sender is None and to is None):
            return None
        values = {
            "message_id": account_id(NETWORK, f"t4_{key}"),
            "network": NETWORK,
            "thread_id": account_id(NETWORK, f"t4_{line.first('threadid') or key}"),
            "sender_id": sender,
            "recipient_id": to,
            "recipient_count": 1,
            **self._when("sent_at", line),
            "text": text,
            "subject": line.first("subject") or None,
            "link_count": link_count(text),
            "folder": "sent" if sender == self.me else "inbox",
            "bulk_evidence": "sent by Reddit" if sender == f"{NETWORK}:@reddit" else None,
        }
        return [Row("messages", values)]

    def _chat(self, line: Line) -> list[Row] | None:
        """Return a message of a chat, to those who were seen writing in it."""
        sender, key, text = self._meet(line.first("username")), line.first("messageid"), line.first("message") or None
        if not key or sender is None:
            return None
        to, count = self._recipients(line.first("channelurl"), sender)
        values = {
            "message_id": account_id(NETWORK, f"chat:{key}"),
            "network": NETWORK,
            "thread_id": account_id(NETWORK, f"chat:{line.first('channelurl')}"),
            "sender_id": sender,
            "recipient_count": count or None,
            **self._when("sent_at", line),
            "text": text,
            "link_count": link_count(text),
            "folder": "sent" if sender == self.me else "inbox",
        }
        return [Row("messages", {**values, "recipient_id": one}) for one in to]

    def _recipients(self, room: str, sender: str) -> tuple[list[str | None], int]:
        """Return to whom somebody writes in a chat, as far as it shows, and to how many."""
        others = (self.chats.get(room, set()) | {self.me}) - {sender}
        if len(others) > MAX_RECIPIENTS:
            return [self.me if sender != self.me else None], len(others)
        return [*sorted(others)] or [None], len(others)

    def _follow(self, target: str | None) -> list[Row] | None:
        """Return a friend or a community: whom the owner follows."""
        if target is None:
            return None
        self.met.setdefault(target, target.rsplit(":", 1)[-1].lstrip("@"))
        tie = {"follower_id": self.me, "followed_id": target, "network": NETWORK, "kind": "follow"}
        return [Row("follows", {**tie, **when("followed_at", None, latest=self.until, basis="observed")})]

    def _accounts(self) -> Iterator[Row]:
        own = {"account_id": self.me, "network": NETWORK, "handle": self.owner or None, "is_self": True}
        yield Row("accounts", {**own, **(when("created_at", self.born) if self.born else {})})
        for one, name in self.met.items():
            if one != self.me:
                is_community = True if one.startswith(f"{NETWORK}:r/") else None
                values = {"account_id": one, "network": NETWORK, "handle": name, "is_organisation": is_community}
                yield Row("accounts", values)

    def _coverage(self) -> list[Row]:
        """Return what the export shows."""
        if self.until is None:
            return []
        claims = Coverage(NETWORK, self.me, self.until)
        there = {stem for stem, _, shape in self.files if shape}
        is_whole = {"messages", "chat_history"} <= there - self.damaged
        for direction in ("in", "out") if there & {"messages", "messages_archive", "chat_history"} else ():
            how = "all" if is_whole else "some"
            remedy = None if is_whole else "the whole export, with messages and chats"
            claims.say("messages", "message", direction, how, identity="handle", timing="exact", remedy=remedy)
        for kind in ("comment", "reply") if "comments" in there else ():
            claims.say("interactions", kind, "out", "some", timing="exact")
        if there & {"post_votes", "comment_votes"}:
            claims.say("interactions", "like", "out", "some")
        if "posts" in there:
            how = "some" if "posts" in self.damaged else "all"
            claims.say("posts", "post", "out", how, timing="exact")
        if there & {"friends", "subscribed_subreddits"}:
            claims.say("follows", "follow", "out", "some", identity="handle")
        return claims.rows()


def _bare(name: str) -> str:
    """Return a name as the user may say it, without network and sign."""
    return name.removeprefix(f"{NETWORK}:").removeprefix("@")


def _at(line: Line) -> datetime | None:
    """Return the time of a line."""
    found = moment(line.first("date", "createdat"))
    return found.at if found else None


def _day(title: re.Match[str] | None) -> datetime | None:
    """Return the day in the name of a ZIP."""
    try:
        return datetime(int(title[2]), int(title[3]), int(title[4]), tzinfo=UTC) if title else None
    except ValueError:
        return None
