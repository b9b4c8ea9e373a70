"""The sources: a table of contents. A source is here or it does not exist."""

from __future__ import annotations

from typing import Final

from kithkin.model.source import Source
from kithkin.sources.bluesky_repo import BlueskyRepo
from kithkin.sources.edge_list import EdgeList
from kithkin.sources.facebook_export import FacebookExport
from kithkin.sources.instagram_export import InstagramExport
from kithkin.sources.mailbox import Mailbox

SOURCES: Final[tuple[Source, ...]] = (
    EdgeList(),
    BlueskyRepo(),
    FacebookExport(),
    InstagramExport(),
    Mailbox(),
)
