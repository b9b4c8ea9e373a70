"""The canonical tables: every column once, with its type, unit and meaning.

A source fills these tables and nothing else; a measure reads these tables and nothing else.
Every stored row also carries `import_id` and `observed_at`, which the workspace adds.
The reference page `docs/reference/tables.md` is generated from this file.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final, Literal

import msgspec

Type = Literal["text", "integer", "double", "boolean", "instant", "date"]
Basis = Literal["read", "decoded", "inferred", "observed"]

#: Bumped when a stored row changes shape: an older workspace then rebuilds itself from `used/`.
SCHEMA_VERSION: Final = 1


class Column(msgspec.Struct, frozen=True):
    """One column: its name, type, meaning and unit.

    `person` says that it holds an account a person stands behind; `bounds` are the least and the greatest
    value it can have, None where there is no such limit.
    """

    name: str
    type: Type
    meaning: str
    unit: str = ""
    person: bool = False
    bounds: tuple[float | None, float | None] = (None, None)


class Table(msgspec.Struct, frozen=True):
    """One canonical table; `identity` is the grain: the columns that tell two rows apart."""

    name: str
    meaning: str
    identity: tuple[str, ...]
    columns: tuple[Column, ...]
    ends: tuple[str, str] | None = None  # a row whose two ends are one person is not a tie
    lasts: tuple[str, str] | None = None  # rows of one identity are one tie, which stands while one of them does

    @property
    def people(self) -> tuple[str, ...]:
        """The columns that hold accounts, which the engine maps to persons."""
        return tuple(column.name for column in self.columns if column.person)

    @property
    def instants(self) -> tuple[str, ...]:
        """The names X of the four-column instants `X`, `X_earliest`, `X_latest`, `X_basis`."""
        return tuple(c.name.removesuffix("_basis") for c in self.columns if c.name.endswith("_at_basis"))

    def column(self, name: str) -> Column:
        """Return the column of that name."""
        return next(column for column in self.columns if column.name == name)


def instant(name: str, meaning: str) -> tuple[Column, ...]:
    """Return the four columns of an instant: when, not before, not after, and how it is known."""
    return (
        Column(name, "instant", f"{meaning}; null when not known to within a day", "UTC"),
        Column(f"{name}_earliest", "instant", f"not before this instant: {meaning}; null when open", "UTC"),
        Column(f"{name}_latest", "instant", f"not after this instant: {meaning}; null when open", "UTC"),
        Column(f"{name}_basis", "text", "read, decoded (from an id), inferred or observed (at the import)"),
    )


def account(name: str, meaning: str) -> Column:
    """Return a column that holds an account id, `network:key`."""
    return Column(name, "text", meaning, person=True)


NETWORK: Final = Column("network", "text", "lower-case name of the network, such as x, mastodon, mail, local")

ACCOUNTS: Final = Table(
    "accounts",
    "One account as one import saw it: a profile, or only an id that was met.",
    ("account_id",),
    (
        Column("account_id", "text", "network:key, the key being the network's permanent id", person=True),
        NETWORK,
        Column("handle", "text", "the screen name, without a leading @"),
        Column("name", "text", "the display name"),
        Column("bio", "text", "the self-description"),
        Column("place", "text", "the place as the account states it"),
        Column("url", "text", "the account's own link"),
        Column("organisation", "text", "employer, school or firm as stated"),
        Column("position", "text", "position held, as stated"),
        Column("is_self", "boolean", "true where the export says that this is its owner"),
        *instant("created_at", "when the account was made"),
        Column("follower_count", "integer", "followers as the network counted them", "accounts"),
        Column("following_count", "integer", "accounts followed, as the network counted them", "accounts"),
        Column("post_count", "integer", "posts as the network counted them", "posts"),
        Column("has_picture", "boolean", "whether the profile has a picture of its own"),
        Column("is_private", "boolean", "whether posts are shown to approved followers only"),
        Column("is_organisation", "boolean", "whether the network says that this is not a person"),
    ),
)

ACCOUNT_LINKS: Final = Table(
    "account_links",
    "Two account ids that are one account or one person, with what shows it.",
    ("from_id", "to_id", "evidence"),
    (
        Column("from_id", "text", "account id"),
        Column("to_id", "text", "account id"),
        Column(
            "evidence",
            "text",
            "same-account (one account, two ids), handle-change, verified-link, contacts-book, claimed-link, name-alike",
        ),
        Column("says", "text", "the fact in words, as the export shows it"),
    ),
)

FOLLOWS: Final = Table(
    "follows",
    "One standing audience tie: a follow, a friendship, a connection.",
    ("follower_id", "followed_id", "kind"),
    (
        account("follower_id", "who follows; of a friendship or connection, the alter"),
        account("followed_id", "who is followed; of a friendship or connection, the ego"),
        NETWORK,
        Column("kind", "text", "follow, friend or connection; the last two run both ways"),
        *instant("followed_at", "when the tie began"),
        *instant("ended_at", "when the tie ended; all four null while it stands"),
        Column("list_position", "integer", "place in the export's list, 0 first, where order may tell time"),
    ),
    ends=("follower_id", "followed_id"),
    lasts=("followed_at", "ended_at"),
)

POSTS: Final = Table(
    "posts",
    "One public or semi-public text: a post, reply, repost, list mail, article.",
    ("post_id",),
    (
        Column("post_id", "text", "network:key"),
        NETWORK,
        account("author_id", "who wrote it"),
        Column("kind", "text", "post, reply, quote, repost or comment"),
        *instant("posted_at", "when it was posted"),
        Column("text", "text", "the words, with entities resolved to plain characters"),
        Column("title", "text", "subject or headline"),
        Column("language", "text", "language code as the network states it"),
        Column("url", "text", "address of the post"),
        Column("thread_id", "text", "root of the thread, where known"),
        Column("community_id", "text", "mailing list, group or community it was posted to"),
        Column("reply_to_post_id", "text", "the post it answers"),
        account("reply_to_id", "whom it answers"),
        Column("quoted_post_id", "text", "the post it quotes or reposts, where known"),
        Column("like_count", "integer", "likes as the network counted them at export", "reactions"),
        Column("repost_count", "integer", "reposts as the network counted them at export", "reactions"),
        Column("reply_count", "integer", "replies as the network counted them at export", "replies"),
        Column("quote_count", "integer", "quotes as the network counted them at export", "reactions"),
        Column("view_count", "integer", "views as the network counted them at export", "views"),
        Column("link_count", "integer", "links in the text", "links"),
        Column("is_deleted", "boolean", "true where the author deleted it"),
    ),
)

INTERACTIONS: Final = Table(
    "interactions",
    "One act of one account towards another: a like, repost, quote, reply, mention, comment, reaction.",
    ("interaction_id",),
    (
        Column("interaction_id", "text", "network:key, stable between exports of the same act"),
        NETWORK,
        account("actor_id", "who acted"),
        account("target_id", "towards whom; null when the export does not say"),
        Column("kind", "text", "like, repost, quote, reply, mention, comment, reaction, endorse, recommend, message"),
        *instant("happened_at", "when it happened"),
        Column("post_id", "text", "the actor's own post that carries the act, if any"),
        Column("target_post_id", "text", "the post acted upon, where known"),
        Column("target_posted_at", "instant", "when that post was posted, where known or decoded from its id", "UTC"),
        Column("thread_id", "text", "thread it belongs to, where known"),
        Column("is_inferred", "boolean", "true where the export only lets it be inferred, such as a quote from a link"),
    ),
    ends=("actor_id", "target_id"),
)

MESSAGES: Final = Table(
    "messages",
    "One message to one recipient; a message to a group has one row per recipient.",
    ("message_id", "recipient_id"),
    (
        Column("message_id", "text", "network:key"),
        NETWORK,
        Column("thread_id", "text", "conversation it belongs to"),
        account("sender_id", "who wrote it"),
        account("recipient_id", "to whom; null when a group's members are not known"),
        Column("recipient_count", "integer", "how many it was addressed to; 1 = one to one", "accounts"),
        *instant("sent_at", "when it was sent"),
        Column("text", "text", "the words; null when the export holds headers only"),
        Column("subject", "text", "subject line"),
        Column("link_count", "integer", "links in the text; null when the text is not there", "links"),
        Column("folder", "text", "inbox, requests, filtered, archive, sent, draft or spam"),
        Column("reply_to_message_id", "text", "the message it answers, where known"),
        Column("community_id", "text", "mailing list or group it went through"),
        Column(
            "bulk_evidence",
            "text",
            "the header that marks it as bulk, list or automatic mail, such as the sender being noreply@…; else null",
        ),
    ),
    ends=("sender_id", "recipient_id"),
)

REQUESTS: Final = Table(
    "requests",
    "One request to connect, in either direction.",
    ("request_id",),
    (
        Column("request_id", "text", "network:key"),
        NETWORK,
        account("from_id", "who asked"),
        account("to_id", "who was asked"),
        Column("kind", "text", "follow, friend, connection or message"),
        *instant("requested_at", "when it was sent"),
        Column("state", "text", "pending, accepted, rejected, withdrawn or unknown"),
        Column("text", "text", "the note that came with it"),
    ),
    ends=("from_id", "to_id"),
)

MARKS: Final = Table(
    "marks",
    "One lasting mark that an account set on another: block, mute, list membership, close friend.",
    ("marker_id", "marked_id", "kind", "list_id"),
    (
        account("marker_id", "who set the mark"),
        account("marked_id", "on whom"),
        NETWORK,
        Column(
            "kind",
            "text",
            "block, mute, restrict, close_friend, favourite, hide, dismissed, list_member, list_subscribed, or recommended "
            "(on a list that is made for others to follow as a whole)",
        ),
        Column("list_id", "text", "network:key of the list; empty when the mark is not a list's"),
        Column("list_name", "text", "name of the list"),
        *instant("marked_at", "when it was set"),
    ),
    ends=("marker_id", "marked_id"),
)

CONTACTS: Final = Table(
    "contacts",
    "One address of one entry in the user's own address books.",
    ("contact_id", "account_id", "phone"),
    (
        Column("contact_id", "text", "source:key of the entry"),
        Column("name", "text", "name as the user wrote it"),
        account("account_id", "the account the entry names; empty when it names none"),
        Column("phone", "text", "telephone number; empty when the row is not one"),
        Column("place", "text", "place of the entry"),
        Column("organisation", "text", "employer or firm of the entry"),
        Column("note", "text", "the user's own note"),
    ),
)

FOLLOWER_COUNTS: Final = Table(
    "follower_counts",
    "The size of an account's following as counted on one day.",
    ("account_id", "counted_on"),
    (
        account("account_id", "whose following"),
        NETWORK,
        Column("counted_on", "date", "the day of the count"),
        Column("follower_count", "integer", "followers on that day", "accounts"),
        Column("following_count", "integer", "accounts followed on that day", "accounts"),
        Column("gained_count", "integer", "followers gained on that day", "accounts"),
        Column("lost_count", "integer", "followers lost on that day", "accounts"),
    ),
)

COVERAGE: Final = Table(
    "coverage",
    "One statement of a source: what of which kind it shows, from when to when, how completely.",
    ("network", "ego_account_id", "table_name", "kind", "direction", "covered_from", "covered_until", "completeness"),
    (
        NETWORK,
        Column("ego_account_id", "text", "whose view; null = the whole network"),
        Column("table_name", "text", "follows, interactions, messages, posts, requests, marks or profiles"),
        Column("kind", "text", "like, repost, quote, reply, mention, comment, reaction, message, follow, post, …"),
        Column("direction", "text", "in or out, seen from the ego; among for whole networks"),
        Column("covered_from", "instant", "start of the closed span; null = from the account's birth", "UTC"),
        Column("covered_until", "instant", "end of the closed span; never null", "UTC"),
        Column("completeness", "text", "all (no row = it did not happen), some, or none"),
        Column("identity", "text", "how the other side is known: id, handle, name, count (a total only) or none"),
        Column("timing", "text", "exact, day, span or none"),
        Column("remedy", "text", "what would close the gap, as a phrase that follows 'import'"),
    ),
)

PROBLEMS: Final = Table(
    "problems",
    "One input record that could not be read, or could be read only in part.",
    ("problem_id",),
    (
        Column("problem_id", "text", "import and running number"),
        Column("member", "text", "file inside the export"),
        Column("place", "text", "place inside the file, such as item 17 or line 3"),
        Column("what", "text", "what is wrong, in one sentence"),
        Column("way_on", "text", "what the user can do about it"),
    ),
)

#: What the workspace adds to every stored row.
PROVENANCE: Final = (
    Column("import_id", "text", "the import that the row came from"),
    Column("observed_at", "instant", "the instant for which the export speaks", "UTC"),
)

TABLES: Final = {
    table.name: table
    for table in (
        ACCOUNTS, ACCOUNT_LINKS, FOLLOWS, POSTS, INTERACTIONS, MESSAGES,
        REQUESTS, MARKS, CONTACTS, FOLLOWER_COUNTS, COVERAGE, PROBLEMS,
    )
}  # fmt: skip

#: Acts that address a person, and acts that respond to one; product.md and the glossary define both.
DIALOGUE_KINDS: Final = ("message", "reply", "comment", "mention")
REACTION_KINDS: Final = ("like", "repost", "quote", "reaction")

#: The kinds that each network has. A kind a network lacks needs no coverage.
#: A network that is not listed has the kinds that its own coverage names.
NETWORK_KINDS: Final[dict[str, tuple[str, ...]]] = {
    "x": ("like", "repost", "quote", "reply", "mention", "message"),
    "facebook": ("reaction", "comment", "reply", "mention", "message"),
    "instagram": ("like", "comment", "mention", "message"),
    "threads": ("like", "repost", "quote", "reply", "mention"),
    "linkedin": ("reaction", "comment", "repost", "mention", "message"),
    "mastodon": ("like", "repost", "reply", "mention"),
    "bluesky": ("like", "repost", "quote", "reply", "mention", "message"),
    "mail": ("message",),
    "telegram": ("message", "reaction", "reply", "mention"),
    "whatsapp": ("message",),
    "reddit": ("like", "comment", "reply", "message"),
    "youtube": ("like", "comment", "reply", "mention"),
}

#: How a network is called in a sentence; one that is not listed is called by its own name.
NETWORK_TITLES: Final = {
    "x": "X", "facebook": "Facebook", "instagram": "Instagram", "threads": "Threads", "linkedin": "LinkedIn",
    "mastodon": "Mastodon", "bluesky": "Bluesky", "mail": "mail", "telegram": "Telegram", "whatsapp": "WhatsApp",
    "reddit": "Reddit", "youtube": "YouTube", "web": "the web",
}  # fmt: skip

#: Nothing that a network keeps is older: the year of the first mail.
FIRST_MAIL: Final = datetime(1971, 1, 1, tzinfo=UTC)

#: What an export of a network is called where it cannot show something: "an X archive does not show it".
EXPORT_TITLES: Final = {
    "x": "an X archive", "facebook": "a Facebook export", "instagram": "an Instagram export",
    "linkedin": "a LinkedIn export", "mastodon": "a Mastodon archive", "bluesky": "a Bluesky repository",
    "mail": "a mailbox", "telegram": "a Telegram export",
    "whatsapp": "a WhatsApp chat", "reddit": "a Reddit export",
    "youtube": "a YouTube export",
}  # fmt: skip

#: What the audience of a network is said to do: "111 people follow you on X".
AUDIENCE_VERBS: Final = {
    "follow": "follow you",
    "friend": "are friends with you",
    "connection": "are connected with you",
}


def network_title(network: str) -> str:
    """Return what a network is called in a sentence."""
    return NETWORK_TITLES.get(network, network.capitalize())
