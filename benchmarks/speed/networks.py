"""Whole networks: ties, reciprocity and following of every account against hand-written SQL; ranking against peers.

The network is made up and falls off steeply: a few are followed and written to by most. At full size it has 15
million follows and 5 million interactions of a million accounts, imported as a user would. The interactions end later
than any day on which this is run, so that the list of follows is older and all is covered to the end.
"""

from __future__ import annotations

import importlib.util
import json
import statistics
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from benchmarks.speed.bench import Bench, Measured
from benchmarks.speed.measuring import Task, environment, kithkin, python, run
from benchmarks.speed.pages import forget_answers

#: The size for which the interactions are 5 million, as given to `--size`.
FULL: Final = 500.0

MADE: Final = """
import sys, duckdb
folder, accounts, follows, acts = sys.argv[1], *map(int, sys.argv[2:])
base = duckdb.connect(config={"threads": 1})
base.execute("select setseed(0.5)")
who = f"'p' || cast(floor({accounts} * pow(random(), 3)) as bigint)"
base.execute(f"copy (select distinct a as follower_id, b as followed_id from (select {who} a, {who} b from range({follows})) "
             f"where a <> b) to '{folder}/follows.csv' (header)")
base.execute(f"copy (select {who} as actor_id, {who} as target_id, case when random() < .6 then 'like' else 'reply' end as "
             f"kind, 1956528000 + cast(94694400 * i / {acts} as bigint) as at from range({acts}) t(i)) "
             f"to '{folder}/interactions.csv' (header)")
"""

#: What everybody of a workspace needs first; it stands apart, as loading does.
READY: Final = ("accounts", "identities", "egos", "covered_spans", "two_way_channels", "covered_channels")
#: Each question, and the measure that answers it.
OWN: Final = {
    "decayed ties": "dialogue_features",
    "reciprocity": "reciprocity",
    "following breakdown": "following_breakdown",
}
OWN_CODE: Final = """
import json, resource, sys, time
from pathlib import Path
import duckdb, pyarrow.parquet
from kithkin.workspace import Workspace
found, files = {}, {}
with Workspace.open(Path(sys.argv[1])).plan() as plan:
    for question, measures in json.loads(sys.argv[2]).items():
        begun = time.process_time()
        for measure in measures:
            plan.relation(measure)
        found[question] = time.process_time() - begun
        files[question] = str(plan.cache.path(plan.key(measures[-1])))
found |= {"files": files, "as_of": str(plan.as_of.replace(tzinfo=None))}
found["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(found))
"""

#: The start of each question by hand, as one writes it who knows that all is covered and nobody has two accounts.
DIALOGUE: Final = """
    with seen as (
        select actor_id ego_id, target_id alter_id, date_diff('second', happened_at, {now}) / 86400e0 age, true is_out
        from acts where kind = 'reply' and actor_id <> target_id
        union all
        select target_id, actor_id, date_diff('second', happened_at, {now}) / 86400e0, false
        from acts where kind = 'reply' and actor_id <> target_id
    ),
    pairs as (
        select ego_id, alter_id, sum(pow(2, -age / 7)) decayed_7, sum(pow(2, -age / 14)) decayed_14, count(*) contact_count,
               count(distinct floor(age)) contact_days, count(distinct floor(age)) filter (where age < 90) contact_days_90,
               count(*) filter (where is_out) sent_count, min(age) filter (where not is_out) heard, min(age) silent_days,
               max(age) known, min(age) filter (where is_out) wrote
        from seen group by all
    ),
    egos as (select ego_id, min(wrote) wrote, count(*) alter_count, sum(decayed_14) decayed from pairs group by all)"""
MUTUAL: Final = """
    with pairs as (
        select if(follower_id < followed_id, follower_id, followed_id) a,
               if(follower_id < followed_id, followed_id, follower_id) b, count(*) n
        from follows group by all
    )
    select id account_id, 2.0 * count(*) filter (where n = 2) / sum(n) reciprocity
    from (select a id, n from pairs union all select b, n from pairs) group by all"""
