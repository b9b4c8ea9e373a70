"""Advisors, their digest, what is left to do by hand, and the mirror's own repeats and churn."""

from __future__ import annotations

from typing import Any

from kithkin.measures.decision_follow_up import decision_follow_up
from kithkin.measures.digest_people import digest_people
from kithkin.measures.digest_threads import digest_threads
from kithkin.measures.own_repeats import own_repeats
from kithkin.measures.suggested_advisor import suggested_advisor
from kithkin.measures.waiting_threads import waiting_threads
from tests.measures.by_hand import answer

ME = [{"account_id": "x:me", "person_id": "self"}]
CHOSEN = [{"person_id": p, "kind": "decision", "decision": "advisor", "is_current": True} for p in ("x:ann", "x:bob")]
POSTS = [
    {"post_id": "x:1", "author_id": "x:ann", "text": "One.", "posted_at": "2024-01-01", "thread_id": "x:1"},
    {"post_id": "x:2", "author_id": "x:ann", "text": "Two.", "posted_at": "2024-01-02", "thread_id": "x:1"},
    {"post_id": "x:3", "author_id": "x:bob", "text": "Three.", "posted_at": "2024-01-03", "like_count": 0},
    {"post_id": "x:4", "author_id": "x:cy", "text": "Four.", "posted_at": "2024-01-04", "like_count": 900},
]


def test_a_digest_is_complete_quiet_first_and_folded() -> None:
    rows = answer(digest_threads, decisions=CHOSEN, posts=POSTS)
    assert [row["text"] for row in rows] == ["Three.", "One.\n\nTwo."]
    assert [row["post_count"] for row in rows] == [1, 2]
    people = answer(digest_people, decisions=CHOSEN, posts=POSTS)
    assert [(row["alter_id"], row["judgement_id"]) for row in people] == [
        ("x:bob", "advisor-1"),
        ("x:ann", "advisor-2"),
    ]


def test_a_digest_begins_where_it_is_told() -> None:
    rows = answer(digest_threads, decisions=CHOSEN, posts=POSTS, since="2024-01-02T00:00:00+00:00")
    assert sorted(row["text"] for row in rows) == ["Three.", "Two."]


def test_letters_and_titles_without_words_are_in_a_digest_too() -> None:
    letter = {
        "message_id": "m:1",
        "sender_id": "x:bob",
        "recipient_id": "self",
        "text": "A letter.",
        "sent_at": "2024-01-05",
    }
    bare = {"post_id": "x:5", "author_id": "x:bob", "title": "Only a title", "posted_at": "2024-01-06"}
    rows = answer(digest_threads, decisions=CHOSEN[1:], posts=[*POSTS, bare], messages=[letter])
    assert [row["text"] for row in rows] == ["Three.", "A letter.", "Only a title"]


def test_the_folder_holds_everybody_else_newest_first() -> None:
    fifth = {"post_id": "x:5", "author_id": "x:dan", "text": "Five.", "posted_at": "2024-01-05", "view_count": 0}
    own = {"post_id": "x:6", "author_id": "self", "text": "Mine.", "posted_at": "2024-01-06"}
    rows = answer(waiting_threads, show="alter_id text", decisions=CHOSEN, posts=[*POSTS, fifth, own])
    assert rows == [("x:dan", "Five."), ("x:cy", "Four.")]
    assert answer(waiting_threads) == []


def follow_up(decision: str, **tables: Any) -> list[tuple[object, ...]]:
    said = [{"person_id": "x:ann", "kind": "decision", "decision": decision, "is_current": True}]
    show = "account_id direction steps is_done"
    found: list[tuple[object, ...]] = answer(decision_follow_up, decisions=said, show=show, **tables)
    return found


def test_an_end_is_ticked_off_when_an_import_no_longer_shows_the_tie() -> None:
    tie = {"follower_id": "self", "followed_id": "x:ann"}
    steps = "Open the profile: Following, then Unfollow"
    assert follow_up("end", follows=[tie]) == [("x:ann", "out", steps, False)]
    assert follow_up("end", follows=[tie | {"is_current": False}]) == [("x:ann", "out", steps, True)]
    assert follow_up("keep", follows=[tie]) == []
    assert follow_up("end") == []


def test_a_mute_on_one_network_ticks_off_nothing_on_another() -> None:
    people = [*ME, {"account_id": "linkedin:ann-b", "person_id": "x:ann"}]
    ties = [
        {"follower_id": "self", "followed_id": "x:ann", "network": "x"},
        {"follower_id": "x:ann", "follower_account_id": "linkedin:ann-b", "followed_id": "self"}
        | {"network": "linkedin", "kind": "connection"},
    ]
    muted = [{"marker_id": "self", "marked_id": "x:ann", "network": "x", "kind": "mute", "list_id": ""}]
    said = [{"person_id": "x:ann", "kind": "decision", "decision": "pause", "is_current": True}]
    rows = answer(decision_follow_up, decisions=said, identities=people, follows=ties, marks=muted)
    assert {(row["network"], row["url"], row["is_done"]) for row in rows} == {
        ("x", "https://x.com/i/user/ann", True),
        ("linkedin", "https://www.linkedin.com/in/ann-b", False),
    }


def test_the_profile_is_found_by_handle_else_by_id_else_not_at_all() -> None:
    said = [
        {"person_id": p, "kind": "decision", "decision": "end", "is_current": True}
        for p in ("x:1", "x:@b", "x:name:c#1")
    ]
    ties = [{"follower_id": "self", "followed_id": row["person_id"], "network": "x"} for row in said]
    accounts = [{"account_id": "x:1", "network": "x", "handle": "ann", "url": "https://ann.example"}]
    rows = answer(decision_follow_up, show="person_id url", decisions=said, follows=ties, accounts=accounts)
    assert dict(rows) == {"x:1": "https://x.com/ann", "x:@b": "https://x.com/b", "x:name:c#1": None}


def test_a_pause_is_ticked_off_by_a_mute() -> None:
    tie = {"follower_id": "self", "followed_id": "x:ann", "network": "x"}
    muted = [{"marker_id": "self", "marked_id": "x:ann", "network": "x", "kind": "mute", "list_id": ""}]
    assert [row[3] for row in follow_up("pause", follows=[tie])] == [False]
    assert [row[3] for row in follow_up("pause", follows=[tie], marks=muted)] == [True]


def test_a_big_account_is_no_reason_and_a_decision_ends_a_suggestion() -> None:
    fans = [{"follower_id": f"x:fan{n}", "followed_id": "x:star"} for n in range(50)]
    talk = [
        {"actor_id": a, "target_id": b, "kind": "reply", "happened_at": f"2024-01-0{day}"}
        for day, (a, b) in enumerate([("x:ann", "self"), ("self", "x:ann")] * 3, 1)
    ]
    world: dict[str, Any] = {"identities": ME, "follows": fans, "interactions": talk}
    assert answer(suggested_advisor, show="alter_id turn_count", **world) == [("x:ann", 5)]
    assert answer(suggested_advisor, decisions=CHOSEN, **world) == []


def test_own_words_sent_to_several_are_repeats_and_a_pleasantry_is_not() -> None:
    letters = [
        {"sender_id": "self", "recipient_id": f"x:{who}", "sent_at": "2024-01-01", "text": text}
        for who in ("ann", "bob")
        for text in ("Thank you!", f"Hi {who.title()}, I wrote a book on binding for you.")
    ]
    found = answer(own_repeats, as_of="2024-02-01", identities=ME, messages=letters, show="time_count people_count")
    assert found == [(2, 2)]
