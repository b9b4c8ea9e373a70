"""The third set of made-up private messages: what machines send, and what people send.

It was written by somebody who had read neither the rules nor the earlier sets, so that it can tell how well
the detector does on messages it was not built for. Rules are never mended on it: whoever changes a rule because
of a message found here has spent the set, and must have a fourth written. Every person and firm is made up, and
every link ends in `.example`.

The reader is Maren, a bookbinder between Denmark and northern Germany.
"""

from typing import Final

TEMPLATES: Final[dict[str, tuple[str, ...]]] = {
    "en": (
        ("Appreciate the follow! While you're here, grab my free {n}-page starter guide before I take it down: {link}"),
        (
            "Thanks for connecting. I like to keep a network of people who care about what they do, and I look "
            "forward to seeing your posts. If there is ever anything I can help with, my door is always open. "
            "{me}"
        ),
        (
            "I came across your page and love what you're building in {field}. We help makers like you get {n}+ "
            "qualified enquiries a month without spending a cent on ads. Worth a quick 15-minute call this week "
            "or next? Here's my calendar: {link}"
        ),
        (
            "omg your feed is EVERYTHING 😍 we'd love you as a {firm} ambassador!! DM our main account and say I "
            "sent you, they'll sort you out with free goodies xx"
        ),
        (
            "I had a look at your website and noticed a few errors that stop it from showing on the first page "
            "of search results. May I send you a free audit and a price list? No obligation. Kind regards, {me}, "
            "{firm}"
        ),
        (
            "Thank you for contacting {firm}. We have received your message and will reply within {n} working "
            "days. Our office is closed at weekends and on public holidays. Please do not answer this notice."
        ),
        (
            "Quick question {name}, are you open to earning a second income from your phone? I'm looking for {n} "
            "motivated ladies to join my team this month. No experience, no stock, just you and a wifi "
            "connection. Reply INFO and I'll share the details 💕"
        ),
        "New single out now 🔥 tell me your favourite bar: {link}",
        (
            "Congratulations! Your account was picked as one of {n} winners in our spring giveaway. To claim "
            "your prize, tap the link and confirm your delivery details within 24 hours. {link}"
        ),
        (
            "I turned 500 into 7,300 in nine days following my mentor's signals, and I was as sceptical as you "
            "are now. I lost my job last spring, two kids at home, you can imagine. I'm not selling anything. "
            "Just ask me how and I'll introduce you, she only takes {n} people at a time."
        ),
    ),
    "de": (
        (
            "Schön, dass du da bist! Als kleines Dankeschön schenke ich dir meinen Minikurs mit {n} Lektionen, "
            "hier kannst du ihn dir direkt sichern: {link} Alles Liebe, {me}"
        ),
        "Vielen Dank für die Vernetzung. Auf einen spannenden Austausch! Beste Grüße {me}",
        (
            "Bei der Durchsicht Ihres Profils ist mir aufgefallen, dass Sie im Bereich {field} tätig sind. Wir "
            "von {firm} unterstützen Selbstständige dabei, planbar {n} neue Kunden im Monat zu gewinnen, und das "
            "ganz ohne Kaltakquise. Wann passt Ihnen ein kurzes, unverbindliches Kennenlerngespräch?"
        ),
        (
            "Na, auch keine Lust mehr, Zeit gegen Geld zu tauschen? 😊 Ich hab vor einem Jahr nebenbei angefangen "
            "und arbeite jetzt, von wo ich will. Wenn du wissen magst wie, schreib mir einfach ein „JA“, dann "
            "schick ich dir das Video."
        ),
        (
            "Vielen Dank für Ihre Nachricht. Ich bin zurzeit nicht im Haus und habe nur eingeschränkt Zugriff "
            "auf meine Post. In dringenden Fällen wenden Sie sich bitte an das Sekretariat von {firm}. Ihre "
            "Nachricht wird nicht weitergeleitet."
        ),
        (
            "Nur noch bis Sonntag: Mit dem Code HERBST{n} sparst du auf alles im Laden, auch auf schon "
            "Reduziertes. Versand geht auf uns. Stöbern lohnt sich 👉 {link}"
        ),
        (
            "Am Donnerstag um 19 Uhr zeige ich live, wie du mit {field} endlich sichtbar wirst, ohne jeden Tag "
            "posten zu müssen. Die Plätze sind auf {n} begrenzt, die Teilnahme kostet dich nichts. Trag dich "
            "hier ein: {link}"
        ),
        (
            "Für unsere Studie zur Lage kleiner Betriebe suchen wir noch {n} Teilnehmende. Das Ausfüllen dauert "
            "etwa sieben Minuten, Ihre Angaben bleiben anonym. Unter allen Antworten verlosen wir Gutscheine. "
            "Zum Fragebogen: {link} Ihr Team von {firm}"
        ),
        (
            "Dein Stil passt mega zu uns! 🖤 Hättest du Bock auf eine Kooperation mit {firm}? Du suchst dir Teile "
            "im Wert von {n} Euro aus und zeigst sie in deiner Story. Meld dich kurz bei unserem Hauptaccount."
        ),
        (
            "Mein neues Buch ist endlich da, {name}! Wer heute bestellt, bekommt das Hörbuch und ein Arbeitsheft "
            "obendrauf. Über eine kurze Rezension freue ich mich riesig. {link}"
        ),
    ),
    "fr": (
        (
            "Merci pour l'abonnement et bienvenue ici ! Pour vous remercier, je vous offre mon guide « {n} idées "
            "pour vivre de sa passion », à télécharger par ici : {link}"
        ),
        (
            "Merci d'avoir accepté mon invitation. Je suis toujours curieux de découvrir de nouveaux parcours, "
            "et le vôtre dans {field} m'a interpellé. Au plaisir d'échanger, {me}"
        ),
        (
            "Je me permets de vous contacter car nous accompagnons chez {firm} des artisans qui souhaitent "
            "développer leur visibilité en ligne. Nos clients constatent en moyenne {n} % de demandes en plus "
            "dès le troisième mois. Auriez-vous un créneau de vingt minutes cette semaine pour en discuter de "
            "vive voix ? Bien à vous, {me}"
        ),
        (
            "Coucou ma belle ! Je cherche {n} filles motivées pour rejoindre ma super équipe, boulot à domicile, "
            "horaires libres, zéro stock à acheter. Si t'es curieuse envoie-moi un petit ❤️ et je t'explique "
            "tout."
        ),
        (
            "Nous accusons réception de votre message et vous en remercions. Un conseiller de {firm} vous "
            "répondra dans un délai de {n} jours ouvrés. Merci de ne pas répondre à ce courriel."
        ),
        "Nouvel épisode en ligne 🎙️ Cinq étoiles si ça te plaît : {link}",
        (
            "J'ai repéré quelques points bloquants sur votre site, dommage car il pourrait vous rapporter bien "
            "plus ! Je vous prépare un audit offert, sans engagement. Il me suffit de votre adresse. Bien "
            "cordialement, {me}"
        ),
        (
            "🎉 Félicitations, vous avez été tirée au sort parmi nos abonnés ! Il ne vous reste plus qu'à régler "
            "les frais de port pour recevoir votre lot d'une valeur de {n} € : {link}"
        ),
        (
            "Je vis aujourd'hui du trading avec une heure de travail par jour. J'ouvre {n} places dans mon "
            "groupe privé, et c'est gratuit pour les premiers. Ça te tente d'en savoir plus ?"
        ),
    ),
    "es": (
        (
            "¡Gracias por seguirme! Por aquí comparto trucos, recursos y mucha inspiración. Te dejo un regalito "
            "de bienvenida para que empieces con buen pie 🎁 {link}"
        ),
        (
            "Muchas gracias por aceptar mi solicitud. Será un placer contar contigo en mi red y seguir de cerca "
            "tus publicaciones. Quedo a tu disposición para lo que necesites. Un cordial saludo, {me}"
        ),
        (
            "Vi tu perfil y me encantó lo que haces con {field}. Ayudo a emprendedoras a pasar de cero a {n} "
            "ventas al mes con un método sencillo y sin bailar en vídeos. ¿Te cuento cómo en una llamada "
            "gratuita?"
        ),
        (
            "Hola bella, buscamos embajadoras para {firm} y tienes el perfil perfecto 😍 Escribe a nuestra cuenta "
            "principal con la palabra COLLAB y te mandan tu pack. ¡Corre que solo quedan {n}!"
        ),
        (
            "Hemos recibido correctamente su consulta. Nuestro horario de atención es de lunes a viernes, de 9 a "
            "18 horas. Le responderemos a la mayor brevedad posible. Atentamente, el equipo de {firm}."
        ),
        (
            "Este sábado damos una clase magistral gratuita sobre cómo atraer clientes que pagan lo que vales. "
            "Ya somos más de {n} inscritas y no quedará grabada. Guarda tu sitio aquí: {link}"
        ),
        "¿Y si tu dinero trabajara mientras duermes? Pregúntame cómo 😉",
        (
            "Nos dirigimos a usted para presentarle nuestros servicios de posicionamiento web. Actualmente su "
            "página no aparece entre los primeros {n} resultados. ¿Le interesaría recibir una propuesta sin "
            "compromiso? {firm}"
        ),
        (
            "Acabo de sacar mi primera novela y estoy que no me lo creo 🙈 Está a precio de lanzamiento hasta el "
            "domingo. Si la compartes entras en el sorteo de un ejemplar firmado: {link}"
        ),
    ),
    "pt": (
        (
            "Obrigada por me seguires! Aqui falo de criatividade, organização e vida com menos pressa. Preparei "
            "um presente para quem chega, é só descarregar: {link}"
        ),
        (
            "Tudo bem, {name}? Vi que você trabalha com {field} e acho que nosso método cabe como uma luva no "
            "seu negócio. Já são mais de {n} alunas faturando todo mês. Posso te mandar um áudio explicando?"
        ),
        (
            "Agradeço a ligação e espero que possamos trocar experiências no futuro. Desejo-lhe muito sucesso "
            "nos seus projetos. Com os melhores cumprimentos, {me}"
        ),
        (
            "Agradecemos o seu contacto. A sua mensagem foi registada e será tratada pela nossa equipa num prazo "
            "máximo de {n} dias úteis. Esta é uma resposta automática. {firm}"
        ),
        (
            "Amiga, para tudo! 😱 Abriram {n} vagas pra minha equipe e dá pra trabalhar só pelo celular, sem "
            "vender pra parente kkk. Manda um EU QUERO aqui que eu te passo tudinho."
        ),
        (
            "Só hoje: frete grátis e {n}% de desconto em toda a loja com o cupom VOLTEI. Corre que é até "
            "meia-noite ou enquanto durar o estoque 💥 {link}"
        ),
        (
            "Somos uma agência especializada em presença digital para pequenos negócios. Gostaríamos de lhe "
            "apresentar, sem qualquer compromisso, três melhorias simples para o seu site. Qual seria o melhor "
            "dia para uma breve conversa?"
        ),
        "Som novo na pista, mano! Escuta e manda pra geral 🙏🔥 {link}",
        (
            "Parabéns, o seu perfil foi selecionado! Ganhou um vale de {n} euros da {firm}. Para o levantar, "
            "confirme os seus dados até amanhã em {link}"
        ),
    ),
    "it": (
        (
            "Grazie per il follow! Se vuoi scoprire come organizzo il mio lavoro creativo, ti lascio qui la mia "
            "guida gratuita, {n} pagine da leggere con calma ☕ {link}"
        ),
        "Grazie per il collegamento, restiamo in contatto! Buona giornata e buon lavoro, {me}",
        (
            "Buongiorno, mi occupo di consulenza per artigiani presso {firm}. Ho notato che nel settore {field} "
            "molti faticano a trovare clienti in rete. Le andrebbe una chiacchierata di {n} minuti, senza "
            "impegno, per capire se possiamo esserLe utili?"
        ),
        (
            "Ciao bellissima ✨ stiamo selezionando {n} ragazze in gamba per un progetto super nel mondo del "
            "benessere. Lavori da casa, quando vuoi, e guadagni da subito. Ti giro due info?"
        ),
        (
            "La ringraziamo per averci scritto. I nostri uffici resteranno chiusi per ferie e riapriranno a "
            "settembre. Le richieste saranno evase in ordine di arrivo. Cordiali saluti, {firm}"
        ),
        (
            "Il tuo profilo spacca! Ti andrebbe di diventare il volto di {firm}? Scrivi alla nostra pagina "
            "principale, dicono di sì subito e ti mandano i prodotti a casa 🎀"
        ),
        (
            "Ultimi {n} posti per il seminario gratuito di mercoledì sera: ti spiego passo passo come "
            "trasformare la tua passione in uno stipendio. Iscriviti qui prima che chiudano le iscrizioni: {link}"
        ),
        (
            "È uscita la nuova puntata! Questa volta parliamo di chi ha mollato tutto per aprire bottega. "
            "Ascoltala mentre lavori e dimmi che ne pensi 🎧 {link}"
        ),
        (
            "Da quando seguo questo sistema automatico di investimenti non guardo più il conto con ansia. Non "
            "prometto miracoli, ma i risultati parlano da soli: {n} euro la prima settimana. Se ti incuriosisce, "
            "rispondi SÌ."
        ),
    ),
    "nl": (
        (
            "Leuk dat je me volgt! Op mijn pagina vind je elke week tips over ondernemen met plezier. Als "
            "welkomstcadeautje krijg je mijn werkboek met {n} opdrachten: {link}"
        ),
        (
            "Dank voor het connecten! Altijd goed om mensen te leren kennen die met {field} bezig zijn. Mocht ik "
            "iets voor je kunnen betekenen, dan hoor ik het graag. Groet, {me}"
        ),
        (
            "Wist je dat de meeste kleine ondernemers elke maand geld laten liggen? Bij {firm} helpen we u daar "
            "in {n} stappen vanaf. Ik laat het u graag zien in een vrijblijvende demo. Wanneer schikt het? "
            "Liever eerst wat lezen? Antwoord dan met 'meer info', dan stuur ik u onze brochure met ervaringen "
            "van andere ondernemers uit uw vakgebied."
        ),
        (
            "Heee meid! Ik zag je foto's en dacht meteen: jij past bij ons 😍 Wil jij ook thuis bijverdienen met "
            "producten waar je zelf blij van wordt? Stuur een hartje, dan app ik je de info!"
        ),
        (
            "Bedankt voor uw bericht. Wij streven ernaar uw vraag binnen {n} werkdagen te beantwoorden. Door "
            "drukte kan dit helaas wat langer duren. Met vriendelijke groet, klantenservice {firm}"
        ),
        "Alleen dit weekend: twee halen, één betalen met code SAMEN 🧡 {link}",
        (
            "Uw website is ons opgevallen, maar in de zoekmachines bent u nauwelijks te vinden. Zonde! Wij maken "
            "kosteloos een rapport met de {n} belangrijkste verbeterpunten. Zal ik het u toesturen?"
        ),
        (
            "Gefeliciteerd, je bent een van de gelukkige winnaars van onze lezersactie! Vul vandaag nog je "
            "gegevens in om je prijs te ontvangen: {link}"
        ),
        (
            "We hebben een besloten groep opgezet voor makers die willen groeien, inmiddels met ruim {n} leden. "
            "Elke maandag een live sessie, en meedoen is gratis. Kom je erbij? {link}"
        ),
    ),
    "pl": (
        (
            "Dziękuję za obserwację! Cieszę się, że tu jesteś. W prezencie mam dla Ciebie darmowy poradnik, {n} "
            "stron konkretów bez lania wody: {link}"
        ),
        (
            "Dziękuję za przyjęcie zaproszenia do sieci kontaktów. Mam nadzieję, że będziemy mieli okazję "
            "wymienić się doświadczeniami. Pozdrawiam serdecznie, {me}"
        ),
        (
            "Szukam {n} ambitnych kobiet do współpracy online. Nie potrzebujesz doświadczenia, wszystkiego Cię "
            "nauczę, a pracujesz wtedy, kiedy dzieci śpią 😊 Napisz „chcę”, podeślę szczegóły."
        ),
        (
            "Dziękujemy za kontakt z firmą {firm}. Państwa zgłoszenie zostało przyjęte i zostanie rozpatrzone w "
            "ciągu {n} dni roboczych. Prosimy nie odpowiadać na tę wiadomość."
        ),
        (
            "Zajmujemy się pozycjonowaniem stron dla branży {field}. Przygotowałem krótką analizę Państwa "
            "witryny i chętnie omówię ją podczas bezpłatnej rozmowy. Czy pasuje termin w tym tygodniu? {me}, "
            "{firm}"
        ),
        "Tylko do północy {n}% taniej na wszystko z hasłem JESIEN 🍂 {link}",
    ),
}
"""Language -> what machines and mass messages say; slots: name, me (may be empty), firm, link, n, field."""

