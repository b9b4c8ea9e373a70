"""Whom "my community" means, topics that bear the user's names, conversations to join, what an audience came for."""

from __future__ import annotations

from typing import Any

import pytest

from kithkin.measures._topic_names import anchor
from kithkin.measures.chosen_community import chosen_community
from kithkin.measures.communities import communities
from kithkin.measures.conversations_to_join import conversations_to_join
from kithkin.measures.first_contact import first_contact
from kithkin.measures.live_threads import live_threads
from kithkin.measures.open_questions import open_questions
from kithkin.measures.topic_appeal import topic_appeal
from kithkin.measures.topic_examples import topic_examples
from kithkin.measures.topics import topics
from tests.measures.by_hand import answer
from tests.measures.test_community import ME, Row, planted, post

TALK = [
    {"actor_id": "self", "target_id": "m:ann", "kind": "reply", "network": "m", "happened_at": "2024-01-02"},
    {"actor_id": "m:ann", "target_id": "self", "kind": "reply", "network": "m", "happened_at": "2024-01-03"},
]
KNOWN = post(2, "self", "A warped cover? Press it overnight between two boards.", posted_at="2023-05-01")
ASKED = post(1, "m:ann", "How do you stop a cover from warping?", posted_at="2024-01-30")


def people() -> dict[str, Any]:
    """Return a user who follows Ann, keeps Bob on a list, and lives where Cy and Dan do."""
    return {
        "identities": ME,
        "posts": [post(n, f"m:{who}", "Which glue?") for n, who in enumerate(("ann", "bob", "cy", "eve"))],
        "follows": [{"follower_id": "self", "followed_id": "m:ann"}],
        "marks": [{"marker_id": "self", "marked_id": "m:bob", "kind": "list_member", "list_id": "m:l1", "list_name": "Binders"}],
        "accounts": [{"account_id": f"m:{who}", "place": place} for who, place in (
            ("cy", "Lumen, Norland"), ("dan", "Lumen, Norland"), ("eve", "Far"))],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("of", "who"),
    [
        ("", ["m:ann"]), ("ties", ["m:ann"]), ("all", ["m:ann", "m:bob", "m:cy", "m:eve"]), ("list:Binders", ["m:bob"]),
        ("Binders", ["m:bob"]), ("Lumen", ["m:cy", "m:dan"]), ("place:Lumen, Norland", ["m:cy", "m:dan"]),
        ("m", ["m:ann", "m:bob", "m:cy", "m:eve"]), ("Lum", []), ("nothing's", []), ("Far", []),
    ],
)  # fmt: skip
def test_a_community_is_chosen_by_its_name(of: str, who: list[str]) -> None:
    rows = answer(chosen_community, of=of, **people())
    assert sorted(row["person_id"] for row in rows) == who
    asked = answer(open_questions, of=of, **people())
    assert {row["author_id"] for row in asked} == set(who) - {"m:dan"}


def test_without_a_word_of_ones_ties_the_community_is_everybody() -> None:
    given = people() | {"follows": [{"follower_id": "self", "followed_id": "m:silent"}]}
    assert len(answer(chosen_community, **given)) == 4


def test_what_can_be_chosen_is_counted() -> None:
    found = answer(communities, show="choice people_count heard_count", **people())
    assert found == [("list:Binders", 1, 1), ("m", 4, 4), ("place:Lumen, Norland", 2, 1), ("ties", 1, 1)]


def names_for(rows: list[Row], topic: str, name: str, number: int = 1) -> list[Row]:
    """Return what the journal says when a topic of these rows is given a name."""
    return [
        {"name_id": f"j{number}.0", "number": number, "community_id": "m", "name": name,
         "anchor": anchor(row["table_name"], row["row_id"])}
        for row in rows if row["topic"] == topic
    ]  # fmt: skip


def test_a_given_name_stays_with_its_texts_when_more_arrive() -> None:
    before = answer(topics, posts=planted(1), topic_count=3)
    topic = next(row["topic"] for row in before if row["author_id"] == "m:glue")
    said = names_for(before, topic, "Bindings")
    more = planted(1, count=40)
    after = answer(topics, posts=more, topic_count=3, topic_names=said)
    named = [row["author_id"] for row in after if row["topic"] == "Bindings"]
    assert named.count("m:glue") >= 0.9 * len(named) >= 30
    assert all(row["terms"] != "Bindings" for row in after)


