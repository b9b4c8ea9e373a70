"""A running server, and a browser's page with everything that it said and asked for."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.browser import look

SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


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
        assert not (found := look.violations(page)), found
        assert look.overflow(page) == 0
        assert look.small_text(page) == []
        assert [line for line in self.said if not (missing and "404" in line)] == []
        assert [url for url in self.asked if not url.startswith((self.served.home, "data:"))] == []


Serve = Callable[..., Served]


def top(page: Any) -> dict[str, float]:
    """Return the part of a page that a screenshot shows."""
    width = page.viewport_size["width"]
    height = page.evaluate("document.documentElement.scrollHeight")
    return {"x": 0, "y": 0, "width": width, "height": min(height, 3200)}
