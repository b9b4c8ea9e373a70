"""Who may be one person: by hand, and precision and recall on people whose truth is known."""

from __future__ import annotations

import random
import unicodedata
from typing import Any

from kithkin.example import names
from kithkin.measures.merge_suggestions import merge_suggestions, parts_of
from kithkin.workspace.identities import Link, persons
from tests.measures.by_hand import answer

SHOW = "one_id other_id sign"


def person(account: str, name: str | None, handle: str | None = None) -> dict[str, Any]:
    return {"person_id": account, "name": name, "handle": handle, "network": account.split(":", maxsplit=1)[0]}


def suggested(*people: dict[str, Any], **more: Any) -> list[Any]:
    return answer(merge_suggestions, people=people, show=SHOW, **more)


def test_a_full_name_on_two_networks() -> None:
    one, other = person("x:1", "Zoë  Fjord-Lund"), person("mail:z@a.b", "FJORD LUND, Zoe")
    assert suggested(one, other) == [("mail:z@a.b", "x:1", "same name")]


def test_a_name_that_two_bear_on_one_network_tells_nothing() -> None:
    assert suggested(person("x:1", "Ann Quill"), person("x:2", "Ann Quill"), person("mail:a@b.c", "Ann Quill")) == []
    assert suggested(person("x:1", "Ann"), person("mail:a@b.c", "Ann")) == []
    assert suggested(person("x:1", "Ann Quill"), person("x:2", "Anne Quill")) == []


def test_mere_names_of_two_imports_may_be_one() -> None:
    one, other = person("facebook:name:ann quill#aa", "Ann Quill"), person("facebook:name:ann quill#bb", "Ann Quill")
    assert len(suggested(one, other)) == 1
    assert suggested(one, person("facebook:name:ann quill2#aa", "Ann Quill")) == []


def test_handles() -> None:
    one, other = person("x:1", None, "ann_quill"), person("bluesky:did:plc:a", "A", "annquill.bsky.social")
    assert suggested(one, other) == [("bluesky:did:plc:a", "x:1", "same handle")]
    assert suggested(person("x:1", None, "ann"), person("bluesky:did:plc:a", None, "ann")) == []


def test_claims_are_suggested_and_an_own_one_asks_for_me() -> None:
    links = [{"from_id": "mastodon:me@h", "to_id": "x:@me", "evidence": "claimed-link", "says": "named in the profile"}]
    (row,) = answer(
        merge_suggestions, account_links=links, identities=[{"account_id": "mastodon:me@h", "person_id": "self"}]
    )
    assert row["command"] == "kithkin me x:@me"
    assert row["reason"] == "named in the profile"


def test_what_the_user_parted_is_not_suggested_again() -> None:
    pair = person("x:1", "Ann Quill"), person("mail:a@b.c", "Ann Quill")
    assert suggested(*pair, parted=[{"one_id": "mail:a@b.c", "other_id": "x:1"}]) == []


def test_names_are_compared_without_case_accents_and_order() -> None:
    assert parts_of("Quill, Åsa-Märta ✨") == parts_of("asa marta QUILL") == ("asa", "marta", "quill")
    assert parts_of(None) == parts_of("💥") == ()


def spelled(name: str, chance: random.Random) -> str:
    """Return a name as another network may have it."""
    first, _, last = name.partition(" ")
    way = chance.randrange(6)
    if way == 0:
        return f"{last}, {first}"
    if way == 1:
        return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    if way == 2:
        return f"{first[0]}. {last}"
    if way == 3 and len(last) > 5:
        return f"{first} {last[:-2]}{last[-1]}"
    return name.upper() if way == 4 else name


def made(seed: int) -> tuple[list[dict[str, Any]], set[tuple[str, str]], list[Link]]:
    """Return people on two networks, who is who, and links with evidence for some of them."""
    chance = random.Random(seed)
    called = [names.name(chance) for _ in range(1500)]
    truth, people, links = set(), [], []
    for number, name in enumerate(called):
        here, there = f"x:{number}", f"linkedin:{number:05}"
        if number % 3:
            people.append(person(here, name, names.handle(chance, number)))
        if number % 3 != 1:
            people.append(person(there, spelled(name, chance)))
        if number % 3 == 2:
            truth.add((there, here))
            if number % 2:
                links += [(here, there, "claimed-link"), (there, here, "claimed-link")]
        elif number % 7 == 0:
            links.append((here, f"linkedin:{number + 1:05}", "claimed-link"))
            links.append((here, f"linkedin:{number + 2:05}", "name-alike"))
    return people, truth, links


def test_what_is_merged_by_itself_is_right_and_suggestions_mostly_are() -> None:
    right = merged_pairs = found_pairs = found_right = total = 0
    for seed in range(3):
        people, truth, links = made(seed)
        merged = persons([], links, [])
        for account, other in merged.items():
            merged_pairs += 1
            right += tuple(sorted((account, other))) in truth
        found = {(row[0], row[1]) for row in suggested(*people)}
        found_pairs, found_right, total = found_pairs + len(found), found_right + len(found & truth), total + len(truth)
    precision, recall = found_right / found_pairs, found_right / total
    print(
        f"merged by itself: {right} of {merged_pairs} right; suggestions: precision {precision:.3f}, recall {recall:.3f}"
    )
    assert right == merged_pairs > 500
    assert precision >= 0.9
    assert recall >= 0.65