LAYERED: Final = """
    with seen as (
        select target_id ego, actor_id alter, true came, false went, happened_at from acts
        union all
        select actor_id, target_id, false, kind = 'reply', happened_at from acts
    ),
    contact as (
        select ego, alter, bool_or(came) came_365, bool_or(went) went_365,
               bool_or(came and happened_at >= {now} - interval 30 day) came_30,
               bool_or(went and happened_at >= {now} - interval 30 day) went_30,
               count(distinct case when happened_at >= {now} - interval 90 day then cast(happened_at as date) end) days_90
        from seen where happened_at >= {now} - interval 365 day group by all
    ),
    life as (select distinct actor_id from acts where happened_at >= {now} - interval 365 day and actor_id <> target_id),
    sizes as (
        select followed_id ego_id, count(*) audience, count(actor_id) alive, count(*) filter (where came_365) reacted,
               count(*) filter (where came_365 and went_365) two_way,
               count(*) filter (where came_30 and went_30) lately,
               count(*) filter (where came_30 and went_30 and days_90 >= 13) inner_circle
        from follows left join life on actor_id = follower_id left join contact on ego = followed_id and alter = follower_id
        group by all
    )"""

#: The least that one would write by hand: the figures alone, in no order.
PLAINLY: Final = {
    "decayed ties": DIALOGUE + """
    select pairs.*, egos.wrote ego_wrote, alter_count, decayed_14 / decayed contact_share from pairs join egos using (ego_id)""",
    "reciprocity": MUTUAL,
    "following breakdown": LAYERED + " from sizes",
}  # fmt: skip
#: The same rows as the measures give, in the same order.
SAME_ROWS: Final = {
    "decayed ties": DIALOGUE + """
    select ego_id, alter_id, decayed_7, contact_days, coalesce(egos.wrote, {days} + 1) ego_silent_days,
           decayed_14 / decayed contact_share, coalesce(heard, known + 30) alter_silent_days, sent_count, alter_count,
           contact_days_90, 90 window_days, decayed_14, contact_count, silent_days, 'local reply' channels
    from pairs join egos using (ego_id) order by ego_id, alter_id""",
    "reciprocity": MUTUAL + " order by account_id",
    "following breakdown": LAYERED + """,
    bounds as (
        select ego_id, unnest([alive, audience, inner_circle, lately, reacted, two_way]) people, audience,
               unnest(['alive', 'audience', 'inner_circle', 'lately', 'reacted', 'two_way']) layer,
               unnest([2, 1, 6, 5, 3, 4]) layer_position
        from (from sizes order by ego_id)
    )
    select ego_id, layer, layer_position, people people_at_least, people people_at_most,
           layer = 'audience' or people > 0 or people < audience is_shown
    from bounds""",
}  # fmt: skip
HAND_CODE: Final = """
import json, resource, sys, time
from pathlib import Path
import duckdb
space, out, questions, now, found = Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3]), sys.argv[4], {}
base = duckdb.connect()
base.execute("set enable_progress_bar = false")
for name, table in (("follows", "follows"), ("acts", "interactions")):
    base.execute(f"create view {name} as from read_parquet('{next(space.glob(f'imports/*/rows/{table}.parquet'))}')")
(days,) = base.execute(f"select date_diff('second', min(happened_at), timestamp '{now}') / 86400e0 from acts").fetchone()
for question, sql in questions.items():
    sql = sql.replace("{now}", f"timestamp '{now}'").replace("{days}", repr(days))
    begun = time.process_time()
    base.execute(f"copy ({sql}) to '{out / question}.parquet' (format parquet, compression snappy)")
    found[question] = time.process_time() - begun
found["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(found))
"""
#: Says of two files how many rows there are, and which columns differ anywhere, in a row or in what stands in it.
COMPARED: Final = """
import json, sys
import duckdb
own, hand = (f"read_parquet('{path}')" for path in sys.argv[1:3])
base = duckdb.connect()
base.execute("set enable_progress_bar = false")
columns = {name: type for name, type, *_ in base.execute(f"describe from {own}").fetchall()}
differing = ", ".join(
    f"count(*) filter (where abs(o.{name} - h.{name}) > 1e-9 * greatest(1, abs(h.{name})) or (o.{name} is null) <> "
    f"(h.{name} is null)) as {name}" if type == "DOUBLE" else
    f"count(*) filter (where o.{name} is distinct from h.{name}) as {name}"
    for name, type in columns.items()
)
row = base.execute(f"select {differing}, count(*) as rows from {own} o positional join {hand} h").fetchone()
found = dict(zip([*columns, "rows"], row))
print(json.dumps({name: count for name, count in found.items() if count}))
"""