GREETINGS: Final[dict[str, tuple[str, ...]]] = {
    "en": (
        "Hi {name}, ",
        "Hey {name}! 👋 ",
        "Hello there, ",
        "Dear {name}, ",
    ),
    "de": (
        "Hallo {name}, ",
        "Hey {name} 😊 ",
        "Guten Tag {name}, ",
        "Moin! ",
    ),
    "fr": (
        "Bonjour {name}, ",
        "Hello {name} ! ",
        "Coucou 👋 ",
    ),
    "es": (
        "Hola {name}: ",
        "¡Hola, {name}! ",
        "Buenas, ",
    ),
    "pt": (
        "Olá {name}, ",
        "Oi, {name}! ",
        "Bom dia! ",
    ),
    "it": (
        "Ciao {name}, ",
        "Gentile {name}, ",
        "Ehi {name}! ",
    ),
    "nl": (
        "Hoi {name}, ",
        "Beste {name}, ",
        "Hé {name}! ",
    ),
    "pl": (
        "Cześć {name}, ",
        "Dzień dobry, ",
        "Hej {name}! ",
    ),
}
"""Language -> what is set before a template; each ends in a space and may hold the name."""

EMOJI: Final[tuple[str, ...]] = (
    "🙌",
    "✨",
    "🚀",
    "💛",
    "🔥",
    "😊",
    "🙏",
    "💫",
    "🎁",
    "👇",
    "💪",
    "🌿",
    "📚",
    "🤝",
)
"""What may be set after a template."""

