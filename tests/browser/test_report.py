"""The report of every sample page, in four modes and on the smallest phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kithkin.report import report
from tests.browser import look
from tests.render.samples import SAMPLES

pytestmark = pytest.mark.browser

SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the report of all samples."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(report(list(SAMPLES.values())), encoding="utf-8")
    return path


class Watched:
    """A page with everything that it said and asked for."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.said: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))


@pytest.fixture
def watched(chromium: Any, file: Path, request: pytest.FixtureRequest) -> Iterator[Watched]:
    """Open the report at a size and in a colour scheme."""
    (width, height), scheme = request.param
    page = chromium.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    seen = Watched(page)
    page.goto(file.as_uri())
    yield seen
    page.close()


MODES = [
    pytest.param((size, scheme), id=f"{name}-{scheme}") for name, size in SIZES.items() for scheme in ("light", "dark")
]


@pytest.mark.parametrize("watched", MODES, indirect=True)
def test_report(watched: Watched, file: Path, artefacts: Path, request: pytest.FixtureRequest) -> None:
    page = watched.page
    mode = request.node.callspec.id
    for k, name in enumerate(SAMPLES, 1):
        section = page.query_selector(f"#q{k}")
        box = section.bounding_box()
        width = page.viewport_size["width"]
        clip = {"x": 0, "y": box["y"], "width": width, "height": min(box["height"], 3000)}
        page.screenshot(path=artefacts / f"report-{name}-{mode}.png", full_page=True, clip=clip)
    page.evaluate("document.querySelectorAll('details').forEach(node => node.open = true)")
    assert look.violations(page) == []
    assert look.overflow(page) == 0
    assert look.small_text(page) == []
    assert watched.said == []
    assert [url for url in watched.asked if url != file.as_uri() and not url.startswith("data:")] == []


@pytest.mark.parametrize("watched", [pytest.param(((320, 640), "light"), id="320")], indirect=True)
def test_no_sideways_scroll_on_the_smallest_phone(watched: Watched) -> None:
    assert look.overflow(watched.page) == 0
    watched.page.evaluate("document.querySelectorAll('details').forEach(node => node.open = true)")
    assert look.overflow(watched.page) == 0


@pytest.mark.parametrize("watched", [pytest.param(((1280, 900), "light"), id="keys")], indirect=True)
def test_every_stop_of_the_tab_key_shows_focus(watched: Watched) -> None:
    page = watched.page
    stops = 0
    for _ in range(60):
        page.keyboard.press("Tab")
        focus = page.evaluate("""() => {
            const node = document.activeElement;
            return node === document.body ? null : getComputedStyle(node).outlineStyle;
        }""")
        if focus is None:
            break
        stops += 1
        assert focus != "none"
    assert stops > 10


@pytest.mark.parametrize("watched", [pytest.param(((794, 1123), "light"), id="A4")], indirect=True)
def test_print(watched: Watched, artefacts: Path) -> None:
    watched.page.pdf(path=artefacts / "report.pdf", prefer_css_page_size=True, print_background=True)
    watched.page.emulate_media(media="print")
    assert look.overflow(watched.page) == 0
    assert watched.page.evaluate("getComputedStyle(document.querySelector('.same')).display") == "none"
