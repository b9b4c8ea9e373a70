"""PageRank over any weighted edges: the random walk that goes on with probability .85 and else starts anew."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from kithkin.measures._arrays import Doubles, Numbers

DAMPING: Final = 0.85
TOLERANCE: Final = 1e-10
MOST_STEPS: Final = 200

#: From so many edges on, single precision: half the memory, and errors far below any difference of rank.
LARGE: Final = 1_000_000

#: Ranks are whole multiples of this, so that the order in which edges were added does not show.
GRAIN: Final = 2.0**-36


def ranked(
    sources: Numbers,
    targets: Numbers,
    weights: Doubles,
    size: int,
    restart: Doubles | None = None,
    *,
    steps: int = MOST_STEPS,
    tolerance: float | None = None,
) -> Doubles:
    """Return the share of its time that the walk spends at each of `size` nodes.

    From a node it goes along an edge with the chance of that edge's weight; from a node without edges, and else
    with chance .15, it starts anew from `restart` (by default anywhere). It ends where all ranks together change by less
    than `tolerance` (by default so little that the precision hardly shows it), and after so many `steps` at the latest.
    """
    from scipy.sparse import csr_matrix

    if not size:
        return np.zeros(0)
    kind: Any = np.float32 if len(weights) >= LARGE else np.float64
    out = np.bincount(sources, weights, size)
    # An edge of weight 0 is never gone along; from a node with no other the walk starts anew.
    shares = (weights / np.where(out > 0, out, 1)[sources]).astype(kind)
    walk = csr_matrix((shares, (targets, sources)), shape=(size, size), dtype=kind)
    start = np.full(size, 1 / size, dtype=kind) if restart is None else (restart / restart.sum()).astype(kind)
    ends = np.flatnonzero(out == 0)
    x = start.copy()
    enough = max(TOLERANCE, 8 * float(np.finfo(kind).eps)) if tolerance is None else tolerance
    for _ in range(steps):
        moved = DAMPING * (walk @ x)
        new = (
            moved + (1 - moved.sum(dtype=np.float64)).astype(kind) * start
            if len(ends)
            else moved + (1 - DAMPING) * start
        )
        change = float(np.abs(new - x).sum(dtype=np.float64))
        x = new
        if change < enough:
            break
    return np.asarray(np.round(x.astype(np.float64) / x.sum(dtype=np.float64) / GRAIN) * GRAIN)
