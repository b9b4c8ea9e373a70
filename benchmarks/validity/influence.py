"""Influence by reaction: on a made-up network where size and what draws reactions are only partly one thing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np

from benchmarks.validity.lines import Grid, Line, Said
from benchmarks.validity.networks import START, imported
from kithkin.model.source import Options
from kithkin.validity import Question
from kithkin.validity.influence import task
from kithkin.workspace import Workspace

ACCOUNTS: Final = 400
DAYS: Final = 120

#: The share of variance that size may explain: some, and far from all (a famous score failed at .94).
LEAST_EXPLAINED: Final = 0.05
MOST_EXPLAINED: Final = 0.85


def check() -> Iterator[Said]:
    """Yield what size explains of each measure, and how well each foretells the next month's reactors."""
    with TemporaryDirectory(prefix="kithkin-validity-") as folder:
        found = task(Question(lambda: network(Path(folder))))
    explained = found["explained_by_log_followers"]
    next_ = found["next_reactors"]["foretold_by"]
    rows = [
        (name, explained.get(name, {}).get("r2"), figures["rank_correlation"], figures["r2"], figures["accounts"])
        for name, figures in next_.items()
    ]
    heads = ("measure", "R2 by log followers", "next month: rank correlation", "next month: R2", "accounts")
    yield Grid("made up: influence by reaction and size", heads, rows)
    for name, figures in explained.items():
        if figures["r2"] is not None:
            what = f"influence: share of {name} that log followers explain"
            yield Line("made up", what, figures["r2"], LEAST_EXPLAINED, MOST_EXPLAINED)
    better = next_["reactor_count"]["rank_correlation"] - next_["followers"]["rank_correlation"]
    yield Line("made up", "influence: rank correlation with next month, reactors less followers", better, 0.0)
    ratio = next_["reactor_count"]["rank_correlation"] - next_["reactions_per_follower"]["rank_correlation"]
    yield Line(
        "made up", "influence: rank correlation with next month, reactors less reactions per follower", ratio, 0.0
    )


def network(folder: Path) -> Workspace:
    """Return a workspace with follows and reactions: interest draws both, and some followings are only bought."""
    random = np.random.default_rng(11)
    interest = random.lognormal(0, 1.2, ACCOUNTS)
    bought = np.where(random.random(ACCOUNTS) < 0.1, random.integers(100, 300, ACCOUNTS), 0)
    follows, acts = [], []
    for account in range(ACCOUNTS):
        fans = min(int(interest[account] * random.lognormal(2.5, 0.8)), ACCOUNTS - 1)
        own = random.permutation(np.delete(np.arange(ACCOUNTS), account))
        follows += [(follower, account) for follower in own[: fans + bought[account]]]
        readers = np.concatenate([own[:fans], random.choice(own, fans // 3)])
        times = random.poisson(0.8 * random.gamma(0.6, 1.6, len(readers)))
        acts += [(r, account, random.uniform(0, DAYS)) for r, n in zip(readers, times, strict=True) for _ in range(n)]
    workspace = imported(
        folder / "network", _written(folder / "reactions.csv", "actor_id,target_id,kind,at", _acts(acts))
    )
    ties = [f"p{a},p{b}" for a, b in sorted(set(follows))]
    workspace.take_in(
        _written(folder / "follows.csv", "follower_id,followed_id", ties), options=Options(form="follows")
    )
    return workspace


def _acts(acts: list[Any]) -> list[str]:
    lines = sorted((START + timedelta(days=float(day)), a, b) for a, b, day in acts)
    return [f"p{a},p{b},like,{at.isoformat()}" for at, a, b in lines]


def _written(path: Path, head: str, lines: list[str]) -> Path:
    path.write_text("\n".join([head, *lines, ""]))
    return path
