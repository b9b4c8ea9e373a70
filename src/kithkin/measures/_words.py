"""What kernels of texts share: words without the small ones of seven languages, and how much each tells."""

from __future__ import annotations

import re
from typing import Final

from kithkin.model.mails import EARLIER_HEAD

_STOP: Final = """
the and for that this with you your are was were but not have has had from they their there what which who will would can
could should about into than then them these those out our his her she him its all any some more just like get got one
been being very also only over such when where how why did does doing don didn doesn isn wasn won too here now may might
must upon each other own same few most because while during before after above below again once let lets via per yes well
thing things seems seem yet done given anyone someone question questions problem problems issue issues example
frage fragen problem probleme problème question questions pregunta preguntas problema problemas domanda domande problemi
pergunta perguntas vraag vragen probleem problemen
know think want need make made see say said use using used way much many even still really going good new
der die das und ist nicht ein eine einen einem einer mit auf für von den dem des sich auch wie oder aber wenn dann als
bei nur noch schon mal sehr hat habe haben wird werden war sind wir ihr sie ich mich mir dir dich uns euch ihm ihn kann
man mein dein sein zum zur nach vor aus über unter durch doch hier dort diese dieser dieses alle alles etwas mehr gibt ganz
les des une est pas que qui dans pour sur avec plus par sont mais ont ses son aux cette tout fait comme nous vous ils elle
elles leur mes tes mon ton ma ta sa ce ces cet été être avoir ai as avez avons très bien aussi encore peut sans sous donc
los las una uno del que con por para como más pero sus este esta estos estas muy todo todos sin sobre entre también hay
ser son fue era han has hay yo él ella nos les mis tus eso esa ese esto qué cómo cuando donde porque desde hasta
gli del della dei delle che con per una uno non sono più come anche questo questa questi queste molto tutto tutti sul nel
alla alle dal dalla era hai abbiamo hanno suo sua loro mio tua perché quando dove ogni fra tra
dos das uma com por para mais mas não como também seu sua seus suas este esta isso muito todos pelo pela nos foi tem ser
são está eu ele ela você meu minha quando onde porque até entre sem sobre
het een van met voor niet zijn maar ook dat dit die deze naar door over bij nog wel als dan meer zich haar hem hun ons
wij jij jullie ben bent heeft hebben wordt worden waar wat hoe waarom omdat geen alle veel heel
http https www com org net html amp rsquo wrote writes schrieb dear hello regards best kind thanks thank please hallo
liebe grüße bonjour merci hola gracias ciao grazie olá obrigado dank bedankt subject sent list mailing discussion lists
monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october
november december
"""
STOP: Final = frozenset(_STOP.split())
LEAST: Final = 3
LONGEST: Final = 30
MOST_CHARACTERS: Final = 4_000

_STEM: Final = 7
_ENDINGS: Final = ("ing", "ed", "es", "en", "er", "s", "e", "n", "o", "a")

_NOISE: Final = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+|@\w+|^[ \t]*(?:\w{0,12}>|\|)[^\n]*|^[^\n]{0,200}\b(?:wrote|writes):[ \t]*$",
    re.MULTILINE,
)
#: A signature, a line that a provider puts above its advertisement, or the heads of the mails below an answer.
_END: Final = re.compile(
    r"^(?:--[ \t]?|_{8,}|-{8,})[ \t]*$|^[ \t]*-{2,}[ \t]*(?:original|forwarded|ursprüngliche)[^\n]{0,60}-"
    rf"|^[ \t]*{EARLIER_HEAD}",
    re.MULTILINE | re.IGNORECASE,
)
_TAGS: Final = re.compile(r"^(?:\s*(?:\[[^\]]{1,60}\]|(?:re|aw|fwd?|wg|sv|tr|rv|r)\s*:))+", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]+")


def subject(title: str) -> str:
    """Return a subject without the list's name and the marks of an answer."""
    return _TAGS.sub("", title).strip()


def own_part(text: str) -> str:
    """Return what the author of a text wrote in it: no links, quoted lines, signatures, earlier mails."""
    plain = text[:MOST_CHARACTERS]
    if end := _END.search(plain):
        plain = plain[: end.start()]
    return _NOISE.sub(" ", plain)


def words(text: str) -> list[str]:
    """Return the words of a text that can tell a matter: lower case, no links, quotes, signatures, small words."""
    found = _WORD.findall(own_part(text).casefold())
    return [word for word in found if LEAST <= len(word) <= LONGEST and word not in STOP]


def stem(word: str) -> str:
    """Return the beginning that the forms of a word share: endings of the seven languages taken off, one by one."""
    while True:
        end = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= LEAST), "")
        if not end:
            return word[:_STEM]
        word = word[: -len(end)]
