"""Uploads: a form's files, written to disk as they come, however large; nothing is held in memory."""

from __future__ import annotations

import re
import secrets
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from starlette.concurrency import run_in_threadpool

from kithkin.model.errors import KithkinError, Misuse, Refused
from kithkin.render import words

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks
    from starlette.requests import Request

    from kithkin.workspace import Workspace

#: Bytes of one field that is not a file.
FIELD: Final = 64 * 1024
#: What is written at a time.
CHUNK: Final = 1024 * 1024
#: What is left free on the disk.
SPARE: Final = 256 * 1024 * 1024
MOST_FILES: Final = 100_000


class TooLarge(KithkinError):
    """An upload larger than what is allowed or what the disk holds."""


def folder_for(workspace: Workspace) -> Path:
    """Return a new folder for one upload, beside the imports so that it lies on the same disk.

    What older uploads left behind when their server was killed goes.
    """
    above = workspace.store.folder / ".uploads"
    above.mkdir(exist_ok=True, mode=0o700)
    for old in above.iterdir():
        if old.stat().st_mtime < time.time() - 24 * 3600:
            shutil.rmtree(old, ignore_errors=True)
    folder = above / secrets.token_hex(8)
    folder.mkdir(mode=0o700)
    return folder


async def receive(request: Request, folder: Path, admits: Callable[[str], bool], limit: int | None) -> Upload:
    """Write a form's files below `folder`; raise before the first byte of a file where its token does not admit."""
    free = max(0, shutil.disk_usage(folder).free - SPARE)
    most = free if limit is None else min(limit, free)
    stated = request.headers.get("content-length", "0")
    if stated.isdigit() and int(stated) > most:
        raise _too_large(most)
    boundary = re.search(r'boundary="?([^";]{1,100})"?', request.headers.get("content-type", ""))
    if boundary is None:
        raise Misuse("That was not a form with files.", "Choose the files again.")
    upload = Upload(folder, admits, most)
    parser = upload.parser(boundary[1].encode("latin-1", "replace"))
    waiting = bytearray()
    try:
        async for chunk in request.stream():
            waiting += chunk
            if len(waiting) >= CHUNK:
                await run_in_threadpool(upload.write, parser, bytes(waiting))
                waiting.clear()
        await run_in_threadpool(upload.write, parser, bytes(waiting))
    finally:
        upload.close()
    return upload


def _too_large(most: int) -> TooLarge:
    return TooLarge(
        f"That is more than the {most // 10**6:,} MB that can be taken here.",
        "Give the path of the file instead: then nothing is copied.",
    )


class Upload:
    """One form as it comes in: its fields, and its files below a folder."""

    def __init__(self, folder: Path, admits: Callable[[str], bool], most: int) -> None:
        self.folder, self.admits, self.most = folder, admits, most
        self.fields: dict[str, str] = {}
        self.files: list[Path] = []
        self._size = 0
        self._file: BinaryIO | None = None
        self._headers: dict[str, bytes] = {}
        self._name, self._value = "", bytearray()
        self._label, self._said = bytearray(), bytearray()

    @property
    def paths(self) -> list[Path]:
        """What lies at the top of the folder: files, and folders with all that is in them."""
        return sorted({self.folder / path.relative_to(self.folder).parts[0] for path in self.files})

    def parser(self, boundary: bytes) -> object:
        """Return the parser that feeds this form."""
        from python_multipart import MultipartParser

        calls: MultipartCallbacks = {
            "on_part_begin": self._begin,
            "on_header_field": lambda data, a, b: self._label.extend(data[a:b]),
            "on_header_value": lambda data, a, b: self._said.extend(data[a:b]),
            "on_header_end": self._header,
            "on_headers_finished": self._open,
            "on_part_data": self._data,
            "on_part_end": self._end,
        }
        return MultipartParser(boundary, calls)

    def write(self, parser: object, data: bytes) -> None:
        """Take the next bytes."""
        from python_multipart.exceptions import FormParserError

        self._size += len(data)
        if self._size > self.most:
            raise _too_large(self.most)
        try:
            parser.write(data)  # type: ignore[attr-defined]
        except FormParserError as error:
            raise Misuse("That form could not be read.", "Choose the files again.") from error
        except OSError as error:
            raise Refused(
                f"The upload could not be written: {error.strerror}.", "Make room, or give a path."
            ) from error

    def close(self) -> None:
        """Close the file that is being written."""
        if self._file:
            self._file.close()
            self._file = None

    def _begin(self) -> None:
        self._headers, self._name, self._value = {}, "", bytearray()
        self._label, self._said = bytearray(), bytearray()

    def _header(self) -> None:
        self._headers[self._label.decode("latin-1").lower()] = bytes(self._said)
        self._label, self._said = bytearray(), bytearray()

    def _open(self) -> None:
        from python_multipart.multipart import parse_options_header

        _, options = parse_options_header(self._headers.get("content-disposition", b""))
        self._name = options.get(b"name", b"").decode("utf-8", "replace")
        name = options.get(b"filename")
        if name is None:
            return
        if not self.admits(self.fields.get("form", "")):
            raise Refused(
                "This form is no longer good, so nothing was read.", "Go back, load the page again, and repeat."
            )
        if not name or len(self.files) >= MOST_FILES:
            return
        path = free_path(self.folder, name.decode("utf-8", "replace"))
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file = path.open("xb")
        self.files.append(path)

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._file:
            self._file.write(data[start:end])
        elif len(self._value) < FIELD:
            self._value.extend(data[start:end])

    def _end(self) -> None:
        if self._file:
            self.close()
        else:
            self.fields[self._name] = self._value[:FIELD].decode("utf-8", "replace")


def free_path(folder: Path, said: str) -> Path:
    """Return a path below `folder` for a name that a browser said, never above it and never one that is taken."""
    parts = [_safe(part) for part in re.split(r"[/\\]", said)]
    kept = [part for part in parts if part.strip(". ")][-12:] or ["file"]
    path = folder.joinpath(*kept)
    taken = 1
    while path.exists() or any(
        above.is_file() for above in path.parents if above != folder and folder in above.parents
    ):
        taken += 1
        path = folder.joinpath(f"{taken}-{kept[0]}", *kept[1:])
    return path


def _safe(part: str) -> str:
    """Return one part of a path without what a file system or a terminal would stumble over."""
    name = re.sub(r'[:*?"<>|]', "_", words.line(part)).strip()
    while len(name.encode()) > 200:
        name = name[1:]
    return name
