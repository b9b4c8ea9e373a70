"""What is true of the example person, so that an answer can be checked against it.

The ladder follows from the roles that people were given, not from counting their acts: a count of the log
must come to the same.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from kithkin.example import elsewhere, meeting
from kithkin.example.person import AS_OF, EGO, World
from kithkin.example.texts import MATTERS

#: The layers of the ladder, outermost first, and the roles that reach no further than each.
LAYERS: Final = {
    "audience": ("silent", "bought", "giveaway"),
    "alive": ("alive", "burst", "robot", "pitcher"),
    "reacted": ("reacted",),
    "two_way": ("two_way", "fading"),
    "lately": ("lately",),
    "inner_circle": ("inner",),
}


def answer_key(world: World) -> dict[str, Any]:
    """Return the key as plain data."""
    return {
        "made_up": "Every person, name, word and figure here was invented by a program.",
        "as_of": AS_OF.isoformat(),
        "ego": {
            "key": world.ego.key,
            "name": world.ego.name,
            "x_id": str(world.ego.number),
            "handle": world.ego.handle,
        },
        "open_network": {"ladder": ladder(world), "outside_two_way": len(world.of("outsider"))},
        "x": x_totals(world),
        "planted": world.planted,
        "topics": topics(world),
        "growth": growth(world),
        "who_is_who": elsewhere.key_of(world),
        "meeting": meeting.key_of(),
        "people": {
            person.key: {"name": person.name, "role": person.role, "x_id": str(person.number)}
            for person in world.people.values()
        },
    }


def topics(world: World) -> dict[str, list[str]]:
    """Return the ego's posts on each matter."""
    found: dict[str, list[str]] = {matter: [] for matter in MATTERS.values()}
    for post in world.posts:
        matter = next((matter for first, matter in MATTERS.items() if post.text.startswith(first)), None)
        if matter and post.kind == "post":
            found[matter].append(str(post.number))
    return found


def ladder(world: World) -> dict[str, int]:
    """Return how many people reach each layer at the end; a layer holds the layers within it."""
    roles = Counter(person.role for person in world.followers)
    names = list(LAYERS)
    return {
        name: sum(roles[role] for inner in names[place:] for role in LAYERS[inner]) for place, name in enumerate(names)
    }


def x_totals(world: World) -> dict[str, Any]:
    """Return what an X archive alone can tell, and what it hides: counts of the year and who wrote messages."""
    since = AS_OF - timedelta(days=365)
    posts = [post for post in world.posts if post.kind not in ("deleted", "repost")]
    of_year = {post.number for post in posts if post.at >= since}
    counts = Counter((act.on, act.kind) for act in world.acts if act.target == EGO and act.on in of_year)
    threads: dict[str, set[bool]] = {}
    for message in world.messages:
        if message.at >= since and message.thread != "group":
            threads.setdefault(message.thread, set()).add(message.sender == EGO)
    return {
        "followers": len(world.followers),
        "following": len(world.following),
        "tweets": sum(post.kind != "deleted" for post in world.posts),
        "deleted_tweets": sum(post.kind == "deleted" for post in world.posts),
        "posts_of_the_year": len(of_year),
        "likes_received_on_them": sum(n for (_, kind), n in counts.items() if kind == "like"),
        "reposts_received_on_them": sum(n for (_, kind), n in counts.items() if kind == "repost"),
        "messages": len(world.messages),
        "two_way_in_messages_of_the_year": sorted(key for key, sides in threads.items() if len(sides) == 2),
    }


def growth(world: World) -> dict[str, Any]:
    """Return the planted events of growth: first and last day, how many came, and what each export can say of it.

    A closed export names neither who reacted nor when an account was made, so there a bought block is unexplained.
    """
    verdicts = {
        "bought": {"instagram": "unexplained", "open-network": "looks bought"},
        "giveaway": {"instagram": "explained", "open-network": "explained"},
        "burst": {"instagram": "unexplained", "open-network": "explained"},
    }
    said: dict[str, Any] = {"left": len(world.of("churner"))}
    for role, verdict in verdicts.items():
        days = sorted(person.follows_at.date().isoformat() for person in world.of(role) if person.follows_at)
        if days:
            said[role] = {"first_on": days[0], "last_on": days[-1], "people": len(days), "verdicts": verdict}
            if role == "burst":  # with the lists of the open network: a starter pack, and a mention on the same day
                said[role]["causes"] = ["on a list to follow", "somebody named you"]
    return said


def write(world: World, folder: Path) -> Path:
    """Write `answer-key.json` and return its path."""
    path = folder / "answer-key.json"
    text = json.dumps(answer_key(world), ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")
    return path
