"""Small workspaces made of event tables, for tests of the shell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kithkin.model.source import Options
from kithkin.workspace import Workspace

EVENTS = """actor_id,target_id,kind,at
ann,ben,message,2026-01-01T10:00:00Z
ben,ann,message,2026-01-01T11:00:00Z
ann,cat,reply,2026-02-01T10:00:00Z
cat,ann,reply,2026-02-02T10:00:00Z
dan,ann,like,2026-03-01T10:00:00Z
"""

FOLLOWS = """follower_id,followed_id,at
ben,ann,2025-01-01T00:00:00Z
cat,ann,2025-01-02T00:00:00Z
dan,ann,2025-01-03T00:00:00Z
eve,ann,2025-01-04T00:00:00Z
"""


def events(folder: Path, text: str = EVENTS, name: str = "events.csv") -> Path:
    """Write a table of events and return its path."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def workspace(folder: Path, *texts: tuple[str, str]) -> Workspace:
    """Return a workspace with these tables imported, each given with its form."""
    made = Workspace.open(folder / "workspace")
    for number, (form, text) in enumerate(texts):
        made.take_in(events(folder, text, f"table{number}.csv"), options=Options(form=form))
    return made


def answers(space: Workspace, *names: str, **settings: Any) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of measures, sorted, without anything that names an import."""
    found = {}
    for name in names:
        table = space.rows(name, **settings)
        kept = [c for c in table.column_names if c not in ("import_id", "observed_at")]
        found[name] = sorted((tuple(row[c] for c in kept) for row in table.select(kept).to_pylist()), key=repr)
    return found
