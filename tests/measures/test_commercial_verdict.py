"""The kernel `commercial_verdict`: the user's own answers as verdicts, and from twenty on as a model of their own."""

from __future__ import annotations

from kithkin.measures._own_answers import fitted, read
from kithkin.measures.commercial_verdict import SELLS, SELLS_NOT, commercial_verdict
from tests.measures.by_hand import Row, answer, relations

ME = [{"account_id": "x:me", "person_id": "self"}]
#: Offers in words that no rule knows, and what friends write of the same things.
OFFERS = [f"My grandmother's {what} await a new owner, first come first served" for what in (
    "spoons", "chairs", "lamps", "books", "rugs", "pots", "plates", "clocks", "mirrors", "shawls", "coats", "hats",
)]  # fmt: skip
TALK = [f"Did you see the {what} at the harbour on Sunday, they were so funny" for what in (
    "spoons", "chairs", "lamps", "books", "rugs", "pots", "plates", "clocks", "mirrors", "shawls", "coats", "hats",
)]  # fmt: skip


def messages(texts: list[str]) -> list[Row]:
    return [{"sender_id": "x:ann", "recipient_id": "self", "text": text} for text in texts]


def ids(texts: list[str]) -> dict[str, str]:
    _, rows = relations({"messages": messages(texts), "identities": ME})["texts"]
    return {str(row["text"]): str(row["text_id"]) for row in rows}


def said(texts: list[str], label: str, start: int = 0) -> list[Row]:
    known = ids(texts)
    return [
        {
            "entry_id": f"j{start + n}",
            "number": start + n,
            "judgement": "commercial",
            "text_id": known[t],
            "label": label,
        }
        for n, t in enumerate(texts)
    ]


def judged(texts: list[str], labels: list[Row]) -> dict[str, Row]:
    names = {key: text for text, key in ids(texts).items()}
    rows = answer(commercial_verdict, messages=messages(texts), identities=ME, labels=labels)
    return {names[row["text_id"]]: row for row in rows}


def test_below_twenty_an_answer_is_the_verdict_of_its_own_text_alone() -> None:
    found = judged([*OFFERS, *TALK], said(OFFERS[:1], SELLS))
    assert found[OFFERS[0]]["sells"] is True
    assert found[OFFERS[0]]["says"] == "you said that it sells"
    assert {found[text]["sells"] for text in (*OFFERS[1:], *TALK)} == {False}
    assert {row["missing_answer_count"] for row in found.values()} == {19}


def test_answers_of_one_kind_train_nothing() -> None:
    texts = [*OFFERS, *TALK]
    found = judged([*texts, "One more"], said(texts, SELLS_NOT))
    assert {row["missing_answer_count"] for row in found.values()} == {1}
    assert not found["One more"]["is_own"]


def test_twenty_answers_judge_texts_like_them_and_show_the_words() -> None:
    labels = [*said(OFFERS[:10], SELLS), *said(TALK[:10], SELLS_NOT, 50)]
    found = judged([*OFFERS, *TALK], labels)
    assert found[OFFERS[11]]["sells"] is True
    assert found[OFFERS[11]]["is_own"] is True
    assert "judged with your own 20 answers; what weighed: " in found[OFFERS[11]]["says"]
    assert found[TALK[11]]["sells"] is False
    assert found == judged([*OFFERS, *TALK], labels[::-1])


def test_the_last_answer_holds() -> None:
    found = judged(OFFERS, [*said(OFFERS[:1], SELLS), *said(OFFERS[:1], SELLS_NOT, 9)])
    assert found[OFFERS[0]]["sells"] is False


def test_a_text_without_anything_that_was_answered_about_keeps_near_the_rules() -> None:
    answers = [(read(0.1, None, f"a b {n}"), n % 2 == 0) for n in range(20)]
    model = fitted(answers)
    assert model.score(read(0.9, "free", "z y")) > 0.8
    assert model.words == fitted(answers).words
