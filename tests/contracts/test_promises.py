"""The promises of the ground, as properties over random worlds of follows and events.

Each has a planted fault beside it that it must catch, so that a promise which cannot fail is noticed.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kithkin.workspace import Workspace, views
from kithkin.workspace.identities import Groups
from tests.shell.worlds import answers, workspace

NAMES = ("ann", "ben", "cat", "dan", "eve")
START = datetime(2026, 1, 1, tzinfo=UTC)
MEASURED = (
    "following_breakdown",
    "standing",
    "exchanges",
    "reciprocity",
    "turns",
    "outside_audience",
    "audience_by_network",
)
#: A world without its last event must be answered as of an instant that both have seen.
#: Few worlds in the default tests, many in the thorough ones.
WORLDS = 12 if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else 2
QUICK = settings(max_examples=WORLDS, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

Event = tuple[str, str, str, int]

people = st.sampled_from(NAMES)
kinds = st.sampled_from(("message", "reply", "like", "mention"))
events = st.lists(st.tuples(people, people, kinds, st.integers(0, 400)), min_size=1, max_size=25)


def table(rows: Sequence[Event]) -> str:
    lines = [f"{a},{b},{kind},{(START + timedelta(days=day)).isoformat()}" for a, b, kind, day in rows]
    return "\n".join(["actor_id,target_id,kind,at", *lines, ""])


def follows(rows: Sequence[Event]) -> str:
    pairs = sorted({(a, b) for a, b, _, _ in rows if a != b})
    return "\n".join(["follower_id,followed_id,at", *(f"{a},{b},{START.isoformat()}" for a, b in pairs), ""])


@contextmanager
def world(*texts: tuple[str, str]) -> Iterator[Workspace]:
    with tempfile.TemporaryDirectory() as folder:
        yield workspace(Path(folder), *texts)


def measured(space: Workspace, as_of: datetime, names: Sequence[str] = MEASURED) -> dict[str, Any]:
    return answers(space, *names, as_of=as_of)


END = START + timedelta(days=401)


def order_does_not_matter(rows: Sequence[Event]) -> None:
    first, second = ("interactions", table(rows)), ("follows", follows(rows) or "")
    with world(first, second) as one, world(second, first) as other:
        assert measured(one, END) == measured(other, END)


def forgetting_is_never_having_imported(rows: Sequence[Event]) -> None:
    half = len(rows) // 2 + 1
    with world(("interactions", table(rows[:half]))) as plain, world(("interactions", table(rows[:half]))) as space:
        before = measured(plain, END)
        space.take_in(_write(space, "more.csv", table([*rows[half:], ("zoe", "ann", "like", 3)])), options=_timed())
        space.forget(space.imports()[-1].import_id)
        assert measured(space, END) == before


def overlapping_exports_are_one_history(rows: Sequence[Event]) -> None:
    half = len(rows) // 2 + 1
    with (
        world(("interactions", table(rows))) as whole,
        world(("interactions", table(rows[:half])), ("interactions", table(rows))) as twice,
    ):
        assert answers(whole, "interactions") == answers(twice, "interactions")
        assert measured(whole, END) == measured(twice, END)


def later_data_does_not_change_an_earlier_answer(rows: Sequence[Event]) -> None:
    middle = START + timedelta(days=199, microseconds=1)
    past = [row for row in rows if row[3] < 199]
    # Both exports cover the same kinds and people: what appears only later brings nothing into the past.
    known = [
        (a, b, kind, 0) for a in NAMES for b in NAMES if a != b for kind in ("message", "reply", "like", "mention")
    ]
    shared = ("interactions", table([*known, *past, ("ann", "ben", "mention", 199)]))
    later = ("interactions", table([*known, *past, ("ann", "ben", "mention", 199), *(r for r in rows if r[3] > 199)]))
    audience = ("follows", follows(known))
    with world(shared, audience) as then, world(later, audience) as now:
        assert measured(then, middle) == measured(now, middle)


def merging_and_unmerging_changes_nothing(rows: Sequence[Event]) -> None:
    met = sorted({name for a, b, *_ in rows for name in (a, b) if a != b})
    if len(met) < 2:
        return
    with world(("interactions", table(rows)), ("follows", follows(rows))) as space:
        before = measured(space, END)
        space.merge(f"local:{met[0]}", f"local:{met[1]}")
        assert measured(space, END) != before
        space.unmerge(f"local:{met[0]}", f"local:{met[1]}")
        assert measured(space, END) == before
        space.undo()
        space.undo()
        assert measured(space, END) == before


PROMISES: tuple[Callable[[Sequence[Event]], None], ...] = (
    order_does_not_matter,
    forgetting_is_never_having_imported,
    overlapping_exports_are_one_history,
    later_data_does_not_change_an_earlier_answer,
    merging_and_unmerging_changes_nothing,
)


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
def test_promise(promise: Callable[[Sequence[Event]], None]) -> None:
    @QUICK
    @given(events)
    def holds(rows: Sequence[Event]) -> None:
        if any(a != b for a, b, *_ in rows[: len(rows) // 2 + 1]):
            promise(rows)

    holds()


FIXED: tuple[Event, ...] = (
    ("ann", "ben", "message", 1),
    ("ben", "ann", "message", 2),
    ("cat", "ann", "like", 3),
    ("ann", "cat", "reply", 150),
    ("ben", "ann", "message", 250),
    ("dan", "ann", "reply", 300),
)


def _no_union(self: Groups, left: str, right: str) -> None:
    """A fault: merging is forgotten."""


def _everything_known(table: object, rows: str, as_of: datetime) -> str:
    """A fault: what came after the instant is read as well."""
    return f"select * from {rows}"


def _all_rows(table: object, raw: str, *_: object) -> str:
    """A fault: rows that two exports share are counted twice."""
    return f"select * from {raw}"


FAULTS: tuple[tuple[Callable[[Sequence[Event]], None], Any, str, Any], ...] = (
    (merging_and_unmerging_changes_nothing, Groups, "join", _no_union),
    (later_data_does_not_change_an_earlier_answer, views, "known", _everything_known),
    (overlapping_exports_are_one_history, views, "merged", _all_rows),
)


@pytest.mark.parametrize(
    ("promise", "where", "name", "fault"), FAULTS, ids=lambda value: getattr(value, "__name__", "")
)
def test_a_planted_fault_is_caught(
    promise: Callable[[Sequence[Event]], None], where: Any, name: str, fault: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    promise(FIXED)
    monkeypatch.setattr(where, name, fault)
    with pytest.raises(AssertionError):
        promise(FIXED)


def _write(space: Workspace, name: str, text: str) -> Path:
    path = space.store.folder.parent / name
    path.write_text(text)
    return path


def _timed() -> Any:
    from kithkin.model.source import Options

    return Options(form="interactions")
