"""Bluesky: repositories and recordings of the network, made up here; the real ones where KITHKIN_DATA is set."""

from __future__ import annotations

import json
import os
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kithkin.model.source import Batch, NotUsed, Options, Problem, Record, Seen, Source, Yielded
from kithkin.sources import _bluesky_records as records
from kithkin.sources._bluesky_stream import Reader
from kithkin.sources._bluesky_times import tid_time
from kithkin.sources.bluesky_repo import BlueskyRepo
from kithkin.workspace.writing import Writer
from tests.sources.car import car, framed, tid
from tests.worlds.memory import MemoryArchive

ANN, BEN, CLEO = (f"did:plc:{name * 6}"[:32] for name in ("anna", "benn", "cleo"))
DAY = datetime(2025, 3, 1, 12, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def key(at: datetime) -> str:
    return tid((at - datetime(1970, 1, 1, tzinfo=UTC)) // MICROSECOND)


def after(hours: float) -> datetime:
    return DAY + timedelta(hours=hours)


def uri(did: str, hours: float, collection: str = "app.bsky.feed.post") -> str:
    return f"at://{did}/{collection}/{key(after(hours))}"


def post(text: str, **more: Any) -> dict[str, Any]:
    return {"$type": "app.bsky.feed.post", "text": text, "createdAt": "2011-01-01T00:00:00Z", **more}


LIST = f"at://{ANN}/app.bsky.graph.list/{key(after(9))}"
REV = key(after(100))
RECORDS: dict[str, Any] = {
    "app.bsky.actor.profile/self": {
        "displayName": "Ann \u202e",
        "description": "Baker",
        "createdAt": "2025-01-01T00:00:00Z",
    },
    f"app.bsky.feed.post/{key(after(1))}": post("Bread today", langs=["en", "de"]),
    f"app.bsky.feed.post/{key(after(2))}": post(
        "@ben.example.org yes",
        reply={"root": {"uri": uri(CLEO, 0)}, "parent": {"uri": uri(BEN, 1)}},
        facets=[
            {
                "index": {"byteStart": 0, "byteEnd": 16},
                "features": [{"$type": "app.bsky.richtext.facet#mention", "did": BEN}],
            },
            {"index": {}, "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://example.org"}]},
        ],
    ),
    f"app.bsky.feed.post/{key(after(3))}": post(
        "see", embed={"$type": "app.bsky.embed.recordWithMedia", "record": {"record": {"uri": uri(CLEO, 2)}}}
    ),
    f"app.bsky.feed.post/{key(after(4))}": post("list", embed={"record": {"uri": LIST}}),
    f"app.bsky.feed.like/{key(after(5))}": {"subject": {"uri": uri(BEN, 1)}, "createdAt": "2030-01-01T00:00:00Z"},
    f"app.bsky.feed.repost/{key(after(6))}": {"subject": {"uri": uri(CLEO, 2)}},
    f"app.bsky.graph.follow/{key(after(7))}": {"subject": BEN},
    f"app.bsky.graph.block/{key(after(8))}": {"subject": CLEO},
    f"app.bsky.graph.list/{key(after(9))}": {"name": "Bakers", "purpose": "app.bsky.graph.defs#curatelist"},
    f"app.bsky.graph.listitem/{key(after(10))}": {"subject": BEN, "list": LIST},
    f"app.bsky.feed.threadgate/{key(after(1))}": {"post": uri(ANN, 1)},
}


def read(files: dict[str, bytes | str], *me: str) -> list[Yielded]:
    return list(BlueskyRepo().read(MemoryArchive(files), Options(me=me)))


def written(at: datetime, lines: list[str]) -> list[Yielded]:
    archive = MemoryArchive({"e.jsonl": "\n".join(lines)})
    archive.members = [replace(member, changed_at=at) for member in archive.members]
    return list(BlueskyRepo().read(archive, Options()))


