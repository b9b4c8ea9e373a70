"""What every source promises; a source inherits these promises by being listed."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kithkin.model.errors import Refused
from kithkin.model.source import Batch, Member, NotUsed, Problem, Record, Seen, Source, Yielded
from kithkin.model.tables import NETWORK_KINDS, NETWORK_TITLES, TABLES
from kithkin.sources import SOURCES
from kithkin.workspace import Workspace
from kithkin.workspace.keeping import Watched
from kithkin.workspace.store import Manifest
from kithkin.workspace.writing import Writer
from tests.contracts.exports import DATED, EXPORTS, Export, as_folder, as_tar, as_zip
from tests.sources.told import damaged
from tests.worlds.memory import MemoryArchive

#: Every word that a source may use; a platform's own stop at the source.
WORDS: dict[str, dict[str, set[str]]] = {
    "follows": {"kind": {"follow", "friend", "connection"}},
    "posts": {"kind": {"post", "reply", "quote", "repost", "comment"}},
    "interactions": {
        "kind": {
            "like", "repost", "quote", "reply", "mention", "comment", "reaction", "endorse", "recommend", "message",
        }
    },
    "messages": {"folder": {"inbox", "requests", "filtered", "archive", "sent", "draft", "spam"}},
    "requests": {
        "kind": {"follow", "friend", "connection", "message"},
        "state": {"pending", "accepted", "rejected", "withdrawn", "unknown"},
    },
    "marks": {
        "kind": {
            "block", "mute", "restrict", "close_friend", "favourite", "hide", "dismissed", "list_member",
            "list_subscribed",
        }
    },
    "account_links": {
        "evidence": {
            "same-account", "handle-change", "verified-link", "contacts-book", "claimed-link", "name-alike",
        }
    },
    "coverage": {
        "table_name": {
            "follows", "interactions", "messages", "posts", "requests", "marks", "profiles", "contacts",
        },
        "direction": {"in", "out", "among"},
        "completeness": {"all", "some", "none"},
        "identity": {"id", "handle", "name", "count", "none"},
        "timing": {"exact", "day", "span", "none"},
    },
}  # fmt: skip
BASES = {"read", "decoded", "inferred", "observed"}

each_export = pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)


def source_of(export: Export) -> Source:
    return next(source for source in SOURCES if source.name == export.source)


def read(export: Export, archive: MemoryArchive | None = None) -> list[Yielded]:
    return list(source_of(export).read(archive or MemoryArchive(export.files, export.title), export.options))


def rows_of(items: Iterable[Yielded]) -> Iterator[tuple[str, dict[str, Any]]]:
    for item in items:
        if isinstance(item, Record):
            yield from ((row.table, dict(row.values)) for row in item.rows)
        elif isinstance(item, Batch):
            for table, columns in item.tables.items():
                plain = {name: pa.array(cells).to_pylist() for name, cells in columns.items()}
                yield from ((table, dict(zip(plain, row, strict=True))) for row in zip(*plain.values(), strict=True))


def counted(items: Iterable[Yielded]) -> dict[str, list[int]]:
    """Return records used, not used and problems of each member."""
    found: dict[str, list[int]] = {}
    for item in items:
        if not isinstance(item, Seen):
            tally = found.setdefault(item.member, [0, 0, 0])
            match item:
                case Record():
                    tally[0] += 1
                case Batch():
                    tally[0] += item.used
                case NotUsed():
                    tally[1] += item.count
                case Problem():
                    tally[2] += item.records
    return {member: tally for member, tally in found.items() if any(tally)}


def taken(folder: Path, export: Export, *paths: Path) -> tuple[Workspace, Manifest]:
    space = Workspace.open(folder)
    (one,) = space.take_in(*paths, options=export.options)
    return space, one.manifest


Imported = Callable[[Export], tuple[Workspace, Manifest]]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """Return what gives an export's ZIP as it was imported, once for all tests that only look at it."""
    known: dict[str, tuple[Workspace, Manifest]] = {}

    def once(export: Export) -> tuple[Workspace, Manifest]:
        if export.source not in known:
            folder = tmp_path_factory.mktemp(export.source)
            known[export.source] = taken(folder / "w", export, as_zip(export.files, folder / export.title))
        return known[export.source]

    return once


