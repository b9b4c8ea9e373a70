"""Reddit's texts, votes and messages as whole columns; an unusual line is left to `reddit_export`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kithkin.model.source import Columns, when
from kithkin.sources._columns import each, exactly, is_blank, link_counts, repeated, unless_blank
from kithkin.sources._csv_blocks import Block
from kithkin.sources._told_columns import Usual, found, times, within

NETWORK: Final = "reddit"
_THREAD: Final = r"(?i)/comments/(?P<found>[0-9a-z]{3,12})(?:/|$)"
_PARENT: Final = r"(?i)(?P<found>t[13]_[0-9a-z]{3,12})$"

Read = tuple[int, dict[str, Columns], list[int]]
Person = Callable[[str], str | None]
#: To whom somebody writes in a room, as far as it shows, and to how many.
Recipients = Callable[[str, str], tuple[list[str | None], int]]


class Readers(msgspec.Struct, frozen=True):
    """What reads blocks of one export: its owner's account, its date, and who is called how."""

    me: str
    until: datetime | None
    person: Person
    recipients: Recipients

    def of(self, stem: str) -> Callable[[Block], Read] | None:
        """Return what reads the blocks of one kind of file; None for a file that is read line by line."""
        return {
            "posts": self._posts,
            "comments": self._comments,
            "post_votes": lambda block: self._votes(block, "t3"),
            "comment_votes": lambda block: self._votes(block, "t1"),
            "messages": self._messages,
            "messages_archive": self._messages,
            "chat_history": self._chats,
        }.get(stem)

    def _usual(self, block: Block, name: str, *columns: str) -> Usual:
        """Return the records that have these cells and a time."""
        at, fits = times(block.column(name))
        for column in columns:
            fits = fits & pc.invert(is_blank(block.column(column))).to_numpy(zero_copy_only=False)
        return Usual(block, at, fits)

    def _posts(self, block: Block) -> Read:
        usual = self._usual(block, "date", "id")
        kind = pa.repeat("post", len(usual))
        return len(usual), {"posts": self._texts(usual, "t3", kind)} if len(usual) else {}, usual.unusual

    def _comments(self, block: Block) -> Read:
        usual = self._usual(block, "date", "id")
        if not len(usual):
            return 0, {}, usual.unusual
        kind = pc.if_else(pc.match_substring(usual.first("parent"), "t1_"), "reply", "comment")
        posts = self._texts(usual, "t1", kind)
        acts = {
            "interaction_id": pc.binary_join_element_wise(posts["post_id"], kind, "#"),
            "actor_id": posts["author_id"],
            "target_id": pa.nulls(len(usual), pa.string()),
            "kind": kind,
            "post_id": posts["post_id"],
            "target_post_id": posts["reply_to_post_id"],
            **{name: posts[name] for name in ("network", "thread_id")},
            **exactly("happened_at", usual.at),
        }
        return len(usual), {"posts": posts, "interactions": acts}, usual.unusual

    def _texts(self, usual: Usual, prefix: str, kind: pa.Array) -> dict[str, Any]:
        """Return the texts of the owner."""
        text, thread = unless_blank(usual.first("body")), found(usual.first("link", "permalink"), _THREAD)
        parent = found(usual.first("parent"), _PARENT)
        place = each(
            usual.first("subreddit"), lambda name: f"{NETWORK}:r/{name.lower()}" if name else None, pa.string()
        )
        return {
            "post_id": within(f"{NETWORK}:{prefix}_", usual.first("id")),
            "author_id": pa.repeat(self.me, len(usual)),
            "network": pa.repeat(NETWORK, len(usual)),
            "kind": kind,
            **exactly("posted_at", usual.at),
            "text": text,
            "title": unless_blank(usual.first("title")),
            "url": unless_blank(usual.first("permalink")),
            "thread_id": within(f"{NETWORK}:t3_", pc.utf8_lower(thread)),
            "community_id": place,
            "reply_to_post_id": within(f"{NETWORK}:", pc.utf8_lower(parent)),
            "link_count": link_counts(text),
        }

    def _votes(self, block: Block, prefix: str) -> Read:
        """Return the upvotes; any other line is told apart by itself."""
        is_up = pc.equal(pc.utf8_lower(block.column("direction")), "up")
        fits = pc.and_not(is_up, is_blank(block.column("id"))).to_numpy(zero_copy_only=False)
        usual = Usual(block, np.zeros(len(block), np.int64), fits)
        if not len(usual):
            return 0, {}, usual.unusual
        post, count = within(f"{NETWORK}:{prefix}_", usual.first("id")), len(usual)
        same: Mapping[str, Any] = {"network": NETWORK, "actor_id": self.me, "target_id": None, "kind": "like"}
        same = {**same, **when("happened_at", None, latest=self.until, basis="observed")}
        acts = {"interaction_id": within("", post, "#like"), "target_post_id": post}
        return count, {"interactions": {**acts, **{k: [v] * count for k, v in same.items()}}}, usual.unusual

    def _messages(self, block: Block) -> Read:
        """Return private messages of which both ends, or one, are named."""
        ends = [each(block.column(name), self.person, pa.string()) for name in ("from", "to")]
        usual = self._usual(block, "date", "id")
        is_named = pc.or_(ends[0].is_valid(), ends[1].is_valid()).to_numpy(zero_copy_only=False)
        if not is_named.all():
            return 0, {}, list(range(len(block)))
        if not len(usual):
            return 0, {}, usual.unusual
        sender, to = (each(usual.first(name), self.person, pa.string()) for name in ("from", "to"))
        is_own = pc.fill_null(pc.equal(sender, self.me), False)
        is_reddit = pc.fill_null(pc.equal(sender, f"{NETWORK}:@reddit"), False)
        rows = self._letters(usual, "t4_", usual.first("threadid", "id"), sender, usual.first("body"))
        rows |= {
            "recipient_id": to,
            "recipient_count": pa.repeat(1, len(usual)),
            "subject": unless_blank(usual.first("subject")),
            "folder": pc.if_else(is_own, "sent", "inbox"),
            "bulk_evidence": pc.if_else(is_reddit, "sent by Reddit", pa.scalar(None, pa.string())),
        }
        return len(usual), {"messages": rows}, usual.unusual

    def _letters(self, usual: Usual, mark: str, thread: pa.Array, sender: pa.Array, text: pa.Array) -> dict[str, Any]:
        """Return what a private message and one of a chat have in common."""
        words = unless_blank(text)
        return {
            "message_id": within(f"{NETWORK}:{mark}", usual.first("id", "messageid")),
            "network": pa.repeat(NETWORK, len(usual)),
            "thread_id": within(f"{NETWORK}:{mark}", thread),
            "sender_id": sender,
            **exactly("sent_at", usual.at),
            "text": words,
            "link_count": link_counts(words),
        }

    def _chats(self, block: Block) -> Read:
        """Return the messages of chats, one row for each of those they went to."""
        usual = self._usual(block, "createdat", "messageid")
        if not len(usual):
            return 0, {}, usual.unusual
        sender = each(usual.first("username"), self.person, pa.string())
        if sender.null_count:
            return 0, {}, list(range(len(block)))
        room = usual.first("channelurl")
        pairs = pc.binary_join_element_wise(room, sender, "\n").dictionary_encode()
        codes = pairs.indices.to_numpy()
        ends = [self.recipients(*pair.rsplit("\n", 1)) for pair in pairs.dictionary.to_pylist()]
        rows = self._letters(usual, "chat:", room, sender, usual.first("message"))
        rows["recipient_count"] = pa.array([count or None for _, count in ends], pa.int64()).take(pairs.indices)
        rows["folder"] = pc.if_else(pc.equal(sender, self.me), "sent", "inbox")
        to = [one for people, _ in ends for one in people]
        return len(usual), {"messages": repeated(rows, codes, [len(people) for people, _ in ends], to)}, usual.unusual
