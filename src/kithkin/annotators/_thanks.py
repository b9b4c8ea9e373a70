# ruff: noqa: E501  (a pattern is read as one line of alternatives)
"""Phrases of thanks in seven languages, and what looks like thanks and is for nothing that anybody gave."""

from __future__ import annotations

from typing import Final

_SAME: Final = r"[^.?!\n]"

THANKS: Final = (
    # English
    "(?:many |a thousand |a million )?thanks(?: a lot| again| so much| very much| a bunch)?", "thank you(?: (?:so|very) much)?", "thank (?:you|u)", "(?:can['’]?t|cannot|could ?n['’]t|could not) thank you", "thx|tysm",
    "much appreciated", "i (?:really |truly |do |very much )*appreciate (?:it|your|the|you|that|this)", "appreciate (?:it|your|the help)", "(?:i['’]m|i am|we are|we['’]re)? ?(?:so |very |really |truly |deeply |most )grateful",
    "that (?:really )?(?:helped|solved|fixed)", "you(?:['’]ve| have)? (?:really )?(?:saved|helped) (?:me|my|us)", f"cheers(?= for| mate|[!.]|{_SAME}{{0,2}}$)", "you(?:['’]re| are) (?:a |an )(?:star|lifesaver|life saver|legend|angel)", "(?:very|so) kind of you",
    # German
    "(?:vielen |herzlichen |tausend |besten |lieben |1000 )?dank(?:e)?(?: dir| ihnen| euch)?", "dankeschön", "(?:ich |wir )?(?:bedanke mich|bedanken uns)", f"(?:ich bin|wir sind|bin) (?:dir|euch|ihnen){_SAME}{{0,20}} dankbar",
    f"(?:du hast|ihr habt|sie haben|das hat|hast du|habt ihr|haben sie) (?:mir|uns){_SAME}{{0,30}} geholfen", "(?:du hast|ihr habt|sie haben) (?:mich|uns|mir|meinen?|unseren?)(?: \\w+){0,2} gerettet", "(?:sehr |so |echt |wirklich )(?:nett|lieb|freundlich) von (?:dir|euch|ihnen)",
    # French
    "merci(?: beaucoup| infiniment)?", "(?:mille|un grand) mercis?", "(?:je|nous|on) (?:te|vous) remerci\\w+", "(?:te|vous) remercier", "grâce à (?:toi|vous|ton|ta|tes|votre|vos)", "m['’](?:as?|avez|ont) (?:beaucoup |bien |vraiment |énormément |tellement )?(?:aidée?|sauvée?|dépannée?)",
    "(?:très|vraiment|si|trop) (?:gentil(?:le)?|aimable) (?:à|de) (?:toi|vous|ta|votre)", "reconnaissante?s?",
    # Spanish
    "(?:muchas |mil |muchísimas )?gracias", "(?:te|os|le|les|se lo) (?:lo )?agrade[zc]\\w+", "(?:estoy|estamos) (?:muy |tan )?agradecid[oa]s?", "me (?:has |ha |habéis |han )?(?:salvaste|salvó|salvasteis|salvado|ayudaste|ayudó|ayudasteis|ayudado)", "(?:muy|qué) amable(?:s)?",
    # Italian
    "(?:mille |tante )?grazie(?: mille)?", "(?:ti|vi|la|le|li) ringrazi\\w+", "ringraziar(?:ti|vi|la|le)", "(?:ti|vi|le) sono (?:molto |davvero |tanto )?grat[oaie]", "(?:mi|ci) (?:hai|ha|avete|hanno) (?:davvero |proprio |molto )?(?:salvat|aiutat)[oaie]", "(?:molto|sei stat[oa]|siete stat[ie]|davvero) gentil[ei]",
    # Portuguese
    "(?:muito |muitíssimo |bem )?obrigad[oa]s?(?! a \\w+r(?!\\w))", "(?:obrigadinh[oa]|obrigadão|brigad[oa])", "(?:te |lhe |vos )?agrade[çc]\\w+", "(?:ajudou|ajudaste|ajudaram|salvou|salvaste|salvaram)(?:-me|-nos| bastante| muito| imenso)", "(?:me|nos) (?:ajudou|ajudaste|ajudaram|salvou|salvaste)", "graças a (?:ti|si|você|vocês|vós)",
    # Dutch
    "(?:heel erg |hartelijk |super |ontzettend |enorm )?bedankt", "dank (?:je|u|jullie)(?: wel)?", "dank(?:je|u)wel", "(?:veel|hartelijke|duizendmaal) dank", f"(?:je|u|jullie) (?:hebt|heb|heeft|hebben) (?:me|mij|ons){_SAME}{{0,30}} (?:geholpen|gered)", f"(?:ik ben|wij zijn|we zijn|ben|zijn) (?:je|jou|u|jullie){_SAME}{{0,20}} dankbaar", "(?:heel|erg|zo) (?:lief|aardig|vriendelijk) van (?:je|jou|u|jullie)",
)  # fmt: skip

