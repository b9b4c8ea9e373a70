"""The page `digest`: what did your advisors write?"""

from __future__ import annotations

from kithkin.model.page import Answer, Cases, Notes, Page, Part, Rows, exact, page


@page(section="Your community", example="kithkin digest --since last -o digest.html")
def digest(digest_people: Rows, digest_threads: Rows, advisor_overview: Rows) -> Page:
    """Everything your advisors wrote that the workspace holds, by person, quiet ones first, threads folded.

    Nothing is ranked by reactions, nothing is left out, and nothing of anybody else is in it.
    """
    return Page(
        "What did your advisors write?",
        _answer(advisor_overview.count(), digest_people.count(), digest_threads.count()),
        Cases(
            "By person",
            digest_people,
            digest_threads,
            empty="Nothing new of theirs is held.",
            says="Each thread once, with all they wrote in it, oldest first.",
        ),
        Notes(
            limits=(
                "Only what was imported is here: feeds, mailing lists and open networks hold posts of others, an archive of "
                "your own does not.",
            ),
            measures=("digest_people", "digest_threads", "advisor_overview"),
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
