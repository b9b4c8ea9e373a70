"""The page `network`: in a whole network, who is influential by reaction, not by size?"""

from __future__ import annotations

from typing import Final

from kithkin.model.page import Answer, Chart, Coverage, Notes, Page, Part, Person, Rows, Show, Table, exact, page

QUESTION: Final = "Who is influential here, by reaction and not by size?"

#: How many big hats are looked at for the one that is named in the answer.
HATS: Final = 5

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

APART_COLUMNS: Final = (
    Show("account_id", "account", "person"),
    Show("standing_apart", "as", "word"),
    Show("reactor_count", "reactors", "count"),
    Show("expected_count", "others like it have", "number"),
)

LEADERS: Final = (
    Show("place", "place", "count"),
    Show("reactors_id", "by reactors", "person"),
    Show("reactions_id", "by reactions", "person"),
    Show("even_reactors_id", "by even reactors", "person"),
    Show("ranks_id", "by rank share", "person"),
    Show("contacts_id", "by contacts", "person"),
)

MUTUAL: Final = (
    Show("tie", "ties", "word"),
    Show("tie_count", "how many", "count"),
    Show("mutual_count", "run both ways", "count"),
    Show("reciprocity", "share", "share"),
    Show("beyond_chance", "beyond chance", "share"),
)

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
        "beyond chance": "what is mutual above what ties thrown at random would make, as a share of what could be",
    },
    measures=(
        "network_overview",
        "network_leaders",
        "network_distribution",
        "network_reciprocity",
        "influence_by_size",
        "influence_by_reach",
        "influence_explained",
        "reaction_influence",
        "pagerank",
    ),
)


@page(section="Your following", example="kithkin network --sort -pagerank")
def network(
    network_overview: Rows,
    network_leaders: Rows,
    network_distribution: Rows,
    network_reciprocity: Rows,
    influence_by_size: Rows,
    influence_by_reach: Rows,
    influence_explained: Rows,
    coverage_overview: Rows,
) -> Page:
    """Every account of a whole network: who is reacted to, who is only followed, and who stands between others.

    For a table of everybody's follows and acts; of one person's export it can say nothing.
    """
    accounts = network_overview.count()
    if accounts < 2:
        return Page(QUESTION, _nothing(), Coverage(coverage_overview), Notes(measures=("network_overview",)))
    has_sizes = influence_by_size.count() > 0
    apart = (influence_by_size if has_sizes else influence_by_reach).where(standing_apart=("big hat", "quiet cattle"))
    return Page(
        QUESTION,
        _answer(accounts, network_overview, apart, influence_explained, has_sizes=has_sizes),
        Coverage(coverage_overview),
        *(_by_size(influence_by_size, apart) if has_sizes else _by_reach(influence_by_reach, apart)),
        Table(
            "Who comes first, by each measure",
            network_leaders,
            (*LEADERS, Show("followers_id", "by followers", "person")) if has_sizes else LEADERS,
            sort="place",
            says="Side by side, so that the lists can be compared: a name in one and not in the others is worth a look. "
            "All of it as a file: kithkin rows network_overview --format csv -o FILE",
        ),
        _distribution(network_distribution, has_sizes=has_sizes),
        Table(
            "How much runs both ways",
            network_reciprocity,
            MUTUAL,
            sort="tie",
            empty="No tie is shown.",
        ),
        Table(
            "All accounts",
            network_overview,
            ACCOUNT_COLUMNS,
            sort="-reactor_count,-reaction_count",
            says="Sort by any column for the list of that measure.",
        ),
        _explained(influence_explained) if has_sizes else None,
        NOTES,
    )


def _by_size(rows: Rows, apart: Rows) -> tuple[Chart, Table]:
    """Return the scatter of reactors against followers, and who stands apart."""
    title = "Reactors against followers: big hats below, quiet cattle above"
    account, *others = APART_COLUMNS
    return (
        Chart("scatter", title, rows, "follower_count", ("reactor_count",), "person_id", "One dot is one account"),
        Table(
            "Who stands apart",
            apart,
            (account, Show("follower_count", "followers", "count"), *others),
            sort="place",
            empty="Nobody stands apart.",
            says="Big hats have far fewer reactors than accounts of their size, quiet cattle far more.",
        ),
    )


