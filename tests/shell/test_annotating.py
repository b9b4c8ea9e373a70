"""A text is read once: by another import, another day, until the annotator's version changes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kithkin.model.tables import Column
from kithkin.workspace import Workspace
from kithkin.workspace.annotating import annotate
from tests.shell.test_topics import mails


class Counting:
    """Gives each text its length, and remembers what it was asked."""

    name = "length"
    version = "1"
    columns: tuple[Column, ...] = (Column("length", "integer", "characters"),)

    def __init__(self) -> None:
        self.asked: list[str] = []

    def annotate(self, texts: Sequence[str]) -> Mapping[str, Sequence[Any]]:
        self.asked += texts
        return {"length": [len(text) for text in texts]}


def read(path: Path) -> dict[str, int]:
    return {row["text_id"]: row["length"] for row in pq.read_table(path).to_pylist()}


def texts(*words: str) -> pa.Table:
    return pa.table({"text_id": pa.array(words, pa.string()), "text": pa.array(words, pa.string())})


def test_texts_that_were_read_are_not_read_again(tmp_path: Path) -> None:
    counting, last = Counting(), tmp_path / "last"
    annotate(counting, texts("a", "bb"), tmp_path / "one", last)
    annotate(counting, texts("bb", "ccc"), tmp_path / "two", last)
    assert counting.asked == ["a", "bb", "ccc"]
    assert read(tmp_path / "two") == {"bb": 2, "ccc": 3} == read(last)


def test_fewer_texts_do_not_make_more_be_forgotten(tmp_path: Path) -> None:
    counting, last = Counting(), tmp_path / "last"
    for number, words in enumerate((("a", "bb", "ccc"), ("bb",), (), ("a", "bb", "ccc"))):
        annotate(counting, texts(*words), tmp_path / str(number), last)
        assert set(read(tmp_path / str(number))) == set(words)
    assert counting.asked == ["a", "bb", "ccc"]


def test_nothing_is_remembered_without_a_place_for_it(tmp_path: Path) -> None:
    counting = Counting()
    for number in (1, 2):
        annotate(counting, texts("a"), tmp_path / str(number))
    annotate(counting, texts("a"), tmp_path / "three", tmp_path / "no folder" / "last")
    assert counting.asked == ["a", "a", "a"]


def test_another_import_asks_of_new_texts_alone_and_gives_what_a_fresh_workspace_gives(tmp_path: Path) -> None:
    one, two = mails(tmp_path / "one.mbox", 1, 12), mails(tmp_path / "two.mbox", 2, 12)
    space = Workspace.open(tmp_path / "space")
    space.take_in(one)
    space.rows("topic_overview")
    space.take_in(two)
    fresh = Workspace.open(tmp_path / "fresh")
    fresh.take_in(one)
    fresh.take_in(two)
    for name in ("language", "template", "question"):
        assert annotated(space, name) == annotated(fresh, name)


def annotated(space: Workspace, name: str) -> list[dict[str, Any]]:
    """Return what an annotator found in a workspace, in the order of the texts."""
    with space.plan() as plan:
        return plan.engine.rows(f"select * from {plan.relation(name)} order by text_id")


def test_to_read_texts_no_source_is_loaded(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom kithkin.workspace import Workspace\n"
        "Workspace.open(sys.argv[1]).rows('topic_overview')\n"
        "sys.exit('sources' if 'kithkin.sources' in sys.modules else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path / "w"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
