"""The web door in a real browser: a newcomer's journey, every page in four modes, keys, no script."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kithkin.pages import PAGES
from kithkin.workspace import Workspace
from tests.browser import look, pictures
from tests.browser.visiting import SIZES, Serve, Served, Visit, top

pytestmark = pytest.mark.browser

MODES = [pytest.param((name, scheme), id=f"{name}-{scheme}") for name in SIZES for scheme in ("light", "dark")]
OWN = ("/import", "/keep", "/query", "/query/fading", "/leave?to=https://example.org/a", "/nowhere", "/person")


def best_person(workspace: Path) -> str:
    table: Any = next(b for b in Workspace.open(workspace).page("ties").blocks if hasattr(b, "columns"))
    return str(table.rows.one()["alter_id"].id)


@pytest.mark.parametrize("mode", MODES)
def test_every_page(mode: tuple[str, str], serve: Serve, visit: Any, made_up: Path, artefacts: Path) -> None:
    served = serve(made_up)
    seen = visit(served, *mode)
    blank, known, broken = seen.page.context.new_page(), pictures.References("-".join(mode)), []
    pages = [f"/{spec.name}" for spec in PAGES if not any(s.required for s in spec.settings)]
    for path in [*pages, f"/person?person={best_person(made_up)}", *OWN]:
        seen.go(path)
        name = re.sub(r"\W+", "-", path.split("=")[0].strip("/")) or "start"
        seen.page.screenshot(path=artefacts / f"web-{name}-{'-'.join(mode)}.png", full_page=True, clip=top(seen.page))
        broken.append(known.differs(name, pictures.grid(seen.page, blank)))
        seen.is_clean(missing=path == "/nowhere")
        if path == "/nowhere":
            seen.said.clear()
    known.keep()
    assert [line for line in broken if line] == []


BREAKS = {
    "no style sheet": "document.querySelectorAll('link[rel=stylesheet]').forEach(link => link.remove())",
    "no list of questions": "document.querySelector('.side').remove()",
    "all moved aside": "document.querySelector('main').style.setProperty('margin-left', '200px')",
    "all too small": "document.documentElement.style.setProperty('font-size', '11px')",
    "a ground that is not ours": "document.documentElement.style.setProperty('--paper', '#777')",
}
HARMLESS = {
    "letters a little wider": "document.body.style.setProperty('letter-spacing', '0.01em')",
    "a line more": "document.querySelector('.answer').insertAdjacentHTML('afterend', '<p>One more line of words.</p>')",
}


@pytest.mark.parametrize("change", [*BREAKS, *HARMLESS])
def test_a_broken_layout_shows_in_the_picture(change: str, wide: Visit) -> None:
    wide.go("/following")
    blank = wide.page.context.new_page()
    before = pictures.grid(wide.page, blank)
    wide.page.evaluate((BREAKS | HARMLESS)[change])
    share = pictures.changed(before, pictures.grid(wide.page, blank))
    assert (share > pictures.SHARE) == (change in BREAKS), share
    blank.close()


@pytest.fixture(scope="module")
def wide(chromium: Any, made_up: Path) -> Iterator[Visit]:
    served = Served(made_up)
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield Visit(context, served)
    context.close()
    served.stop()


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
    page.screenshot(path=artefacts / "web-decided-desktop-light.png", full_page=True, clip=top(page))
    seen.is_clean()
    page.click("#notice >> text=Undo")
    seen.settle()
    assert "Undone" in page.inner_text("#notice")
    page.go_back()
    page.go_back()
    assert page.url.split("&said")[0] == name.split("&said")[0]
    page.go_forward()
    page.check("input[value=advisor]")
    page.fill("#why", "Writes little, and well")
    page.click("text=Record decision")
    seen.settle()
    assert "is an advisor of yours" in page.inner_text("#notice")
    page.click("nav.nav-wide >> text=Digest")
    seen.settle()
    assert page.inner_text("h1") == "What did your advisors write?"
    assert "You chose nobody" not in page.inner_text("main")
    seen.is_clean()
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


def test_an_import_in_the_terminal_shows_on_reload(serve: Serve, visit: Any, tmp_path: Path, example: Path) -> None:
    seen = visit(serve(tmp_path / "mine"))
    assert "One is enough to start" in seen.page.inner_text("main")
    archive = next(example.glob("twitter-*.zip"))
    command = [str(Path(sys.executable).with_name("kithkin")), "import", "-w", str(tmp_path / "mine"), str(archive)]
    terminal = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    while terminal.poll() is None:  # the open server answers all the while
        assert seen.page.request.get(seen.served.home + "/import").ok
    assert terminal.returncode == 0, terminal.communicate()[1]
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
