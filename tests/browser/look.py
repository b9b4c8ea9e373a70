"""What is asked of every page in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = (
    "{resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"
)


def violations(page: Any) -> list[str]:
    """Return what axe-core finds wrong; it is put in from outside, so that the page's own policy stays on."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE})
    asked = {"expression": f"axe.run(document, {RULES})", "awaitPromise": True, "returnByValue": True}
    found = session.send("Runtime.evaluate", asked)["result"]["value"]["violations"]
    return [f"{item['id']}: {node['html'][:160]}" for item in found for node in item["nodes"]]


def overflow(page: Any) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def small_text(page: Any) -> list[str]:
    """Return text in charts that is drawn smaller than 12 pixels."""
    return list(
        page.evaluate("""() => [...document.querySelectorAll('.chart text')].filter(node => {
            const box = node.getBoundingClientRect();
            if (!box.width) return false;
            const svg = node.ownerSVGElement;
            const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
            return parseFloat(getComputedStyle(node).fontSize) * scale < 11.9;
        }).map(node => node.textContent)""")
    )
