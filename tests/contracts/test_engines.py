"""Promise of every measure: DuckDB and Spark give the same rows from the same Parquet files.

Counts, texts, instants and truth values are equal; doubles to one part in a thousand million, because the
engines add in different orders. Both read inputs that DuckDB made, so that a difference shows where it arises.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kithkin.annotators import ANNOTATORS
from kithkin.annotators.meaning import PACKAGE, Meaning, meaning
from kithkin.engines.duckdb import DuckEngine
from kithkin.measures import MEASURES
from kithkin.model.annotator import read_by
from kithkin.model.engine import Engine
from kithkin.model.errors import Misuse
from kithkin.model.measure import AS_OF, Measure
from kithkin.workspace import Workspace
from kithkin.workspace.annotating import annotate
from kithkin.workspace.views import columns_of
from tests.shell.worlds import EVENTS, FOLLOWS, workspace
from tests.shell.worlds import answers as answers_of
from tests.worlds.matters import sayings
from tests.worlds.random_world import AS_OF as INSTANT
from tests.worlds.random_world import RandomWorld
from tests.worlds.spark_session import engine as spark_engine

pytestmark = pytest.mark.spark

NAMED = {measure.name: measure for measure in MEASURES}
READERS: dict[str, Any] = {annotator.name: annotator for annotator in ANNOTATORS}
TOLERANCE = 1e-9
#: How many measures of this random world have no row (dated lists, advisors, threads of texts); it may only fall.
MOST_EMPTY = 24

#: Measures that need all rows at once: kernels without a key, which Spark refuses by name.
SINGLE_MACHINE = [m for m in MEASURES if m.form == "kernel" and not m.by]


class Answers:
    """The answers of one world on DuckDB, kept as Parquet; any of them can be asked of another engine."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.paths = RandomWorld(seed).write(folder)
        self.duck = DuckEngine()
        self.spark = spark_engine()
        self.scanned: set[tuple[str, str]] = set()

    def of(self, name: str, days: int = 0) -> str:
        """Return the name of the relation of a table or measure, made by DuckDB where it is a measure."""
        if name in READERS and name not in self.paths:
            self.paths[name] = self.folder / f"{name}.parquet"
            words = pq.read_table(self.paths[self.of(read_by(READERS[name]))], columns=["text_id", "text"])
            annotate(READERS[name], words.group_by(["text_id", "text"]).aggregate([]), self.paths[name])
        if name not in NAMED:
            return name
        relation = f"{name}_{-days}"
        if relation not in self.paths:
            path = self.folder / f"{relation}.parquet"
            self.run(self.duck, NAMED[name], days, path)
            self.paths[relation] = path
        return relation

    def run(self, engine: Engine, measure: Measure, days: int, path: Path) -> pa.Table:
        """Answer a measure on an engine from DuckDB's inputs, and return what stands in the file."""
        relations = {i.parameter: self.of(i.name, days + i.days) for i in measure.inputs}
        for relation in relations.values():
            if (engine.name, relation) not in self.scanned:
                base = relation in {i.name for i in measure.inputs} and relation not in NAMED | READERS
                engine.scan(relation, columns_of(relation) if base else (), [self.paths[relation]])
                self.scanned.add((engine.name, relation))
        at = INSTANT + timedelta(days=days)
        settings = {s.name: at if s.name == AS_OF else s.default for s in measure.settings}
        if measure.form == "query":
            engine.write(measure.text(relations, settings), path)
        else:
            engine.apply(measure, relations, settings, path)
        return pq.read_table(path)


@pytest.fixture(scope="module", params=[1])
def answers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answers]:
    made = Answers(tmp_path_factory.mktemp("world"), request.param)
    yield made
    made.duck.close()
    made.spark.close()


@pytest.mark.parametrize("measure", [m for m in MEASURES if m not in SINGLE_MACHINE], ids=lambda m: m.name)
def test_both_engines_give_the_same_rows(answers: Answers, measure: Measure) -> None:
    one = answers.run(answers.duck, measure, 0, answers.folder / f"{measure.name}_duck.parquet")
    other = answers.run(answers.spark, measure, 0, answers.folder / f"{measure.name}_spark.parquet")
    assert types(other) == types(one)
    assert one.num_rows == other.num_rows
    left, right = ordered(one, measure), ordered(other, measure)
    differing = [pair for pair in zip(left, right, strict=True) if not same(*pair)]
    assert differing[:3] == []


