"""Worlds that many tests look at: made once for each run."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from kithkin.annotators.meaning import ABSENT, meaning
from kithkin.example import EGO, exports, write
from kithkin.model.source import Options
from kithkin.workspace import Workspace

settings.register_profile("thorough", max_examples=150, deadline=None, derandomize=True)
settings.register_profile("default", deadline=None, derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session", autouse=True)
def grouped_by_words() -> Iterator[None]:
    """Group topics by words in every test that does not ask for meaning, whatever is installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(meaning, "version", ABSENT)
        yield


class Worlds:
    """Folders that are made once for all workers of a run, so that what one computes in a workspace serves the others."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def once(self, name: str, make: Callable[[Path], object]) -> Path:
        """Return a folder of that name, made where no worker has made it yet."""
        folder, part = self.folder / name, self.folder / f"{name}.part"
        with FileLock(self.folder / f"{name}.lock"):
            if not folder.exists():
                make(part)
                part.rename(folder)
        return folder

    def workspace(self, name: str, fill: Callable[[Workspace], object]) -> Workspace:
        """Return a workspace of that name, to be read only."""
        return Workspace.open(self.once(name, lambda folder: fill(Workspace.open(folder))))


def copied(space: Workspace, folder: Path) -> Workspace:
    """Return a copy of a workspace, with what is computed already, in which a test may say something."""
    passing = shutil.ignore_patterns("*.part", "lock*")
    return Workspace.open(Path(shutil.copytree(space.store.folder, folder, ignore=passing)))


@pytest.fixture(scope="session")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    """Where the worlds of a run lie: beside the folders of its workers."""
    own = tmp_path_factory.getbasetemp()
    return Worlds(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


@pytest.fixture(scope="session")
def example(worlds: Worlds) -> Path:
    """The made-up person's exports."""
    return worlds.once("example", write)


@pytest.fixture(scope="session")
def closed(example: Path, worlds: Worlds) -> Workspace:
    """The made-up person through an X archive alone."""
    return worlds.workspace("closed", lambda space: space.take_in(*example.glob("twitter-*.zip")))


@pytest.fixture(scope="session")
def opened(example: Path, worlds: Worlds) -> Workspace:
    """The made-up person on a network of which everything is known."""

    def fill(space: Workspace) -> None:
        for form in ("follows", "interactions"):
            space.take_in(example / "open-network" / f"{form}.csv", options=Options(form=form), made_up=True)
        space.me(f"local:{EGO}")

    return worlds.workspace("open", fill)


@pytest.fixture(scope="session")
def everything(example: Path, worlds: Worlds) -> Workspace:
    """The made-up person with all her exports."""
    return worlds.workspace("everything", lambda space: [space.take_in(e, made_up=True) for e in exports(example)])


@pytest.fixture(scope="session")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace into which nothing was imported."""
    return Workspace.open(tmp_path_factory.mktemp("nothing") / "nothing")


@pytest.fixture
def data() -> Path:
    """The folder of real data, kept beside the project; the test is skipped where it is absent."""
    folder = os.environ.get("KITHKIN_DATA", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("KITHKIN_DATA does not name a folder of real data")
    return Path(folder)


#: Cases of damage tried by the fuzz tests, by test and by what became of them; printed at the end.
CASES: Counter[str] = Counter()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand the counts of a worker to the process that prints them."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["cases"] = dict(CASES)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """Add the counts of a worker that has ended."""
    CASES.update(getattr(node, "workeroutput", {}).get("cases", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how many cases of damage were tried."""
    if CASES:
        terminalreporter.section("cases of damage")
        for name, count in [*sorted(CASES.items()), ("in all", sum(CASES.values()))]:
            terminalreporter.write_line(f"{count:7,}  {name}")
