"""Files that are there whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def published(path: Path) -> Iterator[Path]:
    """Give a file beside `path` to write to, which becomes `path` by one rename; where writing fails nothing is left.

    The name holds the process's number, so that two processes that write the same file never meet.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
