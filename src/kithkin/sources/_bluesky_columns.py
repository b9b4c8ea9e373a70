"""Plain records of Bluesky as whole columns, thousands at once.

A record is plain where every part of it has the form that its kind has; nearly all are. What is not plain goes the
long way of `_bluesky_records`, one record at a time, which says what is wrong with it. Both ways give the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec

from kithkin.model.source import Columns
from kithkin.sources import _bluesky_records as records
from kithkin.sources._bluesky_times import Times, tid_micros
from kithkin.sources._plain import link_count

#: Records that become columns at once: enough that what each step takes for itself counts little, few enough that
#: they can wait as Python's own objects, which take ten times the memory of columns.
TOGETHER: Final = 8_192

_DID: Final = "did:[a-z]{2,10}:[A-Za-z0-9._:%-]{1,200}"
_URI: Final = f"^at://(?P<did>{_DID})/[^/]+/(?P<key>[^/]+)$"
_LONGEST_URI: Final = 1000
_POST_STEP: Final = f"/{records.POST}/"


class Reference(msgspec.Struct, gc=False):
    """The address of a record."""

    uri: str


class Act(msgspec.Struct, gc=False):
    """A like or a repost."""

    subject: Reference


class Tie(msgspec.Struct, gc=False):
    """A follow or a block."""

    subject: str


class Reply(msgspec.Struct, gc=False):
    """What a post answers, and where its thread began."""

    root: Reference
    parent: Reference


class Feature(msgspec.Struct, gc=False):
    """What a part of a text is: a mention, a link, a tag."""

    type: str = msgspec.field(name="$type", default="")
    did: str = ""
    uri: str = ""


class Facet(msgspec.Struct, gc=False):
    """A part of a text with what it is."""

    features: list[Feature] = []


class External(msgspec.Struct, gc=False):
    """The card of a link."""

    uri: str = ""


class Media(msgspec.Struct, gc=False):
    """What stands beside a quoted post."""

    external: External | None = None


class Embedded(msgspec.Struct, gc=False):
    """A record that a post shows, in either of two forms."""

    uri: str = ""
    record: Reference | None = None


class Embed(msgspec.Struct, gc=False):
    """What a post shows below its text."""

    record: Embedded | None = None
    external: External | None = None
    media: Media | None = None


class Post(msgspec.Struct, gc=False):
    """A post."""

    text: str
    langs: list[str] = []
    reply: Reply | None = None
    facets: list[Facet] = []
    embed: Embed | None = None


KINDS: Final[Mapping[str, type[msgspec.Struct]]] = {
    records.LIKE: Act, records.REPOST: Act, records.FOLLOW: Tie, records.BLOCK: Tie, records.POST: Post,
}  # fmt: skip


class Gathered(msgspec.Struct):
    """Records of one collection on their way to columns.

    Each is the account, the key, when it was seen (microseconds, 0 where nobody saw it), what it says, and its
    origin: what the long way reads it from.
    """

    collection: str
    rows: list[tuple[str, str, int, Any, Any]] = []

    def columns(self, times: Callable[[Any, Sequence[int]], Times]) -> tuple[int, dict[str, Columns], list[Any]]:
        """Return how many are plain, their rows by table, and the origins of the others."""
        import numpy as np

        dids, keys, seen, values, origins = zip(*self.rows, strict=True)
        own = _Own.of(self.collection, dids, keys, lambda column: times(column, seen))
        is_plain = own.times.is_plain & _is_did(own.dids)
        parts = list(_READERS[self.collection](own, values))
        for part in parts:
            is_plain[part.places[~part.is_plain]] = False
        others = [origins[place] for place in np.flatnonzero(~is_plain)]
        tables = {part.table: part.kept(is_plain) for part in parts if part.table}
        return len(values) - len(others), tables, others


class _Own(NamedTuple):
    """What every row of a record tells of the record itself, as columns; `people` are the accounts that wrote them."""

    collection: str
    dids: Any
    keys: Any
    ids: Any
    people: Any
    times: Times

    @classmethod
    def of(cls, collection: str, dids: Sequence[str], keys: Sequence[str], times: Callable[[Any], Times]) -> _Own:
        """Return the columns of records of these accounts under these keys."""
        import pyarrow as pa

        owners, names = pa.array(dids, pa.string()), pa.array(keys, pa.string())
        ids = _joined(f"{records.NETWORK}:at://", owners, f"/{collection}/", names)
        return cls(collection, owners, names, ids, _joined(f"{records.NETWORK}:", owners), times(names))

    def when(self, name: str, places: Any = None) -> dict[str, Any]:
        """Return the four columns of the instant `name`, for the records at these places."""
        at, basis = instants(self.times.micros), self.times.basis
        if places is not None:
            at, basis = at.take(places), basis.take(places)
        return {name: at, f"{name}_earliest": at, f"{name}_latest": at, f"{name}_basis": basis}


class _Part(NamedTuple):
    """Rows of one table, or of none where there is only something to check: to which record each belongs."""

    table: str
    columns: dict[str, Any]
    places: Any
    is_plain: Any

    def kept(self, is_plain: Any) -> Columns:
        """Return the rows of the records that are plain."""
        import pyarrow as pa

        from kithkin.sources._columns import each_once

        if is_plain.all():
            return self.columns
        mask = pa.array(is_plain[self.places])
        return each_once(self.columns, lambda cells: cells.filter(mask))


def _joined(*parts: Any) -> Any:
    import pyarrow.compute as pc

    return pc.binary_join_element_wise(*parts, "")


def _repeat(value: Any, length: int) -> Any:
    import pyarrow as pa

    return pa.repeat(value, length)


def _is_did(dids: Any) -> Any:
    import pyarrow.compute as pc

    told = dids.dictionary_encode()  # one account may have written them all
    return pc.match_substring_regex(told.dictionary, f"^{_DID}$").take(told.indices).to_numpy(zero_copy_only=False)


def instants(micros: Any) -> Any:
    """Return microseconds since 1970 as instants; unknown where they are negative."""
    import pyarrow as pa

    return pa.array(micros, mask=micros < 0).cast(pa.timestamp("us", tz="UTC"))


class _Subjects(NamedTuple):
    """Records that others point at: whose they are, their ids, when they were made, and whether that shows."""

    owners: Any
    ids: Any
    posted_at: Any
    is_plain: Any


def _subjects(uris: list[str]) -> _Subjects:
    """Return what these addresses say."""
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = pa.array(uris, pa.string())
    is_long = pc.greater(pc.binary_length(texts), _LONGEST_URI)
    parts = pc.extract_regex(pc.if_else(is_long, "", texts), _URI)
    dids, keys = (pc.struct_field(parts, place) for place in range(2))
    is_plain, network = dids.is_valid().to_numpy(zero_copy_only=False), f"{records.NETWORK}:"
    return _Subjects(_joined(network, dids), _joined(network, texts), instants(tid_micros(keys)), is_plain)


def _acts(own: _Own, values: Sequence[Any]) -> Iterator[_Part]:
    """Yield likes or reposts; a repost is a post too."""
    import numpy as np

    kind = "like" if own.collection == records.LIKE else "repost"
    subjects, ids, length = _subjects([value.subject.uri for value in values]), own.ids, len(values)
    columns = {
        "interaction_id": ids,
        "network": _repeat(records.NETWORK, length),
        "actor_id": own.people,
        "target_id": subjects.owners,
        "kind": _repeat(kind, length),
        **own.when("happened_at"),
        "target_post_id": subjects.ids,
        "target_posted_at": subjects.posted_at,
    }
    places = np.arange(length)
    if kind == "repost":
        columns["post_id"] = ids
        yield _Part("posts", _posts(own, kind) | {"quoted_post_id": subjects.ids}, places, subjects.is_plain)
    yield _Part("interactions", columns, places, subjects.is_plain)


def _posts(own: _Own, kind: Any) -> dict[str, Any]:
    length = len(own.keys)
    return {
        "post_id": own.ids,
        "network": _repeat(records.NETWORK, length),
        "author_id": own.people,
        "kind": _repeat(kind, length) if isinstance(kind, str) else kind,
        **own.when("posted_at"),
    }


def _ties(own: _Own, values: Sequence[Any]) -> Iterator[_Part]:
    """Yield follows or blocks."""
    import numpy as np
    import pyarrow as pa

    length, others = len(values), pa.array([value.subject for value in values], pa.string())
    people = _joined(f"{records.NETWORK}:", others)
    network, places, is_plain = _repeat(records.NETWORK, length), np.arange(length), _is_did(others)
    if own.collection == records.FOLLOW:
        ends = {"follower_id": own.people, "followed_id": people, "network": network, "kind": _repeat("follow", length)}
        yield _Part("follows", ends | own.when("followed_at"), places, is_plain)
        return
    ends = {"marker_id": own.people, "marked_id": people, "network": network, "kind": _repeat("block", length)}
    yield _Part("marks", {**ends, "list_id": _repeat("", length), **own.when("marked_at")}, places, is_plain)


def _written(own: _Own, values: Sequence[Any]) -> Iterator[_Part]:
    """Yield posts, and the replies, quotes and mentions that they are."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    said = _Said()
    for place, post in enumerate(values):
        said.take(place, post)
    length, ids, places = len(values), own.ids, np.arange(len(values))
    subjects, roots = _subjects(said.uris), _subjects([uri for uri in said.roots if uri])
    answered, quoted = pa.array(said.parents, pa.int64()), pa.array(said.quotes, pa.int64())
    named = pa.array(said.roots, pa.string())
    threads = pc.if_else(named.is_valid(), _joined(f"{records.NETWORK}:", named), ids)
    columns = _posts(own, pa.array(said.kinds, pa.string())) | {
        "text": pa.array([post.text for post in values], pa.string()),
        "language": pa.array([post.langs[0] if post.langs else None for post in values], pa.string()),
        "url": _joined("https://bsky.app/profile/", own.dids, "/post/", own.keys),
        "link_count": pa.array(said.links, pa.int64()),
        "thread_id": threads,
        "reply_to_post_id": subjects.ids.take(answered),
        "reply_to_id": subjects.owners.take(answered),
        "quoted_post_id": subjects.ids.take(quoted),
    }
    yield _Part("posts", columns, places, np.ones(length, bool))
    yield _Part("", {}, places[named.is_valid().to_numpy(zero_copy_only=False)], roots.is_plain)
    yield _Part("", {}, np.array(said.by, np.int64), subjects.is_plain)
    yield _interactions(own, said, subjects, threads)


