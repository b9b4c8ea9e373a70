"""The seven points on labelled accounts: what is named, what is not, and tables with columns missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from kithkin.model.errors import Misuse
from kithkin.validity import Question, fake_follower
from kithkin.workspace import Workspace

HEADER = "is_fake,posts,following,followers,has_profile_picture,is_private"
BOUGHT, REAL = "TRUE,0,900,2,FALSE,TRUE", "FALSE,120,300,400,TRUE,FALSE"


def asked(path: Path, *lines: str) -> Question:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def unasked() -> Workspace:
        raise AssertionError("no workspace is needed")

    return Question(unasked, file=path)


def test_named_and_not(tmp_path: Path) -> None:
    found = fake_follower.task(asked(tmp_path / "a.csv", HEADER, *[BOUGHT] * 3, *[REAL] * 7))
    assert (found["n"], found["facts_known"], found["named"]) == (10, 4, {"false_accusation_rate": 0.0, "recall": 1.0})


@pytest.mark.parametrize("kept", [("posts",), ("following", "followers"), ("has_profile_picture",), ()])
def test_nobody_is_named_on_fewer_than_four_facts(tmp_path: Path, kept: tuple[str, ...]) -> None:
    names = HEADER.split(",")
    places = [0, *(names.index(name) for name in kept)]
    lines = [",".join(line.split(",")[k] for k in places) for line in (HEADER, BOUGHT, REAL)]
    found = fake_follower.task(asked(tmp_path / "a.csv", *lines))
    assert found["named"] == {"false_accusation_rate": 0.0, "recall": 0.0}
    assert found["facts_known"] == len(kept)


def test_a_table_without_labels_or_without_rows(tmp_path: Path) -> None:
    with pytest.raises(Misuse):
        fake_follower.task(asked(tmp_path / "a.csv", "posts", "3"))
    found = fake_follower.task(asked(tmp_path / "b.csv", HEADER))
    assert (found["n"], found["named"]["recall"]) == (0, None)


def test_cells_that_say_nothing_are_unknown(tmp_path: Path) -> None:
    found = fake_follower.task(asked(tmp_path / "a.csv", HEADER, "TRUE,many,,∞,perhaps,", "maybe,1,1,1,TRUE,TRUE"))
    assert (found["n"], found["facts_known"], found["cannot_say"]) == (1, 0, 1.0)


def test_the_shared_labelled_set(data: Path) -> None:
    path = data / "labelled" / "instagram-followers" / "labelled.csv"
    found = fake_follower.figures(fake_follower.read(path))
    assert found["named"]["false_accusation_rate"] <= 0.02
    assert found["named"]["recall"] >= 0.10
    assert found["facts_known"] == 4


@pytest.mark.parametrize("count", ["1e30", "9223372036854775807", "-9223372036854775808"])
def test_a_count_beyond_all_counting_says_nothing(tmp_path: Path, count: str) -> None:
    found = fake_follower.task(asked(tmp_path / "a.csv", HEADER, BOUGHT, f"FALSE,120,{count},{count},TRUE,FALSE"))
    assert (found["n"], found["facts_known"], found["named"]["false_accusation_rate"]) == (2, 3, 0.0)
