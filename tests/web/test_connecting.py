"""Suggested people and the digest in the browser: who is dismissed there stays away, and nothing is ever fetched."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kithkin.example import meeting, write
from kithkin.workspace import Workspace, visiting
from tests.conftest import copied
from tests.web.conftest import Enter, token_in

HELPER = meeting.HELPER[0]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The made-up person's mail and address book."""
    made = write(tmp_path_factory.mktemp("met") / "made", people=60)
    space = Workspace.open(made.parent / "mine")
    space.take_in(*made.glob("takeout-*.zip"), made / "contacts.vcf")
    for page in ("connect", "digest"):
        space.page(page)  # what it takes is computed, so that no copy has to
    return space


@pytest.fixture
def met(imported: Workspace, tmp_path: Path) -> Workspace:
    """A copy of it, in which something may be said."""
    return copied(imported, tmp_path / "mine")


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


def threads_in(client: TestClient, **params: str) -> int:
    """Return how many threads a digest shows."""
    block = next(one for one in client.get("/digest.json", params=params).json()["blocks"] if one["kind"] == "cases")
    return len(block["rows"])


def test_the_digest_is_marked_as_read_and_taken_back(enter: Enter, met: Workspace) -> None:
    met.decide(f"mail:{meeting.HELPER[1]}", "advisor")
    client = enter(met)
    page = client.get("/digest").text
    assert threads_in(client) > 0
    assert "Mark as read" in page
    until = re.search(r'name="until" value="([^"]+)"', page)
    assert until
    said = {"form": token_in(page), "until": unescape(until[1]), "back": "/digest"}
    answer = client.post("/read", data=said)
    assert "The digest is read up to " in answer.text
    assert "The grain of board and paper" not in answer.text
    assert "Mark as read" not in answer.text
    assert threads_in(client) == 0
    assert threads_in(client, since="all") > 0
    assert "The grain of board and paper" in client.get("/digest", params={"since": "all"}).text
    assert threads_in(client, since="2001-01-01") > 0
    entry = met.journal.standing()[-1]
    assert (entry.kind, entry.body["page"]) == ("read_until", "digest")
    undone = client.post("/undo", data={"form": said["form"], "entry": entry.id, "back": "/digest"})
    assert "Undone: the digest is no longer marked as read" in undone.text
    assert threads_in(client) > 0


@pytest.mark.parametrize("until", ["", "yesterday", "9" * 30])
def test_a_digest_is_not_read_up_to_nothing(enter: Enter, met: Workspace, until: str) -> None:
    met.decide(f"mail:{meeting.HELPER[1]}", "advisor")
    client = enter(met)
    before = met.journal.entries()
    answer = client.post("/read", data={"form": token_in(client.get("/digest").text), "until": until})
    assert answer.status_code == 400
    assert met.journal.entries() == before


def test_a_digest_offers_no_way_to_a_decision_that_is_not_there(enter: Enter, met: Workspace) -> None:
    met.decide(f"mail:{meeting.HELPER[1]}", "advisor")
    said = enter(met).get("/digest").text
    assert "Mark as read" in said
    assert "#decision" not in said


def test_what_cannot_be_marked_shows_no_button(enter: Enter, met: Workspace) -> None:
    met.decide(f"mail:{meeting.HELPER[1]}", "advisor")
    assert "Mark as read" not in enter(met, read_only=True).get("/digest").text
    client = enter(met)
    assert "Mark as read" not in client.get("/digest?folder=yes").text
    client.post("/hide", data={"form": token_in(client.get("/digest").text), "hide": "yes"})
    assert "Mark as read" not in client.get("/digest").text
