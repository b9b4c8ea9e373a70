"""Instagram exports of before 2021: maps of user names and ISO times in a few files at the top."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from kithkin.model.ids import handle_id
from kithkin.model.source import Archive, Batch, NotUsed, Problem, Record, Yielded
from kithkin.sources._instagram_activity import Items
from kithkin.sources._instagram_items import handle_of
from kithkin.sources._instagram_people import NETWORK, conversations
from kithkin.sources._json import Bad
from kithkin.sources._meta import UnreadableError, digest, iso_moment, seconds_of, text_at
from kithkin.sources._meta_export import Export, File, batches
from kithkin.sources._meta_items import Reader, whole_of
from kithkin.sources._plain import link_count

#: The files of the old layout, all at the top of the archive.
LEGACY: Final = frozenset({"connections", "likes", "comments", "messages", "media", "profile"})


def read_legacy(export: Export, archive: Archive, files: Sequence[File]) -> Iterator[Yielded]:
    """Yield what the files of the old layout hold; nothing where there are none."""
    items = Items(export)
    readers: dict[str, dict[str, tuple[str, Reader]]] = {
        "connections": {
            "followers": ("followers", items.follow(is_in=True)),
            "following": ("following", items.follow(is_in=False)),
            "blocked_users": ("blocked", items.mark("block")),
            "restricted_users": ("restricted", items.mark("restrict")),
            "close_friends": ("close", items.mark("close_friend")),
            "dismissed_suggested_users": ("removed", items.mark("dismissed")),
            "follow_requests_sent": ("requests out", items.request(is_in=False, state="pending")),
            "permanent_follow_requests": ("requests out", items.request(is_in=False, state="unknown")),
        },
        "likes": {
            "media_likes": ("likes", items.act("like", "like")),
            "comment_likes": ("likes", items.act("like", "like")),
        },
        "comments": {"media_comments": ("comments", items.comment)},
        "media": dict.fromkeys(("photos", "videos", "stories", "direct"), ("posts", items.post)),
    }
    for file in files:
        if file.ending != "json" or file.stem not in LEGACY - {"profile"} or len(file.folders) > 1:
            continue
        document = whole_of(archive, file.member)
        if isinstance(document, Bad):
            yield Problem(file.member.name, document.place, document.what, document.way_on, document.records)
        elif file.stem == "messages":
            yield from _messages(export, file.member.name, document)
        elif isinstance(document, dict):
            yield from _document(export, file.member.name, document, readers[file.stem])
        else:
            yield Problem(file.member.name, "", "It is of no known form.")


def _document(
    export: Export, member: str, document: dict[str, Any], readers: dict[str, tuple[str, Reader]]
) -> Iterator[Yielded]:
    """Yield the entries of one file: under each key a map from name to time, or a list."""
    for key in (*(key for key in readers if key in document), *(key for key in document if key not in readers)):
        value = document[key]
        entries = [[name, at] for name, at in value.items()] if isinstance(value, dict) else value
        if not isinstance(entries, list):
            yield Problem(member, key, "It holds no list.")
            continue
        if key not in readers:
            if entries:
                yield NotUsed(member, len(entries))
            continue
        topic, read = readers[key]
        export.counted[f"legacy {topic}"] += 1
        for number, entry in enumerate(entries):
            try:
                rows = read(entry, number)
            except UnreadableError as error:
                export.damaged.add("follows/follow" if key.startswith("follow") else f"interactions/{topic[:-1]}")
                yield Problem(member, f"{key}, item {number + 1}", str(error))
                continue
            yield NotUsed(member) if rows is None else Record(member, f"{key}, item {number + 1}", tuple(rows))
    yield from export.doubts_of(member)


def _messages(export: Export, member: str, document: Any) -> Iterator[Yielded]:
    """Yield the messages of `messages.json`, in which people are user names."""
    found = conversations(document)
    if not found and document:
        yield Problem(member, "", "It holds no conversations.")
    for conversation in found:
        export.counted["legacy messages"] += 1
        stated = conversation.get("participants")
        names = [handle_of(name) for name in stated if isinstance(name, str)] if isinstance(stated, list) else []
        people = [_account(export, name) for name in dict.fromkeys(names) if name]
        thread = f"{NETWORK}:{digest(*sorted(people))}"
        rows: list[dict[str, Any]] = []
        used, empty = 0, 0
        for message in conversation["conversation"]:
            sender, text = handle_of(text_at(message, "sender")), text_at(message, "text")
            stated_at = iso_moment(message.get("created_at")) if isinstance(message, dict) else None
            key = export.once(f"{thread}:{seconds_of(stated_at) * 1000}:{digest(sender)}", text)
            if not sender or key is None or not (text or stated_at):
                empty += 1
                continue
            used += 1
            others: list[str | None] = [each for each in people if each != _account(export, sender)] or [None]
            common = {
                "message_id": key,
                "network": NETWORK,
                "thread_id": thread,
                "sender_id": _account(export, sender),
                "recipient_count": len(others) if others[0] is not None else None,
                **export.when("sent_at", export.time(None, stated_at)),
                "text": text or None,
                "link_count": link_count(text or None),
                "folder": "inbox",
            }
            rows.extend({**common, "recipient_id": other} for other in others)
        if used:
            yield Batch(member, used, {})
        yield from batches(member, "messages", rows)
        if empty:
            yield NotUsed(member, empty)
    yield from export.doubts_of(member)


def _account(export: Export, handle: str) -> str:
    """Return the account of a user name in a conversation."""
    account = handle_id(NETWORK, handle)
    return account if account == export.owner else export.meet(account, handle=handle)