def rows(items: list[Yielded], table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for item in items:
        if isinstance(item, Record):
            found += [dict(row.values) for row in item.rows if row.table == table]
        elif isinstance(item, Batch) and table in item.tables:
            columns = {
                name: getattr(cells, "to_pylist", lambda c=cells: c)() for name, cells in item.tables[table].items()
            }
            found += [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    return found


def counted(items: list[Yielded]) -> int:
    total = 0
    for item in items:
        match item:
            case Record():
                total += 1
            case Batch():
                total += item.used
            case NotUsed():
                total += item.count
            case Problem():
                total += item.records
    return total


def test_it_is_a_source() -> None:
    assert isinstance(BlueskyRepo(), Source)


def test_a_tid_holds_its_time() -> None:
    assert str(tid_time("3mmoojocxvr2s")).startswith("2026-05-25 14:23:27.926")
    assert tid_time(key(DAY)) == DAY
    assert tid_time("self") is None
    assert tid_time("z" * 13) is None


@pytest.mark.parametrize("is_shuffled", [False, True])
def test_a_repository_becomes_rows(is_shuffled: bool) -> None:
    items = read({"repo.car": car(ANN, REV, RECORDS, is_shuffled=is_shuffled)})
    assert [item for item in items if isinstance(item, Problem)] == []
    assert counted(items) == len(RECORDS)
    assert items[0] == Seen(after(100))
    kinds = {row["post_id"][-13:]: row["kind"] for row in rows(items, "posts")}
    assert kinds == {
        key(after(1)): "post", key(after(2)): "reply", key(after(3)): "quote",
        key(after(4)): "post", key(after(6)): "repost",
    }  # fmt: skip
    acts = {(row["kind"], row["target_id"], row["happened_at"]) for row in rows(items, "interactions")}
    assert acts == {
        ("reply", f"bluesky:{BEN}", after(2)),
        ("mention", f"bluesky:{BEN}", after(2)),
        ("quote", f"bluesky:{CLEO}", after(3)),
        ("like", f"bluesky:{BEN}", after(5)),
        ("repost", f"bluesky:{CLEO}", after(6)),
    }


def test_times_come_from_keys_and_targets_are_dated() -> None:
    items = read({"repo.car": car(ANN, REV, RECORDS)})
    first = next(row for row in rows(items, "posts") if row["text"] == "Bread today")
    assert (first["posted_at"], first["posted_at_basis"], first["language"]) == (after(1), "decoded", "en")
    like = next(row for row in rows(items, "interactions") if row["kind"] == "like")
    assert like["target_posted_at"] == after(1)
    assert like["interaction_id"] == f"bluesky:at://{ANN}/app.bsky.feed.like/{key(after(5))}"


def test_reply_thread_and_links() -> None:
    reply = next(r for r in rows(read({"repo.car": car(ANN, REV, RECORDS)}), "posts") if r["kind"] == "reply")
    assert reply["thread_id"] == f"bluesky:{uri(CLEO, 0)}"
    assert reply["reply_to_post_id"] == f"bluesky:{uri(BEN, 1)}"
    assert reply["link_count"] == 1


def test_people_marks_and_follows() -> None:
    items = read({"repo.car": car(ANN, REV, RECORDS)})
    own = [row for row in rows(items, "accounts") if row["account_id"] == f"bluesky:{ANN}"]
    assert {row.get("is_self") for row in own} == {None, True}
    assert (
        next(row for row in rows(items, "accounts") if row["account_id"] == f"bluesky:{BEN}")["handle"]
        == "ben.example.org"
    )
    assert [(row["followed_id"], row["followed_at"]) for row in rows(items, "follows")] == [
        (f"bluesky:{BEN}", after(7))
    ]
    marks = {(row["kind"], row["marked_id"], row.get("list_name")) for row in rows(items, "marks")}
    assert marks >= {("block", f"bluesky:{CLEO}", None), ("list_member", f"bluesky:{BEN}", "Bakers")}


PACK = {"name": "Fine bakers", "list": LIST, "createdAt": "2025-01-01T00:00:00Z"}


def test_members_of_a_starter_pack_are_recommended() -> None:
    items = read({"repo.car": car(ANN, REV, RECORDS | {f"app.bsky.graph.starterpack/{key(after(11))}": PACK})})
    marks = [row for row in rows(items, "marks") if row["kind"] == "recommended"]
    assert [(row["marked_id"], row["list_id"], row["list_name"], row["marked_at"]) for row in marks] == [
        (f"bluesky:{BEN}", f"bluesky:{LIST}", "Fine bakers", after(10))
    ]
    assert not any(isinstance(item, Problem) for item in items)


@pytest.mark.parametrize("is_second_form", [False, True])
def test_a_starter_pack_in_a_recording_recommends_those_who_were_listed_before_it(*, is_second_form: bool) -> None:
    lines = [
        event(ANN, 10, "create", "app.bsky.graph.listitem", {"subject": BEN, "list": LIST}),
        event(ANN, 10.5, "create", "app.bsky.graph.listitem", {"subject": CLEO, "list": LIST + "x"}),
        event(ANN, 11, "create", "app.bsky.graph.starterpack", PACK),
        event(ANN, 12, "create", "app.bsky.graph.starterpack", {"name": "without a list"}),
    ]
    if is_second_form:
        lines = [second_form(line) for line in lines]
    items = read({"events.jsonl": "\n".join(lines)})
    marks = {(row["kind"], row["marked_id"], row["list_name"]) for row in rows(items, "marks")}
    assert marks == {
        ("list_member", f"bluesky:{BEN}", None),
        ("list_member", f"bluesky:{CLEO}", None),
        ("recommended", f"bluesky:{BEN}", "Fine bakers"),
    }
    assert [item.what for item in items if isinstance(item, Problem)] == ["A record names no list."]
    assert counted(items) == 4


def second_form(line: str) -> str:
    """Return an event as the other wire form has it."""
    said = json.loads(line)
    at = datetime.fromtimestamp(said["time_us"] / 1e6, UTC).isoformat()
    form = "network.bsky.jetstream.subscribeEvents#commit"
    payload = {"$type": form, "did": said["did"], "time": at, **said["commit"]}
    return json.dumps({"$type": "message", "payload": payload})


def test_coverage_of_a_repository_is_out_alone() -> None:
    stated = rows(read({"repo.car": car(ANN, REV, RECORDS)}), "coverage")
    by_direction = {(row["direction"], row["completeness"]) for row in stated if row["table_name"] == "interactions"}
    assert by_direction == {("out", "all"), ("in", "none")}
    assert all(row["remedy"] for row in stated if row["completeness"] == "none")


@pytest.mark.parametrize("year", [2001, 2090])
def test_times_that_cannot_be_true_are_spans(year: int) -> None:
    at = datetime(year, 1, 1, tzinfo=UTC)
    records = {f"app.bsky.feed.post/{key(at)}": post("when?"), f"app.bsky.feed.post/{key(after(1))}": post("now")}
    items = read({"repo.car": car(ANN, REV, records)})
    odd = next(row for row in rows(items, "posts") if row["text"] == "when?")
    assert odd["posted_at"] is None
    assert odd["posted_at_earliest"] < odd["posted_at_latest"] == after(100)
    assert [item.records for item in items if isinstance(item, Problem)] == [0]


def test_a_key_that_is_no_tid_takes_the_claimed_time() -> None:
    value = {**post("odd"), "createdAt": after(2).isoformat()}
    row = rows(read({"repo.car": car(ANN, REV, {"app.bsky.feed.post/mine": value})}), "posts")[0]
    assert (row["posted_at"], row["posted_at_basis"]) == (after(2), "read")


def test_equal_records_under_two_keys_are_two_records() -> None:
    like = {"subject": {"uri": uri(BEN, 1)}}
    records = {f"app.bsky.feed.like/{key(after(h))}": like for h in (1, 2)}
    items = read({"repo.car": car(ANN, REV, records)})
    assert counted(items) == 2
    assert len({row["interaction_id"] for row in rows(items, "interactions")}) == 2


@pytest.mark.parametrize(
    "value",
    [
        {"text": 7},
        {"subject": "nobody"},
        [],
        b"\x81" * 5000,
        b"\xff",
        {"text": "x", "facets": [[], {"features": 3}], "reply": {"parent": {"uri": 1}}, "embed": [], "langs": {}},
    ],
)
def test_a_damaged_record_is_counted_once_and_the_rest_read(value: Any) -> None:
    records = {
        f"app.bsky.feed.post/{key(after(1))}": value,
        f"app.bsky.graph.follow/{key(after(2))}": value,
        f"app.bsky.feed.post/{key(after(3))}": post("fine"),
    }
    items = read({"repo.car": car(ANN, REV, records)})
    assert counted(items) == 3
    assert "fine" in {row["text"] for row in rows(items, "posts")}


def test_a_changed_byte_is_met_by_the_hash() -> None:
    data = car(ANN, REV, RECORDS).replace(b"Bread today", b"Bread_today")
    items = read({"repo.car": data})
    assert sum(item.records for item in items if isinstance(item, Problem)) == 1
    assert counted(items) == len(RECORDS)
    assert {row["completeness"] for row in rows(items, "coverage")} == {"some", "none"}


def test_blocks_that_nothing_reaches_are_no_records() -> None:
    stray = framed(b"\x01\x71\x12\x20" + bytes(32), b"\xa0")
    assert counted(read({"repo.car": car(ANN, REV, RECORDS) + stray * 3})) == len(RECORDS)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 4000), st.booleans())
