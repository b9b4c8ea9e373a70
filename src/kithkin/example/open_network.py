"""The same people on an open network: a complete log of who follows whom and who did what towards whom, and when."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from kithkin.example.person import EGO, NOTICE, World

FOLDER: Final = "open-network"


def write(world: World, folder: Path) -> Path:
    """Write `follows.csv` and `interactions.csv` into a folder of their own and return its path."""
    target = folder / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    (target / "made-up.txt").write_text(NOTICE, encoding="utf-8")
    table(target / "follows.csv", ("follower_id", "followed_id", "at"), follows(world))
    acts = ((act.actor, act.target, act.kind, written(act.at)) for act in world.acts)
    table(target / "interactions.csv", ("actor_id", "target_id", "kind", "at"), acts)
    return target


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
