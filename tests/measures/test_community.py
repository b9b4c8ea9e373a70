"""Communities by hand: open questions, who turned to whom, answers at hand, topics, focus."""

from __future__ import annotations

import random
from typing import Any

import pytest

from kithkin.measures.answerable import answerable
from kithkin.measures.answerers import answerers
from kithkin.measures.communities import communities
from kithkin.measures.contribution import contribution
from kithkin.measures.focus import focus
from kithkin.measures.open_questions import open_questions
from kithkin.measures.topic_overview import topic_overview
from kithkin.measures.topics import topics
from kithkin.measures.turned_to import turned_to
from tests.measures.by_hand import answer

ME = [{"account_id": "m:me", "person_id": "self"}]
Row = dict[str, Any]


def post(number: int, author: str, text: str, **more: Any) -> Row:
    """Return a post of a list, on the day of its number."""
    return {"post_id": f"m:{number:03}", "author_id": author, "text": text, "network": "m",
            "posted_at": f"2024-01-{1 + number % 28:02}", "thread_id": f"m:{number:03}"} | more  # fmt: skip


def test_a_question_is_closed_by_anybody_else_and_not_by_its_author() -> None:
    asked = post(1, "m:ann", "Which glue holds?")
    again = post(2, "m:ann", "Nobody knows.", thread_id="m:001", reply_to_post_id="m:001")
    other = post(3, "m:bob", "Paste.", thread_id="m:001")
    rows = [asked, again]
    assert [r["row_id"] for r in answer(open_questions, posts=rows)] == ["m:001"]
    assert answer(open_questions, posts=[*rows, other]) == []


def test_a_reply_that_asks_and_ends_the_thread_is_open() -> None:
    rows = [post(1, "m:ann", "I press covers."), post(2, "m:bob", "For how long?", thread_id="m:001")]
    assert answer(open_questions, posts=rows, show="author_id cue") == [("m:bob", "For how long?")]


def test_own_questions_and_empty_communities_are_not_open() -> None:
    assert answer(open_questions, identities=ME, posts=[post(1, "self", "Which glue?")]) == []
    assert answer(communities) == []
    assert answer(topics, posts=[post(1, "m:ann", "Which glue holds?")]) == []
    assert answer(answerers, posts=[post(1, "m:ann", "Which glue holds?")]) == []


def test_who_answers_an_own_question_did_not_come_unasked() -> None:
    posts = [
        post(1, "self", "Which glue do you take?"),
        post(2, "m:ann", "Paste. Which do you?", reply_to_post_id="m:001", thread_id="m:001"),
        post(3, "self", "A press, at last."),
        post(4, "m:bob", "Could you show me the boards?", reply_to_post_id="m:003", thread_id="m:003"),
    ]
    acts = [
        {"actor_id": who, "target_id": "self", "kind": "reply", "post_id": own, "target_post_id": to, "network": "m",
         "happened_at": at}
        for who, own, to, at in (("m:ann", "m:002", "m:001", "2024-01-03"), ("m:bob", "m:004", "m:003", "2024-01-05"))
    ]  # fmt: skip
    found = answer(
        turned_to, identities=ME, posts=posts, interactions=acts, show="alter_id kind is_answered later_count"
    )
    assert found == [("m:bob", "request", False, 0)]


def test_an_own_post_on_another_matter_is_no_answer() -> None:
    asked = post(1, "m:ann", "How do you stop a cover from warping?")
    far = post(2, "self", "Tea and a long walk by the river.")
    near = post(3, "self", "Covers: mine never warped since I press them.")
    assert answer(answerable, identities=ME, posts=[asked, far]) == []
    found = answer(answerable, identities=ME, posts=[asked, far, near], show="own_row_id shared_words")
    assert found == [("m:003", "cover, warping")]


def test_threads_that_nobody_could_be_seen_to_carry_on_are_unknown() -> None:
    alone = answer(
        contribution, identities=ME, posts=[post(1, "self", "A press.")], show="thread_count carried_on_count"
    )
    assert alone == [(1, None)]


MATTERS = {
    "glue": "glue paste cover warping press boards dry brush",
    "paper": "paper ink fountain bleeding sizing grams mill sheet",
    "market": "market stall saturday customers prices tent harbour visitors",
}


def planted(seed: int = 1, count: int = 20) -> list[Row]:
    """Return posts on three matters, each of six words from its own; the author is the matter."""
    chance = random.Random(seed)
    rows = []
    for number in range(3 * count):
        matter = list(MATTERS)[number % 3]
        rows.append(post(number, f"m:{matter}", " ".join(chance.sample(MATTERS[matter].split(), 5))))
    return rows


def purity(rows: list[Row]) -> float:
    """Return the share of texts whose topic's most frequent matter is their own."""
    kinds: dict[str, list[str]] = {}
    for row in rows:
        kinds.setdefault(row["topic"], []).append(row["author_id"])
    return sum(max(map(k.count, set(k))) for k in kinds.values()) / len(rows)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_planted_topics_are_recovered(seed: int) -> None:
    rows = answer(topics, posts=planted(seed), topic_count=3)
    assert len(rows) >= 57
    assert purity(rows) >= 0.95
    for row in rows:
        assert set(row["topic"].split(", ")) <= set(" ".join(MATTERS.values()).split())


def test_topics_do_not_depend_on_the_order_of_rows() -> None:
    rows = planted()
    shuffled = random.Random(4).sample(rows, len(rows))
    assert answer(topics, posts=rows) == answer(topics, posts=shuffled)


def test_hostile_texts_have_no_topic_and_break_nothing() -> None:
    odd = ["🙂", "a" * 100_000, "؟ " * 500, "\u202eمرحبا بالعالم\u202c hello", "....", "見本 見本 見本"]
    rows = planted() + [post(100 + n, "m:odd", text) for n, text in enumerate(odd)]
    found = answer(topics, posts=rows, topic_count=3)
    assert not {row["row_id"] for row in found} & {f"m:{100 + n}" for n in (0, 1, 2, 4)}


def test_focus_is_nothing_for_the_same_shares_and_all_for_none_in_common() -> None:
    rows = planted()
    same = [row | {"author_id": "self" if n % 2 else "m:ann"} for n, row in enumerate(rows)]
    apart = [row | {"author_id": "self" if row["author_id"] == "m:glue" else "m:ann"} for row in rows]
    near, far = (answer(focus, identities=ME, posts=p, topic_count=3)[0] for p in (same, apart))
    assert near["distance"] <= 0.1
    assert far["distance"] >= 0.95
    assert set(far["favourite_topic"].split(", ")) <= set(MATTERS["glue"].split())
    shares = answer(topic_overview, identities=ME, posts=apart, topic_count=3)
    assert sum(row["own_share"] for row in shares) == pytest.approx(1)
