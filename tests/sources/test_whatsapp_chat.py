"""WhatsApp chats: both telephones, the order of day and month, what WhatsApp writes itself, whose chat it is."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithkin.model.source import Options
from kithkin.sources._columns import digests
from kithkin.sources._whatsapp_columns import Repeats
from kithkin.sources._whatsapp_lines import said
from kithkin.sources.whatsapp_chat import WhatsAppChat
from tests.sources.told import Told, damaged, told
from tests.worlds.memory import MemoryArchive

ANDROID = (
    "13/03/2024, 10:00 - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.\n"
    "13/03/2024, 10:00 - Bo Tamsin: Shall we meet?\n"
    "13/03/2024, 10:01 - Ann Weaver: Gladly: at https://dye.example\n"
    "\n"
    "Or 12/05: at mine\n"
    "14/03/2024, 9:59 pm - Bo Tamsin: <Media omitted>\n"
    "14/03/2024, 22:05 - Bo Tamsin: IMG-20240314-WA0000.jpg (file attached)\nmy loom\n"
    "01/04/2024, 22:05 - Ann Weaver: This message was deleted\n"
)
IPHONE = (
    "\ufeff[2024-03-13, 10:00:05] Loom room: \u200eMessages and calls are end-to-end encrypted.\r\n"
    "\u200e[2024-03-13, 10:00:07] Ann Weaver: \u200e<attached: 00000002-PHOTO-2024-03-13-10-00-07.jpg>\r\n"
    "[2024-03-13, 10:00:09] \u202a+1 (555) 555\u20110100\u202c: Hello\r\nboth \u200e<This message was edited>\r\n"
    "[2024-03-14, 10:00:09] ~\u202fCy: \u200eimage omitted\r\n"
    '[2024-03-14, 10:00:10] Cy changed the subject to "Loom: room"\r\n'
    "[2024-03-14, 10:00:11] Ann Weaver: \u200eMissed voice call\r\n"
)
NAME, GROUP = "WhatsApp Chat with Bo Tamsin.txt", "WhatsApp Chat - Loom room/_chat.txt"
FILES: dict[str, bytes | str] = {NAME: ANDROID, GROUP: IPHONE, "IMG-20240314-WA0000.jpg": b"\xff\xd8"}
ANN, BO = "whatsapp:name:ann weaver#", "whatsapp:name:bo tamsin#"


def chat(*lines: str, name: str = "_chat.txt") -> Told:
    return told(WhatsAppChat(), {name: "\n".join(lines)})


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


def test_a_chat_from_android_by_hand() -> None:
    found = told(WhatsAppChat(), {NAME: ANDROID})
    assert found.table("messages", "sender_id", "recipient_id", "recipient_count", "text", "sent_at", "folder") == [
        (BO, ANN, 1, "Shall we meet?", at(2024, 3, 13, 10, 0), "inbox"),
        (ANN, BO, 1, "Gladly: at https://dye.example\n\nOr 12/05: at mine", at(2024, 3, 13, 10, 1), "sent"),
        (BO, ANN, 1, None, at(2024, 3, 14, 21, 59), "inbox"),
        (BO, ANN, 1, "my loom", at(2024, 3, 14, 22, 5), "inbox"),
        (ANN, BO, 1, None, at(2024, 4, 1, 22, 5), "sent"),
    ]
    assert found.rows["messages"][1]["link_count"] == 1
    assert (found.used[NAME], found.not_used[NAME], found.failed(NAME)) == (5, 1, 0)
    assert {row["account_id"]: row["is_self"] for row in found.rows["accounts"]} == {ANN: True, BO: None}


def test_a_time_is_the_clock_of_a_telephone_somewhere() -> None:
    row = told(WhatsAppChat(), {NAME: ANDROID}).rows["messages"][0]
    assert row["sent_at_basis"] == "inferred"
    assert row["sent_at_latest"] - row["sent_at_earliest"] == timedelta(hours=26, seconds=59)


def test_a_group_from_an_iphone() -> None:
    found = told(WhatsAppChat(), {GROUP: IPHONE}, "Ann Weaver")
    phone, cy = "whatsapp:+15555550100", "whatsapp:name:cy#"
    assert found.table("messages", "sender_id", "recipient_id", "recipient_count", "text") == [
        (ANN, phone, 2, None),
        (ANN, cy, 2, None),
        (phone, ANN, 2, "Hello\nboth"),
        (phone, cy, 2, "Hello\nboth"),
        (cy, ANN, 2, None),
        (cy, phone, 2, None),
    ]
    assert (found.used[GROUP], found.not_used[GROUP]) == (3, 3)
    assert {row["account_id"] for row in found.rows["accounts"]} == {ANN, phone, cy}


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("31/12/19, 9:05 pm - {}: x", at(2019, 12, 31, 21, 5)),
        ("31/12/2019, 21:05 - {}: x", at(2019, 12, 31, 21, 5)),
        ("31.12.19, 21:05 - {}: x", at(2019, 12, 31, 21, 5)),
        ("12/31/19, 12:05 AM - {}: x", at(2019, 12, 31, 0, 5)),
        ("[31.12.19, 21:05:09] {}: x", at(2019, 12, 31, 21, 5, 9)),
        ("[12/31/19, 9:05:09\u202fPM] {}: x", at(2019, 12, 31, 21, 5, 9)),
        ("[31/12/2019, 9:05:09 p.\u00a0m.] {}: x", at(2019, 12, 31, 21, 5, 9)),
        ("[31.12.2019 klo 21.05.09] {}: x", at(2019, 12, 31, 21, 5, 9)),
        ("31-12-19 21:05:09: {}: x", at(2019, 12, 31, 21, 5, 9)),
        ("31. 12. 2019. 21:05 - {}: x", at(2019, 12, 31, 21, 5)),
        ("2019-12-31 21:05 - {}: x", at(2019, 12, 31, 21, 5)),
        ("[2019. 12. 31. 오후 9:05:09] {}: x", at(2019, 12, 31, 21, 5, 9)),
        ("[2019. 12. 31. 오전 12:05:09] {}: x", at(2019, 12, 31, 0, 5, 9)),
        ("2019/12/31 下午9:05 - {}: x", at(2019, 12, 31, 21, 5)),
        ("2019/12/31 上午 9:05 - {}: x", at(2019, 12, 31, 9, 5)),
        ("31.12.2019 ÖS 9:05 - {}: x", at(2019, 12, 31, 21, 5)),
        ("2019/12/31, 21:05 - {}: x", at(2019, 12, 31, 21, 5)),
        ("\u200f\u0663\u0661/\u0661\u0662/\u0662\u0660\u0661\u0669\u060c \u0662\u0661:\u0660\u0665 - {}: x",
         at(2019, 12, 31, 21, 5)),
    ],
)  # fmt: skip
def test_heads_of_every_region(head: str, expected: datetime) -> None:
    found = chat(head.format("Bo: or not"), head.format("Ann"))
    assert found.table("messages", "sender_id", "text", "sent_at") == [
        ("whatsapp:name:bo#", "or not: x", expected),
        ("whatsapp:name:ann#", "x", expected),
    ]


def test_which_number_is_the_day_is_learnt_from_all_dates() -> None:
    later = chat("4/5/24, 10:00 - Ann: a", "4/13/24, 10:00 - Bo: b")
    assert later.table("messages", "sent_at") == [(at(2024, 4, 5, 10),), (at(2024, 4, 13, 10),)]
    grown = chat("4/5/24, 10:00 - Ann: a", "6/5/24, 10:00 - Bo: b", "1/6/24, 10:00 - Bo: b")
    assert grown.table("messages", "sent_at")[2] == (at(2024, 6, 1, 10),)
    assert chat("4.5.24, 10:00 - Ann: a").table("messages", "sent_at") == [(at(2024, 5, 4, 10),)]


def test_where_no_date_tells_it_stays_open() -> None:
    found = chat("4/5/24, 10:00 - Ann: a", "4/6/24, 10:00 - Bo: b", "6/6/24, 10:00 - Bo: c")
    first, _, last = found.rows["messages"]
    assert (first["sent_at"], last["sent_at"]) == (None, at(2024, 6, 6, 10))
    assert first["sent_at_earliest"] == at(2024, 4, 4, 20)
    assert first["sent_at_latest"] == at(2024, 5, 4, 22, 0, 59)
    assert any("the day or the month" in problem.what for problem in found.problems)


def test_whose_chat_it_is() -> None:
    def owner(found: Told) -> list[str]:
        return [row["account_id"] for row in found.rows["accounts"] if row["is_self"]]

    one, two = "14/3/24, 10:00 - Ann: a\n14/3/24, 10:01 - Bo: b\n", "14/3/24, 10:00 - Ann: a\n14/3/24, 10:01 - Cy: b\n"
    assert owner(told(WhatsAppChat(), {"a/_chat.txt": one, "b/_chat.txt": two})) == ["whatsapp:name:ann#"]
    assert owner(told(WhatsAppChat(), {"_chat.txt": one}, title="WhatsApp Chat - Bo.zip")) == ["whatsapp:name:ann#"]
    assert owner(told(WhatsAppChat(), {"_chat.txt": one}, "whatsapp:name:bo#0123abcd")) == ["whatsapp:name:bo#"]
    unknown = told(WhatsAppChat(), {"_chat.txt": one})
    assert not owner(unknown)
    assert "The chat does not tell which name is yours." in [problem.what for problem in unknown.problems]
    assert [row["direction"] for row in unknown.rows["coverage"]] == ["among"]


def test_coverage_is_never_whole() -> None:
    found = told(WhatsAppChat(), FILES)
    for direction in ("in", "out"):
        assert found.coverage("messages", "message", direction) == ("some", "name", "day")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\u200eBild weggelassen", (True, None)),
        ("\u200eimagen omitida", (True, None)),
        ("pattern.pdf \u2022 \u200e2 pages \u200edocument omitted", (True, None)),
        ("a new loom \u200e<attached: 0000-PHOTO.jpg>", (True, "a new loom")),
        ("Hello <This message was edited>", (True, "Hello")),
        ("Diese Nachricht wurde gelöscht.", (True, None)),
        ("<Medien ausgeschlossen>", (True, None)),
        ("I omitted it", (True, "I omitted it")),
        ("\u200eBo added you", (False, None)),
        ("\u200eYour security code with Bo changed.", (False, None)),
    ],
)
def test_what_a_person_said(text: str, expected: tuple[bool, str | None]) -> None:
    assert said(text) == expected


def test_two_equal_messages_are_two() -> None:
    found = chat("14/3/24, 10:00 - Ann: ok", "14/3/24, 10:00 - Ann: ok", "14/3/24, 10:01 - Bo: ok")
    assert len({row["message_id"] for row in found.rows["messages"]}) == 3


def test_a_date_of_another_calendar_is_a_problem_of_its_own() -> None:
    found = chat("14/3/2567, 10:00 - Ann: a", "14/3/2024, 10:00 - Bo: b")
    assert [(problem.place, problem.records) for problem in found.problems if problem.records] == [("line 1", 1)]
    assert len(found.rows["messages"]) == 1


def test_recognised_by_content() -> None:
    def score(name: str, data: bytes | str) -> float:
        return WhatsAppChat().recognises(MemoryArchive({name: data}), Options())

    assert score(NAME, ANDROID) > 0.9
    assert score("_chat.txt", IPHONE) > 0.9
    assert 0.1 < score("saved.txt", ANDROID) < 0.5
    assert score("_chat.txt", "Dear Ann,\n1/2/24 it was.\n") == 0
    assert score("log.txt", "2024-01-01 10:00:00 - started\n" * 9) == 0
    assert score("WhatsApp Chat with Bo.txt", "") == 0


def test_chats_of_one_telephone_are_one_export() -> None:
    assert WhatsAppChat().belongs(MemoryArchive({NAME: ANDROID})) == "whatsapp"
    assert WhatsAppChat().belongs(MemoryArchive({"1.jpg": b"\xff\xd8"})) is None


@given(damaged(FILES))
@settings(max_examples=80, deadline=None)
def test_damage_never_raises(files: dict[str, bytes]) -> None:
    told(WhatsAppChat(), files)


@pytest.mark.parametrize(
    ("head", "hour", "minute", "second"),
    [
        ("14/03/2024, 9:05 -", 9, 5, 0),
        ("14.3.2024, 21.05.07 -", 21, 5, 7),
        ("[14/03/2024, 12:05:09\u202fAM]", 0, 5, 9),
        ("[14/03/2024, 12:05:09 p.m.]", 12, 5, 9),
        ("14/03/2024, 21:05 \u2013", 21, 5, 0),
        ("[14/03/2024, 21:05:09]", 21, 5, 9),
    ],
)
def test_clocks_of_many_regions(head: str, hour: int, minute: int, second: int) -> None:
    found = chat(f"{head} Ann: one", f"{head} Bo: two")
    assert found.table("messages", "sent_at") == [(datetime(2024, 3, 14, hour, minute, second, tzinfo=UTC),)] * 2


def test_a_line_that_begins_with_a_number_goes_on_with_the_message() -> None:
    found = chat("14/3/24, 10:00 - Ann: to buy", "1. madder", "123/1/2024, 10:00 - no date", "14/3/24, 10:01 - Bo: ok")
    assert [row["text"] for row in found.rows["messages"]] == [
        "to buy\n1. madder\n123/1/2024, 10:00 - no date",
        "ok",
    ]


def test_messages_are_the_same_wherever_blocks_of_the_file_end() -> None:
    lines = [f"14/3/24, 10:{n // 60 % 60:02d} - {'Ann' if n % 2 else 'Bo'}: {'w' * 200} {n % 4}" for n in range(12_000)]
    found = chat(*lines, "and more")
    rows = found.rows["messages"]
    assert (len(rows), len({row["message_id"] for row in rows})) == (12_000, 12_000)
    assert rows[-1]["text"] == f"{'w' * 200} 3\nand more"
    assert chat(*lines, "and more").rows["messages"] == rows


@given(st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=12), max_size=12))
@settings(max_examples=60, deadline=None)
def test_repeats_are_numbered_wherever_blocks_end(blocks: list[list[int]]) -> None:
    repeats, before = Repeats(), Counter[int]()
    for block in blocks:
        expected = list[str]()
        for one in block:
            before[one] += 1
            expected.append(f":{before[one]}" if before[one] > 1 else "")
        times = np.array(block) // 3  # equal messages are of one time, and times come in any order
        key = digests(pa.array([str(one) for one in block]), "")
        assert (repeats.ends(key, times) or [""] * len(block)) == expected


def test_who_comes_late_in_a_chat_is_among_its_people() -> None:
    lines = [f"[14/3/24, 10:00:00] Ann: {'w' * 200} {n}" for n in range(6_000)]
    late = [
        "[15/3/24, 10:00:00] Cy: \u200eMissed voice call",
        "[15/3/24, 10:01:00] Bo: yes",
        "[15/3/24, 10:02:00] Bo: and",
    ]
    found = chat(*lines, *late)
    assert [row["name"] for row in found.rows["accounts"]] == ["Ann", "Bo"]
    assert {row["recipient_id"] for row in found.rows["messages"]} == {"whatsapp:name:bo#", "whatsapp:name:ann#"}


def test_a_message_without_end_is_cut() -> None:
    found = chat("14/3/24, 10:00 - Ann: a", *["z" * 100_000] * 100, "14/3/24, 10:01 - Bo: b")
    assert [len(row["text"]) for row in found.rows["messages"]] == [1 << 18, 1]


def test_blanks_at_ends_of_lines_and_bytes_that_are_no_text() -> None:
    head = "14/3/24, 10:0"
    lines = [
        f"{head}0 - Ann: one\r\r".encode(),
        b"more\rof it\r",
        f"{head}1 - Bo: t\xfcber".encode("latin-1"),
        f"{head}2 - Bo:".encode(),
        f"{head}3 - Ann: last\r\r".encode(),
    ]
    found = told(WhatsAppChat(), {"_chat.txt": b"\n".join(lines)})
    assert [row["text"] for row in found.rows["messages"]] == ["one\nmore\rof it", "t\ufffdber", None, "last"]


def test_a_message_with_more_lines_than_are_kept() -> None:
    found = chat("14/3/24, 10:00 - Ann: a", *["z"] * 30_000, "14/3/24, 10:01 - Bo: b", *["y"] * 12_000)
    assert [row["text"] for row in found.rows["messages"]] == ["a" + "\nz" * 10_000, "b" + "\ny" * 10_000]


def test_problems_tell_the_line_wherever_blocks_of_the_file_end() -> None:
    lines = [f"14/3/24, 10:00 - Ann: {'w' * 200}" for _ in range(6_000)]
    found = chat("before", *lines, "14/3/1402, 10:00 - Bo: b", "and more", *lines, "14/3/1402, 10:00 - Bo: c")
    assert [one.place for one in found.problems if "calendar" in one.what] == ["line 6002", "line 12004"]


def test_heads_with_marks_or_other_blanks_are_read_among_usual_ones() -> None:
    found = chat(
        "[14/3/24, 10:00:00] Ann: one",
        "\u200e\u200f[14/3/24, 10:00:01] Bo: [see] x: y - z",
        "[14/3/24,\u00a010:00:02] Ann: three",
        "[14/3/24, 10:00:03]\u202fBo: four ] a",
        "[14/3/24, 10:00:04]",
        "[14/3/24, 10:00:05] Ann:five: no",
        f"[14/3/24, 10:00:06] {'A' * 101}: too long a name",
    )
    assert list(dict.fromkeys(found.table("messages", "sender_id", "text"))) == [
        ("whatsapp:name:ann#", "one"),
        ("whatsapp:name:bo#", "[see] x: y - z"),
        ("whatsapp:name:ann#", "three"),
        ("whatsapp:name:bo#", "four ] a\n[14/3/24, 10:00:04]"),
        ("whatsapp:name:ann:five#", "no"),
    ]
