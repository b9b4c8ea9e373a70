"""Growth: fake followers on labelled accounts, bursts and dates of follows on simulated growth, refusal on real lists."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.validity.lines import Grid, Line, Said, Skip
from kithkin.validity import Question, fake_follower, growth, other_growth
from kithkin.workspace import Workspace

LABELLED: Final = Path("labelled") / "instagram-followers" / "labelled.csv"
ARCHIVES: Final = (Path("x") / "organisation", Path("x") / "game-company")
#: Above this many followers a day a block of 200 is lost in the noise.
MOST_A_DAY: Final = 20


def check() -> Iterator[Said]:
    """Yield the figures of all three, with the floors of what was promised."""
    yield from _fakes()
    yield from _bursts()
    yield from _other_bursts()
    yield from _dates()
    yield from _refusals()


def _data() -> Path | None:
    folder = os.environ.get("KITHKIN_DATA", "")
    return Path(folder) if folder and Path(folder).is_dir() else None


def _fakes() -> Iterator[Said]:
    data = _data()
    if data is None or not (data / LABELLED).exists():
        yield Skip("fake followers", "KITHKIN_DATA does not name a folder with labelled followers")
        return
    found = fake_follower.figures(fake_follower.read(data / LABELLED))
    name = f"labelled followers, {found['facts_known']} of {found['facts_of']} facts"
    yield Line(name, "fake followers: real people named", found["named"]["false_accusation_rate"], at_most=0.02)
    yield Line(name, "fake followers: others named", found["named"]["recall"], at_least=0.10)
    yield Line(name, "fake followers: others named or worth a look", found["named_or_worth_a_look"]["recall"])


def _bursts() -> Iterator[Said]:
    found = growth.bursts(_question())
    heads = ("followers a day", *(name.replace("_", " ") for name in next(iter(found.values()))))
    yield Grid("simulated growth: bursts", heads, [(name, *cell.values()) for name, cell in found.items()])
    for (rate, _), cell in zip(growth.SIZES, found.values(), strict=True):
        name = f"simulated, {rate:g} a day"
        yield Line(name, "bursts: false alarms a year, doubled noise", cell["false_alarms_a_year_rough"], at_most=1.0)
        floor = 0.95 if rate <= MOST_A_DAY else None
        yield Line(name, "bursts: blocks of 200 found", cell["blocks_found"], at_least=floor)
        most = 1.0 if rate <= MOST_A_DAY else None
        yield Line(name, "bursts: start missed by days, median", cell["start_error_days_median"], at_most=most)


def _other_bursts() -> Iterator[Said]:
    """Yield the figures of growth on which no threshold was set: wandering, contagious, with posts that went round."""
    found = other_growth.other_bursts(_question())
    heads = ("followers a day", *(name.replace("_", " ") for name in next(iter(found.values()))))
    yield Grid("growth of another making: bursts", heads, [(name, *cell.values()) for name, cell in found.items()])
    for rate, cell in zip(other_growth.RATES, found.values(), strict=True):
        name, is_small = f"another growth, {rate:g} a day", rate <= MOST_A_DAY
        yield Line(name, "bursts: false alarms a year", cell["false_alarms_a_year"], at_most=1.0 if is_small else None)
        yield Line(name, "bursts: blocks of 200 found", cell["blocks_found"], at_least=0.95 if is_small else None)
        yield Line(name, "bursts: start missed by days, median", cell["start_error_days_median"], at_most=1.0)


def _dates() -> Iterator[Said]:
    found = growth.dating(_question())
    heads = ("followers a day, new accounts", *(name.replace("_", " ") for name in next(iter(found.values()))))
    yield Grid("simulated growth: dates of follows", heads, [(name, *cell.values()) for name, cell in found.items()])
    for name, cell in found.items():
        data = f"simulated, {name.replace('_', ' ')}"
        yield Line(data, "follow dating: share before U3", cell["before_u3"], at_least=0.95)
        yield Line(data, "follow dating: bounds too late", float(cell["bounds_too_late"]), at_most=0.0)


def _refusals() -> Iterator[Said]:
    data = _data()
    for archive in ARCHIVES:
        if data is None or not (data / archive).exists():
            yield Skip(f"follow dating on {archive.name}", "KITHKIN_DATA does not name a folder with X archives")
            continue
        with TemporaryDirectory(prefix="kithkin-validity-") as folder:
            space = Workspace.open(Path(folder) / "workspace")
            space.take_in(data / archive)
            orders = space.rows("follow_order").to_pylist()
        yield Line(archive.name, "follow dating: lists dated (their order shows nothing)",
                   float(sum(row["is_ordered"] for row in orders)), at_most=0.0)  # fmt: skip


def _question() -> Question:
    def unasked() -> Workspace:
        raise AssertionError("no workspace is needed")

    return Question(unasked)
