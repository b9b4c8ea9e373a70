"""Whole columns give what single cells give."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithkin.sources import _meta_export, _meta_messages
from kithkin.sources._columns import (
    combinations,
    holding,
    instants,
    keys,
    link_counts,
    matching,
    plain_texts,
    repeated,
    utc_times,
)
from kithkin.sources._linkedin_rows import key_of
from kithkin.sources._meta import moment as meta_moment
from kithkin.sources._meta_export import files_of, newest_record
from kithkin.sources._meta_times import TAIL, greatest, moments, newest
from kithkin.sources._moments import moment
from kithkin.sources._plain import link_count, plain
from tests.worlds.memory import MemoryArchive

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

words = st.sampled_from([" ", "a", "é", "<p>", "</p>", "&amp;", "www.", "WWW.", "https://", "HTTP://x", ".", "\n"])
texts = st.lists(st.none() | st.lists(words, max_size=6).map("".join), min_size=1, max_size=8)
clocks = st.builds(
    "{:04}{}{:02}{}{:02} {:02}:{:02}:{:02}{}".format,
    st.integers(0, 9999), st.sampled_from("-/ "), st.integers(0, 13), st.sampled_from("-/"), st.integers(0, 32),
    st.integers(0, 25), st.integers(0, 61), st.integers(0, 61), st.sampled_from([" UTC", "", " GMT", " utc"]),
)  # fmt: skip


def after(micros: Any) -> datetime:
    return EPOCH + timedelta(microseconds=int(micros))


@given(texts)
def test_texts_and_their_links(cells: list[str | None]) -> None:
    column = pa.array([None, *cells], pa.string())[1:]
    plains = [None if cell is None else plain(cell) for cell in cells]
    assert plain_texts(column).to_pylist() == plains
    assert link_counts(column).to_pylist() == [link_count(cell) for cell in cells]


@given(texts)
def test_signs_are_found_within_one_text(cells: list[str | None]) -> None:
    signs, column = (b"<", b"://", b"www."), pa.array(["://w", *cells], pa.string())[1:]
    wanted = [cell is not None and any(sign.decode() in cell for sign in signs) for cell in cells]
    assert holding(column, *signs).tolist() == wanted
    assert holding(pa.array(["ww", "w.", "www."]), b"www.").tolist() == [False, False, True]


@given(texts, st.integers(0, 130))
def test_a_pattern_is_found_in_the_same_texts_wherever_they_stand(cells: list[str | None], before: int) -> None:
    column = pa.array(["x", *["a"] * before, *cells], pa.string())[1:]
    wanted = [cell is not None and ("é<" in cell or "www." in cell.lower()) for cell in column.to_pylist()]
    assert matching(column, r"É<|www\.").tolist() == [row for row, is_found in enumerate(wanted) if is_found]
    assert matching(column[:0], "a").tolist() == []


def test_rows_for_each_recipient_keep_one_column_for_an_instant_and_its_ends() -> None:
    at = instants(np.array([1, 2]))
    rows = repeated({"sent_at": at, "sent_at_latest": at}, np.array([1, 0]), [1, 2], ["a", "b", None])
    assert rows["recipient_id"].to_pylist() == ["b", None, "a"]
    assert rows["sent_at"].cast(pa.int64()).to_pylist() == [1, 1, 2]
    assert rows["sent_at"] is rows["sent_at_latest"]


@given(st.lists(clocks | st.text(max_size=24), max_size=8))
def test_times_of_the_usual_form(cells: list[str]) -> None:
    times, are_times = utc_times(pa.array(["", *cells], pa.string())[1:])
    for cell, time, is_time in zip(cells, times, are_times, strict=True):
        found = moment(cell, assume_utc=True)
        if is_time:
            assert found is not None
            assert found.at == found.latest == after(time)


def test_the_usual_form_is_known() -> None:
    times, are_times = utc_times(
        pa.array(["2024-02-29 23:59:59 UTC", "2024/02/29 00:00:00 UTC", "2025-02-29 00:00:00 UTC"])
    )
    assert are_times.tolist() == [True, True, False]
    assert after(times[0]) == datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC)


def test_keys_are_those_of_single_rows() -> None:
    assert keys("kind", pa.array(["a", "é"])).to_pylist() == [key_of("kind", "a"), key_of("kind", "é")]


def test_combinations_stand_in_the_order_they_come() -> None:
    first, codes = combinations([pa.array(["b", "a", "b", "b"]), pa.array(["x", "x", "x", "y"])])
    assert (first.tolist(), codes.tolist()) == ([0, 1, 3], [0, 1, 0, 2])


counts = st.integers(-5, 10**19) | st.integers(10**12, 2 * 10**12)


@given(st.lists(counts, max_size=8) | st.lists(counts | st.none() | st.booleans() | st.text("019", max_size=18)))
def test_moments_are_those_of_single_values(values: list[Any]) -> None:
    times, known = moments(values)
    assert [after(time) if is_known else None for time, is_known in zip(times, known, strict=True)] == [
        meta_moment(value) for value in values
    ]


STAMPS = st.builds(
    '{}{}"{}{}{}'.format,
    st.sampled_from(['"timestamp', '"timestamp', '"creation_timestamp', '"upload_timestamp', "timestamp"]),
    st.sampled_from(["_ms", "_ms", "_ms", "", "_us"]),
    st.sampled_from([": ", ": ", ": ", ":", " : "]),
    st.sampled_from(["1700000000000", "1700000000001", "1700000000", "17000000000000000", "17", "x"]),
    st.sampled_from([",", "}", "\n", " ", "_", ""]),
)


@given(st.lists(STAMPS, max_size=4))
def test_the_greatest_time_of_a_piece_is_that_of_all_in_it(stamps: list[str]) -> None:
    usual, tail = '{"timestamp_ms": 1650000000000, ', " " * TAIL
    found = [int(count) for count in _meta_export._STAMP.findall("".join([usual, *stamps, tail]).encode())]
    assert greatest("".join([usual, *stamps, tail]).encode()) in ([], [b"%d" % max(found)])
    assert greatest(f"{usual}{tail}".encode()) == [b"1650000000000"]
    assert greatest(f"{usual}{tail}"[: -TAIL - 1].encode()) == []


@pytest.mark.parametrize("gap", range(0, 120, 7))
def test_the_newest_record_is_found_wherever_pieces_end(gap: int) -> None:
    one = b'{"timestamp_ms": 1650000000000},\n'
    body = one * ((1 << 20) // len(one) - 2) + b" " * gap + one.replace(b"165", b"170") + one * 9
    archive = MemoryArchive({"message_1.json": body})
    newest_at = newest_record(archive, files_of(archive), datetime(2030, 1, 1, tzinfo=UTC))
    assert newest_at == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


def test_the_newest_moment_lies_not_after_the_latest() -> None:
    assert newest([b"1600000000", b"1700000000000", b"9999999999"], after(1_650_000_000 * 10**6)) == after(16 * 10**14)
    assert newest([], EPOCH) is None


@pytest.mark.parametrize(
    "text",
    [
        "Reacted 👍 to your message", "liked a message", "You are now connected on Messenger.",
        "Say hi to your new Facebook friend.", "can now message and call each other", "named the group Wool.",
        "set your nickname to Bo.", "changed the theme", "changed the group photo.", "created the group",
        "left the group.", "pinned a message.", "added Bo to the group.", "removed Bo from the group.",
        "hat mit 👍 auf deine Nachricht reagiert", "gefällt eine Nachricht", "Ihr seid jetzt auf Messenger verbunden",
        "a réagi avec 👍 à votre message", "a aimé un message", "vous êtes maintenant connectés sur Messenger",
        "reaccionó con 👍 a tu mensaje", "le gusta un mensaje", "indicó que le gusta un mensaje",
        "reagiu com 👍 à sua mensagem", "curtiu uma mensagem", "ha messo Mi piace a un messaggio",
        "heeft met 👍 gereageerd op je bericht", "vindt een bericht leuk",
    ],
)  # fmt: skip
def test_no_sentence_of_the_platform_is_passed_over(text: str) -> None:
    assert _meta_messages._SYSTEM.fullmatch(text)
    hinted = pc.match_substring_regex(pa.array([text]), _meta_messages._SYSTEM_HINT, ignore_case=True)
    assert hinted.to_pylist() == [True]
