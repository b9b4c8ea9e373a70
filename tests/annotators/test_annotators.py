# ruff: noqa: E501  (a line of texts)
"""What every annotator promises, and what those that judge texts find."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithkin.annotators import ANNOTATORS
from kithkin.annotators._commercial_weights import WEIGHTS
from kithkin.annotators._folding import folded, offsets
from kithkin.annotators._offers import ANY, OFFERS, SAYS
from kithkin.annotators.commercial import commercial, offers
from kithkin.annotators.courtesy import courtesy
from kithkin.annotators.language import language_of
from kithkin.annotators.template import skeleton, template
from kithkin.model.annotator import Annotator

HARD = (
    "x", "🎂🎉🎉", "1234", "...", "\u200b\u200b", "\u202etxet drawkcab\u202c and a link https://a.example", "a" * 100_000,
    "é" * 100_000, "а " * 50_000, "." * 100_000, "@" * 50_000, "a-" * 50_000, "www." * 25_000, "hi " * 30_000, "!" * 100_000,
    "שלום, מה שלומך היום חבר יקר", "مرحبا كيف حالك اليوم يا صديقي", "今日はとてもいい天気ですね", "\ud800 half a pair", "1 " * 50_000,
    "A B " * 25_000, "#a " * 30_000, "$1" * 50_000,
)  # fmt: skip
TYPES: dict[str, type] = {"text": str, "integer": int, "double": float, "boolean": bool}
OWN = [a for a in ANNOTATORS if a.name in ("commercial", "courtesy", "language", "template")]


def row(annotator: Annotator, text: str) -> dict[str, Any]:
    found = annotator.annotate([text])
    return {column.name: found[column.name][0] for column in annotator.columns}


@pytest.mark.parametrize("annotator", ANNOTATORS, ids=lambda a: a.name)
def test_any_text_gets_a_row_of_the_right_types(annotator: Annotator) -> None:
    texts = [text for text in HARD if annotator in OWN or "\ud800" not in text]
    found = annotator.annotate(texts)
    for column in annotator.columns:
        assert len(found[column.name]) == len(texts)
        assert all(value is None or type(value) is TYPES[column.type] for value in found[column.name])
    assert annotator.version
    assert annotator.__class__.__doc__


@pytest.mark.parametrize("annotator", ANNOTATORS, ids=lambda a: a.name)
@settings(max_examples=30)
@given(texts=st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=6))
def test_the_batch_does_not_matter(annotator: Annotator, texts: list[str]) -> None:
    together = annotator.annotate(texts)
    for place, text in enumerate(texts):
        assert row(annotator, text) == {name: values[place] for name, values in together.items()}


@settings(max_examples=200)
@given(st.text(max_size=80))
def test_offsets_lead_back(text: str) -> None:
    places = offsets(text)
    assert len(places) == len(folded(text)) + 1
    assert places == sorted(places)
    assert places[-1] == len(text)


def test_spans_lie_in_the_text_and_quote_it() -> None:
    text = "Ｈey 🚀 f\u200bree guíde for yоur business: bооk a call"
    found = offers(text)
    assert found is not None
    quotes = {one.rule: text[one.start : one.end] for one in found}
    assert quotes["booking"] == "bооk a"
    assert "f\u200bree" in quotes["free"]


def test_copies_of_a_template_have_one_skeleton() -> None:
    copies = (
        "Hey Velmira, thanks for the follow! 🚀 Grab my guide: https://a.example/1",
        "THANKS FOR THE FOLLOW! grab my guide https://b.example/22",
        "Hello Ostulf Grim! Thanks for the f\u200bollow, grаb my guide: https://a.example/3 🙌",
        "Hi there, ｔｈａｎｋｓ for the follow — grab my guide: www.c.example",
    )
    assert {skeleton(text) for text in copies} == {"thanks for the follow grab my guide LINK"}


def test_a_text_without_letters_is_no_template() -> None:
    assert row(template, "🎂 123 !!!")["skeleton_id"] is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Are you still on for the market on Saturday?", "en"),
        ("Wann sehen wir uns denn wieder, meine Liebe?", "de"),
        ("On se retrouve samedi au marché comme d'habitude ?", "fr"),
        ("¿Nos vemos el sábado en el mercado como siempre?", "es"),
        ("Nos encontramos no sábado na feira como sempre, está bem?", "pt"),
        ("Ci vediamo sabato mattina al mercato come sempre?", "it"),
        ("Zien we elkaar zaterdag weer op de markt zoals altijd?", "nl"),
        ("Увидимся в субботу на рынке, как всегда?", "ru"),
        ("see you", "unknown"),
        ("https://a.example/the/and/you @the #and 123 🎂", "unknown"),
    ],
)
def test_languages(text: str, code: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "Our agency helps small shops get more customers. Book a free call: https://calendly.example/x",
        "Wir helfen Ihrem Unternehmen zu mehr Kunden. Jetzt kostenloses Erstgespräch buchen: https://a.example",
        "Nous aidons les ateliers à trouver plus de clients. Réservez un appel gratuit : https://a.example",
        "Ayudamos a tu negocio a conseguir más clientes. Agenda una llamada gratis: https://a.example",
        "Ajudamos o seu negócio a ter mais clientes. Agende uma conversa gratuita: https://a.example",
        "Aiutiamo la tua azienda a trovare più clienti. Prenota una chiamata gratuita: https://a.example",
        "Wij helpen jouw bedrijf aan meer klanten. Plan een gratis gesprek: https://a.example",
    ],
)
def test_a_pitch_is_told_in_seven_languages(text: str) -> None:
    found = row(commercial, text)
    assert found["sells"] is True
    assert 0 <= found["span_from"] < found["span_to"] <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "The book has arrived, thank you so much!", "Kommst du am Samstag auch mit zum See?", "On mange ensemble demain soir ?",
        "¿Qué tal el viaje con tu hermana?", "Adorei a foto do seu jardim de ontem", "Come sta tua madre dopo l'operazione?",
        "Hoe was de vakantie met de kinderen?",
    ],
)  # fmt: skip
def test_talk_does_not_sell(text: str) -> None:
    assert row(commercial, text)["sells"] is False


@pytest.mark.parametrize(
    "text",
    ["🎂🎉", "12345 678", "Купите наши новые товары со скидкой сегодня", "今すぐ購入してください、大セール中です"],
)
def test_what_is_not_judged(text: str) -> None:
    assert row(commercial, text)["commercial"] is None
    assert row(commercial, text)["sells"] is None


def test_the_rules_are_whole() -> None:
    names = set(WEIGHTS)
    assert names == set(SAYS)
    assert all(weight >= 0 for weight in WEIGHTS.values())
    offered = names - set(ANY) - {"capitals"}
    assert all(set(rules) == offered for rules in OFFERS.values())
    assert set(OFFERS) == {"en", "de", "fr", "es", "pt", "it", "nl"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Happy birthday! Thanks for the follow.", "wish"),
        ("С днём рождения!", "wish"),
        ("Danke fürs Folgen!", "welcome"),
        ("I'd like to add you to my professional network on LinkedIn.", "default"),
        ("See you at the market", None),
    ],
)
def test_courtesy(text: str, kind: str | None) -> None:
    assert row(courtesy, text)["courtesy"] == kind
