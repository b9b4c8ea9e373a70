"""Long lists of JSON: every layout, every window, damage, depth."""

from __future__ import annotations

import io
import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithkin.sources import _json
from kithkin.sources._json import Bad, items, whole

DOCS: list[Any] = [
    {"tweet": {"id": str(i), "text": 'x"\\ },{"tweet":[{ ' * (i % 4), "m": [{"tweet": 1}, {"tweet": 2}]}}
    for i in range(60)
]


def run(data: bytes, kind: Any = Any, under: str = "") -> tuple[list[Any], list[Bad]]:
    good: list[Any] = []
    bad: list[Bad] = []
    for batch in items(io.BytesIO(data), kind, under=under):
        if isinstance(batch, Bad):
            bad.append(batch)
        else:
            good += batch
    return good, bad


@pytest.fixture(params=[64, 700, 4096, 4 << 20])
def window(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(_json, "WINDOW", request.param)
    monkeypatch.setattr(_json, "CHUNK", max(16, request.param // 3))
    return int(request.param)


@pytest.mark.parametrize("indent", [None, 0, 2])
@pytest.mark.parametrize("frame", [("", ""), ("window.YTD.tweets.part0 = ", ";\n"), ("\ufeffa =", "\r\n")])
def test_any_layout_gives_the_same_items(window: int, indent: int | None, frame: tuple[str, str]) -> None:
    text = frame[0] + json.dumps(DOCS, indent=indent) + frame[1]
    for data in (text.encode(), text.replace("\n", "\r\n").encode(), text.replace(": ", ":").encode()):
        good, bad = run(data)
        assert [d["tweet"]["id"] for d in good] == [d["tweet"]["id"] for d in DOCS]
        assert bad == []


def test_list_under_a_key(window: int) -> None:
    text = json.dumps({"a": [1], "items": DOCS, "z": [{"tweet": 3}]})
    if window > 200:
        assert run(text.encode(), under="items") == (DOCS, [])


@pytest.mark.parametrize("between", [",", " ,\n "])
def test_a_list_of_texts(window: int, between: str) -> None:
    texts = ["plain", 'a "quoted", word', "\\", "[1,", "", ',"x",', "\u00e9\u2028"] * 9
    for docs in (texts, [*texts, {"key": ",", "other": ["in", "side"]}, ["a", "b"], None, *texts]):
        data = ("[" + between.join(map(json.dumps, docs)) + "]").encode()
        assert run(data) == (docs, [])
        good, bad = run(data[:-40])
        assert good == docs[: len(good)]
        assert len(bad) == 1


def test_truncation_gives_a_prefix_and_one_problem(window: int) -> None:
    data = json.dumps(DOCS, indent=2).encode()
    for end in range(0, len(data) - 1, 211):
        good, bad = run(data[:end])
        assert good == DOCS[: len(good)]
        assert len(bad) == 1, (end, bad)


def test_a_wrong_item_is_told_apart(window: int) -> None:
    class Item(msgspec.Struct):
        tweet: dict[str, Any]

    wrong = [*DOCS[:20], {"tweet": 7}, *DOCS[20:]]
    good, bad = run(json.dumps(wrong).encode(), Item)
    assert len(good) == 60
    assert [(b.place, b.records) for b in bad] == [("item 21", 1)]


def test_an_unclosed_text_harms_one_item(window: int) -> None:
    data = json.dumps(DOCS, indent=2).encode().replace(b'"id": "30"', b'"id": "30')
    good, bad = run(data)
    assert [d["tweet"]["id"] for d in good] == [str(i) for i in range(60) if i != 30]
    assert len(bad) == 1


@settings(max_examples=150, deadline=None)
@given(place=st.integers(0, 1 << 30), octet=st.integers(0, 255), indent=st.sampled_from([None, 2]))
def test_one_wrong_byte_never_loses_more_than_its_neighbours(place: int, octet: int, indent: int | None) -> None:
    data = bytearray(json.dumps(DOCS, indent=indent).encode())
    data[place % len(data)] = octet
    good, bad = run(bytes(data))
    assert len(good) + sum(b.records for b in bad) >= 1
    assert len(good) >= 58 or (bad and place % len(data) < 30) or place % len(data) >= len(data) - 3


def test_characters_that_are_none_are_replaced() -> None:
    good, bad = run(b'[{"a":"\xff \\ud83d x \\ud83d\\ude00 \n"},{"a":"b"}]')
    assert good == [{"a": "\ufffd \ufffd x \U0001f600  "}, {"a": "b"}]
    assert bad == []


def test_depth_and_length() -> None:
    deep = b'[{"a":' + b"[" * 200_000 + b"]" * 200_000 + b'},{"a":1}]'
    good, bad = run(deep)
    assert (good, [b.what for b in bad]) == ([{"a": 1}], ["It is nested too deeply."])
    assert run(b"[" * 200_000)[0] == []
    for text in ("x" * 10_000_000, '"\\' * 3_000_000):
        assert run(json.dumps([{"a": text}, {"a": "b"}]).encode()) == ([{"a": text}, {"a": "b"}], [])


def test_what_is_no_list() -> None:
    for data in (b"", b"   ", b"{}", b"nonsense", b"x = {"):
        good, bad = run(data)
        assert (good, len(bad)) == ([], 1)
    assert run(b"a = [ ]") == ([], [])


def test_whole() -> None:
    assert whole(io.BytesIO(b'window.x = {"a": 1};\n')) == {"a": 1}
    assert isinstance(whole(io.BytesIO(b'{"a": ')), Bad)
    assert isinstance(whole(io.BytesIO(b"[1,2,3]"), limit=3), Bad)


@pytest.mark.parametrize("indent", [None, 1])
def test_all_lists_of_a_key_one_after_the_other(window: int, indent: int | None) -> None:
    chats = [{"name": f'no "m": [ {n}', "m": DOCS[: n * 7]} for n in range(6)]
    data = json.dumps({"a": [1], "chats": {"list": chats}, "z": {"m": [], "end": 1}}, indent=indent).encode()
    pieces, found = [], []
    for before, batches in _json.lists(io.BytesIO(data), under="m"):
        pieces.append(before)
        found.append([item for batch in batches or () for item in (batch if isinstance(batch, list) else [batch])])
    assert found == [*(chat["m"] for chat in chats), [], []]
    rest = json.loads(b'"m": []'.join(pieces))
    assert rest == {"a": [1], "chats": {"list": [{**chat, "m": []} for chat in chats]}, "z": {"m": [], "end": 1}}