def test_cut_anywhere_a_part_of_the_records_remains(size: int, is_shuffled: bool) -> None:
    data = car(ANN, REV, RECORDS, is_shuffled=is_shuffled)
    cut = data[: min(size, len(data) - 1)]
    whole = {item.place for item in read({"repo.car": data}) if isinstance(item, Record)}
    items = list(BlueskyRepo().read(MemoryArchive({"repo.car": cut}), Options(form="bluesky-repo")))
    assert {item.place for item in items if isinstance(item, Record)} <= whole
    if len(cut) > 200:
        assert any(isinstance(item, Problem) for item in items)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 2000))
def test_noise_never_raises(noise: bytes, place: int) -> None:
    data = car(ANN, REV, RECORDS)
    read({"repo.car": data[:place] + noise + data[place + len(noise) :]})
    read({"events.jsonl": noise + b"\n" + noise, "x.car": noise})


def event(did: str, hours: float, operation: str, collection: str, record: Any = None, at: float | None = None) -> str:
    commit = {"rev": "x", "operation": operation, "collection": collection, "rkey": key(after(hours))}
    seen = after(hours if at is None else at)
    body = {"did": did, "time_us": int(seen.timestamp() * 1_000_000), "kind": "commit", "commit": commit}
    if record is not None:
        commit["record"] = record
    return json.dumps(body)


