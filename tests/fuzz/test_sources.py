"""Damaged files through the reader of each source: it never raises, says what is wrong, and counts every record."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz import damage
from tests.fuzz.exports import Export, exports
from tests.fuzz.outcome import counted
from tests.worlds.memory import MemoryArchive

pytestmark = pytest.mark.fuzz

patient = settings(suppress_health_check=list(HealthCheck), deadline=None)


@pytest.mark.parametrize("export", exports(), ids=lambda export: export.name)
@settings(patient, max_examples=150)
@given(seed=st.integers(0, 1 << 32))
def test_damaged_files(export: Export, seed: int) -> None:
    random = Random(seed)
    files = dict(export.files)
    for _ in range(random.choice((1, 1, 2))):
        name = random.choice(sorted(files))
        files[name] = random.choice(damage.FILES)(files[name], random)
    archive = MemoryArchive(files)
    assert 0 <= export.reader.recognises(archive, export.options) <= 1
    export.reader.belongs(archive)
    for member in archive.members:
        export.reader.knows(member)
    counted(f"{export.source}, files", export.reader.read(archive, export.options))


@pytest.mark.parametrize("export", exports(), ids=lambda export: export.name)
@settings(patient, max_examples=3)
@given(seed=st.integers(0, 1 << 32))
def test_long_strings_and_deep_nesting(export: Export, seed: int) -> None:
    random = Random(seed)
    name = random.choice(sorted(export.files))
    files = {**export.files, name: random.choice(damage.HEAVY)(export.files[name], random)}
    counted(f"{export.source}, heavy", export.reader.read(MemoryArchive(files), export.options))
