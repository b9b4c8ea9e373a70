"""The page `inbox`: who is selling at you, and who waits for an answer?"""

from __future__ import annotations

from typing import Final

from kithkin.model.page import Answer, Cases, Coverage, Notes, Page, Part, Rows, Show, Table, bounded, exact, page

QUESTION: Final = "Who is selling at you, and who waits for an answer?"
NOBODY_WAITS: Final = "Nobody is seen to wait."
ASKED_FIRST: Final = "Those who ask something come first."
DECISIONS: Final = ("keep", "pause", "end", "ignore")
#: What the user may say of words that were judged wrongly.
WHETHER_IT_SELLS: Final = ("sells", "does not sell")
WHO_WROTE_IT: Final = ("is by a person",)
TALK_COLUMNS: Final = (
    Show("alter_id", "person", "person"),
    Show("last_in_at", "their last", "date"),
    Show("last_text", "words", "quote"),
    Show("in_count", "theirs", "count"),
    Show("out_count", "yours", "count"),
    Show("network", "network", "word"),
)
SIGN_COLUMNS: Final = (
    Show("network", "network", "word"),
    Show("message_count", "messages", "count"),
    Show("says", "can be seen", "text"),
    Show("lacks", "cannot be seen", "text"),
)
ENDING_COLUMNS: Final = (
    Show("person_id", "person", "person"),
    Show("network", "network", "word"),
    Show("tie", "your tie", "word"),
    Show("steps", "what ending would mean", "text"),
    Show("url", "where", "text"),
)

NOTES: Final = Notes(
    limits=(
        "An export shows what was written to you: what a sender wrote to others is not in it, nor, on X, when "
        "anybody followed. There only the wording, and the same words from several people, can tell.",
        "A robot that writes each message anew, and waits, is not found; a person who pastes one text is called one.",
        "Texts are judged in English, German, French, Spanish, Portuguese, Italian and Dutch; others are not judged.",
        "The precision of the bands was measured on made-up messages, written as exports; one rule was mended after a "
        "first look at them: none of more than 1,000 verdicts was about a person's own words. Real messages differ: expect less.",
        'A verdict on what sells, or on a machine, is wrong? Say so: kithkin label "some of its words" does-not-sell. Your '
        "answers train a model of your own, which nobody else gets, and nobody else's answers are used.",
    ),
    definitions={
        "likely": "two kinds of sign; on the made-up messages every such verdict on a machine was right",
        "possible": "one kind of sign; wording alone is never more",
    },
    measures=(
        "conversations",
        "automated_message",
        "pitch_lag",
        "commercial_share",
        "commercial_verdict",
        "near_duplicates",
    ),
)


@page(section="What reaches you", example="kithkin inbox")
def inbox(
    conversations: Rows,
    automated_message: Rows,
    automated_message_evidence: Rows,
    pitch_lag: Rows,
    pitch_evidence: Rows,
    commercial_share: Rows,
    commercial_evidence: Rows,
    commercial_verdict: Rows,
    ending_steps: Rows,
    message_sign_coverage: Rows,
    covered_channels: Rows,
    coverage_overview: Rows,
    *,
    person: str | None = None,
) -> Page:
    """Your conversations: people who wait for an answer first, then people you talk with, pitches, robots.

    Every verdict opens to its evidence. Nothing is sent, and nothing is done to anybody.
    """
    ego = person or "self"
    talks = conversations.where(ego_id=ego)
    robots = automated_message.where(recipient_id=ego, band="likely")
    pitches = pitch_lag.where(ego_id=ego, is_automated=False)
    return Page(
        QUESTION,
        _answer(talks, robots.count(), pitches.where(band="likely").count(), covered_channels.where(ego_id=ego)),
        Coverage(coverage_overview),
        _table("Waiting for your answer", talks, "waiting", "-asks,-last_in_at", NOBODY_WAITS, ASKED_FIRST),
        _table("People you talk with", talks, "talking", "-last_at", "No conversation has two sides yet."),
        _pitches(pitches, pitch_evidence),
        _robots(robots.where(is_first_alike=True), automated_message_evidence),
        _perhaps(
            automated_message.where(recipient_id=ego, band="possible", is_first_alike=True), automated_message_evidence
        ),
        Cases(
            "Accounts that are completely commercial",
            commercial_share.where(band=("likely", "possible")),
            commercial_evidence,
            DECISIONS,
            WHETHER_IT_SELLS,
            empty="No account shows it: that takes ten texts, nearly all of which sell.",
            says="Nearly all that they wrote, as far as it was imported, sells. Ending it is for you to do, on that network.",
        ),
        _draft(ending_steps),
        _trained(commercial_verdict),
        Table(
            "Which signs of a machine can be seen",
            message_sign_coverage,
            SIGN_COLUMNS,
            sort="-message_count",
            empty="No private message was imported.",
        ),
        NOTES,
    )


