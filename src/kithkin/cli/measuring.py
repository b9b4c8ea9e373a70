"""The command that measures whether a number means what it says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from kithkin.cli.options import Asked, WholeNumber, instant, print_json, shared
from kithkin.validity import DAYS, TASKS, Question


def _said(context: click.Context, option: click.Parameter, value: int) -> int | None:
    """Return what was said; None for a default, which a task that takes no such option need not refuse."""
    return None if context.get_parameter_source(option.name or "") is ParameterSource.DEFAULT else value


@click.command(short_help="Measure whether a number means what it says")
@click.option("--task", "name", required=True, type=click.Choice(list(TASKS)), help="What is measured.")
@click.option("--cut", callback=instant, metavar="WHEN", help="Foretell from this instant on.")
@click.option(
    "--days", callback=_said, type=WholeNumber(1, 3660), default=DAYS, show_default=True, help="Days to foretell."
)
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@shared
def validity(asked: Asked, name: str, cut: datetime | None, days: int | None, file: Path | None) -> None:
    """Measure a number against what happened, on the data of a workspace.

    Only what was known before the cut is read for a score; what happened after it is the judge. Some tasks read
    a FILE instead: labelled examples, or a network.

    \b
    Example:
      kithkin import --as interactions messages.csv --workspace network
      kithkin validity --task ties --workspace network --cut 2026-01-31 --days 30
      kithkin validity --task suggest network.csv
    """  # noqa: D301
    found = TASKS[name].run(Question(lambda: asked.open(create=False), cut, days, file))
    if unread := found.get("unread_lines"):
        lines_are = "1 line was" if unread == 1 else f"{unread:,} lines were"
        click.echo(
            f"{lines_are} not read and left out: the figures are for the others. See: kithkin problems", err=True
        )
    if asked.json:
        print_json(found)
        return
    for line in lines(found):
        click.echo(line)


def lines(found: Mapping[str, Any], depth: int = 0) -> list[str]:
    """Return figures as lines of text, what belongs together below its name."""
    said = []
    for name, value in found.items():
        label = "  " * depth + name.replace("_", " ")
        if isinstance(value, Mapping):
            said += [label, *(lines(value, depth + 1) or [f"{'  ' * (depth + 1)}none"])]
        else:
            said.append(f"{label}: {figure(value)}")
    return said


def figure(value: Any) -> str:
    """Return a figure as text: four digits, thousands apart, `none` where there is none."""
    if value is None:
        return "none"
    if isinstance(value, float):
        return f"{value:.4f}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
