"""Reads one feed document from bytes, without ever opening an address or a file that it names.

`feedparser` opens whatever it is given that is not a stream, so it is given a stream. A document that declares
entities is refused before any parser sees it: no true feed does, and bombs are made of them. A document that
was cut off is closed after its last whole entry.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple, TypeAlias
from xml.etree import ElementTree

import msgspec

from kithkin.model.errors import Refused
from kithkin.model.source import Archive, Member
from kithkin.sources import _json

#: Its type takes a parameter in its stubs alone, so it is named as a text.
_Parser: TypeAlias = "ElementTree.XMLPullParser[Any]"

MAX_FEED: Final = 16 << 20
_MAX_ENTRIES: Final = 100_000

_ROOT: Final = re.compile(rb"<((?:[A-Za-z]\w{0,20}:)?(rss|feed|RDF|opml))[\s>]", re.IGNORECASE)
_FIRST_ENTRY: Final = re.compile(rb"<(?:[A-Za-z]\w{0,20}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_LAST_ENTRY: Final = re.compile(rb"</(?:[A-Za-z]\w{0,20}:)?(?:item|entry)\s*>", re.IGNORECASE)
_TAG: Final = re.compile(rb"<outline\b", re.IGNORECASE)
_OUTLINE: Final = re.compile(rb"<outline((?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*)\s*/?>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")
_ENTITY: Final = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)
_ENCODING: Final = re.compile(rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})", re.IGNORECASE)
#: Encodings that could hide what is looked for before decoding.
_HIDING: Final = (b"utf-7", b"utf7", b"ebcdic", b"cp037", b"cp500", b"utf-32", b"utf32", b"hz", b"iso-2022")


class Entry(msgspec.Struct):
    """One item of a feed; `when` is None where it has no time that can be read."""

    id: str
    link: str
    title: str
    html: str
    author: str
    author_link: str
    when: datetime | None


class Fault(NamedTuple):
    """What could not be read, of how many records (0 = it was read, with a doubt), and where that is known."""

    what: str
    records: int
    place: str = ""


class Feed(msgspec.Struct):
    """One feed, or a list of feeds (`subscriptions`), as far as it could be read; `faults` says what could not."""

    title: str = ""
    home: str = ""
    own: str = ""
    about: str = ""
    author: str = ""
    language: str = ""
    entries: list[Entry] = []
    subscriptions: list[Mapping[str, str]] = []
    folders: int = 0
    faults: list[Fault] = []


def kind_of(head: bytes) -> str:
    """Return `rss`, `feed`, `rdf`, `opml` or `json` by the first bytes of a document, else nothing."""
    plain = head.replace(b"\x00", b"")
    if plain.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        return "json" if b"jsonfeed.org/version" in plain.replace(b"\\/", b"/") else ""
    root = _ROOT.search(plain)
    if (
        root is None
        or plain.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] != b"<"
        or b"<html" in plain[: root.start()].lower()
    ):
        return ""
    kind = root[2].lower().decode()
    is_atom = b"w3.org/2005/Atom" in plain or b"purl.org/atom" in plain
    return "" if kind == "feed" and not is_atom else kind


def read(archive: Archive, member: Member, kind: str) -> Feed:
    """Return what a document says; never raises on damaged or hostile input."""
    try:
        with archive.open(member) as stream:
            data = stream.read(MAX_FEED + 1)
            while len(data) <= MAX_FEED and (more := stream.read(MAX_FEED + 1 - len(data))):
                data += more
    except (Refused, OSError, EOFError) as error:
        return Feed(faults=[Fault(f"The file cannot be read: {error}", 1)])
    if len(data) > MAX_FEED:
        return Feed(faults=[Fault(f"The file is larger than {MAX_FEED:,} bytes, which no feed is.", 1)])
    if kind == "json":
        return _json_feed(data)
    declared = _ENCODING.search(data[:400].replace(b"\x00", b""))
    if _ENTITY.search(data.replace(b"\x00", b"")) or (declared and declared[1].lower().startswith(_HIDING)):
        return Feed(faults=[Fault("The document declares entities, as bombs do; it was not read.", 1)])
    return _opml(data) if kind == "opml" else _parsed(data)


def _opml(data: bytes) -> Feed:
    """Return the subscriptions of an OPML list; behind what is not XML, those whose tags are whole."""
    feed = Feed()
    parser: _Parser = ElementTree.XMLPullParser(["start"])
    try:
        for place in range(0, len(data), 1 << 16):
            parser.feed(data[place : place + (1 << 16)])
            _take_outlines(parser, feed)
        parser.close()
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        _take_outlines(parser, feed)
        lost = _take_loose(data, feed)
        is_cut = b"</opml" not in data[-200:].lower()
        feed.faults.append(Fault("The list is not XML here, or was cut off.", max(lost, is_cut), _line_of(error)))
    return feed


def _line_of(error: object) -> str:
    """Return the line at which a parser stopped, where it tells."""
    number = getattr(error, "position", (0,))[0] or getattr(error, "getLineNumber", int)()
    return f"line {number}" if number else ""


def _take_loose(data: bytes, feed: Feed) -> int:
    """Take the outlines behind the last one that the parser read; return how many of them cannot be read."""
    rest = list(_TAG.finditer(data))[len(feed.subscriptions) + feed.folders :]
    lost = 0
    for tag in rest:
        found = _OUTLINE.match(data, tag.start())
        if found is None:
            lost += 1
            continue
        text = found[1].decode("utf-8", "replace")
        _take_outline({name.lower(): html.unescape(one or two) for name, one, two in _ATTRIBUTE.findall(text)}, feed)
    return lost


def _take_outline(values: Mapping[str, str], feed: Feed) -> None:
    if "xmlurl" in values and len(feed.subscriptions) < _MAX_ENTRIES:
        feed.subscriptions.append(values)
    else:
        feed.folders += 1


def _take_outlines(parser: _Parser, feed: Feed) -> None:
    try:
        for event in parser.read_events():
            element: Any = event[-1]
            if isinstance(element, ElementTree.Element) and element.tag.rpartition("}")[2].lower() == "outline":
                _take_outline({name.lower(): value for name, value in element.attrib.items()}, feed)
    except ElementTree.ParseError:
        return


def _parsed(data: bytes) -> Feed:
    """Return an RSS or Atom document as `feedparser` reads it."""
    import feedparser  # type: ignore[import-untyped]

    data, faults = _closed(data)
    try:
        found = feedparser.parse(io.BytesIO(data), sanitize_html=True, resolve_relative_uris=False)
    except Exception as error:
        return Feed(faults=[Fault(f"The feed cannot be read: {type(error).__name__}.", 1)])
    head = found.feed
    feed = Feed(
        title=_string(head.get("title")),
        home=_string(head.get("link")),
        own=next((_string(link.get("href")) for link in head.get("links", []) if link.get("rel") == "self"), ""),
        about=_string(head.get("subtitle")),
        author=_string(head.get("author_detail", {}).get("name")) or _string(head.get("author")),
        language=_string(head.get("language")),
        entries=[_entry(one) for one in found.entries[:_MAX_ENTRIES]],
        faults=faults,
    )
    if found.bozo and not faults:
        lost = max(len(_FIRST_ENTRY.findall(_shown(data))) - len(feed.entries), 0)
        what = "The feed is not XML here; what could be read of it was."
        feed.faults.append(Fault(what, lost, _line_of(found.get("bozo_exception"))))
    return feed


def _shown(data: bytes) -> bytes:
    """Return a document without its comments and literal texts, which may hold tags that are none."""
    for begin, end in ((b"<![CDATA[", b"]]>"), (b"<!--", b"-->")):
        pieces, place = list[bytes](), 0
        while (start := data.find(begin, place)) >= 0 and (stop := data.find(end, start)) >= 0:
            pieces.append(data[place:start])
            place = stop + len(end)
        data = b"".join((*pieces, data[place:]))
    return data


def _closed(data: bytes) -> tuple[bytes, list[Fault]]:
    """Return a document with its end; one that was cut off ends after its last whole entry."""
    root = _ROOT.search(data[:100_000])
    if root is None or b"\x00" in data[:200] or b"</" + root[1].lower() in data[-200:].lower():
        return data, []
    ends = [found.end() for found in _LAST_ENTRY.finditer(data)]
    if not ends and (begun := _FIRST_ENTRY.search(data)):
        ends = [begun.start()]
    closing = (b"</channel>" if root[2].lower() == b"rss" else b"") + b"</" + root[1] + b">"
    return data[: ends[-1]] + closing if ends else data, [Fault("The feed was cut off in an entry.", 1)]


def _entry(one: dict[str, Any]) -> Entry:
    contents = one.get("content") or [{}]
    author = one.get("author_detail") or {}
    # Asked for by `dict.get`: feedparser's own `get` warns of a stand-in for a missing time.
    stated = dict.get(one, "published_parsed") or dict.get(one, "updated_parsed")
    return Entry(
        id=_string(one.get("id")),
        link=_string(one.get("link")),
        title=_string(one.get("title")),
        html=_string(contents[0].get("value")) or _string(one.get("summary")),
        author=_string(author.get("name")) or _string(one.get("author")),
        author_link=_string(author.get("href")),
        when=_instant(stated),
    )


def _instant(stated: Any) -> datetime | None:
    try:
        year, month, day, hour, minute, second = stated[:6] if stated else (0,) * 6
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC) if stated else None
    except (ValueError, TypeError, OverflowError):
        return None


def _string(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _json_feed(data: bytes) -> Feed:
    """Return a JSON Feed, as far as its items go; what stands before them is read where the whole cannot be."""
    head = _json.whole(io.BytesIO(data), limit=MAX_FEED)
    if not isinstance(head, dict):
        named = re.findall(rb'"(title|home_page_url|feed_url)"\s*:\s*"([^"\\]{0,500})"', data[:4096])
        head = {name.decode(): value.decode("utf-8", "replace") for name, value in reversed(named)}
    feed = Feed(
        title=_string(head.get("title")),
        home=_string(head.get("home_page_url")),
        own=_string(head.get("feed_url")),
        about=_string(head.get("description")),
        author=_author(head)[0],
        language=_string(head.get("language")),
    )
    for batch in _json.items(io.BytesIO(data), under="items"):
        if isinstance(batch, _json.Bad):
            feed.faults.append(Fault(batch.what, batch.records, batch.place))
            continue
        for item in batch[:_MAX_ENTRIES]:
            if isinstance(item, dict):
                feed.entries.append(_json_entry(item))
            else:
                feed.faults.append(Fault("An item is no object.", 1))
    return feed


def _authors(item: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    listed = item.get("authors")
    for author in [*(listed if isinstance(listed, list) else []), item.get("author")]:
        if isinstance(author, dict):
            yield author


def _author(item: Mapping[str, Any]) -> tuple[str, str]:
    """Return the name and the link of the first author: version 1.1 has a list, version 1 had one."""
    author = next(_authors(item), {})
    return _string(author.get("name")), _string(author.get("url"))


def _json_entry(item: Mapping[str, Any]) -> Entry:
    from kithkin.sources._moments import moment

    stated = moment(_string(item.get("date_published")) or _string(item.get("date_modified")))
    name, link = _author(item)
    own = item.get("id")
    return Entry(
        id=str(own) if isinstance(own, (str, int, float)) and not isinstance(own, bool) else "",
        link=_string(item.get("url")),
        title=_string(item.get("title")),
        html=_string(item.get("content_html")) or _string(item.get("content_text")) or _string(item.get("summary")),
        author=name,
        author_link=link,
        when=stated.at if stated else None,
    )
