"""The web door in a real browser: a newcomer's journey, every page in four modes, keys, no script."""

from __future__ import annotations

import csv
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kithkin.pages import PAGES
from kithkin.workspace import Workspace
from tests.browser import look

pytestmark = pytest.mark.browser

SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
MODES = [pytest.param((name, scheme), id=f"{name}-{scheme}") for name in SIZES for scheme in ("light", "dark")]
OWN = ("/import", "/keep", "/query", "/query/exchanges", "/leave?to=https://example.org/a", "/nowhere", "/person")


class Served:
    """A running `kithkin serve`."""

    def __init__(self, workspace: Path, *options: str) -> None:
        command = [shutil.which("kithkin", path=str(Path(sys.executable).parent)) or "kithkin", "serve"]
        environment = os.environ | {"XDG_STATE_HOME": str(workspace.parent / "state")}
        self.process = subprocess.Popen(
            [*command, "-w", str(workspace), "--no-open", "--port", "8600", *options],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
        )  # fmt: skip
        assert self.process.stdout
        self.door = self.process.stdout.readline().strip()
        self.home = self.door.split("/?")[0]

    def stop(self) -> tuple[int, str]:
        """Stop it as a user would; return its status and what it said."""
        self.process.send_signal(signal.SIGINT)
        _, said = self.process.communicate(timeout=30)
        return self.process.returncode, said


class Visit:
    """A browser's page with everything that it said and asked for."""

    def __init__(self, context: Any, served: Served) -> None:
        self.page, self.served = context.new_page(), served
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(served.door)
        self.settle()

    def go(self, path: str) -> None:
        self.page.goto(self.served.home + path)
        self.settle()

    def settle(self) -> Any:
        """Wait until the answer is there: on a busy machine a page first says that it is counting."""
        self.page.wait_for_selector("main:not(:has([aria-busy]))", timeout=60_000)
        return self.page

    def is_clean(self, *, missing: bool = False) -> None:
        """Assert that the page was quiet, kept to itself, is accessible and as wide as its window."""
        page = self.page
        page.evaluate("document.querySelectorAll('details:not(.menu)').forEach(node => node.open = true)")
        assert look.violations(page) == []
        assert look.overflow(page) == 0
        assert look.small_text(page) == []
        assert [line for line in self.said if not (missing and "404" in line)] == []
        assert [url for url in self.asked if not url.startswith((self.served.home, "data:"))] == []


Serve = Callable[..., Served]


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


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory, closed: Workspace) -> Path:
    """A copy of the example person's workspace, for a server to show."""
    folder = tmp_path_factory.mktemp("served") / "made-up-person"
    shutil.copytree(closed.store.folder, folder)
    return folder


def best_person(workspace: Path) -> str:
    table: Any = next(b for b in Workspace.open(workspace).page("ties").blocks if hasattr(b, "columns"))
    return str(table.rows.one()["alter_id"].id)


@pytest.mark.parametrize("mode", MODES)
def test_every_page(mode: tuple[str, str], serve: Serve, visit: Any, made_up: Path, artefacts: Path) -> None:
    served = serve(made_up)
    seen = visit(served, *mode)
    pages = [f"/{spec.name}" for spec in PAGES if not any(s.required for s in spec.settings)]
    for path in [*pages, f"/person?person={best_person(made_up)}", *OWN]:
        seen.go(path)
        name = re.sub(r"\W+", "-", path.split("=")[0].strip("/")) or "start"
        seen.page.screenshot(path=artefacts / f"web-{name}-{'-'.join(mode)}.png", full_page=True, clip=_top(seen.page))
        seen.is_clean(missing=path == "/nowhere")
        if path == "/nowhere":
            seen.said.clear()


def _top(page: Any) -> dict[str, float]:
    """Return the part of a page that a screenshot shows."""
    width = page.viewport_size["width"]
    height = page.evaluate("document.documentElement.scrollHeight")
    return {"x": 0, "y": 0, "width": width, "height": min(height, 3200)}


@pytest.mark.parametrize("path", [f"/{spec.name}" for spec in PAGES if spec.name != "person"] + ["/import", "/keep"])
def test_no_sideways_scroll_on_the_smallest_phone(path: str, small: Visit) -> None:
    small.go(path)
    small.page.evaluate("document.querySelectorAll('details').forEach(node => node.open = true)")
    assert look.overflow(small.page) == 0


