"""The Facebook export: expected rows by hand, three layouts alike, encrypted chats, hostile input."""

from __future__ import annotations

import json
import os
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithkin.model.ids import name_id
from kithkin.model.source import Member, Options
from kithkin.model.tables import NETWORK_KINDS, TABLES
from kithkin.sources import _facebook_tie_columns, _facebook_together, _meta_windows
from kithkin.sources._facebook_titles import aim_of, writer_of
from kithkin.sources.facebook_export import FacebookExport
from tests.sources.facebook_layouts import (
    DAY,
    LABELLED_REACTIONS,
    NOW,
    OWNER,
    REACTIONS,
    ZOE,
    era_2018,
    era_2021,
    era_2023,
    message,
    sealed_chats,
    thread,
    written,
)
from tests.sources.reading import Reading, read
from tests.worlds.memory import MemoryArchive

SOURCE = FacebookExport()
ERAS = [era_2018, era_2021, era_2023]


def person(name: str) -> str:
    return name_id("facebook", name)


def at(days: float) -> datetime:
    return datetime.fromtimestamp(NOW, UTC) - timedelta(days=days)


def comparable(reading: Reading) -> dict[str, list[str]]:
    tables = reading.rows | {"accounts": reading.accounts()}
    return {table: sorted(repr(sorted(row.items(), key=str)) for row in rows) for table, rows in tables.items()}


