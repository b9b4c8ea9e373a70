"""Kithkin: how big is your following, really?

The Python door is one class::

    from kithkin import Workspace

    workspace = Workspace.open("my-workspace/")
    workspace.take_in("twitter-2026-06-11.zip")
    workspace.rows("following_breakdown")     # a pyarrow.Table
    workspace.page("following")               # blocks of data, ready to draw
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kithkin.workspace import Workspace

__all__ = ["Workspace", "__version__"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import the workspace only when it is asked for, so that the command line starts at once."""
    if name == "Workspace":
        from kithkin.workspace import Workspace

        return Workspace
    raise AttributeError(f"module 'kithkin' has no attribute '{name}'")
