"""Notices: what was just said or undone, above the page, with its way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from kithkin.web.doors import template
from kithkin.web.frame import form_token
from kithkin.workspace.telling import people_of, told, undone

if TYPE_CHECKING:
    from starlette.requests import Request

    from kithkin.web.site import Site


def notice(request: Request, site: Site) -> Markup:
    """Return the notice that an address asks for: an entry that stands, with Undo, or one that was undone."""
    said, gone = request.query_params.get("said", ""), request.query_params.get("undone", "")
    if not said and not gone:
        return Markup()
    journal = site.shown.journal
    entry = next((e for e in journal.entries() if e.id in (said, gone)), None)
    if entry is None:
        return Markup()
    stands = any(e.id == entry.id for e in journal.standing())
    if bool(said) != stands:
        return Markup()
    with site.shown.plan(site.as_of) as plan:
        people = people_of(plan, entry, hide=site.is_hidden(request.cookies))
    sentence = told(entry, people) if said else undone(entry, people)
    back = request.url.path + _rest(request)
    return template(
        "notice.html", sentence=sentence, because=entry.because if said and entry.kind != "note" else "",
        entry=entry.id if said and not site.read_only else "", token=form_token(request), back=back,
    )  # fmt: skip


def _rest(request: Request) -> str:
    from urllib.parse import urlencode

    kept = [(k, v) for k, v in request.query_params.multi_items() if k not in ("said", "undone")]
    return f"?{urlencode(kept)}" if kept else ""
