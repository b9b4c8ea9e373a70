"""What must hold whatever was taken in: a clear error and nothing left behind, or an import that adds up."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyarrow.parquet as pq

from kithkin.model.errors import KithkinError
from kithkin.model.source import Batch, NotUsed, Options, Problem, Record, Seen, Yielded
from kithkin.model.tables import TABLES
from kithkin.workspace import Workspace
from kithkin.workspace.store import Manifest
from kithkin.workspace.writing import schema_of
from tests.conftest import CASES


def taken(test: str, folder: Path, export: Path, options: Options = Options()) -> Manifest | None:  # noqa: B008
    """Take in a damaged export; return what was published, None where it was refused, and count which it was."""
    space = Workspace.open(folder)
    refused: list[KithkinError] = []
    found = space.take_in(export, options=options, unread=refused)
    if not found:
        [error] = refused
        assert error.what.strip()
        assert str(export.name) in str(error) or error.way_on, "it does not say which file, nor what to do"
        assert space.imports() == []
        left(space)
        CASES[f"{test}: refused"] += 1
        return None
    [one] = found
    left(space)
    [manifest] = space.imports()
    assert manifest == one.manifest
    _adds_up(space, manifest)
    CASES[f"{test}: imported, {'with' if manifest.total('problems') else 'without'} problems"] += 1
    return manifest


def left(space: Workspace) -> None:
    """Nothing unfinished is left behind."""
    temporary = space.store.temporary
    assert not temporary.is_dir() or not any(temporary.iterdir())


def _adds_up(space: Workspace, manifest: Manifest) -> None:
    """Records are accounted for, rows are those of the manifest and of the declared tables, problems say something."""
    tallies = list(space.store.tallies(manifest))
    for tally in tallies:
        assert tally.records == tally.used + tally.not_used + tally.problems
        assert min(tally.used, tally.not_used, tally.problems) >= 0
    for name, count in manifest.rows.items():
        [path] = space.store.files_of(name, [manifest])
        written, declared = pq.read_schema(path), schema_of(TABLES[name])
        assert (written.names, written.types) == (declared.names, declared.types)
        assert pq.read_metadata(path).num_rows == count
    told = space.rows("problems").to_pylist()
    assert sum(tally.problems > 0 for tally in tallies) <= len(told)
    assert all(problem["what"].strip() and len(problem["what"]) < 2000 for problem in told), told


def counted(test: str, items: Iterable[Yielded]) -> dict[str, set[str]]:
    """Read everything that a source yields of damaged files; return its rows by table, each as text."""
    rows: dict[str, set[str]] = {}
    problems = seen = 0
    for item in items:
        match item:
            case Record():
                for row in item.rows:
                    assert set(row.values) <= {column.name for column in TABLES[row.table].columns}
                    rows.setdefault(row.table, set()).add(repr(sorted(row.values.items())))
            case Batch():
                assert item.used >= 0
                for name, columns in item.tables.items():
                    assert set(columns) <= {column.name for column in TABLES[name].columns}
                    assert len({len(cells) for cells in columns.values()}) <= 1
            case NotUsed():
                assert item.count >= 0
            case Problem():
                assert item.records >= 0
                assert item.what.strip()
                problems += item.records
            case Seen():
                seen += 1
                assert item.observed_at.tzinfo is not None
    assert seen <= 1
    CASES[f"{test}: read, {'with' if problems else 'without'} problems"] += 1
    return rows
