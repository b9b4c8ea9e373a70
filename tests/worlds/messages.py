# ruff: noqa: E501  (a line of sentences)
"""Messages of machines and of people, made up apart from the rules that judge them.

Machines fill templates in eight languages: names, links, case, emoji and greetings vary. People thank, wish,
invite and say hello, often in the very words that machines imitate. Each source sees only what its export shows.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Final

Row = dict[str, str]

TEMPLATES: Final = (
    ("en", "Thanks for following! I share daily tips on growing a small brand, here is my free workbook: {link}"),
    (
        "en",
        "Appreciate the connection {name}. We help founders double their bookings, would a short call suit you? {link}",
    ),
    ("en", "So glad you joined us! Use the code HELLO15 for 15% off your first order in our shop {link} until Sunday"),
    (
        "en",
        "{name}, my new single is out on all platforms today, go listen and tell me which verse you like best {link}",
    ),
    ("de", "Danke fürs Folgen! Hol dir jetzt mein kostenloses E-Book mit zehn Ideen für mehr Reichweite: {link}"),
    ("de", "Schön, dass wir vernetzt sind, {name}. Wir unterstützen Betriebe bei der Gewinnung neuer Kunden: {link}"),
    ("fr", "Merci pour le follow ! Découvrez notre nouvelle collection, livraison offerte jusqu'à dimanche : {link}"),
    ("fr", "Merci d'avoir accepté mon invitation {name}. J'aide les indépendants à trouver plus de clients : {link}"),
    ("es", "¡Gracias por seguirme! Descarga gratis mi guía para conseguir más clientes en redes sociales: {link}"),
    ("es", "Hola {name}, gracias por conectar. Ofrecemos asesoría para que tu negocio venda más, agenda aquí: {link}"),
    ("pt", "Obrigado por seguir! Baixe grátis o meu guia para ganhar mais seguidores e vender todos os dias: {link}"),
    (
        "pt",
        "{name}, obrigada pela conexão! Ajudamos empresas a crescer nas redes, agende uma conversa gratuita: {link}",
    ),
    ("it", "Grazie per avermi seguito! Scarica gratis la mia guida per trovare nuovi clienti ogni settimana: {link}"),
    ("it", "Grazie del collegamento {name}! Aiutiamo le aziende a vendere di più online, prenota una chiamata: {link}"),
    ("nl", "Bedankt voor het volgen! Download gratis mijn stappenplan voor meer klanten uit sociale media: {link}"),
    (
        "nl",
        "Leuk dat we connectie zijn {name}. Wij helpen bedrijven aan meer omzet, plan hier een gratis gesprek: {link}",
    ),
    ("pl", "Dzięki za obserwację! Odbierz za darmo mój poradnik o budowaniu marki w internecie i daj znać: {link}"),
    ("pl", "Tu {name} z redakcji. Odpowiedzi na pytania, które zadają nam wszyscy, znajdziesz na tej stronie: {link}"),
    ("en", "Hi, this is the assistant of {name}. Everything people usually ask us about is answered over here: {link}"),
    ("pl", "Dziękuję za zaproszenie {name}. Pomagamy firmom zdobywać nowych klientów, umów bezpłatną rozmowę: {link}"),
)
GREETINGS: Final = {
    "en": ("Hey {name}!", "Hi {name},", "Hello there,"), "de": ("Hallo {name},", "Hi {name}!"),
    "fr": ("Bonjour {name},", "Salut {name} !"), "es": ("Hola {name},", "¡Hola!"), "pt": ("Oi {name}!", "Olá {name},"),
    "it": ("Ciao {name},", "Buongiorno {name},"), "nl": ("Hoi {name},", "Hallo {name}!"), "pl": ("Cześć {name},", "Hej {name}!"),
}  # fmt: skip
NAMES: Final = ("Velmira", "Ostulf", "Quildane", "Tarnisk", "Brema", "Fjolen", "Zylora", "Nivask", "Umbette", "Wyrvane")
EMOJI: Final = ("", "", " 🚀", " 🙌", " 😊", " 🔥🔥", " 👇")

PEOPLE: Final = (
    "Thanks for the follow! Are you the one from the paper market?", "Thank you for following back, I love your bindings.",
    "Thanks for connecting. It was good to meet you at the fair on Thursday.", "Thanks for accepting, see you at the workshop.",
    "Thanks for following me! My daughter showed me your page.", "Thank you for adding me, your aunt says hello.",
    "Great to connect after all these years!", "Nice to meet you yesterday, thanks for the chat about glue.",
    "Thanks so much for the follow, how did you find my little account?", "Happy to be connected. How is your knee?",
    "Danke fürs Folgen! Kennen wir uns vom Buchmarkt?", "Danke für die Vernetzung, bis nächste Woche beim Treffen.",
    "Schön, dass wir jetzt verbunden sind. Wie war die Reise?", "Vielen Dank fürs Annehmen, ich melde mich wegen der Kisten.",
    "Merci pour le follow, on s'est vus à la foire non ?", "Merci d'avoir accepté, à jeudi à l'atelier !",
    "Gracias por seguirme, ¿nos vimos en la feria?", "¡Gracias por conectar! Saludos a tu hermana.",
    "Obrigada por seguir, você é amiga da Brema?", "Obrigado por aceitar, até sábado.",
    "Grazie per avermi aggiunto, ci vediamo al mercato?", "Grazie del collegamento, salutami tua madre.",
    "Bedankt voor het volgen, ken ik je van de markt?", "Dank je voor het toevoegen, tot zaterdag!",
    "Dzięki za obserwację, widzieliśmy się na targu?", "Happy birthday! Have a wonderful day with your family and friends.",
    "Happy birthday!! 🎂🎉", "Happy birthday old friend, hope the year brings you everything you wish for", "Many happy returns, and cake!",
    "Wishing you a very happy birthday and all the best for the coming year, dear friend.", "Happy New Year to you and yours!",
    "Alles Gute zum Geburtstag! Feier schön mit deinen Lieben.", "Herzlichen Glückwunsch zum Geburtstag und ein tolles neues Lebensjahr!",
    "Joyeux anniversaire ! Profite bien de ta journée.", "Bon anniversaire, gros bisous de nous tous",
    "¡Feliz cumpleaños! Que lo pases muy bien con los tuyos.", "Feliz cumple, un abrazo enorme", "Feliz aniversário! Tudo de bom pra você.",
    "Parabéns pelo seu dia, muitas felicidades e saúde", "Tanti auguri! Passa una bella giornata.", "Buon compleanno, un abbraccio",
    "Gefeliciteerd met je verjaardag! Geniet van je dag.", "Wszystkiego najlepszego z okazji urodzin!",
    "We are having a few people over on Saturday from six, come and bring somebody if you like!",
    "You are invited to our housewarming on the 14th, the address is in the card: https://cards.example/house",
    "Would you come to the choir concert on Sunday? It is free and there is soup afterwards.",
    "The reading group meets on Tuesday at seven, it would be lovely to see you there.", "Wir grillen am Freitag, kommst du?",
    "Am Sonntag ist Hofflohmarkt bei uns, komm doch vorbei, es gibt Kuchen.", "On fait une petite fête samedi, tu viens ?",
    "El domingo hacemos paella en casa, ¿te apuntas?", "Vai ter festa junina na escola sábado, aparece lá!",
    "Domenica pranzo da noi, vieni anche tu?", "Zaterdag eten we samen, kom je ook?", "W sobotę robimy ognisko, wpadniesz?",
    "Hi", "hey you", "Hello, how are you?", "hi! long time", "Hallo, wie geht's?", "Coucou ça va ?", "Hola, ¿qué tal?", "Oi, tudo bem?",
    "Ciao, come stai?", "Hoi, alles goed?", "Good morning ☀️", "Just saying hello from the train", "Are you still on for Thursday?",
    # After one evening many write nearly the same; and what is worth passing on is passed on as it is.
    "Thanks for connecting. It was good to meet you at the fair on Friday.",
    "Thanks for connecting. It was good to meet you at the market on Thursday.",
    "Our school library burned down on Sunday, please read and pass on what the children need: https://library.example/help",
    "Please sign for the old lime trees at the station, they are to be cut in March: https://trees.example/lime",
    "I'd like to add you to my professional network on LinkedIn.", "Hope you are well, I was thinking of you today.",
    "Thanks for connecting! Looking forward to staying in touch.", "Thank you! See you soon.",
)  # fmt: skip

BEGIN: Final = datetime(2025, 3, 1, 8)


def messages(seed: int = 1, machines: int = 420) -> list[Row]:
    """Return messages with all that any source could show: who, when, the follow before, the header, the truth.

    Each template is sent by several accounts; some machines write within seconds of the follow, some after hours.
    """
    chance = Random(seed)
    rows = [_machine(chance, number) for number in range(machines)]
    rows += [_person(chance, number) for number in range(3 * len(PEOPLE))]
    chance.shuffle(rows)
    return rows


def shown(rows: list[Row], source: str) -> list[Row]:
    """Return what one source shows of the messages: follow times, headers, and copies to one person alone."""
    hidden = {
        "x": ("followed_at", "header"),
        "instagram": ("header",),
        "linkedin": ("header",),
        "mail": ("followed_at",),
    }
    return [{name: value for name, value in row.items() if name not in hidden[source]} for row in rows]


def _machine(chance: Random, number: int) -> Row:
    language, template = TEMPLATES[number % len(TEMPLATES)]
    name = chance.choice(NAMES)
    text = template.format(
        name=name, link=f"https://{chance.choice(('go', 'shop', 'page'))}.example/{chance.randrange(10**6)}"
    )
    if chance.random() < 0.5:
        text = f"{chance.choice(GREETINGS[language]).format(name=name)} {text}"
    text += chance.choice(EMOJI)
    text = text.upper() if chance.random() < 0.05 else text.lower() if chance.random() < 0.2 else text
    followed = BEGIN + timedelta(hours=chance.uniform(0, 5000))
    after = timedelta(seconds=chance.choice((3, 9, 60, 600, 7200, 40_000)))
    return _row(f"robot {number}", text, followed, followed + after, "1", "Auto-Submitted: auto-generated")


def _person(chance: Random, number: int) -> Row:
    text = PEOPLE[number % len(PEOPLE)]
    followed = BEGIN + timedelta(hours=chance.uniform(0, 5000))
    # Some people write minutes after the follow, more of them long after; nobody types faster than they can.
    after = timedelta(seconds=60 + len(text)) if chance.random() < 0.4 else timedelta(days=chance.uniform(2, 300))
    return _row(f"person {number}", text, followed, followed + after, "0", "")


def _row(sender: str, text: str, followed: datetime, sent: datetime, label: str, header: str) -> Row:
    return {
        "text": text,
        "sender": sender,
        "recipient": "self",
        "sent_at": sent.isoformat(),
        "followed_at": followed.isoformat(),
        "header": header,
        "label": label,
    }
