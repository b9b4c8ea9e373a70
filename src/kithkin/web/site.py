"""The site: what one running server knows, shared by every request."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from kithkin.model.page import Cases, Drawn, PageSpec
from kithkin.web.asked import Asked, asked_of, counted_with
from kithkin.web.drawings import Drawings, state_of
from kithkin.web.jobs import Job
from kithkin.web.session import Session
from kithkin.workspace import Workspace

#: Cases that offer one of these wait for an answer; mere suggestions do not.
WAITING: Final = frozenset({"keep", "end"})


@dataclass
class Site:
    """One server's workspace and what it allows.

    Attributes
    ----------
    own : the user's workspace; imports always go there.
    example : the made-up person's workspace while somebody looks at it, thrown away afterwards.
    port : where the server listens. `patience` : seconds until a page that is still being counted says so.
    upload_limit : bytes that one upload may have; None = what the disk holds.
    """

    own: Workspace
    port: int
    session: Session
    read_only: bool = False
    hide_names: bool = False
    as_of: datetime | None = None
    is_debugged: bool = False
    patience: float = 3.0
    upload_limit: int | None = None
    example: Workspace | None = None
    job: Job | None = None
    drawings: Drawings = field(default_factory=Drawings)
    _throw_away: list[Path] = field(default_factory=list)

    @property
    def shown(self) -> Workspace:
        """The workspace that pages show: the made-up person's while there is one."""
        return self.example or self.own

    @property
    def hosts(self) -> frozenset[str]:
        """What a request may call this server."""
        end = "" if self.port == 80 else f":{self.port}"
        return frozenset(f"{name}{end}" for name in ("127.0.0.1", "localhost", "[::1]"))

    @property
    def address(self) -> str:
        """The server's address."""
        return f"http://127.0.0.1:{self.port}/"

    def is_hidden(self, cookies: dict[str, str]) -> bool:
        """Return whether names are hidden: for good, or in this browser."""
        return self.hide_names or cookies.get("kithkin-hide") == "1"

    def draw(self, spec: PageSpec, asked: Asked) -> Future[Drawn]:
        """Return a page, drawn or being drawn."""
        space = self.shown

        def drawn() -> Drawn:
            with counted_with({**asked.settings, **asked.measure_settings}):
                return space.page(
                    spec.name, as_of=asked.as_of or self.as_of, hide_names=asked.is_hidden, view=asked.view,
                    measure_settings=asked.measure_settings, **asked.settings,
                )  # fmt: skip

        return self.drawings.ask(self._key(state_of(space), spec, asked), drawn)

    def _key(self, state: Hashable, spec: PageSpec, asked: Asked) -> Hashable:
        return state, spec.name, asked.key, self.as_of

    def waiting(self, pages: Sequence[PageSpec], *, is_hidden: bool) -> dict[str, int]:
        """Return how many cases wait for a decision on the pages that were drawn since anything changed."""
        state, counts = state_of(self.shown), {}
        for spec in pages:
            asked = asked_of(spec, f"/{spec.name}", {}, is_hidden=is_hidden)
            drawn = self.drawings.drawn(self._key(state, spec, asked))
            cases = [block for block in drawn.blocks if isinstance(block, Cases)] if drawn else []
            counts[spec.name] = sum(block.rows.count() for block in cases if WAITING & set(block.decisions))
        return counts

    def begin(self, make: Callable[[], Job]) -> Job:
        """Begin an import unless one is running; the user's own workspace is shown again."""
        if self.job is None or self.job.is_over:
            self.leave_example()
            self.job = make()
            self.job.start()
        return self.job

    def look_at_example(self) -> None:
        """Import the made-up person's exports into a workspace that is thrown away."""
        from kithkin.example import exports, write

        if self.example is not None:
            return
        folder = Path(tempfile.mkdtemp(prefix="kithkin-example-"))
        self._throw_away.append(folder)
        example = Workspace.open(folder / "made-up-person")
        for export in exports(write(folder / "exports")):
            example.take_in(export, made_up=True)
        self.example = example

    def leave_example(self) -> None:
        """Show the user's own workspace again."""
        self.example = None

    def close(self) -> None:
        """Stop what is running, and throw the example away."""
        if self.job:
            self.job.stop()
            self.job.wait(5)
        self.drawings.close()
        for folder in self._throw_away:
            shutil.rmtree(folder, ignore_errors=True)
