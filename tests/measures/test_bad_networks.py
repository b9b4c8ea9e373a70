"""Bad input of networks: what each gives. No figure is ever no number, and nothing goes without a word."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kithkin.cli import commands
from kithkin.measures.tie_features import tie_features
from kithkin.model.source import Options
from kithkin.render.json import as_data
from kithkin.workspace import Workspace
from tests.measures.by_hand import answer

START = datetime(2026, 1, 1, tzinfo=UTC)
MEASURED = (
    "tie_features", "tie_strength", "layers", "fading", "circles", "tie_year", "exchange_history", "effective_following",
    "following_breakdown", "reaction_influence", "pagerank", "network_overview", "network_distribution",
    "network_reciprocity", "network_leaders", "influence_by_size", "influence_by_reach", "influence_explained",
    "reciprocity", "burstiness", "effective_size", "network_constraint", "embeddedness",
)  # fmt: skip
SHOWN = ("network", "ties", "following")


def at(day: float) -> str:
    return (START + timedelta(days=day)).isoformat()


def act(one: str, other: str, day: float, kind: str = "reply") -> str:
    return f"{one},{other},{kind},{at(day)}"


#: Rows of interactions by what is wrong with them, and how many of the rows are used.
BAD: Mapping[str, tuple[list[str], int]] = {
    "self-loops": ([act("a", "a", day) for day in range(5)] + [act("a", "b", 1), act("b", "a", 2)], 2),
    "self-loops only": ([act("a", "a", day) for day in range(5)], 0),
    "duplicates": ([act("a", "b", 0)] * 20 + [act("b", "a", 50)] * 20, 40),
    "equal instants": ([act(f"p{i}", f"p{j}", 10) for i in range(6) for j in range(6) if i != j], 30),
    "one interaction": ([act("a", "b", 0)], 1),
    "a stray stamp of 1970": ([f"a,b,reply,{at(0)}", "c,d,reply,1970-01-01T00:00:00Z", act("b", "a", 60)], 3),
    "a date to come": ([act("a", "b", 0), act("b", "a", 1), "a,b,reply,2090-01-01T00:00:00Z"], 3),
    "an answer before its question": ([act("b", "a", 0), act("a", "b", 0.001), act("b", "a", 90)], 3),
    "one robot": ([act("robot", f"p{n % 50}", n / 100) for n in range(2000)] + [act("p1", "robot", 3)], 2001),
}


def network(folder: Path, rows: list[str], form: str = "interactions") -> Workspace:
    head = {"interactions": "actor_id,target_id,kind,at", "follows": "follower_id,followed_id"}[form]
    table = folder / f"{form}.csv"
    table.write_text("\n".join([head, *rows, ""]))
    space = Workspace.open(folder / "space")
    space.take_in(table, options=Options(form=form))
    return space


def numbers(value: Any) -> list[float]:
    """Return every number in data that a page or measure gave."""
    if isinstance(value, Mapping):
        return [n for item in value.values() for n in numbers(item)]
    if isinstance(value, list):
        return [n for item in value for n in numbers(item)]
    return [value] if isinstance(value, float) else []


@pytest.mark.parametrize("name", BAD)
def test_nothing_is_no_number_and_every_row_is_accounted_for(name: str, tmp_path: Path) -> None:
    rows, used = BAD[name]
    space = network(tmp_path, rows)
    (manifest,) = space.imports()
    assert manifest.total("used") == used
    assert manifest.total("used") + manifest.total("not_used") + manifest.total("problems") == len(rows)
    with space.plan() as plan:
        for measure in MEASURED:
            rows_of = plan.base.rows(f"select * from {plan.relation(measure)}")
            assert all(map(math.isfinite, numbers(rows_of))), measure
    for page in SHOWN:
        assert all(map(math.isfinite, numbers(as_data(space.page(page))))), page


def test_followers_without_any_other_fact(tmp_path: Path) -> None:
    space = network(tmp_path, ["a,b", "b,a", "c,a", "a,a"], "follows")
    assert [row["tie_count"] for row in space.rows("network_reciprocity").to_pylist()] == [3]
    assert not space.rows("tie_features").num_rows
    for page in SHOWN:
        as_data(space.page(page))


def test_a_stray_stamp_leaves_the_others_as_they_are(tmp_path: Path) -> None:
    found = []
    for place, more in (("good", []), ("bad", ["c,d,reply,1970-01-01T00:00:00Z"])):
        (tmp_path / place).mkdir()
        space = network(tmp_path / place, [act("a", "b", 0), act("b", "a", 5), act("b", "a", 60), *more])
        rows = space.rows("tie_features").to_pylist()
        found.append([row["decayed_14"] for row in rows if row["ego_id"] in ("local:a", "local:b")])
    assert found[0] == found[1]
    assert len(found[0]) == 2


def test_the_share_of_one_who_was_silent_for_a_lifetime_is_whole() -> None:
    found = answer(
        tie_features,
        as_of="2024-12-31",
        interactions="actor_id target_id kind happened_at\nlocal:a local:b reply 1901-01-01",
        coverage="""
        network ego_account_id table_name   kind  direction covered_from covered_until completeness
        local   -              interactions reply among     1901-01-01   2024-12-31    all
        """,
        show="alter_id decayed_14 contact_share",
    )
    assert found == [("local:b", 0.0, 1.0), ("local:a", 0.0, 1.0)]


def test_an_ego_without_history_has_pages(tmp_path: Path) -> None:
    space = network(tmp_path, [act("a", "b", 0), act("b", "a", 1)])
    space.me("local:nobody")
    for page in (*SHOWN, "mirror", "connect"):
        as_data(space.page(page))


@pytest.mark.parametrize(
    ("task", "arguments", "says"),
    [
        ("ties", ("--cut", "2025-12-01"), "lies before all that was imported, which begins on 1 January 2026"),
        ("ties", ("--cut", "2026-06-01"), "lies after all that was imported, which ends on 2 March 2026"),
        ("ties", ("--cut", "2026-02-20"), "does not reach 30 days"),
        ("ties", ("--cut", "2026-03-02", "--days", "1"), "does not reach 1 day beyond"),
        ("influence", ("--cut", "2025-12-01"), "Before 1 December 2025 nobody"),
        ("influence", ("--cut", "2026-06-01"), "it ends on 2 March 2026"),
        ("influence", ("--days", "400"), "nobody is shown to have been reacted to"),
    ],
)
def test_a_cut_where_nothing_is_known_is_refused_in_words(
    task: str, arguments: tuple[str, ...], says: str, tmp_path: Path
) -> None:
    network(tmp_path, [act("Ann Ö", "bob@host", 0), act("bob@host", "Ann Ö", 1), act("Ann Ö", "bob@host", 60)])
    done = CliRunner().invoke(
        commands, ["validity", "--task", task, "--workspace", str(tmp_path / "space"), *arguments, "--json"]
    )
    assert done.exit_code == 1
    assert says in str(done.exception)


@pytest.mark.parametrize("task", ["ties", "influence"])
def test_three_interactions_are_judged_without_a_crash(task: str, tmp_path: Path) -> None:
    network(tmp_path, [act("a", "b", 0), act("b", "a", 1), act("a", "b", 60)])
    space = str(tmp_path / "space")
    done = CliRunner().invoke(
        commands, ["validity", "--task", task, "--workspace", space, "--cut", "2026-01-15", "--json"]
    )
    assert done.exit_code == 0, done.exception
    assert "NaN" not in done.output
