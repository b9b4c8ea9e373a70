"""The command `label`: say whether a text sells, or that a person wrote it, and teach your own model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kithkin.cli.options import Asked, shared
from kithkin.cli.saying import told

if TYPE_CHECKING:
    from kithkin.workspace import Workspace


@click.command(short_help="Say that a verdict on a text is wrong; it teaches your own model")
@click.argument("text")
@click.argument("answer", type=click.Choice(["sells", "does-not-sell", "is-by-a-person", "is-real"]))
@shared
def label(asked: Asked, text: str, answer: str) -> None:
    """Say whether a text sells, or that a person wrote it: where a verdict is wrong, or to teach your own model.

    TEXT is the id of a message or post, or some of its words. Your answer is that text's verdict. From 20 answers
    on, of both kinds, all texts are judged with them whether they sell; what a person wrote is taken for no machine's
    again, nor is nearly the same. Of a follower whose profile looks bought, give the name in place of a text, and say
    is-real. Nobody else's answers are ever used, and yours stay here.

    \b
    Examples:
      kithkin label "grab my free guide" sells
      kithkin label x:1234567890 does-not-sell
      kithkin label "thanks for connecting" is-by-a-person
      kithkin label x:1234567 is-real
    """  # noqa: D301
    from kithkin.workspace.labelling import label_text

    workspace = asked.open()
    said = answer.replace("-", " ")
    entry = label_text(workspace, text, said, asked.as_of)
    more = _trained(workspace) if entry.body["judgement"] == "commercial" else ""
    told(asked, workspace.name, entry, f"Noted: it {said}. {more}Undo: kithkin undo")


def _trained(workspace: Workspace) -> str:
    """Say whether the user's own answers judge what sells, or how many more it takes."""
    row = workspace.rows("commercial_verdict").slice(0, 1).to_pylist()[0]
    if row["missing_answer_count"]:
        return f"{row['missing_answer_count']} more until texts are judged with your own answers. "
    return f"Texts are judged with your own {row['answer_count']} answers. "
