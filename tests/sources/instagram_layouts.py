"""A made-up person's Instagram export: the same facts in the layouts of three times, and of before 2021."""

from __future__ import annotations

import json
from typing import Any

from tests.sources.facebook_layouts import DAY, NOW, message, thread, written

OWNER = "jane.roe"


def item(handle: str, days: float, *, title: bool = False) -> dict[str, Any]:
    """Return an entry of a list, in the spelling of before 2025 or (`title`) of since."""
    stamp = int(NOW - days * DAY)
    if title:
        href = f"https://www.instagram.com/_u/{handle}"
        return {"title": handle, "string_list_data": [{"href": href, "timestamp": stamp}]}
    entry = {"href": f"https://www.instagram.com/{handle}", "value": handle, "timestamp": stamp}
    return {"title": "", "media_list_data": [], "string_list_data": [entry]}


def labelled(handle: str, days: float, username: str = "Username") -> dict[str, Any]:
    """Return an entry in the labelled form of 2025, its labels in some language, its owner nested."""
    return {
        "timestamp": int(NOW - days * DAY),
        "media": [],
        "label_values": [
            {"label": "URL", "value": f"https://www.instagram.com/{handle}", "href": ""},
            {"title": "Owner", "dict": [{"title": "", "dict": [{"label": username, "value": handle}]}]},
        ],
        "fbid": "17841459137562888",
    }


FOLLOWERS = [("bo_diaz", 10), ("zoe.fjord", 400), ("cora", 900)]
FOLLOWING = [("bo_diaz", 9), ("hana.star", 950)]
LIKES = [("bo_diaz", 20), ("hana.star", 21)]


def profile(username: str = "Username", name: str = "Name") -> bytes:
    """Return the profile, its labels in some language."""
    values = {username: {"value": OWNER}, name: {"value": "Jane Roë"}, "Bio": {"value": "tea ☕"}}
    return written({"profile_user": [{"string_map_data": values}]})


def comment(days: float, text: str, owner: str, labels: tuple[str, str, str]) -> dict[str, Any]:
    """Return a comment whose values are named in some language."""
    said, whose, when = labels
    stamp = {"timestamp": int(NOW - days * DAY)}
    return {"string_map_data": {said: {"value": text}, whose: {"value": owner}, when: stamp}}


def activity(prefix: str, labels: tuple[str, str, str]) -> dict[str, bytes]:
    """Return posts, comments, stories and messages, which changed little."""
    comments = [
        comment(30, "so good @cora ☕", "bo_diaz", labels),
        comment(31, "mine", OWNER, labels),
    ]
    post = {"media": [{"uri": "a.jpg", "creation_timestamp": NOW - 40 * DAY, "title": "with @zoe.fjord"}]}
    like = {"title": "cora", "string_list_data": [{"timestamp": NOW - 50 * DAY}]}
    poll = {"title": "cora", "string_list_data": [{"timestamp": NOW - 51 * DAY, "value": "yes"}]}
    chat = [message("Zoë F.", 5, "salut ☕"), message("Jane Roë", 6, "hello")]
    group = [message("Zoë F.", 7, "hi"), message("Somebody", 8, "who?"), message("Jane Roë", 8.5, "Liked a message")]
    return {
        f"{prefix}comments/post_comments_1.json": written(comments),
        f"{prefix}story_interactions/story_likes.json": written({"story_activities_story_likes": [like]}),
        f"{prefix}story_interactions/polls.json": written({"story_activities_polls": [poll]}),
        f"{prefix}messages/inbox/zoefjord_1234567/message_1.json": thread("x", ["Zoë F.", "Jane Roë"], chat),
        f"{prefix}messages/inbox/us_2345678/message_1.json": thread("x", ["Zoë F.", "Somebody", "Jane Roë"], group),
        f"{prefix}messages/message_requests/max_3456789/message_1.json": thread(
            "x", ["Max Pitch", "Jane Roë"], [message("Max Pitch", 4, "offer https://e.example")]
        ),
        f"{prefix}media/posts_1.json": written([post]),
    }


def liked_thread(title: str, author: str, days: float) -> dict[str, Any]:
    """Return a like on Threads, where the title may be a display name and the value is the sign."""
    href = f"https://www.threads.net/@{author}/post/Abc{int(days)}"
    entry = {"href": href, "value": "\U0001f44d", "timestamp": int(NOW - days * DAY)}
    return {"title": title, "media_list_data": [], "string_list_data": [entry]}


def posted(text: str, days: float, *, is_reply: bool = False) -> dict[str, Any]:
    """Return a post or a reply on Threads."""
    about = {"reply_control": "everyone", "is_reply": is_reply}
    return {"media": [{"uri": "", "creation_timestamp": int(NOW - days * DAY), "title": text, "text_app_post": about}]}


