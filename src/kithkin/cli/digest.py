"""The command `digest`: what the advisors wrote since it was last read, on the terminal, as HTML or as Atom."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kithkin.cli.asking import show
from kithkin.cli.options import Asked, Output, print_json, shared, whole

if TYPE_CHECKING:
    from kithkin.model.page import Drawn
    from kithkin.workspace import Workspace

#: A digest is complete, so that its list has no end that would matter; the folder beside it is looked into.
EVERYTHING: Final = 10_000
OF_THE_FOLDER: Final = 50


@click.command(short_help="Everything your advisors wrote, quiet ones first")
@click.option("--since", default="last", show_default=True, metavar="last|all|DATE", help="From when on.")
@click.option(
    "--output",
    "-o",
    type=Output(),
    help="Write to a file instead: .html, or .xml or .atom for Atom.",
)
@click.option("--keep-unread", is_flag=True, help="Do not mark it as read.")
@click.option("--fetch", is_flag=True, help="First read your advisors' feeds over the net: theirs only, and only now.")
@click.option("--folder", is_flag=True, help="Open the folder instead: what everybody else wrote, newest first.")
@shared
def digest(asked: Asked, since: str, output: Path | None, keep_unread: bool, fetch: bool, folder: bool) -> None:
    """Everything your advisors wrote that the workspace holds: by person, quiet ones first, threads folded.

    Nothing is ranked by reactions. Reading it marks it as read, so that the next one goes on from there.

    \b
    Examples:
      kithkin digest
      kithkin digest --fetch
      kithkin digest --since 2026-06-01 -o digest.html
      kithkin digest -o advisors.atom
    """  # noqa: D301
    from kithkin.workspace.drawing import View
    from kithkin.workspace.instants import instant_of
    from kithkin.workspace.reading import ALL, LAST, SINCE, beginning, mark_read

    workspace = asked.open()
    if fetch:
        fetched(asked, workspace)
    from_when = since if since in (LAST, ALL) else instant_of(since).isoformat()
    begin = beginning(workspace.journal.standing(), from_when)
    drawn = workspace.page(
        "digest",
        as_of=asked.as_of,
        hide_names=asked.hide_names,
        view=View(limit=OF_THE_FOLDER if folder else EVERYTHING),
        measure_settings=dict(asked.measure_settings) | begin,
        folder=folder,
    )
    if output:
        with whole(output) as file:
            file.write_text(document(drawn, output.suffix.lower()), encoding="utf-8")
    if not output:
        show(drawn, asked, OF_THE_FOLDER if folder else EVERYTHING)
    elif asked.json:
        print_json({"workspace": workspace.name, "file": str(output), "since": begin.get(SINCE)})
    else:
        click.echo(f"Wrote {output}. Workspace: {workspace.name}.")
    if drawn.as_of and not (keep_unread or folder):
        mark_read(workspace, drawn.as_of)


def fetched(asked: Asked, workspace: Workspace) -> None:
    """Read the advisors' feeds, and say beside the digest what became of each."""
    from kithkin.cli import printable
    from kithkin.workspace import fetching

    found = fetching.fetch(workspace)
    if not found:
        way = "Name one with: kithkin decide PERSON advisor --feed ADDRESS, or import your feed reader's list."
        click.echo(f"No feed of an advisor of yours is known. {way}", err=True)
    if asked.hide_names:
        for outcome, count in sorted(Counter(one.outcome for one in found).items()):
            click.echo(f"Feeds {outcome}: {count}.", err=True)
        return
    for one in found:
        click.echo(printable(f"{one.url}: {one.says}"), err=True)


def document(drawn: Drawn, suffix: str) -> str:
    """Return a digest as Atom or as one self-contained HTML file."""
    if suffix in (".xml", ".atom"):
        from kithkin.render.atom import atom

        return atom(drawn)
    from kithkin.report import report

    return report([drawn])
