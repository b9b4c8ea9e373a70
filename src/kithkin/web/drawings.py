"""Pages that were drawn, and pages that are being drawn: each once, however many ask."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Final

from kithkin.model.page import Drawn
from kithkin.workspace import Workspace

#: So many pages are counted at a time; the others wait, and those that are ready answer at once.
WORKERS: Final = 3
KEPT: Final = 96


class Drawings:
    """Remembers drawn pages by what they were drawn from; a changed workspace makes other keys."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="drawing")
        self._kept: OrderedDict[Hashable, Future[Drawn]] = OrderedDict()
        self._lock = Lock()

    def ask(self, key: Hashable, draw: Callable[[], Drawn]) -> Future[Drawn]:
        """Return the page of this key, begun if nobody asked for it before; a failure is not remembered."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            begun = self._pool.submit(draw)
            self._kept[key] = begun
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        begun.add_done_callback(lambda done: self._forget_failure(key, done))
        return begun

    def drawn(self, key: Hashable) -> Drawn | None:
        """Return the page of this key where it was drawn before; nothing is begun."""
        with self._lock:
            begun = self._kept.get(key)
        is_there = begun is not None and begun.done() and not begun.cancelled() and begun.exception() is None
        return begun.result() if begun is not None and is_there else None

    def _forget_failure(self, key: Hashable, done: Future[Drawn]) -> None:
        if done.cancelled() or done.exception() is not None:
            with self._lock:
                if self._kept.get(key) is done:
                    del self._kept[key]

    def close(self) -> None:
        """Begin nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def state_of(workspace: Workspace) -> Hashable:
    """Return what changes whenever an answer of this workspace may change: its imports and its journal."""
    imports = workspace.store.imports_folder
    marks = [(path.parent.name, path.stat().st_mtime_ns) for path in imports.glob("*/manifest.json")]
    journal = workspace.journal.path
    said = (journal.stat().st_size, journal.stat().st_mtime_ns) if journal.exists() else ()
    return str(workspace.store.folder), tuple(sorted(marks)), said
