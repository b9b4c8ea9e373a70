"""A queue worked through on the keyboard alone: next case, decide, take it back, and so on to the end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kithkin.example import exports
from kithkin.workspace import Workspace
from tests.browser import look
from tests.browser.visiting import Serve, Visit

pytestmark = pytest.mark.browser

FOCUSED = "document.activeElement.textContent.trim()"
#: The case in which the focus is, of those on the page.
HERE = "[...document.querySelectorAll('.case')].findIndex(one => one.contains(document.activeElement))"


@pytest.fixture
def mine(tmp_path: Path, example: Path) -> Path:
    """A workspace with all exports, in which a test may decide."""
    space = Workspace.open(tmp_path / "mine")
    for export in exports(example):
        space.take_in(export)
    return tmp_path / "mine"


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def remembered(page: Any, keys: str) -> None:
    """Wait until the dialog's answer is kept; the policy of the page forbids the browser's own way of waiting."""
    for _ in range(200):
        if page.evaluate("localStorage.getItem('keys')") == keys:
            return
        page.wait_for_timeout(25)
    raise AssertionError(f"single keys were not turned {keys}")


def go_by(seen: Visit, key: str) -> None:
    """Press a key that leads to another page."""
    with seen.page.expect_navigation():
        seen.page.keyboard.press(key)
    seen.settle()


def to_case(page: Any) -> None:
    """Go on with `j` until a case has the focus; rows of tables come before it."""
    for _ in range(200):
        press(page, "j")
        if page.evaluate(HERE) >= 0:
            return
    raise AssertionError("no case was reached")


@pytest.mark.parametrize("name", ["requests", "inbox"])
def test_a_queue_is_worked_through(name: str, mine: Path, serve: Serve, visit: Callable[..., Visit]) -> None:
    seen = visit(serve(mine))
    seen.go(f"/{name}")
    page, space = seen.page, Workspace.open(mine)
    for round_ in range(3):
        to_case(page)
        first = page.evaluate(HERE)
        press(page, "j")
        assert page.evaluate(HERE) == first + 1
        press(page, "k")
        assert page.evaluate(HERE) == first
        press(page, "d")
        assert page.evaluate(FOCUSED) == "Keep"
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        go_by(seen, "Enter")
        assert page.evaluate("document.activeElement.id") == "notice"
        assert "is kept" in page.inner_text("#notice")
        assert len(space.journal.standing()) == round_ + 1
    go_by(seen, "z")
    assert "Undone" in page.inner_text("#notice")
    assert len(space.journal.standing()) == 2
    assert look.violations(page) == []
    assert seen.said == []


def test_a_wrong_verdict_is_answered_under_its_evidence_without_script(
    mine: Path, serve: Serve, visit: Callable[..., Visit]
) -> None:
    served, space = serve(mine), Workspace.open(mine)
    seen = visit(served, "phone", java_script_enabled=False)
    seen.go("/inbox")
    page = seen.page
    page.click(".wrong > summary >> nth=0")
    page.click(".wrong[open] >> text=It does not sell")
    seen.settle()
    assert "wrote does not sell. It trains no model but your own." in page.inner_text("#notice")
    assert [entry.body["label"] for entry in space.journal.standing()] == ["does not sell"]
    page.click("#notice >> text=Undo")
    seen.settle()
    assert "Undone: Kept" in page.inner_text("#notice")
    assert space.journal.standing() == []
    with_script = visit(served, "phone")
    with_script.go("/inbox")
    with_script.is_clean()


def test_what_waits_is_counted_in_the_list(mine: Path, serve: Serve, visit: Callable[..., Visit]) -> None:
    seen = visit(serve(mine))
    link = seen.page.locator("nav.nav-wide a[href='/requests']")
    assert "waiting" not in link.inner_text()
    seen.go("/requests")
    waiting = seen.page.locator(".case").count()
    assert waiting
    seen.go("/keep")
    assert link.inner_text().split() == ["Requests", str(waiting), "waiting"]


def test_single_keys_can_be_turned_off(mine: Path, serve: Serve, visit: Callable[..., Visit]) -> None:
    seen = visit(serve(mine))
    seen.go("/requests")
    page = seen.page
    press(page, "?")
    page.click("#keys >> text=Turn single keys off")
    remembered(page, "off")
    press(page, "j")
    assert page.evaluate(HERE) == -1
    press(page, "?")
    assert page.is_visible("#keys")
    page.click("#keys >> text=Close")
    remembered(page, "on")
    press(page, "j")
    assert page.evaluate(HERE) == 0


def test_nothing_moves_for_those_who_asked_for_it(mine: Path, serve: Serve, visit: Callable[..., Visit]) -> None:
    seen = visit(serve(mine))
    for path in ("/following", "/requests", "/import"):
        seen.go(path)
        moving = seen.page.evaluate("""[...document.querySelectorAll('*')].filter(node => {
            const style = getComputedStyle(node);
            const lasts = value => value.split(',').some(one => parseFloat(one) > 0);
            return (style.animationName !== 'none' && lasts(style.animationDuration))
                || lasts(style.transitionDuration) || style.scrollBehavior === 'smooth';
        }).length""")
        assert moving == 0
