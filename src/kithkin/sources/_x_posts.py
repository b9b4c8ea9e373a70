"""Posts of an X archive as columns, with the reposts, replies, quotes and mentions that they are.

One post is one row of `posts`. What it does to others is derived as the export allows: a text that begins with
`RT @name:` is a repost, a named parent makes a reply, a last link to a post lets a quote be inferred, and the
accounts named beyond the audience of a reply are mentions.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Annotated, Any, Final

import msgspec

from kithkin.model.source import Columns
from kithkin.sources import _x_time as time
from kithkin.sources._x_notes import Notes
from kithkin.sources._x_people import NETWORK, People

Id = Annotated[int, msgspec.Meta(ge=0, le=(1 << 63) - 1)]
#: An account that is gone is named with the id -1.
AccountId = Annotated[int, msgspec.Meta(ge=-1, le=(1 << 63) - 1)]

_STATUS: Final = re.compile(
    r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/(?:i/web|(\w{1,20}))/status(?:es)?/(\d{1,19})\b"
)
_REPOST: Final = re.compile(r"RT @(\w{1,20}):")
_AUDIENCE: Final = re.compile(r"(?:@\w{1,20}\s+)+|@\w{1,20}$")


class Named(msgspec.Struct, gc=False):
    """An account that a post names."""

    screen_name: str | None = None
    name: str | None = None
    id_str: AccountId | None = None
    id: AccountId | None = None

    @property
    def number(self) -> int:
        """The account's id; -1 where it is not known."""
        id_ = self.id_str if self.id_str is not None else self.id
        return id_ if id_ else -1


class Link(msgspec.Struct, gc=False):
    """A link in a post, short and long."""

    url: str | None = None
    expanded_url: str | None = None


class Medium(msgspec.Struct, gc=False):
    """A picture or film in a post, and the post it was taken from."""

    source_status_id_str: Id | None = None
    source_user_id_str: AccountId | None = None


class Entities(msgspec.Struct, gc=False):
    """What a post names, links to and shows."""

    user_mentions: list[Named] | None = None
    urls: list[Link] | None = None
    media: list[Medium] | None = None


class EditControl(msgspec.Struct, rename="camel", gc=False):
    """The ids of all versions of one post."""

    edit_tweet_ids: list[Id] | None = None


class Edit(msgspec.Struct, rename="camel", gc=False):
    """What an edited version says of its first one."""

    initial_tweet_id: Id | None = None
    edit_control_initial: EditControl | None = None


class EditInfo(msgspec.Struct, gc=False):
    """How a post was edited, in either of two forms."""

    initial: EditControl | None = None
    edit: Edit | None = None

    @property
    def versions(self) -> list[int]:
        """The ids of all versions; at most one where the post was never edited."""
        control = self.initial if self.edit is None else self.edit.edit_control_initial
        return (control.edit_tweet_ids if control else None) or []


class Original(msgspec.Struct, gc=False):
    """The post that a repost of the classic archive repeats."""

    id_str: Id | None = None
    id: Id | None = None
    user: Named | None = None


class Tweet(msgspec.Struct, gc=False):
    """A post as any era of the archive writes it; ids and counts come as text and are read as numbers."""

    id_str: Id | None = None
    id: Id | None = None
    created_at: str | None = None
    full_text: str | None = None
    text: str | None = None
    lang: str | None = None
    favorite_count: int | None = None
    retweet_count: int | None = None
    in_reply_to_status_id_str: Id | None = None
    in_reply_to_status_id: Id | None = None
    in_reply_to_user_id_str: AccountId | None = None
    in_reply_to_user_id: AccountId | None = None
    in_reply_to_screen_name: str | None = None
    entities: Entities | None = None
    edit_info: EditInfo | None = None
    community_id_str: str | int | None = None
    retweeted_status: Original | None = None

    @property
    def number(self) -> int | None:
        """The post's id."""
        return self.id_str if self.id_str is not None else self.id