def _interactions(own: _Own, said: _Said, subjects: _Subjects, threads: Any) -> _Part:
    """Return the acts of posts towards others: replies and quotes, then mentions."""
    import numpy as np
    import pyarrow as pa

    named, pointing = len(said.mentions), len(said.by)
    by = np.array([*said.by, *(place for place, _ in said.mentions)], np.int64)
    dids = pa.array([did for _, did in said.mentions], pa.string())
    nobody = pa.nulls(named, pa.string())
    acts = pa.array(said.acts, pa.string())
    ids = own.ids.take(by)
    ends = pa.concat_arrays([_joined("#", acts), _joined("#mention:", dids)])
    columns = {
        "interaction_id": _joined(ids, ends),
        "network": _repeat(records.NETWORK, len(by)),
        "actor_id": own.people.take(by),
        "target_id": pa.concat_arrays([subjects.owners, _joined(f"{records.NETWORK}:", dids)]),
        "kind": pa.concat_arrays([acts, _repeat("mention", named)]),
        **own.when("happened_at", by),
        "post_id": ids,
        "thread_id": threads.take(by),
        "target_post_id": pa.concat_arrays([subjects.ids, nobody]),
        "target_posted_at": pa.concat_arrays([subjects.posted_at, pa.nulls(named, subjects.posted_at.type)]),
    }
    return _Part("interactions", columns, by, np.ones(pointing + named, bool))


