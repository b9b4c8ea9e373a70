"""The shell: a folder of the user's own, and everything that is done with it."""

from kithkin.workspace.workspace import Workspace

__all__ = ["Workspace"]
