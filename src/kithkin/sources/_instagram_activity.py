"""What an Instagram export says of ties, requests, marks, likes, comments, stories and posts, item by item."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import msgspec

from kithkin.model.ids import handle_id
from kithkin.model.source import Row, when
from kithkin.sources._facebook_ties import contact_row
from kithkin.sources._instagram_items import (
    Comment,
    Entry,
    comment_of,
    entries_of,
    handle_in,
    mentions_in,
    shortcode_in,
)
from kithkin.sources._meta import (
    UnreadableError,
    digest,
    iso_moment,
    list_at,
    mapping,
    moment,
    named_values,
    plain,
    seconds_of,
    text_at,
)
from kithkin.sources._meta_export import Export, row
from kithkin.sources._meta_items import Reader
from kithkin.sources._plain import link_count

NETWORK: Final = "instagram"


class Items(msgspec.Struct):
    """Reads the items of one export; `network` is `threads` for the files of Threads inside it."""

    export: Export
    network: str = NETWORK

    @property
    def ego(self) -> str:
        """The owner's account on this network."""
        owner = self.export.owner
        return owner if self.network == NETWORK else owner.replace(NETWORK, self.network, 1)

    def account(self, entry: Entry) -> str:
        """Return the account of an entry that names somebody."""
        account = handle_id(self.network, entry.handle)
        return self.export.meet(account, handle=entry.handle, name=entry.name or None)

    def _named(self, item: Any) -> list[Entry]:
        """Return the entries of an item; an item that names nobody cannot be read."""
        found = [entry for entry in _entries(item) if entry.handle]
        if not found:
            raise UnreadableError("This entry names nobody.")
        return found

    def follow(self, *, is_in: bool) -> Reader:
        """Return the reader of the followers (`is_in`) or of those followed."""
        direction = "in" if is_in else "out"

        def read(item: Any, _number: int) -> Sequence[Row] | None:
            rows = []
            for entry in self._named(item):
                account = self.account(entry)
                if (self.network + direction, account) in self.export.standing or account == self.ego:
                    continue
                at = self.export.time(None, entry.at)
                self.export.standing.add((self.network + direction, account))
                position = self.export.spans["follows", self.network, direction].add(at)
                ends = (account, self.ego) if is_in else (self.ego, account)
                rows.append(
                    row(
                        "follows",
                        follower_id=ends[0],
                        followed_id=ends[1],
                        network=self.network,
                        kind="follow",
                        **self.export.when("followed_at", at),
                        list_position=position,
                    )
                )
            return rows or None

        return read

    def unfollowed(self, item: Any, _number: int) -> Sequence[Row] | None:
        """Return the ties that the owner ended lately; one that stands again is not used."""
        rows = []
        for entry in self._named(item):
            account = self.account(entry)
            is_new = self.export.once(f"unfollowed:{account}") is not None
            if not is_new or (self.network + "out", account) in self.export.standing:
                continue
            at = self.export.time(None, entry.at)
            rows.append(
                row(
                    "follows",
                    follower_id=self.ego,
                    followed_id=account,
                    network=self.network,
                    kind="follow",
                    **when("followed_at", None, latest=at or self.export.seen, basis="inferred"),
                    **self.export.when("ended_at", at),
                )
            )
        return rows or None

    def request(self, *, is_in: bool, state: str) -> Reader:
        """Return the reader of a list of follow requests; one to somebody whom the owner follows was accepted."""

        def read(item: Any, _number: int) -> Sequence[Row] | None:
            rows = []
            for entry in self._named(item):
                account, direction = self.account(entry), "in" if is_in else "out"
                stamp = seconds_of(entry.at)
                key = f"{NETWORK}:request:{self.export.me}:{direction}:{digest(account)}:{stamp}"
                if self.export.once(key) is None:
                    continue
                is_followed = state == "unknown" and (self.network + direction, account) in self.export.standing
                ends = (account, self.ego) if is_in else (self.ego, account)
                rows.append(
                    row(
                        "requests",
                        request_id=key,
                        network=self.network,
                        from_id=ends[0],
                        to_id=ends[1],
                        kind="follow",
                        **self.export.when("requested_at", self.export.time(None, entry.at)),
                        state="accepted" if is_followed else state,
                    )
                )
            return rows or None

        return read

    def mark(self, kind: str) -> Reader:
        """Return the reader of a list of people whom the owner marked: blocked, restricted, favoured."""

        def read(item: Any, _number: int) -> Sequence[Row] | None:
            rows = []
            for entry in self._named(item):
                account = self.account(entry)
                if self.export.once(f"mark:{kind}:{account}") is None:
                    continue
                rows.append(
                    row(
                        "marks",
                        marker_id=self.ego,
                        marked_id=account,
                        network=self.network,
                        kind=kind,
                        list_id="",
                        **self.export.when("marked_at", self.export.time(None, entry.at)),
                    )
                )
            return rows or None

        return read

    def act(self, kind: str, what: str, spelled: tuple[str, ...] = ("title", "value")) -> Reader:
        """Return the reader of a list of acts towards the owner of a post or story, such as likes."""

        def read(item: Any, _number: int) -> Sequence[Row] | None:
            rows = []
            for entry in _entries(item, spelled):
                if self.network != NETWORK and (author := handle_in(entry.href)):
                    entry = entry._replace(handle=author)  # noqa: PLW2901  the title may be a display name
                target = self.account(entry) if entry.handle else None
                if target is None and entry.at is None and not entry.href:
                    raise UnreadableError("This item has neither name, time nor link.")
                if target is None:
                    self.export.counted[f"{self.network} acts without a name"] += 1
                code = shortcode_in(entry.href)
                stamp = seconds_of(entry.at)
                key = f"{self.network}:{self.export.me}:{what}:{stamp}:{digest(target or '', code)}"
                if target == self.ego or self.export.once(key) is None:
                    continue
                rows.append(
                    self._act(key, kind, target, entry.at, target_post_id=f"{self.network}:{code}" if code else None)
                )
            return rows or None

        return read

    def _act(self, key: str, kind: str, target: str | None, stated: datetime | None, **more: Any) -> Row:
        """Return the row of one act of the owner."""
        return row(
            "interactions",
            interaction_id=key,
            network=self.network,
            actor_id=self.ego,
            target_id=target,
            kind=kind,
            **self.export.when("happened_at", self.export.time(None, stated)),
            **more,
        )

    def comment(self, item: Any, _number: int) -> Sequence[Row] | None:
        """Return the rows of a comment: its text, whom it was for, whom it mentions."""
        said = legacy_comment(item) if isinstance(item, list) else comment_of(item)
        if not said.text and not said.owner and said.at is None:
            raise UnreadableError("This comment has neither text, owner nor time.")
        target = self.account(Entry(said.owner, None)) if said.owner else None
        if target is None:
            self.export.counted[f"{self.network} acts without a name"] += 1
        key = self.export.once(
            f"{NETWORK}:{self.export.me}:comment:{seconds_of(said.at)}", f"{said.owner}\x1f{said.text}"
        )
        if key is None:
            return None
        rows = [self._post(key, "comment", said.at, said.text, reply_to_id=target)]
        if target != self.ego:
            rows.append(self._act(f"{key}:act", "comment", target, said.at, post_id=key))
        return rows + self._mentions(key, said.text, said.at, {said.owner})

    def _post(self, key: str, kind: str, stated: datetime | None, text: str, **more: Any) -> Row:
        """Return the row of one text of the owner."""
        return row(
            "posts",
            post_id=key,
            network=self.network,
            author_id=self.ego,
            kind=kind,
            **self.export.when("posted_at", self.export.time(None, stated)),
            text=text or None,
            link_count=link_count(text or None),
            **more,
        )

    def _mentions(self, key: str, text: str, stated: datetime | None, but: set[str]) -> list[Row]:
        """Return one row per user name that a text mentions."""
        rows = []
        for handle in mentions_in(text):
            target = handle_id(self.network, handle)
            if handle not in but and target != self.ego:
                self.export.meet(target, handle=handle)
                rows.append(self._act(f"{key}:mention:{handle}", "mention", target, stated, post_id=key))
        return rows

    def post(self, item: Any, _number: int) -> Sequence[Row] | None:
        """Return the rows of a post, reel or story: its words, and whom they mention."""
        media = [part for part in list_at(mapping(item), "media") if isinstance(part, dict)]
        labels = {label.meaning: label for label in named_values(item).values()}
        first = media[0] if media else {}
        stamps = (item.get("creation_timestamp"), first.get("creation_timestamp"), item.get("timestamp"))
        stated = next((at for at in map(moment, stamps) if at is not None), None) or iso_moment(item.get("taken_at"))
        text = text_at(item, "title", "caption") or text_at(first, "title")
        if stated is None and not text and not media and not labels:
            raise UnreadableError("This post has neither time, words nor picture.")
        uri = text_at(first, "uri") or text_at(item, "uri", "path")
        key = self.export.once(f"{self.network}:{self.export.me}:post:{seconds_of(stated)}", f"{uri}\x1f{text}")
        if key is None:
            return None
        thread = first.get("text_app_post")
        kind = "reply" if isinstance(thread, dict) and thread.get("is_reply") is True else "post"
        return [self._post(key, kind, stated, text), *self._mentions(key, text, stated, set())]

    def contact(self, item: Any, _number: int) -> Sequence[Row] | None:
        """Return the row of one contact that the owner let Instagram copy from the telephone."""
        values = named_values(mapping(item))
        name = " ".join(values[part].value for part in ("first name", "last name") if part in values).strip()
        name = name or (values["name"].value if "name" in values else "")
        address = values["contact"].value if "contact" in values else ""
        if not name and not address:
            raise UnreadableError("This contact has neither name nor address.")
        key = self.export.once(f"{NETWORK}:contact:{digest(plain(name), address)}")
        return None if key is None else [contact_row(key, name, address)]


def _entries(item: Any, spelled: tuple[str, ...] = ("value", "title")) -> list[Entry]:
    """Return the entries of an item; those of before 2020 are a pair of name and time, or of time and name."""
    if isinstance(item, list):
        texts = [part for part in item if isinstance(part, str)]
        at = next((time for time in map(iso_moment, texts) if time is not None), None)
        names = [text for text in texts if iso_moment(text) is None]
        return [Entry(handle_in(f"https://instagram.com/{names[0]}") if names else "", at)]
    return list(entries_of(item, spelled))


def legacy_comment(item: list[Any]) -> Comment:
    """Return a comment of before 2020: time, text and owner in this order."""
    texts = [part if isinstance(part, str) else "" for part in item]
    if len(texts) < 3:
        raise UnreadableError("This comment is of no known form.")
    return Comment(texts[1], handle_in(f"https://instagram.com/{texts[2]}"), iso_moment(texts[0]))