FOLLOW = "app.bsky.graph.follow"


def test_an_unfollow_ends_the_follow_it_takes_back() -> None:
    lines = [event(ANN, 1, "create", FOLLOW, {"subject": BEN}), event(ANN, 1, "delete", FOLLOW, at=5)]
    items = read({"events.jsonl": "\n".join(lines)})
    assert [(row["followed_at"], row["ended_at"]) for row in rows(items, "follows")] == [(after(1), after(5))]
    assert counted(items) == 2
    assert not [item for item in items if isinstance(item, Problem)]


def settled(folder: Path, items: list[Yielded]) -> list[tuple[datetime, datetime | None]]:
    """Return when the follows began and ended as a workspace stores them: one row for each pair."""
    writer = Writer(folder / "rows", "i", "0" * 12, after(100))
    for item in items:
        writer.take(item)
    writer.finish()
    rows = pq.read_table(folder / "rows" / "follows.parquet").to_pylist()
    return [
        (row["followed_at"].replace(tzinfo=UTC), row["ended_at"] and row["ended_at"].replace(tzinfo=UTC))
        for row in rows
    ]


@pytest.mark.parametrize(
    ("records", "began", "ended"),
    [
        (((1, 5), (6, None)), 6, None),  # followed again: it stands, and began anew
        (((1, None), (3, 5)), 1, None),  # a record that is left stands for the tie, whichever was taken back
        (((1, 5), (3, None)), 1, None),
        (((1, 5), (3, 4)), 1, 5),
        (((1, 5), (3, 8)), 1, 8),
        (((1, 2), (3, 4), (6, 9)), 6, 9),
        (((1, None), (3, None)), 1, None),
    ],
)
def test_a_follow_stands_while_one_of_its_records_does(
    tmp_path: Path, records: tuple[tuple[int, int | None], ...], began: int, ended: int | None
) -> None:
    made = [(at, event(ANN, at, "create", FOLLOW, {"subject": BEN})) for at, _ in records]
    made += [(end, event(ANN, at, "delete", FOLLOW, at=end)) for at, end in records if end]
    items = read({"events.jsonl": "\n".join(line for _, line in sorted(made))})
    assert settled(tmp_path, items) == [(after(began), after(ended) if ended else None)]
    assert counted(items) == len(made)


