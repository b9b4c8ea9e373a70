"""The truth of the example: one made-up founder, the people around her, and all that they did.

Maren Quillstad binds books and has never existed; nor has anybody else here. The exporters beside this file
show of this truth what their platform would show, and the answer key says what it is.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from kithkin.example import names, texts

AS_OF: Final = datetime(2026, 6, 11, tzinfo=UTC)
#: The logs end here, for follows and acts alike, so that nothing is uncovered between them.
LAST: Final = AS_OF - timedelta(seconds=1)
EGO: Final = "maren"
SNOWFLAKE_EPOCH: Final = 1_288_834_974_657
NOTICE: Final = """Made up.

Maren Quillstad and everybody around her were invented by a program; no person, firm or word here is real.
"""

#: Followers by role, of 3,000; who is left is `silent`. Other sizes are in proportion, those in `FIXED` are not.
SHARES: Final = {
    "inner": 9, "lately": 24, "two_way": 70, "fading": 7, "reacted": 260, "alive": 700, "robot": 14, "pitcher": 8,
    "bought": 400, "giveaway": 180, "burst": 150,
}  # fmt: skip
FIXED: Final = ("inner", "fading", "robot", "pitcher")
TINY: Final = {"inner": 1, "lately": 1, "two_way": 2, "reacted": 2, "alive": 2}
#: Who does not follow her: people who talk with her, some who left once she followed back, a big account, bystanders.
AROUND: Final = {"outsider": 30, "churner": 40, "big": 1, "bystander": 40}
#: How many of a role the ego follows too.
FOLLOWED_BACK: Final = {
    "inner": 1.0, "lately": 0.9, "two_way": 0.7, "fading": 1.0, "reacted": 0.15, "churner": 1.0, "robot": 0.5,
    "pitcher": 0.5, "bought": 0.0,
}  # fmt: skip
#: Roles in which every person did something within the year.
ACTIVE: Final = ("inner", "lately", "two_way", "fading", "reacted", "alive", "robot", "pitcher", "burst")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does not exist: key, name, handle, role, number on X, and the follows between them and the ego."""

    key: str
    name: str
    handle: str
    role: str
    number: int
    created_at: datetime
    bio: str = ""
    follows_at: datetime | None = None
    followed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A post of the ego; `parent` and `to` say what and whom it answers, quotes or reposts."""

    number: int
    at: datetime
    text: str
    language: str = "en"
    kind: str = "post"
    to: str | None = None
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """One public act (like, repost, quote, reply, mention) of anybody towards anybody; `on` is the post it is about."""

    actor: str
    target: str
    kind: str
    at: datetime
    number: int
    on: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One private message; `thread` is the other person's key, or the group's name."""

    number: int
    sender: str
    thread: str
    at: datetime
    text: str


@dataclass(slots=True)
class World:
    """All that is true: people, follows among others, posts, acts, messages, and what was planted where."""

    ego: Person
    people: dict[str, Person] = field(default_factory=dict)
    follows: list[tuple[str, str, datetime]] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    group: tuple[str, ...] = ()
    planted: dict[str, list[str]] = field(default_factory=dict)

    def of(self, *roles: str) -> list[Person]:
        """Return the people of these roles."""
        return [person for person in self.people.values() if person.role in roles]

    @property
    def followers(self) -> list[Person]:
        """The people who follow the ego at the end, newest first."""
        standing = [p for p in self.people.values() if p.follows_at and p.role != "churner"]
        return sorted(standing, key=lambda p: (p.follows_at or AS_OF, p.key), reverse=True)

    @property
    def following(self) -> list[Person]:
        """The people whom the ego follows at the end, newest first."""
        chosen = [p for p in self.people.values() if p.followed_at]
        return sorted(chosen, key=lambda p: (p.followed_at or AS_OF, p.key), reverse=True)


def ago(days: float) -> datetime:
    """Return the instant so many days before the end, in whole seconds."""
    return AS_OF - timedelta(seconds=round(days * 86_400))


class Mint:
    """Gives out numbers that tell their time, as X does, none of them twice."""

    def __init__(self) -> None:
        self._given: set[int] = set()

    def number(self, at: datetime) -> int:
        """Return a number whose upper bits are the milliseconds of `at`."""
        milliseconds = round(at.timestamp() * 1000)
        number = (milliseconds - SNOWFLAKE_EPOCH) << 22
        while number in self._given:
            number += 1
        self._given.add(number)
        return number