@pytest.mark.parametrize("era", ERAS)
def test_many_at_once_and_one_by_one_read_alike(era: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    together = read(SOURCE, era())
    for kind in (_facebook_together.Comments, _facebook_together.Reactions):
        monkeypatch.setattr(kind, "told", lambda _self, _item: None)
    alone = read(SOURCE, era())
    assert comparable(together) == comparable(alone)
    assert (together.used, together.not_used, together.problems) == (alone.used, alone.not_used, alone.problems)


@pytest.mark.parametrize("era", ERAS)
def test_every_layout_is_recognised(era: Any) -> None:
    assert SOURCE.recognises(MemoryArchive(era()), Options()) > 0.9


def test_the_same_facts_in_three_layouts_are_the_same_rows() -> None:
    one, two, three = (comparable(read(SOURCE, era())) for era in ERAS)
    assert one == two == three


@pytest.mark.parametrize("era", ERAS)
def test_every_record_is_counted_once(era: Any) -> None:
    reading = read(SOURCE, era())
    # 17 lists: 2+1+1+1+2+1+1+1+1+1 ties, 2 reactions, 3 comments, 2 posts, 1 on the timeline, 2 photos, 1 contact,
    # 1 profile; 11 messages.
    assert sum(reading.used.values()) + sum(reading.not_used.values()) == 12 + 2 + 3 + 2 + 1 + 2 + 1 + 1 + 11
    assert reading.failed == 0
    # One friend who was removed and came back; one photo nobody spoke of; a call, two notices, a message taken back.
    assert sum(reading.not_used.values()) == 1 + 1 + 4


def test_no_table_holds_a_row_twice() -> None:
    reading = read(SOURCE, era_2023())
    for table, rows in (reading.rows | {"accounts": reading.accounts()}).items():
        keys = [tuple(row.get(column) for column in TABLES[table].identity) for row in rows]
        assert len(keys) == len(set(keys)), table


def test_ties() -> None:
    reading = read(SOURCE, era_2021())
    me = person(OWNER)
    ties = {
        (row["follower_id"], row["followed_id"], row["kind"]): (row["followed_at"], row.get("ended_at"))
        for row in reading.of("follows")
    }
    assert ties == {
        (person("Bo Diaz"), me, "friend"): (at(900), None),
        (person(ZOE), me, "friend"): (at(2000), None),
        (person("Finn Old"), me, "friend"): (None, at(6)),
        (person("Gus Fan"), me, "follow"): (None, None),
        (me, person("Hana Star"), "follow"): (at(70), None),
        (me, person("Tea Page"), "follow"): (at(80), None),
        (me, person("Rum Page"), "follow"): (None, at(81)),
    }
    fan = next(row for row in reading.of("follows") if row["follower_id"] == person("Gus Fan"))
    assert fan["followed_at_earliest"] is None
    assert fan["followed_at_latest"] == reading.seen[0].observed_at
    removed = next(row for row in reading.of("follows") if row["follower_id"] == person("Finn Old"))
    assert removed["followed_at_latest"] == at(6)


def test_requests() -> None:
    requests = {
        (row["from_id"], row["to_id"], row["kind"], row["state"], row["requested_at"])
        for row in read(SOURCE, era_2018()).of("requests")
    }
    me, millis = person(OWNER), timedelta(milliseconds=123)
    assert requests == {
        (person("Cora O'Brien"), me, "friend", "pending", at(3)),
        (me, person("Dirk Moll"), "friend", "pending", at(4)),
        (person("Eve Stone"), me, "friend", "rejected", at(5)),
        (person("Max Pitch"), me, "message", "pending", at(8) + millis),
        (person("gone from thread 5678901"), me, "message", "pending", at(9) + millis),
    }


def test_acts_and_whom_they_were_for() -> None:
    reading = read(SOURCE, era_2023())
    me = person(OWNER)
    acts = {(row["actor_id"], row["target_id"], row["kind"], row["happened_at"]) for row in reading.of("interactions")}
    assert acts == {
        (me, person(ZOE), "comment", at(10)),
        (me, person("Bo Diaz"), "reply", at(11)),
        (me, person("Bo Diaz"), "reaction", at(13)),
        (me, None, "reaction", at(14)),
        (me, person("Tea Page"), "reaction", at(82)),
        (me, person("Bo Diaz"), "mention", at(20)),
        (me, person(ZOE), "mention", at(20)),
        (person(ZOE), me, "mention", at(22)),
        (person("Bo Diaz"), me, "comment", at(399)),
        (me, person(ZOE), "reaction", None),
    }


def test_posts_with_repaired_words() -> None:
    posts = {row["posted_at"]: row for row in read(SOURCE, era_2018()).of("posts")}
    assert posts[at(20)]["text"] == "a day out ☕"
    assert posts[at(20)]["link_count"] == 1
    assert posts[at(21)]["text"] == "the sea"
    assert posts[at(10)]["text"] == "lovely é https://e.example"
    assert posts[at(10)]["kind"] == "comment"
    assert posts[at(11)]["community_id"].startswith("facebook:group:")
    assert posts[at(12)]["reply_to_id"] == person(OWNER)
    assert posts[at(22)]["author_id"] == person(ZOE)


def test_messages_have_a_row_per_recipient() -> None:
    reading = read(SOURCE, era_2021())
    me, millis = person(OWNER), timedelta(milliseconds=123)
    rows = {
        (row["sender_id"], row["recipient_id"], row["recipient_count"], row["folder"], row["text"], row["sent_at"])
        for row in reading.of("messages")
    }
    gone = person("gone from thread 5678901")
    assert rows == {
        (person(ZOE), me, 1, "inbox", "bonne journée ☕", at(1) + millis),
        (me, person(ZOE), 1, "inbox", "hello https://e.example/a", at(2) + millis),
        (person("Bo Diaz"), person(ZOE), 2, "inbox", "hi all", at(5) + millis),
        (person("Bo Diaz"), me, 2, "inbox", "hi all", at(5) + millis),
        (me, person("Bo Diaz"), 2, "inbox", "welcome", at(7) + millis),
        (me, person(ZOE), 2, "inbox", "welcome", at(7) + millis),
        (person("Bo Diaz"), me, 1, "archive", "old", at(30) + millis),
        (person("Max Pitch"), me, 1, "requests", "buy this", at(8) + millis),
        (gone, me, 1, "filtered", "?", at(9) + millis),
    }


def received(people: list[str], *messages: dict[str, Any]) -> list[tuple[str, str | None]]:
    """Return the words and recipients of one more thread."""
    files = era_2021() | {"messages/inbox/more_6789012/message_1.json": thread("more", people, list(messages))}
    rows = read(SOURCE, files).of("messages")
    return sorted((row["text"], row["recipient_id"]) for row in rows if row["thread_id"].endswith("6789012"))


def test_a_group_that_the_owner_left_was_the_owners_too() -> None:
    others = ["Bo Diaz", ZOE, "Facebook user"]
    gone = person("gone from thread 6789012")
    everybody = [("hi", person(OWNER)), ("hi", gone), ("hi", person(ZOE))]
    assert received(others, message("Bo Diaz", 1, "hi")) == sorted(everybody)
    assert received(["Bo Diaz"], message("Bo Diaz", 1, "hi")) == [("hi", person(OWNER))]
    assert received(["Bo Diaz", "Jane Earlier"], message("Bo Diaz", 1, "hi")) == [("hi", person("Jane Earlier"))]


def test_a_name_with_brackets_is_a_name() -> None:
    assert received(["Bo [tea]", OWNER], message("Bo [tea]", 1, "hi")) == [("hi", person(OWNER))]


def test_what_a_person_says_of_a_deed_is_a_message() -> None:
    told = message("Bo Diaz", 1, "Bo Diaz left the group."), message(OWNER, 2, "You named the group Tea.")
    said = message("Bo Diaz", 3, "changed the theme of my essay, at last")
    assert received(["Bo Diaz", OWNER], *told, said) == [("changed the theme of my essay, at last", person(OWNER))]


def test_contacts_name_addresses() -> None:
    contacts = read(SOURCE, era_2018()).of("contacts")
    assert {(row["name"], row["account_id"], row["phone"]) for row in contacts} == {
        ("Bo", "mail:bo@example.org", ""),
        ("Bo", "", "+1 555 0100"),
    }


def test_the_owner_is_the_profile() -> None:
    (owner,) = [row for row in read(SOURCE, era_2021()).of("accounts") if row.get("is_self")]
    assert (owner["account_id"], owner["name"], owner["created_at"]) == (person(OWNER), OWNER, at(4000))


def test_without_a_profile_the_owner_is_who_is_in_most_threads() -> None:
    files = {name: data for name, data in era_2021().items() if "profile" not in name}
    (owner,) = [row for row in read(SOURCE, files).of("accounts") if row.get("is_self")]
    assert owner["name"] == OWNER


def test_what_me_says_comes_first() -> None:
    (owner,) = [row for row in read(SOURCE, era_2021(), me=("Bo Diaz",)).of("accounts") if row.get("is_self")]
    assert owner["name"] == "Bo Diaz"


@pytest.mark.parametrize("era", ERAS)
def test_coverage_is_stated_for_every_kind_and_direction(era: Any) -> None:
    reading = read(SOURCE, era())
    for kind in NETWORK_KINDS["facebook"]:
        table = "messages" if kind == "message" else "interactions"
        assert all(reading.coverage(table, kind, way, "facebook") != "absent" for way in ("in", "out")), kind
    assert reading.coverage("follows", "friend", "in", "facebook") == "all"
    assert reading.coverage("interactions", "reaction", "in", "facebook") == "none"
    # One title could not be read, so not every act has its target.
    assert reading.coverage("interactions", "reaction", "out", "facebook") == "some"
    assert reading.coverage("messages", "message", "in", "facebook") == "all"
    assert reading.coverage("marks", "block", "out", "facebook") == "none"


def test_english_is_proposed_only_where_a_title_is_not_in_it() -> None:
    def remedies(title: str) -> set[str | None]:
        said = {
            "timestamp": int(NOW) - 90,
            "title": title,
            "data": [{"comment": {"timestamp": int(NOW) - 90, "comment": "Oh"}}],
        }
        files = {"comments_and_reactions/comments.json": json.dumps({"comments_v2": [said]}).encode()}
        rows = read(SOURCE, files).of("coverage")
        return {
            r["remedy"]
            for r in rows
            if (r["table_name"], r["kind"], r["direction"]) == ("interactions", "comment", "out")
        }

    assert remedies(f"{OWNER} commented on a post.") == {None}
    assert remedies(f"{OWNER} kommenterade ett inlägg.") == {
        "a Facebook export in English, whose sentences name more people"
    }


def test_chats_since_encryption_are_not_all_there() -> None:
    path = "your_facebook_activity/messages/inbox/zoe_1234567/message_1.json"
    files = {path: thread("inbox/zoe_1234567", [ZOE, OWNER], [message(ZOE, -900, "later")])}
    stated = [row for row in read(SOURCE, files).of("coverage") if row["table_name"] == "messages"]
    assert {(row["completeness"], row["covered_from"] is None) for row in stated} == {("all", True), ("some", False)}


def test_the_instant_is_the_date_in_the_file_name() -> None:
    reading = read(SOURCE, era_2023(), "facebook-janeroe-2022-06-03-abc123.zip")
    assert reading.seen[0].observed_at == datetime(2022, 6, 3, tzinfo=UTC)
    assert not reading.problems


def test_two_zips_of_one_export_belong_together() -> None:
    one = MemoryArchive({}, "facebook-janeroe-2022-06-03-abc123.zip")
    two = MemoryArchive({}, "facebook-janeroe-2022-06-03-xyz789.zip")
    other = MemoryArchive({}, "facebook-janeroe-2023-06-03-xyz789.zip")
    assert SOURCE.belongs(one) == SOURCE.belongs(two) != SOURCE.belongs(other)
    assert SOURCE.belongs(MemoryArchive({}, "download.zip")) is None


def test_parts_of_a_thread_are_one_thread_and_a_repeated_part_is_not_used() -> None:
    folder = "messages/inbox/zoe_1234567"
    first = thread("inbox/zoe_1234567", [ZOE, OWNER], [message(ZOE, 1, "new")])
    second = thread("inbox/zoe_1234567", [ZOE, OWNER], [message(OWNER, 2, "old")])
    files = {
        f"{folder}/message_1.json": first,
        f"{folder}/message_2.json": second,
        f"b.zip/{folder}/message_1.json": first,
    }
    reading = read(SOURCE, files)
    assert [row["text"] for row in reading.of("messages")] == ["new", "old"]
    assert len({row["thread_id"] for row in reading.of("messages")}) == 1
    assert sum(reading.not_used.values()) == 1


def test_ids_are_the_same_in_a_later_export() -> None:
    folder = "messages/inbox/zoe_1234567/message_1.json"
    early = thread("inbox/zoe_1234567", [ZOE, OWNER], [message(ZOE, 5, "a"), message(ZOE, 5, "b")])
    both = [message(OWNER, 1, "c"), message(ZOE, 5, "a"), message(ZOE, 5, "b")]
    late = thread("archived_threads/zoefjord_1234567", [ZOE, OWNER], both)
    one = {row["text"]: row["message_id"] for row in read(SOURCE, {folder: early}).of("messages")}
    moved = {"your_facebook_activity/messages/archived_threads/zoefjord_1234567/message_1.json": late}
    two = {row["text"]: row["message_id"] for row in read(SOURCE, moved).of("messages")}
    assert one.items() <= two.items()
    assert len(set(two.values())) == 3


def test_both_forms_of_a_reaction_are_one_act() -> None:
    files = {
        "your_facebook_activity/comments_and_reactions/likes_and_reactions.json": written(REACTIONS),
        "your_facebook_activity/comments_and_reactions/likes_and_reactions_1.json": written(LABELLED_REACTIONS),
    }
    reading = read(SOURCE, files, me=(OWNER,))
    acts = {(row["target_id"], row["happened_at"]) for row in reading.of("interactions")}
    assert acts == {(person("Bo Diaz"), at(13)), (None, at(14)), (person(ZOE), at(15))}
    assert sum(reading.not_used.values()) == 1
    alone = read(SOURCE, {next(iter(files)): files[next(iter(files))]}, me=(OWNER,))
    ids = {row["happened_at"]: row["interaction_id"] for row in reading.of("interactions")}
    assert all(ids[row["happened_at"]] == row["interaction_id"] for row in alone.of("interactions"))


TITLES = st.sampled_from([
    f"{OWNER} likes Bo Diaz's post.", f"{OWNER} commented on bo diaz's photo.", f"{OWNER} replied to Ann Lee's comment.",
    f"{OWNER} commented on her own post.", f"{OWNER} xyzzy plugh.", f"{OWNER} le gusta la foto de Bo en Madrid.",
    f"{OWNER} likes Facebook User's post.", "", 5,
])  # fmt: skip
SECONDS = st.sampled_from([NOW - DAY, NOW - DAY, NOW - 2 * DAY, f"{NOW - DAY}", NOW + 9 * DAY, 0, None])
WORDS = st.sampled_from(["Well said.", "see www.mill.example", "caf\u00c3\u00a9", " ", None])
ACTIVITY = st.lists(st.tuples(TITLES, SECONDS, WORDS, st.sampled_from([OWNER, OWNER, "Ann Lee", None])), max_size=9)


@given(ACTIVITY, st.integers(1, 4))
@settings(max_examples=60, deadline=None)
def test_windows_of_activity_are_read_as_each_by_itself(found: list[tuple[Any, ...]], size: int) -> None:
    folder = "your_facebook_activity/comments_and_reactions"
    said = [
        {"title": title, "data": [{"comment": {"timestamp": second, "comment": words, "author": who}}]}
        for title, second, words, who in found
    ]
    reacted = [
        {"timestamp": second, "title": title, "data": [{"reaction": {"reaction": "LIKE", "actor": who}}]}
        for title, second, _, who in found
    ]
    files = {
        f"{folder}/comments.json": written({"comments_v2": said}),
        f"{folder}/likes_and_reactions_1.json": written(reacted),
    }
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(_meta_windows, "_TOGETHER", size)
        together = read(SOURCE, files, me=(OWNER,))
        for kind in (_facebook_together.Comments, _facebook_together.Reactions):
            patched.setattr(kind, "told", lambda _self, _item: None)
        alone = read(SOURCE, files, me=(OWNER,))
    assert without_nulls(together) == without_nulls(alone)
    assert (together.used, +together.not_used) == (alone.used, +alone.not_used)
    assert Counter(problem.what for problem in together.problems) == Counter(problem.what for problem in alone.problems)


def test_two_friends_of_one_name_are_kept_apart() -> None:
    friends = [{"name": "Ann Lee", "timestamp": NOW - DAY}, {"name": "Ann Lee", "timestamp": NOW - 2 * DAY}]
    reading = read(SOURCE, {"friends/friends.json": written({"friends": friends})})
    assert len({row["follower_id"] for row in reading.of("follows")}) == 2
    again = {f"{part}friends/friends.json": written({"friends": friends}) for part in ("", "b.zip/")}
    assert len(read(SOURCE, again).of("follows")) == 2


NAMES = st.sampled_from(
    ["Ann Lee", "ann  lee", "ANN LEE", " Ann\tLee ", "ann lee 2", "Zoë".encode().decode("latin-1"), "Bo\xa0Diaz", "Ǆin",
     "Facebook User", OWNER, "", "日本", 5, None]
)  # fmt: skip
TIMES = st.sampled_from([NOW - DAY, NOW - 2 * DAY, (NOW - DAY) * 1000, NOW + 9 * DAY, 0, f"{NOW - DAY}", True, None])
PLAIN = st.tuples(st.sampled_from(["Ann Lee", "ann lee", "Bo Diaz", "Cy Ost"]), st.sampled_from([NOW - 1, NOW - DAY]))
PEOPLE = st.lists(
    st.one_of(PLAIN, PLAIN, st.tuples(NAMES, TIMES)).map(lambda each: {"name": each[0], "timestamp": each[1]}),
    max_size=7,
)


@given(st.fixed_dictionaries({name: st.lists(PEOPLE, max_size=2) for name in ("friends", "removed", "received")}))
@settings(max_examples=60, deadline=None)
def test_windows_of_people_are_read_as_each_by_itself(lists: dict[str, list[list[dict[str, Any]]]]) -> None:
    stems = {"friends": "friends", "removed": "removed_friends", "received": "received_friend_requests"}
    files = {
        f"friends/{part}/{stems[name]}.json": written({f"{name}_v2": people})
        for name, parts in lists.items()
        for part, people in enumerate(parts)
    } | {"profile_information/profile_information.json": written({"profile_v2": {"name": {"full_name": OWNER}}})}
    together = read(SOURCE, files)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(_facebook_tie_columns.TieColumns, "_alters", lambda *_: None)
        alone = read(SOURCE, files)
    assert without_nulls(together) == without_nulls(alone)
    assert (together.used, +together.not_used) == (alone.used, +alone.not_used)
    assert {problem.what for problem in together.problems} == {problem.what for problem in alone.problems}


def without_nulls(reading: Reading) -> dict[str, list[str]]:
    tables = reading.rows | {"accounts": reading.accounts()}
    rows = {table: [{n: v for n, v in row.items() if v is not None} for row in tables[table]] for table in tables}
    return {table: sorted(repr(sorted(row.items())) for row in rows[table]) for table in rows if rows[table]}


def test_what_is_told_of_one_by_itself_and_in_a_list_is_all_kept() -> None:
    """A page of a friend's name is met by itself; the list of followers names both again."""
    files = {
        "friends/friends.json": written({"friends": [{"name": "Bo Diaz", "timestamp": NOW - DAY}]}),
        "pages/followed_pages.json": written({"pages_followed_v2": [{"name": "BO DIAZ", "timestamp": NOW - DAY}]}),
    }
    found = [row for row in read(SOURCE, files).of("accounts") if row["account_id"] == person("Bo Diaz")]
    assert [row["name"] for row in found if row.get("name")] == ["Bo Diaz"]
    assert any(row.get("is_organisation") for row in found)


def test_encrypted_chats_are_not_repaired() -> None:
    files = sealed_chats()
    assert SOURCE.recognises(MemoryArchive(files), Options()) == 0.9
    reading = read(SOURCE, files)
    (row,) = reading.of("messages")
    assert (row["sender_id"], row["recipient_id"]) == (person(ZOE), person(OWNER))
    assert row["text"] == "Ã© stays as it is, é too"
    assert row["sent_at"] == datetime.fromtimestamp(NOW - 1, UTC)
    assert sum(reading.not_used.values()) == 1
    assert reading.coverage("messages", "message", "in", "facebook") == "some"


def test_the_html_export_is_refused_with_the_way_to_json() -> None:
    files = {"connections/friends/your_friends.html": "<html><body>friends</body></html>", "start_here.html": "<html>"}
    assert SOURCE.recognises(MemoryArchive(files), Options()) >= 0.8
    reading = read(SOURCE, files)
    (problem,) = reading.problems
    assert "JSON" in problem.way_on
    assert not reading.rows


def test_blocked_people_are_marked() -> None:
    files = {"connections/friends/blocked_users.json": written({"blocked_users_v2": [{"name": ZOE, "timestamp": NOW}]})}
    reading = read(SOURCE, files)
    assert [(row["marked_id"], row["kind"]) for row in reading.of("marks")] == [(person(ZOE), "block")]
    assert reading.coverage("marks", "block", "out", "facebook") == "all"


def test_whom_the_owner_follows_is_complete_with_both_lists_alone() -> None:
    files = era_2021()
    pages = files.pop("pages/pages_and_profiles_you_follow.json")
    people = files.pop("friends_and_followers/who_you_follow.json")
    for more, completeness in (
        ({"pages/pages_and_profiles_you_follow.json": pages}, "some"),
        ({"friends_and_followers/who_you_follow.json": people}, "some"),
        (
            {"pages/pages_and_profiles_you_follow.json": pages, "friends_and_followers/who_you_follow.json": people},
            "all",
        ),
    ):
        assert read(SOURCE, files | more).coverage("follows", "follow", "out", "facebook") == completeness


def test_an_export_of_a_span_of_time_is_not_complete() -> None:
    files = era_2021()
    friends = [{"name": f"Friend {n}", "timestamp": NOW - n * DAY} for n in range(20)]
    files["friends_and_followers/friends.json"] = written({"friends_v2": friends})
    reading = read(SOURCE, files)
    assert reading.coverage("follows", "friend", "in", "facebook") == "some"
    assert any("span of time" in problem.what for problem in reading.problems)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Jane Roe commented on Bo Diaz's post.", "Bo Diaz"),
        ("Jane Roe likes Cora O'Brien’s photo in Tea Lovers.", "Cora O'Brien"),
        ("Jane Roe hat Bo Diaz' Beitrag kommentiert.", "Bo Diaz"),
        ("Jane Roe hat Cora Finks Foto kommentiert.", "Cora Fink"),
        ("Jane Roe hat auf den Kommentar von Bo Diaz geantwortet.", "Bo Diaz"),
        ("Jane Roe gefällt Cora Finks Beitrag.", "Cora Fink"),
        ("Jane Roe a commenté la publication de Bo Diaz.", "Bo Diaz"),
        ("Jane Roe aime la photo d’Anna Fink.", "Anna Fink"),
        ("Jane Roe comentó la publicación de Bo Diaz.", "Bo Diaz"),
        ("A Jane Roe le gusta la foto de Bo Diaz.", "Bo Diaz"),
        ("Jane Roe curtiu a publicação de Bo Diaz.", "Bo Diaz"),
        ("Jane Roe respondeu ao comentário de Bo Diaz.", "Bo Diaz"),
        ("Jane Roe ha commentato il post di Bo Diaz.", "Bo Diaz"),
        ("A Jane Roe piace la foto di Bo Diaz.", "Bo Diaz"),
        ("Jane Roe heeft gereageerd op het bericht van Bo Diaz.", "Bo Diaz"),
        ("Jane Roe vindt de foto van Bo Diaz leuk.", "Bo Diaz"),
        ("Jane Roe likes a post.", None),
        ("Jane Roe comentó la publicación de Bo en Madrid.", None),
        ("Jane Roe xyzzy plugh.", None),
        ("x" * 100_000, None),
    ],
)
def test_whom_a_title_names(title: str, name: str | None) -> None:
    assert aim_of(title, OWNER).name == name


