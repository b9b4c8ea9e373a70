"""Messages nobody looked at while the rules on automated messages were made: templates, and people's own words.

They were written in one go, apart from the rules, and are judged as they stand. Who mends a rule takes the messages of
`tests/worlds/messages.py`, never these: a set that rules are fitted on proves nothing any more. Once a rule was mended
after the counts of its signs on these, though not their words, had been seen (a first message soon after the follow
whose copies differ in their slots): the figures from before it stand beside the floors in `texts.py`.

Slots: `{name}` the reader's first name, `{me}` the sender's, `{firm}` a firm, `{link}` an address, `{n}` a number,
`{field}` what the reader does.
"""

from __future__ import annotations

from typing import Final

#: What machines send, by language: welcomes, funnels, offers. Polish is a language whose words are not judged.
TEMPLATES: Final[dict[str, tuple[str, ...]]] = {
    "en": (
        "Thank you for following {firm}! To say hello we have put a little gift aside for you: {link}",
        "Great to have you here, {name}. I help people in {field} win {n} new clients a month without cold calls."
        " Shall I send you the case study?",
        "Hey {name}, appreciate the follow! While you are here, have a listen to my new single: {link}",
        "Hi {name}, I came across your profile and was impressed. We build websites for {field} businesses at a flat"
        " price. Do you have 15 minutes this week? You can pick a slot here: {link}",
        "Thanks for connecting, {name}! My free masterclass on doubling your revenue starts on Monday and only {n}"
        " seats are left. Save yours: {link}",
        "This is an automatic message from {firm}: we read every note but cannot answer them all. Our shop: {link}",
        "Welcome to the family! Use code WELCOME{n} for 15% off your first order at {link}",
    ),
    "de": (
        "Danke fürs Folgen! Als kleines Dankeschön gibt es bei {firm} {n} % auf deine erste Bestellung: {link}",
        "Hallo {name}, vielen Dank für die Vernetzung. Wir unterstützen Betriebe wie deinen dabei, planbar neue"
        " Kunden zu gewinnen. Passt dir diese Woche ein kurzes Gespräch? {link}",
        "Schön, dass du hier bist! Hol dir jetzt mein kostenloses E-Book mit {n} Tipps für mehr Reichweite: {link}",
        "Hey {name}, bist du offen für eine Kooperation? Wir suchen gerade Markenbotschafter für {firm}. Schreib uns"
        " einfach auf unserem Hauptprofil {link}",
        "Willkommen bei {firm}! Diese Nachricht wird automatisch verschickt. Alle Termine und Preise findest du unter"
        " {link}",
        "Guten Tag {name}, ich bin auf dein Profil gestoßen und glaube, dass unsere Software dir im Bereich {field}"
        " jede Woche {n} Stunden spart. Darf ich dir eine Demo zeigen?",
    ),
    "fr": (
        "Merci pour l'abonnement ! Profitez de -{n} % sur toute la boutique {firm} avec ce lien : {link}",
        "Bonjour {name}, ravi de faire partie de votre réseau. J'accompagne les professionnels de {field} à trouver"
        " des clients sans démarcher. Seriez-vous disponible pour un échange de 20 minutes ? {link}",
        "Bienvenue ! Recevez gratuitement mon guide pour gagner {n} abonnés par semaine : {link}",
        "Coucou {name} ! On adore ton univers. Tu veux devenir ambassadrice {firm} ? Envoie un message à notre compte"
        " principal {link}",
        "Message automatique : merci de votre intérêt pour {firm}. Nos tarifs et nos disponibilités sont ici : {link}",
        "Bonjour, je me permets de vous contacter car nous aidons les entreprises de {field} à réduire leurs coûts"
        " de {n} %. Puis-je vous envoyer notre brochure ?",
    ),
    "es": (
        "¡Gracias por seguirnos! En {firm} queremos darte la bienvenida con un {n} % de descuento: {link}",
        "Hola {name}, gracias por aceptar mi invitación. Ayudo a negocios de {field} a conseguir clientes todos los"
        " meses. ¿Te va bien una llamada de 15 minutos esta semana? {link}",
        "¡Qué alegría tenerte por aquí! Descarga gratis mi guía con {n} ideas para vender más: {link}",
        "Hola guapa, nos encanta tu perfil y buscamos embajadoras para {firm}. Escríbenos a la cuenta principal {link}",
        "Este es un mensaje automático. Gracias por escribir a {firm}; consulta precios y horarios en {link}",
        "{name}, ¿sabías que puedes ganar {n} euros al día desde casa? Pregúntame cómo, plazas limitadas: {link}",
    ),
    "pt": (
        "Obrigado por seguir a {firm}! Temos um presente de boas-vindas para você: {n} % de desconto em {link}",
        "Olá {name}, obrigado por se conectar. Ajudo profissionais de {field} a conquistar clientes todos os meses."
        " Podemos marcar uma conversa rápida? {link}",
        "Seja bem-vinda! Baixe grátis o meu e-book com {n} dicas para crescer no Instagram: {link}",
        "Oi {name}, tudo bem? Estamos procurando parceiras para divulgar a {firm}. Chama a gente no perfil oficial"
        " {link}",
        "Mensagem automática: agradecemos o contato com a {firm}. Veja preços e horários em {link}",
        "{name}, descobri um método que rende {n} reais por dia sem sair de casa. Quer saber como funciona? {link}",
    ),
    "it": (
        "Grazie per averci seguito! Per te subito il {n} % di sconto su {firm}: {link}",
        "Ciao {name}, grazie per il collegamento. Aiuto chi lavora nel settore {field} a trovare nuovi clienti ogni"
        " mese. Hai 15 minuti per una chiamata? {link}",
        "Benvenuta! Scarica gratis la mia guida con {n} consigli per far crescere il tuo profilo: {link}",
        "Ciao cara, adoriamo il tuo stile! Vuoi collaborare con {firm}? Scrivi al nostro profilo principale {link}",
        "Messaggio automatico: grazie per aver contattato {firm}. Listino e orari sono qui: {link}",
        "Buongiorno {name}, ho visto il suo profilo e penso che il nostro gestionale possa farle risparmiare {n} ore"
        " alla settimana. Posso inviarle una presentazione?",
    ),
    "nl": (
        "Bedankt voor het volgen! Als welkomstcadeau krijg je {n}% korting bij {firm}: {link}",
        "Hoi {name}, leuk om te connecten. Ik help ondernemers in {field} aan nieuwe klanten zonder koud te bellen."
        " Heb je deze week een kwartiertje? {link}",
        "Welkom! Download gratis mijn e-book met {n} tips voor meer volgers: {link}",
        "Hey {name}, wij zoeken ambassadeurs voor {firm} en jouw profiel past perfect. Stuur een bericht naar ons"
        " hoofdaccount {link}",
        "Dit is een automatisch bericht van {firm}. Onze prijzen en openingstijden vind je op {link}",
        "Goedemiddag {name}, wij besparen bedrijven in {field} gemiddeld {n} uur per week. Mag ik je een demo laten"
        " zien?",
    ),
    "pl": (
        "Dziękujemy za obserwowanie! Na powitanie mamy dla Ciebie {n}% rabatu w {firm}: {link}",
        "Cześć {name}, dzięki za przyjęcie zaproszenia. Pomagam firmom z branży {field} zdobywać klientów co miesiąc."
        " Masz kwadrans na rozmowę? {link}",
        "Witaj! Pobierz za darmo mój poradnik, jak zdobyć {n} obserwujących w tydzień: {link}",
        "To jest wiadomość automatyczna od {firm}. Cennik i godziny otwarcia znajdziesz tutaj: {link}",
        "Dzień dobry {name}, nasza aplikacja oszczędza {n} godzin tygodniowo. Czy mogę wysłać prezentację?",
    ),
}

