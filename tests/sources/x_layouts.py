"""Made-up X archives, the same facts in every layout, as names and bytes."""

from __future__ import annotations

import json
from typing import Any

EGO, FRIEND, OTHER, GONE = "700000000000000042", "700000000000000077", "12345", "-1"
MADE_AT = "2023-09-01T00:00:00.000Z"

POST, REPLY, REPOST, QUOTE, TALK = (str(1690395372546301952 + n * (1 << 22) * 60_000) for n in range(5))


def mention(handle: str, name: str, id_: str) -> dict[str, Any]:
    """Return a named account as a post has it."""
    return {"name": name, "screen_name": handle, "indices": ["0", "5"], "id_str": id_, "id": id_}


def tweet(id_: str, text: str, *mentions: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a post as an archive has it."""
    urls = [{"url": u, "expanded_url": e, "display_url": e} for u, e in more.pop("urls", ())]
    return {
        "entities": {"hashtags": [], "symbols": [], "user_mentions": list(mentions), "urls": urls},
        "favorite_count": "3", "id_str": id_, "id": id_, "retweet_count": "1", "truncated": False,
        "created_at": "Sat Aug 12 16:10:37 +0000 2023", "full_text": text, "lang": "en", **more,
    }  # fmt: skip


FRIEND_NAMED = mention("Fern", "Fern Example", FRIEND)
OTHER_NAMED = mention("otto", "Otto Example", OTHER)
TWEETS = [
    tweet(POST, "bread &amp; &lt;butter&gt; https://t.co/a", urls=[("https://t.co/a", "https://example.org/bread")]),
    tweet(
        REPLY, "@Fern @otto yes, ask @nobody", FRIEND_NAMED, OTHER_NAMED, mention("nobody", "Gone", GONE),
        in_reply_to_status_id_str=POST, in_reply_to_status_id=POST, in_reply_to_user_id_str=FRIEND,
        in_reply_to_user_id=FRIEND, in_reply_to_screen_name="Fern",
    ),
    tweet(REPOST, "RT @otto: about @Fern", OTHER_NAMED, FRIEND_NAMED),
    tweet(QUOTE, "see https://t.co/q", urls=[("https://t.co/q", "https://twitter.com/Quill/status/1690000000000000000")]),
    tweet(TALK, "with @Fern and @otto", FRIEND_NAMED, OTHER_NAMED),
]  # fmt: skip

MESSAGES = [
    {"messageCreate": {
        "id": "1690395372546301990", "senderId": FRIEND, "recipientId": EGO, "createdAt": "2023-08-12T16:10:37.510Z",
        "text": "hello &amp; https://t.co/m", "mediaUrls": [],
        "urls": [{"url": "https://t.co/m", "expanded": "https://example.org/m", "display": "m"}],
        "reactions": [{"senderId": EGO, "reactionKey": "like", "eventId": "9", "createdAt": "2023-08-12T17:00:00.000Z"}],
    }},
    {"messageCreate": {
        "id": "1690395372546301991", "senderId": EGO, "recipientId": FRIEND, "createdAt": "2023-08-12T17:10:00.000Z",
        "text": "hi", "mediaUrls": [], "urls": [], "reactions": [],
    }},
]  # fmt: skip
GROUP = [
    {
        "joinConversation": {
            "initiatingUserId": FRIEND,
            "participantsSnapshot": [EGO, FRIEND],
            "createdAt": "2023-08-01T00:00:00.000Z",
        }
    },
    {
        "messageCreate": {
            "id": "1690395372546302000",
            "senderId": FRIEND,
            "createdAt": "2023-08-02T00:00:00.000Z",
            "text": "two of us",
            "urls": [],
        }
    },
    {"participantsJoin": {"initiatingUserId": FRIEND, "userIds": [OTHER], "createdAt": "2023-08-03T00:00:00.000Z"}},
    {
        "messageCreate": {
            "id": "1690395372546302001",
            "senderId": EGO,
            "createdAt": "2023-08-04T00:00:00.000Z",
            "text": "three",
            "urls": [],
        }
    },
    {"participantsLeave": {"userIds": [FRIEND], "createdAt": "2023-08-05T00:00:00.000Z"}},
    {
        "messageCreate": {
            "id": "1690395372546302002",
            "senderId": EGO,
            "createdAt": "2023-08-06T00:00:00.000Z",
            "text": "two",
            "urls": [],
        }
    },
    {"conversationNameUpdate": {"initiatingUserId": EGO, "name": "us", "createdAt": "2023-08-06T00:00:00.000Z"}},
]

ACCOUNT = {
    "email": "ego@example.invalid", "username": "ego", "accountId": EGO, "createdAt": "2016-02-18T00:00:00.000Z",
    "accountDisplayName": "Ego Example",
}  # fmt: skip

#: name now: wrapper key, items
FACTS: dict[str, tuple[str, list[Any]]] = {
    "account": ("account", [ACCOUNT]),
    "profile": (
        "profile",
        [{"description": {"bio": "bread", "website": "", "location": "Here"}, "avatarMediaUrl": "https://x/y.jpg"}],
    ),
    "screen-name-change": (
        "screenNameChange",
        [{"accountId": EGO, "screenNameChange": {"changedAt": MADE_AT, "changedFrom": "oldego", "changedTo": "ego"}}],
    ),
    "tweets": ("tweet", TWEETS),
    "like": ("like", [{"tweetId": "1600000000000000000", "fullText": "x"}, {"tweetId": "20"}]),
    "follower": ("follower", [{"accountId": FRIEND, "userLink": "-"}, {"accountId": OTHER, "userLink": "-"}]),
    "following": ("following", [{"accountId": FRIEND, "userLink": "-"}]),
    "block": ("blocking", [{"accountId": "777"}]),
    "mute": ("muting", [{"accountId": "778"}]),
    "lists-member": ("userListInfo", [{"url": "https://twitter.com/Lister/lists/good-bakers"}]),
    "direct-messages": ("dmConversation", [{"conversationId": f"{EGO}-{FRIEND}", "messages": MESSAGES}]),
    "direct-messages-group": ("dmConversation", [{"conversationId": "1500000000000000000", "messages": GROUP}]),
    "ad-engagements": ("ad", [{"adsUserData": {}}]),
}


def script(name: str, items: list[Any], part: int = 0, indent: int | None = 2, end: str = "") -> bytes:
    """Return a list as the archive writes it."""
    head = f"window.YTD.{name.replace('-', '_')}.part{part} = "
    return (head + json.dumps(items, indent=indent) + end).encode()


def manifest(files: dict[str, int], **info: Any) -> bytes:
    """Return a manifest that lists files and how many items each holds."""
    kinds = {n: {"files": [{"fileName": n, "globalName": "YTD", "count": str(c)}]} for n, c in files.items()}
    document = {
        "userInfo": {"accountId": EGO, "userName": "ego", "displayName": "Ego Example"},
        "archiveInfo": {"sizeBytes": "1", "generationDate": MADE_AT, "isPartialArchive": False, **info},
        "dataTypes": kinds,
    }
    return b"window.__THAR_CONFIG = " + json.dumps(document, indent=2).encode()


def current(indent: int | None = 2, end: str = "") -> dict[str, bytes]:
    """Return the layout of today."""
    files = {
        f"data/{name}.js": script(name, [{key: item} for item in items], indent=indent, end=end)
        for name, (key, items) in FACTS.items()
    }
    listed = manifest({name: len(FACTS[name[5:-3]][1]) for name in files})
    return {"data/manifest.js": listed, "Your archive.html": b"<html>", "assets/js/main.js": b"1", **files}


def of_2020() -> dict[str, bytes]:
    """Return the layout of 2020: `tweet.js`."""
    files = current()
    files["data/tweet.js"] = files.pop("data/tweets.js").replace(b"YTD.tweets", b"YTD.tweet")
    files["data/manifest.js"] = files["data/manifest.js"].replace(b"data/tweets.js", b"data/tweet.js")
    return files


def of_2018() -> dict[str, bytes]:
    """Return the layout of 2018: files in the root, items bare, other names, no manifest."""
    once = {"tweets": "tweet", "direct-messages": "direct-message", "direct-messages-group": "direct-message-group"}
    wrapped = {"direct-messages", "direct-messages-group"}
    return {
        f"{once.get(name, name)}.js": script(
            once.get(name, name), [{key: item} if name in wrapped else item for item in items]
        )
        for name, (key, items) in FACTS.items()
    }


def in_parts() -> dict[str, bytes]:
    """Return today's layout with posts in two parts."""
    files = current()
    wrapped = [{"tweet": item} for item in TWEETS]
    files["data/tweets.js"] = script("tweets", wrapped[:2])
    files["data/tweets-part1.js"] = script("tweets", wrapped[2:], part=1)
    counts = {n: len(FACTS[n[5:-3]][1]) for n in files if n[5:-3] in FACTS} | {
        "data/tweets.js": 2,
        "data/tweets-part1.js": 3,
    }
    files["data/manifest.js"] = manifest(counts)
    return files


def classic() -> dict[str, bytes]:
    """Return the layout until 2018: months of posts, a table of posts, details of the user."""
    repost = tweet("300", "RT @otto: old", OTHER_NAMED, retweeted_status={"id_str": "250", "user": OTHER_NAMED})
    old = tweet("200", "old bread")
    for each in (repost, old):
        each["text"] = each.pop("full_text")
        each["created_at"] = "2010-01-02 03:04:05 +0000"
    table = (
        '"tweet_id","in_reply_to_status_id","in_reply_to_user_id","timestamp","source","text","retweeted_status_id",'
        '"retweeted_status_user_id","retweeted_status_timestamp","expanded_urls"\r\n'
        '"300","","","2010-01-02 03:04:05 +0000","web","RT @otto: old","250","12345","2010-01-01 00:00:00 +0000",""\r\n'
        '"100","90","12345","2009-01-02 03:04:05 +0000","web","a ""quoted"" word","","","",""\r\n'
    )
    return {
        "data/js/tweets/2010_01.js": b"Grailbird.data.tweets_2010_01 = " + json.dumps([repost, old]).encode(),
        "data/js/tweet_index.js": b"var tweet_index = []",
        "data/js/payload_details.js": b'var payload_details = {"tweets": 3, "created_at": "2012-05-06 07:08:09 +0000"}',
        "data/js/user_details.js": b'var user_details = {"screen_name": "ego", "full_name": "Ego", "id": "42"}',
        "tweets.csv": table.encode(),
        "README.txt": b"x", "index.html": b"x",
    }  # fmt: skip


def shifted(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return an archive as somebody packed it anew: a folder on top, a byte order mark, other line ends."""
    return {
        f"my archive/{name}": b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n") if name.endswith(".js") else data
        for name, data in files.items()
    }
