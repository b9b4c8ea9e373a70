"""Whether effective following foretells how many known people turn to an ego, and its intervals cover."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from kithkin.model.errors import Misuse
from kithkin.validity.ties import Network, column, judged, unread_lines

if TYPE_CHECKING:
    from kithkin.validity import Question
    from kithkin.validity.merit import Doubles
    from kithkin.workspace import Workspace

DAYS: Final = 30

#: Egos that know fewer people, or had no contact in the window before the cut, have next to nothing to foretell.
LEAST_KNOWN: Final = 5
#: Intervals are judged where so many people are expected; never where so many came, which would be unfair.
LEAST_EXPECTED: Final = 3


@dataclass(frozen=True)
class Expected:
    """What was expected of each ego at a cut, and how many of the people then known wrote in the days after."""

    estimate: Doubles
    intervals: dict[int, tuple[Doubles, Doubles]]
    last: Doubles
    actual: Doubles


def task(question: Question) -> dict[str, Any]:
    """Return the answer of `kithkin validity --task effective-following`."""
    if question.cut is None:
        raise Misuse("The task effective-following needs an instant to look from.", "Add --cut 2026-01-31.")
    if question.window != DAYS:
        raise Misuse(f"The task effective-following foretells {DAYS} days and no other number.", "Leave --days out.")
    workspace = question.open()
    unread = unread_lines(workspace)
    expected = expected_of(workspace, question.cut)
    if not len(expected.actual):
        raise Misuse(
            f"Nobody knew {LEAST_KNOWN} people before the cut and was in contact in the {DAYS} days before it.",
            "Choose another --cut.",
        )
    return figures(expected) | ({"unread_lines": unread} if unread else {})


def figures(expected: Expected) -> dict[str, Any]:
    """Return mean absolute errors, and the share of egos whose count lies in each interval."""
    from kithkin.validity import merit

    sure = expected.estimate >= LEAST_EXPECTED
    coverage = {
        f"covered_by_{level}": float(((expected.actual >= low) & (expected.actual <= high))[sure].mean())
        if sure.any()
        else None
        for level, (low, high) in expected.intervals.items()
    }
    return {
        "egos": len(expected.actual),
        "mean_actual": float(expected.actual.mean()),
        "mean_error": float(abs(expected.estimate - expected.actual).mean()),
        "mean_error_of_last_count": float(abs(expected.last - expected.actual).mean()),
        "estimate_over_actual": merit.over_actual(expected.actual, expected.estimate),
        "rank_correlation": merit.rank_correlation(expected.estimate, expected.actual),
        "rank_correlation_of_last_count": merit.rank_correlation(expected.last, expected.actual),
        "egos_with_interval": int(sure.sum()),
        **coverage,
    }


def expected_of(workspace: Workspace, cut: datetime) -> Expected:
    """Return what was expected at a cut and what came, for egos with some contact before it."""
    import numpy as np

    from kithkin.measures._arrays import numbered

    network = Network(workspace, DAYS)
    end = cut + timedelta(days=DAYS)
    if not network.is_shown(end):
        raise Misuse(f"What was imported does not reach {DAYS} days beyond the cut.", "Choose an earlier --cut.")
    said = workspace.rows("effective_following", as_of=cut, **network.settings)
    said = said.filter(said["channels"].is_valid())
    now = network.features(cut)
    _, outcomes = judged(now, {"after": network.dialogue(end)})
    (ego, of_pair), names = numbered(said["ego_id"], now["ego_id"])
    silent = np.full(len(names), np.inf)
    np.minimum.at(silent, of_pair, column(now, "silent_days"))
    wrote = np.bincount(of_pair, outcomes["after"][0] > 0, len(names)).astype(float)
    alive = (silent[ego] <= DAYS) & (column(said, "known_count") >= LEAST_KNOWN)
    return Expected(
        column(said, "estimate")[alive],
        {n: (column(said, f"low_{n}")[alive], column(said, f"high_{n}")[alive]) for n in (80, 95)},
        column(said, "last_count")[alive],
        wrote[ego][alive],
    )