class Builder:
    """Makes a world from a number of followers and a seed."""

    def __init__(self, people: int, seed: int) -> None:
        self.chance = random.Random(seed)
        self.mint = Mint()
        created = datetime(2018, 3, 14, 9, tzinfo=UTC)
        number = self.mint.number(created)
        self.world = World(
            Person(EGO, "Maren Quillstad", "quillstad_books", "ego", number, created, "Books, bound by hand.")
        )
        self._own: list[Post] = []
        self._sequential = 310_000_000
        self._roles = self._counts(people)

    def build(self) -> World:
        """Return the world."""
        if not self._roles:
            return self.world
        for role, count in self._roles.items():
            for place in range(count):
                self._person(role, place)
        self._posts()
        for person in list(self.world.people.values()):
            self._life(person)
        self._among_others()
        self._planted_acts()
        Conversations(self).hold()
        self.world.acts.sort(key=lambda act: (act.at, act.number))
        self.world.posts.sort(key=lambda post: post.number)
        self.world.messages.sort(key=lambda message: message.number)
        return self.world

    @staticmethod
    def _counts(people: int) -> dict[str, int]:
        if people <= 0:
            return {}
        if people < 100:
            roles = {role: count for role, count in TINY.items() if people >= 10} or {"two_way": people}
            return {**roles, "silent": people - sum(roles.values()), "outsider": 1, "bystander": 2}
        scale = people / 3000
        roles = {role: count if role in FIXED else max(2, round(count * scale)) for role, count in SHARES.items()}
        around = {
            role: max(2 if role == "bystander" else 1, round(count * min(1.0, scale))) for role, count in AROUND.items()
        }
        return {**roles, "silent": max(0, people - sum(roles.values())), **around}

    def _person(self, role: str, place: int) -> None:
        chance, count = self.chance, len(self.world.people)
        follows, followed = self._follow_times(role, place)
        latest = (follows or ago(500)) - timedelta(days=chance.uniform(20, 2000))
        created = max(latest, datetime(2009, 6, 1, tzinfo=UTC) + timedelta(days=chance.uniform(0, 900)))
        if role == "bought":
            created = ago(520) + timedelta(seconds=41 * place)
        if created < datetime(2016, 3, 1, tzinfo=UTC):
            self._sequential += chance.randint(2, 1_000)
            number = self._sequential
        else:
            created = created.replace(microsecond=0)
            number = self.mint.number(created)
        handle = names.handle(chance, count)
        bio = chance.choice(texts.BIOS)
        person = Person(handle, names.name(chance), handle, role, number, created, bio, follows, followed)
        self.world.people[handle] = person

    def _follow_times(self, role: str, place: int) -> tuple[datetime | None, datetime | None]:
        """Return when such a person began to follow the ego, and the ego them."""
        chance = self.chance
        follows = ago(chance.uniform(395, 2400))
        followed: datetime | None = follows + timedelta(days=chance.uniform(0, 20))
        match role:
            case "bought":
                follows = ago(430) + timedelta(seconds=53 * place)
            case "giveaway":
                follows = ago(700 - chance.uniform(0, 2))
            case "burst":
                follows = ago(150 - chance.uniform(0.1, 1.5))
            case "robot" | "pitcher":
                follows = ago(chance.uniform(40, 300))
                followed = follows - timedelta(minutes=chance.randint(5, 90))
            case "churner":
                followed = ago(chance.uniform(380, 394))
            case "lately":
                follows = ago(chance.uniform(100, 2400))
            case "outsider" | "big" | "bystander":
                return None, ago(900) if role == "outsider" and chance.random() < 0.3 else None
        return follows, followed if chance.random() < FOLLOWED_BACK.get(role, 0.01) else None

    def _posts(self) -> None:
        day, place = 1095.0, 0
        while day > 2:
            at = ago(day)
            number = self.mint.number(at)
            language, text = self.chance.choice(texts.POSTS)
            kind = "note" if place % 40 == 7 else "deleted" if place % 60 == 55 else "post"
            text = texts.LONG if kind == "note" else texts.filled(self.chance, text, number >> 22)
            post = Post(number, at, text, "en" if kind == "note" else language, kind)
            self.world.posts.append(post)
            if kind != "deleted":
                self._own.append(post)
            day -= self.chance.uniform(1.0, 4.5)
            place += 1

    def _life(self, person: Person) -> None:
        """Let one person do towards the ego what people of that role do; no day lies near the edge of a window."""
        chance = self.chance
        days: list[float] = []
        match person.role:
            case "inner":
                days = [
                    *chance.sample(range(3, 27), 8),
                    *chance.sample(range(33, 87), 14),
                    *chance.sample(range(95, 350), 30),
                ]
            case "lately":
                days = [*chance.sample(range(3, 27), 3), *chance.sample(range(95, 350), chance.randint(2, 12))]
            case "two_way" | "outsider":
                days = [float(day) for day in chance.sample(range(40, 350), chance.randint(1, 6))]
            case "fading":
                days = [80 + 4 * step + chance.uniform(0, 1) for step in range(60)]
            case "reacted":
                for _ in range(chance.randint(1, 4)):
                    self.act(
                        person,
                        chance.choices(("like", "repost", "quote", "reply"), (70, 15, 4, 11))[0],
                        chance.uniform(5, 350),
                    )
                if chance.random() < 0.2:
                    days = [chance.uniform(400, 700)]
            case "silent":
                if chance.random() < 0.05:
                    days = [chance.uniform(400, 900)]
            case "giveaway":
                self.act(person, "repost", chance.uniform(697, 697.9))
        for day in sorted(days, reverse=True):
            self.exchange(person, day + chance.uniform(0.2, 0.5))

    def act(self, person: Person, kind: str, day: float, text: str = "") -> Act:
        """Let a person do one thing towards the ego, about her newest post of then."""
        at = ago(day)
        newest = bisect_left(self._own, at, key=lambda post: post.at) - 1
        on = self._own[newest].number if newest >= 0 and kind != "mention" else None
        words = text or (self.chance.choice(texts.REPLIES) if kind in ("reply", "mention", "quote") else "")
        made = Act(person.key, EGO, kind, at, self.mint.number(at), on, words)
        self.world.acts.append(made)
        return made

    def exchange(self, person: Person, day: float) -> None:
        """Let a person speak to the ego, the ego answer within hours, and sometimes a like close it."""
        said = self.act(person, self.chance.choices(("reply", "mention"), (80, 20))[0], day)
        later = day - self.chance.uniform(0.003, 0.18)
        self.speak(person, "reply", later, said.number)
        if self.chance.random() < 0.4:
            self.act(person, "like", later - 0.01)

    def speak(self, person: Person, kind: str, day: float, parent: int | None = None) -> None:
        """Let the ego do one thing towards a person."""
        at = ago(day)
        number = self.mint.number(at)
        text = self.chance.choice(texts.REPLIES)
        self.world.acts.append(Act(EGO, person.key, kind, at, number, parent, text))
        if kind != "like":
            self.world.posts.append(Post(number, at, text, "en", kind, person.key, parent))

    def _among_others(self) -> None:
        """Let the active people follow and like each other, so that there is a network around the ego."""
        active = self.world.of(*ACTIVE, "outsider", "bystander")
        for person in active:
            for other in self.chance.sample(active, min(len(active), 4)):
                if other.key != person.key:
                    self.world.follows.append((person.key, other.key, ago(self.chance.uniform(400, 1500))))
                    at = ago(self.chance.uniform(5, 140))
                    self.world.acts.append(Act(person.key, other.key, "like", at, self.mint.number(at)))
        # Who came when a big account named her followed them both at one stroke: a newcomer's way with a starter pack.
        for reader in self.world.of("burst"):
            at = (reader.follows_at or LAST) + timedelta(seconds=2)
            self.world.follows += [(reader.key, big.key, at) for big in self.world.of("big")]
        # Two bystanders close both logs at the same instant.
        first, second = self.world.of("bystander")[:2]
        self.world.follows.append((first.key, second.key, LAST))
        self.world.acts.append(Act(first.key, second.key, "mention", LAST, self.mint.number(LAST)))

    def _planted_acts(self) -> None:
        world, chance = self.world, self.chance
        for person in world.of("big"):
            self.act(person, "mention", 150.0, "If you care about books, look at what @quillstad_books does.")
            self.speak(person, "repost", 149.9, self.mint.number(ago(151)))
        for place, person in enumerate(world.of("reacted")[:12]):
            self.speak(person, "like", chance.uniform(5, 300))
            if place < 3:
                text, _ = texts.QUESTIONS[place]
                asked = self.act(person, "reply", 12.0 + place, text)
                world.planted.setdefault("open_questions", []).append(str(asked.number))
        for person in world.of("two_way")[:6]:
            self.speak(person, "repost", chance.uniform(60, 300), self.mint.number(ago(320)))
            self.speak(person, "quote", chance.uniform(60, 300), self.mint.number(ago(321)))
        for role in (
            "inner",
            "fading",
            "bought",
            "giveaway",
            "burst",
            "churner",
            "robot",
            "pitcher",
            "outsider",
            "big",
        ):
            world.planted[role] = [person.key for person in world.of(role)]


