"""The measure `conversations_to_join`: live threads to which the ego could add what nobody has said there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import pyarrow as pa

from kithkin.measures._own_words import EXCERPT, bag, best, excerpt, own_posts, weights
from kithkin.measures._words import subject
from kithkin.model.measure import measure
from kithkin.model.tables import Column

Row = dict[str, Any]

#: From this share of its own words on, what the ego could add has been said by somebody.
SAID: Final = 0.5
#: Words of the ego's own that are named.
NAMED: Final = 6


@measure(
    grain=("thread_id",),
    columns=(
        Column("known_id", "text", "who is in it with whom the ego talks, most of all"),
        Column("known_count", "integer", "people in it with whom the ego talks", "people", bounds=(1, None)),
        Column("people_count", "integer", "people in it", "people", bounds=(1, None)),
        Column("asked_by_id", "text", "who asks there; null = nobody asks"),
        Column("matter", "text", "what they ask, else how the thread begins"),
        Column("title", "text", "subject, where there is one"),
        Column("community_id", "text", "list or group, else the network"),
        Column("is_alive", "boolean", "whether somebody wrote there lately; null = the times cannot tell"),
        Column("last_at", "instant", "the last post whose instant is known", "UTC"),
        Column("own_row_id", "text", "the own post on the matter"),
        Column("own_text", "text", "its words, of a long text the part that meets the matter"),
        Column("own_written_at", "instant", "when the ego wrote it", "UTC"),
        Column("shared_words", "text", "the words in which the two meet"),
        Column("unsaid_words", "text", "telling words of the own post that nobody in the thread used"),
        Column("shared_share", "double", "of what the matter's words tell, the part that the own post holds", bounds=(0, 1)),
        Column("said_share", "double", "of what the own post adds, the most that one post of the thread holds", bounds=(0, 1)),
    ),
    source="Ponte & Croft (1998) in spirit: words in common, weighed by inverse document frequency",
)  # fmt: skip
def conversations_to_join(live_threads: Any, posts: Any, texts: Any) -> Any:
    """Return the live threads of people the ego talks with, on a matter it wrote on, where nobody has said the same yet.

    The matter is the last question of the thread with its subject, or its first post where nobody asks. An own post meets
    it as in `answerable`. What it adds are its words that the matter does not hold; said_share = the largest sum of idf
    over those that one post of the thread holds / the sum over all of them; below .5 nobody has said it.

    Parameters
    ----------
    live_threads : thread_id, known_id, known_count, people_count, asking_id, asked_by_id, cue, opening_id, title, is_alive
    posts : post_id, thread_id
    texts : table_name, row_id, author_id, written_at, text

    Returns
    -------
    One row per thread, with the own post that fits best: who is in it, what they ask, what the ego wrote, what is unsaid.

    Notes
    -----
    Absent for threads on which the ego wrote nothing, in words that they share, and where somebody said as much. asked_by_id,
    title, last_at and own_written_at are null where not known. said_share is zero where the thread has no other post or none
    with such a word. The same thing in other words counts as unsaid: read the thread first.

    References
    ----------
    Ponte, J. M. & Croft, W. B. (1998). A language modeling approach to information retrieval. SIGIR 1998.

    Examples
    --------
    >>> answer(conversations_to_join, show="known_id matter unsaid_words said_share", as_of="2024-02-01",
    ...     identities=[{"account_id": "m:me", "person_id": "self"}],
    ...     interactions=[
    ...     {"actor_id": "self", "target_id": "m:ann", "kind": "reply", "happened_at": "2024-01-02"},
    ...     {"actor_id": "m:ann", "target_id": "self", "kind": "reply", "happened_at": "2024-01-03"}], posts=[
    ...     {"post_id": "m:1", "thread_id": "m:1", "author_id": "m:ann", "posted_at": "2024-01-30",
    ...      "text": "How do you stop a cover from warping?"},
    ...     {"post_id": "m:2", "author_id": "self", "text": "A warped cover? Press it overnight.", "posted_at": "2023-05-01"}])
    [('m:ann', 'How do you stop a cover from warping?', 'overnight, press', 0.0)]
    """
    threads = sorted(live_threads.to_pylist(), key=lambda row: str(row["thread_id"]))
    thread_of = _threads(posts, {row["thread_id"] for row in threads})
    rows = texts.to_pylist()
    said: dict[str, list[Row]] = {}
    for row in sorted((r for r in rows if r["table_name"] == "posts"), key=lambda r: str(r["row_id"])):
        if row["row_id"] in thread_of:
            said.setdefault(thread_of[row["row_id"]], []).append(row)
    own = own_posts(rows)
    held = [bag([row["text"]]) for row in own]
    matters = [_matter(thread, said.get(thread["thread_id"], [])) for thread in threads]
    bags = [bag([matter, subject(t["title"] or "")]) for t, matter in zip(threads, matters, strict=True)]
    weight = weights([*bags, *held])
    found = [
        _row(thread, matter, own[place], _unsaid(asked, held[place], others, weight), asked, shared, share)
        for thread, matter, asked in zip(threads, matters, bags, strict=True)
        for others in [_others(thread, said.get(thread["thread_id"], []))]
        for share, place, shared in best(asked, [frozenset(h) for h in held], weight)
    ]
    kept = sorted((r for r in found if r["said_share"] < SAID and r["unsaid_words"]), key=_rank)
    first = {row["thread_id"]: row for row in reversed(kept)}
    return pa.table({name: [row[name] for row in first.values()] for name in SCHEMA.names}, schema=SCHEMA)


KINDS: Final = {"text": pa.string(), "integer": pa.int64(), "double": pa.float64(), "boolean": pa.bool_(),
                "instant": pa.timestamp("us")}  # fmt: skip
SCHEMA: Final = pa.schema(
    [("thread_id", pa.string()), *((column.name, KINDS[column.type]) for column in conversations_to_join.columns)]
)


def _threads(posts: Any, wanted: set[str]) -> dict[str, str]:
    """Return the thread of each post of these threads."""
    pairs = zip(posts["post_id"].to_pylist(), posts["thread_id"].to_pylist(), strict=True)
    return {post: thread for post, thread in pairs if thread in wanted}


def _matter(thread: Row, posts: Iterable[Row]) -> str:
    """Return what a thread is about: its last question, else its first post."""
    opening = next((row["text"] for row in posts if row["row_id"] == thread["opening_id"]), "")
    return thread["cue"] or " ".join(opening[: 4 * EXCERPT].split())[:EXCERPT]


def _others(thread: Row, posts: Iterable[Row]) -> list[dict[str, str]]:
    """Return the words of the thread's posts other than the one whose matter it is."""
    asking = thread["asking_id"] or thread["opening_id"]
    return [bag([row["text"]]) for row in posts if row["row_id"] != asking]


