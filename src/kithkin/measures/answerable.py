"""The measure `answerable`: open questions on which the ego has written before."""

from __future__ import annotations

from typing import Any, Final

import pyarrow as pa

from kithkin.measures._own_words import bag, corpus, excerpt, index, meeting, own_posts, weights
from kithkin.measures._words import subject
from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: Own posts shown beside one question.
SHOWN: Final = 3


@measure(
    grain=("row_id", "own_row_id"),
    columns=(
        Column("author_id", "text", "who asks"),
        Column("asked_at", "instant", "when it was asked", "UTC"),
        Column("cue", "text", "the question"),
        Column("title", "text", "subject of the question, where there is one"),
        Column("community_id", "text", "where it was asked"),
        Column("own_text", "text", "what the ego wrote, of a long text the part that meets the question"),
        Column("own_written_at", "instant", "when the ego wrote it", "UTC"),
        Column("shared_words", "text", "the words in which the two meet"),
        Column("shared_share", "double", "of what the question's words tell, the part that the own text holds", bounds=(0, 1)),
    ),
    source="Ponte & Croft (1998) in spirit: words in common, weighed by inverse document frequency",
)  # fmt: skip
def answerable(open_questions: Any, texts: Any) -> Any:
    """Return the open questions that meet something the ego wrote in public, side by side.

    Share = sum of idf over the words in common / sum of idf over the question's words; idf over the newest posts of
    everybody; words without their endings; a word that a quarter of twenty or more posts hold tells nothing. At least .4
    and two words; the best three per question.

    Parameters
    ----------
    open_questions : row_id, author_id, asked_at, cue, title, community_id
    texts : table_name, row_id, author_id, written_at, text (posts)

    Returns
    -------
    One row per open question and own post: both texts and times, the words in which they meet, shared_share (.4 to 1).

    Notes
    -----
    Absent where fewer than two telling words are shared, also when the two say the same in other words or languages.
    asked_at, title and own_written_at are null where not known. Never zero. That the post answers it is not known.

    References
    ----------
    Ponte, J. M. & Croft, W. B. (1998). A language modeling approach to information retrieval. SIGIR 1998.

    Examples
    --------
    >>> answer(answerable, show="author_id own_row_id shared_words",
    ...     identities=[{"account_id": "m:me", "person_id": "self"}], posts=[
    ...     {"post_id": "m:1", "author_id": "m:ann", "text": "How do you stop a cover from warping?"},
    ...     {"post_id": "m:2", "author_id": "self", "text": "I press a cover overnight, so nothing is warped."},
    ...     {"post_id": "m:3", "author_id": "self", "text": "Tea is ready."},
    ... ])
    [('m:ann', 'm:2', 'cover, warping')]
    """
    asked = sorted(open_questions.to_pylist(), key=lambda row: str(row["row_id"]))
    rows = texts.to_pylist()
    own = own_posts(rows)
    bags = [bag([row["cue"], subject(row["title"] or "")]) for row in asked]
    held = [bag([row["text"]]) for row in own]
    weight = weights([*bags, *held, *corpus(rows)])
    places = index(held)
    found = [
        _row(question, own[place], words, shared, share)
        for question, words in zip(asked, bags, strict=True)
        for share, place, shared in meeting(words, places, weight)[:SHOWN]
    ]
    return pa.table({name: [row[name] for row in found] for name in SCHEMA.names}, schema=SCHEMA)


SCHEMA: Final = pa.schema(
    [(name, pa.string()) for name in ("row_id", "own_row_id", "author_id", "cue", "title", "community_id", "own_text")]
    + [(name, pa.timestamp("us")) for name in ("asked_at", "own_written_at")]
    + [("shared_words", pa.string()), ("shared_share", pa.float64())]
)


def _row(
    question: dict[str, Any], own: dict[str, Any], words: dict[str, str], shared: list[str], share: float
) -> dict[str, Any]:
    kept = {name: question[name] for name in ("row_id", "author_id", "asked_at", "cue", "title", "community_id")}
    return kept | {
        "own_row_id": own["row_id"],
        "own_text": excerpt(own["text"], shared),
        "own_written_at": own["written_at"],
        "shared_words": ", ".join(words[s] for s in shared),
        "shared_share": min(share, 1.0),
    }
