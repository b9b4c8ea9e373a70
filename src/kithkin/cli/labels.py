"""The command `label`: say whether a text sells, and teach your own model."""

from __future__ import annotations

import click

from kithkin.cli.options import Asked, shared
from kithkin.cli.saying import told


@click.command(short_help="Say whether a text sells; it teaches your own model")
@click.argument("text")
@click.argument("answer", type=click.Choice(["sells", "does-not-sell"]))
@shared
def label(asked: Asked, text: str, answer: str) -> None:
    """Say whether a text sells: where a verdict is wrong, or to teach your own model.

    TEXT is the id of a message or post, or some of its words. Your answer is that text's verdict. From 20 answers
    on, of both kinds, all texts are judged with them; nobody else's answers are ever used, and yours stay here.

    \b
    Examples:
      kithkin label "grab my free guide" sells
      kithkin label x:1234567890 does-not-sell
    """  # noqa: D301
    from kithkin.workspace.labelling import label_text

    workspace = asked.open()
    said = answer.replace("-", " ")
    entry = label_text(workspace, text, said, asked.as_of)
    row = workspace.rows("commercial_verdict").slice(0, 1).to_pylist()[0]
    missing = row["missing_answer_count"]
    more = (
        f"{missing} more until texts are judged with your own answers."
        if missing
        else f"Texts are judged with your own {row['answer_count']} answers."
    )
    told(asked, workspace.name, entry, f"Noted: it {said}. {more} Undo: kithkin undo")
