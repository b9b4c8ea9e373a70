"""The page `coverage`: what can the imports show?"""

from __future__ import annotations

from kithkin.model.page import Answer, Coverage, Page, Rows, Show, Table, exact, page


@page(section="Behind it")
def coverage(coverage: Rows, coverage_overview: Rows, imports: Rows) -> Page:
    """What the imports can show: of which network, which kind, in which direction, from when to when."""
    count = coverage_overview.count()
    answer = (
        Answer("The imports speak of {count:unit}.", {"count": exact(count, "networks")}, ("coverage_overview",))
        if count
        else Answer(
            "Nothing that was imported speaks of that time." if imports.count() else "Nothing was imported yet."
        )
    )
    return Page(
        "What can the imports show?",
        answer,
        Coverage(coverage_overview),
        Table(
            "Statements of the sources",
            coverage,
            (
                Show("network", "network", "word"),
                Show("table_name", "of", "word"),
                Show("kind", "kind", "word"),
                Show("direction", "direction", "word"),
                Show("completeness", "shows", "word"),
                Show("covered_from", "from", "date"),
                Show("covered_until", "until", "date"),
                Show("identity", "names by", "word"),
                Show("timing", "times", "word"),
                Show("remedy", "to close the gap, import", "word"),
            ),
            sort="network,kind,direction",
            says="All: no row means it did not happen. Some: it may have. None: it cannot be seen.",
        ),
    )
