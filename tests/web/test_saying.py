"""Deciding, undoing, who is who: what is said in the browser stands in the journal."""

from __future__ import annotations

import re
import zipfile
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kithkin.web.acts import LONGEST, back_to
from kithkin.workspace import Workspace
from tests.conftest import copied
from tests.web.conftest import Enter, token_in


@pytest.fixture
def spoken(closed: Workspace, tmp_path: Path) -> Workspace:
    """A workspace in which something may be said."""
    return copied(closed, tmp_path / "mine")


def somebody(client: TestClient, number: int = 0) -> str:
    people = [row["alter_id"]["id"] for row in _rows(client)]
    return str(people[number])


def _rows(client: TestClient) -> list[dict[str, dict[str, str]]]:
    table = next(b for b in client.get("/ties.json").json()["blocks"] if b["kind"] == "table")
    return list(table["rows"])


def test_decide_then_undo(enter: Enter, spoken: Workspace) -> None:
    client = enter(spoken)
    person = somebody(client)
    page = client.get("/person", params={"person": person})
    said = {
        "form": token_in(page.text), "person": person, "decision": "pause", "because": "A pitch <b>too</b> many",
        "back": f"/person?person={person}",
    }  # fmt: skip
    answer = client.post("/decide", data=said)
    assert answer.status_code == 200
    assert answer.url.path == "/person"
    assert 'id="notice"' in answer.text
    assert "Paused" in answer.text
    assert "A pitch &lt;b&gt;too&lt;/b&gt; many" in answer.text
    entry = spoken.journal.standing()[-1]
    assert (entry.kind, entry.body["decision"]) == ("decision", "pause")
    undone = client.post("/undo", data={"form": said["form"], "entry": entry.id, "back": str(answer.url.path)})
    assert "Undone: Paused" in undone.text or undone.url.path == "/person"
    assert spoken.journal.standing() == []


def test_an_end_needs_its_reason(enter: Enter, spoken: Workspace) -> None:
    client = enter(spoken)
    token = token_in(client.get("/keep").text)
    answer = client.post("/decide", data={"form": token, "person": somebody(client), "decision": "end"})
    assert answer.status_code == 400
    assert "needs its reason" in answer.text
    assert spoken.journal.entries() == []


def test_note_merge_unmerge_and_me(enter: Enter, spoken: Workspace) -> None:
    client = enter(spoken)
    token = token_in(client.get("/keep").text)
    one, other = somebody(client), somebody(client, 1)
    acts = {
        "/note": {"person": one, "because": "met at the fair"},
        "/merge": {"left": one, "right": other},
        "/me": {"account": "mail:jane@example.org"},
    }
    for path, said in acts.items():
        assert client.post(path, data={"form": token, "back": "/people", **said}).status_code == 200
    assert [entry.kind for entry in spoken.journal.standing()] == ["note", "merge", "me"]
    text = client.get("/person", params={"person": one}).text
    assert "Not the same" in text
    for half in ({"left": one}, {"right": other}):
        refused = client.post("/merge", data={"form": token, **half})
        assert refused.status_code == 400
        assert "which person" in refused.text
    client.post("/unmerge", data={"form": token, "left": one, "right": other})
    assert spoken.journal.standing()[-1].kind == "unmerge"


def forms_in(text: str) -> list[tuple[str, list[str]]]:
    """Return what each form under evidence asks: the row that it is about, and the answers."""
    forms = re.findall(r'action="/label".*?</form>', text)
    rows = [re.search(r'name="row" value="([^"]+)"', form) for form in forms]
    return [(row[1], re.findall(r'value="([^"]+)">It ', form)) for row, form in zip(rows, forms, strict=True) if row]


def test_a_wrong_verdict_is_answered_kept_and_taken_back(enter: Enter, spoken: Workspace) -> None:
    client = enter(spoken)
    page = client.get("/inbox").text
    asked = forms_in(page)
    assert {answers for _, found in asked for answers in found} == {"sells", "does not sell", "is by a person"}
    pitch = next(row for row, answers in asked if "sells" in answers)
    robot = next(row for row, answers in asked if answers == ["is by a person"])
    back = "/inbox"
    for row, word in ((pitch, "does not sell"), (robot, "is by a person")):
        said = {"form": token_in(page), "row": unescape(row), "answer": word, "back": back}
        answer = client.post("/label", data=said)
        assert answer.url.path == "/inbox"
        assert "Kept: what " in answer.text
        assert f"wrote {word}. It trains no model but your own." in answer.text
        assert not [one for one in forms_in(answer.text) if one[0] == row and word in one[1]]
        entry = spoken.journal.standing()[-1]
        assert (entry.kind, entry.body["label"]) == ("label", word)
    for entry in reversed(spoken.journal.standing()):
        answer = client.post("/undo", data={"form": token_in(page), "entry": entry.id, "back": back})
        assert "Undone: Kept" in answer.text
    assert forms_in(answer.text) == asked


