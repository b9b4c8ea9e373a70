"""Topics under the user's own names: from the terminal, undone, and after another import."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from kithkin.model.errors import NotFound
from kithkin.workspace import Workspace
from tests.measures.test_community import MATTERS
from tests.shell.test_cli import Captured, run

SETTINGS: dict[str, Any] = {"topics.topic_count": 3}


def mails(path: Path, seed: int, count: int) -> Path:
    """Write a mailbox of a list: mails on three matters, each of five words from its own."""
    chance = random.Random(seed)
    parts = []
    for number in range(count):
        matter = list(MATTERS)[number % 3]
        words = chance.sample(MATTERS[matter].split(), 5)
        parts.append(
            f"From {matter}@a.example Mon Jan  1 00:00:00 2024\nFrom: {matter}@a.example\nTo: talk@lists.example\n"
            f"Message-ID: <{seed}.{number}@a.example>\nDate: Mon, {1 + number % 28} Jan 2024 10:00:00 +0000\n"
            f"List-Id: <talk.lists.example>\nList-Post: <mailto:talk@lists.example>\nSubject: {words[0]}\n\n{' '.join(words)}\n\n"
        )
    path.write_text("".join(parts), encoding="utf-8")
    return path


@pytest.fixture
def space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KITHKIN_WORKSPACE", str(tmp_path / "workspace"))
    assert run("import", mails(tmp_path / "one.mbox", 1, 48)) == 0
    return tmp_path / "workspace"


def known(space: Path) -> dict[str, set[str]]:
    """Return who writes on each topic: the first part of the address is the matter."""
    found: dict[str, set[str]] = {}
    for row in Workspace.open(space).rows("topics", **SETTINGS).to_pylist():
        found.setdefault(row["topic"], set()).add(row["author_id"].partition(":")[2].partition("@")[0])
    return found


def test_a_name_stays_through_another_import_and_goes_with_undo(space: Path, tmp_path: Path, capsys: Captured) -> None:
    before = known(space)
    (old,) = (topic for topic, who in before.items() if who == {"glue"})
    assert run("topic", "rename", old, "Bindings", "--set", "topics.topic_count=3") == 0
    assert known(space)["Bindings"] == {"glue"}
    assert run("import", mails(tmp_path / "two.mbox", 2, 48)) == 0
    assert known(space)["Bindings"] == {"glue"}
    assert run("undo") == 0
    assert "Bindings" not in known(space)
    assert "is called Bindings now" in capsys.readouterr().out


def test_merged_topics_are_one_until_undone(space: Path) -> None:
    first, second, _ = sorted(known(space))
    assert run("topic", "merge", first, second, "--name", "Both", "--set", "topics.topic_count=3") == 0
    assert len(known(space)) == 2
    assert len(known(space)["Both"]) == 2
    assert run("undo") == 0
    assert len(known(space)) == 3


def test_the_journal_holds_no_id_of_a_text(space: Path) -> None:
    assert run("topic", "rename", sorted(known(space))[0], "One", "--set", "topics.topic_count=3") == 0
    assert "a.example" not in (space / "journal.jsonl").read_text(encoding="utf-8")


def test_a_topic_is_named_without_regard_to_case_and_accents(space: Path, capsys: Captured) -> None:
    old = sorted(known(space))[0]
    assert run("topic", "rename", old, "Ééclairs and Covers", "--set", "topics.topic_count=3") == 0
    assert run("topic", "rename", " EECLAIRS  and cóvers", "Cakes", "--set", "topics.topic_count=3") == 0
    assert "Cakes" in known(space)
    assert run("topic", "rename", "cake", "Tarts", "--set", "topics.topic_count=3") == 1
    assert "There is no topic cake. Close to it: Cakes. Topics: " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("rename", "tea", "Tea"), 1, "There is no topic tea. Topics: "),
        (("rename", "tea"), 2, "takes two names"),
        (("merge", "tea", "tea"), 2, "cannot be merged"),
    ],
)
def test_what_is_wrong_is_said(space: Path, capsys: Captured, words: tuple[str, ...], status: int, said: str) -> None:
    assert run("topic", *words) == status
    assert said in capsys.readouterr().err


def test_a_community_that_is_not_there_is_answered_with_those_that_are(space: Path, capsys: Captured) -> None:
    assert run("community", "--of", "talk") == 1
    error = capsys.readouterr().err
    assert "There is no community named talk. Close to it: mail:list:talk.lists.example." in error
    assert "Choose ties, all" in error
    assert run("community", "--of", "mail:list:talk.lists.example") == 0
    with pytest.raises(NotFound):
        Workspace.open(space).page("community", of="nowhere")


def test_a_community_is_named_without_regard_to_case(space: Path, capsys: Captured) -> None:
    of = "Mail:LIST:Tálk.lists.example "
    assert run("community", "--of", of) == 0
    held: list[int] = []
    for name in (of, "all"):
        settings: dict[str, Any] = {"chosen_community.of": name}
        held.append(Workspace.open(space).rows("chosen_community", **settings).num_rows)
    assert held[0] == held[1] > 0
    assert run("community", "--of", "mail:list:tolk.list.example") == 1
    assert "Close to it: mail:list:talk.lists.example." in capsys.readouterr().err
