"""The command `kithkin validity` on a small network, and its tasks as functions."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner

from kithkin.cli import commands
from kithkin.model.errors import Misuse
from kithkin.model.source import Options
from kithkin.validity import TASKS, Question
from kithkin.validity.following import expected_of, figures
from kithkin.validity.influence import foretold
from kithkin.validity.ties import pairs_of
from kithkin.workspace import Workspace

START = datetime(2026, 1, 1, tzinfo=UTC)
CUT = START + timedelta(days=70)
MODELS = ("tie_strength", "decayed_count_14_days", "count", "recency")


def table(kind: str = "message", stamp: str = "%Y-%m-%dT%H:%M:%SZ") -> str:
    random = Random(4)
    pairs = [(a, b) for a in range(18) for b in range(a) if random.random() < 0.5]
    rates = {pair: random.choice((0.0, 0.02, 0.05, 0.2)) for pair in pairs}
    lines = []
    for pair, rate in rates.items():
        for day in range(120):
            if day == 3 + sum(pair) % 50 or random.random() < rate:
                one, other = random.sample(pair, 2)
                at = START + timedelta(days=day, minutes=random.randint(0, 1439))
                lines.append((at, f"p{one},p{other},{kind},{at.strftime(stamp)}"))
    return "\n".join(["actor_id,target_id,kind,at", *(line for _, line in sorted(lines)), ""])


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("validity")
    (folder / "messages.csv").write_text(table())
    workspace = Workspace.open(folder / "workspace")
    workspace.take_in(folder / "messages.csv", options=Options(form="interactions"))
    return workspace


def asked(workspace: Workspace, *arguments: str) -> Any:
    return CliRunner().invoke(commands, ["validity", "--workspace", str(workspace.store.folder), *arguments])


def test_answer_has_exactly_these_figures(network: Workspace) -> None:
    done = asked(network, "--task", "ties", "--cut", CUT.isoformat(), "--days", "30", "--json")
    assert done.exit_code == 0, done.output
    said = json.loads(done.output)
    assert list(said) == ["pairs", "base_rate", "models"]
    assert tuple(said["models"]) == MODELS
    for name, figures_ in said["models"].items():
        assert list(figures_) == ["auc", "average_precision", "ndcg_at_10", "sum_of_p_over_actual"]
        assert (figures_["sum_of_p_over_actual"] is None) is (name != "tie_strength")
    assert said["pairs"] == len(pairs_of(network, CUT, 30))
    assert 0 < said["base_rate"] < 1
    assert said["models"]["tie_strength"]["auc"] > 0.7


def test_the_cut_may_be_seconds_since_1970(network: Workspace) -> None:
    said = [
        asked(network, "--task", "ties", "--json", "--cut", cut) for cut in (CUT.isoformat(), f"{CUT.timestamp():.0f}")
    ]
    assert said[0].exit_code == 0
    assert said[0].output == said[1].output


def test_nobody_to_foretell_for_is_said(tmp_path: Path) -> None:
    lines = [f"a,b,message,{START + timedelta(days=day):%Y-%m-%d}" for day in range(120)]
    (tmp_path / "two.csv").write_text("\n".join(["actor_id,target_id,kind,at", *lines, ""]))
    workspace = Workspace.open(tmp_path / "two")
    workspace.take_in(tmp_path / "two.csv", options=Options(form="interactions"))
    done = asked(workspace, "--task", "effective-following", "--cut", CUT.isoformat())
    assert "Nobody knew 5 people" in str(done.exception)
    assert "covered_by_80" not in done.output


def test_task_judges_the_measure_itself(network: Workspace) -> None:
    rows = network.rows("tie_strength", as_of=CUT)
    measured = dict(zip(zip(rows["ego_id"].to_pylist(), rows["alter_id"].to_pylist(), strict=True),
                        rows["two_way_probability"].to_pylist(), strict=True))  # fmt: skip
    judged = sorted(pairs_of(network, CUT, 30).scores["tie_strength"].tolist())
    assert judged == pytest.approx(sorted(measured.values()), abs=0.003)


def test_both_ends_of_a_tie_have_one_decayed_count(network: Workspace) -> None:
    scores = pairs_of(network, CUT, 30).scores["decayed_count_14_days"]
    counts = Counter(scores.tolist())
    assert len(scores) > 100
    assert all(count % 2 == 0 for count in counts.values())


def test_nothing_after_the_cut_is_read_for_a_score(network: Workspace, tmp_path: Path) -> None:
    lines = table().splitlines()
    until = CUT.isoformat()[:19]
    early = [line for line in lines[1:] if line.rsplit(",", 1)[1] < until]
    last = f"p0,p1,message,{(CUT + timedelta(days=30)).isoformat()}"
    (tmp_path / "early.csv").write_text("\n".join([lines[0], *early, last, ""]))
    cut_off = Workspace.open(tmp_path / "workspace")
    cut_off.take_in(tmp_path / "early.csv", options=Options(form="interactions"))
    one, other = (pairs_of(w, CUT, 30).scores["tie_strength"] for w in (network, cut_off))
    assert sorted(one.tolist()) == sorted(other.tolist())


@pytest.mark.parametrize("days", [7, 30])
def test_other_horizons_have_their_own_level(network: Workspace, days: int) -> None:
    pairs = pairs_of(network, CUT, days)
    assert 0.5 < pairs.scores["tie_strength"].sum() / pairs.two_way.sum() < 2


def test_network_of_reactions_or_of_dates_can_be_judged(tmp_path: Path) -> None:
    for name, text in (("likes", table("like")), ("dates", table(stamp="%Y-%m-%d"))):
        (tmp_path / f"{name}.csv").write_text(text)
        workspace = Workspace.open(tmp_path / name)
        workspace.take_in(tmp_path / f"{name}.csv", options=Options(form="interactions"))
        assert len(pairs_of(workspace, CUT, 30)) > 100


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--task", "ties"), "needs an instant"),
        (("--task", "ties", "--cut", "2025-01-01"), "lies before all that was imported"),
        (("--task", "ties", "--cut", "2026-04-25"), "does not reach 30 days"),
    ],
)
def test_what_cannot_be_asked_is_said(network: Workspace, arguments: tuple[str, ...], says: str) -> None:
    done = asked(network, *arguments)
    assert done.exit_code != 0
    assert says in str(done.exception)


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (table() + "p1,p2\n" * 40, "could not be read"),
        ("actor_id,target_id\np1,p2\np2,p1\n", "does not say when"),
    ],
)
def test_why_a_table_cannot_be_judged_is_said(tmp_path: Path, lines: str, says: str) -> None:
    (tmp_path / "messages.csv").write_text(lines)
    workspace = Workspace.open(tmp_path / "workspace")
    workspace.take_in(tmp_path / "messages.csv", options=Options(form="interactions"))
    with pytest.raises(Misuse, match=says):
        pairs_of(workspace, CUT, 30)


def test_a_few_lines_that_were_not_read_are_told_and_the_rest_is_judged(network: Workspace, tmp_path: Path) -> None:
    (tmp_path / "messages.csv").write_text(table() + "p1,p2\n")
    workspace = Workspace.open(tmp_path / "workspace")
    workspace.take_in(tmp_path / "messages.csv", options=Options(form="interactions"))
    question = ("--task", "ties", "--cut", CUT.isoformat(), "--json")
    whole, lossy = asked(network, *question), asked(workspace, *question)
    assert lossy.stderr.startswith("1 line was not read and left out")
    assert json.loads(lossy.stdout) == {**json.loads(whole.stdout), "unread_lines": 1}
    assert asked(workspace, *question[:-1]).exit_code == 0


def test_effective_following_is_judged(network: Workspace) -> None:
    found = figures(expected_of(network, CUT))
    assert found["egos"] > 5
    assert found["mean_error"] < found["mean_actual"]
    assert 0 <= found["covered_by_80"] <= found["covered_by_95"] <= 1


def test_followers_who_came_after_the_cut_are_no_size_before_it(tmp_path: Path) -> None:
    days = [START + timedelta(days=day) for day in range(100)]
    acts = [f"r{n // 5 % (1 + n % 5)},v{n % 5},like,{at:%Y-%m-%d}" for n, at in enumerate(days)]
    follows = [f"r{n},v{which},{days[10 + which]:%Y-%m-%d}" for which in range(5) for n in range(which + 1)]
    late = [f"late{n},v0,{days[90]:%Y-%m-%d}" for n in range(50)]
    said = []
    for name, ties in (("then", follows), ("later", follows + late)):
        (tmp_path / "acts.csv").write_text("\n".join(["actor_id,target_id,kind,at", *acts, ""]))
        (tmp_path / "ties.csv").write_text("\n".join(["follower_id,followed_id,at", *ties, f"late,v1,{days[99]}", ""]))
        workspace = Workspace.open(tmp_path / name)
        for table_, form in (("acts", "interactions"), ("ties", "follows")):
            workspace.take_in(tmp_path / f"{table_}.csv", options=Options(form=form))
        said.append(foretold(workspace, days[60], 30)["foretold_by"]["followers"])
    assert said[0]["rank_correlation"] > 0.5
    assert said[0] == said[1]


def test_influence_needs_interactions_and_tells_what_it_found(network: Workspace, tmp_path: Path) -> None:
    done = asked(network, "--task", "influence", "--json")
    assert done.exit_code == 0, done.output
    said = json.loads(done.output)
    assert said["next_reactors"]["foretold_by"]["reactor_count"]["rank_correlation"] is not None
    with pytest.raises(Misuse):
        TASKS["influence"].run(Question(lambda: Workspace.open(tmp_path / "empty")))


def test_every_task_is_there() -> None:
    for task in TASKS.values():
        module, _, function = task.code.partition(":")
        assert callable(getattr(import_module(module), function))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--task", "effective-following", "--cut", CUT.isoformat(), "--days", "7"), "foretells 30 days and no other"),
        (("--task", "bursts", "--days", "30"), "The task bursts reads no --days"),
        (("--task", "suggest", "--cut", CUT.isoformat()), "The task suggest reads no --cut"),
        (("--task", "ties", "--cut", CUT.isoformat(), __file__), "The task ties reads no FILE"),
    ],
)
def test_what_a_task_would_pass_over_is_refused(network: Workspace, arguments: tuple[str, ...], says: str) -> None:
    done = asked(network, *arguments)
    assert done.exit_code == 1
    assert says in str(done.exception)


def test_a_group_without_figures_says_so(network: Workspace) -> None:
    said = asked(network, "--task", "influence").output.splitlines()
    assert said[said.index("explained by log followers") + 1] == "  none"
