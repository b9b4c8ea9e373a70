"""Where workspaces live: by name in the platform's data folder, or in any folder of the user's choice."""

from __future__ import annotations

import os
from pathlib import Path

from kithkin.model.errors import Misuse

VARIABLE = "KITHKIN_WORKSPACE"


def home() -> Path:
    """Return the folder that holds the workspaces called by name."""
    import platformdirs

    return Path(platformdirs.user_data_dir("kithkin", appauthor=False))


def folder_of(path: str | Path | None) -> Path:
    """Return the folder of a workspace given by name or path; by default KITHKIN_WORKSPACE, else `default`.

    A word without a slash is a name; anything else is a path.
    """
    chosen = str(path or os.environ.get(VARIABLE) or "default")
    if "/" in chosen or os.sep in chosen or chosen in (".", ".."):
        return Path(chosen).expanduser().absolute()
    if chosen.startswith("."):
        raise Misuse(
            f"{chosen} is not a name for a workspace.", "Use letters, digits and hyphens, or a path with a slash."
        )
    return home() / chosen


def known() -> list[Path]:
    """Return the workspaces called by name."""
    return sorted(p.parent for p in home().glob("*/workspace.json")) if home().is_dir() else []
