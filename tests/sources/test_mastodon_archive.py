"""Mastodon's archive and CSV lists: each item's rows by hand, ZIP and tar.gz, with and without headers, damage."""

# ruff: noqa: E501  # lines of the made-up files are as long as the programs'

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithkin.model.source import Member, Options
from kithkin.sources._activity import Fediverse, post_time
from kithkin.sources._activity_columns import Together
from kithkin.sources._archive import open_archive
from kithkin.sources._mastodon_likes import authors_and_times
from kithkin.sources._mastodon_lists import address_ids
from kithkin.sources._profiles import address_id
from kithkin.sources.mastodon_archive import MastodonArchive
from tests.sources.told import Told, damaged, told
from tests.worlds.memory import MemoryArchive

ME, BO, CY = "mastodon:ada@mill.example", "mastodon:bo@loom.example", "mastodon:cy@fields.example"
ACTOR = "https://mill.example/users/Ada"
BO_URL, CY_URL = "https://loom.example/users/bo", "https://fields.example/@cy"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
TITLE = "archive-20260602101112-0123456789abcdef0123456789abcdef.zip"
CONTEXT = "https://www.w3.org/ns/activitystreams"


def note(number: int, hour: int, **more: Any) -> dict[str, Any]:
    body = {
        "id": f"{ACTOR}/statuses/{number}",
        "type": "Note",
        "published": f"2026-05-01T{hour:02}:00:00Z",
        "to": [PUBLIC],
        "cc": [f"{ACTOR}/followers"],
        "content": "<p>Linen</p>",
        **more,
    }
    head = {"id": f"{body['id']}/activity", "actor": ACTOR, "published": body["published"]}
    return {**head, "type": "Create", "to": body["to"], "cc": body["cc"], "object": body}


def mention(url: str, name: str) -> dict[str, str]:
    return {"type": "Mention", "href": url, "name": name}


ITEMS: list[Any] = [
    note(1, 8, content='<p>Linen<br>&amp; wool <a href="https://a.example">https://a.example</a></p>', contentMap={"en": "x"}),
    note(2, 9, inReplyTo=f"{BO_URL}/statuses/77", tag=[mention(BO_URL, "@bo@loom.example"), mention(CY_URL, "@cy@fields.example")]),
    note(3, 10, to=[BO_URL], cc=[], content="psst", tag=[mention(BO_URL, "@bo@loom.example")]),
    {
        "id": f"{ACTOR}/statuses/4/activity",
        "type": "Announce",
        "actor": ACTOR,
        "published": "2026-05-01T11:00:00Z",
        "object": "https://fields.example/users/cy/statuses/103186126728896492",
    },
    note(5, 12, inReplyTo="https://odd.example/objects/5a", tag=[mention(CY_URL, "@cy@fields.example")]),
    note(6, 13, quote=f"{BO_URL}/statuses/78", likes={"totalItems": 4}, shares={"totalItems": 2}, summary="weather"),
]  # fmt: skip


def collection(name: str, items: list[Any]) -> str:
    head = {"@context": CONTEXT, "id": name, "type": "OrderedCollection", "totalItems": len(items)}
    return json.dumps({**head, "orderedItems": items})


FILES: dict[str, bytes | str] = {
    "actor.json": json.dumps(
        {
            "@context": [CONTEXT, {"toot": "http://joinmastodon.org/ns#"}],
            "id": ACTOR,
            "type": "Person",
            "preferredUsername": "Ada",
            "name": "Ada Quill",
            "summary": "<p>Weaver &amp; dyer</p>",
            "url": "https://mill.example/@Ada",
            "published": "2020-03-04T00:00:00Z",
            "manuallyApprovesFollowers": True,
            "icon": {"type": "Image", "url": "avatar.png"},
            "alsoKnownAs": ["https://old.example/users/ada"],
            "attachment": [{"type": "PropertyValue", "name": "web", "value": '<a href="https://x.com/adaquill">x</a>'}],
        }
    ),
    "outbox.json": collection("outbox.json", ITEMS),
    "likes.json": collection("likes.json", ["https://fields.example/users/cy/statuses/103186126728896492", f"{BO_URL}/statuses/9"]),
    "bookmarks.json": collection("bookmarks.json", ["https://a.example/1", "https://a.example/2"]),
    "following_accounts.csv": "Account address,Show boosts,Notify on new posts,Languages\nBo@loom.example,true,false,\"en, de\"\n@cy@fields.example,true,false,\n",
    "blocked_accounts.csv": "spam@dye.example\n",
    "muted_accounts.csv": "Account address,Hide notifications\nloud@dye.example,true\n",
    "lists.csv": '"Cloth, wool",bo@loom.example\nFair,cy@fields.example\n',
}  # fmt: skip


