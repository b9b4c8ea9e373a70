"""Small random worlds of which everything is known, and what imports might show of them.

In the whole world every act has its instant and everything is covered. `observed` blurs instants into spans
and hides channels, accounts and times together with their coverage, which is what a real export does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from kithkin.model.tables import NETWORK_KINDS

Row = dict[str, Any]

AS_OF: Final = datetime(2024, 12, 31)
BIRTH: Final = AS_OF - timedelta(days=420)
KINDS: Final = {
    "mastodon": NETWORK_KINDS["mastodon"],
    "mail": NETWORK_KINDS["mail"],
    "local": ("like", "comment", "message"),
}
OWN: Final = {"mastodon": ("mastodon:me", "mastodon:me2"), "mail": ("mail:me",), "local": ("local:me",)}
ENDS: Final = {
    "interactions": ("actor_id", "target_id", "happened_at"),
    "messages": ("sender_id", "recipient_id", "sent_at"),
    "posts": ("author_id", "reply_to_id", "posted_at"),
}
#: What messages say, in turn: talk, a question, an offer, nothing.
TEXTS: Final = (
    "The book has arrived, thank you so much.",
    "Are you at the market on Saturday?",
    "Our agency gets you 500 new followers for $90 a month. Book a call: https://calendly.example/x",
    None,
)

#: Ids that name no account, and so stay when accounts are renamed.
NOT_ACCOUNTS: Final = frozenset({
    "interaction_id", "message_id", "post_id", "act_id", "row_id", "own_row_id", "thread_id", "reply_to_post_id",
    "community_id", "judgement_id", "skeleton_id", "group_id", "text_id", "conversation_id",
})  # fmt: skip
#: What a mailing list says, in turn, on three matters.
TALK: Final = (
    "Which glue holds a heavy cover on the boards?",
    "Paper takes ink well where the sizing is good.",
    "The market stall needs a tent and two helpers.",
)


@dataclass(frozen=True)
class Facts:
    """The tables of one world, by name."""

    tables: dict[str, list[Row]]

    def with_rows(self, **changed: list[Row]) -> Facts:
        """Return the same world with some tables replaced."""
        return replace(self, tables=self.tables | changed)


def whole_world(random: Random) -> Facts:
    """Return a world of a self with accounts on three networks and up to six others, fully covered."""
    people = {f"p{n}": random.sample(sorted(KINDS), random.randint(1, 3)) for n in range(random.randint(1, 6))}
    persons = {f"{home}:{name}": f"{homes[0]}:{name}" for name, homes in people.items() for home in homes}
    persons |= {account: "self" for accounts in OWN.values() for account in accounts}
    identities = [{"account_id": account, "person_id": person} for account, person in persons.items()]
    by_network = {n: [a for a in persons if a.startswith(f"{n}:")] for n in KINDS}
    tables: dict[str, list[Row]] = {"identities": identities, "interactions": [], "messages": [], "posts": []}
    for number in range(random.randint(0, 60)):
        network = random.choice(sorted(KINDS))
        ends = random.sample(by_network[network], 2) if len(by_network[network]) > 1 else None
        if ends:
            table, row = _act(random, network, number, ends, persons)
            tables[table].append(row)
    tables["follows"] = [
        _ends({"network": n, "kind": "follow", "is_current": True}, "follower_id", "followed_id", [a, own], persons)
        for n in ("mastodon", "local")
        for a in by_network[n]
        for own in OWN[n]
        if persons[a] != "self" and random.random() < 0.6
    ]
    tables["posts"] += _talk(by_network["mail"], persons)
    tables["follower_counts"] = [
        {
            "account_id": "self", "account_account_id": own, "network": "mastodon",
            "counted_on": (AS_OF - timedelta(days=days)).date(), "follower_count": 90 - days,
        }
        for own in OWN["mastodon"] for days in (80, 40, 4)
    ]  # fmt: skip
    others = sorted({person for person in persons.values() if person != "self"})
    tables["decisions"] = [
        {"person_id": person, "kind": "decision", "decision": decision, "is_current": True}
        for person, decision in zip(others, ("advisor", "end"), strict=False)
    ]
    ended = [a for n in ("mastodon", "local") for a in by_network[n] if persons[a] in others[1:2]]
    tables["follows"] += [
        _ends(
            {"network": n, "kind": "follow", "is_current": True}, "follower_id", "followed_id", [OWN[n][0], a], persons
        )
        for a in ended
        for n in (a.split(":")[0],)
    ]
    return Facts(tables | {"coverage": _coverage()})


def _talk(accounts: list[str], persons: dict[str, str]) -> list[Row]:
    """Return the posts of a mailing list: nine threads, four of them with a reply by somebody else."""
    rows = []
    for number in range(13):
        root = number % 9
        row: Row = {"network": "mail", "post_id": f"mail:talk{number}", "thread_id": f"mail:talk{root}", "kind": "post"}
        row |= {"text": TALK[root % 3], "posted_at": BIRTH + timedelta(days=number), "community_id": "mail:list:paper"}
        row |= {"reply_to_post_id": f"mail:talk{root}"} if number > root else {}
        author = accounts[number % len(accounts)]
        rows.append(row | {"author_id": persons[author], "author_account_id": author})
    return rows


def observed(random: Random, world: Facts, *, follows: bool = False) -> Facts:
    """Return what imports might show of a world; follower lists stay whole unless `follows`."""
    seen = world.with_rows(
        interactions=[_blurred(random, "happened_at", row) for row in world.tables["interactions"]],
        messages=[_blurred(random, "sent_at", row) for row in world.tables["messages"]],
    )
    hideable = ("interactions", "messages", "posts", "follows") if follows else ("interactions", "messages", "posts")
    channels = [c for c in seen.tables["coverage"] if c["table_name"] in hideable]
    for channel in random.sample(channels, random.randint(0, min(16, len(channels)))):
        seen = _hidden(random, seen, channel)
    return seen


def renamed(world: Facts, name: Callable[[str], str]) -> Facts:
    """Return the same world with every account renamed."""
    return Facts({t: [{k: _renamed(k, v, name) for k, v in row.items()} for row in r] for t, r in world.tables.items()})


def shuffled(random: Random, world: Facts) -> Facts:
    """Return the same world with the rows of each table in another order."""
    return Facts({table: random.sample(rows, len(rows)) for table, rows in world.tables.items()})


def _act(random: Random, network: str, number: int, ends: list[str], persons: dict[str, str]) -> tuple[str, Row]:
    kind = random.choice((*KINDS[network], "post"))
    at = BIRTH + (AS_OF - BIRTH) * random.choice((random.random(), 1 - random.random() ** 4))
    base: Row = {"network": network}
    if kind == "message":
        bulk = random.choice((None, None, None, "list-id"))
        row = base | {"message_id": f"{network}:{number}", "sent_at": at, "bulk_evidence": bulk}
        row["recipient_count"] = random.choice((1, 1, 5, 6))
        row["text"] = TEXTS[number % len(TEXTS)]
        return "messages", _ends(row, "sender_id", "recipient_id", ends, persons)
    if kind == "post":
        row = base | {"post_id": f"{network}:{number}", "kind": "post", "posted_at": at, "like_count": number}
        return "posts", _ends(row, "author_id", "", ends, persons)
    row = base | {"interaction_id": f"{network}:{number}", "kind": kind, "happened_at": at}
    if kind in ("reply", "comment"):
        row["target_posted_at"] = at - timedelta(minutes=number)
    return "interactions", _ends(row, "actor_id", "target_id", ends, persons)


def _ends(row: Row, first: str, second: str, ends: list[str], persons: dict[str, str]) -> Row:
    """Return a row with both ends: persons, and accounts beside them."""
    for column, account in zip((first, second), ends, strict=True):
        if column:
            row[column] = persons[account]
            row[f"{column.removesuffix('_id')}_account_id"] = account
    return row


def _coverage() -> list[Row]:
    """Return coverage of everything: of whole networks, and again as each own account sees it."""
    rows = []
    for network, kinds in KINDS.items():
        tables = {kind: "messages" if kind == "message" else "interactions" for kind in kinds} | {"post": "posts"}
        if network != "mail":
            tables["follow"] = "follows"
        for kind, table in tables.items():
            views = [(None, "among")] + [(own, way) for own in OWN[network] for way in ("in", "out")]
            rows += [_span(network, table, kind, view, direction) for view, direction in views]
    return rows


def _span(network: str, table: str, kind: str, view: str | None, direction: str) -> Row:
    channel = {"network": network, "table_name": table, "kind": kind, "ego_account_id": view, "direction": direction}
    return channel | {"covered_from": None, "covered_until": AS_OF, "completeness": "all"}


def _blurred(random: Random, name: str, row: Row) -> Row:
    """Return a row of which, sometimes, only the span is known."""
    if row[name] is None or random.random() < 0.7:
        return row
    at = row[name]
    earliest = at - timedelta(days=random.choice((1, 20, 300)))
    latest = min(AS_OF, at + timedelta(days=random.choice((1, 20, 300))))
    return row | {name: None, f"{name}_earliest": earliest, f"{name}_latest": latest}


def _hidden(random: Random, seen: Facts, channel: Row) -> Facts:
    """Return a world in which part of one channel is hidden, with all coverage that spoke of that part.

    The part is everything, or everything before or after some instant.
    """
    cut = AS_OF - timedelta(days=random.choice((10, 60, 200, 380)))
    part = random.choice(("all", "all", "before", "after"))
    table = channel["table_name"]
    if table == "follows":
        part = "all"
    hides = _part(table, channel, part, cut)
    rows = [row for row in seen.tables[table] if not hides(row)]
    coverage = [_uncovered(c, channel, part, cut) for c in seen.tables["coverage"]]
    return seen.with_rows(**{table: rows, "coverage": coverage})


def _part(table: str, channel: Row, part: str, cut: datetime) -> Callable[[Row], bool]:
    first, second, instant = ENDS.get(table, ("follower_id", "followed_id", ""))
    from_account, to_account = (f"{end.removesuffix('_id')}_account_id" for end in (first, second))

    def hides(row: Row) -> bool:
        kind = row.get("kind", "message")
        own = {"in": to_account, "out": from_account}.get(channel["direction"])
        if row["network"] != channel["network"] or kind != channel["kind"]:
            return False
        if own and row.get(own) != channel["ego_account_id"]:
            return False
        if part == "all":
            return True
        end = f"{instant}_latest" if part == "before" else f"{instant}_earliest"
        at: datetime = row.get(end) or row[instant]
        return at < cut if part == "before" else at > cut

    return hides


def _uncovered(c: Row, channel: Row, part: str, cut: datetime) -> Row:
    """Return a line of coverage without the part that was hidden."""
    same = all(c[name] == channel[name] for name in ("network", "table_name", "kind"))
    whole = "among" in (c["direction"], channel["direction"])
    if not same or not (
        whole or (c["direction"], c["ego_account_id"]) == (channel["direction"], channel["ego_account_id"])
    ):
        return c
    if part == "all":
        return c | {"completeness": "none"}
    if part == "before":
        return c | {"covered_from": max(cut, c["covered_from"] or cut)}
    return c | {"covered_until": min(cut, c["covered_until"])}


def _renamed(column: str, value: Any, name: Callable[[str], str]) -> Any:
    is_account = column.endswith("_id") and column not in NOT_ACCOUNTS
    return name(value) if is_account and value not in (None, "", "self") else value
