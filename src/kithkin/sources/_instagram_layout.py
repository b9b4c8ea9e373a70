"""Where an Instagram export has what, in all its layouts, and how one is told from other archives."""

from __future__ import annotations

import re
from typing import Final

from kithkin.model.source import Archive
from kithkin.sources._meta_export import File

#: Each list: the stems it was ever stored under, and the folder it must lie in where the stem alone says too little.
LISTS: Final[dict[str, tuple[frozenset[str], frozenset[str]]]] = {
    "followers": (frozenset({"followers"}), frozenset({"followers_and_following"})),
    "following": (frozenset({"following"}), frozenset({"followers_and_following"})),
    "unfollowed": (frozenset({"recently_unfollowed_accounts", "recently_unfollowed_profiles"}), frozenset()),
    "pending": (frozenset({"pending_follow_requests"}), frozenset()),
    "recent": (frozenset({"recent_follow_requests"}), frozenset()),
    "received": (frozenset({"follow_requests_you_ve_received"}), frozenset()),
    "removed": (frozenset({"removed_suggestions"}), frozenset()),
    "blocked": (frozenset({"blocked_accounts", "blocked_profiles"}), frozenset()),
    "restricted": (frozenset({"restricted_accounts", "restricted_profiles"}), frozenset()),
    "close": (frozenset({"close_friends"}), frozenset()),
    "hidden": (frozenset({"hide_story_from"}), frozenset()),
    "favourites": (frozenset({"profiles_you_ve_favorited"}), frozenset()),
    "threads followers": (frozenset({"followers"}), frozenset({"threads"})),
    "threads following": (frozenset({"following"}), frozenset({"threads"})),
    "threads likes": (frozenset({"liked_threads"}), frozenset({"threads"})),
    "threads posts": (frozenset({"threads_and_replies"}), frozenset({"threads"})),
    "likes": (frozenset({"liked_posts", "liked_comments"}), frozenset()),
    "comments": (frozenset({"post_comments", "reels_comments", "hype"}), frozenset({"comments"})),
    "story likes": (frozenset({"story_likes"}), frozenset()),
    "story answers": (frozenset({"questions"}), frozenset({"story_interactions", "story_sticker_interactions"})),
    "story reactions": (
        frozenset({
            "polls", "quizzes", "emoji_sliders", "countdowns", "emoji_story_reactions",
            "story_reaction_sticker_reactions",
        }),
        frozenset({"story_interactions", "story_sticker_interactions"}),
    ),
    "posts": (
        frozenset({"posts", "archived_posts", "reels", "igtv_videos", "stories"}),
        frozenset({"media", "content"}),
    ),
    "contacts": (frozenset({"synced_contacts"}), frozenset()),
}  # fmt: skip

#: What a damaged item of a list makes incomplete.
TOPICS: Final[dict[str, tuple[str, ...]]] = {
    "followers": ("follows/follow",),
    "following": ("follows/follow",),
    "unfollowed": ("follows/follow",),
    "pending": ("requests/follow",),
    "recent": ("requests/follow",),
    "received": ("requests/follow",),
    "blocked": ("marks/block",),
    "restricted": ("marks/restrict",),
    "close": ("marks/close_friend",),
    "likes": ("interactions/like",),
    "threads likes": ("interactions/like",),
    "threads posts": ("posts/post", "interactions/mention"),
    "story likes": ("interactions/like",),
    "comments": ("interactions/comment", "interactions/mention", "posts/comment"),
    "story answers": ("interactions/comment",),
    "story reactions": ("interactions/reaction",),
    "posts": ("posts/post", "interactions/mention"),
}

#: The folders of all layouts; whatever lies under one of them is known to be there.
FOLDERS: Final = frozenset({
    "account_information", "ads_and_businesses", "ads_and_topics", "ads_information", "ai",
    "apps_and_websites", "apps_and_websites_off_of_instagram", "archived_posts", "autofill_information",
    "avatars_store", "comments", "connections", "contacts", "content", "device_information", "direct", "events",
    "files", "followers_and_following", "fundraisers", "guides", "information_about_you",
    "instagram_ads_and_businesses", "likes", "link_history", "logged_information", "login_and_account_creation",
    "loyalty_accounts",
    "media", "messages", "monetization", "music_recommendations", "other_activity", "other_personal_information",
    "past_instagram_insights", "personal_information", "photos", "preferences", "profile", "recent_search",
    "recent_searches", "reports", "saved", "security_and_login_information", "shopping", "stories",
    "story_interactions", "story_sticker_interactions", "subscriptions", "support_requests", "threads", "videos",
    "your_instagram_activity", "your_topics", "your_reels_sentiments", "your_reels_topics",
})  # fmt: skip

KEYS: Final = re.compile(
    rb'"(?:relationships_\w+|likes_(?:media|comment)_likes|comments_(?:media|reels|story)_comments|ig_stories'
    rb'|story_activities_\w+|profile_user|contacts_contact_info|text_post_app_\w+|ig_reels_media)"\s*:'
    rb"|instagram\.com/"
)
LEGACY_KEYS: Final = re.compile(
    rb'"(?:follow_requests_sent|permanent_follow_requests|dismissed_suggested_users|following_hashtags|close_friends'
    rb'|media_likes|media_comments)"\s*:'
)


def list_of(file: File) -> str | None:
    """Return which list a file is, by its stem and folder; the files of Threads bear the same names."""
    if file.ending != "json" or "messages" in file.folders:
        return None
    is_threads = "threads" in file.folders
    for name, (stems, parents) in LISTS.items():
        if file.stem in stems and name.startswith("threads ") == is_threads:
            if not parents or parents & set(file.folders):
                return name
            if name in ("followers", "following") and not file.folders:
                return name
    return None


def is_profile(file: File) -> bool:
    """Return whether a file is the owner's profile."""
    return file.ending == "json" and (
        file.stem == "personal_information" or (file.stem == "profile" and not file.folders)
    )


def is_html(archive: Archive, files: list[File]) -> bool:
    """Return whether this is an export in HTML: its lists are there, but with that ending."""
    for file in files:
        twin = File(file.member, file.folders, file.stem, file.part, "json")
        if file.ending in ("html", "htm") and (list_of(twin) or is_profile(twin)):
            return b"<" in archive.head(file.member, 512)
    return False
