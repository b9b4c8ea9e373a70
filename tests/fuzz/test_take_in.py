"""Damaged archives through the whole import: a clear problem, nothing lost, nothing half published."""

from __future__ import annotations

import contextlib
import io
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kithkin.workspace import Workspace
from tests.fuzz import damage
from tests.fuzz.exports import Export, exports, x_exports
from tests.fuzz.outcome import taken
from tests.sources import x_layouts

pytestmark = pytest.mark.fuzz

SEEDS = st.integers(0, 1 << 32)
patient = settings(suppress_health_check=list(HealthCheck), deadline=None)
few = settings(patient, max_examples=40)


@patient
@given(SEEDS)
def test_damaged_files_of_an_x_archive(seed: int) -> None:
    random = Random(seed)
    export = random.choice(x_exports())
    name = random.choice(sorted(export.files))
    changed = random.choice(damage.FILES)(export.files[name], random)
    _take("files of an X archive", export, damage.packed({**export.files, name: changed}))


@patient
@given(SEEDS)
def test_damaged_archives(seed: int) -> None:
    random = Random(seed)
    export = random.choice(exports())
    method = random.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
    data = damage.packed(export.files, method)
    for _ in range(random.choice((1, 1, 1, 2))):
        if b"PK\x01\x02" in data and zipfile.is_zipfile(io.BytesIO(data)):
            with contextlib.suppress(struct.error):  # Python cannot add to a ZIP that is damaged already
                data = random.choice(damage.ARCHIVES)(data, random)
    _take("archives", export, data)


@few
@given(SEEDS)
def test_long_strings_and_deep_nesting(seed: int) -> None:
    random = Random(seed)
    export = random.choice(x_exports())
    name = random.choice(sorted(n for n in export.files if n.endswith((".js", ".csv"))))
    changed = random.choice(damage.HEAVY)(export.files[name], random)
    _take("long strings and deep nesting", export, damage.packed({**export.files, name: changed}))


@few
@given(SEEDS)
def test_damage_of_one_file_leaves_the_others_as_they_were(seed: int) -> None:
    """The tallies of all other files stay; of a list that was cut off, what came before is there."""
    random = Random(seed)
    files = x_layouts.current()
    name = random.choice(("data/like.js", "data/block.js", "data/lists-member.js", "data/ad-engagements.js"))
    changed = damage.cut(files[name], random)
    with tempfile.TemporaryDirectory() as folder:
        kept = []
        for number, now in enumerate((files, files | {name: changed})):
            path, space = Path(folder) / f"{number}.zip", Path(folder) / f"w{number}"
            path.write_bytes(damage.packed(now))
            manifest = taken("one file of many", space, path)
            assert manifest is not None
            tallies = Workspace.open(space).store.tallies(manifest)
            kept.append([tally for tally in tallies if tally.file not in (name, "")])
    assert kept[0] == kept[1]


@few
@given(SEEDS)
def test_posts_before_a_cut_are_there(seed: int) -> None:
    random = Random(seed)
    files = x_layouts.current(indent=random.choice((None, 2)))
    whole = files["data/tweets.js"]
    end = random.randrange(len(whole))
    path_of = damage.packed(files | {"data/tweets.js": whole[:end]})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cut.zip"
        path.write_bytes(path_of)
        assert taken("posts before a cut", Path(folder) / "w", path) is not None
        posts = set(Workspace.open(Path(folder) / "w").rows("posts")["post_id"].to_pylist())
    ids = (x_layouts.POST, x_layouts.REPLY, x_layouts.REPOST, x_layouts.QUOTE, x_layouts.TALK)
    begins = [whole.find(f'"id_str": "{id_}"'.encode()) for id_ in ids]
    # a post is whole before the cut where the next one has begun
    complete = {f"x:{id_}" for id_, following in zip(ids, begins[1:], strict=False) if 0 < following < end}
    assert complete <= posts


def _take(test: str, export: Export, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.zip"
        path.write_bytes(data)
        taken(test, Path(folder) / "w", path, export.options)


def ratio_bomb(path: Path) -> None:
    """Write 4 GB of blanks in a list, packed a thousandfold."""
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("data/tweets.js", "w", force_zip64=True) as file,
    ):
        file.write(b"window.YTD.tweets.part0 = [")
        for _ in range(4000):
            file.write(b" " * 1_000_000)


def overlapping_bomb(path: Path) -> None:
    """Write a ZIP of 1,000 names for the same bytes, each 10 MB when unpacked."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = b"window.YTD.like.part0 = [" + b" " * 10_000_000
    data = packer.compress(body) + packer.flush()
    crc, directory = zlib.crc32(body), b""
    sizes = (crc, len(data), len(body))
    local = b"PK\x03\x04" + struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 33, *sizes, 0, 0)
    for number in range(1000):
        name = f"data/like-part{number}.js".encode()
        directory += b"PK\x01\x02" + struct.pack(
            "<HHHHHHLLLHHHHHLL", 20, 20, 0, 8, 0, 33, *sizes, len(name), 0, 0, 0, 0, 0, 0
        )
        directory += name
    end = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 1000, 1000, len(directory), len(local + data), 0)
    path.write_bytes(local + data + directory + end)


def many_members(path: Path) -> None:
    """Write a ZIP of more files than any export has."""
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(60_000):
            archive.writestr(zipfile.ZipInfo(f"d/{number}"), b"")


def endless_item(path: Path) -> None:
    """Write a list of one item that never ends, on one line."""
    random = Random(1)
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("data/tweets.js", "w", force_zip64=True) as file,
    ):
        file.write(b'window.YTD.tweets.part0 = [{"tweet": {"id_str": "5", "full_text": "')
        for _ in range(600):
            file.write(random.randbytes(500_000).hex().encode())


def nested_deeply(path: Path) -> None:
    """Write a list nested fifty million times."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("data/tweets.js", b"window.YTD.tweets.part0 = " + b"[" * 50_000_000)


TAKE = """
import sys
from kithkin.model.errors import KithkinError
from kithkin.workspace import Workspace
try:
    Workspace.open(sys.argv[1]).take_in(sys.argv[2])
except KithkinError:
    pass
with open("/proc/self/status") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmHWM")))
"""

#: Megabytes that one import may hold, whatever is thrown at it; an item may have 128 MB.
MOST = {"endless_item": 1200}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the peak since exec")
@pytest.mark.parametrize("bomb", [ratio_bomb, overlapping_bomb, many_members, endless_item, nested_deeply])
def test_memory_is_bounded(tmp_path: Path, bomb: Callable[[Path], None]) -> None:
    path = tmp_path / "bomb.zip"
    bomb(path)
    command = (sys.executable, "-c", TAKE, str(tmp_path / "w"), str(path))
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    # The peak since exec, in kilobytes; what wait4 tells would hold the parent's own peak.
    assert int(done.stdout.split()[-1]) / 1024 < MOST.get(bomb.__name__, 500)
