"""The Instagram export: expected rows by hand, layouts alike, cut exports, hostile input."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithkin.model.ids import handle_id, name_id
from kithkin.model.source import Member, Options
from kithkin.model.tables import NETWORK_KINDS, TABLES
from kithkin.sources import _instagram_tie_columns, _instagram_together, _meta_windows
from kithkin.sources._archive import open_archive
from kithkin.sources._instagram_items import handle_in, mentions_in, shortcode_in
from kithkin.sources.facebook_export import FacebookExport
from kithkin.sources.instagram_export import InstagramExport
from tests.sources import facebook_layouts
from tests.sources.facebook_layouts import DAY, NOW, written
from tests.sources.instagram_layouts import OWNER, era_2019, era_2021, era_2025, item, labelled
from tests.sources.reading import Reading, read
from tests.sources.test_facebook_export import comparable, mutated, without_nulls
from tests.worlds.memory import MemoryArchive

SOURCE = InstagramExport()
ME = handle_id("instagram", OWNER)
ERAS = [era_2021, era_2025]
CONNECTIONS = "connections/followers_and_following/"


def account(handle: str) -> str:
    return handle_id("instagram", handle)


def at(days: float) -> datetime:
    return datetime.fromtimestamp(NOW, UTC) - timedelta(days=days)


@pytest.mark.parametrize("era", [era_2019, *ERAS])
def test_every_layout_is_recognised_and_taken_for_no_other(era: Any) -> None:
    archive = MemoryArchive(era())
    assert SOURCE.recognises(archive, Options()) >= 0.9
    assert FacebookExport().recognises(archive, Options()) < SOURCE.recognises(archive, Options())


@pytest.mark.parametrize("era", [facebook_layouts.era_2018, facebook_layouts.era_2021, facebook_layouts.era_2023])
def test_a_facebook_export_is_not_taken_for_one(era: Any) -> None:
    archive = MemoryArchive(era())
    assert SOURCE.recognises(archive, Options()) < FacebookExport().recognises(archive, Options())


def without_threads(reading: Reading) -> dict[str, list[str]]:
    kept = Reading({t: [r for r in rows if "threads:" not in str(r)] for t, rows in reading.rows.items()})
    kept.rows["coverage"] = [row for row in kept.rows["coverage"] if row["network"] == "instagram"]
    for row in (*kept.of("follows"), *kept.of("posts"), *kept.of("interactions")):
        row.pop("list_position", None)
    return comparable(kept)


def test_the_same_facts_in_two_layouts_are_the_same_rows() -> None:
    one, two = without_threads(read(SOURCE, era_2021())), without_threads(read(SOURCE, era_2025()))
    assert one == two


@pytest.mark.parametrize("era", ERAS)
def test_many_at_once_and_one_by_one_read_alike(era: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    together = read(SOURCE, era())
    for kind in (_instagram_together.Acts, _instagram_together.Comments):
        monkeypatch.setattr(kind, "told", lambda _self, _item: None)
    monkeypatch.setattr(_instagram_tie_columns, "_plain", lambda _items: None)
    alone = read(SOURCE, era())
    assert without_threads(together) == without_threads(alone)
    assert (together.used, together.not_used, together.problems) == (alone.used, alone.not_used, alone.problems)


HANDLES = st.sampled_from(
    ["ann.lee", "Ann.Lee", "@ann.lee", "@@bo", " bo_diaz ", "bo_diaz", "Zoë", OWNER, "", "a" * 31, 5, None]
)
TIMES = st.sampled_from([NOW, NOW - 2 * DAY, (NOW - DAY) * 1000, NOW + 9 * DAY, 0, f"{NOW - DAY}", True, None])
HREFS = st.sampled_from([None, "https://www.instagram.com/cy.ost", "https://www.instagram.com/zoë"])
ENTRIES = st.fixed_dictionaries({"value": HANDLES, "timestamp": TIMES, "href": HREFS})
PLAIN = st.builds(
    lambda handle, at: {"title": "", "string_list_data": [{"value": handle, "timestamp": at}]},
    st.sampled_from(["ann.lee", "bo_diaz", "cy.ost"]), st.sampled_from([NOW - 1, NOW - DAY]),
)  # fmt: skip
FOLLOWS = st.lists(
    st.one_of(
        PLAIN, PLAIN, st.fixed_dictionaries({"title": HANDLES, "string_list_data": st.lists(ENTRIES, max_size=2)})
    ),
    max_size=6,
)


@given(FOLLOWS, FOLLOWS, FOLLOWS)
@settings(max_examples=60, deadline=None)
def test_windows_of_follows_are_read_as_each_by_itself(
    one: list[dict[str, Any]], two: list[dict[str, Any]], three: list[dict[str, Any]]
) -> None:
    folder = "connections/followers_and_following"
    files = {
        f"{folder}/followers_1.json": written(one),
        f"{folder}/followers_2.json": written(two),
        f"{folder}/following.json": written({"relationships_following": three}),
        "your_instagram_activity/messages/inbox/anlee_123456789/message_1.json": written(
            {"participants": [{"name": "Ann"}, {"name": OWNER}, {"name": "cy.ost"}], "messages": []}
        ),
        "your_instagram_activity/messages/inbox/bodiaz_223456789/message_1.json": written(
            {"participants": [{"name": "Bo"}, {"name": OWNER}], "messages": []}
        ),
    }
    together = read(SOURCE, files, me=(OWNER,))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(_instagram_tie_columns, "_plain", lambda _items: None)
        alone = read(SOURCE, files, me=(OWNER,))
    assert without_nulls(together) == without_nulls(alone)
    assert (together.used, +together.not_used) == (alone.used, +alone.not_used)
    assert {problem.what for problem in together.problems} == {problem.what for problem in alone.problems}


HANDLES = st.sampled_from(["bo.diaz", "Ann_Lee", OWNER, "no handle", "", None])
SECONDS = st.sampled_from([NOW - DAY, NOW - DAY, NOW - 2 * DAY, f"{NOW - DAY}", NOW + 9 * DAY, 0, None])
LINKS = st.sampled_from(
    ["https://www.instagram.com/p/Ab-1_x/", "https://instagram.com/reel/Cd2", "https://p.example/p/x", ""]
)
WORDS = st.sampled_from(["Well said.", "@bo.diaz see www.mill.example", "@cy.ost @cy.ost", "caf\u00c3\u00a9", "", None])


@given(st.lists(st.tuples(HANDLES, SECONDS, LINKS, WORDS), max_size=9), st.integers(1, 4))
@settings(max_examples=60, deadline=None)
def test_windows_of_acts_are_read_as_each_by_itself(found: list[tuple[Any, ...]], size: int) -> None:
    likes = [
        {"title": who, "string_list_data": [{"href": link, "value": "", "timestamp": second}]}
        for who, second, link, _ in found
    ]
    comments = [
        {"string_map_data": {"Comment": {"value": words}, "Media Owner": {"value": who}, "Time": {"timestamp": second}}}
        for who, second, _, words in found
    ]
    files = {
        "your_instagram_activity/likes/liked_posts.json": written({"likes_media_likes": likes}),
        "your_instagram_activity/comments/post_comments_1.json": written(comments),
    }
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(_meta_windows, "_TOGETHER", size)
        together = read(SOURCE, files, me=(OWNER,))
        for kind in (_instagram_together.Acts, _instagram_together.Comments):
            patched.setattr(kind, "told", lambda _self, _item: None)
        alone = read(SOURCE, files, me=(OWNER,))
    assert without_nulls(together) == without_nulls(alone)
    assert (together.used, +together.not_used) == (alone.used, +alone.not_used)
    assert {problem.what for problem in together.problems} == {problem.what for problem in alone.problems}


@pytest.mark.parametrize("era", ERAS)
def test_every_record_is_counted_once(era: Any) -> None:
    reading = read(SOURCE, era())
    total = sum(reading.used.values()) + sum(reading.not_used.values())
    threads = 5 if era is era_2025 else 0
    # 3 followers, 2 followed, 1+2+1 requests, 2 unfollowed, 4 marks, 1 profile, 2 likes, 2 comments, 2 stories,
    # 6 messages, 1 post.
    assert total == 3 + 2 + 4 + 2 + 4 + 1 + 2 + 2 + 2 + 6 + 1 + threads
    assert reading.failed == 0
    # A request that stands in two lists, one followed again, a "liked a message".
    assert sum(reading.not_used.values()) == 3


@pytest.mark.parametrize("era", [era_2019, *ERAS])
def test_no_table_holds_a_row_twice(era: Any) -> None:
    reading = read(SOURCE, era())
    for table, rows in (reading.rows | {"accounts": reading.accounts()}).items():
        keys = [tuple(row.get(column) for column in TABLES[table].identity) for row in rows]
        assert len(keys) == len(set(keys)), table


def test_follows_have_their_times_both_ways() -> None:
    reading = read(SOURCE, era_2025())
    ties = {
        (row["follower_id"], row["followed_id"]): (row["followed_at"], row.get("ended_at"), row.get("list_position"))
        for row in reading.of("follows")
        if row["network"] == "instagram"
    }
    assert ties == {
        (account("bo_diaz"), ME): (at(10), None, 0),
        (account("zoe.fjord"), ME): (at(400), None, 1),
        (account("cora"), ME): (at(900), None, 2),
        (ME, account("bo_diaz")): (at(9), None, 0),
        (ME, account("hana.star")): (at(950), None, 1),
        (ME, account("finn")): (None, at(6), None),
    }


def test_threads_is_a_network_of_its_own() -> None:
    reading = read(SOURCE, era_2025())
    (row,) = [row for row in reading.of("follows") if row["network"] == "threads"]
    assert (row["follower_id"], row["followed_id"]) == ("threads:@bo_diaz", "threads:@jane.roe")
    posts = {
        row["text"]: (row["kind"], row["author_id"], row["posted_at"])
        for row in reading.of("posts")
        if row["network"] == "threads"
    }
    assert posts == {
        "Tea with @bo_diaz": ("post", "threads:@jane.roe", at(14)),
        "Gladly ☕": ("reply", "threads:@jane.roe", at(15)),
    }
    acts = {
        (row["kind"], row["target_id"], row["happened_at"])
        for row in reading.of("interactions")
        if row["network"] == "threads"
    }
    assert acts == {
        ("like", "threads:@hana.star", at(12)),
        ("like", "threads:@cora", at(13)),
        ("mention", "threads:@bo_diaz", at(14)),
    }
    assert {row.get("target_post_id") for row in reading.of("interactions") if row["network"] == "threads"} == {
        "threads:Abc12",
        "threads:Abc13",
        None,
    }
    assert reading.coverage("interactions", "like", "out", "threads") == "all"
    assert reading.coverage("posts", "post", "out", "threads") == "all"
    assert reading.coverage("interactions", "reply", "out", "threads") == "none"
    assert reading.coverage("interactions", "like", "in", "threads") == "none"
    assert reading.coverage("follows", "follow", "in", "threads") == "all"
    assert reading.coverage("follows", "follow", "out", "threads") == "none"


def test_requests_and_marks() -> None:
    reading = read(SOURCE, era_2021())
    assert {(row["from_id"], row["to_id"], row["kind"], row["state"]) for row in reading.of("requests")} == {
        (ME, account("dirk"), "follow", "pending"),
        (ME, account("bo_diaz"), "follow", "accepted"),
        (account("eve"), ME, "follow", "pending"),
        (name_id("instagram", "Max Pitch"), ME, "message", "pending"),
    }
    assert {(row["marked_id"], row["kind"], row["marked_at"]) for row in reading.of("marks")} == {
        (account("gus"), "dismissed", at(100)),
        (account("spam_1"), "block", at(110)),
        (account("loud"), "restrict", at(120)),
        (account("zoe.fjord"), "close_friend", at(130)),
    }


def test_acts() -> None:
    reading = read(SOURCE, era_2025())
    acts = [row for row in reading.of("interactions") if row["network"] == "instagram"]
    assert {(row["target_id"], row["kind"], row["happened_at"]) for row in acts} == {
        (account("bo_diaz"), "like", at(20)),
        (account("hana.star"), "like", at(21)),
        (account("bo_diaz"), "comment", at(30)),
        (account("cora"), "mention", at(30)),
        (account("zoe.fjord"), "mention", at(40)),
        (account("cora"), "like", at(50)),
        (account("cora"), "reaction", at(51)),
    }
    posts = [row for row in reading.of("posts") if row["network"] == "instagram"]
    assert {(row["kind"], row["text"]) for row in posts} == {
        ("comment", "so good @cora ☕"),
        ("comment", "mine"),
        ("post", "with @zoe.fjord"),
    }


def test_names_in_messages_are_matched_where_the_folder_tells() -> None:
    rows = read(SOURCE, era_2021()).of("messages")
    zoe, somebody = account("zoe.fjord"), name_id("instagram", "Somebody")
    assert {(row["sender_id"], row["recipient_id"], row["folder"], row["text"]) for row in rows} == {
        (zoe, ME, "inbox", "salut ☕"),
        (ME, zoe, "inbox", "hello"),
        (zoe, ME, "inbox", "hi"),
        (zoe, somebody, "inbox", "hi"),
        (somebody, ME, "inbox", "who?"),
        (somebody, zoe, "inbox", "who?"),
        (name_id("instagram", "Max Pitch"), ME, "requests", "offer https://e.example"),
    }


@pytest.mark.parametrize("era", ERAS)
def test_the_owner(era: Any) -> None:
    owners = [row for row in read(SOURCE, era()).of("accounts") if row.get("is_self") and row["network"] == "instagram"]
    assert [(row["account_id"], row["name"], row["bio"]) for row in owners] == [(ME, "Jane Roë", "tea ☕")]


def test_the_layout_before_2021() -> None:
    reading = read(SOURCE, era_2019())
    when = datetime(2019, 5, 1, 10, tzinfo=UTC)
    assert {(row["follower_id"], row["followed_id"], row["followed_at"]) for row in reading.of("follows")} == {
        (account("bo_diaz"), ME, when),
        (ME, account("bo_diaz"), when),
        (ME, account("hana.star"), when),
    }
    assert {(row["kind"], row["target_id"]) for row in reading.of("interactions")} == {
        ("like", account("bo_diaz")),
        ("comment", account("bo_diaz")),
    }
    assert [(row["sender_id"], row["recipient_id"]) for row in reading.of("messages")] == [(account("bo_diaz"), ME)]
    assert sum(reading.not_used.values()) == 1
    assert reading.failed == 0


@pytest.mark.parametrize("era", [era_2019, *ERAS])
def test_coverage_is_stated_for_every_kind_and_direction(era: Any) -> None:
    reading = read(SOURCE, era())
    for kind in NETWORK_KINDS["instagram"]:
        table = "messages" if kind == "message" else "interactions"
        assert all(reading.coverage(table, kind, way, "instagram") != "absent" for way in ("in", "out")), kind
    for way in ("in", "out"):
        assert reading.coverage("follows", "follow", way, "instagram") == "all"
    assert reading.coverage("interactions", "like", "in", "instagram") == "none"
    assert reading.coverage("interactions", "like", "out", "instagram") == "all"
    assert reading.coverage("messages", "message", "in", "instagram") == "all"


def test_an_export_of_a_span_of_time_is_a_history() -> None:
    followers = written([item(f"fan{n}", n * 30 + 1) for n in range(10)])
    following = written({"relationships_following": [item(f"star{n}", n * 200 + 20) for n in range(10)]})
    files = {f"{CONNECTIONS}followers_1.json": followers, f"{CONNECTIONS}following.json": following}
    reading = read(SOURCE, files)
    for way in ("in", "out"):
        assert reading.coverage("follows", "follow", way, "instagram") == "some"
    assert any("span of time" in problem.what for problem in reading.problems)
    assert not any(row.get("ended_at_latest") for row in reading.of("follows"))


def test_the_range_that_was_asked_for_is_read() -> None:
    asked = {
        "timestamp": NOW,
        "label_values": [{"label": "Start date", "timestamp_value": NOW - 700 * DAY}],
    }
    fans = [item(f"fan{n}", n * 60 + 1) for n in range(11)]
    files = {
        f"{CONNECTIONS}followers_1.json": written(fans),
        "your_instagram_activity/other_activity/your_information_download_requests.json": written([asked]),
    }
    assert read(SOURCE, files).coverage("follows", "follow", "in", "instagram") == "some"
    del files["your_instagram_activity/other_activity/your_information_download_requests.json"]
    assert read(SOURCE, files).coverage("follows", "follow", "in", "instagram") == "all"


def test_a_young_account_is_not_taken_for_a_cut_export() -> None:
    signup = {"account_history_registration_info": [{"string_map_data": {"Time": {"timestamp": NOW - 60 * DAY}}}]}
    files = {
        f"{CONNECTIONS}followers_1.json": written([item(f"fan{n}", n) for n in range(50)]),
        "security_and_login_information/login_and_profile_creation/signup_details.json": written(signup),
    }
    assert read(SOURCE, files).coverage("follows", "follow", "in", "instagram") == "all"


def test_a_missing_part_is_told() -> None:
    files = {f"{CONNECTIONS}followers_{n}.json": written([item(f"fan{n}", n * 500)]) for n in (1, 3)}
    reading = read(SOURCE, files)
    assert any("part 2 is missing" in problem.what and problem.records == 0 for problem in reading.problems)
    assert reading.coverage("follows", "follow", "in", "instagram") == "some"


def test_a_list_that_is_not_there_is_not_an_empty_one() -> None:
    reading = read(SOURCE, {f"{CONNECTIONS}followers_1.json": written([item("bo_diaz", 900)])})
    assert reading.coverage("follows", "follow", "out", "instagram") == "none"
    empty = read(SOURCE, {f"{CONNECTIONS}following.json": written({"relationships_following": []})})
    assert empty.coverage("follows", "follow", "out", "instagram") == "all"


@pytest.mark.parametrize(
    ("href", "handle"),
    [
        ("https://www.instagram.com/jane.roe", "jane.roe"),
        ("https://www.instagram.com/_u/Jane_Roe?igsh=1", "jane_roe"),
        ("https://instagram.com.evil.example/jane.roe", ""),
        ("https://evil.example/instagram.com/jane.roe", ""),
        ("https://instagram.com@evil.example/jane", ""),
        ("javascript://instagram.com/jane", ""),
        ("https://www.instagram.com/p/abc/", ""),
        ("https://[::1", ""),
        ("", ""),
    ],
)
def test_only_a_link_to_a_profile_names_one(href: str, handle: str) -> None:
    assert handle_in(href) == handle


def test_links_and_mentions() -> None:
    assert shortcode_in("https://www.instagram.com/reel/AbC-1/") == "AbC-1"
    assert shortcode_in("https://evil.example/p/AbC/") == ""
    assert mentions_in("@a. and (@B_c) mail@example.org @a") == ["a", "b_c"]


def test_a_hostile_link_names_nobody() -> None:
    bad = {"title": "", "string_list_data": [{"href": "https://instagram.com.evil.example/x", "timestamp": NOW}]}
    reading = read(SOURCE, {f"{CONNECTIONS}followers_1.json": written([bad, item("bo_diaz", 1)])})
    assert reading.failed == 1
    assert [row["follower_id"] for row in reading.of("follows")] == [account("bo_diaz")]


def test_names_of_values_that_are_not_known_are_told_apart_by_form() -> None:
    said = {"string_map_data": {"K": {"value": "so good!"}, "O": {"value": "bo_diaz"}, "T": {"timestamp": NOW}}}
    unclear = {"string_map_data": {"K": {"value": "good"}, "O": {"value": "bo_diaz"}, "T": {"timestamp": NOW - 1}}}
    reading = read(SOURCE, {"comments/post_comments_1.json": written([said, unclear])})
    assert [row["target_id"] for row in reading.of("interactions")] == [account("bo_diaz"), None]


def test_whom_a_like_was_for_is_told_by_the_link_where_the_labels_language_is_not_known() -> None:
    owner = [
        {"label": "URL", "value": "https://www.instagram.com/bo_diaz/"},
        {"label": "Felhasználónév", "value": "bo_diaz"},
    ]
    post = {"label": "URL", "value": "https://www.instagram.com/p/AbC/"}
    like = {"timestamp": NOW, "label_values": [post, {"title": "Tulajdonos", "dict": [{"title": "", "dict": owner}]}]}
    (row,) = read(SOURCE, {"likes/liked_posts.json": written([like])}).of("interactions")
    assert (row["target_id"], row["target_post_id"]) == (account("bo_diaz"), "instagram:AbC")


def test_ids_are_the_same_in_a_later_export() -> None:
    one, two = read(SOURCE, era_2021()), read(SOURCE, era_2025())
    for table, key in (("interactions", "interaction_id"), ("messages", "message_id"), ("requests", "request_id")):
        ids = [{row[key] for row in reading.of(table) if row["network"] == "instagram"} for reading in (one, two)]
        assert ids[0] == ids[1]


def test_the_html_export_is_refused_with_the_way_to_json() -> None:
    files = {f"{CONNECTIONS}followers_1.html": "<html><a href='https://www.instagram.com/x'>x</a></html>"}
    assert SOURCE.recognises(MemoryArchive(files), Options()) >= 0.8
    (problem,) = read(SOURCE, files).problems
    assert "JSON" in problem.way_on


def test_a_lone_item_stands_for_a_list_of_one() -> None:
    files = {f"{CONNECTIONS}blocked_profiles.json": written(labelled("spam_1", 5))}
    assert [row["marked_id"] for row in read(SOURCE, files).of("marks")] == [account("spam_1")]


def test_a_repeated_part_adds_nothing() -> None:
    files = era_2025()
    twice = {**files, **{f"second.zip/{name}": data for name, data in files.items()}}
    one, two = read(SOURCE, files), read(SOURCE, twice)
    assert {table: len(rows) for table, rows in one.rows.items()} == {t: len(rows) for t, rows in two.rows.items()}


def test_unknown_files_are_told_from_known_ones() -> None:
    assert SOURCE.knows(Member("your_instagram_activity/saved/saved_posts.json", 1))
    assert not SOURCE.knows(Member("strange/file.json", 1))


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_damaged_values_never_raise(data: Any) -> None:
    files = data.draw(st.sampled_from([era_2019, era_2021, era_2025]))()
    for name in list(files):
        if name.endswith(".json") and not name.startswith("__MACOSX") and data.draw(st.booleans()):
            value = json.loads(files[name].decode("utf-8-sig"))
            files[name] = json.dumps(mutated(value, data.draw)).encode("utf-8", "surrogatepass")
    read(SOURCE, files)


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_damaged_bytes_never_raise(data: Any) -> None:
    files = data.draw(st.sampled_from([era_2019, era_2025]))()
    names = sorted(name for name in files if name.endswith(".json") and not name.startswith("__MACOSX"))
    name = data.draw(st.sampled_from(names))
    cut = data.draw(st.integers(1, len(files[name]) - 2))
    whole = read(SOURCE, files)
    files[name] = files[name][:cut] + data.draw(st.binary(max_size=5))
    damaged = read(SOURCE, files)
    assert damaged.failed or damaged.used[name] == whole.used[name]


@pytest.mark.parametrize(
    ("year", "counts"),
    [
        ("2024", {"followers": 3477, "following": 477, "pending_follow_requests": 6, "recent_follow_requests": 6,
                  "recently_unfollowed_profiles": 9, "removed_suggestions": 36, "blocked_profiles": 8}),
        ("2026", {"followers": 10, "following": 1139, "blocked_profiles": 1}),
    ],
)  # fmt: skip
def test_real_exports_are_counted_as_a_plain_script_counts_them(year: str, counts: dict[str, int]) -> None:
    data = os.environ.get("KITHKIN_DATA")
    if not data or not (folder := Path(data, "instagram", year)).is_dir():
        pytest.skip("KITHKIN_DATA names no folder with the real Instagram exports")
    plain = {}
    for path in folder.rglob("*.json"):
        value = json.loads(path.read_text())
        lone = isinstance(value, dict) and "label_values" in value
        entries = value if isinstance(value, list) else [value] if lone else next(iter(value.values()))
        plain[path.stem.removesuffix("_1")] = len(entries)
    assert plain == counts
    archive = open_archive([folder])
    files = {member.name: archive.open(member).read() for member in archive.members}
    reading = read(SOURCE, files)
    found = {
        Path(name).stem.removesuffix("_1"): reading.used[name] + reading.not_used[name]
        for name in {*reading.used, *reading.not_used} - {""}
    }
    assert found == counts
    assert reading.failed == 0
    assert reading.coverage("follows", "follow", "in", "instagram") == ("all" if year == "2024" else "some")
