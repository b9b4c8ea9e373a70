"""The guard before every page: Host, Origin, token, method, and the headers that every answer bears."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from kithkin.web.session import COOKIE

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from kithkin.web.site import Site

#: Nothing inline, nothing from elsewhere, framed by nobody.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

HEADERS: Final[Mapping[str, str]] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}

#: Without these the page would answer to whoever can make the browser ask.
_SAFE: Final = frozenset({"GET", "HEAD"})


class Guard:
    """Lets through what the user's own browser asks of this server, and nothing else."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self.app, self.site = app, site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        request = Request(scope)
        answer = self._answer(request)

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        try:
            await (answer or self.app)(scope, receive, headed)
        except Exception:  # it was answered; what a trace would show may be somebody's words
            if self.site.is_debugged:
                raise

    def _answer(self, request: Request) -> Response | None:
        """Return the answer for a request that goes no further, None for one that does."""
        if (answer := self._from_elsewhere(request)) is not None:
            return answer
        return None if request.url.path.startswith("/static/") else self._unknown(request)

    def _from_elsewhere(self, request: Request) -> Response | None:
        """Return the refusal of a request that the user's own browser did not make of this server."""
        host = request.headers.get("host", "")
        if host not in self.site.hosts:
            return _refused("This server answers only to its own address on this computer.")
        if request.method not in _SAFE | {"POST"}:
            return PlainTextResponse("There is nothing to do here in that way.", 405, {"allow": "GET, HEAD, POST"})
        if not _is_own(request, f"http://{host}"):
            return _refused("This request came from another page, so nothing was done.")
        return None

    def _unknown(self, request: Request) -> Response | None:
        """Return the answer for a browser that was not let in yet."""
        if "token" in request.query_params:
            return self._admitted(request)
        cookie = request.cookies.get(COOKIE, "")
        if not self.site.session.holds(cookie, time.time()):
            return _refused("Open the address that kithkin serve printed; it lets this browser in for 30 days.")
        request.state.cookie = cookie
        return None

    def _admitted(self, request: Request) -> Response:
        """Return the way on for the bearer of a token: the same address without it."""
        if request.method not in _SAFE or not self.site.session.admits(request.query_params["token"]):
            return _refused("That address is no longer good. Open the one that kithkin serve printed last.")
        rest = [(name, value) for name, value in request.query_params.multi_items() if name != "token"]
        path = "/" + request.url.path.lstrip("/\\")
        answer = RedirectResponse(f"{path}?{urlencode(rest)}" if rest else path, 303)
        answer.headers["set-cookie"] = self.site.session.set_cookie(time.time())
        return answer


def _is_own(request: Request, own: str) -> bool:
    """Return whether a request was made by the user, or by a page of this server.

    Under `no-referrer` browsers send the origin `null` with a form; then the browser's own word on the site counts.
    """
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    if origin not in (None, "null", own):
        return False
    if request.method not in _SAFE:
        return site == "same-origin" if origin != own else site in (None, "same-origin")
    if site in ("cross-site", "same-site"):
        return request.headers.get("sec-fetch-mode") == "navigate" and origin is None
    return True


def _refused(why: str) -> Response:
    return PlainTextResponse(f"{why}\n", 403)
