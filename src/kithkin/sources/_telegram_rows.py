"""The messages of Telegram as rows: letters between two, talk in groups, posts in what is open to many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec

from kithkin.model.ids import handle_id
from kithkin.model.source import Row
from kithkin.sources._moments import Moment
from kithkin.sources._plain import link_count
from kithkin.sources._telegram_file import (
    COMMUNITIES,
    NETWORK,
    PERSONAL,
    Chat,
    Message,
    account_of,
    is_misdated,
    local,
    moment_of,
    sender_of,
    words,
)

#: Of the members of a larger group only the owner is told as a recipient.
MAX_RECIPIENTS: Final = 20
#: The authors of so many posts are remembered for the answers to them.
_REMEMBERED: Final = 1 << 17


class Owner(msgspec.Struct):
    """Whose export it is, as far as it is known, and under which name others mention them."""

    account: str | None = None
    handle: str = ""


class Rows(msgspec.Struct):
    """Makes the rows of one chat, message by message."""

    chat: Chat
    owner: Owner
    until: datetime
    undated_count: int = 0
    kinds: set[str] = msgspec.field(default_factory=set)
    _authors: dict[int, str] = {}

    def of(self, message: Message) -> Iterator[Row] | None:
        """Return the rows of a message; None where nobody is named who wrote it."""
        sender = sender_of(self.chat, message)
        number = message.id
        if sender is None or not isinstance(number, int):
            return None
        key = f"{self.chat.key}:{number}"
        return self._rows(message, key, sender, number)

    def _rows(self, message: Message, key: str, sender: str, number: int) -> Iterator[Row]:
        at = moment_of(message.unixtime, message.date)
        self.undated_count += at is None or (at.basis != "read" and is_misdated(message.unixtime))
        author = self._authors.get(message.answers) if isinstance(message.answers, int) else None
        if self.chat.kind in COMMUNITIES:
            yield self._post(message, key, sender, at, author)
            yield from self._acts(message, key, sender, at, author)
            self._authors[number] = sender
            if len(self._authors) > _REMEMBERED:
                del self._authors[next(iter(self._authors))]
        else:
            yield from self._letters(message, key, sender, at)
        yield from self._reactions(message, key, sender)

    def _columns(self, name: str, at: Moment | None) -> dict[str, Any]:
        if at is None:
            return {name: None, f"{name}_earliest": None, f"{name}_latest": self.until, f"{name}_basis": "observed"}
        return at.columns(name, self.until)

    def _recipients(self, sender: str) -> tuple[list[str | None], int | None]:
        """Return to whom the sender writes here, and to how many as far as it shows."""
        own = self.owner.account
        if self.chat.kind in PERSONAL:
            return [own if sender == self.chat.key else self.chat.key], 1
        others = (self.chat.writers | ({own} if own else set())) - {sender}
        if len(others) > MAX_RECIPIENTS:
            return [own if sender != own else None], len(others)
        return [*sorted(others)] or [None], len(others) or None

    def _letters(self, message: Message, key: str, sender: str, at: Moment | None) -> Iterator[Row]:
        text, links = written(message.text)
        to, count = self._recipients(sender)
        for recipient in to:
            yield Row(
                "messages",
                {
                    "message_id": key,
                    "network": NETWORK,
                    "thread_id": self.chat.key,
                    "sender_id": sender,
                    "recipient_id": recipient,
                    "recipient_count": count,
                    **self._columns("sent_at", at),
                    "text": text,
                    "link_count": links,
                    "folder": "sent" if sender == self.owner.account else "inbox",
                    "reply_to_message_id": self._answered(message),
                    "bulk_evidence": "bot" if self.chat.kind == "bot_chat" else None,
                },
            )

    def _answered(self, message: Message) -> str | None:
        """Return the answered message of the same chat."""
        is_here = isinstance(message.answers, int) and message.answers_in is None
        return f"{self.chat.key}:{message.answers}" if is_here else None

    def _post(self, message: Message, key: str, sender: str, at: Moment | None, author: str | None) -> Row:
        text, links = written(message.text)
        answered = self._answered(message)
        return Row(
            "posts",
            {
                "post_id": key,
                "network": NETWORK,
                "author_id": sender,
                "kind": "reply" if answered else "post",
                **self._columns("posted_at", at),
                "text": text,
                "community_id": self.chat.key,
                "reply_to_post_id": answered,
                "reply_to_id": author if answered else None,
                "link_count": links,
            },
        )

    def _acts(self, message: Message, key: str, sender: str, at: Moment | None, author: str | None) -> Iterator[Row]:
        """Yield the answer and the mentions that a post is."""
        if (answered := self._answered(message)) and author and author != sender:
            self.kinds.add("reply")
            yield self._act("reply", f"{key}#reply", sender, author, self._columns("happened_at", at), key, answered)
        for target in dict.fromkeys(mentioned(message.text, self.owner)):
            if target != sender:
                self.kinds.add("mention")
                named = f"{key}#mention:{target}"
                yield self._act("mention", named, sender, target, self._columns("happened_at", at), key)

    def _reactions(self, message: Message, key: str, author: str) -> Iterator[Row]:
        """Yield the reactions whose authors are named, one per person."""
        given = message.reactions if isinstance(message.reactions, list) else []
        met: set[str] = {author}
        for one in given:
            recent = one.get("recent") if isinstance(one, dict) else None
            for reaction in recent if isinstance(recent, list) else ():
                actor = account_of(reaction.get("from_id")) if isinstance(reaction, dict) else None
                if actor is None or actor in met:
                    continue
                met.add(actor)
                self.kinds.add("reaction")
                at = self._columns("happened_at", _reacted(reaction.get("date"), message))
                yield self._act("reaction", f"{key}#reaction:{actor}", actor, author, at, None, key)

    def _act(
        self,
        kind: str,
        act_id: str,
        actor: str,
        target: str,
        at: dict[str, Any],
        post: str | None,
        on: str | None = None,
    ) -> Row:
        values = {"interaction_id": act_id, "network": NETWORK, "actor_id": actor, "target_id": target, "kind": kind}
        return Row("interactions", {**values, **at, "post_id": post, "target_post_id": on, "thread_id": self.chat.key})


def written(text: Any) -> tuple[str | None, int | None]:
    """Return the words of a text and the number of links in it; it may be in parts, of which links are some."""
    if isinstance(text, str):
        return (text, link_count(text)) if text else (None, None)
    parts = text if isinstance(text, list) else [text]
    said = "".join(part if isinstance(part, str) else _part(part) for part in parts)
    if not said:
        return None, None
    links = sum(isinstance(part, dict) and part.get("type") in ("link", "text_link") for part in parts)
    return said, links or link_count(said)


def _part(part: Any) -> str:
    """Return the words of one part of a text."""
    found = part.get("text") if isinstance(part, dict) else None
    return found if isinstance(found, str) else ""


def mentioned(text: Any, owner: Owner) -> Iterable[str]:
    """Yield whom a text mentions: by number, or by handle."""
    for part in text if isinstance(text, list) else ():
        kind = part.get("type") if isinstance(part, dict) else None
        if kind == "mention_name" and (named := account_of(part.get("user_id"))):
            yield named
        elif kind == "mention" and len(handle := words(part.get("text")).lstrip("@")) > 1:
            is_own = owner.account is not None and handle.lower() == owner.handle.lower()
            yield str(owner.account) if is_own else handle_id(NETWORK, handle)


def _reacted(date: Any, message: Message) -> Moment | None:
    """Return when somebody reacted: the export writes it by the clock, which the message shows too."""
    clock, at, shown = local(date), moment_of(message.unixtime, message.date), local(message.date)
    if clock is None or at is None or at.at is None or shown is None or at.basis != "read":
        return moment_of(None, date)
    if abs(shown - at.at) > timedelta(days=1):  # no clock of the earth shows that
        return moment_of(None, date)
    found = clock - (shown - at.at)
    # The clock may have been put forward or back in between.
    hour = timedelta(hours=1)
    return Moment(found, found - hour, found + hour, "inferred")
