"""Taking in exports: find the source that reads each, read it, and publish the result whole.

Until the last rename a reader sees the workspace as it was; a process killed anywhere leaves it so.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from kithkin.model.errors import KithkinError, NotFound
from kithkin.model.source import Archive, NotUsed, Options, Problem, Source, Yielded
from kithkin.model.tables import SCHEMA_VERSION
from kithkin.sources._archive import FileArchive, open_archive
from kithkin.workspace import plugins
from kithkin.workspace.choosing import MADE_UP, Chosen, choose
from kithkin.workspace.keeping import UsedArchive, Watched, fingerprint, keep
from kithkin.workspace.listing import Tally
from kithkin.workspace.store import Manifest, Store, unwritable

__all__ = ["Chosen", "Taken", "choose", "rebuild", "take_in"]

Progress = Callable[[str, int, int], None]

#: After so many records of one file progress is told again.
OFTEN = 1000


class Illegible(NotFound):
    """An export of which every record was lost: it is told and not kept, for there is nothing to keep."""


@dataclass(frozen=True)
class Taken:
    """What became of one import: its manifest, how sure its source was and who came next, and whether it was there."""

    manifest: Manifest
    confidence: float
    was_there: bool = False
    next_best: str = ""


def take_in(
    store: Store,
    paths: Sequence[Path],
    options: Options,
    *,
    keep_all: bool = False,
    progress: Progress | None = None,
    made_up: bool = False,
) -> tuple[list[Taken], list[KithkinError]]:
    """Import exports of any kind; parts of one export become one import.

    Returns what was imported, and why each path that was not could not be: one bad file stops no other.
    """
    taken = []
    found, unread = choose(paths, options)
    for chosen in found:
        with open_archive(chosen.paths) as whole:
            archive = whole.portion(chosen.names) if chosen.names is not None else whole
            try:
                one = _take(store, archive, chosen, options, keep_all=keep_all, progress=progress, made_up=made_up)
                taken.append(one)
            except Illegible as error:
                unread.append(error)
    return taken, unread


def _take(
    store: Store,
    archive: FileArchive,
    chosen: Chosen,
    options: Options,
    *,
    keep_all: bool,
    progress: Progress | None,
    made_up: bool,
) -> Taken:
    said = json.dumps([options.form, options.network, sorted(options.me)])
    mark = fingerprint(archive, chosen.source.name, said)
    there = next((m for m in store.manifests() if m.fingerprint == mark), None)
    if there:
        return Taken(there, chosen.confidence, was_there=True, next_best=chosen.next_best)
    with store.writing():
        import_id = store.next_import_id(mark)
        staged = store.stage()
        try:
            manifest = _read(
                staged, archive, chosen, options, import_id, mark, keep_all=keep_all, progress=progress, made_up=made_up
            )
            _refuse_illegible(staged, manifest, is_one_file=len(archive.members) == 1)
            (staged / "manifest.json").write_bytes(msgspec.json.encode(manifest))
            store.publish(staged, import_id)
        except OSError as error:
            raise unwritable(store.folder, error) from error
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    return Taken(manifest, chosen.confidence, next_best=chosen.next_best)


def _refuse_illegible(staged: Path, manifest: Manifest, *, is_one_file: bool) -> None:
    """Raise `Illegible` where a file holds no record, or with the first problem where nothing at all could be read."""
    import pyarrow.parquet as pq

    holds_nothing = not manifest.rows.keys() - {"problems", "coverage"}
    if is_one_file and holds_nothing and not manifest.total("records"):
        way_on = "Was it cut off, or saved before it was filled? Fetch or save it again, then import it."
        raise Illegible(f"{manifest.title} holds no rows, at most the names of its columns.", way_on)
    if not holds_nothing or not manifest.total("problems"):
        return
    path = staged / manifest.rows_folder / "problems.parquet"
    with pq.ParquetFile(path) as file:
        first = file.read(columns=["place", "what", "way_on"]).slice(0, 1).to_pylist()[0]
    place = f"{first['place'][:1].upper()}{first['place'][1:]}: " if first["place"] else ""
    raise Illegible(f"Nothing in {manifest.title} could be read. {place}{first['what']}", first["way_on"] or "")


def _read(
    staged: Path,
    archive: FileArchive,
    chosen: Chosen,
    options: Options,
    import_id: str,
    mark: str,
    *,
    keep_all: bool,
    progress: Progress | None,
    made_up: bool,
) -> Manifest:
    """Read an archive into a staged folder and return what is to be known of it."""
    watched = Watched(archive)
    written = _write_rows(staged / "rows", watched, chosen.source, options, import_id, mark, progress)
    keep(archive, {member.name for member in archive.members} if keep_all else watched.opened, staged / "used")
    return msgspec.structs.replace(
        written,
        archives={path.name: _sha256(path) for path in chosen.paths if path.is_file()},
        is_packed=True,
        is_made_up=made_up or any(member.base == MADE_UP for member in archive.members),
    )


def _write_rows(
    folder: Path,
    archive: Watched,
    source: Source,
    options: Options,
    import_id: str,
    mark: str,
    progress: Progress | None,
    before: Iterable[Tally] = (),
) -> Manifest:
    """Write what a source yields as rows; return the manifest, without what concerns the archive's own files.

    `before` are the counts of an earlier reading.
    """
    from kithkin.workspace.writing import Writer, last_covered

    now = datetime.now(UTC)
    writer = Writer(folder, import_id, mark[:12], newest(archive) or now)
    try:
        with _seldom_collected():
            for item in _everything(source, archive, options, progress):
                writer.take(item)
            totals = writer.finish(before)
    except BaseException:
        writer.abandon()
        raise
    return Manifest(
        import_id=import_id,
        source=source.name,
        title=archive.title,
        fingerprint=mark,
        schema=SCHEMA_VERSION,
        imported_at=now,
        observed_at=writer.observed_at,
        seen_until=last_covered(folder) or writer.observed_at,
        totals=totals,
        rows={table: count for table, count in sorted(writer.rows.items()) if count},
        archives={},
        options={"form": options.form, "network": options.network, "me": list(options.me)},
    )


@contextlib.contextmanager
def _seldom_collected() -> Iterator[None]:
    """Let Python look seldom for objects that hold each other: records are very many and hardly ever do."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _everything(source: Source, archive: Watched, options: Options, progress: Progress | None) -> Iterator[Yielded]:
    """Yield what the source yields, then account for the members that it did not open."""
    total = sum(member.size for member in archive.members)
    yield from archive.refused
    latest = ""
    for number, item in enumerate(source.read(archive, options)):
        yield item
        # One file may be gigabytes: say that it goes on, and let it be stopped.
        if progress and (number % OFTEN == OFTEN - 1 or archive.latest != latest):
            latest = archive.latest
            progress(latest, archive.done, total)
    for member in archive.members:
        if member.name in archive.opened:
            continue
        if member.base == MADE_UP or source.knows(member):
            yield NotUsed(member.name)
        else:
            what = f"{source.title} is not known to hold this file."
            yield Problem(
                member.name, "", what, "Nothing in it was read; if it matters to you, please tell us its name."
            )
    if progress:
        progress("", total, total)


