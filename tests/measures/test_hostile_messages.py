"""Messages that are made to fool, and messages in masses: disguised letters, unknown languages, one sender of 100,000."""

from __future__ import annotations

import pytest

from kithkin.annotators.commercial import commercial
from kithkin.annotators.template import skeleton
from kithkin.measures.automated_message import automated_message
from kithkin.measures.automated_message_evidence import automated_message_evidence
from kithkin.validity.texts import verdicts
from tests.measures.by_hand import Row, answer

ME = [{"account_id": "x:me", "person_id": "self"}]
PITCH = "Thanks for the follow! Grab my free guide with ten tips for more clients: https://guide.example/x"
LATIN_TO_CYRILLIC = str.maketrans("aeopcxAEOPC", "аеорсхАЕОРС")
SMALL_CAPITALS = str.maketrans("abcdefghijklmnoprstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ")

DISGUISES = {
    "homoglyphs": PITCH.replace("free guide", "free guide".translate(LATIN_TO_CYRILLIC)),
    "zero width": "\u200b".join(PITCH[:60]) + PITCH[60:],
    "soft hyphens": PITCH.replace("free", "fr\u00adee").replace("clients", "cli\u00adents"),
    "bidi": PITCH.replace("Grab", "\u202dGrab\u202c").replace("tips", "\u2067tips\u2069"),
    "full width": PITCH.replace("free", "".join(chr(ord(c) + 0xFEE0) for c in "free")),
    "mathematical": PITCH.replace("free", "".join(chr(0x1D41A + ord(c) - 97) for c in "free")),
    "combining": PITCH.replace("free", "f\u0301r\u0302e\u0308e"),
    "homoglyphs throughout": PITCH.translate(LATIN_TO_CYRILLIC).replace("һ", "h"),
    "full width throughout": "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in PITCH),
    "struck through": "".join(f"{c}\u0336\u0301" if c.isalpha() else c for c in PITCH),
    "small capitals": PITCH.lower().replace("https", "\0").translate(SMALL_CAPITALS).replace("\0", "https"),
    "written backwards": f"\u202e{PITCH[::-1]}\u202c",
    "half backwards": f"Thanks for the follow! \u202e{PITCH[23:60][::-1]}\u202c{PITCH[60:]}",
}


@pytest.mark.parametrize("name", DISGUISES)
def test_a_disguised_pitch_is_read_as_the_plain_one(name: str) -> None:
    text = DISGUISES[name]
    plain, found = (commercial.annotate([each]) for each in (PITCH, text))
    assert found["sells"] == [True]
    assert found["rules"] == plain["rules"]
    assert skeleton(text) == skeleton(PITCH)
    assert 0 <= found["span_from"][0] < found["span_to"][0] <= len(text)


def test_copies_in_different_disguises_are_one_template_with_spans_of_the_words_as_written() -> None:
    rows: list[Row] = [
        {"message_id": name, "sender_id": f"x:{name}", "recipient_id": "self", "sent_at": "2024-05-01", "text": text}
        for name, text in DISGUISES.items()
    ]
    found = answer(automated_message, show="band signs", identities=ME, messages=rows)
    assert set(found) == {("likely", "copies, wording")}
    for row in answer(automated_message_evidence, show="quote span_from span_to", identities=ME, messages=rows):
        if row[1] is not None:
            assert row[0][row[1] : row[2]]


@pytest.mark.parametrize(
    "text",
    [
        "Köszönjük a követést! Töltsd le ingyenes útmutatónkat, és szerezz több ügyfelet még ma",
        "フォローありがとうございます。無料のガイドをダウンロードしてください",
        "감사합니다! 무료 가이드를 받아보세요 지금 바로 신청하세요",
        "شكرا على المتابعة! احصل على دليلنا المجاني الآن واربح المزيد من العملاء",
        "🎁🚀🔥",
    ],
)
def test_words_in_other_languages_are_not_judged_but_copies_are_seen(text: str) -> None:
    found = commercial.annotate([text])
    assert (found["commercial"], found["sells"]) == ([None], [None])
    rows: list[Row] = [
        {"sender_id": f"x:{n}", "recipient_id": "self", "sent_at": "2024-05-01", "text": text} for n in range(4)
    ]
    bands = answer(automated_message, show="band", identities=ME, messages=rows)
    assert {band for (band,) in bands} <= {"possible", "none"}


def test_one_sender_of_a_hundred_thousand_messages() -> None:
    texts = [f"{PITCH}{n}" for n in range(1000)] + [f"Order {n} left the house this morning" for n in range(1000)]
    rows = [
        {"text": texts[n % 2000], "sender": "machine", "recipient": f"p{n % 50_000}", "label": "1"}
        for n in range(100_000)
    ]
    bands = verdicts(rows)
    assert len(bands) == 100_000
    assert {band for band, row in zip(bands, rows, strict=True) if row["text"].startswith("Thanks")} == {"likely"}
    assert "likely" not in {band for band, row in zip(bands, rows, strict=True) if row["text"].startswith("Order")}


def test_a_clock_that_disagrees_by_hours_makes_no_timing_and_no_error() -> None:
    follow = {"follower_id": "instagram:ann", "followed_id": "self", "followed_at": "2024-05-01T10:00:00"}
    for sent, signs in (("2024-05-01T08:00:00", "wording"), ("2024-05-01T10:00:03", "timing, wording")):
        rows = [{"sender_id": "instagram:ann", "recipient_id": "self", "sent_at": sent, "text": PITCH}]
        assert answer(automated_message, show="signs", identities=ME, messages=rows, follows=[follow]) == [(signs,)]
