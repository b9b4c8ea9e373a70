"""The measure `topics`: what the texts are about, as clusters labelled with their own words."""

from __future__ import annotations

from base64 import b64decode
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa

from kithkin.measures._topic_names import anchor, given_names
from kithkin.measures._words import subject, words
from kithkin.model.measure import measure
from kithkin.model.tables import Column

Rows = list[dict[str, Any]]
Doubles = np.ndarray[Any, np.dtype[np.float64]]
Numbers = np.ndarray[Any, np.dtype[np.int64]]
Bytes = np.ndarray[Any, np.dtype[np.int8]]

#: Fewer conversations than this have no topics that would mean anything.
FEWEST: Final = 8
VOCABULARY: Final = 1200
DIMENSIONS: Final = 40
ROUNDS: Final = 30
STARTS: Final = 4
CHUNK: Final = 4096
TERMS: Final = 4
#: A term stands in one of so many of its topic's conversations; by meaning, those may be of several languages.
ONE_OF: Final = 5
ONE_OF_BY_MEANING: Final = 20
#: A text less near to its topic than this is in none.
NEAR: Final = 0.25


@measure(
    grain=("table_name", "row_id"),
    columns=(
        Column("topic", "text", "the topic: the name that the user gave it, else its terms"),
        Column("terms", "text", "the words that set it apart"),
        Column("space", "text", "what the topics there are grouped by: meaning or words"),
        Column("author_id", "text", "who wrote it"),
        Column("network", "text", "network"),
        Column("community_id", "text", "list or group, else the network"),
        Column("written_at", "instant", "when", "UTC"),
        Column("title", "text", "subject, where there is one"),
        Column("text", "text", "the words"),
        Column("nearness", "double", "cosine of its conversation with the topic", bounds=(0, 1)),
    ),
    source="Deerwester et al. (1990) for the space; Dhillon & Modha (2001) for the clusters; labels by c-TF-IDF",
    by=("community_id",),
)
def topics(
    topic_texts: Any, people: Any, topic_names: Any, topic_passages: Any, meaning: Any, *, topic_count: int = 0
) -> Any:
    """Return the topic of each post and message: clusters of conversations, named by the words that set them apart.

    Those of one community become points: by meaning, the places of their first words in a space in which texts of one
    meaning lie near each other in any of sixteen languages, less their mean; by words, TF-IDF vectors. Either is projected onto
    its 40 main directions and clustered by spherical k-means from fixed starts. A topic
    is named by the terms t with the greatest tf(t, topic) x ln(1 + mean words per topic / tf(t)), or by the user: a topic
    bears a given name where it holds half of the texts that the name was given to, and topics of one name are one.

    Parameters
    ----------
    topic_texts : table_name, row_id, community_id, conversation_id, author_id, network, written_at, title, text
    people : name, handle (names of people are no matter)
    topic_names : name_id, number, community_id, anchor, name
    topic_passages : community_id, conversation_id, text_id
    meaning : text_id, vector (where half of a community's conversations have none, they are grouped by words)
    topic_count : how many clusters; 0 = the square root of the number of conversations, 2 to 20

    Returns
    -------
    One row per text that has a topic: the topic and its terms, who, where, when, the words, nearness (.25 to 1).

    Notes
    -----
    Absent for texts near to no topic, for communities of fewer than 8 conversations, and for topics of fewer than 3. written_at,
    title are null where not known. Never zero. By words, a matter spoken of in two languages gives two topics. By meaning,
    conversations in a script that the model does not know have none. Equal data give equal topics; more data may part
    them anew, and names that were given stay with their texts.

    References
    ----------
    Deerwester, S. et al. (1990). Indexing by latent semantic analysis. JASIS 41(6). Dhillon, I. S. & Modha, D. S.
    (2001). Concept decompositions for large sparse text data. Machine Learning 42. Yang, Y. et al. (2020).
    Multilingual universal sentence encoder for semantic retrieval. ACL demonstrations. Grootendorst, M. (2022).
    BERTopic. arXiv:2203.05794, section 3.3 (c-TF-IDF).

    Examples
    --------
    >>> about = ["glue warps the cover", "glue on a cover", "cover and glue dry", "the glue for covers, cover it",
    ...          "ink on paper bleeds", "paper takes ink", "which paper for ink", "ink and thick paper"]
    >>> rows = answer(topics, topic_count=2, space="words", posts=[
    ...     {"post_id": f"m:{n}", "author_id": "m:ann", "text": text} for n, text in enumerate(about)])
    >>> sorted({row["topic"] for row in rows})
    ['cover, glue', 'ink, paper']
    """
    called = zip(people["name"].to_pylist(), people["handle"].to_pylist(), strict=True) if topic_texts.num_rows else ()
    names = frozenset(word for name, handle in called for word in words(f"{name or ''} {handle or ''}"))
    communities = gathered(topic_texts.to_pylist(), names, vectors(topic_passages.to_pylist(), meaning.to_pylist()))
    said = topic_names.to_pylist()
    rows = [
        row
        for community, conversations in communities.items()
        for row in renamed(community, [_topical(*entry) for entry in clustered(conversations, topic_count)], said)
    ]
    columns = {column: [row[column] for row in rows] for column in SCHEMA.names}
    return pa.table(columns, schema=SCHEMA)


