"""Commands that write to the journal: decisions, notes, who is who, and undo."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from kithkin.cli.options import Asked, print_json, shared

if TYPE_CHECKING:
    from kithkin.workspace import Workspace
    from kithkin.workspace.journal import Entry

DECISIONS = ("advisor", "keep", "pause", "end", "ignore")


@click.command(short_help="Record what you decide about a person; nothing is done by itself")
@click.argument("person")
@click.argument("decision", type=click.Choice(DECISIONS))
@click.option("--because", default="", metavar="WHY", help="Your reason; an end needs one.")
@click.option("--topic", default="", help="Topic, for an advisor.")
@click.option("--review-on", metavar="DATE", help="When to look again [a pause: in 90 days].")
@click.option("--feed", "feeds", multiple=True, metavar="ADDRESS", help="An advisor's feed, for `digest --fetch`.")
@shared
def decide(
    asked: Asked,
    person: str,
    decision: str,
    because: str,
    topic: str,
    review_on: str | None,
    feeds: tuple[str, ...],
) -> None:
    """Record what you decide about a person. It stands in your journal; nothing is done on any network.

    \b
    Examples:
      kithkin decide @someone advisor --because "answers in detail" --topic printing
      kithkin decide @someone advisor --feed https://someone.example/feed.xml
      kithkin decide "Some One" end --because "only sells"
    """  # noqa: D301
    workspace = asked.open()
    day = _day(review_on)
    entry = workspace.decide(person, decision, because=because, topic=topic, review_on=day, feeds=feeds)
    until = f" until {entry.body['review_on']}" if "review_on" in entry.body else ""
    told(
        asked,
        workspace.name,
        entry,
        f"Decided: {decision} {person}{until}. Nothing was done on any network. {asked.way_back()}",
    )
    if decision in ("end", "pause") and not asked.json:
        _by_hand(asked, workspace, entry)


def _by_hand(asked: Asked, workspace: Workspace, entry: Entry) -> None:
    """Say what is left to do on each network; a later import ticks it off."""
    from kithkin.cli import printable
    from kithkin.model.tables import NETWORK_TITLES

    rows = workspace.rows("decision_follow_up").to_pylist()
    left = [row for row in rows if row["account_id"] in entry.accounts and not row["is_done"]]
    for row in left:
        network, where = NETWORK_TITLES.get(row["network"], row["network"]), row["url"] or row["account_id"]
        click.echo(printable(f"  By hand on {network}: {where} - {row['steps']}."))
    if left:
        click.echo(printable(f"A later import ticks this off: {asked.command('decisions')}"))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise click.BadParameter(f"{text} is not a date such as 2026-09-14.") from None


@click.command(short_help="Keep a note with a person")
@click.argument("person")
@click.argument("text")
@shared
def note(asked: Asked, person: str, text: str) -> None:
    """Keep a note with a person: why you follow them, where you met.

    \b
    Example:
      kithkin note @someone "met at the book fair"
    """  # noqa: D301
    workspace = asked.open()
    accounts = workspace.accounts_of(workspace.person(person))
    told(asked, workspace.name, workspace.say("note", accounts=accounts, because=text), f"Noted about {person}.")


@click.command(short_help="Undo the last thing you said, or a given one")
@click.argument("entry", required=False, default="")
@shared
def undo(asked: Asked, entry: str) -> None:
    """Undo the last thing you said, or a given entry of the journal.

    \b
    Examples:
      kithkin undo
      kithkin undo j12
    """  # noqa: D301
    from kithkin.model.dates import day
    from kithkin.workspace.telling import people_of, undone

    workspace = asked.open()
    gone = workspace.undo(entry)
    sentence = f"Undone: what you said on {day(gone.said_at.date())}."
    if not asked.hide_names:
        with workspace.plan(asked.as_of) as plan:
            sentence = undone(gone, people_of(plan, gone, hide=False))
    told(asked, workspace.name, gone, sentence)


@click.command(short_help="Say that two are one person")
@click.argument("left")
@click.argument("right")
@click.option("--because", default="", metavar="WHY", help="What you know.")
@shared
def merge(asked: Asked, left: str, right: str, because: str) -> None:
    """Say that two are one person. Nothing is lost; unmerge parts them again.

    \b
    Example:
      kithkin merge x:@someone mail:some.one@example.org --because "she told me"
    """  # noqa: D301
    workspace = asked.open()
    entry = workspace.merge(left, right, because=because)
    told(
        asked,
        workspace.name,
        entry,
        f"{left} and {right} are one person now. {asked.way_back()}",
    )


@click.command(short_help="Say that two accounts are not one person")
@click.argument("left")
@click.argument("right")
@click.option("--because", default="", metavar="WHY", help="What you know.")
@shared
def unmerge(asked: Asked, left: str, right: str, because: str) -> None:
    """Say that two accounts are not one person, whatever joined them.

    \b
    Example:
      kithkin unmerge x:@someone mail:some.one@example.org
    """  # noqa: D301
    workspace = asked.open()
    entry = workspace.unmerge(left, right, because=because)
    told(
        asked,
        workspace.name,
        entry,
        f"{left} and {right} are two people now. {asked.way_back()}",
    )


@click.command(short_help="Say that an account is yours")
@click.argument("account")
@shared
def me(asked: Asked, account: str) -> None:
    """Say that an account is yours.

    \b
    Example:
      kithkin me mail:jane@example.org
    """  # noqa: D301
    workspace = asked.open(create=True)
    is_known = workspace.names(account)
    more = "" if is_known else f" No import names {account} so far; it counts once one does."
    told(
        asked,
        workspace.name,
        workspace.me(account),
        f"{account} is yours.{more} {asked.way_back()}",
    )


@click.command("not-me", short_help="Say that an account is not yours")
@click.argument("account")
@shared
def not_me(asked: Asked, account: str) -> None:
    """Say that an account is not yours, whatever an export says.

    \b
    Example:
      kithkin not-me x:@shared
    """  # noqa: D301
    workspace = asked.open()
    told(
        asked,
        workspace.name,
        workspace.me(account, mine=False),
        f"{account} is not yours. {asked.way_back()}",
    )


def told(asked: Asked, workspace: str, entry: Entry, sentence: str) -> None:
    """Say what was written to the journal, as a sentence or as JSON."""
    from kithkin.cli import printable

    if asked.json:
        import msgspec

        print_json(msgspec.to_builtins(entry) | {"workspace": workspace})
    else:
        click.echo(printable(f"{sentence} Workspace: {workspace}."))
