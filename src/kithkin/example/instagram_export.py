"""The same people on Instagram: two exports a year apart, with the times of follows, in the layout of 2025."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from kithkin.example.person import AS_OF, NOTICE, Person, World, ago
from kithkin.example.x_export import FIXED_TIME

Item = dict[str, Any]

#: How long before the end the first of the two exports was made; the churners had not left yet.
EARLIER_DAYS: Final = 372
#: The giveaway's followers came 700 days before the end; the post that called them stands just before.
GIVEAWAY_DAYS: Final = 700.4
_FOLDER: Final = "connections/followers_and_following"
_PART: Final = 2000


def write(world: World, folder: Path) -> list[Path]:
    """Write both exports into a folder and return their paths."""
    return [_archive(world, folder, ago(EARLIER_DAYS)), _archive(world, folder, AS_OF)]


def name(world: World, made_at: datetime) -> str:
    """Return the name that the platform would give the file."""
    return f"instagram-{world.ego.handle}-{made_at:%Y-%m-%d}-made0up.zip"


def _archive(world: World, folder: Path, made_at: datetime) -> Path:
    path = folder / name(world, made_at)
    with zipfile.ZipFile(path, "w") as archive:
        _add(archive, "made-up.txt", NOTICE)
        for member, content in files(world, made_at):
            _add(archive, member, json.dumps(content, ensure_ascii=True, indent=2))
    return path


def _add(archive: zipfile.ZipFile, member: str, text: str) -> None:
    info = zipfile.ZipInfo(member, FIXED_TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, text)


def files(world: World, made_at: datetime) -> Iterable[tuple[str, Any]]:
    """Yield the name and the content of each file of an export made at that instant."""
    followers = [_entry(person, at) for at, person in _followers(world, made_at)]
    for number, start in enumerate(range(0, max(len(followers), 1), _PART), 1):
        yield f"{_FOLDER}/followers_{number}.json", followers[start : start + _PART]
    following = sorted(
        (
            (p.followed_at, p)
            for p in world.people.values()
            if p.followed_at and p.followed_at < made_at and _stays(p, made_at)
        ),
        key=lambda pair: (pair[0], pair[1].key),
        reverse=True,
    )
    yield f"{_FOLDER}/following.json", {"relationships_following": [_titled(p, at) for at, p in following]}
    left = [_titled(p, at) for at, p in _unfollowed(world, made_at)]
    yield f"{_FOLDER}/recently_unfollowed_profiles.json", {"relationships_unfollowed_users": left}
    asking = [_entry(p, ago(6 + n)) for n, p in enumerate(world.of("bystander")[:3])] if made_at == AS_OF else []
    yield f"{_FOLDER}/follow_requests_you've_received.json", {"relationships_follow_requests_received": asking}
    yield from _about(world, made_at)


def _followers(world: World, made_at: datetime) -> list[tuple[datetime, Person]]:
    """Return who follows at that instant, newest first; churners have left before the end."""
    standing = [
        (p.follows_at, p)
        for p in world.people.values()
        if p.follows_at and p.follows_at < made_at and (p.role != "churner" or made_at < AS_OF)
    ]
    return sorted(standing, key=lambda pair: (pair[0], pair[1].key), reverse=True)


def _stays(person: Person, made_at: datetime) -> bool:
    """Whether the ego follows them still: half of the churners she left again in the last week."""
    return person.role != "churner" or made_at < AS_OF or person.key[-1] in "02468"


def _unfollowed(world: World, made_at: datetime) -> list[tuple[datetime, Person]]:
    """Return whom the ego unfollowed in the week before the end."""
    if made_at < AS_OF:
        return []
    gone = [p for p in world.of("churner") if p.followed_at and not _stays(p, made_at)]
    return [(ago(1 + 0.1 * place), person) for place, person in enumerate(gone)]


def _about(world: World, made_at: datetime) -> Iterable[tuple[str, Any]]:
    """Yield the profile, the day of signing up and the posts."""
    labels = {
        "Username": {"href": "", "value": world.ego.handle, "timestamp": 0},
        "Name": {"href": "", "value": world.ego.name, "timestamp": 0},
        "Bio": {"href": "", "value": world.ego.bio, "timestamp": 0},
    }
    profile = {"profile_user": [{"title": "", "media_map_data": {}, "string_map_data": labels}]}
    yield "personal_information/personal_information/personal_information.json", profile
    born = {"Time": {"href": "", "value": "", "timestamp": _stamp(world.ego.created_at)}}
    signed = {"account_history_registration_info": [{"title": "", "media_map_data": {}, "string_map_data": born}]}
    yield "security_and_login_information/login_and_profile_creation/signup_details.json", signed
    posts = (
        [] if len(world.people) < 100 else [(ago(GIVEAWAY_DAYS), "A giveaway: three bound notebooks. Tell a friend!")]
    )
    posts += [(post.at, "Paper, thread, board.") for post in world.posts if post.kind == "post"][:200]
    media = [
        {"media": [{"uri": f"media/posts/{_stamp(at)}.jpg", "creation_timestamp": _stamp(at), "title": text}]}
        for at, text in sorted(posts)
        if at < made_at
    ]
    yield "your_instagram_activity/media/posts_1.json", media


def _entry(person: Person, at: datetime) -> Item:
    """Return an entry of the list of followers."""
    href = f"https://www.instagram.com/{person.handle}"
    item = {"href": href, "value": person.handle, "timestamp": _stamp(at)}
    return {"title": "", "media_list_data": [], "string_list_data": [item]}


def _titled(person: Person, at: datetime) -> Item:
    """Return an entry of the other lists, whose name stands in the title since 2025."""
    href = f"https://www.instagram.com/_u/{person.handle}"
    return {"title": person.handle, "string_list_data": [{"href": href, "timestamp": _stamp(at)}]}


def _stamp(at: datetime) -> int:
    return int(at.timestamp())