THANKS: Final[tuple[str, ...]] = (
    "Thanks for following back! I found you through the marbled paper thread, those blues are unreal.",
    (
        "Thank you so much for connecting, Maren. I think we sat two tables apart at the paper fair in "
        "Odense, I was the one with the broken suitcase."
    ),
    "Parcel came this morning, not a dent. My sister cried a little, so I'd call that a success. Thank you!!",
    (
        "Dear Ms Maren, I wish to express my sincere gratitude for your prompt assistance in the matter of "
        "the torn hinge. It was most kind of you."
    ),
    (
        "thanks for the tip about wheat paste, it finally stopped cockling. I wrote down what I did here if "
        "you want to laugh at it: https://tilda-makes-things.example/paste"
    ),
    (
        "Thank you for connecting. I run a tiny print shop with my dad and honestly just like looking at "
        "your sewing on the bus."
    ),
    "Danke fürs Zurückfolgen! Ich lese schon ewig still mit und hab mich bisher nicht getraut zu schreiben.",
    "Moin Maren, das Päckchen ist da, tausend Dank! Das Vorsatzpapier ist noch schöner als auf dem Foto.",
    (
        "Sehr geehrte Frau Maren, haben Sie vielen Dank für Ihre freundliche Auskunft vom Dienstag. Sie "
        "haben mir damit außerordentlich geholfen. Mit freundlichen Grüßen, H. Petersen"
    ),
    (
        "Danke, dass du gestern noch drangeblieben bist am Telefon. Der Leim hält, und mein Opa hat sein "
        "Liederbuch wieder."
    ),
    (
        "Vielen Dank für die Vernetzung! Ich glaube, Sie kennen meine frühere Kollegin Wiebke aus der "
        "Papierwerkstatt, sie schwärmt oft von Ihnen."
    ),
    (
        "Danke für den Link zum Leinenzwirn, hab gleich drei Rollen bestellt. Falls du mal Kapitalband "
        "brauchst, ich kauf immer hier: https://kapitalband-lueder.example"
    ),
    "Merci de m'avoir ajoutée ! On s'était croisées au salon de Nantes, j'avais le bébé dans les bras.",
    (
        "Bonjour Maren, le carnet est bien arrivé et ma mère ne le quitte plus. Mille mercis pour le petit "
        "mot glissé dedans."
    ),
    (
        "Je vous remercie vivement de votre aide précieuse et du temps que vous avez bien voulu me "
        "consacrer. Veuillez croire en mes sentiments les meilleurs. Odile"
    ),
    (
        "Merci pour ton conseil sur la colle, j'ai tout recommencé dimanche et cette fois ça tient. Photos "
        "ici si ça t'amuse : https://carnets-de-lou.example/essai2"
    ),
    ("¡Gracias por seguirme de vuelta! Me da un poco de vergüenza, todavía coso fatal, pero aprendo mirando lo tuyo."),
    (
        "Maren, llegó el paquete y está perfecto. Mi hijo ya ha estrenado la libreta con un dinosaurio en la "
        "primera página, lo siento."
    ),
    (
        "Le agradezco sinceramente la atención prestada y la rapidez de su respuesta. Reciba un cordial "
        "saludo de todo el taller, sobre todo de Amparo, que le manda un beso."
    ),
    "Gracias por aceptarme. Llevo una papelería de barrio y vendo poco, pero tus cuadernos los miran todos.",
    "Obrigada pela ajuda com a costura copta, fiquei até às duas da manhã mas consegui!",
    (
        "Muito obrigado por ter aceitado o meu pedido. Sou amigo do Rui, o da tipografia em Braga, ele disse "
        "que a Maren é a pessoa certa para perguntas sobre cola."
    ),
    "Chegou, chegou, chegou! Que cheirinho bom de papel. Obrigada de coração, até a fita ficou guardada.",
    "Valeu pela dica do papel, achei um igual aqui em Curitiba: https://papelaria-da-neide.example/algodao",
    "Grazie per aver ricambiato! Ho visto il video dove tagli il dorso e ho trattenuto il fiato fino alla fine.",
    (
        "Gentile Maren, La ringrazio di cuore per la cortesia e la disponibilità dimostrate. Il libro di "
        "preghiere di mia nonna è tornato come nuovo."
    ),
    "Pacco arrivato oggi, tutto intero. Quel verde è una meraviglia, grazie grazie grazie.",
    (
        "Grazie del contatto, ho ripreso in mano la bottega di mio suocero da poco e di clienti ne vedo "
        "pochi, ma leggerti mi tira su."
    ),
    "Dank je wel voor het terugvolgen, ik zag net dat we allebei in Flensburg op les hebben gezeten!",
    "Hoi Maren, pakje is binnen, buurvrouw had het aangenomen. Zo mooi gedaan, ook dat strikje. Dankjewel!",
    (
        "Hartelijk dank voor uw snelle reactie en de heldere uitleg over het naaien op banden. Met "
        "vriendelijke groet, Geert uit Zwolle"
    ),
    (
        "Bedankt voor je hulp gister. Ik heb de foto's even hier gezet, dan kun je zien waar het misging: "
        "https://knutselhoek-anneke.example/rug"
    ),
    "Dziękuję za przyjęcie do znajomych! Poleciła mi Panią Zosia z warsztatów w Toruniu.",
    "Paczka doszła cała i zdrowa, notes jest cudny, aż szkoda w nim pisać. Dzięki wielkie!",
    (
        "Szanowna Pani, uprzejmie dziękuję za okazaną pomoc i cierpliwość. Modlitewnik prababci został "
        "uratowany. Z wyrazami szacunku, Halina"
    ),
)
"""People thank: for following, for a connection, for help, for a parcel."""

