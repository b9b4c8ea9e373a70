"""Every page for an ego with 100,000 followers and 1,000,000 interactions: cold, and from the cache."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.speed.bench import Bench, Measured
from benchmarks.speed.measuring import WITHOUT_PANDAS, Cost, Task, environment, kithkin, medians, python, run
from kithkin.example import EGO
from kithkin.example.bulk import network_log
from kithkin.pages import PAGES

#: One page in a process that has started: what a click costs. Starting Python and its libraries stands by itself.
PAGE = """
import json, time
import duckdb, numpy, pyarrow.compute, pyarrow.parquet
from kithkin.workspace import Workspace
from kithkin.measures import MEASURES
from kithkin.pages import PAGES
import kithkin.workspace.workspace
space = Workspace.open(sys.argv[1])
chosen = {"person": "local:p1"} if sys.argv[2] == "person" else {}
begun = time.process_time()
space.page(sys.argv[2], **chosen)
print(json.dumps(time.process_time() - begun))
"""


def workspace(folder: Path, accounts: int = 100_000, interactions: int = 1_000_000) -> Path:
    """Return the workspace of a large following, made and imported where it is missing."""
    space = folder / "following"
    if not space.exists():
        log = network_log(folder / "log", accounts, interactions)
        for form in ("follows", "interactions"):
            run(Task(form, kithkin("import", "-w", space, "--as", form, log / f"{form}.csv")))
        run(Task("me", kithkin("me", "-w", space, f"local:{EGO}")))
    return space


def forget_answers(space: Path) -> None:
    """Empty the cache."""
    shutil.rmtree(space / "cache", ignore_errors=True)
    (space / "cache").mkdir(mode=0o700)


def page_seconds(space: Path, name: str) -> float:
    """Return the CPU seconds of one page in a process that has started."""
    import subprocess

    command = python(WITHOUT_PANDAS + PAGE, space, name)
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment())
    return float(done.stdout)


def each_page(space: Path) -> dict[str, tuple[float, float]]:
    """Return for each page its CPU seconds with an empty cache, and the median of three with a full one."""
    found = {}
    for page in PAGES:
        forget_answers(space)
        cold = page_seconds(space, page.name)
        found[page.name] = (cold, sorted(page_seconds(space, page.name) for _ in range(3))[1])
    return found


def report(space: Path, rounds: int) -> Sequence[Cost]:
    """Return the cost of the report of all pages: cold, from the cache; and of a command that only starts."""
    out = space.parent / "report.html"
    tasks = [
        Task("report, cold", kithkin("report", "-w", space, "-o", out), lambda: forget_answers(space)),
        Task("report, from the cache", kithkin("report", "-w", space, "-o", out)),
        Task("start", kithkin("imports", "-w", space)),
    ]
    costs = [medians([tasks[0]], rounds), medians([tasks[1]], rounds), medians([tasks[2]], rounds)]
    return [next(iter(cost.values())) for cost in costs]


def answers(bench: Bench) -> None:
    """Measure every page for a large following."""
    space = workspace(bench.folder)
    bench.title("Pages for an ego with 100,000 followers and 1,000,000 interactions, CPU seconds")
    bench.table("page", "cold", "from the cache")
    for name, (cold, warm) in each_page(space).items():
        bench.row(name, cold, warm)
    cold_report, warm_report, start = report(space, bench.rounds)
    bench.row("the report of all pages, whole process", cold_report.cpu_seconds, warm_report.cpu_seconds)
    bench.row("a command that only starts, whole process", "", start.cpu_seconds)
    bench.say(
        "\nA page is measured in a process that has started, each cold one with an empty cache; the report and the start "
        "are whole processes. Wanted: at most 3 s cold, 0.3 s from the cache."
    )


TASKS: Final[dict[str, Measured]] = {"pages": answers}
