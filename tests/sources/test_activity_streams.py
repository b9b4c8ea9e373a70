"""ActivityStreams collections: follows with their answers, undone acts, lists of accounts, damage."""

# lines of the made-up files are as long as the programs'

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings

from kithkin.model.source import Options
from kithkin.sources.activity_streams import ActivityStreams
from tests.sources.told import damaged, told
from tests.worlds.memory import MemoryArchive

CONTEXT = "https://www.w3.org/ns/activitystreams"
ADA, BO, CY = (
    f"https://{host}.example/users/{name}" for host, name in (("mill", "ada"), ("loom", "bo"), ("fields", "cy"))
)
ME, BO_ID, CY_ID = "mastodon:ada@mill.example", "mastodon:bo@loom.example", "mastodon:cy@fields.example"


def act(kind: str, number: int, actor: str, about: Any, **more: Any) -> dict[str, Any]:
    at = f"2026-05-{number:02}T08:00:00Z"
    return {"id": f"https://x.example/{number}", "type": kind, "actor": actor, "object": about, "published": at, **more}


ITEMS = [
    act("Follow", 1, ADA, BO),
    act("Accept", 2, BO, "https://x.example/1"),
    act("Follow", 3, CY, {"id": ADA, "type": "Person"}),
    act("Reject", 4, ADA, act("Follow", 3, CY, ADA)),
    act("Like", 5, ADA, f"{BO}/statuses/5"),
    act("Like", 6, ADA, [f"{CY}/statuses/6"]),
    act("Undo", 7, ADA, {"type": "Like", "actor": ADA, "object": f"{CY}/statuses/6"}),
    act("Announce", 8, BO, {"id": f"{ADA}/statuses/8", "type": "Note"}),
    act("EmojiReact", 9, BO, f"{ADA}/statuses/9", content="!"),
    act("Block", 10, ADA, CY),
    act(
        "Create",
        11,
        BO,
        {"id": f"{BO}/statuses/11", "type": "Note", "content": "Linen?", "inReplyTo": f"{ADA}/statuses/8"},
    ),
    act("Move", 12, CY, CY, target="https://new.example/users/cy"),
    act("Flag", 13, CY, BO),
    act("Accept", 14, CY, {"type": "Follow", "actor": BO, "object": CY}),
    act("Undo", 15, ADA, "https://x.example/1"),
    act("Teleport", 16, CY, BO),
]


def collection(name: str, items: list[Any], key: str = "orderedItems") -> str:
    kind = "OrderedCollection" if key == "orderedItems" else "Collection"
    return json.dumps({"@context": CONTEXT, "id": name, "type": kind, "totalItems": len(items), key: items})


FILES: dict[str, bytes | str] = {
    "outbox.json": collection(f"{ADA}/outbox", ITEMS),
    "followers.json": collection(f"{ADA}/followers", [BO, {"id": CY, "type": "Person", "name": "Cy"}], "items"),
}


def at(number: int) -> datetime:
    return datetime(2026, 5, number, 8, tzinfo=UTC)


@pytest.mark.parametrize("listed", [None, 7, "x", {"a": 1}])
@pytest.mark.parametrize("name", ["items", "orderedItems"])
def test_a_collection_whose_items_are_no_list_is_a_problem(name: str, listed: Any) -> None:
    document = {"@context": "https://www.w3.org/ns/activitystreams", "type": "Collection", name: listed}
    found = told(ActivityStreams(), {"followers.json": json.dumps(document)})
    assert found.accounted("followers.json") == found.failed("followers.json") == 1


def test_acts_by_hand() -> None:
    found = told(ActivityStreams(), FILES, ME)
    assert set(found.table("interactions", "actor_id", "target_id", "kind", "happened_at")) == {
        (ME, BO_ID, "like", at(5)),
        (BO_ID, ME, "repost", at(8)),
        (BO_ID, ME, "reaction", at(9)),
        (BO_ID, ME, "reply", at(11)),
    }
    assert set(found.table("posts", "author_id", "kind", "text", "reply_to_id")) == {
        (BO_ID, "repost", None, None),
        (BO_ID, "reply", "Linen?", ME),
    }
    assert found.table("marks", "marker_id", "marked_id", "kind") == [(ME, CY_ID, "block")]
    assert found.table("account_links", "from_id", "to_id", "evidence") == [
        (CY_ID, "mastodon:cy@new.example", "handle-change")
    ]


def test_a_follow_counts_once_it_is_accepted() -> None:
    found = told(ActivityStreams(), FILES, ME)
    assert found.table("requests", "from_id", "to_id", "state", "requested_at") == [
        (ME, BO_ID, "accepted", at(1)),
        (CY_ID, ME, "rejected", at(3)),
        (BO_ID, CY_ID, "accepted", None),
    ]
    assert found.table("follows", "follower_id", "followed_id", "followed_at", "ended_at") == [
        (ME, BO_ID, at(2), at(15)),
        (BO_ID, CY_ID, at(14), None),
        (BO_ID, ME, None, None),
        (CY_ID, ME, None, None),
    ]


def test_every_item_is_counted_once() -> None:
    found = told(ActivityStreams(), FILES, ME)
    assert found.accounted("outbox.json") == len(ITEMS)
    assert (found.not_used["outbox.json"], found.failed("outbox.json")) == (1, 1)
    assert found.used["followers.json"] == 2
    assert found.coverage("follows", "follow", "in") == ("all", "id", "none")
    assert found.coverage("interactions", "like", "in")[0] == "some"
    assert found.coverage("interactions", "mention", "in")[0] == "none"


def test_who_is_me_is_asked_and_another_network_is_kept_apart() -> None:
    found = told(ActivityStreams(), FILES)
    assert [p.records for p in found.problems if "kithkin me" in p.way_on] == [0]
    assert {row["direction"] for row in found.rows["coverage"]} == {"among"}
    other = told(ActivityStreams(), FILES, network="lemmy")
    assert {row["network"] for row in other.rows["interactions"]} == {"lemmy"}
    assert {row["actor_id"] for row in other.rows["interactions"]} == {
        "lemmy:ada@mill.example",
        "lemmy:bo@loom.example",
    }


def test_pages_single_objects_and_recognition() -> None:
    page = {"@context": CONTEXT, "type": "Collection", "id": f"{ADA}/liked", "first": {"items": [f"{BO}/statuses/1"]}}
    found = told(ActivityStreams(), {"liked.json": json.dumps(page)}, ME)
    assert found.table("interactions", "actor_id", "target_id", "kind") == [(ME, BO_ID, "like")]
    person = {"@context": CONTEXT, "type": "Person", "id": BO, "name": "Bo"}
    assert told(ActivityStreams(), {"bo.json": json.dumps(person)}).table("accounts", "account_id") == [(BO_ID,)]
    assert ActivityStreams().recognises(MemoryArchive(FILES), Options()) == 0.7
    assert ActivityStreams().recognises(MemoryArchive({"a.json": "[1]"}), Options()) == 0


@given(damaged(FILES))
@settings(max_examples=60, deadline=None)
def test_damage_never_raises(files: dict[str, bytes]) -> None:
    told(ActivityStreams(), files, ME)
