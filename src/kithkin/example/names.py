"""Names of people who do not exist, in nine scripts, put together from syllables."""

from __future__ import annotations

import random
from typing import Final

#: Per script: beginnings and ends of given names, then of family names.
SYLLABLES: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("Vel Ost Quil Tarn Brem Fjol Zyl Harv Orl Niv Umb Wyr Kesp Dral", "mira din vane ette ulf isk ora een ask ilde",
     "Thorn Grim Wex Pell Brack Lorn Hask Vint Crum Stel", "quist mere vold wick stead burrow lund feld croft rake"),
    ("Ζυρ Θελ Κορμ Ψαλ Βρεν Ξαν", "ίνα ανδος ιλη ωρις άκης", "Μπραξ Τζελ Φουντ Γκορμ Πλακ", "ίδης όπουλος άκη έας"),
    ("Жел Крас Вирм Зуб Тром Яхв", "имир ова слав инна дан", "Брумк Шелд Вохр Пряж Глынд", "евич унов айло ёнко"),
    ("زرف قلم طرن شمخ درب", "ين ود ان يل ار", "البرن القسط الطرم الزلف", "اوي اني يفي وشي"),
    ("זלפ קרמ תרנ שבט", "יאל ון ית ער", "בר־קלמ גרזנ טלפ", "וני אי ובן"),
    ("झल तुर वृम खेल ज़ुम", "इन्द ओला ऊर इका", "धर्म टिक फुल", "ओटे वाकर ईवाल"),
    ("봄 큘 뱌 헬 촘", "루 닐 잔 혜미", "굴 뱅 츄 탁", " "),
    ("ぞり むく ぺる ひゃ", "まる ねこ たけ よの", "くもざき ふうが とげ", "はら いし ぬま"),
    ("鸞 淼 犇 驫 龘", "芫 琋 翀 玥", "銚 朒 粜 亓", " "),
)  # fmt: skip
_LATIN: Final = (
    "bra",
    "quo",
    "zil",
    "ven",
    "tor",
    "mup",
    "fex",
    "lor",
    "kip",
    "dun",
    "wob",
    "jas",
    "nim",
    "yel",
    "gro",
    "pir",
)
_MOSTLY_LATIN: Final = (60, 4, 8, 6, 3, 6, 5, 5, 3)


def name(chance: random.Random) -> str:
    """Return a name that nobody bears."""
    begin, end, family, close = chance.choices(SYLLABLES, _MOSTLY_LATIN)[0]
    given = chance.choice(begin.split()) + chance.choice(end.split())
    last = chance.choice(family.split()) + (chance.choice(close.split()) if close.strip() else "")
    return f"{given} {last}"


def handle(chance: random.Random, number: int) -> str:
    """Return a handle that no other person of the example has."""
    return "".join(chance.choices(_LATIN, k=3)) + f"_{number:04d}"
