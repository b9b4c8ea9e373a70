"""What one record of a Bluesky repository means: the canonical rows it becomes.

A repository and the live stream hold the same records, so both read them here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from kithkin.model.ids import account_id, handle_id
from kithkin.model.source import Row
from kithkin.sources._bluesky_times import Moment, tid_time
from kithkin.sources._plain import link_count

NETWORK: Final = "bluesky"
POST: Final = "app.bsky.feed.post"
LIKE: Final = "app.bsky.feed.like"
REPOST: Final = "app.bsky.feed.repost"
FOLLOW: Final = "app.bsky.graph.follow"
BLOCK: Final = "app.bsky.graph.block"
LIST: Final = "app.bsky.graph.list"
LIST_ITEM: Final = "app.bsky.graph.listitem"
#: A list that is made for others to follow as a whole: the record names the list whose items are its people.
PACK: Final = "app.bsky.graph.starterpack"
PROFILE: Final = "app.bsky.actor.profile"

_DID: Final = re.compile(r"did:[a-z]{2,10}:[A-Za-z0-9._:%-]{1,200}")
_HANDLE: Final = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE
)
MAX_MENTIONS: Final = 100


class MalformedError(Exception):
    """A record that lacks what its kind must have."""


class Act(NamedTuple):
    """One record: whose repository it stands in, under which collection and key, what it says, and when."""

    did: str
    collection: str
    key: str
    value: Mapping[str, Any]
    moment: Moment

    @property
    def uri(self) -> str:
        """The record's address."""
        return f"at://{self.did}/{self.collection}/{self.key}"


def rows_of(act: Act) -> tuple[Row, ...] | None:
    """Return the rows a record becomes, or None where its collection is not used; raise `MalformedError`."""
    reader = READERS.get(act.collection)
    return None if reader is None else tuple(reader(act))


def person(did: Any) -> str:
    """Return the account id of a DID."""
    if not isinstance(did, str) or not _DID.fullmatch(did):
        raise MalformedError("names no account")
    return account_id(NETWORK, did)


def post_id(uri: str) -> str:
    """Return the id of the record at an at-uri."""
    return f"{NETWORK}:{uri}"


def is_handle(text: Any) -> bool:
    """Return whether a text has the form of a handle."""
    return isinstance(text, str) and len(text) <= 253 and _HANDLE.fullmatch(text) is not None


def handle_rows(did: str, handle: str) -> tuple[Row, Row]:
    """Return what it says that an account bears a handle: the account, and that the two ids are one."""
    own = person(did)
    return (
        Row("accounts", {"account_id": own, "network": NETWORK, "handle": handle.lower()}),
        Row(
            "account_links",
            {
                "from_id": handle_id(NETWORK, handle),
                "to_id": own,
                "evidence": "same-account",
                "says": f"{handle.lower()} is the handle of {did}",
            },
        ),
    )


def mentioned_handles(value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (did, handle) for each mention whose words are a handle, as an author's program writes them."""
    text = _text(value, "text").encode()
    for feature, index in _features(value):
        start, end = index.get("byteStart"), index.get("byteEnd")
        if isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text):
            words = text[start:end].decode("utf-8", "replace").removeprefix("@")
            if _kind(feature) == "mention" and is_handle(words) and is_did(feature.get("did")):
                yield feature["did"], words.lower()


def is_did(did: Any) -> bool:
    """Return whether a value is the permanent id of an account."""
    return isinstance(did, str) and _DID.fullmatch(did) is not None


def _text(value: Mapping[str, Any], key: str) -> str:
    found = value.get(key)
    return found if isinstance(found, str) else ""


def _map(value: Any, key: str) -> Mapping[str, Any]:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def _list(value: Mapping[str, Any], key: str) -> list[Any]:
    found = value.get(key)
    return found if isinstance(found, list) else []


class _Subject(NamedTuple):
    """The record that an act points at."""

    uri: str
    owner: str
    collection: str
    key: str

    @property
    def columns(self) -> dict[str, Any]:
        return {"target_post_id": post_id(self.uri), "target_posted_at": tid_time(self.key)}


def _subject(reference: Mapping[str, Any]) -> _Subject | None:
    """Return what a reference points at, or None where it is no at-uri of a record."""
    uri = _text(reference, "uri")
    parts = uri.removeprefix("at://").split("/")
    if not uri.startswith("at://") or len(parts) != 3 or not all(parts) or len(uri) > 1000:
        return None
    owner = account_id(NETWORK, parts[0]) if is_did(parts[0]) else handle_id(NETWORK, parts[0])
    return _Subject(uri, owner, parts[1], parts[2])


def _kind(feature: Mapping[str, Any]) -> str:
    return _text(feature, "$type").rpartition("#")[2]


