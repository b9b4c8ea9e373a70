"""Commands that change what the workspace holds: import, forget, rebuild, backup, restore; and what can be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kithkin.cli.options import Asked, Output, console, print_json, progress, shared
from kithkin.model.errors import KithkinError, Misuse, Refused

if TYPE_CHECKING:
    from kithkin.workspace import Workspace
    from kithkin.workspace.listing import Tally
    from kithkin.workspace.take_in import Taken

OUTCOMES = ("records", "used", "not_used", "problems")


@click.command("import", short_help="Read exports: ZIP, TAR, folder or file, recognised by content")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--as", "form", type=click.Choice(["interactions", "follows"]), help="Read a table as timed events or as follows."
)
@click.option("--network", metavar="NAME", help="Network that a table is about [local].")
@click.option(
    "--me", "mine", multiple=True, metavar="ACCOUNT", help="An account of yours, where the export does not say."
)
@click.option("--keep-all", is_flag=True, help="Keep every file of the export, media too.")
@shared
def import_(
    asked: Asked, paths: tuple[Path, ...], form: str | None, network: str | None, mine: tuple[str, ...], keep_all: bool
) -> None:
    """Read exports of any kind: ZIP, TAR, folder or single file, recognised by what is in them.

    Several parts of one export become one import. Reading the same export twice changes nothing. A folder
    of downloads is looked through for exports of every kind.

    \b
    Examples:
      kithkin import ~/Downloads/twitter-2026-06-11-….zip
      kithkin import ~/Downloads/exports
      kithkin import --as interactions --network office messages.csv
    """  # noqa: D301
    from kithkin.cli import printable
    from kithkin.model.source import Options
    from kithkin.workspace.choosing import PassedOver

    workspace = asked.open(create=True)
    options = Options(form, network, mine)
    with progress(quiet=asked.json) as show:
        unread: list[KithkinError] = []
        taken = workspace.take_in(*paths, options=options, keep_all=keep_all, progress=show, unread=unread)
    if asked.json:
        print_json(as_data(taken, workspace))
    else:
        for one in taken:
            print_import(one, workspace, asked.command("problems"))
    unowned = workspace.unowned(taken)
    for sentence in questions(asked, taken, unowned):
        click.echo(printable(sentence), err=True)
    failed = [error for error in unread if not isinstance(error, PassedOver)]
    for error in unread:
        if error not in failed[-1:]:
            click.echo(f"kithkin: {printable(str(error))}", err=True)
    if failed:
        raise failed[-1]
    page = "network" if len(unowned) == len(taken) > 0 else "following"
    click.echo(printable(f"Workspace: {workspace.name}. Now: {asked.command(page)}"), err=True)


def as_data(taken: list[Taken], workspace: Workspace) -> dict[str, Any]:
    """Return what was read: per file and in total, records = used + not used + problems, and rows per table."""
    rows: Counter[str] = Counter()
    for one in taken:
        rows.update(one.manifest.rows)
    totals = {outcome: sum(one.manifest.total(outcome) for one in taken) for outcome in OUTCOMES}
    imports = [
        {
            "import_id": one.manifest.import_id,
            "source": one.manifest.source,
            "title": one.manifest.title,
            "confidence": one.confidence,
            "next_best": one.next_best,
            "was_there": one.was_there,
            "observed_at": one.manifest.observed_at,
            "files": [
                {"file": t.file} | {outcome: getattr(t, outcome) for outcome in OUTCOMES}
                for t in workspace.store.tallies(one.manifest)
            ],
            **{outcome: one.manifest.total(outcome) for outcome in OUTCOMES},
            "rows": one.manifest.rows,
        }
        for one in taken
    ]
    return {"workspace": workspace.name, "imports": imports, **totals, "rows": dict(sorted(rows.items()))}


def questions(asked: Asked, taken: list[Taken], unowned: dict[str, tuple[str, ...]]) -> list[str]:
    """Return a sentence for each import that does not tell who the user is."""
    titles = {one.manifest.import_id: one.manifest.title for one in taken}
    return [
        f"{titles[import_id]} does not tell which account is yours; until you say so, it is about others only. "
        f"Say: {asked.command('me')} {accounts[0]}" + (f" (or {', or '.join(accounts[1:])})" if accounts[1:] else "")
        for import_id, accounts in unowned.items()
    ]


def print_import(one: Taken, workspace: Workspace, again: str) -> None:
    """Print one import: which source read it, and a table of what was read; `again` is the command that tells of problems."""
    from rich.table import Table
    from rich.text import Text

    from kithkin.cli import printable
    from kithkin.model import dates
    from kithkin.render import figures

    manifest, out = one.manifest, console()
    if one.was_there:
        out.print(Text(printable(f"{manifest.title} is here already, as {manifest.import_id}; nothing was changed.")))
        return
    day = dates.day(manifest.observed_at.date())
    out.print(Text(printable(f"{manifest.title}: read by {manifest.source} as {manifest.import_id}, as of {day}.")))
    out.print(Text(printable(f"Recognised by its content: {one.confidence:.2f} of 1{_beside(one)}."), style="dim"))
    grid = Table(box=None, pad_edge=False, header_style="bold")
    grid.add_column("file", overflow="ellipsis", max_width=44, no_wrap=True)
    for heading in ("records", "used", "not used", "problems"):
        grid.add_column(heading, justify="right")
    for tally in _shown(workspace.store.tallies(manifest)):
        grid.add_row(Text(_end_of(printable(tally[0]))), *(f"{n:,}" for n in tally[1:]))
    grid.add_row(Text("in all", style="bold"), *(f"{manifest.total(outcome):,}" for outcome in OUTCOMES))
    out.print(grid)
    rows = ", ".join(
        f"{count:,} {figures.singular(table) if count == 1 else table}"
        for table, count in manifest.rows.items()
        if table not in ("coverage", "problems")
    )
    out.print(Text(f"Rows: {rows or 'none'}."))
    if manifest.rows.get("problems"):
        count = manifest.rows["problems"]
        out.print(Text(f"{count:,} {'problem is' if count == 1 else 'problems are'} explained by: {again}"))


def _beside(one: Taken) -> str:
    return f"; the next, {one.next_best}" if one.next_best else "; no other source saw anything in it"


def _end_of(path: str, width: int = 44) -> str:
    """Return a path, without its beginning where it is long: files of one folder differ in their ends."""
    return path if len(path) <= width else f"…{path[1 - width :]}"


def _shown(tallies: Iterable[Tally]) -> list[tuple[Any, ...]]:
    """Return a line per file that was read or has a problem, at most 40, one for all others, and one for what was not used."""
    lines: list[tuple[Any, ...]] = []
    more, left = [0] * 5, [0] * 5
    for tally in tallies:  # there may be very many
        counts = [getattr(tally, outcome) for outcome in OUTCOMES]
        is_read = tally.used or tally.problems or tally.not_used > 1
        if is_read and len(lines) < 40:
            lines.append((tally.file, *counts))
        elif is_read:
            more = [a + b for a, b in zip(more, (1, *counts), strict=True)]
        else:
            left = [a + b for a, b in zip(left, (1, *counts), strict=True)]
    lines += [(f"… and {more[0]} more files", *more[1:])] if more[0] else []
    lines += [(f"{left[0]} files known and not used", *left[1:])] if left[0] else []
    return lines


@click.command(short_help="Take an import, or a person, out of the workspace")
@click.argument("import_id", required=False)
@click.option("--person", metavar="NAME", help="Delete a person's rows and what you said of them.")
@shared
def forget(asked: Asked, import_id: str | None, person: str | None) -> None:
    """Take an import away, as if it had never been made, or delete a person everywhere.

    \b
    Examples:
      kithkin forget 2-1f0c9a77be12
      kithkin forget --person @someone
    """  # noqa: D301
    from kithkin.render.figures import counted

    workspace = asked.open()
    if bool(import_id) == bool(person):
        raise Misuse("Name an import, or a person with --person.", "See: kithkin imports")
    if import_id:
        workspace.forget(import_id)
        _say(asked, f"Forgot {import_id}. Workspace: {workspace.name}.", {"forgot": import_id})
        return
    gone = workspace.forget_person(person or "")
    said = {"journal entries" if table == "journal" else table.replace("_", " "): n for table, n in gone.items() if n}
    rows = ", ".join(counted(n, what) for what, n in said.items()) or "nothing"
    note = "What was kept of the exports they stood in is gone too; the words of others were not searched."
    _say(asked, f"Forgot {rows}. {note} Workspace: {workspace.name}.", {"forgot": gone})


@click.command(short_help="Read every import again from what was kept of it")
@shared
def rebuild(asked: Asked) -> None:
    """Read every import again from what was kept of it, with the sources of today.

    \b
    Example:
      kithkin rebuild
    """  # noqa: D301
    from kithkin.render.figures import counted

    workspace = asked.open()
    with progress(quiet=asked.json) as show:
        count = workspace.rebuild(show)
    left = len(workspace.imports()) - count
    more = f" {counted(left, 'imports')} could not be: a person was forgotten in what was kept." if left else ""
    said = f"Read {counted(count, 'imports')} again.{more} Workspace: {workspace.name}."
    _say(asked, said, {"imports": count, "not_read": left})


@click.command(short_help="Copy the workspace into one file")
@click.argument("file", type=Output())
@click.option("--force", is_flag=True, help="Write over an older file of that name.")
@shared
def backup(asked: Asked, file: Path, force: bool) -> None:
    """Copy the journal and the imports into one file. An older file of that name stays, unless you say --force.

    \b
    Example:
      kithkin backup kithkin-2026-06-11.zip
    """  # noqa: D301
    from kithkin.workspace.backup import back_up

    workspace = asked.open(create=False)
    if file.is_file() and not force:
        raise Refused(f"{file} is there already.", "Name another file, or write over it with --force.")
    size = back_up(workspace.store, file)
    _say(asked, f"Wrote {file} ({size:,} bytes). Workspace: {workspace.name}.", {"file": str(file), "bytes": size})


@click.command(short_help="Make a workspace from a backup")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@shared
def restore(asked: Asked, file: Path) -> None:
    """Make a workspace from a backup; a workspace that holds something is never overwritten.

    \b
    Example:
      kithkin restore kithkin-2026-06-11.zip --workspace restored
    """  # noqa: D301
    from kithkin.render.figures import counted
    from kithkin.workspace.backup import restore_to
    from kithkin.workspace.places import folder_of

    count = restore_to(folder_of(asked.workspace), file)
    _say(
        asked,
        f"Restored {counted(count, 'imports')}. Workspace: {folder_of(asked.workspace).name}.",
        {"imports": count},
    )


@click.command(short_help="List the workspaces that are called by name")
@shared
def workspaces(asked: Asked) -> None:
    """List the workspaces that are called by name; a workspace in any other folder is named by its path.

    \b
    Example:
      kithkin workspaces
    """  # noqa: D301
    from kithkin.render.figures import counted
    from kithkin.workspace.places import home, known
    from kithkin.workspace.store import Store

    found: list[dict[str, Any]] = [
        {"workspace": folder.name, "folder": str(folder), "imports": len(Store(folder).manifests())}
        for folder in known()
    ]
    if asked.json:
        print_json(found)
        return
    for one in found:
        click.echo(f"{one['workspace']}: {counted(one['imports'], 'imports')}, in {one['folder']}")
    if not found:
        click.echo(f"There is no workspace in {home()} yet. Start with: kithkin import FILE")


@click.command(short_help="List what can be read, and how to get it")
@click.argument("name", required=False)
@shared
def sources(asked: Asked, name: str | None) -> None:
    """List the kinds of export that can be read, how to get each, what it holds and what it cannot show.

    \b
    Example:
      kithkin sources x-archive
    """  # noqa: D301
    from rich.text import Text

    from kithkin.model.errors import NotFound
    from kithkin.workspace import plugins

    found = [source for source in plugins.sources() if name in (None, source.name)]
    if not found:
        raise NotFound(f"There is no source named {name}.", "See: kithkin sources")
    facts = [{k: getattr(s, k) for k in ("name", "title", "how_to_get", "holds", "lacks")} for s in found]
    if asked.json:
        print_json(facts)
        return
    out = console()
    for fact in facts:
        out.print(Text(f"{fact['name']}: {fact['title']}", style="bold"))
        for label, key in (("How to get it", "how_to_get"), ("Holds", "holds"), ("Cannot show", "lacks")):
            out.print(Text(f"  {label}: {fact[key]}"))


@click.command(short_help="Look at a made-up person, in a workspace that is thrown away")
@click.option(
    "--keep", type=click.Path(file_okay=False, path_type=Path), help="Write the made-up exports here and keep them."
)
@shared
def demo(asked: Asked, keep: Path | None) -> None:
    """Print the answer for a made-up person: from her X archive, from an open network, from all her exports.

    Her workspace is thrown away afterwards.

    \b
    Example:
      kithkin demo
    """  # noqa: D301
    import tempfile

    from kithkin.cli.demonstration import demonstrate

    if asked.workspace:
        what = "The demo has a workspace of its own, which is thrown away; it uses no other."
        raise Misuse(
            what, "Leave --workspace away. To keep the made-up exports and import them: kithkin demo --keep FOLDER"
        )
    with tempfile.TemporaryDirectory(prefix="kithkin-demo-") as folder:
        demonstrate(asked, Path(folder), keep)


def _say(asked: Asked, sentence: str, data: dict[str, Any]) -> None:
    if asked.json:
        print_json(data)
    else:
        click.echo(sentence)
