"""Whether tie strength foretells dialogue: on any network of timed interactions, for every ego, at one instant.

Only what was known before the cut is read for the scores; what happened in the days after it is the judge.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from kithkin.model.dates import day
from kithkin.model.errors import Misuse
from kithkin.model.tables import DIALOGUE_KINDS
from kithkin.render.figures import counted

if TYPE_CHECKING:
    from kithkin.validity import Question
    from kithkin.validity.merit import Doubles, Numbers
    from kithkin.workspace import Workspace

#: Both sides count as active that wrote to somebody in so many days before the cut.
ACTIVE_DAYS: Final = 14

#: Up to this share of its lines a table may have lost and is judged all the same.
MOST_UNREAD: Final = 0.01


@dataclass(frozen=True)
class Pairs:
    """Everybody an ego was in contact with before the cut: the scores given then, and what happened after."""

    egos: Numbers
    two_way: Doubles
    contact: Doubles
    scores: Mapping[str, Doubles]
    contact_probability: Doubles
    is_active: Any
    past_positives: Numbers

    def __len__(self) -> int:
        return len(self.egos)


def task(question: Question) -> dict[str, Any]:
    """Return the answer of `kithkin validity --task ties`: the models' figures of merit for two-way dialogue."""
    if question.cut is None:
        raise Misuse("The task ties needs an instant to look from.", "Add --cut 2026-01-31.")
    workspace = question.open()
    pairs, unread = pairs_of(workspace, question.cut, question.window), unread_lines(workspace)
    shown = ("tie_strength", "decayed_count_14_days", "count", "recency")
    return {
        "pairs": len(pairs),
        "base_rate": float(pairs.two_way.mean()),
        "models": {name: merits(pairs, pairs.two_way, pairs.scores[name], name == "tie_strength") for name in shown},
        **({"unread_lines": unread} if unread else {}),
    }


def merits(pairs: Pairs, happened: Doubles, score: Doubles, is_probability: bool = False) -> dict[str, Any]:
    """Return the figures of merit of one score; a count foretells no number, so it has no sum of probabilities."""
    from kithkin.validity import merit

    return {
        "auc": merit.auc(happened, score),
        "average_precision": merit.average_precision(happened, score),
        "ndcg_at_10": merit.ndcg(pairs.egos, happened, score),
        "sum_of_p_over_actual": merit.over_actual(happened, score) if is_probability else None,
    }


def pairs_of(workspace: Workspace, cut: datetime, days: int) -> Pairs:
    """Return the pairs of every ego of a workspace at a cut, judged by the `days` days after it.

    Raises
    ------
    Misuse
        Where the cut or its window lies after what is shown, or nothing passed on a two-way channel before the cut.
    """
    import numpy as np

    network = Network(workspace, days)
    end = network.end()
    if end is not None and cut > end:
        raise Misuse(
            f"The cut lies after all that was imported, which ends on {day(end)}.",
            "Choose an earlier --cut.",
        )
    now, after = network.features(cut), network.dialogue(cut + timedelta(days=days))
    if not len(now):
        raise Misuse(*network.why_nothing(cut))
    if not network.is_shown(cut + timedelta(days=days)):
        raise Misuse(
            f"What was imported does not reach {counted(days, 'days')} beyond the cut.",
            "Choose an earlier --cut or fewer --days." if days > 1 else "Choose an earlier --cut.",
        )
    strength = network.strength(cut)
    egos, outcomes = judged(now, {"after": after, "before": network.dialogue(cut)})
    contact_count = column(now, "contact_count")
    return Pairs(
        egos=egos,
        two_way=(outcomes["after"][0] > 0).astype(float) * (outcomes["after"][1] > 0),
        contact=(outcomes["after"][0] > 0).astype(float),
        scores={
            "tie_strength": column(strength, "two_way_probability"),
            "decayed_count_14_days": decayed_count(now),
            "count": contact_count,
            "recency": -column(now, "silent_days"),
            "last_window": outcomes["before"].sum(axis=0),
            "popularity": popularity(now),
        },
        contact_probability=column(strength, "contact_probability"),
        is_active=active(now),
        past_positives=np.asarray(strength["past_positive_count"].to_numpy()),
    )


