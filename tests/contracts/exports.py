"""One made-up export for each source: what the promises of sources are tried on."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kithkin.model.source import Options
from tests.sources import facebook_layouts, instagram_layouts, x_layouts
from tests.sources import test_activity_streams as streams
from tests.sources import test_bluesky_repo as bluesky
from tests.sources import test_contacts as contacts
from tests.sources import test_feeds as feeds
from tests.sources import test_follower_counts as counts
from tests.sources import test_linkedin_export as linkedin
from tests.sources import test_mailbox as mailbox
from tests.sources import test_mastodon_archive as mastodon
from tests.sources import test_reddit_export as reddit
from tests.sources import test_table_form as tables
from tests.sources import test_telegram_export as telegram
from tests.sources import test_whatsapp_chat as whatsapp
from tests.sources import test_youtube_takeout as youtube
from tests.sources.car import car

#: What the files of every export are dated with.
DATED: Final = (2026, 6, 2, 10, 0, 0)


@dataclass(frozen=True)
class Export:
    """The files of one export, what the user says with it, and by how much its source must be surer than any other."""

    source: str
    files: Mapping[str, bytes]
    options: Options = Options()  # noqa: RUF009  frozen, without a field that changes
    margin: float = 0.2
    title: str = "export.zip"


def _bytes(files: Mapping[str, bytes | str]) -> dict[str, bytes]:
    return {name: data.encode() if isinstance(data, str) else data for name, data in files.items()}


MAILS: Final = "".join(
    (
        mailbox.mail("Shall we meet?", message_id="<1@example.net>", subject="Tea"),
        mailbox.mail(
            "Gladly.\n\n> Shall we meet?", from_="Ann <ann@example.org>", to="Ben <ben@example.net>", subject="Re: Tea",
            message_id="<2@example.org>", in_reply_to="<1@example.net>", date="Tue, 8 Apr 2025 09:00:00 +0200",
        ),
        mailbox.mail("Sale!", from_="shop@example.com", list_unsubscribe="<mailto:no@example.com>", message_id="<3@e>"),
    )
)  # fmt: skip
EDGES: Final = "actor_id,target_id,kind,at\nann,ben,message,2026-01-01T10:00:00Z\nben,ann,reply,2026-02-01T10:00:00Z\n"

EXPORTS: Final = {
    export.source: export
    for export in (
        Export("edge-list", _bytes({"acts.csv": EDGES}), Options(form="interactions")),
        Export("bluesky-repo", {"repo.car": car(bluesky.ANN, bluesky.REV, bluesky.RECORDS)}),
        Export("facebook-export", _bytes(facebook_layouts.era_2023())),
        Export("instagram-export", _bytes(instagram_layouts.era_2025())),
        Export("mailbox", _bytes({"All mail.mbox": MAILS}), Options(me=("mail:ann@example.org",))),
        Export("activity-streams", _bytes(streams.FILES), margin=0.15),
        Export("contacts", _bytes({"all.vcf": contacts.FILES["all.vcf"], "google.csv": contacts.GOOGLE})),
        Export("feeds", _bytes({"a.xml": feeds.RSS, "b.xml": feeds.ATOM, "c.json": feeds.JSON_FEED, "d.opml": feeds.OPML})),
        Export("follower-counts", _bytes(counts.FILES)),
        Export("linkedin-export", _bytes(linkedin.FILES), title=linkedin.TITLE),
        Export("mastodon-archive", _bytes(mastodon.FILES), title=mastodon.TITLE),
        Export("reddit-export", _bytes(reddit.FILES), title=reddit.TITLE),
        Export("table-form", _bytes(tables.FILES)),
        Export("telegram-export", _bytes(telegram.FILES)),
        Export("whatsapp-chat", _bytes(whatsapp.FILES), Options(me=("whatsapp:name:ann weaver",))),
        Export("youtube-takeout", _bytes(youtube.FILES), title=youtube.TITLE),
        Export("x-archive", x_layouts.current()),
    )
}  # fmt: skip


def as_zip(files: Mapping[str, bytes], path: Path) -> Path:
    """Write files as a ZIP, dated alike, and return its path."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, DATED), data, zipfile.ZIP_DEFLATED)
    return path


def as_tar(files: Mapping[str, bytes], path: Path) -> Path:
    """Write files as a tar.gz and return its path."""
    with tarfile.open(path, "w:gz") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(data), 1_780_394_400
            archive.addfile(info, io.BytesIO(data))
    return path


def as_folder(files: Mapping[str, bytes], path: Path) -> Path:
    """Write files below a folder and return it."""
    import os

    for name, data in files.items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        os.utime(file, (1_780_394_400, 1_780_394_400))
    return path