def test_of_two_records_of_a_follow_the_earliest_tells_when_it_began(tmp_path: Path) -> None:
    twice = {f"{FOLLOW}/{key(after(hours))}": {"subject": BEN} for hours in (9, 3, 5)}
    assert settled(tmp_path, read({"repo.car": car(ANN, REV, twice)})) == [(after(3), None)]


def test_an_unfollow_without_its_follow_is_not_used_and_said() -> None:
    lines = [event(ANN, 0, "create", FOLLOW, {"subject": CLEO}), event(ANN, 1, "delete", FOLLOW, at=5)]
    items = read({"events.jsonl": "\n".join(lines)})
    assert [item for item in items if isinstance(item, NotUsed)] == [NotUsed("events.jsonl")]
    assert [item.records for item in items if isinstance(item, Problem)] == [0]


def test_deleted_posts_and_blocks() -> None:
    lines = [
        event(ANN, 1, "create", "app.bsky.feed.post", post("gone")),
        event(ANN, 2, "create", "app.bsky.graph.block", {"subject": BEN}),
        event(ANN, 1, "delete", "app.bsky.feed.post", at=5),
        event(ANN, 2, "delete", "app.bsky.graph.block", at=5),
    ]
    items = read({"events.jsonl": "\n".join(lines)})
    assert [row["is_deleted"] for row in rows(items, "posts")] == [True]
    assert rows(items, "marks") == []
    assert counted(items) == 4


def test_identity_links_a_handle_and_the_second_form_is_read() -> None:
    time = after(1).isoformat()
    identity = {"did": ANN, "handle": "Ann.Example.org", "seq": 1}
    first = {"did": ANN, "time_us": int(after(1).timestamp() * 1e6), "kind": "identity", "identity": identity}
    payload = {
        "$type": "network.bsky.jetstream.subscribeEvents#commit",
        "did": BEN,
        "time": time,
        "operation": "create",
        "collection": "app.bsky.feed.like",
        "rkey": key(after(1)),
        "record": {"subject": {"uri": uri(ANN, 0)}},
    }
    frames = [first, {"$type": "message", "payload": payload}]
    items = read({"events.jsonl": "\n".join(map(json.dumps, frames))}, f"bluesky:{ANN}")
    assert rows(items, "account_links")[0]["from_id"] == "bluesky:@ann.example.org"
    assert [row["target_id"] for row in rows(items, "interactions")] == [f"bluesky:{ANN}"]
    assert any(row.get("is_self") for row in rows(items, "accounts"))