class _Said:
    """What posts say of others, gathered post by post; `by` and `acts` tell of each of `uris` who points at it, how."""

    def __init__(self) -> None:
        self.kinds: list[str] = []
        self.links: list[int] = []
        self.roots: list[str | None] = []
        self.parents: list[int | None] = []
        self.quotes: list[int | None] = []
        self.uris: list[str] = []
        self.by: list[int] = []
        self.acts: list[str] = []
        self.mentions: list[tuple[int, str]] = []

    def take(self, place: int, post: Post) -> None:
        """Take in one post."""
        reply, embed, facets = post.reply, post.embed, post.facets
        kind, root, parent, quote = "post", None, None, None
        if reply:
            kind, root, parent = "reply", reply.root.uri, self._act(place, "reply", reply.parent.uri)
        if embed and (quoted := _quoted(embed)):
            quote = self._act(place, "quote", quoted)
            kind = kind if reply else "quote"
        self.kinds.append(kind)
        self.roots.append(root)
        self.parents.append(parent)
        self.quotes.append(quote)
        if not facets and not embed:
            self.links.append(link_count(post.text) or 0)
            return
        features = [feature for facet in facets[:1000] for feature in facet.features[:10]]
        self.links.append(_links(post, features))
        if features:
            dids = dict.fromkeys(f.did for f in features if _is(f, "mention") and records.is_did(f.did))
            self.mentions += [(place, did) for did in list(dids)[: records.MAX_MENTIONS]]

    def _act(self, place: int, kind: str, uri: str) -> int:
        self.by.append(place)
        self.acts.append(kind)
        self.uris.append(uri)
        return len(self.uris) - 1


def _quoted(embed: Embed) -> str | None:
    """Return the address of the post that a post shows; a list, feed or starter pack is not a quote."""
    record = embed.record
    uri = "" if record is None else record.record.uri if record.record else record.uri
    return uri if _POST_STEP in uri else None


def _is(feature: Feature, kind: str) -> bool:
    return feature.type.rpartition("#")[2] == kind


def _links(post: Post, features: list[Feature]) -> int:
    """Return the number of different links: marked ones, else those in the words, and the link of a card."""
    marked = {feature.uri for feature in features if _is(feature, "link")}
    embed = post.embed
    external = (embed.external or (embed.media.external if embed.media else None)) if embed else None
    card = external.uri if external else ""
    count = max(len(marked), link_count(post.text) or 0)
    return count + (1 if card and card not in marked and card not in post.text else 0)


_READERS: Final[Mapping[str, Callable[[_Own, Sequence[Any]], Iterator[_Part]]]] = {
    records.LIKE: _acts, records.REPOST: _acts, records.FOLLOW: _ties, records.BLOCK: _ties, records.POST: _written,
}  # fmt: skip
