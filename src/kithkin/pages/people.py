"""The page `people`: whom does the workspace know?"""

from __future__ import annotations

from kithkin.model.page import Answer, Page, Rows, Show, Table, exact, page


@page(section="Behind it", example="kithkin people --q ann")
def people(people: Rows, identities: Rows, account_links: Rows) -> Page:
    """Everybody whom the imports name, with their networks and how many accounts are taken to be one person."""
    return Page(
        "Whom does the workspace know?",
        Answer(
            "{people:unit}, with {accounts:unit}.",
            {"people": exact(people.count(), "people"), "accounts": exact(identities.count(), "accounts")},
            ("people", "identities"),
        ),
        Table(
            "People",
            people,
            (
                Show("person_id", "person", "person"),
                Show("network", "networks", "word"),
                Show("account_count", "accounts", "count"),
            ),
            sort="-account_count,name",
            says="Accounts are one person only with evidence; kithkin merge and unmerge say otherwise.",
        ),
        Table(
            "Why accounts are taken to be one",
            account_links,
            (
                Show("from_id", "account", "account"),
                Show("to_id", "is", "account"),
                Show("evidence", "evidence", "word"),
                Show("says", "as shown", "text"),
            ),
            empty="No export links two accounts.",
        ),
    )
