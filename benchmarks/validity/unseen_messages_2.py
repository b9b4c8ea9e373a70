"""A second set of messages kept apart from the rules on automated messages: templates, and people's own words.

It was written by somebody who had read neither the rules nor the first set's texts (`unseen_messages.py`, of which only
the opening lines had been seen, two English templates among them, to take over its names and slots). No text
here was looked at in order to change a rule; but once counts on it had been seen, one was mended (long thanks without a
link), so that the third set is the one that proves something.

Slots: `{name}` the reader's first name, `{me}` the sender's (may come out empty), `{firm}` a firm, `{link}` an address,
`{n}` a number, `{field}` what the reader does. People's own words hold no slots. The reader is Maren, who binds books.
"""

from __future__ import annotations

from typing import Final

#: What machines and mass mailings send, by language: welcomes, offers, receipts, lures.
TEMPLATES: Final[dict[str, tuple[str, ...]]] = {
    "en": (
        (
            "I noticed you only just found us, so a quick word on who we are: {firm} sends one short letter every "
            "Sunday on making a living from what you make. {n} readers so far, no spam, leave whenever you like. The "
            "door is here: {link}"
        ),
        (
            "Saw your page and had to reach out. Your feed is seriously underrated. We're picking {n} makers to rep "
            "our new drop, you'd get a free piece plus your own code. DM our main account and say {me} sent you 💕"
        ),
        (
            "I came across your website while looking for {field} and spotted a few technical errors which keep it "
            "off the first page. May I send over a free audit with screenshots and a quote? No obligation at all. "
            "Kind regards, {me}, {firm}"
        ),
        (
            "Quick question. If I could show you a way to add {n} qualified leads a week to your calendar, and you "
            "only pay once they buy, would you be against a 15 minute chat on Thursday? {me}"
        ),
        (
            "Your message has reached {firm}. Our office is open Monday to Friday, 9 to 5, and we aim to reply "
            "within {n} working days. If your enquiry is about an existing order, please have your order number at "
            "hand."
        ),
        (
            "yo {name}!! new track just dropped, been working on this one for {n} months fr. would mean the world if "
            "u gave it a spin and told me ur favourite bar: {link}"
        ),
        (
            "I was not a trading person either, honestly. Then a mentor showed me how the signals work and last week "
            "alone I made {n} percent while looking after my kids. Not asking you for anything, just tell me if you "
            "are curious and I'll explain."
        ),
        (
            "Congratulations! Out of all our followers your profile was drawn as one of {n} winners of this month's "
            "giveaway. To claim the parcel please confirm your address within 24 hours at {link}"
        ),
        (
            "My new book about finding calm in a noisy decade is out today and for the next {n} hours the e-book "
            "costs less than a coffee. Readers call it honest and oddly funny. If you leave a review I'll be forever "
            "grateful. {link}"
        ),
        (
            "It's so lovely to be connected, {name}. I always like to know the people in my network, so tell me: "
            "what is the one thing in {field} you are struggling with most at the moment?"
        ),
    ),
    "de": (
        (
            "vielen Dank für die Vernetzung! Ich unterstütze Selbstständige im Bereich {field} dabei, planbar {n} "
            "Anfragen im Monat zu bekommen, ganz ohne Kaltakquise. Ist das Thema bei Ihnen gerade aktuell? Beste "
            "Grüße, {me}"
        ),
        (
            "schön, dass du hergefunden hast! Als Dankeschön bekommst du {n} % auf deine erste Bestellung. Gib an "
            "der Kasse einfach HALLO{n} ein, gilt bis Sonntag um Mitternacht. Hier geht es zum Laden: {link}"
        ),
        (
            "Ihre Nachricht ist bei uns eingegangen. Aufgrund des hohen Aufkommens kann die Beantwortung derzeit bis "
            "zu {n} Werktage dauern. Bitte sehen Sie von weiteren Rückfragen ab, da sich die Bearbeitung sonst "
            "verzögert. Ihr Team von {firm}"
        ),
        (
            "ich bin ganz ehrlich: Ich suche gerade {n} Leute, die sich nebenbei von zu Hause etwas aufbauen wollen, "
            "mit Produkten, die ich selbst jeden Tag benutze. Kein Verkaufen, versprochen, nur empfehlen. Wäre das "
            "was für dich? Dann schreib mir einfach INFO 🌸"
        ),
        (
            "am Donnerstag um 19 Uhr zeige ich live und kostenlos, wie ich in {n} Wochen aus einem Hobby ein "
            "fünfstelliges Einkommen gemacht habe. Die Plätze sind begrenzt, eine Aufzeichnung gibt es nicht. "
            "Anmelden: {link}"
        ),
        (
            "mir ist aufgefallen, dass Ihre Internetseite auf dem Handy recht langsam lädt. Wir haben für Betriebe "
            "aus {field} ein Festpreispaket entwickelt, neue Seite in {n} Tagen, mit Wartung. Darf ich Ihnen einen "
            "Entwurf schicken? {me} von {firm}"
        ),
        (
            "neue Folge ist draußen! Diesmal reden wir darüber, warum Perfektionismus dich arm macht. {n} Minuten, "
            "die du dir gönnen solltest: {link} Lass gern fünf Sterne da"
        ),
        (
            "wir schreiben an der Hochschule {firm} eine Studie über Selbstständige und bitten Sie um {n} Minuten "
            "Ihrer Zeit. Die Befragung ist anonym, unter allen Teilnehmenden verlosen wir Gutscheine. Zum "
            "Fragebogen: {link}"
        ),
        (
            "dein Profil hat uns echt umgehauen! Wir suchen Markenbotschafterinnen, die zu unserem Stil passen. "
            "Schreib bitte auf unserem Hauptprofil und schick das Kennwort LIEBE, dann bekommst du deinen Rabatt von "
            "{n} Prozent 🤍"
        ),
    ),
    "fr": (
        (
            "merci de rejoindre l'aventure {firm} ! Pour bien commencer, voici notre guide offert : {n} erreurs que "
            "font presque tous les créateurs quand ils fixent leurs prix. À télécharger ici {link}"
        ),
        (
            "Je me permets de vous contacter car nous accompagnons les professionnels du secteur {field} dans leur "
            "visibilité en ligne. Seriez-vous disponible cette semaine pour un échange de {n} minutes, sans "
            "engagement ? Bien cordialement, {me}"
        ),
        (
            "Nous accusons bonne réception de votre message et vous en remercions. Un conseiller de {firm} reviendra "
            "vers vous sous {n} jours ouvrés. Ceci est un envoi automatique, merci de ne pas y répondre."
        ),
        (
            "Coucou ma belle ! Je kiffe trop ton univers 😍 Je cherche {n} nanas motivées pour rejoindre mon équipe, "
            "on bosse depuis le canapé avec juste un téléphone. Si ça te parle réponds-moi OUI et je t'explique tout "
            "en vocal"
        ),
        (
            "Félicitations, votre compte a été tiré au sort ! Il ne reste plus que {n} lots à distribuer. Pour "
            "recevoir le vôtre, réglez seulement les frais de port avant ce soir : {link}"
        ),
        (
            "J'ai quitté mon CDI il y a {n} mois et je n'ai jamais aussi bien dormi. Mardi soir j'ouvre une "
            "conférence en ligne gratuite où je raconte la méthode de A à Z. Je te garde une place ? {link}"
        ),
        (
            "Ravie de faire votre connaissance, {name}. Sur ce compte je partage chaque jour une petite pensée pour "
            "ralentir et respirer. Dites-moi, qu'est-ce qui vous a menée jusqu'ici ? À très vite, {me}"
        ),
        (
            "Le groupe privé est ouvert jusqu'à vendredi : {n} signaux par jour, achats et ventes expliqués pas à "
            "pas, même pour les grands débutants. Déjà des centaines de membres en profit. L'entrée se fait par ce "
            "lien : {link}"
        ),
        (
            "Mon premier roman vient de paraître chez {firm}. Une maison au bord de la mer, trois sœurs, un secret "
            "de {n} ans. Si vous aimez lire le soir, le premier chapitre est en accès libre : {link}"
        ),
    ),
    "es": (
        (
            "¡Bienvenida a la familia {firm}! Aquí no vas a encontrar postureo, solo trucos que funcionan. De regalo "
            "te dejo mi plantilla para planear {n} publicaciones en una tarde: {link}"
        ),
        (
            "He estado viendo tu perfil y creo que tienes muchísimo potencial sin explotar. Ayudo a gente de {field} "
            "a pasar de la hora mal pagada a facturar {n} mil al mes. ¿Te cuento cómo en una llamada gratuita?"
        ),
        (
            "Hemos recibido su consulta correctamente. Nuestro horario de atención es de lunes a viernes de 9 a 14 "
            "h. Le responderemos en un plazo máximo de {n} horas. Gracias por confiar en {firm}."
        ),
        (
            "Holaaa guapa, te sigo, ¿me sigues? Somos un grupo de {n} cuentas que nos damos likes unas a otras para "
            "crecer, es gratis y va genial. Dime YA y te meto 😘"
        ),
        (
            "No quiero robarte tiempo. Tenemos un programa que avisa a tus clientes de cada pedido y les cobra solo; "
            "{n} talleres ya lo usan. ¿Te vendría bien una demostración el miércoles o prefieres el jueves? Un "
            "saludo, {me}"
        ),
        (
            "Yo también pensaba que lo de las criptomonedas era un timo, te lo juro. Empecé con {n} euros y hoy pago "
            "el alquiler con eso. Mi asesora no cobra nada por adelantado, si quieres te paso su contacto."
        ),
        (
            "¡Qué ilusión tenerte por aquí, {name}! Este sábado hacemos feria de emprendedoras con {n} puestos, "
            "música y sorteos. Las entradas anticipadas vuelan, así que date prisa: {link}"
        ),
        (
            "Gracias por seguirme 🙏 Soy {me}, cantante. Acabo de sacar mi nuevo sencillo y cada escucha cuenta de "
            "verdad. Ponlo de fondo mientras trabajas y cuéntame qué te hace sentir: {link}"
        ),
        (
            "Para mejorar nuestro servicio nos gustaría conocer su opinión. La encuesta tiene {n} preguntas y se "
            "contesta en dos minutos. Acceda desde aquí: {link}"
        ),
    ),
    "pt": (
        (
            "Que bom ter você por aqui! Separei um presentinho para quem chega: a lista com {n} fornecedores que eu "
            "uso no meu negócio. É só pegar: {link} Beijos, {me}"
        ),
        (
            "Oi, linda! Amamos o seu perfil e queremos você como embaixadora da {firm} 💗 Você escolhe {n} peças e só "
            "paga o frete. Chama a gente no perfil principal!"
        ),
        (
            "Recebemos a sua mensagem e agradecemos o contacto. A nossa equipa responderá no prazo de {n} dias "
            "úteis. Caso o assunto seja urgente, utilize o formulário disponível em {link}. Com os melhores "
            "cumprimentos, {firm}"
        ),
        (
            "Posso te fazer uma pergunta sincera? Se existisse um jeito de ganhar um extra de {n} por semana só com "
            "o celular, sem chefe e sem horário, você toparia conhecer? Sem compromisso nenhum."
        ),
        (
            "Boa tarde, vi que trabalha em {field} e fiz uma análise rápida do seu site. Encontrei {n} pontos que "
            "afastam clientes. Posso enviar o relatório em PDF gratuitamente, basta responder a esta mensagem com o "
            "seu e-mail."
        ),
        (
            "Hoje às 20h tem aula ao vivo, gratuita, e vou abrir a planilha inteira na frente de todo mundo. Quem "
            "ficar até o final leva um bônus. Só {n} vagas, corre: {link}"
        ),
        (
            "Episódio novo no ar! A conversa desta semana é sobre medo, dinheiro e recomeços depois dos {n}. Ouve no "
            "caminho para o trabalho e diz-me o que achaste: {link}"
        ),
        (
            "Obrigado por se conectar comigo, {name}. Sou {me} e atuo com desenvolvimento de líderes há {n} anos. "
            "Acredito que boas conexões geram boas oportunidades, por isso fico à disposição no que precisar."
        ),
    ),
    "it": (
        (
            "benvenuta! Io sono {me} e qui parliamo di come vivere di quello che ami senza svenarti in pubblicità. "
            "Per te, che sei appena arrivata, c'è un mini corso in {n} lezioni, gratis: {link}"
        ),
        (
            "Grazie per il collegamento. Con {firm} affianchiamo artigiani e piccole imprese nell'accesso ai bandi a "
            "fondo perduto, con {n} pratiche approvate nell'ultimo anno. Le andrebbe di sentirci per una breve "
            "consulenza telefonica?"
        ),
        (
            "Ciao tesoro, ma che bel profilo 😍 Sto cercando {n} ragazze sveglie per un progetto nel benessere, si "
            "lavora quando vuoi e da dove vuoi. Ti va se ti mando un audio di due minuti?"
        ),
        (
            "La ringraziamo per averci scritto. I nostri uffici resteranno chiusi per ferie; alla riapertura daremo "
            "riscontro alle richieste in ordine di arrivo, di norma entro {n} giorni. Cordiali saluti, {firm}"
        ),
        (
            "Solo per chi ci segue: sconto del {n}% su tutto fino a domenica, spedizione compresa. Codice GRAZIE{n} "
            "da inserire nel carrello {link}"
        ),
        (
            "Buongiorno, ho visto il suo sito e devo dire che la grafica è carina ma su internet non vi trova "
            "nessuno. In {n} giorni possiamo portarvi in prima pagina per {field}, paga solo a risultato raggiunto. "
            "Le interessa un preventivo?"
        ),
        (
            "Sei tra i {n} fortunati estratti questa settimana!!! Per ritirare il premio rispondi PREMIO e clicca "
            "subito qui prima che scada {link}"
        ),
        (
            "È uscito il mio primo libro di poesie, {name}. Parla di madri, di treni e di caffè lasciati a metà. Se "
            "ti incuriosisce lo trovi qui: {link} Un abbraccio grande"
        ),
        (
            "ogni mattina alle sette mandiamo nel canale un'operazione già pronta da copiare, entrata, uscita e "
            "stop. Il mese scorso abbiamo chiuso a +{n}%. Per ora si entra gratis, poi diventa a pagamento: {link}"
        ),
    ),
    "nl": (
        (
            "Leuk dat je ons volgt! Met de code WELKOM{n} krijg je {n}% korting op je eerste bestelling bij {firm}. "
            "Snuffel gerust rond: {link}"
        ),
        (
            "Bedankt voor het accepteren van mijn uitnodiging, {name}. Ik spreek veel ondernemers in {field} die "
            "vastlopen op hun uurtarief. Herken je dat? Ik denk graag {n} minuten vrijblijvend met je mee. Groet, "
            "{me}"
        ),
        (
            "Wij hebben uw bericht in goede orde ontvangen. U krijgt binnen {n} werkdagen antwoord van een van onze "
            "medewerkers. Misschien staat uw vraag al tussen de veelgestelde vragen: {link}"
        ),
        (
            "Hee meid, even een gek berichtje misschien haha, maar ik zag je foto's en dacht meteen: die moet ik "
            "hebben in mijn team! Ik verdien inmiddels {n} euro per maand erbij met iets superleuks. Mag ik je wat "
            "meer vertellen?"
        ),
        (
            "Op dinsdagavond geef ik een gratis online training over zichtbaar worden zonder elke dag te hoeven "
            "posten. Er hebben zich al {n} mensen aangemeld. Schuif je ook aan? {link}"
        ),
        (
            "Wij bouwen webwinkels voor kleine makers, al vanaf {n} euro per maand, inclusief hosting en foto's. Zal "
            "ik een gratis voorbeeld voor je klaarzetten? Dan zie je meteen of het wat is. {me}, {firm}"
        ),
        (
            "Wist je dat de meeste mensen hun spaargeld elk jaar minder waard zien worden? In onze besloten groep "
            "laten we zien hoe wij met {n} minuten per dag handelen. Nog een paar plekken vrij, meld je via {link}"
        ),
        (
            "Gefeliciteerd! Je bent een van de {n} winnaars van onze actie 🎉 Vul binnen een dag je gegevens in en we "
            "sturen het pakket naar je op: {link}"
        ),
        (
            "Wat fijn dat je er bent. Elke vrijdag stuur ik een mailtje met een recept, een gedachte en soms een "
            "foutje. Al {n} mensen lezen mee bij een kop thee. Zin om ook aan te schuiven? Inschrijven kan op {link}"
        ),
    ),
    "pl": (
        (
            "Dziękujemy za obserwowanie profilu {firm}! Na powitanie mamy dla Ciebie rabat {n}% na pierwsze zakupy, "
            "wystarczy wejść tutaj: {link}"
        ),
        (
            "Dzień dobry, przejrzałem Pani stronę i widzę, że można ją wypozycjonować znacznie wyżej. Pracujemy z "
            "firmami z branży {field}, pierwsze efekty po {n} dniach. Czy mogę przesłać bezpłatny audyt? Pozdrawiam, "
            "{me}"
        ),
        (
            "Hejka kochana! Szukam {n} dziewczyn do mojego zespołu, praca z telefonu, zero szefa, a zarobki mega 🔥 "
            "Napisz CHCĘ, to wyślę szczegóły"
        ),
        (
            "Państwa wiadomość została zarejestrowana. Odpowiedzi udzielamy w ciągu {n} dni roboczych. Prosimy nie "
            "odpowiadać na tę wiadomość, została wygenerowana automatycznie. Zespół {firm}"
        ),
        (
            "W czwartek o 20:00 prowadzę darmowy webinar o tym, jak sprzedawać rękodzieło bez wstydu i bez obniżania "
            "cen. Zostało {n} miejsc, zapisy pod linkiem {link}"
        ),
        (
            "Jeszcze rok temu nie wiedziałam, co to giełda, a dziś zarabiam {n} zł dziennie. Wszystkiego nauczyła "
            "mnie jedna osoba. Jeśli chcesz, {name}, dodam Cię do naszej zamkniętej grupy, na razie za darmo."
        ),
    ),
}