def read(files: dict[str, bytes | str] | None = None, *me: str) -> Told:
    return told(MastodonArchive(), FILES if files is None else files, *me, title=TITLE)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


def post(number: int) -> str:
    return f"mastodon:{ACTOR}/statuses/{number}"


def test_it_is_recognised_by_its_documents_and_tables() -> None:
    def score(*names: str) -> float:
        return MastodonArchive().recognises(MemoryArchive({name: FILES[name] for name in names}), Options())

    assert score("actor.json", "outbox.json") > 0.95
    assert score("following_accounts.csv") > 0.9
    assert score("outbox.json") == score("likes.json") == 0.9
    assert score("blocked_accounts.csv") == score("lists.csv") == 0.8
    assert (
        MastodonArchive().recognises(MemoryArchive({"outbox.json": "[1, 2]", "lists.csv": "a,b\n1,2\n"}), Options())
        == 0
    )
    assert MastodonArchive().knows(Member("media_attachments/files/1.png", 1))


def test_the_owner_is_described_once() -> None:
    found = read()
    (owner,) = found.rows["accounts"]
    assert (owner["account_id"], owner["is_self"], owner["name"], owner["bio"]) == (
        ME,
        True,
        "Ada Quill",
        "Weaver & dyer",
    )
    assert (owner["created_at"], owner["created_at_earliest"]) == (None, at(2020, 3, 4))
    assert (owner["has_picture"], owner["is_private"]) == (True, True)
    assert found.table("account_links", "from_id", "to_id", "evidence") == [
        (ME, "mastodon:ada@old.example", "claimed-link"),
        (ME, "x:@adaquill", "claimed-link"),
    ]


def test_posts() -> None:
    found = read()
    assert Counter(found.table("posts", "post_id", "kind", "posted_at", "text", "reply_to_id")) == Counter(
        [
            (post(1), "post", at(2026, 5, 1, 8), "Linen\n& wool https://a.example", None),
            (post(2), "reply", at(2026, 5, 1, 9), "Linen", BO),
            (f"{post(4)}/activity", "repost", at(2026, 5, 1, 11), None, None),
            (post(5), "reply", at(2026, 5, 1, 12), "Linen", CY),
            (post(6), "quote", at(2026, 5, 1, 13), "Linen", None),
        ]
    )
    by_id = {row["post_id"]: row for row in found.rows["posts"]}
    first, last = by_id[post(1)], by_id[post(6)]
    assert (first["language"], first["link_count"]) == ("en", 1)
    assert (last["like_count"], last["repost_count"], last["title"]) == (4, 2, "weather")


def test_acts() -> None:
    found = read()
    liked = "mastodon:https://fields.example/users/cy/statuses/103186126728896492"
    assert Counter(found.table("interactions", "kind", "target_id", "target_post_id", "is_inferred")) == Counter(
        [
            ("reply", BO, f"mastodon:{BO_URL}/statuses/77", None),
            ("mention", CY, None, None),
            ("repost", CY, liked, None),
            ("reply", CY, "mastodon:https://odd.example/objects/5a", True),
            ("quote", BO, f"mastodon:{BO_URL}/statuses/78", None),
            ("like", CY, liked, None),
            ("like", BO, f"mastodon:{BO_URL}/statuses/9", None),
        ]
    )
    one, other = found.rows["interactions"][-2:]
    assert one["happened_at"] is None
    assert one["happened_at_earliest"] == at(2019, 11, 23, 7, 49, 1, 932000)
    assert (other["happened_at_earliest"], other["happened_at_latest"]) == (None, at(2026, 6, 2, 10, 11, 12))