def networks(bench: Bench) -> None:
    """Compare what is measured of every account with hand-written SQL on the same DuckDB and the same rows."""
    part = bench.size / FULL
    accounts, follows, acts = (round(part * full) for full in (1_000_000, 15_000_000, 5_000_000))
    space, out = bench.folder / "network", bench.folder / "by-hand"
    out.mkdir()
    run(Task("made", python(MADE, bench.folder, *map(str, (accounts, follows, acts)))))
    loaded = 0.0
    for form in ("follows", "interactions"):
        load = run(Task(form, kithkin("import", "-w", space, "--as", form, bench.folder / f"{form}.csv")))
        loaded += load.cpu_seconds
    asked = json.dumps({"ready": READY} | {question: (measure,) for question, measure in OWN.items()})
    rounds: list[tuple[Mapping[str, Any], ...]] = []
    for _ in range(bench.rounds):
        forget_answers(space)
        own = _told(python(OWN_CODE, space, asked))
        plain, same = (
            _told(python(HAND_CODE, space, out, json.dumps(sql), own["as_of"])) for sql in (PLAINLY, SAME_ROWS)
        )
        rounds.append((own, same, plain))
    rows = {
        question: _agreed(file, out / f"{question}.parquet")
        for question, file in own["files"].items()
        if question in OWN
    }
    bench.title(f"Every account of a network: {follows:,} follows, {acts:,} interactions")
    bench.table("question", "rows", "kithkin", "by hand, the same rows", "kithkin takes", "by hand, the figures alone")
    for question in OWN:
        ours, same_rows, alone = (
            statistics.median(told[question] for told in side) for side in zip(*rounds, strict=True)
        )
        bench.row(question, f"{rows[question]:,}", ours, same_rows, f"{ours / same_rows:.2f} times as much", alone)
    peaks = [round(max(told["peak"] for told in side)) for side in zip(*rounds, strict=True)]
    bench.row("peak memory, MB", "", peaks[0], peaks[1], f"{peaks[0] / peaks[1]:.2f} times as much", peaks[2])
    ready = statistics.median(own["ready"] for own, *_ in rounds)
    bench.say(
        f"\nCPU seconds. Apart from it: the import took {loaded:.1f} s, and who everybody is, with what is covered, "
        f"{ready:.1f} s. All read the same Parquet files and write their answers to Parquet. Both answers were compared row "
        "by row: counts are equal, sums to 1e-9. The hand knows that all is covered, that nobody has two accounts, that "
        "nothing is listed twice and that there is one kind of dialogue; the measures find that out. The figures alone: "
        "without the second bound, what is the same for all, and order. Wanted: at most 1.1 times."
    )


def _agreed(own: str, hand: Path) -> int:
    """Return how many rows two answers have; raise `RuntimeError` where they are not the same."""
    differing = dict(_told(python(COMPARED, own, hand)))
    rows = int(differing.pop("rows"))
    if differing:
        raise RuntimeError(f"{own} and {hand} differ: {differing} of {rows} rows.")
    return rows


