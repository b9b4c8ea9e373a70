"""The example person's X archive, in the layout of today: what X lets her take home of the truth, and no more."""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any, Final

from kithkin.example.person import EGO, NOTICE, Message, Person, Post, World, ago

Item = dict[str, Any]

#: Tweets per file; the real limit is far higher, but parts must be seen in the example too.
PART: Final = 1500
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FIXED_TIME: Final = (2026, 6, 11, 0, 0, 0)
GENERATED: Final = "2026-06-11T00:00:00.000Z"
NAME: Final = "twitter-2026-06-11-0123456789abcdef.zip"


def write(world: World, folder: Path) -> Path:
    """Write the archive into a folder and return its path."""
    path = folder / NAME
    named = dict(files(world))
    with zipfile.ZipFile(path, "w") as archive:
        _add(archive, "Your archive.html", "<!doctype html><title>Your archive</title><p>Made up.</p>\n")
        _add(archive, "made-up.txt", NOTICE)
        _add(archive, "data/README.txt", NOTICE)
        _add(archive, "data/manifest.js", manifest(world, {name: len(items) for name, items in named.items()}))
        for name, items in named.items():
            _add(archive, f"data/{name}.js", script(name, items))
    return path


def script(name: str, items: Iterable[Item]) -> str:
    """Return one file of the archive: an assignment and an array, as the viewer page expects it."""
    listed = list(items)
    return f"window.{global_name(name)} = {pretty(listed) if listed else '[ ]'}"


def global_name(name: str) -> str:
    """Return the name that a file's array bears: `tweets-part1` is `YTD.tweets.part1`."""
    base, _, part = name.partition("-part")
    return f"YTD.{base.replace('-', '_')}.part{part or '0'}"


def pretty(value: Any) -> str:
    """Return JSON as X writes it."""
    return json.dumps(value, ensure_ascii=False, indent=2, separators=(",", " : "))


def packed(value: Any) -> bytes:
    """Return JSON without any line end."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def written(at: datetime) -> str:
    """Return an instant as tweets have it: `Sat Aug 12 16:10:37 +0000 2023`, whatever the locale."""
    return f"{DAYS[at.weekday()]} {MONTHS[at.month - 1]} {at:%d %H:%M:%S} +0000 {at.year}"


def iso(at: datetime) -> str:
    """Return an instant as messages have it, in milliseconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def _add(archive: zipfile.ZipFile, name: str, text: str) -> None:
    info = zipfile.ZipInfo(name, FIXED_TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, text)


def manifest(world: World, counts: Mapping[str, int]) -> str:
    """Return the file that says whose archive it is, when it was made, and how many items each file holds."""
    return "window.__THAR_CONFIG = " + pretty(_manifest(world, counts))


def _manifest(world: World, counts: Mapping[str, int]) -> Item:
    types: dict[str, dict[str, Any]] = {}
    for name, count in counts.items():
        first, *rest = name.partition("-part")[0].split("-")
        entry = types.setdefault(first + "".join(word.capitalize() for word in rest), {"files": []})
        entry["files"].append({"fileName": f"data/{name}.js", "globalName": global_name(name), "count": str(count)})
    user = {"accountId": str(world.ego.number), "userName": world.ego.handle, "displayName": world.ego.name}
    return {
        "userInfo": user,
        "archiveInfo": {
            "sizeBytes": "1000000",
            "generationDate": GENERATED,
            "isPartialArchive": False,
            "maxPartSizeBytes": "53687091200",
        },
        "readmeInfo": {"fileName": "data/README.txt", "directory": "data/", "name": "README.txt"},
        "dataTypes": types,
    }


def files(world: World) -> Iterable[tuple[str, list[Item]]]:
    """Return the name and the items of each file of the archive."""
    yield from _profile_files(world)
    posts = [post for post in world.posts if post.kind != "deleted"]
    tweets = [{"tweet": item} for item in Tweets(world).of(reversed(posts))]
    for start in range(0, max(len(tweets), 1), PART):
        yield f"tweets-part{start // PART}" if start else "tweets", tweets[start : start + PART]
    yield "tweet-headers", [{"tweet": _header(world, post)} for post in reversed(posts)]
    yield "note-tweet", [_note(post) for post in posts if post.kind == "note"]
    deleted = [post for post in world.posts if post.kind == "deleted"]
    yield "deleted-tweets", [{"tweet": item} for item in Tweets(world).of(deleted)]
    yield (
        "deleted-tweet-headers",
        [{"tweet": _header(world, post) | {"deleted_at": written(ago(1))}} for post in deleted],
    )
    yield "like", _likes(world)
    for name, wrapper, people in (
        ("follower", "follower", world.followers),
        ("following", "following", world.following),
        ("block", "blocking", world.of("robot")[:2]),
        ("mute", "muting", world.of("pitcher")[:3]),
    ):
        yield name, [{wrapper: _link(person)} for person in people]
    yield from _list_files(world)
    yield from _message_files(world)