class Posts:
    """Turns batches of posts into columns; knows whose they are and which were seen before."""

    def __init__(self, owner_id: str, handle: str | None, people: People, notes: Notes) -> None:
        self.owner_id, self.handle = owner_id, (handle or "").lower()
        number = owner_id.removeprefix("x:")
        self.number = int(number) if number.isdigit() else -2
        self.people, self.notes = people, notes
        self.seen: set[int] = set()
        self._superseded: set[int] = set()
        self._edited: list[Tweet] = []

    def fresh(self, tweets: Sequence[Tweet]) -> tuple[list[Tweet], int, int]:
        """Return the posts not seen before, how many were seen, and how many have no id; keep back edited ones."""
        chosen, repeated, nameless = [], 0, 0
        seen, superseded = self.seen, self._superseded
        for tweet in tweets:
            number = tweet.id_str if tweet.id_str is not None else tweet.id
            if number is None:
                nameless += 1
            elif number in seen or number in superseded:
                repeated += 1
            else:
                seen.add(number)
                info = tweet.edit_info
                if info is not None and len(versions := info.versions) > 1:
                    superseded.update(v for v in versions if v < number)
                    self._edited.append(tweet)
                else:
                    chosen.append(tweet)
        return chosen, repeated, nameless

    def edited(self) -> tuple[list[Tweet], int]:
        """Return the newest version of each edited post that was kept back, and how many older ones there were."""
        chosen = [tweet for tweet in self._edited if tweet.number not in self._superseded]
        older = len(self._edited) - len(chosen)
        self._edited.clear()
        return chosen, older

    def columns(self, tweets: Sequence[Tweet], *, is_deleted: bool = False) -> dict[str, Columns]:
        """Return the rows of `posts` and `interactions` for these posts."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        numbers = np.array([t.id_str if t.id_str is not None else t.id or 0 for t in tweets], np.int64)
        posted_at = self._posted_at(tweets, numbers)
        basis = pc.if_else(pa.array(numbers >= time.FIRST_TIMED_POST), "decoded", "read")
        acts = _Acts(self, tweets, numbers.tolist())
        kinds, ids = pa.array(acts.kinds, pa.string()), _ids(numbers)
        original = pc.not_equal(kinds, "repost")  # the counts of a repost are those of the post it repeats
        posts: dict[str, Any] = {
            "post_id": ids,
            "network": pa.repeat(NETWORK, len(tweets)),
            "author_id": pa.repeat(self.owner_id, len(tweets)),
            "kind": kinds,
            "posted_at": posted_at,
            "posted_at_earliest": posted_at,
            "posted_at_latest": posted_at,
            "posted_at_basis": basis,
            "text": acts.texts,
            "language": [tweet.lang for tweet in tweets],
            "url": _ids(numbers, f"https://x.com/{self.handle or 'i/web'}/status/"),
            "community_id": [f"x:{t.community_id_str}" if t.community_id_str else None for t in tweets],
            "reply_to_post_id": _ids(acts.reply_to_posts),
            "reply_to_id": acts.reply_to_ids,
            "quoted_post_id": _ids(acts.quoted_posts),
            "like_count": pc.if_else(original, _counts([tweet.favorite_count for tweet in tweets]), None),
            "repost_count": pc.if_else(original, _counts([tweet.retweet_count for tweet in tweets]), None),
            "link_count": acts.link_counts,
        }
        if is_deleted:
            posts["is_deleted"] = pa.repeat(True, len(tweets))
        return {"posts": posts, "interactions": acts.interactions(self.owner_id, ids, posted_at, basis)}

    def _posted_at(self, tweets: Sequence[Tweet], numbers: Any) -> Any:
        """Return the times of posts: from the id, or, where it is older than ids with times, from the text."""
        at = time.decoded_column(numbers)
        old = (numbers < time.FIRST_TIMED_POST).nonzero()[0]
        if len(old):
            at[old] = time.column([time.read(tweets[place].created_at or "") for place in old])
        return at


def _ids(numbers: Any, before: str = f"{NETWORK}:") -> Any:
    """Return a column of numbers as texts that all begin alike."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.binary_join_element_wise(before, pa.array(numbers, pa.int64()).cast(pa.string()), "")


def _counts(numbers: list[int | None]) -> Any:
    """Return a column of counts; null where a number cannot be one."""
    import pyarrow as pa

    return pa.array([n if n is not None and 0 <= n < 1 << 62 else None for n in numbers], pa.int64())