#: How such a message may begin, by language; the space belongs to it.
GREETINGS: Final[dict[str, tuple[str, ...]]] = {
    "en": (
        "Hi {name}, ",
        "Hey there! ",
        "Hello {name}! ",
        "Heyyy {name} 👋 ",
        "Dear {name}, ",
    ),
    "de": (
        "Hallo {name}, ",
        "Hi {name}, ",
        "Liebe {name}, ",
        "Guten Tag, ",
        "Hey du, ",
    ),
    "fr": (
        "Bonjour {name}, ",
        "Coucou {name} ! ",
        "Hello {name}, ",
        "Chère {name}, ",
        "Bonjour, ",
    ),
    "es": (
        "Hola {name}, ",
        "¡Hola! ",
        "¡Hola, {name}! ",
        "Buenas, ",
        "Estimada {name}: ",
    ),
    "pt": (
        "Olá {name}, ",
        "Oi {name}! ",
        "Oie, ",
        "Boa tarde, {name}. ",
        "Prezada {name}, ",
    ),
    "it": (
        "Ciao {name}, ",
        "Ciao! ",
        "Buongiorno {name}, ",
        "Ehi {name}! ",
        "Gentile {name}, ",
    ),
    "nl": (
        "Hoi {name}, ",
        "Hallo {name}! ",
        "Hey {name}, ",
        "Beste {name}, ",
        "Goedendag, ",
    ),
    "pl": (
        "Cześć {name}, ",
        "Hej! ",
        "Dzień dobry, ",
        "Hej {name}! ",
        "Witaj {name}, ",
    ),
}

