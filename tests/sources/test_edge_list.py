"""The edge list: every line of every form is a row, a problem, or known and not used."""

from __future__ import annotations

import gzip
import io
import os
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithkin.model.errors import Refused
from kithkin.model.source import Archive, Batch, Member, NotUsed, Options, Problem, Seen, Source
from kithkin.sources import _edge_rows
from kithkin.sources._edge_columns import Repeats
from kithkin.sources._edge_times import times_of
from kithkin.sources.edge_list import EdgeList
from tests.worlds.memory import MemoryArchive

INTERACTIONS = Options(form="interactions")
FOLLOWS = Options(form="follows")
DATED = datetime(2026, 1, 2, tzinfo=UTC)


class Read:
    """What the source made of some files."""

    def __init__(self, archive: Archive, options: Options) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {}
        self.problems: list[Problem] = []
        self.counts: Counter[str] = Counter()
        self.seen: datetime | None = None
        for item in EdgeList().read(archive, options):
            match item:
                case Batch():
                    self.counts["used"] += item.used
                    for name, columns in item.tables.items():
                        plain = {key: pa.array(cells).to_pylist() for key, cells in columns.items()}
                        found = [dict(zip(plain, row, strict=True)) for row in zip(*plain.values(), strict=True)]
                        self.rows.setdefault(name, []).extend(found)
                case NotUsed():
                    self.counts["not_used"] += item.count
                case Problem():
                    self.counts += Counter(problems=item.records)
                    self.problems.append(item)
                case Seen():
                    self.seen = item.observed_at
                case _:
                    raise AssertionError(item)


def read(data: bytes | str, options: Options = Options(), name: str = "edges.txt") -> Read:  # noqa: B008
    return Read(dated({name: data}), options)


def dated(files: dict[str, bytes | str]) -> MemoryArchive:
    archive = MemoryArchive(files)
    archive.members = [Member(member.name, member.size, DATED) for member in archive.members]
    return archive


def test_a_row_from_the_far_future_does_not_move_the_end() -> None:
    rows = "actor_id,target_id,kind,at\na,b,reply,2025-01-01T10:00:00Z\nb,a,reply,2025-02-01T10:00:00Z\n"
    plain, stray = read(rows, INTERACTIONS), read(rows + "a,b,reply,2099-01-01T00:00:00Z\n", INTERACTIONS)
    assert stray.seen == plain.seen == datetime(2025, 2, 1, 10, tzinfo=UTC)
    assert stray.rows["coverage"] == plain.rows["coverage"]
    assert len(stray.rows["interactions"]) == 3
    (doubt,) = stray.problems
    assert "1 row is dated later than 2026-01-03" in doubt.what
    assert doubt.records == 0
    assert plain.problems == []


def test_where_most_rows_are_later_than_the_file_its_date_is_wrong() -> None:
    found = read("actor_id,target_id,kind,at\na,b,reply,2027-01-01\nb,a,reply,2027-02-01T00:00:00Z\n", INTERACTIONS)
    assert found.seen == datetime(2027, 2, 1, tzinfo=UTC)
    assert found.problems == []


def recognised(data: bytes | str, options: Options = Options()) -> float:  # noqa: B008
    return EdgeList().recognises(MemoryArchive({"file": data}), options)


def micros(at: datetime) -> int:
    return int(at.timestamp()) * 1_000_000 + at.microsecond


def test_it_is_a_source() -> None:
    assert isinstance(EdgeList(), Source)


def test_own_contract() -> None:
    found = read(
        "actor_id,target_id,kind,at\nana,bo,reply,2026-01-05T10:00:00Z\nbo,ana,like,2026-01-06T10:00:00+02:00\n"
    )
    first, second = found.rows["interactions"]
    assert first["interaction_id"] == f"local:ana>bo:reply:{micros(datetime(2026, 1, 5, 10, tzinfo=UTC))}:0"
    assert (first["actor_id"], first["target_id"], first["kind"]) == ("local:ana", "local:bo", "reply")
    assert second["happened_at"] == micros(datetime(2026, 1, 6, 8, tzinfo=UTC))
    assert [row["account_id"] for row in found.rows["accounts"]] == ["local:ana", "local:bo"]
    assert found.seen == datetime(2026, 1, 6, 8, tzinfo=UTC)
    assert {row["kind"]: (row["direction"], row["completeness"], row["timing"]) for row in found.rows["coverage"]} == {
        "reply": ("among", "all", "exact"),
        "like": ("among", "all", "exact"),
    }
    assert found.rows["coverage"][0]["covered_from"] == datetime(2026, 1, 5, 10, tzinfo=UTC)


