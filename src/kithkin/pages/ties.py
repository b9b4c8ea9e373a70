"""The page `ties`: who do you really talk with?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kithkin.model.page import Answer, Chart, Coverage, Notes, Page, Part, Rows, Show, Table, bounded, exact, page

QUESTION: Final = "Who do you really talk with?"

#: Fewer people than these are a list and no circles.
FEWEST: Final = 5

TIE_COLUMNS: Final = (
    Show("alter_id", "person", "person"),
    Show("monthly_counts", "last 12 months", "sparkline"),
    Show("turn_count", "turns", "count"),
    Show("dialogue_in_count", "their words", "count"),
    Show("dialogue_out_count", "your words", "count"),
    Show("reaction_in_count", "reactions", "count"),
    Show("last_at", "last", "date"),
    Show("in_audience", "audience", "yes_no"),
)

CIRCLE_COLUMNS: Final = (
    Show("alter_id", "person", "person"),
    Show("layer", "contact", "word"),
    Show("borderline", "borderline", "word"),
    Show("borderline_probability", "chance of that", "share"),
    Show("word", "dialogue soon", "word"),
    Show("probability", "chance", "share"),
    Show("trend", "trend", "word"),
    Show("silent_days", "silent", "days"),
    Show("decayed_7_part", "lately", "number"),
    Show("contact_days_part", "often", "number"),
    Show("contact_share_part", "share", "number"),
    Show("alter_silent_days_part", "their silence", "number"),
)

FADING_COLUMNS: Final = (
    Show("alter_id", "person", "person"),
    Show("silent_days", "silent", "days"),
    Show("median_gap_days", "usually every", "days"),
    Show("last_at", "last", "date"),
    Show("was_yours", "yours was last", "yes_no"),
    Show("last_kind", "by", "word"),
    Show("last_network", "on", "word"),
)


NOTES: Final = Notes(
    limits=(
        "A tie that runs where nothing was imported from, or off line, is not here.",
        "Where an export shows your words and not theirs, a column of noughts under their name does not mean silence.",
    ),
    definitions={
        "turns": "alternations between you in messages, replies, comments and mentions, at most seven days apart",
        "more than weekly": "contact on at least 8.6 days a month; about weekly from 4.3, about monthly from 1.5",
        "borderline": "the same rate of contact would by chance alone put them in another circle at least once in five "
        "times: as many days drawn like coins that fall as often as there was contact (binomial)",
        "likely": "two-way dialogue within 30 days has a chance of at least .5; possible from .15",
        "their words": "messages, replies, comments and mentions to you; groups of more than five and bulk mail left out",
    },
    measures=(
        "tie_strength",
        "layers",
        "fading",
        "circles",
        "tie_year",
        "tie_overview",
        "turns",
        "answered",
        "direct_dialogue",
        "response_latency_overall",
    ),
)


@page(section="Your following", example="kithkin ties --sort -last_at")
def ties(
    tie_year: Rows,
    direct_dialogue: Rows,
    answered: Rows,
    response_latency_overall: Rows,
    circles: Rows,
    fading: Rows,
    coverage_overview: Rows,
    *,
    person: str | None = None,
) -> Page:
    """Everybody with whom something passed, both directions, most dialogue first.

    Where only one side of a channel is shown, the page says so and gives that side.
    """
    ego = person or "self"
    rows = tie_year.where(ego_id=ego)
    messages = direct_dialogue.where(ego_id=ego).one()
    networks = coverage_overview.top(50)
    replies = answered.where(ego_id=ego)
    strong = circles.where(ego_id=ego)
    latency = response_latency_overall.where(ego_id=ego, direction="out").one()
    return Page(
        QUESTION,
        _answer(messages, networks, replies.count(), latency, rows.where(last_at={None}).count(), rows.count()),
        Coverage(coverage_overview),
        _rings(strong),
        Table(
            "How close, and how likely you talk in the next 30 days",
            strong,
            CIRCLE_COLUMNS,
            sort="layer_position,-probability,-days_per_month",
            empty="No channel that was imported shows both what came in and what went out, so no tie has a strength. "
            "What one side shows is below.",
            says="Circles are fixed rates of days with contact. A chance stands where your own past set its level, else "
            "a word. The last four columns are what each input adds against the mean of your ties.",
        ),
        _quiet(fading.where(ego_id=ego)),
        Table(
            "Your ties, one by one",
            rows,
            TIE_COLUMNS,
            sort="-turn_count,-dialogue_out_count,-dialogue_in_count,-reaction_in_count,-reaction_out_count",
            empty="Nothing that was imported shows anything that passed between you and somebody else.",
            says="Turns are changes of direction within seven days: the measure of a conversation. The small bars are what "
            "passed in each of the last twelve months, in both directions; each line has a scale of its own.",
        ),
        Table(
            "Whom you answered, and how fast",
            replies,
            (
                Show("alter_id", "person", "person"),
                Show("reply_count", "your replies", "count"),
                Show("median_seconds", "median time to your answer", "seconds"),
                Show("last_at", "last", "date"),
            ),
            sort="-reply_count,-last_at",
            empty="Nothing that was imported shows a reply of yours.",
            says="Your answer's time less the time of what it answers, where both are known.",
        ),
        NOTES,
    )


def _quiet(fading: Rows) -> Table:
    return Table(
        "Quiet for longer than usual",
        fading,
        FADING_COLUMNS,
        sort="-silence_ratio",
        empty="No strong tie has been quiet for longer than its own rhythm explains.",
        says="Strong ties, silent for at least 14 days and six times their usual gap. More than half come back by "
        "themselves; a word from you may be welcome.",
    )


def _rings(circles: Rows) -> Chart | None:
    if circles.count() < FEWEST:
        return None
    title = "Your circles, by how often there is contact"
    return Chart(
        "rings", title, circles, "layer", (), "alter_id", "From the middle: more than weekly, weekly, monthly, rarer"
    )


def _in_direct_messages(messages: Any, networks: Sequence[Mapping[str, Any]], parts: dict[str, Part]) -> str:
    """Return with how many people there were direct messages both ways, and with how many of them in the last year."""
    least, most, ever = (messages[name] for name in ("partner_365_at_least", "partner_365_at_most", "partner_count"))
    is_whole = all("messages" not in f"{row['missing_in']}, {row['missing_out']}".split(", ") for row in networks)
    parts["both"] = bounded(ever, ever if is_whole else None, "people")
    text = "With {both:unit} you talked both ways in direct messages"
    if least == 0 and most == ever:
        return f"{text}; whether that was in the last year, nothing that was imported shows."
    parts["year"] = bounded(least, most)
    return f"{text}, {{year}} of them in the last year."


def _answer(
    messages: Any, networks: Sequence[Mapping[str, Any]], answered_count: int, latency: Any, dated: int, tied: int
) -> Answer:
    """Return with how many people there is dialogue; without any, with how many something passed, or stands a tie."""
    parts: dict[str, Part] = {}
    said = []
    if messages and messages["written_count"] + messages["heard_count"]:
        if messages["partner_count"]:
            said.append(_in_direct_messages(messages, networks, parts))
        else:
            said.append("You talked with nobody both ways in direct messages.")
    if answered_count:
        parts["answered"] = exact(answered_count, "people")
        said.append("You answered {answered:unit} in public.")
    if latency:
        parts["median"] = exact(latency["median_seconds"], "seconds")
        said.append("Half of your answers, replies and messages together, came within {median:unit}.")
    if not said:
        # A follow alone is a tie with which nothing has passed yet.
        parts["people"] = exact(dated or tied, "people")
        said.append(
            "Something passed between you and {people:unit}, but no dialogue both ways is shown."
            if dated
            else "You have ties with {people:unit}, but nothing that was imported shows what passed between you."
            if tied
            else "Nothing that was imported shows a dialogue of yours."
        )
    return Answer(" ".join(said), parts, ("direct_dialogue", "answered", "response_latency_overall", "tie_year"))
