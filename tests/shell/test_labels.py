"""The command `label`: an answer is kept, used and undone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kithkin import example
from kithkin.cli import main
from kithkin.measures.commercial_verdict import SELLS
from kithkin.model.errors import Misuse, NotFound
from kithkin.workspace import Workspace
from kithkin.workspace.labelling import label_text


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    space = Workspace.open(tmp_path / "w")
    space.take_in(*example.write(tmp_path / "made", "tiny").glob("twitter-*.zip"))
    return space


def test_an_answer_is_kept_used_and_undone(
    space: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row: dict[str, Any] = next(r for r in space.rows("texts").to_pylist() if r["table_name"] == "messages")

    def verdict() -> Any:
        return next(r for r in space.rows("commercial_verdict").to_pylist() if r["text_id"] == row["text_id"])

    before = verdict()
    main(["-w", str(tmp_path / "w"), "label", row["row_id"], "sells"])
    assert "19 more until texts are judged with your own answers" in capsys.readouterr().out
    assert (verdict()["sells"], verdict()["is_own"]) == (True, True)
    space.undo()
    assert verdict() == before


def test_what_a_person_wrote_is_taken_for_no_machines(
    space: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def bands() -> dict[str, str]:
        return {row["message_id"]: row["band"] for row in space.rows("automated_message").to_pylist()}

    before = bands()
    robot = next(message for message, band in before.items() if band in ("likely", "possible"))
    main(["-w", str(tmp_path / "w"), "label", robot, "is-by-a-person"])
    assert "Noted: it is by a person. Undo: kithkin undo" in capsys.readouterr().out
    assert bands()[robot] == "none"
    (said,) = space.rows("own_verdict").to_pylist()
    (entry,) = space.journal.standing()
    assert (said["entry_id"], said["label"], said["judgement"]) == (entry.id, "is by a person", "automated_message")
    assert said["quote"]
    space.undo()
    assert space.rows("own_verdict").num_rows == 0
    assert bands() == before


def test_words_that_name_no_text_or_several_are_refused(space: Workspace) -> None:
    for words, error in (("these words stand nowhere", NotFound), ("e", Misuse), (" ", Misuse)):
        with pytest.raises(error):
            label_text(space, words, SELLS)
    with pytest.raises(Misuse):
        label_text(space, "x", "perhaps")
