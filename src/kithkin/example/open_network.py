"""The same people on an open network: a complete log of who follows whom and who did what towards whom, and when.

Beside it what their profiles say, and a list that was made for others to follow as a whole, as such a network shows
them to everybody.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from kithkin.example.person import EGO, NOTICE, Person, World, ago

FOLDER: Final = "open-network"
PROFILES: Final = (
    "account_id",
    "network",
    "handle",
    "created_at",
    "follower_count",
    "following_count",
    "post_count",
    "has_picture",
)


MARKS: Final = ("marker_id", "marked_id", "network", "kind", "list_id", "list_name", "marked_at")


def write(world: World, folder: Path) -> Path:
    """Write `follows.csv` and `interactions.csv` into a folder of their own and return its path.

    In it are two folders more, `profiles` and `lists`, each a form of its own.
    """
    target = folder / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    (target / "made-up.txt").write_text(NOTICE, encoding="utf-8")
    table(target / "follows.csv", ("follower_id", "followed_id", "at"), follows(world))
    acts = ((act.actor, act.target, act.kind, written(act.at)) for act in world.acts)
    table(target / "interactions.csv", ("actor_id", "target_id", "kind", "at"), acts)
    profiles = target / "profiles"
    profiles.mkdir(exist_ok=True)
    (profiles / "made-up.txt").write_text(NOTICE, encoding="utf-8")
    table(profiles / "accounts.csv", PROFILES, (profile(person) for person in world.people.values()))
    lists = target / "lists"
    lists.mkdir(exist_ok=True)
    (lists / "made-up.txt").write_text(NOTICE, encoding="utf-8")
    table(lists / "marks.csv", MARKS, recommended(world))
    return target


def recommended(world: World) -> list[tuple[str, ...]]:
    """Return who stands on a bystander's starter pack: the ego, the big account, and some whom few know."""
    maker, *others = [person.key for person in world.of("bystander")[2:9]] or [""]
    members = [EGO, *(person.key for person in world.of("big")), *others] if others else []
    made = "local", "recommended", "local:paper-people", "People of paper"
    return [(f"local:{maker}", f"local:{member}", *made, written(ago(150.5))) for member in members]


def profile(person: Person) -> tuple[str, ...]:
    """Return what a profile says: those that were bought follow many and show little, a third of them nothing at all.

    The figures hang on the number of the account alone, so that they take nothing from the chance of the world.
    """
    dice = (person.number >> 22) % 997 if person.number >= 1 << 40 else person.number % 997
    if person.role == "bought":
        counts = (dice % 9, 700 + dice, 0 if dice % 3 == 0 else dice % 7)
        has_picture = dice % 3 != 0
    else:
        counts = (60 + 3 * dice, 90 + 2 * dice, 5 + dice)
        has_picture = dice % 25 != 0
    figures = tuple(str(count) for count in counts)
    return (
        f"local:{person.key}",
        "local",
        person.handle,
        written(person.created_at),
        *figures,
        str(has_picture).lower(),
    )


def follows(world: World) -> list[tuple[str, str, str]]:
    """Return every standing follow of the network, oldest first."""
    found = [(at, follower, followed) for follower, followed, at in set(world.follows)]
    found += [(person.follows_at, person.key, EGO) for person in world.followers if person.follows_at]
    found += [(person.followed_at, EGO, person.key) for person in world.following if person.followed_at]
    return [(follower, followed, written(at)) for at, follower, followed in sorted(found)]


def table(path: Path, names: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a CSV file with a line of names."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(rows)


def written(at: datetime) -> str:
    """Return an instant as the log has it."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
