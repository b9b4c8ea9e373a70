"""The page `people`: whom does the workspace know?"""

from __future__ import annotations

from kithkin.model.page import Answer, Page, Part, Rows, Show, Table, exact, page


@page(section="Behind it", example="kithkin people --q ann")
def people(people: Rows, identities: Rows, account_links: Rows, merge_suggestions: Rows) -> Page:
    """Everybody whom the imports name, with their networks and how many accounts are taken to be one person."""
    text = "{people:unit}, with {accounts:unit}."
    parts: dict[str, Part] = {
        "people": exact(people.count(), "people"),
        "accounts": exact(identities.count(), "accounts"),
    }
    if pairs := merge_suggestions.count():
        parts["pairs"] = exact(pairs, "pairs")
        text += " {pairs:unit} of them may be one person each: say so, or leave them apart."
    return Page(
        "Whom does the workspace know?",
        Answer(text, parts, ("people", "identities", "merge_suggestions")),
        Table(
            "People",
            people,
            (
                Show("person_id", "person", "person"),
                Show("network", "networks", "word"),
                Show("account_count", "accounts", "count"),
            ),
            sort="-account_count,name",
            says="Accounts are one person only with evidence, or because you said so.",
        ),
        Table(
            "Who may be one person",
            merge_suggestions,
            (
                Show("one_id", "person", "person"),
                Show("other_id", "may be", "person"),
                Show("reason", "because", "text"),
                Show("alike_share", "names alike", "share"),
                Show("command", "if it is true, say", "code"),
            ),
            sort="-alike_share,one_id,other_id",
            empty="Nobody looks like somebody else.",
            says="Suggestions only: nobody is made one person by a name. That two are not one is said with: kithkin unmerge A B.",
        ),
        Table(
            "Why accounts are taken to be one",
            account_links.where(evidence=("same-account", "handle-change", "verified-link", "contacts-book")),
            (
                Show("from_id", "account", "account"),
                Show("to_id", "is", "account"),
                Show("evidence", "evidence", "word"),
                Show("says", "as shown", "text"),
            ),
            empty="No export links two accounts.",
        ),
    )