def _pitches(verdicts: Rows, evidence: Rows) -> Cases:
    return Cases(
        "Pitches",
        verdicts,
        evidence,
        DECISIONS,
        WHETHER_IT_SELLS,
        empty="No message to you is seen to make an offer.",
        says="The first offer of each person. Likely: it sells, early and unasked. Possible: it sells. Robots stand below.",
    )


def _robots(verdicts: Rows, evidence: Rows) -> Cases:
    return Cases(
        "Robots",
        verdicts,
        evidence,
        DECISIONS,
        WHO_WROTE_IT,
        empty="No message shows two kinds of sign of a machine.",
        says="Two kinds of sign, one of which people seldom give: copies, a header, or typing faster than anybody can. "
        "Each sender once, with their first.",
    )


def _perhaps(verdicts: Rows, evidence: Rows) -> Cases:
    return Cases(
        "Perhaps a robot",
        verdicts,
        evidence,
        DECISIONS,
        WHO_WROTE_IT,
        empty="No message shows one kind of sign alone.",
        says="One kind of sign. People thank, greet and sell in such words too: most of these may be people. Each sender once.",
    )


def _draft(steps: Rows) -> Table | None:
    """Say what ending would mean on each network; nothing where no account is completely commercial."""
    return (
        Table("If you end with them: a draft", steps, ENDING_COLUMNS, sort="person_id,network")
        if steps.count()
        else None
    )


def _trained(verdicts: Rows) -> Answer | None:
    """Say whether the user's own answers judge what sells, or how many more it takes; nothing before the first."""
    row = verdicts.one()
    if not row or not row["answer_count"]:
        return None
    parts: dict[str, Part] = {
        "answers": exact(row["answer_count"], "texts"),
        "missing": exact(row["missing_answer_count"], "answers"),
    }
    if row["missing_answer_count"]:
        text = "You said of {answers:unit} whether they sell. With at least {missing} more, of both kinds, all are judged so."
    else:
        text = "What sells is judged with your own answers about {answers:unit}; each verdict names what weighed."
    return Answer(text, parts, ("commercial_verdict",))


def _table(title: str, talks: Rows, sort: str, order: str, empty: str, says: str = "") -> Table:
    return Table(title, talks.where(sort=sort), TALK_COLUMNS, sort=order, empty=empty, says=says)


def _answer(talks: Rows, robots: int, pitches: int, channels: Rows) -> Answer:
    """Return who waits, with whom there is talk, and who sells; at least so many where not all that came lately is shown."""
    measures = ("conversations", "automated_message", "pitch_lag")
    if not talks.count():
        return Answer("Nothing that was imported holds a private message.", {}, measures)
    is_whole = not channels.where(kind="message", direction="in", is_covered_30=False).count()
    waiting = talks.where(sort="waiting").count()
    parts: dict[str, Part] = {
        "waiting": bounded(waiting, waiting if is_whole else None, "people"),
        "talking": exact(talks.where(sort="talking").count(), "people"),
        "pitches": exact(pitches, "people"),
        "robots": exact(robots, "messages"),
    }
    waits = (
        "{waiting:unit} wrote last and may wait for your answer"
        if waiting
        else "Nobody is seen to wait for your answer"
    )
    if is_whole and not waiting:
        waits = "Nobody waits for your answer"
    came = "{pitches:unit} came with an early, unasked offer" if pitches else "Nobody came with an early, unasked offer"
    sent = "{robots:unit} most likely came from a machine" if robots else "no message is most likely a machine's"
    return Answer(f"{waits}; with {{talking:unit}} you talk. {came}, and {sent}.", parts, measures)
