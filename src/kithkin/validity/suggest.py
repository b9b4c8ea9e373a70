"""Are suggested people the ones who turn out to be tied? One tie in ten is hidden, and each score looks for it.

The judge is within each ego: which of its hidden ties stand among its first ten, and how often a hidden tie stands
above another person at two steps. Against people picked from everywhere anything looks good.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from kithkin.model.errors import Misuse

if TYPE_CHECKING:
    from kithkin.validity import Question

Numbers = np.ndarray[Any, np.dtype[np.int64]]
Doubles = np.ndarray[Any, np.dtype[np.float64]]

SEED: Final = 20260611
HIDDEN_SHARE: Final = 0.1
MOST_EGOS: Final = 10_000
FIRST: Final = 10
LONGEST_LINE: Final = 100_000
#: What the two columns of a tie's ends are called; where several pairs are there, the first counts.
ENDS: Final = (
    ("source", "target"), ("src", "dst"), ("from", "to"), ("actor_id", "target_id"), ("follower_id", "followed_id"),
)  # fmt: skip
MERITS: Final = ("recall_at_10", "auc_two_step")
#: As in the measure `suggested_person`: who has more contacts introduces nobody.
LARGEST: Final = 500
#: Two-step paths that are looked at together; what bounds the memory.
PATHS: Final = 20_000_000


@dataclass(frozen=True)
class Graph:
    """Undirected pairs of numbers below `size`, each once, with how many acts joined them."""

    size: int
    one: Numbers
    other: Numbers
    act_count: Doubles

    def matrix(self, weights: Doubles) -> Any:
        """Return the symmetric sparse matrix of the pairs with these weights."""
        from scipy import sparse

        shape = (self.size, self.size)
        half = sparse.csr_matrix((weights, (self.one, self.other)), shape=shape)
        return (half + half.T).tocsr()

    def part(self, chosen: Any) -> Graph:
        """Return the graph of some of the pairs."""
        return Graph(self.size, self.one[chosen], self.other[chosen], self.act_count[chosen])


def task(question: Question) -> dict[str, Any]:
    """Return the figures for the network in the question's file.

    Raises
    ------
    Misuse
        Where no file is named, or it is not a network.
    """
    if question.file is None:
        raise Misuse("No network is named.", "Give a CSV file with the columns source and target.")
    return figures_of(read(question.file))


def read(path: Path) -> Graph:
    """Return the network of a table of ties or acts, a line each: the columns of two ends, else its first two.

    The ends are called `source` and `target`, or by another pair of `ENDS`; names may be missing. Columns are parted by
    commas, semicolons, tabs or spaces; what a line begins with `#` is passed over. An id is text: `1` and `01` are two
    people. A line without one of its ends is no tie.

    Raises
    ------
    Misuse
        Where the columns bear other names, or it is no table at all.
    """
    import pyarrow as pa
    from pyarrow import compute, csv

    skipped, first, second = _first_lines(path)
    delimiter = next((mark for mark in ",;\t" if mark in first), " ")
    names = _named(path, _cells(first, delimiter), _cells(second, delimiter))
    wanted = list(_ends(names) or ()) if names else ["f0", "f1"]
    try:
        table = csv.read_csv(
            path,
            read_options=csv.ReadOptions(
                skip_rows=skipped + bool(names), column_names=names, autogenerate_column_names=not names
            ),
            parse_options=csv.ParseOptions(delimiter=delimiter),
            convert_options=csv.ConvertOptions(
                include_columns=wanted, column_types=dict.fromkeys(wanted, pa.large_string()), strings_can_be_null=True
            ),
        )
    except (pa.ArrowInvalid, KeyError) as error:
        raise _no_network(path, "its lines are not those of one table") from error
    table = table.filter(compute.and_(*(compute.is_valid(table[name]) for name in wanted)))
    ends = [table[name].combine_chunks() for name in wanted]
    coded = pa.concat_arrays(ends).dictionary_encode()
    places = coded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    return graph_of(places[: len(table)], places[len(table) :], len(coded.dictionary))


def _first_lines(path: Path) -> tuple[int, str, str]:
    """Return how many lines of remarks a file begins with, and the two lines after them."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        lines = iter(lambda: file.readline(LONGEST_LINE), "")
        for skipped, line in enumerate(lines):
            if not line.startswith("#"):
                return skipped, line.strip("\r\n"), next(lines, "").strip("\r\n")
    raise _no_network(path, "there is nothing in it")