def era_2021() -> dict[str, bytes]:
    """Return the export as it was in 2021 and 2022."""
    folder = "followers_and_following/"
    old = [{"title": owner, "string_list_data": [{"value": "👍", "timestamp": NOW - d * DAY}]} for owner, d in LIKES]
    return {
        f"{folder}followers.json": written({"relationships_followers": [item(*each) for each in FOLLOWERS]}),
        f"{folder}following.json": written({"relationships_following": [item(*each) for each in FOLLOWING]}),
        f"{folder}pending_follow_requests.json": written({"relationships_follow_requests_sent": [item("dirk", 3)]}),
        f"{folder}recent_follow_requests.json": written(
            {"relationships_permanent_follow_requests": [item("dirk", 3), item("bo_diaz", 9.5)]}
        ),
        f"{folder}follow_requests_you've_received.json": written(
            {"relationships_follow_requests_received": [item("eve", 2)]}
        ),
        f"{folder}recently_unfollowed_accounts.json": written(
            {"relationships_unfollowed_users": [item("finn", 6), item("bo_diaz", 60)]}
        ),
        f"{folder}removed_suggestions.json": written({"relationships_dismissed_suggested_users": [item("gus", 100)]}),
        f"{folder}blocked_accounts.json": written({"relationships_blocked_users": [item("spam_1", 110)]}),
        f"{folder}restricted_accounts.json": written({"relationships_restricted_users": [item("loud", 120)]}),
        f"{folder}close_friends.json": written({"relationships_close_friends": [item("zoe.fjord", 130)]}),
        "account_information/personal_information.json": profile(),
        "likes/liked_posts.json": written({"likes_media_likes": old}),
        **activity("", ("Comment", "Media Owner", "Time")),
    }


def era_2025() -> dict[str, bytes]:
    """Return the export as it is since 2025, in Dutch, re-packed, with a byte order mark and litter."""
    top = "mine/"
    folder = f"{top}connections/followers_and_following/"
    return {
        f"{folder}followers_1.json": b"\xef\xbb\xbf" + written([item(*each) for each in FOLLOWERS[:2]]),
        f"{folder}followers_2.json": written([item(*each) for each in FOLLOWERS[2:]]),
        f"{folder}following.json": written(
            {"relationships_following": [item(*each, title=True) for each in FOLLOWING]}
        ),
        f"{folder}pending_follow_requests.json": written({"relationships_follow_requests_sent": [item("dirk", 3)]}),
        f"{folder}recent_follow_requests.json": written(
            {"relationships_permanent_follow_requests": [item("dirk", 3), item("bo_diaz", 9.5)]}
        ),
        f"{folder}follow_requests_you’ve_received.json": written(
            {"relationships_follow_requests_received": [item("eve", 2, title=True)]}
        ),
        f"{folder}recently_unfollowed_profiles.json": written(
            {"relationships_unfollowed_users": [item("finn", 6, title=True), item("bo_diaz", 60)]}
        ),
        f"{folder}removed_suggestions.json": written({"relationships_dismissed_suggested_users": [item("gus", 100)]}),
        f"{folder}blocked_profiles.json": written(labelled("spam_1", 110, "Gebruikersnaam")),
        f"{folder}restricted_profiles.json": written({"relationships_restricted_users": [item("loud", 120)]}),
        f"{folder}close_friends.json": written({"relationships_close_friends": [item("zoe.fjord", 130)]}),
        f"{top}personal_information/personal_information/personal_information.json": profile("Gebruikersnaam", "Naam"),
        f"{top}your_instagram_activity/likes/liked_posts.json": written(
            [labelled(owner, days, "Gebruikersnaam") for owner, days in LIKES]
        ),
        f"{top}your_instagram_activity/threads/followers.json": written(
            {"text_post_app_text_post_app_followers": [item("bo_diaz", 11)]}
        ),
        f"{top}your_instagram_activity/threads/liked_threads.json": written(
            {"text_post_app_media_likes": [liked_thread("Hana Star", "hana.star", 12), liked_thread("", "cora", 13)]}
        ),
        f"{top}your_instagram_activity/threads/threads_and_replies.json": written(
            {"text_post_app_text_posts": [posted("Tea with @bo_diaz", 14), posted("Gladly ☕", 15, is_reply=True)]}
        ),
        "__MACOSX/mine/._x.json": b"\x00\x05",
        **activity(f"{top}your_instagram_activity/", ("Opmerking", "Media-eigenaar", "Tijd")),
    }


def era_2019() -> dict[str, bytes]:
    """Return an export of before 2021: maps of user names and times in a few files at the top."""
    when = "2019-05-01T10:00:00+00:00"
    return {
        "connections.json": json.dumps({
            "followers": {"bo_diaz": when},
            "following": {"bo_diaz": when, "hana.star": when},
            "blocked_users": {"spam_1": when},
            "follow_requests_sent": {"dirk": when},
            "following_hashtags": {"tea": when},
        }).encode(),
        "likes.json": json.dumps({"media_likes": [[when, "bo_diaz"]], "comment_likes": []}).encode(),
        "comments.json": json.dumps({"media_comments": [[when, "nice", "bo_diaz"]]}).encode(),
        "messages.json": json.dumps(
            [
                {
                    "participants": [OWNER, "bo_diaz"],
                    "conversation": [{"sender": "bo_diaz", "created_at": when, "text": "hi"}],
                }
            ]
        ).encode(),
        "profile.json": json.dumps({"username": OWNER, "name": "Jane Roë"}).encode(),
    }  # fmt: skip
