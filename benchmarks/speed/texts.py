"""A million short messages through skeletons and groups of near-duplicates, beside rensa and datasketch plain."""

from __future__ import annotations

import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from benchmarks.speed.bench import Bench, Measured
from benchmarks.speed.measuring import Task, python, run

#: Made-up messages: one in ten fills a template, one in ten is another's with a word or two changed. Of the last it is
#: written down which other one, so that it can be counted how many are found again.
MADE = """
import json, random, sys
chance = random.Random(3)
words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(2, 9))) for _ in range(20_000)]
templates = [" ".join(chance.choices(words, k=12)) for _ in range(200)]
with open(sys.argv[1], "w") as file, open(sys.argv[3], "w") as planted:
    recent = []
    for n in range(int(sys.argv[2])):
        draw = chance.random()
        if draw < 0.1:
            text = f"Hi {chance.choice(words).title()}, {chance.choice(templates)} https://go.example/{n}"
        elif draw < 0.2 and recent:
            source, text = chance.choice(recent)
            said = text.split()
            for _ in range(chance.randint(1, 2)):
                said[chance.randrange(len(said))] = chance.choice(words)
            text = " ".join(said)
            print(n, source, file=planted)
        else:
            text = " ".join(chance.choices(words, k=chance.randint(7, 18)))
            recent = [*recent[-999:], (n, text)]
        file.write(json.dumps(text) + "\\n")
"""
READ = """
import json, sys, time, resource
texts = [json.loads(line) for line in open(sys.argv[1])]
planted = dict(map(int, line.split()) for line in open(sys.argv[2]))
found = set()
begun = time.process_time()
"""
SPENT = """
seconds = time.process_time() - begun
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
"""
#: A planted edit counts as alike where the index of the two texts' shingles, in small letters, is one half or more.
SAID = """
def shingles(n):
    text = texts[n].lower()
    return {text[i : i + 5] for i in range(max(1, len(text) - 4))}
alike = {n for n, source in planted.items() if 2 * len(shingles(n) & shingles(source)) >= len(shingles(n) | shingles(source))}
recall = [f"{len(found & wanted) / max(1, len(wanted)):.4f}" for wanted in (planted.keys(), alike)]
print(f"{seconds:.1f} | {peak:,} | {groups:,} | {' | '.join(recall)}")
"""
OWN = """
import pyarrow as pa
from kithkin.annotators.template import template
from kithkin.measures.near_duplicates import near_duplicates
columns = {"text_id": [f"{n:08}" for n in range(len(texts))], **template.annotate(texts)}
rows = near_duplicates.function(pa.table(columns))
groups = len(rows["group_id"].unique())
"""
OWN_FOUND = """
group = dict(zip(map(int, rows["text_id"].to_pylist()), rows["group_id"].to_pylist()))
found = {n for n, source in planted.items() if group.get(n) == group.get(source)}
"""
RENSA = """
from rensa import RMinHash, RMinHashLSH
index, groups = RMinHashLSH(threshold=0.5, num_perm=48, num_bands=16), 0
for n, text in enumerate(texts):
    text = text.lower()
    sketch = RMinHash(num_perm=48, seed=1)
    sketch.update([text[i : i + 5] for i in range(max(1, len(text) - 4))])
    near = index.query(sketch)
    groups += not near
    if n in planted and planted[n] in near:
        found.add(n)
    index.insert(n, sketch)
"""
DATASKETCH = """
from datasketch import MinHash, MinHashLSH
index, groups = MinHashLSH(num_perm=48, params=(16, 3)), 0
for n, text in enumerate(texts):
    text = text.lower()
    sketch = MinHash(num_perm=48, seed=1)
    sketch.update_batch([text[i : i + 5].encode() for i in range(max(1, len(text) - 4))])
    near = index.query(sketch)
    groups += not near
    if n in planted and planted[n] in near:
        found.add(n)
    index.insert(n, sketch)
"""


def made(folder: Path, count: int) -> Task:
    """Return the making of the messages."""
    return Task(f"{count:,} messages", python(MADE, folder / "messages.jsonl", str(count), folder / "planted.txt"))


def _read(folder: Path, code: str) -> tuple[str, ...]:
    """Return the command that runs a few lines over the messages."""
    return python(READ + code, folder / "messages.jsonl", folder / "planted.txt")


def own(folder: Path) -> Task:
    """Return skeletons and groups of near-duplicates, each pair verified."""
    return Task("template and near_duplicates", _read(folder, OWN + SPENT + OWN_FOUND + SAID))


def rensa(folder: Path) -> Task:
    """Return rensa plain: candidates of the same bands, not verified."""
    return Task("rensa", _read(folder, RENSA + SPENT + SAID))


def datasketch(folder: Path) -> Task:
    """Return datasketch plain: candidates of the same bands, not verified."""
    return Task("datasketch", _read(folder, DATASKETCH + SPENT + SAID))


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
    count = round(2000 * bench.size)
    run(made(bench.folder, count))
    bench.title("Near-duplicates and commercial messages")
    bench.say(
        f"{count:,} short messages, one in ten of them another with a word or two of 7 to 18 changed. Recall: the share of",
        "these edits found with their source; and of those edits whose five-letter shingles are still half alike. Kithkin",
        "takes skeletons first and verifies each pair; the others give candidates, of the same bands, as they are.",
        "",
    )
    bench.table("what", "CPU s", "peak MB", "groups", "recall", "recall, half alike")
    for task in (own(bench.folder), rensa(bench.folder), datasketch(bench.folder)):
        if task.name in ("rensa", "datasketch") and find_spec(task.name) is None:
            bench.skip(f"{task.name} is not installed.")
            continue
        bench.row(task.name, _said(task))
    bench.say("", _said(commercial(bench.folder)))


def _said(task: Task) -> str:
    return subprocess.run(task.command, capture_output=True, text=True, check=True).stdout.strip()


TASKS: Final[dict[str, Measured]] = {"texts": texts}
