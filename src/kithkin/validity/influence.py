"""Whether influence by reaction is more than size: what size explains of it, and which of them foretells reactions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from kithkin.model.dates import day
from kithkin.model.errors import Misuse
from kithkin.render.figures import counted
from kithkin.validity.ties import column

if TYPE_CHECKING:
    from kithkin.validity import Question
    from kithkin.validity.merit import Doubles
    from kithkin.workspace import Workspace

PREDICTORS: Final = ("reactor_count", "reaction_count", "h_index", "hill_2", "pagerank")


def task(question: Question) -> dict[str, Any]:
    """Return the answer of `kithkin validity --task influence`.

    Without a cut, the last `days` days that are shown are the ones to foretell.
    """
    workspace = question.open()
    end = _end(workspace)
    days = question.window
    cut = question.cut or end - timedelta(days=days)
    if cut + timedelta(days=days) > end:
        raise Misuse(
            f"What was imported does not reach {counted(days, 'days')} beyond the cut; it ends on {day(end)}.",
            "Choose an earlier --cut or fewer --days." if days > 1 else "Choose an earlier --cut.",
        )
    return {
        "explained_by_log_followers": {
            row["influence"]: {"r2": row["explained_by_followers"], "accounts": row["account_count"]}
            for row in workspace.rows("influence_explained").to_pylist()
        },
        "next_reactors": foretold(workspace, cut, days),
    }


def foretold(workspace: Workspace, cut: datetime, days: int) -> dict[str, Any]:
    """Return how well each measure known at a cut, and size, foretell how many people react in the days after it.

    Over all accounts that were reacted to before the cut. Followers are those of today where ties have no date.
    """
    import numpy as np

    from kithkin.validity import merit

    before = workspace.rows("reaction_influence", as_of=cut)
    if not len(before):
        raise Misuse(
            f"Before {day(cut)} nobody is shown to have been reacted to.",
            "Choose a later --cut, or fewer --days.",
        )
    accounts = before["account_id"].to_pylist()
    after = next_reactors(workspace, cut, cut + timedelta(days=days))
    ranks = dict(_pairs(workspace.rows("pagerank", as_of=cut), "pagerank"))
    known = {name: column(before, name) for name in PREDICTORS if name != "pagerank"}
    known["pagerank"] = _values(accounts, ranks)
    then, today = column(before, "follower_count"), dict(_pairs(workspace.rows("reaction_influence"), "follower_count"))
    known["followers"] = np.where(np.isfinite(then), then, _values(accounts, today))
    known["reactions_per_follower"] = known["reaction_count"] / (1 + known["followers"])
    actual = _values(accounts, after, 0.0)
    return {
        "accounts": len(accounts),
        "mean": float(actual.mean()),
        "foretold_by": {name: _merits(merit, values, actual) for name, values in known.items()},
    }


def next_reactors(workspace: Workspace, start: datetime, end: datetime) -> dict[str, float]:
    """Return how many different people reacted to each account from one instant until another."""
    from collections import Counter

    import pyarrow.compute as pc

    people = dict(_pairs(workspace.rows("identities", as_of=end), "person_id", "account_id"))
    acts = workspace.rows("interactions", as_of=end)
    acts = acts.filter(pc.greater_equal(acts["happened_at_earliest"], start.astimezone(UTC).replace(tzinfo=None)))
    ends = zip(acts["actor_id"].to_pylist(), acts["target_id"].to_pylist(), strict=True)
    met = {(people.get(a, a), people.get(b, b)) for a, b in ends if a is not None and b is not None}
    return dict(Counter(target for actor, target in met if actor != target))


def _merits(merit: Any, values: Doubles, actual: Doubles) -> dict[str, Any]:
    """Return the rank correlation and the R2 of logarithms, over accounts of which the value is known."""
    import numpy as np

    shown = np.isfinite(values)
    x, y = values[shown], actual[shown]
    return {
        "accounts": int(shown.sum()),
        "rank_correlation": merit.rank_correlation(x, y),
        "r2": merit.explained(np.log1p(x), np.log1p(y)),
    }


def _pairs(table: Any, value: str, key: str = "account_id") -> Any:
    return zip(table[key].to_pylist(), table[value].to_pylist(), strict=True)


def _values(accounts: list[str], found: dict[str, Any], absent: float | None = None) -> Doubles:
    """Return the value of each account; one that is not known is not a number."""
    import numpy as np

    nothing = float("nan") if absent is None else absent
    return np.array([nothing if (value := found.get(a)) is None else float(value) for a in accounts])


def _end(workspace: Workspace) -> datetime:
    """Return the instant until which interactions are shown."""
    coverage = workspace.rows("coverage")
    shown = zip(coverage["table_name"].to_pylist(), coverage["covered_until"].to_pylist(), strict=True)
    ends: list[datetime] = [until for table, until in shown if table == "interactions"]
    if not ends:
        raise Misuse("No interactions were imported.", "Import a table of them with --as interactions.")
    return max(ends).replace(tzinfo=UTC)
