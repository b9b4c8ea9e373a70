"""A digest as an Atom feed: each thread of each person as one entry, in the order of the page."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final
from xml.etree import ElementTree

from kithkin.model.page import Cases, Drawn, Listed, Person
from kithkin.render import words

NAMESPACE: Final = "http://www.w3.org/2005/Atom"


def atom(drawn: Drawn) -> str:
    """Return the cases of a page as an Atom document (RFC 4287); ids are the same for the same words."""
    ElementTree.register_namespace("", NAMESPACE)
    feed = _element(None, "feed")
    entries = [entry for block in drawn.blocks if isinstance(block, Cases) for entry in _entries(block)]
    _element(feed, "title").text = words.line(drawn.question)
    _element(feed, "id").text = _id(drawn.workspace, drawn.name)
    _element(feed, "updated").text = _instant(drawn.as_of)
    for person, item in entries:
        _append(feed, person, item, drawn.as_of)
    ElementTree.indent(feed)
    return ElementTree.tostring(feed, encoding="unicode", xml_declaration=True) + "\n"


def _entries(block: Cases) -> list[tuple[str, dict[str, Any]]]:
    people, evidence = block.rows, block.evidence
    if not isinstance(people, Listed) or not isinstance(evidence, Listed):
        return []
    found = []
    for row in people.items:
        name = next((value.name for value in row.values() if isinstance(value, Person)), "")
        own = [dict(item) for item in evidence.items if item.get("judgement_id") == row.get("judgement_id")]
        found += [(words.line(name), item) for item in own]
    return found


def _append(feed: ElementTree.Element, person: str, item: dict[str, Any], as_of: datetime | None) -> None:
    text = _allowed(str(item.get("text") or ""))
    entry = _element(feed, "entry")
    said = words.line(str(item.get("says") or "")).strip() or words.line(text[:80])
    _element(entry, "title").text = f"{person}: {said}" if person else said
    _element(entry, "id").text = _id(person, str(item.get("posted_at")), text)
    _element(entry, "updated").text = _instant(item.get("posted_at") or as_of)
    _element(_element(entry, "author"), "name").text = person or "somebody"
    url = str(item.get("url") or "")
    if url.startswith(("https://", "http://")):
        _element(entry, "link").set("href", _allowed(url))
    content = _element(entry, "content")
    content.set("type", "text")
    content.text = text


def _element(parent: ElementTree.Element | None, name: str) -> ElementTree.Element:
    tag = f"{{{NAMESPACE}}}{name}"
    return ElementTree.Element(tag) if parent is None else ElementTree.SubElement(parent, tag)


def _id(*parts: str) -> str:
    return f"urn:sha256:{sha256(chr(0).join(parts).encode('utf-8', 'surrogatepass')).hexdigest()}"


def _instant(at: datetime | None) -> str:
    """Return an instant as Atom has it; a feed must have one, so an unknown one is the epoch."""
    known = at or datetime(1970, 1, 1, tzinfo=UTC)
    return (known if known.tzinfo else known.replace(tzinfo=UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _allowed(text: str) -> str:
    """Return a text without the characters that XML 1.0 cannot hold."""
    return "".join(
        c
        for c in text
        if c in "\t\n\r" or (ord(c) >= 0x20 and not 0xD800 <= ord(c) <= 0xDFFF and c not in "\ufffe\uffff")
    )
