"""Followers, likes, blocks, mutes and lists of an X archive: ids without a time of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, Literal

import msgspec

from kithkin.model.source import Columns, Row, when
from kithkin.sources import _x_time as time
from kithkin.sources._x_people import NETWORK, People
from kithkin.sources._x_posts import Id

_LIST: Final = re.compile(r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/(\w{1,20})/lists/([\w%.-]{1,200})/?")


class Account(msgspec.Struct, rename="camel", gc=False):
    """One account of a list of accounts."""

    account_id: Id


class Like(msgspec.Struct, rename="camel", gc=False):
    """One post that the owner liked."""

    tweet_id: Id


class UserList(msgspec.Struct):
    """One list by its address, or, as once, several."""

    url: str | None = None
    urls: list[str] | None = None

    @property
    def addresses(self) -> list[str]:
        """The addresses of the lists."""
        return [*([self.url] if self.url else []), *(self.urls or [])]


def _spans(size: int, earliest: Any, latest: datetime, name: str) -> dict[str, Any]:
    """Return the columns of an instant that lies between two others; an earlier end beyond the later one is dropped."""
    import numpy as np

    end = time.constant(latest, size)
    return {
        f"{name}_earliest": np.where(earliest <= end, earliest, np.datetime64("NaT", "us")),
        f"{name}_latest": end,
        f"{name}_basis": ["inferred"] * size,
    }


def follows(
    owner_id: str, ids: Sequence[int], direction: Literal["in", "out"], latest: datetime, first: int
) -> Columns:
    """Return one row per follow; it began after the other account was made and before the archive was."""
    others, owners = [f"x:{i}" for i in ids], [owner_id] * len(ids)
    earliest = time.decoded_column(ids, time.FIRST_TIMED_ACCOUNT)
    return {
        "follower_id": others if direction == "in" else owners,
        "followed_id": owners if direction == "in" else others,
        "network": [NETWORK] * len(ids),
        "kind": ["follow"] * len(ids),
        **_spans(len(ids), earliest, latest, "followed_at"),
        "list_position": list(range(first, first + len(ids))),
    }


def likes(owner_id: str, ids: Sequence[int], latest: datetime) -> Columns:
    """Return one row per like; whose post it was, and when it was liked, the archive does not say."""
    posted_at = time.decoded_column(ids)
    return {
        "interaction_id": [f"x:like:{i}" for i in ids],
        "network": [NETWORK] * len(ids),
        "actor_id": [owner_id] * len(ids),
        "kind": ["like"] * len(ids),
        **_spans(len(ids), posted_at, latest, "happened_at"),
        "target_post_id": [f"x:{i}" for i in ids],
        "target_posted_at": posted_at,
        "is_inferred": [False] * len(ids),
    }


def marks(owner_id: str, ids: Sequence[int], kind: str, latest: datetime) -> Columns:
    """Return one row per block or mute."""
    return {
        "marker_id": [owner_id] * len(ids),
        "marked_id": [f"x:{i}" for i in ids],
        "network": [NETWORK] * len(ids),
        "kind": [kind] * len(ids),
        "list_id": [""] * len(ids),
        **_spans(len(ids), time.decoded_column(ids, time.FIRST_TIMED_ACCOUNT), latest, "marked_at"),
    }


def list_marks(owner_id: str, item: UserList, kind: str, latest: datetime, people: People) -> list[Row]:
    """Return one row per list: whose list the owner is on, or whose list the owner reads."""
    rows = []
    for address in item.addresses:
        found = _LIST.fullmatch(address.strip())
        if found is None:
            continue
        other = people.meet_handle(found[1])
        ends = (other, owner_id) if kind == "list_member" else (owner_id, other)
        values = {
            "marker_id": ends[0], "marked_id": ends[1], "network": NETWORK, "kind": kind,
            "list_id": f"x:{found[1].lower()}/{found[2]}", "list_name": found[2],
            **when("marked_at", None, latest=latest, basis="inferred"),
        }  # fmt: skip
        rows.append(Row("marks", values))
    return rows
