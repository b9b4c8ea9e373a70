# ruff: noqa: E501  (a pattern is read as one line of alternatives)
"""Phrases in which people come with something, by what they come with and by language.

A space stands for any blanks. Where a phrase alone would fit a tale as well ("hat empfohlen"), it is asked together with
the person it is said to, or with who says it.
"""

from __future__ import annotations

from typing import Final

_SAME: Final = r"[^.?!\n]"

INTRODUCTION: Final = (
    # English
    "introduce (?:me|us) to", "(?:could|can|would|will) you (?:please )?introduce (?:me|us)",
    "(?:let me|i(?:'d|’d| would) (?:like|love) to) introduce you", "i(?:'d|’d| would)? (?:like|love|want) you to meet",
    "(?:put|get) (?:me|us|you)(?: two| both)? in (?:touch|contact)(?: with)?", "connect (?:me|us|you) (?:with|to)",
    "(?:an? |your )?intro(?:duction)? to (?:your|the|my|our|a|an|some|any|her|him|them|whoever)", r"meet \w+, (?:she|he|they|who|my|our)",
    "you (?:two|both) (?:should|ought to|must|have to|need to) (?:meet|talk|know|get to know)",
    # German
    "darf ich (?:dir |euch |ihnen )?(?:[^.?!\\n]{1,40} )?(?:vorstellen|bekannt machen)",
    f"(?:mich|uns|dich|euch|sie) (?:mit|einander){_SAME}{{0,60}} ?bekannt ?(?:machen|zu machen)",
    f"(?:möchte|würde|will) (?:dich|sie|euch){_SAME}{{0,70}} (?:bekannt machen|vorstellen)",
    f"(?:kannst|könntest|würdest|magst|könnten|können|würden|könnt) (?:du|sie|ihr) (?:mich|uns){_SAME}{{1,60}} (?:vorstellen|bekannt machen)",
    f"kontakt (?:zu|mit){_SAME}{{1,50}} (?:geben|herstellen|vermitteln|weitergeben)",
    f"ihr{_SAME}{{0,12}} (?:solltet|müsst|müsstet) euch{_SAME}{{0,30}} (?:kennen ?lernen|treffen|unterhalten)",
    # French
    "je (?:te|vous) présente", r"(?:me|nous) présent(?:er|erais|eriez|es|ez)(?: (?:à|au|aux|ton|ta|votre))?",
    f"(?:me|nous|te|vous) mett\\w+{_SAME}{{0,12}} en (?:contact|relation)", "mettre en (?:contact|relation) avec",
    r"(?:me|nous) fa(?:ire|sses|ssiez|is|ites) (?:rencontrer|connaître)", "vous devriez (?:tous les deux )?(?:vous (?:rencontrer|parler|connaître))",
    # Spanish
    "(?:te|le|os|les) presento", "presentar(?:me|nos) a", r"(?:me|nos) present(?:es|as|ás|áis|éis|e|arías|aras|aran|arais)",
    r"(?:pon(?:er|dr[ií]as?|gas|me|nos)?(?:me|te|nos)?|pones|pondrías) (?:\w+ )?en contacto(?: con)?",
    "(?:deberíais|tenéis que|tendríais que) conoceros", "(?:deberían|tienen que) conocerse",
    # Italian
    "(?:ti|le|vi) presento", "presentar(?:mi|ci) a(?:l|llo|lla|i|gli|lle)?", r"(?:mi|ci) present(?:i|eresti|erebbe|ereste|ate|asse|assi)",
    r"(?:mi|ti|ci|vi|la) mett\w+ in contatto", "metter(?:mi|ti|ci|vi|la) in contatto", r"far(?:mi|ci) (?:conoscere|incontrare)",
    "(?:mi|ci) (?:faresti|fai|farebbe|fareste) (?:conoscere|incontrare)", "(?:dovreste|dovete) (?:conoscervi|incontrarvi|parlarvi)",
    # Portuguese
    "(?:te|lhe|vos) apresento", "apresento-(?:te|lhe|vos)", "(?:me|nos) apresentar (?:a|ao|à|o|aos|às)", "apresentar-(?:me|nos)",
    r"(?:me|nos) apresent(?:avas|ava|asses|asse|arias|aria|es|as)", r"apresent(?:as|avas|arias|aria)-(?:me|nos)",
    r"(?:p[ôo]r|colocar|põe|pões|punhas|coloca|colocas|ponha)(?:-(?:me|te|nos|vos))? (?:\w+ )?em conta[c]?to", "(?:me|nos) (?:pôr|colocar|põe|coloca) em conta[c]?to",
    r"vocês(?: \w+)? (?:deviam|deveriam|têm de|tinham de) (?:se )?conhecer",
    # Dutch
    "voorstellen aan", f"in contact (?:te )?brengen(?: met)?|in contact met{_SAME}{{1,40}} brengen", "mag ik (?:je|u|jullie) voorstellen",
    f"(?:gegevens|nummer|telefoonnummer|mailadres|adres) van{_SAME}{{1,40}} (?:voor me|voor mij|geven|doorgeven|sturen)",
    f"jullie{_SAME}{{0,20}} (?:moeten|zouden|moesten){_SAME}{{0,20}} (?:ontmoeten|leren kennen|spreken)",
)  # fmt: skip

