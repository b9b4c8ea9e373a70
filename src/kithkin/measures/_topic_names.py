"""Names that a user gave to topics, found again by the texts that a topic held when it was named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import md5
from typing import Any, Final

#: A topic takes a name where it holds at least this share of the texts that the name was given to.
LEAST_SHARE: Final = 0.5


def anchor(table_name: str, row_id: str) -> str:
    """Return the mark by which a text is known again; it tells nothing of who wrote it."""
    return md5(f"{table_name} {row_id}".encode(), usedforsecurity=False).hexdigest()[:12]


def given_names(community: str, texts: Iterable[tuple[str, str]], said: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return the given name of each topic of a community that has one, by the topic's terms; what was said last holds.

    `texts` are pairs of a topic and the mark of a text in it, `said` the rows of `topic_names`.
    """
    marks: dict[tuple[int, str, str], set[str]] = {}
    for row in said:
        if row["community_id"] == community:
            marks.setdefault((row["number"], row["name_id"], row["name"]), set()).add(row["anchor"])
    if not marks:
        return {}
    topic_of = {mark: topic for topic, mark in texts}
    names: dict[str, str] = {}
    for (_, _, name), anchors in sorted(marks.items(), key=lambda item: item[0]):
        holding = Counter(topic_of[mark] for mark in anchors if mark in topic_of)
        best = min(holding, key=lambda topic: (-holding[topic], topic), default="")
        if best and holding[best] >= LEAST_SHARE * holding.total():
            names[best] = name
    return names
