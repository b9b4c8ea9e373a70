"""What can be looked at: every page and its JSON, and the page before a link that others made."""

from __future__ import annotations

from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec
from markupsafe import Markup
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from kithkin.model.errors import Misuse, NotFound
from kithkin.model.page import Drawn, PageSpec
from kithkin.render import html, json, words
from kithkin.web import asked as asking
from kithkin.web.doors import Made, template
from kithkin.web.frame import form_token, shown, site_of
from kithkin.web.notices import notice
from kithkin.workspace import plugins
from kithkin.workspace.reading import LAST

if TYPE_CHECKING:
    from starlette.requests import Request


def home(request: Request) -> Response:
    """The first page: the first question, or how to begin where nothing was imported."""
    site = site_of(request)
    if site.shown.imports():
        return RedirectResponse(f"/{plugins.pages()[0].name}", 303)
    return shown(
        request,
        "Start",
        template("start.html", site=site, token=form_token(request), job=site.job),
        "import",
        scripts=("drop.js",),
    )


def page(request: Request) -> Response:
    """One page of the list, drawn; where counting takes long, a page that says so and looks again."""
    spec = _spec(request.path_params["name"])
    site = site_of(request)
    asked = _asked(request, spec)
    if asking.missing(spec, asked):
        body = template("wanted.html", spec=spec, fields=asking.missing(spec, asked), label=asking.label)
        return shown(request, spec.summary.split(": ")[0], body, spec.name)
    drawing = site.draw(spec, asked)
    try:
        drawn = drawing.result(site.patience)
    except NotYet:
        if drawing.done():
            raise
        return _counting(request, spec)
    made = Made(site, spec, asked, drawn, form_token(request))
    body = notice(request, site) + html.fragment(drawn, made.door)
    return shown(request, drawn.question, body, spec.name)


def _counting(request: Request, spec: PageSpec) -> HTMLResponse:
    """Return the page for an answer that is still being counted."""
    again = Markup('<noscript><meta http-equiv="refresh" content="3"></noscript>')
    address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    body = template("counting.html", address=address, title=spec.summary.split(": ")[0])
    return shown(request, "Counting", body, spec.name, head=again)


def page_data(request: Request) -> Response:
    """One page as JSON."""
    spec = _spec(request.path_params["name"])
    asked = _asked(request, spec)
    lacking = asking.missing(spec, asked)
    if lacking:
        raise Misuse(f"The page {spec.name} needs {lacking[0].name}.", f"Add ?{lacking[0].name}=… to the address.")
    drawing: Future[Drawn] = site_of(request).draw(spec, asked)
    return _json(json.as_data(drawing.result()))


def schema(_: Request) -> Response:
    """The JSON Schema that every page's JSON follows."""
    return _json(json.schema())


def _json(value: Any) -> Response:
    return Response(msgspec.json.encode(value, enc_hook=str), media_type="application/json")


def _spec(name: str) -> PageSpec:
    found = next((spec for spec in plugins.pages() if spec.name == name), None)
    if found is None:
        raise NotFound(f"There is no page {words.line(name)[:60]}.", "The list at the side names all there are.")
    return found


def _asked(request: Request, spec: PageSpec) -> asking.Asked:
    given = dict(request.query_params)
    asked = asking.asked_of(spec, f"/{spec.name}", given, is_hidden=site_of(request).is_hidden(request.cookies))
    if spec.name == "digest":
        # As on the terminal: what was marked as read is shown only to who asks for it.
        return replace(asked, settings={"since": LAST} | dict(asked.settings))
    return asked


def leave(request: Request) -> Response:
    """The page before a link that others made."""
    to = request.query_params.get("to", "")
    url = words.line(to)
    if len(url) > 2000 or url != to or not url.lower().startswith(("https://", "http://")):
        raise Misuse("That is not an address of the web.", "Nothing was opened.")
    host = url.split("/")[2]
    return shown(request, "Leaving Kithkin", template("leave.html", url=url, host=host))


def problem_data(error: Any, status: int) -> JSONResponse:
    """Return an error as JSON."""
    return JSONResponse({"error": error.what, "way_on": error.way_on}, status)