#: Greetings that a tool sets before its template, by language.
GREETINGS: Final[dict[str, tuple[str, ...]]] = {
    "en": ("Good morning! ", "Hello there, ", "Happy Friday {name}! "),
    "de": ("Guten Morgen! ", "Moin, ", "Hallo liebe {name}, "),
    "fr": ("Bonjour ! ", "Salut {name}, ", "Bonsoir, "),
    "es": ("¡Buenos días! ", "¡Hola! ", "Buenas tardes {name}, "),
    "pt": ("Bom dia! ", "Oi oi, ", "Boa tarde {name}, "),
    "it": ("Buongiorno! ", "Ciao ciao, ", "Buonasera {name}, "),
    "nl": ("Goedemorgen! ", "Hallo, ", "Dag {name}, "),
    "pl": ("Dzień dobry! ", "Hej, ", "Witam, "),
}
EMOJI: Final = ("", "", " 🎁", " 🚀🚀", " 😊", " 🙌✨", " 💼", "❤️")

#: What people write of themselves; each is sent once. Some thank on the same day, some send a link, some never answer.
THANKS: Final = (
    "Thanks for following back! I have been reading your posts on glue for weeks.",
    "Thank you for connecting, Maren. I was the one with the broken needle at the workshop in Odense.",
    "Thanks for adding me! Your talk made me get my grandfather's press out of the attic.",
    "thanks for the follow :) how is the leather holding up in this weather?",
    "Thank you so much for the parcel, it came this morning and it is even better than on the pictures.",
    "Thanks for connecting! We sat next to each other on the train to Aarhus, you had the green thread.",
    "Danke fürs Folgen! Ich habe dein Buch im Regal stehen und blättere oft darin.",
    "Danke für die Vernetzung, Maren. War schön, dich am Samstag kennenzulernen.",
    "Vielen Dank für deine Hilfe gestern, ohne dich hätte ich den Einband nie gerade bekommen.",
    "Danke dir, hat mich riesig gefreut! Meld dich, wenn du in Kiel bist.",
    "Merci pour l'ajout ! On s'était croisées au salon du papier, je portais un manteau jaune.",
    "Merci d'avoir accepté, j'espère que votre épaule va mieux.",
    "Merci mille fois pour le conseil sur la colle, ça tient enfin.",
    "¡Gracias por seguirme! Llevo meses mirando cómo coses los cuadernillos.",
    "Gracias por aceptar, Maren. Soy la hermana de Tilde, la del taller de los jueves.",
    "Muchas gracias por el libro, mi madre lloró al abrirlo.",
    "Obrigada por me seguir! Aprendi a costurar cadernos com o seu vídeo.",
    "Obrigado por aceitar o convite, foi bom conversar consigo na feira.",
    "Grazie per avermi seguito! Anch'io lego libri, ma solo per gli amici.",
    "Grazie del contatto, ci siamo conosciuti alla mostra di Bologna.",
    "Bedankt voor het volgen, ik heb je foto van de blauwe band aan mijn vader laten zien.",
    "Dankjewel voor de connectie! Ik was die vrouw met alle vragen over linnen.",
    "Dzięki za przyjęcie zaproszenia, miło było poznać Cię w Gdańsku.",
    "Dziękuję za obserwowanie! Twoje notesy są piękne.",
)
WISHES: Final = (
    "Happy birthday Maren! Hope there is cake and no glue on it.",
    "Happy birthday from all of us at the guild, see you on Thursday!",
    "Many happy returns! Still using the notebook you made for my forty.",
    "Alles Gute zum Geburtstag, liebe Maren! Feier schön mit den Kindern.",
    "Herzlichen Glückwunsch nachträglich, ich war im Funkloch.",
    "Joyeux anniversaire Maren, gros bisous de Lyon !",
    "Bon anniversaire avec un jour de retard, pardon !",
    "¡Feliz cumpleaños! Que lo pases genial con los tuyos.",
    "Parabéns, Maren! Muitas felicidades e um abraço grande.",
    "Tanti auguri di buon compleanno, a presto a Milano!",
    "Gefeliciteerd met je verjaardag, maak er een mooie dag van!",
    "Wszystkiego najlepszego z okazji urodzin, dużo zdrowia!",
    "Merry Christmas to you and the cat, we open again on the 7th.",
    "Congratulations on the shop, ten years is something!",
    "Frohe Weihnachten und einen guten Rutsch, bis im Januar beim Stammtisch.",
)
INVITATIONS: Final = (
    "We are having soup at ours on Sunday around one, would you like to come?",
    "The guild meets on Thursday at seven, upstairs as always. The plan is here: https://guild.example/thursday",
    "Would you show the class how you sew headbands? It is on the 3rd, ten pupils, I bring the thread.",
    "I am showing my prints in the old harbour from Friday, it would be lovely to see you: https://harbour.example/prints",
    "Kommst du am Samstag mit auf den Flohmarkt? Wir fahren um acht.",
    "Wir feiern am 12. unseren Umzug, ab vier gibt es Kuchen, bring gern jemanden mit.",
    "Tu viens au vernissage de Lise vendredi ? Je peux te prendre en voiture.",
    "On organise un repas de quartier le 20, tu serais des nôtres ?",
    "¿Te apuntas a cenar el viernes con los del taller? Reservo para ocho.",
    "Vamos fazer um churrasco no domingo, aparece com a família!",
    "Sabato presentiamo il libro di Nino, vieni? Qui c'è il programma: https://nino.example/sabato",
    "Zin om zondag mee te gaan naar de molen? Er is een open dag: https://molen.example/open",
    "Wpadniesz w sobotę na kawę? Mieszkam teraz blisko dworca.",
    "Our reading circle takes your favourite book in March, would you come and say why you love it?",
)
HELLOS: Final = (
    "hi",
    "Hello Maren!",
    "hey, long time no see",
    "Hi, are you the Maren who taught in Ribe?",
    "Good morning from the ferry",
    "👋",
    "Hallo, wie geht's?",
    "Moin Maren, bist du da?",
    "Coucou, tu vas bien ?",
    "Salut, ça fait longtemps !",
    "Hola, ¿cómo estás?",
    "¡Hola Maren!",
    "Oi, tudo bem?",
    "Olá, sou o vizinho do 3º andar",
    "Ciao, come va?",
    "Hoi, hoe is het?",
    "Cześć, co słychać?",
    "hello, nice to meet you here",
)
#: Set phrases that several people send word for word.
PHRASES: Final = (
    "Happy birthday!",
    "Happy birthday Maren 🎂",
    "Alles Gute zum Geburtstag!",
    "Joyeux anniversaire !",
    "Thanks for connecting!",
    "Thank you!",
    "Danke!",
    "Merry Christmas and a happy new year!",
    "Frohe Weihnachten!",
    "Congratulations on your work anniversary!",
)
#: People who sell something, in their own words and to her alone; nobody's machine, whatever one thinks of it.
ERRANDS: Final = (
    "Hi Maren, Ole gave me your name: I repair board shears and yours sounded blunt on the video. Shall I come by?",
    "Hello, I would love to order two notebooks like the red one, what would they cost with delivery to Skive?",
    "I am writing my thesis on small binderies, could I ask you five questions? The outline: https://thesis.example/outline",
    "Ich hätte noch zwei Kisten Marmorpapier von meiner Tante, magst du sie dir ansehen?",
    "Bonjour, je restaure un missel de 1780 et le cuir se fend, auriez-vous une minute pour regarder mes photos ?",
    "Vi tu anuncio del cizallo, ¿sigue a la venta?",
    "Buongiorno, la biblioteca cerca qualcuno che rileghi gli annali del paese, le interesserebbe?",
    "Ik zag je oproep voor kurk, ik heb nog een rol liggen als je wilt.",
    "Here are the photos from Saturday, you look very serious on all of them: https://photos.example/saturday",
    "Found the article I told you about: https://paper.example/wheat-paste",
)
#: What she answers, and what people say then; machines say nothing.
ANSWERS: Final = ("Who is this, please?", "Thank you, tell me more.", "Oh how nice!", "Do I know you?", "Hej :)")
TURNS: Final = (
    "Sorry, I should have said: we met at Tilde's.",
    "With pleasure! When would it suit you?",
    "Haha, yes, that was me.",
    "See you then.",
    "I will bring the photos.",
)
