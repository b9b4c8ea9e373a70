"""The table form: CSV and Parquet, types, networks, what is not ours, damage."""

# ruff: noqa: E501  # lines of the made-up files are as long as the programs'

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from kithkin.model.source import Options
from kithkin.model.tables import TABLES
from kithkin.sources._cell_columns import typed
from kithkin.sources._cells import Typed
from kithkin.sources.table_form import TableForm
from tests.sources.told import damaged, told
from tests.worlds.memory import MemoryArchive

FILES: dict[str, bytes | str] = {
    "accounts.csv": "account_id,name,is_self,follower_count\nforum:ada,Ada,yes,12\nforum:bo,Bo,,\n",
    "follows.csv": "follower_id;followed_id;kind;followed_at\nforum:bo;forum:ada;follow;2026-01-02\n",
    "interactions.csv": (
        "interaction_id,actor_id,target_id,kind,happened_at,is_inferred\n"
        "1,forum:bo,forum:ada,like,2026-01-03T04:05:06Z,false\n"
        "2,forum:ada,forum:bo,reply,1767413106,\n"
    ),
}
AT = datetime(2026, 1, 3, 4, 5, 6, tzinfo=UTC)


def parquet(rows: list[dict[str, Any]]) -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), stream)
    return stream.getvalue()


def test_rows_are_typed_and_named() -> None:
    found = told(TableForm(), FILES)
    assert found.table("accounts", "account_id", "network", "is_self", "follower_count") == [
        ("forum:ada", "forum", True, 12),
        ("forum:bo", "forum", None, None),
    ]
    day = datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 1, 2, 23, 59, 59, 999999, tzinfo=UTC)
    columns = "follower_id", "followed_id", "followed_at", "followed_at_earliest", "followed_at_latest"
    assert found.table("follows", *columns) == [("forum:bo", "forum:ada", None, *day)]
    assert found.table("interactions", "interaction_id", "happened_at", "happened_at_basis", "is_inferred") == [
        ("forum:1", AT, "read", False),
        ("forum:2", AT, "read", None),
    ]
    assert found.coverage("interactions", "like", "in") == ("some", "id", "exact")
    assert found.seen == [AT]


def test_parquet_says_the_same_as_csv() -> None:
    rows = [
        {"interaction_id": "1", "actor_id": "forum:bo", "target_id": "forum:ada", "kind": "like", "happened_at": AT, "is_inferred": False},
        {"interaction_id": "2", "actor_id": "forum:ada", "target_id": "forum:bo", "kind": "reply", "happened_at": AT.replace(tzinfo=None), "is_inferred": None},
    ]  # fmt: skip
    rest = {name: FILES[name] for name in ("accounts.csv", "follows.csv")}
    one, two = told(TableForm(), FILES), told(TableForm(), {**rest, "interactions.parquet": parquet(rows)})
    assert one.rows == two.rows
    assert two.used["interactions.parquet"] == 2


CELLS: dict[str, st.SearchStrategy[str]] = {
    "message_id": st.sampled_from(["1", "forum:2", " 3 ", "", "mill:4", "a:b"]),
    "network": st.sampled_from(["forum", "mill", ""]),
    "sender_id": st.sampled_from(["forum:ada", "ada", "Forum:ada", ":ada", "forum:", "", "a b:c", "mill:x:y"]),
    "recipient_id": st.sampled_from(["forum:bo", "bo", ""]),
    "recipient_count": st.sampled_from(["1", "-2", "+3", "1_0", "many", "", "99999999999999999999", "07"]),
    "sent_at": st.sampled_from(["2026-01-03T04:05:06Z", "2026-01-03 04:05:06.25Z", "1767413106", "2026-01-03", "2026-02-30T00:00:00Z", "", "one day"]),
    "sent_at_earliest": st.sampled_from(["", "2026-01-02T00:00:00Z"]),
    "sent_at_latest": st.sampled_from(["", "2026-01-04T00:00:00Z", "2026-01-04"]),
    "sent_at_basis": st.sampled_from(["", "decoded"]),
    "text": st.text(st.characters(codec="utf-8"), max_size=4),
}  # fmt: skip