SCHEMA: Final = pa.schema(
    [(name, pa.string()) for name in ("table_name", "row_id", "topic", "terms", "space", "author_id", "network")]
    + [("community_id", pa.string()), ("written_at", pa.timestamp("us")), ("title", pa.string())]
    + [("text", pa.string()), ("nearness", pa.float64())]
)


@dataclass(frozen=True)
class Conversation:
    """The texts of one thread in one community, their words, and where they stand by meaning, if that is known."""

    key: str
    rows: Rows
    counts: Counter[str]
    vector: Bytes | None = None


def _topical(conversation: Conversation, found: dict[str, Any]) -> Rows:
    return [row | found for row in conversation.rows]


def renamed(community: str, conversations: list[Rows], said: Rows) -> Rows:
    """Return the texts of a community's conversations, their topics under the names that the user gave."""
    rows = [row for conversation in conversations for row in conversation]
    names = given_names(community, ((r["terms"], anchor(r["table_name"], r["row_id"])) for r in rows), said)
    return [row | {"topic": names.get(row["terms"], row["terms"])} for row in rows] if names else rows


def vectors(passages: Rows, meaning: Rows) -> dict[tuple[str, str], Bytes]:
    """Return where each conversation stands by meaning, those alone of which that is known."""
    known = {row["text_id"]: row["vector"] for row in meaning if row["vector"]}
    return {
        (row["community_id"], row["conversation_id"]): np.frombuffer(b64decode(known[row["text_id"]]), dtype=np.int8)
        for row in passages
        if row["text_id"] in known
    }


def gathered(
    texts: Rows, names: frozenset[str], places: Mapping[tuple[str, str], Bytes]
) -> dict[str, list[Conversation]]:
    """Return the conversations of each community, in an order that does not depend on the order of rows."""
    threads: dict[tuple[str, str], Rows] = {}
    for text in sorted(texts, key=lambda t: (str(t["table_name"]), str(t["row_id"]))):
        threads.setdefault((text["community_id"], text["conversation_id"]), []).append(text)
    found: dict[str, list[Conversation]] = {}
    for (community, key), rows in sorted(threads.items()):
        one = Conversation(key, rows, _counts(rows, names), places.get((community, key)))
        found.setdefault(community, []).append(one)
    return found


def _counts(rows: list[dict[str, Any]], names: frozenset[str]) -> Counter[str]:
    titles = {subject(row["title"]) for row in rows if row["title"]}
    found: Counter[str] = Counter()
    for part in [*sorted(titles), *(row["text"] for row in rows)]:
        found.update(word for word in words(part) if word not in names)
    return found


def clustered(conversations: Sequence[Conversation], topic_count: int) -> list[tuple[Conversation, dict[str, Any]]]:
    """Return each conversation that has a topic, with the topic's terms, how near it is, and what they are grouped by."""
    kept = [c for c in conversations if c.counts]
    by_meaning = [c for c in kept if c.vector is not None]
    is_known = 2 * len(by_meaning) > len(kept)
    kept = by_meaning if is_known else kept
    place = vocabulary(kept, least=1 if is_known else 2)
    if len(kept) < FEWEST or len(place) < 2:
        return []
    points = placed([c.vector for c in kept]) if is_known else projected([_entries(c, place) for c in kept], len(place))
    count = topic_count or int(np.clip(round(np.sqrt(len(kept))), 2, 20))
    label, near = means(points, min(count, len(kept)))
    names = named(kept, label, place, ONE_OF_BY_MEANING if is_known else ONE_OF)
    space = "meaning" if is_known else "words"
    return [
        (c, {"topic": names[k], "terms": names[k], "space": space, "nearness": round(min(float(n), 1.0), 6)})
        for c, k, n in zip(kept, label.tolist(), near.tolist(), strict=True)
        if k in names and n >= NEAR
    ]


def vocabulary(conversations: Sequence[Conversation], least: int = 2) -> dict[str, int]:
    """Return the words that several conversations hold and not most of them, the most frequent, with their places."""
    holding: Counter[str] = Counter()
    for conversation in conversations:
        holding.update(conversation.counts.keys())
    most = max(4, 0.25 * len(conversations)) if len(conversations) > 20 else len(conversations)
    fit = [(-n, word) for word, n in holding.items() if least <= n <= most]
    return {word: place for place, (_, word) in enumerate(sorted(fit)[:VOCABULARY])}


