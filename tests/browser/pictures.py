"""Pictures of pages as coarse grids of brightness: small enough to be kept, blind to fonts, not to a broken layout.

A picture is cut into squares; of each the mean brightness is kept as two hexadecimal digits. Words that changed
move a square by a few steps; a style sheet that is missing, a column that moved or a colour scheme that broke moves
many of them by many.
"""

from __future__ import annotations

import json
import os
from base64 import b64encode
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent / "references"
#: Pixels of a square's side; steps (of 255) by which a square must differ to count; share of squares that may differ.
SIDE: Final = 32
STEPS: Final = 12
SHARE: Final = 0.06
#: Pixels from the top that are compared: below lie lists, whose length is the data's.
HEIGHT: Final = 900

_GRID: Final = """async ([data, side]) => {
    const image = await createImageBitmap(await (await fetch(data)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    const pixels = pen.getImageData(0, 0, image.width, image.height).data;
    const rows = [];
    for (let top = 0; top < image.height; top += side) {
        let row = "";
        for (let left = 0; left < image.width; left += side) {
            let sum = 0, count = 0;
            for (let y = top; y < Math.min(top + side, image.height); y++)
                for (let x = left; x < Math.min(left + side, image.width); x++, count++) {
                    const at = 4 * (y * image.width + x);
                    sum += 0.2126 * pixels[at] + 0.7152 * pixels[at + 1] + 0.0722 * pixels[at + 2];
                }
            row += Math.round(sum / count).toString(16).padStart(2, "0");
        }
        rows.push(row);
    }
    return rows;
}"""


def grid(page: Any, blank: Any) -> list[str]:
    """Return the grid of what a page shows at its top; `blank` is a page without a policy, in which it is counted."""
    width = page.viewport_size["width"]
    png = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": HEIGHT})
    rows: list[str] = blank.evaluate(_GRID, ["data:image/png;base64," + b64encode(png).decode(), SIDE])
    return rows


def changed(old: list[str], new: list[str]) -> float:
    """Return the share of squares that differ from the new one at their place and from those above and below it.

    A line more or less thus moves nothing. Grids of different sizes differ in all.
    """
    if [len(row) for row in old] != [len(row) for row in new]:
        return 1.0
    was, now = ([bytes.fromhex(row) for row in rows] for rows in (old, new))
    places = [(y, x) for y, row in enumerate(was) for x in range(len(row))]
    return sum(_is_changed(was[y][x], [row[x] for row in now[max(y - 1, 0) : y + 2]]) for y, x in places) / len(places)


def _is_changed(was: int, near: list[int]) -> bool:
    return all(abs(was - value) > STEPS for value in near)


class References:
    """The grids of one mode, read from its file, or written there with KITHKIN_RENEW."""

    def __init__(self, mode: str) -> None:
        self.path = FOLDER / f"{mode}.json"
        self.is_renewed = bool(os.environ.get("KITHKIN_RENEW"))
        self.known: dict[str, list[str]] = {}
        if self.path.exists() and not self.is_renewed:
            self.known = json.loads(self.path.read_text(encoding="utf-8"))

    def differs(self, name: str, new: list[str]) -> str:
        """Return what is wrong with a picture, nothing where it is as it was."""
        if self.is_renewed:
            self.known[name] = new
            return ""
        if name not in self.known:
            return f"{name}: no picture of it is kept; KITHKIN_RENEW=1 keeps one"
        share = changed(self.known[name], new)
        return f"{name}: {share:.0%} of the picture changed" if share > SHARE else ""

    def keep(self) -> None:
        """Write the file where pictures were renewed."""
        if self.is_renewed:
            self.path.parent.mkdir(exist_ok=True)
            self.path.write_text(json.dumps(self.known, indent=0, sort_keys=True) + "\n", encoding="utf-8")