def test_a_direct_post_is_a_message() -> None:
    columns = "message_id", "sender_id", "recipient_id", "recipient_count", "sent_at", "text", "folder"
    assert read().table("messages", *columns) == [(post(3), ME, BO, 1, at(2026, 5, 1, 10), "psst", "sent")]


def test_lists_and_marks() -> None:
    found = read()
    assert found.table("follows", "follower_id", "followed_id", "list_position") == [(ME, BO, 0), (ME, CY, 1)]
    assert found.table("marks", "kind", "marked_id", "list_name") == [
        ("block", "mastodon:spam@dye.example", None),
        ("mute", "mastodon:loud@dye.example", None),
        ("list_member", BO, "Cloth, wool"),
        ("list_member", CY, "Fair"),
    ]


def test_every_item_is_counted_once() -> None:
    found = read()
    assert (found.used["outbox.json"], found.used["likes.json"], found.not_used["bookmarks.json"]) == (6, 2, 2)
    assert not found.problems
    assert found.seen == [at(2026, 6, 2, 10, 11, 12)]


def test_coverage() -> None:
    found = read()
    assert found.coverage("posts", "post", "out") == ("all", "none", "exact")
    assert found.coverage("interactions", "like", "out") == ("all", "id", "span")
    assert found.coverage("interactions", "mention", "out") == ("all", "id", "exact")
    assert found.coverage("follows", "follow", "out")[0] == "all"
    assert found.coverage("follows", "follow", "in")[0] == "none"
    assert {found.coverage("interactions", kind, "in")[0] for kind in ("like", "reply", "repost", "mention")} == {
        "none"
    }
    bad = read({**FILES, "outbox.json": collection("outbox.json", [*ITEMS, 7])})
    assert bad.coverage("posts", "post", "out")[0] == "some"
    assert bad.failed("outbox.json") == 1
    lost = read({**FILES, "likes.json": collection("likes.json", ["https://odd.example/objects/5a"])})
    assert lost.coverage("interactions", "like", "out")[0] == "some"


def test_csv_without_header_says_the_same(tmp_path: Path) -> None:
    del tmp_path
    bare = {
        "export/following_accounts.csv": "bo@loom.example,true\ncy@fields.example,false\n",
        "mutes.csv": "loud@dye.example\n",
    }
    whole = {name: FILES[name] for name in ("following_accounts.csv", "muted_accounts.csv")}
    one, two = read(bare, ME), read(whole, ME)  # type: ignore[arg-type]
    assert one.rows == two.rows
    assert one.rows["accounts"] == [{"account_id": ME, "network": "mastodon", "is_self": True}]
    asked = read(whole)
    assert [p.way_on for p in asked.problems] == ["Say `kithkin me mastodon:user@host`."]
    assert asked.rows["follows"][0]["follower_id"] == "mastodon:owner#"


