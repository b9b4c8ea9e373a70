"""Comparison with files that a human has read; `KITHKIN_RENEW=1` writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def check(name: str, text: str) -> None:
    """Compare text with the golden file of this name, or write it where renewal was asked for."""
    path = FOLDER / name
    lines = "\n".join(line.rstrip() for line in text.splitlines()) + "\n"
    if os.environ.get("KITHKIN_RENEW"):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(lines, encoding="utf-8")
    assert lines == path.read_text(encoding="utf-8"), f"{name} differs; look at it, then renew with KITHKIN_RENEW=1"
