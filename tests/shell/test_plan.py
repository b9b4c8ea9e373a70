"""The plan: what is kept and what passes through, and merging of what hardly any row holds."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kithkin.model.errors import KithkinError
from kithkin.workspace import Workspace
from kithkin.workspace.workspace import person_in
from tests.shell.worlds import EVENTS, FOLLOWS, answers, workspace


def kept(space: Workspace, name: str) -> bool:
    """Return whether the cache holds the rows of a measure."""
    with space.plan() as plan:
        return plan.cache.has(plan.key(name))


def test_of_a_whole_network_rows_that_are_read_once_are_not_kept(tmp_path: Path) -> None:
    space = workspace(tmp_path, ("follows", FOLLOWS), ("interactions", EVENTS))
    passed = answers(space, "following_breakdown")
    assert not kept(space, "standing")
    assert not kept(space, "audience")
    assert passed["following_breakdown"]
    for file in (tmp_path / "workspace" / "cache").glob("*.parquet"):
        file.unlink()
    answers(space, "audience", "standing")
    assert kept(space, "standing")
    assert kept(space, "audience")
    assert answers(space, "following_breakdown") == passed


def test_of_an_ego_they_are_kept_for_the_page_that_lists_them(tmp_path: Path) -> None:
    space = workspace(tmp_path, ("follows", FOLLOWS), ("interactions", EVENTS))
    space.say("me", accounts=["local:ann"])
    sizes = {row[1]: row[3] for row in answers(space, "following_breakdown")["following_breakdown"]}
    assert sizes["audience"] == 4
    assert kept(space, "standing")
    assert kept(space, "audience")


def test_columns_that_no_import_holds_are_null_after_merging_and_of_their_type(tmp_path: Path) -> None:
    apart = workspace(tmp_path, ("follows", FOLLOWS))
    alone = apart.rows("accounts").schema
    apart.take_in(_more(tmp_path))
    both = apart.rows("accounts")
    assert {field.name: field.type for field in both.schema} == {field.name: field.type for field in alone}
    assert both.num_rows == len(set(both["account_id"].to_pylist())) == 6
    assert both["bio"].null_count == both.num_rows
    assert set(both["network"].to_pylist()) == {"local"}


def _more(folder: Path) -> Path:
    path = folder / "more.csv"
    path.write_text(FOLLOWS.replace("eve", "fay"), encoding="utf-8")
    return path


def test_before_anything_was_seen_accounts_are_merged_as_they_are_now(tmp_path: Path) -> None:
    space = workspace(tmp_path, ("follows", FOLLOWS))
    space.take_in(_more(tmp_path))
    accounts = space.rows("accounts").sort_by("account_id")
    for year in (2001, 2002):
        assert space.rows("accounts", as_of=datetime(year, 1, 1, tzinfo=UTC)).sort_by("account_id") == accounts
        assert len(_merged(space)) == 1


def _merged(space: Workspace) -> list[Path]:
    """Return the files of the cache that hold merged accounts."""
    import pyarrow.parquet as pq

    files = (space.store.folder / "cache").glob("*.parquet")
    return [path for path in files if "import_id" in (names := pq.read_schema(path).names) and "account_id" in names]


def test_of_several_who_may_be_meant_those_without_a_name_are_told_by_their_accounts(tmp_path: Path) -> None:
    space = workspace(tmp_path, ("follows", FOLLOWS.replace("cat", "bea").replace("dan", "bet")))
    with space.plan() as plan, pytest.raises(KithkinError, match="be may be any of 3 people") as told:
        person_in(plan, "be")
    assert str(told.value.way_on) == "Say which: local:bea, local:ben, local:bet"
