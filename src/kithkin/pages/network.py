"""The page `network`: in a whole network, who is influential by reaction, not by size?"""

from __future__ import annotations

from typing import Final

from kithkin.model.page import Answer, Chart, Coverage, Notes, Page, Part, Person, Rows, Show, Table, exact, page

QUESTION: Final = "Who is influential here, by reaction and not by size?"

ACCOUNT_COLUMNS: Final = (
    Show("account_id", "account", "person"),
    Show("reactor_count", "reactors", "count"),
    Show("reaction_count", "reactions", "count"),
    Show("hill_2", "even reactors", "number"),
    Show("pagerank", "rank share", "share"),
    Show("follower_count", "followers", "count"),
    Show("contact_count", "contacts", "count"),
    Show("effective_size", "effective size", "number"),
    Show("network_constraint", "held in", "number"),
    Show("reciprocity", "reciprocity", "share"),
)

NAMES: Final = {
    "reactor_count": "reactors",
    "reaction_count": "reactions",
    "h_index": "h-index of reactors per post",
    "hill_2": "even reactors",
    "pagerank": "rank",
}


NOTES: Final = Notes(
    limits=(
        "Who reads without reacting.",
        "That an account is influential because of what it did: reactions follow many things.",
    ),
    definitions={
        "even reactors": "as many people as would react if all reacted alike: 1 over the sum of squared shares",
        "rank share": "the share of its time that a walk from reactors to whom they react spends there",
        "effective size": "contacts, less what is there already through the others (Burt)",
        "held in": "Burt's constraint: near 1 where all contact comes back to the same few",
    },
    measures=("network_overview", "influence_by_size", "influence_explained", "reaction_influence", "pagerank"),
)


@page(section="Your following", example="kithkin network --sort -pagerank")
def network(
    network_overview: Rows,
    influence_by_size: Rows,
    influence_explained: Rows,
    coverage_overview: Rows,
) -> Page:
    """Every account of a whole network: who is reacted to, who is only followed, and who stands between others.

    For a table of everybody's follows and acts; of one person's export it can say nothing.
    """
    accounts = network_overview.count()
    if accounts < 2:
        return Page(QUESTION, _nothing(), Coverage(coverage_overview), Notes(measures=("network_overview",)))
    apart = influence_by_size.where(standing_apart=("big hat", "quiet cattle"))
    return Page(
        QUESTION,
        _answer(accounts, network_overview, apart, influence_explained),
        Coverage(coverage_overview),
        _scatter(influence_by_size),
        Table(
            "Who stands apart",
            apart,
            (
                Show("account_id", "account", "person"),
                Show("standing_apart", "as", "word"),
                Show("follower_count", "followers", "count"),
                Show("reactor_count", "reactors", "count"),
                Show("expected_count", "reactors at this size", "number"),
            ),
            sort="place",
            empty="No size is known, or too few accounts are: nobody can be said to stand apart.",
            says="Big hats have far fewer reactors than accounts of their size, quiet cattle far more.",
        ),
        Table(
            "All accounts",
            network_overview,
            ACCOUNT_COLUMNS,
            sort="-reactor_count,-reaction_count",
            says="Sort by any column for the list of that measure.",
        ),
        Table(
            "How much of it is size",
            influence_explained,
            (
                Show("influence", "measure", "word"),
                Show("explained_by_followers", "explained by followers", "share"),
                Show("account_count", "accounts", "count"),
            ),
            sort="-explained_by_followers",
            empty="No followers were imported, so nothing can be said of size.",
            says="The share of the variance of each measure, in logarithms, that the number of followers explains.",
        ),
        NOTES,
    )


def _nothing() -> Answer:
    return Answer(
        "This page compares all accounts of a whole network, and this workspace is about one person. Import a table of "
        "everybody's acts into a workspace of its own: kithkin import --as interactions FILE --workspace NAME"
    )


def _answer(accounts: int, overview: Rows, apart: Rows, explained: Rows) -> Answer:
    """Return who is reacted to by most, what size explains of it, and who is a big hat."""
    first = overview.top(1, "-reactor_count,-reaction_count")[0]
    parts: dict[str, Part] = {
        "accounts": exact(accounts, "accounts"),
        "first": Person(first["account_id"]),
        "reactors": exact(first["reactor_count"], "people"),
    }
    said = ["Of {accounts:unit}, most people react to {first}: {reactors:unit}."]
    size = explained.where(influence="reactor_count").one()
    if size and size["explained_by_followers"] is not None:
        parts["explained"] = exact(round(size["explained_by_followers"], 2), "share")
        said.append("The number of followers explains {explained} of the differences in how many react.")
    hat = apart.where(standing_apart="big hat").one()
    if hat:
        parts |= {"hat": Person(hat["account_id"]), "hat_followers": exact(hat["follower_count"], "followers"),
                  "hat_reactors": exact(hat["reactor_count"], "people")}  # fmt: skip
        said.append("{hat} is all hat: {hat_followers:unit}, and {hat_reactors:unit} who reacted.")
    return Answer(" ".join(said), parts, ("network_overview", "influence_explained", "influence_by_size"))


def _scatter(rows: Rows) -> Chart | None:
    if not rows.count():
        return None
    title = "Reactors against followers: big hats below, quiet cattle above"
    return Chart("scatter", title, rows, "follower_count", ("reactor_count",), "person_id", "One dot is one account")
