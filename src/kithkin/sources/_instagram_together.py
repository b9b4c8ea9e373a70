"""Plain items of an Instagram export as whole columns: likes and comments, many at once.

An item is plain where it has the one form that nearly all have: one user name, one time. What is not plain goes
the long way of `_instagram_activity`, which takes every form and says what is wrong. Both ways give the same rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Final

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from kithkin.model.ids import handle_id
from kithkin.model.source import Columns
from kithkin.sources._columns import exact_seconds, link_counts
from kithkin.sources._instagram_items import handle_of, mentions_in, shortcode_in
from kithkin.sources._meta import digest, meaning_of, repaired
from kithkin.sources._meta_export import Export
from kithkin.sources._meta_windows import Plain, Second, same
from kithkin.sources._plain import once

NETWORK: Final = "instagram"

#: What the labels of a comment mean.
_COMMENT: Final = frozenset({"comment", "owner", "time"})


class _Part(msgspec.Struct, gc=False):
    """What is said of one act."""

    timestamp: Second
    href: str = ""
    value: str | None = None


class ActItem(msgspec.Struct, gc=False):
    """An act in the one form that nearly all have."""

    string_list_data: Annotated[list[_Part], msgspec.Meta(min_length=1, max_length=1)]
    title: str | None = None


class _Value(msgspec.Struct, gc=False):
    """A text or a time."""

    value: str | None = None
    timestamp: Second | None = None


class CommentItem(msgspec.Struct, gc=False):
    """A comment in the one form that nearly all have: its words, whose post it stands under, and when, by labels."""

    string_map_data: Annotated[dict[str, _Value], msgspec.Meta(min_length=3, max_length=3)]


@once
def _account(handle: str) -> str:
    """Return the account of a user name."""
    return handle_id(NETWORK, handle)


@once
def _known(text: str) -> str:
    """Return the user name that a text is; nothing for letters that need a repair first."""
    return handle_of(text) if text.isascii() else ""


class Acts(Plain):
    """Plain acts towards the owner of a post, such as likes."""

    form = ActItem

    def __init__(self, export: Export, kind: str, what: str) -> None:
        super().__init__(export, f"{NETWORK}:{export.me}:{what}:")
        self.kind = kind

    def told(self, item: ActItem) -> tuple[str, str, int, str, str, str] | None:
        """Return key (which tells of account and post) and second, account, post and user name."""
        part = item.string_list_data[0]
        handle = _known(item.title or part.value or "")
        if not handle or part.timestamp > self.latest or not part.href.isascii():
            return None
        target, code = _account(handle), shortcode_in(part.href)
        if target == self.export.owner:
            return None
        return f"{self.front}{part.timestamp}:{digest(target, code)}", "", part.timestamp, target, code, handle

    def meet(self, told: Sequence[tuple[Any, ...]]) -> None:
        """Note the accounts."""
        for target, handle in {one[3]: one[5] for one in told}.items():
            self.export.meet(target, handle=handle)

    def columns(self, ids: pa.Array, seconds: list[int], *parts: Any) -> dict[str, Columns]:
        """Return one act per item."""
        targets, codes, _ = parts
        acts = {
            "interaction_id": ids,
            "target_id": targets,
            "target_post_id": [f"{NETWORK}:{code}" if code else None for code in codes],
        }
        own = same(len(ids), network=NETWORK, actor_id=self.export.owner, kind=self.kind)
        return {"interactions": acts | own | exact_seconds("happened_at", seconds)}


class Comments(Plain):
    """Plain comments: the words, the owner of what they stand under, the time."""

    form = CommentItem

    def __init__(self, export: Export) -> None:
        super().__init__(export, f"{NETWORK}:{export.me}:comment:")

    def told(self, item: CommentItem) -> tuple[str, str, int, str, str, list[str]] | None:
        """Return key, content and second, the owner's user name, the words, and the other user names in them."""
        found = {meaning_of(label): value for label, value in item.string_map_data.items()}
        if found.keys() != _COMMENT or found["comment"].timestamp or found["owner"].timestamp:
            return None
        text, handle = repaired(found["comment"].value or "").strip(), _known(found["owner"].value or "")
        second = found["time"].timestamp
        if not text or not handle or second is None or second > self.latest:
            return None
        others = [name for name in mentions_in(text) if name != handle] if "@" in text else []
        return f"{self.front}{second}", f"{handle}\x1f{text}", second, handle, text, others

    def meet(self, told: Sequence[tuple[Any, ...]]) -> None:
        """Note the accounts; the owner of this export is known."""
        for handle in dict.fromkeys(name for one in told for name in (one[3], *one[5])):
            self.export.meet(_account(handle), handle=handle)

    def columns(self, ids: pa.Array, seconds: list[int], *parts: Any) -> dict[str, Columns]:
        """Return one post per comment, one act unless it stands under a post of the owner's, and what it mentions."""
        handles, texts, others = parts
        owner, words = self.export.owner, pa.array(texts)
        targets = [_account(handle) for handle in handles]
        posts = {"post_id": ids, "text": words, "link_count": link_counts(words), "reply_to_id": targets}
        own = same(len(ids), network=NETWORK, author_id=owner, kind="comment")
        acts = [(place, "act", "comment", target) for place, target in enumerate(targets) if target != owner]
        for place, names in enumerate(others):
            mentions = ((name, _account(name)) for name in names)
            acts += [(place, f"mention:{name}", "mention", who) for name, who in mentions if who != owner]
        return {
            "posts": posts | own | exact_seconds("posted_at", seconds),
            "interactions": self._acts(ids, seconds, acts),
        }

    def _acts(self, ids: pa.Array, seconds: list[int], acts: list[tuple[int, str, str, str]]) -> Columns:
        """Return acts as rows: each has the place of its comment, the end of its id, what it is and towards whom."""
        places, ends, kinds, targets = map(list, zip(*acts, strict=True)) if acts else ([], [], [], [])
        posts = ids.take(pa.array(places, pa.int64()))
        return {
            "interaction_id": pc.binary_join_element_wise(posts, pa.array(ends, pa.string()), ":"),
            "kind": pa.array(kinds, pa.string()),
            "target_id": pa.array(targets, pa.string()),
            "post_id": posts,
            **same(len(places), network=NETWORK, actor_id=self.export.owner),
            **exact_seconds("happened_at", [seconds[place] for place in places]),
        }
