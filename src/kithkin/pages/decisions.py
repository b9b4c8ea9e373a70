"""The page `decisions`: what did you decide?"""

from __future__ import annotations

from kithkin.model.page import Answer, Page, Rows, Show, Table, exact, page


@page(section="Behind it")
def decisions(decisions: Rows) -> Page:
    """What you decided about whom, when and why, newest first; and your notes."""
    current = decisions.where(kind="decision", is_current=True)
    count = current.count()
    answer = (
        Answer("You decided about {count:unit}.", {"count": exact(count, "people")}, ("decisions",))
        if count
        else Answer("You decided nothing yet. A decision is made with: kithkin decide PERSON keep.")
    )
    return Page(
        "What did you decide?",
        answer,
        Table(
            "Decisions that stand",
            current,
            (
                Show("person_id", "person", "person"),
                Show("decision", "decision", "word"),
                Show("because", "because", "text"),
                Show("topic", "topic", "text"),
                Show("review_on", "look again", "date"),
                Show("decided_at", "decided", "date"),
                Show("entry_id", "entry", "code"),
            ),
            sort="-decided_at",
            empty="None.",
        ),
        Table(
            "Notes",
            decisions.where(kind="note"),
            (
                Show("person_id", "person", "person"),
                Show("because", "note", "text"),
                Show("decided_at", "noted", "date"),
            ),
            sort="-decided_at",
            empty="None.",
        ),
    )
