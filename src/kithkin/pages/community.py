"""The page `community`: who turns to you, what is needed, and what can you give?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kithkin.model.errors import KithkinError, NotFound
from kithkin.model.names import closest
from kithkin.model.page import (
    Answer,
    Chart,
    Coverage,
    Figure,
    Notes,
    Page,
    Part,
    Rows,
    Show,
    Table,
    bounded,
    exact,
    page,
)

#: Communities among which a name that is not there is looked for.
MOST_CHOICES: Final = 10_000
QUESTION: Final = "Who turns to you, what does your community need, and what can you give?"
#: What is said of the topics: two machines may group the same conversations in two ways.
BY_MEANING: Final = "Conversations grouped by meaning across languages; by words: --space words."
BY_WORDS: Final = "Conversations grouped by words."
NO_MEANING: Final = (
    "Conversations could not be grouped by meaning: the extra for it is not installed, or knows none of their scripts."
)
WAY_ON: Final = "Install kithkin[semantic], 32 MB, or leave out --space meaning."


@page(section="Your community", example="kithkin community --of mail:list:paper")
def community(
    turned_to: Rows,
    turned_to_overview: Rows,
    open_questions: Rows,
    answerable: Rows,
    conversations_to_join: Rows,
    topic_appeal: Rows,
    answerers: Rows,
    answers_in_threads: Rows,
    topic_overview: Rows,
    topic_examples: Rows,
    topic_passages: Rows,
    contribution: Rows,
    thanks_received: Rows,
    focus: Rows,
    chosen_community: Rows,
    communities: Rows,
    coverage_overview: Rows,
    *,
    of: str = "",
    space: str = "",
) -> Page:
    """Who turns to you unasked, which questions of your community are open, which you can answer, what you gave.

    Your community is the people of your ties, or, with --of, of a mailing list or group, a network, a list you keep, a
    place, or all, as the last table names them. Topics are grouped by
    meaning where the extra for it is installed, else by words; choose with --space meaning or --space words.
    """
    if of and not chosen_community.count():
        raise NotFound(f"There is no community named {of}.", _choice(communities, of))
    is_meant = bool(topic_overview.where(space="meaning").count())
    if space == "meaning" and not is_meant and topic_passages.count():
        raise KithkinError(NO_MEANING, WAY_ON)
    came = turned_to.where(ego_id="self")
    gave = contribution.where(ego_id="self").one()
    return Page(
        QUESTION,
        _answer(
            turned_to_overview.where(ego_id="self").one(),
            open_questions.where(is_doubtful=False).count(),
            answerable.count(),
            is_chosen=of not in ("", "all"),
        ),
        Coverage(coverage_overview),
        _turned(came),
        _answerable(answerable),
        _to_join(conversations_to_join),
        _open(open_questions),
        *_gave(gave, focus.top(1, "-own_count")),
        _thanks(thanks_received.where(ego_id="self")),
        _topics(topic_overview, is_meant=is_meant),
        Chart("bars", "What is spoken of", topic_overview, "topic", ("text_count",), "texts of others"),
        _examples(topic_examples),
        _appeal(topic_appeal),
        _who_answers(answerers),
        _between(answers_in_threads),
        _places(communities),
        _notes(),
    )


def _answer(came: Mapping[str, Any] | None, waiting: int, can: int, *, is_chosen: bool) -> Answer:
    measures = ("turned_to_overview", "open_questions", "answerable")
    if not came and not waiting:
        return Answer(
            "No words of others that were imported ask anything. Messages with their texts, a mailing list or a network on "
            "which others' words are shown could.",
            {},
            measures,
        )
    parts: dict[str, Part] = {"waiting": exact(waiting, "open questions")}
    said = "Nobody is seen to have turned to you unasked."
    if came:
        parts |= {"people": exact(came["people_count"], "people"), "times": exact(came["time_count"], "times")}
        said = "{people:unit} turned to you unasked, {times:unit} in all"
        if came["audience_at_least"] or came["audience_at_most"]:
            audience = bounded(came["audience_at_least"], came["audience_at_most"])
            parts |= {"mine": exact(came["in_audience_count"]), "audience": audience}
            said += "; of your audience of {audience}, {mine} ever did"
        said += "."
    where = "What was imported of the community you chose" if is_chosen else "What was imported"
    said += f" {where} holds {{waiting:unit}}"
    if can:
        parts["can"] = exact(can, "posts")
        return Answer(f"{said}; {{can:unit}} of yours speak of the same matter.", parts, measures)
    return Answer(f"{said}.", parts, measures)


def _turned(rows: Rows) -> Table:
    return Table(
        "Who turned to you",
        rows,
        (
            Show("alter_id", "person", "person"),
            Show("happened_at", "when", "date"),
            Show("kind", "with", "word"),
            Show("cue", "their words", "quote"),
            Show("is_answered", "you wrote back", "yes_no"),
            Show("later_count", "since", "count"),
            Show("is_doubtful", "maybe a robot", "yes_no"),
            Show("network", "network", "word"),
        ),
        sort="is_doubtful,-happened_at",
        empty="Nobody came unasked, as far as what was imported shows others' words to you.",
        says="They opened the exchange, and their words ask for something. This is the trust that work grows from.",
    )


def _answerable(rows: Rows) -> Table:
    return Table(
        "What you can answer",
        rows,
        (
            Show("author_id", "who asks", "person"),
            Show("asked_at", "when", "date"),
            Show("cue", "their question", "quote"),
            Show("own_text", "what you wrote", "quote"),
            Show("own_written_at", "when", "date"),
            Show("shared_words", "where they meet", "text"),
        ),
        sort="-shared_share",
        empty="No open question meets something that you posted.",
        says="Open questions beside your own posts on the same matter. Whether it is an answer, you know best.",
    )


def _to_join(rows: Rows) -> Table:
    return Table(
        "Conversations to join",
        rows,
        (
            Show("known_id", "with", "person"),
            Show("known_count", "people you talk with", "count"),
            Show("people_count", "people in it", "count"),
            Show("asked_by_id", "who asks", "person"),
            Show("matter", "what it is about", "quote"),
            Show("ground", "you", "word"),
            Show("own_text", "on it", "quote"),
            Show("unsaid_words", "nobody there said", "text"),
            Show("last_at", "last", "date"),
            Show("is_alive", "alive", "yes_no"),
        ),
        sort="-shared_share,-known_count",
        empty="No conversation of people you talk with is seen to go on, on a matter you know or care about, with something "
        "unsaid. An archive of your own posts shows none; a mailing list, or a network on which others' words are shown, would.",
        says="Somebody wrote there in the last 14 days, and you did not. You wrote on the matter, asked about it, reacted to "
        "words on it, or chose an advisor for it. The nearest to the matter come first, however many look on.",
    )


def _appeal(rows: Rows) -> Table:
    return Table(
        "What your audience came for",
        rows,
        (
            Show("topic", "topic", "text"),
            Show("own_share", "of your posts", "share"),
            Show("came_share", "of who came", "share"),
            Show("people", "people", "bounds"),
            Show("follow_count", "followed", "count"),
            Show("reaction_count", "reacted", "count"),
            Show("talk_count", "wrote", "count"),
        ),
        sort="-people_at_least,-own_count",
        empty="After which of your posts people began with you cannot be told: what was imported does not say when they "
        "followed, or to which post they reacted.",
        says="People who followed shortly after a post on it, or first reacted or wrote to one. What came before need not be the "
        "reason. At most: with all whose beginning cannot be told.",
    )


def _open(rows: Rows) -> Table:
    return Table(
        "Open questions",
        rows,
        (
            Show("author_id", "who asks", "person"),
            Show("asked_at", "when", "date"),
            Show("cue", "their question", "quote"),
            Show("title", "subject", "text"),
            Show("is_doubtful", "maybe a robot", "yes_no"),
            Show("community_id", "where", "code"),
        ),
        sort="is_doubtful,-asked_at",
        empty="No question of others is left without a reply.",
        says="Asked by others, with no reply by anybody else in what was imported.",
    )


def _gave(gave: Mapping[str, Any] | None, near: Sequence[Mapping[str, Any]]) -> list[Figure]:
    """Return the figures of what the user gave, and of how far they post from what is asked."""
    figures = []
    if gave:
        answered = f"To questions of {gave['people_answered']:,} people."
        figures.append(Figure("Your answers", exact(gave["answer_count"], "replies"), answered, "contribution"))
        if gave["carried_on_count"] is not None:
            says = f"Of {gave['thread_count']:,} that you began."
            value = exact(gave["carried_on_count"], "threads")
            figures.append(Figure("Threads of yours that others carried on", value, says, "contribution"))
    for one in near:
        missed = f" Least against the others: {one['missed_topic']}." if one["missed_topic"] else ""
        says = f"0 = you post on what the others speak of and ask; 1 = on nothing of it.{missed}"
        figures.append(Figure("Your distance from the talk", exact(one["distance"], "number"), says, "focus"))
    return figures


def _thanks(rows: Rows) -> Table:
    return Table(
        "Thanks you received",
        rows,
        (
            Show("alter_id", "person", "person"),
            Show("happened_at", "when", "date"),
            Show("text", "their words", "quote"),
        ),
        sort="-happened_at",
        empty="No words of thanks are shown.",
    )


def _topics(rows: Rows, *, is_meant: bool) -> Table:
    return Table(
        "Topics",
        rows,
        (
            Show("topic", "topic", "text"),
            Show("text_count", "texts of others", "count"),
            Show("people_count", "people", "count"),
            Show("question_count", "questions", "count"),
            Show("own_count", "yours", "count"),
            Show("last_at", "last", "date"),
            Show("community_id", "where", "code"),
        ),
        sort="-text_count",
        empty="Too few texts for topics: it takes eight conversations.",
        says=f"{BY_MEANING if is_meant else BY_WORDS} Each is named by the words that set it apart, or by you: "
        "kithkin topic rename OLD NEW.",
    )


def _examples(rows: Rows) -> Table:
    return Table(
        "Posts that show each topic",
        rows,
        (
            Show("topic", "topic", "text"),
            Show("author_id", "who", "person"),
            Show("written_at", "when", "date"),
            Show("title", "subject", "text"),
            Show("text", "their words", "quote"),
        ),
        sort="community_id,topic,place_in_list",
        empty="No topic has a post to show.",
        says="Three of each: the beginnings of the conversations that are nearest to it.",
    )


def _who_answers(rows: Rows) -> Table:
    return Table(
        "Who answers",
        rows,
        (
            Show("helper_id", "person", "person"),
            Show("answer_count", "replies to questions", "count"),
            Show("people_count", "people answered", "count"),
            Show("asked_count", "people who answered them", "count"),
            Show("last_at", "last", "date"),
        ),
        sort="-people_count,-answer_count",
        empty="No reply to a question is shown.",
    )


def _between(rows: Rows) -> Table:
    return Table(
        "Who answers whom",
        rows,
        (
            Show("helper_id", "who answers", "person"),
            Show("asked_id", "whom", "person"),
            Show("answer_count", "replies", "count"),
            Show("question_count", "questions", "count"),
            Show("last_at", "last", "date"),
        ),
        sort="-answer_count",
        empty="No reply to a question is shown.",
    )


def _places(rows: Rows) -> Table:
    return Table(
        "Communities to choose from",
        rows,
        (
            Show("choice", "community", "code"),
            Show("kind", "what it is", "word"),
            Show("people_count", "people", "count"),
            Show("heard_count", "of them with posts", "count"),
            Show("post_count", "posts", "count"),
            Show("own_count", "yours", "count"),
            Show("last_at", "last", "date"),
        ),
        sort="-post_count,-people_count",
        empty="Nothing that was imported holds words of people, a list, or a place.",
        says="Choose one with: kithkin community --of COMMUNITY. Without it: your ties where their words are held, else all.",
    )


def _choice(rows: Rows, of: str) -> str:
    """Return the sentence that names what can be chosen, first what comes close."""
    close = closest(of, [row["choice"] for row in rows.top(MOST_CHOICES, "-people_count")])
    others = [
        row["choice"] for row in rows.top(8, "-post_count,-people_count") if row["choice"] not in ("ties", *close)
    ]
    near = f"Close to it: {', '.join(close)}. " if close else ""
    return f"{near}Choose ties, all{''.join(f', {name}' for name in others)}; see all: kithkin rows communities"


def _notes() -> Notes:
    return Notes(
        limits=(
            "An archive of your own posts holds no words of others beside messages: who asks there is not seen.",
            "A question answered elsewhere, by mail or in a call, still looks open.",
            "Words that ask or thank are found by patterns in English, German, French, Spanish, Italian, Portuguese and Dutch; "
            "a question mark counts in every language.",
        ),
        definitions={
            "unasked": "you had written nothing to them in the seven days before",
            "open": "no reply by anybody else, to it or later in its thread",
            "began": "the first follow, reaction or words; a follow is lined up with your last post in the 3 days before",
        },
        measures=(
            "turned_to",
            "turned_to_overview",
            "open_questions",
            "answerable",
            "conversations_to_join",
            "topic_appeal",
            "first_contact",
            "answerers",
            "topic_overview",
            "contribution",
            "focus",
        ),
    )
