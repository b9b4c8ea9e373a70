"""Tie strength: does it foretell dialogue, for pairs it never saw, on later cuts and on another network?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from benchmarks.validity.lines import Grid, Line, Said, Skip
from benchmarks.validity.networks import Network, made_up, real
from kithkin.measures._tie_model import CONTACT, TWO_WAY, chance, logarithms
from kithkin.validity import merit
from kithkin.validity.merit import Doubles, Numbers
from kithkin.validity.ties import Network as Asked
from kithkin.validity.ties import Pairs, pairs_of

DAYS: Final = 30
ENOUGH: Final = 5
LEAST_OBSERVED: Final = 400

#: Average precision and NDCG@10 of two-way dialogue, and by how much the first beats the decayed count's: from what
#: was seen, less its noise.
FLOORS: Final = {"CollegeMsg": (0.26, 0.59, 0.0), "e-mail EU": (0.58, 0.735, 0.0), "made up": (0.60, 0.70, 0.0)}


@dataclass(frozen=True)
class Seen:
    """All pairs of a network's reported cuts, an ego at two cuts being two; `features` are those of the model."""

    network: Network
    egos: Numbers
    outcomes: Mapping[str, Doubles]
    scores: Mapping[str, Doubles]
    p: Mapping[str, Doubles]
    features: Mapping[str, Doubles]
    is_active: Any
    past_positives: Numbers


def check() -> Iterator[Said]:
    """Yield what was measured on the real networks, or on the made-up one where there are none."""
    with real() as networks:
        if networks:
            yield from checked(networks)
            return
    yield Skip("tie strength on real networks", "KITHKIN_DATA names no folder with them")
    with made_up() as network:
        yield from checked([network])


def checked(networks: Sequence[Network]) -> Iterator[Said]:
    """Yield the figures of each network, then how a model of one does on the other."""
    seen = [seen_of(network, network.reported) for network in networks]
    for one in seen:
        yield from figures(one)
    if len(networks) > 1:
        yield from transfers(networks, seen)
        yield from refitted(networks)


def seen_of(network: Network, cuts: Sequence[int]) -> Seen:
    """Return the pairs of several cuts of a network, one after the other."""
    asked = Asked(network.workspace, DAYS)
    parts = [pairs_of(network.workspace, network.at(cut), DAYS) for cut in cuts]
    logs = []
    for cut in cuts:
        logs.append(logarithms(asked.features(network.at(cut))))
    starts = np.cumsum([0, *(part.egos.max() + 1 for part in parts)])
    return Seen(
        network,
        np.concatenate([part.egos + start for part, start in zip(parts, starts, strict=False)]),
        {"two-way": _joined(parts, "two_way"), "contact": _joined(parts, "contact")},
        {name: np.concatenate([part.scores[name] for part in parts]) for name in parts[0].scores},
        {
            "two-way": np.concatenate([part.scores["tie_strength"] for part in parts]),
            "contact": _joined(parts, "contact_probability"),
        },
        {name: np.concatenate([log[name] for log in logs]) for name in logs[0]},
        _joined(parts, "is_active"),
        _joined(parts, "past_positives"),
    )


def _joined(parts: Sequence[Pairs], name: str) -> Any:
    return np.concatenate([getattr(part, name) for part in parts])


def figures(seen: Seen) -> Iterator[Said]:
    """Yield every figure of merit of every score, and those with floors."""
    name = seen.network.name
    for outcome, happened in seen.outcomes.items():
        scores = {**seen.scores, "tie_strength": seen.p[outcome]}
        rows = [_row(score, happened, values, seen) for score, values in scores.items()]
        title = f"{name}: {outcome} within {DAYS} days; {len(happened):,} pairs, {happened.mean():.1%} did"
        heads = ("score", "AUC", "AP", "NDCG@10", "active AUC", "active AP", "log-loss R2", "sum p / actual")
        yield Grid(title, heads, rows)
    yield from floors(seen)
    happened, p = seen.outcomes["two-way"], seen.p["two-way"]
    diagram = [(row["pairs"], row["mean_p"], row["happened"]) for row in merit.reliability(happened, p)]
    yield Grid(f"{name}: reliability of the two-way probability", ("pairs", "said", "happened"), diagram)


def _row(name: str, happened: Doubles, score: Doubles, seen: Seen) -> tuple[object, ...]:
    is_p = name == "tie_strength"
    live = seen.is_active
    return (
        name.replace("_", " "),
        merit.auc(happened, score),
        merit.average_precision(happened, score),
        merit.ndcg(seen.egos, happened, score),
        merit.auc(happened[live], score[live]),
        merit.average_precision(happened[live], score[live]),
        merit.log_loss_r2(happened, score) if is_p else None,
        merit.over_actual(happened, score) if is_p else None,
    )


