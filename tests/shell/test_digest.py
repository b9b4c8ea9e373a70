"""The commands digest, dismiss and decide, on a small mailing list, and on the example person."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kithkin.cli import main
from kithkin.example import bluesky_export
from kithkin.example.elsewhere import did
from kithkin.model.errors import NotFound
from kithkin.model.page import Cases, Person
from kithkin.workspace import Workspace

LETTER = """From {name} at example.org  Mon Jan  {day} 10:00:00 2024
From: {name} at example.org ({title})
Date: Mon, {day:02} Jan 2024 10:00:00 +0000
Subject: [Paper] {subject}
Message-ID: <{key}@example.org>
{reply}
{text}

"""
LETTERS = (
    ("ulf", 1, "Glue", "a", "", "Which glue holds a heavy cover?"),
    ("ann", 2, "Glue", "b", "a", "Paste, and patience."),
    ("ann", 3, "Glue", "c", "a", "And two boards <b>&amp; a press</b>."),
    ("bea", 4, "Ink", "d", "", "Ink on this paper bleeds \u202eevil\u202c."),
    ("ulf", 5, "Press", "e", "", "Does anybody sell an old press?"),
)


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    """A mailing list of which Ulf is the user."""
    path = tmp_path / "2024-January.txt"
    path.write_text(
        "".join(
            LETTER.format(
                name=name,
                title=name.title(),
                day=day,
                subject=("Re: " if reply else "") + subject,
                key=key,
                reply=f"In-Reply-To: <{reply}@example.org>\n" if reply else "",
                text=text,
            )
            for name, day, subject, key, reply, text in LETTERS
        ),
        encoding="utf-8",
    )
    workspace = Workspace.open(tmp_path / "space")
    workspace.take_in(path)
    workspace.me("mail:ulf@example.org")
    return workspace


def run(space: Workspace, *words: str) -> None:
    main(["-w", str(space.store.folder), *words])


def test_a_digest_is_read_once(space: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    space.decide("mail:ann@example.org", "advisor", because="answers", topic="glue")
    run(space, "digest", "--keep-unread")
    run(space, "digest")
    first = capsys.readouterr().out
    assert first.count("Paste, and patience.") == 2
    assert "On glue: 2 posts." in first
    assert "Ink on this paper" not in first
    run(space, "digest")
    assert "Paste" not in capsys.readouterr().out
    run(space, "digest", "--since", "2024-01-03", "--json")
    page = json.loads(capsys.readouterr().out)
    assert "two boards" in json.dumps(page)
    assert "Paste, and" not in json.dumps(page)


@pytest.mark.parametrize("form", ["html", "atom"])
def test_a_digest_is_a_file_that_needs_nothing_else(space: Workspace, tmp_path: Path, form: str) -> None:
    space.decide("mail:ann@example.org", "advisor")
    space.decide("mail:bea@example.org", "advisor")
    file = tmp_path / f"digest.{form}"
    run(space, "digest", "-o", str(file))
    text = file.read_text(encoding="utf-8")
    assert "a press</b>" not in text
    if form == "html":
        assert "<script" not in text
        assert "Paste, and patience." in text
        return
    feed = ElementTree.fromstring(text)
    names = {"a": "http://www.w3.org/2005/Atom"}
    people = [node.text for node in feed.iterfind("a:entry/a:author/a:name", names)]
    assert people == ["Bea", "Ann"]


def test_what_arrives_late_and_people_chosen_late_are_unread(
    space: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was written before the last reading, but came here after it, is never passed over."""
    space.decide("mail:ann@example.org", "advisor")
    run(space, "digest")
    late = LETTER.format(
        name="ann", title="Ann", day=2, subject="Thread", key="late", reply="", text="Linen thread, waxed twice."
    )
    path = tmp_path / "2024-February.txt"
    path.write_text(late, encoding="utf-8")
    space.take_in(path)
    space.decide("mail:bea@example.org", "advisor")
    capsys.readouterr()
    run(space, "digest")
    said = capsys.readouterr().out
    assert "Linen thread" in said
    assert "Ink on this paper" in said
    assert "Paste, and patience" not in said
    space.decide("mail:bea@example.org", "advisor", topic="ink")
    run(space, "digest")
    assert "Ink on this paper" not in capsys.readouterr().out


