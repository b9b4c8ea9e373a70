"""The measure `topic_passages`: the beginning of each conversation, to be grouped by what it means."""

from __future__ import annotations

from hashlib import md5
from itertools import groupby
from typing import Any, Final

import pyarrow as pa

from kithkin.measures._words import own_part, subject
from kithkin.model.errors import Misuse
from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: Characters that are read of a conversation; more text takes longer and does not tell more.
PASSAGE: Final = 400
SPACES: Final = ("", "meaning", "words")
SCHEMA: Final = pa.schema([(name, pa.string()) for name in ("community_id", "conversation_id", "text_id", "text")])


@measure(
    grain=("community_id", "conversation_id"),
    columns=(Column("text_id", "text", "hash of the passage"), Column("text", "text", "the passage")),
    source="ours",
    by=("community_id",),
)
def topic_passages(topic_texts: Any, *, space: str = "") -> Any:
    r"""Return the first words of each conversation: its subject and its texts in the order in which they were written.

    Quoted lines, links, signatures and a list's own name are left out.

    Parameters
    ----------
    topic_texts : community_id, conversation_id, table_name, row_id, written_at, title, text
    space : what topics are grouped by: `meaning`, `words`, or, not chosen, meaning where the extra `semantic` is installed

    Returns
    -------
    One row per conversation: up to 400 characters, and their hash.

    Notes
    -----
    Absent for conversations without a letter, and altogether where topics are to be grouped by words. Never null.

    References
    ----------
    Ours.

    Examples
    --------
    >>> said = [{"post_id": f"m:{n}", "author_id": "m:ann", "thread_id": "m:1", "posted_at": f"2024-01-0{n}",
    ...     "title": "Re: [Talk] Glue", "text": text} for n, text in enumerate(("Which one?", "> Which one?\nPaste."), 1)]
    >>> answer(topic_passages, show="conversation_id text", posts=said)
    [('m:1', 'Glue Which one? Paste.')]
    """
    if space not in SPACES:
        raise Misuse(f"Topics cannot be grouped by {space}.", "Choose meaning or words.")
    texts = topic_texts.to_pylist() if space != "words" else []
    order = ("community_id", "conversation_id", "written_at", "table_name", "row_id")
    texts.sort(key=lambda row: [str(row[name] or "") for name in order])
    rows = []
    for place, some in groupby(texts, key=lambda row: (row["community_id"], row["conversation_id"])):
        if text := passage(list(some)):
            rows.append((*place, md5(text.encode(errors="replace"), usedforsecurity=False).hexdigest(), text))
    columns = zip(*rows, strict=True) if rows else ([] for _ in SCHEMA.names)
    return pa.table(dict(zip(SCHEMA.names, map(list, columns), strict=True)), schema=SCHEMA)


def passage(rows: list[dict[str, Any]]) -> str:
    """Return the first characters of a conversation's subject and texts, or nothing where no letter is among them."""
    found = subject(next((row["title"] for row in rows if row["title"]), ""))
    for row in rows:
        if len(found) >= PASSAGE:
            break
        found += " " + own_part(row["text"])
    found = " ".join(found.split())[:PASSAGE]
    return found if any(map(str.isalpha, found)) else ""