RECOMMENDATION: Final = (
    # English
    "(?:would|could|can|do) (?:you|y['’]all|any(?:one|body)|some(?:one|body))(?: \\w+)? (?:recommend|suggest)", "(?:any(?:one|body)|some(?:one|body)) (?:recommend|suggest)",
    "(?:any|a|your|some) (?:good )?recommendations?", "(?:for|after|want|need|love|welcome|appreciate) (?:\\w+ )?recommendations?",
    "recommendations? (?:for|on) (?:an?|some|any|good|where|how|what|which)", "recommended (?:me )?(?:you|your)",
    "(?:was|were|been) (?:recommended|referred) (?:to )?(?:you|your)", "told me (?:to (?:ask|write|talk to)|about you|you)",
    "(?:does )?any(?:one|body) know (?:of )?an? (?:good|great|decent|reliable|nice|cheap)", "(?:do you|can you) know (?:of )?an? (?:good|great|decent|reliable|nice)",
    "(?:what|which|who)(?: [\\w'’-]+){0,5} (?:would|should|do) (?:you|we|i) (?:recommend|suggest|go (?:for|to)|choose|pick)",
    "what(?:'s|’s| is| are) (?:an? |the |some )?(?:good|best)", "referred (?:me )?(?:to you|by)",
    # German
    f"(?:kannst|könntest|würdest|könnt|könntet|würdet|können|könnten|würden|kann|könnte) (?:du|ihr|sie|mir|uns|jemand|wer){_SAME}{{0,60}} (?:empfehlen|vorschlagen)",
    f"(?:welche[nmrs]?|was|wen|wo){_SAME}{{1,50}} (?:empfehlen|empfehlt|empfiehlst|empfiehlt|rätst|ratet)",
    "(?:hat|haben) (?:mir |uns )?(?:dich|sie|euch|(?:ihre?|deine?|eure)[nmrs]?(?: \\w+)?) empfohlen", "(?:wurdest|wurden|wurdet|wurde) (?:\\w+ ){0,3}empfohlen",
    f"(?:habt|hast|haben|hat) (?:ihr|du|sie|jemand|wer|hier){_SAME}{{0,30}} ?(?:empfehlung|tipps?|vorschl[aä]g)\\w*",
    f"(?:suche|suchen|brauche|brauchen|freue mich über){_SAME}{{0,30}} ?(?:empfehlung|tipps?)\\w*", "empfehlung(?:en)? für (?:ein\\w*|gute\\w*)",
    "(?:kennt|kennst|weiß|wisst) (?:hier |von euch )?(?:jemand|wer|ihr|du|einer)(?: hier| zufällig| vielleicht)? ?(?:einen?|eine|ein)? ?gute\\w*",
    # French
    f"(?:que|quel|quels|quelle|quelles|qui|lequel|laquelle){_SAME}{{0,40}} ?(?:conseill|recommand|suggér)(?:es|ez|erais|eriez|erait)(?:-tu|-vous)?",
    "(?:peux-tu|pouvez-vous|pourriez-vous|pourrais-tu) [^.?\\n]{0,40}(?:recommander|conseiller|suggérer)", "à (?:me|nous) (?:conseiller|recommander|suggérer)",
    "m['’](?:a|ont|avait) (?:recommandé|conseillé)", "m['’](?:a|ont|avait) parlé de (?:vous|toi|votre|ton|ta)",
    f"(?:cherche|cherchons|besoin|prends){_SAME}{{0,20}} (?:conseils?|recommandations?|suggestions?)", "(?:des|une|vos|tes) (?:recommandations?|suggestions?) (?:de|pour|à)",
    "conna(?:is|ît|it|issez)(?:-tu|-vous)?(?: \\w+)? (?:un|une|de|des) (?:bon|bonne|bons|bonnes)", "(?:qui|quelqu['’]un) (?:me |nous )?(?:conseille|recommande)",
    # Spanish
    "(?:puedes|podrías|podéis|podríais|me|nos) (?:recom[ie]+nd|aconsej|sugi?[ei]r)\\w+", "me (?:lo|la|te|os) recom[ie]+nd\\w+",
    f"(?:qué|cuál|cuáles|quién|dónde){_SAME}{{0,40}} (?:me |nos )?(?:recom[ie]+nd|aconsej)(?:as|áis|an|arías|aríais|aría|a)",
    "alguien (?:me |nos )?(?:recom[ie]+nd|aconsej)\\w+", "(?:vengo|voy|escribo|llamo) (?:recomendad[oa]|de parte) (?:por|de)",
    "(?:busco|buscamos|necesito|alguna|algunas|agradezco|vuestras|tus) (?:\\w+ )?(?:recomendaci|sugerencia)\\w+",
    "conoc(?:es|éis|e|en) (?:\\w+ )?(?:un|una|algún|alguna) (?:buen|buena)", "me (?:ha|han|habían) (?:hablado de|recomendado) (?:ti|usted|vosotros|su|tu|vuestr[oa])",
    # Italian
    "(?:puoi|potresti|potete|può|mi|ci) (?:consigli|raccomand|sugger)\\w*", f"(?:quale|quali|che|cosa|chi|dove){_SAME}{{0,40}} (?:mi |ci )?(?:consigl(?:i|iate|ieresti|iereste|ierebbe)|suggeri(?:te|sci|resti|reste))",
    "da (?:consigliare|consigliarmi|consigliarci|suggerire|suggerirmi)", "mi (?:ha|hanno|aveva) parlato di (?:lei|te|voi)", "mi (?:ha|hanno) (?:consigliato|raccomandato) (?:lei|te|voi|di (?:scriver|chieder|rivolger)\\w+)",
    "(?:cerco|cerchiamo|avete|hai|qualche|accetto) (?:\\w+ )?(?:consigli|consiglio|suggeriment[oi])", "(?:conosce|conosci|conoscete|sapete|sai)(?: \\w+)? (?:un|una|uno|qualche) (?:brav|buon)\\w*",
    # Portuguese
    "(?:pode|poderia|podes|podias|me|nos) (?:me )?(?:recomend|indic|aconselh)\\w+", f"(?:que|qual|quais|quem|onde){_SAME}{{0,40}} (?:me |nos )?(?:aconselh|recomend|indic)(?:am|as|a|aria|ariam|arias)",
    "alguém (?:me |nos )?(?:recomend|aconselh|indic)\\w+", "(?:recomendou|indicou|recomendaram|indicaram)-me", "falou-me (?:de si|de ti|de você|do seu|da sua)",
    "(?:procuro|preciso de|aceito|alguma|algumas|têm|tens) (?:\\w+ )?(?:recomendaç|sugest|dica)\\w+", "conhec(?:e|es|em) (?:\\w+ )?(?:um|uma|algum|alguma) (?:bom|boa)",
    # Dutch
    f"(?:kun|kan|kunt|kunnen|zou|zouden) (?:je|jij|u|jullie|iemand){_SAME}{{0,60}} (?:aanbevelen|aanraden)", f"(?:wat|welke?|wie|waar){_SAME}{{0,40}} (?:raad|raadt|raden|bevelen|beveelt){_SAME}{{0,20}} aan",
    "(?:aanbevolen|aangeraden|doorverwezen) door", "(?:heeft|hebben) (?:me |mij |ons )?(?:u|jou|je|jullie|(?:uw|jouw|jullie)(?: \\w+)?) (?:aanbevolen|aangeraden)",
    "(?:zoek|zoeken|zoekt)(?: \\w+){0,2} (?:een )?(?:aanrader|aanbeveling|tip)\\w*", "(?:heb|heeft|hebben|weet) (?:je|jij|u|jullie|iemand|wie)(?: \\w+){0,2} (?:aanrader|aanbeveling|tip)\\w*",
    "(?:ken|kent|kennen|weet|weten) (?:je|jij|u|jullie|iemand)(?: \\w+)? (?:een |wel een )?(?:goede?|fijne?|betrouwbare)",
)  # fmt: skip

