"""Run the speed benchmarks: `python -m benchmarks.speed [import layouts growth pages] [--size MB]`.

Everything is made up, generated in a temporary folder and deleted again. The tables are printed and kept in
`results.md` beside this file, where each run replaces the tables of the tasks that it ran.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

from benchmarks.speed import pages, peers
from benchmarks.speed.measuring import Cost, Task, kithkin, medians
from kithkin.example.bulk import TextLayout, big_x_archive

RESULTS: Final = Path(__file__).with_name("results.md")
LAYOUTS: Final[tuple[TextLayout, ...]] = ("pretty", "one-line", "crlf", "bom")


class Bench:
    """One run: its folder and size, and the lines of its table."""

    def __init__(self, folder: Path, size: float, rounds: int) -> None:
        self.folder, self.size, self.rounds = folder, size, rounds
        self.lines: list[str] = []
        self.archive = cache(self._archive)

    def _archive(self, size: float, layout: TextLayout = "pretty") -> tuple[Path, int]:
        path = self.folder / f"x-{size:g}-{layout}.zip"
        return path, big_x_archive(path, size, layout)

    def importing(self, size: float, layout: TextLayout = "pretty") -> Task:
        """Return the import of a generated archive into a new workspace, the whole process."""
        path, space = self.archive(size, layout)[0], self.folder / "imported"
        command = kithkin("import", "-w", space, path)
        return Task(f"kithkin import, {size:g} MB, {layout}", command, lambda: shutil.rmtree(space, ignore_errors=True))

    def say(self, *lines: str) -> None:
        """Print lines, and keep them for the results."""
        self.lines += lines
        print(*lines, sep="\n", flush=True)


def row(*cells: object) -> str:
    """Return a row of a table."""
    return "| " + " | ".join(map(str, cells)) + " |"


def imports(bench: Bench) -> None:
    """Compare an import with a bare parse, the standard library and a peer."""
    archive, tweets = bench.archive(bench.size)
    own, bare = bench.importing(bench.size), peers.bare_parse(archive, tweets)
    costs = dict(medians([own, bare, peers.whole_parse(archive, tweets)], bench.rounds))
    if peers.has_peer():
        costs |= medians([peers.to_sqlite(archive, tweets, bench.folder)], 1)
    bench.say(
        f"\n## Import of {bench.size:g} MB of posts ({tweets:,} posts in a ZIP)\n",
        row("what", "CPU seconds", "kithkin import takes", "peak memory, MB"),
        row("---", "---:", "---:", "---:"),
    )
    mine = costs[own.name].cpu_seconds
    for name, cost in costs.items():
        times = "" if name == own.name else f"{mine / cost.cpu_seconds:.2f} times as much"
        bench.say(row(name, f"{cost.cpu_seconds:.2f}", times, f"{cost.peak_megabytes:.0f}"))
    bench.say(
        "\n`kithkin import` is the whole process: start, hashes, unpacking, posts, interactions, accounts and their "
        "links, the check for equal rows, Parquet, and the copy of what was used. (a) decodes the same fields and "
        "forgets them. (c) cannot find posts in today's layout (it knows `tweet.js`, the file is `tweets.js`), so the "
        "file was renamed for it. Wanted: at most 3 times (a), at most 300 MB, at least 5 times faster than (c)."
    )


def layouts(bench: Bench) -> None:
    """Show that windows survive any layout."""
    costs = medians([bench.importing(bench.size / 4, layout) for layout in LAYOUTS], bench.rounds)
    bench.say(f"\n## Layouts, {bench.size / 4:g} MB each\n", row("layout", "CPU seconds", "peak memory, MB"))
    bench.say(row("---", "---:", "---:"))
    for layout, cost in zip(LAYOUTS, costs.values(), strict=True):
        bench.say(row(layout, f"{cost.cpu_seconds:.2f}", f"{cost.peak_megabytes:.0f}"))


def growth(bench: Bench) -> None:
    """Show how cost grows with size."""
    sizes = [bench.size / 4, bench.size / 2, bench.size]
    costs = medians([bench.importing(size) for size in sizes], bench.rounds)
    bench.say("\n## Growth\n", row("MB", "CPU seconds", "seconds per 100 MB", "peak memory, MB"))
    bench.say(row("---:", "---:", "---:", "---:"))
    for size, cost in zip(sizes, costs.values(), strict=True):
        each = 100 * cost.cpu_seconds / size
        bench.say(row(f"{size:g}", f"{cost.cpu_seconds:.2f}", f"{each:.2f}", f"{cost.peak_megabytes:.0f}"))


def answers(bench: Bench) -> None:
    """Measure every page for a large following."""
    space = pages.workspace(bench.folder)
    bench.say("\n## Pages for an ego with 100,000 followers and 1,000,000 interactions, CPU seconds\n")
    bench.say(row("page", "cold", "from the cache"), row("---", "---:", "---:"))
    for name, (cold, warm) in pages.each_page(space).items():
        bench.say(row(name, f"{cold:.2f}", f"{warm:.2f}"))
    cold_report, warm_report, start = pages.report(space, bench.rounds)
    bench.say(
        row("the report of all pages, whole process", _cpu(cold_report), _cpu(warm_report)),
        row("a command that only starts, whole process", "", _cpu(start)),
        "\nA page is measured in a process that has started, each cold one with an empty cache; the report and the start "
        "are whole processes. Wanted: at most 3 s cold, 0.3 s from the cache.",
    )


def _cpu(cost: Cost) -> str:
    return f"{cost.cpu_seconds:.2f}"


TASKS: Final[dict[str, Callable[[Bench], None]]] = {
    "import": imports, "layouts": layouts, "growth": growth, "pages": answers,
}  # fmt: skip


def heading(rounds: int) -> str:
    """Return what this was measured with."""
    names = ("duckdb", "pyarrow", "msgspec", "numpy")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    models = [line.split(":", 1)[1].strip() for line in _cpu_lines() if line.startswith("model name")]
    cpu = f"{models[0]}, {len(models)} cores" if models else platform.machine()
    return (
        f"\nMeasured on {datetime.now(UTC):%d %B %Y}. {cpu}; Python "
        f"{platform.python_version()}; {versions}. CPU seconds (user and system), medians of {rounds} rounds in which "
        "the compared tasks take turns (the peer: one round); memory is the largest seen."
    )


def _cpu_lines() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def main() -> None:
    """Run the tasks that were asked for, by default all, and keep the table of a whole run."""
    parser = argparse.ArgumentParser(prog="benchmarks.speed", description=__doc__)
    parser.add_argument("tasks", nargs="*", choices=[*TASKS, []], help="what to measure [all]")
    parser.add_argument("--size", type=float, default=500, metavar="MB", help="size of the posts [500]")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of which the medians are taken [3]")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), asked.size, asked.rounds)
        for name in asked.tasks or TASKS:
            TASKS[name](bench)
            bench.say(heading(asked.rounds))
            keep(name, bench.lines)
            bench.lines = []


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