@pytest.fixture(scope="module")
def small(chromium: Any, made_up: Path) -> Iterator[Visit]:
    served = Served(made_up)
    context = chromium.new_context(viewport={"width": 320, "height": 640})
    yield Visit(context, served)
    context.close()
    served.stop()


def test_a_newcomers_journey(serve: Serve, visit: Any, tmp_path: Path, example: Path, artefacts: Path) -> None:
    served = serve(tmp_path / "mine")
    seen = visit(served, accept_downloads=True)
    page = seen.page
    assert "One is enough to start" in page.inner_text("main")
    page.screenshot(path=artefacts / "web-start-desktop-light.png", full_page=True)
    seen.is_clean()
    page.set_input_files("#file", next(example.glob("twitter-*.zip")))
    page.click("#drop button")
    page.wait_for_selector("text=By file")
    page.screenshot(path=artefacts / "web-imported-desktop-light.png", full_page=True)
    seen.is_clean()
    page.click("text=See the answer")
    seen.settle()
    assert page.inner_text("h1") == "How big is your following, really?"
    page.click("nav.nav-wide >> text=Ties")
    seen.settle().click("main table .chip:visible >> nth=0")
    seen.settle()
    name = page.url
    page.check("input[value=keep]")
    page.fill("#why", "She answers <b>well</b>")
    page.click("text=Record decision")
    seen.settle()
    assert "is kept" in page.inner_text("#notice")
    assert page.evaluate("document.activeElement.id") == "notice"
    page.screenshot(path=artefacts / "web-decided-desktop-light.png", full_page=True, clip=_top(page))
    seen.is_clean()
    page.click("#notice >> text=Undo")
    seen.settle()
    assert "Undone" in page.inner_text("#notice")
    page.go_back()
    page.go_back()
    assert page.url.split("&said")[0] == name.split("&said")[0]
    page.go_forward()
    seen.go("/keep")
    with page.expect_download() as download:
        page.click("text=Download the report")
    assert "Your following" in Path(download.value.path()).read_text(encoding="utf-8")
    assert seen.said == []


def test_by_path_then_stop(serve: Serve, visit: Any, tmp_path: Path, example: Path) -> None:
    served = serve(tmp_path / "mine")
    seen = visit(served)
    archive = next(example.glob("twitter-*.zip"))
    seen.page.fill("#path", str(archive))
    seen.page.click("form[action='/import/paths'] >> text=Read it")
    seen.page.wait_for_selector("text=By file")
    assert len(Workspace.open(tmp_path / "mine").imports()) == 1
    seen.is_clean()


def test_dropping_a_file_onto_the_zone(serve: Serve, visit: Any, tmp_path: Path) -> None:
    served = serve(tmp_path / "mine")
    seen = visit(served)
    seen.page.evaluate("""() => {
        const carried = new DataTransfer();
        carried.items.add(new File(["ours,not\\n"], "notes.bin"));
        const drop = new DragEvent("drop", {dataTransfer: carried, bubbles: true, cancelable: true});
        document.getElementById("drop").dispatchEvent(drop);
    }""")
    seen.page.wait_for_selector(".note-wrong")
    assert "notes.bin" in seen.page.inner_text("main")
    assert seen.said == []