def _profile_files(world: World) -> Iterable[tuple[str, list[Item]]]:
    ego, key = world.ego, str(world.ego.number)
    account = {
        "email": "maren@quillstad.example",
        "createdVia": "web",
        "username": ego.handle,
        "accountId": key,
        "createdAt": iso(ego.created_at),
        "accountDisplayName": ego.name,
    }
    yield "account", [{"account": account}]
    description = {"bio": ego.bio, "website": "https://quillstad.example", "location": "Lindrup"}
    yield "profile", [{"profile": {"description": description, "avatarMediaUrl": "https://pbs.example/maren.jpg"}}]
    yield "verified", [{"verified": {"accountId": key, "verified": False}}]
    yield "account-timezone", [{"accountTimezone": {"accountId": key, "timeZone": "Copenhagen"}}]
    change = {"changedAt": "2021-02-03T10:00:00.000Z", "changedFrom": "maren_binds", "changedTo": ego.handle}
    yield "screen-name-change", [{"screenNameChange": {"accountId": key, "screenNameChange": change}}]


class Tweets:
    """Makes tweets of posts, with the likes and reposts that X would have counted."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.received = Counter((act.on, act.kind) for act in world.acts if act.target == EGO)

    def of(self, posts: Iterable[Post]) -> Iterable[Item]:
        """Return each post as the object inside `tweet`."""
        return [self.one(post) for post in posts]

    def one(self, post: Post) -> Item:
        """Return one post as the object inside `tweet`."""
        other = self.world.people.get(post.to or "")
        text, urls = _text(post, other)
        tweet: dict[str, Any] = {
            "edit_info": {
                "initial": {
                    "editTweetIds": [str(post.number)],
                    "editableUntil": iso(post.at),
                    "editsRemaining": "5",
                    "isEditEligible": post.kind != "reply",
                }
            },
            "retweeted": False,
            "source": '<a href="https://mobile.twitter.com" rel="nofollow">Twitter Web App</a>',
            "entities": {
                "hashtags": [{"text": tag, "indices": ["0", "1"]} for tag in _tags(text)],
                "symbols": [],
                "user_mentions": [_mention(other)] if other and post.kind != "quote" else [],
                "urls": urls,
            },
            "display_text_range": ["0", str(len(text))],
            "favorite_count": str(self.received[post.number, "like"]),
            "id_str": str(post.number),
            "truncated": False,
            "retweet_count": str(self.received[post.number, "repost"]),
            "id": str(post.number),
            "created_at": written(post.at),
            "favorited": False,
            "full_text": text,
            "lang": post.language,
        }
        return tweet | (_reply_fields(post, other) if other and post.kind == "reply" else {})


def _reply_fields(post: Post, other: Person) -> Item:
    fields = {
        "in_reply_to_user_id": str(other.number),
        "in_reply_to_user_id_str": str(other.number),
        "in_reply_to_screen_name": other.handle,
    }
    if post.parent is not None:
        fields |= {"in_reply_to_status_id": str(post.parent), "in_reply_to_status_id_str": str(post.parent)}
    return fields


def _text(post: Post, other: Person | None) -> tuple[str, list[Item]]:
    """Return the text as X stores it, escaped, and the links in it."""
    text = post.text
    if post.kind == "note":
        text = text[:275] + "… https://t.co/longerpost"
    if other is not None and post.kind == "repost":
        text = f"RT @{other.handle}: {text}"
    if other is not None and post.kind == "reply":
        text = f"@{other.handle} {text}"
    found = [word for word in text.split() if word.startswith("https://t.co/")]
    urls = [(url, f"https://quillstad.example/{url[-10:]}") for url in found]
    if other is not None and post.kind == "quote":
        url = f"https://t.co/q{post.number % 10**9:09d}"
        text = f"{text} {url}"
        urls.append((url, f"https://twitter.com/{other.handle}/status/{post.parent}"))
    listed = [{"url": u, "expanded_url": to, "display_url": to[8:30], "indices": ["0", "1"]} for u, to in urls]
    return escape(text, quote=False), listed


def _tags(text: str) -> list[str]:
    return [word[1:] for word in text.split() if word.startswith("#")]


def _mention(person: Person) -> Item:
    number = str(person.number)
    return {
        "name": person.name,
        "screen_name": person.handle,
        "indices": ["0", str(len(person.handle) + 1)],
        "id_str": number,
        "id": number,
    }


def _header(world: World, post: Post) -> dict[str, str]:
    return {"tweet_id": str(post.number), "user_id": str(world.ego.number), "created_at": written(post.at)}


def _note(post: Post) -> Item:
    # The long text is minted just before its tweet, and names it nowhere.
    number = post.number - (40 << 22)
    core = {"styletags": [], "urls": [], "text": post.text, "mentions": [], "cashtags": [], "hashtags": []}
    life = {"value": "Published", "name": "Published", "originalName": "Published", "annotations": {}}
    note = {
        "noteTweetId": str(number),
        "updatedAt": iso(post.at),
        "lifecycle": life,
        "createdAt": iso(post.at),
        "core": core,
    }
    return {"noteTweet": note}


def _likes(world: World) -> list[Item]:
    liked = [act for act in reversed(world.acts) if act.actor == EGO and act.kind == "like"]
    return [
        {
            "like": {
                "tweetId": str(act.number - (3_600_000 << 22)),
                "fullText": act.text,
                "expandedUrl": f"https://twitter.com/i/web/status/{act.number - (3_600_000 << 22)}",
            }
        }
        for act in liked
    ]


def _link(person: Person) -> Item:
    return {
        "accountId": str(person.number),
        "userLink": f"https://twitter.com/intent/user?user_id={person.number}",
    }


def _list_files(world: World) -> Iterable[tuple[str, list[Item]]]:
    owners = world.of("two_way")[:2]
    own = [f"https://twitter.com/{world.ego.handle}/lists/paper-people"] if world.people else []
    yield "lists-created", [{"userListInfo": {"url": url}} for url in own]
    member = [
        f"https://twitter.com/{person.handle}/lists/{1_500_000_000_000_000_000 + n}" for n, person in enumerate(owners)
    ]
    yield "lists-member", [{"userListInfo": {"url": url}} for url in member]
    yield "lists-subscribed", [{"userListInfo": {"url": url}} for url in member[:1]]


def _message_files(world: World) -> Iterable[tuple[str, list[Item]]]:
    threads: dict[str, list[Message]] = {}
    for message in reversed(world.messages):
        threads.setdefault(message.thread, []).append(message)
    group = threads.pop("group", [])
    single = [(key, [_created(world, m) for m in messages]) for key, messages in threads.items()]
    yield "direct-messages", [_conversation(_pair(world, key), events) for key, events in single]
    yield "direct-message-headers", [_conversation(_pair(world, key), _bare(events)) for key, events in single]
    several = [*(_created(world, message) for message in group), *_group_events(world, group)]
    name = str(group[-1].number - (60_000 << 22)) if group else ""
    yield "direct-messages-group", [_conversation(name, several)] if group else []
    yield "direct-message-group-headers", [_conversation(name, _bare(several))] if group else []


def _conversation(name: str, events: list[Item]) -> Item:
    return {"dmConversation": {"conversationId": name, "messages": events}}


def _pair(world: World, key: str) -> str:
    return "-".join(str(number) for number in sorted((world.ego.number, world.people[key].number)))


def _number(world: World, key: str) -> str:
    return str(world.ego.number if key == EGO else world.people[key].number)


def _created(world: World, message: Message) -> Item:
    links = [word for word in message.text.split() if word.startswith("https://")]
    is_group = message.thread == "group"
    event: dict[str, Any] = {
        "reactions": [],
        "urls": [{"url": link, "expanded": link, "display": link[8:]} for link in links],
        "text": escape(message.text, quote=False),
        "mediaUrls": [],
        "senderId": _number(world, message.sender),
        "id": str(message.number),
        "createdAt": iso(message.at),
        "editHistory": [],
    }
    if is_group and message.sender == EGO:
        reaction = {
            "senderId": _number(world, world.group[0]),
            "reactionKey": "like",
            "eventId": str(message.number + 1),
        }
        event["reactions"] = [reaction | {"createdAt": iso(message.at)}]
    if not is_group:
        event["recipientId"] = _number(world, message.thread if message.sender == EGO else EGO)
    return {"messageCreate": event}


def _group_events(world: World, messages: list[Message]) -> list[Item]:
    """Return how the group began, oldest last as X has it."""
    if not messages:
        return []
    begin = iso(ago(61))
    members = [_number(world, key) for key in world.group]
    named = {"initiatingUserId": members[0], "name": "Paper market", "createdAt": iso(ago(60.5))}
    joined = {"initiatingUserId": members[0], "participantsSnapshot": members[:-1], "createdAt": begin}
    later = {"initiatingUserId": members[0], "userIds": members[-1:], "createdAt": iso(ago(60.8))}
    return [{"conversationNameUpdate": named}, {"participantsJoin": later}, {"joinConversation": joined}]


def _bare(events: Iterable[Item]) -> list[Item]:
    kept = ("id", "senderId", "recipientId", "createdAt")
    return [
        {kind: {name: body[name] for name in kept if name in body} if kind == "messageCreate" else body}
        for event in events
        for kind, body in event.items()
    ]
