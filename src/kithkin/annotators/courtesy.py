# ruff: noqa: E501  (a pattern is read as one line of alternatives)
"""The annotator `courtesy`: welcomes, wishes, and what a platform writes for its users."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from kithkin.annotators._folding import folded, span
from kithkin.model.tables import Column

_FOLLOW: Final = (
    r"(?:follow(?:ing|ed)?(?: back| me)?|connect(?:ing|ion)?|add(?:ing)?|accept(?:ing)?|join(?:ing)?|subscrib(?:ing|e))"
)
#: Over folded text; the first kind that is met is the text's.
_KINDS: Final = {
    "wish": re.compile(
        r"\b(?:happy (?:birthday|bday|b-day|new year|easter|holidays|anniversary|diwali|eid)|merry christmas|"
        r"many happy returns|congrat(?:s|ulations) on your|get well|condolences|sorry for your loss|"
        r"alles (?:gute|liebe) zum|herzlichen gluckwunsch|frohe (?:weihnachten|ostern)|frohes (?:neues|fest)|gute besserung|"
        r"joyeux (?:anniversaire|noel)|bon anniversaire|bonne annee|feliz (?:cumpleanos|navidad|ano)|felicidades por|"
        r"feliz (?:aniversario|natal)|parabens pel[oa]|tanti auguri|buon (?:compleanno|natale|anno)|auguri|"
        r"gefeliciteerd|fijne (?:verjaardag|feestdagen|kerst)|gelukkig nieuwjaar|van harte|wszystkiego najlepszego|"
        r"sto lat)\b|с днем рождения|с новым годом|поздравляю|dogum gunun"
    ),
    "default": re.compile(
        r"\b(?:i'?d like to (?:add you to my professional network|join your linkedin network|connect with you on linkedin)|"
        r"ich mochte (?:sie|dich) (?:gerne )?(?:zu meinem (?:beruflichen )?netzwerk|meinem netzwerk) \w*hinzufugen|"
        r"j'aimerais vous (?:inviter a rejoindre|ajouter a) mon reseau|me gustaria anadirte a mi red|"
        r"gostaria de adicion\w+ (?:a|na) minha rede|vorrei aggiungerti alla mia rete|"
        r"ik wil je graag (?:toevoegen|uitnodigen))\b"
    ),
    "welcome": re.compile(
        rf"\b(?:thanks?(?: you)?|thx|ty|appreciate)\b.{{0,24}}\b{_FOLLOW}\b|\bthanks for the (?:add|follow|connection)\b|"
        r"\b(?:great|nice|good|happy|glad|pleased|lovely|excited) (?:to (?:be connected|connect|have you)|meeting you)\b|"
        r"\bwelcome (?:to|aboard)\b|"
        r"\b(?:danke|vielen dank|dankeschon|merci)\b.{0,24}\b(?:folg\w*|follow\w*|vernetz\w*|kontakt\w*|verbind\w*|annahme|annehm\w*)|"
        r"\b(?:freut mich|schon)\b.{0,30}\b(?:vernetz\w*|verbunden|kontakt)|\bwillkommen (?:bei|in|auf)\b|"
        r"\bmerci\b.{0,30}\b(?:follow|abonne\w*|suivre|suivi|connexion|ajout|accept\w*|invitation)|\bbienvenue (?:sur|dans|chez|parmi)\b|"
        r"\b(?:ravi|heureux|contente?)\w* d(?:e|')(?: vous)? ?(?:etre )?(?:connect\w*|en contact)|"
        r"\bgracias\b.{0,30}\b(?:seguir\w*|follow|conectar|conexion|aceptar|agregar\w*|anadir\w*|sumarte|unirte)|\bbienvenid[oa]s? a\b|"
        r"\bobrigad[oa]\b.{0,30}\b(?:seguir|follow|conexao|conectar|aceitar|adicionar|segui\w*)|\bbem.vind[oa]s? (?:a|ao|aos)\b|"
        r"\bgrazie\b.{0,30}\b(?:segui\w*|follow|collegamento|connession\w*|accett\w*|aggiunt\w*|contatto|iscri\w*)|\bbenvenut[oaie] (?:su|in|nel|nella|tra)\b|"
        r"\b(?:bedankt|dank ?je(?: wel)?|dank)\b.{0,30}\b(?:volgen|follow|connectie|toevoegen|accepteren|verbinding|connecten)|\bwelkom (?:bij|op|in)\b|"
        r"\bdzieki\w*\b.{0,30}\b(?:obserw\w*|follow|dodanie|zaproszenie)|\bdziekuje\b.{0,30}\b(?:obserw\w*|follow|dodanie|zaproszenie)|"
        r"спасибо.{0,30}(?:подпис\w*|добав\w*|фоллоу)|takip ettigin"
    ),
}  # fmt: skip
MOST: Final = 2000


class Courtesy:
    """Words of custom: a wish, an invitation in the platform's own words, a welcome or thanks for a follow.

    Such words are said by people and by machines alike. A welcome is a weak sign of a machine, and a wish or a
    platform's own words are never one, however often they come. Null where none is met.
    """

    name = "courtesy"
    version = "2"
    columns: tuple[Column, ...] = (
        Column("courtesy", "text", "wish, default (a platform's own words), welcome; null = none"),
        Column("courtesy_from", "integer", "first character of these words", "characters"),
        Column("courtesy_to", "integer", "end of these words", "characters"),
    )

    def annotate(self, texts: Sequence[str]) -> Mapping[str, Sequence[Any]]:
        """Return one list per column, each as long as `texts`."""
        rows = [_found(text[:MOST]) for text in texts]
        return {column.name: [row[place] for row in rows] for place, column in enumerate(self.columns)}


def _found(text: str) -> tuple[str | None, int | None, int | None]:
    plain = folded(text)
    for kind, pattern in _KINDS.items():
        if found := pattern.search(plain):
            return kind, *span(text, *found.span())
    return None, None, None


courtesy: Final = Courtesy()
