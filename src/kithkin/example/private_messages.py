"""A world's private messages as each platform hands them over: X, Instagram, LinkedIn and mail.

The same messages lie behind all four; each export shows no more of them than its platform does: X no time of a
follow, LinkedIn the day of a connection, mail the headers and no follow at all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from kithkin.example import elsewhere, instagram_export, linkedin_export, mail_export, x_export
from kithkin.example.elsewhere import address, slug
from kithkin.example.person import AS_OF, EGO, Message, Person, World

Headers = Mapping[int, tuple[str, ...]]


def write(world: World, source: str, folder: Path, headers: Headers | None = None) -> Path:
    """Write the export of one platform (a name of `SOURCES`) and return its path.

    `headers` adds header lines to mails, by the number of the message.
    """
    if source == "mail":
        return _mail(world, folder, headers or {})
    return _WRITERS[source](world, folder)


def account_id(source: str, person: Person) -> str:
    """Return a person's account on one of these platforms."""
    keys = {"x": str(person.number), "instagram": f"@{person.handle}", "linkedin": slug(person.key)}
    return f"{source}:{keys.get(source, address(person.key))}"


def _threads(world: World) -> dict[str, list[Message]]:
    """Return the messages by the other person, oldest first."""
    found: dict[str, list[Message]] = {}
    for message in sorted(world.messages, key=lambda each: (each.at, each.number)):
        found.setdefault(message.thread, []).append(message)
    return found


def _instagram(world: World, folder: Path) -> Path:
    lists = [(member, json.dumps(content, indent=2)) for member, content in instagram_export.files(world, AS_OF)]
    return elsewhere.packed(folder / instagram_export.name(world, AS_OF), [*lists, *_instagram_threads(world)])


def _instagram_threads(world: World) -> Iterator[tuple[str, str]]:
    """Yield one file for each conversation, newest message first, its letters as Meta spells them."""
    for key, messages in _threads(world).items():
        person = world.people[key]
        names = {EGO: _spelled(world.ego.name), key: _spelled(person.name)}
        content: dict[str, Any] = {
            "participants": [{"name": names[key]}, {"name": names[EGO]}],
            "messages": [
                {
                    "sender_name": names[message.sender],
                    "timestamp_ms": round(message.at.timestamp() * 1000),
                    "content": _spelled(message.text),
                    "is_geoblocked_for_viewer": False,
                }
                for message in reversed(messages)
            ],
            "title": names[key],
        }
        thread = f"{person.handle}_{person.number}"
        yield f"your_instagram_activity/messages/inbox/{thread}/message_1.json", json.dumps(content, indent=2)


def _spelled(text: str) -> str:
    """Return a text as Meta writes it: each byte of its UTF-8 as a letter."""
    return text.encode().decode("latin-1")


def _linkedin(world: World, folder: Path) -> Path:
    people = [person for person in world.people.values() if person.follows_at]
    files = [
        linkedin_export.profile(world),
        linkedin_export.connections([linkedin_export.connection(p, p.follows_at or AS_OF) for p in people]),
        linkedin_export.messages(
            linkedin_export.message(
                world.people[message.thread], message.at, message.text, is_own=message.sender == EGO
            )
            for message in sorted(world.messages, key=lambda each: (each.at, each.number), reverse=True)
        ),
    ]
    return elsewhere.packed(folder / linkedin_export.NAME, files)


def _mail(world: World, folder: Path, headers: Headers) -> Path:
    written = []
    for key, messages in _threads(world).items():
        ends, before = ((world.ego.name, address(EGO)), (world.people[key].name, address(key))), ""
        for message in messages:
            is_own, number = message.sender == EGO, str(message.number)
            more: tuple[str, ...] = (
                f"X-Gmail-Labels: {'Sent' if is_own else 'Inbox'}",
                f"X-GM-THRID: {messages[0].number}",
            )
            more += (f"In-Reply-To: <{before}@post.example>",) if before else ()
            more += () if is_own else (f"Delivered-To: {address(EGO)}", *headers.get(message.number, ()))
            sender, recipient = ends if is_own else ends[::-1]
            subject = "Re: Hello" if before else "Hello"
            written.append(mail_export.Mail(message.at, number, sender, recipient, subject, message.text, more))
            before = number
    mails = sorted(written, key=lambda mail: (mail.at, mail.number))
    return elsewhere.packed(folder / mail_export.NAME, [(mail_export.MEMBER, "".join(map(mail_export.written, mails)))])


_WRITERS: Final[dict[str, Callable[[World, Path], Path]]] = {
    "x": x_export.write,
    "instagram": _instagram,
    "linkedin": _linkedin,
}
#: Platforms whose exports hold private messages.
SOURCES: Final = (*_WRITERS, "mail")