def floors(seen: Seen) -> Iterator[Line]:
    """Yield the figures that must hold."""
    name, happened, p = seen.network.name, seen.outcomes["two-way"], seen.p["two-way"]
    decayed = seen.scores["decayed_count_14_days"]
    precision, gain, least = FLOORS[name]
    yield Line(name, "two-way average precision", merit.average_precision(happened, p), precision)
    yield Line(name, "two-way NDCG@10", merit.ndcg(seen.egos, happened, p), gain)
    yield Line(
        name,
        "two-way average precision less the decayed count's",
        (merit.average_precision(happened, p) or 0) - (merit.average_precision(happened, decayed) or 0),
        least,
    )
    wrote = seen.outcomes["contact"]
    better = (merit.average_precision(wrote, seen.p["contact"]) or 0) - (merit.average_precision(wrote, decayed) or 0)
    yield Line(name, "in-contact average precision less the decayed count's", better, least)
    enough = seen.past_positives >= ENOUGH
    observed = happened[enough].sum()
    limits = (0.9, 1.1) if seen.network.is_stationary and observed >= LEAST_OBSERVED else (None, None)
    what = f"sum of p / actual, egos with {ENOUGH} own positives ({observed:,.0f} observed)"
    yield Line(name, what, merit.over_actual(happened[enough], p[enough]), *limits)
    yield Line(name, "calibration error", merit.calibration_error(happened, p))


def fitted(columns: Sequence[Doubles], happened: Doubles, weights: Doubles) -> Doubles:
    """Return the coefficients of a weighted logistic regression, by Newton's steps."""
    x = np.column_stack(columns)
    b = np.zeros(x.shape[1])
    for _ in range(30):
        p = chance(x @ b)
        hessian = (x * (weights * p * (1 - p))[:, None]).T @ x + 1e-9 * np.eye(len(b))
        step = np.linalg.solve(hessian, x.T @ (weights * (happened - p)))
        b += step
        if np.abs(step).max() < 1e-10:
            break
    return b


def transfers(networks: Sequence[Network], seen: Sequence[Seen]) -> Iterator[Said]:
    """Yield how the same features, fitted on early cuts of one network, rank the late cuts of the other."""
    for at, target in enumerate(seen):
        for origin in (n for other, n in enumerate(networks) if other != at):
            early = seen_of(origin, origin.fitted)
            for outcome, models in (("two-way", TWO_WAY), ("contact", CONTACT)):
                yield from _transfer(early, target, outcome, tuple(models[DAYS].weights))


def _transfer(early: Seen, target: Seen, outcome: str, names: Sequence[str]) -> Iterator[Line]:
    ones = np.ones(len(early.egos))
    b = fitted([ones, *(early.features[n] for n in names)], early.outcomes[outcome], ones)
    score = np.column_stack([np.ones(len(target.egos)), *(target.features[n] for n in names)]) @ b
    happened, decayed = target.outcomes[outcome], target.scores["decayed_count_14_days"]
    data = f"{early.network.name} -> {target.network.name}"
    ours, theirs = (merit.average_precision(happened, s) or 0 for s in (score, decayed))
    yield Line(data, f"{outcome}: average precision less the decayed count's", ours - theirs, 0.0)
    gain, other = (merit.ndcg(target.egos, happened, s) or 0 for s in (score, decayed))
    limit = 0.0 if outcome == "two-way" else None
    yield Line(data, f"{outcome}: NDCG@10 less the decayed count's", gain - other, limit)
    yield Line(data, f"{outcome}: log-loss R2, its level refitted", _refitted_r2(happened, score))


def _refitted_r2(happened: Doubles, score: Doubles) -> float:
    """Return the log-loss R2 of a score of which only the level is fitted anew."""
    level = 0.0
    for _ in range(50):
        p = chance(score + level)
        level += float(np.clip((happened - p).sum() / (p * (1 - p)).sum(), -1, 1))
    return merit.log_loss_r2(happened, chance(score + level)) or 0.0


def refitted(networks: Sequence[Network]) -> Iterator[Said]:
    """Yield the coefficients fitted anew on the early cuts of both networks, beside those that ship."""
    early = [seen_of(network, network.fitted) for network in networks]
    for outcome, models in (("two-way", TWO_WAY), ("contact", CONTACT)):
        model = models[DAYS]
        weights = np.concatenate([np.full(len(one.egos), 1e4 / len(one.egos)) for one in early])
        levels = [np.concatenate([np.full(len(o.egos), float(o is one)) for o in early]) for one in early]
        columns = [np.concatenate([one.features[name] for one in early]) for name in model.weights]
        b = fitted([*levels, *columns], np.concatenate([one.outcomes[outcome] for one in early]), weights)
        rows = [("level", model.intercept, float(b[: len(levels)].mean()))]
        rows += [(name, model.weights[name], float(v)) for name, v in zip(model.weights, b[len(levels) :], strict=True)]
        yield Grid(f"{outcome}: coefficients", ("feature", "shipped", "fitted anew"), rows)
        for name, shipped, anew in rows:
            yield Line("both", f"{outcome}: {name}, fitted anew less shipped", anew - shipped, -0.02, 0.02)