def test_follows_with_and_without_times() -> None:
    timed = read("follower_id,followed_id,at\na,b,2026-01-05\nb,a,2026-01-06T00:00:01Z\n")
    day, exact = timed.rows["follows"]
    assert day["followed_at"] is None
    assert day["followed_at_latest"] - day["followed_at_earliest"] == 86_400_000_000 - 1
    assert exact["followed_at"] == exact["followed_at_latest"] == micros(datetime(2026, 1, 6, 0, 0, 1, tzinfo=UTC))
    untimed = read("1 2\n2 3\n3 1\n")
    assert untimed.seen == DATED
    assert untimed.rows["follows"][0]["followed_at_earliest"] is None
    assert untimed.rows["follows"][0]["followed_at_latest"] == DATED.replace(tzinfo=None)
    assert untimed.rows["coverage"][0]["covered_until"] == DATED
    assert untimed.rows["coverage"][0]["timing"] == "none"


def test_without_any_date_nothing_is_called_complete() -> None:
    found = Read(MemoryArchive({"e": "1 2\n2 3\n"}), FOLLOWS)
    assert found.seen is None
    assert "coverage" not in found.rows
    assert [p.records for p in found.problems] == [0]


@pytest.mark.parametrize(
    ("text", "form", "kinds"),
    [
        ("1 2 1341100972 RT\n3 4 1341100973 MT\n5 6 1341100974 RE\n", "interactions", ["repost", "mention", "reply"]),
        ("1 2 1341100972\n3 4 1341100973\n", "interactions", ["message", "message"]),
        ("# a comment\n1\t2\n3\t4\n", "follows", ["follow", "follow"]),
        ("% sym weighted\n1 2 1 1341100972\n3 4 1 1341100973\n", "interactions", ["message", "message"]),
        ("1 2 7\n3 4 2\n5 6 9\n", "follows", ["follow"] * 3),
        ("1 2 0\n3 4 2797\n3 5 3304\n", "interactions", ["message"] * 3),
        ("source;target;rating;comment\n1;2;5;ok\n", "follows", ["follow"]),
        ('"from","to","timestamp","type"\n"a","b","2026-01-01 10:00","Retweet"\n', "interactions", ["repost"]),
        ("u|v|ts|action\na|b|2026-01-01T10:00:00.5Z|DM\n", "interactions", ["message"]),
    ],
)
def test_forms(text: str, form: str, kinds: list[str]) -> None:
    found = read(text)
    assert [row["kind"] for row in found.rows[form]] == kinds
    assert found.counts == {"used": len(kinds)}
    assert recognised(text) == 0.3
    for end in ("\r\n", "\r"):
        assert read(text.replace("\n", end)).rows[form] == found.rows[form]
    assert read(b"\xef\xbb\xbf" + text.encode()).rows[form] == found.rows[form]
    assert read(gzip.compress(text.encode())).rows[form] == found.rows[form]


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("1341100972", datetime(2012, 7, 1, 0, 2, 52, tzinfo=UTC)),
        ("1341100972123", datetime(2012, 7, 1, 0, 2, 52, 123_000, tzinfo=UTC)),
        ("1341100972123456", datetime(2012, 7, 1, 0, 2, 52, 123_456, tzinfo=UTC)),
        ("1341100972123456789", datetime(2012, 7, 1, 0, 2, 52, 123_456, tzinfo=UTC)),
        ("2012-07-01 00:02:52", datetime(2012, 7, 1, 0, 2, 52, tzinfo=UTC)),
        ("2012-07-01T02:02:52+02:00", datetime(2012, 7, 1, 0, 2, 52, tzinfo=UTC)),
        ("13", datetime(1970, 1, 1, 0, 0, 13, tzinfo=UTC)),
        ("1341100972.0", datetime(2012, 7, 1, 0, 2, 52, tzinfo=UTC)),
    ],
)
def test_times(written: str, at: datetime) -> None:
    assert read(f"actor,target,time\na,b,{written}\n").rows["interactions"][0]["happened_at"] == micros(at)


