"""Suggested people by hand: who is left out, who comes first, and that no size of a following enters."""

from __future__ import annotations

import numpy as np

from kithkin.measures.suggested_person import suggested_person
from kithkin.measures.suggestion_reasons import suggestion_reasons
from kithkin.validity.suggest import graph_of
from kithkin.validity.suggest import suggested_person as steps
from tests.measures.by_hand import answer

ME = "account_id person_id\nx:me self"
TALK = """
    actor_id target_id kind
    self     x:ann     reply
    x:bob    self      reply
    x:ann    x:cy      reply
    x:bob    x:cy      reply
    x:bob    x:dan     reply
    x:star   x:dan     like
"""


def test_who_is_known_or_dismissed_or_ended_stays_away() -> None:
    said = [
        {"person_id": "x:cy", "kind": "dismissed", "is_current": True},
        {"person_id": "x:dan", "kind": "decision", "decision": "end", "is_current": True},
    ]
    assert answer(suggested_person, identities=ME, interactions=TALK, decisions=said) == []


def test_an_old_decision_keeps_nobody_away() -> None:
    said = [{"person_id": "x:dan", "kind": "decision", "decision": "end", "is_current": False}]
    found = answer(suggested_person, show="alter_id", identities=ME, interactions=TALK, decisions=said)
    assert found == [("x:cy",), ("x:dan",)]


def test_followers_of_a_person_change_nothing() -> None:
    plain = answer(suggested_person, identities=ME, interactions=TALK)
    fans = "follower_id followed_id\n" + "\n".join(f"x:fan{n} x:dan" for n in range(30))
    assert answer(suggested_person, identities=ME, interactions=TALK, follows=fans) == plain


def test_place_thread_and_contacts_book_are_reasons() -> None:
    rows = answer(
        suggestion_reasons,
        show="alter_id reason says",
        identities=ME,
        accounts="account_id place\nself Lindrup\nx:eve Lindrup",
        posts="author_id thread_id title\nself t:1 Glue\nx:fay t:1 Glue",
        contacts="contact_id account_id phone name\nc:1 x:gil - Gil",
    )
    assert rows == [
        ("x:eve", "place", "You both state the place Lindrup."),
        ("x:fay", "thread", "You both wrote in the thread “Glue”."),
        ("x:gil", "book", "Your contacts book has them as Gil."),
    ]


def test_one_who_talks_with_everybody_introduces_nobody() -> None:
    crowd = "actor_id target_id kind\nself x:hub reply\n" + "\n".join(f"x:hub x:p{n} reply" for n in range(8))
    assert answer(suggested_person, identities=ME, interactions=crowd, largest=5) == []
    assert len(answer(suggested_person, identities=ME, interactions=crowd, largest=50)) == 8


def test_the_measured_score_is_the_measures() -> None:
    """What `kithkin validity --task suggest` measures is what the measure answers."""
    names = ["self", "x:ann", "x:bob", "x:cy", "x:dan"]
    pairs = [(0, 1), (2, 0), (1, 3), (2, 3), (2, 4)]
    one, other = (np.array([pair[side] for pair in pairs]) for side in (0, 1))
    first, passed_on = steps(graph_of(one, other, len(names)))
    ways = (first[[0]].multiply(passed_on[None, :]).tocsr() @ (first > 0).astype(float)).toarray()[0]
    found = dict(answer(suggested_person, show="alter_id score", identities=ME, interactions=TALK))
    assert found == {names[k]: round(float(ways[k]), 4) for k in (3, 4)}
