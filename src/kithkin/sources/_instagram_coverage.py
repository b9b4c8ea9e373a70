"""What an Instagram export shows and what it does not, as rows of coverage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from kithkin.model.tables import NETWORK_KINDS
from kithkin.sources._instagram_people import NETWORK
from kithkin.sources._meta_export import Export, File, Statement, nothing

_REMEDY: Final = "an Instagram export as JSON of all categories and all time"

#: Marks that an owner can set: the list that shows each.
_MARKS: Final = {
    "block": "blocked",
    "restrict": "restricted",
    "close_friend": "close",
    "hide": "hidden",
    "favourite": "favourites",
    "dismissed": "removed",
}


def statements(
    export: Export,
    lists: Mapping[str, Sequence[File]],
    has_threads: bool,
    since: datetime | None,
) -> Iterator[Statement]:
    """Yield the statements for both directions of every kind; `none` is said, not left out.

    Parameters
    ----------
    lists : the files of each list.
    has_threads : whether the export holds messages.
    since : since when the whole export speaks, where it was cut to a span; then no list of follows is complete.
    """
    counted = export.counted
    for direction, name in (("in", "followers"), ("out", "following")):
        is_there = bool(lists[name] or counted[f"legacy {name}"])
        yield from _follows(direction, is_there, since is not None, NETWORK, export.owner)
    yield from _requests(export, lists, has_threads)
    for kind, name in _MARKS.items():
        if lists[name] or counted[f"legacy {name}"]:
            yield Statement("marks", kind, "out", "all", "handle", "exact")
        else:
            yield from nothing("marks", (kind,), ("out",), _REMEDY)
    yield from nothing("marks", tuple(_MARKS), ("in",))
    yield from _acts(export, lists, since)
    for direction in ("in", "out"):
        if has_threads or counted["legacy messages"]:
            yield Statement("messages", "message", direction, "all", "name", "exact", covered_from=since)
        else:
            yield from nothing("messages", ("message",), (direction,), _REMEDY)
    if any(files for name, files in lists.items() if name.startswith("threads ")):
        yield from _of_threads(export, lists, since)


def _follows(direction: str, is_there: bool, is_cut: bool, network: str, ego: str) -> Iterator[Statement]:
    """Yield the statement on the follows of one direction."""
    if not is_there:
        yield Statement("follows", "follow", direction, "none", remedy=_REMEDY, network=network, ego=ego)
    else:
        yield Statement(
            "follows", "follow", direction, "some" if is_cut else "all", "handle", "exact",
            _REMEDY if is_cut else None, network=network, ego=ego,
        )  # fmt: skip


def _requests(export: Export, lists: Mapping[str, Sequence[File]], has_threads: bool) -> Iterator[Statement]:
    """Yield the statements on requests: those answered are not all kept."""
    for direction, names in (("in", ("received",)), ("out", ("pending", "recent"))):
        if any(lists[name] for name in names) or export.counted[f"legacy requests {direction}"]:
            yield Statement("requests", "follow", direction, "some", "handle", "exact")
        else:
            yield from nothing("requests", ("follow",), (direction,), _REMEDY)
    if has_threads:
        yield Statement("requests", "message", "in", "some", "name", "exact")
    else:
        yield from nothing("requests", ("message",), ("in",), _REMEDY)


def _acts(export: Export, lists: Mapping[str, Sequence[File]], since: datetime | None) -> Iterator[Statement]:
    """Yield the statements on posts and interactions: the owner's are there, those of others are not."""
    named = "some" if export.counted[f"{NETWORK} acts without a name"] else "all"
    for table, kind, names, completeness in (
        ("posts", "post", ("posts",), "all"),
        ("posts", "comment", ("comments",), "all"),
        ("interactions", "like", ("likes",), named),
        ("interactions", "comment", ("comments",), named),
        ("interactions", "reaction", ("story reactions",), "some"),
        ("interactions", "mention", ("posts", "comments"), "some"),
    ):
        if any(lists[name] or export.counted[f"legacy {name}"] for name in names):
            yield Statement(table, kind, "out", completeness, "handle", "exact", covered_from=since)
        else:
            yield from nothing(table, (kind,), ("out",), _REMEDY)
    yield from nothing("posts", ("post", "comment"), ("in",))
    yield from nothing("interactions", ("like", "comment", "reaction", "mention"), ("in",))


def _of_threads(export: Export, lists: Mapping[str, Sequence[File]], since: datetime | None) -> Iterator[Statement]:
    """Yield the statements on Threads: follows, the owner's posts and likes; whom a reply answers is not said."""
    ego = export.owner.replace(NETWORK, "threads", 1)
    for direction, name in (("in", "threads followers"), ("out", "threads following")):
        yield from _follows(direction, bool(lists[name]), since is not None, "threads", ego)
    liked = "some" if export.counted["threads acts without a name"] else "all"
    shown = {"like": liked} if lists["threads likes"] else {}
    if lists["threads posts"]:
        shown["mention"] = "some"
        yield Statement("posts", "post", "out", "all", "none", "exact", covered_from=since, network="threads", ego=ego)
    for kind in NETWORK_KINDS["threads"]:
        yield Statement("interactions", kind, "in", "none", network="threads", ego=ego)
        if kind in shown:
            said = ("interactions", kind, "out", shown[kind], "handle", "exact")
            yield Statement(*said, covered_from=since, network="threads", ego=ego)
        else:
            yield Statement("interactions", kind, "out", "none", network="threads", ego=ego)
