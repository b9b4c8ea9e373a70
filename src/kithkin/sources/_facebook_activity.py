"""What the owner of a Facebook export did: comments, reactions, posts, and the traces of others on them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import datetime
from typing import Any, Final

import msgspec

from kithkin.model.ids import name_id
from kithkin.model.source import Row
from kithkin.sources._facebook_titles import Aim, aim_of, is_english, writer_of
from kithkin.sources._meta import (
    UnreadableError,
    digest,
    labelled,
    list_at,
    mapping,
    moment,
    plain,
    repaired,
    seconds_of,
    text_at,
)
from kithkin.sources._meta_export import Export, row
from kithkin.sources._meta_threads import is_nobody
from kithkin.sources._plain import link_count

NETWORK: Final = "facebook"


def person(export: Export, name: str, context: str = "", *, is_organisation: bool | None = None) -> str:
    """Return the account of a person of whom only the name is known.

    The owner is the owner under each name that is known; people whose accounts are gone share a name
    and are kept apart by `context`, the thread or item in which they appear.
    """
    if plain(name) in export.owner_names:
        return export.owner
    if is_nobody(name):
        return export.meet(name_id(NETWORK, f"gone from {context or 'here'}"), name=name or None)
    return export.meet(name_id(NETWORK, name), name=name, is_organisation=is_organisation)


class Activity(msgspec.Struct):
    """Reads the items of the activity files of one export."""

    export: Export
    owner_name: str
    known: Container[str]

    def key(self, kind: str, stated: datetime | None) -> str:
        """Return how the id of one of the owner's records of a kind begins; most are the only one of their second."""
        return f"{NETWORK}:{self.export.me}:{kind}:{seconds_of(stated)}"

    def comment(self, item: Any, number: int) -> Sequence[Row] | None:
        """Return the rows of a comment: the text, and whom it was for as far as the title says."""
        mapping(item)
        inner = next((part for part in _parts(item, "comment")), {})
        text, title = text_at(inner, "comment"), text_at(item, "title")
        stated = moment(inner.get("timestamp")) or moment(item.get("timestamp"))
        if not text and not title and stated is None:
            raise UnreadableError("This comment has neither text, title nor time.")
        author = text_at(inner, "author")
        actor = person(self.export, author, f"comment {number}") if author else self.export.owner
        aim = aim_of(title, author or self.owner_name, self.known)
        kind = "reply" if aim.is_reply else "comment"
        key = self.export.once(self.key("comment", stated), f"{title}\x1f{text}")
        if key is None:
            return None
        target, at = self._target(aim, number, title), self.export.time(None, stated)
        group = text_at(inner, "group")
        rows = [
            row(
                "posts",
                post_id=key,
                network=NETWORK,
                author_id=actor,
                kind=kind,
                **self.export.when("posted_at", at),
                text=text or None,
                link_count=link_count(text or None),
                reply_to_id=target,
                community_id=f"{NETWORK}:group:{digest(plain(group))}" if group else None,
            )
        ]
        if target != actor:
            rows.append(self._act(key, kind, actor, target, at, post_id=key))
        return rows

    def _target(self, aim: Aim, number: int, title: str) -> str | None:
        """Return the account that a title names, and count the titles that name nobody, and those not in English."""
        if aim.is_own:
            return self.export.owner
        if aim.name is None:
            self.export.counted["titles without a name"] += 1
            self.export.counted["titles in another language"] += bool(title) and not is_english(title)
            return None
        return person(self.export, aim.name, f"item {number}")

    def _act(self, key: str, kind: str, actor: str, target: str | None, at: datetime | None, **more: Any) -> Row:
        """Return the row of one act."""
        return row(
            "interactions",
            interaction_id=f"{key}:act" if "post_id" in more else key,
            network=NETWORK,
            actor_id=actor,
            target_id=target,
            kind=kind,
            **self.export.when("happened_at", at),
            **more,
        )

    def reaction(self, item: Any, number: int) -> Sequence[Row] | None:
        """Return the row of a reaction, in the classic form (title and actor) or in the labelled one.

        Both forms can stand side by side for one act: the second is not used.
        """
        mapping(item)
        inner = next((part for part in _parts(item, "reaction")), {})
        labels = [label for label in labelled(item) if label.value]
        title = text_at(item, "title")
        stated = moment(item.get("timestamp"))
        if stated is None and not title and not labels:
            raise UnreadableError("This reaction has neither time, title nor labels.")
        actor_name = text_at(inner, "actor")
        if labels:
            name = next((label.value for label in labels if label.meaning in ("name", "owner")), "")
            aim = Aim(name or None)
        else:
            aim = aim_of(title, actor_name or self.owner_name, self.known)
        key, mark = self.key("reaction", stated), "own" if aim.is_own else plain(aim.name) if aim.name else None
        if stated is not None and mark is None and self.export.was_read(key):
            return None
        once = self.export.once(key, str(mark or title))
        if once is None:
            return None
        target = self._target(aim, number, title)
        if target == self.export.owner:
            return []
        return [self._act(once, "reaction", self.export.owner, target, self.export.time(None, stated))]

    def post(self, item: Any, number: int) -> Sequence[Row] | None:
        """Return the rows of a post by the owner, with a mention for everybody tagged in it."""
        mapping(item)
        if any(True for _ in _parts(item, "comment")):
            return self.comment(item, number)
        text, links = _text_and_links(item)
        stated = moment(item.get("timestamp"))
        if stated is None and not text:
            raise UnreadableError("This post has neither time nor text.")
        key = self.export.once(self.key("post", stated), text or text_at(item, "title"))
        if key is None:
            return None
        at = self.export.time(None, stated)
        rows = [self._post(key, self.export.owner, at, text, links)]
        for name in dict.fromkeys(_tags(item)):
            target = person(self.export, name, f"item {number}")
            if target != self.export.owner:
                mention = self._act(f"{key}:mention:{digest(plain(name))}", "mention", self.export.owner, target, at)
                rows.append(row("interactions", **{**mention.values, "post_id": key}))
        return rows

    def _post(self, key: str, author: str | None, at: datetime | None, text: str, links: int) -> Row:
        """Return the row of one post."""
        return row(
            "posts",
            post_id=key,
            network=NETWORK,
            author_id=author,
            kind="post",
            **self.export.when("posted_at", at),
            text=text or None,
            link_count=links,
        )

    def wall_post(self, item: Any, number: int) -> Sequence[Row] | None:
        """Return the rows of what somebody else wrote on the owner's timeline: a post that addresses the owner."""
        mapping(item)
        text, links = _text_and_links(item)
        title, stated = text_at(item, "title"), moment(item.get("timestamp"))
        if stated is None and not text:
            raise UnreadableError("This post has neither time nor text.")
        name = writer_of(title)
        author = person(self.export, name, f"item {number}") if name else None
        key = self.export.once(self.key("timeline", stated), f"{title}\x1f{text}")
        if key is None:
            return None
        at = self.export.time(None, stated)
        rows = [self._post(key, author, at, text, links)]
        if author is not None and author != self.export.owner:
            self.export.counted["timeline posts"] += 1
            rows.append(self._act(key, "mention", author, self.export.owner, at, post_id=key))
        return rows

    def photo(self, item: Any, number: int) -> Sequence[Row] | None:
        """Return the comments that others left on a photo of the owner (old exports only)."""
        rows: list[Row] = []
        for comment in list_at(mapping(item), "comments"):
            author, text = text_at(comment, "author"), text_at(comment, "comment")
            actor = person(self.export, author, f"photo {number}") if author else self.export.owner
            stated = moment(comment.get("timestamp")) if isinstance(comment, dict) else None
            if actor == self.export.owner or stated is None:
                continue
            key = f"{NETWORK}:{self.export.me}:photo:{seconds_of(stated)}:{digest(plain(author))}"
            key_once = self.export.once(key, text)
            if key_once is None:
                continue
            at = self.export.time(None, stated)
            self.export.counted["photo comments"] += 1
            values = self._post(key_once, actor, at, text, link_count(text) or 0).values
            rows.append(row("posts", **{**values, "kind": "comment", "reply_to_id": self.export.owner}))
            rows.append(self._act(key_once, "comment", actor, self.export.owner, at, post_id=key_once))
        return rows or None


def _parts(item: Any, key: str) -> Iterator[dict[str, Any]]:
    """Yield the mappings under a key of the entries in `data`."""
    for entry in list_at(item, "data"):
        inner = entry.get(key) if isinstance(entry, dict) else None
        if isinstance(inner, dict):
            yield inner


def _text_and_links(item: Any) -> tuple[str, int]:
    """Return the words of a post, and how many links it holds in its text and as attachments."""
    words = [text_at(entry, "post") for entry in list_at(item, "data")]
    text = "\n".join(word for word in words if word)
    links = 0
    for attachment in list_at(item, "attachments"):
        for entry in list_at(attachment, "data"):
            media = entry.get("media") if isinstance(entry, dict) else None
            context = entry.get("external_context") if isinstance(entry, dict) else None
            text = text or text_at(media, "description") or text_at(entry, "text")
            url = text_at(context, "url")
            links += bool(url and url not in text)
    return text, links + (link_count(text) or 0)


def _tags(item: Any) -> Iterator[str]:
    """Yield the names of the people tagged in a post: mappings with a name, or plain texts."""
    for tag in list_at(item, "tags"):
        name = repaired(tag).strip() if isinstance(tag, str) else text_at(tag, "name")
        if name:
            yield name
