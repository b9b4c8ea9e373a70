"""A scripted community: thirty-one accounts of three trades, what each does, and what is therefore true of them.

The script runs on anything that takes records: the real network, or a list of records that becomes repositories
without one. The answer key is kept by the script itself, from what it does, in plain Python.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from tests.bluesky.network import FOLLOW, LIKE, LIST, LIST_ITEM, POST

EGO: Final = "ada"
TRADES: Final = ("baker", "printer", "gardener")
EACH: Final = 10
NAMES: Final = (EGO, *(f"{trade}{number}" for trade in TRADES for number in range(EACH)))

Ref = dict[str, str]


class Net(Protocol):
    """Where records go."""

    @property
    def dids(self) -> dict[str, str]:
        """Everybody's permanent id."""
        ...

    def write(self, who: str, collection: str, record: dict[str, Any]) -> Ref:
        """Write a record of somebody and return what refers to it."""
        ...


@dataclass
class Key:
    """What is true: open questions by words, who answered whom, who talks with whom, who wrote in which thread."""

    open_questions: dict[str, str] = field(default_factory=dict)
    answers: Counter[tuple[str, str]] = field(default_factory=Counter)
    contacts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    threads: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    listed: set[str] = field(default_factory=set)
    follows: set[tuple[str, str]] = field(default_factory=set)

    def talk(self, one: str, other: str) -> None:
        """Note that two talked."""
        self.contacts[one].add(other)
        self.contacts[other].add(one)

    def shared_contacts(self, other: str) -> int:
        """Return with how many of the ego's contacts somebody talks."""
        return len(self.contacts[EGO] & self.contacts[other])

    def suggested(self) -> set[str]:
        """Return everybody who shares a contact or a thread with the ego and does not talk with them."""
        near = set().union(*(self.contacts[one] for one in self.contacts[EGO]))
        near |= set().union(*(people for people in self.threads.values() if EGO in people))
        return near - self.contacts[EGO] - {EGO}


@dataclass
class Post:
    """A post of the script: who wrote it, what refers to it, its thread's first post, and whether it asks."""

    who: str
    ref: Ref
    root: Post | None = None
    asks: str = ""

    @property
    def first(self) -> Post:
        """The first post of the thread."""
        return self.root or self


@dataclass
class Script:
    """Plays the script on a network and keeps the answer key."""

    net: Net
    key: Key = field(default_factory=Key)

    def post(self, who: str, text: str) -> Post:
        """Write a post; one that ends in a question mark asks."""
        return self._asked(Post(who, self.net.write(who, POST, {"text": text})), text)

    def reply(self, who: str, to: Post, text: str) -> Post:
        """Answer a post; what it asked is open no more, unless they answer themselves."""
        reply = {"root": to.first.ref, "parent": to.ref}
        made = Post(who, self.net.write(who, POST, {"text": text, "reply": reply}), to.first)
        self.key.threads[to.first.ref["uri"]] |= {to.first.who, who}
        if who != to.who:
            self.key.talk(who, to.who)
            self.key.answers[who, to.who] += bool(to.asks)
            for asked in (to.asks, to.first.asks if to.first.who != who else ""):
                self.key.open_questions.pop(asked, None)
        return self._asked(made, text)

    def _asked(self, post: Post, text: str) -> Post:
        if text.endswith("?"):
            post.asks = text
            self.key.open_questions[text] = post.who
        return post

    def follow(self, who: str, whom: str) -> None:
        """Follow somebody."""
        if (who, whom) not in self.key.follows:
            self.net.write(who, FOLLOW, {"subject": self.net.dids[whom]})
        self.key.follows.add((who, whom))

    def like(self, who: str, what: Post) -> None:
        """Like a post."""
        self.net.write(who, LIKE, {"subject": what.ref})

    def list_of(self, who: str, name: str, members: tuple[str, ...]) -> None:
        """Make a list of people."""
        made = self.net.write(who, LIST, {"name": name, "purpose": "app.bsky.graph.defs#curatelist"})
        for member in members:
            self.net.write(who, LIST_ITEM, {"subject": self.net.dids[member], "list": made["uri"]})
        self.key.listed |= set(members)

    def play(self) -> Key:
        """Let everybody act, and return what is true then."""
        for scene in SCENES:
            scene(self)
        return self.key


def ties(script: Script) -> None:
    """Everybody follows the next of their trade; everybody follows one famous gardener, whom nobody talks with."""
    for trade in TRADES:
        for number in range(EACH):
            script.follow(f"{trade}{number}", f"{trade}{(number + 1) % EACH}")
    fame = script.post("gardener9", "The first snowdrops are out.")
    for name in NAMES:
        if name != "gardener9":
            script.follow(name, "gardener9")
            script.like(name, fame)
    for name in ("baker0", "baker1", "baker2", "printer0", "gardener0"):
        script.follow(EGO, name)


def dialogue(script: Script) -> None:
    """Ada talks with three bakers and a printer, and answers in a thread of a gardener's."""
    for number, words in enumerate(("Rye bread today.", "The oven is mended.", "Forty loaves by six.")):
        post = script.post(f"baker{number}", words)
        script.reply(f"baker{number}", script.reply(EGO, post, "That is good to hear."), "Come by on Friday.")
    script.reply(EGO, script.post("printer0", "New type has come in, a fine Garamond."), "It prints well on rag paper.")
    beds = script.post("gardener0", "Raised beds dry out faster than I thought.")
    script.reply(EGO, beds, "Mulch helped me.")
    script.reply("gardener3", beds, "Mine stay wet under straw.")


def helpers(script: Script) -> None:
    """One baker answers what Ada's bakers ask, a printer what her printer asks; gardeners answer each other."""
    for number, words in enumerate(
        ("Which flour keeps longest?", "How hot must the stone be?", "Who mends a dough hook?")
    ):
        asked = script.post(f"baker{number}", words)
        script.reply("baker5", asked, "I can tell you what I do: slowly, and with little water.")
        script.reply("baker6", script.reply("baker5", asked, "And never before noon."), "Same here.")
    script.reply("printer4", script.post("printer0", "Does linseed ink need a dryer?"), "A drop is enough.")
    for number in range(5, 8):
        asked = script.post(f"gardener{number}", f"What eats the leaves of row {number}?")
        script.reply("gardener8", asked, "Slugs. Go out at night.")
    back = script.reply("gardener5", script.post("gardener6", "Anybody with seed to swap?"), "Which kind do you want?")
    script.reply("gardener6", back, "Beans, any.")


def left_open(script: Script) -> None:
    """Questions that nobody answers, one of them much liked, one answered by who asked, beside words that ask nothing."""
    liked = script.post("baker3", "Where does one find a used mixer?")
    for name in ("baker4", "baker6", "printer1", EGO):
        script.like(name, liked)
    script.post("printer5", "How do you clean wood type?")
    alone = script.post("printer6", "Is there a market in spring?")
    script.reply("printer6", alone, "I have not found one yet.")
    script.post("gardener7", "¿Alguien sabe podar un almendro?")
    for number in range(EACH):
        script.post(f"printer{number}", f"Pulled sheet number {number} today.")
    script.list_of(EGO, "Workshop", ("printer1", "printer5"))


SCENES: Final[tuple[Callable[[Script], None], ...]] = (ties, dialogue, helpers, left_open)
