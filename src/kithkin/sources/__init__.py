"""The sources: a table of contents. A source is here or it does not exist."""

from __future__ import annotations

from typing import Final

from kithkin.model.source import Source
from kithkin.sources.activity_streams import ActivityStreams
from kithkin.sources.bluesky_repo import BlueskyRepo
from kithkin.sources.contacts import Contacts
from kithkin.sources.edge_list import EdgeList
from kithkin.sources.facebook_export import FacebookExport
from kithkin.sources.feeds import Feeds
from kithkin.sources.follower_counts import FollowerCounts
from kithkin.sources.instagram_export import InstagramExport
from kithkin.sources.linkedin_export import LinkedInExport
from kithkin.sources.mailbox import Mailbox
from kithkin.sources.mastodon_archive import MastodonArchive
from kithkin.sources.reddit_export import RedditExport
from kithkin.sources.table_form import TableForm
from kithkin.sources.telegram_export import TelegramExport
from kithkin.sources.whatsapp_chat import WhatsAppChat
from kithkin.sources.x_archive import XArchive
from kithkin.sources.youtube_takeout import YouTubeTakeout

SOURCES: Final[tuple[Source, ...]] = (
    EdgeList(),
    BlueskyRepo(),
    FacebookExport(),
    InstagramExport(),
    Mailbox(),
    ActivityStreams(),
    Contacts(),
    Feeds(),
    FollowerCounts(),
    LinkedInExport(),
    MastodonArchive(),
    RedditExport(),
    TableForm(),
    TelegramExport(),
    WhatsAppChat(),
    XArchive(),
    YouTubeTakeout(),
)
