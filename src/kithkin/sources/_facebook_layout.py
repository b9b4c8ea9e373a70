"""Where a Facebook export has what, in all its layouts, and how one is told from other archives."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kithkin.model.source import Archive
from kithkin.sources._meta_export import File

#: Each list: the stems it was ever stored under. The order is the order of reading.
LISTS: Final[dict[str, frozenset[str]]] = {
    "friends": frozenset({"your_friends", "friends", "friends_added"}),
    "followers": frozenset({"people_who_followed_you", "followers"}),
    "following": frozenset({"who_you_ve_followed", "who_you_follow", "following"}),
    "pages": frozenset({"pages_and_profiles_you_follow", "followed_pages"}),
    "removed": frozenset({"removed_friends"}),
    "left pages": frozenset({"pages_and_profiles_you_ve_unfollowed", "unfollowed_pages"}),
    "liked pages": frozenset({"pages_you_ve_liked", "pages"}),
    "received": frozenset({"received_friend_requests", "friend_requests_received"}),
    "sent": frozenset({"sent_friend_requests", "friend_requests_sent"}),
    "rejected": frozenset({"rejected_friend_requests"}),
    "blocked": frozenset({"blocked_users", "blocked_people", "blocked_profiles", "blocked_accounts", "blocked"}),
    "contacts": frozenset({"your_address_books"}),
    "posts": frozenset({
        "your_posts", "your_posts__check_ins__photos_and_videos", "profile_posts", "group_posts_and_comments",
        "your_posts_in_groups", "your_posts_and_comments_in_groups",
    }),
    "comments": frozenset({"comments", "your_comments_in_groups"}),
    "timeline": frozenset({"other_people_s_posts_to_your_timeline"}),
    "reactions": frozenset({"likes_and_reactions", "posts_and_comments", "story_reactions"}),
    "photos": frozenset({"your_uncategorized_photos", "your_photos"}),
}  # fmt: skip

#: What a damaged item of a list makes incomplete.
TOPICS: Final[dict[str, tuple[str, ...]]] = {
    "friends": ("follows/friend",),
    "removed": ("follows/friend",),
    "followers": ("follows/follow",),
    "following": ("follows/follow",),
    "pages": ("follows/follow",),
    "left pages": ("follows/follow",),
    "received": ("requests/friend",),
    "sent": ("requests/friend",),
    "rejected": ("requests/friend",),
    "blocked": ("marks/block",),
    "posts": ("posts/post", "interactions/mention"),
    "comments": ("interactions/comment", "interactions/reply", "posts/comment"),
    "timeline": ("interactions/mention",),
    "reactions": ("interactions/reaction",),
    "liked pages": ("interactions/reaction",),
}

#: The top folders of all layouts; whatever lies under one of them is known to be there.
FOLDERS: Final = frozenset({
    "about_you", "activity_messages", "ads", "ads_and_businesses", "ads_information", "apps_and_websites",
    "apps_and_websites_off_of_facebook", "archive", "avatars", "bug_bounty", "calls_and_messages", "campus",
    "comments", "comments_and_reactions", "connections", "dating", "events", "facebook_accounts_center",
    "facebook_gaming", "facebook_marketplace", "facebook_news", "facebook_payments", "feed", "files",
    "following_and_followers", "friends", "friends_and_followers", "fundraisers", "groups", "html",
    "interactions", "journalist_registration", "likes_and_reactions", "live_videos", "location", "location_history",
    "logged_information", "marketplace", "media", "messages", "messenger", "music_recommendations", "news",
    "notifications", "other_activity", "other_logged_information", "other_personal_information", "pages",
    "payment_history", "personal_information", "photos_and_videos", "polls", "posts", "preferences", "privacy_checkup",
    "profile_information", "reels", "reviews", "rewards", "saved_items", "saved_items_and_collections", "search",
    "search_history", "security_and_login_information", "shops_questions_&_answers", "short_videos", "spark_ar",
    "stories", "story", "this_profile_s_activity_across_facebook", "trash", "volunteering",
    "voice_recording_and_transcription", "voting_location_and_reminders", "your_activity_across_facebook",
    "your_facebook_activity", "your_interactions_on_facebook", "your_places", "your_problem_reports", "your_topics",
})  # fmt: skip

KEYS: Final = re.compile(
    rb'"(?:(?:friends|received_requests|sent_requests|rejected_requests|deleted_friends|followers|following|comments'
    rb"|pages_followed|pages_unfollowed|page_likes|reactions|status_updates|group_posts|group_comments|groups_joined"
    rb"|wall_posts_sent_to_you|address_book|events_invited|notifications|saves|other_photos)(?:_v\d)?\"\s*:\s*[\[{]"
    rb"|profile(?:_v2)?\"\s*:\s*\{|reaction\"\s*:\s*\{\s*\"reaction\")"
)
THREAD: Final = re.compile(rb'"(?:is_still_participant|thread_path|magic_words)"|"participants"\s*:\s*\[\s*\{')
_SEALED: Final = re.compile(rb'"(?:threadName|senderName)"\s*:')
TITLE: Final = re.compile(r"facebook-(?P<user>.+?)-(?P<date>\d{4}-\d{2}-\d{2}|\d{1,2}_\d{1,2}_\d{4}|\d{8})-")


def is_profile(file: File) -> bool:
    """Return whether a file is the owner's profile."""
    return file.stem == "profile_information" and file.ending == "json"


def list_of(file: File) -> str | None:
    """Return which list a file is, by its stem; `pages` and the albums also by their folder."""
    if file.ending != "json" or "messages" in file.folders:
        return None
    if file.parent == "album" and file.stem.isdigit():
        return "photos"
    if file.stem == "pages" and file.parent != "likes_and_reactions":
        return None
    return next((name for name, stems in LISTS.items() if file.stem in stems), None)


def sealed_files(archive: Archive, files: Iterable[File], limit: int = 100_000) -> list[File]:
    """Return the chats of Messenger's download of encrypted chats: JSON files that lie in no known folder."""
    loose = [
        file
        for file in files
        if file.ending == "json" and file.stem != "message" and not FOLDERS & (set(file.folders) - {"messages"})
    ]
    return [file for file in loose[:limit] if _SEALED.search(archive.head(file.member, 1 << 14))]


def is_html(archive: Archive, files: Iterable[File]) -> bool:
    """Return whether this is an export in HTML: its lists are there, but with that ending."""
    for file in files:
        twin = File(file.member, file.folders, file.stem, file.part, "json")
        if file.ending in ("html", "htm") and (list_of(twin) or is_profile(twin) or "messages" in file.folders):
            return b"<" in archive.head(file.member, 512)
    return False