_WORDS: Final = "(?:thanks|thank you|thx|danke?|dankeschön|merci|gracias|grazie|obrigad[oa]s?|agradeço|bedankt|dank(?: je| u)?(?: wel)?|dankjewel|ringrazi\\w+|remerci\\w+|agradezco)"
_BEFORE_IT_IS_DONE: Final = "(?:in advance|im voraus|im vorhinein|vorab|schon ?mal|schon jetzt|d['’]avance|par avance|à l['’]avance|de antemano|por adelantado|por anticipado|in anticipo|anticipatamente|desde já|antecipad\\w+|de antemão|bij voorbaat|alvast|op voorhand)"
_FOR_A_TIE: Final = (
    "(?:follow(?:s|ing|ed)?(?! up|-up)|following (?:me|back)|connect(?:ing|ion)?|add(?:ing)?|accept(?:ing)?|subscribing|folgen|vernetz\\w+|freundschaftsanfrage|follow|abonnement|abonn\\w+|suivre|ajouter|ajout|connexion|"
    "seguir(?:me|nos|em|es)?|seguirem|me seguir(?:em|es)?|seguire|seguito|segui(?:rmi|rci)|iscrizione|conectar\\w*|conexión|conexão|agregar\\w*|aceptar\\w*|adicionar\\w*|aceitar\\w*|collegamento|aggiunto|volgen|connectie|toevoegen|accepteren)"
)

#: Thanks in advance or for a tie, a refusal, a cause that is nobody's gift, and words that only look the same.
NOT_FOR_A_GIFT: Final = (
    f"{_WORDS}{_SAME}{{0,40}}{_BEFORE_IT_IS_DONE}", f"{_BEFORE_IT_IS_DONE}{_SAME}{{0,20}}{_WORDS}", f"{_WORDS}{_SAME}{{0,30}}[ '’]{_FOR_A_TIE}", f"{_WORDS} (?:for the|fürs?|pour l['’]|pour le|por|per l['’]|pela?|voor het) ?{_FOR_A_TIE}",
    "no[,.]? (?:thanks|thank you|gracias|grazie)", "(?:nein|non|não|nee)[,.]? (?:danke|merci|obrigad[oa]|bedankt|dank)", f"no thanks to{_SAME}*",
    "thanks to (?:the|an?|that|his|her|its|some)(?![^.!?\\n]{0,60} (?:for|who) )", "dank (?:des|eines|dem|einem|dessen)", "gott sei dank", "gra[cz]ias? (?:a la|al|a los|a las|a un|a una|a dios)", "grazie (?:al|alla|allo|ai|alle|agli|a un|a una|a dio)",
    "merci de (?!m['’]avoir|nous avoir|avoir|l['’]avoir)(?:bien vouloir |me |nous )?\\w+(?:er|ir|re)", "à (?:la )?merci", "sans merci", "dar las gracias", "(?:fui|foi|fomos|foram|sou|és|é|somos|são|era|ser|sido|está|estou|ficou|fiquei) obrigad[oa]s?", "dankdienst",
)  # fmt: skip