@pytest.mark.parametrize(
    "title",
    [
        "Jane Roe commented on her own photo.",
        "Jane Roe hat ihren eigenen Beitrag kommentiert.",
        "Jane Roe a commenté sa propre publication.",
        "Jane Roe comentó su propia publicación.",
        "Jane Roe ha commentato il proprio post.",
        "Jane Roe heeft gereageerd op haar eigen foto.",
    ],
)
def test_a_title_names_the_owner(title: str) -> None:
    assert aim_of(title, OWNER).is_own


def test_who_wrote_on_the_timeline() -> None:
    assert writer_of("Bo Diaz wrote on your timeline.") == "Bo Diaz"
    assert writer_of("Something else happened.") is None


def test_unknown_files_are_told_from_known_ones() -> None:
    assert SOURCE.knows(Member("x/ads_information/ad_preferences.json", 1))
    assert SOURCE.knows(Member("posts/media/a.bin", 1))
    assert not SOURCE.knows(Member("strange/file.json", 1))


def test_a_cut_file_gives_what_came_before_and_one_problem() -> None:
    files = era_2021()
    path = "friends_and_followers/friends.json"
    files[path] = files[path][: len(files[path]) - 20]
    reading = read(SOURCE, files)
    assert [problem.member for problem in reading.problems if problem.records] == [path]
    assert reading.used[path] == 1
    assert reading.coverage("follows", "friend", "in", "facebook") == "some"