class _Acts:
    """What a batch of posts does: kinds and texts, one per post, and the acts towards others."""

    def __init__(self, posts: Posts, tweets: Sequence[Tweet], numbers: Sequence[int]) -> None:
        self._posts, self._people = posts, posts.people
        self.kinds: list[str] = []
        self.texts: list[str | None] = []
        self.link_counts: list[int] = []
        self.reply_to_posts: list[int | None] = []
        self.reply_to_ids: list[str | None] = []
        self.quoted_posts: list[int | None] = []
        #: place of the post in the batch, kind, whom, which post
        self._acts: list[tuple[int, str, str | None, int | None]] = []
        for place, tweet in enumerate(tweets):
            self._take(place, tweet, numbers[place])

    def _take(self, place: int, tweet: Tweet, number: int) -> None:
        text = tweet.full_text if tweet.full_text is not None else tweet.text
        entities = tweet.entities
        mentions, urls = (entities.user_mentions, entities.urls) if entities is not None else (None, None)
        named = [self._met(mention, number) for mention in mentions] if mentions else ()
        parent = parent_post = quoted = None
        kind = "post"
        # Few texts begin like a repost, and looking for that is much faster than a pattern.
        found = _REPOST.match(text) if text is not None and text.startswith("RT @") else None
        if found or tweet.retweeted_status is not None:
            kind = "repost"
            quoted = self._repost(place, tweet, found[1] if found else None, named)
        else:
            parent, parent_post = self._parent(tweet, number)
            if parent or parent_post:
                kind = "reply"
                self._act(place, "reply", parent, parent_post)
            if urls and (last := urls[-1].expanded_url) and "/status" in last:
                quoted = self._quote(place, last)
                kind = "quote" if quoted and kind == "post" else kind
            if named:
                self._mention(place, text or "", named, parent, is_reply=kind == "reply")
        if text is not None and (urls or "&" in text or self._posts.notes.waiting):
            text = self._text(text, urls or (), number)
        self.kinds.append(kind)
        self.texts.append(text)
        self.link_counts.append(len(urls) if urls else 0)
        self.reply_to_posts.append(parent_post)
        self.reply_to_ids.append(parent)
        self.quoted_posts.append(quoted)

    def _met(self, named: Named, number: int) -> tuple[str, str | None]:
        """Return the name of an account that is named, in lower case, and its id; note both."""
        account, handle = named.number, named.screen_name
        if account > 0:
            self._people.meet(account, handle, named.name, number)
            return handle.lower() if handle else "", f"x:{account}"
        return (handle.lower(), self._people.meet_handle(handle)) if handle else ("", None)

    def _act(self, place: int, kind: str, target: str | None, post: int | None) -> None:
        if target != self._posts.owner_id:
            self._acts.append((place, kind, target, post))

    def _repost(
        self, place: int, tweet: Tweet, handle: str | None, named: Sequence[tuple[str, str | None]]
    ) -> int | None:
        """Note a repost; return the number of the post that is repeated, where the archive shows it."""
        original = tweet.retweeted_status
        author = post = None
        if original is not None:
            author = self._met(original.user, 0)[1] if original.user else None
            post = original.id_str if original.id_str is not None else original.id
        if author is None and handle:
            author = dict(reversed(named)).get(handle.lower()) or self._people.meet_handle(handle)
        if post is None and tweet.entities and tweet.entities.media:
            source = tweet.entities.media[0]
            post = source.source_status_id_str if f"x:{source.source_user_id_str}" == author else None
        self._act(place, "repost", author, post or None)
        return post or None

    def _parent(self, tweet: Tweet, number: int) -> tuple[str | None, int | None]:
        """Return whom and which post a post answers."""
        user, post, name = tweet.in_reply_to_user_id_str, tweet.in_reply_to_status_id_str, tweet.in_reply_to_screen_name
        user = user if user is not None else tweet.in_reply_to_user_id
        post = post if post is not None else tweet.in_reply_to_status_id
        if user is not None and user > 0:
            if name:
                self._people.meet(user, name, None, number)
            else:
                self._people.meet_number(user)
            return f"x:{user}", post or None
        return (self._people.meet_handle(name) if name else None), post or None

    def _quote(self, place: int, link: str) -> int | None:
        """Note an inferred quote where the last link of a post leads to a post; return that post's number."""
        found = _STATUS.match(link)
        if found is None or (number := int(found[2])) >= 1 << 63:
            return None
        handle = found[1] or "i"  # a link may leave out whose the post is
        if handle.lower() != self._posts.handle:
            self._act(place, "quote", None if handle == "i" else self._people.meet_handle(handle), number or None)
        return number or None

    def _mention(
        self, place: int, text: str, named: Sequence[tuple[str, str | None]], parent: str | None, *, is_reply: bool
    ) -> None:
        """Note the accounts that a post names, but for the audience that a reply begins with."""
        others = [(handle, account) for handle, account in named if account is not None and account != parent]
        if not others:
            return  # a reply mostly names whom it answers, and nobody else
        audience: set[str] = set()
        if is_reply and (lead := _AUDIENCE.match(text)):
            audience = {name.lower() for name in lead[0].replace("@", " ").split()}
        done: set[str] = set()
        for handle, account in others:
            if account not in done and handle not in audience:
                done.add(account)
                self._act(place, "mention", account, None)

    def _text(self, text: str, urls: Sequence[Link], number: int) -> str:
        """Return the words: entities resolved, short links made long, the full text of a long post."""
        if "&" in text:
            text = html.unescape(text)
        if self._posts.notes.waiting:
            text = self._posts.notes.longer(text, number)
        for link in urls:
            if link.url and link.expanded_url:
                text = text.replace(link.url, link.expanded_url)
        return text

    def interactions(self, owner_id: str, post_ids: Any, posted_at: Any, basis: Any) -> Columns:
        """Return the acts as rows; `post_ids`, `posted_at` and `basis` tell of the posts."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        places, kinds, targets, posts = zip(*self._acts, strict=True) if self._acts else ((), (), (), ())
        place, post = np.array(places, np.int64), pa.array(posts, pa.int64())
        own, at, kind = post_ids.take(place), posted_at[place], pa.array(kinds, pa.string())
        target = pa.array(targets, pa.string())
        is_mention = pc.equal(kind, "mention")  # the only act of which one post may do several
        ends = pc.if_else(is_mention, pc.binary_join_element_wise(kind, target, ":"), kind)
        return {
            "interaction_id": pc.binary_join_element_wise(own, ends, ":"),
            "network": pa.repeat(NETWORK, len(place)),
            "actor_id": pa.repeat(owner_id, len(place)),
            "target_id": target,
            "kind": kind,
            "happened_at": at,
            "happened_at_earliest": at,
            "happened_at_latest": at,
            "happened_at_basis": basis.take(place),
            "post_id": own,
            "target_post_id": _ids(post),
            "target_posted_at": time.decoded_column(post.fill_null(0)),
            "is_inferred": pc.equal(kind, "quote"),
        }
