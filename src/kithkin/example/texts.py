"""What the made-up people write. Every sentence was written for the example."""

from __future__ import annotations

import random
from typing import Final

POSTS: Final = (
    ("en", "Spent the morning sewing a spine by hand. Linen thread, beeswax, patience. {tag}"),
    ("en", "How I keep glue from warping a cover: press it overnight between two boards, never near a heater. {tag}"),
    ("en", "Question for other small workshops: do you show prices on the site, or do you ask people to write first?"),
    ("en", "A customer brought back a notebook after nine years. Only the ribbon had given up. {tag}"),
    (
        "en",
        "What paper takes fountain pen ink without bleeding? Above 100 g, with good sizing. I tested 14 kinds. {link}",
    ),
    ("de", "Heute zwölf Notizbücher gebunden. Der Leim trocknet langsam, und das ist gut so. {tag}"),
    ("es", "Nueva tanda de cuadernos cosidos a mano. Quedan pocos y no habrá otra antes del otoño. {link}"),
    ("en", "Our winter course has two places left. Bring a book that needs help. {link}"),
    ("en", "You do not need a big press to start. Two boards, two clamps, one Sunday. {tag}"),
    ("fr", "Petit atelier, grande journée : la presse de 1911 tourne de nouveau. {tag}"),
)
#: The matter of each post, by its first words: what topics should find again, in whatever language it was written.
MATTERS: Final = {
    "Spent the morning": "binding",
    "Heute zwölf Notizbücher": "binding",
    "How I keep glue": "warping",
    "Question for other": "prices",
    "A customer brought": "customers",
    "What paper takes": "paper-for-ink",
    "Nueva tanda": "for-sale",
    "Our winter course": "course",
    "You do not need": "press",
    "Petit atelier": "press",
    "A long answer": "press",
}
QUESTIONS: Final = (
    ("Which paper would you take for a fountain pen? Mine bleeds through.", "paper-for-ink"),
    ("How do you stop a cover from warping after gluing?", "warping"),
    ("Can I start binding without a press?", "no-press"),
)
REPLIES: Final = (
    "That is a good point, thank you.", "I would wait a day longer before trimming.", "Linen, always. Cotton frays.",
    "Ha, the same happened here last week.", "Send me a picture of the spine and I can say more.", "¡Qué bonito quedó!",
    "Das Papier ist von einer kleinen Mühle, ich schicke dir die Sorte.", "Yes, two layers, the second one thinner.",
    "I had not thought of that. Trying it tomorrow.", "See you at the market on Saturday?",
)  # fmt: skip
CHAT: Final = (
    "Are we still on for Thursday?", "Yes, I will bring the offcuts.", "The box arrived, thank you!",
    "Could you hold two for me?",
    "Of course, they are on the shelf with your name.", "How is the new place?", "Cold, but the light is perfect.",
    "Danke dir, bis morgen!", "I read your notes. The second half is the better one.",
)  # fmt: skip
ROBOTS: Final = (
    "Hey {name}, thanks for the follow! 🚀 Grab my free growth checklist: https://growth.example/{code} and tell me!",
    "Hi {name}! Great to connect. I help makers get 10k real followers. Start today: https://funnel.example/{code}",
    "Welcome {name} 🙌 Check out our new collection with 20% off, only this week: https://shop.example/{code}",
)
PITCHES: Final = (
    "Loved your post about spines. I work with craft businesses on their online sales, and I see three quick wins "
    "for yours. Would fifteen minutes this week suit you?",
    "Your notebooks deserve a bigger stage. Our agency places makers in gift boxes; the starter package is 490 a "
    "month. Shall I send details?",
)
LONG: Final = (
    "A long answer to a question I get every week: can you start without a press? Yes. Take two straight boards, a "
    "little larger than your book. Wrap them in baking paper. Put the block between them with the spine just outside, "
    "and close two clamps until nothing moves. Brush on thin paste, wait, brush again, then a strip of linen. Leave it "
    "until tomorrow. A press makes this faster; it does not make it better."
)
WARM_UPS: Final = (
    "Your workshop looks wonderful. How long have you been doing this?",
    "Fourteen years now, since my aunt gave me her press.",
)
THANKS: Final = (
    "Thanks for following back! Are you the one from the paper market in Lindrup?",
    "Thank you, the book you mended came home today and my father could not speak.",
)
WISHES: Final = (
    "Happy birthday, Maren! 🎂",
    "Alles Gute zum Geburtstag!",
    "¡Feliz cumpleaños! Un abrazo desde Valdorra.",
    "С днём рождения!",
)
BIOS: Final = (
    "Paper, tea, long walks.",
    "Gardener of small things",
    "Teacher. Reads on trains.",
    "Tinte und Papier",
    "",
    "Café, libros y nada más",
)


def filled(chance: random.Random, text: str, number: int) -> str:
    """Return a text with its places for a tag or a link filled."""
    return text.format(
        tag=chance.choice(("#bookbinding", "#slowcraft", "")),
        link=f"https://t.co/{number % 10**10:010d}",
        name="Maren",
        code=number,
    ).strip()
