"""The page `connect`: whom should I talk with next?"""

from __future__ import annotations

from kithkin.model.page import Answer, Cases, Coverage, Notes, Page, Rows, exact, page


@page(section="Your community", example="kithkin connect --limit 10")
def connect(
    suggested_person: Rows, suggestion_reasons: Rows, coverage_overview: Rows, *, person: str | None = None
) -> Page:
    """Whom should I talk with next: people you do not talk with yet, each with reasons you can check.

    Ordered by what you share: contacts you really talk with, threads, a place, your contacts book. Never by size.
    """
    ego = person or "self"
    rows = suggested_person.where(ego_id=ego)
    count = rows.count()
    return Page(
        "Whom should I talk with next?",
        _answer(count),
        Coverage(coverage_overview),
        Cases(
            "People you do not talk with yet",
            rows,
            suggestion_reasons.where(ego_id=ego),
            ("dismiss",),
            empty="Nobody is found with whom you share a contact, a thread, a place, or an entry of your contacts book.",
            says="Not interested? kithkin dismiss PERSON, and they stay away.",
        ),
        Notes(
            limits=(
                "An archive that shows only your own side knows few ties among others, and so finds few shared contacts.",
                "That you share something does not mean that they would like to talk.",
            ),
            definitions={
                "shared contact": "somebody who is in dialogue with both of you; how many follow whom plays no part"
            },
            measures=("suggested_person", "suggestion_reasons"),
        ),
    )


def _answer(count: int) -> Answer:
    if not count:
        return Answer(
            "Nothing that was imported suggests anybody. A mailing list, a contacts book or a network on which others' "
            "replies are shown would.",
            {},
            ("suggested_person",),
        )
    return Answer(
        "{count:unit} you do not talk with yet share something with you; the reasons stand beside each.",
        {"count": exact(count, "people")},
        ("suggested_person",),
    )
