"""pagerank and personal_rank against the equation they solve, by a dense matrix; structure against brute force."""

from __future__ import annotations

from itertools import combinations, permutations
from random import Random
from typing import Any

import numpy as np
import pytest

from kithkin.measures import _ranking
from kithkin.measures._ranking import ranked
from kithkin.measures.effective_size import effective_size
from kithkin.measures.embeddedness import embeddedness
from kithkin.measures.influence_explained import influence_explained
from kithkin.measures.network_constraint import network_constraint
from kithkin.measures.pagerank import pagerank
from kithkin.measures.personal_rank import personal_rank
from kithkin.measures.reaction_influence import reaction_influence
from kithkin.measures.triangles import triangles
from tests.measures.by_hand import answer


def dense(sources: Any, targets: Any, weights: Any, size: int, restart: Any) -> Any:
    """Return the solution of x = .85 (W x + what ends nowhere) + .15 restart, by elimination."""
    walk = np.zeros((size, size))
    np.add.at(walk, (targets, sources), weights)
    out = walk.sum(axis=0)
    walk = np.where(out > 0, walk / np.where(out > 0, out, 1), restart[:, None])
    x = np.linalg.solve(np.eye(size) - 0.85 * walk, 0.15 * restart)
    return x / x.sum()


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("is_personal", [False, True])
def test_rank_solves_its_equation(seed: int, is_personal: bool) -> None:
    random = np.random.default_rng(seed)
    size, edges = 30, 70
    sources, targets = random.integers(0, size, (2, edges))
    weights = random.random(edges) + 0.1
    restart = np.eye(size)[seed] if is_personal else np.full(size, 1 / size)
    said = ranked(sources, targets, weights, size, restart)
    assert said == pytest.approx(dense(sources, targets, weights, size, restart), abs=1e-8)
    assert said.sum() == pytest.approx(1)


def test_edges_of_no_weight_are_not_gone_along() -> None:
    sources, targets, weights = np.array([0, 1, 1]), np.array([1, 2, 0]), np.array([0.0, 1, 0])
    assert ranked(sources, targets, weights, 3) == pytest.approx(dense(sources, targets, weights, 3, np.full(3, 1 / 3)))
    assert ranked(sources[:1], targets[:1], weights[:1], 2) == pytest.approx([0.5, 0.5])


def test_single_precision_ranks_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(1)
    sources, targets = random.integers(0, 500, (2, 4000))
    weights = random.random(4000) + 0.1
    exact = ranked(sources, targets, weights, 500)
    monkeypatch.setattr(_ranking, "LARGE", 1)
    assert ranked(sources, targets, weights, 500) == pytest.approx(exact, abs=1e-6)


def test_all_steps_are_walked_where_no_change_is_too_small() -> None:
    sources, targets, weights = np.array([0, 1, 1]), np.array([1, 0, 2]), np.ones(3)
    once, twice, at_last = (ranked(sources, targets, weights, 3, steps=n, tolerance=0) for n in (1, 2, 2000))
    assert np.abs(twice - at_last).max() < np.abs(once - at_last).max()
    assert at_last == pytest.approx(dense(sources, targets, weights, 3, np.full(3, 1 / 3)), abs=1e-9)
    assert ranked(sources, targets, weights, 3, tolerance=9) == pytest.approx(once)


def test_ranks_of_a_network_sum_to_one() -> None:
    acts = "actor_id target_id kind\n" + "\n".join(f"local:p{n} local:p{n * n % 7} like" for n in range(12))
    assert sum(row["pagerank"] for row in answer(pagerank, interactions=acts)) == pytest.approx(1)
    around = answer(personal_rank, interactions=acts, around="local:p3")
    assert sum(row["personal_rank"] for row in around) == pytest.approx(1)
    assert max(around, key=lambda row: row["personal_rank"])["account_id"] in ("local:p3", "local:p2")
    assert answer(personal_rank, interactions=acts, around="local:nobody") == []


def network(seed: int) -> tuple[str, dict[tuple[str, str], int]]:
    random = Random(seed)
    names = [f"local:p{n}" for n in range(9)]
    counts = {pair: random.randint(1, 4) for pair in combinations(names, 2) if random.random() < 0.45}
    rows = [f"{a} {b} reply" for (a, b), n in counts.items() for _ in range(n)]
    return "\n".join(["actor_id target_id kind", *rows]), counts | {(b, a): n for (a, b), n in counts.items()}


