"""Whom a comment or reaction was for, read from the only place that says it: the item's localised title.

`Jane Roe commented on Bo Diaz's post.` names Bo Diaz. Titles come in the language of the export; a title
of no known form names nobody, which is said as null and never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Final, NamedTuple

from kithkin.sources._meta import plain

_EN_THING: Final = (
    r"(?:post|photo|video|comment|link|status(?: update)?|album|life event|profile (?:picture|photo|video)"
    r"|cover (?:photo|video)|story|reel|note|event|memory|memories|GIF|poll|live video|share|review|reply|check-in)s?"
)
_DE_THING: Final = (
    r"(?:Beitrag|Foto|Video|Kommentar|Link|Status(?:meldung)?|Album|Lebensereignis|Profilbild|Titelbild|Story|Reel"
    r"|Notiz|Veranstaltung|Erinnerung|Antwort)"
)
_FR_THING: Final = (
    r"(?:publication|photo(?: de profil| de couverture)?|vidéo|commentaire|lien|statut|album|évènement marquant|story"
    r"|reel|réponse|souvenir|évènement)"
)
_ES_THING: Final = (
    r"(?:publicación|foto(?: de perfil| de portada)?|video|vídeo|comentario|enlace|estado|álbum|historia|reel|respuesta"
    r"|recuerdo|evento)"
)
_PT_THING: Final = (
    r"(?:publicação|post|foto(?: de perfil| da capa| de capa)?|vídeo|comentário|link|status|estado|álbum|story|reel"
    r"|resposta|memória|lembrança|evento)"
)
_IT_THING: Final = (
    r"(?:post|foto(?: del profilo| di copertina)?|video|commento|link|stato|album|storia|reel|risposta|ricordo|evento)"
)
_NL_THING: Final = (
    r"(?:bericht|foto|video|opmerking|reactie|link|status(?:update)?|album|verhaal|reel|antwoord|herinnering|profielfoto"
    r"|omslagfoto|evenement)"
)

#: For each language: forms in which the target stands, and forms of an act on something of one's own.
_FORMS: Final[dict[str, tuple[tuple[str, ...], str]]] = {
    "en": (
        (
            rf" (?:likes|liked|reacted to|commented on|replied to) (?P<target>.+?)(?:['’]s|['’]) {_EN_THING}"
            r"(?P<place> in .+)?\.?$",
        ),
        rf" (?:likes|liked|reacted to|commented on|replied to) (?:his|her|their|its|your|own)(?: own)? {_EN_THING}",
    ),
    "de": (
        (
            r" (?:hat auf|hat|gefällt) (?P<target>(?!den |das |dem |die |der |ein )\S.*?)(?:s|['’]) "
            rf"(?:\w+ )?{_DE_THING}"
            r"(?: kommentiert| geantwortet| reagiert)?(?P<place> in .+)?\.?$",
            rf" (?:hat auf|hat|gefällt) (?:den|das|die|der|dem) {_DE_THING} von (?P<target>.+?)"
            r"(?: kommentiert| geantwortet| reagiert)?\.?$",
        ),
        rf" (?:sein|ihr|dein)(?:e|en|em|er|es)? (?:eigene[nmrs]? )?{_DE_THING}",
    ),
    "fr": (
        (
            rf" (?:a commenté|aime|a aimé|a réagi à|a répondu à|a répondu au|a réagi au) (?:la |le |l['’]|une |un )?"
            rf"{_FR_THING} (?:de |d['’])(?P<target>.+?)\.?$",
        ),
        rf" (?:sa|son|votre) (?:propre )?{_FR_THING}",
    ),
    "es": (
        (
            r" (?:comentó|ha comentado|le gusta|indicó que le gusta|reaccionó a|ha reaccionado a|respondió a"
            r"|respondió al|reaccionó al|ha respondido a|ha respondido al|comentó en) (?:la |el |un |una )?"
            rf"{_ES_THING} de (?P<target>.+?)\.?$",
        ),
        rf" (?:su|tu) (?:propi[oa] )?{_ES_THING}",
    ),
    "pt": (
        (
            r" (?:comentou(?: na| no| em)?|curtiu|gosta d[ao]|gostou d[ao]|reagiu à|reagiu ao|reagiu a|respondeu ao"
            rf"|respondeu à|respondeu a) (?:a |o |uma |um )?{_PT_THING} d[eoa] (?P<target>.+?)\.?$",
        ),
        rf" (?:sua|seu|tua|teu|própri[ao]) (?:própri[ao] )?{_PT_THING}",
    ),
    "it": (
        (
            r" (?:ha commentato|piace|ha reagito al|ha reagito alla|ha risposto al|ha risposto alla"
            r"|ha aggiunto una reazione al|ha aggiunto una reazione alla|ha messo mi piace al"
            rf"|ha messo mi piace alla) (?:il |la |lo |l['’]|un |una )?{_IT_THING} (?:di |d['’])(?P<target>.+?)\.?$",
        ),
        rf" (?:il|la|al|alla)? ?(?:suo|sua|tuo|tua|proprio|propria) {_IT_THING}",
    ),
    "nl": (
        (
            r" (?:heeft gereageerd op|heeft geantwoord op|heeft een reactie geplaatst bij|reageerde op|vindt) "
            rf"(?:de |het |een )?{_NL_THING} van (?P<target>.+?)(?: leuk)?\.?$",
            rf" (?:heeft gereageerd op|heeft geantwoord op|vindt) (?P<target>(?!de |het |een )\S.*?)(?:['’]s|s|['’]) "
            rf"{_NL_THING}(?: leuk)?\.?$",
        ),
        rf" (?:zijn|haar|hun|je|jouw) (?:eigen )?{_NL_THING}",
    ),
}  # fmt: skip

_TARGETS: Final = tuple(re.compile(form) for forms, _ in _FORMS.values() for form in forms)
_OWN: Final = re.compile("|".join(f"(?:{own}\\b)" for _, own in _FORMS.values()))

#: Words by which a title says that it answers a comment.
_REPLY: Final = re.compile(
    r"replied to|geantwortet|a répondu|respondió|ha respondido|respondeu|ha risposto|heeft geantwoord"
)

#: Words by which a title shows that the export is in English.
_ENGLISH: Final = re.compile(r" (?:likes|liked|reacted to|commented on|replied to) ")

#: What may follow a name in languages where the name stands last: the group it happened in.
_PLACE: Final = re.compile(r" (?:in|dans|en|em|no|na|nel|nella|im) ")

#: Who wrote on the owner's timeline.
_WRITERS: Final = tuple(
    re.compile(form)
    for form in (
        r"^(?P<actor>.+?) (?:wrote on|posted on|posted to|posted something on|shared .{1,60} (?:to|on)) .*timeline\.?$",
        r"^(?P<actor>.+?) hat .*(?:Chronik|Timeline).*$",
        r"^(?P<actor>.+?) a (?:écrit|publié|partagé) .*journal.*$",
        r"^(?P<actor>.+?) (?:escribió|publicó|compartió) .*(?:biografía|muro).*$",
        r"^(?P<actor>.+?) (?:escreveu|publicou|compartilhou) .*(?:linha do tempo|mural|cronologia).*$",
        r"^(?P<actor>.+?) ha (?:scritto|pubblicato|condiviso) .*diario.*$",
        r"^(?P<actor>.+?) heeft .*tijdlijn.*$",
    )
)

_LONGEST: Final = 600


class Aim(NamedTuple):
    """Whom a title names: a person or page, the owner, or nobody that could be read."""

    name: str | None = None
    is_own: bool = False
    is_reply: bool = False


def aim_of(title: str, owner: str, known: Container[str] = frozenset()) -> Aim:
    """Return whom a title names.

    Parameters
    ----------
    title : the repaired title.
    owner : the owner's name, with which titles begin; may be empty.
    known : names met elsewhere, as `plain` spells them. They decide where a name may be followed by the group:
        of `Bo en Madrid` neither half is taken unless it is known.
    """
    found = parts_of(title, owner)
    if not found.name or (found.is_own and plain(found.name) not in known):
        return Aim(is_own=found.is_own, is_reply=found.is_reply)
    return Aim(_settled(found.name.strip(), known), is_reply=found.is_reply)


class Parts(NamedTuple):
    """What stands in a title: where a name stands, whether it tells of something of one's own, and of an answer."""

    name: str = ""
    is_own: bool = False
    is_reply: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether it names somebody whatever other names are known."""
        return bool(self.name.strip()) and not self.is_own and _PLACE.search(self.name.strip()) is None


def parts_of(title: str, owner: str) -> Parts:
    """Return what stands in a repaired title; see `aim_of`."""
    if len(title) > _LONGEST:
        return Parts()
    is_reply = _REPLY.search(title) is not None
    rest = " " + title.removeprefix(owner).strip() if owner and title.startswith(owner) else " " + title.strip()
    name = next((match["target"] for form in _TARGETS if (match := form.search(rest)) is not None), "")
    return Parts(name, _OWN.search(rest) is not None, is_reply)


def _settled(name: str, known: Container[str]) -> str | None:
    """Return the name, or None where it may hold more than a name."""
    if plain(name) in known:
        return name
    place = _PLACE.search(name)
    if place is None:
        return name or None
    return name[: place.start()] if plain(name[: place.start()]) in known else None


def is_english(title: str) -> bool:
    """Return whether a title is in English, which is read best: another language would not name more people."""
    return _ENGLISH.search(title[:_LONGEST]) is not None


def writer_of(title: str) -> str | None:
    """Return who wrote on the owner's timeline, by the title."""
    if len(title) > _LONGEST:
        return None
    return next((match["actor"] for form in _WRITERS if (match := form.search(title))), None)
