"""Plain activities as whole columns: public posts, answers and mentions, boosts and likes, thousands at once.

An activity is plain where its properties have the one form that nearly all servers write. What is not plain goes the
long way of `_activity`, which takes every form and says what is wrong. Both ways give the same rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import msgspec

from kithkin.model.source import Batch, Columns
from kithkin.sources._activity import NOTES, PUBLIC, Fediverse, key_of, post_time
from kithkin.sources._moments import instant_of
from kithkin.sources._plain import link_count, plain
from kithkin.sources._profiles import address_id

#: Activities that become columns at once.
TOGETHER: Final = 5_000

_EVERYBODY: Final = "https://www.w3.org/ns/activitystreams#Public"


class Total(msgspec.Struct, gc=False):
    """A collection of which only the size is told."""

    totalItems: int | None = None  # noqa: N815  as it is written


class Tag(msgspec.Struct, gc=False):
    """A mention, a hashtag, an emoji."""

    type: str = ""
    href: str | None = None
    name: str | None = None


class Note(msgspec.Struct, gc=False):
    """A post."""

    id: str
    type: str
    content: str
    published: str | msgspec.UnsetType = msgspec.UNSET
    to: list[str] = []
    cc: list[str] = []
    name: str | None = None
    summary: str | None = None
    contentMap: dict[str, str] | None = None  # noqa: N815  as it is written
    url: str | None = None
    inReplyTo: str | None = None  # noqa: N815  as it is written
    conversation: str | None = None
    context: str | None = None
    tag: list[Tag] = []
    likes: Total | None = None
    shares: Total | None = None
    # Whatever stands here needs a closer look.
    name_map: None = msgspec.field(name="nameMap", default=None)
    summary_map: None = msgspec.field(name="summaryMap", default=None)
    one_of: None = msgspec.field(name="oneOf", default=None)
    any_of: None = msgspec.field(name="anyOf", default=None)
    quote: None = None
    quote_uri: None = msgspec.field(name="quoteUri", default=None)
    quote_url: None = msgspec.field(name="quoteUrl", default=None)
    misskey_quote: None = msgspec.field(name="_misskey_quote", default=None)

    @property
    def is_public(self) -> bool:
        """Whether it is for everybody, or for all who follow its author."""
        if _EVERYBODY in self.to or _EVERYBODY in self.cc:
            return True
        return any(one in PUBLIC or one.rstrip("/").endswith("/followers") for one in (*self.to, *self.cc))


class Activity(msgspec.Struct, gc=False):
    """What somebody did: posted, boosted, liked."""

    id: str
    type: str
    actor: str
    published: str
    object: Note | str


DECODER: Final = msgspec.json.Decoder(Activity)


class Together:
    """Plain activities on their way to columns."""

    def __init__(self, fediverse: Fediverse, member: str) -> None:
        self.fediverse, self.member = fediverse, member
        self.kinds: set[tuple[str, str]] = set()
        self.used = 0
        self._posts: list[tuple[Any, ...]] = []
        self._acts: list[tuple[Any, ...]] = []

    @property
    def is_full(self) -> bool:
        """Whether there is enough for a batch."""
        return self.used >= TOGETHER

    def take(self, activity: Activity, author: str) -> bool:
        """Take in an activity; return whether it is plain."""
        what, iri, at = activity.object, activity.id, instant_of(activity.published)
        if isinstance(what, Note):
            if activity.type != "Create" or what.type not in NOTES or not what.id or not what.is_public:
                return False
            return self._note(what, author, at if what.published is msgspec.UNSET else instant_of(what.published))
        if at is None or not what or not iri:
            return False
        if activity.type == "Announce":
            self._boost(iri, what, author, at)
        elif activity.type == "Like":
            self._like(iri, what, author, at)
        else:
            return False
        self.used += 1
        return True

    def _boost(self, iri: str, post: str, author: str, at: datetime) -> None:
        to = self.fediverse.author(post)
        self.fediverse.lost += to is None
        self._posts.append((iri, author, "repost", at, *[None] * 7, post, None, None, None))
        self._acts.append((f"{iri}#repost", author, to, "repost", at, iri, post, post_time(post), None))

    def _like(self, iri: str, post: str, author: str, at: datetime) -> None:
        to, written = self.fediverse.author(post), post_time(post)
        self.fediverse.lost += to is None
        written = written if written and written <= self.fediverse.until else None
        self._acts.append((iri, author, to, "like", at, None, post, written, None))

    def _note(self, note: Note, author: str, at: datetime | None) -> bool:
        """Take in a post, unless a mention in it needs a closer look."""
        mentions = self._mentions(note.tag) if note.tag else {}
        if at is None or mentions is None:
            return False
        iri, parent, kind, answered = note.id, note.inReplyTo or None, "post", None
        if parent:
            kind, answered = "reply", self.fediverse.author(parent)
            is_guessed = answered is None
            if is_guessed:
                answered = next(iter(mentions.values()), None)
                self.fediverse.lost += answered is None
            written = post_time(parent)
            self._acts.append((f"{iri}#reply", author, answered, "reply", at, iri, parent, written, is_guessed or None))
        for one in dict.fromkeys(mentions.values()) if mentions else ():
            if one not in (answered, author):
                self._acts.append(
                    (f"{iri}#mention:{key_of(one)}", author, one, "mention", at, iri, None, None, None)
                )  # fmt: skip
        text, language = plain(note.content), note.contentMap
        self._posts.append((
            iri, author, kind, at,
            text, (note.name and plain(note.name)) or (note.summary and plain(note.summary)) or None,
            next(iter(language)) if language and len(language) == 1 else None,
            note.url or iri, note.conversation or note.context or None, parent, answered, None,
            _total(note.likes), _total(note.shares), link_count(text),
        ))  # fmt: skip
        self.used += 1
        return True

    def _mentions(self, tags: Sequence[Tag]) -> dict[str, str] | None:
        """Return who is mentioned, by the address of each; None where name and address are not plainly one."""
        found: dict[str, str] = {}
        for tag in tags:
            if tag.type != "Mention" or tag.href is None:
                continue
            actor = self.fediverse.actor(tag.href)
            named = address_id(tag.name) if tag.name is not None else None
            if not actor or (named and key_of(named) != key_of(actor)):
                return None
            found[tag.href] = actor
        return found

    def batches(self) -> list[Batch]:
        """Return what was gathered as columns, and begin anew."""
        tables: dict[str, Columns] = {}
        if self._posts:
            tables["posts"] = self._columns_of_posts()
        if self._acts:
            tables["interactions"] = self._columns_of_acts()
        for name, columns in tables.items():
            self.kinds.update((name, kind) for kind in set(columns["kind"]))
        used, self.used = self.used, 0
        self._posts, self._acts = [], []
        return [Batch(self.member, used, tables)] if used else []

    def _columns_of_posts(self) -> Columns:
        columns = dict(zip(_POST, map(list, zip(*self._posts, strict=True)), strict=True))
        named = {
            name: self._ids(columns[name]) for name in ("post_id", "thread_id", "reply_to_post_id", "quoted_post_id")
        }
        return {**columns, **named, "network": [self.fediverse.network] * len(self._posts), **_at("posted_at", columns)}

    def _columns_of_acts(self) -> Columns:
        columns = dict(zip(_ACT, map(list, zip(*self._acts, strict=True)), strict=True))
        named = {name: self._ids(columns[name]) for name in ("interaction_id", "post_id", "target_post_id")}
        return {
            **columns,
            **named,
            "network": [self.fediverse.network] * len(self._acts),
            **_at("happened_at", columns),
        }

    def _ids(self, keys: Sequence[str | None]) -> Any:
        """Return ids in this network."""
        import pyarrow as pa
        import pyarrow.compute as pc

        stripped = pc.utf8_trim_whitespace(pa.array(keys, pa.string()))
        return pc.binary_join_element_wise(f"{self.fediverse.network}:", stripped, "")


_POST: Final = (
    "post_id", "author_id", "kind", "posted_at", "text", "title", "language", "url", "thread_id", "reply_to_post_id",
    "reply_to_id", "quoted_post_id", "like_count", "repost_count", "link_count",
)  # fmt: skip
_ACT: Final = (
    "interaction_id", "actor_id", "target_id", "kind", "happened_at", "post_id", "target_post_id", "target_posted_at",
    "is_inferred",
)  # fmt: skip


def _at(name: str, columns: Columns) -> Columns:
    """Return the four columns of instants that are known exactly."""
    import pyarrow as pa

    from kithkin.sources._columns import exactly

    return exactly(name, pa.array(columns[name], pa.timestamp("us", tz="UTC")))


def _total(total: Total | None) -> int | None:
    count = total.totalItems if total else None
    return count if count is not None and 0 <= count < 1 << 53 else None
