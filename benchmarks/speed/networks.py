"""Whole networks: ties, reciprocity and following of every account against hand-written SQL; ranking against peers.

The network is made up and falls off steeply: a few are followed and written to by most. At full size it has 15
million follows and 5 million interactions of a million accounts, imported as a user would.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
from collections.abc import Mapping
from typing import Final

from benchmarks.speed.bench import Bench, Measured
from benchmarks.speed.measuring import Task, kithkin, python, run

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
             f"kind, 1685577600 + cast(94608000 * i / {acts} as bigint) as at from range({acts}) t(i)) "
             f"to '{folder}/interactions.csv' (header)")
"""

#: What everybody of a workspace needs first; it stands apart, as loading does.
READY: Final = ("identities", "egos", "covered_spans", "two_way_channels", "covered_channels")
#: Each question, and the measures that answer it.
OWN: Final = {
    "decayed ties": ("tie_features",),
    "reciprocity": ("reciprocity",),
    "following breakdown": ("audience", "standing", "following_breakdown"),
}
OWN_CODE: Final = """
import json, resource, sys, time
from pathlib import Path
import duckdb, pyarrow.parquet
from kithkin.workspace import Workspace
found = {}
with Workspace.open(Path(sys.argv[1])).plan() as plan:
    for question, measures in json.loads(sys.argv[2]).items():
        begun = time.process_time()
        for measure in measures:
            plan.relation(measure)
        found[question] = time.process_time() - begun
found["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(found))
"""

#: The same answers by hand: no coverage, no bounds, no persons, no order of rows; the columns that the measures have.
BY_HAND: Final = {
    "decayed ties": """
    with seen as (
        select actor_id ego, target_id alter, date_diff('second', happened_at, {now}) / 86400e0 age, 1 o from acts
        where kind = 'reply'
        union all
        select target_id, actor_id, date_diff('second', happened_at, {now}) / 86400e0, 0 from acts where kind = 'reply'
    ),
    pairs as (
        select ego, alter, sum(pow(2, -age / 7)) decayed_7, sum(pow(2, -age / 14)) decayed_14, count(*) acts,
               count(distinct floor(age)) all_days, count(distinct case when age < 90 then floor(age) end) days_90,
               sum(o) sent, min(case when o = 0 then age end) heard, min(age) silent, max(age) known,
               min(case when o = 1 then age end) wrote
        from seen group by all
    ),
    egos as (select ego, min(wrote) wrote, count(*) alters from pairs group by all)
    select pairs.*, egos.wrote ego_wrote, alters, decayed_14 / sum(decayed_14) over (partition by ego) share
    from pairs join egos using (ego)""",
    "reciprocity": """
    with pairs as (
        select least(follower_id, followed_id) a, greatest(follower_id, followed_id) b, count(*) n from follows group by all
    )
    select id, 2.0 * count(*) filter (where n = 2) / sum(n) reciprocity
    from (select a id, n from pairs union all select b, n from pairs) group by all""",
    "following breakdown": """
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
    life as (select distinct actor_id from acts where happened_at >= {now} - interval 365 day)
    select followed_id, count(*) audience, count(actor_id) alive, count(*) filter (where came_365) reacted,
           count(*) filter (where came_365 and went_365) two_way,
           count(*) filter (where came_30 and went_30) lately,
           count(*) filter (where came_30 and went_30 and days_90 >= 13) inner_circle
    from follows left join life on actor_id = follower_id left join contact on ego = followed_id and alter = follower_id
    group by all""",
}
HAND_CODE: Final = """
import json, resource, sys, time
from pathlib import Path
import duckdb
space, out, questions, found = Path(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3]), {}
base = duckdb.connect()
base.execute("set enable_progress_bar = false")
for name, table in (("follows", "follows"), ("acts", "interactions")):
    base.execute(f"create view {name} as from read_parquet('{next(space.glob(f'imports/*/rows/{table}.parquet'))}')")
(now,) = base.execute("select max(happened_at) from acts").fetchone()
for question, sql in questions.items():
    sql = sql.replace("{now}", f"timestamp '{now}'")
    begun = time.process_time()
    base.execute(f"copy ({sql}) to '{out}' (format parquet, compression zstd)")
    found[question] = time.process_time() - begun
found["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(found))
"""