#: How it may end.
EMOJI: Final = ("", " 🎉", " 🙏", " 💛", " 🔥🔥", " 👇", " ✨", " 😉")

#: What people write after a follow, a new contact, a parcel or some help.
THANKS: Final = (
    "Thanks for following back! I found you through the photo of that grey album with the crooked spine, which I love.",
    "Thank you for accepting my request. I look forward to following your work and wish you every success with it.",
    "The parcel came this morning, not a corner dented. My mum cried a bit. Thank you so, so much",
    (
        "Thanks for the tip about wheat paste, I finally got the board to stop warping! I wrote up what I did, "
        "you're in it: https://inkandcrumbs.example/warping-no-more"
    ),
    (
        "Many thanks for connecting, Maren. I run a small print shop in Leeds, two presses and a cat, so if you ever "
        "need covers letterpressed, shout."
    ),
    (
        "Danke fürs Zurückfolgen! Ich nähe selbst seit einem halben Jahr Hefte und schaue mir bei dir dauernd die "
        "Rücken an."
    ),
    (
        "Sehr geehrte Frau Maren, haben Sie vielen Dank für die Annahme meiner Kontaktanfrage. Ich freue mich auf "
        "einen regen Austausch."
    ),
    "Päckchen ist da!! Das Vorsatzpapier ist ja noch schöner als auf dem Bild. Danke dir",
    (
        "Liebe Maren, danke, dass du dir gestern am Stand so viel Zeit genommen hast. Die Adresse vom Papierlager, "
        "die ich dir versprochen hatte: https://papierspeicher-sued.example"
    ),
    "Danke für die Hilfe mit dem Knochenleim, er stinkt zwar zum Himmel, aber er hält.",
    "Merci de m'avoir acceptée ! Ta reliure à la chinoise bleue, quelle merveille.",
    "Je vous remercie de votre invitation et serai heureux de suivre vos activités. Bien à vous, Étienne",
    "Le carnet est arrivé hier, ma fille dort avec. Merci infiniment pour le petit mot glissé dedans.",
    (
        "Merci pour ton explication sur la tranchefile, j'ai tout refait dimanche et ça tient enfin ! La photo est "
        "là : https://latelierdumardi.example/tranchefile"
    ),
    "Gracias por seguirme de vuelta, llevaba tiempo mirando tus cuadernos a escondidas jaja",
    "Muchas gracias por aceptar mi solicitud, Maren. Quedo a su disposición en Zaragoza para lo que necesite.",
    (
        "Llegó todo perfecto y antes de lo que decías. El olor de la cola me recordó al taller de mi abuelo. Gracias "
        "de corazón."
    ),
    "Mil gracias por lo del papel japonés, pedí tres hojas aquí y acertaste: https://hojasdelnorte.example/kozo",
    "Obrigada por me seguir! Comecei a costurar cadernos na pandemia e o teu perfil foi uma das razões.",
    "Agradeço a sua ligação e espero que possamos trocar experiências no futuro. Cumprimentos, Duarte",
    "Chegou, chegou, chegou! Que capricho, menina, nem quero escrever nele. Obrigada!!",
    "Obrigada pela dica da agulha curva. Partilhei o teu desenho com a turma das quintas, com o teu nome por baixo.",
    "Grazie di avermi accettata, seguo le tue cuciture da quando hai postato quel quaderno con il filo rosso.",
    "La ringrazio per aver accolto la mia richiesta di contatto e Le auguro una buona giornata.",
    "Il pacco è arrivato sano e salvo! Mio marito non sa ancora quanto ho speso ma ne valeva la pena, grazie Maren",
    (
        "Grazie ancora per il consiglio sulla colla di amido: ho buttato via due prove e alla terza è venuta. Ti "
        "devo un caffè, se passi da Bologna."
    ),
    "Bedankt voor het terugvolgen! Ik kwam bij je terecht via Joke van de boekbindclub.",
    "Hartelijk dank voor het accepteren van mijn verzoek. Ik volg uw werk met belangstelling.",
    "Het boekje is binnen en het is prachtig, mijn zus krijgt het zaterdag. Dankjewel voor het snelle sturen.",
    (
        "Dank voor je uitleg over de koptische steek, nu snap ik het eindelijk! Filmpje van mijn poging: "
        "https://draadenvouw.example/eerste-poging"
    ),
    "Dziękuję za przyjęcie zaproszenia, Pani prace znam od dawna z targów w Lubece.",
    "Paczka doszła, wszystko całe, a papier pachnie jak u babci na strychu. Dziękuję pięknie!",
    "Dzięki, że też mnie obserwujesz :) Uczę się szyć zeszyty i podglądam, jak robisz grzbiety",
    (
        "Bardzo dziękuję za pomoc z klejem. Opisałam wszystko u siebie, jeśli chcesz zerknąć: "
        "https://szyteipapier.example/klej"
    ),
)

