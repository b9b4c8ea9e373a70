"""Whom the example person might talk with next: the planted people are suggested, for the planted reasons, until dismissed."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from kithkin import example
from kithkin.cli import main
from kithkin.example import meeting
from kithkin.workspace import Workspace

HELPER = f"mail:{meeting.HELPER[1]}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example.write(tmp_path_factory.mktemp("made"), people=60)


@pytest.fixture
def space(made: Path, tmp_path: Path) -> Workspace:
    workspace = Workspace.open(tmp_path / "w")
    workspace.take_in(*made.glob("takeout-*.zip"), made / "contacts.vcf")
    return workspace


def suggested(space: Workspace) -> dict[str, dict[str, Any]]:
    return {row["alter_id"]: row for row in space.rows("suggested_person").to_pylist()}


def test_the_planted_people_are_suggested_for_the_planted_reasons(space: Workspace, made: Path) -> None:
    key = json.loads((made / "answer-key.json").read_text("utf-8"))["meeting"]
    found = suggested(space)
    assert set(key["suggested"]) <= set(found)
    assert not set(key["not_suggested"]) & set(found)
    assert found[HELPER]["shared_thread_count"] == key["shared_threads"]
    assert max(found, key=lambda alter: found[alter]["score"]) == HELPER
    reasons = defaultdict(set)
    for row in space.rows("suggestion_reasons").to_pylist():
        reasons[row["alter_id"]].add(row["reason"])
    assert {alter: sorted(reasons[alter]) for alter in key["suggested"]} == key["suggested"]


def test_reasons_can_be_checked(space: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    main(["-w", str(space.store.folder), "connect"])
    said = capsys.readouterr().out
    assert meeting.HELPER[0] in said
    assert "Boards that bow" in said
    assert f"Your contacts book has them as {meeting.BOOKED[0]}." in said


def test_who_is_dismissed_stays_away_whatever_is_imported_later(space: Workspace, made: Path) -> None:
    main(["-w", str(space.store.folder), "dismiss", meeting.HELPER[0], "--because", "met, did not click"])
    assert HELPER not in suggested(space)
    space.take_in(*made.glob("linkedin-*.zip"), *made.glob("*LinkedIn*.zip"), *made.glob("twitter-*.zip"))
    space.rebuild()
    assert HELPER not in suggested(space)
    assert "met, did not click" in str(space.rows("decisions").to_pylist())
    space.undo()
    assert HELPER in suggested(space)
