"""Large made-up exports as real programs write them: a recording of Bluesky, an outbox of Mastodon, a mailbox."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

BEGIN: Final = datetime(2025, 1, 1, tzinfo=UTC)
_LETTERS: Final = "234567abcdefghijklmnopqrstuvwxyz"
_MICROS: Final = round(BEGIN.timestamp() * 1_000_000)
_PUBLIC: Final = "https://www.w3.org/ns/activitystreams#Public"
_ACTOR: Final = "https://mill.example/users/ada"


class Chance(random.Random):
    """Draws words and keys."""

    def words(self, least: int, most: int) -> str:
        """Return so many words."""
        return " ".join(self.choices(_WORDS, k=self.randint(least, most)))

    def key(self, count: int) -> str:
        """Return letters as content ids and accounts have them."""
        return "".join(self.choices(_LETTERS, k=count))


_SEEDED: Final = random.Random(7)
_WORDS: Final = ["".join(_SEEDED.choices("abcdefghijklmnopqrstuvwxyz", k=_SEEDED.randint(2, 9))) for _ in range(5_000)]


def tid(micros: int, clock: int = 0) -> str:
    """Return the record key of an instant."""
    value = micros << 10 | clock
    return "".join(_LETTERS[value >> shift & 31] for shift in range(60, -1, -5))


def recording(records: int) -> Iterator[str]:
    """Yield a recording of Bluesky: likes, reposts, follows, posts of every form, some taken back, a few new names."""
    chance = Chance(1)
    people = [f"did:plc:{chance.key(24)}" for _ in range(30_000)]
    for number in range(records):
        at = _MICROS + number * 20_000
        event = {"did": chance.choice(people), "time_us": at}
        draw = chance.random()
        if draw < 0.02:
            identity = {"did": event["did"], "handle": f"person{number}.example.org", "seq": number}
            yield _line({**event, "kind": "identity", "identity": identity})
            continue
        kinds = ("feed.like", "feed.repost", "graph.follow", "feed.post")
        name = f"app.bsky.{chance.choices(kinds, (60, 10, 13, 17))[0]}"
        commit = {
            "rev": tid(at),
            "operation": "create",
            "collection": name,
            "rkey": tid(at - chance.randrange(10**6), 9),
        }
        if draw < 0.09:
            yield _line({**event, "kind": "commit", "commit": {**commit, "operation": "delete"}})
            continue
        body = {"$type": name, **record(chance, people, name, at), "createdAt": iso(at)}
        yield _line(
            {**event, "kind": "commit", "commit": {**commit, "record": body, "cid": f"bafyrei{chance.key(52)}"}}
        )


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, separators=(",", ":")) + "\n"


def iso(micros: int) -> str:
    """Return an instant as Bluesky writes it."""
    return f"{BEGIN + timedelta(microseconds=micros - _MICROS):%Y-%m-%dT%H:%M:%S.000Z}"


def _reference(chance: Chance, people: list[str], at: int) -> dict[str, str]:
    post = f"at://{chance.choice(people)}/app.bsky.feed.post/{tid(at - chance.randrange(1, 10**11))}"
    return {"cid": f"bafyrei{chance.key(52)}", "uri": post}


def record(chance: Chance, people: list[str], name: str, at: int) -> dict[str, Any]:
    """Return the body of a record of Bluesky."""
    if name.endswith("follow"):
        return {"subject": chance.choice(people)}
    if not name.endswith(".post"):
        return {"subject": _reference(chance, people, at)}
    body: dict[str, Any] = {"text": chance.words(3, 40), "langs": ["en"]}
    if chance.random() < 0.5:
        body["reply"] = {"parent": _reference(chance, people, at), "root": _reference(chance, people, at)}
    if chance.random() < 0.2:
        feature = {"$type": "app.bsky.richtext.facet#mention", "did": chance.choice(people)}
        body["facets"] = [{"features": [feature], "index": {"byteStart": 0, "byteEnd": 9}}]
    if chance.random() < 0.1:
        body["embed"] = {"$type": "app.bsky.embed.record", "record": _reference(chance, people, at)}
    elif chance.random() < 0.3:
        picture = {"$type": "blob", "ref": {"$link": f"bafkrei{chance.key(52)}"}, "mimeType": "image/jpeg", "size": 9}
        body["embed"] = {"$type": "app.bsky.embed.images", "images": [{"alt": "", "image": picture}]}
    return body


def outbox(records: int) -> Iterator[str]:
    """Yield an outbox as Mastodon writes it: posts, answers that name whom they answer, boosts, a few direct posts."""
    chance = Chance(2)
    yield '{"@context":"https://www.w3.org/ns/activitystreams","id":"outbox.json","type":"OrderedCollection",'
    yield f'"totalItems":{records},"orderedItems":['
    for number in range(records):
        at = BEGIN + timedelta(minutes=number)
        post = f"{_ACTOR}/statuses/{round(at.timestamp() * 1000) << 16 | number & 0xFFFF}"
        item: dict[str, Any] = {
            "id": f"{post}/activity",
            "actor": _ACTOR,
            "published": f"{at:%Y-%m-%dT%H:%M:%SZ}",
            "to": [_PUBLIC],
        }
        if chance.random() < 0.25:
            item |= {"type": "Announce", "cc": [f"{_ACTOR}/followers"], "object": _other(chance)}
        else:
            item |= {"type": "Create", "cc": [f"{_ACTOR}/followers"]}
            item["object"] = _note(chance, post, item)
        yield f"{',' if number else ''}{json.dumps(item, separators=(',', ':'))}"
    yield "]}"


def _other(chance: Chance) -> str:
    host, number = chance.randrange(300), chance.randrange(10**17, 10**18)
    return f"https://host{host}.example/users/{chance.choice(_WORDS)}/statuses/{number}"


def _note(chance: Chance, post: str, item: dict[str, Any]) -> dict[str, Any]:
    parent = _other(chance) if chance.random() < 0.4 else None
    tags, lead = [], ""
    if parent:
        host, _, user = parent.removeprefix("https://").partition("/statuses")[0].partition("/users/")
        person = f"https://{host}/users/{user}"
        tags = [{"type": "Mention", "href": person, "name": f"@{user}@{host}"}]
        lead = f'<span class="h-card"><a href="{person}" class="u-url mention">@<span>{user}</span></a></span> '
    content = f"<p>{lead}{chance.words(5, 60)}</p>"
    everybody = chance.random() < 0.95 or not tags
    return {
        "id": post, "type": "Note", "summary": None, "inReplyTo": parent, "published": item["published"],
        "url": post.replace("/users/", "/@").replace("/statuses", ""), "attributedTo": _ACTOR,
        "to": item["to"] if everybody else [tags[0]["href"]], "cc": item["cc"] if everybody else [], "sensitive": False,
        "atomUri": post, "conversation": f"tag:mill.example,2025:objectId={post[-12:]}:objectType=Conversation",
        "content": content, "contentMap": {"en": content}, "attachment": [], "tag": tags,
        "replies": {"id": f"{post}/replies", "type": "Collection", "first": {"type": "CollectionPage", "items": []}},
        "likes": {"id": f"{post}/likes", "type": "Collection", "totalItems": chance.randrange(9)},
        "shares": {"id": f"{post}/shares", "type": "Collection", "totalItems": chance.randrange(3)},
    }  # fmt: skip


def mailbox(records: int) -> Iterator[str]:
    """Yield an mbox as Gmail writes it, of a fifth as many mails: stamps, signatures, labels, text beside HTML."""
    chance = Chance(3)
    for number in range(records // 5):
        at = BEGIN + timedelta(minutes=number)
        person = f"{chance.choice(_WORDS)}{number % 997}@loom.example"
        sent, date = number % 3 == 0, f"{at:%a, %d %b %Y %H:%M:%S} +0100"
        ends = ("Ada Quill <ada@mill.example>", f"Person {number % 997} <{person}>")
        yield f"From {10**18 + number}@xxx {at:%a %b %d %H:%M:%S} +0000 {at:%Y}\nX-GM-THRID: {10**18 + number // 3}\n"
        yield f"X-Gmail-Labels: {'Sent' if sent else 'Inbox,Opened'}\n"
        if not sent:
            stamp = f"{at:%a, %d %b %Y %H:%M:%S} +0000 (UTC)"
            yield "Delivered-To: ada@mill.example\n"
            yield from (f"Received: from mx{n}.example by mx{n + 1}.example with SMTPS id {chance.key(20)}\n"
                        f"        for <ada@mill.example>;\n        {stamp}\n" for n in range(3))  # fmt: skip
            yield f"Return-Path: <{person}>\nDKIM-Signature: v=1; a=rsa-sha256; d=loom.example; s=s1;\n"
            yield f"        bh={chance.key(44)};\n        b={chance.key(60)}\n         {chance.key(60)}\n"
        if number % 5 == 1:
            yield "List-Unsubscribe: <https://loom.example/leave>\nPrecedence: bulk\n"
        yield f"MIME-Version: 1.0\nFrom: {ends[not sent]}\nTo: {ends[sent]}\nDate: {date}\nMessage-ID: <{number}@loom.example>\n"
        yield f"In-Reply-To: <{number - 3}@loom.example>\n" if number % 4 == 0 else ""
        yield f'Subject: {chance.words(2, 8)}\nContent-Type: multipart/alternative; boundary="part"\n\n'
        text = "\n".join(chance.words(8, 12) for _ in range(chance.randint(3, 15)))
        yield f'--part\nContent-Type: text/plain; charset="UTF-8"\n\n{text}\n\n'
        yield f'--part\nContent-Type: text/html; charset="UTF-8"\nContent-Transfer-Encoding: quoted-printable\n\n<p>{text}</p>\n'
        yield "--part--\n\n"
