"""A world of messages nobody looked at, written as exports, imported, and judged by what each export shows."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any, Final

from benchmarks.validity import unseen_messages, unseen_messages_2, unseen_messages_3
from kithkin.example import names, private_messages
from kithkin.example.person import EGO, Message, Mint, Person, World, ago, world_of
from kithkin.workspace import Workspace

Row = dict[str, Any]

#: The sets of messages, each by another hand. One rule was mended after counts on the first had been seen, and once more
#: after those on the second; on the third none.
SETS: Final = {
    "first set": (unseen_messages, 11),
    "second set": (unseen_messages_2, 23),
    "third set": (unseen_messages_3, 31),
}
UNTOUCHED: Final = "third set"

MACHINES: Final = 640
#: How many accounts send one template: some are one firm's own, some a tool's that many use.
SENDERS: Final = (1, 2, 4, 8, 12, 20)
#: A bulk mailer's header lines; three mails in ten of machines bear none.
HEADERS: Final = (
    ("List-Unsubscribe: <mailto:leave@mailer.example>",) * 5
    + ("Precedence: bulk",) * 1
    + ("Auto-Submitted: auto-generated",) * 1
    + ("",) * 3
)
#: Seconds from the tie to a machine's message: seconds, minutes, hours, days.
SPANS: Final = ((2, 30, 4), (60, 1800, 3), (3600, 70_000, 2), (200_000, 500_000, 1))


@dataclass(slots=True)
class Told:
    """A world, the header lines of its mails, and of each sender whether a machine writes for them.

    Of a machine, `template` is what it sends and `seconds` how long after the follow.
    """

    world: World
    headers: dict[int, tuple[str, ...]] = field(default_factory=dict)
    is_machine: dict[str, bool] = field(default_factory=dict)
    template: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def is_plain(self, key: str) -> bool:
        """Whether three or more send these words, and this one within a day of the follow."""
        alike = Counter(self.template.values())[self.template.get(key, "")]
        return self.is_machine[key] and alike >= 3 and self.seconds[key] <= 86_400


class Telling:
    """Makes the world: who ties when, and who writes what."""

    def __init__(self, words: ModuleType, seed: int) -> None:
        self.words = words
        self.chance = Random(seed)
        self.mint = Mint()
        self.told = Told(World(world_of(0, seed).ego))

    def all(self) -> Told:
        """Return the world with all its machines and people."""
        for language, text in self._templates():
            self._machine(language, text)
        for kind in ("THANKS", "WISHES", "INVITATIONS", "HELLOS", "ERRANDS"):
            for text in getattr(self.words, kind):
                self._human(text, is_thanks=kind == "THANKS")
        for text in self.words.PHRASES:
            for _ in range(4):
                self._human(text, is_thanks=any(said in text.lower() for said in ("connect", "thank")))
        return self.told

    def _templates(self) -> Iterator[tuple[str, str]]:
        every = [(language, text) for language, texts in self.words.TEMPLATES.items() for text in texts]
        self.chance.shuffle(every)
        left = MACHINES
        while left > 0:
            for language, text in every:
                for _ in range(min(left, self.chance.choice(SENDERS))):
                    yield language, text
                    left -= 1

    def _person(self, *, is_machine: bool) -> Person:
        number = len(self.told.world.people)
        tied = ago(self.chance.uniform(8, 900))
        key = f"writer_{number:04}"
        handle = names.handle(self.chance, number)
        created = tied - timedelta(days=self.chance.uniform(100, 3000))
        name = f"{names.name(self.chance)} {number}"
        person = Person(key, name, handle, "writer", self.mint.number(created), created, "", tied, tied)
        self.told.world.people[key] = person
        self.told.is_machine[key] = is_machine
        return person

    def _say(self, sender: str, person: Person, seconds: float, text: str) -> Message:
        at = (person.follows_at or ago(0)) + timedelta(seconds=seconds)
        message = Message(self.mint.number(at), sender, person.key, at, text)
        self.told.world.messages.append(message)
        return message

    def _machine(self, language: str, text: str) -> None:
        chance, person = self.chance, self._person(is_machine=True)
        low, high, _ = chance.choices(SPANS, [share for *_, share in SPANS])[0]
        after = chance.uniform(low, high)
        self.told.template[person.key], self.told.seconds[person.key] = text, after
        message = self._say(person.key, person, after, self._filled(language, text))
        self.told.headers[message.number] = tuple(filter(None, (chance.choice(HEADERS),)))
        if chance.random() < 0.15:
            self._say(EGO, person, after + chance.uniform(600, 90_000), chance.choice(self.words.ANSWERS))

    def _filled(self, language: str, text: str) -> str:
        chance = self.chance
        if chance.random() < 0.35:
            text = chance.choice(self.words.GREETINGS[language]) + text
        if (drawn := chance.random()) < 0.2:
            slots = text.replace("{", "\0{").replace("}", "}\0").split("\0")
            text = "".join(s if s.startswith("{") else s.upper() if drawn < 0.05 else s.lower() for s in slots)
        firm = f"{names.name(chance).split()[0]} {chance.choice(('Studio', 'Digital', '& Co', 'Shop', 'Academy'))}"
        path = f"{chance.choice(('go', 'shop', 'book', 'start'))}.example/{chance.randrange(16**6):x}"
        link = f"@{names.handle(chance, 7)}" if chance.random() < 0.1 else f"https://{path}"
        field_ = chance.choice(("bookbinding", "design", "Handwerk", "artisanat", "Papier", "craft"))
        words = {
            "name": "Maren",
            "firm": firm,
            "link": link,
            "n": str(chance.randrange(3, 50)),
            "field": field_,
            "me": "",
        }
        return str(text.format(**words) + chance.choice(self.words.EMOJI))

    def _human(self, text: str, *, is_thanks: bool) -> None:
        chance, person = self.chance, self._person(is_machine=False)
        soon = chance.random() < (0.6 if is_thanks else 0.25)
        after = chance.uniform(90 + len(text), 72_000) if soon else chance.uniform(200_000, 600_000)
        self._say(person.key, person, after, text)
        if chance.random() < 0.5:
            after += chance.uniform(300, 40_000)
            self._say(EGO, person, after, chance.choice(self.words.ANSWERS))
            if chance.random() < 0.7:
                self._say(person.key, person, after + chance.uniform(60, 4000), chance.choice(self.words.TURNS))


def told(name: str) -> Told:
    """Return the world that is written out, with the messages of one set."""
    return Telling(*SETS[name]).all()


def verdicts(source: str, made: Told) -> list[Row]:
    """Return each message that reached her in one platform's export: its words, the verdict, and the truth."""
    with tempfile.TemporaryDirectory() as folder:
        path = private_messages.write(made.world, source, Path(folder), made.headers)
        space = Workspace.open(Path(folder) / "w")
        taken = space.take_in(path)
        problems = sum(each.manifest.total("problems") for each in taken)
        if problems:
            raise RuntimeError(f"{problems} records of the {source} export could not be read")
        person = {row["account_id"]: row["person_id"] for row in space.rows("identities").to_pylist()}
        key = {}
        for each in made.world.people.values():
            account = private_messages.account_id(source, each)
            key[person.get(account, account)] = each.key
        texts = {row["row_id"]: row for row in space.rows("texts").to_pylist() if row["table_name"] == "messages"}
        judged = space.rows("automated_message").to_pylist()
    found = []
    for row in judged:
        if writer := key.get(row["sender_id"]):
            truth = {"is_machine": made.is_machine[writer], "is_plain": made.is_plain(writer)}
            found.append(row | {"text": texts.get(row["message_id"], {}).get("text")} | truth)
    return found


def figures(rows: list[Row]) -> Row:
    """Return counts, precision and recall of the verdicts on one export."""
    machines = [row for row in rows if row["is_machine"]]
    named = [row for row in rows if row["band"] == "likely"]
    right = sum(row["is_machine"] for row in named)
    plain = [row for row in machines if row["is_plain"]]
    possible = [row for row in rows if row["band"] == "possible"]
    return {
        "messages": len(rows),
        "machines": len(machines),
        "likely": len(named),
        "precision": right / len(named) if named else None,
        "recall": right / len(machines) if machines else None,
        "recall within a day, copies seen": sum(row["band"] == "likely" for row in plain) / len(plain),
        "recall of possible and likely": (right + sum(row["is_machine"] for row in possible)) / len(machines),
        "people called likely": len(named) - right,
        "people called possible": sum(not row["is_machine"] for row in possible),
    }
