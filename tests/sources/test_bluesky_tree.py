"""The tree of a Bluesky repository: keys by block, nodes in any order, branches that are missing."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kithkin.sources._bluesky_times import tid_texts
from kithkin.sources._bluesky_tree import NONE, Tree


def cid(name: str) -> bytes:
    return b"\x01\x71\x12\x20" + hashlib.sha256(name.encode()).digest()


def node(keys: list[str], left: str | None = None, **branches: str) -> dict[str, Any]:
    """Return a node of these keys, whose records are blocks of the same names; `branches` follow a key."""
    entries, before = [], ""
    for key in keys:
        shared = next((n for n, (a, b) in enumerate(zip(before, key, strict=False)) if a != b), 0)
        right = branches.get(key.partition("/")[2])
        entries.append({"p": shared, "k": key[shared:].encode(), "v": cid(key), "t": cid(right) if right else None})
        before = key
    return {"e": entries, "l": cid(left) if left else None}


NODES = {
    "root": node(["a/k", "a/p"], "left", k="middle"),
    "left": node(["a/b"]),
    "middle": node(["a/l", "a/m"]),
    "other": node(["a/z"]),
}


def tree(names: list[str]) -> Tree:
    built = Tree()
    for name in names:
        built.add(cid(name), NODES[name])
    return built


@given(st.permutations(list(NODES)))
def test_nodes_in_any_order_name_what_the_root_reaches(names: list[str]) -> None:
    keys, lost = tree(names).keys(cid("root"))
    assert (sorted(keys), lost, keys.left()) == (["a/b", "a/k", "a/l", "a/m", "a/p"], 0, 5)
    assert list(keys.take([cid("a/l"), cid("a/z"), cid("a/l"), cid("a/k")])) == [(0, "a", "l"), (3, "a", "k")]
    assert keys.left() == 3


def test_missing_and_damaged_branches_are_counted() -> None:
    keys, lost = tree(["root", "middle"]).keys(cid("root"))
    assert (sorted(keys), lost) == (["a/k", "a/l", "a/m", "a/p"], 1)
    damaged = tree(["root", "left"])
    damaged.add(cid("middle"), {"e": [*NODES["middle"]["e"][:1], {"p": 9}], "l": None})
    keys, lost = damaged.keys(cid("root"))
    assert (sorted(keys), lost) == (["a/b", "a/k", "a/l", "a/p"], 1)
    assert (list(Tree().keys(cid("root"))[0]), Tree().keys(cid("root"))[1]) == ([], 1)
    assert list(NONE.take([cid("a/k")])) == []


def test_a_circle_is_followed_once() -> None:
    built = Tree()
    built.add(cid("root"), node(["a/k"], "root"))
    keys, lost = built.keys(cid("root"))
    assert (list(keys), lost) == (["a/k"], 1)


def test_two_keys_of_one_block_are_both_given() -> None:
    built, twice = Tree(), node(["a/k", "a/l"])
    twice["e"][1]["v"] = cid("a/k")
    built.add(cid("root"), twice)
    keys, _ = built.keys(cid("root"))
    assert list(keys.take([cid("a/k"), cid("a/k")])) == [(0, "a", "k"), (0, "a", "l")]


TIDS = st.integers(0, 2**64 - 1).map(lambda number: tid_texts(np.array([number], np.uint64))[0])
RESTS = st.one_of(
    TIDS, st.from_regex("[A-Za-z0-9._:~-]{1,14}", fullmatch=True), st.sampled_from(["self", "z" * 13, "k" + "2" * 12])
)


@given(st.lists(st.tuples(st.sampled_from(["a", "app.bsky.feed.post"]), RESTS), unique=True))
def test_every_key_comes_back_as_it_was(pairs: list[tuple[str, str]]) -> None:
    built, names = Tree(), [f"{collection}/{rest}" for collection, rest in pairs]
    built.add(cid("root"), node(names))
    keys, lost = built.keys(cid("root"))
    assert (sorted(keys), lost) == (sorted(names), 0)
    assert [pair for _, *pair in keys.take([cid(name) for name in names])] == [list(pair) for pair in pairs]
    assert keys.left() == 0


def test_keys_are_packed_some_at_a_time() -> None:
    built, names = Tree(), [f"a/{n:05d}" for n in range(20_000)]
    for start in range(0, len(names), 4):
        built.add(cid(f"node {start}"), node(names[start : start + 4], f"node {start + 4}"))
    keys, lost = built.keys(cid("node 0"))
    assert (sorted(keys), lost) == (names, 1)
