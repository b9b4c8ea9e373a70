"""Names, bios, posts, messages, links and file names that would do harm: on every page nothing runs, nothing breaks."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kithkin.pages import PAGES
from kithkin.workspace import Workspace
from tests.browser.visiting import Serve, Visit, top

pytestmark = pytest.mark.browser

WORDS = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(2)>", "\u202egnp.exe", "Z̷̢a̶l̷g̸o̶" * 20, "W" * 300,
    "شخص ما", "👩‍👩‍👧‍👦" * 9, "javascript:alert(3)", "{{7*7}}${7*7}", "=1+1", "a\tb", "</textarea><script>alert(4)</script>",
    "<svg onload=alert(5)>", "</style><style>*{display:none}", "`kithkin import FILE`<b>", "&lt;b&gt;&#0;",
]  # fmt: skip
Row = dict[str, str]


def account(number: int) -> str:
    """Return an id whose key is as hostile as its owner's name."""
    return f"x:{WORDS[number]}" if number < 4 else f"x:{1000 + number}"


def tables() -> dict[str, Sequence[Row]]:
    """Return a network of people who all mean harm, in the table form."""
    own = {"account_id": "x:1", "handle": "owner", "name": "Owner", "is_self": "true"}
    people = range(len(WORDS))
    messages = [
        (n, at, *ends) for n in people for at, ends in enumerate([(account(n), "x:1"), ("x:1", account(n))] * 2)
    ]
    return {
        "accounts": [_profile(n) | {"is_self": ""} for n in people] + [_profile(4) | own],
        "follows": [_tie(n) for n in people],
        "messages": [_message(*ends) for ends in messages],
        "posts": [_post(n) for n in people],
        "requests": [_request(n) for n in people],
    }


def _day(n: int, hour: int = 10) -> str:
    return f"2026-05-{n + 1:02}T{hour}:00:00Z"


def _said(n: int) -> str:
    return f"{WORDS[n]} https://e.example/{n}?q={WORDS[n]}"


def _profile(n: int) -> Row:
    url = f"javascript:{WORDS[n]}"
    own = {"handle": WORDS[n][:40], "name": WORDS[n], "bio": _said(n), "place": WORDS[n], "url": url}
    return {"account_id": account(n), "organisation": WORDS[n]} | own


def _tie(n: int) -> Row:
    return {"follower_id": account(n), "followed_id": "x:1", "kind": "follow", "followed_at": _day(n)}


def _message(n: int, at: int, sender: str, recipient: str) -> Row:
    ends = {"sender_id": sender, "recipient_id": recipient, "recipient_count": "1", "sent_at": _day(n, 10 + at)}
    words = {"text": f"{_said(n)} Shall I send the price list? Book a call.", "subject": WORDS[n]}
    return {"message_id": f"m{n}-{at}", "thread_id": f"t{n}"} | ends | words


def _post(n: int) -> Row:
    words = {"text": f"{_said(n)} How do I do this?", "title": WORDS[n], "url": f"javascript:{WORDS[n]}"}
    where = {"kind": "post", "posted_at": _day(n), "community_id": WORDS[n % 3]}
    return {"post_id": f"p{n}", "author_id": account(n) if n % 2 else "x:1"} | words | where


def _request(n: int) -> Row:
    ends = {"from_id": account(n), "to_id": "x:1", "kind": "connection", "state": "pending"}
    return {"request_id": f"r{n}", "text": _said(n), "requested_at": _day(n)} | ends


@pytest.fixture(scope="module")
def harmful(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that was filled by people who mean harm, who were decided on in hostile words."""
    folder = tmp_path_factory.mktemp("hostile")
    source = folder / "all <b onmouseover=alert(6)> mine"
    source.mkdir()
    for name, rows in tables().items():
        with (source / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[-1]))
            writer.writeheader()
            writer.writerows(rows)
    (source / "posts.csv").open("a", encoding="utf-8").write('"no more <i>columns\n')
    space = Workspace.open(folder / "mine")
    space.take_in(source)
    space.decide(account(0), "end", because=WORDS[0])
    space.decide(account(1), "advisor", because=WORDS[1])
    space.say("note", accounts=[account(4)], because=WORDS[11])
    return folder / "mine"


def test_every_page(harmful: Path, serve: Serve, visit: Callable[..., Visit], artefacts: Path) -> None:
    seen = visit(serve(harmful), "phone")
    dialogs: list[str] = []
    seen.page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    own = ("/query/people", "/query/posts", "/query/messages", "/import", "/keep")
    for path in [*(f"/{spec.name}" for spec in PAGES), *own]:
        seen.go(path)
        picture = artefacts / f"web-hostile{path.replace('/', '-')}.png"
        seen.page.screenshot(path=picture, full_page=True, clip=top(seen.page))
        seen.is_clean()
        assert seen.page.is_visible("h1")
    seen.go("/people")
    links = seen.page.eval_on_selector_all("main tbody .chip", "all => all.map(one => one.href)")
    assert len(links) >= len(WORDS)
    for link in list(dict.fromkeys(links))[:9]:
        seen.page.goto(link)
        seen.settle()
        seen.is_clean()
        assert "alert" not in seen.page.evaluate("[...document.scripts].map(script => script.textContent).join()")
    hrefs = seen.page.evaluate("[...document.links].map(link => link.protocol)")
    assert set(hrefs) == {"http:"}
    assert dialogs == []