def newest(archive: Archive) -> datetime | None:
    """Return the date of the newest member, for exports that do not state their own."""
    return max((member.changed_at for member in archive.members if member.changed_at), default=None)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def rebuild(store: Store, progress: Progress | None = None) -> int:
    """Read every import again from `used/`, with the sources of today; return how many could be."""
    known = {source.name: source for source in plugins.sources()}
    manifests = store.manifests()
    count = 0
    with store.writing():
        for number, manifest in enumerate(manifests):
            if progress:
                progress(manifest.title, number, len(manifests))
            if manifest.source not in known:
                raise NotFound(
                    f"The source {manifest.source} is not installed.", "Install it again, or forget the import."
                )
            folder = store.path_of(manifest.import_id)
            if not manifest.is_kept:
                continue  # a person was forgotten: only the rows are left, and they stay as they are
            staged = store.stage()
            archive = Watched(UsedArchive(folder, manifest))
            options = _options(manifest)
            new = _write_rows(
                staged / "rows",
                archive,
                known[manifest.source],
                options,
                manifest.import_id,
                manifest.fingerprint,
                None,
                store.tallies(manifest),
            )
            name = "rows" if manifest.rows_folder != "rows" else "rows-again"
            store.replace_rows(staged / "rows", _renewed(manifest, new, name))
            count += 1
    return count


def _renewed(old: Manifest, new: Manifest, rows_folder: str) -> Manifest:
    """Return an import's manifest with the counts of a second reading."""
    return msgspec.structs.replace(
        old,
        schema=SCHEMA_VERSION,
        observed_at=new.observed_at,
        seen_until=new.seen_until,
        totals=new.totals,
        files=(),
        rows=new.rows,
        rows_folder=rows_folder,
    )


def _options(manifest: Manifest) -> Options:
    said = manifest.options
    me = said.get("me") or ()
    form, network = said.get("form"), said.get("network")
    return Options(form if isinstance(form, str) else None, network if isinstance(network, str) else None, tuple(me))
