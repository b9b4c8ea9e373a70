"""What every command shares: its options, its errors, and the workspace it works on."""

from __future__ import annotations

import functools
import os
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kithkin.model.errors import Misuse

if TYPE_CHECKING:
    from rich.console import Console

    from kithkin.workspace import Workspace


@dataclass(frozen=True)
class Asked:
    """The options that every command takes."""

    workspace: str | None
    as_of: datetime | None
    json: bool
    hide_names: bool
    debug: bool
    engine: str
    master: str | None
    measure_settings: dict[str, str]

    def command(self, words: str) -> str:
        """Return a command of Kithkin as it is to be given next: to the same workspace."""
        return f"kithkin -w {shlex.quote(self.workspace)} {words}" if self.workspace else f"kithkin {words}"

    def way_back(self) -> str:
        """Return the sentence that says how what was just said is undone."""
        return f"To take it back: {self.command('undo')}."

    def open(self, *, create: bool | None = None) -> Workspace:
        """Open the workspace that was asked for; one that was named is not made by looking into it, unless told to."""
        from kithkin.workspace import Workspace

        create = not self.workspace if create is None else create
        return Workspace.open(self.workspace, engine=self.engine, master=self.master, create=create)


class Output(click.Path):
    """A file to write, asked for before any work is done: its folder must be there."""

    def __init__(self) -> None:
        super().__init__(dir_okay=False, writable=True, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the file's path, or say what is in its way."""
        file = Path(os.fsdecode(super().convert(value, param, ctx)))
        if not file.parent.is_dir():
            self.fail(
                f"The folder {file.parent} is not there. Make it first, or name a file in another one.", param, ctx
            )
        if not os.access(file.parent, os.W_OK):
            self.fail(f"Nothing may be written to the folder {file.parent}. Name a file in another one.", param, ctx)
        return file


@contextmanager
def whole(file: Path) -> Iterator[Path]:
    """Give a file to write to that becomes `file` once it is whole: what stood there before stays until then."""
    from kithkin.engines.publishing import published

    if file.exists() and not file.is_file():  # a pipe, or the terminal
        yield file
    else:
        with published(file.resolve()) as part:
            yield part


#: More rows than any table holds, and few enough for every engine.
MOST_ROWS: Final = 2**31 - 1


class WholeNumber(click.IntRange):
    """A whole number between two others."""

    name = "whole number"


def row_limit(_: click.Context, __: click.Parameter, value: int | None) -> int | None:
    """Return at most how many rows are wanted; more than any table holds is as many as there are."""
    if value is not None and value < 0:
        raise click.BadParameter(f"{value} is no number of rows. Say 0 or more.")
    return None if value is None else min(value, MOST_ROWS)


def instant(_: click.Context, __: click.Parameter, value: str | None) -> datetime | None:
    """Return the instant that a date, a time or `now` means."""
    from kithkin.workspace.instants import instant_of

    return instant_of(value) if value else None


def _settings(_: click.Context, __: click.Parameter, value: tuple[str, ...]) -> dict[str, str]:
    chosen = {}
    for pair in map(_as_utf8, value):
        name, equals, setting = pair.partition("=")
        if not equals:
            raise click.BadParameter(f"{pair} is not written measure.setting=value.")
        chosen[name.strip()] = setting.strip()
    return chosen


SHARED: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--workspace", "-w", metavar="NAME|DIR", help="Workspace, by name or folder [$KITHKIN_WORKSPACE, else default]."
    ),
    click.option(
        "--as-of",
        callback=instant,
        metavar="WHEN",
        help="Answer as of this date or time [the end of what was seen]; or: now.",
    ),
    click.option("--json", "json_", is_flag=True, help="Print JSON."),
    click.option("--hide-names", is_flag=True, help="Leave out names and words of others."),
    click.option(
        "--set",
        "settings_",
        multiple=True,
        callback=_settings,
        metavar="MEASURE.SETTING=VALUE",
        help="Change a measure's setting.",
    ),
    click.option(
        "--engine",
        default="duckdb",
        show_default=True,
        type=click.Choice(["duckdb", "spark"]),
        help="What runs the queries.",
    ),
    click.option("--master", metavar="URL", help="Address of a Spark cluster."),
    click.option("--debug", is_flag=True, help="Show where an error came from."),
)


def shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the shared options, as one argument `asked`."""

    @functools.wraps(command)
    def run(
        *args: Any, workspace: str | None, as_of: datetime | None, json_: bool, hide_names: bool, debug: bool,
        engine: str, master: str | None, settings_: dict[str, str], **rest: Any,
    ) -> Any:  # fmt: skip
        top = (click.get_current_context().find_root().obj or {}) if click.get_current_context(silent=True) else {}
        asked = Asked(
            workspace or top.get("workspace"), as_of, json_, hide_names, debug, top.get("engine") or engine,
            top.get("master") or master, settings_,
        )  # fmt: skip
        return command(asked, *args, **{name: _as_utf8(value) for name, value in rest.items()})

    for option in reversed(SHARED):
        run = option(run)
    return run


def _as_utf8(value: Any) -> Any:
    """Return words of the command line as UTF-8, whatever the locale; what is none becomes a mark. Paths stay as given."""
    if isinstance(value, tuple):
        return tuple(_as_utf8(one) for one in value)
    return os.fsencode(value).decode("utf-8", "replace") if isinstance(value, str) else value


def console(*, error: bool = False) -> Console:
    """Return the terminal to write to; without colour where the output is piped."""
    from rich.console import Console

    stream = sys.stderr if error else sys.stdout
    width = None if stream.isatty() else 100
    return Console(file=stream, stderr=error, highlight=False, markup=False, soft_wrap=False, width=width)


def print_json(value: Any) -> None:
    """Print a value as JSON, instants in UTC with a Z, in UTF-8 whatever the terminal's encoding."""
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(value, enc_hook=str), indent=2))


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[str, int, int], None] | None]:
    """Show progress on standard error while long work runs; nothing where there is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console(error=True), transient=True) as bar:
        task = bar.add_task("Reading", total=None)

        def show(name: str, done: int, total: int) -> None:
            bar.update(task, description=name[-60:] or "Writing", completed=done, total=total or None)

        yield show


def required(value: str | None, what: str, way_on: str) -> str:
    """Return a value that must be given."""
    if not value:
        raise Misuse(what, way_on)
    return value