JUNK: list[Any] = [None, 0, -1, 1e300, "", "x", "Ã", [], {}, [[]], {"a": 1}, True, "9" * 400, 4102444800, "\udcff"]


def mutated(value: Any, draw: Any) -> Any:
    """Return the value with some of its parts replaced by what does not belong there."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.sampled_from(JUNK))
    if isinstance(value, list):
        return [mutated(each, draw) for each in value]
    if isinstance(value, dict):
        return {key: mutated(each, draw) for key, each in value.items() if draw(st.integers(0, 15))}
    return value


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_damaged_values_never_raise(data: Any) -> None:
    files = data.draw(st.sampled_from([era_2018, era_2023, sealed_chats]))()
    for name in list(files):
        if name.endswith(".json") and not name.startswith("__MACOSX") and data.draw(st.booleans()):
            value = json.loads(files[name].decode("utf-8-sig"))
            files[name] = json.dumps(mutated(value, data.draw)).encode("utf-8", "surrogatepass")
    read(SOURCE, files)


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_damaged_bytes_never_raise_and_are_told(data: Any) -> None:
    files = era_2023()
    names = sorted(name for name in files if name.endswith(".json") and not name.startswith("__MACOSX"))
    name = data.draw(st.sampled_from(names))
    cut = data.draw(st.integers(1, len(files[name]) - 2))
    files[name] = files[name][:cut] + data.draw(st.binary(max_size=5))
    whole, damaged = read(SOURCE, era_2023()), read(SOURCE, files)
    # What follows a list inside its file, such as a thread's title, is not needed.
    assert damaged.failed or damaged.used[name] == whole.used[name]
    assert damaged.used[name] <= whole.used[name]


def test_huge_and_deep_values_are_survived() -> None:
    deep: Any = "x"
    for _ in range(60):
        deep = {"label_values": [{"label": "Name", "dict": [deep]}]}
    friends = [{"name": "a" * 10_000_000, "timestamp": NOW}, {"name": 5, "timestamp": "x"}, deep, {"name": "Bo"}]
    reading = read(SOURCE, {"friends/friends.json": written({"friends": friends})})
    assert reading.used["friends/friends.json"] == 2
    assert reading.failed == 2
    assert {problem.place for problem in reading.problems if problem.records} == {"item 2", "item 3"}


FALSE_TIMES = [
    (NOW + 900 * DAY, "after the export"), (4_116_441_600, "after the export"), (10**14 - 1, "after the export"),
    (10**30, "after the export"), (-8_640_000, "before there was such a network"), (-(10**30), "before"), (1, "before"),
]  # fmt: skip


@pytest.mark.parametrize(("time", "what"), FALSE_TIMES)
def test_a_time_that_cannot_be_true_is_not_believed_and_counted(time: int, what: str) -> None:
    friends = [{"name": name, "timestamp": time} for name in ("Bo Diaz", "Cy Ost")]
    reacted = [
        {"timestamp": time, "title": "Jane Roe likes Bo Diaz's post.", "data": [{"reaction": {"reaction": "LIKE"}}]}
    ]
    files = {
        "friends/friends.json": written({"friends": friends}),
        "likes_and_reactions/posts_and_comments.json": written({"reactions": reacted}),
        "messages/inbox/zoe_1234567/message_1.json": thread(
            "inbox/zoe_1234567", [ZOE, OWNER], [message(ZOE, 1, "hello") | {"timestamp_ms": time}]
        ),
    }
    reading = read(SOURCE, files, "facebook-janeroe-2022-06-03-abc.zip")
    dated = [row["followed_at"] for row in reading.of("follows")] + [row["sent_at"] for row in reading.of("messages")]
    assert dated + [row["happened_at"] for row in reading.of("interactions")] == [None] * 4
    doubts = [(problem.member, problem.place) for problem in reading.problems if what in problem.what]
    assert doubts == [(name, "2 items" if "friends" in name else "one item") for name in files]
    assert reading.failed == 0


def test_who_takes_part_or_reacts_and_cannot_be_read_is_a_problem() -> None:
    said = [
        message(ZOE, 1, "a", reactions=[{"reaction": "👍", "actor": OWNER}, {"reaction": "👍", "actor": 7}]),
        message(ZOE, 2, "b", reactions="broken"),
        message(ZOE, 3, "c", reactions=[{"reaction": "👍", "actor": OWNER}]),
    ]
    files = {"messages/inbox/zoe_1234567/message_1.json": thread("inbox/zoe_1234567", [ZOE, OWNER], said)}
    reading = read(SOURCE, files)
    places = [(problem.place, problem.records) for problem in reading.problems if problem.member]
    assert places == [("message 1", 0), ("message 2", 0)]
    assert (len(reading.of("messages")), len(reading.of("interactions"))) == (3, 2)


@pytest.mark.parametrize("broken", [None, 7, "Zoe", {"name": "Zoe"}, [{"name": "Zoe Fjord"}, {"name": 7}], [["Zoe"]]])
def test_participants_that_cannot_be_read_are_a_problem(broken: Any) -> None:
    document = {"participants": broken, "messages": [message(ZOE, 1, "a")]}
    path = "messages/inbox/zoe_1234567/message_1.json"
    reading = read(SOURCE, {path: written(document)})
    assert (path, "participants", 0) in [(each.member, each.place, each.records) for each in reading.problems]
    assert len(reading.of("messages")) == 1
    assert reading.coverage("messages", "message", "in", "facebook") == "some"


def _instance(schema: Any, root: Any, schemas: Path) -> Any:
    """Return the least value that a schema of the 2019 download allows, all optional parts included."""
    if "$ref" in schema:
        place, pointer = schema["$ref"].split("#") if "#" in schema["$ref"] else (schema["$ref"], "")
        root = json.loads((schemas / place.split("facebook-schemas/")[-1]).read_text()) if place else root
        found = root
        for step in pointer.strip("/").split("/") if pointer else ():
            found = found[step]
        return _instance(found, root, schemas)
    for choice in ("oneOf", "anyOf"):
        if choice in schema:
            return _instance(schema[choice][0], root, schemas)
    kind = schema.get("type")
    if kind == "object":
        return {key: _instance(each, root, schemas) for key, each in schema.get("properties", {}).items()}
    if kind == "array":
        return [_instance(schema.get("items", {"type": "string"}), root, schemas)]
    return {"integer": NOW, "boolean": True, "number": 1.5}.get(kind, "Made Up")


def test_instances_of_the_2019_schemas_are_read() -> None:
    folder = os.environ.get("KITHKIN_DATA")
    if not folder or not (schemas := Path(folder, "facebook", "schemas-2019")).is_dir():
        pytest.skip("KITHKIN_DATA names no folder with the schemas of a Facebook download")
    files = {}
    for path in schemas.rglob("*.json"):
        schema = json.loads(path.read_text())
        relative = path.relative_to(schemas).as_posix()
        if path.parent.name not in ("_partials", "schemas-2019"):
            relative = "messages/made_1234567/message.json" if path.parent.name == "messages" else relative
            value = _instance(schema, schema, schemas)
            if path.parent.name == "messages":
                # With everything a message can hold at once it would be a call that somebody joined.
                value["messages"] = [{"sender_name": "Made Up", "timestamp_ms": NOW * 1000, "content": "hello"}]
            files[relative.replace("album/album", "album/0")] = written(value)
    reading = read(SOURCE, files, me=("Somebody Else",))
    assert reading.failed == 0, reading.problems
    assert all(SOURCE.knows(Member(name, 1)) for name in files)
    assert {"follows", "requests", "posts", "interactions", "contacts", "accounts", "messages"} <= set(reading.rows)
