"""The frame around every page: the list of questions, the keys, and the whole document as an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from kithkin.render.html import NavGroup, NavItem, document
from kithkin.web.doors import template
from kithkin.web.site import Site
from kithkin.workspace import plugins

#: Letters that go to a page after `g`; a page that is not here takes the first of its own letters that is free.
LETTERS: Final[Mapping[str, str]] = {
    "following": "f", "ties": "t", "inbox": "i", "requests": "r", "growth": "u", "network": "n", "advisors": "a",
    "community": "c", "connect": "o", "mirror": "m", "import": "+",
}  # fmt: skip

#: What is no page of the list and belongs to this door alone.
OWN: Final = (("import", "Add an export"), ("query", "Every table and measure"), ("keep", "Report and backup"))

HTMX: Final = Markup(
    '<meta name="htmx-config" content=\'{"includeIndicatorStyles":false,"allowEval":false,'
    '"selfRequestsOnly":true,"historyCacheSize":0}\'>'
)


def site_of(request: Request) -> Site:
    """Return the site that a request came to."""
    site: Site = request.app.state.site
    return site


def form_token(request: Request) -> str:
    """Return the token that the forms of this browser carry."""
    return site_of(request).session.form_token(request.state.cookie)


def navigation(current: str, site: Site, *, is_hidden: bool) -> list[NavGroup]:
    """Return the list of questions: every page under its section, then what is this door's own."""
    letters, waiting = _letters(), site.waiting(plugins.pages(), is_hidden=is_hidden)
    sections: dict[str, list[NavItem]] = {}
    for spec in plugins.pages():
        item = NavItem(
            spec.name.replace("_", " ").capitalize(), f"/{spec.name}", spec.name == current,
            waiting[spec.name], letters[spec.name],
        )  # fmt: skip
        sections.setdefault(spec.section, []).append(item)
    own = [NavItem(title, f"/{name}", name == current, key=LETTERS.get(name, "")) for name, title in OWN]
    return [*(NavGroup(title, items) for title, items in sections.items()), NavGroup("Your data", own)]


def _letters() -> dict[str, str]:
    """Return a letter for every page that still finds one."""
    given = {spec.name: LETTERS[spec.name] for spec in plugins.pages() if spec.name in LETTERS}
    for spec in plugins.pages():
        if spec.name not in given:
            free = (c for c in spec.name if c.isalpha() and c not in {*LETTERS.values(), *given.values()})
            given[spec.name] = next(free, "")
    return given


def shown(
    request: Request,
    title: str,
    body: Markup,
    current: str = "",
    *,
    status: int = 200,
    head: Markup | None = None,
    scripts: Sequence[str] = (),
) -> HTMLResponse:
    """Return a whole document."""
    site = site_of(request)
    is_hidden = site.is_hidden(request.cookies)
    nav = navigation(current, site, is_hidden=is_hidden)
    keys = [(item.key, item.label) for group in nav for item in group.items if item.key]
    side = template(
        "side.html", site=site, token=form_token(request), is_hidden=is_hidden,
        back=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
    )  # fmt: skip
    text = document(
        title, body, nav, static="/static", styles=("web.css",), scripts=("htmx.min.js", "keys.js", *scripts),
        head=HTMX + (head or Markup()), side=side, foot=template("keys.html", keys=keys),
    )  # fmt: skip
    return HTMLResponse(text, status)


def said(request: Request, heading: str, lines: Sequence[str], *, status: int, way_back: str = "/") -> HTMLResponse:
    """Return a page that says what happened and what can be done."""
    body = template("said.html", heading=heading, lines=[line for line in lines if line], way_back=way_back)
    return shown(request, heading, body, status=status)
