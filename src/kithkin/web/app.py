"""The web application: its addresses, its errors in the house's tone, and its files."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from kithkin.model.errors import Busy, Damaged, KithkinError, Misuse, NotFound, Refused, no_room
from kithkin.web import acts, importing, queries, views
from kithkin.web.doors import template
from kithkin.web.frame import form_token, said, shown, site_of
from kithkin.web.guard import Guard
from kithkin.web.site import Site
from kithkin.web.uploads import TooLarge

#: The files that pages may ask for: name, package, type. Nothing else can be reached.
FILES: Final[Mapping[str, tuple[str, str]]] = {
    "kithkin.css": ("kithkin.render", "text/css"), "web.css": ("kithkin.web", "text/css"),
    "sans.woff2": ("kithkin.render", "font/woff2"), "voice.woff2": ("kithkin.render", "font/woff2"),
    "mono.woff2": ("kithkin.render", "font/woff2"), "mark.svg": ("kithkin.render", "image/svg+xml"),
    "htmx.min.js": ("kithkin.web", "text/javascript"), "keys.js": ("kithkin.web", "text/javascript"),
    "drop.js": ("kithkin.web", "text/javascript"),
}  # fmt: skip

_STATUS: Final[tuple[tuple[type[KithkinError], int], ...]] = (
    (NotFound, 404), (TooLarge, 413), (Refused, 403), (Busy, 409), (Damaged, 409), (Misuse, 400),
)  # fmt: skip

#: Changes that touch only this browser or this server's memory, and so may be made under `--read-only`.
_HARMLESS: Final = frozenset({"/hide"})


def application(site: Site) -> ASGIApp:
    """Return the application of a site."""
    look = [
        Route("/", views.home), Route("/schema.json", views.schema), Route("/query", queries.queries),
        Route("/query/{name}", queries.query), Route("/rows/{name}.{form}", queries.rows),
        Route("/leave", views.leave),
        Route("/import", importing.importing), Route("/import/progress", importing.progress),
        Route("/import/spoken", importing.spoken), Route("/keep", keep), Route("/report.html", acts.report),
        Route("/static/{name}", static),
    ]  # fmt: skip
    change = {
        "/decide": acts.saying(acts.decide), "/note": acts.saying(acts.note), "/dismiss": acts.saying(acts.dismiss),
        "/label": acts.saying(acts.label), "/undo": acts.saying(acts.undo), "/read": acts.saying(acts.read),
        "/merge": acts.saying(acts.merge), "/unmerge": acts.saying(acts.unmerge), "/me": acts.saying(acts.me),
        "/hide": acts.hide, "/example": acts.example, "/import/paths": acts.import_paths,
        "/import/files": acts.import_files, "/import/stop": acts.stop, "/backup.zip": acts.backup,
    }  # fmt: skip
    pages = [Route("/{name}.json", views.page_data), Route("/{name}", views.page)]
    app = Starlette(
        routes=[*look, *(Route(path, _changing(path, act), methods=["POST"]) for path, act in change.items()), *pages],
        exception_handlers={KithkinError: _mendable, HTTPException: _http, Exception: _unexpected},
    )
    app.state.site = site
    return Guard(app, site)


def _changing(path: str, act: Any) -> Any:
    """Return the endpoint of a change, which a server that is read only refuses."""

    async def endpoint(request: Request) -> Response:
        if site_of(request).read_only and path not in _HARMLESS:
            raise Refused(
                "This server shows and changes nothing: it was started with --read-only.", "Start it without."
            )
        answer: Response = await act(request)
        return answer

    return endpoint


def static(request: Request) -> Response:
    """One of the files that pages are made of."""
    name = request.path_params["name"]
    if name not in FILES:
        raise NotFound("There is no such file.")
    package, kind = FILES[name]
    data = (files(package) / "static" / name).read_bytes()
    return Response(data, media_type=kind, headers={"cache-control": "no-cache"})


def keep(request: Request) -> Response:
    """What can be taken away: the report, the backup; and which account is the user's own."""
    site = site_of(request)
    body = template("keep.html", site=site, token=form_token(request), is_hidden=site.is_hidden(request.cookies))
    return shown(request, "Report and backup", body, "keep")


def _mendable(request: Request, error: Exception) -> Response:
    """Answer what the user can mend: what is wrong, and the way on."""
    assert isinstance(error, KithkinError)
    status = next((code for kind, code in _STATUS if isinstance(error, kind)), 400)
    return _told(request, error, status)


def _told(request: Request, error: KithkinError, status: int) -> Response:
    if request.url.path.endswith(".json"):
        return views.problem_data(error, status)
    if not hasattr(request.state, "cookie"):
        return Response(f"{error}\n", status, media_type="text/plain; charset=utf-8")
    return said(request, error.what, [error.way_on], status=status)


def _http(request: Request, error: Exception) -> Response:
    """Answer an address that is not there, or is not for this."""
    assert isinstance(error, HTTPException)
    what = NotFound("There is nothing at this address.", "The list at the side names all there is.")
    return _told(
        request, what if error.status_code == 404 else Misuse("That cannot be done at this address."), error.status_code
    )


def _unexpected(request: Request, error: Exception) -> Response:
    """Answer what should not have happened, without a trace and without words of the data."""
    what = no_room(error) or KithkinError(
        f"Kithkin failed here ({type(error).__name__}). Nothing was left half done.",
        "Load the page again; if it stays, start kithkin serve with --debug to see where.",
    )
    return _told(request, what, 500)