def test_what_anybody_else_wrote_waits_in_a_folder(space: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    space.decide("mail:ann@example.org", "advisor")
    run(space, "digest", "--keep-unread")
    said = capsys.readouterr().out
    assert "waits until you want it: 1 thread" in said
    assert "Ink on this paper" not in said
    run(space, "digest", "--folder")
    folder = capsys.readouterr().out
    assert "Ink on this paper" in folder
    assert "Paste, and patience" not in folder
    assert "Does anybody sell" not in folder
    run(space, "digest")
    assert "Paste, and patience" in capsys.readouterr().out
    space.decide("mail:bea@example.org", "ignore")
    run(space, "digest", "--folder")
    assert "The folder is empty" in capsys.readouterr().out


def test_who_is_dismissed_is_suggested_no_more_until_undone(space: Workspace) -> None:
    def suggested() -> set[str]:
        return {row["alter_id"] for row in space.rows("suggested_advisor").to_pylist()}

    assert "mail:ann@example.org" in suggested()
    run(space, "dismiss", "mail:ann@example.org", "--because", "not now")
    assert "mail:ann@example.org" not in suggested()
    run(space, "undo")
    assert "mail:ann@example.org" in suggested()


def test_notes_are_found_by_their_words(space: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    run(space, "note", "mail:bea@example.org", "met at the paper market in Lindrup")
    run(space, "note", "mail:ann@example.org", "cousin of the printer")
    capsys.readouterr()
    run(space, "decisions", "--q", "lindrup")
    said = capsys.readouterr().out
    assert "paper market" in said
    assert "cousin" not in said


def test_people_are_found_by_their_notes_and_still_named_by_their_names(
    space: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    run(space, "note", "mail:bea@example.org", "met at the paper market in Lindrup, with Ann")
    run(space, "decide", "mail:ann@example.org", "advisor", "--because", "binds for the museum")

    def found(words: str) -> set[str]:
        capsys.readouterr()
        run(space, "people", "--q", words, "--json")
        return {row["person_id"]["id"] for row in json.loads(capsys.readouterr().out)["blocks"][1]["rows"]}

    assert found("LINDRUP") == {"mail:bea@example.org"}
    assert found("museum") == {"mail:ann@example.org"}
    assert space.person("ann@example.org") == "mail:ann@example.org"
    with pytest.raises(NotFound):
        space.person("lindrup")
    run(space, "undo")
    assert found("museum") == set()


def test_what_is_left_to_do_by_hand_is_said(closed: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    ego = {r["account_id"] for r in closed.rows("accounts").to_pylist() if r["is_self"]}
    followed = next(r for r in closed.rows("follows").to_pylist() if r["follower_id"] in ego)
    run(closed, "decide", followed["followed_id"], "end", "--because", "only sells")
    said = capsys.readouterr().out
    run(closed, "undo")
    assert "By hand on X: https://x.com/" in said
    assert "Unfollow" in said


def test_what_is_left_to_do_is_ticked_off_by_a_later_export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The second list of friends no longer shows her: what was to be done by hand is done."""

    def repository(day: int, *followed: str) -> Path:
        records = {
            f"app.bsky.graph.follow/{bluesky_export.key(datetime(2025, 1, number, tzinfo=UTC))}": {
                "$type": "app.bsky.graph.follow", "subject": did(name), "createdAt": "2025-01-01T00:00:00Z",
            }
            for number, name in enumerate(followed, 1)
        }  # fmt: skip
        path = tmp_path / f"repo-{day}.car"
        revision = bluesky_export.key(datetime(2025, 2, day, tzinfo=UTC))
        path.write_bytes(bluesky_export.repository(did("me"), revision, records))
        return path

    space = Workspace.open(tmp_path / "w")
    space.take_in(repository(1, "ann", "bea"))
    for name in ("ann", "bea"):
        run(space, "decide", f"bluesky:{did(name)}", "end", "--because", "only sells")
    said = capsys.readouterr().out
    assert f"By hand on Bluesky: https://bsky.app/profile/{did('ann')}" in said
    assert [row["is_done"] for row in space.rows("decision_follow_up").to_pylist()] == [False, False]
    space.take_in(repository(9, "bea"))
    done = {row["person_id"]: row["is_done"] for row in space.rows("decision_follow_up").to_pylist()}
    assert done == {f"bluesky:{did('ann')}": True, f"bluesky:{did('bea')}": False}


def test_planted_questions_are_open_and_answers_to_them_at_hand(closed: Workspace, example: Path) -> None:
    """The example person's open questions in messages are found, each beside what she posted on the matter."""
    planted = json.loads((example / "answer-key.json").read_text(encoding="utf-8"))["planted"]["open_question_messages"]
    rows = closed.rows("open_questions").to_pylist()
    found = {row["row_id"] for row in rows if not row["is_doubtful"]}
    wanted = {f"x:{number}" for number in planted}
    assert found == wanted
    pairs = closed.rows("answerable").to_pylist()
    assert {row["row_id"] for row in pairs} == wanted
    meant = ("fountain", "warping", "without a press", "big press")
    assert all(any(words in row["own_text"] for words in meant) for row in pairs)


def test_planted_askers_turned_to_her_and_sellers_did_not(closed: Workspace, example: Path) -> None:
    key = json.loads((example / "answer-key.json").read_text(encoding="utf-8"))
    ids = {name: f"x:{person['x_id']}" for name, person in key["people"].items()}
    came = {row["alter_id"] for row in closed.rows("turned_to").to_pylist() if not row["is_doubtful"]}
    asked = {row["author_id"] for row in closed.rows("open_questions").to_pylist() if not row["is_doubtful"]}
    sellers = {ids[name] for role in ("robot", "pitcher") for name in key["planted"][role]}
    assert asked <= came
    assert not came & sellers
    assert not asked & sellers


def test_nothing_of_others_is_said_where_nothing_is_held(nothing: Workspace) -> None:
    for page in ("community", "connect", "advisors", "digest"):
        assert nothing.page(page).blocks


def test_a_suggestion_is_about_the_other_person(opened: Workspace) -> None:
    blocks = opened.page("advisors").blocks
    ideas = next(block for block in blocks if isinstance(block, Cases))
    people = [next(cell for cell in row.values() if isinstance(cell, Person)).id for row in ideas.rows.top(20)]
    assert people
    assert "self" not in people
