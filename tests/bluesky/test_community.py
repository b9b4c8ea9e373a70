"""A scripted community, exported as repositories and imported together: what Kithkin finds is what the script did.

Without a network the script's records become repositories here; on the real network (make test-bluesky) every account
writes them to its own server, which hands out the repositories.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kithkin.example import bluesky_export
from kithkin.example.elsewhere import did
from kithkin.model.source import Options
from kithkin.workspace import Workspace
from tests.bluesky.community import EGO, NAMES, Key, Script
from tests.bluesky.network import Account

START = datetime(2025, 3, 1, tzinfo=UTC)
EVERYBODY = {"chosen_community.of": "all"}


@dataclass
class Paper:
    """Keeps the records of everybody, a minute apart, as a network would."""

    dids: dict[str, str] = field(default_factory=lambda: {name: did(name) for name in NAMES})
    records: dict[str, dict[str, dict[str, Any]]] = field(default_factory=lambda: {name: {} for name in NAMES})
    now: datetime = START

    def write(self, who: str, collection: str, record: dict[str, Any]) -> dict[str, str]:
        self.now += timedelta(minutes=1)
        path = f"{collection}/{bluesky_export.key(self.now)}"
        self.records[who][path] = {"$type": collection, "createdAt": self.now.isoformat(), **record}
        return {"uri": f"at://{self.dids[who]}/{path}", "cid": "bafyreib"}

    def repository(self, who: str) -> bytes:
        return bluesky_export.repository(self.dids[who], bluesky_export.key(self.now), self.records[who])


@dataclass
class Devnet:
    """The real network: an account for everybody."""

    people: dict[str, Account]

    @property
    def dids(self) -> dict[str, str]:
        return {name: person.did for name, person in self.people.items()}

    def write(self, who: str, collection: str, record: dict[str, Any]) -> dict[str, str]:
        return self.people[who].write(collection, **record)

    def repository(self, who: str) -> bytes:
        return self.people[who].repository()


@dataclass
class Played:
    """A workspace of everybody's repositories, what is true, and who is behind each id."""

    space: Workspace
    key: Key
    names: dict[str, str]

    def rows(self, name: str, **settings: Any) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.space.rows(name, **settings).to_pylist()
        return rows


@pytest.fixture(scope="module", params=["paper", pytest.param("devnet", marks=pytest.mark.bluesky)])
def played(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Played:
    net: Paper | Devnet
    if request.param == "paper":
        net = Paper()
    else:
        pds = request.getfixturevalue("pds")
        net = Devnet({name: Account.join(pds, name) for name in NAMES})
    key = Script(net).play()
    folder = tmp_path_factory.mktemp(request.param)
    files = []
    for name in NAMES:
        files.append(folder / f"{name}.car")
        files[-1].write_bytes(net.repository(name))
    space = Workspace.open(folder / "w")
    taken = space.take_in(*files, options=Options(me=(f"bluesky:{net.dids[EGO]}",)))
    assert len(taken) == len(NAMES)
    assert sum(one.manifest.total("problems") for one in taken) == 0
    names = {f"bluesky:{did}": name for name, did in net.dids.items()}
    return Played(space, key, names | {"self": EGO})


def test_every_record_is_there(played: Played) -> None:
    assert len(NAMES) == 31
    follows = {(played.names[r["follower_id"]], played.names[r["followed_id"]]) for r in played.rows("follows")}
    assert follows == played.key.follows
    assert played.key.listed == {played.names[row["marked_id"]] for row in played.rows("marks")}


def test_the_open_questions_are_the_ones_left_open(played: Played) -> None:
    found = {row["text"]: played.names[row["author_id"]] for row in played.rows("open_questions", **EVERYBODY)}
    assert found == played.key.open_questions
    assert len(found) == 4


def test_of_a_chosen_list_only_its_people_are_asked_about(played: Played) -> None:
    rows = played.rows("open_questions", **{"chosen_community.of": "Workshop"})
    wanted = {words for words, who in played.key.open_questions.items() if who in played.key.listed}
    assert {row["text"] for row in rows} == wanted == {"How do you clean wood type?"}


def test_who_answers_whom(played: Played) -> None:
    found: Counter[tuple[str, str]] = Counter()
    for row in played.rows("answers_in_threads", **EVERYBODY):
        found[played.names[row["helper_id"]], played.names[row["asked_id"]]] += row["answer_count"]
    assert found == +played.key.answers
    ranked = sorted(played.rows("answerers", **EVERYBODY), key=lambda row: -row["people_count"])
    assert {played.names[row["helper_id"]] for row in ranked[:2]} == {"baker5", "gardener8"}


def test_suggestions_are_the_people_near_by_and_never_the_famous(played: Played) -> None:
    rows = played.rows("suggested_person")
    found = {played.names[row["alter_id"]]: row for row in rows}
    assert set(found) == played.key.suggested()
    assert {name: row["shared_contact_count"] for name, row in found.items()} == {
        name: played.key.shared_contacts(name) for name in found
    }
    assert played.names[rows[0]["alter_id"]] == "baker5"
    assert "gardener9" not in found
    assert not {"gardener5", "gardener6", "gardener7", "gardener8"} & set(found)


def test_every_suggestion_has_reasons_and_a_dismissed_one_stays_away(played: Played) -> None:
    reasons = {played.names[row["alter_id"]] for row in played.rows("suggestion_reasons")}
    assert reasons == played.key.suggested()
    helper = next(did for did, name in played.names.items() if name == "baker5")
    played.space.say("dismissed", accounts=[helper])
    assert helper not in {row["alter_id"] for row in played.rows("suggested_person")}
    played.space.undo()
    assert helper in {row["alter_id"] for row in played.rows("suggested_person")}
