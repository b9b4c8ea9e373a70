"""Workspaces with gaps: what a list does not show is neither there nor gone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from kithkin.render.text import draw
from kithkin.workspace import Workspace
from tests.shell.worlds import EVENTS, workspace
from tests.sources.x_layouts import EGO, FACTS, manifest, script


def archive(folder: Path, year: int, followers: Sequence[int], *more: str, is_cut: bool = False) -> Path:
    """Write an X archive of that year with these followers, whose list breaks off where `is_cut`, and these files more."""
    lists: dict[str, list[Any]] = {
        "account": [{"account": FACTS["account"][1][0]}],
        "follower": [{"follower": {"accountId": str(number), "userLink": "-"}} for number in followers],
    } | {name: [{FACTS[name][0]: item} for item in FACTS[name][1]] for name in more}
    counts = {f"data/{name}.js": len(items) for name, items in lists.items()}
    path = folder / f"twitter-{year}-{EGO}.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("data/manifest.js", manifest(counts, generationDate=f"{year}-05-03T00:00:00.000Z"))
        for name, items in lists.items():
            file.writestr(f"data/{name}.js", script(name, items)[: -40 if is_cut and name == "follower" else None])
    return path


def said(space: Workspace, name: str, **settings: Any) -> str:
    """Return a page as one line of text."""
    stream = io.StringIO()
    draw(space.page(name, **settings), Console(file=stream, width=200))
    return " ".join(stream.getvalue().split())


def test_a_newer_list_that_was_cut_short_leaves_the_audience_between_bounds(tmp_path: Path) -> None:
    space = Workspace.open(tmp_path / "workspace")
    space.take_in(archive(tmp_path, 2024, range(1000, 1100)))
    assert "100 people follow you on X" in said(space, "following")
    space.take_in(archive(tmp_path, 2026, range(1020, 1061), is_cut=True))
    (row,) = space.rows("audience_by_network").to_pylist()
    assert (row["people_at_least"], row["people_at_most"]) == (40, 100)
    (check,) = space.rows("list_checks").to_pylist()
    assert (check["missing_count"], check["unsure_count"], check["is_accepted"]) == (0, 60, None)
    assert "100 people follow you on X (listed on 3 May 2024)." in said(
        space, "following", as_of=datetime(2025, 1, 1, tzinfo=UTC)
    )
    page = said(space, "following")
    assert "At least 40 people follow you on X" in page
    assert "whether 60 of those on it are there still" in page


def test_messages_of_old_that_nothing_continues_are_not_denied_for_the_last_year(tmp_path: Path) -> None:
    space = Workspace.open(tmp_path / "workspace")
    space.take_in(archive(tmp_path, 2024, (), "direct-messages"))
    page = said(space, "ties", as_of=datetime(2026, 6, 1, tzinfo=UTC))
    assert "both ways in direct messages; whether that was in the last year, nothing that was imported shows." in page
    assert "of them in the last year" in said(space, "ties")


def test_a_plain_edge_list_has_no_h_index_and_the_page_says_why(tmp_path: Path) -> None:
    acts = "".join(f"p{n},p{n % 4},like,2026-01-02T10:00:00Z\n" for n in range(4, 16))
    follows = "follower_id,followed_id,at\n" + "".join(f"p{n},p{n % 24},2025-01-01\n" for n in range(24, 60))
    space = workspace(tmp_path, ("follows", follows), ("interactions", f"actor_id,target_id,kind,at\n{acts}"))
    assert {row["h_index"] for row in space.rows("reaction_influence").to_pylist()} == {None}
    assert "The h index is missing: too few acts name the post they were about." in said(space, "network")


def test_of_messages_that_are_shown_in_part_the_talk_is_at_least(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    tables = {
        "accounts": "account_id,name,is_self\nforum:me,Me,yes\nforum:ann,Ann,\n",
        "messages": "message_id,sender_id,recipient_id,sent_at\n1,forum:ann,forum:me,2024-02-01T10:00:00Z\n"
        "2,forum:me,forum:ann,2024-02-02T10:00:00Z\n",
        "posts": "post_id,author_id,posted_at,text\n1,forum:me,2024-02-01T10:00:00Z,On glue\n",
    }
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    space = Workspace.open(tmp_path / "workspace")
    space.take_in(folder)
    assert "With at least 1 person you talked both ways in direct messages, 1 of them" in said(space, "ties")
    assert "Nobody is seen to wait for your answer" in said(space, "inbox")
    assert "Nothing that was imported shows who follows you on Forum" in said(space, "following")
    assert "Of your 1 post, 0" in said(space, "mirror")  # a table that says no kind of a post holds posts


def test_before_anything_that_was_imported_the_page_of_coverage_says_so(tmp_path: Path) -> None:
    space = workspace(tmp_path, ("interactions", EVENTS))
    before = datetime(2020, 1, 1, tzinfo=UTC)
    assert "Nothing that was imported speaks of that time." in said(space, "coverage", as_of=before)
