"""The task `suggest`, on networks of which the answer is known."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from kithkin.cli import main
from kithkin.model.errors import Misuse
from kithkin.validity.suggest import MODELS, Judge, degrees, figures_of, graph_of, read


def circles(count: int = 6, size: int = 12) -> tuple[list[int], list[int]]:
    """Return groups in which everybody is tied to everybody, and nobody to another group."""
    pairs = [(g * size + a, g * size + b) for g in range(count) for a in range(size) for b in range(a)]
    return [a for a, _ in pairs], [b for _, b in pairs]


def test_closed_circles_are_found_again() -> None:
    one, other = circles()
    found = figures_of(graph_of(np.array(one), np.array(other), 72))
    assert set(found["models"]) == {*MODELS, "popularity"}
    for name in MODELS:
        assert found["models"][name]["recall_at_10"] == 1.0
    assert found["models"]["popularity"]["recall_at_10"] < 0.5
    assert found == figures_of(graph_of(np.array(one), np.array(other), 72))


def test_recall_and_auc_by_hand() -> None:
    """Ego 0 knows 1 and 2, who both know 3, hidden; 1 alone knows 4, which is the one other at two steps."""
    seen = graph_of(np.array([0, 0, 1, 2, 1]), np.array([1, 2, 3, 3, 4]), 5)
    judge = Judge(seen, graph_of(np.array([0]), np.array([3]), 5))
    merits = judge.merits(np.array([0]), MODELS["common_neighbours"](seen))
    assert merits == {"recall_at_10": 1.0, "auc_two_step": 1.0}
    level = judge.popularity(np.array([0]))
    assert level["auc_two_step"] == 1.0


def test_nothing_to_hide() -> None:
    for ends in ([], [0]):
        found = figures_of(graph_of(np.array(ends, dtype=np.int64), np.array([1] * len(ends), dtype=np.int64), 2))
        assert found["egos"] == 0
        assert set(found["models"]) == {*MODELS, "popularity"}
        assert found["models"]["suggested_person"] == {"recall_at_10": None, "auc_two_step": None}


def test_of_a_tiny_network_one_tie_is_hidden() -> None:
    assert figures_of(graph_of(np.array([0, 1]), np.array([1, 2]), 3))["egos"] == 2


def test_the_command_prints_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "network.csv"
    path.write_text("source,target\n" + "\n".join(f"p{a},p{b}" for a, b in zip(*circles(), strict=True)))
    main(["validity", "--task", "suggest", str(path), "--json"])
    figures = json.loads(capsys.readouterr().out)
    assert figures["egos"] > 0
    assert set(figures["models"]["suggested_person"]) == {"recall_at_10", "auc_two_step"}


SAME = (
    "source,target\na,b\nb,c\n", "a,b\nb,c\n", "a b\nb c\n", "a\tb\nb\tc\n", "# remark\na;b\nb;c\n",
    "weight,Target,Source\n1,a,b\n1,c,b\n", "\ufeffsource,target\r\na,b\r\nb,c\r\n",
    "source,target\na,b\nb,a\na,a\na,\n,c\nb,c\n", "1,2\n2,3\n",
    "src,dst,time\na,b,1\nb,c,2\n", "at\tto\tfrom\n1\tb\ta\n2\tc\tb\n", "kind,actor_id,target_id\nlike,a,b\nlike,b,c\n",
)  # fmt: skip


@pytest.mark.parametrize("text", SAME)
def test_the_same_ties_however_they_are_written(tmp_path: Path, text: str) -> None:
    path = tmp_path / "network.csv"
    path.write_text(text, encoding="utf-8")
    graph = read(path)
    assert sorted(degrees(graph).tolist()) == [1.0, 1.0, 2.0]
    assert len(graph.one) == 2


def test_ids_are_text_and_lines_without_an_end_are_no_tie(tmp_path: Path) -> None:
    path = tmp_path / "network.csv"
    path.write_text("source,target\n1,2\n01,2\nx,2\n,2\n", encoding="utf-8")
    assert len(read(path).one) == 3


@pytest.mark.parametrize(
    "text", ["a,b\n1,2\n", "", "one\ntwo\n", 'source,target\n"a\n', "# only a remark\n", "\x00\x01\n"]
)
def test_what_is_no_network_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "network.csv"
    path.write_text(text)
    with pytest.raises(Misuse, match="not a network"):
        read(path)
