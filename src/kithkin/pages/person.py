"""The page `person`: what passed between you and one person?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from msgspec.structs import replace

from kithkin.model.page import (
    Answer,
    Chart,
    Coverage,
    Listed,
    Notes,
    Page,
    Part,
    Person,
    Rows,
    Show,
    Table,
    exact,
    page,
)

NONE: Final = Listed("", (), 0)

EXCHANGES: Final = Table(
    "Exchanges",
    NONE,
    (
        Show("network", "network", "word"),
        Show("kind", "kind", "word"),
        Show("direction", "direction", "word"),
        Show("act_count", "how many", "count"),
        Show("first_at", "first", "date"),
        Show("last_at", "last", "date"),
        Show("active_weeks", "weeks", "count"),
    ),
    sort="-act_count",
    empty="Nothing that was imported shows anything that passed between you.",
)
ANSWERS: Final = Table(
    "Time to an answer",
    NONE,
    (
        Show("direction", "direction", "word"),
        Show("answer_count", "answers", "count"),
        Show("median_seconds", "median", "seconds"),
        Show("last_at", "last", "date"),
    ),
    empty="No answer is shown whose time is known.",
    says="Out: your answers to them. In: theirs to you.",
)
MESSAGES: Final = Table(
    "Messages between you",
    NONE,
    (
        Show("sent_at", "sent", "instant"),
        Show("direction", "direction", "word"),
        Show("text", "words", "quote"),
        Show("recipient_count", "went to", "count"),
        Show("network", "network", "word"),
    ),
    sort="-sent_at",
    empty="None is shown.",
    says="Each message once, to however many it went. In: from them. Out: from you.",
)
IN_PUBLIC: Final = Table(
    "What you did towards them in public",
    NONE,
    (Show("happened_at", "when", "instant"), Show("kind", "kind", "word"), Show("network", "network", "word")),
    sort="-happened_at",
    empty="Nothing is shown.",
)
CONTRIBUTIONS: Final = Table(
    "What you gave each other",
    NONE,
    (
        Show("contribution", "what", "word"),
        Show("given_count", "from you", "count"),
        Show("received_count", "from them", "count"),
        Show("last_at", "last", "date"),
    ),
    sort="contribution",
    empty="No answer to a question, no thanks and no mention is shown between you.",
    says="Answers to questions, words of thanks, mentions, and words of the other that were carried on. A dash: none is "
    "shown; whether you thanked them is not counted.",
)
THREADS: Final = Table(
    "Threads both of you wrote in",
    NONE,
    (
        Show("last_at", "last", "date"),
        Show("first_at", "first", "date"),
        Show("title", "about", "quote"),
        Show("theirs_count", "texts of theirs", "count"),
        Show("yours_count", "texts of yours", "count"),
        Show("people_count", "people in it", "count"),
        Show("network", "network", "word"),
    ),
    sort="-last_at",
    empty="None is shown.",
)
ACCOUNTS: Final = Table(
    "Accounts taken to be this person",
    NONE,
    (Show("account_id", "account", "account"),),
    sort="account_id",
    says="Two of them that are not one person are parted with: kithkin unmerge A B.",
)
FACTS: Final = Table(
    "What the exports say of them",
    NONE,
    (
        Show("account_account_id", "account", "account"),
        Show("handle", "handle", "text"),
        Show("name", "name", "text"),
        Show("place", "place", "text"),
        Show("created_at", "account made", "date"),
    ),
    empty="Nothing but the account's id.",
)
SAID: Final = Table(
    "What you said of them",
    NONE,
    (
        Show("decided_at", "when", "date"),
        Show("decision", "decision", "word"),
        Show("because", "because", "text"),
        Show("entry_id", "entry", "code"),
    ),
    sort="-decided_at",
    empty="Nothing yet. Decide with: kithkin decide PERSON keep.",
)


@page(section="Your following", example='kithkin person "Some One"')
def _person(
    tie_overview: Rows,
    exchanges: Rows,
    exchange_history: Rows,
    contribution_between: Rows,
    shared_threads: Rows,
    response_latency: Rows,
    public_acts: Rows,
    correspondence: Rows,
    accounts: Rows,
    identities: Rows,
    decisions: Rows,
    standing: Rows,
    coverage_overview: Rows,
    *,
    person: str,
) -> Page:
    """What passed between you and one person: month by month, what each gave, threads, answer times, your decisions.

    PERSON is an account id, a handle, a name, or a part of a name.
    """
    if person == "self":
        return _own(accounts, identities)
    pair = {"ego_id": "self", "alter_id": person}
    tie = tie_overview.where(**pair).one()
    member = standing.where(**pair).one()
    return Page(
        "What passed between you?",
        _answer(person, tie, member),
        Coverage(coverage_overview),
        _months(exchange_history.where(**pair)),
        replace(EXCHANGES, rows=exchanges.where(**pair)),
        replace(CONTRIBUTIONS, rows=contribution_between.where(**pair)),
        replace(THREADS, rows=shared_threads.where(**pair)),
        replace(ANSWERS, rows=response_latency.where(**pair)),
        replace(MESSAGES, rows=correspondence.where(**pair)),
        replace(IN_PUBLIC, rows=public_acts.where(**pair)),
        replace(ACCOUNTS, rows=identities.where(person_id=person)),
        replace(FACTS, rows=accounts.where(account_id=person)),
        replace(SAID, rows=decisions.where(person_id=person)),
        Notes(
            limits=("What passed where nothing was imported from is not here.",),
            measures=(
                "tie_overview",
                "exchange_history",
                "exchanges",
                "public_acts",
                "contribution_between",
                "shared_threads",
                "response_latency",
                "standing",
            ),
        ),
    )


def _own(accounts: Rows, identities: Rows) -> Page:
    """Return what there is to say of the user alone, with whom nothing passed."""
    return Page(
        "Who are you here?",
        Answer(
            "This is you: {accounts:unit} of yours.",
            {"accounts": exact(identities.where(person_id="self").count(), "accounts")},
        ),
        replace(
            ACCOUNTS,
            title="Accounts taken to be yours",
            rows=identities.where(person_id="self"),
            says="One that is not, or one that is missing, is told with: kithkin me ACCOUNT.",
        ),
        replace(FACTS, title="What the exports say of you", rows=accounts.where(account_id="self")),
    )


def _months(rows: Rows) -> Chart | None:
    if not rows.count():
        return None
    return Chart(
        "mirrored",
        "Month by month",
        rows,
        "month_on",
        ("theirs_count", "yours_count"),
        subtitle="What came from them and what went from you, from the first month to the last with any",
    )


def _answer(person: str, tie: Mapping[str, Any] | None, member: Mapping[str, Any] | None) -> Answer:
    parts: dict[str, Part] = {"person": Person(person)}
    audience = "{person} is in your audience." if member else "{person} is not known to be in your audience."
    if not tie:
        return Answer(f"{audience} Nothing else that was imported shows anything between you.", parts, ("standing",))
    parts |= {
        "theirs": exact(tie["dialogue_in_count"], "times"),
        "yours": exact(tie["dialogue_out_count"], "times"),
        "reactions": exact(tie["reaction_in_count"], "times"),
        "turns": exact(tie["turn_count"], "turns"),
    }
    sides = _sides(tie)
    return Answer(f"{audience} {sides[tie['shown']]}", parts, ("tie_overview", "standing"))


def _sides(tie: Mapping[str, Any]) -> dict[str, str]:
    """Return the sentence for each side that the imports show whole; what they show of the other stands beside it."""
    they_too = " and they to you at least {theirs:unit}" if tie["dialogue_in_count"] else ""
    you_too = " and you to them at least {yours:unit}; what else" if tie["dialogue_out_count"] else "; what"
    return {
        "both": "They wrote to you {theirs:unit} and you to them {yours:unit}, in {turns:unit}; they reacted {reactions:unit}.",
        "only yours": f"You wrote to them {{yours:unit}}{they_too}; what they wrote in public is not shown.",
        "only theirs": f"They wrote to you {{theirs:unit}}{you_too} you wrote is not shown.",
        "neither": "They wrote to you {theirs:unit} and you to them {yours:unit} in what is shown, which is not all.",
    }