WISHES: Final[tuple[str, ...]] = (
    "Happy birthday Maren! Hope someone else is doing the washing-up today 🎂",
    "Get well soon, and don't you dare lift that press before the doctor says so.",
    "Happy new year to you and yours! May your glue never go lumpy.",
    "Wishing you a joyful holiday season and a prosperous new year. Warm regards from all of us at number 14.",
    "Alles Gute zum Geburtstag, liebe Maren! Feier schön und lass dich mal richtig verwöhnen.",
    "Gute Besserung! Hab gehört, die Grippe hat euch alle erwischt. Suppe steht vor der Tür.",
    "Guten Rutsch und bis nächstes Jahr in alter Frische, deine Imke",
    (
        "Ich wünsche Ihnen und Ihrer Familie ein frohes Fest und ein gesundes neues Jahr. Herzliche Grüße, "
        "Familie Brodersen"
    ),
    "Joyeux anniversaire ma Maren, quarante ans et toujours de la colle sous les ongles !",
    "Bonne année et surtout la santé ! On trinque à toi ce soir avec les filles.",
    "Bon rétablissement, prends soin de ta main, les carnets attendront.",
    "¡Feliz cumpleaños, guapa! Que cumplas muchos más y que te hagan tarta de limón.",
    "Que te mejores pronto, Maren. Si necesitas que recoja a la niña, me dices.",
    "Feliz año nuevo desde Granada, que este sí nos veamos de una vez.",
    "Parabéns, Maren! Muitos anos de vida e um bolo enorme, beijinhos nossos.",
    "As melhoras! Descansa, bebe chá e deixa a guilhotina em paz.",
    "Feliz ano novo, querida! Que 2025 venha leve e cheio de papel bonito.",
    "Tanti auguri di buon compleanno! Stasera un brindisi anche da parte di papà.",
    "Guarisci presto, mi raccomando, niente colla finché hai la febbre.",
    "Buon anno a te e famiglia, con tanto affetto da Lucia e i gatti.",
    "Gefeliciteerd met je verjaardag, lieverd! Taart bewaren hè, ik kom zaterdag.",
    "Beterschap Maren, doe rustig aan met die pols.",
    "De beste wensen voor het nieuwe jaar, veel gezondheid en een droge werkplaats!",
    "Wszystkiego najlepszego z okazji urodzin! Zdrowia, uśmiechu i mnóstwa pięknych papierów.",
    "Wracaj szybko do zdrowia, myślimy o Tobie.",
    "Szczęśliwego Nowego Roku, Maren, oby był spokojniejszy niż ten!",
)
"""People wish: birthdays, new years, getting well."""

