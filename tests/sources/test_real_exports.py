"""Real exports, each imported as its owner: counts compared with plain scripts; skipped where KITHKIN_DATA is not set."""

from __future__ import annotations

import csv
import json
import mailbox
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kithkin.model.source import Options
from kithkin.workspace import Workspace
from kithkin.workspace.store import Manifest

Space = Callable[..., tuple[Workspace, Manifest]]


@pytest.fixture
def read(data: Path, tmp_path: Path) -> Space:
    def taken(*where: str, **options: Any) -> tuple[Workspace, Manifest]:
        space = Workspace.open(tmp_path / "w")
        (one,) = space.take_in(*(data / place for place in where), options=Options(**options))
        return space, one.manifest

    return taken


def used(space: Workspace, manifest: Manifest) -> dict[str, tuple[int, int, int]]:
    tallies = space.store.tallies(manifest)
    return {tally.file.rsplit("/", 1)[-1]: (tally.records, tally.used, tally.problems) for tally in tallies}


def items(path: Path) -> list[Any]:
    found: list[Any] = json.loads(path.read_text("utf-8").partition("=")[2])
    return found


@pytest.mark.parametrize("name", ["organisation", "game-company"])
def test_x(read: Space, data: Path, name: str) -> None:
    space, manifest = read(f"x/{name}")
    folder = data / "x" / name / "data"
    assert manifest.source == "x-archive"
    for file in ("follower.js", "following.js", "tweet.js", "like.js", "mute.js", "block.js"):
        if count := len(items(folder / file)):
            assert used(space, manifest)[file] == (count, count, 0)
    follows = Counter(row["followed_id"] == "self" for row in _persons(space, "follows", "followed_id"))
    assert follows[True] == len({i["follower"]["accountId"] for i in items(folder / "follower.js")})
    assert follows[False] == len({i["following"]["accountId"] for i in items(folder / "following.js")})
    assert space.rows("posts").num_rows == len({i["tweet"]["id_str"] for i in items(folder / "tweet.js")})


def _persons(space: Workspace, table: str, *columns: str) -> list[dict[str, Any]]:
    with space.plan() as plan:
        found: list[dict[str, Any]] = plan.engine.rows(f"select {', '.join(columns)} from {plan.relation(table)}")
    return found


def test_linkedin(read: Space, data: Path) -> None:
    space, manifest = read("linkedin")
    assert manifest.source == "linkedin-export"
    lines = (data / "linkedin" / "Connections.csv").read_text("utf-8-sig").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("First Name"))
    rows = [row for row in csv.DictReader(lines[start:]) if any(row.values())]
    with (data / "linkedin" / "messages.csv").open(encoding="utf-8-sig", newline="") as file:
        messages = list(csv.DictReader(file))
    with (data / "linkedin" / "Invitations.csv").open(encoding="utf-8-sig", newline="") as file:
        invitations = list(csv.DictReader(file))
    named = [row for row in rows if row["First Name"] or row["Last Name"]]
    assert used(space, manifest)["Connections.csv"] == (len(rows), len(named), 0)
    assert used(space, manifest)["messages.csv"] == (len(messages), len(messages), 0)
    assert used(space, manifest)["Invitations.csv"] == (len(invitations), len(invitations), 0)
    asked = Counter(row["from_id"] == "self" for row in _persons(space, "requests", "from_id"))
    outgoing = sum(row["Direction"] == "OUTGOING" for row in invitations)
    assert asked == {True: outgoing, False: len(invitations) - outgoing}


@pytest.mark.parametrize("year", ["2024", "2026"])
def test_instagram(read: Space, data: Path, year: str) -> None:
    space, manifest = read(f"instagram/{year}")
    assert manifest.source == "instagram-export"
    followers = following = 0
    for path in (data / "instagram" / year).rglob("*.json"):
        found = json.loads(path.read_text("utf-8"))
        if path.name.startswith("followers_"):
            followers += len(found)
        elif path.name == "following.json":
            following += len(found["relationships_following"])
    ties = Counter(row["followed_id"] == "self" for row in _persons(space, "follows", "followed_id"))
    assert followers > 0
    assert following > 0
    assert (used(space, manifest)["following.json"][0], used(space, manifest)["following.json"][2]) == (following, 0)
    if "self" in {row["person_id"] for row in space.rows("identities").to_pylist()}:
        assert ties[True] <= followers
        assert ties[False] >= following - 1


@pytest.mark.parametrize("file", ["3GPP_mbox/3GPP_TSG_SA_WG4_EVS.mbox", "3GPP_mbox/3GPP_TSG_RAN_WG4_NR-MIMO-OTA.mbox"])
def test_mail(read: Space, data: Path, file: str) -> None:
    path = f"mail/public-lists/tests/data/{file}"
    space, manifest = read(path)
    assert manifest.source == "mailbox"
    count = len(mailbox.mbox(str(data / path), create=False))
    assert abs(manifest.total("records") - count) <= 1
    assert space.rows("posts").num_rows <= count
    assert space.unowned(space.take_in(data / path))


@pytest.mark.parametrize("file", ["collegemsg/Datasets/msg.txt", "email-eu/email-Eu-core-temporal.txt"])
def test_edges(read: Space, data: Path, file: str) -> None:
    space, manifest = read(f"network/{file}", form="interactions")
    with (data / "network" / file).open() as lines:
        rows = [line.split() for line in lines if line.strip()]
    assert manifest.total("used") == len(rows)
    assert space.rows("interactions").num_rows == len(rows)


def test_all_of_them_in_one_folder(data: Path, tmp_path: Path) -> None:
    space = Workspace.open(tmp_path / "w")
    taken = space.take_in(data / "x", data / "linkedin", data / "instagram", data / "mail")
    assert Counter(one.manifest.source for one in taken) == {
        "x-archive": 2, "linkedin-export": 1, "instagram-export": 2, "mailbox": 1,
    }  # fmt: skip
    drawn = space.page("following")
    assert drawn.blocks