@pytest.mark.parametrize("measure", SINGLE_MACHINE, ids=lambda m: m.name)
def test_spark_refuses_what_it_cannot_split(answers: Answers, measure: Measure) -> None:
    with pytest.raises(Misuse, match=measure.name):
        answers.run(answers.spark, measure, 0, answers.folder / "refused.parquet")


def test_the_worlds_hold_every_truth_value(answers: Answers) -> None:
    rows = pq.read_table(answers.paths[answers.of("standing")])
    seen = {name: set(rows[name].to_pylist()) for name in ("alive", "reacted", "two_way", "lately", "inner_circle")}
    assert [name for name, values in seen.items() if values != {True, False, None}] == []


def test_the_worlds_are_not_empty(answers: Answers) -> None:
    empty = [m.name for m in MEASURES if not pq.read_table(answers.paths[answers.of(m.name)]).num_rows]
    assert len(empty) <= MOST_EMPTY, f"equal, but of nothing: {', '.join(empty)}"


def test_a_workspace_answers_the_same_on_both_engines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole way: two overlapping imports and a merge, base relations by DuckDB, measures by Spark."""
    space = workspace(tmp_path, ("interactions", EVENTS), ("follows", FOLLOWS), ("interactions", EVENTS + LATER))
    space.me("local:ann")
    space.merge("local:ben", "local:cat")
    names = ("following_breakdown", "exchanges", "turns", "response_latency_overall", "burstiness", "interactions")
    expected = answers_of(space, *names)
    monkeypatch.setattr("kithkin.workspace.workspace.open_engine", lambda *_: spark_engine())
    assert answers_of(Workspace.open(space.store.folder, engine="spark"), *names) == expected


@pytest.mark.parametrize("space", ["meaning", "words"])
def test_topics_of_a_workspace_are_the_same_on_both_engines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, space: str
) -> None:
    """Split by community on Spark, whole on DuckDB; by meaning, texts of a measure are judged in between."""
    if space == "meaning" and find_spec(PACKAGE) is None:
        pytest.skip("the extra semantic is not installed")
    monkeypatch.setattr(meaning, "version", Meaning().version)
    mails = tmp_path / "lists.mbox"
    mails.write_text("".join(mail(number, *said) for number, said in enumerate(sayings("en", "de"))), encoding="utf-8")
    folder = tmp_path / "workspace"
    Workspace.open(folder).take_in(mails)
    settings: dict[str, Any] = {"topic_passages.space": space, "topics.topic_count": 4}
    expected = Workspace.open(folder).rows("topics", **settings).sort_by("row_id").to_pylist()
    assert {row["space"] for row in expected} == {space}
    assert len({row["community_id"] for row in expected}) == 2
    monkeypatch.setattr("kithkin.workspace.workspace.open_engine", lambda *_: spark_engine())
    found = Workspace.open(folder, engine="spark").rows("topics", **settings).sort_by("row_id").to_pylist()
    assert [row for row in zip(expected, found, strict=True) if not same(*row)] == []


def mail(number: int, matter: str, language: str, sentence: str) -> str:
    """Return a mail of a list; there is one for each language."""
    return (
        f"From {matter}@a.example Mon Jan  1 00:00:00 2024\nFrom: {matter}@a.example\nTo: {language}@lists.example\n"
        f"Message-ID: <{number}@a.example>\nDate: Mon, {1 + number % 28} Jan 2024 10:00:00 +0000\n"
        f"List-Id: <{language}.lists.example>\nList-Post: <mailto:{language}@lists.example>\nSubject: {matter}\n"
        f"Content-Type: text/plain; charset=utf-8\n\n{sentence} {sentence.split(maxsplit=1)[0]}\n\n"
    )


LATER = "ben,ann,reply,2026-04-01T10:00:00Z\nann,ben,reply,2026-04-01T12:00:00Z\ndan,ann,message,2026-04-02T10:00:00Z\n"


def types(table: pa.Table) -> dict[str, str]:
    """Return the columns of a table and their types."""
    return {field.name: str(field.type) for field in table.schema}


def ordered(table: pa.Table, measure: Measure) -> list[dict[str, Any]]:
    """Return the rows in the order of the grain."""
    keys = [(name, "ascending") for name in measure.grain]
    rows: list[dict[str, Any]] = table.sort_by(keys).to_pylist()
    return rows


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two rows are equal, doubles to the tolerance."""
    return one.keys() == other.keys() and all(
        math.isclose(a, b, rel_tol=TOLERANCE, abs_tol=1e-12)
        if isinstance(a, float) and isinstance(b, float)
        else a == b
        for a, b in ((one[name], other[name]) for name in one)
    )
