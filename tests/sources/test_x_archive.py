"""X archives of every era: the rows by hand, the same facts the same rows, damage, accounting."""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kithkin.model.source import Archive, Batch, NotUsed, Options, Problem, Record, Seen
from kithkin.model.tables import TABLES
from kithkin.sources._archive import open_archive
from kithkin.sources.x_archive import XArchive
from tests.sources import x_layouts as layouts
from tests.sources.x_layouts import EGO, FRIEND, OTHER, POST, QUOTE, REPLY, REPOST, TALK
from tests.worlds.memory import MemoryArchive

ME = f"x:{EGO}"


@dataclass
class Read:
    """All that was yielded."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    used: Counter[str] = field(default_factory=Counter)
    not_used: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    seen: list[datetime] = field(default_factory=list)

    def by(self, table: str, *columns: str) -> list[tuple[Any, ...]]:
        return sorted((tuple(row.get(c) for c in columns) for row in self.rows[table]), key=repr)

    @property
    def records(self) -> int:
        return self.used.total() + self.not_used.total() + sum(p.records for p in self.problems)


def plain(value: Any) -> Any:
    if hasattr(value, "as_py"):
        return value.as_py()
    if hasattr(value, "dtype"):
        value = value.item() if value == value else None
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value


def read(files: Mapping[str, bytes] | Archive) -> Read:
    archive = MemoryArchive(files) if isinstance(files, Mapping) else files
    found = Read()
    for item in XArchive().read(archive, Options()):
        match item:
            case Record():
                found.used[item.member] += 1
                for row in item.rows:
                    found.rows[row.table].append(dict(row.values))
            case Batch():
                found.used[item.member] += item.used
                for table, columns in item.tables.items():
                    assert len({len(c) for c in columns.values()}) == 1
                    cells = zip(*(map(plain, c) for c in columns.values()), strict=True)
                    found.rows[table] += [dict(zip(columns, row, strict=True)) for row in cells]
            case NotUsed():
                found.not_used[item.member] += item.count
            case Problem():
                found.problems.append(item)
            case Seen():
                assert not found.rows
                found.seen.append(item.observed_at)
    check(found)
    return found


KINDS: dict[str, type | tuple[type, ...]] = {
    "text": str, "integer": int, "double": float, "boolean": bool, "instant": datetime, "date": object,
}  # fmt: skip


def check(found: Read) -> None:
    """Rows have declared columns of declared types, and one row per grain."""
    assert len(found.seen) == 1
    for table, rows in found.rows.items():
        for row in rows:
            for name, value in row.items():
                assert value is None or isinstance(value, KINDS[TABLES[table].column(name).type]), (table, name, value)
        keys = [tuple(row.get(c) for c in TABLES[table].identity) for row in rows]
        assert len(set(keys)) == len(keys), (table, [k for k, n in Counter(keys).items() if n > 1])


@pytest.fixture(scope="module")
def today() -> Read:
    return read(layouts.current())


def test_posts_by_hand(today: Read) -> None:
    assert today.by("posts", "post_id", "kind", "text", "reply_to_id", "quoted_post_id", "like_count") == sorted(
        [
            (f"x:{POST}", "post", "bread & <butter> https://example.org/bread", None, None, 3),
            (f"x:{REPLY}", "reply", "@Fern @otto yes, ask @nobody", f"x:{FRIEND}", None, 3),
            (f"x:{REPOST}", "repost", "RT @otto: about @Fern", None, None, None),
            (
                f"x:{QUOTE}",
                "quote",
                "see https://twitter.com/Quill/status/1690000000000000000",
                None,
                "x:1690000000000000000",
                3,
            ),
            (f"x:{TALK}", "post", "with @Fern and @otto", None, None, 3),
        ],
        key=repr,
    )
    at = {row["post_id"]: (row["posted_at"], row["posted_at_basis"]) for row in today.rows["posts"]}
    assert at[f"x:{POST}"] == (datetime(2023, 8, 12, 16, 10, 37, 499000, UTC), "decoded")


def test_interactions_by_hand(today: Read) -> None:
    assert today.by(
        "interactions", "interaction_id", "kind", "actor_id", "target_id", "target_post_id", "is_inferred"
    ) == sorted(
        [
            (f"x:{REPLY}:reply", "reply", ME, f"x:{FRIEND}", f"x:{POST}", False),
            (f"x:{REPLY}:mention:x:@nobody", "mention", ME, "x:@nobody", None, False),
            (f"x:{REPOST}:repost", "repost", ME, f"x:{OTHER}", None, False),
            (f"x:{QUOTE}:quote", "quote", ME, "x:@quill", "x:1690000000000000000", True),
            (f"x:{TALK}:mention:x:{FRIEND}", "mention", ME, f"x:{FRIEND}", None, False),
            (f"x:{TALK}:mention:x:{OTHER}", "mention", ME, f"x:{OTHER}", None, False),
            ("x:like:1600000000000000000", "like", ME, None, "x:1600000000000000000", False),
            ("x:like:20", "like", ME, None, "x:20", False),
            ("x:reaction:9", "reaction", ME, f"x:{FRIEND}", None, False),
        ],
        key=repr,
    )
    like = next(row for row in today.rows["interactions"] if row["interaction_id"] == "x:like:1600000000000000000")
    assert like["happened_at_earliest"] == datetime(2022, 12, 6, 5, 31, 41, 219000, UTC)
    assert like["happened_at_latest"] == today.seen[0] == datetime(2023, 9, 1, tzinfo=UTC)


def test_graph_by_hand(today: Read) -> None:
    assert today.by("follows", "follower_id", "followed_id", "list_position") == sorted(
        [(f"x:{FRIEND}", ME, 0), (f"x:{OTHER}", ME, 1), (ME, f"x:{FRIEND}", 0)], key=repr
    )
    earliest = {row["follower_id"]: row["followed_at_earliest"] for row in today.rows["follows"]}
    assert earliest[f"x:{OTHER}"] is None
    assert earliest[f"x:{FRIEND}"] is not None
    assert today.by("marks", "marker_id", "marked_id", "kind", "list_id") == sorted(
        [
            (ME, "x:777", "block", ""),
            (ME, "x:778", "mute", ""),
            ("x:@lister", ME, "list_member", "x:lister/good-bakers"),
        ],
        key=repr,
    )


def test_messages_by_hand(today: Read) -> None:
    first, second = "x:1690395372546301990", "x:1690395372546301991"
    group = "x:169039537254630200"
    assert today.by(
        "messages", "message_id", "sender_id", "recipient_id", "recipient_count", "text", "link_count"
    ) == sorted(
        [
            (first, f"x:{FRIEND}", ME, 1, "hello & https://example.org/m", 1),
            (second, ME, f"x:{FRIEND}", 1, "hi", 0),
            (f"{group}0", f"x:{FRIEND}", ME, 1, "two of us", 0),
            (f"{group}1", ME, f"x:{FRIEND}", 2, "three", 0),
            (f"{group}1", ME, f"x:{OTHER}", 2, "three", 0),
            (f"{group}2", ME, f"x:{OTHER}", 1, "two", 0),
        ],
        key=repr,
    )


def test_a_group_is_the_owners_too_and_who_comes_back_is_in_it_again() -> None:
    def said(number: int, day: int) -> dict[str, Any]:
        id_ = str(1690395372546302100 + number)
        return {"messageCreate": {"id": id_, "senderId": FRIEND, "createdAt": f"2023-08-{day:02}T00:00:00.000Z"}}

    def moved(what: str, day: int) -> dict[str, Any]:
        return {what: {"userIds": [OTHER], "createdAt": f"2023-08-{day:02}T12:00:00.000Z"}}

    events = [
        said(4, 9), moved("participantsJoin", 8), said(3, 7), moved("participantsLeave", 6), said(2, 5),
        moved("participantsJoin", 4), said(1, 3),
    ]  # fmt: skip
    groups = [{"dmConversation": {"conversationId": "1500000000000000009", "messages": events}}]
    files = layouts.current() | {"data/direct-messages-group.js": layouts.script("direct-messages-group", groups)}
    rows = [row for row in read(files).rows["messages"] if row["thread_id"] == "x:1500000000000000009"]
    assert sorted((row["message_id"][-1], row["recipient_id"]) for row in rows) == sorted(
        [(day, ME) for day in "1234"] + [("2", f"x:{OTHER}"), ("4", f"x:{OTHER}")]
    )


def test_accounts_and_links(today: Read) -> None:
    accounts = {row["account_id"]: row for row in today.rows["accounts"]}
    assert (accounts[ME]["is_self"], accounts[ME]["handle"], accounts[ME]["place"]) == (True, "ego", "Here")
    assert (accounts[f"x:{FRIEND}"]["handle"], accounts[f"x:{FRIEND}"]["name"]) == ("Fern", "Fern Example")
    assert accounts[f"x:{FRIEND}"]["created_at_basis"] == "decoded"
    assert accounts[f"x:{OTHER}"]["created_at"] is None
    assert today.by("account_links", "from_id", "to_id", "evidence") == sorted(
        [
            ("x:@fern", f"x:{FRIEND}", "same-account"), ("x:@otto", f"x:{OTHER}", "same-account"),
            ("x:@oldego", ME, "handle-change"),
        ],
        key=repr,
    )  # fmt: skip


def test_accounting(today: Read) -> None:
    assert today.problems == []
    assert today.records == 1 + 1 + 1 + 1 + 5 + 2 + 2 + 1 + 1 + 1 + 1 + 2 + 7
    assert today.not_used.total() == 1  # a group was given a name
    known = [XArchive().knows(member) for member in MemoryArchive(layouts.current()).members]
    assert all(known)
    assert not XArchive().knows(MemoryArchive({"data/strange.js": b""}).members[0])


@pytest.mark.parametrize(
    "files",
    [
        layouts.of_2020(), layouts.in_parts(), layouts.current(indent=None), layouts.current(indent=0, end=";"),
        layouts.shifted(layouts.current()),
    ],
    ids=["2020", "parts", "one line", "semicolon", "packed anew"],
)  # fmt: skip
def test_same_facts_same_rows(today: Read, files: dict[str, bytes]) -> None:
    found = read(files)
    assert found.problems == []
    assert {t: sorted(map(repr, rows)) for t, rows in found.rows.items()} == {
        t: sorted(map(repr, rows)) for t, rows in today.rows.items()
    }


def test_the_root_layout_has_the_same_rows_but_for_its_date(today: Read) -> None:
    found = read(layouts.of_2018())
    assert [(p.records, "newest post or message" in p.what) for p in found.problems] == [(0, True)]
    for table in ("posts", "messages", "account_links"):
        assert sorted(map(repr, found.rows[table])) == sorted(map(repr, today.rows[table]))
    assert {r["interaction_id"] for r in found.rows["interactions"]} == {
        r["interaction_id"] for r in today.rows["interactions"]
    }


def test_the_classic_layout() -> None:
    found = read(layouts.classic())
    assert found.problems == []
    assert found.seen == [datetime(2012, 5, 6, 7, 8, 9, tzinfo=UTC)]
    assert found.by("posts", "post_id", "kind", "author_id", "quoted_post_id", "posted_at_basis") == [
        ("x:100", "reply", "x:42", None, "read"), ("x:200", "post", "x:42", None, "read"),
        ("x:300", "repost", "x:42", "x:250", "read"),
    ]  # fmt: skip
    assert found.by("interactions", "kind", "target_id", "target_post_id") == [
        ("reply", "x:12345", "x:90"), ("repost", "x:12345", "x:250"),
    ]  # fmt: skip
    assert found.not_used["tweets.csv"] == 1


def test_recognises_and_belongs() -> None:
    source = XArchive()
    for files in (
        layouts.current(),
        layouts.of_2018(),
        layouts.classic(),
        {"tweets.csv": layouts.classic()["tweets.csv"]},
    ):
        assert source.recognises(MemoryArchive(files), Options()) >= 0.9
    assert source.recognises(MemoryArchive({"a.csv": b"1", "account.js": b"export default 1"}), Options()) == 0
    assert source.belongs(MemoryArchive(layouts.current())) == f"x:{EGO}:{layouts.MADE_AT}"
    assert source.belongs(MemoryArchive(layouts.of_2018())) is None


def statements(found: Read) -> dict[tuple[str, str], str]:
    return {(row["kind"], row["direction"]): row["completeness"] for row in found.rows["coverage"]}


def test_coverage(today: Read) -> None:
    said = statements(today)
    assert said["like", "in"] == said["reply", "in"] == "none"
    assert said["reply", "out"] == said["message", "in"] == said["follow", "in"] == "all"
    files = layouts.current()
    del files["data/follower.js"]
    files["data/tweets.js"] = files["data/tweets.js"][:2500]
    said = statements(read(files))
    assert (said["follow", "in"], said["reply", "out"]) == ("none", "some")


def test_headers_stand_in_for_missing_texts() -> None:
    files = layouts.current()
    headers = files["data/direct-messages.js"].replace(b'"text"', b'"nothing"')
    files["data/direct-message-headers.js"] = headers
    assert read(files).not_used["data/direct-message-headers.js"] == 2
    del files["data/direct-messages.js"]
    found = read(files)
    assert {row["text"] for row in found.rows["messages"] if row["message_id"].endswith("1990")} == {None}
    assert statements(found)["message", "out"] == "all"
    header = {
        "tweet": {"tweet_id": "1690395372546301000", "user_id": EGO, "created_at": "Sat Aug 12 16:10:37 +0000 2023"}
    }
    files["data/tweet-headers.js"] = layouts.script("tweet-headers", [header, {"tweet": {"tweet_id": POST}}])
    found = read(files)
    assert (found.used["data/tweet-headers.js"], found.not_used["data/tweet-headers.js"]) == (1, 1)


def test_long_and_edited_posts() -> None:
    long = "a long story about bread, " * 20 + "the end"
    first, newest = str(int(TALK) + (1 << 32)), str(int(TALK) + (2 << 32))
    chain = {"editTweetIds": [first, newest], "editsRemaining": "4"}
    edited = [
        layouts.tweet(first, "old words", edit_info={"initial": chain}),
        layouts.tweet(newest, "new words", edit_info={"edit": {"initialTweetId": first, "editControlInitial": chain}}),
    ]
    cut = layouts.tweet(str(int(POST) - 4_000_000_000), long[:250] + "… https://t.co/z")
    note = {"noteTweetId": str(int(POST) - 8_000_000_000), "core": {"text": long}}
    files = layouts.current()
    files["data/tweets.js"] = layouts.script("tweets", [{"tweet": t} for t in [*edited, cut]])
    files["data/note-tweet.js"] = layouts.script("note-tweet", [{"noteTweet": note}])
    files.pop("data/manifest.js")
    found = read(files)
    assert sorted(row["text"] for row in found.rows["posts"]) == [long, "new words"]
    assert (found.used["data/tweets.js"], found.not_used["data/tweets.js"]) == (2, 1)


def test_the_manifest_is_compared() -> None:
    files = layouts.current()
    files["data/manifest.js"] = layouts.manifest({"data/tweets.js": 7, "data/like.js": 2, "data/mute-part1.js": 3})
    assert [(p.member, p.records) for p in read(files).problems] == [("data/tweets.js", 0), ("data/mute-part1.js", 0)]


def test_a_list_that_holds_fewer_than_its_manifest_says_is_known_in_part() -> None:
    files = layouts.current()
    held = len(json.loads(files["data/follower.js"].partition(b"=")[2]))
    for declared, extent in ((held, "all"), (held + 1, "some")):
        files["data/manifest.js"] = layouts.manifest({"data/follower.js": declared})
        assert statements(read(files))["follow", "in"] == extent


@pytest.mark.parametrize("name", ["data/tweets.js", "data/follower.js", "data/direct-messages.js", "data/manifest.js"])
def test_truncation_gives_a_prefix_and_one_problem(today: Read, name: str) -> None:
    files = layouts.current()
    whole = files[name]
    for end in range(0, len(whole) - 3, max(1, len(whole) // 40)):
        found = read(files | {name: whole[:end]})
        if name == "data/manifest.js":
            continue
        assert [p.member for p in found.problems] == [name], (end, found.problems)
        assert {r["post_id"] for r in found.rows["posts"]} <= {r["post_id"] for r in today.rows["posts"]}


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.data_too_large])
@given(
    which=st.integers(0, 1 << 20),
    changes=st.lists(st.tuples(st.integers(0, 1 << 20), st.binary(max_size=3)), min_size=1, max_size=4),
    layout=st.sampled_from([layouts.current(), layouts.of_2018(), layouts.classic()]),
)
def test_damage_never_raises(which: int, changes: list[tuple[int, bytes]], layout: dict[str, bytes]) -> None:
    files = dict(layout)
    name = sorted(files)[which % len(files)]
    data = files[name]
    for place, put in changes:
        at = place % max(len(data), 1)
        data = data[:at] + put + data[at + 1 :]
    read(files | {name: data})


@pytest.mark.parametrize("wrong", [7, None, [], {}, "x", {"id_str": "x"}, {"id_str": "5", "entities": 3}])
def test_a_wrong_item_is_one_problem(wrong: Any) -> None:
    files = layouts.current()
    files["data/tweets.js"] = layouts.script("tweets", [{"tweet": t} for t in layouts.TWEETS[:2]] + [{"tweet": wrong}])
    files.pop("data/manifest.js")
    found = read(files)
    assert found.used["data/tweets.js"] == 2
    assert [p.records for p in found.problems if p.member == "data/tweets.js"] == [1]


@pytest.mark.skipif("KITHKIN_DATA" not in os.environ, reason="KITHKIN_DATA names no folder of real exports")
def test_real_archives_are_accounted_for() -> None:
    for folder in sorted((Path(os.environ["KITHKIN_DATA"]) / "x").iterdir()):
        found = read(open_archive([folder]))
        assert sum(p.records for p in found.problems) == 0
        for path in (folder / "data").glob("*.js"):
            name = f"data/{path.name}"
            if name in found.used or name in found.not_used:
                listed = json.loads(path.read_text(encoding="utf-8").split("=", 1)[1].rstrip("; \n"))
                count = len(listed) if isinstance(listed, list) else 1
                if path.name.startswith("direct-message"):
                    count = sum(len(item["dmConversation"]["messages"]) for item in listed)
                assert found.used[name] + found.not_used[name] == count, name
