"""The page `growth`: is your growth real?"""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from kithkin.model.dates import month
from kithkin.model.page import Answer, Cases, Chart, Coverage, Listed, Notes, Page, Part, Rows, Show, Table, exact, page
from kithkin.model.tables import network_title

QUESTION: Final = "Is your growth real?"

#: As many accounts of the user's have a picture of their own.
FEW_ACCOUNTS: Final = 5
ONLY_COUNTED: Final = "Who they are, and when each came, is not shown, so no more can be judged."

COUNTS: Final = Table(
    "Counts of followers, month by month",
    Listed("", (), 0),
    (
        Show("month_on", "month", "date"),
        Show("network", "network", "word"),
        Show("follower_count", "followers at its last count", "count"),
        Show("counted_on", "counted on", "date"),
        Show("gained_count", "gained", "count"),
        Show("lost_count", "lost", "count"),
    ),
    sort="-month_on,network",
    says="Gained and lost are summed over the days that were given; they never become a total.",
)

#: Of fewer followers no burst is named.
FEWEST: Final = 20

LIMITS: Final = (
    "An export lists who follows at its day. Who came and left before, and blocks that were purged, are missing: that no burst "
    "is seen proves nothing.",
    "Followers bought in drips below your usual rate, and aged accounts bought from several sellers, pass every test here.",
    "Accounts run by hand to look real fool people too: shown the best made, they told 41 in 100.",
    "Who bought a block of followers cannot be seen: it may be somebody else's doing.",
    "No share of fakes is given: in trials such shares were off by a factor of two and a half, both ways.",
)


@page(section="Your following", example="kithkin growth")
def growth(
    follower_timeline: Rows,
    counted_followers: Rows,
    burst_explanations: Rows,
    burst_evidence: Rows,
    follow_order: Rows,
    list_checks: Rows,
    churn: Rows,
    provenance_overview: Rows,
    what_came_first: Rows,
    fake_follower: Rows,
    fake_follower_evidence: Rows,
    false_accusations: Rows,
    coverage_overview: Rows,
    *,
    person: str | None = None,
) -> Page:
    """Followers over time with dated bursts explained before accused, who left, how people came, and fakes with reasons."""
    ego = person or "self"
    bursts = burst_explanations.where(ego_id=ego)
    named = fake_follower.where(ego_id=ego, state="named")
    counted = counted_followers.where(ego_id=ego)
    return Page(
        QUESTION,
        _answer(ego, bursts, provenance_overview, named, counted),
        Coverage(coverage_overview),
        Chart(
            "timeline",
            "Followers who are known, by the month in which they came",
            follower_timeline.where(ego_id=ego),
            "month_on",
            ("follower_count",),
            "verdict",
            "A mark is the largest burst of its month: a circle is explained, a square unexplained, a triangle looks bought.",
        ),
        *_counts(counted),
        *_bursts(bursts, burst_evidence.where(ego_id=ego)),
        *_lists(ego, follow_order, list_checks, churn),
        *_ways(ego, provenance_overview, what_came_first),
        Cases(
            "Profiles that look bought, and why",
            named,
            fake_follower_evidence.where(ego_id=ego),
            ("keep", "ignore", "end"),
            ("is real",),
            empty="No follower has five points of seven, or too little is known of their profiles to tell.",
            says="Five points of seven, from what is known. Silent readers can look like this: look before you decide.",
        ),
        _accusations(false_accusations),
        _notes(),
    )


def _answer(ego: str, bursts: Rows, provenance_overview: Rows, named: Rows, counted: Rows) -> Answer:
    """Return the answer in a sentence or two."""
    parts: dict[str, Part] = {}
    dated = provenance_overview.where(ego_id=ego).one()
    if not dated or not dated["dated_count"]:
        text = _counted(counted, parts) or (
            "Nothing that was imported says when people began to follow you, so growth cannot be judged."
        )
    else:
        text = _came(bursts, dated["dated_count"], parts)
        talked = provenance_overview.where(ego_id=ego, came_by="conversation").one()
        if talked:
            parts["talked"] = exact(talked["people_count"], "people")
            text += " {talked:unit} followed after a conversation with you."
    if named.count():
        parts["named"] = exact(named.count(), "profiles")
        text += " {named:unit} look bought."
    return Answer(text, parts, ("burst_explanations", "provenance_overview", "fake_follower", "counted_followers"))


def _counted(counted: Rows, parts: dict[str, Part]) -> str:
    """Return how many followers the networks counted at first and at last, where they say nothing more."""
    sentences = []
    for number, last in enumerate(counted.where(is_last=True).top(FEW_ACCOUNTS, "-follower_count,ego_account_id")):
        first = counted.where(ego_account_id=last["ego_account_id"], is_first=True).one() or last
        parts |= {f"first{number}": exact(first["follower_count"], "followers")}
        parts |= {f"last{number}": exact(last["follower_count"], "followers")}
        before = (
            f"{{first{number}:unit}} in {month(first['month_on'])} and " if first["month_on"] < last["month_on"] else ""
        )
        sentences.append(
            f"{network_title(last['network'])} counted {before}{{last{number}:unit}} in {month(last['month_on'])}."
        )
    return " ".join([*sentences, ONLY_COUNTED]) if sentences else ""


def _counts(counted: Rows) -> tuple[Chart | Table, ...]:
    """Return what was only counted: a picture per account, and the months of all; nothing where nothing was."""
    if not counted.count():
        return ()
    accounts = counted.where(is_last=True).top(FEW_ACCOUNTS, "-follower_count,ego_account_id")
    charts = (
        Chart(
            "timeline",
            f"Followers as {network_title(account['network'])} counted them",
            counted.where(ego_account_id=account["ego_account_id"]),
            "month_on",
            ("follower_count",),
            subtitle="The last count of each month",
        )
        for account in accounts
    )
    return *charts, replace(COUNTS, rows=counted)