def networks(bench: Bench) -> None:
    """Compare what is measured of every account with hand-written SQL on the same DuckDB and the same rows."""
    part = bench.size / FULL
    accounts, follows, acts = (round(part * full) for full in (1_000_000, 15_000_000, 5_000_000))
    space = bench.folder / "network"
    run(Task("made", python(MADE, bench.folder, *map(str, (accounts, follows, acts)))))
    loaded = 0.0
    for form in ("follows", "interactions"):
        load = run(Task(form, kithkin("import", "-w", space, "--as", form, bench.folder / f"{form}.csv")))
        loaded += load.cpu_seconds
    own = _told(python(OWN_CODE, space, json.dumps({"ready": READY} | OWN)))
    hand = _told(python(HAND_CODE, space, bench.folder / "by-hand.parquet", json.dumps(BY_HAND)))
    bench.title(f"Every account of a network: {follows:,} follows, {acts:,} interactions")
    bench.table("question", "kithkin, CPU seconds", "by hand, CPU seconds", "kithkin takes")
    for question in OWN:
        bench.row(question, own[question], hand[question], f"{own[question] / hand[question]:.1f} times as much")
    bench.row("peak memory, MB", round(own["peak"]), round(hand["peak"]), "")
    bench.say(
        f"\nApart from it: the import took {loaded:.1f} s of CPU, and who everybody is, with what is covered, "
        f"{own['ready']:.1f} s. Both sides read the same Parquet files and write their answers to Parquet. The hand "
        "knows that all is covered, that nobody has two accounts and that nothing is listed twice; the measures find that "
        "out, give each layer with both its bounds, and put their rows in order. Wanted: at most 1.1 times."
    )


#: Each way to rank: the library it needs, and code that loads edges (`s`, `t`, `n`) and walks 20 steps.
RANKED: Final = {
    "kithkin": ("", """
from kithkin.measures._ranking import ranked
ranked(s[:9], t[:9], numpy.ones(9), n, steps=1)
begun = time.process_time(); ranked(s, t, w, n, steps=0); load = time.process_time() - begun
begun = time.process_time(); ranked(s, t, w, n, steps=20); walk = time.process_time() - begun - load
"""),
    "scipy": ("scipy", """
from scipy.sparse import csr_matrix
begun = time.process_time()
out = numpy.bincount(s, minlength=n)
walk_ = csr_matrix((1 / out[s], (t, s)), shape=(n, n)); ends = out == 0
load = time.process_time() - begun
begun = time.process_time()
x = numpy.full(n, 1 / n)
for _ in range(20):
    x = .85 * (walk_ @ x + x[ends].sum() / n) + .15 / n
walk = time.process_time() - begun
"""),
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
    for name, (library, code) in RANKED.items():
        if library and importlib.util.find_spec(library) is None:
            bench.skip(f"{name} is not installed.")
            continue
        rounds = [_told(python(EDGES + code + SAID, str(nodes), str(edges))) for _ in range(bench.rounds)]
        cost = sorted(rounds, key=lambda told: told["walk"])[len(rounds) // 2]
        bench.row(name, cost["load"], cost["walk"], round(cost["peak"]))
    bench.say(
        "\nThe same generated edges, one thread each. igraph has no steps to set: it solves to its own precision. "
        "kithkin stops before 20 where nothing changes any more (after 16 of them at full size), and counts in single "
        "precision from a million edges on; scipy here in double. Wanted: "
        "20 steps no slower than the fastest."
    )


def _told(command: tuple[str, ...]) -> Mapping[str, float]:
    """Return what a process says of itself."""
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told: Mapping[str, float] = json.loads(done.stdout)
    return told


TASKS: Final[dict[str, Measured]] = {"networks": networks, "ranking": ranking}
