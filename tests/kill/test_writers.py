"""Two imports at once: one is told that the other writes, or waits its turn; nothing is mixed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kithkin.workspace import Workspace
from tests.kill.test_kill import EVENTS, importing, table

pytestmark = pytest.mark.kill


def test_two_imports_at_once_are_each_whole_or_refused(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    space = Workspace.open(folder)
    paths = [table(tmp_path, f"{seed}.csv", seed) for seed in (3, 7, 11)]
    codes = [process.wait() for process in [importing(folder, path) for path in paths]]
    assert set(codes) <= {0, 1}
    assert len(space.imports()) == codes.count(0) >= 1
    assert not space.store.temporary.is_dir() or not any(space.store.temporary.iterdir())
    for path, code in zip(paths, codes, strict=True):
        assert code == 0 or importing(folder, path).wait() == 0
    assert [manifest.rows["interactions"] for manifest in space.imports()] == [EVENTS] * 3
