"""Who is let in, from where, and what every answer bears."""

from __future__ import annotations

import time
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from kithkin.web.app import FILES, application
from kithkin.web.guard import HEADERS
from kithkin.web.session import Session, user_key
from kithkin.web.site import Site
from kithkin.workspace import Workspace
from tests.web.conftest import HOME, Enter, token_in


@pytest.fixture
def stranger(nothing: Workspace) -> TestClient:
    site = Site(nothing, 8484, Session(b"k" * 32, token="let-me-in"))
    return TestClient(application(site), base_url=HOME)


@pytest.mark.parametrize("path", ["/", "/following", "/following.json", "/schema.json", "/import", "/rows/follows.csv"])
def test_a_stranger_sees_nothing(stranger: TestClient, path: str) -> None:
    answer = stranger.get(path)
    assert answer.status_code == 403
    assert "kithkin serve" in answer.text
    assert "<" not in answer.text


@pytest.mark.parametrize("token", ["", "wrong", "let-me-i", "let-me-in%00", "é"])
def test_a_wrong_token_gives_no_cookie(stranger: TestClient, token: str) -> None:
    answer = stranger.get(f"/?token={token}", follow_redirects=False)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_the_token_becomes_a_strict_cookie_of_30_days(stranger: TestClient) -> None:
    answer = stranger.get("/ties?q=a&token=let-me-in", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/ties?q=a"
    cookie = answer.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=2592000"} <= set(cookie.split("; "))
    assert stranger.get("/ties").status_code == 200


def test_a_token_never_leads_to_another_server(stranger: TestClient) -> None:
    answer = stranger.get("//elsewhere.example/?token=let-me-in", follow_redirects=False)
    assert not answer.headers.get("location", "/").startswith("//")


def test_a_ticket_is_good_once() -> None:
    session = Session(b"k" * 32)
    ticket = session.ticket()
    assert session.admits(ticket)
    assert not session.admits(ticket)
    assert session.admits(session.token)
    assert session.admits(session.token)


def test_cookies_end_and_cannot_be_made_up() -> None:
    session, other = Session(b"k" * 32), Session(b"o" * 32)
    cookie = session.cookie(1000.0)
    assert session.holds(cookie, 1000.0 + 29 * 86400)
    assert not session.holds(cookie, 1000.0 + 31 * 86400)
    assert not other.holds(cookie, 1000.0)
    for forged in ("", ".", "..", cookie[:-1], "9" + cookie, "9999999999.aa.", "é.é.é"):
        assert not session.holds(forged, 1000.0)


def test_the_key_is_closed_to_others(tmp_path: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    key = user_key()
    assert key == user_key()
    found = [path for path in tmp_path.rglob("*") if path.is_file()]  # type: ignore[attr-defined]
    assert [path.stat().st_mode & 0o777 for path in found] == [0o600]


@pytest.mark.parametrize(
    "host", ["elsewhere.example", "127.0.0.1", "127.0.0.1:8485", "127.0.0.1:8484.elsewhere.example", "", "127.1:8484"]
)
def test_a_wrong_host_is_refused(enter: Enter, nothing: Workspace, host: str) -> None:
    answer = enter(nothing).get("/", headers={"host": host})
    assert answer.status_code == 403


@pytest.mark.parametrize("host", ["127.0.0.1:8484", "localhost:8484", "[::1]:8484"])
def test_the_own_names_are_accepted(stranger: TestClient, host: str) -> None:
    assert stranger.get("/static/web.css", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "origin", ["https://elsewhere.example", "http://127.0.0.1:9999", "null", "http://localhost:8484"]
)
def test_a_form_of_another_page_is_refused(enter: Enter, mine: Workspace, origin: str) -> None:
    client = enter(mine)
    token = token_in(client.get("/").text)
    said = {"form": token, "account": "x:@somebody"}
    answer = client.post("/me", data=said, headers={"origin": origin, "sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert mine.journal.entries() == []


def test_a_form_without_any_word_of_its_origin_is_refused(enter: Enter, mine: Workspace) -> None:
    client = enter(mine)
    token = token_in(client.get("/").text)
    del client.headers["origin"]
    said = {"form": token, "account": "x:@somebody"}
    assert client.post("/me", data=said).status_code == 403
    browser = {"origin": "null", "sec-fetch-site": "same-origin"}  # what browsers send under no-referrer
    assert client.post("/me", data=said, headers=browser, follow_redirects=False).status_code == 303


def test_another_page_cannot_read_but_a_link_may_lead_here(enter: Enter, nothing: Workspace) -> None:
    client = enter(nothing)
    del client.headers["origin"]
    fetched = {"sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors"}
    assert client.get("/following.json", headers=fetched).status_code == 403
    followed = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert client.get("/following", headers=followed).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_other_methods_are_refused(enter: Enter, nothing: Workspace, method: str) -> None:
    assert enter(nothing).request(method, "/following").status_code == 405


PATHS = [
    "/", "/following", "/following.json", "/nowhere", "/static/kithkin.css", "/static/nothing", "/query/follows",
    "/rows/follows.csv", "/report.html", "/leave?to=https://example.org/", "/leave?to=javascript:alert(1)", "/person",
    "/schema.json", "/import", "/keep", "/ties?sort=nothing",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_bears_the_headers(enter: Enter, nothing: Workspace, stranger: TestClient, path: str) -> None:
    for client in (enter(nothing), stranger):
        answer = client.get(path)
        assert answer.status_code < 500
        for name, value in HEADERS.items():
            assert answer.headers[name] == value
        assert "unsafe" not in answer.headers["content-security-policy"]


def test_a_failure_is_told_with_the_headers_and_without_a_trace(
    enter: Enter, nothing: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = enter(nothing)

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("somebody's words")

    monkeypatch.setattr("kithkin.web.queries.shown", fails)
    answer = client.get("/query")
    assert answer.status_code == 500
    assert "RuntimeError" in answer.text
    assert "somebody" not in answer.text
    assert answer.headers["content-security-policy"] == HEADERS["content-security-policy"]


@pytest.mark.parametrize(
    "name",
    [
        "../__init__.py", "..%2f__init__.py", "%2e%2e/app.py", "....//app.py", "/etc/passwd", "%2fetc%2fpasswd",
        "kithkin.css%00", "KITHKIN.CSS", "LICENCES.txt", "..\\app.py",
    ],
)  # fmt: skip
def test_only_listed_files_can_be_reached(enter: Enter, nothing: Workspace, name: str) -> None:
    answer = enter(nothing).get(f"/static/{name}")
    assert answer.status_code == 404
    assert "import" not in answer.text.split("<main")[-1].split("</main>")[0].replace("important", "")


@pytest.mark.parametrize("name", FILES)
def test_every_listed_file_is_there(enter: Enter, nothing: Workspace, name: str) -> None:
    answer = enter(nothing).get(f"/static/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(FILES[name][1])


@pytest.mark.parametrize(
    "path", ["/rows/..%2f..%2fjournal.jsonl", "/query/follows'; drop table x", "/rows/follows.exe"]
)
def test_path_tricks_find_nothing(enter: Enter, nothing: Workspace, path: str) -> None:
    assert enter(nothing).get(quote(path, safe="/%")).status_code == 404


def test_the_vendored_script_is_what_was_published() -> None:
    from hashlib import sha256
    from importlib.resources import files

    folder = files("kithkin.web") / "static"
    digest = sha256((folder / "htmx.min.js").read_bytes()).hexdigest()
    assert digest in (folder / "LICENCES.txt").read_text(encoding="utf-8")


def test_a_cookie_is_not_good_for_the_future(enter: Enter, nothing: Workspace) -> None:
    client = enter(nothing)
    client.cookies.clear()
    session: Session = client.site.session  # type: ignore[attr-defined]
    client.cookies.set("kithkin", session.cookie(time.time() - 31 * 86400))
    assert client.get("/").status_code == 403
