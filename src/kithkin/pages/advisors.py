"""The page `advisors`: whom do you choose to hear from?"""

from __future__ import annotations

from kithkin.model.page import Answer, Cases, Coverage, Notes, Page, Part, Rows, Show, Table, exact, page


@page(section="Your community", example="kithkin advisors")
def advisors(advisor_overview: Rows, digest_threads: Rows, suggested_advisor: Rows, coverage_overview: Rows) -> Page:
    """Whom do you choose to hear from: your advisors, their last words, your own dialogue with them.

    Suggestions stand apart, with their reasons; a size is never one.
    """
    chosen = advisor_overview.count()
    ideas = suggested_advisor.where(ego_id="self")
    return Page(
        "Whom do you choose to hear from?",
        _answer(chosen, digest_threads.count()),
        Coverage(coverage_overview),
        Table(
            "Your advisors",
            advisor_overview,
            (
                Show("alter_id", "person", "person"),
                Show("topic", "topic", "text"),
                Show("because", "because", "text"),
                Show("post_count", "posts held", "count"),
                Show("last_post_at", "last post", "date"),
                Show("dialogue_in_count", "their words to you", "count"),
                Show("dialogue_out_count", "yours to them", "count"),
                Show("last_at", "last contact", "date"),
            ),
            sort="decided_at",
            empty="Nobody yet. Choose one with: kithkin decide PERSON advisor --because WHY --topic TOPIC.",
        ),
        Table(
            "Their last words",
            digest_threads,
            (
                Show("alter_id", "person", "person"),
                Show("posted_at", "when", "date"),
                Show("text", "words", "quote"),
            ),
            sort="-posted_at",
            empty="No post of theirs is held.",
            says="All of it, grouped by person, quiet ones first: kithkin digest.",
        ),
        Cases(
            "Whom you might choose",
            ideas,
            decisions=("advisor", "dismiss"),
            empty="Nobody answered a question of yours or talked with you at length, as far as what was imported shows.",
            says="Never by size. Not interested? kithkin dismiss PERSON.",
        ),
        Notes(
            limits=(
                "An archive of your own posts holds no posts of others. What would: their feeds, a mailing list, a Bluesky or "
                "Mastodon connection.",
            ),
            definitions={"turns": "changes of direction between you, at most seven days apart"},
            measures=("advisor_overview", "digest_threads", "suggested_advisor"),
        ),
    )


def _answer(chosen: int, threads: int) -> Answer:
    if not chosen:
        return Answer(
            "You chose nobody yet. An advisor is somebody of whom you want to read everything. "
            "Choose one with: kithkin decide PERSON advisor --because WHY.",
            {},
            ("advisor_overview",),
        )
    parts: dict[str, Part] = {"people": exact(chosen, "people"), "threads": exact(threads, "threads")}
    if threads:
        return Answer(
            "You chose {people:unit}; {threads:unit} of theirs are here to read.", parts, ("advisor_overview",)
        )
    return Answer(
        "You chose {people:unit}, but nothing that was imported holds posts of theirs. What would: their feeds, a mailing "
        "list, a Bluesky or Mastodon connection.",
        parts,
        ("advisor_overview",),
    )
