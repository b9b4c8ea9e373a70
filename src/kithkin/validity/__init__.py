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

from kithkin.model.errors import Misuse

if TYPE_CHECKING:
    from kithkin.workspace import Workspace

#: The length of the window after a cut, where no other is asked for.
DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class Question:
    """What a task is asked with; a task takes what it needs and refuses what is missing.

    `open` opens the workspace; `cut` is the instant up to which everything may be known, `days` the length of
    the window after it (where none is said, 30), `file` a table of labelled examples.
    """

    open: Callable[[], Workspace]
    cut: datetime | None = None
    days: int | None = None
    file: Path | None = None

    @property
    def window(self) -> int:
        """The length of the window after the cut, in days."""
        return DAYS if self.days is None else self.days


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that can be measured: what it says, where its code is, as `module:function`, and what it takes."""

    name: str
    says: str
    code: str
    takes: tuple[str, ...] = ()

    def run(self, question: Question) -> Mapping[str, Any]:
        """Return the figures of merit; what the task would pass over is refused, not left out without a word."""
        for name, given in (("cut", question.cut), ("days", question.days), ("file", question.file)):
            if given is not None and name not in self.takes:
                raise Misuse(
                    f"The task {self.name} reads no {name.upper() if name == 'file' else f'--{name}'}.", "Leave it out."
                )
        module, _, function = self.code.partition(":")
        answer: Mapping[str, Any] = getattr(import_module(module), function)(question)
        return answer


TASKS: Final = {
    task.name: task
    for task in (
        Task("ties", "does tie strength foretell who talks with whom", "kithkin.validity.ties:task", ("cut", "days")),
        Task(
            "effective-following",
            "how many known people turn to an ego",
            "kithkin.validity.following:task",
            ("cut", "days"),
        ),
        Task(
            "fake-follower", "are real people called fake followers", "kithkin.validity.fake_follower:task", ("file",)
        ),
        Task(
            "commercial",
            "are the texts that sell told from others",
            "kithkin.validity.texts:commercial_task",
            ("file",),
        ),
        Task(
            "automated-message",
            "are messages of people called a machine's",
            "kithkin.validity.texts:automated_task",
            ("file",),
        ),
        Task(
            "own-answers",
            "do one's own answers judge better what sells",
            "kithkin.validity.own_answers:task",
            ("file",),
        ),
        Task("bursts", "are planted bursts found, and nothing else", "kithkin.validity.growth:bursts"),
        Task("bursts-elsewhere", "and on growth of another making", "kithkin.validity.other_growth:other_bursts"),
        Task("follow-dating", "does the order of a list tell when people followed", "kithkin.validity.growth:dating"),
        Task(
            "influence", "is influence by reaction more than size", "kithkin.validity.influence:task", ("cut", "days")
        ),
        Task(
            "suggest",
            "are suggested people the ones who turn out to be tied",
            "kithkin.validity.suggest:task",
            ("file",),
        ),
    )
}