def stored(space: Workspace, manifest: Manifest) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of an import, without what names the import."""
    return {
        name: sorted(pq.read_table(path).drop_columns(["import_id", "observed_at"]).to_pylist(), key=repr)
        for name in TABLES
        if name != "problems"
        for path in space.store.files_of(name, [manifest])
    }


def test_every_source_has_an_export() -> None:
    assert {source.name for source in SOURCES} == set(EXPORTS)


@each_export
def test_an_export_is_recognised_by_its_own_source_and_by_no_other(export: Export) -> None:
    archive = MemoryArchive(export.files, export.title)
    rated = {source.name: source.recognises(archive, export.options) for source in SOURCES}
    assert all(0 <= score <= 1 for score in rated.values())
    own = rated.pop(export.source)
    assert own - max(rated.values()) >= export.margin, rated


@each_export
def test_what_it_says_of_itself(export: Export) -> None:
    source = source_of(export)
    for text in (source.title, source.how_to_get, source.holds, source.lacks):
        assert len(text) >= 5
    assert isinstance(source, Source)


@each_export
def test_the_instant_is_told_once_and_first(export: Export) -> None:
    items = read(export)
    (at,) = [place for place, item in enumerate(items) if isinstance(item, Seen)]
    assert not list(rows_of(items[:at]))
    seen = items[at]
    assert isinstance(seen, Seen)
    assert seen.observed_at.tzinfo is not None


@each_export
def test_rows_are_of_declared_tables_columns_and_words(export: Export) -> None:
    found = Counter(table for table, _ in rows_of(read(export)))
    assert found.total() > found["coverage"]
    for table, values in rows_of(read(export)):
        known = {column.name for column in TABLES[table].columns}
        assert values.keys() <= known, (table, values.keys() - known)
        for column, words in WORDS.get(table, {}).items():
            assert values.get(column) in words | {None}, (table, column, values)
        for name in TABLES[table].instants:
            assert values.get(f"{name}_basis") in BASES | {None}
            ends = [values.get(f"{name}{end}") for end in ("_earliest", "", "_latest")]
            given_ends = [end for end in ends if isinstance(end, datetime)]
            assert given_ends == sorted(given_ends), (table, name, values)


@each_export
def test_every_record_of_every_file_is_accounted_for(export: Export, imported: Imported) -> None:
    space, manifest = imported(export)
    tallies = {tally.file: tally for tally in space.store.tallies(manifest)}
    for tally in tallies.values():
        assert tally.records == tally.used + tally.not_used + tally.problems > 0
    files = {name for name in export.files if "__MACOSX" not in name}
    assert set(tallies) - {""} == files, "a file is neither read, nor known, nor a problem"
    for member, (used, not_used, problems) in counted(read(export)).items():
        assert (tallies[member].used, tallies[member].not_used, tallies[member].problems) == (used, not_used, problems)
    wrong = [row["what"] for row in space.rows("problems").to_pylist() if "not of type" in row["what"]]
    assert not wrong


@each_export
def test_reading_twice_gives_the_same(export: Export) -> None:
    first, second = read(export), read(export)
    assert list(rows_of(first)) == list(rows_of(second))
    assert counted(first) == counted(second)


@each_export
def test_identities_are_unique_and_given(export: Export, imported: Imported) -> None:
    space, manifest = imported(export)
    for name, rows in stored(space, manifest).items():
        keys = Counter(tuple(row[column] for column in TABLES[name].identity) for row in rows)
        assert max(keys.values(), default=1) == 1, (name, keys.most_common(1))
        optional = {"recipient_id", "ego_account_id", "covered_from"}
        given_always = [column for column in TABLES[name].identity if column not in optional]
        assert all(row[column] is not None for row in rows for column in given_always), name
        assert not any(str(value).endswith("#") for row in rows for value in row.values()), name


@each_export
def test_coverage_states_every_kind_in_both_directions(export: Export) -> None:
    stated: dict[tuple[str, Any], set[tuple[str, str]]] = {}
    own = set(export.options.me)
    for table, row in rows_of(read(export)):
        if table == "accounts" and row.get("is_self"):
            own.add(row["account_id"])
        if table == "coverage":
            assert row["covered_until"] is not None
            stated.setdefault((row["network"], row.get("ego_account_id")), set()).add((row["kind"], row["direction"]))
    for (network, ego), said in stated.items():
        assert said
        if ego not in own:
            continue
        missing = {(kind, way) for kind in NETWORK_KINDS.get(network, ()) for way in ("in", "out")} - said
        assert not missing, (network, missing)


@each_export
def test_a_folder_a_zip_and_a_tar_of_one_export_are_alike(export: Export, imported: Imported, tmp_path: Path) -> None:
    stem = export.title.removesuffix(".zip")
    paths = (as_folder(export.files, tmp_path / stem), as_tar(export.files, tmp_path / f"{stem}.tar.gz"))
    first, second, third = (
        imported(export),
        *(taken(tmp_path / f"w{n}", export, path) for n, path in enumerate(paths)),
    )
    assert first[1].fingerprint == second[1].fingerprint == third[1].fingerprint
    assert stored(*first) == stored(*second) == stored(*third)
    assert list(first[0].store.tallies(first[1])) == list(second[0].store.tallies(second[1]))


@each_export
def test_importing_twice_changes_nothing(export: Export, tmp_path: Path) -> None:
    path = as_zip(export.files, tmp_path / export.title)
    space, _ = taken(tmp_path / "w", export, path)
    before = sorted(file.relative_to(tmp_path / "w") for file in (tmp_path / "w" / "imports").rglob("*"))
    (again,) = space.take_in(path, options=export.options)
    assert again.was_there
    assert sorted(file.relative_to(tmp_path / "w") for file in (tmp_path / "w" / "imports").rglob("*")) == before


@each_export
def test_a_rebuild_gives_the_same_rows(export: Export, tmp_path: Path) -> None:
    space, manifest = taken(tmp_path / "w", export, as_zip(export.files, tmp_path / export.title))
    before, tallies = stored(space, manifest), list(space.store.tallies(manifest))
    space.rebuild()
    (again,) = space.imports()
    assert stored(space, again) == before
    assert list(space.store.tallies(again)) == tallies


class CutStream(io.RawIOBase):
    """Gives some bytes, then says that there should be more, as a damaged archive does."""

    def __init__(self, data: bytes, end: int) -> None:
        self._inner, self._left = io.BytesIO(data), end

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._left:
            raise Refused("The file ends too early: the download was cut off.", "Download it again.")
        found = self._inner.read(min(len(buffer), self._left))
        buffer[: len(found)] = found
        self._left -= len(found)
        return len(found)


class CutArchive(MemoryArchive):
    """An export of which one member breaks off."""

    def __init__(self, files: Mapping[str, bytes], title: str, member: str, end: int) -> None:
        super().__init__(files, title)
        self._cut, self._end = member, end

    def open(self, member: Member) -> BinaryIO:
        if member.name != self._cut:
            return super().open(member)
        return io.BufferedReader(CutStream(self.files[member.name], self._end), 64)

    def head(self, member: Member, size: int = 4096) -> bytes:
        return super().head(member, size)[: self._end if member.name == self._cut else None]


@each_export
def test_a_file_that_breaks_off_gives_its_beginning_and_a_problem(export: Export) -> None:
    whole = read(export)
    tallies = counted(whole)
    for member, data in export.files.items():
        places = [item.place for item in whole if isinstance(item, Record) and item.member == member]
        used = tallies.get(member, [0, 0, 0])[0]
        for end in {len(data) // 3, len(data) * 2 // 3, len(data) - 1}:
            archive = Watched(CutArchive(export.files, export.title, member, end))
            found = list(source_of(export).read(archive, export.options))
            again = [item.place for item in found if isinstance(item, Record) and item.member == member]
            assert again == places[: len(again)], (member, end)
            assert counted(found).get(member, [0, 0, 0])[0] <= used, (member, end)
            if used and member in archive.opened:
                told = [item for item in found if isinstance(item, Problem) and item.member == member]
                assert told, (member, end)
                assert all(problem.what.endswith(".") for problem in told)


def whole_coverage(items: Iterable[Yielded]) -> set[tuple[Any, ...]]:
    """Return what is said to be covered in full."""
    stated = (row for table, row in rows_of(items) if table == "coverage" and row["completeness"] == "all")
    return {(row["network"], row["table_name"], row["kind"], row["direction"]) for row in stated}


@each_export
def test_a_table_cut_within_the_names_of_its_columns_is_a_problem_and_covers_nothing(export: Export) -> None:
    source, whole = source_of(export), whole_coverage(read(export))
    for member, data in export.files.items():
        if not member.endswith(".csv") or export.source == "edge-list":  # of an edge list the first line may be an edge
            continue
        less = {name: other for name, other in export.files.items() if name != member}
        own = whole - whole_coverage(source.read(MemoryArchive(less, export.title), export.options))
        header = data.index(b"\n")
        for end in (header // 2, header * 3 // 4, header - 2):
            archive = Watched(MemoryArchive({**export.files, member: data[:end]}, export.title))
            items = list(source.read(archive, export.options))
            told = [item for item in items if isinstance(item, Problem) and item.member == member]
            assert told or member not in archive.opened, (member, data[:end])
            assert not whole_coverage(items) & own, (member, data[:end])


@each_export
def test_a_cut_document_gives_its_beginning_and_a_problem(export: Export) -> None:
    whole = counted(read(export))
    for member, data in export.files.items():
        if not member.endswith((".json", ".js")) or not whole.get(member, [0])[0]:
            continue
        for end in {len(data) // 2, len(data) - 2}:
            archive = Watched(MemoryArchive({**export.files, member: data[:end]}, export.title))
            found = list(source_of(export).read(archive, export.options))
            used = counted(found).get(member, [0, 0, 0])[0]
            assert used <= whole[member][0]
            if used < whole[member][0] and member in archive.opened:
                assert [item for item in found if isinstance(item, Problem) and item.member == member], (member, end)


#: A year within a date, and an instant as a count of seconds, milliseconds or microseconds.
YEAR = re.compile(rb"(?<![\d.])20[012]\d(?=[-/]\d\d?[-/]\d)|(?<=[ /]\d[ /])20[12]\d(?=\D)|(?<=[a-z] \d, )20[12]\d")
COUNT = re.compile(rb"(?<![\w./#])1[1-9]\d{8}(?:\d{3}){0,2}(?![\w.])")


def misdated(data: bytes, place: int, year: bytes, count: bytes) -> bytes:
    """Return a file with one of its times changed: the first or the last."""
    for pattern, other in ((YEAR, year), (COUNT, count)):
        if found := list(pattern.finditer(data)):
            start, end = found[place].span()
            data = data[:start] + other + b"0" * (end - start - 10) + data[end:]
    return data


@each_export
@pytest.mark.parametrize(("year", "count"), [(b"2100", b"4116441600"), (b"1969", b"-8640000")])
@pytest.mark.parametrize("place", [0, -1])
def test_a_time_that_cannot_be_true_is_not_believed(
    export: Export, tmp_path: Path, place: int, year: bytes, count: bytes
) -> None:
    made = datetime(*DATED, tzinfo=UTC)
    archive = MemoryArchive({n: misdated(data, place, year, count) for n, data in export.files.items()}, export.title)
    archive.members = [Member(member.name, member.size, made) for member in archive.members]
    writer = Writer(tmp_path / "rows", "i", "0" * 12, made)
    for item in source_of(export).read(archive, export.options):
        writer.take(item)
    writer.finish()
    assert writer.observed_at <= made + timedelta(days=1)
    latest = (writer.observed_at + timedelta(days=1)).replace(tzinfo=None)
    for path in (tmp_path / "rows").glob("*.parquet"):
        rows = pq.read_table(path).to_pylist() if path.stem in TABLES else []
        for row in (row for row in rows if row.get("network") in NETWORK_TITLES):  # a table of one's own is believed
            for name in TABLES[path.stem].instants:
                assert all(row[f"{name}{end}"] is None or row[f"{name}{end}"] <= latest for end in ("", "_earliest"))
                assert row[name] is None or row[name].year > 1970


@each_export
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_damage_never_raises(export: Export, data: st.DataObject) -> None:
    files = data.draw(damaged(export.files))
    archive = MemoryArchive(files, export.title)
    source = source_of(export)
    assert 0 <= source.recognises(archive, export.options) <= 1
    for table, values in rows_of(source.read(archive, export.options)):
        assert values.keys() <= {column.name for column in TABLES[table].columns}
