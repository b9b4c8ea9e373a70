"""The real Bluesky software on this machine: what repositories say is what the network's own view answers."""

from __future__ import annotations

import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from kithkin.model.source import Batch, NotUsed, Options, Problem, Record
from kithkin.sources.bluesky_repo import BlueskyRepo
from tests.bluesky.network import BLOCK, FOLLOW, LIKE, LIST, LIST_ITEM, POST, REPOST, Account
from tests.worlds.memory import MemoryArchive

pytestmark = pytest.mark.bluesky

WAIT_SECONDS = 90


@dataclass
class World:
    """What was done: who, and the posts by a name."""

    people: dict[str, Account]
    posts: dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def world(pds: str) -> World:
    people = {name: Account.join(pds, name) for name in ("ann", "ben", "cleo", "dan")}
    people["dan"].write("app.bsky.actor.profile", key="self", displayName="Dan")
    posts = act(people)
    settle(people, posts)
    for person in people.values():
        export(person)
    return World(people, posts)


def act(people: dict[str, Account]) -> dict[str, dict[str, str]]:
    """Let the four follow, post, answer, quote, like, repost, block, list, and take some of it back."""
    ann, ben, cleo, dan = people.values()
    for who, whom in ((ann, ben), (ben, ann), (cleo, ann), (dan, cleo)):
        who.write(FOLLOW, subject=whom.did)
    ann.delete(ann.write(FOLLOW, subject=cleo.did))
    bread = ann.write(POST, text="Bread today")
    gone = ann.write(POST, text="Not so")
    answer = ben.write(POST, text="Which flour?", reply={"root": bread, "parent": bread})
    back = ann.write(POST, text="Rye.", reply={"root": bread, "parent": answer})
    words = f"@{ben.handle} look"
    mention = {"$type": "app.bsky.richtext.facet#mention", "did": ben.did}
    facets = [{"index": {"byteStart": 0, "byteEnd": len(ben.handle) + 1}, "features": [mention]}]
    named = cleo.write(POST, text=words, facets=facets)
    quote = cleo.write(POST, text="This", embed={"$type": "app.bsky.embed.record", "record": bread})
    for who, what in ((ben, bread), (cleo, bread), (ann, answer), (ann, named)):
        who.write(LIKE, subject=what)
    cleo.delete(cleo.write(LIKE, subject=back))
    ben.write(REPOST, subject=bread)
    dan.write(BLOCK, subject=ben.did)
    bakers = dan.write(LIST, name="Bakers", purpose="app.bsky.graph.defs#curatelist")
    dan.write(LIST_ITEM, subject=ann.did, list=bakers["uri"])
    ann.delete(gone)
    return {"bread": bread, "answer": answer, "back": back, "named": named, "quote": quote}


def settle(people: dict[str, Account], posts: dict[str, dict[str, str]]) -> None:
    """Wait until the view has met the last things that were done."""
    ann, dan = people["ann"], people["dan"]
    until(lambda: len(ann.ask("app.bsky.feed.getLikes", uri=posts["bread"]["uri"])["likes"]) == 2)
    until(lambda: len(dan.ask("app.bsky.graph.getBlocks")["blocks"]) == 1)
    until(lambda: dan.ask("app.bsky.graph.getLists", actor=dan.did)["lists"][0]["listItemCount"] == 1)


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        try:
            if is_so():
                return
        except (urllib.error.HTTPError, KeyError, IndexError):
            pass
        time.sleep(0.5)
    raise AssertionError("the network's view did not catch up")


def export(person: Account) -> None:
    """Download a repository, read it, and keep its rows; every record is used."""
    for item in BlueskyRepo().read(MemoryArchive({"repo.car": person.repository()}), Options()):
        assert not isinstance(item, Problem | NotUsed), item
        if isinstance(item, Record):
            for row in item.rows:
                person.tables.setdefault(row.table, []).append(dict(row.values))
        elif isinstance(item, Batch):
            for table, columns in item.tables.items():
                plain = [cells if isinstance(cells, list) else cells.to_pylist() for cells in columns.values()]
                cells = zip(*plain, strict=True)
                person.tables.setdefault(table, []).extend(dict(zip(columns, row, strict=True)) for row in cells)


def rows(world: World, table: str) -> list[dict[str, Any]]:
    return [row for person in world.people.values() for row in person.tables.get(table, [])]


