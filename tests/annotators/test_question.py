"""Questions, requests and thanks: what is found, in which words, and what must not be."""

from __future__ import annotations

import re
from itertools import product

import pytest

from kithkin.annotators._cues import compiled
from kithkin.annotators._thanks import NOT_FOR_A_GIFT, THANKS
from kithkin.annotators._wants import ENQUIRY, INTRODUCTION, RECOMMENDATION, REQUEST
from kithkin.annotators.question import question
from kithkin.annotators.turning import turning

HOSTILE = (
    "🙂🙃",
    "؟؟؟",
    "a" * 100_000,
    "? " * 50_000,
    "\u202egnisrever\u202c",
    "\x00\x07",
    "….…",
    "ab" * 9 + "?" * 9_000,
)
#: One of each language and family; every phrase is tried on each.
TEXTS = (
    "Would you introduce me to the binder? Thanks!", "Kannst du mir bitte helfen? Vielen Dank.",
    "Combien coûte la presse ? Merci.",
    "¿Me recomendáis una cola? Gracias.", "Mi presenti il rilegatore? Ti ringrazio.", "Podes emprestar-me a prensa? Obrigada.",
    "Brigada pela dica.", "Welke lijm raden jullie aan? Dankjewel.", "Thx, tysm, cheers!", "In contact met de binder brengen?",
)  # fmt: skip


def asked(text: str) -> tuple[bool | None, str | None]:
    found = question.annotate([text])
    cue, start, end = (found[name][0] for name in ("cue", "span_from", "span_to"))
    assert cue is None or text[start:end] == cue
    return found["is_question"][0], cue


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Nice work. Which paper do you take?", "Which paper do you take?"),
        ("First?\n\nHow do you press\na cover?", "How do you press\na cover?"),
        ("Weiß jemand, wie man Leim trocknet. Danke!", "Weiß jemand, wie man Leim trocknet"),
        ("Quelqu'un sait où acheter du lin", "Quelqu'un sait où acheter du lin"),
        ("¿Alguien sabe qué cola usar", "¿Alguien sabe qué cola usar"),
        ("Qualcuno conosce un buon filo", "Qualcuno conosce un buon filo"),
        ("Alguém sabe como secar a cola", "Alguém sabe como secar a cola"),
        ("Weet iemand welke lijm", "Weet iemand welke lijm"),
        ("هل هذا الورق جيد؟", "هل هذا الورق جيد؟"),
        ("どの紙を使いますか？", "どの紙を使いますか？"),
    ],
)
def test_a_question_is_found_with_its_words(text: str, cue: str) -> None:
    assert asked(text) == (True, cue)


@pytest.mark.parametrize(
    "text",
    [
        "See https://shop.example/?page=2 for more.",
        "> Which glue?\nPaste.",
        "if(x?y:z) works.",
        "Paste holds.",
        "On Monday Ann wrote:\nYes.",
        "Good.\n-- \nWhy not bind a book?",
        "Please let me know.",
    ],
)
def test_what_asks_nothing_is_no_question(text: str) -> None:
    assert asked(text) == (False, None)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_read_quickly_and_alone(text: str) -> None:
    """The same text has the same answer alone and among others, and every span lies inside the text."""
    for annotator in (question, turning):
        alone = annotator.annotate([text])
        among = annotator.annotate(["Which?", text, "Thank you!"])
        for column in annotator.columns:
            assert alone[column.name][0] == among[column.name][1]
            if column.type == "integer":
                assert alone[column.name][0] is None or 0 <= alone[column.name][0] <= len(text)


