"""Turns what platforms write as HTML into plain characters, counts links, and reads short texts once only."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Final, TypeVar

T = TypeVar("T")

_BREAKS: Final = re.compile(r"<(?:br\s{0,9}/?|/p|/div|/li|/h[1-6]|/blockquote|/tr)\s{0,9}>", re.IGNORECASE)
_UNSEEN: Final = re.compile(r"<(script|style)\b[^<>]*>[^<]*</\1\s{0,9}>", re.IGNORECASE)
# No bracket inside a tag, so that a megabyte of brackets is still read in one pass.
_TAG: Final = re.compile(r"</?[a-zA-Z!][^<>]*>")
_LINK: Final = re.compile(r"\b(?:https?://|www\.)[^\s<>\"]", re.IGNORECASE)


def plain(text: str) -> str:
    """Return the words of a text that may be HTML, with paragraphs as line breaks and entities resolved."""
    if "<" in text:
        low = text.lower()
        if "<script" in low or "<style" in low:
            text = _UNSEEN.sub("", text)
        text = _TAG.sub("", _BREAKS.sub("\n", text))
    if "&" in text:
        text = html.unescape(text)
    return text.strip()


def link_count(text: str | None) -> int | None:
    """Return the number of links in a text, None where there is no text."""
    if text is None:
        return None
    # Most texts have none, and looking for these two is much faster than a pattern.
    return len(_LINK.findall(text)) if "://" in text or "www." in text.lower() else 0


def once(function: Callable[[str], T], most: int = 1 << 16) -> Callable[[str], T]:
    """Remember what a function of one text returned, of so many texts: names and addresses come again and again.

    Long texts are not remembered, since a hostile file would fill the memory with them.
    """
    remembered = lru_cache(most)(function)

    @wraps(function)
    def read(text: str) -> T:
        return remembered(text) if len(text) <= 300 else function(text)

    return read
