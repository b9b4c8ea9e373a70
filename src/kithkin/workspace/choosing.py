"""Which source reads which of the paths that the user named, and why.

Recognition looks at what is inside, never at a name alone. A folder is one export, or a folder of downloads:
then what lies in it is looked at one by one, however deep.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kithkin.model.errors import KithkinError, NotFound
from kithkin.model.source import Archive, Options, Source
from kithkin.sources._archive import FileArchive, open_archive
from kithkin.sources._below import Below
from kithkin.workspace import plugins

#: A file of this name marks an export as invented, so that nobody takes the example for a real person.
MADE_UP: Final = "made-up.txt"

#: Below this no source is trusted to read an archive.
SURE_ENOUGH: Final = 0.1

#: Of what lies in a folder of downloads, unnamed by the user, a source must be surer.
SURE_UNASKED: Final = 0.5

#: Of a folder within an archive that another source reads, a source must be certain.
CERTAIN: Final = 0.9

#: What files end in that an export has once.
_LISTS: Final = (".json", ".js", ".csv")

#: What files of rows end in.
TABLES: Final = (".csv", ".tsv", ".parquet")

#: So many names of files that nothing reads are told.
NAMED: Final = 5


class PassedOver(NotFound):
    """Files in a folder of downloads that no source reads: worth a word, no reason to fail."""


@dataclass(frozen=True)
class Chosen:
    """Paths that are one export, the source that reads them, how sure it is, and who came next.

    `names` are the files of the archive that the source is given, where it does not read all of it.
    """

    paths: tuple[Path, ...]
    source: Source
    confidence: float
    next_best: str = ""
    names: frozenset[str] | None = None


#: Every source with how sure it is of an archive, the surest first.
Ranking = Sequence[tuple[float, Source]]


@dataclass(frozen=True)
class _Group:
    """Paths that are one export, and their ranking where it was already needed to tell that."""

    paths: tuple[Path, ...]
    ranked: Ranking = ()


@dataclass(frozen=True)
class _Found:
    """What lies below one path: groups of paths that are one export each, and what no source reads."""

    groups: tuple[_Group, ...] = ()
    over: tuple[Path, ...] = ()


def choose(paths: Sequence[Path], options: Options) -> tuple[list[Chosen], list[KithkinError]]:
    """Return which source reads which of these paths, and an error for each that none reads.

    Parts of one export become one `Chosen`, even a part in which nothing alone tells what it is.
    """
    chosen: dict[tuple[str, str], Chosen] = {}
    unread: list[KithkinError] = []
    unknown_parts: list[tuple[Path, ...]] = []
    groups, over = expanded(paths, options)
    for one in groups:
        group = one.paths
        try:
            with open_archive(group) as archive:
                ranked = one.ranked or ranking(archive, options)
                score, source = ranked[0]
                if score < SURE_ENOUGH:
                    unknown_parts.append(group)
                    continue
                key = (source.name, source.belongs(archive) or str(group[0].absolute()))
                others = _others(group, archive, source, options)
        except KithkinError as error:
            unread.append(error)
            continue
        before = chosen.get(key)
        rest = _rest(archive, others) if others else None
        chosen[key] = Chosen((*(before.paths if before else ()), *group), source, score, _next(ranked), rest)
        chosen |= {(other.source.name, f"{group[0].absolute()}/"): other for other in others}
    for group in unknown_parts:
        unread += _joined(group, chosen)
    return list(chosen.values()), [*unread, *over]


def _others(group: tuple[Path, ...], archive: FileArchive, whole: Source, options: Options) -> list[Chosen]:
    """Return who reads the folders of an archive that its own source can make nothing of: mail beside an address book.

    Only a source that is certain of a folder is given it, and only in an archive that is no part of a larger export.
    """
    if options.form or whole.belongs(archive) or len(group) > 1 or group[0].is_dir():
        return []
    found: dict[str, Chosen] = {}
    for names in _folders(archive).values():
        part = archive.portion(names)
        if all(whole.knows(member) for member in part.members):
            continue
        source, score = best(part, options)
        if source and score >= CERTAIN and whole.recognises(part, options) < CERTAIN:
            before = found.get(source.name, Chosen(group, source, score, names=frozenset()))
            found[source.name] = replace(before, names=(before.names or frozenset()) | names)
    return list(found.values())


def _folders(archive: FileArchive) -> dict[str, frozenset[str]]:
    """Return the names in an archive by their folder below the one that all share; none where all lie together."""
    names = [*(member.name for member in archive.members), *(problem.member for problem in archive.refused)]
    depth = 1 if len({name.partition("/")[0] for name in names}) == 1 else 0
    found: dict[str, set[str]] = {}
    for name in names:
        steps = name.split("/")
        if len(steps) > depth + 1:
            found.setdefault(steps[depth], set()).add(name)
    return {folder: frozenset(inside) for folder, inside in found.items()} if len(found) > 1 else {}


def _rest(archive: Archive, others: Sequence[Chosen]) -> frozenset[str]:
    """Return the names in an archive that no other source is given."""
    names = {*(member.name for member in archive.members), *(problem.member for problem in archive.refused)}
    return frozenset(names.difference(*(one.names or () for one in others)))


def _joined(group: tuple[Path, ...], chosen: dict[tuple[str, str], Chosen]) -> list[KithkinError]:
    """Give a part that tells nothing by itself to the export to which it belongs; return an error where there is none."""
    with open_archive(group) as archive:
        for key, one in chosen.items():
            if one.source.belongs(archive) == key[1]:
                chosen[key] = Chosen((*one.paths, *group), one.source, one.confidence, one.next_best)
                return []
        return [unknown(archive, group[0])]


def ranking(archive: Archive, options: Options) -> Ranking:
    """Return every source with how sure it is of an archive, the surest first."""
    rated = [(source.recognises(archive, options), source) for source in plugins.sources()]
    return sorted(rated, key=lambda pair: -pair[0])


def best(archive: Archive, options: Options) -> tuple[Source | None, float]:
    """Return the source that is surest to read this archive; none below `SURE_ENOUGH`."""
    score, source = ranking(archive, options)[0]
    return (source if score >= SURE_ENOUGH else None), score


def _next(ranked: Ranking) -> str:
    """Return the source that came next and how sure it was; empty where none saw anything."""
    score, source = ranked[1] if len(ranked) > 1 else (0.0, None)
    return f"{source.name} {score:.2f}" if source is not None and score else ""


def expanded(paths: Sequence[Path], options: Options) -> tuple[list[_Group], list[KithkinError]]:
    """Return the paths, a folder of downloads replaced by the exports that lie in it, and what was passed over there."""
    groups: list[_Group] = []
    passed: list[KithkinError] = []
    for path in paths:
        found = _look(path, options) if path.is_dir() else _Found()
        groups += found.groups or (_Group((path,)),)
        over = [entry for entry in found.over if entry.name not in (MADE_UP, "README.txt", "SOURCE.txt", "LICENSE")]
        if found.groups and over:
            passed.append(_passed(path, sorted(over)))
    return groups, passed


def _passed(folder: Path, over: Sequence[Path]) -> PassedOver:
    names = ", ".join(f"{path.relative_to(folder)}{_hint(path)}" for path in over[:NAMED])
    more = f" and {len(over) - NAMED} more" if len(over) > NAMED else ""
    way_on = "They were passed over."
    if any(path.name.endswith(TABLES) for path in over):
        way_on = "They were passed over; a table of follows or acts is read by: kithkin import --as interactions FILE."
    return PassedOver(f"No source is sure to read these in {folder}: {names}{more}.", way_on)


def _hint(path: Path) -> str:
    """Return in brackets why a file cannot be opened or what it comes closest to; empty where neither can be told."""
    try:
        with open_archive([path]) as archive:
            guess = _guess(archive)
    except KithkinError as error:
        return f" ({error.what.removeprefix(f'{path.name}: ').rstrip('.')})"
    return f" (closest guess: {guess})" if guess else ""


def _look(path: Path, options: Options, *, is_below: bool = False) -> _Found:
    """Return the exports at and below a path; `is_below` where the user did not name it."""
    try:
        with open_archive([path]) as archive:
            ranked = ranking(archive, options)
            score, surest = ranked[0]
            whole = surest if score >= (SURE_UNASKED if is_below else SURE_ENOUGH) else None
            group = _Group((path,), ranked)
            if not path.is_dir():
                return _Found((group,)) if whole else _Found(over=(path,))
            inside = [entry for entry in sorted(path.iterdir()) if not entry.name.startswith(".")]
            if whole and not _are_several(archive, inside, whole, options):
                return _Found((group,))
    except KithkinError:
        return _Found(over=(path,))
    sure = whole if score >= SURE_UNASKED else None
    loose = tuple(entry for entry in inside if sure and _is_loose(entry, sure, options))
    below = [_look(entry, options, is_below=True) for entry in inside if entry not in loose]
    below.append(_together(loose, options))
    groups = tuple(group for found in below for group in found.groups)
    return _Found(groups, tuple(p for found in below for p in found.over)) if groups else _Found(over=(path,))


def _together(loose: tuple[Path, ...], options: Options) -> _Found:
    """Return loose files as one export where a source reads them: pictures alone are none."""
    if not loose:
        return _Found()
    with open_archive(loose) as archive:
        source, _ = best(archive, options)
    return _Found((_Group(loose),)) if source else _Found(over=loose)


def _is_loose(entry: Path, whole: Source, options: Options) -> bool:
    """Return whether a plain file beside other downloads is a file of the export that lies unpacked among them."""
    if not entry.is_file():
        return False
    try:
        with open_archive([entry]) as archive:
            source = best(archive, options)[0]
            if _is_packed(entry, archive):
                return False
            if source is None:
                return all(whole.knows(member) for member in archive.members)
            return not _is_foreign(archive, source, whole, options)
    except KithkinError:
        return False


def _are_several(parent: FileArchive, inside: Iterable[Path], whole: Source, options: Options) -> bool:
    """Return whether a folder that a source would read as one export holds another beside it."""
    belonging: set[str] = set()
    names: set[str] = set()
    for entry in inside:
        try:
            with _opened(parent, entry) as archive:
                source, _ = best(archive, options)
                if source is None:
                    if not entry.is_dir() or _is_read_within(parent, entry.name, whole, options):
                        continue
                    if _look(entry, options, is_below=True).groups:
                        return True
                    continue
                if _is_packed(entry, archive) or _is_foreign(archive, source, whole, options):
                    return True
                if entry.is_dir() and (key := whole.belongs(archive)):
                    belonging.add(key)
                elif entry.is_dir():
                    here = {member.name for member in archive.members if member.base.endswith(_LISTS)}
                    if here & names:
                        return True  # two exports of one kind side by side have files of the same names
                    names |= here
        except KithkinError:
            continue
    return len(belonging) > 1


def _is_read_within(parent: FileArchive, folder: str, whole: Source, options: Options) -> bool:
    """Return whether a folder that nobody reads by itself is read as a part of its parent, as those of a Maildir are."""
    names = frozenset(member.name for member in parent.members if member.name.startswith(f"{folder}/"))
    return whole.recognises(parent.portion(names), options) >= CERTAIN


@contextmanager
def _opened(parent: FileArchive, entry: Path) -> Iterator[Archive]:
    """Open what lies in a folder that is open: a folder in it may hold very many files, which are known already."""
    if entry.is_dir() and not entry.is_symlink():
        yield Below(parent, entry.name)
    else:
        with open_archive([entry]) as archive:
            yield archive


def _is_packed(entry: Path, archive: Archive) -> bool:
    """Return whether a file is a ZIP, a TAR or zipped: a folder that holds it is not read into it."""
    return entry.is_file() and [member.name for member in archive.members] != [entry.name]


def _is_foreign(archive: Archive, source: Source, whole: Source, options: Options) -> bool:
    """Return whether what one source reads is nothing that the other would read or is known to lie beside."""
    if source is whole or 2 * whole.recognises(archive, options) >= source.recognises(archive, options):
        return False
    return not all(whole.knows(member) for member in archive.members)


def unknown(archive: Archive, path: Path) -> KithkinError:
    """Return the error for a path that no source knows, with the closest guess."""
    first = archive.refused[0] if archive.refused else None
    names = ", ".join(member.name for member in archive.members[:3])
    held = names or (first.member if first else "nothing that can be read")
    why = f" ({first.what.rstrip('.')})" if first else ""
    guess = _guess(archive)
    return NotFound(
        f"No source reads {path}: it holds {held}{why}.{f' The closest guess is {guess}.' if guess else ''}",
        (first.way_on if first and not names else "")
        or "See `kithkin sources` for what can be read; a table is read with --as follows or --as interactions.",
    )


def _guess(archive: Archive) -> str:
    """Return the title of the source that comes closest, empty where none comes near."""
    may_be_table = any(member.base.endswith((*TABLES, ".txt", ".gz")) for member in archive.members)
    for form in (None, "interactions") if may_be_table else (None,):
        score, source = ranking(archive, Options(form=form))[0]
        if score > 0:
            return source.title
    return ""
