"""ActivityStreams 2.0 objects as the fediverse writes them, and the rows they become.

Any property may be a string (an address), an object, or a list of either; everything here takes all three.
Plain names are read and no context is ever fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec

from kithkin.model.ids import account_id
from kithkin.model.source import Row, when
from kithkin.sources._moments import Moment, day, moment
from kithkin.sources._plain import link_count, plain
from kithkin.sources._profiles import account_of, address_id, fediverse_id

Object = Mapping[str, Any]

PUBLIC: Final = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
NOTES: Final = frozenset({"Note", "Question", "Article", "Page", "Image", "Video", "Audio", "Event"})
ACTORS: Final = frozenset({"Person", "Service", "Group", "Organization", "Application"})
_STATUS: Final = re.compile(r"(?:/statuses|/@[^/]+)/(\d{15,19})(?:[/?#]|$)")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
#: When Mastodon began to write the time into its numbers; smaller ones are counters.
SNOWFLAKES: Final = datetime(2017, 1, 1, tzinfo=UTC)


class UnreadableError(Exception):
    """An item that cannot become a row; the message says why, in one sentence."""


def objects(value: Any) -> Iterator[Object]:
    """Yield the objects of a property; an address stands for an object of which only the id is known."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield {"id": item}
        elif isinstance(item, dict):
            yield item


def addresses(value: Any) -> list[str]:
    """Return the ids that a property names."""
    return [found for item in objects(value) if isinstance(found := item.get("id", item.get("href")), str) and found]


def address(value: Any) -> str:
    """Return the first id that a property names, or nothing."""
    return next(iter(addresses(value)), "")


def kind_of(item: Object) -> str:
    """Return the type of an object, the first where it has several."""
    types = item.get("type", item.get("@type"))
    return next((t for t in (types if isinstance(types, list) else [types]) if isinstance(t, str)), "")


def text_of(item: Object, name: str) -> str:
    """Return a text property as plain characters; a text in several languages gives the first."""
    value = item.get(name)
    if not isinstance(value, str):
        several = item.get(f"{name}Map")
        value = next((v for v in several.values() if isinstance(v, str)), "") if isinstance(several, dict) else ""
    return plain(value)


def time_of(item: Object, *names: str) -> Moment | None:
    """Return the first of these properties that is a time."""
    texts = (item.get(name) for name in names or ("published",))
    return next((found for text in texts if isinstance(text, str) and (found := moment(text))), None)


def total_of(item: Object, name: str) -> int | None:
    """Return how many a collection says it has."""
    value = item.get(name)
    total = value.get("totalItems") if isinstance(value, dict) else None
    return total if isinstance(total, int) and not isinstance(total, bool) and 0 <= total < 1 << 53 else None


def post_time(iri: str) -> datetime | None:
    """Return when Mastodon made a post with this address, from its number, or None where it tells no time."""
    found = _STATUS.search(iri)
    if not found:
        return None
    at = _EPOCH + timedelta(milliseconds=int(found[1]) >> 16)
    return at if at >= SNOWFLAKES else None