def test_a_text_without_letters_is_not_judged() -> None:
    assert asked("🙂🙃") == (None, None)


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("Could you please send me the pattern?", "request"),
        ("Kannst du mir bei der Presse helfen?", "request"),
        ("How much would a notebook be?", "enquiry"),
        ("Je voudrais commander deux carnets.", "enquiry"),
        ("Quanto costa un quaderno?", "enquiry"),
        ("Would you introduce me to the printer?", "introduction"),
        ("Te presento a mi hermana.", "introduction"),
        ("Can you recommend a paper?", "recommendation"),
        ("Kun je een papier aanbevelen?", "recommendation"),
        ("Spent the morning sewing.", None),
        ("Nos reuniremos: las tres dimensiones del pliego.", None),
        ("Welche Presse würdet ihr mir empfehlen?", "recommendation"),
        ("Mijn zus heeft uw werkplaats aanbevolen.", "recommendation"),
        ("Das Buch ist zu empfehlen.", None),
        ("Ist die Presse noch zu haben?", "enquiry"),
        ("Potreste prestarci la pressa?", "request"),
        ("Você poderia me emprestar a prensa?", "request"),
        ("Mag ik je in contact brengen met mijn zus?", "introduction"),
    ],
)
def test_what_people_come_with(text: str, wants: str | None) -> None:
    assert turning.annotate([text])["wants"] == [wants]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The box came, thank you!", "thank you"),
        ("Vielen Dank für die Hilfe", "Vielen Dank"),
        ("Muchas gracias", "Muchas gracias"),
        ("Thanks for following back!", None),
        ("Send it by Monday, thanks in advance.", None),
        ("Thankless work.", None),
        ("No thanks, I have a press.", None),
        ("Thanks to the rain the fair was empty.", None),
        ("Thanks to the group for the pattern.", "Thanks"),
        ("Danke im Voraus! Und danke für das Papier.", "danke"),
        ("Merci de fermer la porte.", None),
        ("Merci de m'avoir prêté la presse.", "Merci"),
        ("Gracias a la lluvia no hubo feria.", None),
        ("Grazie a voi la pressa funziona.", "Grazie"),
        ("Fui obrigada a esperar.", None),
        ("Nee, bedankt.", None),
        ("Je hebt me enorm geholpen.", "Je hebt me enorm geholpen"),
    ],
)
def test_thanks_are_for_something_given(text: str, words: str | None) -> None:
    found = turning.annotate([text])
    start, end = found["thanks_from"][0], found["thanks_to"][0]
    assert (text[start:end] if start is not None else None) == words


@pytest.mark.parametrize(
    "text",
    [
        "Done, see below.\n\nFrom: Ann <ann@a.example>\nSent: Monday\nTo: Bob\n\nWhich glue holds?",
        "Gemacht.\nVon: Ann\nGesendet: Montag\nAn: Bob\nWelcher Leim hält?",
        "Sure.\n-----Original Message-----\nWhich glue holds?",
        "Ann> Which glue holds?\nPaste.",
        "It holds.\n________________________________\nDo you know our free mail?",
        'It fails:\n  File "<stdin>", line 1, in ?\nTypeError',
        '#   File "a.py", line 6, in ?',
    ],
)
def test_what_others_asked_or_a_program_wrote_is_no_question(text: str) -> None:
    assert not asked(text)[0]


def test_a_line_that_begins_with_from_is_still_the_authors() -> None:
    assert asked("From: the mill\nWhich paper did you take?") == (True, "From: the mill\nWhich paper did you take?")


def test_grouped_phrases_find_what_the_phrases_find() -> None:
    phrases = (*THANKS, *NOT_FOR_A_GIFT, *INTRODUCTION, *RECOMMENDATION, *ENQUIRY, *REQUEST)
    for phrase in phrases:
        plain = re.compile(rf"(?<!\w)(?:{phrase})(?!\w)".replace(" ", r"\s+"), re.IGNORECASE)
        grouped = compiled(phrase)
        for text in TEXTS:
            assert bool(plain.search(text)) == bool(grouped.search(text)), (phrase, text)


@pytest.mark.parametrize("phrase", ["(?:a |b(?:c|d) )?e", "(?:a|b)*c", "a?b", "(?:x|(?:y|z)w)v", "¿a", "[ab]c", "b|c"])
def test_a_phrase_may_begin_in_any_way(phrase: str) -> None:
    plain = re.compile(rf"(?<!\w)(?:{phrase})(?!\w)".replace(" ", r"\s+"), re.IGNORECASE)
    for letters in product(" abcdevwxyz¿", repeat=3):
        text = "".join(letters)
        assert bool(plain.search(text)) == bool(compiled(phrase).search(text)), text