def test_topics_of_one_name_are_one_and_the_last_name_holds() -> None:
    rows = answer(topics, posts=planted(1), topic_count=3)
    first, second = sorted({row["topic"] for row in rows})[:2]
    said = names_for(rows, first, "Both") + names_for(rows, second, "Both", 2) + names_for(rows, first, "Alone", 3)
    found = answer(topics, posts=planted(1), topic_count=3, topic_names=said[: -len(names_for(rows, first, "Alone"))])
    assert len({row["topic"] for row in found}) == 2
    found = answer(topics, posts=planted(1), topic_count=3, topic_names=said)
    assert {"Both", "Alone"} <= {row["topic"] for row in found}
    elsewhere = [row | {"community_id": "other"} for row in said]
    assert answer(topics, posts=planted(1), topic_count=3, topic_names=elsewhere) == rows


def test_three_different_posts_show_a_topic() -> None:
    found = answer(topic_examples, posts=planted(1), topic_count=3)
    assert [row["place_in_list"] for row in found] == [1, 2, 3] * 3
    assert len({row["text"] for row in found}) == 9
    same = [row | {"text": planted(1)[n % 3]["text"]} for n, row in enumerate(planted(1))]
    assert len(answer(topic_examples, posts=same, topic_count=3)) == len(
        {row["topic"] for row in answer(topics, posts=same, topic_count=3)}
    )


def joined(*posts: Row) -> list[Row]:
    return answer(conversations_to_join, as_of="2024-02-05", identities=ME, interactions=TALK, posts=list(posts))


def test_a_thread_on_what_i_know_is_one_to_join_until_somebody_says_it() -> None:
    (row,) = joined(ASKED, KNOWN)
    assert (row["known_id"], row["asked_by_id"], row["own_row_id"]) == ("m:ann", "m:ann", "m:002")
    chat = post(3, "m:bob", "Oh, mine too!", thread_id="m:001", posted_at="2024-01-31")
    assert [r["people_count"] for r in joined(ASKED, KNOWN, chat)] == [2]
    told = chat | {"text": "Press them overnight between boards"}
    assert joined(ASKED, KNOWN, told) == []


@pytest.mark.parametrize(
    "change",
    [
        {"posted_at": "2024-01-01"},
        {"author_id": "m:stranger"},
        {"text": "Tea?"},
        {"thread_id": None},
        {"author_id": "self"},
    ],
)
def test_silent_strange_and_other_threads_are_not(change: Row) -> None:
    assert joined(ASKED | change, KNOWN) == []


def test_a_thread_in_which_i_wrote_is_not_to_join() -> None:
    assert joined(ASKED, KNOWN, post(4, "self", "Hm.", thread_id="m:001", posted_at="2024-01-31")) == []


def test_where_the_times_cannot_tell_alive_is_not_known() -> None:
    unsure = ASKED | {"posted_at": None, "posted_at_earliest": "2024-01-10", "posted_at_latest": "2024-02-01"}
    assert [row["is_alive"] for row in joined(unsure, KNOWN)] == [None]
    found = answer(
        live_threads, as_of="2024-02-05", identities=ME, interactions=TALK, posts=[unsure], show="is_alive last_at"
    )
    assert found == [(None, None)]


def liked(who: str, to: str | None, at: str | None) -> Row:
    return {
        "actor_id": who,
        "target_id": "self",
        "kind": "like",
        "network": "m",
        "happened_at": at,
        "target_post_id": to,
    }


def begun(acts: list[Row], **more: Any) -> list[tuple[str, str, str | None]]:
    own = [post(n, "self", f"Words {n}.") for n in (1, 2)]
    return answer(first_contact, identities=ME, posts=own, interactions=acts, show="alter_id way post_id", **more)


def test_the_first_reaction_counts_and_what_is_not_dated_is_not_told() -> None:
    assert begun([liked("m:a", "m:002", "2024-01-09"), liked("m:a", "m:001", "2024-01-08")]) == [
        ("m:a", "reaction", "m:001")
    ]
    assert begun([liked("m:a", "m:002", None), liked("m:a", "m:001", "2024-01-08")]) == [("m:a", "reaction", None)]
    assert begun([liked("m:a", "m:002", None), liked("m:a", "m:002", "2024-01-08")]) == [("m:a", "reaction", "m:002")]
    assert begun([liked("m:a", None, "2024-01-08")]) == [("m:a", "reaction", None)]


def test_a_follow_is_lined_up_with_the_last_post_before_it() -> None:
    follows = [{"follower_id": f"m:{at}", "followed_id": "self", "network": "m", "followed_at": None if at == "none" else at}
               for at in ("2024-01-01", "2024-01-04", "2024-01-09", "none")]  # fmt: skip
    found = {who: post_id for who, _, post_id in begun([], follows=follows)}
    assert found == {"m:2024-01-01": None, "m:2024-01-04": "m:002", "m:2024-01-09": None, "m:none": None}


