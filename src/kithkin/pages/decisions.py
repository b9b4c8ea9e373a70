"""The page `decisions`: what did you decide?"""

from __future__ import annotations

from kithkin.model.page import Answer, Page, Rows, Show, Table, exact, page


@page(section="Behind it")
def decisions(decisions: Rows, decision_follow_up: Rows, own_verdict: Rows) -> Page:
    """What you decided about whom, when and why, newest first; what is left to do by hand; your notes and corrections."""
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
        _by_hand(decision_follow_up),
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
            says="Look for words in them with: kithkin decisions --q WORDS.",
        ),
        Table(
            "Suggestions you dismissed",
            decisions.where(kind="dismissed"),
            (
                Show("person_id", "person", "person"),
                Show("because", "because", "text"),
                Show("decided_at", "dismissed", "date"),
                Show("entry_id", "entry", "code"),
            ),
            sort="-decided_at",
            empty="None.",
        ),
        _corrected(own_verdict),
    )


def _by_hand(rows: Rows) -> Table:
    return Table(
        "By hand",
        rows,
        (
            Show("person_id", "person", "person"),
            Show("decision", "decision", "word"),
            Show("network", "network", "word"),
            Show("url", "profile", "account"),
            Show("steps", "steps", "text"),
            Show("is_done", "an import shows it done", "yes_no"),
        ),
        sort="is_done,-decided_at",
        empty="Nothing is left to do by hand.",
        says="Kithkin ends and pauses nothing on any network. What a later import no longer shows is ticked off here.",
    )


def _corrected(rows: Rows) -> Table:
    return Table(
        "Verdicts that you corrected",
        rows,
        (
            Show("person_id", "person", "person"),
            Show("quote", "words", "quote"),
            Show("label", "you said: it", "text"),
            Show("said_at", "said", "date"),
            Show("entry_id", "entry", "code"),
        ),
        sort="-said_at",
        empty="None.",
        says="Each is kept, trains no model but your own, and can be undone.",
    )
