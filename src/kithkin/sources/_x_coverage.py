"""What an X archive shows and what it cannot show, stated for every kind and direction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from kithkin.model.source import Columns

_AGAIN: Final = "the whole X archive, downloaded anew: this one lacks this part"

#: table, kind, direction, the files it rests on, how the other side is known, how time is known
_STATED: Final = (
    ("interactions", "like", "out", ("like",), "none", "span"),
    ("interactions", "repost", "out", ("tweets",), "id", "exact"),
    ("interactions", "quote", "out", ("tweets",), "handle", "exact"),
    ("interactions", "reply", "out", ("tweets",), "id", "exact"),
    ("interactions", "mention", "out", ("tweets",), "id", "exact"),
    ("interactions", "like", "in", (), "count", "none"),
    ("interactions", "repost", "in", (), "count", "none"),
    ("interactions", "quote", "in", (), "none", "none"),
    ("interactions", "reply", "in", (), "none", "none"),
    ("interactions", "mention", "in", (), "none", "none"),
    ("messages", "message", "in", ("messages",), "id", "exact"),
    ("messages", "message", "out", ("messages",), "id", "exact"),
    ("follows", "follow", "in", ("follower",), "id", "span"),
    ("follows", "follow", "out", ("following",), "id", "span"),
    ("posts", "post", "out", ("tweets",), "id", "exact"),
    ("marks", "block", "out", ("block",), "id", "span"),
    ("marks", "mute", "out", ("mute",), "id", "span"),
    ("marks", "list_member", "in", ("lists-member",), "handle", "span"),
    ("marks", "list_subscribed", "out", ("lists-subscribed",), "handle", "span"),
    ("marks", "list_member", "out", (), "none", "none"),
)


def coverage(owner_id: str, until: datetime, completeness: Callable[[str], str]) -> Columns:
    """Return one row per statement; `completeness` tells how much of a file is there: all, some or none."""
    rows: list[dict[str, Any]] = []
    for table, kind, direction, files, identity, timing in _STATED:
        extent = completeness(files[0]) if files else "none"
        remedy = _AGAIN if files and extent != "all" else None
        rows.append(
            {
                "network": "x", "ego_account_id": owner_id, "table_name": table, "kind": kind, "direction": direction,
                "covered_until": until, "completeness": extent, "identity": identity,
                "timing": timing if extent != "none" else "none", "remedy": remedy,
            }
        )  # fmt: skip
    return {name: [row[name] for row in rows] for name in rows[0]}
