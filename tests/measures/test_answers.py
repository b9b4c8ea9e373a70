"""Answers and the medians over them, by hand."""

from __future__ import annotations

import pytest

from kithkin.measures.answers import answers
from kithkin.measures.response_latency import response_latency
from kithkin.measures.response_latency_overall import response_latency_overall
from tests.measures.by_hand import answer

ME = "account_id person_id\nx:me self"
REPLIES = "actor_id target_id kind happened_at target_posted_at\n"


def replies(*minutes: int) -> str:
    return REPLIES + "\n".join(f"self x:ann reply 2024-01-01T10:{m:02} 2024-01-01T10:00" for m in minutes)


@pytest.mark.parametrize(
    ("minutes", "median"), [((7,), 7), ((1, 3), 2), ((3, 1, 50), 3), ((1, 2, 4, 50), 3), ((5, 5, 5, 5), 5)]
)
def test_median_of_odd_and_even_numbers(minutes: tuple[int, ...], median: int) -> None:
    for measure in (response_latency, response_latency_overall):
        said = answer(measure, identities=ME, interactions=replies(*minutes), show="answer_count median_seconds")
        assert said == [(len(minutes), 60.0 * median)]


def test_parent_is_found_among_the_posts() -> None:
    acts = "actor_id target_id kind happened_at target_post_id\nx:ann self reply 2024-01-01T10:05 x:1"
    posts = "post_id author_id kind posted_at\nx:1 self post 2024-01-01T10:00"
    said = answer(answers, identities=ME, interactions=acts, posts=posts, show="direction latency_seconds")
    assert said == [("in", 300)]


def test_reply_before_its_parent_is_not_an_answer() -> None:
    acts = REPLIES + "self x:ann reply 2024-01-01T10:00 2024-01-01T10:01"
    assert answer(answers, identities=ME, interactions=acts) == []


def test_second_message_in_a_row_and_late_message_answer_nothing() -> None:
    written = """
        sender_id recipient_id sent_at
        x:ann     self         2024-01-01T10:00
        x:ann     self         2024-01-01T11:00
        self      x:ann        2024-01-01T11:30
        self      x:ann        2024-01-01T11:40
        x:ann     self         2024-01-09T00:00
    """
    assert answer(answers, identities=ME, messages=written, show="direction latency_seconds") == [("out", 1800)]