class Fediverse(msgspec.Struct):
    """Turns activities into rows of one network.

    `until` is the instant the export speaks for; `lost` counts acts whose other side could not be named.
    """

    network: str
    until: datetime
    lost: int = 0

    def actor(self, iri: str) -> str | None:
        """Return the id of an actor: `user@host` where the address shows it, else the address."""
        if not iri:
            return None
        return self._ours(fediverse_id(iri)) or account_id(self.network, iri)

    def author(self, post: str) -> str | None:
        """Return whose post this address is, where it shows."""
        return self._ours(fediverse_id(post))

    def post(self, iri: str) -> str | None:
        """Return the id of a post."""
        return account_id(self.network, iri) if iri else None

    def _ours(self, found: str | None) -> str | None:
        """Return an id in this network."""
        return f"{self.network}:{found.partition(':')[2]}" if found else None

    def mentions(self, note: Object) -> dict[str, str]:
        """Return who is mentioned, by the address of each; the `@user@host` is trusted before the address."""
        found: dict[str, str] = {}
        for tag in objects(note.get("tag")):
            href, name = tag.get("href"), tag.get("name")
            if kind_of(tag) != "Mention" or not isinstance(href, str):
                continue
            one = self._ours(address_id(name)) if isinstance(name, str) else None
            if one or (one := self.actor(href)):
                found[href] = one
        return found

    def note(self, note: Object, author: str) -> list[Row]:
        """Return a post, or the messages that a post to named people only is.

        Raises
        ------
        UnreadableError
            Where it has no id.
        """
        iri, mentions = address(note), self.mentions(note)
        if not iri:
            raise UnreadableError("The post has no id.")
        links = [
            self._link(self.actor(href), one)
            for href, one in mentions.items()
            if self.actor(href) != one and fediverse_id(href)
        ]
        audience = [*addresses(note.get("to")), *addresses(note.get("cc"))]
        has_audience = "to" in note or "cc" in note
        if has_audience and not any(one in PUBLIC or one.rstrip("/").endswith("/followers") for one in audience):
            return [*self._messages(note, iri, author, audience, mentions), *links]
        return [*self._public(note, iri, author, mentions), *links]

    def _link(self, href: str | None, one: str) -> Row:
        """Return that an address and a name are one account: a server may write names of another host.

        Only a host of the same domain is believed: anybody can write a mention.
        """
        hosts = [(account or "").rpartition("@")[2] for account in (href, one)]
        is_one = any(a.endswith(f".{b}") for a, b in (hosts, hosts[::-1]))
        evidence = "same-account" if is_one else "claimed-link"
        return Row(
            "account_links", {"from_id": href, "to_id": one, "evidence": evidence, "says": "a mention bears both"}
        )

    def _text(self, note: Object) -> str:
        """Return the words, with the choices of a poll below."""
        choices = [text_of(o, "name") for name in ("oneOf", "anyOf") for o in objects(note.get(name)) if "name" in o]
        return "\n".join(part for part in (text_of(note, "content"), *choices) if part)

    def _time(self, name: str, note: Object) -> dict[str, Any]:
        found = time_of(note)
        return found.columns(name, self.until) if found else when(name, None, latest=self.until)

    def _messages(
        self, note: Object, iri: str, author: str, audience: list[str], mentions: Mapping[str, str]
    ) -> list[Row]:
        """Return one row per person the post was sent to."""
        found = [mentions.get(one) or self.actor(one) for one in (*audience, *mentions)]
        to: list[str | None] = [*dict.fromkeys(one for one in found if one and one != author)] or [None]
        text, thread = self._text(note), note.get("conversation") or note.get("context")
        values = {
            "message_id": self.post(iri),
            "network": self.network,
            "thread_id": self.post(thread)
            if isinstance(thread, str)
            else self.post(address(note.get("inReplyTo")) or iri),
            "sender_id": author,
            "recipient_count": len(to),
            **self._time("sent_at", note),
            "text": text,
            "subject": text_of(note, "summary") or None,
            "link_count": link_count(text),
            "folder": "sent",
            "reply_to_message_id": self.post(address(note.get("inReplyTo"))),
        }
        return [Row("messages", {**values, "recipient_id": one}) for one in to]

    def _public(self, note: Object, iri: str, author: str, mentions: Mapping[str, str]) -> list[Row]:
        """Return the post, and what it does to others: reply, quote, mention."""
        parent, text = address(note.get("inReplyTo")), self._text(note)
        quoted = next(
            (q for n in ("quote", "quoteUri", "quoteUrl", "_misskey_quote") if (q := address(note.get(n)))), ""
        )
        answered = self.author(parent) if parent else None
        is_guessed = bool(parent) and answered is None
        if is_guessed:
            answered = next(iter(mentions.values()), None)
            self.lost += answered is None
        thread = note.get("conversation") or note.get("context")
        language = note.get("contentMap")
        post = {
            "post_id": self.post(iri),
            "network": self.network,
            "author_id": author,
            "kind": "reply" if parent else "quote" if quoted else "post",
            **self._time("posted_at", note),
            "text": text,
            "title": text_of(note, "name") or text_of(note, "summary") or None,
            "language": next(iter(language)) if isinstance(language, dict) and len(language) == 1 else None,
            "url": address(note.get("url")) or iri,
            "thread_id": self.post(thread) if isinstance(thread, str) else None,
            "reply_to_post_id": self.post(parent),
            "reply_to_id": answered,
            "quoted_post_id": self.post(quoted),
            "like_count": total_of(note, "likes"),
            "repost_count": total_of(note, "shares"),
            "link_count": link_count(text),
        }
        rows = [Row("posts", post)]
        carrier = author, note, iri
        if parent:
            rows.append(self._act("reply", answered, parent, carrier, is_inferred=is_guessed or None))
        if quoted:
            rows.append(self._act("quote", self.author(quoted), quoted, carrier))
        others = [one for one in dict.fromkeys(mentions.values()) if one not in (answered, author)]
        return rows + [self._act("mention", one, "", carrier) for one in others]

    def _act(
        self, kind: str, to: str | None, post: str, carrier: tuple[str, Object, str], *, is_inferred: bool | None = None
    ) -> Row:
        """Return what a post of the actor does to another account."""
        author, note, iri = carrier
        about = f":{key_of(to)}" if kind == "mention" else ""
        return Row(
            "interactions",
            {
                "interaction_id": account_id(self.network, f"{iri}#{kind}{about}"),
                "network": self.network,
                "actor_id": author,
                "target_id": to,
                "kind": kind,
                **self._time("happened_at", note),
                "post_id": self.post(iri),
                "target_post_id": self.post(post),
                "target_posted_at": post_time(post),
                "is_inferred": is_inferred,
            },
        )

    def boost(self, activity: Object, author: str) -> list[Row]:
        """Return a repost, as a post without words and as an act."""
        boosted = next(objects(activity.get("object")), {})
        target, iri = address(boosted), address(activity)
        if not target:
            raise UnreadableError("The boost does not say of which post.")
        iri = iri or f"{key_of(author)}#boost:{target}"
        to = self.actor(address(boosted.get("attributedTo"))) or self.author(target)
        self.lost += to is None
        post = {
            "post_id": self.post(iri),
            "network": self.network,
            "author_id": author,
            "kind": "repost",
            **self._time("posted_at", activity),
            "quoted_post_id": self.post(target),
        }
        return [Row("posts", post), self._act("repost", to, target, (author, activity, iri))]

    def like(self, post: str, author: str, kind: str = "like", activity: Object | None = None) -> list[Row]:
        """Return a like; without a time of its own it lies between the post and the export."""
        to, written = self.author(post), post_time(post)
        self.lost += to is None
        found = time_of(activity) if activity else None
        written = written if written and written <= self.until else None
        between = when("happened_at", None, earliest=written, latest=self.until, basis="decoded")
        key = address(activity) if activity else ""
        values = {
            "interaction_id": account_id(self.network, key or f"{key_of(author)}#{kind}:{post}"),
            "network": self.network,
            "actor_id": author,
            "target_id": to,
            "kind": kind,
            **(found.columns("happened_at", self.until) if found else between),
            "target_post_id": self.post(post),
            "target_posted_at": written,
        }
        return [Row("interactions", values)]

    def person(self, actor: Object, one: str, *, is_self: bool | None = None) -> list[Row]:
        """Return a profile and the accounts that it names as its own."""
        made = time_of(actor)
        if made and made.at and made.at == made.at.replace(hour=0, minute=0, second=0, microsecond=0):
            # Mastodon writes the day as its midnight.
            made = day(made.at.year, made.at.month, made.at.day)
        name = actor.get("preferredUsername")
        values = {
            "account_id": one,
            "network": self.network,
            "handle": name if isinstance(name, str) else None,
            "name": text_of(actor, "name") or None,
            "bio": text_of(actor, "summary") or None,
            "url": address(actor.get("url")) or address(actor) or None,
            "is_self": is_self,
            **(made.columns("created_at", self.until) if made else {}),
            "has_picture": bool(actor.get("icon")),
            "is_private": actor.get("manuallyApprovesFollowers")
            if _is_flag(actor, "manuallyApprovesFollowers")
            else None,
            "is_organisation": kind_of(actor) == "Organization" or None,
        }
        return [Row("accounts", values), *self._own_links(actor, one)]

    def _own_links(self, actor: Object, one: str) -> list[Row]:
        """Return the links from a profile to other accounts of the same person, as claims."""
        moved = [self.actor(iri) for n in ("alsoKnownAs", "movedTo") for iri in addresses(actor.get(n))]
        named = []
        for field in objects(actor.get("attachment")):
            value = field.get("value")
            if isinstance(value, str):
                found = re.search(r'href="([^"<>\s]{1,500})"', value)
                named.append(account_of(found[1] if found else plain(value)))
        others = dict.fromkeys(other for other in (*moved, *named) if other and other != one)
        says = "named in the profile"
        return [
            Row("account_links", {"from_id": one, "to_id": other, "evidence": "claimed-link", "says": says})
            for other in others
        ]


def key_of(account: str | None) -> str:
    """Return an account id without its network."""
    return (account or "").partition(":")[2]


def _is_flag(item: Object, name: str) -> bool:
    return isinstance(item.get(name), bool)
