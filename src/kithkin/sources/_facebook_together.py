"""Plain items of a Facebook export as whole columns: reactions and comments, many at once.

An item is plain where it has the one form that nearly all have and its title names one person. What is not plain
goes the long way of `_facebook_activity`, which takes every form and says what is wrong. Both give the same rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeGuard

from kithkin.model.source import Columns
from kithkin.sources._facebook_activity import NETWORK, Activity, person
from kithkin.sources._facebook_titles import aim_of
from kithkin.sources._meta import BIRTH, plain, repaired, seconds_of
from kithkin.sources._meta_export import DAY
from kithkin.sources._meta_threads import is_nobody
from kithkin.sources._plain import link_count

_BIRTH: Final = seconds_of(BIRTH)


class _Plain(NamedTuple):
    """A plain item: its title, what stands in it, whom it is towards, and whether it answers."""

    title: str
    inner: Mapping[str, Any]
    name: str
    is_reply: bool


def _said(value: Any) -> str:
    return repaired(value).strip() if isinstance(value, str) else ""


def _plain(activity: Activity, item: Any, key: str, by: str) -> _Plain | None:
    """Return a plain item, or None where it needs a closer look; `by` is where its actor stands."""
    if not isinstance(item, dict) or "label_values" in item:
        return None
    data, title = item.get("data"), _said(item.get("title"))
    inner = data[0].get(key) if isinstance(data, list) and len(data) == 1 and isinstance(data[0], dict) else None
    if not isinstance(inner, dict) or "group" in inner:
        return None
    actor = _said(inner.get(by))
    if plain(actor) not in activity.export.owner_names:
        return None
    aim = aim_of(title, actor, activity.known)
    if aim.name is None or is_nobody(aim.name) or plain(aim.name) in activity.export.owner_names:
        return None
    return _Plain(title, inner, aim.name, aim.is_reply)


@dataclass(slots=True)
class _Together:
    """What the lists have in common: `front` is how their keys begin, `latest` the last second that can be true."""

    activity: Activity
    front: str = field(init=False)
    latest: int = field(init=False)

    def __post_init__(self) -> None:
        """Note what all items have in common."""
        export = self.activity.export
        self.front, self.latest = f"{NETWORK}:{export.me}:", seconds_of(export.seen + DAY)

    def _is_time(self, seconds: Any) -> TypeGuard[int]:
        return type(seconds) is int and _BIRTH <= seconds <= self.latest

    def _own(self, count: int) -> dict[str, Any]:
        import pyarrow as pa

        return {"network": pa.repeat(NETWORK, count), "actor_id": pa.repeat(self.activity.export.owner, count)}


@dataclass(slots=True)
class Reactions(_Together):
    """Plain reactions of the owner to what others posted."""

    rows: list[tuple[str, str, int]] = field(default_factory=list)

    def take(self, item: Any) -> bool:
        """Take in an item; return whether it is plain and new."""
        found = _plain(self.activity, item, "reaction", "actor")
        seconds = item.get("timestamp") if found else None
        if found is None or not self._is_time(seconds):
            return False
        mark, before = plain(found.name), self.activity.reacted[seconds]
        if mark in before or (key := self.activity.export.once(f"{self.front}reaction:{seconds}", mark)) is None:
            return False
        before.add(mark)
        self.rows.append((key, person(self.activity.export, found.name), seconds))
        return True

    def tables(self) -> dict[str, Columns]:
        """Return what was taken as columns, and begin anew."""
        from kithkin.sources._columns import exact_seconds

        keys, targets, seconds = map(list, zip(*self.rows, strict=True))
        self.rows = []
        acts = {"interaction_id": keys, "kind": ["reaction"] * len(keys), "target_id": targets}
        return {"interactions": acts | self._own(len(keys)) | exact_seconds("happened_at", seconds)}


@dataclass(slots=True)
class Comments(_Together):
    """Plain comments of the owner on what others posted."""

    rows: list[tuple[str, str, str, int, int, str]] = field(default_factory=list)

    def take(self, item: Any) -> bool:
        """Take in an item; return whether it is plain and new."""
        found = _plain(self.activity, item, "comment", "author")
        seconds, text = (found.inner.get("timestamp"), _said(found.inner.get("comment"))) if found else (None, "")
        if found is None or not text or not self._is_time(seconds):
            return False
        key = self.activity.export.once(f"{self.front}comment:{seconds}", f"{found.title}\x1f{text}")
        if key is None:
            return False
        kind, target = "reply" if found.is_reply else "comment", person(self.activity.export, found.name)
        self.rows.append((key, kind, text, link_count(text) or 0, seconds, target))
        return True

    def tables(self) -> dict[str, Columns]:
        """Return what was taken as columns, and begin anew."""
        from kithkin.sources._columns import exact_seconds

        keys, kinds, texts, links, seconds, targets = map(list, zip(*self.rows, strict=True))
        self.rows = []
        own = self._own(len(keys))
        posts = {
            "post_id": keys,
            "network": own["network"],
            "author_id": own["actor_id"],
            "kind": kinds,
            "text": texts,
            "link_count": links,
            "reply_to_id": targets,
            "community_id": [None] * len(keys),
        }
        acts = {"interaction_id": [f"{key}:act" for key in keys], "kind": kinds, "target_id": targets, "post_id": keys}
        return {
            "posts": posts | exact_seconds("posted_at", seconds),
            "interactions": acts | own | exact_seconds("happened_at", seconds),
        }