def _features(value: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Yield the features of a text (mention, link, tag), each with the place it stands at."""
    for facet in _list(value, "facets")[:1000]:
        if isinstance(facet, dict):
            for feature in _list(facet, "features")[:10]:
                if isinstance(feature, dict):
                    yield feature, _map(facet, "index")


def _interaction(act: Act, kind: str, target: str, more: Mapping[str, Any], suffix: str = "") -> Row:
    return Row(
        "interactions",
        {
            "interaction_id": post_id(act.uri) + suffix,
            "network": NETWORK,
            "actor_id": person(act.did),
            "target_id": target,
            "kind": kind,
            **act.moment.columns("happened_at"),
            **more,
        },
    )


def _like(act: Act) -> Iterator[Row]:
    subject = _subject(_map(act.value, "subject"))
    if subject is None:
        raise MalformedError("does not say what was liked")
    yield _interaction(act, "like", subject.owner, subject.columns)


def _repost(act: Act) -> Iterator[Row]:
    subject = _subject(_map(act.value, "subject"))
    if subject is None:
        raise MalformedError("does not say what was reposted")
    own = {"post_id": post_id(act.uri)}
    yield _interaction(act, "repost", subject.owner, own | subject.columns)
    yield _post_row(act, "repost", {"quoted_post_id": post_id(subject.uri)})


def _post_row(act: Act, kind: str, more: Mapping[str, Any]) -> Row:
    return Row(
        "posts",
        {
            "post_id": post_id(act.uri),
            "network": NETWORK,
            "author_id": person(act.did),
            "kind": kind,
            **act.moment.columns("posted_at"),
            **more,
        },
    )


def _quoted(value: Mapping[str, Any]) -> _Subject | None:
    """Return the post that a post quotes; an embedded list, feed or starter pack is not a quote."""
    embed = _map(value, "embed")
    record = _map(embed, "record")
    subject = _subject(_map(record, "record") or record)
    return subject if subject is not None and subject.collection == POST else None


def _links(value: Mapping[str, Any], text: str) -> int:
    """Return the number of different links: marked ones, else those in the words, and the link of a card."""
    marked = {_text(feature, "uri") for feature, _ in _features(value) if _kind(feature) == "link"}
    embed = _map(value, "embed")
    card = _text(_map(embed, "external") or _map(_map(embed, "media"), "external"), "uri")
    return max(len(marked), link_count(text) or 0) + (1 if card and card not in marked and card not in text else 0)


def _post(act: Act) -> Iterator[Row]:
    value = act.value
    if not isinstance(value.get("text"), str):
        raise MalformedError("has no text")
    text = value["text"]
    parent = _subject(_map(_map(value, "reply"), "parent"))
    root = _subject(_map(_map(value, "reply"), "root")) or parent
    quoted = _quoted(value)
    thread = {"thread_id": post_id(root.uri if root else act.uri)}
    languages = [code for code in _list(value, "langs") if isinstance(code, str)]
    more: dict[str, Any] = {
        "text": text,
        "language": languages[0] if languages else None,
        "url": f"https://bsky.app/profile/{act.did}/post/{act.key}",
        "link_count": _links(value, text),
        **thread,
    }
    own = {"post_id": post_id(act.uri), **thread}
    if parent:
        more |= {"reply_to_post_id": post_id(parent.uri), "reply_to_id": parent.owner}
        yield _interaction(act, "reply", parent.owner, own | parent.columns, "#reply")
    if quoted:
        more["quoted_post_id"] = post_id(quoted.uri)
        yield _interaction(act, "quote", quoted.owner, own | quoted.columns, "#quote")
    for did in _mentioned(value):
        yield _interaction(act, "mention", person(did), own, f"#mention:{did}")
    yield _post_row(act, "reply" if parent else "quote" if quoted else "post", more)


def _mentioned(value: Mapping[str, Any]) -> list[str]:
    """Return the accounts a post mentions, each once."""
    found = {f["did"]: None for f, _ in _features(value) if _kind(f) == "mention" and is_did(f.get("did"))}
    return list(found)[:MAX_MENTIONS]


def _follow(act: Act) -> Iterator[Row]:
    yield Row(
        "follows",
        {
            "follower_id": person(act.did),
            "followed_id": person(act.value.get("subject")),
            "network": NETWORK,
            "kind": "follow",
            **act.moment.columns("followed_at"),
        },
    )


def mark_row(act: Act, kind: str, list_id: str = "", list_name: str | None = None) -> Row:
    """Return the mark that an account set on the subject of its record."""
    return Row(
        "marks",
        {
            "marker_id": person(act.did),
            "marked_id": person(act.value.get("subject")),
            "network": NETWORK,
            "kind": kind,
            "list_id": list_id,
            "list_name": list_name,
            **act.moment.columns("marked_at"),
        },
    )


def _block(act: Act) -> Iterator[Row]:
    yield mark_row(act, "block")


def list_of(act: Act) -> str:
    """Return the at-uri of the list that a list item belongs to."""
    uri = _text(act.value, "list")
    if _subject({"uri": uri}) is None:
        raise MalformedError("names no list")
    return uri


def _list_item(act: Act) -> Iterator[Row]:
    yield mark_row(act, "list_member", post_id(list_of(act)))


def _list_record(act: Act) -> Iterator[Row]:
    """Yield nothing: a list is a name that its members' rows carry."""
    if not _text(act.value, "name"):
        raise MalformedError("is a list without a name")
    yield from ()


def pack_of(value: Mapping[str, Any]) -> tuple[str, str | None]:
    """Return the id of the list that a starter pack is made of, and the pack's name."""
    uri = _text(value, "list")
    if _subject({"uri": uri}) is None:
        raise MalformedError("names no list")
    return post_id(uri), _text(value, "name") or None


def _pack(act: Act) -> Iterator[Row]:
    """Yield nothing: a starter pack is what its list's members are recommended by."""
    pack_of(act.value)
    yield from ()


def _profile(act: Act) -> Iterator[Row]:
    value = act.value
    made = act.moment.columns("created_at") if not act.moment.doubt and _text(value, "createdAt") else {}
    yield Row(
        "accounts",
        {
            "account_id": person(act.did),
            "network": NETWORK,
            "name": _text(value, "displayName") or None,
            "bio": _text(value, "description") or None,
            "url": _text(value, "website") or None,
            "has_picture": isinstance(value.get("avatar"), Mapping),
            **made,
        },
    )


READERS: Final[dict[str, Callable[[Act], Iterator[Row]]]] = {
    POST: _post,
    LIKE: _like,
    REPOST: _repost,
    FOLLOW: _follow,
    BLOCK: _block,
    LIST: _list_record,
    LIST_ITEM: _list_item,
    PACK: _pack,
    PROFILE: _profile,
}
