"""The mirror by hand: what a year's figures hold, and that nothing shown is not the same as none."""

from __future__ import annotations

from typing import Any

from kithkin.measures.own_churn import own_churn
from kithkin.measures.own_offers import own_offers
from kithkin.measures.own_pitch import own_pitch
from kithkin.measures.own_pitch_overview import own_pitch_overview
from kithkin.measures.own_promotion import own_promotion
from kithkin.measures.own_repeats import own_repeats
from kithkin.measures.own_repetition import own_repetition
from kithkin.measures.unanswered import unanswered
from kithkin.measures.unanswered_overview import unanswered_overview
from tests.measures.by_hand import answer

ME = [{"account_id": "x:me", "person_id": "self"}]
SELLS = "Our new collection is now on sale in the shop, 20% off: https://shop.example/a"
TALKS = "The river was high today, and cold as ever."
NOW, BEFORE = "2024-06-01", "2023-06-02"  # the second is 365 days before the first
Row = dict[str, Any]


def said(number: int, day: str, text: str) -> Row:
    return {"post_id": f"x:{number}", "author_id": "self", "posted_at": day, "text": text, "network": "x"}


def sent(to: str, day: str, text: str) -> Row:
    return {"sender_id": "self", "recipient_id": to, "sent_at": day, "text": text}


def got(who: str, day: str, text: str = "Hello") -> Row:
    return {"sender_id": who, "recipient_id": "self", "sent_at": day, "text": text}


def test_a_years_posts_are_counted_apart_from_the_year_before() -> None:
    posts = [said(1, "2024-05-01", SELLS), said(2, "2024-05-02", TALKS), said(3, "2023-05-01", SELLS)]
    given: Row = {"identities": ME, "posts": posts, "show": "post_count promotion_share"}
    assert answer(own_promotion, as_of=NOW, **given) == [(2, 0.5)]
    assert answer(own_promotion, as_of=BEFORE, **given) == [(1, 1.0)]
    assert answer(own_promotion, as_of="2022-01-01", **given) == []
    assert [row["row_id"] for row in answer(own_offers, as_of=NOW, identities=ME, posts=posts)] == ["x:1"]


def test_words_of_another_year_are_not_repeats_of_this_one() -> None:
    posts = [said(n, f"{year}-05-0{n}", TALKS) for n, year in ((1, 2024), (2, 2024), (3, 2023))]
    assert answer(own_repeats, as_of=NOW, identities=ME, posts=posts) == []
    posts.append(said(4, "2024-05-09", TALKS))
    assert answer(own_repeats, as_of=NOW, identities=ME, posts=posts, show="time_count") == [(3,)]
    shown = answer(own_repetition, as_of=NOW, identities=ME, posts=posts, show="text_count repeated_share")
    assert shown == [(3, 1.0)]
    assert answer(own_repetition, as_of=BEFORE, identities=ME, posts=posts, show="repeated_share") == [(0.0,)]


def test_an_offer_is_as_late_as_the_talk_before_it() -> None:
    messages = [
        got("x:ann", "2024-05-01", "Do you sell them?"),
        sent("x:ann", "2024-05-03", SELLS),
        sent("x:bob", "2024-05-04", SELLS),
        got("x:bob", "2024-05-05", "Oh"),
        sent("x:cy", "2023-01-01", SELLS),
        sent("x:cy", "2024-05-01", SELLS),
    ]
    rows = answer(
        own_pitch, as_of=NOW, identities=ME, messages=messages, show="alter_id pitch_lag_seconds has_asked has_answered"
    )
    assert rows == [("x:ann", 2 * 86400, True, False), ("x:bob", 0, False, True)]
    counts = answer(
        own_pitch_overview,
        as_of=NOW,
        identities=ME,
        messages=messages,
        show="people_count unasked_count answered_count median_seconds",
    )
    assert counts == [(2, 1, 1, 86400.0)]


def test_no_offer_is_none_and_no_message_is_nothing() -> None:
    one: Row = {
        "identities": ME,
        "messages": [sent("x:ann", "2024-05-03", TALKS)],
        "show": "people_count median_seconds",
    }
    assert answer(own_pitch_overview, as_of=NOW, **one) == [(0, None)]
    assert answer(own_pitch_overview, as_of=BEFORE, **one) == []


def test_ends_of_this_year_ends_that_may_be_and_ends_of_before() -> None:
    follows = [
        {"follower_id": "self", "followed_id": f"x:{n}", "followed_at": "2020-01-01", "is_current": False} | end
        for n, end in enumerate(
            (
                {"ended_at": "2024-02-01"},
                {"ended_at": "2021-02-01"},
                {"ended_at_earliest": "2023-01-01", "ended_at_latest": "2024-01-01"},
            )
        )
    ]
    shown = "direction left_at_least left_at_most"
    assert answer(own_churn, as_of=NOW, identities=ME, follows=follows, show=shown) == [("out", 1, 2)]
    assert answer(own_churn, as_of=NOW, identities=ME, follows=follows[1:2], show=shown) == [("out", 0, 0)]
    assert (
        answer(own_churn, as_of=NOW, identities=ME, follows=[follows[0] | {"ended_at": None, "is_current": True}]) == []
    )