@given(
    st.lists(
        st.sampled_from(["1", "1583020800", "9" * 19, "+5", "-5", "", "x", "0x10", "2020-03-01", "1e9"]), min_size=1
    )
)
def test_times_of_a_column_are_those_of_its_cells(cells: list[str]) -> None:
    times = times_of(pa.array(["1", *cells])[1:])
    alone = [times_of(pa.array([cell])) for cell in cells]
    assert times.is_time.tolist() == [one.is_time[0] for one in alone]
    assert times.micros[times.is_time].tolist() == [one.micros[0] for one in alone if one.is_time[0]]


def test_equal_rows_are_repeated_events_and_merge_with_a_newer_file() -> None:
    old = read("a b 1341100972\na b 1341100972\na c 1341100972\n", INTERACTIONS)
    new = read("a c 1341100972\na b 1341100972\na d 1341100999\na b 1341100972\na b 1341100972\n", INTERACTIONS)
    old_ids = [row["interaction_id"] for row in old.rows["interactions"]]
    new_ids = [row["interaction_id"] for row in new.rows["interactions"]]
    assert len(set(old_ids)) == 3
    assert len(set(new_ids)) == 5
    assert set(old_ids) < set(new_ids)


@given(st.lists(st.lists(st.integers(0, 5), max_size=30), max_size=6))
@settings(max_examples=60, deadline=None)
def test_ordinals_count_across_chunks(chunks: list[list[int]]) -> None:
    repeats, before = Repeats(), Counter[int]()
    for chunk in chunks:
        expected = []
        for value in chunk:
            expected.append(before[value])
            before[value] += 1
        assert repeats.ordinals(np.array(chunk, dtype=np.uint64)).tolist() == expected


def test_self_loops_are_known_and_not_used() -> None:
    assert read("1 1\n1 2\n2 2\n").counts == {"used": 1, "not_used": 2}


def test_bad_lines_are_named_and_the_others_read() -> None:
    text = (
        "actor_id,target_id,kind,at\na,b,like,2026-01-01\n\na,b,like\n# note\na,b,like,yesterday\n,b,like,2026-01-01\n"
        'a,b,,2026-01-01\na,b,like,2026-02-31\na,"b\nc",like,2026-01-01\n"a",b,like,2026-01-02\na\x00,b,like,2026-01-01\n'
        "a,b,like,3026-01-01\n"
    )
    found = read(text)
    assert found.counts == {"used": 2, "problems": 8}
    lines = [4, 6, 7, 8, 9, 10, 13, 14]
    assert sorted(int(p.place.removeprefix("line ")) for p in found.problems) == lines
    assert {row["completeness"] for row in found.rows["coverage"]} == {"some"}
    latin = b"actor,target,time\na,b,1341100972\n\xe9,b,1341100972\n"
    assert [p.place for p in read(latin).problems] == ["line 3"]


def test_many_bad_lines_are_summed_up() -> None:
    found = read("actor,target,time\na,b,1341100972\n" + "a,b,never\n" * 1500)
    assert found.counts == {"used": 1, "problems": 1500}
    assert len(found.problems) == 1001


def test_unknown_words_are_kinds_only_while_they_are_few() -> None:
    found = read("actor,target,kind,time\n" + "".join(f"a,b,word{n},1341100972\n" for n in range(150)))
    assert found.counts == {"used": 100, "problems": 50}


@pytest.mark.parametrize("data", [b"", b"actor_id,target_id,kind,at\n", b"\n\n\n", b"# only\n% comments\n"])
def test_nothing_to_read_is_said(data: bytes) -> None:
    found = read(data, INTERACTIONS)
    assert not found.counts["used"]
    assert found.problems


@pytest.mark.parametrize(
    "data",
    [
        b'{"a": 1}',
        b"[1, 2]",
        b"<html>",
        b"From a@b Mon\n",
        b"\x89PNG..",
        b"PK\x03\x04",
        b"a story of two\nlines",
        b"\xff\xfea\x00",
        b"Some words on the source and the target of these files\n",
    ],
)
def test_other_files_are_not_taken(data: bytes) -> None:
    assert recognised(data) == 0.0
    assert read(data).counts == {"problems": 1}


