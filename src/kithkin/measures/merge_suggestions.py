"""Who may be one person under several accounts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from shlex import quote
from typing import Any, Final

from kithkin.model.measure import measure
from kithkin.model.names import unaccented
from kithkin.model.tables import Column

#: Shorter handles are borne by different people on different networks too often.
SHORTEST_HANDLE: Final = 6

#: A part of a name that more people bear than this tells nothing; comparing all its bearers would not end.
MOST_BEARERS: Final = 200

#: Signs, the strongest first, with what is said of each.
SIGNS: Final = {
    "claimed": "one names the other as its own",
    "same handle": "the same handle on both networks, and no other person there bears it",
    "same name": "the same full name, and no other person on either network bears it",
    "near name": "nearly the same full name",
}


@dataclass(frozen=True, slots=True)
class Known:
    """A person as names are compared: id, networks, the parts of the name, the handle."""

    person: str
    networks: frozenset[str]
    parts: tuple[str, ...]
    handle: str

    @property
    def is_only_a_name(self) -> bool:
        """Whether nothing but a name is known, which another import may bring again."""
        return self.person.split(":", 1)[-1].startswith("name:")


@measure(
    grain=("one_id", "other_id"),
    source="ours; rapidfuzz's token_sort_ratio (Indel similarity of the sorted words)",
    columns=(
        Column("sign", "text", "claimed, same handle, same name or near name"),
        Column("alike_share", "double", "how alike the names are", "share", bounds=(0, 1)),
        Column("reason", "text", "what suggests it, in words"),
        Column("command", "text", "what to say if it is true"),
    ),
)
def merge_suggestions(
    people: Any, identities: Any, account_links: Any, parted: Any, *, least_alike: float = 0.9
) -> Any:
    """Return pairs of people who may be one person, with the reason; nobody is merged by it.

    A pair is suggested where one account names the other as its own; where two networks have one handle or
    one full name, each borne by one person there; or where two full names of different networks are alike by
    `least_alike`. Two people of whom only the name is known are compared between imports of one network too.

    Parameters
    ----------
    people : person_id, name, handle, network.
    identities : account_id, person_id.
    account_links : from_id, to_id, evidence, says; evidence that merges by itself suggests nothing more.
    parted : one_id, other_id, accounts that the user called different people; never suggested again.
    least_alike : share of equal letters from which two names are near, from 0 to 1.

    Returns
    -------
    One row per pair of people.

    Notes
    -----
    Absent for pairs without a sign, for pairs the user parted, and for names of a single word. It says how
    alike names are, not how likely two people are one: people share names.

    References
    ----------
    rapidfuzz, `fuzz.token_sort_ratio`.

    Examples
    --------
    >>> answer(merge_suggestions, people='''
    ...     person_id       name      handle   network
    ...     x:7             Ann_Quill annquill x
    ...     linkedin:ann-q  Ann_Quill -        linkedin
    ...     mail:bo@c.d     Bo        -        mail
    ... ''', show="one_id other_id sign alike_share")
    [('linkedin:ann-q', 'x:7', 'same name', 1.0)]
    """
    import pyarrow as pa

    persons = dict(zip(identities["account_id"].to_pylist(), identities["person_id"].to_pylist(), strict=True))
    apart = {
        frozenset((persons.get(a, a), persons.get(b, b)))
        for a, b in zip(parted["one_id"].to_pylist(), parted["other_id"].to_pylist(), strict=True)
    }
    names = [
        Known(
            row["person_id"],
            frozenset((row["network"] or "").split(", ")),
            parts_of(row["name"]),
            handle_of(row["handle"]),
        )
        for row in people.select(["person_id", "name", "handle", "network"]).to_pylist()
        if row["person_id"] != "self"
    ]
    found: dict[tuple[str, str], tuple[str, float, str]] = {}
    for pair, sign, alike, reason in (*_claimed(account_links, persons), *_handles(names), *_names(names, least_alike)):
        if frozenset(pair) not in apart:
            found.setdefault(pair, (sign, alike, reason))
    rows = [
        {"one_id": a, "other_id": b, "sign": s, "alike_share": alike, "reason": why, "command": command(a, b)}
        for (a, b), (s, alike, why) in sorted(found.items())
    ]
    words = ("one_id", "other_id", "sign", "reason", "command")
    return pa.table(
        {name: pa.array([row[name] for row in rows], pa.string()) for name in words[:3]}
        | {"alike_share": pa.array([row["alike_share"] for row in rows], pa.float64())}
        | {name: pa.array([row[name] for row in rows], pa.string()) for name in words[3:]}
    )


Suggestion = tuple[tuple[str, str], str, float, str]


def parts_of(name: str | None) -> tuple[str, ...]:
    """Return the words of a name as they are compared: without case, accents, marks and order."""
    return tuple(sorted("".join(c if c.isalnum() else " " for c in unaccented(name or "")).split()))


def handle_of(handle: str | None) -> str:
    """Return a handle as it is compared: without case, host and the signs that networks put in differently."""
    return re.sub(r"[._\-]", "", (handle or "").casefold().split("@")[0].removesuffix(".bsky.social"))


def command(one: str, other: str) -> str:
    """Return the command that says a suggestion is true, ready to copy."""
    if "self" in (one, other):
        return f"kithkin me {quote(other if one == 'self' else one)}"
    return f"kithkin merge {quote(one)} {quote(other)}"


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _claimed(account_links: Any, persons: dict[str, str]) -> Iterator[Suggestion]:
    """Yield the pairs of which one names the other as its own, or a source found alike."""
    for row in account_links.select(["from_id", "to_id", "evidence", "says"]).to_pylist():
        one, other = (persons.get(row[end], row[end]) for end in ("from_id", "to_id"))
        if one != other and row["evidence"] in ("claimed-link", "verified-link", "name-alike"):
            sign = "same name" if row["evidence"] == "name-alike" else "claimed"
            yield _pair(one, other), sign, 1.0, row["says"] or SIGNS[sign]


def _handles(people: Iterable[Known]) -> Iterator[Suggestion]:
    """Yield the pairs that bear one handle on two networks."""
    bearers: dict[str, list[Known]] = defaultdict(list)
    for person in people:
        if len(person.handle) >= SHORTEST_HANDLE:
            bearers[person.handle].append(person)
    for group in bearers.values():
        yield from _unique(group, "same handle")


def _unique(group: list[Known], sign: str) -> Iterator[Suggestion]:
    """Yield the pairs of a group whose networks differ, where no network has two of the group."""
    for place, one in enumerate(group[:MOST_BEARERS]):
        for other in group[place + 1 : MOST_BEARERS]:
            rivals = [
                p for p in group if p is not one and p is not other and p.networks & (one.networks | other.networks)
            ]
            if _across(one, other) and not rivals:
                yield _pair(one.person, other.person), sign, 1.0, SIGNS[sign]


def _across(one: Known, other: Known) -> bool:
    """Return whether two may be one: on different networks, or mere names that two imports of one network bring."""
    if not one.networks & other.networks:
        return True
    (*_, first), (*_, second) = one.person.split("#"), other.person.split("#")
    return one.is_only_a_name and other.is_only_a_name and first != second


def _names(people: Iterable[Known], least_alike: float) -> Iterator[Suggestion]:
    """Yield the pairs that bear one full name, and those whose names are near."""
    from rapidfuzz import fuzz

    named: dict[tuple[str, ...], list[Known]] = defaultdict(list)
    bearing: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for person in people:
        if len(person.parts) > 1:
            named[person.parts].append(person)
    for parts, group in named.items():
        yield from _unique(group, "same name")
        for part in set(parts):
            bearing[part].append(parts)
    for several in bearing.values():
        if len(several) > MOST_BEARERS:
            continue
        for place, one in enumerate(several):
            for other in several[place + 1 :]:
                alike = fuzz.ratio(" ".join(one), " ".join(other)) / 100
                if alike >= least_alike and len(named[one]) == len(named[other]) == 1:
                    left, right = named[one][0], named[other][0]
                    if _across(left, right):
                        yield _pair(left.person, right.person), "near name", alike, SIGNS["near name"]
