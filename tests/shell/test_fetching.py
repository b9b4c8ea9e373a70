"""Reading the advisors' feeds: from a server on this machine, which only these tests may visit."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from kithkin.cli import main
from kithkin.model.errors import Misuse, Refused
from kithkin.workspace import Workspace, fetching
from kithkin.workspace.fetching import Feed, feeds_of_advisors, fetch
from kithkin.workspace.visiting import Visitor, checked_url, is_public
from tests.shell.worlds import EVENTS, workspace

FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Ann</title><link>{home}</link>
<item><title>Rye</title><guid>{home}rye</guid><pubDate>Mon, 07 Apr 2025 14:30:00 +0000</pubDate>
<description>Take {what}.</description></item></channel></rss>"""


class Pages(BaseHTTPRequestHandler):
    """Answers with what a test put at each path; a page is bytes, or a status and its headers."""

    pages: ClassVar[dict[str, Any]] = {}
    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        page = self.pages.get(self.path, (404, {}, b""))
        status, headers, body = page if isinstance(page, tuple) else (200, {}, page)
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class's name
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    """A server on this machine and its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    Pages.pages.clear()
    Pages.asked.clear()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


HERE = Visitor(may_visit=lambda address: address == "127.0.0.1")


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    return workspace(tmp_path, ("interactions", EVENTS))


def feed(home: str, what: str = "flour") -> bytes:
    return FEED.format(home=home, what=what).encode()


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1:248:1893:25c8:1946", True), ("127.0.0.1", False), ("127.8.8.8", False),
        ("0.0.0.0", False), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False), ("100.64.0.1", False),
        ("169.254.169.254", False), ("224.0.0.1", False), ("240.0.0.1", False), ("255.255.255.255", False),
        ("192.0.2.1", False), ("198.18.0.1", False), ("::", False), ("::1", False), ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False), ("2001:db8::1", False),
        ("fe80::1%eth0", False), ("fc00::1", False), ("fec0::1", False), ("ff02::1", False), ("::7f00:1", False),
        ("not an address", False),
    ],
)  # fmt: skip
def test_only_public_addresses_are_visited(address: str, allowed: bool) -> None:
    assert is_public(address) is allowed


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/feed", "file:///etc/passwd", "javascript:alert(1)", "//example.org/", "https://", "feed",
        "https://ann:secret@example.org/", "https://example.org:25/", "https://example.org/a b", "https://[::1/",
        "https://example.org:99999/", "https://example.org/\r\nHost: other", "https://" + "a" * 3000,
    ],
)  # fmt: skip
def test_addresses_that_are_never_visited(url: str) -> None:
    with pytest.raises(Refused):
        checked_url(url)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
def test_this_machine_is_not_visited_under_any_of_its_names(site: str, host: str) -> None:
    Pages.pages["/"] = b"secret"
    with pytest.raises(Refused):
        Visitor().read(f"http://{host}:{site.rsplit(':', 1)[1]}/")
    assert Pages.asked == []


def test_every_address_of_a_name_must_be_public(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(0, 0, 0, "", ("93.184.216.34", 80)), (0, 0, 0, "", ("10.0.0.1", 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: answers)
    monkeypatch.setattr("socket.create_connection", lambda *_, **__: pytest.fail("it was visited"))
    with pytest.raises(Refused, match="private or local"):
        Visitor().read("http://two-faced.example/feed")


def test_a_visit_says_who_asks_and_no_more(site: str) -> None:
    Pages.pages["/a%20b?c=d"] = b"found"
    assert HERE.read(f"{site}/a%20b?c=d") == b"found"
    ((_, headers),) = Pages.asked
    assert set(headers) == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert headers["user-agent"].startswith("Kithkin")


def test_redirects_are_checked_one_by_one_and_counted(site: str) -> None:
    Pages.pages |= {f"/{n}": (302, {"Location": f"/{n + 1}"}, b"") for n in range(5)} | {"/5": b"end"}
    assert HERE.read(f"{site}/2") == b"end"
    with pytest.raises(Refused, match="more than 3 times"):
        HERE.read(f"{site}/1")
    inside = "http://169.254.169.254/latest"
    for where, why in ((inside, "private or local"), ("file:///etc/passwd", "https://")):
        Pages.pages["/out"] = (301, {"Location": where}, b"")
        with pytest.raises(Refused, match=why):
            HERE.read(f"{site}/out")


def test_documents_that_are_too_long_packed_cut_off_or_missing_are_refused(site: str) -> None:
    small = Visitor(HERE.may_visit, most_bytes=1000)
    pages = {
        "/long": ((200, {}, b"a" * 1001), "larger than"),
        "/endless": ((200, {"Transfer-Encoding": "chunked"}, b"ffff\r\n" + b"a" * 1001), "larger than|did not answer"),
        "/packed": ((200, {"Content-Encoding": "gzip"}, b"a"), "packed"),
        "/cut": ((200, {"Content-Length": "99", "Connection": "close"}, b"a"), "broke off|did not answer|in time"),
        "/gone": ((410, {}, b""), "It answered 410 Gone."),
    }
    quick = Visitor(HERE.may_visit, most_bytes=1000, one_answer=0.3)
    for path, (page, why) in pages.items():
        Pages.pages[path] = page
        with pytest.raises(Refused, match=why):
            (quick if path == "/cut" else small).read(site + path)


def test_a_feed_that_the_user_named_is_read_and_read_once(space: Workspace, site: str) -> None:
    Pages.pages["/feed.xml"] = feed(f"{site}/")
    space.decide("local:ben", "advisor", because="bakes", feeds=[f"{site}/feed.xml"])
    (first,) = fetch(space, HERE)
    assert (first.outcome, first.says, first.person) == ("read", "Read: 1 entry.", "local:ben")
    (second,) = fetch(space, HERE)
    assert second.outcome == "unchanged"
    (thread,) = space.rows("digest_threads").to_pylist()
    assert (thread["alter_id"], thread["text"]) == ("local:ben", "Take flour.")
    Pages.pages["/feed.xml"] = feed(f"{site}/", "oats")
    assert fetch(space, HERE)[0].outcome == "read"
    assert [row["text"] for row in space.rows("digest_threads").to_pylist()] == ["Take oats."]


def test_all_of_it_can_be_undone(space: Workspace, site: str) -> None:
    Pages.pages["/feed.xml"] = feed(f"{site}/")
    before = [one.import_id for one in space.imports()]
    space.decide("local:ben", "advisor", feeds=[f"{site}/feed.xml"])
    fetch(space, HERE)
    assert [entry.kind for entry in space.journal.standing()] == ["decision", "merge"]
    space.undo()
    assert space.rows("digest_threads").num_rows == 0
    (again,) = fetch(space, HERE)
    assert again.outcome == "unchanged"
    space.forget(space.imports()[-1].import_id)
    assert [one.import_id for one in space.imports()] == before


def test_only_feeds_of_advisors_are_read(space: Workspace, site: str, tmp_path: Path) -> None:
    outlines = "".join(
        f'<outline text="{name}" xmlUrl="{site}/{name}.xml" htmlUrl="{site}/~{name}"/>' for name in ("ann", "bea")
    )
    path = tmp_path / "list.opml"
    path.write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', encoding="utf-8")
    space.take_in(path)
    Pages.pages["/ann.xml"] = feed(f"{site}/~ann")
    space.decide(f"web:{site.removeprefix('http://')}/~ann", "advisor")
    assert [one.url for one in feeds_of_advisors(space)] == [f"{site}/ann.xml"]
    assert [one.outcome for one in fetch(space, HERE)] == ["read"]
    assert [path for path, _ in Pages.asked] == ["/ann.xml"]
    assert space.rows("digest_threads").num_rows == 1


def test_a_feed_cannot_speak_for_somebody_else(space: Workspace, site: str, tmp_path: Path) -> None:
    other = tmp_path / "bea.xml"
    other.write_bytes(feed("https://bea.example/"))
    space.take_in(other)
    Pages.pages["/feed.xml"] = feed("https://bea.example/", "poison")
    space.decide("local:ben", "advisor", feeds=[f"{site}/feed.xml"])
    (fetched,) = fetch(space, HERE)
    assert fetched.outcome == "refused"
    assert "bea.example, who is somebody else here" in fetched.says
    assert "poison" not in str(space.rows("posts").to_pylist())


def test_what_is_no_feed_is_refused_and_stops_no_other(space: Workspace, site: str) -> None:
    Pages.pages |= {"/page": b"<html><title>Ann</title></html>", "/feed.xml": feed(f"{site}/")}
    Pages.pages["/zip"] = b"PK\x03\x04 no feed"
    urls = [f"{site}/{path}" for path in ("page", "zip", "gone", "feed.xml")]
    space.decide("local:ben", "advisor", feeds=urls)
    assert [one.outcome for one in fetch(space, HERE)] == ["refused", "refused", "refused", "read"]
    assert len(space.imports()) == 2


def test_nothing_is_fetched_unless_it_is_asked_for(
    space: Workspace, site: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fetching, "Visitor", lambda: HERE)
    Pages.pages["/feed.xml"] = feed(f"{site}/")
    folder = str(space.store.folder)
    main(["-w", folder, "decide", "local:ben", "advisor", "--feed", f"{site}/feed.xml"])
    main(["-w", folder, "digest", "--keep-unread"])
    space.page("digest")
    assert Pages.asked == []
    capsys.readouterr()
    main(["-w", folder, "digest", "--fetch", "--json"])
    said = capsys.readouterr()
    assert said.err == f"{site}/feed.xml: Read: 1 entry.\n"
    assert "Take flour." in json.dumps(json.loads(said.out))


def test_without_a_feed_it_says_how_to_name_one(space: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    main(["-w", str(space.store.folder), "digest", "--fetch"])
    assert "--feed ADDRESS" in capsys.readouterr().err


def test_a_feed_is_named_for_an_advisor_only_and_by_an_address(space: Workspace) -> None:
    with pytest.raises(Misuse, match="advisor's feed"):
        space.decide("local:ben", "keep", feeds=["https://ben.example/feed"])
    with pytest.raises(Refused):
        space.decide("local:ben", "advisor", feeds=["file:///etc/passwd"])
    assert space.journal.entries() == []


def test_two_feeds_are_two_files() -> None:
    names = {
        Feed(url, "p", ()).file for url in ("https://a.example/x?1", "https://a.example/x?2", "https://é.example/")
    }
    assert len(names) == 3
