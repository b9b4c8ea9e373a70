"""Long posts of an X archive: their full text stands in a file of its own, mostly without the post's id."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from typing import Annotated, Any, Final

import msgspec

_Id = Annotated[int, msgspec.Meta(ge=0, le=(1 << 63) - 1)]
#: A long text's id is made just before its post's; both hold their time.
_NEAR_MS: Final = 10_000
_KEY: Final = 30
_TAIL: Final = re.compile(r"\s*(?:https://t\.co/\w+)?\s*$")


class Core(msgspec.Struct):
    """The text of a long post and its links."""

    text: str | None = None
    urls: list[dict[str, Any]] | None = None


class Results(msgspec.Struct):
    """The text of a long post in another form that has been described."""

    text: str | None = None


class Note(msgspec.Struct, rename="camel"):
    """One long text; the second form also names its post."""

    note_tweet_id: _Id | None = None
    tweet_id: _Id | None = None
    core: Core | None = None
    note_tweet_results: Results | None = None

    @property
    def words(self) -> str:
        """The text, with entities resolved."""
        form = self.core or self.note_tweet_results
        return html.unescape(form.text or "") if form else ""


class Notes:
    """Long texts that wait for the posts they belong to, found by their beginnings."""

    def __init__(self) -> None:
        self.waiting: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._by_post: dict[int, str] = {}

    def add(self, note: Note) -> bool:
        """Take in a long text; return whether it can be matched to a post."""
        words = note.words
        if not words or (note.note_tweet_id is None and note.tweet_id is None):
            return False
        if note.tweet_id is not None:
            self._by_post[note.tweet_id] = words
        self.waiting[words[:_KEY]].append((note.note_tweet_id or 0, words))
        return True

    def longer(self, text: str, post: int) -> str:
        """Return the full text of a post that is cut short, or the text as it is."""
        if post in self._by_post:
            return self._by_post[post]
        candidates = self.waiting.get(text[:_KEY])
        if not candidates:
            return text
        start = _TAIL.sub("", text).removesuffix("…").rstrip()
        near = [
            (abs((id_ >> 22) - (post >> 22)), words)
            for id_, words in candidates
            if abs((id_ >> 22) - (post >> 22)) <= _NEAR_MS and words.startswith(start)
        ]
        return min(near)[1] if near else text
