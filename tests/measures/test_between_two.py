"""What two people gave each other, wrote to each other, and where both wrote, by hand."""

from __future__ import annotations

from kithkin.measures.contribution_between import contribution_between
from kithkin.measures.correspondence import correspondence
from kithkin.measures.shared_threads import MOST_PEOPLE, shared_threads
from tests.measures.by_hand import answer

ME = "account_id person_id\nx:me self"


def test_a_group_message_is_listed_once_and_only_with_its_sender() -> None:
    found = answer(
        correspondence,
        identities=ME,
        messages="""
        message_id sender_id recipient_id recipient_count sent_at
        x:1        x:ann     self         3               2024-01-01
        x:1        x:ann     x:bob        3               2024-01-01
        x:1        x:ann     x:cat        3               2024-01-01
        x:2        self      x:ann        2               2024-01-02
        x:2        self      x:bob        2               2024-01-02
        x:3        x:cat     x:bob        1               2024-01-03
        """,
        show="alter_id message_id direction",
    )
    assert found == [("x:ann", "x:1", "in"), ("x:ann", "x:2", "out"), ("x:bob", "x:2", "out")]


def test_two_accounts_of_one_person_get_one_message() -> None:
    found = answer(
        correspondence,
        identities="account_id person_id\nmail:me@a.b self\nmail:an@a.b mail:an@a.b\nmail:an@c.d mail:an@a.b",
        messages="""
        message_id sender_id recipient_id recipient_count sent_at
        mail:1     self      mail:an@a.b  2               2024-01-01
        mail:1     self      mail:an@a.b  2               2024-01-01
        """,
        show="alter_id message_id",
    )
    assert found == [("mail:an@a.b", "mail:1")]


def test_a_message_to_an_unknown_group_is_the_users_too() -> None:
    message = "message_id sender_id recipient_id recipient_count sent_at\nx:1 x:ann - 9 2024-01-01"
    assert answer(correspondence, identities=ME, messages=message, show="ego_id alter_id") == [("self", "x:ann")]


def test_acts_that_speak_of_somebody_are_contributions_and_likes_are_not() -> None:
    found = answer(
        contribution_between,
        identities=ME,
        interactions="""
        actor_id target_id kind    happened_at
        self     x:ann     repost  2024-01-01
        self     x:ann     repost  2024-02-01
        x:ann    self      mention 2024-03-01
        x:ann    self      like    2024-04-01
        """,
        show="contribution given_count received_count last_at",
    )
    assert found == [("mention", None, 1, "2024-03-01"), ("repost", 2, None, "2024-02-01")]


def test_threads_of_one_writer_and_crowds_are_left_out() -> None:
    crowd = [{"author_id": f"x:p{n}", "thread_id": "x:crowd"} for n in range(MOST_PEOPLE)]
    posts = [*crowd, {"author_id": "self", "thread_id": "x:crowd"}, {"author_id": "self", "thread_id": "x:alone"}]
    assert answer(shared_threads, identities=ME, posts=posts) == []
    assert len(answer(shared_threads, identities=ME, posts=posts[1:])) == MOST_PEOPLE - 1


def test_a_reply_that_is_held_as_post_and_as_act_counts_once() -> None:
    found = answer(
        shared_threads,
        identities=ME,
        posts=[
            {"post_id": "x:1", "author_id": "self", "thread_id": "x:1", "title": "Paste", "posted_at": None},
            {"post_id": "x:2", "author_id": "x:ann", "thread_id": "x:1"},
        ],
        interactions=[
            {"actor_id": "x:ann", "target_id": "self", "kind": "reply", "post_id": "x:2", "thread_id": "x:1"},
            {"actor_id": "x:bob", "target_id": "self", "kind": "reply", "thread_id": "x:1"},
        ],
        show="alter_id title theirs_count yours_count people_count",
    )
    assert found == [("x:ann", "Paste", 1, 1, 3), ("x:bob", "Paste", 1, 1, 3)]
