"""How an X archive is laid out: which member holds what, in every era, and what its manifest says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import msgspec

from kithkin.model.errors import Refused
from kithkin.model.source import Archive, Member
from kithkin.sources._json import Bad, whole
from kithkin.sources._x_time import read

#: What is read, in this order: texts come before headers, which count only where the text is missing.
USED: Final = (
    "account", "profile", "screen-name-change", "note-tweet", "tweets", "classic", "tweets-csv", "community-tweet",
    "deleted-tweets", "tweet-headers", "deleted-tweet-headers", "like", "follower", "following", "block", "mute",
    "lists-created", "lists-member", "lists-subscribed", "direct-messages", "direct-messages-group",
    "direct-message-headers", "direct-message-group-headers",
)  # fmt: skip

_KNOWN_NAMES: Final = """
    account-creation-ip account-label account-suspension account-timezone ad-engagements ad-impressions
    ad-mobile-conversions-attributed ad-mobile-conversions-unattributed ad-online-conversions-attributed
    ad-online-conversions-unattributed ads-revenue-sharing ageinfo app article article-metadata
    audio-video-calls-in-dm audio-video-calls-in-dm-recipient-sessions bookmark bookmarks branch-links catalog-item
    commerce-catalog community-note community-note-batsignal community-note-rating community-note-tombstone
    connected-application contact deleted-note-tweet device-token direct-message-mute email-address-change
    expanded-profile grok-chat-item ip-audit key-registry manifest moment ni-devices payload_details
    periscope-account-information periscope-ban-information periscope-broadcast-metadata
    periscope-comments-made-by-user periscope-expired-broadcasts periscope-followers periscope-profile-description
    personalization phone-number product-drop product-set professional-data protected-history reply-prompt
    saved-search shop-module shopify-account smartblock spaces-metadata sso tweet_index tweetdeck twitter-article
    twitter-article-metadata twitter-circle twitter-circle-member twitter-circle-tweet twitter-shop user-link-clicks
    user_details verified verified-organization"""
KNOWN: Final = frozenset(_KNOWN_NAMES.split())

#: Names of earlier years, and what they are called now.
_ONCE: Final = {
    "tweet": "tweets", "direct-message": "direct-messages", "direct-message-group": "direct-messages-group",
    "followers": "follower", "likes": "like", "deleted-tweet": "deleted-tweets",
}  # fmt: skip

_PART: Final = re.compile(r"(.+?)(?:-part(\d+))?\.js")
_MONTH: Final = re.compile(r"(?:.*/)?js/tweets/\d{4}_\d{2}\.js", re.IGNORECASE)
_VIEWER: Final = re.compile(r"(?:^|/)(?:assets|css|img|lib|images)/|media(?:/|[^/]*\.zip$)", re.IGNORECASE)
_PAGES: Final = frozenset({"your archive.html", "readme.txt", "index.html", "readme.md"})


class UserInfo(msgspec.Struct, rename="camel"):
    """Whose archive it is, as the manifest says."""

    account_id: str | int | None = None
    user_name: str | None = None
    display_name: str | None = None


class ArchiveInfo(msgspec.Struct, rename="camel"):
    """When the archive was made, and whether it is one of several parts."""

    generation_date: str | None = None
    is_partial_archive: bool = False
    is_archive_partial: bool = False


class Listed(msgspec.Struct, rename="camel"):
    """One file as the manifest lists it."""

    file_name: str = ""
    count: int | None = None


class DataType(msgspec.Struct):
    """One kind of data as the manifest lists it."""

    files: list[Listed] = []


class Manifest(msgspec.Struct, rename="camel"):
    """`manifest.js`."""

    user_info: UserInfo = msgspec.field(default_factory=UserInfo)
    archive_info: ArchiveInfo = msgspec.field(default_factory=ArchiveInfo)
    data_types: dict[str, DataType] = {}

    @property
    def made_at(self) -> datetime | None:
        """When the archive was made."""
        return read(self.archive_info.generation_date or "")

    @property
    def is_partial(self) -> bool:
        """Whether this is one of several parts."""
        return self.archive_info.is_partial_archive or self.archive_info.is_archive_partial


class Layout(msgspec.Struct):
    """The members by what they hold, the manifests, and the manifests that could not be read."""

    members: dict[str, list[Member]] = {}
    manifests: list[Manifest] = []
    bad: list[tuple[Member, str]] = []
    read_manifests: list[Member] = []

    @property
    def is_partial(self) -> bool:
        """Whether this is one of several parts."""
        return any(manifest.is_partial for manifest in self.manifests)

    @property
    def declared(self) -> dict[str, int | None]:
        """The number of items of each file, by lower-case name, as the manifests say."""
        return {
            listed.file_name.rsplit("/", 1)[-1].lower(): listed.count
            for manifest in self.manifests
            for data in manifest.data_types.values()
            for listed in data.files
        }

    @property
    def absent(self) -> list[str]:
        """The files that a manifest lists as not empty, that would be read, and that are not there."""
        here = {member.base for members in self.members.values() for member in members}
        return [
            name for name, count in self.declared.items()
            if count != 0 and name not in here and holds(name) in USED
        ]  # fmt: skip


def holds(name: str) -> str:
    """Return what a member of this name holds: one of `USED` or `KNOWN`, or an empty text."""
    if _MONTH.fullmatch(name):
        return "classic"
    if "assets/" in name.lower():
        return ""
    base = name.rsplit("/", 1)[-1].lower()
    if base == "tweets.csv":
        return "tweets-csv"
    found = _PART.fullmatch(base)
    stem = found[1] if found else ""
    stem = _ONCE.get(stem, stem)
    return stem if stem in KNOWN or stem in USED else ""


def is_known(member: Member) -> bool:
    """Return whether an X archive is known to hold such a member."""
    is_classic_script = "js/" in member.name and member.base.endswith(".js") and "application" in member.base
    return bool(holds(member.name) or _VIEWER.search(member.name)) or member.base in _PAGES or is_classic_script


def layout_of(archive: Archive) -> Layout:
    """Sort the members of an archive by what they hold, parts in order, and read its manifests."""
    layout = Layout()
    for member in sorted(archive.members, key=_order):
        what = holds(member.name)
        if what == "manifest":
            manifest = document(archive, member, Manifest)
            if isinstance(manifest, Bad):
                layout.bad.append((member, manifest.what))
            else:
                layout.manifests.append(manifest)
                layout.read_manifests.append(member)
        elif what:
            layout.members.setdefault(what, []).append(member)
    return layout


def _order(member: Member) -> tuple[str, int, str]:
    found = _PART.fullmatch(member.base)
    return (found[1], int(found[2] or 0), member.name) if found else (member.base, 0, member.name)


def document(archive: Archive, member: Member, kind: Any) -> Any | Bad:
    """Return a small member that holds one object, decoded, or `Bad`."""
    try:
        with archive.open(member) as stream:
            return whole(stream, kind)
    except (Refused, OSError) as error:
        return Bad("", str(error))


def assigned(head: bytes) -> str:
    """Return the name that a file's beginning assigns to: `YTD.tweets.part0`; empty where it assigns nothing."""
    found = re.match(rb"(?:\xef\xbb\xbf)?\s*(?:var\s+|window\.)?([A-Za-z_][\w.]*)\s*=", head)
    return found[1].decode() if found else ""


def newest(dates: Sequence[datetime | None]) -> datetime | None:
    """Return the latest of the instants that are known."""
    return max((at for at in dates if at is not None), default=None)
