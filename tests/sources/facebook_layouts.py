"""A made-up person's Facebook export, the same facts in the layouts of three times and as encrypted chats."""

from __future__ import annotations

import json
from typing import Any

#: 2022-06-01T12:00:00Z; the facts lie at round distances from it.
NOW = 1654084800
DAY = 86400

OWNER = "Jane Roe"
ZOE = "Zoë Fjord"


def garbled(value: Any) -> Any:
    """Return a JSON value as Facebook writes it: every byte of non-ASCII text as a character."""
    if isinstance(value, str):
        return value.encode().decode("latin-1")
    if isinstance(value, list):
        return [garbled(each) for each in value]
    if isinstance(value, dict):
        return {garbled(key): garbled(each) for key, each in value.items()}
    return value


def written(value: Any) -> bytes:
    """Return a JSON file as Facebook writes it."""
    return json.dumps(garbled(value)).encode()


FRIENDS = [{"name": "Bo Diaz", "timestamp": NOW - 900 * DAY}, {"name": ZOE, "timestamp": NOW - 2000 * DAY}]
RECEIVED = [{"name": "Cora O'Brien", "timestamp": NOW - 3 * DAY}]
SENT = [{"name": "Dirk Moll", "timestamp": NOW - 4 * DAY}]
REJECTED = [{"name": "Eve Stone", "timestamp": NOW - 5 * DAY, "marked_as_spam": True}]
REMOVED = [{"name": "Finn Old", "timestamp": NOW - 6 * DAY}, {"name": "Bo Diaz", "timestamp": NOW - 1000 * DAY}]
FOLLOWERS = [{"name": "Gus Fan"}]
FOLLOWING = [{"name": "Hana Star", "timestamp": NOW - 70 * DAY}]
PAGES = [{"timestamp": NOW - 80 * DAY, "data": [{"name": "Tea Page"}], "title": "Tea Page"}]
LEFT_PAGES = [{"timestamp": NOW - 81 * DAY, "data": [{"name": "Rum Page"}], "title": "Rum Page"}]
LIKED_PAGES = [{"name": "Tea Page", "timestamp": NOW - 82 * DAY}]
BOOK = [
    {
        "name": "Bo",
        "details": [{"contact_point": "Bo@Example.org"}, {"contact_point": "+1 555 0100"}],
        "created_timestamp": NOW,
        "updated_timestamp": NOW,
    }
]
COMMENTS = [
    {
        "timestamp": NOW - 10 * DAY,
        "title": f"{OWNER} commented on {ZOE}'s photo.",
        "data": [{"comment": {"timestamp": NOW - 10 * DAY, "comment": "lovely é https://e.example", "author": OWNER}}],
    },
    {
        "timestamp": NOW - 11 * DAY,
        "title": f"{OWNER} replied to Bo Diaz’s comment.",
        "data": [{"comment": {"timestamp": NOW - 11 * DAY, "comment": "yes", "author": OWNER, "group": "Tea Lovers"}}],
    },
    {
        "timestamp": NOW - 12 * DAY,
        "title": f"{OWNER} commented on her own post.",
        "data": [{"comment": {"timestamp": NOW - 12 * DAY, "comment": "mine", "author": OWNER}}],
    },
]
REACTIONS = [
    {
        "timestamp": NOW - 13 * DAY,
        "title": f"{OWNER} likes Bo Diaz's post.",
        "data": [{"reaction": {"reaction": "LIKE", "actor": OWNER}}],
    },
    {
        "timestamp": NOW - 14 * DAY,
        "title": f"{OWNER} xyzzy plugh.",
        "data": [{"reaction": {"reaction": "WOW", "actor": OWNER}}],
    },
]
LABELLED_REACTIONS = [
    {
        "timestamp": NOW - 13 * DAY,
        "media": [],
        "label_values": [
            {"label": "Reaktion", "value": "Like"},
            {"label": "Name", "value": "Bo Diaz"},
            {"label": "URL", "value": "https://www.facebook.com/1"},
        ],
        "fbid": "1",
    },
    {
        "timestamp": NOW - 15 * DAY,
        "media": [],
        "label_values": [{"label": "Réaction", "value": "Wow"}, {"label": "Nom", "value": ZOE}],
        "fbid": "2",
    },
]
POSTS: list[dict[str, Any]] = [
    {
        "timestamp": NOW - 20 * DAY,
        "title": f"{OWNER} is with Bo Diaz.",
        "data": [{"post": "a day out ☕"}, {"update_timestamp": NOW - 20 * DAY}],
        "attachments": [{"data": [{"external_context": {"name": "e", "url": "https://e.example/x"}}]}],
        "tags": [{"name": "Bo Diaz"}, ZOE],
    },
    {"timestamp": NOW - 21 * DAY, "attachments": [{"data": [{"media": {"uri": "a.jpg", "description": "the sea"}}]}]},
]
WALL = [{"timestamp": NOW - 22 * DAY, "title": f"{ZOE} wrote on your timeline.", "data": [{"post": "Happy day!"}]}]
ALBUM = {
    "name": "Sea",
    "photos": [
        {
            "uri": "b.jpg",
            "creation_timestamp": NOW - 400 * DAY,
            "comments": [
                {"timestamp": NOW - 399 * DAY, "comment": "wow", "author": "Bo Diaz"},
                {"timestamp": NOW - 398 * DAY, "comment": "thanks", "author": OWNER},
            ],
        },
        {"uri": "c.jpg", "creation_timestamp": NOW - 401 * DAY},
    ],
    "cover_photo": {"uri": "b.jpg"},
    "last_modified_timestamp": NOW - 398 * DAY,
    "description": "",
}


