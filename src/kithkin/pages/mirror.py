"""The page `mirror`: and are you all hat yourself?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final

from kithkin.model.measure import At
from kithkin.model.page import (
    Answer,
    Coverage,
    Figure,
    Notes,
    Page,
    Part,
    Rows,
    Show,
    Table,
    Value,
    bounded,
    exact,
    page,
)

QUESTION: Final = "And are you all hat yourself?"
_BEFORE: Final = -365

Row = Mapping[str, Any] | None


@page(section="You", example="kithkin mirror")
def mirror(
    dialogue_ratio: Rows,
    dialogue_before: Annotated[Rows, At("dialogue_ratio", days=_BEFORE)],
    unanswered_overview: Rows,
    unanswered_before: Annotated[Rows, At("unanswered_overview", days=_BEFORE)],
    response_latency_overall: Rows,
    latency_before: Annotated[Rows, At("response_latency_overall", days=_BEFORE)],
    reciprocity: Rows,
    reciprocity_before: Annotated[Rows, At("reciprocity", days=_BEFORE)],
    own_promotion: Rows,
    promotion_before: Annotated[Rows, At("own_promotion", days=_BEFORE)],
    own_repetition: Rows,
    repetition_before: Annotated[Rows, At("own_repetition", days=_BEFORE)],
    own_pitch_overview: Rows,
    pitch_before: Annotated[Rows, At("own_pitch_overview", days=_BEFORE)],
    own_churn: Rows,
    churn_before: Annotated[Rows, At("own_churn", days=_BEFORE)],
    focus: Rows,
    focus_before: Annotated[Rows, At("focus", days=_BEFORE)],
    unanswered: Rows,
    own_offers: Rows,
    own_repeats: Rows,
    own_pitch: Rows,
    churn: Rows,
    coverage_overview: Rows,
    *,
    person: str | None = None,
) -> Page:
    """The same tests run on you: broadcast against dialogue, what you left unanswered, what you sell, repeat, leave.

    Each figure is of the last 365 days, beside that of the 365 days before, with the rows behind it below.
    """
    ego = person or "self"
    ratio, ratio_before = (rows.where(ego_id=ego).one() for rows in (dialogue_ratio, dialogue_before))
    waiting = unanswered_overview.where(ego_id=ego).one()
    return Page(
        QUESTION,
        _answer(ratio, ratio_before, waiting),
        Coverage(coverage_overview),
        _share("Your posts that answer somebody", ratio, ratio_before, "reply_share", "Of your own posts, reposts left out."),
        _share("Your openings that began an exchange", ratio, ratio_before, "began_share", "An exchange has two turns or more."),
        _share("Replies you came back to", ratio, ratio_before, "answered_share", "Within 30 days, of those that were shown."),
        _unanswered(waiting, unanswered_before.where(ego_id=ego).one()),
        _latency(*(rows.where(ego_id=ego, direction="out").one() for rows in (response_latency_overall, latency_before))),
        _promotion(*(rows.where(ego_id=ego).one() for rows in (own_promotion, promotion_before))),
        _repetition(*(rows.where(ego_id=ego).one() for rows in (own_repetition, repetition_before))),
        *_pitch(*(rows.where(ego_id=ego).one() for rows in (own_pitch_overview, pitch_before))),
        _churn(*(rows.where(ego_id=ego, direction="out").one() for rows in (own_churn, churn_before))),
        _reciprocity(*(rows.where(account_id=ego).one() for rows in (reciprocity, reciprocity_before))),
        _focus(focus, focus_before) if ego == "self" else None,
        _left(unanswered.where(ego_id=ego)),
        _offers(own_offers.where(ego_id=ego)),
        _repeated(own_repeats.where(ego_id=ego)),
        _pitched(own_pitch.where(ego_id=ego)),
        _gone(churn.where(ego_id=ego, direction="out", verdict="left")),
        _notes(),
    )  # fmt: skip


def _notes() -> Notes:
    return Notes(
        limits=(
            "An export that does not name who replied to you cannot show what you left unanswered there.",
            "Not every message wants an answer, and to sell is no fault; this counts, it does not judge.",
            "A year before: the same count, for the year that ended 365 days earlier, from what the imports hold of it.",
        ),
        measures=(
            "dialogue_ratio",
            "unanswered_overview",
            "response_latency_overall",
            "own_promotion",
            "own_repetition",
            "own_pitch_overview",
            "own_churn",
            "reciprocity",
            "focus",
        ),
    )


def _answer(ratio: Row, before: Row, waiting: Row) -> Answer:
    measures = ("dialogue_ratio", "unanswered_overview")
    if not ratio or not ratio["post_count"]:
        return Answer("Nothing that was imported holds a post of yours from the last year.", {}, measures)
    parts: dict[str, Part] = {
        "posts": exact(ratio["post_count"], "posts"),
        "replies": exact(ratio["reply_count"]),
        "share": exact(ratio["reply_share"], "share"),
    }
    text = "Of your {posts:unit}, {replies} answer somebody ({share})"
    if before and before["reply_share"] is not None:
        parts["before"] = exact(before["reply_share"], "share")
        text += "; a year before it was {before}"
    if ratio["answered_share"] is not None:
        parts["answered"] = exact(ratio["answered_share"], "share")
        return Answer(f"{text}. You came back to {{answered}} of the replies you received.", parts, measures)
    text += ". Who replied to you is not shown, so what you left unanswered there is not either"
    if waiting and _is_told(waiting):
        parts["left"] = bounded(waiting["unanswered_share_at_least"], waiting["unanswered_share_at_most"], "share")
        return Answer(f"{text}; of what came to you, {{left}} had no answer.", parts, measures)
    return Answer(f"{text}.", parts, measures)


def _before(said: str | None) -> str:
    """Return what is said of the year before; that it is not shown is said too."""
    return f"A year before: {said or 'not shown'}."


def _percent(row: Row, column: str) -> str | None:
    return f"{100 * row[column]:.0f} %" if row and row[column] is not None else None


def _span(row: Row, column: str) -> str | None:
    """Return a number of seconds of the year before in words."""
    if not row or row[column] is None:
        return None
    for unit, size in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if row[column] >= 2 * size:
            return f"{row[column] / size:.0f} {unit}"
    return f"{row[column]:.0f} seconds"


def _share(label: str, now: Row, before: Row, column: str, says: str) -> Figure | None:
    """Return a share of `dialogue_ratio`; none where there is nothing to look at."""
    if not now:
        return None
    return Figure(label, exact(now[column], "share"), f"{says} {_before(_percent(before, column))}", "dialogue_ratio")


def _is_told(waiting: Mapping[str, Any]) -> bool:
    """Return whether anything is known of what was left unanswered: not only that it is between none and all."""
    ends = waiting["unanswered_at_least"], waiting["unanswered_at_most"]
    return ends != (0, waiting["received_count"])


def _unanswered(now: Row, before: Row) -> Figure | None:
    if not now:
        return None
    says = f"Of {now['received_count']:,} messages, replies and comments to you. Listed below."
    earlier = None
    if before and _is_told(before):
        ends = dict.fromkeys(f"{before[name]:,}" for name in ("unanswered_at_least", "unanswered_at_most"))
        earlier = f"{' to '.join(ends)} of {before['received_count']:,}"
    value = bounded(now["unanswered_at_least"], now["unanswered_at_most"], "messages and replies")
    return Figure("What you left unanswered", value, f"{says} {_before(earlier)}", "unanswered_overview")


def _latency(now: Row, before: Row) -> Figure | None:
    if not now:
        return None
    says = (
        f"Median over {now['answer_count']:,} answers whose times are known. {_before(_span(before, 'median_seconds'))}"
    )
    return Figure("Your time to an answer", exact(now["median_seconds"], "seconds"), says, "response_latency_overall")


def _promotion(now: Row, before: Row) -> Figure | None:
    if not now:
        return None
    says = f"{now['promotion_count']:,} of {now['post_count']:,} posts that were judged. Listed below."
    value = exact(now["promotion_share"], "share")
    return Figure(
        "Your posts that sell", value, f"{says} {_before(_percent(before, 'promotion_share'))}", "own_promotion"
    )


def _repetition(now: Row, before: Row) -> Figure | None:
    if not now:
        return None
    says = f"{now['repeated_count']:,} of {now['text_count']:,} posts and messages. Listed below."
    value = exact(now["repeated_share"], "share")
    said = f"{says} {_before(_percent(before, 'repeated_share'))}"
    return Figure("Your words used over and over", value, said, "own_repetition")


def _pitch(now: Row, before: Row) -> list[Figure]:
    """Return to how many people the user made an offer, and how soon."""
    if not now:
        return []
    asked = f"{now['unasked_count']:,} of them had asked you nothing before; {now['answered_count']:,} wrote after it."
    if not now["people_count"]:
        asked = "No message of yours sells."
    earlier = f"{before['people_count']:,}" if before else None
    many = exact(now["people_count"], "people")
    figures = [Figure("People to whom you made an offer", many, f"{asked} {_before(earlier)}", "own_pitch_overview")]
    if now["median_seconds"] is not None:
        says = f"Median, from the first message between the two. {_before(_span(before, 'median_seconds'))}"
        soon: Value = exact(now["median_seconds"], "seconds")
        figures.append(Figure("Your time to the first offer", soon, says, "own_pitch_overview"))
    return figures


def _churn(now: Row, before: Row) -> Figure | None:
    if not now:
        return None
    quick, mutual = now["quick_count"], now["followed_back_count"]
    if quick is None:
        soon = "How soon is not shown"
    else:
        soon = f"Of {now['timed_count']:,} whose beginning and end are known, {quick:,} within 30 days"
    back = "whether they followed you is not shown" if mutual is None else f"{mutual:,} are shown to have followed you"
    says = f"{soon}; {back}."
    earlier = None
    if before:
        least, most = before["left_at_least"], before["left_at_most"]
        earlier = f"{least:,}" if least == most else f"{least:,} to {most:,}"
    value = bounded(now["left_at_least"], now["left_at_most"], "people")
    return Figure("People you stopped following", value, f"{says} {_before(earlier)}", "own_churn")


def _reciprocity(now: Row, before: Row) -> Figure | None:
    if not now:
        return None
    says = (
        f"Of all follows, yours and theirs, those that have one in return. {_before(_percent(before, 'reciprocity'))}"
    )
    return Figure("Follows that are returned", exact(now["reciprocity"], "share"), says, "reciprocity")


def _focus(now: Rows, before: Rows) -> Figure | None:
    for row in now.top(1, "-own_count"):
        earlier = before.where(community_id=row["community_id"]).one()
        missed = f" Least of yours against theirs: {row['missed_topic']}." if row["missed_topic"] else ""
        says = f"0 = you post on what the others speak of and ask; 1 = on nothing of it.{missed}"
        said = f"{says} {_before(format(earlier['distance'], '.2f') if earlier else None)}"
        return Figure("Your distance from the talk", exact(row["distance"], "number"), said, "focus")
    return None


def _left(rows: Rows) -> Table:
    return Table(
        "What you left unanswered",
        rows,
        (
            Show("alter_id", "person", "person"),
            Show("kind", "kind", "word"),
            Show("happened_at", "when", "date"),
            Show("text", "their words", "quote"),
            Show("own_text", "your post", "quote"),
            Show("network", "network", "word"),
        ),
        sort="-happened_at",
        empty="Nothing that is shown to you waits for an answer.",
        says="Messages, replies and comments to you after which you did not write to that person within 30 days.",
    )


def _offers(rows: Rows) -> Table:
    return Table(
        "What you wrote that sells",
        rows,
        (
            Show("written_at", "when", "date"),
            Show("table_name", "in", "word"),
            Show("cue", "words that sell", "quote"),
            Show("text", "your words", "quote"),
            Show("network", "network", "word"),
        ),
        sort="-written_at",
        empty="Nothing of the last year that was judged sells.",
    )


def _repeated(rows: Rows) -> Table:
    return Table(
        "Words you used over and over",
        rows,
        (
            Show("text", "words", "quote"),
            Show("time_count", "times", "count"),
            Show("people_count", "people", "count"),
            Show("first_at", "first", "date"),
            Show("last_at", "last", "date"),
        ),
        sort="-people_count,-time_count",
        empty="Nothing is seen twice.",
        says="The same words to two people or more, or in three posts or more, in the last year; names, links and numbers aside.",
    )


def _pitched(rows: Rows) -> Table:
    return Table(
        "To whom you made an offer",
        rows,
        (
            Show("alter_id", "person", "person"),
            Show("offered_at", "when", "date"),
            Show("pitch_lag_seconds", "after the first message", "seconds"),
            Show("has_asked", "they had asked", "yes_no"),
            Show("has_answered", "they wrote after", "yes_no"),
            Show("text", "your words", "quote"),
        ),
        sort="-offered_at",
        empty="No message of yours in the last year makes an offer.",
    )


def _gone(rows: Rows) -> Table:
    return Table(
        "Whom you stopped following",
        rows,
        (
            Show("alter_id", "person", "person"),
            Show("came_at", "followed", "date"),
            Show("left_at", "stopped", "date"),
            Show("left_before", "not after", "date"),
            Show("is_followed_back", "they followed you", "yes_no"),
            Show("network", "network", "word"),
        ),
        sort="-left_before",
        empty="No end of a follow is shown.",
        says="Of all the time that the imports show.",
    )