def test_a_recording_covers_what_occurs_in_it() -> None:
    lines = [
        event(ANN, 1, "create", "app.bsky.feed.like", {"subject": {"uri": uri(BEN, 0)}}),
        event(BEN, 1.5, "delete", FOLLOW),
    ]
    stated = {(r["table_name"], r["kind"]): r for r in rows(read({"e.jsonl": "\n".join(lines)}), "coverage")}
    like = stated["interactions", "like"]
    assert (like["direction"], like["completeness"], like["covered_from"]) == ("among", "all", after(1))
    assert stated["posts", "post"]["completeness"] == "none"
    assert stated["follows", "follow"]["completeness"] == "some"


@pytest.mark.parametrize("is_plain", [True, False])
def test_an_event_of_the_future_does_not_move_the_end(*, is_plain: bool) -> None:
    far, like = 24 * 365 * 60, {"subject": {"uri": uri(BEN, 0)}}
    lines = [event(ANN, hours, "create", "app.bsky.feed.like", like) for hours in (1, 1.2, 1.4)]
    odd = event(ANN, 1.3, "create", "app.bsky.feed.like", like, at=far)
    lines.insert(2, odd if is_plain else odd[:-1] + ', "payload": 7}')
    items = written(after(2), lines)
    stated = {row["kind"]: row for row in rows(items, "coverage")}["like"]
    assert [item.observed_at for item in items if isinstance(item, Seen)] == [after(1.4)]
    assert (stated["covered_until"], stated["completeness"]) == (after(1.4), "all")
    assert sorted(row["happened_at"] for row in rows(items, "interactions"))[-2:] == [after(1.4), after(far)]
    assert counted(items) == len(lines)


def test_where_most_events_are_later_than_the_file_its_date_is_wrong() -> None:
    far, like = 24 * 365 * 60, {"subject": {"uri": uri(BEN, 0)}}
    lines = [event(ANN, hours, "create", "app.bsky.feed.like", like) for hours in (1, far, far + 1)]
    items = written(after(2), lines)
    assert [item.observed_at for item in items if isinstance(item, Seen)] == [after(far + 1)]
    assert not [item for item in items if isinstance(item, Problem)]


def test_a_backdated_key_takes_the_time_it_was_seen() -> None:
    line = event(ANN, -9000, "create", "app.bsky.feed.post", post("old"), at=1)
    row = rows(read({"e.jsonl": line}), "posts")[0]
    assert (row["posted_at"], row["posted_at_basis"]) == (after(1), "observed")


def test_broken_lines_are_problems_and_the_rest_is_read() -> None:
    good = event(ANN, 1, "create", "app.bsky.feed.post", post("fine"))
    bad = ["{", "[]", "7", "[" * 100_000, '{"did": 1, "time_us": 2}', '{"did":"x","time_us":' + "9" * 400 + "}", "\x00"]
    items = read({"e.jsonl": "\n".join([good, *bad, good[:-20]])})
    assert counted(items) == len(bad) + 2
    assert sum(item.records for item in items if isinstance(item, Problem)) == len(bad) + 1
    assert [row["text"] for row in rows(items, "posts")] == ["fine"]


