"""Take the README's picture: the example person's ladder, from the report, in headless Chromium (`make test-browser`)."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from kithkin.example import EGO, write
from kithkin.model.source import Options
from kithkin.report import report
from kithkin.workspace import Workspace

PICTURE = Path(__file__).parent / "pictures" / "following.png"


def take(target: Path = PICTURE) -> None:
    """Write the picture of the page `following` on the example person's open network."""
    with tempfile.TemporaryDirectory() as folder:
        space = Workspace.open(Path(folder) / "example")
        network = write(Path(folder) / "exports") / "open-network"
        for form in ("follows", "interactions"):
            space.take_in(network / f"{form}.csv", options=Options(form=form), made_up=True)
        space.me(f"local:{EGO}")
        html = Path(folder) / "report.html"
        html.write_text(report([space.page("following")]), encoding="utf-8")
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 900, "height": 900}, color_scheme="light")
            page.goto(html.as_uri())
            page.evaluate("document.querySelectorAll('nav').forEach(part => part.remove())")
            end = page.evaluate("document.querySelector('#q1 .plain-section').getBoundingClientRect().bottom")
            note = page.get_by_text("Everything here is made up").bounding_box()
            top = (note["y"] if note else 0) - 20
            clip = {"x": 0, "y": top, "width": 900, "height": end - top}
            page.screenshot(path=str(target), clip=clip, full_page=True)  # type: ignore[arg-type]
            browser.close()


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    take()
