"""Recognises accounts by the address of their profile: the host is compared whole, never searched for."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from kithkin.model.ids import account_id, handle_id
from kithkin.sources._plain import once

_NAME: Final = re.compile(r"[\w.\-]{1,100}")
#: A post as most servers address it, which needs no closer look.
_POST: Final = re.compile(
    r"https://(?!www\.)([a-z0-9][a-z0-9.-]{0,200}[a-z0-9])/(?:users/([\w.\-]{1,100})/statuses|@([\w.\-]{1,100}))/\d{1,30}",
    re.ASCII,
)
#: A profile as most networks address it.
_PROFILE: Final = re.compile(r"https://(?:www\.)?([a-z.]{4,20})/(@?[\w\-]{1,100})/?", re.ASCII)
_HOST: Final = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?(?::\d{1,5})?")
#: First parts of a path that are the platform's own and no person's name.
_RESERVED: Final = {
    "home", "share", "intent", "i", "search", "explore", "p", "reel", "reels", "stories", "groups", "events", "pages",
    "watch", "hashtag", "about", "help", "login", "settings", "photo.php", "permalink.php", "story.php", "sharer",
    "sharer.php", "people", "tv",
}  # fmt: skip


def split(url: str) -> tuple[str, list[str], SplitResult] | None:
    """Return the host (without `www.`), the decoded parts of the path and the whole, or None for no web address."""
    url = url.strip()
    if not url or len(url) > 2000 or len(url.split()) > 1:
        return None
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        host = (parts.netloc.rsplit("@", 1)[-1]).lower().removeprefix("www.")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host):
        return None
    return host, [unquote(part) for part in parts.path.split("/") if part], parts


@once
def linkedin_slug(url: str) -> str | None:
    """Return the `/in/` slug of a LinkedIn profile, lower case; any country's host."""
    found = split(url)
    if not found or not (found[0] == "linkedin.com" or found[0].endswith(".linkedin.com")):
        return None
    path = found[1]
    if len(path) >= 2 and path[0].lower() == "in" and (slug := path[1].strip().lower()):
        return slug
    return None


def fediverse_id(url: str) -> str | None:
    """Return `mastodon:user@host` for the address of a fediverse actor or of one of its posts."""
    if post := _POST.fullmatch(url):
        return f"mastodon:{(post[2] or post[3]).lower()}@{post[1]}"
    return _fediverse_id(url)


@once
def _fediverse_id(url: str) -> str | None:
    found = split(url)
    if not found:
        return None
    host, path, _ = found
    if path and path[0].startswith("@"):
        user, _, other = path[0][1:].partition("@")
        host = other.lower() or host
    elif len(path) >= 2 and path[0] in ("users", "u", "accounts", "profile", "video-channels", "c", "author"):
        user = path[1]
    else:
        return None
    return account_id("mastodon", f"{user}@{host}".lower()) if _NAME.fullmatch(user) and _HOST.fullmatch(host) else None


def address_id(address: str) -> str | None:
    """Return `mastodon:user@host` for `@user@host`, or None where it is not such an address."""
    user, _, host = address.strip().lstrip("@").lower().partition("@")
    if not _NAME.fullmatch(user) or not _HOST.fullmatch(host) or "." not in host:
        return None
    return account_id("mastodon", f"{user}@{host}")


def _handle(network: str) -> Callable[[list[str]], str | None]:
    """Return the reader of a network whose profiles are `/name`."""

    def name(path: list[str]) -> str | None:
        """Return the account that the first part of a path names."""
        handle = path[0].lstrip("@") if path else ""
        return handle_id(network, handle) if _NAME.fullmatch(handle) and handle.lower() not in _RESERVED else None

    return name


def _bluesky(path: list[str]) -> str | None:
    if len(path) < 2 or path[0] != "profile":
        return None
    return account_id("bluesky", path[1]) if path[1].startswith("did:") else handle_id("bluesky", path[1])


def _titled(network: str) -> Callable[[list[str]], str | None]:
    """Return the reader of a network whose profiles are `/@name`."""
    handle = _handle(network)
    return lambda path: handle(path) if path and path[0].startswith("@") else None


_HOSTS: Final[dict[str, Callable[[list[str]], str | None]]] = {
    "x.com": _handle("x"),
    "twitter.com": _handle("x"),
    "mobile.twitter.com": _handle("x"),
    "instagram.com": _handle("instagram"),
    "facebook.com": _handle("facebook"),
    "m.facebook.com": _handle("facebook"),
    "bsky.app": _bluesky,
    "threads.net": _titled("threads"),
    "threads.com": _titled("threads"),
    "tiktok.com": _titled("tiktok"),
    "youtube.com": _titled("youtube"),
    "medium.com": lambda _: None,
}


def account_of(url: str) -> str | None:
    """Return the account whose profile a web address is, or None where no network is recognised."""
    if (plain := _PROFILE.fullmatch(url)) and plain[1] in _HOSTS:
        return _HOSTS[plain[1]]([plain[2]])
    found = split(url)
    if not found:
        return None
    host, path, parts = found
    if slug := linkedin_slug(url):
        return account_id("linkedin", slug)
    if host.endswith("facebook.com") and path[:1] == ["profile.php"]:
        number = re.fullmatch(r"(?:.*&)?id=(\d+)(?:&.*)?", parts.query)
        return account_id("facebook", number[1]) if number and host in _HOSTS else None
    if host in _HOSTS:
        return _HOSTS[host](path)
    # Any other host is the fediverse's only where the path is a profile and nothing below it.
    return fediverse_id(url) if len(path) == 1 and path[0].startswith("@") else None
