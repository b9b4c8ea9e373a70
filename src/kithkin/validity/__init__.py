"""Does a number mean what it says? The tasks that measure it, for the command and for `benchmarks/validity`.

A task is a function in a file of its own and one entry here; whatever it needs beyond numpy it imports itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from kithkin.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Question:
    """What a task is asked with; a task takes what it needs and refuses what is missing.

    `open` opens the workspace; `cut` is the instant up to which everything may be known, `days` the length of
    the window after it, `file` a table of labelled examples.
    """

    open: Callable[[], Workspace]
    cut: datetime | None = None
    days: int = 30
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that can be measured: what it says, and where its code is, as `module:function`."""

    name: str
    says: str
    code: str

    def run(self, question: Question) -> Mapping[str, Any]:
        """Return the figures of merit."""
        module, _, function = self.code.partition(":")
        answer: Mapping[str, Any] = getattr(import_module(module), function)(question)
        return answer


TASKS: Final = {
    task.name: task
    for task in (
        Task("ties", "does tie strength foretell who talks with whom", "kithkin.validity.ties:task"),
        Task("effective-following", "how many known people turn to an ego", "kithkin.validity.following:task"),
        Task("fake-follower", "are real people called fake followers", "kithkin.validity.fake_follower:task"),
        Task("commercial", "are the texts that sell told from others", "kithkin.validity.texts:commercial_task"),
        Task("automated-message", "are messages of people called a machine's", "kithkin.validity.texts:automated_task"),
        Task("own-answers", "do one's own answers judge better what sells", "kithkin.validity.own_answers:task"),
        Task("bursts", "are planted bursts found, and nothing else", "kithkin.validity.growth:bursts"),
        Task("bursts-elsewhere", "and on growth of another making", "kithkin.validity.other_growth:other_bursts"),
        Task("follow-dating", "does the order of a list tell when people followed", "kithkin.validity.growth:dating"),
        Task("influence", "is influence by reaction more than size", "kithkin.validity.influence:task"),
        Task("suggest", "are suggested people the ones who turn out to be tied", "kithkin.validity.suggest:task"),
    )
}
