"""Commands that ask: one per page, and the rows and the query behind every number."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kithkin.cli.options import Asked, Output, console, print_json, row_limit, shared, whole
from kithkin.model.errors import Misuse
from kithkin.model.measure import AS_OF, Setting
from kithkin.model.page import PageSpec
from kithkin.pages import PAGES

if TYPE_CHECKING:
    import pyarrow as pa

    from kithkin.model.page import Drawn


def page_command(spec: PageSpec) -> click.Command:
    """Return the command of a page; its settings become options, a required or `person` setting an argument."""

    def run(asked: Asked, limit: int, sort: str, q: str, **settings: Any) -> None:
        from kithkin.workspace.drawing import View

        workspace = asked.open()
        drawn = workspace.page(
            spec.name,
            as_of=asked.as_of,
            hide_names=asked.hide_names,
            view=View(limit=limit, sort=sort, q=q),
            measure_settings=asked.measure_settings,
            **settings,
        )
        show(drawn, asked, limit)

    command = shared(run)
    command = click.option(
        "--q", default="", metavar="WORDS", help="Only rows about people or texts that hold these words."
    )(command)
    command = click.option(
        "--sort", default="", metavar="COLUMN", help="Sort tables by a column, -COLUMN for descending."
    )(command)
    command = click.option(
        "--limit", default=20, show_default=True, callback=row_limit, help="Rows of a table to show."
    )(command)
    for setting in reversed(spec.settings):
        if setting.name != AS_OF:
            command = _parameter(setting)(command)
    text = f"{spec.description}\n\n\b\nExample:\n  {spec.example}"
    return click.command(spec.name, help=text, short_help=spec.summary.split(": ")[0])(command)


def _parameter(setting: Setting) -> Any:
    if setting.required:
        return click.argument(setting.name, type=setting.type, metavar=setting.name.upper())
    flag = f"--{setting.name.replace('_', '-')}"
    if setting.type is bool:
        return click.option(flag, setting.name, is_flag=True, default=setting.default)
    return click.option(flag, setting.name, type=setting.type, default=setting.default)


def show(drawn: Drawn, asked: Asked, limit: int) -> None:
    """Print a page as text or JSON."""
    if asked.json:
        from kithkin.render.json import as_data

        print_json(as_data(drawn))
        return
    from kithkin.render.text import draw

    draw(drawn, console(), rows=limit)


PAGE_COMMANDS = tuple((spec.section, page_command(spec)) for spec in PAGES)


@click.command(short_help="Print the rows of any table or measure")
@click.argument("name")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json", "parquet"]), help="[table, or json with --json]"
)
@click.option("--output", "-o", type=Output(), help="Write to a file instead.")
@click.option("--limit", type=int, callback=row_limit, help="At most so many rows [50 for a table, else all].")
@shared
def rows(asked: Asked, name: str, form: str | None, output: Path | None, limit: int | None) -> None:
    """Print the rows of any table or measure.

    A table is printed as stored, on account ids; a measure on persons.

    \b
    Examples:
      kithkin rows follows --format csv -o follows.csv
      kithkin rows exchanges --json
    """  # noqa: D301
    form = form or ("json" if asked.json else "table")
    limit = 50 if limit is None and form == "table" else limit
    workspace = asked.open()
    with workspace.plan(asked.as_of, asked.measure_settings) as plan:
        sql = workspace.rows_query(plan, name, asked.as_of)
        total = plan.engine.rows(f"select count(*) as n from ({sql}) counted")[0]["n"] if form == "table" else 0
        found = plan.engine.arrow(f"{sql} limit {limit}" if limit is not None else sql)
        if asked.hide_names:
            found = hidden(found, plan)
    write_rows(found, form, output)
    if form == "table" and not output:
        click.echo(f"{len(found):,} of {total:,} rows of {name}. Workspace: {workspace.name}.", err=True)


def hidden(table: pa.Table, plan: Any) -> pa.Table:
    """Return rows with running numbers in place of people, and without words."""
    import pyarrow as pa

    from kithkin.model.page import Listed, Person
    from kithkin.workspace.drawing import Drawer, Names, View

    items = tuple(table.to_pylist())
    drawn = Drawer(Names(plan, hide=True), View()).listed(Listed("", items, len(items)), max(len(items), 1))
    plain = [{k: v.id if isinstance(v, Person) else v for k, v in row.items()} for row in drawn.items]
    return pa.Table.from_pylist(plain, schema=table.schema)


def write_rows(table: pa.Table, form: str, output: Path | None) -> None:
    """Write rows in a format, to a file or to standard output."""
    if form == "parquet":
        _parquet(table, output)
        return
    from kithkin.cli.formats import as_csv, as_json, as_text

    text = {"csv": as_csv, "json": as_json, "table": as_text}[form](table)
    if output:
        with whole(output) as file:
            file.write_text(text, encoding="utf-8")
    else:
        # Rows for a program are UTF-8 whatever the terminal's encoding: it must not lose a letter.
        click.echo(text if form == "table" else text.encode(), nl=not text.endswith("\n"))


def _parquet(table: pa.Table, output: Path | None) -> None:
    import pyarrow.parquet as pq

    if output is None and sys.stdout.isatty():
        raise Misuse("Parquet is not for a terminal.", "Name a file with --output.")
    if output is None:
        pq.write_table(table, sys.stdout.buffer)
        return
    with whole(output) as file:
        pq.write_table(table, file)


@click.command(short_help="Show the SQL, or the kernel's source, behind a number")
@click.argument("measure")
@shared
def query(asked: Asked, measure: str) -> None:
    """Show what is behind a number: the SQL of a query, the source of a kernel.

    \b
    Example:
      kithkin query following_breakdown
    """  # noqa: D301
    text = asked.open().query(measure)
    if asked.json:
        print_json({"measure": measure, "text": text})
    else:
        click.echo(text)


@click.command(short_help="Write every page into one HTML file")
@click.option("--output", "-o", type=Output(), default=Path("report.html"), show_default=True)
@shared
def report(asked: Asked, output: Path) -> None:
    """Write every page into one self-contained HTML file, without script, that prints well.

    \b
    Example:
      kithkin report -o report.html --hide-names
    """  # noqa: D301
    from kithkin.report import report as document
    from kithkin.workspace.drawing import View

    workspace = asked.open()
    with workspace.plan(asked.as_of, asked.measure_settings) as plan:
        drawn = [
            workspace.page_of(plan, spec.name, hide_names=asked.hide_names, view=View(limit=100))
            for spec in PAGES
            if not any(setting.required for setting in spec.settings)
        ]
    with whole(output) as file:
        file.write_text(document(drawn), encoding="utf-8")
    if asked.json:
        print_json({"workspace": workspace.name, "file": str(output), "pages": [page.name for page in drawn]})
    else:
        click.echo(
            f"Wrote {output}: {len(drawn)} pages, one file, nothing in it comes from elsewhere. Workspace: {workspace.name}."
        )
