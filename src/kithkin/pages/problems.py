"""The page `problems`: what could not be read?"""

from __future__ import annotations

from kithkin.model.page import Answer, Page, Rows, Show, Table, exact, page


@page(section="Behind it")
def problems(problems: Rows) -> Page:
    """What could not be read, or only in part: where it stands, what is wrong, and what can be done."""
    count = problems.count()
    answer = Answer("{count:unit}.", {"count": exact(count, "problems")}) if count else Answer("Everything was read.")
    return Page(
        "What could not be read?",
        answer,
        Table(
            "Problems",
            problems,
            (
                Show("import_id", "import", "code"),
                Show("member", "file", "text"),
                Show("place", "place", "word"),
                Show("what", "what is wrong", "word"),
                Show("way_on", "what to do", "word"),
            ),
            sort="import_id,member",
            empty="No problem is known.",
        ),
    )
