"""The import of a large X archive: against peers, in every layout, and as it grows."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from benchmarks.speed import peers
from benchmarks.speed.bench import Bench, Measured
from benchmarks.speed.measuring import Task, kithkin, medians
from kithkin.example.bulk import TextLayout, big_x_archive

LAYOUTS: Final[tuple[TextLayout, ...]] = ("pretty", "one-line", "crlf", "bom")


def archive(bench: Bench, size: float, layout: TextLayout = "pretty") -> tuple[Path, int]:
    """Return a generated archive, made where it is missing, and its number of posts."""
    path, count = bench.folder / f"x-{size:g}-{layout}.zip", bench.folder / f"x-{size:g}-{layout}.count"
    if not count.exists():
        count.write_text(str(big_x_archive(path, size, layout)), encoding="utf-8")
    return path, int(count.read_text(encoding="utf-8"))


def importing(bench: Bench, size: float, layout: TextLayout = "pretty") -> Task:
    """Return the import of a generated archive into a new workspace, the whole process."""
    path, space = archive(bench, size, layout)[0], bench.folder / "imported"
    command = kithkin("import", "-w", space, path)
    return Task(f"kithkin import, {size:g} MB, {layout}", command, lambda: shutil.rmtree(space, ignore_errors=True))


def imports(bench: Bench) -> None:
    """Compare an import with a bare parse, the standard library and a peer."""
    path, posts = archive(bench, bench.size)
    own, bare = importing(bench, bench.size), peers.bare_parse(path, posts)
    costs = dict(medians([own, bare, peers.whole_parse(path, posts)], bench.rounds))
    if peers.has_peer():
        costs |= medians([peers.to_sqlite(path, posts, bench.folder)], 1)
    bench.title(f"Import of {bench.size:g} MB of posts ({posts:,} posts in a ZIP)")
    bench.table("what", "CPU seconds", "kithkin import takes", "peak memory, MB")
    mine = costs[own.name].cpu_seconds
    for name, cost in costs.items():
        times = "" if name == own.name else f"{mine / cost.cpu_seconds:.2f} times as much"
        bench.row(name, cost.cpu_seconds, times, round(cost.peak_megabytes))
    bench.say(
        "\n`kithkin import` is the whole process: start, hashes, unpacking, posts, interactions, accounts and their "
        "links, the check for equal rows, Parquet, and the copy of what was used. (a) decodes the same fields and "
        "forgets them. (c) cannot find posts in today's layout (it knows `tweet.js`, the file is `tweets.js`), so the "
        "file was renamed for it. Wanted: at most 3 times (a), at most 300 MB, at least 5 times faster than (c)."
    )


def layouts(bench: Bench) -> None:
    """Show that windows survive any layout."""
    costs = medians([importing(bench, bench.size / 4, layout) for layout in LAYOUTS], bench.rounds)
    bench.title(f"Layouts, {bench.size / 4:g} MB each")
    bench.table("layout", "CPU seconds", "peak memory, MB")
    for layout, cost in zip(LAYOUTS, costs.values(), strict=True):
        bench.row(layout, cost.cpu_seconds, round(cost.peak_megabytes))


def growth(bench: Bench) -> None:
    """Show how cost grows with size."""
    sizes = [bench.size / 4, bench.size / 2, bench.size]
    costs = medians([importing(bench, size) for size in sizes], bench.rounds)
    bench.title("Growth")
    bench.table("MB", "CPU seconds", "seconds per 100 MB", "peak memory, MB")
    for size, cost in zip(sizes, costs.values(), strict=True):
        bench.row(f"{size:g}", cost.cpu_seconds, 100 * cost.cpu_seconds / size, round(cost.peak_megabytes))


TASKS: Final[dict[str, Measured]] = {"import": imports, "layouts": layouts, "growth": growth}
