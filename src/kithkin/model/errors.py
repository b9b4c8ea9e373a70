"""The errors that Kithkin raises on purpose.

KithkinError            anything the user can mend (exit status 1)
├── NotFound            a name, file, person or measure that is not there
├── Refused             an input that must not be read: a bomb, a link, a newer store
├── Busy                another process holds the workspace's lock
├── Damaged             a file of the workspace that is not what was written
└── Misuse              a request that makes no sense (exit status 2)
"""

from __future__ import annotations

import errno


class KithkinError(Exception):
    """Something the user can mend: one sentence of what is wrong, one of the way on."""

    exit_status = 1

    def __init__(self, what: str, way_on: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.way_on = way_on

    def __str__(self) -> str:
        return f"{self.what} {self.way_on}".strip()


class NotFound(KithkinError):
    """A name, file, person or measure that is not there."""


class Refused(KithkinError):
    """An input that must not be read."""


class Busy(KithkinError):
    """Another process is writing to the workspace."""


class Damaged(KithkinError):
    """A file of the workspace is not what was written."""


class Misuse(KithkinError):
    """A request that makes no sense as it was put."""

    exit_status = 2


def no_room(error: BaseException) -> KithkinError | None:
    """Return what to say where the disk is full, by whatever library that was noticed; None for any other error."""
    is_full = getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT) or "No space left on device" in str(error)
    return (
        KithkinError("The disk is full, and nothing was left half done.", "Free some space, then say it again.")
        if is_full
        else None
    )
