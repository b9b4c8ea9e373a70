"""YouTube's comments and subscriptions as whole columns; an unusual line is left to `youtube_takeout`."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kithkin.model.ids import account_id
from kithkin.model.source import Columns
from kithkin.sources._columns import each, exactly, is_blank, link_counts, micros, replaced, unless_blank
from kithkin.sources._csv_blocks import Block
from kithkin.sources._told_columns import Usual, times, within
from kithkin.sources._youtube_words import words

_CHANNEL: Final = re.compile(r"UC[\w-]{22}")
#: A comment of one piece, as most are, in which no sign is written in another way.
_SINGLE: Final = r'^\{"text":"[^"\\\x00-\x1f]*"\}$'

Read = tuple[int, dict[str, Columns], list[int]]


def comments(block: Block, network: str, me: str, until: datetime | None) -> Read:
    """Return how many comments were read, their rows, and which records are unusual and were not read."""
    at, fits = times(block.first("commentcreatetimestamp", "livechatcreatetimestamp"))
    fits = fits & pc.invert(is_blank(block.first("commentid", "livechatid"))).to_numpy(zero_copy_only=False)
    if until:
        fits &= at <= micros(until + timedelta(days=1))
    usual = Usual(block, at, fits)
    return len(usual), _comments(usual, network, me) if len(usual) else {}, usual.unusual


def _comments(usual: Usual, network: str, me: str) -> dict[str, Columns]:
    author = each(
        usual.first("channelid"),
        lambda text: account_id(network, text) if _CHANNEL.fullmatch(text) else me,
        pa.string(),
    )
    post = within(f"{network}:", usual.first("commentid", "livechatid"))
    thread = within(f"{network}:", unless_blank(usual.first("videoid", "postid")))
    parent = unless_blank(usual.first("parentcommentid"))
    kind = pc.if_else(parent.is_valid(), "reply", "comment")
    answered = pc.coalesce(within(f"{network}:", parent), thread)
    text = texts(usual.first("commenttext", "livechattext"))
    common: dict[str, Any] = {"network": pa.repeat(network, len(usual)), "thread_id": thread, "kind": kind}
    told = {"post_id": post, "author_id": author, "text": text, "reply_to_post_id": answered}
    act = {"interaction_id": pc.binary_join_element_wise(post, kind, "#"), "actor_id": author, "post_id": post}
    return {
        "posts": {**common, **told, "link_count": link_counts(text), **exactly("posted_at", usual.at)},
        "interactions": {
            **common,
            **act,
            "target_id": pa.nulls(len(usual), pa.string()),
            "target_post_id": answered,
            **exactly("happened_at", usual.at),
        },
    }


def texts(cells: pa.Array) -> pa.Array:
    """Return the words of comments, null where there are none; of a single piece they are all between its marks."""
    is_single = pc.match_substring_regex(cells, _SINGLE)
    found = pc.if_else(is_single, pc.utf8_slice_codeunits(cells, len('{"text":"'), -len('"}')), cells)
    return unless_blank(replaced(found, pc.invert(is_single), words))


def subscriptions(block: Block, network: str, me: str, until: datetime | None) -> Read:
    """Return how many subscriptions were read, their rows, and which records name no channel."""
    channel = block.column("channelid")
    fits = pc.match_substring_regex(channel, r"^UC[\w-]{22}$").to_numpy(zero_copy_only=False)
    usual = Usual(block, np.zeros(len(block), np.int64), fits)
    if not len(usual):
        return 0, {}, usual.unusual
    followed = within(f"{network}:", usual.first("channelid"))
    same = {"follower_id": me, "network": network, "kind": "follow"}
    latest = pa.scalar(until, pa.timestamp("us", "UTC"))
    name, url = unless_blank(usual.first("channeltitle")), unless_blank(usual.first("channelurl"))
    return (
        len(usual),
        {
            "follows": {
                "followed_id": followed,
                **_repeated(same | {"followed_at_latest": latest, "followed_at_basis": "observed"}, len(usual)),
            },
            "accounts": {
                "account_id": followed,
                "name": name,
                "url": url,
                **_repeated({"network": network}, len(usual)),
            },
        },
        usual.unusual,
    )


def _repeated(values: dict[str, Any], count: int) -> Columns:
    return {name: pa.repeat(value, count) for name, value in values.items()}