INVITATIONS: Final[tuple[str, ...]] = (
    "We're having soup and bad films at ours on Friday, from seven. Bring slippers.",
    (
        "My end of year show opens on the 12th, 6 pm, free wine until it runs out: "
        "https://kilnstreet-show.example It would mean a lot if you came."
    ),
    (
        "Fancy sharing a stall with me at the Christmas market? It's 80 for the weekend so 40 each, and I "
        "have the tablecloth."
    ),
    "Would you like to come and see the old mill? They only open it twice a year and I have a spare ticket.",
    "Samstag grillen wir bei uns im Garten, komm doch mit den Kindern vorbei. Salat wäre super.",
    (
        "Am 3. Mai lese ich in der Stadtbücherei, 19 Uhr, Eintritt 5 Euro. Ich hätte so gern jemanden in der "
        "ersten Reihe, der freundlich guckt."
    ),
    "Hättest du Lust, im März mit nach Husum zum Büchermarkt zu fahren? Im Auto ist noch ein Platz frei.",
    (
        "Hiermit laden wir Sie herzlich zu unserer Hochzeit am 14. Juni in Schleswig ein. Um Antwort bis "
        "Ostern wird gebeten. Anfahrt und Zimmer: https://inken-und-jon.example"
    ),
    "On fête les 70 ans de papa le 8, tu viens ? C'est une surprise, alors chut.",
    (
        "Mon expo commence jeudi à la galerie de la rue des Tanneurs, vernissage à 18 h. Le plan est là : "
        "https://expo-solene.example"
    ),
    (
        "Tu veux qu'on se fasse l'atelier de gravure ensemble ? C'est 35 € la journée et il paraît que la "
        "prof est géniale."
    ),
    "Le domingo hacemos paella en casa de mis padres, hay sitio para los tres. ¿Os apuntáis?",
    "Perdona, quería decir este domingo, no el otro. A las dos, y no traigas nada.",
    (
        "El viernes toco con el grupo en un bar de la plaza, entrada 6 euros con bebida. Ven, que tú siempre "
        "bailas: https://los-del-patio.example"
    ),
    "¿Te vienes a Lisboa en octubre? Hay una feria de papel y mi prima nos deja el sofá.",
    "No sábado há jantar cá em casa, bacalhau feito pela minha mãe. Contamos contigo?",
    "Vou lançar o meu livrinho de poemas dia 20, às 18h30, na biblioteca. Aparece, nem que seja só para o vinho.",
    (
        "Bora na feira de impressos comigo domingo? Entrada é dez reais, olha a programação: "
        "https://feira-do-carimbo.example"
    ),
    "Domenica pranzo da noi, la nonna fa i cappelletti e chiede di te.",
    "Il 9 facciamo la festa di fine corso, se passi ti faccio vedere il torchio nuovo. Si comincia alle otto.",
    "Vieni con me alla mostra delle legature antiche? Costa 12 euro, il lunedì 8: https://legature-antiche.example",
    "Zin om zondag mee te gaan wandelen langs het wad? Daarna erwtensoep bij mij.",
    (
        "Ik word vijftig en dat vier ik op 21 september vanaf drie uur, graag met jou erbij! Adres staat op "
        "https://hanneke-vijftig.example"
    ),
    "Mijn koor zingt vrijdag in de Grote Kerk, kaartje kost een tientje, ik kan er eentje voor je achterhouden.",
    "Wpadnij w sobotę na pierogi, będzie też Kasia z małym.",
    "Zapraszam serdecznie na wernisaż mojej siostry, 17 maja o 18, wstęp wolny: https://galeria-pod-lipa.example",
    "Jedziesz z nami na targi papieru do Poznania? Bilet 25 zł, nocleg u mojej ciotki.",
)
"""People invite: some name a price, a date or a link."""

