"""What `kithkin serve` does: start the web door on this machine alone, and end it cleanly."""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import sys
import threading
from typing import TYPE_CHECKING, Final

import click

from kithkin.cli.options import Asked, WholeNumber, print_json, shared
from kithkin.model.errors import KithkinError

if TYPE_CHECKING:
    from kithkin.web.site import Site

#: Where the page is, unless something else is there; one of the next is taken then.
PORT: Final = 8484
_TRIES: Final = 50


@click.command(short_help="Open the answers in your browser, on this machine alone")
@click.option(
    "--port", default=PORT, show_default=True, type=WholeNumber(0, 65535), help="Port; the next free one if taken."
)
@click.option("--read-only", is_flag=True, help="Refuse every change.")
@click.option("--no-open", is_flag=True, help="Do not open a browser.")
@shared
def serve(asked: Asked, port: int, read_only: bool, no_open: bool) -> None:
    """Open the answers in your browser. The page is on this machine alone and nothing is sent anywhere.

    The printed address lets a browser in for 30 days, so that bookmarks work. Stop with Ctrl-C.

    \b
    Examples:
      kithkin serve
      kithkin serve --workspace example --read-only --no-open
    """  # noqa: D301
    listening = listen(port)
    from kithkin.web.session import Session, user_key
    from kithkin.web.site import Site

    site = Site(
        asked.open(create=True), listening.getsockname()[1], Session(user_key()), read_only=read_only,
        hide_names=asked.hide_names, as_of=asked.as_of, is_debugged=asked.debug,
    )  # fmt: skip
    address = f"{site.address}?token={site.session.token}"
    if asked.json:
        print_json({"workspace": site.own.name, "address": address, "port": site.port})
    else:
        click.echo(f"{address}\nWorkspace: {site.own.name}. On this machine alone. Stop with Ctrl-C.")
    sys.stdout.flush()
    if not no_open:
        threading.Thread(target=_open, args=(site,), daemon=True).start()
    _run(site, listening)
    if not asked.json:
        click.echo("Stopped; nothing was left half done.", err=True)


def listen(port: int) -> socket.socket:
    """Return a socket on loopback at this port, or the next that is free; 0 = any."""
    for candidate in range(port, min(port + _TRIES, 65536)):
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind(("127.0.0.1", candidate))
            found.listen(1024)
        except OSError:
            found.close()
            continue
        return found
    raise KithkinError(f"No port from {port} to {port + _TRIES - 1} is free.", "Name another with --port.")


def _run(site: Site, listening: socket.socket) -> None:
    """Serve until the user stops it."""
    import uvicorn

    from kithkin.web.app import application

    # What it thinks of a damaged form is told in the browser; in the terminal it would stand without a sense.
    logging.getLogger("python_multipart").setLevel(logging.CRITICAL)
    config = uvicorn.Config(
        application(site), log_level="critical", access_log=False, lifespan="off", server_header=False,
        timeout_graceful_shutdown=5,
    )  # fmt: skip
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])
    site.close()


def _open(site: Site) -> None:
    """Open the browser where there is a screen; its address is good once, for other users can read it."""
    import webbrowser

    has_screen = sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if has_screen:
        with contextlib.suppress(webbrowser.Error, OSError):
            webbrowser.open(f"{site.address}?token={site.session.ticket()}")
