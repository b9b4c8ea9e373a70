"""The measure `conversations_to_join`: live threads on what the ego knows or cares about, with something left to say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final, NamedTuple

import pyarrow as pa

from kithkin.measures._own_words import EXCERPT, bag, corpus, excerpt, index, meeting, newest, weights
from kithkin.measures._words import subject
from kithkin.model.measure import measure
from kithkin.model.tables import Column

Row = dict[str, Any]

#: A text meets a thread from this share of the matter on: less than of a question alone, since more is asked and told.
LEAST_SHARE: Final = 0.3
#: From this share of its own words on, what the ego could add has been said by somebody.
SAID: Final = 0.5
#: Words of the ego's own that are named.
NAMED: Final = 6
#: A question of fewer telling words ("any ideas?") is read with the post that it stands in.
LEAST_WORDS: Final = 4
#: Own words under the same subject, so near in time, are of the same conversation: mails lose their threads.
SUBJECT_TIME: Final = timedelta(days=30)


@measure(
    grain=("thread_id",),
    columns=(
        Column("known_id", "text", "who is in it with whom the ego talks, most of all"),
        Column("known_count", "integer", "people in it with whom the ego talks", "people", bounds=(1, None)),
        Column("known_from", "text", "dialogue (both wrote to each other), or thread (both wrote in the same one)"),
        Column("people_count", "integer", "people in it", "people", bounds=(1, None)),
        Column("asked_by_id", "text", "who asks there; null = nobody asks"),
        Column("matter", "text", "what they ask, else how the thread begins"),
        Column("title", "text", "subject, where there is one"),
        Column("community_id", "text", "list or group, else the network"),
        Column("is_alive", "boolean", "whether somebody wrote there lately; null = the times cannot tell"),
        Column("last_at", "instant", "the last post whose instant is known", "UTC"),
        Column("ground", "text", "wrote or asked (the ego, on this), reacted (to such a post), or advisor (a topic)"),
        Column("own_row_id", "text", "the post or decision that shows it"),
        Column("own_text", "text", "its words, of a long text the part that meets the matter"),
        Column("own_written_at", "instant", "when it was written", "UTC"),
        Column("shared_words", "text", "the words in which the two meet"),
        Column("unsaid_words", "text", "telling words that the ego wrote and nobody in the thread did; null = it only cares"),
        Column("shared_share", "double", "of what the matter's words tell, the part that the text holds", bounds=(0, 1)),
        Column("said_share", "double", "of what the ego could add, the most that one post of the thread holds", bounds=(0, 1)),
    ),
    source="Ponte & Croft (1998) in spirit: words in common, weighed by inverse document frequency",
)  # fmt: skip
def conversations_to_join(live_threads: Any, posts: Any, texts: Any, own_matters: Any, people: Any) -> Any:
    """Return the live threads of people the ego talks with, on a matter it knows or cares about, with something unsaid.

    The matter is the last question of the thread with its subject (and with its post, where it has fewer than four telling
    words), or the first post where nobody asks. A text of `own_matters` meets it as in `answerable`, but from a share of .3
    on; the topic of an advisor does where the matter holds all its words. What an own post that tells adds are its words
    that the matter does not hold; said_share = the largest sum of idf over those that one post of the thread holds / the sum
    over all of them; below .5 nobody has said it. From what the ego asked or reacted to, nothing of its own could be said.

    Parameters
    ----------
    live_threads : thread_id, known_id, known_count, known_from, people_count, asking_id, asked_by_id, cue, opening_id, title
    posts : post_id, thread_id, author_id, title, posted_at
    texts : table_name, row_id, author_id, written_at, text
    own_matters : ground, row_id, written_at, text
    people : person_id, name (a name is no matter)

    Returns
    -------
    One row per thread, with the text that fits best, what the ego wrote before the rest: who is in it, what they ask, what
    shows that the ego knows or cares, what is unsaid.

    Notes
    -----
    Absent for threads on whose matter nothing is held in words that they share, where somebody said as much, and where the
    ego wrote under the same subject within 30 days. asked_by_id, title, last_at and own_written_at are null where not known;
    unsaid_words and said_share where the ego only cares. said_share is zero where the thread has no other post or none with
    such a word. The same thing in other words counts as unsaid: read the thread first.

    References
    ----------
    Ponte, J. M. & Croft, W. B. (1998). A language modeling approach to information retrieval. SIGIR 1998.

    Examples
    --------
    >>> answer(conversations_to_join, show="known_id matter ground unsaid_words said_share", as_of="2024-02-01",
    ...     identities=[{"account_id": "m:me", "person_id": "self"}],
    ...     interactions=[
    ...     {"actor_id": "self", "target_id": "m:ann", "kind": "reply", "happened_at": "2024-01-02"},
    ...     {"actor_id": "m:ann", "target_id": "self", "kind": "reply", "happened_at": "2024-01-03"}], posts=[
    ...     {"post_id": "m:1", "thread_id": "m:1", "author_id": "m:ann", "posted_at": "2024-01-30",
    ...      "text": "How do you stop a cover from warping?"},
    ...     {"post_id": "m:2", "author_id": "self", "text": "A warped cover? Press it overnight.", "posted_at": "2023-05-01"}])
    [('m:ann', 'How do you stop a cover from warping?', 'wrote', 'overnight, press', 0.0)]
    """
    rows = texts.to_pylist()
    matters = own_matters.to_pylist()
    own = newest([row for row in matters if row["ground"] != "advisor"])
    topics = sorted((row for row in matters if row["ground"] == "advisor"), key=lambda row: str(row["row_id"]))
    held = [bag([row["text"]]) for row in own]
    threads = list(
        _read(live_threads, posts, {row["row_id"]: row["text"] for row in rows if row["table_name"] == "posts"})
    )
    weight = weights([*(thread["asked"] for thread in threads), *held, *corpus(rows)])
    weight |= dict.fromkeys(_names(people, {author for thread in threads for author in thread["authors"]}), 0.0)
    places = index(held)
    found = []
    for thread in threads:
        met = [
            _Met(own[place], held[place], stems, share)
            for share, place, stems in meeting(thread["asked"], places, weight, LEAST_SHARE)
        ]
        row = _joined(thread, [*met, *_followed(thread["asked"], topics, weight)], weight)
        found += [row] if row else []
    return pa.table({name: [row[name] for row in found] for name in SCHEMA.names}, schema=SCHEMA)


KINDS: Final = {"text": pa.string(), "integer": pa.int64(), "double": pa.float64(), "boolean": pa.bool_(),
                "instant": pa.timestamp("us")}  # fmt: skip
SCHEMA: Final = pa.schema(
    [("thread_id", pa.string()), *((column.name, KINDS[column.type]) for column in conversations_to_join.columns)]
)


class _Met(NamedTuple):
    """A text of the ego's matters that meets a thread: its row, its words, those in common, their share."""

    row: Row
    held: dict[str, str]
    stems: list[str]
    share: float