def test_the_users_word_counts_more() -> None:
    assert recognised("ana bo\nbo cy\n") == 0.0
    assert recognised("ana bo\nbo cy\n", FOLLOWS) == 0.9
    assert [r["follower_id"] for r in read("ana bo\nbo cy\n", FOLLOWS).rows["follows"]] == ["local:ana", "local:bo"]
    assert read("1 2 7\n3 4 2\n", INTERACTIONS).rows["interactions"][1]["happened_at"] == 2_000_000


def test_a_folder_of_other_things_is_not_ours() -> None:
    edges = "actor_id,target_id,at\na,b,2026-01-01\n"
    assert (
        EdgeList().recognises(MemoryArchive({"n/a.csv": edges, "n/b.csv": edges, "n/made-up.txt": "x"}), Options())
        == 0.3
    )
    assert EdgeList().recognises(MemoryArchive({"a.csv": edges, "twitter.zip": b"PK\x03\x04"}), Options()) == 0.0
    assert EdgeList().recognises(MemoryArchive({"a.csv": edges, "key.json": "{}"}), Options()) == 0.0


def test_network_and_me() -> None:
    found = read("actor,target,time\nana,bo,1341100972\nown:bo,ana,1341100973\n", Options(network="own", me=("ana",)))
    assert [row["account_id"] for row in found.rows["accounts"]] == ["own:ana", "own:bo"]
    assert [row["is_self"] for row in found.rows["accounts"]] == [True, None]


def parquet(**columns: Any) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink)
    return sink.getvalue()


def test_parquet_types() -> None:
    at = [datetime(2026, 1, 1, 12, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC), None]
    found = read(parquet(src=[1, 2, 3], dst=[2.0, 3.0, 1.0], time=at, type=["RT", "like", "like"]))
    assert [(r["actor_id"], r["target_id"], r["kind"]) for r in found.rows["interactions"]] == [
        ("local:1", "local:2", "repost"),
        ("local:2", "local:3", "like"),
    ]
    assert found.rows["interactions"][0]["happened_at"] == micros(datetime(2026, 1, 1, 12, tzinfo=UTC))
    assert [p.place for p in found.problems] == ["row 3"]
    days = read(parquet(follower_id=["a"], followed_id=["b"], at=[date(2026, 1, 1)]))
    assert days.rows["follows"][0]["followed_at"] is None
    whole = parquet(src=list(range(2000)), dst=list(range(1, 2001)), time=[1341100972] * 2000)
    assert read(whole).counts == {"used": 2000}
    assert read(whole[:-30]).counts == {"problems": 1}


