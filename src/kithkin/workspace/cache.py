"""The cache: results as Parquet files named by the hash of everything they follow from.

A result is never wrong, only missing: a key holds Kithkin's version (for the code beside the queries), the text of the
modules that make the relations which queries read, the query's text, its settings, the engine's version and the keys of
its inputs, down to the names of the imports. Least recently used files go first.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from kithkin import __version__

#: Bytes of results kept in a workspace.
LIMIT: Final = 2 * 1024**3

#: What makes the relations on which every query stands: imported rows merged, known by then, by person.
MAKERS: Final = ("identities.py", "plan.py", "said.py", "views.py")


def key_of(*parts: object) -> str:
    """Return the hash of these parts; parts are told apart by length, so none can pose as two."""
    digest = hashlib.sha256(code())
    for part in parts:
        text = repr(part).encode()
        digest.update(f"{len(text)}:".encode() + text)
    return digest.hexdigest()[:40]


@cache
def code() -> bytes:
    """Return what stands for the code beside the queries: the version, and the text of the modules that make relations."""
    folder = Path(__file__).parent
    texts = b"".join((folder / name).read_bytes() for name in MAKERS)
    return __version__.encode() + hashlib.sha256(texts).digest()


class Cache:
    """The results of one workspace; where its folder cannot be written, a throw-away folder takes its place."""

    def __init__(self, folder: Path) -> None:
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._shared = folder if folder.is_dir() else None
        if self._shared is not None and os.access(folder, os.W_OK):
            self.folder = folder
        else:
            self._temporary = tempfile.TemporaryDirectory(prefix="kithkin-")
            self.folder = Path(self._temporary.name)

    def path(self, key: str) -> Path:
        """Return where the result of that key is, or is to be."""
        shared = self._shared / f"{key}.parquet" if self._shared else None
        return shared if shared and shared.exists() else self.folder / f"{key}.parquet"

    def has(self, key: str) -> bool:
        """Return whether the result is there, and note that it was used."""
        path = self.path(key)
        if not path.exists():
            return False
        with contextlib.suppress(OSError):
            os.utime(path)
        return True

    def prune(self, limit: int = LIMIT) -> None:
        """Delete the least recently used results beyond `limit` bytes."""
        aged: list[tuple[float, int, Path]] = []
        for path in self.folder.glob("*.parquet"):
            with contextlib.suppress(OSError):
                status = path.stat()
                aged.append((status.st_mtime, status.st_size, path))
        size = sum(entry[1] for entry in aged)
        for _, bytes_, path in sorted(aged):
            if size <= limit:
                return
            path.unlink(missing_ok=True)
            size -= bytes_

    def clear(self) -> None:
        """Delete every result."""
        for path in self.folder.glob("*.parquet"):
            path.unlink(missing_ok=True)

    def close(self) -> None:
        """Delete the throw-away folder, if there is one."""
        if self._temporary:
            self._temporary.cleanup()
