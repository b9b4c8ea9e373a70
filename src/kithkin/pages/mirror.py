"""The page `mirror`: and are you all hat yourself?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final

from kithkin.model.measure import At
from kithkin.model.page import Answer, Coverage, Figure, Notes, Page, Part, Rows, Show, Table, exact, page

QUESTION: Final = "And are you all hat yourself?"


@page(section="You", example="kithkin mirror")
def mirror(
    dialogue_ratio: Rows,
    last_year: Annotated[Rows, At("dialogue_ratio", days=-365)],
    response_latency_overall: Rows,
    unanswered: Rows,
    reciprocity: Rows,
    coverage_overview: Rows,
    *,
    person: str | None = None,
) -> Page:
    """The same tests run on you: broadcast against dialogue, what you left unanswered, how fast you answer."""
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
        Table(
            "What you left unanswered",
            waiting,
            (
                Show("alter_id", "person", "person"),
                Show("kind", "kind", "word"),
                Show("network", "network", "word"),
                Show("happened_at", "when", "date"),
            ),
            sort="-happened_at",
            empty="Nothing that is shown to you waits for an answer.",
            says="Messages, replies and comments to you after which you did not write to that person within 30 days.",
        ),
        Notes(
            limits=(
                "An export that does not name who replied to you cannot show what you left unanswered there.",
                "Not every message wants an answer; this counts, it does not judge.",
            ),
            measures=("dialogue_ratio", "response_latency_overall", "unanswered", "reciprocity"),
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