@given(st.lists(st.fixed_dictionaries(CELLS), min_size=1, max_size=3), st.sampled_from([None, "forum"]))
@settings(max_examples=300, deadline=None)
def test_whole_columns_and_single_cells_read_alike(rows: list[dict[str, str]], network: str | None) -> None:
    names = [name for name in CELLS if len(rows) < 3 or not name.startswith("sent_at_")]
    columns = typed(TABLES["messages"], network, {name: pa.array([row[name] for row in rows]) for name in names})
    if columns is None:
        return
    one_by_one = Typed(TABLES["messages"], network)
    for number, row in enumerate(rows):
        alone = one_by_one.row({name: row[name] for name in names})
        together = {name: cells[number].as_py() for name, cells in columns.items()}
        assert {n: v for n, v in alone.items() if v is not None} == {n: v for n, v in together.items() if v is not None}
    assert not one_by_one.doubts


def test_odd_rows_do_not_hold_up_the_others() -> None:
    lines = [f"{n},forum:ada,2026-01-03T04:05:06Z,linen {n}" for n in range(3000)]
    lines[1234] = "1234,forum:ada,3 January 2026,linen 1234"
    found = told(TableForm(), {"posts.csv": "\n".join(["post_id,author_id,posted_at,text", *lines, ""])})
    assert found.table("posts", "post_id", "text") == [(f"forum:{n}", f"linen {n}") for n in range(3000)]
    assert [place for place, row in enumerate(found.rows["posts"]) if row["posted_at"] is None] == [1234]
    assert found.accounted("posts.csv") == 3000
    assert found.coverage("posts", "post", "among") == ("some", "id", "exact")


def test_a_table_is_known_by_its_columns() -> None:
    def score(name: str, data: bytes | str) -> float:
        return TableForm().recognises(MemoryArchive({name: data}), Options())

    assert score("follows.csv", FILES["follows.csv"]) == 0.97
    assert score("mine.csv", FILES["follows.csv"]) == 0.9
    assert score("mine.csv", "follower_id,followed_id,kind,colour\n") == 0
    assert score("posts.csv", "a,b\n1,2\n") == 0
    assert score("posts.parquet", parquet([{"post_id": "1", "author_id": "forum:a"}])) == 0.97


def test_networks_come_from_the_user_or_the_ids() -> None:
    text = "post_id,author_id,text\n7,ada,linen\n"
    found = told(TableForm(), {"posts.csv": text}, network="forum")
    assert found.table("posts", "post_id", "author_id", "network") == [("forum:7", "forum:ada", "forum")]
    lost = told(TableForm(), {"posts.csv": text})
    assert lost.failed("posts.csv") == 1
    mine = told(TableForm(), {"posts.csv": text}, "forum:ada", network="forum")
    assert mine.table("accounts", "account_id", "is_self") == [("forum:ada", True)]


def test_what_is_not_of_its_type_is_said() -> None:
    text = (
        "account_id,follower_count,is_self,created_at,colour\nforum:a,many,perhaps,one day,red\n,1,,,\n"
        "forum:b,=1+1,,,\nforum:c,99999999999999999999999,,,\n"
    )
    found = told(TableForm(), {"accounts.csv": text})
    assert found.table("accounts", "account_id", "follower_count", "is_self") == [
        ("forum:a", None, None),
        ("forum:b", None, None),
        ("forum:c", None, None),
    ]
    said = [(p.place, p.records) for p in found.problems if p.member == "accounts.csv"]
    assert said == [("line 1", 0), *[("line 2", 0)] * 3, ("line 3", 1), ("line 4", 0), ("line 5", 0)]
    assert found.accounted("accounts.csv") == 4


def test_a_named_file_without_its_columns_is_said() -> None:
    found = told(TableForm(), {**FILES, "posts.csv": "colour,size\nred,1\n"})
    assert [p.what for p in found.problems if p.member == "posts.csv"] == [
        "The file is named like posts but lacks its columns post_id."
    ]


def test_a_coverage_file_is_believed() -> None:
    said = (
        "network,ego_account_id,table_name,kind,direction,covered_from,covered_until,completeness\n"
        "forum,forum:ada,interactions,like,in,,2026-02-01,all\n"
    )
    found = told(TableForm(), {**FILES, "coverage.csv": said})
    (row,) = found.rows["coverage"]
    assert (row["completeness"], row["covered_until"]) == ("all", datetime(2026, 2, 1, tzinfo=UTC))
    assert found.seen == [datetime(2026, 2, 1, tzinfo=UTC)]


@given(damaged({**FILES, "posts.parquet": parquet([{"post_id": "1", "author_id": "forum:ada", "text": "linen"}])}))
@settings(max_examples=60, deadline=None)
def test_damage_never_raises(files: dict[str, bytes]) -> None:
    told(TableForm(), files)
