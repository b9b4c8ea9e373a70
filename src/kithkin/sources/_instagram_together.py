"""Plain items of an Instagram export as whole columns: likes and comments, many at once.

An item is plain where it has the one form that nearly all have: one user name, one time. What is not plain goes
the long way of `_instagram_activity`, which takes every form and says what is wrong. Both ways give the same rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from kithkin.model.ids import handle_id
from kithkin.model.source import Columns
from kithkin.sources._instagram_items import handle_of, mentions_in, shortcode_in
from kithkin.sources._meta import BIRTH, digest, meaning_of, repaired, seconds_of
from kithkin.sources._meta_export import DAY, Export
from kithkin.sources._plain import link_count, once

NETWORK: Final = "instagram"
_BIRTH: Final = seconds_of(BIRTH)


class _Plain(NamedTuple):
    """The one entry of a plain item."""

    handle: str
    seconds: int
    href: str


@once
def _known(text: str) -> str:
    """Return the user name that a text is; nothing for letters that need a repair first."""
    return handle_of(text) if text.isascii() else ""


def _plain(item: Any, spelled: Sequence[str], latest: int) -> _Plain | None:
    """Return the one entry of an item, or None where it needs a closer look.

    `spelled` is where the user name stands, likeliest first; `latest` the last second that can be true.
    """
    parts = item.get("string_list_data") if isinstance(item, dict) else None
    if not isinstance(parts, list) or len(parts) != 1 or not isinstance(parts[0], dict):
        return None
    part = parts[0]
    href, seconds = part.get("href", ""), part.get("timestamp")
    if type(seconds) is not int or not _BIRTH <= seconds <= latest or not isinstance(href, str) or not href.isascii():
        return None
    texts: Mapping[str, Any] = {"value": part.get("value"), "title": item.get("title")}
    named = next((text for name in spelled if (text := texts[name])), None)
    handle = _known(named) if isinstance(named, str) else ""
    return _Plain(handle, seconds, href) if handle else None


@dataclass(slots=True)
class Acts:
    """Plain acts towards the owner of a post, such as likes."""

    export: Export
    kind: str
    what: str
    front: str = field(init=False)
    latest: int = field(init=False)
    rows: list[tuple[str, str, int, str | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Note what all have in common."""
        self.front = f"{NETWORK}:{self.export.me}:{self.what}:"
        self.latest = seconds_of(self.export.seen + DAY)

    def take(self, item: Any) -> bool:
        """Take in an item; return whether it is plain and new."""
        entry = _plain(item, ("title", "value"), self.latest)
        if entry is None:
            return False
        target, code = handle_id(NETWORK, entry.handle), shortcode_in(entry.href)
        key = f"{self.front}{entry.seconds}:{digest(target, code)}"
        if target == self.export.owner or self.export.once(key) is None:
            return False
        self.export.meet(target, handle=entry.handle)
        self.rows.append((key, target, entry.seconds, f"{NETWORK}:{code}" if code else None))
        return True

    def tables(self) -> dict[str, Columns]:
        """Return what was taken as columns, and begin anew."""
        import pyarrow as pa

        from kithkin.sources._columns import exact_seconds

        keys, targets, seconds, posts = map(list, zip(*self.rows, strict=True))
        count = len(self.rows)
        self.rows = []
        columns = {
            "interaction_id": keys,
            "network": pa.repeat(NETWORK, count),
            "actor_id": pa.repeat(self.export.owner, count),
            "target_id": targets,
            "kind": pa.repeat(self.kind, count),
            "target_post_id": posts,
        }
        return {"interactions": columns | exact_seconds("happened_at", seconds)}


@dataclass(slots=True)
class Comments:
    """Plain comments: the words, the owner of what they stand under, the time."""

    export: Export
    front: str = field(init=False)
    latest: int = field(init=False)
    posts: list[tuple[str, str, int, str, int]] = field(default_factory=list)
    acts: list[tuple[str, str, str, int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Note what all have in common."""
        self.front = f"{NETWORK}:{self.export.me}:comment:"
        self.latest = seconds_of(self.export.seen + DAY)

    def take(self, item: Any) -> bool:
        """Take in an item; return whether it is plain and new."""
        text, owner, seconds = _said(item)
        handle = _known(owner)
        if not text or not handle or not _BIRTH <= seconds <= self.latest:
            return False
        key = self.export.once(f"{self.front}{seconds}", f"{handle}\x1f{text}")
        if key is None:
            return False
        target = self.export.meet(handle_id(NETWORK, handle), handle=handle)
        self.posts.append((key, text, link_count(text) or 0, target, seconds))
        if target != self.export.owner:
            self.acts.append((f"{key}:act", "comment", target, seconds, key))
        for name in mentions_in(text) if "@" in text else ():
            named = handle_id(NETWORK, name)
            if name != handle and named != self.export.owner:
                self.export.meet(named, handle=name)
                self.acts.append((f"{key}:mention:{name}", "mention", named, seconds, key))
        return True

    def tables(self) -> dict[str, Columns]:
        """Return what was taken as columns, and begin anew."""
        import pyarrow as pa

        from kithkin.sources._columns import exact_seconds

        keys, texts, links, targets, seconds = map(list, zip(*self.posts, strict=True))
        count, tables = len(self.posts), dict[str, Columns]()
        tables["posts"] = {
            "post_id": keys,
            "network": pa.repeat(NETWORK, count),
            "author_id": pa.repeat(self.export.owner, count),
            "kind": pa.repeat("comment", count),
            "text": texts,
            "link_count": links,
            "reply_to_id": targets,
        } | exact_seconds("posted_at", seconds)
        if self.acts:
            names = "interaction_id", "kind", "target_id", "seconds", "post_id"
            acts = dict(zip(names, map(list, zip(*self.acts, strict=True)), strict=True))
            count, at = len(self.acts), exact_seconds("happened_at", acts.pop("seconds"))
            own = {"network": pa.repeat(NETWORK, count), "actor_id": pa.repeat(self.export.owner, count)}
            tables["interactions"] = acts | own | at
        self.posts, self.acts = [], []
        return tables


def _said(item: Any) -> tuple[str, str, int]:
    """Return the words, the owner and the second of a comment; nothing where it needs a closer look."""
    values = item.get("string_map_data") if isinstance(item, dict) else None
    found: dict[str, Any] = {}
    for label, node in values.items() if isinstance(values, dict) and len(values) == 3 else ():
        if isinstance(node, dict):
            meaning = meaning_of(label)
            found[meaning] = node.get("timestamp" if meaning == "time" else "value")
            if meaning != "time" and node.get("timestamp"):
                return "", "", 0
    text, owner, seconds = found.get("comment"), found.get("owner"), found.get("time")
    if type(seconds) is not int or not isinstance(text, str) or not isinstance(owner, str):
        return "", "", 0
    return repaired(text).strip(), owner, seconds
