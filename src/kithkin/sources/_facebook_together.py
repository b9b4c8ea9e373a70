"""Plain items of a Facebook export as whole columns: reactions and comments, many at once.

An item is plain where it has the one form that nearly all have and its title names one person, whoever else is known.
What is not plain goes the long way of `_facebook_activity`, which takes every form and says what is wrong. Both give
the same rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated, Any, Final, NamedTuple

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from kithkin.model.ids import name_id
from kithkin.model.source import Columns
from kithkin.sources._columns import exact_seconds, link_counts
from kithkin.sources._facebook_activity import NETWORK, Activity
from kithkin.sources._facebook_titles import parts_of
from kithkin.sources._meta import plain, repaired
from kithkin.sources._meta_threads import is_nobody
from kithkin.sources._meta_windows import Plain, Second, same

#: So many titles are remembered with whom they name: they come again and again.
_TITLES: Final = 1 << 16

#: A title and a name that are longer than this together are not remembered.
_LONG: Final = 300

#: What a comment is, by whether its title tells of an answer.
_KINDS: Final = ("comment", "reply")

#: What holds one thing, where the form allows for several.
_One = msgspec.Meta(min_length=1, max_length=1)


class _Reacted(msgspec.Struct, gc=False):
    """What a reaction says beside its title and time."""

    actor: str


class _Reaction(msgspec.Struct, gc=False):
    """The entry around it."""

    reaction: _Reacted


class ReactionItem(msgspec.Struct, gc=False):
    """A reaction in the one form that nearly all have."""

    title: str
    timestamp: Second
    data: Annotated[list[_Reaction], _One]
    label_values: None = None


class _Said(msgspec.Struct, gc=False):
    """What a comment says beside its title."""

    timestamp: Second
    comment: str
    author: str
    group: None = None


class _Comment(msgspec.Struct, gc=False):
    """The entry around it."""

    comment: _Said


class CommentItem(msgspec.Struct, gc=False):
    """A comment in the one form that nearly all have."""

    title: str
    data: Annotated[list[_Comment], _One]
    label_values: None = None


class _Aim(NamedTuple):
    """Whom a title names for sure: the account and the name; whether it tells of an answer; the title, repaired."""

    account: str
    name: str
    is_reply: bool
    title: str


class _Titled(Plain):
    """What the lists have in common: whom an item is towards stands in its title."""

    def __init__(self, activity: Activity, kind: str) -> None:
        super().__init__(activity.export, activity.key(kind, None).removesuffix("0"))
        self._remembered = lru_cache(_TITLES)(self._aim)

    def aim(self, title: str, actor: str) -> _Aim | None:
        """Return whom a title names, None where the owner is not the one who acts or nobody is named for sure."""
        # Long ones are not remembered, since a hostile file would fill the memory with them.
        return (self._remembered if len(title) + len(actor) <= _LONG else self._aim)(title, actor)

    def _aim(self, title: str, actor: str) -> _Aim | None:
        actor, title = repaired(actor).strip(), repaired(title).strip()
        found, owners = parts_of(title, actor), self.export.owner_names
        name = found.name.strip()
        if plain(actor) not in owners or not found.is_sure or is_nobody(name) or plain(name) in owners:
            return None
        return _Aim(name_id(NETWORK, name), name, found.is_reply, title)

    def meet(self, told: Sequence[tuple[Any, ...]]) -> None:
        """Note the accounts that titles name; one that is known bears a name already."""
        for one in told:
            aim = one[3]
            if aim.account not in self.export.accounts:
                self.export.meet(aim.account, name=aim.name)


class Reactions(_Titled):
    """Plain reactions of the owner to what others posted."""

    form = ReactionItem

    def __init__(self, activity: Activity) -> None:
        super().__init__(activity, "reaction")

    def told(self, item: ReactionItem) -> tuple[str, str, int, _Aim] | None:
        """Return key, content and second, and whom the title names."""
        aim = self.aim(item.title, item.data[0].reaction.actor)
        if aim is None or item.timestamp > self.latest:
            return None
        return f"{self.front}{item.timestamp}", plain(aim.name), item.timestamp, aim

    def columns(self, ids: pa.Array, seconds: list[int], *parts: Any) -> dict[str, Columns]:
        """Return one act per reaction."""
        acts = {"interaction_id": ids, "target_id": [aim.account for aim in parts[0]]}
        own = same(len(ids), network=NETWORK, actor_id=self.export.owner, kind="reaction")
        return {"interactions": acts | own | exact_seconds("happened_at", seconds)}


class Comments(_Titled):
    """Plain comments of the owner on what others posted."""

    form = CommentItem

    def __init__(self, activity: Activity) -> None:
        super().__init__(activity, "comment")

    def told(self, item: CommentItem) -> tuple[str, str, int, _Aim, str] | None:
        """Return key, content and second, whom the title names, and the words."""
        said = item.data[0].comment
        aim, text = self.aim(item.title, said.author), repaired(said.comment).strip()
        if aim is None or not text or said.timestamp > self.latest:
            return None
        return f"{self.front}{said.timestamp}", f"{aim.title}\x1f{text}", said.timestamp, aim, text

    def columns(self, ids: pa.Array, seconds: list[int], *parts: Any) -> dict[str, Columns]:
        """Return one post and one act per comment."""
        aims, texts = parts[0], pa.array(parts[1])
        kinds, targets = pa.array([_KINDS[aim.is_reply] for aim in aims]), pa.array([aim.account for aim in aims])
        posts = {"post_id": ids, "kind": kinds, "text": texts, "link_count": link_counts(texts), "reply_to_id": targets}
        posts["community_id"] = pa.nulls(len(ids), pa.string())
        acts = {
            "interaction_id": pc.binary_join_element_wise(ids, "act", ":"),
            "kind": kinds,
            "target_id": targets,
            "post_id": ids,
        }
        count, owner = len(ids), self.export.owner
        return {
            "posts": posts | same(count, network=NETWORK, author_id=owner) | exact_seconds("posted_at", seconds),
            "interactions": acts | same(count, network=NETWORK, actor_id=owner) | exact_seconds("happened_at", seconds),
        }