HELLOS: Final[tuple[str, ...]] = (
    "hi!",
    "hey you",
    "Hello, how are things?",
    "morning ☀️",
    "You there?",
    "Moin",
    "Moin moin, alles klar?",
    "Na du",
    "Huhu 👋",
    "Servus, lang nichts gehört",
    "coucou",
    "Salut, ça va ?",
    "Bonsoir Maren",
    "hola",
    "¿Qué tal?",
    "buenos días guapa",
    "oi",
    "Olá, tudo bem?",
    "bom dia 🌞",
    "ciao",
    "Ehi, come va?",
    "buonasera!",
    "hoi",
    "Hé, alles goed?",
    "goeiemorgen",
    "cześć",
    "Hej, co słychać?",
    "dzień dobry",
    "👋",
    "😂😂",
    "❤️",
    "📖🧵",
    "👍",
)
"""People say hello, and hardly more."""

PHRASES: Final[tuple[str, ...]] = (
    "Happy birthday!",
    "Thank you so much!",
    "See you tomorrow!",
    "Herzlichen Glückwunsch zum Geburtstag!",
    "Frohe Weihnachten und einen guten Rutsch ins neue Jahr!",
    "Gute Besserung!",
    "Joyeux anniversaire !",
    "Merci beaucoup et bonne journée !",
    "¡Feliz cumpleaños!",
    "Feliz Navidad y próspero año nuevo",
    "Muito obrigada!",
    "Feliz aniversário!",
    "Tanti auguri!",
    "Buon Natale a te e famiglia",
    "Gefeliciteerd met je verjaardag!",
    "Fijne feestdagen en een gelukkig nieuwjaar!",
    "Wszystkiego najlepszego!",
    "Wesołych Świąt i szczęśliwego Nowego Roku!",
)
"""Set phrases that several people send word for word."""