def test_zip_and_tar_say_the_same(tmp_path: Path) -> None:
    data = {name: text if isinstance(text, bytes) else text.encode() for name, text in FILES.items()}
    with zipfile.ZipFile(tmp_path / TITLE, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in data.items():
            packed.writestr(f"top/{name}", content)
    with tarfile.open(tmp_path / TITLE.replace(".zip", ".tar.gz"), "w:gz") as tar:
        for name, content in data.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    found = [told(MastodonArchive(), open_archive([path])) for path in sorted(tmp_path.iterdir())]
    assert found[0].rows == found[1].rows == read().rows


def test_hostile_items_are_problems_of_their_own() -> None:
    deep: Any = "x"
    for _ in range(300):
        deep = [deep]
    hostile: list[Any] = [
        None, [], "text", {"type": 5}, {"type": "Create", "object": 7}, {"type": "Create", "object": {"type": "Note", "id": 5}},
        {"type": "Announce", "object": {}}, {"type": "Create", "object": {"type": "Note"}},
        note(10, 14, content=deep, tag=deep, inReplyTo={"id": 5}, likes=3, published=7, to={"a": 1}),
        note(11, 15, content="<" * 1_000_000, tag=[{"type": "Mention", "href": "javascript:x", "name": 5}]),
        note(12, 16, published="9999-12-31T23:59:59Z"),
    ]  # fmt: skip
    found = read({**FILES, "outbox.json": collection("outbox.json", hostile)})
    assert found.accounted("outbox.json") == len(hostile)
    assert found.used["outbox.json"] == 3


def test_the_plain_way_and_the_long_way_give_the_same_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    more = [
        note(7, 14, inReplyTo=f"{BO_URL}/statuses/103186126728896492", summary="a &amp; b", url=f"{ACTOR}/7 "),
        note(8, 15, conversation="tag:mill.example,2026:1", tag=[mention(CY_URL, "@cy@fields.example")] * 2),
        note(9, 16, contentMap={"en": "x", "de": "y"}, likes={"totalItems": True}, cc=f"{ACTOR}/followers", to=PUBLIC),
        note(10, 17, published=None, to=[]),
        note(11, 18, tag=[mention(BO_URL, "@bo@other.example"), {"type": "Hashtag", "href": "x", "name": "#wool"}]),
        {**note(12, 19), "type": "Announce", "object": "https://www.loom.example/@bo/9"},
    ]
    files = {**FILES, "outbox.json": collection("outbox.json", [*ITEMS, *more])}
    plain = read(files)
    monkeypatch.setattr(Together, "take", lambda *_: False)
    long = read(files)
    assert plain.used == long.used
    assert plain.problems == long.problems
    assert plain.rows.keys() == long.rows.keys()
    for table in plain.rows:
        columns = sorted({name for row in [*plain.rows[table], *long.rows[table]] for name in row})
        assert Counter(plain.table(table, *columns)) == Counter(long.table(table, *columns)), table


PIECES = ["a", "B_", "@", "@@", ".", "..", "-", "example", ":80", "é", " ", "İ", "x" * 101]


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), max_size=8))
def test_addresses_are_read_together_as_alone(cells: list[str]) -> None:
    cells = [cell.strip() for cell in [*cells, "Bo@Loom.example", "@cy@fields.example", ""]]
    assert address_ids(pa.array(cells)).to_pylist() == [address_id(cell) for cell in cells]


ADDRESSES = st.builds(
    "https://{}{}{}{}{}".format,
    st.sampled_from(["a.social", "b.example:3000", "www.c.example", "D.example", "-e.example", "\u00fc.example", "f"]),
    st.sampled_from(["/users/", "/@", "/users/@", "/u/", "//", "/"]),
    st.sampled_from(["bo", "Ada_Q.x-y", "@cy", "\u00fc", "a" * 101, "", "bo@g.example"]),
    st.sampled_from(["/statuses/", "/", "/posts/", "/statuses//"]),
    st.sampled_from(["1", "109876543210987654", "9999999999999999999", "100000000000000", "1" * 31, "\u0661" * 16, "1\n"])
    | st.integers(0, 10**20).map(str),
)  # fmt: skip


@given(st.lists(ADDRESSES | st.text(max_size=4), max_size=8))
def test_addresses_of_posts_are_read_together_as_alone(cells: list[str]) -> None:
    fediverse = Fediverse("mastodon", datetime(2026, 1, 1, tzinfo=UTC))
    cells = [*cells, "https://a.social/users/Bo/statuses/109876543210987654", "https://a.social/@bo/109876543210987654"]
    people, times = authors_and_times(pa.array(cells), fediverse)
    assert people.to_pylist() == [fediverse.author(cell) for cell in cells]
    assert times.to_pylist() == [post_time(cell) for cell in cells]
    assert people.to_pylist()[-1] == "mastodon:bo@a.social"


@given(damaged(FILES))
@settings(max_examples=60, deadline=None)
def test_damage_never_raises(files: dict[str, bytes]) -> None:
    told(MastodonArchive(), files)
