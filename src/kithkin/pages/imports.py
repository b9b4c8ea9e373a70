"""The page `imports`: what has Kithkin read?"""

from __future__ import annotations

from kithkin.model.page import Answer, Page, Rows, Show, Table, exact, page


@page(section="Behind it")
def imports(imports: Rows, problems: Rows) -> Page:
    """What was read: each import with its records, and how many of them were used, not used, or a problem."""
    count = imports.count()
    if not count:
        return Page(
            "What has Kithkin read?", Answer("Nothing yet. One export is enough to start: kithkin import FILE.")
        )
    return Page(
        "What has Kithkin read?",
        Answer(
            "You made {imports:unit}, with {problems:unit}.",
            {"imports": exact(count, "imports"), "problems": exact(problems.count(), "problems")},
            ("imports", "problems"),
        ),
        Table(
            "Imports",
            imports,
            (
                Show("import_id", "import", "code"),
                Show("source", "source", "word"),
                Show("title", "file", "text"),
                Show("observed_at", "speaks for", "date"),
                Show("records", "records", "count"),
                Show("used", "used", "count"),
                Show("not_used", "not used", "count"),
                Show("problems", "problems", "count"),
            ),
            sort="imported_at",
            says="Each record counts once: used, known and not used, or a problem. A problem "
            "with a whole file counts as no record; it stands with the others under: kithkin problems.",
        ),
    )
