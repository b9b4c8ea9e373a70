"""The example person's mail, as Google hands it over: correspondence, a mailing list, bulk mail and one draft."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from pathlib import Path
from typing import Final

from kithkin.example import elsewhere, meeting, texts
from kithkin.example.elsewhere import address, draw
from kithkin.example.person import EGO, Person, World, ago
from kithkin.example.x_export import DAYS, MONTHS

NAME: Final = "takeout-20260611T000000Z-001.zip"
MEMBER: Final = "Takeout/Mail/All mail Including Spam and Trash.mbox"
LIST: Final = "binders.lists.example"


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail: when, its id, from whom and to whom (name and address), subject, words, and other header lines."""

    at: datetime
    number: str
    sender: tuple[str, str]
    recipient: tuple[str, str]
    subject: str
    text: str
    more: tuple[str, ...] = ()


def write(world: World, folder: Path) -> Path:
    """Write the mails into a folder and return the path."""
    mails = sorted(mails_of(world), key=lambda mail: (mail.at, mail.number))
    return elsewhere.packed(folder / NAME, [(MEMBER, "".join(map(written, mails)))])


def written(mail: Mail) -> str:
    """Return a mail as an mbox has it."""
    at = mail.at
    day, month = DAYS[at.weekday()], MONTHS[at.month - 1]
    lines = [
        f"From {mail.number}@xxx {day} {month} {at:%d %H:%M:%S} +0000 {at.year}",
        *mail.more,
        f"Message-ID: <{mail.number}@post.example>",
        f"Date: {day}, {at.day} {month} {at.year} {at:%H:%M:%S} +0000",
        f"From: {_person(*mail.sender)}",
        f"To: {_person(*mail.recipient)}",
        f"Subject: {mail.subject}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
    ]
    return "\n".join([*lines, "", mail.text, "", ""])


def _person(name: str, where: str) -> str:
    return f"{Header(name, 'utf-8').encode() if not name.isascii() else name} <{where}>"


def _ego() -> tuple[str, str]:
    return "Maren Quillstad", address(EGO)


def mails_of(world: World) -> Iterator[Mail]:
    """Yield every mail."""
    people = elsewhere.on(world, "mail")
    for person in people:
        yield from _pitch(world, person) if person.role == "pitcher" else _letters(world, person)
    yield from _list(people)
    if people:
        news = ("X-Gmail-Labels: Inbox,Unread", "List-Unsubscribe: <mailto:leave@shop.example>", "Precedence: bulk")
        for number in range(6):
            sender = ("Lindrup Paper Shop", "news@shop.example")
            yield Mail(ago(10.0 + 30 * number), f"news{number}", sender, _ego(), "This month", "New paper is in.", news)
        to = (people[0].name, address(people[0].key))
        yield Mail(ago(2.5), "draft1", _ego(), to, "Not yet", "Not sent.", ("X-Gmail-Labels: Drafts",))


def _letters(world: World, person: Person) -> Iterator[Mail]:
    """Yield an exchange of letters: a question, an answer, sometimes more."""
    who, day = (person.name, address(person.key)), 4.0 + 2 * draw(world, "letter", person.key)
    before = ""
    for turn in range(2 + draw(world, "letters", person.key) % 3):
        is_own = turn % 2 == 1
        number = f"{person.key}.{turn}"
        more = [f"X-Gmail-Labels: {'Sent' if is_own else 'Inbox'}", f"X-GM-THRID: {draw(world, 'thread', person.key)}7"]
        more += [f"Delivered-To: {address(EGO)}"] if not is_own else []
        more += [f"In-Reply-To: <{before}@post.example>", f"References: <{before}@post.example>"] if before else []
        subject = "The notebook" if not before else "Re: The notebook"
        ends = (_ego(), who) if is_own else (who, _ego())
        text = texts.CHAT[(turn + len(person.key)) % len(texts.CHAT)]
        yield Mail(ago(day - turn * 0.4), number, *ends, subject, text, tuple(more))
        before = number


def _pitch(world: World, person: Person) -> Iterator[Mail]:
    text = texts.PITCHES[draw(world, "pitch", person.key) % len(texts.PITCHES)]
    more = ("X-Gmail-Labels: Inbox", f"Delivered-To: {address(EGO)}")
    day = 30.0 + 2 * draw(world, "pitch day", person.key)
    yield Mail(ago(day), f"{person.key}.0", (person.name, address(person.key)), _ego(), "A quick one", text, more)


def _list(people: list[Person]) -> Iterator[Mail]:
    """Yield the threads of a mailing list that she reads and sometimes answers on."""
    writers = [(person.name, address(person.key)) for person in people[:5]]
    for day, number, writer, subject, text, before in meeting.letters(writers, _ego()) if len(writers) > 2 else ():
        yield _on_the_list(ago(day), number, writer, subject, text, before)
    before = ""
    for place, writer in enumerate([*writers, _ego()] if len(writers) > 2 else []):
        text = texts.QUESTIONS[0][0] if not before else texts.REPLIES[place % len(texts.REPLIES)]
        subject = f"{'Re: ' if before else ''}[binders] Paper for ink"
        yield _on_the_list(ago(50.0 - place), f"list{place}", writer, subject, text, before)
        before = f"list{place}"


def _on_the_list(at: datetime, number: str, writer: tuple[str, str], subject: str, text: str, before: str) -> Mail:
    """Return a mail to the list, with what a list puts above each."""
    list_lines = [f"List-Id: Binders <{LIST}>", f"List-Post: <mailto:binders@{LIST[8:]}>", "Precedence: list"]
    more = ["X-Gmail-Labels: Inbox", *list_lines]
    more += [f"In-Reply-To: <{before}@post.example>"] if before else []
    return Mail(at, number, writer, ("Binders", f"binders@{LIST[8:]}"), subject, text, tuple(more))
