"""Write the reference from the code; with `--check`, fail where a page is not current."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path

import click

from kithkin.cli import commands
from kithkin.measures import MEASURES
from kithkin.model.tables import NETWORK_KINDS, PROVENANCE, TABLES, Column
from kithkin.sources import SOURCES

REFERENCE = Path(__file__).parent / "reference"
NOTE = "<!-- Written by docs/generate.py; change the code, then: make docs -->\n\n"


def columns_of(columns: tuple[Column, ...]) -> str:
    """Return columns as a table."""
    lines = ["| column | type | unit | meaning |", "|---|---|---|---|"]
    lines += [f"| `{c.name}` | {c.type} | {c.unit} | {c.meaning.replace('|', '/')} |" for c in columns]
    return "\n".join(lines) + "\n"


def tables() -> str:
    """Return the page of the canonical tables."""
    parts = [
        "# Tables\n\nWhat every source fills and every measure reads. Each row also carries:\n\n"
        + columns_of(PROVENANCE),
        "\nAn instant is four columns: when (null when not known to within a day), not before, not after, and how it is known.\n",
    ]
    for table in TABLES.values():
        grain = ", ".join(f"`{name}`" for name in table.identity)
        parts.append(f"\n## {table.name}\n\n{table.meaning}\nGrain: {grain}.\n\n{columns_of(table.columns)}")
    kinds = "\n".join(f"| {network} | {', '.join(kinds)} |" for network, kinds in NETWORK_KINDS.items())
    parts.append(f"\n# Kinds of acts by network\n\n| network | kinds |\n|---|---|\n{kinds}\n")
    return "".join(parts)


def measures() -> str:
    """Return the page of the measures."""
    see = "See the text of one with `kithkin query NAME`, its rows with `kithkin rows NAME`."
    parts = [f"# Measures\n\nEach is a pure query or kernel. {see}\n"]
    for measure in MEASURES:
        reads = ", ".join(f"`{i.name}`" + (f" ({-i.days} days before)" if i.days else "") for i in measure.inputs)
        settings = ", ".join(f"`{measure.name}.{s.name}` = {s.default}" for s in measure.settings if s.name != "as_of")
        facts = [f"A {measure.form}.", f"Reads {reads}.", f"Grain: {', '.join(f'`{g}`' for g in measure.grain)}."]
        facts += [f"Settings: {settings}."] if settings else []
        facts += [f"Source: {measure.source}."]
        doc = inspect.getdoc(measure.function) or ""
        parts.append(
            f"\n## {measure.name}\n\n{' '.join(facts)}\n\n{columns_of(measure.columns)}\n```text\n{doc}\n```\n"
        )
    return "".join(parts)


def command_pages() -> str:
    """Return the page of the commands, from their own help."""
    parts = ["# Commands\n\n```text\n" + _help(commands, "kithkin") + "```\n"]
    parts += [
        f"\n## kithkin {name}\n\n```text\n{_help(command, f'kithkin {name}')}```\n"
        for name, command in commands.commands.items()
    ]
    return "".join(parts)


def _help(command: click.Command, name: str) -> str:
    with click.Context(command, info_name=name, max_content_width=100, terminal_width=100) as context:
        return command.get_help(context) + "\n"


def sources() -> str:
    """Return the page of the sources."""
    parts = ["# Sources\n\nWhat can be read. `kithkin sources` prints the same.\n"]
    for source in sorted(SOURCES, key=lambda s: s.name):
        facts = (("How to get it", source.how_to_get), ("Holds", source.holds), ("Cannot show", source.lacks))
        parts.append(
            f"\n## {source.name}\n\n{source.title}.\n\n"
            + "\n".join(f"- {label}: {fact}" for label, fact in facts)
            + "\n"
        )
    return "".join(parts)


PAGES = {"tables": tables, "measures": measures, "commands": command_pages, "sources": sources}


def main(*, check: bool) -> int:
    """Write, or check, every page; return how many were not current."""
    stale = 0
    REFERENCE.mkdir(exist_ok=True)
    for name, make in PAGES.items():
        path, text = REFERENCE / f"{name}.md", NOTE + make()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale += 1
            if check:
                print(f"{path.name} is not current; run: make docs")
            else:
                path.write_text(text, encoding="utf-8")
    return stale


if __name__ == "__main__":
    wants_check = "--check" in sys.argv
    sys.exit(1 if main(check=wants_check) and wants_check else 0)