def _read(live_threads: Any, posts: Any, texts: dict[str, str]) -> Iterator[Row]:
    """Yield the threads under whose subject the ego did not write, with their matter, its words, and the other posts' words."""
    members: dict[str, list[Row]] = {}
    written: dict[str, list[Any]] = {}
    for post in posts.select(["post_id", "thread_id", "author_id", "title", "posted_at"]).to_pylist():
        members.setdefault(post["thread_id"], []).append(post)
        if post["author_id"] == "self" and post["title"] and post["posted_at"]:
            written.setdefault(_subject(post), []).append(post["posted_at"])
    for thread in sorted(live_threads.to_pylist(), key=lambda row: str(row["thread_id"])):
        last = thread["last_at"]
        if last and any(abs(last - at) <= SUBJECT_TIME for at in written.get(_subject(thread), ())):
            continue
        asking = thread["asking_id"] or thread["opening_id"]
        opening = " ".join(texts.get(asking, "")[: 4 * EXCERPT].split())[:EXCERPT]
        matter = thread["cue"] or opening
        asked = bag([matter, subject(thread["title"] or "")])
        if len(asked) < LEAST_WORDS:
            asked = bag([matter, subject(thread["title"] or ""), opening])
        there = members[thread["thread_id"]]
        said = [texts[post["post_id"]] for post in there if post["post_id"] != asking and post["post_id"] in texts]
        authors = {post["author_id"] for post in there}
        yield thread | {"matter": matter, "asked": asked, "others": [bag([text]) for text in said], "authors": authors}


def _names(people: Any, authors: set[str]) -> set[str]:
    """Return the stems of the names of those who wrote: mails end with them."""
    named = zip(people["person_id"].to_pylist(), people["name"].to_pylist(), strict=True)
    return {stem for person, name in named if name and person in authors for stem in bag([name])}


def _subject(row: Row) -> str:
    return subject(row["title"] or "").casefold()


def _followed(asked: dict[str, str], topics: list[Row], weight: dict[str, float]) -> Iterator[_Met]:
    """Yield the topics of advisors of which a matter holds every word."""
    total = sum(weight[s] for s in asked)
    for topic in topics:
        held = bag([topic["text"]])
        share = sum(weight[s] for s in held if s in asked) / total if total else 0.0
        if held and all(s in asked for s in held):
            yield _Met(topic, held, list(held), round(share, 6))


def _joined(thread: Row, met: list[_Met], weight: dict[str, float]) -> Row | None:
    """Return the row of a thread: what the ego wrote and nobody said; None where somebody did; else what it cares about."""
    told = [one for one in met if one.row["ground"] == "wrote"]
    for one in told:
        said, unsaid = _unsaid(thread["asked"], one.held, thread["others"], weight)
        if said < SAID and unsaid:
            return _row(thread, one) | {"said_share": said, "unsaid_words": unsaid}
    return None if told or not met else _row(thread, met[0]) | {"said_share": None, "unsaid_words": None}


def _unsaid(
    asked: dict[str, str], own: dict[str, str], others: list[dict[str, str]], weight: dict[str, float]
) -> tuple[float, str]:
    """Return how much of what an own text adds one post of the thread holds, and the words that none holds."""
    added = [stem for stem in own if stem not in asked]
    total = sum(weight[s] for s in added)
    most = max((sum(weight[s] for s in added if s in other) for other in others), default=0.0)
    unsaid = [s for s in added if weight[s] and not any(s in other for other in others)]
    named = sorted(unsaid, key=lambda s: (-round(weight[s], 9), own[s]))[:NAMED]
    return (round(most / total, 6) if total else 1.0), ", ".join(own[s] for s in named)


def _row(thread: Row, one: _Met) -> Row:
    return thread | {
        "ground": one.row["ground"],
        "own_row_id": one.row["row_id"],
        "own_text": excerpt(one.row["text"], one.stems),
        "own_written_at": one.row["written_at"],
        "shared_words": ", ".join(thread["asked"][s] for s in one.stems),
        "shared_share": min(one.share, 1.0),
    }