def _cells(line: str, delimiter: str) -> list[str]:
    return [cell.strip().strip('"') for cell in line.split(delimiter)]


def _named(path: Path, first: list[str], second: list[str]) -> list[str] | None:
    """Return the names of the columns; None where the first line is a tie already."""
    names = [cell.casefold() for cell in first]
    if _ends(names):
        return names
    if len(first) < 2 or "" in first[:2]:
        raise _no_network(path, "its first line does not hold two columns")
    if any(cell.isdigit() for cell in second[:2]) and not any(cell.isdigit() for cell in first[:2]):
        raise _no_network(path, f"its columns are called {', '.join(first[:5])}")
    return None


def _ends(names: list[str]) -> tuple[str, str] | None:
    """Return the names of the two columns that are the ends of a tie."""
    return next((ends for ends in ENDS if set(ends) <= set(names)), None)


def _no_network(path: Path, why: str) -> Misuse:
    return Misuse(f"{path.name} is not a network: {why}.", "It needs the columns source and target.")


def graph_of(source: Numbers, target: Numbers, size: int) -> Graph:
    """Return the undirected graph of acts, loops left out."""
    low, high = np.minimum(source, target), np.maximum(source, target)
    keys, counts = np.unique((low * size + high)[low != high], return_counts=True)
    return Graph(size, keys // max(size, 1), keys % max(size, 1), counts.astype(float))


def figures_of(graph: Graph, seed: int = SEED) -> dict[str, Any]:
    """Return how well each score finds the hidden tenth of the ties, as means over egos that have one."""
    chance = np.random.default_rng(seed)
    hidden = np.zeros(len(graph.one), dtype=bool)
    most = max(int(HIDDEN_SHARE * len(hidden)), 1) if len(hidden) > 1 else 0
    hidden[chance.permutation(len(hidden))[:most]] = True
    seen, gone = graph.part(~hidden), graph.part(hidden)
    egos = np.unique(np.concatenate([gone.one, gone.other]))
    if len(egos) > MOST_EGOS:
        egos = np.sort(chance.choice(egos, MOST_EGOS, replace=False))
    if not len(egos):
        return {"egos": 0, "models": {name: dict.fromkeys(MERITS) for name in (*MODELS, "popularity")}}
    judge = Judge(seen, gone)
    models = {name: judge.merits(egos, steps(seen)) for name, steps in MODELS.items()}
    return {"egos": len(egos), "models": models | {"popularity": judge.popularity(egos)}}


def degrees(graph: Graph) -> Doubles:
    """Return with how many others each is tied, at least 1 so that it may divide."""
    ends = np.concatenate([graph.one, graph.other])
    return np.maximum(np.bincount(ends, minlength=graph.size), 1).astype(float)


def suggested_person(graph: Graph) -> tuple[Any, Doubles]:
    """Return the steps of the measure `suggested_person`, its shared contacts alone: (1 + ln acts), then 1 / d."""
    size = degrees(graph)
    return graph.matrix(1 + np.log(graph.act_count)), np.where(size <= LARGEST, 1 / size, 0.0)


def neighbours_in_both(graph: Graph) -> tuple[Any, Doubles]:
    """Return the steps of a count of shared contacts."""
    return graph.matrix(np.ones(len(graph.one))), np.ones(graph.size)


def adamic_adar(graph: Graph) -> tuple[Any, Doubles]:
    """Return the steps of Adamic & Adar (2003): 1 / ln d."""
    return graph.matrix(np.ones(len(graph.one))), 1 / np.log(np.maximum(degrees(graph), 2))


def resource_allocation(graph: Graph) -> tuple[Any, Doubles]:
    """Return the steps of Zhou, Lu & Zhang (2009): 1 / d."""
    return graph.matrix(np.ones(len(graph.one))), 1 / degrees(graph)


#: A score is the first step's weight times what the one in between passes on, summed over those in between.
MODELS: Final[Mapping[str, Callable[[Graph], tuple[Any, Doubles]]]] = {
    "suggested_person": suggested_person,
    "common_neighbours": neighbours_in_both,
    "adamic_adar": adamic_adar,
    "resource_allocation": resource_allocation,
}


class Judge:
    """What was seen, what was hidden, and how a score fares between them."""

    def __init__(self, seen: Graph, hidden: Graph) -> None:
        self.size = seen.size
        self.degree = degrees(seen)
        self.known = seen.matrix(np.ones(len(seen.one)))
        self.hidden = hidden.matrix(np.ones(len(hidden.one)))

    def merits(self, egos: Numbers, steps: tuple[Any, Doubles]) -> dict[str, float | None]:
        """Return recall at ten and the AUC against two-step pairs of one score."""
        from scipy import sparse

        first, passed_on = steps
        ways = sparse.diags(passed_on) @ self.known
        found = [self._score(some, first[some] @ ways) for some in self._chunks(egos)]
        return _means(np.concatenate([f[0] for f in found]), np.concatenate([f[1] for f in found]))

    def popularity(self, egos: Numbers) -> dict[str, float | None]:
        """Return how a ranking by size alone fares: over everybody at recall, over two-step pairs at AUC."""
        found = []
        for some in self._chunks(egos):
            ways = (self.known[some] @ self.known).tocsr()
            ways.data = self.degree[ways.indices]
            found.append(self._score(some, ways)[1])
        order = np.argsort(-self.degree, kind="stable")
        recalls = np.array([self._first_of(ego, order) for ego in egos])
        return _means(recalls, np.concatenate(found))

    def _first_of(self, ego: int, order: Numbers) -> float:
        """Return the recall of the most popular whom an ego does not know."""
        known = set(self.known[ego].indices.tolist()) | {int(ego)}
        gone = set(self.hidden[ego].indices.tolist())
        chosen: list[int] = []
        for candidate in order.tolist():
            if len(chosen) == FIRST:
                break
            if candidate not in known:
                chosen.append(candidate)
        return len(gone & set(chosen)) / min(FIRST, len(gone))

    def _chunks(self, egos: Numbers) -> Iterator[Numbers]:
        """Yield egos in groups whose two-step paths fit into memory together."""
        paths = self.known[egos] @ self.degree
        group = np.cumsum(paths) // PATHS
        for number in np.unique(group):
            yield egos[group == number]

    def _score(self, egos: Numbers, ways: Any) -> tuple[Doubles, Doubles]:
        """Return recall and AUC of each ego (NaN where nobody else stands at two steps)."""
        rows, alters, score = self._candidates(egos, ways.tocoo())
        gone = self.hidden[egos].tocoo()
        is_hit = np.isin(rows * self.size + alters, gone.row.astype(np.int64) * self.size + gone.col)
        hidden = np.bincount(gone.row, minlength=len(egos))
        order = np.lexsort((alters, -score, rows))
        starts = np.searchsorted(rows[order], np.arange(len(egos)))
        rank = np.arange(len(order)) - starts[rows[order]]
        first = rows[order][is_hit[order] & (rank < FIRST)]
        recall = np.bincount(first, minlength=len(egos)) / np.minimum(hidden, FIRST)
        return recall, _auc(rows, score, is_hit, hidden)

    def _candidates(self, egos: Numbers, ways: Any) -> tuple[Numbers, Numbers, Doubles]:
        """Return the two-step pairs that are not known ties: the ego's row, the alter, the score."""
        keys = ways.row.astype(np.int64) * self.size + ways.col
        known = self.known[egos].tocoo()
        ties = known.row.astype(np.int64) * self.size + known.col
        own = np.arange(len(egos)) * self.size + egos
        keep = ~np.isin(keys, np.concatenate([ties, own]))
        return ways.row[keep].astype(np.int64), ways.col[keep].astype(np.int64), np.round(ways.data[keep], 9)


def _auc(rows: Numbers, score: Doubles, is_hit: Any, hidden: Numbers) -> Doubles:
    """Return each ego's chance that a hidden tie scores above a two-step pair; one not at two steps never does."""
    order = np.lexsort((score, rows))
    row, value, hit = rows[order], score[order], is_hit[order]
    others = np.bincount(row[~hit], minlength=len(hidden)).astype(float)
    is_new = np.append(True, (row[1:] != row[:-1]) | (value[1:] != value[:-1]))[: len(row)]
    level = np.cumsum(is_new) - 1
    at_level = np.bincount(level, ~hit) if len(level) else np.zeros(0)
    below = np.cumsum(at_level) - at_level
    before_row = np.append(0, np.cumsum(others))[:-1]
    beaten = below[level] + at_level[level] / 2 - before_row[row]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.bincount(row, beaten * hit, len(hidden)) / (others * hidden))


def _means(recall: Doubles, auc: Doubles) -> dict[str, float | None]:
    told = auc[~np.isnan(auc)]
    return dict(zip(MERITS, (float(recall.mean()), float(told.mean()) if len(told) else None), strict=True))
