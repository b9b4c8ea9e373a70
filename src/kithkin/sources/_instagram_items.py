"""The items of an Instagram export in all their spellings: whom one names, when, and what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final, NamedTuple

from kithkin.sources._meta import (
    Labelled,
    UnreadableError,
    labelled,
    list_at,
    mapping,
    moment,
    named_values,
    path_at_host,
    text_at,
)

HOSTS: Final = frozenset({"instagram.com", "threads.net", "threads.com"})

_HANDLE: Final = re.compile(r"[a-z0-9._]{1,30}")
_MENTION: Final = re.compile(r"(?<![\w@./])@([A-Za-z0-9._]{1,30})")

#: A link to a post as the platform writes nearly all, which needs no closer look.
_POST: Final = re.compile(r"https://www\.instagram\.com/(?:p|reel)/([\w.-]{1,64})/?", re.ASCII)

#: First parts of paths that are no account.
_NO_ACCOUNT: Final = frozenset(
    {"p", "reel", "reels", "tv", "stories", "explore", "accounts", "direct", "s", "_n", "_u"}
)


def handle_of(text: str) -> str:
    """Return a user name in lower case; empty where the text is none.

    Examples
    --------
    >>> handle_of("@Jane.Roe_1"), handle_of("Jane Roe")
    ('jane.roe_1', '')
    """
    handle = text.strip().removeprefix("@").lower()
    return handle if _HANDLE.fullmatch(handle) else ""


def handle_in(href: str) -> str:
    """Return the user name that a link to a profile names; empty for any other link and any other host.

    Examples
    --------
    >>> handle_in("https://www.instagram.com/_u/janeroe?x=1"), handle_in("https://instagram.com.evil.example/janeroe")
    ('janeroe', '')
    """
    path = path_at_host(href, HOSTS)
    if path and path[0].startswith("@"):  # a post on Threads stands below its author
        return handle_of(path[0])
    if path[:1] == ("_u",):
        path = path[1:]
    if len(path) != 1 or path[0].lower() in _NO_ACCOUNT:
        return ""
    return handle_of(path[0])


def shortcode_in(href: str) -> str:
    """Return the short code by which a link names a post; empty where it names none."""
    if usual := _POST.fullmatch(href):
        return usual[1]
    path = path_at_host(href, HOSTS)
    if len(path) >= 3 and path[0].startswith("@") and path[1].lower() == "post":
        path = path[1:]
    return path[1][:64] if len(path) >= 2 and path[0].lower() in ("p", "reel", "tv", "post") else ""


def mentions_in(text: str) -> list[str]:
    """Return the user names that a text mentions, each once."""
    found = (handle_of(match.rstrip(".")) for match in _MENTION.findall(text))
    return [handle for handle in dict.fromkeys(found) if handle]


class Entry(NamedTuple):
    """One entry of an item: a user name, a time, the link, the value, and the display name where it is said."""

    handle: str
    at: datetime | None
    href: str = ""
    value: str = ""
    name: str = ""


def entries_of(item: Any, spelled: tuple[str, ...] = ("value", "title")) -> Iterator[Entry]:
    """Yield the entries of an item; one that names nobody has an empty handle.

    Parameters
    ----------
    item : in one of the forms `string_list_data` (the name in `value`, in `title` or in the link),
        `string_map_data` or `label_values` (the name under a label in the export's language).
    spelled : where the name stands in the first form, likeliest first; the link comes last.
    """
    mapping(item)
    title = text_at(item, "title")
    parts = [part for part in list_at(item, "string_list_data") if isinstance(part, dict)]
    for part in parts:
        href, value = text_at(part, "href"), text_at(part, "value")
        names = (handle_of({"value": value, "title": title}[place]) for place in spelled)
        handle = next((name for name in names if name), "") or handle_in(href)
        yield Entry(handle, moment(part.get("timestamp")), href, value)
    if parts:
        return
    stated = moment(item.get("timestamp"))
    labels = [*labelled(item), *named_values(item).values()]
    if not labels:
        if handle_of(title):
            yield Entry(handle_of(title), stated)
            return
        raise UnreadableError("This item is of no known form.")
    yield _labelled_entry(labels, stated, handle_of(title))


def _labelled_entry(labels: list[Labelled], stated: datetime | None, title: str) -> Entry:
    """Return the entry that labelled values make."""

    def first(*meanings: str) -> Labelled | None:
        found = (label for label in labels if label.meaning in meanings and (label.value or label.href or label.at))
        return next(found, None)

    named, link, called = first("username", "owner"), first("url"), first("name")
    href = (link.href or link.value) if link else next((label.href for label in labels if label.href), "")
    handle = handle_of(named.value) if named else ""
    # The label of a user name may be in a language not known here; the link to the profile is in none.
    links = [href, *(label.href or label.value for label in labels if label.meaning == "url")]
    handle = handle or next(filter(None, map(handle_in, links)), "") or title
    times = (moment(label.at) for label in labels)
    at = stated or next((time for time in times if time is not None), None)
    if not handle and called is not None:
        handle = handle_of(called.value)
    return Entry(handle, at, href, name=called.value if called else "")


class Comment(NamedTuple):
    """A comment: its text, whose post it stands under (empty when not said), when."""

    text: str
    owner: str
    at: datetime | None


def comment_of(item: Any) -> Comment:
    """Return the comment that an item is, in the form of any time.

    The names of the values are localised. Where they are not known, the one that can only be a user name
    is the owner's and the other is the text; where both could be, the owner stays unknown.
    """
    mapping(item)
    values = named_values(item)
    if values:
        text = values["comment"].value if "comment" in values else ""
        owner = values["owner"].value if "owner" in values else ""
        others = [
            entry.value for key, entry in values.items() if entry.value and key not in ("comment", "owner", "time")
        ]
        if not text and not owner and others:
            text, owner = _told_apart(others)
        elif not text and others:
            text = others[0]
        elif not owner and len(others) == 1:
            owner = others[0]
        at = next((time for time in (moment(entry.at) for entry in values.values()) if time is not None), None)
        return Comment(text, handle_of(owner), at)
    entry = next((part for part in list_at(item, "string_list_data") if isinstance(part, dict)), None)
    if entry is not None:
        return Comment(text_at(entry, "value"), handle_of(text_at(item, "title")), moment(entry.get("timestamp")))
    labels = list(labelled(item))
    if labels:
        text = next((label.value for label in labels if label.meaning == "comment"), "")
        made = _labelled_entry(labels, moment(item.get("timestamp")), handle_of(text_at(item, "title")))
        return Comment(text, made.handle, made.at)
    raise UnreadableError("This comment is of no known form.")


def _told_apart(values: list[str]) -> tuple[str, str]:
    """Return text and owner from values whose names are not known."""
    handles = [value for value in values if handle_of(value)]
    texts = [value for value in values if not handle_of(value)]
    if len(handles) == 1 and texts:
        return texts[0], handles[0]
    return values[0], ""
