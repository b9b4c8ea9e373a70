"""The archive that X (Twitter) hands over, in every layout since 2010.

The table of contents of reading one; `_x_*.py` hold the parts: layout, posts, messages, graph, people, coverage.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import Final

from kithkin.model.source import Archive, Batch, Member, NotUsed, Options, Problem, Record, Seen, Yielded
from kithkin.sources import _x_classic as classic
from kithkin.sources import _x_graph as graph
from kithkin.sources._json import uncollected
from kithkin.sources._x_coverage import coverage
from kithkin.sources._x_files import Files
from kithkin.sources._x_layout import Layout, assigned, holds, is_known, layout_of
from kithkin.sources._x_messages import Conversation, Messages
from kithkin.sources._x_notes import Note, Notes
from kithkin.sources._x_owner import Account, NameChange, Owner, Profile, owner_of
from kithkin.sources._x_people import People
from kithkin.sources._x_posts import Posts, Tweet
from kithkin.sources._x_seen import seen_at

#: Posts that become rows at once: enough for whole groups in a Parquet file, few enough to stay small.
TOGETHER: Final = 4_000

#: What a statement rests on that is a list of people: a name that is missing from it would be read as having left.
_LISTS: Final = ("follower", "following")
_KEYS: Final = {
    "account": "account", "profile": "profile", "screen-name-change": "screenNameChange", "note-tweet": "noteTweet",
    "follower": "follower", "following": "following", "block": "blocking", "mute": "muting", "like": "like",
    "lists-created": "userListInfo", "lists-member": "userListInfo", "lists-subscribed": "userListInfo",
}  # fmt: skip


class XArchive:
    """An X (Twitter) archive: what the owner posted and did, who follows whom, direct messages.

    It names nobody who liked, reposted, quoted or answered; it holds neither the times of likes nor of follows.
    """

    name = "x-archive"
    title = "X (Twitter) archive"
    how_to_get = (
        "On x.com: Settings, Your account, Download an archive of your data. It takes about a day; import the ZIP."
    )
    holds = "Your posts, reposts, replies and likes, your followers and whom you follow, your direct messages."
    lacks = "Who liked, reposted, quoted or answered you, when anybody followed, and the names of your followers."

    def recognises(self, archive: Archive, options: Options) -> float:
        """Return how sure it is that this is an X archive, from the beginnings of its files."""
        del options
        best = 0.0
        for member in archive.members:
            what = holds(member.name)
            if what and best < 1:
                best = max(best, _likeness(what, archive.head(member, 400)))
        return best

    def knows(self, member: Member) -> bool:
        """Return whether an X archive is known to hold such a file."""
        return is_known(member)

    def belongs(self, archive: Archive) -> str | None:
        """Return the account and the time of the archive, which all of its parts share."""
        for manifest in layout_of(archive).manifests:
            if manifest.user_info.account_id and manifest.archive_info.generation_date:
                return f"x:{manifest.user_info.account_id}:{manifest.archive_info.generation_date}"
        return None

    def read(self, archive: Archive, options: Options) -> Iterator[Yielded]:
        """Yield what the archive holds."""
        layout = layout_of(archive)
        files = Files(archive)
        owner = owner_of(files, layout, options)
        at, doubt = seen_at(files, layout)
        yield Seen(at)
        yield from doubt
        yield from owner.doubts
        for member, what in layout.bad:
            yield Problem(member.name, "", what)
        for member in [*layout.read_manifests, *owner.read]:
            yield Batch(member.name, 1)
        yield from _Reading(files, layout, owner, at).everything()


def _likeness(what: str, head: bytes) -> float:
    name = assigned(head)
    if name == "__THAR_CONFIG" or name.startswith("window.__THAR_CONFIG"):
        return 1.0
    if name.startswith(("YTD.", "Grailbird.")):
        return 0.95
    return 0.9 if what == "tweets-csv" and b"in_reply_to_status_id" in head else 0.0


class _Reading:
    """One pass over an archive: whose it is, when it was made, and what was met so far."""

    def __init__(self, files: Files, layout: Layout, owner: Owner, at: datetime) -> None:
        self.files, self.layout, self.owner, self.at = files, layout, owner, at
        self.people, self.notes = People(), Notes()
        self.posts = Posts(owner.id, owner.handle, self.people, self.notes)
        self.messages = Messages(self.people, self.owner.number)

    def everything(self) -> Iterator[Yielded]:
        """Yield everything, file by file, and at the end what stands for all of them."""
        readers = {
            "account": self._account, "profile": self._profile, "screen-name-change": self._name_changes,
            "note-tweet": self._notes, "tweets": self._tweets, "classic": self._tweets, "tweets-csv": self._csv,
            "community-tweet": self._tweets, "deleted-tweets": self._deleted, "tweet-headers": self._headers,
            "deleted-tweet-headers": self._deleted_headers, "like": self._likes, "follower": self._follows,
            "following": self._follows, "block": self._marks, "mute": self._marks, "lists-created": self._lists,
            "lists-member": self._lists, "lists-subscribed": self._lists, "direct-messages": self._conversations,
            "direct-messages-group": self._conversations, "direct-message-headers": self._conversations,
            "direct-message-group-headers": self._conversations,
        }  # fmt: skip
        for what, reader in readers.items():
            self._seen: set[int] = set()
            self._place = 0
            for member in self.layout.members.get(what, ()):
                yield from reader(member, what)
        yield Batch("", 0, {"accounts": self.owner.columns()})
        yield Batch("", 0, {"accounts": self.people.accounts(self.owner.number), "account_links": self.people.links()})
        yield Batch("", 0, {"coverage": coverage(self.owner.id, self.at, self._completeness)})
        yield from self._differences()

    def _account(self, member: Member, what: str) -> Iterator[Yielded]:
        for batch in self.files.lists(member, _KEYS[what], Account):
            if isinstance(batch, Problem):
                yield batch
                continue
            for account in batch:
                self.owner.take_account(account)
            yield Batch(member.name, len(batch))

    def _profile(self, member: Member, what: str) -> Iterator[Yielded]:
        for batch in self.files.lists(member, _KEYS[what], Profile):
            if isinstance(batch, Problem):
                yield batch
                continue
            for profile in batch:
                self.owner.take_profile(profile)
            yield Batch(member.name, len(batch))

    def _name_changes(self, member: Member, what: str) -> Iterator[Yielded]:
        for place, item in self.files.singles(member, _KEYS[what], NameChange):
            if isinstance(item, Problem):
                yield item
                continue
            row = item.link(self.owner.id, self.people)
            yield Record(member.name, place, (row,)) if row else NotUsed(member.name)

    def _notes(self, member: Member, what: str) -> Iterator[Yielded]:
        for batch in self.files.lists(member, _KEYS[what], Note):
            if isinstance(batch, Problem):
                yield batch
                continue
            taken = sum(self.notes.add(note) for note in batch)
            yield Batch(member.name, taken)
            yield NotUsed(member.name, len(batch) - taken)

    def _tweets(self, member: Member, what: str) -> Iterator[Yielded]:
        del what
        return self._posts(member, self.files.lists(member, "tweet", Tweet))

    def _deleted(self, member: Member, what: str) -> Iterator[Yielded]:
        del what
        return self._posts(member, self.files.lists(member, "tweet", Tweet), is_deleted=True)

    def _csv(self, member: Member, what: str) -> Iterator[Yielded]:
        del what
        return self._posts(member, classic.tweets(self.files, member))

    def _posts(
        self, member: Member, batches: Iterator[list[Tweet] | Problem], *, is_deleted: bool = False
    ) -> Iterator[Yielded]:
        """Yield posts, many at once; of each post once, of an edited one the newest version."""
        waiting: list[Tweet] = []
        for batch in chain(batches, [None]):
            if isinstance(batch, Problem):
                yield batch
                continue
            chosen, repeated, nameless = self.posts.fresh(batch or ())
            yield NotUsed(member.name, repeated)
            yield from (Problem(member.name, "", "A post has no number.") for _ in range(nameless))
            waiting += chosen
            if batch is None:
                edited, older = self.posts.edited()
                waiting += edited
                yield NotUsed(member.name, older)
            if len(waiting) >= TOGETHER or (batch is None and waiting):
                with uncollected():
                    tables = self.posts.columns(waiting, is_deleted=is_deleted)
                yield Batch(member.name, len(waiting), tables)
                waiting = []

    def _headers(self, member: Member, what: str, *, is_deleted: bool = False) -> Iterator[Yielded]:
        """Yield the posts of which only the header is there."""
        del what
        for batch in self.files.lists(member, "tweet", classic.Header):
            if isinstance(batch, Problem):
                yield batch
                continue
            chosen, repeated, _ = self.posts.fresh([header.as_tweet() for header in batch])
            yield NotUsed(member.name, repeated)
            tables = self.posts.columns(chosen, is_deleted=is_deleted)
            unknown = dict(tables["posts"]) | {"kind": [None] * len(chosen), "link_count": [None] * len(chosen)}
            yield Batch(member.name, len(chosen), {"posts": unknown})

    def _deleted_headers(self, member: Member, what: str) -> Iterator[Yielded]:
        return self._headers(member, what, is_deleted=True)

    def _ids(self, member: Member, what: str) -> Iterator[tuple[int, list[int]] | Yielded]:
        """Yield the accounts of a list with their first place in it; each account once."""
        for batch in self.files.lists(member, _KEYS[what], graph.Account):
            if isinstance(batch, Problem):
                self._place += batch.records
                yield batch
                continue
            yield from self._unseen(member, [item.account_id for item in batch])

    def _unseen(self, member: Member, ids: list[int]) -> Iterator[tuple[int, list[int]] | Yielded]:
        import numpy as np

        fresh = [i for i in dict.fromkeys(ids) if i not in self._seen]
        self._seen.update(fresh)
        yield NotUsed(member.name, len(ids) - len(fresh))
        self.people.meet_ids(np.array(fresh, np.int64))
        yield self._place, fresh
        self._place += len(ids)

    def _follows(self, member: Member, what: str) -> Iterator[Yielded]:
        for found in self._ids(member, what):
            if isinstance(found, tuple):
                rows = graph.follows(self.owner.id, found[1], "in" if what == "follower" else "out", self.at, found[0])
                yield Batch(member.name, len(found[1]), {"follows": rows})
            else:
                yield found

    def _marks(self, member: Member, what: str) -> Iterator[Yielded]:
        for found in self._ids(member, what):
            if isinstance(found, tuple):
                yield Batch(member.name, len(found[1]), {"marks": graph.marks(self.owner.id, found[1], what, self.at)})
            else:
                yield found

    def _likes(self, member: Member, what: str) -> Iterator[Yielded]:
        for batch in self.files.lists(member, _KEYS[what], graph.Like):
            if isinstance(batch, Problem):
                yield batch
                continue
            fresh = [i for i in dict.fromkeys(item.tweet_id for item in batch) if i not in self._seen]
            self._seen.update(fresh)
            yield NotUsed(member.name, len(batch) - len(fresh))
            yield Batch(member.name, len(fresh), {"interactions": graph.likes(self.owner.id, fresh, self.at)})

    def _lists(self, member: Member, what: str) -> Iterator[Yielded]:
        kind = {"lists-member": "list_member", "lists-subscribed": "list_subscribed"}.get(what)
        for place, item in self.files.singles(member, _KEYS[what], graph.UserList):
            if isinstance(item, Problem):
                yield item
                continue
            # whom the owner's own lists hold is not exported
            rows = graph.list_marks(self.owner.id, item, kind, self.at, self.people) if kind else []
            yield Record(member.name, place, tuple(rows)) if rows else NotUsed(member.name)

    def _conversations(self, member: Member, what: str) -> Iterator[Yielded]:
        del what
        for place, item in self.files.singles(member, "dmConversation", Conversation):
            if isinstance(item, Problem):
                yield item
                continue
            for outcome in self.messages.read(item, member.name, place):
                if isinstance(outcome, Problem):
                    self.files.damaged.add(member.name)
                yield outcome

    def _completeness(self, what: str) -> str:
        """Return how much of what a statement rests on is in the archive: all, some or none."""
        names = {
            "messages": ("direct-messages", "direct-message-headers"),
            "tweets": ("tweets", "classic", "tweets-csv"),
        }
        wanted = names.get(what, (what,))
        members = [member for name in wanted for member in self.layout.members.get(name, ())]
        declared = self.layout.declared
        if not members:
            return "all" if any(c == 0 for name, c in declared.items() if holds(name) in wanted) else "none"
        lacking = {holds(name) for name in self.layout.absent}
        missing = all(name in lacking for name in wanted if name in self.layout.members) or (
            what != "messages" and not lacking.isdisjoint(wanted)
        )
        is_damaged = any(member.name in self.files.damaged for member in members)
        is_short = what in _LISTS and any(self._lacking(member) > 0 for member in members)
        return "some" if is_damaged or missing or is_short else "all"

    def _lacking(self, member: Member) -> int:
        """Return how many items fewer than the manifest says were found in a file; less than zero: how many more."""
        said, count = self.layout.declared.get(member.base), self.files.counts.get(member.name)
        return 0 if said is None or count is None or member.name in self.files.damaged else said - count

    def _differences(self) -> Iterator[Problem]:
        """Yield where the manifest and what was read differ."""
        for member in chain.from_iterable(self.layout.members.values()):
            if lacking := self._lacking(member):
                count = self.files.counts[member.name]
                what = f"The archive says that this file holds {count + lacking} items; {count} were found."
                yield Problem(member.name, "", what, records=0)
        for name in self.layout.absent:
            way_on = "Import all parts of the archive together." if self.layout.is_partial else "Download it again."
            yield Problem(f"data/{name}", "", "The archive lists this file, but it is not there.", way_on, records=0)