def thread(path: str, people: list[str], messages: list[dict[str, Any]], **more: Any) -> bytes:
    """Return one file of a thread."""
    return written({
        "participants": [{"name": name} for name in people],
        "messages": messages,
        "title": people[0],
        "is_still_participant": True,
        "thread_path": path,
        "magic_words": [],
        **more,
    })  # fmt: skip


def message(name: str, days: float, text: str | None, **more: Any) -> dict[str, Any]:
    """Return a message sent so many days before now."""
    said = {"sender_name": name, "timestamp_ms": int((NOW - days * DAY) * 1000) + 123}
    return {**said, **({"content": text} if text is not None else {}), **more}


def threads(prefix: str, file: str = "message_1.json") -> dict[str, bytes]:
    """Return the threads: between two (with an archived one), a group, a request, with events that are none."""
    zoe = [
        message(ZOE, 1, "bonne journée ☕", reactions=[{"reaction": "👍", "actor": OWNER}]),
        message(OWNER, 2, "hello https://e.example/a", type="Generic"),
        message(ZOE, 2.5, "You are now connected on Messenger."),
        message(ZOE, 3, None, call_duration=60),
        message(ZOE, 4, None, is_unsent=True),
    ]
    group = [
        message("Bo Diaz", 5, "hi all"),
        message("Bo Diaz", 6, "Bo Diaz named the group Tea."),
        message(OWNER, 7, "welcome"),
    ]
    return {
        f"{prefix}messages/inbox/zoefjord_1234567/{file}": thread("inbox/zoefjord_1234567", [ZOE, OWNER], zoe),
        f"{prefix}messages/inbox/tea_2345678/{file}": thread(
            "inbox/tea_2345678", ["Bo Diaz", ZOE, OWNER], group, joinable_mode={"mode": 1, "link": ""}
        ),
        f"{prefix}messages/archived_threads/bodiaz_3456789/{file}": thread(
            "archived_threads/bodiaz_3456789", ["Bo Diaz", OWNER], [message("Bo Diaz", 30, "old")]
        ),
        f"{prefix}messages/message_requests/max_4567890/{file}": thread(
            "message_requests/max_4567890", ["Max Pitch", OWNER], [message("Max Pitch", 8, "buy this")]
        ),
        f"{prefix}messages/filtered_threads/facebookuser_5678901/{file}": thread(
            "filtered_threads/facebookuser_5678901", ["Facebook user", OWNER], [message("Facebook user", 9, "?")]
        ),
    }


def era_2018() -> dict[str, bytes]:
    """Return the export as it was from 2018 to 2020."""
    return {
        "friends/friends.json": written({"friends": FRIENDS}),
        "friends/received_friend_requests.json": written({"received_requests": RECEIVED}),
        "friends/sent_friend_requests.json": written({"sent_requests": SENT}),
        "friends/rejected_friend_requests.json": written({"rejected_requests": REJECTED}),
        "friends/removed_friends.json": written({"deleted_friends": REMOVED}),
        "following_and_followers/followers.json": written({"followers": FOLLOWERS}),
        "following_and_followers/following.json": written({"following": FOLLOWING}),
        "following_and_followers/followed_pages.json": written({"pages_followed": PAGES}),
        "following_and_followers/unfollowed_pages.json": written({"pages_unfollowed": LEFT_PAGES}),
        "likes_and_reactions/pages.json": written({"page_likes": LIKED_PAGES}),
        "likes_and_reactions/posts_and_comments.json": written({"reactions": REACTIONS}),
        "comments/comments.json": written({"comments": COMMENTS}),
        "posts/your_posts.json": written({"status_updates": POSTS}),
        "posts/other_people's_posts_to_your_timeline.json": written({"wall_posts_sent_to_you": WALL}),
        "photos_and_videos/album/0.json": written(ALBUM),
        "about_you/your_address_books.json": written({"address_book": {"address_book": BOOK}}),
        "profile_information/profile_information.json": written(
            {"profile": {"name": {"full_name": OWNER}, "emails": {}, "registration_timestamp": NOW - 4000 * DAY}}
        ),
        **threads("", "message.json"),
    }


