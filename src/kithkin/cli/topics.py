"""The command `topic`: rename, merge."""

from __future__ import annotations

import click

from kithkin.cli.options import Asked, shared
from kithkin.cli.saying import told
from kithkin.model.errors import Misuse


@click.command(short_help="Give a topic a name of your own, or make several one")
@click.argument("act", type=click.Choice(["rename", "merge"]))
@click.argument("names", nargs=-1, required=True, metavar="NAME NAME…")
@click.option("--name", default="", help="What merged topics are called [the first one's name].")
@click.option("--of", default="", metavar="COMMUNITY", help="Where the topic is met, as in: kithkin community --of.")
@click.option(
    "--space", default="", metavar="SPACE", help="What topics are grouped by, as in: kithkin community --space."
)
@shared
def topic(asked: Asked, act: str, names: tuple[str, ...], name: str, of: str, space: str) -> None:
    """Give a topic a name of your own, or make several one: names stay with their texts, whatever you import later.

    A name that another topic bears makes the two one.

    \b
    Examples:
      kithkin topic rename "cover, glue, press" "Bindings"
      kithkin topic merge "Bindings" "boards, spine" --name "Making"
    """  # noqa: D301
    from kithkin.workspace.naming import name_topics

    topics, new = _renamed(names, name) if act == "rename" else _merged(names, name)
    workspace = asked.open()
    settings = {"topic_passages.space": space, **asked.measure_settings}
    entry = name_topics(workspace, topics, new, of=of, as_of=asked.as_of, **settings)
    is_one = len(topics) == 1
    sentence = f"The topic {topics[0]} is called {new} now." if is_one else f"{len(topics)} topics are one now: {new}."
    told(asked, workspace.name, entry, f"{sentence} Undo: kithkin undo")


def _renamed(names: tuple[str, ...], name: str) -> tuple[list[str], str]:
    if len(names) != 2 or name:
        raise Misuse(
            "A rename takes two names, the old one and the new one.", 'Write each in quotes: "old name" "new name"'
        )
    return [names[0]], names[1]


def _merged(names: tuple[str, ...], name: str) -> tuple[list[str], str]:
    different = list(dict.fromkeys(names))
    if len(different) < 2:
        raise Misuse("One topic alone cannot be merged.", "Name two or more; see: kithkin community")
    return different, name or different[0]
