"""Worlds that many tests look at: made once for each run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from kithkin.example import EGO, write
from kithkin.model.source import Options
from kithkin.workspace import Workspace

settings.register_profile("thorough", max_examples=400, deadline=None)
settings.register_profile("default", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


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
def data() -> Iterator[Path]:
    """The folder of real data, kept beside the project; the test is skipped where it is absent."""
    folder = os.environ.get("KITHKIN_DATA", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("KITHKIN_DATA does not name a folder of real data")
    yield Path(folder)