def era_2021() -> dict[str, bytes]:
    """Return the export as it was in 2021 and 2022, with newer keys and names."""
    return {
        "friends_and_followers/friends.json": written({"friends_v2": FRIENDS}),
        "friends_and_followers/friend_requests_received.json": written({"received_requests_v2": RECEIVED}),
        "friends_and_followers/friend_requests_sent.json": written({"sent_requests_v2": SENT}),
        "friends_and_followers/rejected_friend_requests.json": written({"rejected_requests_v2": REJECTED}),
        "friends_and_followers/removed_friends.json": written({"deleted_friends_v2": REMOVED}),
        "friends_and_followers/people_who_followed_you.json": written({"followers_v2": FOLLOWERS}),
        "friends_and_followers/who_you_follow.json": written({"following_v2": FOLLOWING}),
        "pages/pages_and_profiles_you_follow.json": written({"pages_followed_v2": PAGES}),
        "pages/pages_and_profiles_you've_unfollowed.json": written({"pages_unfollowed_v2": LEFT_PAGES}),
        "pages/pages_you've_liked.json": written({"page_likes_v2": LIKED_PAGES}),
        "comments_and_reactions/posts_and_comments.json": written({"reactions_v2": REACTIONS}),
        "comments_and_reactions/comments.json": written({"comments_v2": COMMENTS}),
        "posts/your_posts_1.json": written(POSTS),
        "posts/other_people's_posts_to_your_timeline.json": written({"wall_posts_sent_to_you": WALL}),
        "posts/album/0.json": written(ALBUM),
        "about_you/your_address_books.json": written({"address_book_v2": {"address_book": BOOK}}),
        "profile_information/profile_information.json": written(
            {"profile_v2": {"name": {"full_name": OWNER}, "registration_timestamp": NOW - 4000 * DAY}}
        ),
        **threads(""),
    }


def era_2023() -> dict[str, bytes]:
    """Return the export as it is since 2023, re-packed under a folder, with a byte order mark and litter."""
    top, done = "download/", "download/your_facebook_activity/"
    return {
        f"{top}connections/friends/your_friends.json": b"\xef\xbb\xbf" + written({"friends_v2": FRIENDS}),
        f"{top}connections/friends/received_friend_requests.json": written({"received_requests_v2": RECEIVED}),
        f"{top}connections/friends/sent_friend_requests.json": written({"sent_requests_v2": SENT}),
        f"{top}connections/friends/rejected_friend_requests.json": written({"rejected_requests_v2": REJECTED}),
        f"{top}connections/friends/removed_friends.json": written({"deleted_friends_v2": REMOVED}),
        f"{top}connections/followers/people_who_followed_you_1.json": written(
            [{"title": "", "media_list_data": [], "string_list_data": [{"value": each["name"]}]} for each in FOLLOWERS]
        ),
        f"{top}connections/followers/who_you_ve_followed.json": written({"following_v3": FOLLOWING}),
        f"{done}pages/pages_and_profiles_you_follow.json": written({"pages_followed_v2": PAGES}),
        f"{done}pages/pages_and_profiles_you’ve_unfollowed.json": written({"pages_unfollowed_v2": LEFT_PAGES}),
        f"{done}pages/pages_you_ve_liked.json": written({"page_likes_v2": LIKED_PAGES}),
        f"{done}comments_and_reactions/likes_and_reactions.json": written(REACTIONS),
        f"{done}comments_and_reactions/comments.json": written({"comments_v2": COMMENTS}),
        f"{done}posts/your_posts__check_ins__photos_and_videos_1.json": written(POSTS),
        f"{done}posts/other_people_s_posts_to_your_timeline.json": written({"wall_posts_sent_to_you": WALL}),
        f"{done}posts/album/0.json": written(ALBUM),
        f"{top}personal_information/other_personal_information/your_address_books.json": written(
            {"address_book_v2": {"address_book": BOOK}}
        ),
        f"{top}personal_information/profile_information/profile_information.json": written(
            {"profile_v2": {"name": {"full_name": OWNER}, "registration_timestamp": NOW - 4000 * DAY}}
        ),
        "__MACOSX/download/._start_here.json": b"\x00\x05\x16\x07",
        **threads(done),
    }


def sealed_chats() -> dict[str, bytes]:
    """Return Messenger's download of encrypted chats: sound letters, other names, one file per chat."""
    when = NOW * 1000
    chat = {
        "participants": [OWNER, ZOE],
        "threadName": "Zoë_1",
        "messages": [
            {
                "isUnsent": False,
                "media": [],
                "reactions": [{"actor": OWNER, "reaction": "❤"}],
                "senderName": ZOE,
                "text": "Ã© stays as it is, é too",
                "timestamp": when - 1000,
                "type": "text",
            },
            {"isUnsent": True, "media": [], "reactions": [], "senderName": OWNER, "timestamp": when, "type": "text"},
        ],
    }
    other = {"participants": [OWNER, "Bo Diaz"], "threadName": "Bo_2", "messages": []}
    chats = {"Zoë_1.json": chat, "Bo_2.json": other}
    files = {name: json.dumps(value, ensure_ascii=False).encode() for name, value in chats.items()}
    return {**files, "media/x.jpg": b""}
