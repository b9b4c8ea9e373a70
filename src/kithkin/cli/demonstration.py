"""What `kithkin demo` does: the made-up person, first through a closed export, then on an open network."""

from __future__ import annotations

from pathlib import Path

import click

from kithkin.cli.options import Asked, console, print_json


def demonstrate(asked: Asked, folder: Path, keep: Path | None) -> None:
    """Write the example, import it into throw-away workspaces below `folder`, and print the answers."""
    from kithkin.example import EGO, write
    from kithkin.model.source import Options
    from kithkin.render.json import as_data
    from kithkin.render.text import draw
    from kithkin.workspace import Workspace

    example = write(keep or folder / "exports")
    closed = Workspace.open(folder / "example-x-archive")
    closed.take_in(*example.glob("twitter-*.zip"), made_up=True)
    open_ = Workspace.open(folder / "example-open-network")
    for form in ("follows", "interactions"):
        open_.take_in(example / "open-network" / f"{form}.csv", options=Options(form=form), made_up=True)
    open_.me(f"local:{EGO}")
    pages = [space.page("following", as_of=asked.as_of, hide_names=asked.hide_names) for space in (closed, open_)]
    if asked.json:
        print_json([as_data(page) for page in pages])
        return
    out = console()
    click.echo("1. What an X archive alone can answer (made-up person)\n")
    draw(pages[0], out)
    click.echo("\n2. The same person on a network that shows who reacted (made-up person)\n")
    draw(pages[1], out)
    click.echo("\nThis workspace is thrown away now. Your own: kithkin import FILE, then: kithkin following")
    if keep:
        click.echo(f"The made-up exports are in {keep}.")