def test_cut_off_files_say_so() -> None:
    text = "actor,target,time\n" + "".join(f"a{n},b,13411009{n % 90 + 10}\n" for n in range(4000))
    packed = gzip.compress(text.encode())
    found = read(packed[: len(packed) * 2 // 3])
    assert 0 < found.counts["used"] < 4000
    assert any("breaks off" in p.what for p in found.problems)
    assert any("cut off" in p.what for p in read(text[:-3]).problems)


def test_lines_without_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_edge_rows, "BLOCK", 1000)
    text = "actor,target,time\n" + "a,b,1341100972\n" * 200 + "x" * 5000 + ",b,1341100972\n" + "a,c,1341100972\n" * 200
    found = read(text)
    assert found.counts == {"used": 400, "problems": 1}
    assert found.problems[0].place == "line 202"
    wide = read("actor,target,time\na,b,1341100972\n" + "y" * 600 + ",b,1341100972\n")
    assert wide.counts == {"used": 1, "problems": 1}


def test_a_quote_that_is_never_closed_swallows_no_line() -> None:
    rows = "".join(f"a,b{n},1341100972,fine\n" for n in range(300))
    found = read(f'actor,target,time,comment\n{rows}a,c,1341100972,"open\n{rows}')
    assert found.counts == {"used": 601}


class Capped(io.BytesIO):
    """A stream whose reader has had enough of it after the first piece."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell():
            raise Refused("This member is too large.")
        return super().read(size)


def test_what_the_archive_refuses_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_edge_rows, "BLOCK", 1000)
    archive = dated({"e": "actor,target,time\n" + "a,b,1341100972\n" * 500})
    monkeypatch.setattr(archive, "open", lambda member: Capped(archive.files[member.name]))
    found = Read(archive, Options())
    assert 0 < found.counts["used"] < 500
    assert "too large" in found.problems[0].what
    assert {row["completeness"] for row in found.rows["coverage"]} == {"some"}


def test_numbers_out_of_all_bounds() -> None:
    least = -(2**63)
    wild = read(parquet(src=["a"] * 3, dst=["b"] * 3, time=[least, 2**63 - 1, 0]))
    assert wild.counts == {"used": 1, "problems": 2}
    points = read(parquet(src=["a"] * 4, dst=["b"] * 4, time=[float("nan"), float("inf"), 1e300, 1341100972.0]))
    assert points.counts == {"used": 1, "problems": 3}


def test_a_bomb_is_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_edge_rows, "SMALL", 1 << 16)
    monkeypatch.setattr(_edge_rows, "LARGEST_RATIO", 20)
    monkeypatch.setattr(_edge_rows, "BLOCK", 1 << 14)
    found = read(gzip.compress(b"1 2 1341100972\n" * 20_000), INTERACTIONS)
    assert 0 < found.counts["used"] < 20_000
    assert found.counts["problems"] == 1


LINES = st.lists(
    st.sampled_from(
        ["a,b,1341100972", "a,b", "c,a,1341100973", "a,a,1341100974", "", "#x", '"q",b,1341100972', "é,b,2026-01-01",
         "a,b,x", ",,", "\x00,b,1", '"', "a,b,1341100972,9", "a;b;1341100972"]
    ),
    max_size=40,
)  # fmt: skip


@given(LINES, st.integers(8, 200))
@settings(max_examples=80, deadline=None)
def test_the_size_of_a_block_changes_nothing(lines: list[str], size: int) -> None:
    data = "actor,target,time\n" + "".join(line + "\n" for line in lines)
    whole = read(data)
    kept = _edge_rows.BLOCK
    try:
        _edge_rows.BLOCK = 20 + size  # type: ignore[misc]
        parts = read(data)
    finally:
        _edge_rows.BLOCK = kept  # type: ignore[misc]
    if not any(line.count('"') % 2 for line in lines):
        assert parts.rows.get("interactions") == whole.rows.get("interactions")
        assert parts.counts == whole.counts
        content = [line for line in lines if line.strip() and line[0] != "#"]
        assert sum(whole.counts.values()) == len(content)


@given(st.binary(max_size=400), st.sampled_from([None, "follows", "interactions"]))
@settings(max_examples=150, deadline=None)
def test_no_bytes_make_it_fail(data: bytes, form: str | None) -> None:
    read(data, Options(form=form))
    read(b"actor,target,time\n" + data, Options(form=form))
    read(b"PAR1" + data, Options(form=form))
    read(b"\x1f\x8b" + data, Options(form=form))


REAL = {
    "collegemsg/Datasets/msg.txt": {"used": 59_835},
    "collegemsg/Datasets/bitcoin_alpha.csv": {"used": 24_207},
    "email-eu/email-Eu-core-temporal.txt": {"used": 83_083},
    "email-eu/email-Eu-core.txt": {"used": 24_928, "not_used": 643},
}


@pytest.mark.parametrize("name", REAL)
def test_real_networks_are_read_to_the_last_line(name: str) -> None:
    folder = os.environ.get("KITHKIN_DATA")
    if not folder or not (Path(folder) / "network" / name).exists():
        pytest.skip("KITHKIN_DATA does not name the real data")
    data = (Path(folder) / "network" / name).read_bytes()
    assert read(data).counts == REAL[name]


@pytest.mark.parametrize("bad", ["nan", "", "yesterday", "99999999999999999999"])
@pytest.mark.parametrize("head", ["", "a,b,time\n"])
def test_a_time_that_is_none_costs_its_line_and_not_all_times(bad: str, head: str) -> None:
    lines = [f"u{n % 7},u{n % 5 + 7},{bad if n == 30 else 1_600_000_000 + n}" for n in range(100)]
    found = read(head + "\n".join(lines) + "\n", INTERACTIONS)
    assert len(found.rows["interactions"]) == 99
    assert all(row["happened_at"] for row in found.rows["interactions"])
    assert [(one.place, one.records) for one in found.problems] == [(f"line {31 + bool(head)}", 1)]


def test_seconds_with_a_fraction_are_whole_seconds_without_a_header_too() -> None:
    found = read("1 2 1600000000.25\n2 1 1600000001.5\n", INTERACTIONS)
    assert [row["happened_at"] for row in found.rows["interactions"]] == [1_600_000_000_000_000, 1_600_000_001_000_000]


def test_acts_without_times_say_that_they_have_none() -> None:
    told = "No column of times was found: that things happened is known, when is not."
    for text in ("1,2,2020/09/13\n2,1,2020/09/14\n", "src,dst,weight\na,b,.3\nb,a,.5\n"):
        assert [one.what for one in read(text, INTERACTIONS).problems] == [told]
    assert read("1,2\n2,1\n", FOLLOWS).problems == []


def test_one_column_is_one() -> None:
    found = read("src,dst,at\na,b,1600000000\nb,a,1600000001\nlost\n", INTERACTIONS)
    assert [one.what for one in found.problems] == ["The line has 1 column where 3 are expected."]


NOON = 1_700_000_000
ENDS = (("1", "2"), ("2", "1"), ("1", "3"), ("3", "1"), ("2", "3"))


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("", "{at} {a} {b}"),
        ("", "{written},{a},{b}"),
        ("timestamp,caller,callee,duration\n", "{at},{a},{b},60"),
        ("timestamp,one,other,strength\n", "{at},{a},{b},-60"),
        ("# who was near\n# timestamp,one,other,strength\n", "{at},{a},{b},-60"),
        ("# from to and when\n", "{a} {b} {at}"),
        ("from,to,when\n", "{a},{b},{at}"),
        ("from,to,day_and_hour\n", "{a},{b},{written}"),
        ("% sym weighted\n", "{a} {b}\t1\t{at}"),
        ("", "{a} {b} {apart}"),
        ("", "{a}\t{b}\t{apart}"),
        ("", "{a},{b},{apart} UTC"),
        ("", "{a},{b},{at:.9e}"),
        ("one,other,then\n", "w{a},w{b},{written}"),
        ("", "Ana {a},Ana {b},{at}"),
    ],
)
def test_a_table_called_interactions_is_read_in_any_order_of_its_columns(head: str, line: str) -> None:
    when = [NOON + 3600 * n for n in range(len(ENDS))]
    written = [datetime.fromtimestamp(at, UTC).isoformat() for at in when]
    lines = [
        line.format(a=a, b=b, at=at, written=text, apart=text[:19].replace("T", " "))
        for (a, b), at, text in zip(ENDS, when, written, strict=True)
    ]
    rows = read(head + "\n".join([*lines, ""]), INTERACTIONS).rows["interactions"]
    assert [row["happened_at"] for row in rows] == [at * 1_000_000 for at in when]
    assert [(row["actor_id"][-1], row["target_id"][-1]) for row in rows] == list(ENDS)


@pytest.mark.parametrize("bad", [",2,1700000000", "1,2,", "1,2,soon", "1"])
def test_one_bad_line_among_few_costs_no_other(bad: str) -> None:
    lines = [f"{a},{b},{NOON + n}" for n, (a, b) in enumerate(ENDS)]
    found = read("\n".join([*lines, *lines, bad, ""]), INTERACTIONS)
    assert [row["happened_at"] for row in found.rows["interactions"]][:5] == [(NOON + n) * 1_000_000 for n in range(5)]
    assert found.counts == {"used": 10, "problems": 1}


def test_a_comment_that_names_the_columns_is_believed() -> None:
    rows = read("# timestamp,one,other\n20,1148,1644\n20,1613,1672\n40,656,682\n", INTERACTIONS).rows["interactions"]
    assert [(row["actor_id"], row["happened_at"]) for row in rows] == [
        ("local:1148", 20_000_000), ("local:1613", 20_000_000), ("local:656", 40_000_000),
    ]  # fmt: skip


def test_numbers_that_may_be_ids_or_weights_are_no_times() -> None:
    ids = read("700000001 700000002 3\n700000002 700000001 1\n", INTERACTIONS).rows["interactions"]
    assert [row["happened_at"] for row in ids] == [3_000_000, 1_000_000]
    weights = read("from,to,strength\n1,2,1700000000\n2,1,1700000001\n", INTERACTIONS).rows["interactions"]
    assert [row["happened_at"] for row in weights] == [None, None]