def test_what_they_came_for_is_bounded_by_who_cannot_be_told() -> None:
    posts = [row | {"author_id": "self"} for row in planted(1)]
    glue = posts[0]["post_id"]
    acts = [liked(f"m:{n}", glue, "2024-03-01") for n in range(5)] + [liked("m:9", None, "2024-03-01")]
    rows = answer(topic_appeal, identities=ME, posts=posts, interactions=acts, topic_count=3)
    assert sorted((r["people_at_least"], r["people_at_most"], r["came_share"]) for r in rows) == [
        (0, 1, 0),
        (0, 1, 0),
        (5, 6, 1),
    ]
    assert all(r["follow_count"] is None and r["talk_count"] is None for r in rows)
    assert sum(r["own_share"] for r in rows) == pytest.approx(1)
    assert answer(topic_appeal, identities=ME, posts=posts, interactions=acts[-1:], topic_count=3) == []


def test_a_list_is_joined_through_the_threads_in_which_both_wrote() -> None:
    shared = [post(5, "self", "Good morning.", thread_id="m:005", posted_at="2024-01-10"),
              post(6, "m:ann", "And to you.", thread_id="m:005", posted_at="2024-01-11")]  # fmt: skip
    given: dict[str, Any] = {"as_of": "2024-02-05", "identities": ME, "show": "known_id known_from"}
    assert answer(conversations_to_join, posts=[ASKED, KNOWN, *shared], **given) == [("m:ann", "thread")]
    crowd = [post(n, f"m:{n}", "Hm.", thread_id="m:005", posted_at="2024-01-11") for n in range(10, 40)]
    assert answer(conversations_to_join, posts=[ASKED, KNOWN, *shared, *crowd], **given) == []
    before = [row | {"posted_at": "2022-01-10"} for row in shared]
    assert answer(conversations_to_join, posts=[ASKED, KNOWN, *before], **given) == []
    both = answer(conversations_to_join, posts=[ASKED, KNOWN, *shared], interactions=TALK, **given)
    assert both == [("m:ann", "dialogue")]


def grounds(*posts: Row, **more: Any) -> list[Any]:
    acts = [*TALK, *more.pop("interactions", [])]
    show = "ground own_row_id unsaid_words said_share"
    return answer(
        conversations_to_join,
        as_of="2024-02-05",
        identities=ME,
        interactions=acts,
        posts=list(posts),
        show=show,
        **more,
    )


def test_what_i_asked_reacted_to_and_chose_advisors_for_counts_as_what_i_care_about() -> None:
    asked = KNOWN | {"text": "I bind books. Why is my cover warping?"}
    assert grounds(ASKED, asked) == [("asked", "m:002", None, None)]
    theirs = KNOWN | {"author_id": "m:bob"}
    liking = {"actor_id": "self", "target_id": "m:bob", "kind": "like", "network": "m", "target_post_id": "m:002"}
    assert grounds(ASKED, theirs) == []
    assert grounds(ASKED, theirs, interactions=[liking]) == [("reacted", "m:002", None, None)]
    chosen = {"entry_id": "j1", "person_id": "m:cy", "kind": "decision", "decision": "advisor", "is_current": True}
    assert grounds(ASKED, decisions=[chosen | {"topic": "Covers"}]) == [("advisor", "j1", None, None)]
    assert grounds(ASKED, decisions=[chosen | {"topic": "Covers of leather"}]) == []
    (told,) = grounds(ASKED, KNOWN, theirs | {"post_id": "m:003"}, interactions=[liking | {"target_post_id": "m:003"}])
    assert told[:2] == ("wrote", "m:002")


def test_a_conversation_that_lost_its_thread_is_still_mine() -> None:
    mine = post(
        7, "self", "I press them.", title="Re: [Paper] Covers that warp", posted_at="2024-01-20", thread_id="m:007"
    )
    thread = ASKED | {"title": "Covers that warp"}
    assert joined(thread, KNOWN, mine) == []
    assert len(joined(thread, KNOWN, mine | {"posted_at": "2023-11-01"})) == 1
    assert len(joined(thread, KNOWN, mine | {"title": "Other covers"})) == 1


def test_names_errors_and_what_everybody_says_are_no_matter() -> None:
    named = {"accounts": [{"account_id": "m:ann", "name": "Runa Hollow"}], "people": [
        {"person_id": "m:ann", "name": "Runa Hollow", "handle": None, "network": "m"}]}  # fmt: skip
    greeting = ASKED | {"text": "Which one? Runa Hollow"}
    own = KNOWN | {"text": "Runa Hollow came by."}
    assert joined(greeting, own) != []
    assert grounds(greeting, own, **named) == []
    crash = 'Traceback (most recent call last):\n  File "{}.py", line 3, in run\n'
    assert joined(ASKED | {"text": crash.format("a") + "Why?"}, KNOWN | {"text": crash.format("b")}) == []
    many = [post(n, f"m:{n}", "A cover is warping again.", posted_at="2023-01-01") for n in range(10, 40)]
    assert joined(ASKED, KNOWN, *many) == []
