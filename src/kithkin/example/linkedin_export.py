"""The example person's LinkedIn export: connections, invitations, messages and her own acts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from kithkin.example import elsewhere, texts
from kithkin.example.elsewhere import draw, slug, table
from kithkin.example.person import EGO, Person, World, ago
from kithkin.example.x_export import MONTHS

Row = tuple[str, ...]

NAME: Final = "Complete_LinkedInDataExport_06-11-2026.zip"
_PREAMBLE: Final = 'Notes:\r\n"Some addresses are missing: each member decides whether connections may see it."\r\n\r\n'
_MESSAGE: Final = (
    "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE",
    "SUBJECT", "CONTENT", "FOLDER", "ATTACHMENTS", "IS MESSAGE DRAFT", "IS CONVERSATION DRAFT",
)  # fmt: skip
_EGO_NAME: Final = "Maren Quillstad"
#: Roles whose people write with her there.
_TALKING: Final = ("inner", "lately", "two_way", "outsider")


def write(world: World, folder: Path) -> Path:
    """Write the export into a folder and return its path."""
    return elsewhere.packed(folder / NAME, files(world))


def files(world: World) -> Iterator[tuple[str, str]]:
    """Yield each file of the export with its text."""
    people = elsewhere.on(world, "linkedin")
    yield profile(world)
    yield (
        "Email Addresses.csv",
        table(
            ("Email Address", "Confirmed", "Primary", "Updated On"), [(elsewhere.address(EGO), "Yes", "Yes", "1/2/20")]
        ),
    )
    yield connections([_connection(world, person) for person in people] + _twin(world))
    names = ("From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl")
    yield "Invitations.csv", table(names, [_invitation(world, person) for person in people[:12]])
    yield messages(_messages(world, people))
    yield (
        "Shares.csv",
        table(("Date", "ShareLink", "ShareCommentary", "SharedUrl", "MediaUrl", "Visibility"), list(_shares(people))),
    )


def profile(world: World) -> tuple[str, str]:
    """Return the file of her profile."""
    names = ("First Name", "Last Name", "Headline", "Summary", "Geo Location", "Twitter Handles", "Websites")
    row = ("Maren", "Quillstad", "Bookbinder", "Books, bound by hand.", "Lindrup", f"[{world.ego.handle}]", "")
    return "Profile.csv", table(names, [row])


def connections(rows: Iterable[Row]) -> tuple[str, str]:
    """Return the file of connections."""
    names = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
    return "Connections.csv", _PREAMBLE + table(names, rows)


def messages(rows: Iterable[Row]) -> tuple[str, str]:
    """Return the file of messages."""
    return "messages.csv", table(_MESSAGE, rows)


def url(key: str) -> str:
    """Return the address of somebody's profile."""
    return f"https://www.linkedin.com/in/{slug(key)}"


def _names(name: str) -> tuple[str, str]:
    first, _, last = name.partition(" ")
    return first, last


def _connected(world: World, person: Person) -> datetime:
    return ago(60 + 9 * draw(world, "connected", person.key))


def _connection(world: World, person: Person) -> Row:
    shown = elsewhere.address(person.key) if draw(world, "shown", person.key) < 20 else ""
    return connection(person, _connected(world, person), shown)


def connection(person: Person, at: datetime, shown: str = "") -> Row:
    """Return the row of a connection: the day, not the hour; `shown` is the mail address, for the few who show it."""
    day = f"{at:%d} {MONTHS[at.month - 1]} {at.year}"
    return (*_names(person.name), url(person.key), shown, "Lindrup Paper", "Binder", day)


def message(person: Person, at: datetime, text: str, *, is_own: bool, is_draft: bool = False) -> Row:
    """Return the row of a message to or from a person."""
    ends = [(_EGO_NAME, url(EGO)), (person.name, url(person.key))]
    (name, own), (to, other) = ends if is_own else ends[::-1]
    date, draft = f"{at:%Y-%m-%d %H:%M:%S} UTC", "Yes" if is_draft else "No"
    return f"c-{slug(person.key)}", "", name, own, to, other, date, "", text, "INBOX", "", draft, "No"


def _twin(world: World) -> list[Row]:
    """Return a connection who bears the full name of somebody else, and is not that person."""
    key = elsewhere.twin_of(world)
    if key is None:
        return []
    return [(*_names(world.people[key].name), url("somebody_else"), "", "Harbour Works", "Rigger", "04 May 2023")]


def _invitation(world: World, person: Person) -> Row:
    at = _connected(world, person) - timedelta(days=2)
    sent = f"{at.month}/{at.day}/{at:%y}, 10:30 AM"
    ends = [(_EGO_NAME, url(EGO)), (person.name, url(person.key))]
    asker, asked = ends if person.role != "pitcher" else ends[::-1]
    direction = "OUTGOING" if person.role != "pitcher" else "INCOMING"
    note = "" if person.role != "pitcher" else texts.WARM_UPS[0]
    return asker[0], asked[0], sent, note, direction, asker[1], asked[1]


def _messages(world: World, people: list[Person]) -> list[Row]:
    """Return what she wrote with some, what was tried to be sold to her, and one draft."""
    rows: list[tuple[datetime, Row]] = []

    def say(person: Person, at: datetime, text: str, *, is_own: bool, is_draft: bool = False) -> None:
        rows.append((at, message(person, at, text, is_own=is_own, is_draft=is_draft)))

    for person in people:
        day = 5.0 + 3 * draw(world, "wrote", person.key)
        if person.role == "pitcher":
            say(person, ago(day), texts.PITCHES[draw(world, "pitch", person.key) % len(texts.PITCHES)], is_own=False)
        elif person.role in _TALKING:
            for turn in range(2 + draw(world, "turns", person.key) % 4):
                at = ago(day + 0.3 - turn * 0.05)
                say(person, at, texts.CHAT[(turn + int(day)) % len(texts.CHAT)], is_own=turn % 2 == 0)
    for person in people[:1]:
        say(person, ago(1.5), "Never sent.", is_own=True, is_draft=True)
    return [row for _, row in sorted(rows, reverse=True)]


def _shares(people: list[Person]) -> Iterator[Row]:
    for number, (language, text) in enumerate(texts.POSTS[: 6 if people else 0]):
        if language == "en":
            at = ago(20.0 + 31 * number)
            id_ = round(at.timestamp() * 1000) << 22
            link = f"https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A{id_}"
            yield f"{at:%Y-%m-%d %H:%M:%S}", link, text.format(tag="", link="").strip(), "", "", "MEMBER_NETWORK"
