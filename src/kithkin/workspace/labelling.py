"""The user's own answer to a verdict: kept in the journal, and what their own model is fitted on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from kithkin.measures.automated_message import BY_A_PERSON
from kithkin.measures.commercial_verdict import SELLS, SELLS_NOT
from kithkin.measures.fake_follower import IS_REAL
from kithkin.model.errors import Misuse, NotFound
from kithkin.workspace.rows import LazyRows

if TYPE_CHECKING:
    from datetime import datetime

    from kithkin.workspace.journal import Entry
    from kithkin.workspace.workspace import Workspace

#: What may be said of a text, or of an account, and the judgement that it answers.
ANSWERS: Final[Mapping[str, str]] = {
    SELLS: "commercial", SELLS_NOT: "commercial", BY_A_PERSON: "automated_message", IS_REAL: "fake_follower",
}  # fmt: skip
#: Texts that an error names, and how much of each.
NAMED: Final = 5
SHOWN: Final = 60


def label_text(workspace: Workspace, words: str, answer: str, as_of: datetime | None = None) -> Entry:
    """Record an answer. `words` are the id of a post or message, or words that stand in one text alone.

    Where the answer is about an account, they are whatever names its person.
    """
    if _checked(answer) == "fake_follower":
        return _say_of_account(workspace, workspace.accounts_of(workspace.person(words)), answer)
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
    return _say(workspace, next(iter(different.values())), answer)


def label_judged(workspace: Workspace, judged_id: str, answer: str) -> Entry:
    """Record an answer about an account, or about the words of one post, message, request or account."""
    is_account = _checked(answer) == "fake_follower"
    with workspace.plan() as plan:
        known = LazyRows("identities", plan).where(account_id=judged_id) if is_account else None
        row = (LazyRows("texts", plan).where(row_id=judged_id) if known is None else known).one()
    if row is None:
        raise NotFound("What this is about is no longer here.", "Load the page again.")
    return _say_of_account(workspace, [judged_id], answer) if is_account else _say(workspace, row, answer)


def _checked(answer: str) -> str:
    """Return the judgement that an answer is about."""
    if answer not in ANSWERS:
        raise Misuse(f"{answer} is no answer.", f"Say one of: {', '.join(ANSWERS)}.")
    return ANSWERS[answer]


def _say_of_account(workspace: Workspace, accounts: Sequence[str], answer: str) -> Entry:
    return workspace.say("label", accounts=accounts, body={"judgement": ANSWERS[answer], "label": answer})


def _say(workspace: Workspace, row: Mapping[str, Any], answer: str) -> Entry:
    accounts = workspace.accounts_of(row["author_id"]) if row["author_id"] else ()
    body = {"judgement": ANSWERS[answer], "text_id": row["text_id"], "label": answer}
    return workspace.say("label", accounts=accounts, body=body)
