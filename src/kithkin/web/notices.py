"""Notices: what was just said or undone, above the page, with its way back."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from markupsafe import Markup

from kithkin.model.page import Person
from kithkin.render import figures, words
from kithkin.web.doors import template
from kithkin.web.frame import form_token
from kithkin.workspace.drawing import Names
from kithkin.workspace.rows import LazyRows

if TYPE_CHECKING:
    from starlette.requests import Request

    from kithkin.web.site import Site
    from kithkin.workspace.journal import Entry


def notice(request: Request, site: Site) -> Markup:
    """Return the notice that an address asks for: an entry that stands, with Undo, or one that was undone."""
    said, undone = request.query_params.get("said", ""), request.query_params.get("undone", "")
    if not said and not undone:
        return Markup()
    journal = site.shown.journal
    entry = next((e for e in journal.entries() if e.id in (said, undone)), None)
    if entry is None:
        return Markup()
    stands = any(e.id == entry.id for e in journal.standing())
    if bool(said) != stands:
        return Markup()
    people = _people(site, entry, hide=site.is_hidden(request.cookies))
    sentence = told(entry, people) if said else f"Undone: {told(entry, people)}"
    back = request.url.path + _rest(request)
    return template(
        "notice.html", sentence=sentence, because=entry.because if said and entry.kind != "note" else "",
        entry=entry.id if said and not site.read_only else "", token=form_token(request), back=back,
    )  # fmt: skip


def _rest(request: Request) -> str:
    from urllib.parse import urlencode

    kept = [(k, v) for k, v in request.query_params.multi_items() if k not in ("said", "undone")]
    return f"?{urlencode(kept)}" if kept else ""


def _people(site: Site, entry: Entry, *, hide: bool) -> list[str]:
    """Return the names of the persons whom an entry is about."""
    with site.shown.plan(site.as_of) as plan:
        known = LazyRows("identities", plan)
        rows = [known.where(account_id=account).one() for account in entry.accounts[:2]]
        ids = [row["person_id"] if row else account for row, account in zip(rows, entry.accounts[:2], strict=True)]
        found: list[Person] = [Names(plan, hide).person(i) for i in dict.fromkeys(ids)]
    return [words.name_of(person) for person in found]


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
        "merge": f"{accounts} are taken to be one person.",
        "unmerge": f"{accounts} are taken to be two people.",
        "me": f"{accounts} is yours.",
        "not_me": f"{accounts} is not yours.",
    }
    return sentences.get(entry.kind, f"Recorded: {entry.kind.replace('_', ' ')}.")


def _until(entry: Entry) -> str:
    until = entry.body.get("until")
    return figures.day(datetime.fromisoformat(until).date()) if until else "now"


def _decided(entry: Entry, who: str) -> str:
    decision, review = entry.body.get("decision"), entry.body.get("review_on")
    until = f" until {figures.day(date.fromisoformat(review))}" if review else ""
    sentences = {
        "pause": f"Paused {who}{until}.",
        "keep": f"{who} is kept.",
        "advisor": f"{who} is an advisor of yours.",
        "end": f"{who} is on your list of those to end with. Nothing was sent or ended for you.",
        "ignore": f"{who} is left out of your lists.",
    }
    return sentences.get(str(decision), f"{who}: {decision}.")