def test_how_soon_and_whether_returned_are_not_zero_where_not_shown() -> None:
    shown = "left_at_most timed_count quick_count followed_back_count"
    gone: Row = {"follower_id": "self", "follower_account_id": "x:me", "followed_id": "x:an", "ended_at": "2024-02-01"}
    gone |= {"is_current": False}
    begun = gone | {"followed_id": "x:bo", "followed_at": "2024-01-20"}
    other: Row = {"follower_id": "x:cy", "followed_id": "self", "followed_account_id": "x:me"}
    mine: Row = {"as_of": NOW, "identities": ME, "show": shown}
    assert answer(own_churn, follows=[gone, other], **mine) == [(1, 0, None, None)]
    assert answer(own_churn, follows=[gone, begun, other], **mine) == [(2, 1, 1, None)]
    listed: Row = {
        "network": "x",
        "ego_account_id": "x:me",
        "table_name": "follows",
        "kind": "follow",
        "direction": "in",
    }
    listed |= {"covered_until": "2024-05-01", "completeness": "all"}
    assert answer(own_churn, follows=[gone, other], coverage=[listed], **mine) == [(1, 0, None, 0)]
    back = other | {"follower_id": "x:an"}
    assert answer(own_churn, follows=[gone, back], **mine) == [(1, 0, None, 1)]


COVERED = [
    {
        "network": "mail",
        "ego_account_id": "mail:me@a.b",
        "table_name": "messages",
        "kind": "message",
        "direction": "out",
        "covered_until": "2024-12-31",
        "completeness": "all",
    }
]


def test_what_was_left_unanswered_is_shown_with_its_words() -> None:
    given: Row = {
        "identities": [{"account_id": "mail:me@a.b", "person_id": "self"}],
        "coverage": COVERED,
        "messages": [got("mail:an@a.b", "2024-02-01", "Do you have boards?"), got("mail:bo@a.b", "2024-05-30")],
    }
    assert answer(unanswered, as_of=NOW, show="alter_id text own_text", **given) == [
        ("mail:an@a.b", "Do you have boards?", None)
    ]
    shown = "received_count unanswered_at_least unanswered_at_most unanswered_share_at_least unanswered_share_at_most"
    assert answer(unanswered_overview, as_of=NOW, show=shown, **given) == [(2, 1, 2, 0.5, 1.0)]
    assert answer(unanswered_overview, as_of=NOW, show=shown, **(given | {"coverage": []})) == [(2, 0, 2, 0.0, 1.0)]
    assert answer(unanswered_overview, as_of=BEFORE, **given) == []


def test_an_answer_that_is_seen_does_not_make_the_unseen_ones_fewer() -> None:
    given: Row = {
        "identities": [{"account_id": "mail:me@a.b", "person_id": "self"}],
        "messages": [
            got("mail:an@a.b", "2024-02-01"),
            {
                **got("mail:an@a.b", "2024-02-02"),
                "message_id": "mail:2",
                "sender_id": "self",
                "recipient_id": "mail:an@a.b",
            },
            got("mail:bo@a.b", "2024-02-03"),
        ],
    }
    shown = "received_count unanswered_share_at_least unanswered_share_at_most"
    assert answer(unanswered_overview, as_of=NOW, show=shown, **given) == [(2, 0.0, 0.5)]


def test_an_unanswered_reply_names_the_post_it_answers() -> None:
    posts = [
        said(1, "2024-02-01", "A press, at last."),
        {"post_id": "x:2", "author_id": "x:ann", "posted_at": "2024-02-02", "text": "Which one?", "network": "x"},
    ]
    acts = [
        {
            "actor_id": "x:ann",
            "target_id": "self",
            "kind": "reply",
            "happened_at": "2024-02-02",
            "network": "x",
            "post_id": "x:2",
            "target_post_id": "x:1",
        }
    ]
    coverage = [
        {
            "network": "x",
            "ego_account_id": "x:me",
            "table_name": table,
            "kind": kind,
            "direction": "out",
            "covered_until": "2024-12-31",
            "completeness": "all",
        }
        for kind, table in (("reply", "interactions"), ("mention", "interactions"), ("message", "messages"))
    ]
    found = answer(
        unanswered, as_of=NOW, identities=ME, posts=posts, interactions=acts, coverage=coverage, show="text own_text"
    )
    assert found == [("Which one?", "A press, at last.")]
