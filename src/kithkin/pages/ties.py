"""The page `ties`: who do you really talk with?"""

from __future__ import annotations

from typing import Any, Final

from kithkin.model.page import Answer, Coverage, Notes, Page, Part, Rows, Show, Table, exact, page

QUESTION: Final = "Who do you really talk with?"

TIE_COLUMNS: Final = (
    Show("alter_id", "person", "person"),
    Show("turn_count", "turns", "count"),
    Show("dialogue_in_count", "their words", "count"),
    Show("dialogue_out_count", "your words", "count"),
    Show("reaction_in_count", "reactions", "count"),
    Show("active_days_90", "days of 90", "count"),
    Show("last_at", "last", "date"),
    Show("in_audience", "audience", "yes_no"),
)


@page(section="Your following", example="kithkin ties --sort -last_at")
def ties(
    tie_overview: Rows,
    direct_dialogue: Rows,
    answered: Rows,
    response_latency_overall: Rows,
    coverage_overview: Rows,
    *,
    person: str | None = None,
) -> Page:
    """Everybody with whom something passed, both directions, most dialogue first.

    Where only one side of a channel is shown, the page says so and gives that side.
    """
    ego = person or "self"
    rows = tie_overview.where(ego_id=ego)
    messages = direct_dialogue.where(ego_id=ego).one()
    replies = answered.where(ego_id=ego)
    latency = response_latency_overall.where(ego_id=ego, direction="out").one()
    return Page(
        QUESTION,
        _answer(messages, replies.count(), latency, rows.count()),
        Coverage(coverage_overview),
        Table(
            "People with whom something passed",
            rows,
            TIE_COLUMNS,
            sort="-turn_count,-dialogue_out_count,-dialogue_in_count,-reaction_in_count,-reaction_out_count",
            empty="Nothing that was imported shows anything that passed between you and somebody else.",
            says="Turns are changes of direction within seven days: the measure of a conversation.",
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
        Notes(
            limits=(
                "A tie that runs where nothing was imported from, or off line, is not here.",
                "Where an export shows your words and not theirs, a column of noughts under their name does not mean silence.",
            ),
            definitions={
                "turns": "alternations between you in messages, replies, comments and mentions, at most seven days apart",
                "their words": "messages, replies, comments and mentions to you; groups of more than five and bulk mail left out",
            },
            measures=("tie_overview", "turns", "answered", "direct_dialogue", "response_latency_overall"),
        ),
    )


def _answer(messages: Any, answered_count: int, latency: Any, people: int) -> Answer:
    parts: dict[str, Part] = {}
    said = []
    if messages and messages["written_count"] + messages["heard_count"]:
        parts["both"] = exact(messages["partner_count"], "people")
        parts["year"] = exact(messages["partner_365_count"])
        said.append("With {both:unit} you talked both ways in direct messages, {year} of them in the last year.")
    if answered_count:
        parts["answered"] = exact(answered_count, "people")
        sentence = "You answered {answered:unit} in public"
        if latency and latency["median_seconds"] is not None:
            parts["median"] = exact(latency["median_seconds"], "seconds")
            sentence += ", half of the times within {median:unit}"
        said.append(f"{sentence}.")
    if not said:
        parts["people"] = exact(people, "people")
        said.append(
            "Something passed between you and {people:unit}, but no dialogue both ways is shown."
            if people
            else "Nothing that was imported shows a dialogue of yours."
        )
    return Answer(" ".join(said), parts, ("direct_dialogue", "answered", "response_latency_overall", "tie_overview"))
