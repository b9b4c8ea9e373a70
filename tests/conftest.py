"""Worlds that many tests look at: made once for each run."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from kithkin.annotators.meaning import ABSENT, meaning
from kithkin.example import EGO, write
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


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up person's exports."""
    return write(tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="session")
def closed(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The made-up person through an X archive alone."""
    space = Workspace.open(tmp_path_factory.mktemp("closed") / "closed")
    space.take_in(*example.glob("twitter-*.zip"))
    return space


@pytest.fixture(scope="session")
def opened(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The made-up person on a network of which everything is known."""
    space = Workspace.open(tmp_path_factory.mktemp("open") / "open")
    for form in ("follows", "interactions"):
        space.take_in(example / "open-network" / f"{form}.csv", options=Options(form=form), made_up=True)
    space.me(f"local:{EGO}")
    return space


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
