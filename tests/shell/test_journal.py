"""The journal: appended, never rewritten, read back as it was said."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kithkin.model.errors import Damaged, NotFound, Refused
from kithkin.workspace.journal import Journal

EARLY = datetime(2026, 1, 1, tzinfo=UTC)
LATE = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal.jsonl")


def test_nothing_said_is_no_entries(journal: Journal) -> None:
    assert journal.entries() == []
    assert journal.standing() == []


def test_what_is_said_is_read_back_in_order_even_with_the_clock_set_back(journal: Journal) -> None:
    journal.append("note", LATE, accounts=["x:1"], because="first")
    journal.append("note", EARLY, accounts=["x:2"], because="second")
    assert [entry.because for entry in journal.entries()] == ["first", "second"]
    assert [entry.id for entry in journal.entries()] == ["j1", "j2"]


def test_undo_takes_the_last_that_stands_and_can_be_undone(journal: Journal) -> None:
    journal.append("note", EARLY, because="kept")
    journal.append("note", EARLY, because="undone")
    assert journal.undo(LATE).because == "undone"
    assert [entry.because for entry in journal.standing()] == ["kept"]
    journal.append("undo", LATE, undoes="j3")
    assert [entry.because for entry in journal.standing()] == ["kept", "undone"]


def test_undoing_what_does_not_stand_is_refused(journal: Journal) -> None:
    with pytest.raises(NotFound):
        journal.undo(LATE)
    journal.append("note", EARLY)
    journal.undo(LATE, "j1")
    with pytest.raises(NotFound):
        journal.undo(LATE, "j1")


def test_a_line_cut_off_by_a_crash_is_not_part_of_it_and_is_written_over(journal: Journal) -> None:
    journal.append("note", EARLY, because="whole")
    whole = journal.path.read_bytes()
    journal.append("note", EARLY, because="cut off")
    for length in range(len(whole), len(journal.path.read_bytes())):
        journal.path.write_bytes((whole + b'{"id":"j2","said_at"' * 20)[:length])
        assert [entry.because for entry in journal.entries()] == ["whole"]
    journal.append("note", LATE, because="after")
    assert [entry.because for entry in journal.entries()] == ["whole", "after"]
    assert journal.path.read_bytes().startswith(whole)


def test_a_damaged_line_is_named(journal: Journal) -> None:
    journal.append("note", EARLY)
    journal.path.write_bytes(journal.path.read_bytes() + b"not json\n")
    with pytest.raises(Damaged, match="Line 3"):
        journal.entries()


def test_a_newer_journal_is_refused(journal: Journal) -> None:
    journal.path.write_text('{"kithkin_journal": 99}\n{"id": "j1"}\n')
    with pytest.raises(Refused, match="newer"):
        journal.entries()


def test_forgetting_a_person_drops_only_what_is_about_them(journal: Journal) -> None:
    journal.append("note", EARLY, accounts=["x:1"], because="gone")
    journal.append("merge", EARLY, accounts=["x:1", "x:2"])
    journal.append("note", EARLY, accounts=["x:3"], because="stays")
    assert journal.forget(["x:1"]) == 1
    assert b"x:1" not in journal.path.read_bytes()
    assert [entry.accounts for entry in journal.entries()] == [("x:2",), ("x:3",)]
    assert journal.append("note", LATE).id == "j4"
