"""What an entry of the journal says, in plain words; each door tells it so."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from kithkin.model import dates
from kithkin.render import words
from kithkin.workspace.drawing import Names
from kithkin.workspace.rows import LazyRows

if TYPE_CHECKING:
    from kithkin.workspace.journal import Entry
    from kithkin.workspace.plan import Plan


def people_of(plan: Plan, entry: Entry, *, hide: bool) -> list[str]:
    """Return the names of the persons whom an entry is about, two at the most."""
    known, accounts = LazyRows("identities", plan), entry.accounts[:2]
    rows = [known.where(account_id=account).one() for account in accounts]
    ids = [row["person_id"] if row else account for row, account in zip(rows, accounts, strict=True)]
    return [words.name_of(Names(plan, hide).person(i)) for i in dict.fromkeys(ids)]


def told(entry: Entry, people: list[str]) -> str:
    """Return in one sentence what an entry says."""
    who = " and ".join(people) or "somebody"
    accounts = " and ".join(words.line(account) for account in entry.accounts[:2])
    if entry.kind == "decision":
        return _decided(entry, who)
    is_words = "text_id" in entry.body
    sentences = {
        "note": f"Noted about {who}.",
        "dismissed": f"{who} is not suggested again.",
        "label": f"Kept: {'what ' * is_words}{who}{' wrote' * is_words} {entry.body.get('label')}. "
        "It trains no model but your own.",
        "read_until": f"The digest is read up to {_until(entry)}. What comes later is shown here next time.",
        "topic_name": f"A topic is called {words.line(str(entry.body.get('name', '')))}.",
        "merge": f"{accounts} are taken to be one person.",
        "unmerge": f"{accounts} are taken to be two people.",
        "not_same": f"{accounts} are taken to be two people.",
        "me": f"{accounts} is yours.",
        "not_me": f"{accounts} is not yours.",
        "setting": "A setting was changed.",
    }
    return sentences.get(entry.kind, "Something was kept.")


def undone(entry: Entry, people: list[str]) -> str:
    """Return in one sentence that what an entry says no longer stands."""
    if entry.kind == "read_until":
        return f"Undone: the digest is no longer marked as read up to {_until(entry)}."
    return f"Undone: {told(entry, people)}"


def _until(entry: Entry) -> str:
    until = entry.body.get("until")
    return dates.day(datetime.fromisoformat(until).date()) if until else "now"


def _decided(entry: Entry, who: str) -> str:
    decision, review = entry.body.get("decision"), entry.body.get("review_on")
    until = f" until {dates.day(date.fromisoformat(review))}" if review else ""
    sentences = {
        "pause": f"Paused {who}{until}.",
        "keep": f"{who} is kept.",
        "advisor": f"{who} is an advisor of yours.",
        "end": f"{who} is on your list of those to end with. Nothing was sent or ended for you.",
        "ignore": f"{who} is left out of your lists.",
    }
    return sentences.get(str(decision), f"{who}: {decision}.")
