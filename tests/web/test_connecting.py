"""Suggested people and the digest in the browser: who is dismissed there stays away, and nothing is ever fetched."""

from __future__ import annotations

from pathlib import Path

import pytest

from kithkin.example import meeting, write
from kithkin.workspace import Workspace, visiting
from tests.web.conftest import Enter, token_in

HELPER = meeting.HELPER[0]


@pytest.fixture
def met(mine: Workspace, tmp_path: Path) -> Workspace:
    """The made-up person's mail and address book."""
    made = write(tmp_path / "made", people=60)
    mine.take_in(*made.glob("takeout-*.zip"), made / "contacts.vcf")
    return mine


def test_who_is_dismissed_in_the_browser_stays_away_until_undone(enter: Enter, met: Workspace) -> None:
    client = enter(met)
    page = client.get("/connect")
    assert HELPER in page.text
    assert "Boards that bow" in page.text
    assert 'formaction="/dismiss"' in page.text
    assert 'value="end"' not in page.text.split("<main")[1]
    said = {"form": token_in(page.text), "person": f"mail:{meeting.HELPER[1]}", "back": "/connect"}
    answer = client.post("/dismiss", data=said)
    assert answer.url.path == "/connect"
    assert "Boards that bow" not in answer.text
    entry = met.journal.standing()[-1]
    assert (entry.kind, entry.accounts) == ("dismissed", (f"mail:{meeting.HELPER[1]}",))
    met.rebuild()
    assert "Boards that bow" not in client.get("/connect").text
    client.post("/undo", data={"form": said["form"], "entry": entry.id, "back": "/connect"})
    assert "Boards that bow" in client.get("/connect").text


@pytest.mark.parametrize("read_only", [False, True])
def test_no_page_of_the_browser_fetches(
    enter: Enter, met: Workspace, monkeypatch: pytest.MonkeyPatch, read_only: bool
) -> None:
    met.decide(f"mail:{meeting.HELPER[1]}", "advisor", feeds=["https://bindery.example/feed.xml"])
    monkeypatch.setattr(visiting.Visitor, "read", lambda *_: pytest.fail("a feed was fetched"))
    client = enter(met, read_only=read_only)
    for address in ("/digest", "/digest?fetch=yes", "/advisors", "/digest.json?fetch=1"):
        assert client.get(address).status_code in (200, 400)
    assert "The grain of board and paper" in client.get("/digest").text
    folder = client.get("/digest?folder=yes").text
    assert "My covers bow" in folder
    assert "The grain of board and paper" not in folder
