"""A clock set back: imports keep the order in which they were made, and answers do not change."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pytest

from kithkin.model.source import Options
from kithkin.workspace import take_in
from tests.shell.worlds import EVENTS, events, workspace


class Back(datetime):
    """A clock that someone set to 2001."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        """Return the wrong instant."""
        return datetime(2001, 1, 1, tzinfo=tz or UTC)


def test_imports_keep_their_order_with_the_clock_set_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    space = workspace(tmp_path, ("interactions", EVENTS))
    monkeypatch.setattr(take_in, "datetime", Back)
    space.take_in(events(tmp_path, EVENTS.replace("ann", "amy"), "later.csv"), options=Options(form="interactions"))
    first, second = space.imports()
    assert second.imported_at < first.imported_at
    assert (first.import_id[:2], second.import_id[:2]) == ("1-", "2-")
    assert space.rows("interactions").num_rows > first.rows["interactions"]
    space.forget(second.import_id)
    assert [manifest.import_id for manifest in space.imports()] == [first.import_id]
