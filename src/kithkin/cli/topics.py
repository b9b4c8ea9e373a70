"""Commands on topics: rename, merge."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from kithkin.cli.options import Asked, shared
from kithkin.cli.saying import told
from kithkin.model.errors import Misuse

_OF: Callable[[Any], Any] = click.option(
    "--of", default="", metavar="COMMUNITY", help="Where the topic is met, as with: kithkin community --of."
)


@click.group(short_help="Give a topic a name of your own, or make several one")
def topic() -> None:
    """Give a topic a name of your own, or make several one: names stay with their texts, whatever you import later.

    \b
    Examples:
      kithkin topic rename "cover, glue, press" "Bindings"
      kithkin topic merge "cover, glue, press" "boards, spine" --name "Bindings"
    """  # noqa: D301


@topic.command(short_help="Give a topic a name of your own")
@click.argument("old")
@click.argument("new")
@_OF
@shared
def rename(asked: Asked, old: str, new: str, of: str) -> None:
    """Give a topic a name of your own. A name that another topic bears makes the two one.

    \b
    Example:
      kithkin topic rename "cover, glue, press" "Bindings"
    """  # noqa: D301
    _say(asked, [old], new, of, f"The topic {old} is called {new.strip()} now.")


@topic.command(short_help="Make several topics one")
@click.argument("topics", nargs=-1, required=True)
@click.option("--name", default="", help="What it is called then [the first one's name].")
@_OF
@shared
def merge(asked: Asked, topics: tuple[str, ...], name: str, of: str) -> None:
    """Make several topics one.

    \b
    Example:
      kithkin topic merge "cover, glue, press" "boards, spine" --name "Bindings"
    """  # noqa: D301
    different = list(dict.fromkeys(topics))
    if len(different) < 2:
        raise Misuse("One topic alone cannot be merged.", "Name two or more; see: kithkin community")
    _say(asked, different, name or topics[0], of, f"{len(different)} topics are one now: {name or topics[0]}.")


def _say(asked: Asked, topics: list[str], name: str, of: str, sentence: str) -> None:
    from kithkin.workspace.naming import name_topics

    workspace = asked.open()
    entry = name_topics(workspace, topics, name, of=of, as_of=asked.as_of, **asked.measure_settings)
    told(asked, workspace.name, entry, f"{sentence} Undo: kithkin undo")