#: Birthdays, feasts, a quick recovery, good luck.
WISHES: Final = (
    "Happy birthday Maren! Hope there's cake and nobody asks you to glue anything today.",
    "Merry Christmas to you and yours, and thank you for a year of lovely pictures.",
    "Get well soon, I heard about your wrist from Ingrid. The notebooks can wait.",
    "Good luck with the fair this weekend! Fingers crossed for dry weather",
    "Alles Gute zum Geburtstag, liebe Maren! Lass dich feiern und die Presse heute mal stehen.",
    "Frohe Weihnachten und einen guten Rutsch wünschen Hanne und die Kinder",
    "Ich wünsche dir ein schönes Wochenende am Wasser, hoffentlich ohne den ewigen Regen.",
    "Viel Erfolg morgen bei der Ausstellung! Ich kann leider nicht kommen, drücke aber beide Daumen.",
    "Joyeux anniversaire Maren ! Que cette année te soit douce, avec plein de beau papier.",
    "Bonne année ! Santé, joie et de belles reliures, de la part de toute la maison.",
    "Bon courage pour le déménagement de l'atelier, surtout pour la grosse cisaille...",
    "¡Feliz cumple, guapa! Que lo pases genial y que te mimen mucho",
    "Felices fiestas desde Granada, aquí hace sol y nos acordamos de ti.",
    "Que te mejores pronto, Maren. Un abrazo fuerte de los tres.",
    "Parabéns, Maren! Muita saúde e muitos cadernos por costurar 🎂",
    "Feliz Páscoa para ti e para os teus, com chocolate que chegue.",
    "Boa sorte amanhã na feira! Vai correr bem, vais ver.",
    "Tanti auguri Maren! Cento di questi giorni, e che la colla non ti manchi mai.",
    "Buone feste a te e famiglia, ci sentiamo a gennaio per quei fogli marmorizzati.",
    "In bocca al lupo per la mostra, da qui facciamo tutti il tifo.",
    "Van harte gefeliciteerd met je verjaardag! Maak er een mooie dag van.",
    "Fijne kerstdagen en een gezond nieuwjaar, Maren, ook namens Piet.",
    "Beterschap meis, doe rustig aan en laat die pers even voor wat hij is.",
    "Wszystkiego najlepszego z okazji urodzin, zdrowia i dużo pięknego papieru!",
    "Wesołych Świąt i spokojnego nowego roku życzy Halina z rodziną",
    "Powodzenia na jarmarku, Maren! Trzymam kciuki za pogodę.",
)

