"""Run the speed benchmarks: `python -m benchmarks.speed --task import --task pages`, or `--all`.

Everything is made up, generated in a temporary folder and deleted again. The tables are printed and kept in
`results.md` beside this file, where each run replaces the tables of the tasks that it ran; a run of another size
than the usual is a trial and is not kept.

A task is a function that takes a `Bench` and says a table; its file lists it under `TASKS`, and `FILES` here
lists the files.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

from benchmarks.speed import annotators, archive, networks, pages, sources, suggest, texts
from benchmarks.speed.bench import Bench, Measured

RESULTS: Final = Path(__file__).with_name("results.md")
SIZE: Final = 500.0
FILES: Final = (archive, pages, sources, texts, annotators, networks, suggest)
TASKS: Final[dict[str, Measured]] = {name: task for file in FILES for name, task in file.TASKS.items()}


def main() -> None:
    """Run the tasks that were asked for, by default all, and keep their tables."""
    parser = argparse.ArgumentParser(prog="benchmarks.speed", description=__doc__)
    parser.add_argument("--task", action="append", choices=TASKS, help="what to measure; may be given several times")
    parser.add_argument("--all", action="store_true", help="measure everything [without --task]")
    parser.add_argument(
        "--size",
        type=float,
        default=SIZE,
        metavar="MB",
        help="megabytes of posts in the X archive; other tasks keep step [500]",
    )
    parser.add_argument("--rounds", type=int, default=3, help="rounds of which the medians are taken [3]")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kithkin-speed-") as folder:
        for task in TASKS if asked.all or not asked.task else asked.task:
            bench = Bench(Path(folder), asked.size, asked.rounds)
            TASKS[task](bench)
            bench.say(measured_on(asked.rounds))
            if asked.size == SIZE:
                keep(task, bench.lines)


def measured_on(rounds: int) -> str:
    """Return what this was measured with, and how busy the machine was."""
    names = ("duckdb", "pyarrow", "msgspec", "numpy")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    models = [line.split(":", 1)[1].strip() for line in _cpu_lines() if line.startswith("model name")]
    cpu = f"{models[0]}, {len(models)} cores" if models else platform.machine()
    load = os.getloadavg()[0]
    busy = f"on a busy machine (load {load:.1f})" if load > 1.5 else f"at a load of {load:.1f}"
    return (
        f"\nMeasured on {datetime.now(UTC):%d %B %Y} {busy}. {cpu}; Python "
        f"{platform.python_version()}; {versions}. CPU seconds (user and system), medians of {rounds} rounds in which "
        "the compared tasks take turns (the peer: one round); memory is the largest seen."
    )


def _cpu_lines() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def keep(task: str, lines: list[str]) -> None:
    """Put the table of a task in the place of its last one in the results."""
    marks = {name: f"<!-- {name} -->" for name in TASKS}
    old = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    parts = {name: old.partition(mark)[2].partition("<!--")[0].strip() for name, mark in marks.items()}
    parts[task] = "\n".join(lines).strip()
    whole = "\n\n".join(f"{marks[name]}\n{part}" for name, part in parts.items() if part)
    RESULTS.write_text(f"# Speed\n\nWritten by `make speed`.\n\n{whole}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