ENQUIRY: Final = (
    # English
    "how much (?:would|do|does|is|are|for)", "what(?:'s|’s| is| are)? (?:the|your) (?:prices?|costs?|rates?|fees?)(?: (?:of|for|per))?(?=[^.!\\n]{0,80}\\?)",
    "what (?:would|do|does) [^.?\\n]{1,60} (?:cost|charge)", "(?:a|your) (?:quote|price|rates?|availability) for",
    "(?:is|are) (?:you|it|this|that|they|(?:the|your|these|those)(?: [\\w'’-]+){1,5}) (?:still )?(?:available|for sale)", "still (?:available|for sale)(?=[^.!\\n]{0,20}\\?)",
    "do you (?:take|accept) (?:commissions?|orders?|bookings?)", "do you (?:ship|deliver|sell|offer)",
    "(?:i|we)(?:'d|’d| would)? (?:like|love|want|wish) to (?:order|book|buy|hire|commission|rent|reserve|purchase)",
    "could you hold (?:one|two|some|it|me)", "(?:can|could|may) (?:i|we) (?:order|book|buy|hire|rent|reserve)", "interested in (?:buying|ordering|booking|hiring)",
    # German
    "was (?:kostet|kosten|würde|verlang\\w+|berechn\\w+)", f"was (?:soll|sollen|müsste|darf){_SAME}{{1,50}} kosten", "wie ?viel (?:kostet|kosten|würde|verlang\\w+|nehmen|nimmst|soll)", "wie teuer (?:ist|sind|wäre|wird)",
    f"(?:möchte|möchten|würde|würden|wollen|will){_SAME}{{1,60}}(?:bestellen|buchen|kaufen|beauftragen|reservieren|mieten)",
    f"kann (?:ich|man){_SAME}{{1,40}}(?:bestellen|kaufen|buchen|reservieren|mieten)", "noch (?:zu haben|verfügbar|erhältlich|lieferbar)",
    f"(?:ist|sind|wäre|wären){_SAME}{{1,40}} noch (?:da|frei)(?={_SAME}{{0,20}}\\?)", "angebot für", "(?:ein|einen) (?:angebot|kostenvoranschlag)(?=[^.!\\n]{0,60}\\?)",
    "(?:liefern|verschicken|versenden|verkaufen) sie", "(?:lieferst|verschickst|verkaufst) du", "(?:liefert|verschickt|verkauft) ihr",
    # French
    "combien (?:coûte|coûtent|ça|cela|pour|demand\\w+|pren\\w+|factur\\w+|vaut|valent)", "quel(?:s|le)? (?:est|sont|serait|seraient) (?:le|les|votre|vos|ton|tes) (?:prix|tarifs?|coût)", "à quel prix",
    f"(?:j['’]|je |nous |on )(?:voudrais|voudrions|voudrait|aimerais|aimerions|aimerait|souhait\\w*){_SAME}{{0,40}} ?(?:commander|réserver|acheter|louer)",
    "(?:toujours|encore) (?:disponibles?|à vendre|en vente)", "un devis", "(?:livrez|expédiez|vendez)-vous", "vous (?:livrez|expédiez|vendez)", "(?:peut-on|puis-je|est-ce qu['’]on peut) (?:\\w+ )?(?:commander|réserver|acheter|louer)",
    # Spanish
    "(?:cuánto|cuanto)(?: me| nos| te)? (?:cuesta|cuestan|vale|valen|sería|serían|cobr\\w+|costaría)", "qué precios? (?:tiene|tienen|tendría)", "cuál(?:es)? (?:es|son|sería) (?:el|los|tu|su|sus|vuestro) (?:precio|tarifa)s?",
    f"(?:quisiera|quisiéramos|quería|queríamos|querría|querríamos|me gustaría|nos gustaría|queremos){_SAME}{{0,40}} (?:comprar|encargar|pedir|reservar|contratar|alquilar)\\w*",
    "(?:sigue|siguen|está|están|queda|quedan) (?:todavía |aún )?(?:disponible|en venta)s?", "(?:todavía|aún) (?:disponible|en venta)", "un presupuesto", "(?:hacéis|haces|hacen) (?:envíos|encargos)", "(?:puedo|podemos|se puede) (?:comprar|encargar|reservar|alquilar)",
    # Italian
    "quanto (?:costa|costano|costerebbe|verrebbe|viene|vengono|chied\\w+)", "(?:qual è il|che) prezzo", f"(?:vorrei|vorremmo|volevo|volevamo|mi piacerebbe|ci piacerebbe){_SAME}{{0,40}} (?:ordinar|prenotar|comprar|acquistar|noleggiar|commissionar)\\w+",
    "ancora (?:disponibil[ei]|in vendita)", "un preventivo", "(?:spedite|consegnate|vendete|fate spedizioni)", "(?:posso|possiamo|si può) (?:ordinare|prenotare|comprare|acquistare|noleggiare)",
    # Portuguese
    "quanto (?:custa|custam|custaria|seria|fica|ficam|cobr\\w+)", "qual (?:é|seria) o (?:preço|valor)", f"(?:gostava|gostávamos|gostaria|gostaríamos|queria|queríamos)(?: de)?{_SAME}{{0,40}} (?:comprar|encomendar|reservar|alugar|contratar)",
    "ainda (?:está |estão )?(?:disponíve(?:l|is)|à venda)", "(?:está|estão|continua|continuam) (?:ainda )?(?:disponíve(?:l|is)|à venda)", "um orçamento", "(?:fazem|fazes|faz) (?:envios|entregas|encomendas)", "(?:posso|podemos) (?:comprar|encomendar|reservar|alugar)",
    # Dutch
    "(?:wat|hoeveel) (?:kost|kosten|zou het kosten)", "wat (?:is|zijn|zou|wordt) (?:de|uw|je|jullie) (?:prijs|prijzen|tarief|tarieven|kosten)", "(?:wat|hoeveel) (?:vraag|vraagt|vragen|reken|rekent|rekenen) (?:je|u|jullie)",
    f"(?:wil|willen|zou|zouden){_SAME}{{0,30}} graag{_SAME}{{0,40}} (?:bestellen|kopen|boeken|huren|reserveren|afnemen)", "nog (?:te koop|beschikbaar|verkrijgbaar|leverbaar|te krijgen)", "een offerte",
    "(?:leveren|verzenden|versturen|bezorgen|verkopen) jullie", "(?:levert|verzendt|verstuurt|bezorgt|verkoopt) u", f"kan ik{_SAME}{{1,40}}(?:bestellen|kopen|boeken|huren|reserveren)",
)  # fmt: skip

