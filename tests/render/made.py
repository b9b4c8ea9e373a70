"""What sample pages are made of: people, rows, hostile names, a ladder, coverage, notes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from kithkin.model.page import (
    Block,
    Coverage,
    Drawn,
    Ladder,
    Layer,
    Listed,
    Notes,
    Person,
    Value,
)

AS_OF: Final = datetime(2026, 6, 11, tzinfo=UTC)
NAMES: Final = (
    "Oona Halloran",
    "Jun Okabe",
    "Amara Nwosu-Bell",
    "Tobias Lindqvist",
    "Inês Caldeira",
    "Sefa Demirel",
    "Lise Vandermeer",
    "Mateus Prado",
    "Ruth Aalto",
    "Priya Raghunathan",
    "Kofi Mensah-Lund",
    "Yusra Haddad",
)

#: Names that try to break out: of the line, of the tag, of the table, of the direction.
HOSTILE: Final = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "شاهين \u202ereversed\u202c عبد الله",
    "\x1b[31mred\x1b[0m \x1b]0;title\x07bell\x07",
    "[bold red]markup[/bold red] :boom: [link=javascript:alert(3)]here[/link]",
    "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarenwohlge",
    "🧑‍🌾🏽 👩‍👩‍👧‍👦 🇳🇴",
    "",
    "javascript:alert(4)",
    "李 明\u0000\u0008\r\nInjected: line",
    "{{ 7 * 7 }} {% raw %}",
    "\ud800broken",
)


def person(k: int, network: str = "x") -> Person:
    """Return the made-up person number `k`."""
    name = NAMES[k % len(NAMES)]
    if k >= len(NAMES):
        name = f"{name} {k // len(NAMES) + 1}"
    return Person(f"{network}:{1000 + k}", name, f"@{name.split()[0].lower()}{k}", network)


def rows(name: str, *items: Mapping[str, Any], total: int | None = None) -> Listed:
    """Return rows that have been read."""
    return Listed(name, items, len(items) if total is None else total)


def page(name: str, question: str, *blocks: Block, is_made_up: bool = True, is_hidden: bool = False) -> Drawn:
    """Return a page of the example person."""
    return Drawn(name, question, blocks, "Maren", AS_OF + timedelta(microseconds=1), is_made_up, is_hidden)


def coverage() -> Coverage:
    """Return coverage with all three marks."""
    return Coverage(
        rows(
            "coverage",
            {"network": "x", "state": "half", "says": "nobody who liked or reposted is named", "covered_until": AS_OF},
            {"network": "mastodon", "state": "full", "says": "", "covered_until": AS_OF - timedelta(days=2)},
            {"network": "linkedin", "state": "half", "says": "messages, no reactions to you", "covered_until": None},
            {"network": "instagram", "state": "none", "says": "", "covered_until": None},
        )
    )


_LAYERS: Final = (
    ("audience", "audience", "People who follow you or are connected with you"),
    ("alive", "alive", "Gave any sign of their own in the past year"),
    ("reacted", "reacted", "Reacted to you in the past year"),
    ("two_way", "two-way", "Reacted, and you addressed them"),
    ("lately", "lately", "Both in the past 30 days"),
    ("inner_circle", "inner circle", "In touch on 13 different days of the past 90"),
)


def ladder(*values: Value, remedy: str = "", people: int = 0) -> Ladder:
    """Return the six layers with these values."""
    layers = []
    for k, ((name, label, meaning), value) in enumerate(zip(_LAYERS, values, strict=True)):
        opened = rows("inner_circle", *({"alter_id": person(n)} for n in range(people))) if k == 5 and people else None
        falls = "12 closed their account; 31 were silent for a year." if k == 1 else ""
        needs = remedy if value == Value("people") or not value.is_known else ""
        layers.append(Layer(name, label, value, meaning, opened, falls, needs))
    return Ladder(
        "From audience to inner circle",
        tuple(layers),
        "And 4 people outside your audience talk with you.",
        "following_breakdown",
    )


def notes() -> Notes:
    """Return limits, definitions and measures."""
    return Notes(
        (
            "Who read without reacting. No export contains it.",
            "Whether 185 pairs of accounts are one person. They are counted apart until you say so.",
        ),
        {
            "Audience": "people who follow you, or are connected with you",
            "Two-way": "they reacted, and you addressed them, in 365 days",
        },
        ("following_breakdown", "effective_following"),
    )
