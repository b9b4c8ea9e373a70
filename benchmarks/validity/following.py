"""Effective following: is it nearer to what came than last month's count, and do its intervals cover?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from benchmarks.validity.lines import Line, Said, Skip
from benchmarks.validity.networks import Network, made_up, real
from kithkin.validity.following import Expected, expected_of, figures

#: Where the network lives on unchanged the estimate is to be better by a twentieth; elsewhere no worse.
BETTER: Final = 0.95


def check() -> Iterator[Said]:
    """Yield what was measured on the real networks, or on the made-up one where there are none."""
    with real() as networks:
        for network in networks:
            yield from checked(network)
        if networks:
            return
    yield Skip("effective following on real networks", "KITHKIN_DATA names no folder with them")
    with made_up() as network:
        yield from checked(network)


def checked(network: Network) -> Iterator[Line]:
    """Yield the figures over all reported cuts of one network."""
    found = figures(_joined([expected_of(network.workspace, network.at(cut)) for cut in network.reported]))
    name, mean = network.name, found["mean_actual"]
    limit = BETTER if network.is_stationary else 1.0
    yield Line(name, f"effective following: mean error over that of the last count (mean {mean:.2f})",
               found["mean_error"] / found["mean_error_of_last_count"], None, limit)  # fmt: skip
    yield Line(name, "effective following: estimates over what came", found["estimate_over_actual"])
    yield Line(name, "effective following: rank correlation", found["rank_correlation"])
    for level in (80, 95):
        what = f"effective following: {level} % interval covers ({found['egos_with_interval']} egos)"
        yield Line(name, what, found[f"covered_by_{level}"], level / 100)


def _joined(parts: Sequence[Expected]) -> Expected:
    return Expected(
        np.concatenate([part.estimate for part in parts]),
        {
            level: tuple(np.concatenate([part.intervals[level][end] for part in parts]) for end in (0, 1))  # type: ignore[misc]
            for level in parts[0].intervals
        },
        np.concatenate([part.last for part in parts]),
        np.concatenate([part.actual for part in parts]),
    )
