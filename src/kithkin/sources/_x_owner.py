"""Whose archive it is."""

from __future__ import annotations

from typing import Any

import msgspec

from kithkin.model.ids import account_id, handle_id
from kithkin.model.source import Columns, Member, Options, Problem, Row, when
from kithkin.sources import _x_time as time
from kithkin.sources._json import Bad
from kithkin.sources._x_files import Files
from kithkin.sources._x_layout import Layout, document
from kithkin.sources._x_people import NETWORK, People, is_handle
from kithkin.sources._x_posts import Id


class Account(msgspec.Struct, rename="camel"):
    """`account.js`."""

    account_id: Id
    username: str | None = None
    account_display_name: str | None = None
    created_at: str | None = None


class Description(msgspec.Struct):
    """What the owner says of themselves."""

    bio: str | None = None
    website: str | None = None
    location: str | None = None


class Profile(msgspec.Struct, rename="camel"):
    """`profile.js`."""

    description: Description = msgspec.field(default_factory=Description)
    avatar_media_url: str | None = None


class Change(msgspec.Struct, rename="camel"):
    """From which screen name to which."""

    changed_from: str | None = None
    changed_to: str | None = None
    changed_at: str | None = None


class NameChange(msgspec.Struct, rename="camel"):
    """One item of `screen-name-change.js`."""

    account_id: Id | None = None
    screen_name_change: Change = msgspec.field(default_factory=Change)

    def link(self, owner_id: str, people: People) -> Row | None:
        """Return that the earlier screen name was this account's, or None where it cannot be one."""
        change = self.screen_name_change
        if not is_handle(change.changed_from):
            return None
        old = people.meet_handle(change.changed_from or "")
        new = account_id(NETWORK, str(self.account_id)) if self.account_id else owner_id
        says = f"@{change.changed_from} became @{change.changed_to} on {(change.changed_at or '')[:10]}"
        return Row("account_links", {"from_id": old, "to_id": new, "evidence": "handle-change", "says": says})


class ClassicUser(msgspec.Struct):
    """`user_details.js` of the classic archive."""

    id: Id | None = None
    screen_name: str | None = None
    full_name: str | None = None
    bio: str | None = None
    location: str | None = None


class Owner(msgspec.Struct):
    """The account whose archive it is, as far as it is known."""

    id: str
    handle: str | None = None
    name: str | None = None
    account: Account | None = None
    profile: Profile | None = None
    doubts: list[Problem] = []
    read: list[Member] = []

    @property
    def number(self) -> int | None:
        """The account's number."""
        key = self.id.removeprefix("x:")
        return int(key) if key.isdigit() else None

    def take_account(self, account: Account) -> None:
        """Note what `account.js` says."""
        if f"x:{account.account_id}" == self.id or self.account is None:
            self.account = account

    def take_profile(self, profile: Profile) -> None:
        """Note what `profile.js` says."""
        self.profile = profile

    def columns(self) -> Columns:
        """Return the owner's one row of `accounts`."""
        account, profile = self.account, self.profile
        description = profile.description if profile else Description()
        made_at = time.read((account.created_at if account else None) or "")
        basis = "read" if made_at else "decoded"
        made_at = made_at or time.decoded(self.number, time.FIRST_TIMED_ACCOUNT)
        picture = profile.avatar_media_url if profile else None
        row: dict[str, Any] = {
            "account_id": self.id,
            "network": NETWORK,
            "handle": (account.username if account else None) or self.handle,
            "name": (account.account_display_name if account else None) or self.name,
            "bio": description.bio or None,
            "place": description.location or None,
            "url": description.website or None,
            "is_self": True,
            "has_picture": (bool(picture) and "default_profile" not in (picture or "")) if profile else None,
            **(when("created_at", made_at, basis=basis) if made_at else {}),
        }
        return {name: [value] for name, value in row.items()}


def owner_of(files: Files, layout: Layout, options: Options) -> Owner:
    """Return whose archive it is: manifest, account file, classic details, post headers, the user's word."""
    for manifest in layout.manifests:
        info = manifest.user_info
        if info.account_id and str(info.account_id).isdigit():
            return Owner(account_id(NETWORK, str(info.account_id)), info.user_name, info.display_name)
    for member in layout.members.get("account", ()):
        for batch in files.peek(member, "account", Account):
            if not isinstance(batch, Problem) and batch:
                return Owner(f"x:{batch[0].account_id}", batch[0].username, batch[0].account_display_name)
    for member in layout.members.get("user_details", ()):
        details = document(files.archive, member, ClassicUser)
        if not isinstance(details, Bad) and details.id:
            profile = Profile(Description(details.bio, None, details.location))
            owner = Owner(f"x:{details.id}", details.screen_name, details.full_name, None, profile)
            owner.read.append(member)
            return owner
    return _told(options)


def _told(options: Options) -> Owner:
    """Return the owner as the user names them, or, failing that, one that is known in this import only."""
    for word in options.me:
        key = word.removeprefix("x:")
        if key.isdigit():
            return Owner(f"x:{key}")
        if is_handle(key.lstrip("@")):
            return Owner(handle_id(NETWORK, key), key.lstrip("@"))
    doubt = Problem("", "", "The archive does not say whose it is.", "Say so with: --me x:@NAME", records=0)
    return Owner("x:owner#", doubts=[doubt])
