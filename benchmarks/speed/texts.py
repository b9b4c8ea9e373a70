"""A million short messages through skeletons and groups of near-duplicates, beside rensa and datasketch plain."""

from __future__ import annotations

import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from benchmarks.speed.bench import Bench, Measured
from benchmarks.speed.measuring import Task, python, run

#: Made-up messages: one in ten fills a template, one in ten is another's with a word or two changed.
MADE = """
import json, random, sys
chance = random.Random(3)
words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(2, 9))) for _ in range(20_000)]
templates = [" ".join(chance.choices(words, k=12)) for _ in range(200)]
with open(sys.argv[1], "w") as file:
    recent = []
    for n in range(int(sys.argv[2])):
        draw = chance.random()
        if draw < 0.1:
            text = f"Hi {chance.choice(words).title()}, {chance.choice(templates)} https://go.example/{n}"
        elif draw < 0.2 and recent:
            said = chance.choice(recent).split()
            for _ in range(chance.randint(1, 2)):
                said[chance.randrange(len(said))] = chance.choice(words)
            text = " ".join(said)
        else:
            text = " ".join(chance.choices(words, k=chance.randint(7, 18)))
            recent = [*recent[-999:], text]
        file.write(json.dumps(text) + "\\n")
"""
READ = """
import json, sys, time, resource
texts = [json.loads(line) for line in open(sys.argv[1])]
begun = time.process_time()
"""
SAID = """
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(f"{len(texts):,} texts, {time.process_time() - begun:.1f} s of CPU, {peak} MB, {groups:,} groups")
"""
OWN = """
import pyarrow as pa
from kithkin.annotators.template import template
from kithkin.measures.near_duplicates import near_duplicates
found = {"text_id": [f"{n:08}" for n in range(len(texts))], **template.annotate(texts)}
rows = near_duplicates.function(pa.table(found))
groups = len(rows["group_id"].unique())
"""
RENSA = """
from rensa import RMinHash, RMinHashLSH
index, groups = RMinHashLSH(threshold=0.5, num_perm=48, num_bands=16), 0
for n, text in enumerate(texts):
    text = text.lower()
    sketch = RMinHash(num_perm=48, seed=1)
    sketch.update([text[i : i + 5] for i in range(max(1, len(text) - 4))])
    groups += not index.query(sketch)
    index.insert(n, sketch)
"""
DATASKETCH = """
from datasketch import MinHash, MinHashLSH
index, groups = MinHashLSH(num_perm=48, params=(16, 3)), 0
for n, text in enumerate(texts):
    text = text.lower()
    sketch = MinHash(num_perm=48, seed=1)
    sketch.update_batch([text[i : i + 5].encode() for i in range(max(1, len(text) - 4))])
    groups += not index.query(sketch)
    index.insert(n, sketch)
"""


def made(folder: Path, count: int) -> Task:
    """Return the making of the messages."""
    return Task(f"{count:,} messages", python(MADE, folder / "messages.jsonl", str(count)))


def own(folder: Path) -> Task:
    """Return skeletons and groups of near-duplicates, each pair verified."""
    return Task("template and near_duplicates", python(READ + OWN + SAID, folder / "messages.jsonl"))


def rensa(folder: Path) -> Task:
    """Return rensa plain: candidates of the same bands, not verified."""
    return Task("rensa", python(READ + RENSA + SAID, folder / "messages.jsonl"))


def datasketch(folder: Path) -> Task:
    """Return datasketch plain: candidates of the same bands, not verified."""
    return Task("datasketch", python(READ + DATASKETCH + SAID, folder / "messages.jsonl"))


#: The commercial annotator against its own regular expressions run bare over folded texts.
BARE = """
import sys, json, time
from kithkin.annotators._folding import folded
from kithkin.annotators.commercial import _ANY, _CAPITALS, _OFFERS, commercial
texts = [json.loads(line) for line in open(sys.argv[1])][:20_000]
texts = [f"{text} and I hope that you are well" for text in texts]
commercial.annotate(texts[:100])
begun = time.process_time()
commercial.annotate(texts)
whole = time.process_time() - begun
patterns = [*_ANY.values(), _CAPITALS, *_OFFERS["en"].values()]
begun = time.process_time()
for text in texts:
    for pattern in patterns:
        pattern.search(text)
bare = time.process_time() - begun
print(f"commercial: {len(texts) / whole:,.0f} texts a second of CPU, bare {len(texts) / bare:,.0f}: {bare / whole:.2f}")
"""


def commercial(folder: Path) -> Task:
    """Return the annotator beside its bare regular expressions."""
    return Task("commercial", python(BARE, folder / "messages.jsonl"))


def texts(bench: Bench) -> None:
    """Say what each makes of the same messages; a peer that is not installed is left out."""
    run(made(bench.folder, round(2000 * bench.size)))
    bench.title("Near-duplicates and commercial messages")
    bench.table("what", "found")
    for task in (own(bench.folder), rensa(bench.folder), datasketch(bench.folder), commercial(bench.folder)):
        if task.name in ("rensa", "datasketch") and find_spec(task.name) is None:
            bench.skip(f"{task.name} is not installed.")
            continue
        done = subprocess.run(task.command, capture_output=True, text=True, check=True)
        bench.row(task.name, done.stdout.strip())


TASKS: Final[dict[str, Measured]] = {"texts": texts}
