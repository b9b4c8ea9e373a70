"""Suggestions for ten thousand egos on a network of fifteen million ties, beside a plain Adamic-Adar ego by ego."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Final

from benchmarks.speed.bench import Bench, Measured
from benchmarks.speed.measuring import environment, python

TIES: Final = 15_000_000
EGOS: Final = 10_000
#: Acts per account; a few accounts have to do with very many, as in any real network.
PER_ACCOUNT: Final = 15

MADE = """
import sys, numpy as np, pyarrow as pa, pyarrow.compute as compute, pyarrow.parquet as pq
path, ties, accounts = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
chance = np.random.default_rng(5)
with pq.ParquetWriter(path, pa.schema([("actor_id", pa.string()), ("target_id", pa.string())])) as file:
    for start in range(0, ties, 1_000_000):
        count = min(1_000_000, ties - start)
        one = (accounts * chance.random(count) ** 1.5).astype(np.int64)
        other = (accounts * chance.random(count) ** 1.5).astype(np.int64)
        mixed = one * 2654435761 % accounts, other * 2654435761 % accounts
        named = [compute.binary_join_element_wise("local", pa.array(ends).cast(pa.string()), ":") for ends in mixed]
        file.write_table(pa.table(dict(zip(("actor_id", "target_id"), named))))
"""
READ = """
import resource, sys, time
path, egos = sys.argv[1], int(sys.argv[2])
begun = time.process_time()
"""
SAID = """
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(time.process_time() - begun, ready - begun, peak, found)
"""
#: The query of the measure itself, over a file of acts and empty tables of everything else.
OWN = """
import duckdb
from kithkin.engines.duckdb import SETTINGS
from kithkin.measures.suggested_person import suggested_person
from kithkin.model.tables import TABLES
from kithkin.workspace.views import columns_of
kinds = {"text": "varchar", "integer": "bigint", "double": "double", "boolean": "boolean", "instant": "timestamp", "date": "date"}
db = duckdb.connect(config=SETTINGS)
for name in (i.name for i in suggested_person.inputs if i.name not in ("egos", "interactions")):
    columns = ", ".join(f'"{c.name}" {kinds[c.type]}' for c in columns_of(name))
    db.execute(f"create table {name} ({columns})")
db.execute(f"create view interactions as select actor_id, target_id, 'message' as kind, null::varchar as thread_id from '{path}'")
everybody = f"select distinct actor_id as ego_id from '{path}'"
db.execute(f"create table egos as select ego_id from ({everybody}) order by hash(ego_id) limit {egos}")
ready = time.process_time()
settings = {setting.name: setting.default for setting in suggested_person.settings}
sql = suggested_person.text({i.parameter: i.name for i in suggested_person.inputs}, settings)
found = db.execute(f"select count(*), count(distinct ego_id) from ({sql})").fetchone()[0]
"""
PLAIN = """
import numpy as np, pyarrow as pa, pyarrow.parquet as pq
table = pq.read_table(path)
coded = pa.concat_arrays([table[name].combine_chunks() for name in ("actor_id", "target_id")]).dictionary_encode()
one, other = np.split(coded.indices.to_numpy().astype(np.int64), 2)
size = len(coded.dictionary)
keys = np.unique(np.concatenate([one * size + other, other * size + one])[np.tile(one != other, 2)])
starts, near = np.searchsorted(keys // size, np.arange(size + 1)), keys % size
degree = np.diff(starts)
weight = 1 / np.log(np.maximum(degree, 2))
ready = time.process_time()
found = 0
for ego in np.random.default_rng(1).choice(size, egos, replace=False):
    own = near[starts[ego] : starts[ego + 1]]
    if not len(own):
        continue
    alters = np.concatenate([near[starts[z] : starts[z + 1]] for z in own])
    people, place = np.unique(alters, return_inverse=True)
    score = np.bincount(place, np.repeat(weight[own], degree[own]))
    score[np.isin(people, own) | (people == ego)] = 0
    found += min(50, int((score > 0).sum()))
    people[np.lexsort((people, -score))[:50]]
"""
COMPARED: Final = (
    ("`suggested_person`, one query for all", READ + OWN + SAID),
    ("Adamic-Adar in NumPy, ego by ego", READ + PLAIN + SAID),
)


def suggestions(bench: Bench) -> None:
    """Say what suggestions for many egos take: getting ready, each ego, and memory."""
    ties, egos = round(TIES * bench.size / 500), max(round(EGOS * bench.size / 500), 10)
    path = bench.folder / "ties.parquet"
    subprocess.run(python(MADE, path, str(ties), str(ties // PER_ACCOUNT)), check=True)
    bench.title(f"Suggestions for {egos:,} egos on {ties:,} ties")
    bench.table("what suggests", "s of CPU in all", "of them getting ready", "ms for each ego", "MB", "suggestions")
    for name, code in COMPARED:
        bench.row(name, *_measured(code, path, egos))
    bench.say(
        "",
        "Getting ready is reading and, for the plain one, building its lists of neighbours; the query does that as it goes, "
        "and weighs each tie by its acts. Both suggest up to fifty people to an ego. One round.",
    )
    path.unlink()


def _measured(code: str, path: Path, egos: int) -> tuple[float | str, ...]:
    done = subprocess.run(python(code, path, str(egos)), check=True, capture_output=True, text=True, env=environment())
    whole, ready, peak, found = done.stdout.split()[-4:]
    each = 1000 * (float(whole) - float(ready)) / egos
    return float(whole), float(ready), each, f"{int(peak):,}", f"{int(found):,}"


TASKS: Final[dict[str, Measured]] = {"suggestions": suggestions}
