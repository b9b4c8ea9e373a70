"""Backups: the journal and the imports in one ZIP, and back again through the hardened reader."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path
from typing import Final

from kithkin.engines.publishing import published
from kithkin.model.errors import KithkinError, Refused
from kithkin.sources._archive import open_archive
from kithkin.workspace.store import MARK, Store, sync_all, unwritable

#: What a backup may hold, and nothing else.
MEMBER: Final = re.compile(
    r"(workspace\.json|journal\.jsonl|imports/\d+-[0-9a-f]{12}/(manifest\.json|(rows|rows-again)/[a-z_]+\.parquet|used/(\d{5}\.(deflate|stored)|members\.(pack|parquet))))"
)


def back_up(store: Store, target: Path) -> int:
    """Write the journal and the imports into one ZIP; return its size in bytes. The cache is left out."""
    try:
        with store.writing(), published(target) as part:
            part.touch(mode=0o600)  # what is private in the workspace stays so outside of it
            with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
                for path in sorted(store.folder.rglob("*")):
                    name = path.relative_to(store.folder).as_posix()
                    if path.is_file() and MEMBER.fullmatch(name):
                        archive.write(path, name)
    except OSError as error:
        raise unwritable(target.parent, error) from error
    return target.stat().st_size


def restore_to(folder: Path, backup: Path) -> int:
    """Make a workspace from a backup, whole or not at all; return how many imports it holds."""
    store = Store(folder)
    if store.exists and (store.manifests() or (folder / "journal.jsonl").exists()):
        raise Refused(f"The workspace {folder.name} holds something.", "Restore into a new one with --workspace NAME.")
    with open_archive([backup]) as archive:
        names = {member.name for member in archive.members}
        if MARK not in names or archive.refused or any(not MEMBER.fullmatch(name) for name in names):
            raise Refused(f"{backup} is not a backup of a workspace.", "A backup is made with: kithkin backup FILE")
        staged = folder.with_name(f".{folder.name}.restoring")
        shutil.rmtree(staged, ignore_errors=True)
        try:
            staged.mkdir(parents=True, mode=0o700)
            for member in archive.members:
                path = staged / member.name
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                with archive.open(member) as source, path.open("wb") as target:
                    shutil.copyfileobj(source, target)
            _take_place(staged, folder)
        except OSError as error:
            raise unwritable(folder, error) from error
        except KithkinError as error:
            raise Refused(f"{backup} is damaged: {error.what}", "Use another backup.") from error
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    store.create()
    return len(store.manifests())


def _take_place(staged: Path, folder: Path) -> None:
    sync_all(staged)
    if folder.exists():
        shutil.rmtree(folder)
    staged.replace(folder)
