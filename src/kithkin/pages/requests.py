"""The page `requests`: who wants to connect, and what do you have in common?"""

from __future__ import annotations

from typing import Final

from kithkin.model.page import Answer, Cases, Coverage, Notes, Page, Part, Rows, exact, page

QUESTION: Final = "Who wants to connect, and what do you have in common?"


@page(section="What reaches you", example="kithkin requests")
def requests(
    common_ground_overview: Rows, common_ground_evidence: Rows, coverage_overview: Rows, *, person: str | None = None
) -> Page:
    """Open requests and new followers, with each thing you have in common named; you decide with `kithkin decide`."""
    ego = person or "self"
    asking = common_ground_overview.where(ego_id=ego)
    evidence = common_ground_evidence.where(ego_id=ego)
    return Page(
        QUESTION,
        _answer(asking),
        Coverage(coverage_overview),
        Cases(
            "Something in common",
            asking.where(finding="found"),
            evidence,
            ("keep", "ignore", "end"),
            empty="Nobody who asks has anything in common with you that the data shows.",
            says="Decide each with `kithkin decide`; nothing is sent to anybody.",
        ),
        Cases(
            "Nothing found in what is known of them",
            asking.where(finding="nothing found"),
            None,
            ("keep", "ignore", "end"),
            empty="Nobody.",
            says="Nothing in common is no reason against anybody.",
        ),
        Cases(
            "Not enough data to tell",
            asking.where(finding="not enough data"),
            None,
            ("keep", "ignore", "end"),
            empty="Nobody.",
        ),
        Notes(
            limits=(
                "Most exports do not say whom others follow: what you share with somebody is then not seen.",
                "Places and employers are compared as they are written.",
                "New followers are those of the last 90 days whom you do not follow, where the export has their time.",
            ),
            definitions={
                "talks with": "somebody with whom you talked both ways in the last year, tied to who asks",
                "both follow": "an account that both of you follow",
            },
            measures=("knocking", "common_ground", "common_ground_overview"),
        ),
    )


def _answer(asking: Rows) -> Answer:
    if not asking.count():
        return Answer("Nothing that was imported shows anybody who wants to connect.", {}, ("common_ground_overview",))
    parts: dict[str, Part] = {
        "all": exact(asking.count(), "people"),
        "found": exact(asking.where(finding="found").count()),
        "nothing": exact(asking.where(finding="nothing found").count()),
        "dark": exact(asking.where(finding="not enough data").count()),
    }
    ask = "asks" if asking.count() == 1 else "ask"
    text = (
        f"{{all:unit}} {ask} to connect or began to follow you lately. Something in common was found with {{found}} of them "
        "and nothing with {nothing}; of {dark} too little is known to tell."
    )
    if unsettled := asking.where(asks="unsettled request").count():
        parts["unsettled"] = exact(unsettled, "requests")
        text += f" The export does not say whether {{unsettled:unit}} {'is' if unsettled == 1 else 'are'} still open."
    return Answer(text, parts, ("common_ground_overview",))