def dids(views: list[dict[str, Any]]) -> set[str]:
    return {f"bluesky:{view['did']}" for view in views}


def test_follows(world: World) -> None:
    for person in world.people.values():
        own = f"bluesky:{person.did}"
        out = {row["followed_id"] for row in rows(world, "follows") if row["follower_id"] == own}
        coming = {row["follower_id"] for row in rows(world, "follows") if row["followed_id"] == own}
        assert out == dids(person.ask("app.bsky.graph.getFollows", actor=person.did)["follows"])
        assert coming == dids(person.ask("app.bsky.graph.getFollowers", actor=person.did)["followers"])


def test_posts_and_their_times(world: World) -> None:
    for person in world.people.values():
        feed = person.ask("app.bsky.feed.getAuthorFeed", actor=person.did, filter="posts_with_replies")["feed"]
        answered = {f"bluesky:{one['post']['uri']}": one["post"] for one in feed if "reason" not in one}
        own = {row["post_id"]: row for row in person.tables.get("posts", []) if row["kind"] != "repost"}
        assert set(own) == set(answered)
        for post_id, row in own.items():
            indexed = datetime.fromisoformat(answered[post_id]["indexedAt"])
            assert abs(indexed - row["posted_at"]) < timedelta(minutes=5)
            assert row["text"] == answered[post_id]["record"]["text"]


def test_reactions_to_each_post(world: World) -> None:
    ann = world.people["ann"]
    for made in world.posts.values():
        view = ann.ask("app.bsky.feed.getPosts", uris=made["uri"])["posts"][0]
        toward = [
            row["kind"] for row in rows(world, "interactions") if row.get("target_post_id") == f"bluesky:{made['uri']}"
        ]
        for kind in ("like", "repost", "reply", "quote"):
            assert toward.count(kind) == view[f"{kind}Count"], (made, kind)


def test_who_liked_and_reposted(world: World) -> None:
    ann, bread = world.people["ann"], world.posts["bread"]["uri"]
    acts = [row for row in rows(world, "interactions") if row.get("target_post_id") == f"bluesky:{bread}"]
    likers = dids([like["actor"] for like in ann.ask("app.bsky.feed.getLikes", uri=bread)["likes"]])
    reposters = dids(ann.ask("app.bsky.feed.getRepostedBy", uri=bread)["repostedBy"])
    assert {row["actor_id"] for row in acts if row["kind"] == "like"} == likers
    assert {row["actor_id"] for row in acts if row["kind"] == "repost"} == reposters


def test_the_thread(world: World) -> None:
    ann, posts = world.people["ann"], world.posts
    thread = ann.ask("app.bsky.feed.getPostThread", uri=posts["bread"]["uri"])["thread"]
    answer = thread["replies"][0]
    shown = {thread["post"]["uri"], answer["post"]["uri"], answer["replies"][0]["post"]["uri"]}
    own = {row["post_id"] for row in rows(world, "posts") if row.get("thread_id") == f"bluesky:{posts['bread']['uri']}"}
    assert own == {f"bluesky:{uri}" for uri in shown}


def test_mentions_handles_marks_and_profiles(world: World) -> None:
    people = world.people
    ben, dan = people["ben"], people["dan"]
    mentions = [row for row in rows(world, "interactions") if row["kind"] == "mention"]
    assert [(row["actor_id"], row["target_id"]) for row in mentions] == [
        (f"bluesky:{people['cleo'].did}", f"bluesky:{ben.did}")
    ]
    assert any(
        row["account_id"] == f"bluesky:{ben.did}" and row.get("handle") == ben.handle
        for row in people["cleo"].tables["accounts"]
    )
    marks = dan.tables["marks"]
    assert {row["marked_id"] for row in marks if row["kind"] == "block"} == dids(
        dan.ask("app.bsky.graph.getBlocks")["blocks"]
    )
    listed = dan.ask("app.bsky.graph.getLists", actor=dan.did)["lists"][0]
    members = dan.ask("app.bsky.graph.getList", list=listed["uri"])["items"]
    own = {(row["list_id"], row["marked_id"]) for row in marks if row["kind"] == "list_member"}
    assert own == {(f"bluesky:{listed['uri']}", f"bluesky:{one['subject']['did']}") for one in members}
    assert "Bakers" in {row.get("list_name") for row in marks}
    assert "Dan" in {row.get("name") for row in dan.tables["accounts"]}
