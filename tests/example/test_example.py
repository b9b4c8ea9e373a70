"""The example person: the exports say what the answer key says, and nothing in them is taken from anybody."""

from __future__ import annotations

import csv
import hashlib
import json
import zipfile
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kithkin import example
from kithkin.example import bulk, x_export
from kithkin.example.person import AS_OF, EGO, LAST, SNOWFLAKE_EPOCH, World, world_of

ADDRESSING = {"reply", "mention"}


@pytest.fixture(scope="module", params=[(3000, 1), (600, 7), (12, 1), (5, 2), (0, 1)], ids=lambda p: f"{p[0]}-people")
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    people, seed = request.param
    return example.write(tmp_path_factory.mktemp("example"), people=people, seed=seed)


@pytest.fixture(scope="module")
def full(example: Path) -> Path:
    return example


def key_of(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "answer-key.json").read_text("utf-8"))
    return found


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def archived(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the arrays of the X archive by the name of their file."""
    found = {}
    with zipfile.ZipFile(folder / x_export.NAME) as archive:
        for name in archive.namelist():
            if name.startswith("data/") and name.endswith(".js") and name != "data/manifest.js":
                start, _, array = archive.read(name).decode().partition(" = ")
                base = name.removeprefix("data/").removesuffix(".js")
                assert start == f"window.{x_export.global_name(base)}"
                found[base] = json.loads(array)
    return found


def parts(files: dict[str, list[dict[str, Any]]], name: str, wrapper: str) -> list[dict[str, Any]]:
    return [item[wrapper] for base, items in files.items() if base.partition("-part")[0] == name for item in items]


def decoded(number: str) -> datetime:
    return datetime.fromtimestamp(((int(number) >> 22) + SNOWFLAKE_EPOCH) / 1000, UTC)


def counted_ladder(folder: Path) -> dict[str, int]:
    """Count the layers from the two tables, as the definitions say."""
    network = folder / "open-network"
    audience = {row["follower_id"] for row in rows(network / "follows.csv") if row["followed_id"] == EGO}
    year, month, quarter = (AS_OF - timedelta(days=n) for n in (365, 30, 90))
    alive, to_ego, from_ego = set(), defaultdict[str, list[datetime]](list), defaultdict[str, list[datetime]](list)
    days = defaultdict[str, set[date]](set)
    for row in rows(network / "follows.csv"):
        if datetime.fromisoformat(row["at"]) >= year:
            alive.add(row["follower_id"])
    for row in rows(network / "interactions.csv"):
        at = datetime.fromisoformat(row["at"])
        if at >= year:
            alive.add(row["actor_id"])
        if row["target_id"] == EGO:
            to_ego[row["actor_id"]].append(at)
        if row["actor_id"] == EGO and row["kind"] in ADDRESSING:
            from_ego[row["target_id"]].append(at)
        if EGO in (row["actor_id"], row["target_id"]) and at >= quarter:
            days[row["target_id"] if row["actor_id"] == EGO else row["actor_id"]].add(at.date())
    alive &= audience
    reacted = {p for p in alive if any(at >= year for at in to_ego[p])}
    two_way = {p for p in reacted if any(at >= year for at in from_ego[p])}
    lately = {p for p in two_way if all(any(at >= month for at in acts[p]) for acts in (to_ego, from_ego))}
    inner = {p for p in lately if len(days[p]) >= 13}
    layers = (audience, alive, reacted, two_way, lately, inner)
    return dict(
        zip(("audience", "alive", "reacted", "two_way", "lately", "inner_circle"), map(len, layers), strict=True)
    )


def test_the_ladder_of_the_key_is_the_ladder_of_the_log(made: Path) -> None:
    assert key_of(made)["open_network"]["ladder"] == counted_ladder(made)


def test_the_full_ladder() -> None:
    world = world_of()
    ladder = example.answer_key.ladder(world)
    assert ladder == {
        "audience": 3000, "alive": 1242, "reacted": 370, "two_way": 110, "lately": 33, "inner_circle": 9,
    }  # fmt: skip


def test_people_outside_the_audience_talk_both_ways(made: Path) -> None:
    follows = {r["follower_id"] for r in rows(made / "open-network/follows.csv") if r["followed_id"] == EGO}
    sides = defaultdict[str, set[str]](set)
    for row in rows(made / "open-network/interactions.csv"):
        if row["kind"] in ADDRESSING and EGO in (row["actor_id"], row["target_id"]):
            actor = row["actor_id"]
            sides[row["target_id"] if actor == EGO else actor].add(actor)
    both = {person for person, seen in sides.items() if len(seen) == 2 and person not in follows}
    assert len(both) == key_of(made)["open_network"]["outside_two_way"]


def test_both_logs_end_at_the_same_instant(full: Path) -> None:
    for name in ("follows", "interactions"):
        assert max(row["at"] for row in rows(full / f"open-network/{name}.csv")) == LAST.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_same_seed_same_bytes(tmp_path: Path) -> None:
    def digest(folder: Path) -> dict[str, str]:
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}

    first, second, other = (example.write(tmp_path / n, people=200, seed=s) for n, s in (("a", 3), ("b", 3), ("c", 4)))
    assert digest(first) == digest(second) != digest(other)


def test_the_archive_holds_what_its_manifest_says(made: Path) -> None:
    files = archived(made)
    with zipfile.ZipFile(made / x_export.NAME) as archive:
        manifest = json.loads(archive.read("data/manifest.js").decode().partition(" = ")[2])
        assert "made-up.txt" in archive.namelist()
    said = {f["fileName"]: int(f["count"]) for kind in manifest["dataTypes"].values() for f in kind["files"]}
    assert said == {f"data/{name}.js": len(items) for name, items in files.items()}
    assert manifest["archiveInfo"]["generationDate"] == x_export.iso(AS_OF)


def test_the_totals_of_the_key_are_those_of_the_archive(made: Path) -> None:
    files, totals = archived(made), key_of(made)["x"]
    tweets = parts(files, "tweets", "tweet")
    own = [t for t in tweets if not t["full_text"].startswith("RT @")]
    year = [t for t in own if decoded(t["id"]) >= AS_OF - timedelta(days=365)]
    assert totals["tweets"] == len(tweets) == len(files["tweet-headers"])
    assert totals["deleted_tweets"] == len(files["deleted-tweets"]) == len(files["deleted-tweet-headers"])
    assert (totals["followers"], totals["following"]) == (len(files["follower"]), len(files["following"]))
    assert totals["posts_of_the_year"] == len(year)
    assert totals["likes_received_on_them"] == sum(int(t["favorite_count"]) for t in year)
    assert totals["reposts_received_on_them"] == sum(int(t["retweet_count"]) for t in year)
    threads = [
        *parts(files, "direct-messages", "dmConversation"),
        *parts(files, "direct-messages-group", "dmConversation"),
    ]
    events = [event for thread in threads for event in thread["messages"]]
    assert totals["messages"] == sum("messageCreate" in event for event in events)


def test_ids_tell_the_stated_time_and_none_comes_twice(full: Path) -> None:
    files = archived(full)
    tweets = [*parts(files, "tweets", "tweet"), *parts(files, "deleted-tweets", "tweet")]
    for tweet in tweets:
        assert x_export.written(decoded(tweet["id"])) == tweet["created_at"]
    ids = [t["id"] for t in tweets]
    for thread in parts(files, "direct-messages", "dmConversation"):
        for event in thread["messages"]:
            message = event["messageCreate"]
            assert x_export.iso(decoded(message["id"])) == message["createdAt"]
            assert {message["senderId"], message["recipientId"]} == set(thread["conversationId"].split("-"))
            ids.append(message["id"])
    assert len(set(ids)) == len(ids)
    followers = [f["accountId"] for f in parts(files, "follower", "follower")]
    assert len(set(followers)) == len(followers)
    assert any(int(f) < 5 * 10**9 for f in followers)
    assert all(int(f) < 5 * 10**9 or int(f) > 6.9 * 10**17 for f in followers)
    assert not any(isinstance(t[name], int) for t in tweets for name in ("id", "favorite_count", "retweet_count"))


def test_replies_come_after_what_they_answer(full: Path) -> None:
    answers = [t for t in parts(archived(full), "tweets", "tweet") if "in_reply_to_status_id_str" in t]
    waits = [decoded(t["id"]) - decoded(t["in_reply_to_status_id_str"]) for t in answers]
    assert len(waits) > 1000
    assert timedelta(0) < min(waits)
    assert max(waits) < timedelta(days=1)


def test_a_bought_block_was_made_and_came_together(full: Path) -> None:
    followers = [f["accountId"] for f in parts(archived(full), "follower", "follower")]
    bought = {person["x_id"] for person in key_of(full)["people"].values() if person["role"] == "bought"}
    places = [place for place, number in enumerate(followers) if number in bought]
    assert len(bought) == 400
    assert places == list(range(places[0], places[0] + 400))
    block = [int(followers[place]) for place in places]
    assert block == sorted(block, reverse=True)
    assert decoded(str(block[0])) - decoded(str(block[-1])) < timedelta(days=1)


def test_bursts_fading_ties_and_churn(full: Path) -> None:
    key, network = key_of(full), full / "open-network"
    follows = {
        r["follower_id"]: datetime.fromisoformat(r["at"])
        for r in rows(network / "follows.csv")
        if r["followed_id"] == EGO
    }
    followed = {r["followed_id"] for r in rows(network / "follows.csv") if r["follower_id"] == EGO}
    for role, count, within in (("giveaway", 180, 2), ("burst", 150, 1.5)):
        came = [follows[person] for person in key["planted"][role]]
        assert len(came) == count
        assert max(came) - min(came) < timedelta(days=within)
    assert all(person in followed and person not in follows for person in key["planted"]["churner"])
    acts = defaultdict[str, list[datetime]](list)
    for row in rows(network / "interactions.csv"):
        if row["target_id"] == EGO and row["kind"] in ADDRESSING:
            acts[row["actor_id"]].append(datetime.fromisoformat(row["at"]))
    for person in key["planted"]["fading"]:
        times = sorted(acts[person])
        gaps = sorted((b - a).total_seconds() / 86_400 for a, b in pairwise(times))
        silent = (AS_OF - times[-1]).total_seconds() / 86_400
        assert silent > max(14, 6 * (gaps[len(gaps) // 2] + 1))


def test_messages_of_every_sort(full: Path) -> None:
    key, files = key_of(full), archived(full)
    first: dict[str, str] = {}
    for thread in parts(files, "direct-messages", "dmConversation"):
        oldest = thread["messages"][-1]["messageCreate"]
        first[oldest["senderId"]] = oldest["text"]
    robots = [first[key["people"][p]["x_id"]] for p in key["planted"]["robot"]]
    assert Counter("https://" in text for text in robots) == {True: 14}
    assert max(Counter(text.split("https://")[0] for text in robots).values()) >= 4
    assert len(key["planted"]["pitcher"]) == 8
    assert len(key["planted"]["thanks"]) == 6
    assert len(key["planted"]["wishes"]) == 8
    assert len(key["planted"]["open_questions"]) == len(key["planted"]["open_question_messages"]) == 3
    group = parts(files, "direct-messages-group", "dmConversation")[0]["messages"]
    kinds = Counter(next(iter(event)) for event in group)
    assert {"messageCreate", "joinConversation", "participantsJoin", "conversationNameUpdate"} == set(kinds)
    assert any(event.get("messageCreate", {}).get("reactions") for event in group)


def test_every_file_that_can_hold_something_does(full: Path) -> None:
    files = archived(full)
    empty = {name for name, items in files.items() if not items}
    assert not empty
    tweets = parts(files, "tweets", "tweet")
    assert "tweets-part1" in files
    assert any(t["full_text"].startswith("RT @") for t in tweets)
    assert any("/status/" in url["expanded_url"] for t in tweets for url in t["entities"]["urls"])
    for note in parts(files, "note-tweet", "noteTweet"):
        begin = note["core"]["text"][:200]
        assert any(t["full_text"].startswith(begin) for t in tweets)
    assert {"block", "mute", "lists-created", "lists-member", "screen-name-change", "like"} <= files.keys()


def test_tiny_and_empty(tmp_path: Path) -> None:
    tiny = example.write(tmp_path / "tiny", "tiny")
    assert len(archived(tiny)["follower"]) == 12
    empty = example.write(tmp_path / "empty", "empty")
    assert archived(empty)["follower"] == archived(empty)["tweets"] == []
    assert rows(empty / "open-network/interactions.csv") == []


def test_many_scripts_and_no_two_handles_alike() -> None:
    world: World = world_of()
    scripts = {ord(person.name[0]) >> 8 for person in world.people.values()}
    assert len(scripts) >= 7
    assert len({person.handle for person in world.people.values()}) == len(world.people)


@pytest.mark.parametrize("layout", ["pretty", "one-line", "crlf", "bom"])
def test_a_large_archive_of_any_layout(tmp_path: Path, layout: bulk.TextLayout) -> None:
    path = tmp_path / "large.zip"
    count = bulk.big_x_archive(path, 0.4, layout)
    with zipfile.ZipFile(path) as archive:
        raw = archive.read("data/tweets.js")
    assert len(raw) >= 400_000
    assert raw.startswith(b"\xef\xbb\xbf") == (layout == "bom")
    assert (b"\r\n" in raw) == (layout == "crlf")
    assert (b"\n" in raw) == (layout != "one-line")
    tweets = [item["tweet"] for item in json.loads(raw.decode("utf-8-sig").partition("=")[2])]
    assert len(tweets) == count == len({t["id"] for t in tweets})
    assert all(x_export.written(decoded(t["id"])) == t["created_at"] for t in tweets)


def test_a_large_log(tmp_path: Path) -> None:
    folder = bulk.network_log(tmp_path, accounts=500, interactions=2000)
    acts = rows(folder / "interactions.csv")
    assert len(acts) == 2000
    assert len(rows(folder / "follows.csv")) == 500
    assert [int(act["at"]) for act in acts] == sorted(int(act["at"]) for act in acts)
    assert sum(EGO in (act["actor_id"], act["target_id"]) for act in acts) > 1500