def _by_reach(rows: Rows, apart: Rows) -> tuple[Chart | None, Table]:
    """Return the scatter of reactors against people addressed, for a network whose followers are not known."""
    title = "Reactors against people addressed: who calls to many and is heard by few lies below"
    account, *others = APART_COLUMNS
    chart = Chart("scatter", title, rows, "addressed_count", ("reactor_count",), "person_id", "One dot is one account")
    return (
        chart if rows.count() else None,
        Table(
            "Who stands apart",
            apart,
            (account, Show("addressed_count", "people addressed", "count"), *others),
            sort="place",
            empty="There are too few accounts: nobody can be said to stand apart.",
            says="Of too few accounts it is known how many follow them, so size is no measure. Instead: big hats turn to many "
            "and far fewer react than to others who do; quiet cattle turn to few and far more react.",
        ),
    )


def _distribution(rows: Rows, *, has_sizes: bool) -> Chart:
    """Return how many accounts have how many reactors, contacts and, where they are known, followers."""
    columns = ("accounts_by_reactors", "accounts_by_contacts", "accounts_by_followers")
    return Chart(
        "bars",
        "How many have how many",
        rows,
        "people",
        columns if has_sizes else columns[:2],
        subtitle="Accounts by the number of people who react to them, and by the number of people in contact with them",
    )


def _explained(rows: Rows) -> Table:
    """Return how much of each measure the number of followers explains."""
    # Acts of a plain edge list are about people: without a post that is named there is no h index.
    has_posts = not rows.count() or rows.where(influence="h_index").count()
    missing = "" if has_posts else " The h index is missing: too few acts name the post they were about."
    return Table(
        "How much of it is size",
        rows,
        (
            Show("influence", "measure", "word"),
            Show("explained_by_followers", "explained by followers", "share"),
            Show("account_count", "accounts", "count"),
        ),
        sort="-explained_by_followers",
        empty="Too few accounts have both followers and reactions that are shown.",
        says="The share of the variance of each measure, in logarithms, that the number of followers explains."
        + missing,
    )


def _nothing() -> Answer:
    return Answer(
        "This page compares all accounts of a whole network, and this workspace is about one person. Import a table of "
        "everybody's acts into a workspace of its own: kithkin import --as interactions FILE --workspace NAME"
    )


def _answer(accounts: int, overview: Rows, apart: Rows, explained: Rows, *, has_sizes: bool) -> Answer:
    """Return who is reacted to by most, what size explains of it, and who is a big hat."""
    first = overview.top(1, "-reactor_count,-reaction_count")[0]
    parts: dict[str, Part] = {
        "accounts": exact(accounts, "accounts"),
        "first": Person(first["account_id"]),
        "reactors": exact(first["reactor_count"], "people"),
    }
    said = ["Of {accounts:unit}, {first} is the one to whom most react: {reactors:unit}."]
    size = explained.where(influence="reactor_count").one()
    if size and size["explained_by_followers"] is not None:
        parts["explained"] = exact(round(size["explained_by_followers"], 2), "share")
        said.append("The number of followers explains {explained} of the differences in how many react.")
    column, words = ("follower_count", "followers") if has_sizes else ("addressed_count", "people")
    hats = apart.where(standing_apart="big hat").top(HATS, "place")
    # Far from the line is not enough for the word: to whom more react than follow, that is no hat alone.
    if hat := next((row for row in hats if row["reactor_count"] < row[column]), None):
        parts |= {"hat": Person(hat["account_id"]), "hat_size": exact(hat[column], words),
                  "hat_reactors": exact(hat["reactor_count"], "people")}  # fmt: skip
        reacted = "{hat_reactors:unit} reacted" if hat["reactor_count"] else "nobody reacted"
        said.append(f"{{hat}} is all hat: {'' if has_sizes else 'it turned to '}{{hat_size:unit}}, and {reacted}.")
    return Answer(" ".join(said), parts, ("network_overview", "influence_explained", apart.name))