def test_plain_events_in_columns_and_one_by_one_give_the_same_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every form of a record, plain and not, is read both ways."""
    link = {"$type": "app.bsky.richtext.facet#link", "uri": "https://example.org"}
    named = {"$type": "app.bsky.richtext.facet#mention", "did": BEN}
    shown = [
        {"record": {"uri": uri(CLEO, 2)}},
        {"record": {"record": {"uri": uri(CLEO, 2)}}},
        {"record": {"uri": LIST}},
    ]
    answer = {"root": {"uri": uri(CLEO, 0)}, "parent": {"uri": uri(BEN, 1)}}
    posts = [
        post("plain www.example.org"),
        post("answer", reply=answer, langs=["en"]),
        post("rootless", reply={"parent": {"uri": uri(BEN, 1)}}),
        post("odd", reply={**answer, "parent": {"uri": "at://ben.example.org/app.bsky.feed.post/x"}}),
        post("many", facets=[{"features": [link, named, named, {**named, "did": "nobody"}]}]),
        post("card", embed={"external": {"uri": "https://example.org/card"}}),
        *(post("shown", reply=answer, embed=embed) for embed in shown),
        *(post("shown", embed=embed) for embed in shown),
        {"text": 7},
    ]
    subjects: list[Any] = [
        BEN,
        {"uri": uri(BEN, 1)},
        {"uri": "at://odd"},
        {"uri": f"at://ben.example.org/{records.POST}/3"},
    ]
    acts = [(records.POST, body) for body in posts]
    acts += [
        (name, {"subject": s})
        for name in (records.LIKE, records.REPOST, records.FOLLOW, records.BLOCK)
        for s in subjects
    ]
    lines = [
        event(ANN if place % 3 else "nobody", place + late / 100, "create", name, body, at=place + late)
        for place, (name, body) in enumerate(acts)
        for late in (0, 48)
    ]
    files: dict[str, bytes | str] = {"events.jsonl": "\n".join(lines)}
    plain = read(files)
    monkeypatch.setattr(Reader, "_gather", lambda *_: False)
    long = read(files)
    assert counted(plain) == counted(long)
    told = [sorted(item.what for item in items if isinstance(item, Problem)) for items in (plain, long)]
    assert told[0] == told[1]
    for table in ("posts", "interactions", "follows", "marks", "accounts"):
        known = [
            Counter(" ".join(sorted(f"{n}={v}" for n, v in row.items() if v is not None)) for row in rows(items, table))
            for items in (plain, long)
        ]
        assert known[0] == known[1], table


def test_other_files_are_not_recognised() -> None:
    others: list[dict[str, bytes | str]] = [{}, {"a.json": "{}"}, {"a.car": b"\x00\x01"}, {"a.txt": "From a b"}]
    assert [BlueskyRepo().recognises(MemoryArchive(files), Options()) for files in others] == [0.0] * 4


def corpus() -> Path:
    folder = Path(os.environ.get("KITHKIN_DATA", "/nowhere")) / "bluesky/jetstream-corpus/internal"
    if not folder.is_dir():
        pytest.skip("KITHKIN_DATA does not hold the recorded corpus")
    return folder


def test_a_real_repository_has_the_records_that_others_found() -> None:
    folder = corpus() / "corpus/testdata"
    items = read({"repo.car": (folder / "repo.car").read_bytes()})
    expected = [line.split("\t")[0] for line in (folder / "car_expected_records.tsv").read_text().splitlines()]
    assert counted(items) == len(expected)
    ids = {row["post_id"] for row in rows(items, "posts")} | {
        row["interaction_id"] for row in rows(items, "interactions")
    }
    named = [place for place in expected if "/app.bsky.feed." in f"/{place}"]
    assert {name.split("/", 3)[3] for name in ids if "/" in name} >= set(named)
    assert len(rows(items, "follows")) == sum("graph.follow/" in place for place in expected)


@pytest.mark.parametrize("name", ["corpus/testdata/expected_v1.jsonl", "subscribe/testdata/golden_v1.jsonl"])
def test_real_events_are_all_accounted_for(name: str) -> None:
    data = (corpus() / name).read_bytes()
    items = read({"events.jsonl": data})
    events = [json.loads(line) for line in data.splitlines()]
    assert counted(items) == len(events)
    made = Counter(e["commit"]["collection"] for e in events if e.get("commit", {}).get("operation") == "create")
    kinds = Counter(row["kind"] for row in rows(items, "interactions"))
    assert (kinds["like"], kinds["repost"]) == (made["app.bsky.feed.like"], made["app.bsky.feed.repost"])
    assert len(rows(items, "posts")) == made["app.bsky.feed.post"] + made["app.bsky.feed.repost"]
    assert len(rows(items, "follows")) == made["app.bsky.graph.follow"]
