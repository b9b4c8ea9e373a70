"""How far the digest was read: marks in the journal, and from when on the next one goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kithkin.workspace.journal import Entry
    from kithkin.workspace.workspace import Workspace

#: The setting that says from when on a digest goes; its words are those below, or an instant.
SINCE: Final = "digest_threads.since"
LAST: Final = "last"
ALL: Final = "all"


def beginning(entries: Sequence[Entry], since: str) -> dict[str, str]:
    """Return from when on to read, as settings: what the last digest left unread, everything, or from an instant on."""
    if since != LAST:
        return {} if since == ALL else {SINCE: since}
    read = [entry for entry in entries if entry.kind == "read_until" and "until" in entry.body]
    if not read:
        return {}
    until = max(datetime.fromisoformat(entry.body["until"]).astimezone(UTC) for entry in read)
    return {SINCE: until.isoformat(), "digest_threads.read_at": read[-1].said_at.isoformat()}


def mark_read(workspace: Workspace, until: datetime) -> Entry:
    """Mark the digest as read up to an instant, so that the next one goes on from there."""
    return workspace.say("read_until", body={"page": "digest", "until": until.isoformat()})
