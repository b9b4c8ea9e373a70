"""Topics by meaning and by words: which is used, what each finds in five languages, and what is said where it cannot be."""

from __future__ import annotations

import random
from collections import Counter
from importlib.util import find_spec
from typing import Any

import pytest

from kithkin.annotators.meaning import PACKAGE, Meaning, meaning
from kithkin.measures.topic_passages import PASSAGE, topic_passages
from kithkin.measures.topic_texts import topic_texts
from kithkin.measures.topics import topics
from kithkin.model.errors import KithkinError, Misuse
from kithkin.workspace import Workspace
from tests.measures.by_hand import answer
from tests.worlds.matters import sayings

Row = dict[str, Any]


@pytest.fixture
def by_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let texts be judged, as they are outside of tests where the extra is installed."""
    if find_spec(PACKAGE) is None:
        pytest.skip("the extra semantic is not installed")
    monkeypatch.setattr(meaning, "version", Meaning().version)


def planted(*languages: str, seed: int = 1, count: int = 8) -> list[Row]:
    """Return posts of two sentences on one matter in one language; the author bears the name of the matter."""
    chance = random.Random(seed)
    said: dict[tuple[str, str], list[str]] = {}
    for matter, language, sentence in sayings(*languages):
        said.setdefault((matter, language), []).append(sentence)
    return [
        {"post_id": f"m:{language}{number}{matter}", "author_id": f"m:{matter}", "network": "m",
         "text": ". ".join(chance.sample(sentences, 2))}
        for (matter, language), sentences in said.items()
        for number in range(count)
    ]  # fmt: skip


def purity(rows: list[Row]) -> float:
    """Return the share of texts whose topic's most frequent matter is their own."""
    held: dict[str, Counter[str]] = {}
    for row in rows:
        held.setdefault(row["topic"], Counter())[row["author_id"]] += 1
    return sum(max(counts.values()) for counts in held.values()) / len(rows)


@pytest.mark.usefixtures("by_meaning")
@pytest.mark.parametrize("seed", [1, 2])
def test_matters_are_found_across_languages_by_meaning_alone(seed: int) -> None:
    posts = planted(seed=seed)
    meant, worded = (answer(topics, posts=posts, topic_count=6, space=space) for space in ("meaning", "words"))
    assert {row["space"] for row in meant} == {"meaning"}
    assert {row["space"] for row in worded} == {"words"}
    assert purity(meant) >= 0.95 > 0.75 >= purity(worded)
    assert len(meant) >= 0.95 * len(posts)
    assert all(row["topic"] for row in meant)


@pytest.mark.usefixtures("by_meaning")
def test_topics_by_meaning_do_not_depend_on_the_order_of_rows_and_stay_when_more_comes() -> None:
    posts = planted()
    rows = answer(topics, posts=posts, topic_count=6)
    assert {row["space"] for row in rows} == {"meaning"}
    assert answer(topics, posts=random.Random(4).sample(posts, len(posts)), topic_count=6) == rows
    fewer = answer(topics, posts=random.Random(4).sample(posts, round(len(posts) / 1.1)), topic_count=6)
    after = {row["row_id"]: row["topic"] for row in rows}
    moved = Counter((row["topic"], after[row["row_id"]]) for row in fewer if row["row_id"] in after)
    assert sum(n for _, n in moved.most_common(6)) >= 0.9 * moved.total()


@pytest.mark.usefixtures("by_meaning")
def test_where_most_cannot_be_read_words_are_used() -> None:
    greek = [
        "κόλλα στο εξώφυλλο",
        "εξώφυλλο και κόλλα",
        "η κόλλα στεγνώνει εξώφυλλο",
        "χαρτί και μελάνι",
        "μελάνι στο χαρτί",
    ]
    posts = [{"post_id": f"m:{n}", "author_id": "m:ann", "text": greek[n % 5]} for n in range(10)]
    assert {row["space"] for row in answer(topics, posts=posts, topic_count=2)} == {"words"}
    hostile = ["🙂" * 50, "a" * 100_000, "\u202eمرحبا بالعالم\u202c", "....", "> " * 5_000, "\u200b"] * 3
    odd = [{"post_id": f"m:{n:02}", "author_id": "m:ann", "text": text} for n, text in enumerate(hostile)]
    assert all(row["topic"] for row in answer(topics, posts=odd))


def test_without_the_extra_words_are_used_and_said() -> None:
    rows = answer(topics, posts=planted("en"), topic_count=6)
    assert {row["space"] for row in rows} == {"words"}
    assert rows == answer(topics, posts=planted("en"), topic_count=6, space="words")


def test_a_space_that_is_none_is_refused() -> None:
    with pytest.raises(Misuse, match="Topics cannot be grouped by colour"):
        answer(topics, posts=planted("en"), space="colour")


def test_a_passage_is_the_subject_and_what_was_written_first() -> None:
    mails = [
        {"post_id": f"m:{n}", "author_id": "m:ann", "thread_id": "m:1", "posted_at": f"2024-01-0{3 - n}", "title": "[Talk] Glue",
         "text": text}
        for n, text in enumerate(("> first\nsecond " + "x" * PASSAGE, "first\n-- \nAnn"))
    ]  # fmt: skip
    (found,) = answer(topic_passages, posts=mails)
    assert found["text"].startswith("Glue first second xxx")
    assert len(found["text"]) == PASSAGE
    assert answer(topic_passages, posts=mails, space="words") == []
    assert answer(topic_passages, posts=[{"post_id": "m:1", "author_id": "m:ann", "text": "🙂 …"}]) == []


def test_the_latest_conversations_are_read_whole() -> None:
    posts = [
        {
            "post_id": f"m:{n}",
            "author_id": "m:ann",
            "thread_id": thread,
            "posted_at": f"2024-01-0{n}",
            "text": "Which glue?",
        }
        for n, thread in ((1, "m:1"), (2, "m:2"), (3, None), (4, "m:1"))
    ]
    assert answer(topic_texts, posts=posts, at_most=2, show="row_id") == [("m:1",), ("m:3",), ("m:4",)]


def test_the_page_says_what_topics_are_grouped_by(closed: Workspace) -> None:
    says = str(closed.page("community"))
    assert "Conversations grouped by words." in says
    with pytest.raises(KithkinError, match="could not be grouped by meaning") as error:
        closed.page("community", space="meaning")
    assert "kithkin[semantic]" in error.value.way_on


@pytest.mark.usefixtures("by_meaning")
def test_what_is_installed_and_what_is_chosen_are_told_apart(closed: Workspace) -> None:
    """Equal imports, and yet no answer by words is given where meaning was asked for, from the cache or not."""
    assert "grouped by meaning across languages" in str(closed.page("community"))
    assert "Conversations grouped by words." in str(closed.page("community", space="words"))
    assert "grouped by meaning across languages" in str(closed.page("community", space="meaning"))
