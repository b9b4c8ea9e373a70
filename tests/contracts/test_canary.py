"""A canary's name, words and address must not leave the rows they stand in: no log, error, file name, hidden page."""

from __future__ import annotations

import csv
import json
import logging
from pathlib import Path

import pytest

from kithkin.cli import main
from kithkin.measures import MEASURES
from kithkin.model.tables import TABLES as NAMES
from kithkin.pages import PAGES
from kithkin.workspace import Workspace
from kithkin.workspace.views import SHELL

CANARY = "zqxcanary"
TABLES = {
    "accounts": [
        {"account_id": "x:1", "network": "x", "handle": "owner", "name": "Owner", "is_self": "true"},
        {
            "account_id": f"x:{CANARY}",
            "network": "x",
            "handle": CANARY,
            "name": f"{CANARY} name",
            "bio": f"{CANARY} bio",
            "place": f"{CANARY} town",
            "position": f"{CANARY} keeper",
        },
        {"account_id": f"mail:{CANARY}@a.example", "network": "mail", "name": f"{CANARY} name"},
    ],
    "contacts": [
        {
            "contact_id": "book:c1",
            "account_id": f"mail:{CANARY}@a.example",
            "name": f"{CANARY} name",
            "phone": f"+49 {CANARY}",
            "note": CANARY,
        }
    ],
    "follows": [{"follower_id": f"x:{CANARY}", "followed_id": "x:1", "network": "x", "kind": "follow"}],
    "requests": [
        {
            "request_id": f"x:{CANARY}-r",
            "from_id": f"x:{CANARY}",
            "to_id": "x:1",
            "kind": "connection",
            "text": f"{CANARY}?",
        }
    ],
    "posts": [
        {
            "post_id": f"x:{CANARY}-p{n}",
            "author_id": author,
            "kind": "post",
            "posted_at": f"2026-04-0{n + 1}T10:00:00Z",
            "community_id": f"x:{CANARY}-forum",
            "thread_id": f"x:{CANARY}-t",
            "text": f"How do I mend the {CANARY} hinge of a door?"
            if n % 2
            else f"The {CANARY} hinge of a door wants oil.",
        }
        for n, author in enumerate(("x:1", f"x:{CANARY}", "x:1", f"x:{CANARY}"))
    ],
    "messages": [
        {
            "message_id": f"x:{CANARY}-1",
            "network": "x",
            "sender_id": f"x:{CANARY}",
            "recipient_id": "x:1",
            "recipient_count": "1",
            "sent_at": "2026-05-01T10:00:00Z",
            "text": f"{CANARY} words https://{CANARY}.example",
        },
        {
            "message_id": f"mail:{CANARY}-2@a.example",
            "network": "mail",
            "sender_id": f"mail:{CANARY}@a.example",
            "recipient_id": "x:1",
            "recipient_count": "1",
            "sent_at": "2026-05-02T10:00:00Z",
            "text": f"Could you hold two {CANARY} hinges for me? Buy now, 50% off: https://{CANARY}.example",
            "bulk_evidence": f"List-Id: {CANARY}",
        },
    ],
}


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    folder = tmp_path / "tables"
    folder.mkdir()
    for name, rows in TABLES.items():
        columns = sorted({column for row in rows for column in row})
        with (folder / f"{name}.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)
    made = Workspace.open(tmp_path / "workspace")
    made.take_in(folder)
    assert made.rows("messages").num_rows == 2
    return made


def run(*arguments: str) -> int:
    try:
        main(list(arguments))
    except SystemExit as done:
        return int(done.code or 0)
    return 0


def test_nothing_made_with_hidden_names_holds_the_canary(
    space: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = str(space.store.folder)
    for spec in PAGES:
        person = [f"x:{CANARY}"] if any(setting.required for setting in spec.settings) else []
        assert run(spec.name, *person, "-w", where, "--hide-names") == 0
        assert run(spec.name, *person, "-w", where, "--hide-names", "--json") == 0
    for name in sorted({measure.name for measure in MEASURES} | set(NAMES) | set(SHELL)):
        assert run("rows", name, "-w", where, "--hide-names", "--json") == 0
    report = tmp_path / "report.html"
    assert run("report", "-w", where, "--hide-names", "-o", str(report)) == 0
    told = capsys.readouterr()
    assert CANARY not in (told.out + told.err).casefold()
    assert CANARY not in report.read_text(encoding="utf-8").casefold()


def test_no_file_name_and_no_log_holds_the_canary(
    space: Workspace, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        for spec in PAGES:
            if not any(setting.required for setting in spec.settings):
                space.page(spec.name)
        assert run("forget", "9-aaaaaaaaaaaa", "-w", str(space.store.folder)) == 1
    names = [path.relative_to(space.store.folder).as_posix() for path in space.store.folder.rglob("*")]
    assert not [name for name in names if CANARY in name.casefold()]
    assert CANARY not in caplog.text.casefold()
    assert CANARY not in capsys.readouterr().err.casefold()


def test_the_canary_would_be_seen(space: Workspace) -> None:
    """The promise can fail: without hiding, the canary is there."""
    for name in (
        "people",
        "contacts",
        "merge_suggestions",
        "automated_message",
        "conversations",
        "open_questions",
        "communities",
    ):
        assert CANARY in json.dumps(space.rows(name).to_pylist(), default=str), name
