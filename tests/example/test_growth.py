"""The answer key of growth: which verdict each planted event got, through each of the example's exports."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kithkin.example import EGO
from kithkin.model.source import Options
from kithkin.workspace import Workspace

EVENTS = ("bought", "giveaway", "burst")


@pytest.fixture(scope="module")
def instagram(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    space = Workspace.open(tmp_path_factory.mktemp("instagram") / "instagram")
    space.take_in(*sorted(example.glob("instagram-*.zip")))
    return space


@pytest.fixture(scope="module")
def profiled(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The open network with the profiles of everybody."""
    space = Workspace.open(tmp_path_factory.mktemp("profiled") / "profiled")
    for form in ("follows", "interactions"):
        space.take_in(example / "open-network" / f"{form}.csv", options=Options(form=form), made_up=True)
    space.take_in(example / "open-network" / "profiles", made_up=True)
    space.take_in(example / "open-network" / "lists", made_up=True)
    space.me(f"local:{EGO}")
    return space


def key(example: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((example / "answer-key.json").read_text("utf-8"))
    return found


def verdict(space: Workspace, event: dict[str, Any]) -> tuple[str, int]:
    """Return the verdict on the burst that began within a day of an event, and how far its size is off."""
    began = date.fromisoformat(event["first_on"])
    near = [
        row
        for row in space.rows("burst_explanations").to_pylist()
        if abs(row["started_on"] - began) <= timedelta(days=1)
    ]
    assert len(near) == 1, (event, near)
    return near[0]["verdict"], abs(near[0]["arrived_count"] - event["people"])


@pytest.mark.parametrize("event", EVENTS)
def test_instagram_dates_each_event_and_accuses_nobody(instagram: Workspace, example: Path, event: str) -> None:
    said = key(example)["growth"][event]
    found, off = verdict(instagram, said)
    assert found == said["verdicts"]["instagram"]
    assert off <= 5


@pytest.mark.parametrize("event", EVENTS)
def test_an_open_network_with_profiles_tells_them_apart(profiled: Workspace, example: Path, event: str) -> None:
    said = key(example)["growth"][event]
    found, off = verdict(profiled, said)
    assert found == said["verdicts"]["open-network"]
    assert off <= 5


def test_the_starter_pack_is_named_as_what_brought_its_burst_and_no_other(profiled: Workspace, example: Path) -> None:
    said = key(example)["growth"]["burst"]
    found = [row for row in profiled.rows("burst_causes").to_pylist() if row["cause"] == "on a list to follow"]
    assert len(found) == 1
    assert found[0]["is_strong"]
    assert found[0]["share"] > 0.9
    assert "You stand on People of paper, made to be followed as a whole (a starter pack)" in found[0]["says"]
    own = {"burst_number": found[0]["burst_number"], "basis": found[0]["basis"], "is_strong": True}
    causes = [row["cause"] for row in profiled.rows("burst_causes").to_pylist() if own.items() <= row.items()]
    assert sorted(causes) == sorted(said["causes"])


def test_only_bought_profiles_are_named(profiled: Workspace, example: Path) -> None:
    roles = {f"local:{name}": person["role"] for name, person in key(example)["people"].items()}
    states = profiled.rows("fake_follower").to_pylist()
    assert {roles[row["alter_id"]] for row in states if row["state"] == "named"} == {"bought"}
    assert sum(row["state"] == "named" for row in states) >= 100


def test_who_left_between_two_exports(instagram: Workspace, example: Path) -> None:
    churners = {f"instagram:@{name}" for name in key(example)["planted"]["churner"]}
    left = instagram.rows("churn").to_pylist()
    assert {row["alter_id"] for row in left if row["direction"] == "in"} == churners
    assert {row["verdict"] for row in left if row["direction"] == "in"} == {"gone or renamed"}
    assert {row["alter_id"] for row in left if row["direction"] == "out"} < churners


def test_an_x_archive_alone_dates_nothing_by_day(closed: Workspace) -> None:
    assert closed.rows("follow_bursts").num_rows == 0
    assert {row["state"] for row in closed.rows("fake_follower").to_pylist()} == {"cannot_say"}


def test_those_who_ask_and_what_is_in_common(profiled: Workspace, instagram: Workspace) -> None:
    assert {row["finding"] for row in profiled.rows("common_ground_overview").to_pylist()} == {"found"}
    asked = instagram.rows("common_ground_overview").to_pylist()
    assert sum(row["asks"] == "request" for row in asked) == 3
    assert {row["finding"] for row in asked} == {"not enough data"}
