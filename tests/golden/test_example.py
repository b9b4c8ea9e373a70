"""The example person's pages as text, read once by a human: `make golden` renews them."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from rich.console import Console

from kithkin.pages import PAGES
from kithkin.render.text import draw
from kithkin.workspace import Workspace

FOLDER = Path(__file__).parent / "pages"
ASKED = [spec.name for spec in PAGES if not any(setting.required for setting in spec.settings)]


def drawn(space: Workspace, page: str) -> str:
    out = io.StringIO()
    draw(space.page(page), Console(file=out, width=100, highlight=False, markup=False), rows=10)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


@pytest.mark.parametrize("world", ["closed", "opened", "nothing"])
@pytest.mark.parametrize("page", ASKED)
def test_page(page: str, world: str, request: pytest.FixtureRequest) -> None:
    if page == "imports" and world != "nothing":
        pytest.skip("an import's id follows the clock of its files")
    text = drawn(request.getfixturevalue(world), page)
    path = FOLDER / f"{page}-{world}.txt"
    if os.environ.get("KITHKIN_RENEW"):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), "if this is right, renew it with: make golden"