#: A person asks her to come: some with an address, a price, a date.
INVITATIONS: Final = (
    (
        "We're a handful of people sewing on the last Sunday of the month in my kitchen in Flensburg. Would you come "
        "on the 26th? I'll make soup."
    ),
    (
        "My exhibition of marbled papers opens on Friday at six. I'd be so glad if you came, you taught me half of "
        "it. Details: https://slowpapers.example/opening"
    ),
    (
        "I'm teaching a weekend on long stitch in May, 90 euros with materials, and I'd love to have you there as my "
        "guest, so free for you obviously."
    ),
    "Fancy a coffee when I'm over in Aarhus next week? Tuesday or Wednesday, whichever suits",
    "Kommst du am Samstag zum Papierschöpfen bei uns im Hof? Ab 14 Uhr, Gummistiefel mitbringen, Kuchen ist da.",
    (
        "Liebe Maren, am 12. Oktober eröffnen wir die kleine Ausstellung im Speicher, Eintritt frei. Ich würde mich "
        "freuen, wenn du dabei wärst: https://speicher-am-deich.example"
    ),
    (
        "Wir machen wieder den Buchmarkt in Husum, ein Tisch kostet 25 Euro. Soll ich dir den Platz neben mir "
        "freihalten? Sag bis Freitag Bescheid."
    ),
    "Hast du Lust, im Winter mal zu mir in die Werkstatt zu kommen und das mit dem Goldschnitt zusammen zu probieren?",
    "Je fais une petite fête à l'atelier samedi 8, rien de chic, du vin et des presses. Tu viens ?",
    (
        "Nous organisons un stage de papier dominoté les 3 et 4 juin, 120 euros les deux jours. J'ai pensé à toi "
        "tout de suite, le programme est ici : https://moulin-aux-papiers.example/stage"
    ),
    "Si tu passes par Strasbourg cet été, la chambre d'amis est à toi. Sérieusement.",
    (
        "Madame, notre cercle de relieurs amateurs serait honoré de vous compter parmi nous lors de la rencontre du "
        "21 mars à Lille."
    ),
    (
        "¿Te apuntas a la quedada de encuadernadoras en Bilbao? Es el 17 de mayo, comemos juntas y cada una trae un "
        "cuaderno para cambiar."
    ),
    (
        "El jueves presento mi librito de haikus en la biblioteca del barrio, lo cosí yo misma con tu método. Me "
        "encantaría verte: https://librosdemesa.example/jueves"
    ),
    "Doy un taller de cajas en julio, 60 euros, pero a ti te invito yo, faltaría más, que me regalaste el papel.",
    "Vens jantar connosco quando estiveres no Porto? A minha mãe quer muito conhecer-te.",
    (
        "No dia 5 abrimos a oficina ao público, das 10 às 18, com demonstrações de tipografia. Se puderes vir, avisa "
        "que te guardo um lugar. https://oficina-da-ribeira.example"
    ),
    (
        "A gente vai fazer uma tarde de costura de cadernos aqui em casa, pela câmera mesmo, umas cinco pessoas. "
        "Quer entrar com a gente sábado?"
    ),
    (
        "Domenica facciamo il mercatino della carta sotto i portici, se sei ancora da queste parti passa a salutarmi "
        "al banco 14!"
    ),
    (
        "Ti andrebbe di venire a Fabriano con noi a fine settembre? Siamo in tre, la camera costa 40 euro a testa e "
        "in macchina c'è posto."
    ),
    (
        "Gentile Maren, saremmo lieti di averla con noi all'inaugurazione di sabato 9 alle 18. Qui trova la strada: "
        "https://legatoriadelponte.example/inaugurazione"
    ),
    (
        "Kom je zaterdag ook naar de open dag in de papiermolen? Ik sta daar te scheppen en zou je graag eens in het "
        "echt zien."
    ),
    "Ik word veertig en vier dat op 2 augustus in de tuin. Neem mee wie je wilt, cadeaus hoeven niet.",
    (
        "Onze boekbindclub gaat in november naar Deventer, 35 euro met de bus en lunch. Er is nog één plek en die "
        "hou ik voor jou vast als je wilt: https://katernclub.example/uitje"
    ),
    (
        "Zapraszam Cię na otwarcie mojej pracowni w Szczecinie, 14 czerwca o 17. Będzie ciasto i stara prasa do "
        "obejrzenia."
    ),
    (
        "Może wpadniesz do nas w lipcu na warsztaty czerpania papieru? Kosztują 150 zł, ale Ty byłabyś moim gościem: "
        "https://mlyn-papierniczy.example"
    ),
    "Jesteśmy w sobotę na kawie z dziewczynami z kursu, dołączysz do nas?",
)