ERRANDS: Final[tuple[str, ...]] = (
    (
        "Hello Maren, I'd like to order twelve notebooks for my bridesmaids, A6, dark green linen, with "
        "their initials if you do that. The wedding is on 2 August. What would they cost, and do you need a "
        "deposit?"
    ),
    (
        "I'm selling my grandfather's nipping press, cast iron, about 40 kilos, and thought of you before "
        "putting it online for everyone. I'm asking 250 but we can talk. Pictures: "
        "https://attic-clearout.example/press"
    ),
    (
        "I am a third-year student of conservation and I'm writing my thesis on sewing structures in parish "
        "registers around 1800. Might I ask you six questions, by post or by phone, whichever suits you? I "
        "would of course name you in the thanks."
    ),
    (
        "We're a small museum with two guest rooms, and our binder retires in May. Would you consider taking "
        "over her workshop days, twice a month, paid at 38 an hour? The notice is at "
        "https://museum-am-deich.example/jobs but I'd rather you heard it from me."
    ),
    (
        "Guten Tag Frau Maren, die Familienbibel meiner Mutter hat einen gebrochenen Rücken, und zwei Lagen "
        "sind lose. Könnten Sie sich das einmal ansehen und mir sagen, was eine Reparatur ungefähr kosten "
        "würde? Ich bringe sie gern vorbei."
    ),
    (
        "Hey Maren, bei uns in der Werkstattgemeinschaft wird zum 1. September ein Raum frei, 22 qm, "
        "Nordlicht, 260 warm. Ich hab sofort an dich und deine Schneidemaschine gedacht. Magst du gucken "
        "kommen? Grundriss: https://hinterhof-sieben.example/raum3"
    ),
    (
        "Ich schreibe meine Bachelorarbeit über kleine Handwerksbetriebe an der Küste und würde gern eine "
        "Stunde mit Ihnen sprechen. Ihre Angaben werden natürlich anonymisiert. Ginge es in der zweiten "
        "Novemberwoche?"
    ),
    ("Hab hier noch 40 Bogen Büttenpapier vom Kurs übrig, 60 Euro für alles, sonst geht es an die Schule. Willst du?"),
    (
        "Bonjour Maren, nous cherchons quelqu'un pour relier les trente exemplaires du mémoire de notre "
        "association, couture apparente si possible. Notre budget est de 600 euros. Est-ce que cela vous "
        "paraît réaliste pour fin avril ?"
    ),
    (
        "Je vends ma cisaille à carton, elle est lourde mais elle coupe comme au premier jour. 180 €, à "
        "venir chercher près de Rennes. Je préfère qu'elle aille chez quelqu'un qui s'en servira vraiment."
    ),
    (
        "Mon fils cherche un stage de trois semaines en février, il a quinze ans et il est très soigneux. "
        "Accepteriez-vous de le recevoir ? Je peux vous envoyer sa lettre."
    ),
    (
        "Hola Maren, quería encargarte un álbum para las fotos de la comunión de mi hija, unas 30 hojas, "
        "tapa de tela azul. ¿Haces envíos a Valencia y cuánto tardarías más o menos?"
    ),
    (
        "Se alquila la habitación pequeña de mi piso desde enero, 340 con gastos. Como me dijiste que venías "
        "al curso de seis meses, te la guardo hasta el viernes. Fotos aquí: https://piso-de-carmela.example"
    ),
    (
        "Soy profesora de plástica y me gustaría que vinieras una mañana a enseñar a coser cuadernos a mis "
        "alumnos. El colegio paga el viaje y 200 euros. ¿Lo ves posible en mayo?"
    ),
    (
        "Boa tarde, tenho um missal do meu avô com a capa solta e não queria entregá-lo a qualquer pessoa. A "
        "Maren aceita trabalhos de fora? Posso enviar por correio registado e pago o orçamento adiantado."
    ),
    (
        "Oi Maren, tô fazendo meu TCC sobre encadernação japonesa e travei na parte da costura de quatro "
        "furos. Você me responderia umas perguntinhas? O questionário tá aqui, são cinco minutos: "
        "https://tcc-da-luiza.example"
    ),
    (
        "Vendo a minha máquina de gofrar porque vou mudar de casa, está quase nova e custou 300, faço por "
        "170 a si. Diga-me até quinta, por favor, que há um senhor interessado."
    ),
    (
        "Gentile Maren, avrei bisogno di rilegare la tesi di mia figlia in sei copie, pelle bordeaux e "
        "titolo in oro, entro il 10 luglio. Mi può dire se accetta il lavoro e a che prezzo? La ringrazio in "
        "anticipo."
    ),
    (
        "Ciao, ti scrivo perché nella legatoria dove lavoro cercano una persona per sostituire me da "
        "ottobre, contratto di un anno. Ho fatto il tuo nome al capo, spero non ti dispiaccia. L'annuncio è "
        "qui: https://legatoria-del-ponte.example/lavoro"
    ),
    (
        "Hoi Maren, zou jij mijn receptenschrift opnieuw kunnen inbinden? Het was van oma en het valt uit "
        "elkaar. Ik heb er zo'n 90 euro voor over, is dat genoeg?"
    ),
    (
        "Ik heb een partij boeklinnen overgenomen van een drukkerij die stopt, veertien rollen. Vier ervan "
        "zijn van dat grijs waar jij naar zocht. Voor 25 per rol breng ik ze langs, ik rij volgende week "
        "toch naar Kiel."
    ),
    (
        "Beste Maren, voor mijn scriptie over stijfsel zoek ik iemand die er al jaren mee werkt. Mag ik u "
        "een middag komen filmen? Een voorproefje van mijn werk staat op https://scriptie-joost.example"
    ),
    (
        "Dzień dobry, chciałabym zamówić księgę gości na ślub siostry, format A4, kremowy papier, około 80 "
        "kart. Czy zdąży Pani do końca czerwca i jaki byłby koszt z wysyłką do Gdańska?"
    ),
    (
        "Cześć Maren, sprzedaję gilotynę po wujku, 900 zł, do odbioru w Szczecinie. Zdjęcia wrzuciłem tu: "
        "https://graty-po-wujku.example Jeśli chcesz, mogę ją podrzucić przez granicę."
    ),
    (
        "Piszę pracę magisterską o introligatorach na Pomorzu i bardzo zależy mi na rozmowie z Panią. "
        "Wystarczy godzina, mogę przyjechać w dowolny weekend."
    ),
)
"""A person asks or offers her alone something real: an order, a repair, a sale, a thesis, a job, a room."""

