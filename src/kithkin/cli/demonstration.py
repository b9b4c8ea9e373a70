"""What `kithkin demo` does: the made-up person through a closed export, on an open network, and with all her exports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kithkin.cli.options import Asked, console, print_json

if TYPE_CHECKING:
    from kithkin.model.page import Drawn
    from kithkin.workspace import Workspace

#: What the answers show, in the order in which they are printed.
TITLES: Final = (
    "What an X archive alone can answer",
    "The same person on a network that shows who reacted",
    "The same person with all her exports: X, Bluesky, Instagram, LinkedIn, mail, address book",
)


def demonstrate(asked: Asked, folder: Path, keep: Path | None) -> None:
    """Write the example, import it into throw-away workspaces below `folder`, and print the answers."""
    from kithkin.example import EGO, exports, write
    from kithkin.model.source import Options
    from kithkin.render.json import as_data
    from kithkin.render.text import draw
    from kithkin.workspace import Workspace

    example = write(keep or folder / "exports")
    own = Workspace.open(folder / "example")
    archive, *others = exports(example)
    own.take_in(archive, made_up=True)
    pages = [_following(asked, own)]
    open_ = Workspace.open(folder / "example-open-network")
    for form in ("follows", "interactions"):
        open_.take_in(example / "open-network" / f"{form}.csv", options=Options(form=form), made_up=True)
    open_.me(f"local:{EGO}")
    pages.append(_following(asked, open_))
    for export in others:
        own.take_in(export, made_up=True)
    pages.append(_following(asked, own))
    if asked.json:
        print_json([as_data(page) for page in pages])
        return
    out = console()
    for number, (title, page) in enumerate(zip(TITLES, pages, strict=True), 1):
        click.echo(f"{'' if number == 1 else chr(10)}{number}. {title} (made-up person)\n")
        draw(page, out)
    click.echo("\nThis workspace is thrown away now. Your own: kithkin import FILE, then: kithkin following")
    if keep:
        click.echo(f"The made-up exports are in {keep}.")


def _following(asked: Asked, workspace: Workspace) -> Drawn:
    return workspace.page("following", as_of=asked.as_of, hide_names=asked.hide_names)
