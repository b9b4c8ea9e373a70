"""Commands of choosing whom to talk with: dismiss."""

from __future__ import annotations

import click

from kithkin.cli.options import Asked, shared
from kithkin.cli.saying import told


@click.command(short_help="Say that you do not want a suggested person; they stay away")
@click.argument("person")
@click.option("--because", default="", metavar="WHY", help="Your reason.")
@shared
def dismiss(asked: Asked, person: str, because: str) -> None:
    """Say that you do not want to be suggested a person: `connect` and `advisors` leave them out from now on.

    \b
    Example:
      kithkin dismiss @someone --because "met, did not click"
    """  # noqa: D301
    workspace = asked.open()
    accounts = workspace.accounts_of(workspace.person(person))
    entry = workspace.say("dismissed", accounts=accounts, because=because)
    told(asked, workspace.name, entry, f"{person} is not suggested any more. {asked.way_back()}")
