"""A real browser: Debian's Chromium, driven without a network."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kithkin.example import exports
from kithkin.workspace import Workspace
from tests.browser.visiting import SIZES, Serve, Served, Visit

#: Chromium of its own accord asks for updates and lists; these switches keep it still.
SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Start the browser once for all tests."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: make test-browser")
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium is not installed; on Debian: apt-get install chromium")
    with api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def artefacts() -> Path:
    """Return the folder for screenshots, which no commit takes."""
    folder = Path(__file__).parents[2] / "artefacts" / "browser"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Return what starts a server; all are stopped in the end, cleanly."""
    running: list[Served] = []

    def start(workspace: Path, *options: str) -> Served:
        running.append(Served(workspace, *options))
        return running[-1]

    yield start
    for served in running:
        status, said = served.stop()
        assert status == 0
        assert said.strip() in ("", "Stopped; nothing was left half done.")


@pytest.fixture
def visit(chromium: Any) -> Iterator[Callable[..., Visit]]:
    """Return what opens a server in a browser of its own."""
    contexts: list[Any] = []

    def enter(served: Served, size: str = "desktop", scheme: str = "light", **more: Any) -> Visit:
        width, height = SIZES[size]
        contexts.append(
            chromium.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce", **more
            )
        )
        return Visit(contexts[-1], served)

    yield enter
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory, example: Path) -> Path:
    """The example person's workspace with all her exports, for a server to show."""
    folder = tmp_path_factory.mktemp("served") / "made-up-person"
    space = Workspace.open(folder)
    for export in exports(example):
        space.take_in(export, made_up=True)
    return folder