#: Very short ones.
HELLOS: Final = (
    "hi",
    "Hello Maren!",
    "hey, long time no see :)",
    "👋",
    "🌷🌷",
    "❤️",
    "😂😂😂",
    "Morning!",
    "Moin",
    "Moin Maren, na, alles gut?",
    "Huhu!",
    "Hallöchen 🙂",
    "Salut !",
    "Coucou toi",
    "Bonjour Maren, ça va ?",
    "Bonsoir",
    "Hola",
    "¡Buenos días, Maren!",
    "holaa qué tal",
    "Olá!",
    "Oi, tudo bem?",
    "Bom dia ☀️",
    "Ciao",
    "Ciao Maren, come stai?",
    "Buonasera!",
    "Hoi",
    "Hey, hoe is het?",
    "Goedemorgen Maren",
    "Cześć!",
    "Hejka",
    "Dzień dobry, co słychać?",
    "🎂🥳",
)

#: Set phrases, which several people send word for word.
PHRASES: Final = (
    "Happy birthday!",
    "Merry Christmas and a happy New Year!",
    "Thanks for the follow!",
    "Herzlichen Glückwunsch zum Geburtstag!",
    "Frohe Ostern!",
    "Guten Rutsch ins neue Jahr!",
    "Danke fürs Vernetzen!",
    "Joyeux Noël et bonne année !",
    "Merci pour l'ajout !",
    "¡Feliz Navidad y próspero año nuevo!",
    "Gracias por aceptarme",
    "Feliz aniversário!",
    "Obrigado por aceitar!",
    "Tanti auguri di buon compleanno!",
    "Buon Natale a te e famiglia",
    "Gefeliciteerd met je verjaardag!",
    "Bedankt voor het toevoegen!",
    "Wszystkiego najlepszego!",
    "Dzięki za dodanie do znajomych",
)

