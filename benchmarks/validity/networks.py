"""The networks that tie strength is tried on: two real ones, or one that is made up."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from kithkin.model.source import Options
from kithkin.workspace import Workspace

START: Final = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Network:
    """A network in a workspace of its own: cuts to fit on, and later ones to report, as days from its first row."""

    name: str
    workspace: Workspace
    first: datetime
    fitted: tuple[int, ...]
    reported: tuple[int, ...]
    is_stationary: bool

    def at(self, day: int) -> datetime:
        """Return the instant so many days after the first row."""
        return self.first + timedelta(days=day)


#: Where the shared data hold each network, its cuts, and whether it lives on unchanged; one of the two empties.
REAL: Final = {
    "CollegeMsg": ("network/collegemsg/Datasets/msg.txt", (15, 30, 45), (75, 90, 105, 120), False),
    "e-mail EU": ("network/email-eu/email-Eu-core-temporal.txt", (30, 45, 60), (90, 105, 120), True),
}


def data() -> Path | None:
    """Return the folder of real data, or None where there is none."""
    folder = os.environ.get("KITHKIN_DATA")
    return Path(folder) if folder and Path(folder).is_dir() else None


@contextmanager
def real() -> Iterator[list[Network]]:
    """Give the real networks, in workspaces that are thrown away; none where there are no data."""
    folder = data()
    with TemporaryDirectory(prefix="kithkin-validity-") as place:
        found = []
        for name, (path, fitted, reported, is_stationary) in REAL.items():
            if folder and (folder / path).exists():
                workspace = imported(Path(place) / name.replace(" ", "-"), folder / path)
                found.append(Network(name, workspace, first_of(workspace), fitted, reported, is_stationary))
        yield found


@contextmanager
def made_up(seed: int = 7) -> Iterator[Network]:
    """Give a made-up network of which the ties come, go and answer by known rules."""
    with TemporaryDirectory(prefix="kithkin-validity-") as place:
        table = Path(place) / "made-up.csv"
        table.write_text(messages(seed))
        workspace = imported(Path(place) / "made-up", table)
        yield Network("made up", workspace, first_of(workspace), (60, 75), (90, 105, 120), is_stationary=True)


def imported(folder: Path, table: Path) -> Workspace:
    """Return a new workspace with one table of timed interactions."""
    workspace = Workspace.open(folder)
    workspace.take_in(table, options=Options(form="interactions"))
    return workspace


def first_of(workspace: Workspace) -> datetime:
    """Return the instant from which a network is covered."""
    first: datetime = workspace.rows("coverage")["covered_from"].to_pylist()[0]
    return first.replace(tzinfo=UTC)


def messages(seed: int, people: int = 150, days: int = 155) -> str:
    """Return a table of messages: ties are born and die, each has its own rhythm, and some messages are answered.

    Gaps between first words are log-normal with a heavy tail, as in mail and messages, not those of chance; and
    most people are written to once only.
    """
    import numpy as np

    random = np.random.default_rng(seed)
    fame = random.pareto(1.5, people) + 1
    pairs = {tuple(sorted(p)) for p in random.choice(people, (people * 16, 2), p=fame / fame.sum()) if p[0] != p[1]}
    polite = random.beta(2, 2, people)
    lines = []
    for one, other in random.integers(0, people, (people * 30, 2)).tolist():
        if one != other:
            lines.append((random.uniform(0, days), one, other))
            if random.random() < polite[other] / 2:
                lines.append((lines[-1][0] + random.exponential(0.6), other, one))
    for one, other in sorted(pairs):
        born = random.uniform(-days, days)
        dies = min(born + random.exponential(2 * days), days)
        gap, share = random.lognormal(2.2, 1.2), random.beta(4, 4)
        day = born
        while (day := day + gap * random.lognormal(0, 1.4)) < dies:
            ends = (one, other) if random.random() < share else (other, one)
            lines.append((day, *ends))
            if random.random() < polite[ends[1]]:
                lines.append((day + random.exponential(0.6), ends[1], ends[0]))
    seen = sorted(line for line in lines if 0 <= line[0] < days)
    told = [f"p{a},p{b},message,{(START + timedelta(days=float(day))).isoformat()}" for day, a, b in seen]
    return "\n".join(["actor_id,target_id,kind,at", *told, ""])