def test_keys_alone(serve: Serve, visit: Any, made_up: Path) -> None:
    seen = visit(serve(made_up))
    page = seen.page
    page.keyboard.press("?")
    assert page.is_visible("#keys")
    assert look.violations(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    with page.expect_navigation():
        page.keyboard.press("t")
    seen.settle()
    assert page.url.endswith("/ties")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") != first
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.textContent") == first
    with page.expect_navigation():
        page.keyboard.press("Enter")
    seen.settle()
    page.keyboard.press("d")
    assert page.evaluate("document.activeElement.id") == "decision"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(2):
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    seen.settle()
    assert page.evaluate("document.activeElement.id") == "notice"
    with page.expect_navigation():
        page.keyboard.press("z")
    seen.settle()
    assert "Undone" in page.inner_text("#notice")
    seen.go("/people")
    page.keyboard.press("/")
    page.keyboard.type("zzz")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "q=zzz" in page.url
    assert seen.said == []


def test_every_stop_of_the_tab_key_shows_focus(serve: Serve, visit: Any, made_up: Path) -> None:
    seen = visit(serve(made_up))
    stops = 0
    for path in ("/following", "/import", "/keep"):
        seen.go(path)
        for _ in range(50):
            seen.page.keyboard.press("Tab")
            focus = seen.page.evaluate("""() => {
                const node = document.activeElement;
                return node === document.body ? null : getComputedStyle(node).outlineStyle;
            }""")
            if focus is None:
                break
            stops += 1
            assert focus != "none"
    assert stops > 50


def test_everything_works_without_script(serve: Serve, visit: Any, tmp_path: Path, example: Path) -> None:
    served = serve(tmp_path / "mine")
    seen = visit(served, java_script_enabled=False)
    page = seen.page
    page.fill("#path", str(next(example.glob("twitter-*.zip"))))
    page.click("form[action='/import/paths'] >> text=Read it")
    page.wait_for_selector("text=See the answer")
    seen.go("/people")
    page.fill("#f-q", "a")
    page.click("form.filter button >> nth=0")
    seen.settle()
    assert "q=a" in page.url
    page.click("main th a >> nth=0")
    seen.settle()
    assert "sort=" in page.url
    page.click("main tbody .chip:visible >> nth=1")
    seen.settle()
    page.check("input[value=keep]")
    page.click("text=Record decision")
    seen.settle()
    assert "is kept" in page.inner_text("#notice")
    page.click("#notice >> text=Undo")
    seen.settle()
    assert "Undone" in page.inner_text("#notice")


def test_hostile_names(serve: Serve, visit: Any, tmp_path: Path, artefacts: Path) -> None:
    from kithkin.model.source import Options

    names = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(2)>", "\u202egnp.exe", "Z̷̢a̶l̷g̸o̶" * 20, "W" * 300,
        "شخص ما", "👩‍👩‍👧‍👦" * 9, "javascript:alert(3)", "{{7*7}}", "=1+1", "a\tb", "</textarea><script>alert(4)</script>",
    ]  # fmt: skip
    table = tmp_path / "acts <b>.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        acts = csv.writer(file)
        acts.writerow(("actor", "target", "kind", "happened_at"))
        for day, name in enumerate(names, 1):
            acts.writerow(("me", name, "reply", f"2026-01-{day:02}T00:00:00Z"))
            acts.writerow((name, "me", "reply", f"2026-01-{day:02}T01:00:00Z"))
    space = Workspace.open(tmp_path / "mine")
    space.take_in(table, options=Options(form="interactions"))
    space.me("local:me")
    seen = visit(serve(tmp_path / "mine"), "phone")
    dialogs: list[str] = []
    seen.page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    for path in ("/people", "/ties", "/imports", "/query/people", "/query/interactions", "/import"):
        seen.go(path)
        seen.page.screenshot(
            path=artefacts / f"web-hostile{path.replace('/', '-')}.png", full_page=True, clip=_top(seen.page)
        )
        seen.is_clean()
    seen.go("/ties")
    for link in seen.page.eval_on_selector_all("main tbody .chip", "all => all.map(one => one.href)")[:12]:
        seen.page.goto(link)
        seen.settle()
        seen.is_clean()
    assert dialogs == []


def test_an_import_in_the_terminal_shows_on_reload(serve: Serve, visit: Any, tmp_path: Path, example: Path) -> None:
    seen = visit(serve(tmp_path / "mine"))
    assert "One is enough to start" in seen.page.inner_text("main")
    Workspace.open(tmp_path / "mine").take_in(*example.glob("twitter-*.zip"))
    seen.page.reload()
    assert "How big is your following" in seen.settle().inner_text("h1")
    assert "One is enough to start" not in seen.page.inner_text("main")


def test_two_tabs_and_two_servers(serve: Serve, visit: Any, made_up: Path, tmp_path: Path) -> None:
    first, second = serve(made_up), serve(tmp_path / "other")
    assert first.home != second.home
    one, other = visit(first), visit(second)
    tab = one.page.context.new_page()
    tab.goto(first.home + "/decisions")
    assert "What did you decide?" in tab.inner_text("h1")
    assert "One is enough to start" in other.page.inner_text("main")


def test_the_made_up_person_from_the_first_page(serve: Serve, visit: Any, tmp_path: Path) -> None:
    seen = visit(serve(tmp_path / "mine"))
    seen.page.click("text=Look at a made-up person")
    seen.settle()
    assert "Made up" in seen.page.inner_text("main")
    seen.is_clean()
    seen.page.click("text=Back to your own")
    assert "One is enough to start" in seen.page.inner_text("main")
