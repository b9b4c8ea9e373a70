"""Whole exports to damage: made-up ones of every source and layout, and real ones where they are at hand."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kithkin.model.source import Options, Source
from kithkin.sources import SOURCES
from tests.sources import facebook_layouts, instagram_layouts, test_bluesky_repo, x_layouts
from tests.sources.car import car
from tests.sources.test_activity_streams import FILES as ACTIVITIES
from tests.sources.test_contacts import FILES as CONTACTS
from tests.sources.test_feeds import ATOM, JSON_FEED, OPML, RSS
from tests.sources.test_follower_counts import FILES as COUNTS
from tests.sources.test_linkedin_export import FILES as LINKEDIN
from tests.sources.test_mailbox import ARCHIVE as LIST_ARCHIVE
from tests.sources.test_mailbox import mail
from tests.sources.test_mastodon_archive import FILES as MASTODON
from tests.sources.test_reddit_export import FILES as REDDIT
from tests.sources.test_table_form import FILES as TABLES
from tests.sources.test_telegram_export import FILES as TELEGRAM
from tests.sources.test_telegram_export import PERSONAL, one_chat
from tests.sources.test_whatsapp_chat import FILES as WHATSAPP
from tests.sources.test_youtube_takeout import FILES as YOUTUBE

#: A real export larger than this is cut to its smaller files: a case must stay quick.
LARGEST = 2_000_000


@dataclass(frozen=True)
class Export:
    """An export: the source that should read it, with what options, and its files."""

    name: str
    source: str
    files: Mapping[str, bytes]
    options: Options = Options()  # noqa: RUF009

    @property
    def reader(self) -> Source:
        """The source itself."""
        return next(source for source in SOURCES if source.name == self.source)


def made(name: str, source: str, files: Mapping[str, bytes | str], options: Options = Options()) -> Export:  # noqa: B008
    """Return a made-up export."""
    return Export(name, source, {n: d.encode() if isinstance(d, str) else d for n, d in files.items()}, options)


@cache
def x_exports() -> tuple[Export, ...]:
    """Return X archives of every layout."""
    layouts = {
        "today": x_layouts.current(),
        "one line": x_layouts.current(indent=None, end=";"),
        "2020": x_layouts.of_2020(),
        "2018": x_layouts.of_2018(),
        "in parts": x_layouts.in_parts(),
        "classic": x_layouts.classic(),
        "packed anew": x_layouts.shifted(x_layouts.current()),
    }
    return (*(made(f"x {name}", "x-archive", files) for name, files in layouts.items()), *_real("x", "x-archive"))


@cache
def exports() -> tuple[Export, ...]:
    """Return exports of every source."""
    events = "from,to,kind,at\n" + "".join(f"a{n},b{n % 3},reply,{1_700_000_000 + n}\n" for n in range(40))
    mails = mail() + mail("Second.", **{"In-Reply-To": "<1@example.org>"})
    return (
        *x_exports(),
        made("facebook 2018", "facebook-export", facebook_layouts.era_2018()),
        made("facebook 2021", "facebook-export", facebook_layouts.era_2021()),
        made("facebook 2023", "facebook-export", facebook_layouts.era_2023()),
        made("instagram 2021", "instagram-export", instagram_layouts.era_2021()),
        made("instagram 2025", "instagram-export", instagram_layouts.era_2025()),
        made("linkedin", "linkedin-export", LINKEDIN),
        made("mastodon", "mastodon-archive", MASTODON),
        made("activity streams", "activity-streams", ACTIVITIES),
        made("contacts", "contacts", CONTACTS),
        made("feeds", "feeds", {"a.rss": RSS, "b.atom": ATOM, "c.json": JSON_FEED, "d.opml": OPML}),
        made("follower counts", "follower-counts", COUNTS),
        made("table form", "table-form", TABLES),
        made("reddit", "reddit-export", REDDIT),
        made("youtube", "youtube-takeout", YOUTUBE),
        made("telegram", "telegram-export", TELEGRAM),
        made("telegram, one chat", "telegram-export", one_chat(PERSONAL)),
        made("whatsapp", "whatsapp-chat", WHATSAPP),
        made("mailbox", "mailbox", {"all.mbox": mails, "list.mbox": LIST_ARCHIVE}),
        made("bluesky", "bluesky-repo", {"repo.car": car(test_bluesky_repo.ANN, "3kabc", test_bluesky_repo.RECORDS)}),
        made("events", "edge-list", {"events.csv": events}, Options(form="interactions")),
        *_real("instagram", "instagram-export"),
        *_real("linkedin", "linkedin-export"),
    )


def _real(network: str, source: str) -> list[Export]:
    """Return the real exports of a network; none where KITHKIN_DATA names no folder."""
    folder = Path(os.environ.get("KITHKIN_DATA", "")) / network
    if not os.environ.get("KITHKIN_DATA") or not folder.is_dir():
        return []
    roots = [path for path in sorted(folder.iterdir()) if path.is_dir()] or [folder]
    found = []
    for root in roots:
        paths = [path for path in sorted(root.rglob("*")) if path.is_file() and path.stat().st_size < LARGEST]
        files = {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
        found.append(Export(f"real {network} {root.name}", source, files))
    return found
