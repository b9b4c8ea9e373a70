"""Tables of labelled examples, as people have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kithkin.model.errors import Misuse
from kithkin.validity import TASKS, Question
from kithkin.validity.labelled import labelled, meant, table
from kithkin.workspace import Workspace

PITCH = '"Buy our new collection now,\n20% off: https://shop.example/a"'
TALK = "See you at the market on Sunday"


def asked(path: Path, task: str = "commercial") -> dict[str, object]:
    return dict(TASKS[task].run(Question(lambda: Workspace.open(path.parent / "w"), file=path)))


@pytest.mark.parametrize(
    ("mark", "yes", "no", "encoding"),
    [
        (",", "1", "0", "utf-8"),
        (",", "TRUE", "False", "utf-8-sig"),
        (";", "yes", "no", "utf-8-sig"),
        ("\t", "commercial", "ham", "utf-16"),
        (",", "spam", "not_spam", "utf-8"),
        (",", "Commercial", "non-commercial", "utf-8"),
        (";", "1", "0", "cp1252"),
    ],
)
def test_separators_labels_and_encodings(tmp_path: Path, mark: str, yes: str, no: str, encoding: str) -> None:
    lines = (("Text", "Label"), (PITCH, yes), (f'"Schön{mark} {TALK}"', no))
    (tmp_path / "a.csv").write_bytes("".join(mark.join(line) + "\r\n" for line in lines).encode(encoding))
    assert asked(tmp_path / "a.csv") == {"n": 2, "auc": 1.0, "f1": 1.0, "not_judged": 0}


def test_messages_with_any_column_absent(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"text,label\n{PITCH},automated\n{TALK},human\n")
    found = asked(tmp_path / "a.csv", "automated-message")
    assert (found["n"], found["automated"], found["people_called_likely"]) == (2, 1, 0)


@pytest.mark.parametrize("task", ["commercial", "automated-message", "fake-follower"])
@pytest.mark.parametrize("text", ["", "\n\n", "posts\n3\n", "text,label\nhi,perhaps so\nho,or not\n", '"'])
def test_what_cannot_be_read_is_said(tmp_path: Path, task: str, text: str) -> None:
    (tmp_path / "a.csv").write_text(text)
    with pytest.raises(Misuse, match=r"a\.csv|labels"):
        asked(tmp_path / "a.csv", task)


@pytest.mark.parametrize(("task", "column"), [
    ("commercial", "label"), ("automated-message", "label"), ("own-answers", "label"), ("fake-follower", "is_fake"),
])  # fmt: skip
def test_a_label_that_nobody_knows_is_no_opposite(tmp_path: Path, task: str, column: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'text,{column}\n"{TALK},\nor not?",spam\n\n{TALK},wobbly\n{TALK},0\n')
    with pytest.raises(
        Misuse, match=r"a\.csv, line 5: the label wobbly says neither yes nor no\. Yes is one of: 1, .*spam"
    ):
        asked(path, task)


@pytest.mark.parametrize(("label", "is_yes"), [
    ("not spam", False), ("Not-Automated", False), ("does not sell", False), ("non_fake", False), ("not a bot", False),
    ("not real", True), ("notable", None), ("not", None), ("no 0", None), ("-1", False), ("Pitch", True),
])  # fmt: skip
def test_a_word_turned_into_its_opposite(label: str, is_yes: bool | None) -> None:
    assert meant(label) is is_yes


def test_short_lines_blank_lines_and_nothing_below_the_names(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,label,more\n\nhi,1\n,\nho\n")
    assert table(path)[1] == [
        {"text": "hi", "label": "1", "more": "", "line": "3"},
        {"text": "ho", "label": "", "more": "", "line": "5"},
    ]
    path.write_text("text,label\n")
    assert asked(path) == {"n": 0, "auc": None, "f1": None, "not_judged": 0}


def test_who_could_not_tell_is_left_out() -> None:
    rows = [{"label": said} for said in ("spam", "", "maybe", "0")]
    assert [row["label"] for row in labelled(rows, "a")] == ["1", "0"]


def test_own_answers_are_tried_on_texts_that_were_not_answered_about(tmp_path: Path) -> None:
    lines = [f'"My grandmother\'s {n} await a new owner, first come first served",1' for n in range(40)]
    lines += [f'"Did you see the {n} boats at the harbour on Sunday",0' for n in range(40)]
    (tmp_path / "a.csv").write_text("\n".join(["text,label", *lines]))
    found = asked(tmp_path / "a.csv", "own-answers")
    few = found["20_answers"]
    assert isinstance(few, dict)
    assert few["auc_own"] > max(0.95, few["auc_rules"])
    assert found["100_answers"] == {"auc_rules": None, "auc_own": None, "f1_rules": None, "f1_own": None}


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "never"])
def test_an_instant_outside_all_calendars_is_none(tmp_path: Path, at: str) -> None:
    path = tmp_path / "messages.csv"
    path.write_text(f"text,sender,recipient,sent_at,followed_at,label\nhello there,a,b,{at},{at},0\n", encoding="utf-8")
    found = asked(path, "automated-message")
    assert (found["n"], found["people_called_likely"]) == (1, 0)
