"""One Spark session for the whole test run; it ends with the process."""

from __future__ import annotations

from functools import cache
from typing import Any

from kithkin.engines.spark import SparkEngine, started


@cache
def session() -> Any:
    """Return the session that every test borrows: starting one takes longer than most suites."""
    return started("local[2]")


def engine() -> SparkEngine:
    """Return a Spark engine with views of its own on the shared session."""
    return SparkEngine(session=session())