class Network:
    """A workspace asked as of several instants; reactions count as dialogue where it holds nothing else."""

    def __init__(self, workspace: Workspace, days: int) -> None:
        self.workspace = workspace
        kinds = set(workspace.rows("coverage")["kind"].to_pylist())
        reacts_only = kinds.isdisjoint(DIALOGUE_KINDS) and bool(kinds & {"like", "repost", "quote", "reaction"})
        self.settings: dict[str, Any] = {
            "recent_dialogue.days": days,
            "finished_windows.days": days,
            "dialogue_strength.horizon_days": days,
            "two_way_channels.with_reactions": reacts_only,
            "covered_spans.despite_losses": unread_lines(workspace) > 0,
        }
        self._known: dict[tuple[str, datetime], Any] = {}

    def _rows(self, name: str, at: datetime) -> Any:
        if (name, at) not in self._known:
            self._known[name, at] = self.workspace.rows(name, as_of=at, **self.settings)
        return self._known[name, at]

    def features(self, at: datetime) -> Any:
        """Return `dialogue_features` as of an instant."""
        return self._rows("dialogue_features", at)

    def dialogue(self, at: datetime) -> Any:
        """Return `recent_dialogue` of the window that ends at an instant."""
        return self._rows("recent_dialogue", at)

    def strength(self, at: datetime) -> Any:
        """Return `dialogue_strength` as of an instant, in the order of `features`."""
        return self._rows("dialogue_strength", at)

    def end(self) -> datetime | None:
        """Return the instant until which anything is shown."""
        shown = [until for until in self.workspace.rows("coverage")["covered_until"].to_pylist() if until is not None]
        return max(shown).replace(tzinfo=UTC) if shown else None

    def begin(self) -> datetime | None:
        """Return the instant of the first of what is shown of a whole network."""
        shown = [since for since in self.workspace.rows("coverage")["covered_from"].to_pylist() if since is not None]
        return min(shown).replace(tzinfo=UTC) if shown else None

    def why_nothing(self, cut: datetime) -> tuple[str, str]:
        """Return why nothing is known of any pair before the cut, and what can be done about it."""
        coverage = self.workspace.rows("coverage")
        if "all" not in coverage["completeness"].to_pylist() and "some" in coverage["completeness"].to_pylist():
            return (
                "Too much of what was imported could not be read (more than one line in a hundred of a table, or a part "
                "of an export), so nobody can say what did not happen.",
                "See which lines with kithkin problems, mend them, and import the file again in an empty workspace.",
            )
        if set(coverage["timing"].to_pylist()) == {"none"}:
            return "What was imported does not say when anything happened.", "Import a table with a column of times."
        begin = self.begin()
        if begin is not None and cut <= begin:
            return f"The cut lies before all that was imported, which begins on {day(begin)}.", "Choose a later --cut."
        return (
            "Before the cut nothing is known to have passed where both what came and what went is shown.",
            "Choose a later --cut, or import a table of the whole network with --as interactions.",
        )

    def is_shown(self, at: datetime) -> bool:
        """Return whether any channel is shown in both directions until an instant."""
        return len(self._rows("two_way_channels", at)) > 0


def unread_lines(workspace: Workspace) -> int:
    """Return how many lines the tables of a whole network have lost; 0 where that is too much to judge them.

    Only tables read line by line are meant: what else is shown in part lacks nobody knows what.
    """
    coverage = workspace.rows("coverage")
    states = zip(coverage["import_id"].to_pylist(), coverage["completeness"].to_pylist(), strict=True)
    partial = {import_id for import_id, completeness in states if completeness == "some"}
    hit = [one for one in workspace.imports() if one.import_id in partial]
    few = all(one.source == "edge-list" and one.total("problems") <= MOST_UNREAD * one.total("records") for one in hit)
    return sum(one.total("problems") for one in hit) if few else 0


def judged(now: Any, windows: Mapping[str, Any]) -> tuple[Numbers, dict[str, Any]]:
    """Return the number of each row's ego and, for each window, the acts in and out of each row's pair."""
    import numpy as np

    from kithkin.measures._arrays import numbered

    egos, _ = numbered(now["ego_id"], *(table["ego_id"] for table in windows.values()))
    alters, alter_names = numbered(now["alter_id"], *(table["alter_id"] for table in windows.values()))
    keys = [ego * len(alter_names) + alter for ego, alter in zip(egos, alters, strict=True)]
    found = {}
    for key, (name, table) in zip(keys[1:], windows.items(), strict=True):
        order = np.argsort(key)
        place = np.minimum(np.searchsorted(key[order], keys[0]), max(len(key) - 1, 0))
        hit = (key[order][place] == keys[0]) if len(key) else np.zeros(len(keys[0]), dtype=bool)
        counts = [np.asarray(table[c].to_numpy())[order] for c in ("in_count", "out_count")]
        found[name] = np.array([np.where(hit, c[place], 0) if len(key) else hit * 0 for c in counts], dtype=float)
    return egos[0], found


def column(table: Any, name: str) -> Doubles:
    """Return a column as doubles."""
    import numpy as np

    return np.asarray(table[name].to_numpy(), dtype=np.float64)


def decayed_count(now: Any) -> Doubles:
    """Return `decayed_14` of each row: the same from both ends of a tie, which share what passed.

    The measure rounds it for each ego apart. Two ends that differ by such a rounding would be put in an order, and
    the score would look worse than it is: both ends of a tie come true together or not at all.
    """
    import numpy as np

    from kithkin.measures._arrays import numbered

    (egos, alters), names = numbered(now["ego_id"], now["alter_id"])
    _, tie = np.unique(np.minimum(egos, alters) * len(names) + np.maximum(egos, alters), return_inverse=True)
    shared = np.zeros(len(tie))
    np.maximum.at(shared, tie, column(now, "decayed_14"))
    # Seven digits: ties of one age are equal too, and the rounding lies far below.
    return np.asarray(shared.astype(np.float32)[tie], dtype=np.float64)


def popularity(now: Any) -> Doubles:
    """Return with how many people each row's alter was in contact."""
    import numpy as np

    from kithkin.measures._arrays import numbered

    (alters,), names = numbered(now["alter_id"])
    return np.bincount(alters, minlength=len(names)).astype(float)[alters]


def active(now: Any) -> Any:
    """Return whether both sides of each row wrote to somebody in the last 14 days."""
    import numpy as np

    from kithkin.measures._arrays import numbered

    (egos, alters), names = numbered(now["ego_id"], now["alter_id"])
    silent = np.full(len(names), np.inf)
    silent[egos] = column(now, "ego_silent_days")
    return (silent[egos] <= ACTIVE_DAYS) & (silent[alters] <= ACTIVE_DAYS)