ANSWERS: Final[tuple[str, ...]] = (
    "Oh, how nice! Yes, I can do that, but not before the middle of next month. Is that all right?",
    "Das mach ich gern, schick mir doch mal ein Foto vom Rücken.",
    "Avec plaisir ! Dis-moi juste quel papier tu préfères.",
    "Claro que sí, mañana lo miro con calma y te digo.",
    "Que bom, obrigada! Posso na quinta à tarde, serve?",
    "Volentieri, ma dammi una settimana, ho la pressa piena.",
    "Leuk! Kom gerust langs, ik ben er tot vijf uur.",
    "Jasne, bardzo chętnie. Napisz tylko, ile stron ma mieć.",
)
"""What Maren answers, one in each language."""

TURNS: Final[tuple[str, ...]] = (
    "No rush at all, next month is fine. Shall I drop it off or post it?",
    "Super, Foto kommt heute Abend, wenn ich wieder Licht habe.",
    "Le bleu que tu avais à Noël, s'il t'en reste. Sinon surprends-moi !",
    "Perfecto, sin prisa. Y dale un beso a tu madre.",
    "Serve lindamente, levo bolo de laranja.",
    "Nessun problema, tanto mia figlia discute a fine mese.",
    "Top, dan ben ik er om een uur of vier. Moet ik nog iets meenemen?",
    "Myślę, że sto wystarczy, i koniecznie z zakładką, jeśli można.",
)
"""What a person writes after her answer, in the same order of languages."""
