"""The instant for which an X archive speaks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec

from kithkin.model.source import Problem
from kithkin.sources import _x_classic as classic
from kithkin.sources import _x_time as time
from kithkin.sources._claims import HORIZON, ceiling
from kithkin.sources._json import Bad
from kithkin.sources._x_files import Files
from kithkin.sources._x_layout import Layout, document, newest
from kithkin.sources._x_messages import Conversation
from kithkin.sources._x_posts import Id


class Payload(msgspec.Struct):
    """`payload_details.js` of the classic archive."""

    created_at: str | None = None


class Stamp(msgspec.Struct, gc=False):
    """Of a post, what tells its time."""

    id_str: Id | None = None
    id: Id | None = None
    created_at: str | None = None


class EventStamp(msgspec.Struct, rename="camel"):
    """Of a message, what tells its time."""

    created_at: str | None = None


def seen_at(files: Files, layout: Layout) -> tuple[datetime, list[Problem]]:
    """Return when the archive was made, and, where it does not say what can be true, what was taken instead."""
    limit, says = ceiling(files.archive), "does not say when it was made"
    made_at = newest([manifest.made_at for manifest in layout.manifests])
    for member in layout.members.get("payload_details", ()):
        payload = document(files.archive, member, Payload)
        if made_at is None and not isinstance(payload, Bad):
            made_at = time.read(payload.created_at or "")
    if made_at is not None and made_at < HORIZON:
        return made_at, []
    if made_at is not None:
        says = f"says that it was made on {made_at:%Y-%m-%d}, which cannot be true"
    latest, taken = (
        newest([at for at in _times(files, layout) if at and at <= limit]),
        "the time of its newest post or message",
    )
    if latest is None:
        latest, taken = newest([member.changed_at for member in files.archive.members]), "the date of its newest file"
    latest = latest or datetime(1970, 1, 1, tzinfo=UTC)
    what = f"The archive {says}; {taken} was taken: {latest:%Y-%m-%d}."
    return latest, [Problem("", "", what, records=0)]


def _times(files: Files, layout: Layout) -> Iterator[datetime | None]:
    """Yield for every batch of posts, and every message, the newest time in it."""
    for member in [*layout.members.get("tweets", ()), *layout.members.get("classic", ())]:
        for batch in files.peek(member, "tweet", Stamp):
            if not isinstance(batch, Problem):
                top = max(batch, key=lambda stamp: stamp.id_str or stamp.id or 0)
                yield time.decoded(top.id_str or top.id) or time.read(top.created_at or "")
    for member in layout.members.get("tweets-csv", ()):
        for batch in classic.tweets(files, member, is_peek=True):
            if not isinstance(batch, Problem):
                yield newest([time.decoded(tweet.number) or time.read(tweet.created_at or "") for tweet in batch])
    decoder = msgspec.json.Decoder(dict[str, EventStamp])
    for name in ("direct-messages", "direct-messages-group", "direct-message-headers"):
        for member in layout.members.get(name, ()):
            for batch in files.peek(member, "dmConversation", Conversation):
                for conversation in () if isinstance(batch, Problem) else batch:
                    for raw in conversation.messages:
                        yield _event_time(decoder, raw)


def _event_time(decoder: msgspec.json.Decoder[dict[str, EventStamp]], raw: msgspec.Raw) -> datetime | None:
    try:
        event = decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return newest([time.read(stamp.created_at or "") for stamp in event.values()])
