"""The terminal door: it parses, asks the workspace, and shows; no meaning here."""

from __future__ import annotations

import atexit
import gc
import io
import os
import sys
from typing import Any, ClassVar

import click

from kithkin import __version__
from kithkin.cli.asking import PAGE_COMMANDS, query, report, rows
from kithkin.cli.choosing import dismiss
from kithkin.cli.digest import digest
from kithkin.cli.keeping import backup, demo, forget, import_, rebuild, restore, sources, workspaces
from kithkin.cli.labels import label
from kithkin.cli.measuring import validity
from kithkin.cli.saying import decide, me, merge, not_me, note, undo, unmerge
from kithkin.cli.serving import serve
from kithkin.cli.topics import topic
from kithkin.model.errors import KithkinError, no_room


class Sections(click.Group):
    """A group whose help lists commands under headings, in the order in which a newcomer needs them."""

    headings: ClassVar[dict[str, list[str]]] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the commands in the order in which they were added."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the commands under their headings."""
        for heading, names in self.headings.items():
            with formatter.section(heading):
                formatter.write_dl([(name, self.commands[name].get_short_help_str(90)) for name in names])

    def under(self, heading: str, *commands: click.Command) -> None:
        """Add commands under a heading."""
        for command in commands:
            self.add_command(command)
            self.headings.setdefault(heading, []).append(command.name or "")


@click.group(cls=Sections, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--workspace", "-w", metavar="NAME|DIR", help="Workspace for the command that follows.")
@click.option("--engine", type=click.Choice(["duckdb", "spark"]), help="What runs the queries.")
@click.option("--master", metavar="URL", help="Address of a Spark cluster.")
@click.version_option(__version__, prog_name="kithkin")
@click.pass_context
def commands(ctx: click.Context, workspace: str | None, engine: str | None, master: str | None) -> None:
    """How big is your following, really? Answers from your own exports; nothing leaves this machine.

    \b
    kithkin demo                       look at a made-up person
    kithkin import twitter-….zip       read an export of your own
    kithkin following                  see the answer
    """  # noqa: D301
    ctx.obj = {"workspace": workspace, "engine": engine, "master": master}


commands.under("Start", demo, import_, serve, sources)
for _heading, _command in PAGE_COMMANDS:
    commands.under(_heading, digest if _command.name == digest.name else _command)
commands.under("What you say", decide, note, dismiss, undo, merge, unmerge, me, not_me, topic, label)
commands.under("Behind every number", rows, query, report, validity)
commands.under("The workspace", workspaces, forget, rebuild, backup, restore)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; exit with 0, with 1 for what the user can mend, with 2 for usage."""
    given = sys.argv[1:] if arguments is None else arguments
    _start_lightly()
    _write_what_can_be_shown()
    try:
        commands.main(args=given, prog_name="kithkin", standalone_mode=False)
    except click.exceptions.Abort:
        _fail("Stopped; nothing was left half done.", 1)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except KithkinError as error:
        if "--debug" in given:
            raise
        _fail(str(error), error.exit_status)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:  # the last line of defence: a sentence, not a traceback
        if "--debug" in given:
            raise
        if full := no_room(error):
            _fail(str(full), full.exit_status)
        _fail(
            f"Kithkin failed ({type(error).__name__}). Nothing was left half done. Run it again with --debug to see where.",
            1,
        )


def _start_lightly() -> None:
    """Spare a short command what only long ones need; it must come before libraries are loaded."""
    gc.set_threshold(100_000)  # what is loaded stays: to look through it again and again is a tenth of the start
    atexit.register(_leave_lightly)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's own threads, for which hardly a measure has work


def _write_what_can_be_shown() -> None:
    """Let a terminal or pipe whose encoding lacks a letter show a question mark instead of stopping."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _leave_lightly() -> None:
    """Spare the end of the process the search for cycles in what it goes with; DuckDB alone counts what it gets back."""
    if "_duckdb" not in sys.modules:
        gc.freeze()


def _fail(sentence: str, status: int) -> Any:
    click.echo(f"kithkin: {printable(sentence)}", err=True)
    sys.exit(status)


def printable(text: str) -> str:
    """Return a text without characters that could steer a terminal."""
    return "".join(c if c.isprintable() or c == " " else "\ufffd" for c in text)