def test_a_profile_that_looks_bought_is_called_real(enter: Enter, mine: Workspace, tmp_path: Path) -> None:
    tables = tmp_path / "tables"
    tables.mkdir()
    profile = "account_id,network,is_self,handle,follower_count,following_count,post_count,has_picture"
    (tables / "accounts.csv").write_text(f"{profile}\nx:1,x,true,me,9,9,9,true\nx:2,x,,a774213,2,900,0,false\n")
    (tables / "follows.csv").write_text("follower_id,followed_id,network,kind\nx:2,x:1,x,follow\n")
    mine.take_in(tables)
    client = enter(mine)
    page = client.get("/growth").text
    assert forms_in(page) == [("x:2", ["is real"])]
    said = {"form": token_in(page), "row": "x:2", "answer": "is real", "back": "/growth"}
    answer = client.post("/label", data=said)
    assert "Kept: a774213 is real. It trains no model but your own." in re.sub("<[^>]+>", "", answer.text)
    assert forms_in(answer.text) == []
    assert mine.rows("fake_follower").to_pylist()[0]["says"] == "You said that it is real."
    client.post("/undo", data={"form": said["form"], "entry": mine.journal.standing()[-1].id, "back": "/growth"})
    assert forms_in(client.get("/growth").text) == [("x:2", ["is real"])]


@pytest.mark.parametrize(("row", "word", "says"), [
    ("x:nothing", "sells", "no longer here"), ("", "sells", "does not say which row"), ("x:1", "is nice", "is no answer"),
    ("x:nobody", "is real", "no longer here"),
])  # fmt: skip
def test_an_answer_about_nothing_changes_nothing(enter: Enter, mine: Workspace, row: str, word: str, says: str) -> None:
    client = enter(mine)
    token = token_in(client.get("/keep").text)
    answer = client.post("/label", data={"form": token, "row": row, "answer": word})
    assert answer.status_code in (400, 404)
    assert says in answer.text
    assert mine.journal.entries() == []


PATHS = [
    "/decide",
    "/read",
    "/label",
    "/note",
    "/undo",
    "/merge",
    "/unmerge",
    "/me",
    "/hide",
    "/example",
    "/import/paths",
    "/import/stop",
    "/backup.zip",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("token", ["", "0" * 64])
def test_nothing_changes_without_the_form_token(enter: Enter, mine: Workspace, path: str, token: str) -> None:
    client = enter(mine)
    said = {"form": token, "account": "x:@a", "person": "x", "path": "/", "look": "yes", "hide": "yes"}
    answer = client.post(path, data=said)
    assert answer.status_code == 403
    assert "no longer good" in answer.text
    assert mine.journal.entries() == []
    assert client.site.job is None  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", [*[p for p in PATHS if p != "/hide"], "/import/files"])
def test_read_only_refuses_every_change(enter: Enter, mine: Workspace, path: str) -> None:
    client = enter(mine, read_only=True)
    token = token_in(client.get("/keep").text)
    answer = client.post(path, data={"form": token, "account": "x:@a"})
    assert answer.status_code == 403
    assert "--read-only" in answer.text
    assert mine.journal.entries() == []


def test_read_only_shows_no_form_that_it_would_refuse(enter: Enter, closed: Workspace) -> None:
    client = enter(closed, read_only=True)
    for path in ("/import", "/keep", "/inbox", f"/person?person={somebody(client)}"):
        text = client.get(path).text.split("<main")[1]
        assert set(re.findall(r'method="post"[^>]* action="([^"]+)"', text)) <= {"/hide"}


def test_a_form_that_is_too_long_is_refused(enter: Enter, mine: Workspace) -> None:
    client = enter(mine)
    assert client.post("/note", data={"because": "a" * LONGEST}).status_code == 413


@pytest.mark.parametrize(
    ("back", "goes"),
    [
        ("/ties?q=a&said=j1", "/ties?q=a"), ("//elsewhere.example", "/"), ("https://elsewhere.example/", "/"),
        ("/\\elsewhere.example", "/"), ("/a\r\nset-cookie: b=c", "/"), ("", "/"), ("javascript:alert(1)", "/"),
        ("/ties?q=%0d%0aset-cookie", "/ties?q=%0D%0Aset-cookie"),
    ],
)  # fmt: skip
def test_the_way_back_never_leads_elsewhere(back: str, goes: str) -> None:
    assert back_to({"back": back}).headers["location"] == goes


def test_hide_names_in_this_browser(enter: Enter, closed: Workspace) -> None:
    client = enter(closed)
    token = token_in(client.get("/ties").text)
    answer = client.post("/hide", data={"form": token, "hide": "yes", "back": "/ties"})
    assert "Person 1" in answer.text
    shown = client.post("/hide", data={"form": token, "hide": "no", "back": "/ties"})
    assert "Person 1" not in shown.text


def test_the_made_up_person_is_looked_at_and_left(enter: Enter, mine: Workspace) -> None:
    client = enter(mine)
    token = token_in(client.get("/").text)
    answer = client.post("/example", data={"form": token, "look": "yes"})
    assert "Made up: these people and figures do not exist." in answer.text
    shown = client.site.example  # type: ignore[attr-defined]
    folder = shown.store.folder
    sources = {manifest.source for manifest in shown.imports()}
    assert sources >= {"x-archive", "linkedin-export", "instagram-export", "bluesky-repo", "mailbox", "contacts"}
    assert mine.imports() == []
    assert "One is enough to start" in client.post("/example", data={"form": token}).text
    client.site.close()  # type: ignore[attr-defined]
    assert not folder.exists()


def test_report_and_backup_are_attachments(enter: Enter, spoken: Workspace) -> None:
    client = enter(spoken)
    report = client.get("/report.html?hide=yes")
    assert report.headers["content-disposition"].startswith("attachment")
    assert "Names and words of others are hidden" in report.text
    token = token_in(client.get("/keep").text)
    backup = client.post("/backup.zip", data={"form": token})
    assert backup.headers["content-disposition"].startswith("attachment")
    assert "workspace.json" in zipfile.ZipFile(BytesIO(backup.content)).namelist()
    assert not [path for path in spoken.store.folder.iterdir() if path.name.startswith(".backup-")]
