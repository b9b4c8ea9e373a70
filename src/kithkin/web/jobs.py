"""A running import: in a thread of its own, so that pages go on answering; it can be stopped and leaves nothing."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Final, Literal

from kithkin.model.errors import KithkinError
from kithkin.model.source import Options
from kithkin.workspace import Workspace

if TYPE_CHECKING:
    from kithkin.workspace.take_in import Taken

State = Literal["running", "done", "stopped", "failed"]

#: Files of the running import that are listed, newest last.
SHOWN: Final = 12


class _Stopped(Exception):
    """The user stopped the import."""


@dataclass
class Job:
    """One import of one or several exports.

    Attributes
    ----------
    title : what is being read. `file` : the file that is open now. `read` : the files before it, oldest first.
    done, total : bytes of the export that is being read.
    taken : what was imported. `unread` : why some paths were not.
    uploaded : the folder of uploaded files, deleted in the end.
    """

    workspace: Workspace
    paths: Sequence[Path]
    options: Options
    uploaded: Path | None = None
    state: State = "running"
    title: str = ""
    file: str = ""
    read: list[str] = field(default_factory=list)
    done: int = 0
    total: int = 0
    taken: list[Taken] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    _asked_to_stop: Event = field(default_factory=Event)
    _over: Event = field(default_factory=Event)

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens."""
        return self._over.is_set()

    def start(self) -> None:
        """Begin."""
        self.title = ", ".join(path.name for path in self.paths[:3]) + (" …" if len(self.paths) > 3 else "")
        Thread(target=self._run, name="import", daemon=True).start()

    def stop(self) -> None:
        """Ask it to stop; what it read is taken back."""
        self._asked_to_stop.set()

    def wait(self, seconds: float) -> bool:
        """Wait until nothing more happens; return whether that is so."""
        return self._over.wait(seconds)

    def _run(self) -> None:
        try:
            self._import()
            self.state = "done" if self.taken or not self.unread else "failed"
        except _Stopped:
            self._take_back()
            self.state = "stopped"
        except KithkinError as error:
            self.unread.append(str(error))
            self.state = "failed"
        except Exception as error:  # a thread has nobody above it who would say so
            self.unread.append(f"Reading failed ({type(error).__name__}). What was imported before is as it was.")
            self.state = "failed"
        finally:
            if self.uploaded:
                shutil.rmtree(self.uploaded, ignore_errors=True)
            self._over.set()

    def _import(self) -> None:
        from kithkin.workspace.take_in import choose

        chosen, unread = choose(self.paths, self.options)
        self.unread += [str(error) for error in unread]
        for one in chosen:
            self._check()
            self.title = ", ".join(path.name for path in one.paths[:3])
            try:
                self.taken += self.workspace.take_in(*one.paths, options=self.options, progress=self._progress)
            except KithkinError as error:
                self.unread.append(str(error))
        self._check()

    def _progress(self, file: str, done: int, total: int) -> None:
        self._check()
        if self.file and file != self.file:
            self.read = [*self.read, self.file][-SHOWN:]
        self.file, self.done, self.total = file, done, total

    def _check(self) -> None:
        if self._asked_to_stop.is_set():
            raise _Stopped

    def _take_back(self) -> None:
        """Forget what this import brought; what was there before stays."""
        for one in self.taken:
            if not one.was_there:
                self.workspace.forget(one.manifest.import_id)
        self.taken = []
