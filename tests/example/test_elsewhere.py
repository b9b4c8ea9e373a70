"""The example person on LinkedIn, Bluesky and in mail: the same people, linked by evidence, in any order of import."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from kithkin import example
from kithkin.example import elsewhere
from kithkin.workspace import Workspace
from tests.golden.test_example import drawn
from tests.shell.worlds import answers

MEASURES = ("following_breakdown", "audience_by_network", "identities", "people", "exchanges", "standing")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example.write(tmp_path_factory.mktemp("made"), people=120)


@pytest.fixture(scope="module")
def together(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    space = Workspace.open(tmp_path_factory.mktemp("together") / "w")
    space.take_in(*exports(made))
    return space


def exports(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in (".zip", ".car", ".vcf"))


def truth(folder: Path) -> dict[str, str]:
    """Return whose each account is."""
    key: dict[str, Any] = json.loads((folder / "answer-key.json").read_text("utf-8"))
    found: dict[str, str] = {}
    for name, accounts in key["who_is_who"]["accounts"].items():
        found |= dict.fromkeys(accounts.values(), name)
        found[f"bluesky:@{elsewhere.bluesky_handle(name)}"] = name
    for name, person in key["people"].items():
        found |= {f"x:{person['x_id']}": name, f"x:@{name}": name, f"instagram:@{name}": name}
    return found


def groups(space: Workspace) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in space.rows("identities").to_pylist():
        found[row["person_id"]].add(row["account_id"])
    return found


def test_every_export_is_read_by_its_source_without_a_problem(together: Workspace) -> None:
    assert {m.source for m in together.imports()} == {
        "x-archive", "instagram-export", "linkedin-export", "bluesky-repo", "mailbox", "contacts",
    }  # fmt: skip
    assert sum(m.total("problems") for m in together.imports()) == 0
    assert all(m.is_made_up or m.source in ("contacts", "bluesky-repo") for m in together.imports())


def test_who_is_merged_is_one_person(made: Path, together: Workspace) -> None:
    whose, merged = truth(made), 0
    for person, accounts in groups(together).items():
        if person != "self" and len(accounts) > 1:
            merged += 1
            assert len({whose[account] for account in accounts}) == 1, accounts
    assert merged > 5


def test_the_address_book_joins_whom_it_should(made: Path, together: Workspace) -> None:
    key = json.loads((made / "answer-key.json").read_text("utf-8"))["who_is_who"]
    of = {account: person for person, accounts in groups(together).items() for account in accounts}
    joined = [name for name in key["in_the_book"] if len(key["accounts"].get(name, ())) > 1]
    assert joined
    for name in joined:
        assert len({of[account] for account in key["accounts"][name].values() if account in of}) == 1


def test_she_is_herself_everywhere(together: Workspace) -> None:
    own = groups(together)["self"]
    assert {account.split(":", maxsplit=1)[0] for account in own} == {"x", "instagram", "linkedin", "bluesky", "mail"}


def test_a_name_that_another_bears_is_suggested_at_most(made: Path, together: Workspace) -> None:
    key = json.loads((made / "answer-key.json").read_text("utf-8"))
    twin = key["who_is_who"]["same_name_of_another"]
    of = {account: person for person, accounts in groups(together).items() for account in accounts}
    assert of["linkedin:somebody-else"] != of[f"x:{key['people'][twin]['x_id']}"]


def test_every_suggestion_names_people_who_can_be_meant(together: Workspace) -> None:
    for row in together.rows("merge_suggestions").to_pylist():
        assert together.person(row["one_id"]) == row["one_id"]
        assert together.person(row["other_id"]) == row["other_id"]


def test_the_order_of_imports_does_not_matter(made: Path, together: Workspace, tmp_path: Path) -> None:
    other = Workspace.open(tmp_path / "w")
    for path in reversed(exports(made)):
        other.take_in(path)
    assert answers(other, *MEASURES) == answers(together, *MEASURES)
    for page in ("following", "ties", "mirror"):
        assert drawn(other, page) == drawn(together, page)


def test_a_draft_is_no_message(together: Workspace) -> None:
    drafts = [row for row in together.rows("messages").to_pylist() if row["folder"] == "draft"]
    assert {row["network"] for row in drafts} == {"linkedin", "mail"}
    with together.plan() as plan:
        seen = {row["message_id"] for row in plan.engine.rows(f"select message_id from {plan.relation('messages')}")}
    assert seen
    assert not seen & {row["message_id"] for row in drafts}
