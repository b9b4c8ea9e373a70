"""The community's measures and pages on texts that nobody meant well, on one post, on one person, on nothing."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from kithkin.measures import MEASURES
from kithkin.measures.chosen_community import chosen_community
from kithkin.model.measure import Measure
from kithkin.render.text import draw
from kithkin.workspace import Workspace
from tests.measures.by_hand import World, answer

ME = [{"account_id": "m:me", "person_id": "self"}]
HOSTILE = (
    "שלום, איך מדביקים כריכה בלי שתתעקם?", "\u202eكيف يجف الغراء على الغلاف؟\u202c", "🙂🙃🎂❓", "a" * 100_000, "a? " * 33_000,
    "Как клей glue 紙 كتاب держит?", "見本？見本？", "\u200b\u200d?", "From: x\n" * 10_000, "> " * 50_000, "_" * 100_000,
    "cover warping " * 7_000, "Re: " * 20_000,
)  # fmt: skip
NAMES = (
    "answerable", "answerers", "chosen_community", "communities", "community_people", "contribution", "conversations_to_join",
    "first_contact", "focus", "live_threads", "open_questions", "own_offers", "own_pitch_overview", "own_promotion",
    "own_repetition", "thanks_received", "topic_appeal", "topic_examples", "topic_overview", "topics", "turned_to",
    "unanswered", "unanswered_overview",
)  # fmt: skip
ASKED = [measure for measure in MEASURES if measure.name in NAMES]


def hostile() -> dict[str, Any]:
    """Return a world in which everybody, the user too, writes hostile texts in threads, with hostile subjects."""
    authors = ("self", "m:\u202eann", "m:'; --", "m:🙂")
    posts = [
        {"post_id": f"m:{n:03}", "author_id": authors[n % 4], "text": text, "title": text[:5_000], "network": "m",
         "community_id": "m:'l", "posted_at": f"2024-01-{1 + n:02}", "thread_id": f"m:{n - n % 3:03}"}
        for n, text in enumerate(HOSTILE)
    ]  # fmt: skip
    acts = [
        {"actor_id": a, "target_id": b, "kind": "reply", "network": "m", "happened_at": "2024-01-05", "post_id": f"m:{n:03}",
         "target_post_id": f"m:{n - n % 3:03}"}
        for n, (a, b) in enumerate((a, b) for a in authors for b in authors if a != b)
    ]  # fmt: skip
    letters = [
        {"sender_id": a, "recipient_id": "self", "sent_at": "2024-01-06", "text": t}
        for a in authors[1:]
        for t in HOSTILE
    ]
    return {"identities": ME, "posts": posts, "interactions": acts, "messages": letters}


def test_hostile_texts_are_answered() -> None:
    with World(hostile(), datetime(2024, 2, 1)) as world:
        for measure in ASKED:
            rows = world.rows(measure)
            assert len({tuple(str(row[name]) for name in measure.grain) for row in rows}) == len(rows), measure.name


@pytest.mark.parametrize("measure", ASKED, ids=lambda m: m.name)
def test_one_post_of_one_person_is_enough_not_to_fail(measure: Measure) -> None:
    one = [{"post_id": "m:1", "author_id": "m:ann", "text": "Which glue?", "network": "m", "posted_at": "2024-01-30"}]
    assert len(answer(measure, identities=ME, posts=one, as_of="2024-02-01")) <= 2
    assert len(answer(measure, identities=ME, posts=[one[0] | {"author_id": "self"}], as_of="2024-02-01")) <= 2


def test_the_names_are_measures() -> None:
    assert {measure.name for measure in ASKED} == set(NAMES)


@pytest.mark.parametrize("of", ["m:'l", "list:'; drop table x", "\u202e", "place:" + "x" * 10_000])
def test_a_choice_may_hold_any_characters(of: str) -> None:
    post = {"post_id": "m:1", "author_id": "m:ann", "text": "Which glue?", "network": "m", "community_id": "m:'l"}
    assert bool(answer(chosen_community, of=of, posts=[post])) == (of == "m:'l")


@pytest.mark.parametrize("me", ["ann@a.example", "nobody@a.example"])
def test_pages_of_one_mail(tmp_path: Path, me: str) -> None:
    path = tmp_path / "one.mbox"
    path.write_text(
        "From ann@a.example Mon Jan  1 00:00:00 2024\nFrom: ann@a.example\nTo: talk@lists.example\nMessage-ID: <1@a.example>\n"
        "Date: Mon, 1 Jan 2024 10:00:00 +0000\nList-Id: <talk.lists.example>\nList-Post: <mailto:talk@lists.example>\n"
        "Subject: \u202e\n\nWhich glue holds?\n\n",
        encoding="utf-8",
    )
    space = Workspace.open(tmp_path / "space")
    space.take_in(path)
    space.me(f"mail:{me}")
    for page in map(space.page, ("community", "mirror")):
        out = io.StringIO()
        draw(page, Console(file=out, width=100))
        assert page.question in out.getvalue()