def _entries(conversation: Conversation, place: dict[str, int]) -> tuple[list[int], list[float]]:
    pairs = [(place[word], 1 + np.log(n)) for word, n in sorted(conversation.counts.items()) if word in place]
    return [p for p, _ in pairs], [float(v) for _, v in pairs]


def projected(entries: Sequence[tuple[list[int], list[float]]], size: int) -> Doubles:
    """Return unit vectors of the conversations in the space of the vocabulary's main directions."""
    holding = np.bincount([p for places, _ in entries for p in places], minlength=size)
    weight = np.log((1 + len(entries)) / (1 + holding)) + 1
    gram = np.zeros((size, size))
    for rows in _dense(entries, weight):
        gram += rows.T @ rows
    _, directions = np.linalg.eigh(gram)
    main = directions[:, -min(DIMENSIONS, size) :]
    points = np.concatenate([rows @ main for rows in _dense(entries, weight)])
    return np.asarray(np.round(_unit(points), 9))


def placed(places: Sequence[Bytes | None]) -> Doubles:
    """Return unit vectors of the conversations in the main directions of their meaning; what all share is taken off."""
    apart = _unit(np.asarray(places, dtype=np.float64))
    apart -= apart.mean(axis=0)
    _, directions = np.linalg.eigh(apart.T @ apart)
    return np.asarray(np.round(_unit(apart @ directions[:, -DIMENSIONS:]), 9))


def _dense(entries: Sequence[tuple[list[int], list[float]]], weight: Doubles) -> Any:
    """Yield the unit TF-IDF vectors of a few thousand conversations at a time."""
    for start in range(0, len(entries), CHUNK):
        some = entries[start : start + CHUNK]
        rows = np.zeros((len(some), len(weight)))
        for number, (places, values) in enumerate(some):
            rows[number, places] = np.asarray(values) * weight[places]
        yield _unit(rows)


def _unit(rows: Doubles) -> Doubles:
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(np.divide(rows, length, out=np.zeros_like(rows), where=length > 0))


def means(points: Doubles, count: int) -> tuple[Numbers, Doubles]:
    """Return the cluster of each point and its cosine with the centre: the best of a few fixed starts."""
    best: tuple[float, Numbers, Doubles] | None = None
    for seed in range(STARTS):
        label, near = _lloyd(points, _seeds(points, count, np.random.default_rng(seed)))
        if best is None or near.sum() > best[0] + 1e-9:
            best = (float(near.sum()), label, near)
    assert best is not None
    return best[1], best[2]


def _seeds(points: Doubles, count: int, chance: np.random.Generator) -> Doubles:
    """Return first centres by k-means++ (Arthur & Vassilvitskii 2007), from a fixed seed."""
    chosen = [int(chance.integers(len(points)))]
    for _ in range(1, count):
        far = np.clip(1 - (points @ points[chosen].T).max(axis=1), 0, None) ** 2
        total = far.sum()
        chosen.append(int(np.searchsorted(np.cumsum(far), chance.random() * total)) if total > 0 else chosen[0])
    return points[np.minimum(chosen, len(points) - 1)]


def _lloyd(points: Doubles, centres: Doubles) -> tuple[Numbers, Doubles]:
    label = np.zeros(len(points), dtype=np.int64)
    for _ in range(ROUNDS):
        nearest = (points @ centres.T).argmax(axis=1)
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, points)
        empty = ~sums.any(axis=1)
        sums[empty] = centres[empty]
        centres = _unit(sums)
        if np.array_equal(nearest, label):
            break
        label = nearest
    cosine = points @ centres.T
    return cosine.argmax(axis=1), cosine.max(axis=1)


def named(
    conversations: Sequence[Conversation], label: Numbers, place: dict[str, int], one_of: int = ONE_OF
) -> dict[int, str]:
    """Return the name of each cluster of three or more: the terms by which it differs from the others."""
    inside: dict[int, Counter[str]] = {}
    holding: dict[int, Counter[str]] = {}
    size = Counter(label.tolist())
    for conversation, k in zip(conversations, label.tolist(), strict=True):
        fit = Counter({w: min(n, 3) for w, n in conversation.counts.items() if w in place})
        inside.setdefault(k, Counter()).update(fit)
        holding.setdefault(k, Counter()).update(fit.keys())
    whole: Counter[str] = Counter()
    for counts in inside.values():
        whole.update(counts)
    mean = sum(whole.values()) / max(len(inside), 1)
    return {
        k: ", ".join(_terms(counts, holding[k], size[k] / one_of, whole, mean))
        for k, counts in inside.items()
        if size[k] >= 3 and counts
    }


def _terms(counts: Counter[str], holding: Counter[str], least: float, whole: Counter[str], mean: float) -> list[str]:
    """Return the terms of one topic, those that so many of its conversations hold, the most telling first."""
    fit = [w for w in counts if holding[w] >= max(2, least)] or list(counts)
    return sorted(fit, key=lambda w: (-round(counts[w] * float(np.log(1 + mean / whole[w])), 9), w))[:TERMS]
