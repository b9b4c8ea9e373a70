"""The store: imports on disk, each published whole by one rename and never changed again.

    workspace/
      journal.jsonl                 all that the user said
      imports/<n>-<hash12>/         one import
        manifest.json               what was read, from where, how many
        used/members.pack           the members the source used, compressed, one after another
        used/members.parquet        where each of them begins, with its hash; the others by name and size
        rows/<table>.parquet        canonical rows
        rows/tallies.parquet        how the records of each member ended
      cache/<key>.parquet           results, remade at will
      lock                          who is writing
      .tmp/                         unfinished work, swept by the next writer

Readers list `imports/` once and never wait; writers hold the lock.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from kithkin.engines.publishing import published
from kithkin.model.errors import Busy, Damaged, KithkinError, NotFound, Refused
from kithkin.model.tables import SCHEMA_VERSION
from kithkin.workspace.listing import Kept, Listed, Tally, read_tallies

MARK: Final = "workspace.json"


class Manifest(msgspec.Struct, frozen=True):
    """What one import is: where it came from, what was read and what was kept.

    The lists of its files stand apart, since they may be very long; imports made before that hold them here, as
    `files`, `used` and `unused`, have no `totals`, and keep each member in a file of its own.
    """

    import_id: str
    source: str
    title: str
    fingerprint: str
    schema: int
    imported_at: datetime
    observed_at: datetime
    seen_until: datetime
    rows: dict[str, int]
    archives: dict[str, str]
    is_packed: bool = False
    totals: dict[str, int] = {}
    files: tuple[Tally, ...] = ()
    used: tuple[Kept, ...] = ()
    unused: tuple[Listed, ...] = ()
    options: dict[str, str | list[str] | None] = {}
    rows_folder: str = "rows"
    is_made_up: bool = False

    def total(self, outcome: str) -> int:
        """Return the sum over the files of `records`, `used`, `not_used` or `problems`."""
        return self.totals[outcome] if self.totals else sum(getattr(tally, outcome) for tally in self.files)

    @property
    def is_kept(self) -> bool:
        """Whether the files that were used are still there to be read again."""
        return self.is_packed or bool(self.used)

    @property
    def hash12(self) -> str:
        """The first twelve digits of the fingerprint, which complete ids that are only names."""
        return self.fingerprint[:12]


class Store:
    """The folder of one workspace."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.imports_folder = folder / "imports"
        self.cache_folder = folder / "cache"
        self.temporary = folder / ".tmp"

    def create(self) -> None:
        """Make the folder, closed to other users of the machine, unless it is there."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not (self.folder / MARK).exists():
                beside = (path.name for path in self.folder.iterdir())
                held = any(name != "lock" and not name.startswith(f".{MARK}.") for name in beside)
                if held and not self.exists:  # else another process made the workspace at this moment
                    raise Refused(f"{self.folder} holds other files.", "Name an empty folder, or a workspace.")
                self.folder.chmod(0o700)
                write_whole(self.folder / MARK, msgspec.json.encode({"format": 1}))
            for part in (self.imports_folder, self.cache_folder):
                part.mkdir(exist_ok=True, mode=0o700)
        except OSError as error:
            raise unwritable(self.folder, error) from error

    @property
    def exists(self) -> bool:
        """Whether there is a workspace in the folder."""
        return (self.folder / MARK).exists()

    def manifests(self) -> list[Manifest]:
        """Return the published imports, in the order in which they were made."""
        if not self.imports_folder.is_dir():
            return []
        folders = sorted((p for p in self.imports_folder.iterdir() if (p / "manifest.json").exists()), key=number_of)
        return [self._manifest(folder) for folder in folders]

    def _manifest(self, folder: Path) -> Manifest:
        try:
            manifest = msgspec.json.decode((folder / "manifest.json").read_bytes(), type=Manifest)
        except (msgspec.MsgspecError, OSError) as error:
            raise Damaged(
                f"The import {folder.name} cannot be read: {error}.", f"Remove it with: kithkin forget {folder.name}"
            ) from error
        if manifest.schema > SCHEMA_VERSION:
            raise Refused(
                f"The import {folder.name} was written by a newer Kithkin; nothing was changed.",
                "Update Kithkin to read this workspace.",
            )
        return manifest

    def path_of(self, import_id: str) -> Path:
        """Return the folder of an import; raise `NotFound` where there is none."""
        path = self.imports_folder / import_id
        if "/" in import_id or not path.is_dir():
            raise NotFound(f"There is no import {import_id}.", "See: kithkin imports")
        return path

    def tallies(self, manifest: Manifest) -> Iterator[Tally]:
        """Yield how the records of each file of an import ended."""
        return (
            read_tallies(self.path_of(manifest.import_id) / manifest.rows_folder)
            if manifest.totals
            else iter(manifest.files)
        )

    def files_of(self, table: str, manifests: list[Manifest]) -> list[Path]:
        """Return the Parquet files that hold rows of a table."""
        return [
            self.imports_folder / m.import_id / m.rows_folder / f"{table}.parquet"
            for m in manifests
            if m.rows.get(table)
        ]

    def stage(self) -> Path:
        """Return a new empty folder for unfinished work; the caller holds the lock."""
        try:
            self.temporary.mkdir(exist_ok=True, mode=0o700)
            folder = self.temporary / f"{os.getpid()}-{len(list(self.temporary.iterdir()))}"
            folder.mkdir(mode=0o700)
        except OSError as error:
            raise unwritable(self.folder, error) from error
        return folder

    def next_import_id(self, fingerprint: str) -> str:
        """Return the id that the next import bears: a number never given before in this folder, and its hash."""
        taken = [number_of(path) for path in self.imports_folder.iterdir()]
        return f"{max(taken, default=0) + 1}-{fingerprint[:12]}"

    def publish(self, staged: Path, import_id: str) -> None:
        """Make a staged import visible, by one rename after everything is on the disk."""
        sync_all(staged)
        staged.replace(self.imports_folder / import_id)
        sync(self.imports_folder)

    def replace_rows(self, staged: Path, manifest: Manifest) -> None:
        """Give a published import new rows: the folder first, then the manifest that names it, by one rename each."""
        folder = self.path_of(manifest.import_id)
        sync_all(staged)
        target = folder / manifest.rows_folder
        if target.exists():
            shutil.rmtree(target)
        staged.replace(target)
        write_whole(folder / "manifest.json", msgspec.json.encode(manifest))
        for other in folder.glob("rows*"):
            if other.name != manifest.rows_folder:
                shutil.rmtree(other, ignore_errors=True)

    def remove(self, import_id: str) -> None:
        """Take an import away, by one rename, then delete its files."""
        path = self.path_of(import_id)
        self.temporary.mkdir(exist_ok=True, mode=0o700)
        gone = self.temporary / f"gone-{import_id}-{os.getpid()}"
        path.replace(gone)
        sync(self.imports_folder)
        shutil.rmtree(gone, ignore_errors=True)

    def sweep(self) -> None:
        """Delete what a killed writer left behind; the caller holds the lock."""
        shutil.rmtree(self.temporary, ignore_errors=True)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the workspace's lock; raise `Busy`, saying who holds it, where another process writes."""
        import filelock

        lock = filelock.FileLock(self.folder / "lock", timeout=0)
        holder = self.folder / "lock.holder"
        try:
            lock.acquire()
        except filelock.Timeout:
            who = holder.read_text(encoding="utf-8").strip() if holder.exists() else "another process"
            raise Busy(f"{who} is writing to this workspace.", "Wait until it has ended, then try again.") from None
        except OSError as error:
            raise unwritable(self.folder, error) from error
        try:
            with contextlib.suppress(OSError):
                now = datetime.now(UTC).isoformat(timespec="seconds")
                holder.write_text(f"Process {os.getpid()} (since {now})", encoding="utf-8")
            self.sweep()
            yield
        finally:
            with contextlib.suppress(OSError):
                holder.unlink(missing_ok=True)
            lock.release()


def number_of(path: Path) -> int:
    """Return the running number of an import's folder."""
    head = path.name.split("-", 1)[0]
    return int(head) if head.isdigit() else 0


def write_whole(path: Path, data: bytes) -> None:
    """Write a small file so that it is there whole or not at all."""
    with published(path) as part, part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    sync(path.parent)


def sync_all(folder: Path) -> None:
    """Wait until a folder and everything below it is on the disk."""
    os.sync()  # many small files are written at once, instead of each while the others wait; errors show below
    _sync_below(os.fspath(folder))


def _sync_below(folder: str) -> None:
    """Wait for everything below a folder, then for the folder; by name, since there may be very many files."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                _sync_below(entry.path)
            else:
                sync(entry.path)
    sync(folder)


def sync(path: Path | str) -> None:
    """Wait until a file or folder is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def unwritable(folder: Path, error: OSError) -> KithkinError:
    """Return the error to show when the disk refuses: full, read-only, not allowed."""
    reason = error.strerror or str(error)
    return KithkinError(
        f"Cannot write to {folder}: {reason}. Nothing was changed.",
        "Free space, or choose another folder with --workspace.",
    )
