"""The user's own answer to a verdict on words: kept in the journal, and what their own model is fitted on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kithkin.measures.commercial_verdict import SELLS, SELLS_NOT
from kithkin.model.errors import Misuse, NotFound
from kithkin.workspace.rows import LazyRows

if TYPE_CHECKING:
    from datetime import datetime

    from kithkin.workspace.journal import Entry
    from kithkin.workspace.workspace import Workspace

ANSWERS: Final = (SELLS, SELLS_NOT)
#: Texts that an error names, and how much of each.
NAMED: Final = 5
SHOWN: Final = 60


def label_text(workspace: Workspace, words: str, answer: str, as_of: datetime | None = None) -> Entry:
    """Record whether a text sells. `words` are the id of a post or message, or words that stand in one text alone."""
    if answer not in ANSWERS:
        raise Misuse(f"{answer} is no answer.", f"Say one of: {', '.join(ANSWERS)}.")
    if not words.strip():
        raise Misuse("Which text?", "Give the id of a message or post, or some of its words in quotes.")
    with workspace.plan(as_of) as plan:
        texts = LazyRows("texts", plan)
        found = texts.where(row_id=words).top(1) or texts.search(words).top(200, by="text_id")
        different = {row["text_id"]: row for row in found}
    if not different:
        raise NotFound("No text that was imported holds these words.", "Copy some words of it, or its id.")
    if len(different) > 1:
        some = "; ".join(f"{row['row_id']} ({row['text'][:SHOWN]})" for row in list(different.values())[:NAMED])
        raise Misuse(f"{len(different)} texts hold these words.", f"Give more of its words, or an id: {some}")
    ((text_id, row),) = different.items()
    accounts = workspace.accounts_of(row["author_id"]) if row["author_id"] else ()
    body = {"judgement": "commercial", "text_id": text_id, "label": answer}
    return workspace.say("label", accounts=accounts, body=body)
