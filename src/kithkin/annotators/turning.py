"""The annotator `turning`: does somebody ask for something, or thank for something, and in which words?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kithkin.annotators._cues import compiled, first, own_words
from kithkin.model.tables import Column

#: What people come with, the rarest first; English, German, French, Spanish, Italian, Portuguese, Dutch.
_KINDS: Final = (
    (
        "introduction",
        compiled(
            "(?:could|can|would) you (?:please )?introduce (?:me|us)",
            "(?:let me|i(?:'d|’d| would) (?:like|love) to) introduce you",
            "i(?:'d|’d| would)? (?:like|love) you to meet",
            "put (?:me|us|you) in touch with",
            "intro(?:duction)? to",
            "(?:möchte|würde) (?:dich|sie|euch) (?:gern(?:e)? )?(?:mit [^.\\n]{1,60} )?(?:bekannt machen|vorstellen)",
            "kannst du mich [^.\\n]{1,60} vorstellen",
            "(?:je (?:te|vous) présente|(?:me|te|vous) présenter (?:à )?)",
            "mettre en (?:contact|relation) avec",
            "(?:te|le|os) presento a",
            "presentarme a",
            "poner(?:me|te|nos)? en contacto con",
            "(?:ti|le|vi) presento",
            "presentarmi a",
            "metter(?:mi|ti|ci)? in contatto con",
            "(?:te|lhe) apresento",
            "(?:me )?apresentar (?:a|ao|à)",
            "(?:me )?(?:pôr|colocar) em contato com",
            "(?:voorstellen aan|in contact brengen met)",
        ),
    ),
    (
        "recommendation",
        compiled(
            "(?:can|could|would) you recommend",
            "(?:any|a) recommendations?",
            "recommended (?:me )?(?:you|your)",
            "told me (?:to (?:ask|write|talk to)|about) you",
            "(?:kannst du|können sie|könnt ihr) [^.?\\n]{0,60}empfehlen",
            "hat (?:dich|sie|euch) empfohlen",
            "empfehlung für",
            "(?:peux-tu|pouvez-vous|pourriez-vous) [^.?\\n]{0,40}recommander",
            "m['’]a (?:recommandé|conseillé)",
            "(?:puedes|podrías|me) recomend\\w+",
            "me (?:lo|la|te) recomend\\w+",
            "(?:puoi|potresti|mi) (?:consigli\\w*|raccomand\\w*)",
            "(?:pode|poderia|me) (?:me )?(?:recomend|indic)\\w+",
            "(?:kun je|kunt u|kan je) [^.?\\n]{0,60}aanbevelen",
            "aanbevolen door",
        ),
    ),
    (
        "enquiry",
        compiled(
            "how much (?:would|do|does|is|are)",
            "what (?:would|do|does) [^.?\\n]{1,60} (?:cost|charge)",
            "(?:a|your) (?:quote|price|rates?|availability) for",
            "(?:are|is) (?:you|it|this|that|they) (?:still )?(?:available|for sale)",
            "do you (?:take|accept) (?:commissions?|orders?)",
            "(?:i|we)(?:'d|’d| would) like to (?:order|book|buy|hire|commission)",
            "could you hold (?:one|two|some|it|me)",
            "was (?:kostet|kosten|würde)",
            "(?:möchte|würde gern(?:e)?) [^.?\\n]{0,60}(?:bestellen|buchen|kaufen|beauftragen)",
            "noch (?:zu haben|verfügbar)",
            "angebot für",
            "combien (?:coûte|coûtent|ça|cela|pour)",
            "(?:je|nous) (?:voudrais|voudrions|aimerais|souhaite\\w*) [^.?\\n]{0,40}(?:commander|réserver|acheter)",
            "un devis",
            "(?:cuánto|cuanto) (?:cuesta|cuestan|vale|sería)",
            "(?:quisiera|me gustaría|queremos) [^.?\\n]{0,40}(?:comprar|encargar|pedir|reservar)",
            "un presupuesto",
            "quanto (?:costa|costano|verrebbe|custa|custam|seria)",
            "(?:vorrei|vorremmo) [^.?\\n]{0,40}(?:ordinare|prenotare|comprare)",
            "un preventivo",
            "um orçamento",
            "(?:gostaria|queria) de [^.?\\n]{0,40}(?:comprar|encomendar|reservar)",
            "(?:wat|hoeveel) kost(?:en)?",
            "(?:wil|zou) [^.?\\n]{0,30}graag [^.?\\n]{0,30}(?:bestellen|kopen|boeken)",
            "een offerte",
        ),
    ),
    (
        "request",
        compiled(
            "(?:could|can|would|will) you (?:please |kindly )?(?:send|help|look|check|review|read|share|show)",
            "(?:could|can|would|will) you (?:please |kindly )?(?:give|write|join|speak|teach|tell)",
            "(?:i|we) need (?:your |some |a little )?(?:help|advice)",
            "(?:please|pls) (?:send|help|share|have a look|let (?:me|us) know)",
            "would you (?:mind|be (?:willing|able|open))",
            "(?:kannst du|können sie|könntest du|könnten sie|könnt ihr) (?:mir|uns|bitte|mal)",
            "brauche (?:deine |ihre |eure )?(?:hilfe|rat)",
            "bitte (?:schick|send|hilf|helfen)\\w*",
            "(?:peux-tu|pouvez-vous|pourrais-tu|pourriez-vous)",
            "(?:j['’]ai|nous avons) besoin (?:d['’]aide|de (?:ton|votre))",
            "s['’]il (?:te|vous) pla[iî]t",
            "(?:puedes|podrías|podrían?|podéis) (?:ayudar|enviar|mandar|mirar|decir|explicar)\\w*",
            "necesito (?:tu |su )?(?:ayuda|consejo)",
            "(?:puoi|potresti|potrebbe|potete) (?:aiutar|mandar|inviar|guardar|dir)\\w*",
            "ho bisogno (?:di|del tuo) (?:aiuto|consiglio)",
            "(?:você )?(?:pode|poderia) (?:me )?(?:ajudar|enviar|mandar|olhar)",
            "preciso de (?:sua |tua )?ajuda",
            "(?:kun je|kunt u|zou je|kan je) (?:me|mij|ons|even)",
            "(?:heb|hebben) (?:je |uw )?hulp nodig",
        ),
    ),
)

_THANKS: Final = compiled(
    "(?:many |a thousand )?thanks(?: a lot| again| so much| very much)?",
    "thank you(?: (?:so|very) much)?",
    "thx",
    "much appreciated",
    "i appreciate (?:it|your|the)",
    "that (?:helped|solved|fixed)",
    "you saved (?:me|my)",
    "(?:vielen |herzlichen |tausend |besten )?dank(?:e)?(?: dir| ihnen| euch)?",
    "merci(?: beaucoup| infiniment)?",
    "(?:muchas |mil )?gracias",
    "(?:mille |tante )?grazie(?: mille)?",
    "(?:muito )?obrigad[oa]",
    "(?:heel erg |hartelijk )?bedankt",
    "dank (?:je|u)(?: wel)?",
)
#: Politeness and robots: thanks in advance, and for a follow, are for nothing that was given.
_NOT_FOR_A_GIFT: Final = compiled(
    "thanks? (?:you )?(?:so much )?for (?:the |your )?(?:follow(?:ing|s)?(?: back)?|connect(?:ing|ion)?|add(?:ing)?|accepting)",
    "thanks? (?:you )?(?:so much )?in advance",
    "(?:danke|dank) (?:fürs?|im) (?:folgen|follow|voraus)",
    "vielen dank im voraus",
    "merci (?:d['’]avance|(?:de|pour) (?:me suivre|le follow))",
    "gracias (?:de antemano|por (?:seguir|el follow)\\w*)",
    "grazie (?:in anticipo|per (?:il follow|avermi seguito))",
    "obrigad[oa] (?:desde já|por seguir)",
    "(?:bedankt|dank) (?:alvast|bij voorbaat|voor het volgen)",
)


class Turning:
    """What somebody comes with (introduction, recommendation, enquiry, request), and whether they thank.

    Phrases in seven languages; lines that quote others, links and signatures are not read. Thanks in advance or for a
    follow should not count. Measured on 210 made-up texts (`benchmarks/validity/cues.tsv`): what it says somebody wants is
    right, and it sees three in ten of what is wanted; two in three where questions count too. It finds 62 % of thanks, and a
    third of what it takes for thanks is none, most of it in advance or for a follow. Shown with its words, to be checked.
    """

    name = "turning"
    version = "3"
    columns: tuple[Column, ...] = (
        Column("wants", "text", "introduction, recommendation, enquiry or request; null = none of them"),
        Column("wants_from", "integer", "where the words begin", "characters", bounds=(0, None)),
        Column("wants_to", "integer", "where they end", "characters", bounds=(0, None)),
        Column("thanks_from", "integer", "where words of thanks begin; null = none", "characters", bounds=(0, None)),
        Column("thanks_to", "integer", "where they end", "characters", bounds=(0, None)),
    )

    def annotate(self, texts: Sequence[str]) -> Mapping[str, Sequence[Any]]:
        """Return one list per column, each as long as `texts`."""
        judged = [_judged(text) for text in texts]
        return {column.name: [row[place] for row in judged] for place, column in enumerate(self.columns)}


def _judged(text: str) -> tuple[str | None, int | None, int | None, int | None, int | None]:
    plain = own_words(text)
    wants = first(plain, _KINDS)
    thanks = None if _NOT_FOR_A_GIFT.search(plain) else _THANKS.search(plain)
    return (
        wants[0] if wants else None,
        wants[1].start if wants else None,
        wants[1].end if wants else None,
        thanks.start() if thanks else None,
        thanks.end() if thanks else None,
    )


turning: Final = Turning()