@pytest.mark.parametrize("seed", range(5))
def test_structure_is_that_of_brute_force(seed: int) -> None:
    acts, z = network(seed)
    circle = {a: {d for c, d in z if c == a} for a, _ in z}
    p = {pair: n / sum(z[pair[0], other] for other in circle[pair[0]]) for pair, n in z.items()}
    closed = [t for t in permutations(circle, 3) if t[1] in circle[t[0]] and t[2] in circle[t[0]] & circle[t[1]]]
    said = answer(triangles, interactions=acts, show="ego_id alter_id third_id through_share")
    assert [row[:3] for row in said] == sorted(closed)
    for row in answer(embeddedness, interactions=acts):
        one, other = circle[row["ego_id"]], circle[row["alter_id"]]
        every = (one | other) - {row["ego_id"], row["alter_id"]}
        assert row["shared_count"] == len(one & other)
        assert row["neighbourhood_overlap"] == (pytest.approx(len(one & other) / len(every)) if every else None)
    for row in answer(network_constraint, interactions=acts):
        ego = row["ego_id"]
        wanted = sum((p[ego, j] + sum(p[ego, q] * p[q, j] for q in circle[ego] & circle[j])) ** 2 for j in circle[ego])
        assert row["network_constraint"] == pytest.approx(wanted, abs=1e-6)
    for row in answer(effective_size, interactions=acts):
        around = circle[row["ego_id"]]
        ties = sum(b in circle[a] for a, b in combinations(around, 2))
        assert row["effective_size"] == pytest.approx(len(around) - 2 * ties / len(around))


def test_constraint_lies_within_its_bounds_where_two_contacts_talk_with_each_other_most() -> None:
    between = ["x:bob x:cat reply"] * 20
    acts = "\n".join(["actor_id target_id kind", "x:ann x:bob reply", "x:ann x:cat reply", *between])
    found = dict(answer(network_constraint, interactions=acts, show="ego_id network_constraint"))
    assert found["x:ann"] == pytest.approx(2 * (0.5 + 0.5 * 20 / 21) ** 2, abs=1e-4)
    most = network_constraint.columns[0].bounds[1]
    assert most is not None
    assert max(found.values()) <= most


def test_h_index_counts_people_not_reactions() -> None:
    rows = [("a", 1), ("b", 1), ("a", 2), ("b", 2), ("b", 2), ("a", 3), ("a", 3)]
    acts = "\n".join(["actor_id target_id kind target_post_id", *(f"x:{who} x:me like x:{post}" for who, post in rows)])
    given: dict[str, Any] = {"interactions": acts, "show": "reactor_count reaction_count h_index outside_count"}
    assert answer(reaction_influence, **given) == [(2, 7, 2, None)]


def test_explained_share_is_the_squared_correlation() -> None:
    random = Random(3)
    likes = [(f"local:p{random.randint(0, 9)}", f"local:p{t}") for t in range(10) for _ in range(random.randint(1, 9))]
    follows = [(f"local:p{s}", f"local:p{t}") for t in range(10) for s in range(10) if s != t and random.random() < 0.4]
    acts = "\n".join(["actor_id target_id kind", *(f"{a} {b} like" for a, b in likes if a != b)])
    ties = "\n".join(["follower_id followed_id", *(f"{a} {b}" for a, b in follows)])
    cover = """
        network ego_account_id table_name kind   direction covered_until completeness
        local   -              follows    follow among     2024-12-31    all
    """
    given: dict[str, Any] = {"interactions": acts, "follows": ties, "coverage": cover}
    rows = answer(reaction_influence, **given)
    said = {row["influence"]: row["explained_by_followers"] for row in answer(influence_explained, **given)}
    y = np.log1p([row["follower_count"] for row in rows])
    for name in ("reactor_count", "reaction_count", "hill_2"):
        x = np.log1p([row[name] for row in rows])
        assert said[name] == pytest.approx(np.corrcoef(x, y)[0, 1] ** 2, abs=1e-6)
    assert all(row["outside_count"] <= row["reactor_count"] for row in rows)