def _unsaid(
    asked: dict[str, str], own: dict[str, str], others: list[dict[str, str]], weight: dict[str, float]
) -> tuple[float, str]:
    """Return how much of what an own text adds one post of the thread holds, and the words that none holds."""
    added = [stem for stem in own if stem not in asked]
    total = sum(weight[s] for s in added)
    most = max((sum(weight[s] for s in added if s in other) for other in others), default=0.0)
    unsaid = [s for s in added if not any(s in other for other in others)]
    named = sorted(unsaid, key=lambda s: (-round(weight[s], 9), own[s]))[:NAMED]
    return (round(most / total, 6) if total else 1.0), ", ".join(own[s] for s in named)


def _row(
    thread: Row, matter: str, own: Row, unsaid: tuple[float, str], asked: dict[str, str], shared: list[str], share: float
) -> Row:  # fmt: skip
    return thread | {
        "matter": matter,
        "own_row_id": own["row_id"],
        "own_text": excerpt(own["text"], shared),
        "own_written_at": own["written_at"],
        "shared_words": ", ".join(asked[s] for s in shared),
        "shared_share": min(share, 1.0),
        "said_share": unsaid[0],
        "unsaid_words": unsaid[1],
    }


def _rank(row: Row) -> tuple[str, float, str]:
    return str(row["thread_id"]), -row["shared_share"], str(row["own_row_id"])