def _came(bursts: Rows, dated_count: int, parts: dict[str, Part]) -> str:
    """Return in how many bursts people came; of a handful of followers none can be told from chance."""
    if dated_count < FEWEST:
        parts["dated"] = exact(dated_count, "followers")
        return "When {dated:unit} came is known, too few to tell a burst from chance."
    parts["bursts"] = exact(bursts.count(), "bursts")
    for name, verdict in (("explained", "explained"), ("bought", "looks bought"), ("open", "unexplained")):
        parts[name] = exact(bursts.where(verdict=verdict).count())
    return (
        "Followers came in {bursts:unit} beyond your own rhythm: {explained} explained, {open} unexplained, "
        "{bought} with the look of a bought one."
    )


def _bursts(bursts: Rows, evidence: Rows) -> tuple[Table, Cases]:
    """Return the bursts with their days, and what explains or accuses each."""
    return (
        Table(
            "Bursts of followers",
            bursts,
            (
                Show("started_on", "began", "date"),
                Show("last_on", "until", "date"),
                Show("network", "network", "word"),
                Show("arrived_count", "came", "count"),
                Show("excess_low", "beyond usual, at least", "count"),
                Show("excess_high", "at most", "count"),
                Show("verdict", "verdict", "word"),
            ),
            sort="started_on,network",
            empty="No burst is seen.",
            says="Where no export gives times, days are inferred from the order of the list and stand for weeks.",
        ),
        Cases(
            "Bursts, explained before accused",
            bursts,
            evidence,
            empty="No burst is seen: no time when followers came faster than your own rhythm explains.",
            says="A burst by itself is no sign. One looks bought only with two signs of four, and no cause tied to the people.",
        ),
    )


def _lists(ego: str, follow_order: Rows, list_checks: Rows, churn: Rows) -> tuple[Table, ...]:
    """Return what the lists themselves show: their order, what is missing, who left."""
    return (
        Table(
            "Lists without times: does their order tell when people followed?",
            follow_order.where(ego_id=ego),
            (
                Show("network", "network", "word"),
                Show("direction", "list", "word"),
                Show("row_count", "rows", "count"),
                Show("is_ordered", "dated by order", "yes_no"),
                Show("says", "why"),
            ),
            sort="direction,ego_account_id",
            empty="No list without times was imported.",
        ),
        Table(
            "May a missing name be read as having left?",
            list_checks.where(ego_id=ego),
            (
                Show("network", "network", "word"),
                Show("kind", "of", "word"),
                Show("direction", "list", "word"),
                Show("missing_count", "missing", "count"),
                Show("is_accepted", "accepted", "yes_no"),
                Show("says", "why"),
            ),
            sort="direction,ego_account_id,kind",
            empty="No export with a list of your own was imported.",
        ),
        Table(
            "Follows that were undone, both ways",
            churn.where(ego_id=ego),
            (
                Show("alter_id", "person", "person"),
                Show("direction", "which way", "word"),
                Show("verdict", "verdict", "word"),
                Show("came_at", "came", "date"),
                Show("left_before", "gone by", "date"),
                Show("is_quick", "within 30 days", "yes_no"),
                Show("is_followed_back", "the other way too", "yes_no"),
            ),
            sort="-left_before,alter_account_id",
            empty="No follow is known to have been undone.",
            says="`in`: they left you; `out`: you left them; `both`: a friendship or connection that one of you two ended.",
        ),
    )


def _ways(ego: str, provenance_overview: Rows, what_came_first: Rows) -> tuple[Table, ...]:
    """Return how followers came, and what came first of those who react."""
    return (
        Table(
            "How they most likely came",
            provenance_overview.where(ego_id=ego),
            (
                Show("came_by", "by", "word"),
                Show("people_count", "people", "count"),
                Show("share", "of the dated", "share"),
                Show("people_at_most", "at most", "count"),
            ),
            sort="-people_count,came_by",
            empty="Nobody is known to follow you.",
            says="What lies in the seven days before the follow; that it came first does not prove that it brought them.",
        ),
        Table(
            "Of those who react now, who talked with you before they followed",
            what_came_first.where(ego_id=ego),
            (
                Show("reactor_count", "react", "count"),
                Show("known_count", "both times known", "count"),
                Show("talked_first_count", "talked first", "count"),
                Show("talked_first_share", "share", "share"),
            ),
            empty="Who reacts to you is not shown by what was imported.",
        ),
    )


def _accusations(false_accusations: Rows) -> Table:
    """Return how often the points accused real people, set by set."""
    return Table(
        "How often these points accused real people",
        false_accusations,
        (
            Show("data_set", "data set"),
            Show("real_count", "real people", "count"),
            Show("named_real_share", "named", "share"),
            Show("named_real_share_high", "at most", "share"),
            Show("named_fake_share", "of the others, named", "share"),
            Show("about", "labelled"),
        ),
        sort="data_set",
        empty="Nobody was judged.",
    )


def _notes() -> Notes:
    """Return what cannot be seen, and what the words mean."""
    return Notes(
        limits=LIMITS,
        definitions={
            "burst": "1 to 30 days with so many more followers than usual that chance brings it less than once in 10,000",
            "gone or renamed": "a newer list lacks the handle; without permanent ids a new name looks like leaving",
            "held": "a list is too short to say who left: nobody is shown as gone before another list agrees",
        },
        measures=(
            "follow_bursts",
            "burst_explanations",
            "follow_dating",
            "churn",
            "follow_provenance",
            "fake_follower",
            "counted_followers",
        ),
    )
