"""Where else the people of the example are: who is on which network, under which name, and which contacts she keeps.

Nothing is drawn by chance here: a person's own key decides, so that the other exports stay as they are.
"""

from __future__ import annotations

import csv
import io
import os
import zipfile
from base64 import b32encode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from kithkin.example import meeting
from kithkin.example.person import AS_OF, EGO, NOTICE, Person, World
from kithkin.example.x_export import FIXED_TIME

#: Of the people of each role, how many in a hundred are on a network.
THERE: Final[dict[str, dict[str, int]]] = {
    "linkedin": {"inner": 80, "lately": 70, "two_way": 60, "reacted": 25, "alive": 8, "pitcher": 100, "outsider": 30},
    "bluesky": {"inner": 70, "lately": 60, "two_way": 45, "reacted": 15, "outsider": 40, "alive": 4},
    "mail": {"inner": 90, "lately": 60, "two_way": 30, "outsider": 20, "pitcher": 50, "reacted": 5},
}
#: Of those who are close, how many in a hundred stand in her address book.
IN_THE_BOOK: Final = {"inner": 70, "lately": 40, "two_way": 15}


def draw(world: World, *words: str) -> int:
    """Return a number from 0 to 99 that these words, and the world they stand in, decide."""
    return int.from_bytes(sha256("\0".join((str(len(world.people)), *words)).encode()).digest()[:4]) % 100


def on(world: World, network: str) -> list[Person]:
    """Return the people who are on a network, in the order in which the example made them."""
    shares = THERE[network]
    return [p for p in world.people.values() if draw(world, network, p.key) < shares.get(p.role, 0)]


def in_the_book(world: World) -> list[Person]:
    """Return the people of her address book."""
    return [p for p in world.people.values() if draw(world, "book", p.key) < IN_THE_BOOK.get(p.role, 0)]


def slug(key: str) -> str:
    """Return the name in the address of somebody's LinkedIn profile."""
    return "maren-quillstad" if key == EGO else key.replace("_", "-")


def did(key: str) -> str:
    """Return somebody's permanent id on Bluesky."""
    return "did:plc:" + b32encode(sha256(key.encode()).digest()).decode().lower()[:24]


def bluesky_handle(key: str) -> str:
    """Return somebody's handle on Bluesky."""
    return f"{'quillstad' if key == EGO else key.replace('_', '-')}.example"


def address(key: str) -> str:
    """Return somebody's mail address."""
    return "maren@quillstad.example" if key == EGO else f"{key}@post.example"


def accounts(world: World, person: Person) -> dict[str, str]:
    """Return the accounts of a person by network."""
    own = {"linkedin": slug, "bluesky": did, "mail": address}
    found = {"x": f"x:{person.number}"}
    return found | {
        network: f"{network}:{name(person.key)}" for network, name in own.items() if person in on(world, network)
    }


def key_of(world: World) -> dict[str, Any]:
    """Return the part of the answer key that says who is who across networks."""
    here = {network: {person.key for person in on(world, network)} for network in THERE}
    names = {"linkedin": slug, "bluesky": did, "mail": address}
    return {
        "accounts": {
            key: {network: f"{network}:{names[network](key)}" for network in THERE if key in here[network]}
            for key in world.people
            if any(key in keys for keys in here.values())
        },
        "in_the_book": [person.key for person in in_the_book(world)],
        "same_name_of_another": twin_of(world),
    }


def twin_of(world: World) -> str | None:
    """Return the key of the person whose full name somebody else bears on LinkedIn; None where there is nobody."""
    silent = [person for person in world.of("silent") if " " in person.name]
    return silent[0].key if silent else None


def contacts(world: World, folder: Path) -> Path:
    """Write her address book as `contacts.vcf` and return its path."""
    cards = []
    for person in in_the_book(world):
        here = {network for network in THERE if person in on(world, network)}
        lines = ["BEGIN:VCARD", "VERSION:3.0", f"UID:{person.key}", f"FN:{person.name}", "ADR;TYPE=HOME:;;;Lindrup;;;"]
        lines.append(f"X-SOCIALPROFILE;TYPE=twitter:https://x.com/{person.handle}")
        lines += [f"EMAIL:{address(person.key)}"] if "mail" in here else []
        lines += [f"URL:https://www.linkedin.com/in/{slug(person.key)}"] if "linkedin" in here else []
        lines += [f"URL:https://bsky.app/profile/{did(person.key)}"] if "bluesky" in here else []
        cards.append("\r\n".join([*lines, "REV:2026-06-10T08:00:00Z", "END:VCARD", ""]))
    return dated(folder / "contacts.vcf", "".join([*cards, meeting.card()]).encode())


def dated(path: Path, data: bytes) -> Path:
    """Write a file as if it were made at the end of the example, and return its path."""
    path.write_bytes(data)
    os.utime(path, (AS_OF.timestamp(), AS_OF.timestamp()))
    return path


def packed(path: Path, files: Iterable[tuple[str, str]]) -> Path:
    """Write a ZIP of these files, whose bytes never change, and return its path."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in (("made-up.txt", NOTICE), *files):
            info = zipfile.ZipInfo(name, FIXED_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, text)
    return path


def table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as CSV."""
    text = io.StringIO()
    csv.writer(text).writerows([names, *rows])
    return text.getvalue()