OWN_STEPS: Final = """
from kithkin.measures import _ranking
{first}
_ranking.ranked(s[:9], t[:9], numpy.ones(9), n, steps=1)
begun = time.process_time(); _ranking.ranked(s, t, w, n, steps=0); load = time.process_time() - begun
begun = time.process_time(); _ranking.ranked(s, t, w, n, steps=20{more}); walk = time.process_time() - begun - load
"""
SCIPY_STEPS: Final = """
from scipy.sparse import csr_matrix
begun = time.process_time()
out = numpy.bincount(s, minlength=n)
walk_ = csr_matrix(((1 / out[s]).astype(numpy.{kind}), (t, s)), shape=(n, n)); ends = numpy.flatnonzero(out == 0)
load = time.process_time() - begun
begun = time.process_time()
x = numpy.full(n, 1 / n, numpy.{kind})
for _ in range(20):
    x = .85 * (walk_ @ x) + (.85 * x[ends].sum() + .15) / n
walk = time.process_time() - begun
"""
#: Each way to rank: the library it needs, and code that loads edges (`s`, `t`, `n`) and walks 20 steps.
RANKED: Final = {
    "kithkin": ("", OWN_STEPS.format(first="_ranking.LARGE = 0", more=", tolerance=0")),
    "scipy": ("scipy", SCIPY_STEPS.format(kind="float32")),
    "kithkin in double": ("", OWN_STEPS.format(first="_ranking.LARGE = len(s) + 1", more=", tolerance=0")),
    "scipy in double": ("scipy", SCIPY_STEPS.format(kind="float64")),
    "kithkin as it ships": ("", OWN_STEPS.format(first="", more="")),
    "NetworKit": ("networkit", """
import networkit
networkit.setNumberOfThreads(1)
begun = time.process_time()
graph = networkit.GraphFromCoo((s, t), n=n, directed=True)
load = time.process_time() - begun
rank = networkit.centrality.PageRank(graph, .85, 1e-30)
rank.maxIterations = 20
begun = time.process_time(); rank.run(); walk = time.process_time() - begun
"""),
    "igraph (PRPACK, to its end)": ("igraph", """
import igraph
begun = time.process_time(); graph = igraph.Graph(n, numpy.stack([s, t], 1), directed=True)
load = time.process_time() - begun
begun = time.process_time(); graph.pagerank(damping=.85); walk = time.process_time() - begun
"""),
    "rustworkx": ("rustworkx", """
import rustworkx
begun = time.process_time()
graph = rustworkx.PyDiGraph(); graph.add_nodes_from(range(n))
graph.extend_from_edge_list(list(zip(s.tolist(), t.tolist())))
load = time.process_time() - begun
begun = time.process_time()
try:
    rustworkx.pagerank(graph, alpha=.85, max_iter=20, tol=1e-30)
except rustworkx.FailedToConverge:
    pass
walk = time.process_time() - begun
"""),
}  # fmt: skip
EDGES: Final = """
import json, resource, sys, time
import numpy
chance, n, edges = numpy.random.default_rng(1), int(sys.argv[1]), int(sys.argv[2])
s, t = ((n * chance.random(edges) ** 3).astype(numpy.int64) for _ in range(2))
w = numpy.ones(edges)
"""
SAID: Final = """
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"load": load, "walk": walk, "peak": peak}))
"""


def ranking(bench: Bench) -> None:
    """Compare 20 steps of PageRank with four libraries; loading stands apart."""
    part = bench.size / FULL
    nodes, edges = round(part * 1_000_000), round(part * 5_000_000)
    bench.title(f"Twenty steps of PageRank over {edges:,} edges")
    bench.table("what", "loading, CPU seconds", "20 steps, CPU seconds", "peak memory, MB")
    here = {name: code for name, (library, code) in RANKED.items() if not library or importlib.util.find_spec(library)}
    for name in RANKED:
        if name not in here:
            bench.skip(f"{name} is not installed.")
    turns = [
        {name: _told(python(EDGES + code + SAID, str(nodes), str(edges))) for name, code in here.items()}
        for _ in range(bench.rounds)
    ]
    for name in here:
        loading, walking = (statistics.median(turn[name][part] for turn in turns) for part in ("load", "walk"))
        bench.row(name, loading, walking, round(max(turn[name]["peak"] for turn in turns)))
    bench.say(
        "\nThe same generated edges, one thread each, rounds in turns. The first two walk all 20 steps in single precision, "
        "the next two in double, as the libraries do; as it ships, kithkin stops where nothing changes any more, and counts in "
        "single precision from a million edges on. igraph has no steps to set: it solves to its own precision. Loading puts "
        "the edges into the library's own form. Wanted: 20 steps no slower than the fastest."
    )


def _told(command: tuple[str, ...]) -> Mapping[str, Any]:
    """Return what a process says of itself."""
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment())
    told: Mapping[str, Any] = json.loads(done.stdout)
    return told


TASKS: Final[dict[str, Measured]] = {"networks": networks, "ranking": ranking}
