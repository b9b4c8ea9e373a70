"""Measures child processes: CPU seconds and peak resident memory, several times, taking turns.

CPU seconds of the whole process (user and system), since the wall clock of a busy machine says little; what is
compared takes turns, so that a busy minute slows all of it alike.
"""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final


@dataclass(frozen=True)
class Cost:
    """What a process took: CPU seconds and the largest memory it held, in megabytes (2**20 bytes)."""

    cpu_seconds: float
    peak_megabytes: float


@dataclass(frozen=True)
class Task:
    """A command to be measured; `before` makes things ready and does not count."""

    name: str
    command: tuple[str, ...]
    before: Callable[[], None] = lambda: None


#: Makes a process take pandas for not installed.
WITHOUT_PANDAS: Final = """
import sys
class NotInstalled:
    def find_spec(name, *_):
        if name.partition(".")[0] == "pandas":
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, NotInstalled)
"""


def python(code: str, *arguments: str | Path) -> tuple[str, ...]:
    """Return the command that runs a few lines of Python."""
    return (sys.executable, "-c", code, *map(str, arguments))


def kithkin(*arguments: str | Path) -> tuple[str, ...]:
    """Return a command of Kithkin, as a plain installation runs it.

    The extras that tests need bring pandas, which pyarrow loads wherever it finds it; Kithkin itself has no use for it.
    """
    return python(f"{WITHOUT_PANDAS}from kithkin.cli import main; main(sys.argv[1:])", *arguments)


@cache
def environment() -> dict[str, str]:
    """Return the environment of what is measured: Python finds its bytecode, as it does where a package was installed."""
    import compileall

    import kithkin

    compileall.compile_dir(Path(kithkin.__file__).parent, quiet=2)
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run(task: Task) -> Cost:
    """Run a task once, quietly; raise `RuntimeError` where it fails."""
    task.before()
    quiet = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)]
    process = os.posix_spawn(task.command[0], task.command, environment(), file_actions=quiet)
    _, status, used = os.wait4(process, 0)
    if status:
        raise RuntimeError(f"{task.name} failed with status {os.waitstatus_to_exitcode(status)}.")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def medians(tasks: Sequence[Task], rounds: int) -> Mapping[str, Cost]:
    """Return the median cost of each task over rounds in which all take turns."""
    seen: dict[str, list[Cost]] = {task.name: [] for task in tasks}
    for number in range(rounds):
        for task in tasks if number % 2 == 0 else reversed(tasks):
            seen[task.name].append(run(task))
            print(f"  {task.name}: {seen[task.name][-1].cpu_seconds:.2f} s", file=sys.stderr)
    return {
        name: Cost(statistics.median(cost.cpu_seconds for cost in costs), max(cost.peak_megabytes for cost in costs))
        for name, costs in seen.items()
    }
