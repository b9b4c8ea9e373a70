"""The page `digest`: what did your advisors write?"""

from __future__ import annotations

from kithkin.model.page import Answer, Cases, Notes, Page, Part, Rows, Show, Table, exact, page


@page(section="Your community", example="kithkin digest --since last -o digest.html")
def digest(
    digest_people: Rows,
    digest_threads: Rows,
    advisor_overview: Rows,
    waiting_threads: Rows,
    *,
    since: str = "all",
    folder: bool = False,
) -> Page:
    """Everything your advisors wrote that the workspace holds, by person, quiet ones first, threads folded.

    From `since` on: last (what is not marked as read), all, or a date. Nothing is ranked by reactions, nothing is left
    out, and nothing of anybody else is in it: that waits in a folder of its own.
    """
    if folder:
        return _folder(waiting_threads)
    return Page(
        "What did your advisors write?",
        _answer(advisor_overview.count(), digest_people.count(), digest_threads.count()),
        Cases(
            "By person",
            digest_people,
            digest_threads,
            empty="Nothing new of theirs is held.",
            says="Each thread once, with all they wrote in it, oldest first."
            + (" What you marked as read is left out." if since == "last" else ""),
        ),
        _waiting(waiting_threads.count()),
        Notes(
            limits=(
                "On the terminal, reading a digest marks it as read; in the browser, a button does. The next one goes on from "
                "there.",
                "Only what was imported is here: feeds, mailing lists and open networks hold posts of others, an archive of "
                "your own does not.",
            ),
            measures=("digest_people", "digest_threads", "advisor_overview"),
        ),
    )


def _waiting(count: int) -> Answer | None:
    """Return how much waits in the folder, without a word of it."""
    if not count:
        return None
    return Answer(
        "What everybody else wrote waits until you want it: {count:unit}. Open the folder with: kithkin digest --folder.",
        {"count": exact(count, "threads")},
        ("waiting_threads",),
    )


def _folder(waiting_threads: Rows) -> Page:
    """Return the folder of what everybody else wrote."""
    count = waiting_threads.count()
    answer = (
        Answer("{count:unit}, the newest first.", {"count": exact(count, "threads")}, ("waiting_threads",))
        if count
        else Answer(
            "The folder is empty: nothing that was imported holds posts of anybody else.", {}, ("waiting_threads",)
        )
    )
    return Page(
        "What waits from everybody else?",
        answer,
        Table(
            "The folder",
            waiting_threads,
            (
                Show("alter_id", "person", "person"),
                Show("posted_at", "last post", "date"),
                Show("says", "thread", "text"),
                Show("text", "words", "quote"),
            ),
            sort="place",
            empty="Nothing waits.",
            says="Choose somebody to hear from with: kithkin decide PERSON advisor --because WHY.",
        ),
        Notes(
            limits=(
                "People whom you paused, ended or chose to ignore are left out. Messages to you are on the page inbox.",
            ),
            measures=("waiting_threads",),
        ),
    )


def _answer(chosen: int, wrote: int, threads: int) -> Answer:
    if not chosen:
        return Answer(
            "You chose nobody to hear from yet: kithkin decide PERSON advisor --because WHY.", {}, ("advisor_overview",)
        )
    parts: dict[str, Part] = {
        "all": exact(chosen, "people"),
        "wrote": exact(wrote),
        "threads": exact(threads, "threads"),
    }
    if not wrote:
        return Answer(
            "Of the {all:unit} whom you chose, nothing new is held. An archive of your own posts holds none of theirs; "
            "their feeds, a mailing list, a Bluesky or Mastodon connection would.",
            parts,
            ("digest_people",),
        )
    return Answer("Of the {all:unit} whom you chose, {wrote} wrote: {threads:unit}.", parts, ("digest_people",))
