"""The page `mirror`: and are you all hat yourself?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final

from kithkin.model.measure import At
from kithkin.model.page import Answer, Coverage, Figure, Notes, Page, Part, Rows, Show, Table, estimated, exact, page

QUESTION: Final = "And are you all hat yourself?"


@page(section="You", example="kithkin mirror")
def mirror(
    dialogue_ratio: Rows,
    last_year: Annotated[Rows, At("dialogue_ratio", days=-365)],
    response_latency_overall: Rows,
    unanswered: Rows,
    reciprocity: Rows,
    commercial_share: Rows,
    commercial_share_before: Annotated[Rows, At("commercial_share", days=-365)],
    own_repeats: Rows,
    own_churn: Rows,
    focus: Rows,
    coverage_overview: Rows,
    *,
    person: str | None = None,
) -> Page:
    """The same tests run on you: broadcast against dialogue, what you left unanswered, what you sell, repeat, leave."""
    ego = person or "self"
    ratio = dialogue_ratio.where(ego_id=ego).one()
    before = last_year.where(ego_id=ego).one()
    latency = response_latency_overall.where(ego_id=ego, direction="out").one()
    mutual = reciprocity.where(account_id=ego).one()
    waiting = unanswered.where(ego_id=ego)
    return Page(
        QUESTION,
        _answer(ratio, before, waiting.count()),
        Coverage(coverage_overview),
        _share("Your posts that answer somebody", ratio, before, "reply_share", "Of your own posts, reposts left out."),
        _share(
            "Replies you came back to", ratio, before, "answered_share", "Within 30 days, of those that were shown."
        ),
        _share(
            "Your openings that began an exchange", ratio, before, "began_share", "An exchange has two turns or more."
        ),
        _latency(latency),
        _reciprocity(mutual),
        _promotion(commercial_share.where(account_id=ego).one(), commercial_share_before.where(account_id=ego).one()),
        _churn(own_churn.where(ego_id=ego, direction="out").one()),
        _focus(focus.top(1, "-own_count") if ego == "self" else ()),
        _left(waiting),
        _repeated(own_repeats.where(ego_id=ego)),
        Notes(
            limits=(
                "An export that does not name who replied to you cannot show what you left unanswered there.",
                "Not every message wants an answer; this counts, it does not judge.",
            ),
            measures=(
                "dialogue_ratio",
                "response_latency_overall",
                "unanswered",
                "reciprocity",
                "commercial_share",
                "own_repeats",
                "own_churn",
                "focus",
            ),
        ),
    )


def _answer(ratio: Mapping[str, Any] | None, before: Mapping[str, Any] | None, waiting: int) -> Answer:
    if not ratio or not ratio["post_count"]:
        return Answer("Nothing that was imported holds posts of yours.", {}, ("dialogue_ratio",))
    parts: dict[str, Part] = {
        "posts": exact(ratio["post_count"], "posts"),
        "replies": exact(ratio["reply_count"]),
        "share": exact(ratio["reply_share"], "share"),
        "waiting": exact(waiting, "messages and replies"),
    }
    text = "Of your {posts:unit}, {replies} answer somebody ({share})"
    if before and before["reply_share"] is not None:
        parts["before"] = exact(before["reply_share"], "share")
        text += "; a year before it was {before}"
    if ratio["answered_share"] is not None:
        parts["answered"] = exact(ratio["answered_share"], "share")
        return Answer(f"{text}. You came back to {{answered}} of the replies you received.", parts, ("dialogue_ratio",))
    return Answer(
        f"{text}. Who replied to you is not shown, so what you left unanswered is not either.",
        parts,
        ("dialogue_ratio",),
    )


def _share(
    label: str, ratio: Mapping[str, Any] | None, before: Mapping[str, Any] | None, column: str, says: str
) -> Figure | None:
    """Return a figure of the mirror; none where there is nothing to look at."""
    if not ratio:
        return None
    earlier = before[column] if before else None
    compared = f" A year before: {round(100 * earlier)} %." if earlier is not None else ""
    return Figure(label, exact(ratio[column], "share"), f"{says}{compared}", "dialogue_ratio")


def _latency(row: Mapping[str, Any] | None) -> Figure | None:
    if not row:
        return None
    says = f"Median over {row['answer_count']:,} answers whose times are known."
    return Figure("Your time to an answer", exact(row["median_seconds"], "seconds"), says, "response_latency_overall")


def _reciprocity(row: Mapping[str, Any] | None) -> Figure | None:
    if not row:
        return None
    return Figure(
        "Follow ties that run both ways",
        exact(row["reciprocity"], "share"),
        "Of all your follow ties, either way.",
        "reciprocity",
    )


def _promotion(row: Mapping[str, Any] | None, before: Mapping[str, Any] | None) -> Figure | None:
    if not row or row["commercial_share"] is None:
        return None
    says = f"{row['commercial_count']:,} of {row['item_count']:,} different texts of yours that were judged."
    if before and before["item_count"]:
        says += f" A year before: {before['commercial_count']:,} of {before['item_count']:,}."
    value = estimated(row["share_low"], row["commercial_share"], row["share_high"], "share")
    return Figure("Your texts that sell", value, says, "commercial_share")


def _churn(row: Mapping[str, Any] | None) -> Figure | None:
    if not row:
        return None
    says = f"{row['quick_count']:,} of them within 30 days; {row['followed_back_count']:,} had followed you too."
    return Figure("People you stopped following", exact(row["left_count"], "people"), says, "own_churn")


def _focus(rows: Sequence[Mapping[str, Any]]) -> Figure | None:
    if not rows:
        return None
    missed = f" Least of yours against theirs: {rows[0]['missed_topic']}." if rows[0]["missed_topic"] else ""
    says = f"0 = you post on what the others speak of and ask; 1 = on nothing of it.{missed}"
    return Figure("Your distance from the talk", exact(rows[0]["distance"], "number"), says, "focus")


def _left(rows: Rows) -> Table:
    return Table(
        "What you left unanswered",
        rows,
        (
            Show("alter_id", "person", "person"),
            Show("kind", "kind", "word"),
            Show("network", "network", "word"),
            Show("happened_at", "when", "date"),
        ),
        sort="-happened_at",
        empty="Nothing that is shown to you waits for an answer.",
        says="Messages, replies and comments to you after which you did not write to that person within 30 days.",
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
        says="The same words to two people or more, or in three posts or more; names, links and numbers aside.",
    )
