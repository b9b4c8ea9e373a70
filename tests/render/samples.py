"""Made-up pages, ready to be drawn: what every door must be able to show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from kithkin.model.page import (
    Answer,
    Cases,
    Chart,
    Coverage,
    Drawn,
    Figure,
    Ladder,
    Layer,
    Listed,
    Notes,
    Person,
    Show,
    Table,
    Value,
    bounded,
    estimated,
    exact,
)
from tests.render.made import AS_OF, HOSTILE, coverage, ladder, notes, page, person, rows


def following_closed() -> Drawn:
    """Return a following seen through an X archive alone: most layers cannot be shown."""
    nothing = Value("people")
    return page(
        "following",
        "How big is your following, really?",
        Answer(
            "You have {audience} people in your audience. {two_way} of them talk with you both ways.",
            {"audience": exact(111, "people"), "two_way": bounded(9, None, "people")},
            ("following_breakdown",),
        ),
        coverage(),
        ladder(
            exact(111, "people"),
            bounded(60, 111, "people"),
            nothing,
            bounded(9, None, "people"),
            nothing,
            nothing,
            remedy="Import your Mastodon archive: it names who reacted.",
        ),
        Figure(
            "Effective following",
            Value("people"),
            "Not shown: replies are seen in one direction only.",
            "effective_following",
        ),
        notes(),
    )


def following_open() -> Drawn:
    """Return a following with bounds on every layer and an estimate beside it."""
    return page(
        "following",
        "How big is your following, really?",
        Answer(
            "Of {audience} people in your audience, {reacted} reacted this year and {two_way} talk with you both ways.",
            {"audience": bounded(12215, 12610, "people"), "reacted": bounded(640, 910), "two_way": bounded(118, 131)},
            ("following_breakdown",),
        ),
        coverage(),
        ladder(
            bounded(12215, 12610, "people"),
            bounded(2840, 3520, "people"),
            bounded(640, 910, "people"),
            bounded(118, 131, "people"),
            bounded(41, 44, "people"),
            exact(9, "people"),
            people=9,
        ),
        Figure(
            "Effective following",
            estimated(430, 512, 600, "people"),
            "So many different people will write to you in the next 30 days, if you go on as you do now.",
            "effective_following",
        ),
        Figure(
            "Outside your audience", exact(4, "people"), "People who talk with you without following you.", "outside"
        ),
        Figure("Totals of likes", bounded(312, 2890, "likes"), "X counts likes and names nobody.", "totals"),
        notes(),
    )


def following_exact() -> Drawn:
    """Return a small following of which everything is known, one person at its core."""
    return page(
        "following",
        "How big is your following, really?",
        Answer(
            "{audience} people follow you and {inner} people are close.",
            {"audience": exact(40, "people"), "inner": exact(1, "people")},
        ),
        ladder(*(exact(n, "people") for n in (40, 31, 12, 6, 2, 1)), people=1),
    )


_TIE_COLUMNS: Final = (
    Show("alter_id", "Person", "person"),
    Show("layer", "Layer", "word"),
    Show("received_count", "They wrote", "count"),
    Show("sent_count", "You wrote", "count"),
    Show("answered_share", "You answer", "share"),
    Show("latency_seconds", "Their usual wait", "seconds"),
    Show("last_at", "Last exchange", "date"),
    Show("strength", "Strength", "bounds"),
)


def _tie(k: int) -> dict[str, Any]:
    layer = "weekly" if k < 9 else "monthly" if k < 41 else "rarer"
    return {
        "alter_id": person(k, ("x", "mastodon", "mail")[k % 3]),
        "layer": layer,
        "received_count": 214 - k,
        "sent_count": 198 - k * 197 // 200,
        "answered_share": None if k % 7 == 6 else round(0.95 - k / 250, 3),
        "latency_seconds": 340.0 * (k + 1),
        "last_at": AS_OF - timedelta(days=k * 2, hours=k % 24),
        "strength": estimated(0.5 - k / 500, 0.7 - k / 400, 0.9 - k / 400, "share") if k % 5 else Value("share"),
        "trend": "fading" if k % 11 == 10 else "new" if k % 13 == 12 else "",
        "met": ("Rivers", "University", "Publishing", "Neighbourhood")[k % 4],
    }


def ties() -> Drawn:
    """Return a long table, cut short, with rings and bars."""
    items = tuple(_tie(k) for k in range(200))
    return page(
        "ties",
        "Who do you really talk with?",
        Answer(
            "{n} people talk with you both ways. {first} writes most.", {"n": exact(640, "people"), "first": person(0)}
        ),
        Chart(
            "rings",
            "Your people by how often you are in touch",
            Listed("layers", items[:118], 118),
            "layer",
            ("met",),
            "alter_id",
            "Distance from the middle is the layer, not a score. Direction is where you know each other from.",
        ),
        Table(
            "All two-way ties",
            Listed("tie_strength", items, 640),
            _TIE_COLUMNS,
            "-received_count",
            says="Closest first.",
        ),
        Chart(
            "bars",
            "Where the conversation happens",
            rows(
                "channels",
                {"channel": "Replies", "exchange_count": 812},
                {"channel": "Messages", "exchange_count": 400},
                {"channel": "Comments", "exchange_count": 77},
                {"channel": "Likes", "exchange_count": None},
            ),
            "channel",
            ("exchange_count",),
            "",
            "Exchanges in the past year",
        ),
        Chart(
            "bars",
            "Who reacts",
            rows(
                "reactors",
                *(
                    {"network": n, "reactors": bounded(a, b, "people")}
                    for n, a, b in (("X", 20, 410), ("Mastodon", 230, 230), ("Facebook", None, None))
                ),
            ),
            "network",
            ("reactors",),
            "",
            "People who reacted in the past year",
        ),
    )


def growth() -> Drawn:
    """Return followers over time with a gap and marked bursts, and spans of coverage."""
    items: list[dict[str, Any]] = []
    count = 900.0
    jumps = {18: 400, 36: 640, 58: 820, 76: 1430}
    verdicts = {18: "explained", 36: "explained", 58: "unexplained", 76: "looks bought"}
    for k in range(90):
        count += 25 + (k * 7) % 40 + jumps.get(k, 0)
        gap = 4 <= k < 10
        items.append(
            {
                "month_on": date(2019 + k // 12, k % 12 + 1, 1),
                "follower_count": None if gap else int(count),
                "verdict": verdicts.get(k),
            }
        )
    spans = (
        ("X", date(2019, 1, 1), date(2026, 6, 11), "all"),
        ("Mastodon", date(2022, 3, 1), date(2026, 6, 9), "all"),
        ("LinkedIn", date(2019, 1, 1), date(2026, 6, 11), "some"),
        ("Instagram", date(2019, 1, 1), date(2026, 6, 11), "none"),
    )
    return page(
        "growth",
        "Where did your followers come from?",
        Answer(
            "Four bursts brought {share} of your followers. Two are explained, one is not, one looks bought.",
            {"share": bounded(0.261, 0.334, "share")},
        ),
        coverage(),
        Chart(
            "timeline",
            "Four bursts brought more than a quarter",
            rows("daily_followers", *items),
            "month_on",
            ("follower_count",),
            "verdict",
            "Followers on all networks. Hatched: the data has no dates of follow.",
        ),
        Chart(
            "spans",
            "What the imports cover",
            rows("coverage", *({"network": n, "from_on": a, "until_on": b, "completeness": c} for n, a, b, c in spans)),
            "network",
            ("from_on", "until_on"),
            "completeness",
        ),
        Table(
            "Who stayed",
            rows("stayed"),
            (Show("burst", "Burst"), Show("stayed_share", "Stayed", "share")),
            empty="No burst is old enough to tell who stayed.",
        ),
    )


def mirror() -> Drawn:
    """Return exchanges mirrored, and the network's scatter."""
    months = [
        {
            "month_on": date(2023 + k // 12, k % 12 + 1, 1),
            "received_count": (k * 5) % 9,
            "sent_count": (k * 7) % 6 + 1,
            "pitch_count": k // 20,
        }
        for k in range(40)
    ]
    dots = [
        {
            "account_id": person(k) if k % 40 == 0 else None,
            "follower_count": int(120 * 1.06 ** (k * 0.75)) + k,
            "reactor_count": round(1.5 * 1.045**k * (0.4 + (k * 37 % 100) / 60), 1),
        }
        for k in range(150)
    ]
    return page(
        "mirror",
        "How do you look by the same tests?",
        Answer(
            "You answer {share} of first messages, usually within {wait}.",
            {"share": exact(0.6, "share"), "wait": exact(12_000, "seconds")},
        ),
        Chart(
            "mirrored",
            "Exchanges",
            rows("exchanges", *months),
            "month_on",
            ("received_count", "sent_count", "pitch_count"),
            "",
            "Messages and replies a month: theirs above the line, yours below, offers marked",
        ),
        Chart(
            "scatter",
            "Reaction against size",
            rows("reaction_influence", *dots),
            "follower_count",
            ("reactor_count",),
            "account_id",
            "Different people who react to a post (median), by followers; both scales grow tenfold",
        ),
        Figure("Dialogue ratio", exact(0.34, "share"), "So much of what you post is an answer.", "dialogue_ratio"),
    )


def inbox() -> Drawn:
    """Return judgements of every band with evidence, marks and counter-evidence."""
    judgements = (
        {
            "judgement_id": "j1",
            "sender_id": person(0),
            "band": "likely",
            "says": "A pitch, sent 40 minutes after you accepted the request.",
            "against": None,
        },
        {
            "judgement_id": "j2",
            "sender_id": person(1, "mail"),
            "band": "possible",
            "says": "Perhaps a pitch: one sign only.",
            "against": "six people you talk with know them, and in March they answered a post of yours.",
        },
        {
            "judgement_id": "j3",
            "sender_id": person(2, "linkedin"),
            "band": "cannot_tell",
            "says": "Too short to judge.",
            "missing": "the second message",
            "against": None,
        },
        {"judgement_id": "j4", "sender_id": person(3), "band": "none", "says": "Written for you.", "against": None},
    )
    quote = "Hi Maren, quick one: we help creators like you turn followers into clients. Worth a 15-minute chat?"
    start = quote.index("turn followers")
    evidence = (
        {
            "judgement_id": "j1",
            "sent_at": datetime(2026, 6, 6, 15, 2, tzinfo=UTC),
            "quote": quote,
            "span_from": start,
            "span_to": start + 27,
            "says": "An offer and a request for a meeting in the first message.",
        },
        {"judgement_id": "j1", "sent_at": None, "quote": "", "says": "Two senders used the same words."},
        {
            "judgement_id": "j2",
            "sent_at": datetime(2026, 6, 2, 9, 0, tzinfo=UTC),
            "quote": "We have a small budget for a talk. Shall I send the terms?",
            "says": "Money is mentioned.",
        },
        {"judgement_id": "j2", "sent_at": None, "quote": "", "says": "they offer to pay you", "is_against": True},
    )
    return page(
        "inbox",
        "What in your inbox was written for you?",
        Answer(
            "Of {all} first messages {yours} were written for you and {not} were not; for {unknown} nobody can tell.",
            {"all": exact(485), "yours": exact(212), "not": exact(235), "unknown": exact(38)},
        ),
        Cases(
            "Pitches to look at",
            rows("pitches", *judgements, total=71),
            rows("pitch_evidence", *evidence),
            ("keep", "pause", "end"),
            says="A judgement needs two kinds of sign.",
        ),
        Cases("Robots", rows("automated"), None, empty="No message looks automated."),
        Notes(("About 1 pitch in 6 is missed.",)),
    )


def hostile() -> Drawn:
    """Return a page whose people, quotes and categories are hostile."""
    people = tuple(Person(f"x:{name}" if name else "x:77", name, f"@{name[:20]}", "x") for name in HOSTILE)
    ties_of = rows("tie_strength", *({"alter_id": p, "note": p.name, "sent_count": k} for k, p in enumerate(people)))
    judgements = rows(
        "pitches",
        *(
            {"judgement_id": str(k), "sender_id": p, "band": "likely", "says": p.name, "against": [p.name]}
            for k, p in enumerate(people)
        ),
    )
    evidence = rows(
        "evidence",
        *(
            {"judgement_id": str(k), "sent_at": AS_OF, "quote": p.name, "says": p.name, "span_from": 1, "span_to": 4}
            for k, p in enumerate(people)
        ),
    )
    everyone = rows("circle", *({"alter_id": p} for p in people))
    base = ladder(
        exact(40, "people"),
        exact(40, "people"),
        exact(30, "people"),
        exact(20, "people"),
        exact(16, "people"),
        exact(12, "people"),
    )
    layers = (
        *base.layers[:-1],
        Layer("inner_circle", HOSTILE[0], exact(12, "people"), HOSTILE[4], everyone, HOSTILE[1], HOSTILE[3]),
    )
    return page(
        "person",
        "Who is <b>this</b>, \x1b[1mreally?",
        Answer(
            "{who} wrote {n} times, says [bold]{word}[/bold] & <i>more</i>.",
            {"who": people[0], "n": exact(3), "word": HOSTILE[3]},
        ),
        Coverage(rows("coverage", *({"network": "x", "state": "full", "says": name} for name in HOSTILE[:4]))),
        Ladder("Layers", layers, HOSTILE[1]),
        Table(
            "Ties",
            ties_of,
            (
                Show("alter_id", "Person", "person"),
                Show("note", "Note", "quote"),
                Show("sent_count", "You wrote", "count"),
            ),
        ),
        Chart("bars", "By name", ties_of, "alter_id", ("sent_count",)),
        Chart(
            "rings",
            "Rings",
            rows("rings", *({"alter_id": p, "layer": p.name} for p in people[:3])),
            "layer",
            (),
            "alter_id",
        ),
        Cases("Cases", judgements, evidence),
        Notes((HOSTILE[0], HOSTILE[3]), {HOSTILE[1]: HOSTILE[4]}, ("tie_strength",)),
    )


def hidden() -> Drawn:
    """Return a page whose names and words were taken out."""
    people = tuple(Person(f"person {k}", f"Person {k}") for k in range(1, 4))
    return page(
        "ties",
        "Who do you really talk with?",
        Answer("{n} people talk with you.", {"n": exact(3, "people")}),
        Table(
            "Ties",
            rows("tie_strength", *({"alter_id": p, "text": None} for p in people)),
            (Show("alter_id", "Person", "person"), Show("text", "Last words", "quote")),
        ),
        is_hidden=True,
    )


def empty() -> Drawn:
    """Return a page of a workspace that holds nothing."""
    return Drawn(
        "following",
        "How big is your following, really?",
        (
            Answer("Kithkin answers from your own exports. One is enough to start."),
            Coverage(rows("coverage")),
            ladder(*(Value("people") for _ in range(6))),
            Chart("timeline", "Followers", rows("daily_followers"), "month_on", ("follower_count",)),
            Table("Ties", rows("tie_strength"), (Show("alter_id", "Person", "person"),), empty="Nobody yet."),
            Cases("Pitches", rows("pitches"), rows("evidence"), empty="No pitch found."),
            Notes(),
        ),
        "empty",
        None,
    )


SAMPLES: Final[Mapping[str, Drawn]] = {
    "following_closed": following_closed(),
    "following_open": following_open(),
    "following_exact": following_exact(),
    "ties": ties(),
    "growth": growth(),
    "mirror": mirror(),
    "inbox": inbox(),
    "hostile": hostile(),
    "hidden": hidden(),
    "empty": empty(),
}