#: A person asks or offers something real, and to her alone: the hard ones, they may sell, link and be polite.
ERRANDS: Final = (
    (
        "Hello Maren, I'm getting married in June and would love a guest book, about A4, linen, 100 pages or so. "
        "Would you have time for it, and what would it cost roughly?"
    ),
    (
        "My grandmother's Bible has lost its spine and the first gathering is loose. I've put photos here: "
        "https://oldshelf.example/bible-1887 Do you take on repairs like that, or can you name somebody who does?"
    ),
    (
        "I'm closing my workshop after 31 years and selling the board shear. You once said you'd been looking for "
        "one, so I'm asking you before I list it: 1,400 euros, you'd have to collect it. Pictures: "
        "https://lastcut.example/shear"
    ),
    (
        "I am a final-year student of book conservation and writing my thesis on starch pastes in small workshops. "
        "Would you be willing to answer five questions by mail? I would of course send you the finished work."
    ),
    (
        "Liebe Maren, ich habe noch zwei Ballen altes Bütten vom Vater im Keller, 80 Bogen, leicht stockfleckig. "
        "Möchtest du sie haben? Ich dachte an 60 Euro, das Porto käme dazu."
    ),
    (
        "Guten Tag, wir sind eine kleine Buchbinderei in Schleswig und suchen ab August jemanden für zwei Tage die "
        "Woche. Ihre Arbeiten haben uns sehr gefallen. Die Stelle steht auch hier: "
        "https://binderei-schlei.example/stelle Hätten Sie Lust, einmal vorbeizukommen?"
    ),
    (
        "Kannst du mir bis Mitte März zwölf Hefte für den Chor nähen, A5, blanko, Umschlag dunkelgrün? Rechnung "
        "bitte an den Verein, ich schick dir dann die Adresse."
    ),
    (
        "In unserer Ateliergemeinschaft wird zum 1. Mai ein Raum frei, 18 Quadratmeter, Nordlicht, 240 Euro warm. Du "
        "hattest doch gesagt, dass es bei dir zu eng wird. Bilder unter https://hinterhof-sieben.example"
    ),
    (
        "Bonjour Madame, j'ai hérité d'un herbier de 1902 dont la couverture se détache. Accepteriez-vous de le "
        "regarder ? Je peux vous l'envoyer à mes frais, et je comprendrais tout à fait que vous n'ayez pas le temps."
    ),
    (
        "Je vends mon cousoir en hêtre, presque pas servi, 90 euros. Comme tu en cherchais un à la foire, je te le "
        "propose d'abord : https://greniersdelise.example/cousoir"
    ),
    (
        "Je prépare un article sur les relieuses du Nord pour notre bulletin, tiré à 300 exemplaires. Pourrais-je "
        "vous appeler une demi-heure la semaine prochaine ? Je vous ferais relire avant de publier, bien sûr."
    ),
    (
        "Hola Maren, soy la de los poemas. ¿Me harías diez ejemplares cosidos a mano para regalar a la familia? Te "
        "dejo el texto maquetado aquí: https://versosdecocina.example/prueba Dime precio sin vergüenza."
    ),
    (
        "Buenos días, estoy haciendo el trabajo de fin de máster sobre colas animales y me recomendaron escribirle a "
        "usted. ¿Podría decirme qué proporción de agua usa y si la deja reposar toda la noche?"
    ),
    (
        "Me mudo a Hamburgo en otoño y busco una habitación de septiembre a diciembre, hasta 450 euros. ¿Sabes de "
        "alguien por tu zona? Soy tranquila, no fumo y cocino bien."
    ),
    (
        "Olá Maren, a minha filha faz 18 anos e queria oferecer-lhe um diário com as cartas da avó encadernadas, são "
        "umas sessenta. Acha possível até ao fim de novembro? Pago o sinal que for preciso."
    ),
    (
        "Estou vendendo a minha prensa de ferro, aquela da foto que você comentou. Faço por 300 para você, que sei "
        "que vai cuidar bem. O anúncio ainda não publiquei, mas as medidas estão em "
        "https://ferroepapel.example/prensa"
    ),
    (
        "Escrevo em nome da biblioteca da nossa escola: temos 14 livros com a lombada rasgada e um orçamento "
        "pequeno. Faria a reparação, ou aceitaria vir um dia ensinar-nos?"
    ),
    (
        "Buongiorno Maren, avrei bisogno di una scatola su misura per un libro antico, 24 per 17, alta 5. Non ho "
        "fretta. Mi può fare un prezzo, spedizione in Italia compresa?"
    ),
    (
        "Ho finito la tesi sulle carte decorate e vorrei usare due tue foto, con il nome e il link al tuo sito, "
        "naturalmente. Mi dai il permesso? Le pagine sono queste: https://tesicarta.example/capitolo-tre"
    ),
    (
        "Cerchiamo una persona che tenga un corso di cucitura di due giorni a Torino, il 18 e 19 ottobre. Paghiamo "
        "500 euro più viaggio e alloggio. Ho pensato a te perché parli chiaro e hai pazienza: verresti?"
    ),
    (
        "Hoi Maren, mijn vader heeft zijn memoires getypt en ik wil ze laten inbinden, vier exemplaren, half leer. "
        "Doe je dat ook voor mensen uit Nederland? En wat moet ik ongeveer rekenen?"
    ),
    (
        "Ik ruim het atelier van mijn tante op en er ligt nog een doos vol letters, messing, denk voor vergulden. "
        "Heb jij daar wat aan? Voor 75 euro mag je alles hebben. Foto's: https://tantesatelier.example/letters"
    ),
    (
        "Beste Maren, wij zoeken voor ons museum iemand die een gastenboek uit 1911 opnieuw kan naaien. Zou u een "
        "offerte willen maken? De conditiebeschrijving stuur ik u graag toe, en een bezoek vooraf is ook mogelijk."
    ),
    (
        "Dzień dobry Pani Maren, mam stary śpiewnik po dziadku, kartki wypadają, a okładka pękła na pół. Czy "
        "podjęłaby się Pani naprawy i ile by to mniej więcej kosztowało? Mogę wysłać kurierem."
    ),
    (
        "Sprzedaję gilotynę do papieru, bo wyjeżdżam na stałe. Pamiętam, że pytałaś o taką w zeszłym roku. 800 zł i "
        "jest Twoja, zdjęcia tutaj: https://pracownia-kleks.example/gilotyna"
    ),
    (
        "Piszę pracę magisterską o introligatorstwie nad Bałtykiem i szukam osób, które szyją ręcznie. Czy mogłabym "
        "Panią odwiedzić w maju na krótką rozmowę? Przyjadę na własny koszt, zajmę najwyżej godzinę."
    ),
)

#: What the reader answers.
ANSWERS: Final = (
    "Hi, do we know each other?",
    "That's kind of you, thanks!",
    "Danke dir, das freut mich sehr.",
    "Was genau meinst du damit?",
    "Thanks, but that isn't for me.",
    "Ja gern, erzähl mal mehr.",
    "Tak skal du have!",
    "Merci, c'est gentil :)",
)

#: What a person writes after her answer.
TURNS: Final = (
    "Oh sorry, I should have said: we met at the fair in Kiel, I was the one with the wet umbrella.",
    "Ja genau, die mit dem roten Leinen! Schickst du mir die Maße, wenn du wieder in der Werkstatt bist?",
    "No worries at all, I thought I'd ask. How is your wrist doing?",
    "Pas de souci, je repose la question à l'automne. Et ton déménagement, ça avance ?",
    "Jaja, entonces te lo guardo hasta el domingo. ¿Prefieres que te lo mande o pasas tú?",
    "Que bom! Então combinamos para sábado, eu levo o fio e tu levas o papel.",
    "Ma figurati! Quella carta l'ho presa a Venezia, se vuoi te ne metto da parte due fogli.",
    "Haha nee hoor, dat was mijn zus. Ik zat aan de andere tafel te knoeien met de lijm.",
)