class Conversations:
    """The private messages: friends, a group, robots, pitches, thanks, wishes, open questions."""

    def __init__(self, builder: Builder) -> None:
        self.chance = builder.chance
        self.mint = builder.mint
        self.world = builder.world

    def hold(self) -> None:
        """Write all of them."""
        for person in [*self.world.of("inner"), *self.world.of("lately")[:6]]:
            for day in self.chance.sample(range(3, 350), 6):
                self._chat(person, float(day))
        self._sellers()
        self._humans()
        inner = self.world.of("inner")[:4]
        if len(inner) > 2:
            self.world.group = tuple(person.key for person in inner)
            for place, day in enumerate(range(60, 5, -4)):
                self._say(
                    inner[place % len(inner)].key if place % 3 else EGO,
                    "group",
                    float(day),
                    self.chance.choice(texts.CHAT),
                )

    def _say(self, sender: str, thread: str, day: float, text: str) -> Message:
        at = ago(day)
        message = Message(self.mint.number(at), sender, thread, at, text)
        self.world.messages.append(message)
        return message

    def _chat(self, person: Person, day: float) -> None:
        self._say(person.key, person.key, day + 0.4, self.chance.choice(texts.CHAT))
        self._say(EGO, person.key, day + 0.4 - self.chance.uniform(0.01, 0.2), self.chance.choice(texts.CHAT))

    def _sellers(self) -> None:
        for place, person in enumerate(self.world.of("robot")):
            text = texts.ROBOTS[place % len(texts.ROBOTS)].format(name="Maren", code=1000 + 7 * place)
            self._say(person.key, person.key, self._day_of_follow(person) - self.chance.uniform(0.001, 0.02), text)
        for place, person in enumerate(self.world.of("pitcher")):
            day = self._day_of_follow(person) - 1
            if place % 2:
                self._say(person.key, person.key, day, texts.WARM_UPS[0])
                self._say(EGO, person.key, day - 0.2, texts.WARM_UPS[1])
            self._say(person.key, person.key, day - 2, texts.PITCHES[place % len(texts.PITCHES)])

    @staticmethod
    def _day_of_follow(person: Person) -> float:
        return (AS_OF - (person.follows_at or AS_OF)).total_seconds() / 86_400

    def _humans(self) -> None:
        two_way, planted = self.world.of("two_way"), self.world.planted
        birthday = (AS_OF - datetime(2026, 3, 14, 8, tzinfo=UTC)).total_seconds() / 86_400
        for place, person in enumerate(two_way[:6]):
            self._say(person.key, person.key, 200.0 - place, texts.THANKS[place % len(texts.THANKS)])
            planted.setdefault("thanks", []).append(person.key)
        for place, person in enumerate(two_way[6:14]):
            self._say(person.key, person.key, birthday - 0.01 * place, texts.WISHES[place % len(texts.WISHES)])
            if place % 2:
                self._say(EGO, person.key, birthday - 0.3, "Thank you so much!")
            planted.setdefault("wishes", []).append(person.key)
        for place, person in enumerate(two_way[14:17]):
            asked = self._say(person.key, person.key, 20.0 + place, texts.QUESTIONS[place][0])
            planted.setdefault("open_question_messages", []).append(str(asked.number))


def world_of(people: int = 3000, seed: int = 1) -> World:
    """Return the made-up person with so many followers; the same seed gives the same world."""
    return Builder(people, seed).build()