REQUEST: Final = (
    # English
    "(?:could|can|would|will) you (?:please |kindly |perhaps |maybe )?(?:send|help|look|check|review|read|share|show|give|write|join|speak|teach|tell|lend|bring|call|pass|forward|proofread|explain|take a look|have a look)",
    "(?:could|can|would|will) (?:you|any(?:one|body)|some(?:one|body)) (?:\\w+ ){1,4}(?:me|us|my|our)", "(?:could|can|would) (?:any(?:one|body)|some(?:one|body)) (?:please )?(?:send|help|look|check|lend|share)",
    "(?:i|we)(?:'d|’d| would)? (?:really )?(?:need|could use|could do with|appreciate) (?:an? |your |some |any |a little )?(?:hand|help|advice|feedback|assistance)",
    "(?:please|pls) (?:send|help|share|have a look|take a look|let (?:me|us) know|look|read|check|review|forward|tell|give|bring|call|pass|lend|remind|confirm)",
    "would you (?:mind|be (?:willing|able|open))", "(?:need|looking for|seeking) (?:some )?(?:help|volunteers|a hand|some(?:one|body) to)", "any help (?:is|would|appreciated|with)", "give me a hand",
    # German
    f"(?:kannst|könntest|würdest|magst|willst) du{_SAME}{{0,20}} (?:mir|uns|mich|mein\\w*|unser\\w*|bitte|mal|kurz)", f"(?:können|könnten|würden) sie{_SAME}{{0,20}} (?:mir|uns|mich|mein\\w*|unser\\w*|bitte|mal|kurz)",
    f"(?:könnt|könntet|würdet) ihr{_SAME}{{0,20}} (?:mir|uns|mich|mein\\w*|unser\\w*|bitte|mal|kurz)", f"(?:kann|könnte|mag|würde) (?:jemand|wer|einer|mir jemand|uns jemand){_SAME}{{0,30}} ?(?:mir|uns|mich|helfen|leihen|schicken|mitnehmen|erklären)",
    f"(?:brauche|bräuchte|brauchen|bräuchten|suche|suchen){_SAME}{{0,40}} ?(?:hilfe|unterstützung|rat)", "bitte (?:schick|send|hilf|helf|schau|gib|gebt|geben sie|sag|lies|lest|meld|ruf|erklär|bring|leit|prüf)\\w*",
    "(?:schick|schickt|schau|schaut|gib|gebt|sag|sagt|hilf|helft|lies|lest|melde|meldet|erklär|erklärt|bring|bringt|leih|leiht|ruf|ruft)(?: \\w+){0,2} (?:bitte|mal)", f"(?:hättest|hast) du{_SAME}{{0,30}} zeit", "(?:wärst|wärest) du so (?:nett|lieb|gut)", "wären sie so (?:nett|freundlich|gut)",
    # French
    "(?:peux-tu|pouvez-vous|pourrais-tu|pourriez-vous)", "(?:tu peux|tu pourrais|vous pouvez|vous pourriez|quelqu['’]un (?:peut|pourrait)) (?:m['’]\\w+|(?:me|nous) \\w+|\\w+ (?:mon|ma|mes|notre|nos))",
    "(?:j['’](?:ai|aurais)|nous (?:avons|aurions)|on (?:a|aurait)) (?:bien |vraiment |grand )?besoin (?:d['’](?:aide|un coup de main|un avis|un conseil|une main)|de (?:ton|ta|tes|votre|vos|conseils|bras|quelqu))",
    "merci de (?!m['’]avoir|nous avoir|avoir|l['’])(?:bien vouloir |me |nous )?\\w+(?:er|ir|re)", "s['’]il (?:te|vous) pla[iî]t", "(?:envoie|envoyez|dis|dites|aide|aidez|donne|donnez|montre|montrez|rappelle|rappelez|passe|passez)-(?:moi|nous)",
    "(?:aurais-tu|auriez-vous|tu aurais|vous auriez) (?:\\w+ )?(?:le temps|un moment|une minute)", "cherch(?:e|ons) (?:de l['’]aide|quelqu['’]un pour)",
    # Spanish
    "(?:puedes|podrías|puede|podría|pueden|podrían|podéis|podríais) (?:ayudar|enviar|mandar|mirar|decir|explicar|leer|revisar|prestar|pasar|echar)\\w*", "(?:puedes|podrías|puede|podría|podéis|podríais) \\w+(?:ar|er|ir)(?:me|nos)\\w*",
    "(?:me|nos) (?:puedes|podrías|puede|podría|podéis|podríais)", "¿(?:me|nos) \\w+(?:as|es|áis|éis)", "(?:necesito|necesitamos|necesitaría) (?:\\w+ ){0,2}(?:ayuda|consejo|una mano)", "(?:necesito|necesitamos) que (?:alguien|me|nos)",
    "por fa(?:vor)?[, ]+(?:\\w+[ae](?:me|nos|le|les|lo|la)|manda|envía|mira|revisa|lee|avisa|ayuda|pasa|comparte)", "(?:mánda|envía|pása|présta|ayúda|di|da|explíca|avísa)(?:me|nos)(?:lo|la|los|las)?", "(?:échame|echarme|echadme|échanos) una mano", "alguien (?:me|nos) (?:puede|podría|presta|ayuda|echa)", "te importaría \\w+r",
    # Italian
    "(?:puoi|potresti|può|potrebbe|potete|potreste) (?:aiutar|mandar|inviar|guardar|dir|legger|prestar|spiegar|dar|passar|controllar)\\w*", "(?:puoi|potresti|può|potrebbe|potete|potreste) \\w+r(?:mi|ci)",
    "(?:mi|ci) (?:puoi|potresti|può|potrebbe|potete|potreste|aiuti|aiutate|mandi|mandate|invii|dai|date|dici|presti|passi|spieghi)", "(?:ho|avrei|abbiamo|avremmo) bisogno (?:di|del|della) (?:\\w+ )?(?:aiuto|consiglio|mano)", "(?:ho|avrei|abbiamo|avremmo) bisogno che",
    "per (?:favore|piacere|cortesia)", "(?:manda|invia|aiuta|passa|presta|spiega|dim|dam|fam)mi", "(?:aiutate|mandate|inviate|date|dite)(?:mi|ci)",
    # Portuguese
    "(?:você )?(?:pode|poderia|podia|podes|podias|podem) (?:me |nos )?(?:ajudar|enviar|mandar|olhar|ler|emprestar|explicar|rever)(?:-me|-nos)?", "(?:pode|poderia|podia|podes|podias|podem|consegues|consegue) \\w+r-(?:me|nos)",
    "(?:preciso|precisava|precisamos|precisávamos) (?:de|da) (?:\\w+ )?(?:ajuda|apoio|mão|conselho)", "por favor", "(?:se )?faz(?:em)? favor", "(?:manda|envia|diz|ajuda|dá|empresta|passa|explica|mande|envie|diga|ajude)-(?:me|nos)", "alguém (?:me|nos) (?:pode|podia|poderia|ajuda|empresta|consegue)", "alguém (?:pode|podia|poderia) (?:ajudar|emprestar|enviar|mandar)\\w*",
    # Dutch
    "(?:kun|kan|kunt|zou|wil|wilt|kunnen|zouden|willen) (?:je|jij|u|jullie|iemand) (?:\\w+ ){0,3}(?:me|mij|ons|mijn|onze|even|alsjeblieft|alstublieft)", "(?:heb|heeft|hebben) (?:je |uw |jullie |wat )?hulp nodig", f"(?:kan|kunnen|zou|zouden){_SAME}{{0,25}} hulp{_SAME}{{0,15}} gebruiken",
    "(?:stuur|geef|zeg|help|vertel|leen|mail|bel|laat) (?:me|mij|ons)", "hulp (?:gevraagd|gezocht)", "wie (?:kan|wil) (?:me|mij|ons)",
)  # fmt: skip
